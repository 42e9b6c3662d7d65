-- What stays of a conference: bulletins and minutes of its sittings, what it
-- resolved and what came of that, whom it commended, its proceedings.

CREATE TABLE bulletin (
  id           INTEGER PRIMARY KEY,        -- seen by: all
  public_id    TEXT NOT NULL UNIQUE,       -- seen by: all
  conference_id INTEGER NOT NULL REFERENCES conference,  -- seen by: all
  sitting_id   INTEGER NOT NULL REFERENCES sitting,      -- seen by: all
  kind         INTEGER NOT NULL,           -- seen by: all; enum bulletin_kind
  number       INTEGER NOT NULL,           -- seen by: all; from 1, of its kind
  state        INTEGER NOT NULL,           -- seen by: all; enum bulletin_state
  audience     INTEGER NOT NULL,           -- seen by: all; enum bulletin_audience,
                                           -- once it is published
  drafted_at   INTEGER NOT NULL,           -- seen by: all; moment
  approved_at  INTEGER,                    -- seen by: all; moment; NULL: not yet
  approved_by  INTEGER REFERENCES account, -- seen by: all
  published_at INTEGER,                    -- seen by: all; moment; NULL: not yet
  UNIQUE (conference_id, kind, number),
  UNIQUE (sitting_id, kind)
);

-- Its words in a language. A new version is added; the old ones stay.
CREATE TABLE bulletin_text (
  bulletin_id  INTEGER NOT NULL REFERENCES bulletin,  -- seen by: all
  language     TEXT NOT NULL,              -- seen by: all; "en"
  version      INTEGER NOT NULL,           -- seen by: all; from 1
  title        TEXT NOT NULL,              -- seen by: all
  text         TEXT NOT NULL,              -- seen by: all; Markdown
  reason       TEXT NOT NULL,              -- seen by: all; of a correction, or ""
  approved     INTEGER NOT NULL,           -- seen by: all; 1: it was approved
  entered_at   INTEGER NOT NULL,           -- seen by: all; moment
  entered_by   INTEGER REFERENCES account, -- seen by: all; NULL: drafted from the
                                           -- records
  PRIMARY KEY (bulletin_id, language, version)
) WITHOUT ROWID;

-- What was resolved, in the words that were decided.
CREATE TABLE resolution (
  id           INTEGER PRIMARY KEY,        -- seen by: all
  public_id    TEXT NOT NULL UNIQUE,       -- seen by: all
  conference_id INTEGER NOT NULL REFERENCES conference,  -- seen by: all
  number       INTEGER NOT NULL,           -- seen by: all; from 1
  motion_id    INTEGER UNIQUE REFERENCES motion,  -- seen by: all; NULL: none
  vote_id      INTEGER REFERENCES vote,    -- seen by: all; NULL: without a count
  title        TEXT NOT NULL,              -- seen by: all
  text         TEXT NOT NULL,              -- seen by: all
  resolved_on  INTEGER NOT NULL,           -- seen by: all; day
  UNIQUE (conference_id, number)
);

-- What carries a resolution out.
CREATE TABLE resolution_task (
  resolution_id INTEGER NOT NULL REFERENCES resolution,  -- seen by: all
  assignment_id INTEGER NOT NULL UNIQUE REFERENCES assignment, -- seen by: all
  PRIMARY KEY (resolution_id, assignment_id)
) WITHOUT ROWID;

CREATE TABLE commendation (
  id           INTEGER PRIMARY KEY,        -- seen by: self, all
  public_id    TEXT NOT NULL UNIQUE,       -- seen by: self, all
  conference_id INTEGER NOT NULL REFERENCES conference,  -- seen by: self, all
  item_id      INTEGER REFERENCES item,    -- seen by: self, all; NULL: of none
  number       INTEGER NOT NULL,           -- seen by: self, all; on the
                                           -- certificate, from 1
  member_id    INTEGER REFERENCES member,  -- seen by: self, all; NULL: a unit
  unit_id      INTEGER REFERENCES unit,    -- seen by: self, all; commended, or the
                                           -- member's own on that day
  title        TEXT NOT NULL,              -- seen by: self, all; "Certificate of
                                           -- commendation"
  work         TEXT NOT NULL,              -- seen by: self, all; for what work
  check_code   TEXT NOT NULL UNIQUE,       -- seen by: self, all; at the foot
  given_on     INTEGER,                    -- seen by: self, all; day; NULL: is to
                                           -- be given
  entered_at   INTEGER NOT NULL,           -- seen by: self, all; moment
  entered_by   INTEGER REFERENCES account, -- seen by: all
  UNIQUE (conference_id, number)
);
CREATE INDEX commendation_by_member ON commendation (member_id);
