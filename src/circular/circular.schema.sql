-- Circulars, the units that conveyed them, the members who said they read them.
-- Nothing is written for a unit before it conveys; whom a circular is for
-- follows from the tree.

CREATE TABLE circular (
  id           INTEGER PRIMARY KEY,        -- seen by: all
  public_id    TEXT NOT NULL UNIQUE,       -- seen by: all
  unit_id      INTEGER NOT NULL REFERENCES unit,  -- seen by: all; issued it
  number       INTEGER NOT NULL,           -- seen by: all; of unit_id, from 1
  under_id     INTEGER NOT NULL REFERENCES unit,  -- seen by: all; it is for the
                                           -- units of `tier` under this one
  tier         TEXT NOT NULL,              -- seen by: all; word of the statutes
  newest_unit  INTEGER NOT NULL,           -- seen by: all; id: those that were
                                           -- entered later are not asked
  title        TEXT NOT NULL,              -- seen by: all
  short        TEXT NOT NULL,              -- seen by: all; in short, Markdown
  text         TEXT NOT NULL,              -- seen by: all; the whole, Markdown
  issued_on    INTEGER NOT NULL,           -- seen by: all; day
  due_day      INTEGER,                    -- seen by: all; the last one to convey
                                           -- it on; NULL: not said
  returns      TEXT NOT NULL,              -- seen by: all; days after a unit has
                                           -- conveyed it: "30 90"; or ""
  resolution_id INTEGER REFERENCES resolution,  -- seen by: all; NULL: of none
  entered_at   INTEGER NOT NULL,           -- seen by: all; moment
  entered_by   INTEGER REFERENCES account, -- seen by: all
  withdrawn_at INTEGER,                    -- seen by: all; moment; NULL: it stands
  withdrawn_by INTEGER REFERENCES account, -- seen by: all
  withdrawn_for TEXT NOT NULL,             -- seen by: all; why, or ""
  UNIQUE (unit_id, number)
);
CREATE INDEX circular_by_under ON circular (under_id, tier, issued_on);
CREATE INDEX circular_by_day ON circular (tier, issued_on);
CREATE INDEX circular_by_resolution ON circular (resolution_id);

-- A unit conveyed it, or spoke of it again. What is taken back stays, with the
-- moment.
CREATE TABLE circular_conveyed (
  id           INTEGER PRIMARY KEY,        -- seen by: all
  circular_id  INTEGER NOT NULL REFERENCES circular,  -- seen by: all
  unit_id      INTEGER NOT NULL REFERENCES unit,      -- seen by: all
  round        INTEGER NOT NULL,           -- seen by: all; 0: for the first time,
                                           -- then its returns, from 1
  how          INTEGER NOT NULL,           -- seen by: all; 1 at a meeting, 2 member
                                           -- by member, 3 half of them read it
  day          INTEGER NOT NULL,           -- seen by: all
  meeting_id   INTEGER REFERENCES meeting, -- seen by: all; NULL: at none
  entered_at   INTEGER NOT NULL,           -- seen by: cell; moment
  entered_by   INTEGER REFERENCES account, -- seen by: cell
  undone_at    INTEGER,                    -- seen by: cell; moment;
                                           -- NULL: it stands
  undone_by    INTEGER REFERENCES account, -- seen by: cell
  version      INTEGER NOT NULL            -- seen by: all; of the transaction that
                                           -- wrote it last, db_write_number()
);
CREATE UNIQUE INDEX circular_conveyed_once
 ON circular_conveyed (circular_id, unit_id, round) WHERE undone_at IS NULL;
CREATE INDEX circular_conveyed_by_unit
 ON circular_conveyed (unit_id, circular_id);
CREATE INDEX circular_conveyed_by_version
 ON circular_conveyed (circular_id, round, version);

-- A member says: I have read it. How many of a cell did is counted; who did not
-- is nowhere.
CREATE TABLE circular_read (
  circular_id  INTEGER NOT NULL REFERENCES circular,  -- seen by: self
  member_id    INTEGER NOT NULL REFERENCES member,    -- seen by: self
  unit_id      INTEGER NOT NULL REFERENCES unit,      -- seen by: self; the cell
                                           -- the member belonged to then
  read_at      INTEGER NOT NULL,           -- seen by: self; moment
  PRIMARY KEY (circular_id, member_id)
) WITHOUT ROWID;
CREATE INDEX circular_read_by_unit ON circular_read (unit_id, circular_id);
CREATE INDEX circular_read_by_member ON circular_read (member_id);
