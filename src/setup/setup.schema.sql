-- Lists that an administrator has sent and that wait to be taken over. Deleted
-- once they are, and after a day.

CREATE TABLE upload (
  id           INTEGER PRIMARY KEY,        -- seen by: administrator
  public_id    TEXT NOT NULL UNIQUE,       -- seen by: administrator
  kind         INTEGER NOT NULL,           -- seen by: administrator; of transfer.h
  name         TEXT NOT NULL,              -- seen by: administrator; of the file
  bytes        BLOB NOT NULL,              -- seen by: administrator; "" once done
  told         TEXT NOT NULL,              -- seen by: administrator; what was
                                           -- found, a line each
  added        INTEGER NOT NULL,           -- seen by: administrator; rows new
  same         INTEGER NOT NULL,           -- seen by: administrator; there already
  refused      INTEGER NOT NULL,           -- seen by: administrator
  done         INTEGER NOT NULL,           -- seen by: administrator; 1: taken over
  made_at      INTEGER NOT NULL,           -- seen by: administrator; moment
  made_by      INTEGER REFERENCES account  -- seen by: administrator
);
CREATE INDEX upload_by_moment ON upload (made_at);
