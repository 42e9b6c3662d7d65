-- Work that takes longer than an answer may: done by a server a piece at a
-- time, and gone on with where it stopped. How far it is stands in the same
-- transaction as what the piece did.

CREATE TABLE job (
  id           INTEGER PRIMARY KEY,        -- seen by: who began it, who may do it
  public_id    TEXT NOT NULL UNIQUE,       -- seen by: who began it, who may do it
  kind         TEXT NOT NULL,              -- seen by: who began it, who may do it;
                                           -- "import.take"
  title        TEXT NOT NULL,              -- seen by: who began it, who may do it
  things       TEXT NOT NULL,              -- seen by: who began it, who may do it;
                                           -- what is counted: "rows"
  back         TEXT NOT NULL,              -- seen by: who began it, who may do it;
                                           -- the page it was begun on
  account_id   INTEGER NOT NULL REFERENCES account,  -- seen by: who began it, who
                                           -- may do it
  unit_id      INTEGER REFERENCES unit,    -- seen by: who began it, who may do it;
                                           -- the right is over this
  conference_id INTEGER REFERENCES conference,  -- seen by: who began it, who may do it
  object_id    INTEGER NOT NULL,           -- seen by: nobody; a row of the kind's
  state        INTEGER NOT NULL,           -- seen by: who began it, who may do it;
                                           -- 1 waiting, 2 running, 3 done,
                                           -- 4 stopped, 5 failed
  stop         INTEGER NOT NULL,           -- seen by: who began it, who may do it;
                                           -- 1: it is to stop
  done         INTEGER NOT NULL,           -- seen by: who began it, who may do it
  whole        INTEGER NOT NULL,           -- seen by: who began it, who may do it;
                                           -- of that many; 0: not known
  message      TEXT NOT NULL,              -- seen by: who began it, who may do it
  begun_at     INTEGER NOT NULL,           -- seen by: who began it, who may do it;
                                           -- moment
  ended_at     INTEGER,                    -- seen by: who began it, who may do it;
                                           -- moment; NULL: not yet
  holder       TEXT NOT NULL,              -- seen by: nobody; which server, "" none
  held_until   INTEGER NOT NULL,           -- seen by: nobody; moment
  taken        INTEGER NOT NULL,           -- seen by: nobody; how often taken up
                                           -- since its last piece
  file_name    TEXT NOT NULL,              -- seen by: who may do it; "" no file
  file_type    TEXT NOT NULL,              -- seen by: who may do it
  file_bytes   INTEGER NOT NULL            -- seen by: who may do it
);
CREATE INDEX job_open ON job (id) WHERE ended_at IS NULL;
CREATE INDEX job_by_account ON job (account_id, id);
CREATE INDEX job_with_file ON job (ended_at) WHERE file_name <> '';

-- What a job made to be taken away, in parts; gone after a day.
CREATE TABLE job_file (
  job_id       INTEGER NOT NULL REFERENCES job,  -- seen by: who may do it
  n            INTEGER NOT NULL,           -- seen by: who may do it; from 0
  bytes        BLOB NOT NULL,              -- seen by: who may do it
  PRIMARY KEY (job_id, n)
);
