-- The editions of the statutes. An edition is never changed.

CREATE TABLE edition (
  id           INTEGER PRIMARY KEY,        -- seen by: all
  public_id    TEXT NOT NULL UNIQUE,       -- seen by: all
  from_day     INTEGER NOT NULL UNIQUE,    -- seen by: all; first day in force
  text         TEXT NOT NULL,              -- seen by: all; the document
  adopted_at   INTEGER NOT NULL,           -- seen by: all; moment
  adopted_by   INTEGER REFERENCES account  -- seen by: all; NULL: the shell
);
