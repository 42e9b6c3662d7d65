-- Exceptions are computed, never stored. What a unit tells about one is.

CREATE TABLE reason (
  id           INTEGER PRIMARY KEY,        -- seen by: all
  unit_id      INTEGER NOT NULL REFERENCES unit,  -- seen by: all
  rule         TEXT NOT NULL,              -- seen by: all; key of the rule
  text         TEXT NOT NULL,              -- seen by: all; what stood in the way
  until_day    INTEGER,                    -- seen by: all; expected to last to
  told_at      INTEGER NOT NULL,           -- seen by: all; moment
  told_by      INTEGER REFERENCES account  -- seen by: cell
);
CREATE INDEX reason_by_unit ON reason (unit_id, told_at);
