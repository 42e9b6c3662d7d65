-- Conferences: who meets where on which days, who takes part, who does what
-- there, the days, sittings and points of the order of business. What is said,
-- moved and decided stands in the rooms speech, motion and vote.

CREATE TABLE conference (
  id           INTEGER PRIMARY KEY,        -- seen by: all
  public_id    TEXT NOT NULL UNIQUE,       -- seen by: all
  unit_id      INTEGER NOT NULL REFERENCES unit,    -- seen by: all; of which it
                                           -- is the conference
  kind         TEXT NOT NULL,              -- seen by: all; "secretaries" of the
                                           -- statutes' "conference of", or the
                                           -- kind of a meeting
  meeting_id   INTEGER REFERENCES meeting, -- seen by: all; NULL: it is no
                                           -- meeting of a unit's own month
  ordinal      INTEGER,                    -- seen by: all; 5: the fifth; NULL
  title        TEXT NOT NULL,              -- seen by: all
  place        TEXT NOT NULL,              -- seen by: all
  from_day     INTEGER NOT NULL,           -- seen by: all
  last_day     INTEGER NOT NULL,           -- seen by: all
  mode         INTEGER NOT NULL,           -- seen by: all; enum conference_mode
  state        INTEGER NOT NULL,           -- seen by: all; enum conference_state
  language     TEXT NOT NULL,              -- seen by: all; "en", of its papers
  era_name     TEXT NOT NULL,              -- seen by: all; "" or the name of the
                                           -- organisation's own count of years
  era_year     INTEGER,                    -- seen by: all; its year in the year
                                           -- of from_day; NULL: none
  sitting_id   INTEGER,                    -- seen by: all; open now; NULL: none
  item_id      INTEGER,                    -- seen by: all; open now; NULL: none
  version      INTEGER NOT NULL,           -- seen by: all; raised by each change
                                           -- that screens show
  entered_at   INTEGER NOT NULL,           -- seen by: all; moment
  entered_by   INTEGER REFERENCES account  -- seen by: all; NULL: the shell
);
CREATE INDEX conference_by_unit ON conference (unit_id, from_day);
CREATE UNIQUE INDEX conference_by_meeting ON conference (meeting_id)
 WHERE meeting_id IS NOT NULL;

-- What somebody does at a conference, beside taking part in it.
CREATE TABLE conference_post (
  id           INTEGER PRIMARY KEY,        -- seen by: self, all
  conference_id INTEGER NOT NULL REFERENCES conference,  -- seen by: self, all
  member_id    INTEGER NOT NULL REFERENCES member,  -- seen by: self, all
  post         INTEGER NOT NULL,           -- seen by: self, all;
                                           -- enum conference_post
  from_at      INTEGER NOT NULL,           -- seen by: self, all; moment
  until_at     INTEGER,                    -- seen by: self, all; first moment no
                                           -- longer; NULL: still
  entered_by   INTEGER REFERENCES account  -- seen by: self; NULL: the shell
);
CREATE UNIQUE INDEX conference_post_once
 ON conference_post (conference_id, member_id, post) WHERE until_at IS NULL;
CREATE INDEX conference_post_by_conference
 ON conference_post (conference_id, post);
CREATE INDEX conference_post_by_member ON conference_post (member_id);

-- A part of the hall with seats numbered from 1.
CREATE TABLE hall_block (
  id           INTEGER PRIMARY KEY,        -- seen by: all
  conference_id INTEGER NOT NULL REFERENCES conference,  -- seen by: all
  name         TEXT NOT NULL,              -- seen by: all; "A"
  position     INTEGER NOT NULL,           -- seen by: all; from 1
  seats        INTEGER NOT NULL,           -- seen by: all
  UNIQUE (conference_id, name)
);

-- Somebody who takes part: a delegate, a guest, the press ...
CREATE TABLE participant (
  id           INTEGER PRIMARY KEY,        -- seen by: self, conference
  public_id    TEXT NOT NULL UNIQUE,       -- seen by: self, conference
  conference_id INTEGER NOT NULL REFERENCES conference,  -- seen by: self,
                                           -- conference
  member_id    INTEGER REFERENCES member,  -- seen by: self, conference; NULL: no
                                           -- member
  name         TEXT NOT NULL,              -- seen by: self, conference; as on the
                                           -- badge
  name_fold    TEXT NOT NULL,              -- seen by: self, conference
  role         INTEGER NOT NULL,           -- seen by: self, conference;
                                           -- enum participant_role
  voting       INTEGER NOT NULL,           -- seen by: self, conference; 1: votes
  unit_id      INTEGER REFERENCES unit,    -- seen by: self, conference; whose
                                           -- delegation; NULL: none
  sent_by      INTEGER REFERENCES unit,    -- seen by: self, conference; the unit
                                           -- that elected; NULL: none
  meeting_id   INTEGER REFERENCES meeting, -- seen by: self, conference; at which
                                           -- meeting; NULL: not known
  instead_of   INTEGER REFERENCES participant,  -- seen by: self, conference;
                                           -- whose replacement; NULL: nobody's
  block_id     INTEGER REFERENCES hall_block,  -- seen by: self, conference; NULL
  seat         INTEGER,                    -- seen by: self, conference; in the
                                           -- block, from 1; NULL: none
  number       INTEGER NOT NULL,           -- seen by: self, conference; on the
                                           -- badge, from 1
  presence     INTEGER NOT NULL,           -- seen by: self, conference;
                                           -- enum participant_presence
  presence_at  INTEGER,                    -- seen by: self, conference; since;
                                           -- moment; NULL: never came
  state        INTEGER NOT NULL,           -- seen by: self, conference; 1: takes
                                           -- part, 2: withdrawn, 3: replaced
  entered_at   INTEGER NOT NULL,           -- seen by: self, conference; moment
  entered_by   INTEGER REFERENCES account, -- seen by: self, conference
  ended_at     INTEGER,                    -- seen by: self, conference; when he
                                           -- or she ceased to; moment; NULL
  UNIQUE (conference_id, number)
);
CREATE UNIQUE INDEX participant_once ON participant (conference_id, member_id)
 WHERE state = 1 AND member_id IS NOT NULL;
CREATE UNIQUE INDEX participant_seat ON participant (block_id, seat)
 WHERE state = 1 AND seat IS NOT NULL;
CREATE INDEX participant_by_member ON participant (member_id);
CREATE INDEX participant_by_unit ON participant (conference_id, unit_id);
CREATE INDEX participant_present
 ON participant (conference_id, voting, presence) WHERE state = 1;

CREATE TABLE sitting (
  id           INTEGER PRIMARY KEY,        -- seen by: all
  public_id    TEXT NOT NULL UNIQUE,       -- seen by: all
  conference_id INTEGER NOT NULL REFERENCES conference,  -- seen by: all
  number       INTEGER NOT NULL,           -- seen by: all; from 1
  title        TEXT NOT NULL,              -- seen by: all; or ""
  day          INTEGER NOT NULL,           -- seen by: all
  starts       INTEGER NOT NULL,           -- seen by: all; minute of the day
  ends         INTEGER NOT NULL,           -- seen by: all; as planned
  opened_at    INTEGER,                    -- seen by: all; moment; NULL: not yet
  closed_at    INTEGER,                    -- seen by: all; moment; NULL: not yet
  UNIQUE (conference_id, number)
);

-- Who presides over a sitting; the first one leads it. A change while it is open
-- ends a row and adds one.
CREATE TABLE sitting_presidium (
  id           INTEGER PRIMARY KEY,        -- seen by: self, all
  sitting_id   INTEGER NOT NULL REFERENCES sitting,      -- seen by: self, all
  participant_id INTEGER NOT NULL REFERENCES participant,  -- seen by: self, all
  position     INTEGER NOT NULL,           -- seen by: self, all; from 1
  from_at      INTEGER NOT NULL,           -- seen by: self, all; entered; moment
  until_at     INTEGER                     -- seen by: self, all; first moment no
                                           -- longer; NULL: to its end
);
CREATE UNIQUE INDEX sitting_presidium_once
 ON sitting_presidium (sitting_id, participant_id) WHERE until_at IS NULL;
CREATE INDEX sitting_presidium_by_sitting
 ON sitting_presidium (sitting_id, from_at);
CREATE INDEX sitting_presidium_by_participant
 ON sitting_presidium (participant_id);

-- A point of the order of business.
CREATE TABLE item (
  id           INTEGER PRIMARY KEY,        -- seen by: all
  public_id    TEXT NOT NULL UNIQUE,       -- seen by: all
  conference_id INTEGER NOT NULL REFERENCES conference,  -- seen by: all
  sitting_id   INTEGER NOT NULL REFERENCES sitting,      -- seen by: all
  position     INTEGER NOT NULL,           -- seen by: all; in its sitting
  number       TEXT NOT NULL,              -- seen by: all; "7", "7 a"
  kind         INTEGER NOT NULL,           -- seen by: all; enum item_kind
  title        TEXT NOT NULL,              -- seen by: all
  text         TEXT NOT NULL,              -- seen by: all; or ""
  guide        TEXT NOT NULL,              -- seen by: presidium; what the chair
                                           -- says and does here, or ""
  minutes      INTEGER NOT NULL,           -- seen by: all; planned length
  motion_id    INTEGER,                    -- seen by: all; NULL: none
  reporter_id  INTEGER REFERENCES participant,  -- seen by: self, all; NULL
  speech_seconds INTEGER NOT NULL,         -- seen by: all; for a speech; 0: no
                                           -- limit
  debate_seconds INTEGER NOT NULL,         -- seen by: all; for all; 0: no limit
  list_state   INTEGER NOT NULL,           -- seen by: all; of the speakers' list:
                                           -- 0 there is none, 1 open, 2 closed
  opened_at    INTEGER,                    -- seen by: all; moment, the first
  closed_at    INTEGER,                    -- seen by: all; moment, the last
  state        INTEGER NOT NULL            -- seen by: all; enum item_state
);
CREATE INDEX item_by_sitting ON item (sitting_id, position);
CREATE INDEX item_by_conference ON item (conference_id);
CREATE INDEX item_by_reporter ON item (reporter_id)
 WHERE reporter_id IS NOT NULL;

-- The stretches of time in which an item was dealt with.
CREATE TABLE item_run (
  id           INTEGER PRIMARY KEY,        -- seen by: all
  item_id      INTEGER NOT NULL REFERENCES item,        -- seen by: all
  sitting_id   INTEGER NOT NULL REFERENCES sitting,     -- seen by: all; in which
  from_at      INTEGER NOT NULL,           -- seen by: all; moment
  until_at     INTEGER                     -- seen by: all; moment; NULL: still
);
CREATE INDEX item_run_by_item ON item_run (item_id, from_at);
CREATE INDEX item_run_by_sitting ON item_run (sitting_id, from_at);
