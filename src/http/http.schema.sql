-- The writes that were done, by the request id their sender made (HTTP-1), so
-- that a write that is sent again is not done again. Kept for 90 days.

CREATE TABLE request (
  account_id   INTEGER NOT NULL,     -- seen by: self; 0: nobody logged in
  key          TEXT NOT NULL,        -- seen by: self; the request id
  at           INTEGER NOT NULL,     -- seen by: self; moment
  status       INTEGER NOT NULL,     -- seen by: self; of the first answer
  location     TEXT NOT NULL,        -- seen by: self; where it led; "": nowhere
  PRIMARY KEY (account_id, key)
);
CREATE INDEX request_by_at ON request (at);
