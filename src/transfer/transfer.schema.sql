-- Lists that were taken over, and what came of each.

CREATE TABLE import_run (
  id           INTEGER PRIMARY KEY,        -- seen by: administrator
  public_id    TEXT NOT NULL UNIQUE,       -- seen by: administrator
  kind         INTEGER NOT NULL,           -- seen by: administrator; of transfer.h
  name         TEXT NOT NULL,              -- seen by: administrator; of the file
  added        INTEGER NOT NULL,           -- seen by: administrator; rows new
  same         INTEGER NOT NULL,           -- seen by: administrator; there already
  refused      INTEGER NOT NULL,           -- seen by: administrator
  at           INTEGER NOT NULL,           -- seen by: administrator; moment
  by           INTEGER REFERENCES account  -- seen by: administrator; NULL: the shell
);

-- Which members a list brought: those whose ids lie in its blocks. A column in
-- each of millions of rows would say the same.
CREATE TABLE import_block (
  kind         INTEGER NOT NULL,           -- seen by: administrator; of transfer.h
  first_id     INTEGER NOT NULL,           -- seen by: administrator
  until_id     INTEGER NOT NULL,           -- seen by: administrator; the first
                                           -- that is none of it
  run_id       INTEGER NOT NULL REFERENCES import_run,  -- seen by: administrator
  PRIMARY KEY (kind, first_id)
);
CREATE INDEX import_block_by_run ON import_block (run_id);
