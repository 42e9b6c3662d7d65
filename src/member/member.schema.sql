-- Members, how to reach them, which cell they belonged to on any day, and who
-- has looked at what is kept about them.
--
-- A membership row is one stay in one cell. On any day a member has at most one
-- (MEMB-1); the index member_once makes a second open one impossible.

CREATE TABLE member (
  id           INTEGER PRIMARY KEY,        -- seen by: self, cell
  public_id    TEXT NOT NULL,              -- seen by: self, cell
  number       TEXT NOT NULL,              -- seen by: self, keeper of the roll
  name         TEXT NOT NULL,              -- seen by: self, cell; whole, in the
                                           -- order of its language
  native_name  TEXT NOT NULL,              -- seen by: self, cell; in its script
  name_fold    TEXT NOT NULL,              -- seen by: self, cell; for search:
                                           -- name and native name, folded
  language     TEXT NOT NULL,              -- seen by: self; BCP 47 or ""
  entered_at   INTEGER NOT NULL,           -- seen by: self; moment
  entered_by   INTEGER REFERENCES account  -- seen by: self; NULL: the shell
);
-- Beside the table, so that an import can make them after millions of rows.
CREATE UNIQUE INDEX member_by_public_id ON member (public_id);
CREATE UNIQUE INDEX member_by_number ON member (number);

-- What a member was called before the name was corrected or changed.
CREATE TABLE member_name (
  id           INTEGER PRIMARY KEY,        -- seen by: self
  member_id    INTEGER NOT NULL REFERENCES member,  -- seen by: self
  name         TEXT NOT NULL,              -- seen by: self
  native_name  TEXT NOT NULL,              -- seen by: self
  language     TEXT NOT NULL,              -- seen by: self; BCP 47 or ""
  until_at     INTEGER NOT NULL,           -- seen by: self; moment
  changed_by   INTEGER REFERENCES account  -- seen by: self; NULL: the shell
);
CREATE INDEX member_name_by_member ON member_name (member_id, until_at);

-- kind: 1 telephone, 2 e-mail, 3 address, 4 another way. A change ends a row
-- and adds one.
CREATE TABLE contact (
  id           INTEGER PRIMARY KEY,        -- seen by: self, keeper of the roll
  member_id    INTEGER NOT NULL REFERENCES member,  -- seen by: self, keeper of the roll
  kind         INTEGER NOT NULL,           -- seen by: self, keeper of the roll
  value        TEXT NOT NULL,              -- seen by: self, keeper of the roll
  shown_to     INTEGER NOT NULL,           -- seen by: self; 1 keeper, 2 own cell
  from_at      INTEGER NOT NULL,           -- seen by: self; moment
  until_at     INTEGER,                    -- seen by: self; moment; NULL: now
  entered_by   INTEGER REFERENCES account  -- seen by: self
);
CREATE INDEX contact_by_member ON contact (member_id);

CREATE TABLE membership (
  id           INTEGER PRIMARY KEY,        -- seen by: self, keeper of the roll
  member_id    INTEGER NOT NULL REFERENCES member,  -- seen by: self, cell
  cell_id      INTEGER NOT NULL REFERENCES unit,    -- seen by: self, cell
  from_day     INTEGER,                    -- seen by: self, keeper of the roll;
                                           -- NULL: before the records began
  until_day    INTEGER,                    -- seen by: self, keeper of the roll;
                                           -- first day no longer; NULL: still
  how          INTEGER NOT NULL,           -- seen by: self, keeper of the roll;
                                           -- 1 joined, 2 transferred, 3 the cell
                                           -- was split or merged, 4 imported
  ended        INTEGER NOT NULL,           -- seen by: self, keeper of the roll;
                                           -- 0 not, 2 transferred, 3 as above,
                                           -- 5 left, 6 died
  entered_at   INTEGER NOT NULL,           -- seen by: self; moment
  entered_by   INTEGER REFERENCES account  -- seen by: self
);
CREATE UNIQUE INDEX member_once ON membership (member_id)
 WHERE until_day IS NULL;
CREATE INDEX membership_by_member ON membership (member_id, until_day);
CREATE INDEX membership_by_cell ON membership (cell_id, until_day, member_id);

-- Who finds something wrong about himself or herself asks for a correction; the
-- keeper of the roll answers.
CREATE TABLE correction (
  id           INTEGER PRIMARY KEY,        -- seen by: self, keeper of the roll
  public_id    TEXT NOT NULL UNIQUE,       -- seen by: self, keeper of the roll
  member_id    INTEGER NOT NULL REFERENCES member,  -- seen by: self, keeper of the roll
  about        TEXT NOT NULL,              -- seen by: self, keeper of the roll
  text         TEXT NOT NULL,              -- seen by: self, keeper of the roll
  at           INTEGER NOT NULL,           -- seen by: self, keeper of the roll; moment
  answer       TEXT NOT NULL,              -- seen by: self, keeper of the roll; or ""
  answered_at  INTEGER,                    -- seen by: self, keeper of the roll; moment
  answered_by  INTEGER REFERENCES account  -- seen by: self, keeper of the roll
);
CREATE INDEX correction_by_member ON correction (member_id, at);

-- Each look by somebody else at what is kept about a person.
CREATE TABLE look (
  id           INTEGER PRIMARY KEY,        -- seen by: self
  member_id    INTEGER NOT NULL REFERENCES member,  -- seen by: self; looked at
  looked_by    INTEGER NOT NULL REFERENCES member,  -- seen by: self
  office       TEXT NOT NULL,              -- seen by: self; "Secretary, Cell 4"
  what         TEXT NOT NULL,              -- seen by: self; "contacts"
  reason       TEXT NOT NULL,              -- seen by: self; in a few words
  at           INTEGER NOT NULL            -- seen by: self; moment
);
CREATE INDEX look_by_member ON look (member_id, at);
CREATE INDEX look_by_looker ON look (looked_by, at);
