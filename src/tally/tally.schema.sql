-- What was counted of each unit, from its records alone. It can be thrown away
-- and written anew at any time; so nothing refers to it.

CREATE TABLE unit_tally (
  unit_id      INTEGER PRIMARY KEY REFERENCES unit,  -- seen by: all
  version      INTEGER NOT NULL,           -- seen by: all; of the transaction
                                           -- that wrote it, db_write_number()
  edition_id   INTEGER NOT NULL,           -- seen by: all; the newest there was;
                                           -- 0: none; -1: never counted
  counted_on   INTEGER NOT NULL,           -- seen by: all; day
  recheck_day  INTEGER,                    -- seen by: all; to be counted again
                                           -- from then on; NULL: no such day
  parent_id    INTEGER,                    -- seen by: all; NULL: the top
  tier         TEXT NOT NULL,              -- seen by: all; word of the statutes
  alive        INTEGER NOT NULL,           -- seen by: all; 0: has ended
  flags        INTEGER NOT NULL,           -- seen by: all; 1: holds members, 2: a
                                           -- rule asks it to meet, 4: no word
  begins       INTEGER,                    -- seen by: all; day, of what is owed
  last_day     INTEGER,                    -- seen by: all; of the meeting that is
                                           -- due first
  members      INTEGER NOT NULL,           -- seen by: all; people
  held         INTEGER NOT NULL,           -- seen by: all; in counted_on's month
  held_before  INTEGER NOT NULL,           -- seen by: all; and in the one before
  present      INTEGER NOT NULL,           -- seen by: all; people, last meeting
  expected     INTEGER NOT NULL,           -- seen by: all; members on its day
  assigned     INTEGER NOT NULL,           -- seen by: all; not done
  owed_bits    INTEGER NOT NULL,           -- seen by: all; bit i: owed meetings at
                                           -- the end of the month i + 1 months
                                           -- before counted_on's; 24 of them
  late_bits    INTEGER NOT NULL,           -- seen by: all; and was late
  marks        TEXT NOT NULL               -- seen by: all; what is asked of it and
                                           -- the last day in order: mark.c
);
CREATE INDEX unit_tally_by_version ON unit_tally (version);
CREATE INDEX unit_tally_by_recheck ON unit_tally (recheck_day);
CREATE INDEX unit_tally_by_edition ON unit_tally (edition_id);

-- Everything under a unit is to be counted again, itself with it: done in steps,
-- by id, and gone when it is done.
CREATE TABLE unit_recount (
  unit_id      INTEGER PRIMARY KEY REFERENCES unit,  -- seen by: all
  after_id     INTEGER NOT NULL            -- seen by: all; the last that was
                                           -- counted again; 0: none yet
);
