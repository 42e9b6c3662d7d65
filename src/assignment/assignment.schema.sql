-- What somebody took on. state is today's; every change of it is an event.

CREATE TABLE assignment (
  id           INTEGER PRIMARY KEY,        -- seen by: self, cell
  public_id    TEXT NOT NULL UNIQUE,       -- seen by: self, cell
  unit_id      INTEGER NOT NULL REFERENCES unit,    -- seen by: self, cell
  member_id    INTEGER NOT NULL REFERENCES member,  -- seen by: self, cell
  text         TEXT NOT NULL,              -- seen by: self, cell
  due_day      INTEGER,                    -- seen by: self, cell; NULL: not said
  given_on     INTEGER NOT NULL,           -- seen by: self, cell; day
  meeting_id   INTEGER REFERENCES meeting, -- seen by: self, cell; NULL: none
  decision     INTEGER,                    -- seen by: self, cell; its number
  state        INTEGER NOT NULL,           -- seen by: self, cell; 1 open, 2 needs
                                           -- help, 3 reported done, 4 done,
                                           -- 5 dropped
  entered_at   INTEGER NOT NULL,           -- seen by: self, cell; moment
  entered_by   INTEGER REFERENCES account  -- seen by: self, cell
);
CREATE INDEX assignment_by_unit ON assignment (unit_id, state, due_day);
CREATE INDEX assignment_by_member ON assignment (member_id, state, due_day);
CREATE INDEX assignment_by_meeting ON assignment (meeting_id);

CREATE TABLE assignment_event (
  id           INTEGER PRIMARY KEY,        -- seen by: self, cell
  assignment_id INTEGER NOT NULL REFERENCES assignment,  -- seen by: self, cell
  state        INTEGER NOT NULL,           -- seen by: self, cell; from then on
  note         TEXT NOT NULL,              -- seen by: self, cell
  at           INTEGER NOT NULL,           -- seen by: self, cell; moment
  entered_by   INTEGER REFERENCES account  -- seen by: self, cell
);
CREATE INDEX assignment_event_by_assignment ON assignment_event (assignment_id, at);
