-- Lists that an administrator has sent. One that is not taken over goes after a
-- day, and of one that was what it held: what stays is how many rows came in.

CREATE TABLE upload (
  id           INTEGER PRIMARY KEY,        -- seen by: administrator
  public_id    TEXT NOT NULL UNIQUE,       -- seen by: administrator
  kind         INTEGER NOT NULL,           -- seen by: administrator; of transfer.h
  name         TEXT NOT NULL,              -- seen by: administrator; of the list
  state        INTEGER NOT NULL,           -- seen by: administrator; setup.h
  told         TEXT NOT NULL,              -- seen by: administrator; what was
                                           -- found, a line each
  head         TEXT NOT NULL,              -- seen by: administrator; its columns
  rows         INTEGER NOT NULL,           -- seen by: administrator; it has
  added        INTEGER NOT NULL,           -- seen by: administrator; rows new
  same         INTEGER NOT NULL,           -- seen by: administrator; there already
  refused      INTEGER NOT NULL,           -- seen by: administrator
  mark         TEXT NOT NULL,              -- seen by: nobody; where it stands
  run_id       INTEGER REFERENCES import_run,  -- seen by: administrator; what came
                                           -- of it; NULL: nothing yet
  job_id       INTEGER,                    -- seen by: administrator; the last one
  undone       INTEGER NOT NULL,           -- seen by: administrator; rows taken back
  left_there   INTEGER NOT NULL,           -- seen by: administrator; rows that are
                                           -- not, for something was built on them
  made_at      INTEGER NOT NULL,           -- seen by: administrator; moment
  made_by      INTEGER REFERENCES account  -- seen by: administrator
);
CREATE INDEX upload_by_moment ON upload (made_at);

-- What a list holds, in parts: how far it is changes often, this never.
CREATE TABLE upload_part (
  upload_id    INTEGER NOT NULL REFERENCES upload,  -- seen by: administrator
  n            INTEGER NOT NULL,           -- seen by: administrator; from 0
  bytes        BLOB NOT NULL,              -- seen by: administrator
  PRIMARY KEY (upload_id, n)
);

-- Rows of a list that were refused when it was taken over, or that could not be
-- taken back. Gone with what the list held.
CREATE TABLE upload_row (
  upload_id    INTEGER NOT NULL REFERENCES upload,  -- seen by: administrator
  sort         INTEGER NOT NULL,           -- seen by: administrator; 1 refused,
                                           -- 2 left there by an undo
  n            INTEGER NOT NULL,           -- seen by: administrator; from 1
  told         TEXT NOT NULL,              -- seen by: administrator; why
  line         TEXT NOT NULL,              -- seen by: administrator; as it was sent
  PRIMARY KEY (upload_id, sort, n)
);
