-- Terms: one person holding one seat of one office in one unit from a day to a
-- day. The kinds of office are the statutes'. Terms of a seat do not overlap
-- (OFFI-1).

CREATE TABLE term (
  id           INTEGER PRIMARY KEY,        -- seen by: all
  public_id    TEXT NOT NULL UNIQUE,       -- seen by: all
  unit_id      INTEGER NOT NULL REFERENCES unit,    -- seen by: all
  office       TEXT NOT NULL,              -- seen by: all; a word of the statutes
  seat         INTEGER NOT NULL,           -- seen by: all; from 1
  member_id    INTEGER NOT NULL REFERENCES member,  -- seen by: self, all
  from_day     INTEGER,                    -- seen by: self, all; NULL: since
                                           -- before the records began
  due_day      INTEGER,                    -- seen by: self, all; the first day
                                           -- after the term ran out; NULL: none
  until_day    INTEGER,                    -- seen by: self, all; first day no
                                           -- longer held; NULL: still
  acting       INTEGER NOT NULL,           -- seen by: self, all; 1: acting
  entered_at   INTEGER NOT NULL,           -- seen by: self; moment
  entered_by   INTEGER REFERENCES account  -- seen by: self; NULL: the shell
);
CREATE UNIQUE INDEX seat_once ON term (unit_id, office, seat)
 WHERE until_day IS NULL;
CREATE INDEX term_by_unit ON term (unit_id, office, seat, from_day);
CREATE INDEX term_by_member ON term (member_id, until_day);
