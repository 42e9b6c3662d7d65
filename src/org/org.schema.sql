-- The organisation, its words, and the tree of its units on any day.
--
-- unit holds what is true today; unit_name and unit_place hold every name and
-- place with their days; unit_event says what happened. A day is the number of
-- days since 1970-01-01; an until_day is the first day no longer; NULL from_day
-- is "since before the records began", NULL until_day is "still". A unit whose
-- founding is unknown stands in the tree since the unit above it does, so that
-- the tree of any day is one tree: its place says so, not its founded. A name
-- or place that would cover no day has no row; the event tells of it.

CREATE TABLE organisation (
  id           INTEGER PRIMARY KEY,        -- seen by: all; always 1
  name         TEXT NOT NULL,              -- seen by: all
  language     TEXT NOT NULL,              -- seen by: all; BCP 47, "en-GB"
  direction    TEXT NOT NULL,              -- seen by: all; "ltr" or "rtl"
  step         INTEGER NOT NULL            -- seen by: all; of the set-up, 1 to 6
);

CREATE TABLE word (
  term         TEXT NOT NULL PRIMARY KEY,  -- seen by: all; "secretary", "cell"
  one          TEXT NOT NULL,              -- seen by: all; as shown, singular
  many         TEXT NOT NULL               -- seen by: all; as shown, plural
);

CREATE TABLE unit (
  id           INTEGER PRIMARY KEY,        -- seen by: all
  public_id    TEXT NOT NULL UNIQUE,       -- seen by: all
  code         TEXT NOT NULL UNIQUE,       -- seen by: all; in lists and exports
  tier         TEXT NOT NULL,              -- seen by: all; a word of the statutes
  name         TEXT NOT NULL,              -- seen by: all; today's
  name_fold    TEXT NOT NULL,              -- seen by: all; for search: the
                                           -- name, a line end, the code, folded
  parent_id    INTEGER REFERENCES unit,    -- seen by: all; today's; NULL: root
  founded      INTEGER,                    -- seen by: all; day; NULL: unknown
  dissolved    INTEGER                     -- seen by: all; first day no longer
);
CREATE INDEX unit_by_parent ON unit (parent_id, name_fold);

CREATE TABLE unit_name (
  unit_id      INTEGER NOT NULL REFERENCES unit,  -- seen by: all
  name         TEXT NOT NULL,              -- seen by: all
  from_day     INTEGER,                    -- seen by: all
  until_day    INTEGER                     -- seen by: all
);
CREATE INDEX unit_name_by_unit ON unit_name (unit_id);

CREATE TABLE unit_place (
  unit_id      INTEGER NOT NULL REFERENCES unit,  -- seen by: all
  parent_id    INTEGER REFERENCES unit,    -- seen by: all
  from_day     INTEGER,                    -- seen by: all
  until_day    INTEGER                     -- seen by: all
);
CREATE INDEX unit_place_by_unit ON unit_place (unit_id);
CREATE INDEX unit_place_by_parent ON unit_place (parent_id);

-- Today's tree as pairs: a unit and each unit above it, itself among them; at
-- most one at each tier.
CREATE TABLE unit_up (
  unit_id      INTEGER NOT NULL REFERENCES unit,  -- seen by: all
  tier         TEXT NOT NULL,              -- seen by: all; of anc
  anc          INTEGER NOT NULL REFERENCES unit,  -- seen by: all
  PRIMARY KEY (unit_id, tier)
) WITHOUT ROWID;
CREATE INDEX unit_up_by_anc ON unit_up (anc, unit_id);

-- kind: 1 found, 2 rename, 3 move, 4 split, 5 merge, 6 dissolve.
CREATE TABLE unit_event (
  id           INTEGER PRIMARY KEY,        -- seen by: all
  kind         INTEGER NOT NULL,           -- seen by: all
  unit_id      INTEGER NOT NULL REFERENCES unit,  -- seen by: all; what it is about
  other_id     INTEGER REFERENCES unit,    -- seen by: all; parent, part, heir
  day          INTEGER,                    -- seen by: all; first day it holds;
                                           -- NULL: a founding, unknown
  text         TEXT NOT NULL,              -- seen by: all; new name, reason
  entered_at   INTEGER NOT NULL,           -- seen by: all; moment
  entered_by   INTEGER REFERENCES account  -- seen by: all; NULL: the shell
);
CREATE INDEX unit_event_by_unit ON unit_event (unit_id, day);
CREATE INDEX unit_event_by_other ON unit_event (other_id, day);
