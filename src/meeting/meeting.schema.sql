-- A unit's meetings. meeting is the meeting itself: planned, held or cancelled;
-- meeting_record is what was written down of it, in versions: rows are only
-- ever added, a correction is a new version, and current_id names the newest.
-- What is not known is NULL, never invented.

CREATE TABLE meeting (
  id           INTEGER PRIMARY KEY,        -- seen by: all
  public_id    TEXT NOT NULL UNIQUE,       -- seen by: all
  unit_id      INTEGER NOT NULL REFERENCES unit,    -- seen by: all
  kind         TEXT NOT NULL,              -- seen by: all; a word of the
                                           -- statutes; "": not known
  state        INTEGER NOT NULL,           -- seen by: all; 1 planned, 2 held,
                                           -- 3 cancelled
  day          INTEGER NOT NULL,           -- seen by: all; planned for or held on
  starts       INTEGER,                    -- seen by: cell; minutes of the day
  place        TEXT NOT NULL,              -- seen by: cell
  called_at    INTEGER,                    -- seen by: cell; moment it was called,
                                           -- for the notice; NULL: not known
  sign_code    TEXT NOT NULL,              -- seen by: cell; of the sign-in sheet
  current_id   INTEGER,                    -- seen by: cell; newest record
  entered_at   INTEGER NOT NULL,           -- seen by: cell; moment
  entered_by   INTEGER REFERENCES account  -- seen by: cell; NULL: the shell
);
CREATE INDEX meeting_by_unit ON meeting (unit_id, state, day);
-- MEET-2, also where two write at once.
CREATE UNIQUE INDEX meeting_once ON meeting (unit_id, kind, day)
 WHERE state <> 3;
CREATE INDEX meeting_by_code ON meeting (sign_code);

CREATE TABLE meeting_record (
  id           INTEGER PRIMARY KEY,        -- seen by: cell
  meeting_id   INTEGER NOT NULL REFERENCES meeting, -- seen by: cell
  version      INTEGER NOT NULL,           -- seen by: cell; from 1
  day          INTEGER NOT NULL,           -- seen by: all
  starts       INTEGER,                    -- seen by: cell; minutes of the day
  ends         INTEGER,                    -- seen by: cell; minutes of the day
  place        TEXT NOT NULL,              -- seen by: cell
  chair_id     INTEGER REFERENCES member,  -- seen by: self, cell
  notes        TEXT NOT NULL,              -- seen by: cell
  guests       INTEGER NOT NULL,           -- seen by: cell; how many
  members      INTEGER,                    -- seen by: all; belonging that day;
                                           -- NULL: attendance not known
  present      INTEGER,                    -- seen by: all; NULL: not known
  excused      INTEGER,                    -- seen by: all; NULL: not known
  quorum       INTEGER,                    -- seen by: all; needed that day;
                                           -- NULL: the rules are silent
  quorum_met   INTEGER,                    -- seen by: all; 0, 1; NULL: not judged
  edition_id   INTEGER REFERENCES edition, -- seen by: all; judged by it
  article      TEXT NOT NULL,              -- seen by: all; of the quorum
  reason       TEXT NOT NULL,              -- seen by: cell; of a correction
  entered_at   INTEGER NOT NULL,           -- seen by: cell; moment
  entered_by   INTEGER REFERENCES account, -- seen by: cell; NULL: the shell
  UNIQUE (meeting_id, version)
);

-- Most rows of all are these; without a number of its own each stands once, in
-- its key, where SQLite would write it twice.
CREATE TABLE attendance (
  record_id    INTEGER NOT NULL REFERENCES meeting_record,  -- seen by: self, cell
  member_id    INTEGER NOT NULL REFERENCES member,  -- seen by: self, cell
  presence     INTEGER NOT NULL,           -- seen by: self, cell; 1 present,
                                           -- 2 excused, 3 absent
  PRIMARY KEY (record_id, member_id)
) WITHOUT ROWID;

-- Of a planned meeting (record_id NULL), or as it was treated.
CREATE TABLE agenda_item (
  id           INTEGER PRIMARY KEY,        -- seen by: cell
  meeting_id   INTEGER NOT NULL REFERENCES meeting, -- seen by: cell
  record_id    INTEGER REFERENCES meeting_record,   -- seen by: cell
  position     INTEGER NOT NULL,           -- seen by: cell; from 1
  title        TEXT NOT NULL,              -- seen by: cell
  note         TEXT NOT NULL,              -- seen by: cell
  assignment_id INTEGER                    -- seen by: cell; it is about this one
);
CREATE INDEX agenda_by_meeting ON agenda_item (meeting_id, record_id, position);

CREATE TABLE decision (
  id           INTEGER PRIMARY KEY,        -- seen by: cell
  public_id    TEXT NOT NULL UNIQUE,       -- seen by: cell
  meeting_id   INTEGER NOT NULL REFERENCES meeting, -- seen by: cell
  record_id    INTEGER NOT NULL REFERENCES meeting_record,  -- seen by: cell
  number       INTEGER NOT NULL,           -- seen by: cell; from 1
  text         TEXT NOT NULL,              -- seen by: cell; sent_up: above too
  subject      TEXT NOT NULL,              -- seen by: cell; of the statutes, or ""
  votes_for    INTEGER,                    -- seen by: cell; NULL: not counted
  votes_against INTEGER,                   -- seen by: cell
  abstained    INTEGER,                    -- seen by: cell
  needed       INTEGER,                    -- seen by: cell; votes for; NULL: not
                                           -- judged
  carried      INTEGER,                    -- seen by: cell; 0, 1; NULL: not judged
  article      TEXT NOT NULL,              -- seen by: cell; of the majority
  assignee_id  INTEGER REFERENCES member,  -- seen by: self, cell; as minuted;
                                           -- NULL: nobody took it on
  due_day      INTEGER,                    -- seen by: self, cell; as minuted
  sent_up      INTEGER NOT NULL            -- seen by: cell; 1: shown above
);
CREATE INDEX decision_by_record ON decision (record_id, number);
CREATE INDEX decision_by_meeting ON decision (meeting_id);

-- Who signed in with the code of the sheet; ticked for the secretary.
CREATE TABLE sign_in (
  meeting_id   INTEGER NOT NULL REFERENCES meeting, -- seen by: self, cell
  member_id    INTEGER NOT NULL REFERENCES member,  -- seen by: self, cell
  at           INTEGER NOT NULL,           -- seen by: self, cell; moment
  PRIMARY KEY (meeting_id, member_id)
);
