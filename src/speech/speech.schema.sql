-- Speakers' lists: who asked to speak, who spoke and for how long, what the
-- chair did with a list, and the rules and budgets that a conference adopted.

CREATE TABLE speech (
  id           INTEGER PRIMARY KEY,        -- seen by: self, conference
  public_id    TEXT NOT NULL UNIQUE,       -- seen by: self, conference
  conference_id INTEGER NOT NULL REFERENCES conference,  -- seen by: self,
                                           -- conference
  item_id      INTEGER NOT NULL REFERENCES item,  -- seen by: self, conference
  sitting_id   INTEGER REFERENCES sitting, -- seen by: self, conference; that was
                                           -- open when it began; NULL: not yet
  participant_id INTEGER NOT NULL REFERENCES participant,  -- seen by: self,
                                           -- conference
  kind         INTEGER NOT NULL,           -- seen by: self, conference;
                                           -- enum speech_kind
  state        INTEGER NOT NULL,           -- seen by: self, conference;
                                           -- enum speech_state
  asked_at     INTEGER NOT NULL,           -- seen by: self, conference; moment
  put_back_at  INTEGER,                    -- seen by: self, conference; moment;
                                           -- NULL: was not put back
  started_at   INTEGER,                    -- seen by: self, conference; moment;
                                           -- NULL: was not called
  ended_at     INTEGER,                    -- seen by: self, conference; moment;
                                           -- NULL: did not end
  paused_at    INTEGER,                    -- seen by: self, conference; moment;
                                           -- NULL: is not stopped
  paused_seconds INTEGER NOT NULL,         -- seen by: self, conference; of the
                                           -- pauses that ended
  seconds      INTEGER NOT NULL,           -- seen by: self, conference; that it
                                           -- has; 0: no limit
  entered      INTEGER NOT NULL,           -- seen by: self, conference; 1: by an
                                           -- officer, for the person
  entered_by   INTEGER REFERENCES account  -- seen by: self; NULL: the shell
);
CREATE INDEX speech_by_item ON speech (item_id, state);
CREATE INDEX speech_by_person ON speech (participant_id, item_id);
CREATE INDEX speech_by_conference ON speech (conference_id, state);
CREATE INDEX speech_by_sitting ON speech (sitting_id, started_at)
 WHERE sitting_id IS NOT NULL;
CREATE UNIQUE INDEX speech_one_speaks ON speech (conference_id)
 WHERE state = 2;

-- What an officer did with a list, and how it was before: rows of one act have
-- the same act_id, and are undone together.
CREATE TABLE speech_step (
  id           INTEGER PRIMARY KEY,        -- seen by: self, conference
  act_id       INTEGER NOT NULL,           -- seen by: self, conference
  item_id      INTEGER NOT NULL REFERENCES item,  -- seen by: self, conference
  act          INTEGER NOT NULL,           -- seen by: self, conference;
                                           -- enum speech_act
  speech_id    INTEGER REFERENCES speech,  -- seen by: self, conference; NULL: the
                                           -- list itself
  was_state    INTEGER NOT NULL,           -- seen by: self, conference; of the
                                           -- speech, or of the list
  was_put_back_at INTEGER,                 -- seen by: self, conference; moment
  was_started_at INTEGER,                  -- seen by: self, conference; moment
  was_ended_at INTEGER,                    -- seen by: self, conference; moment
  was_paused_at INTEGER,                   -- seen by: self, conference; moment
  was_paused_seconds INTEGER NOT NULL,     -- seen by: self, conference
  was_seconds  INTEGER NOT NULL,           -- seen by: self, conference; of the
                                           -- list: of each speech
  now_state    INTEGER NOT NULL,           -- seen by: self, conference; what the
                                           -- act led to
  at           INTEGER NOT NULL,           -- seen by: self, conference; moment
  entered_by   INTEGER REFERENCES account, -- seen by: self, conference; NULL: the
                                           -- shell
  undone_at    INTEGER                     -- seen by: self, conference; moment;
                                           -- NULL: it stands
);
CREATE INDEX speech_step_by_item ON speech_step (item_id, act_id)
 WHERE undone_at IS NULL;
CREATE INDEX speech_step_by_speech ON speech_step (speech_id);

-- The rules of order of the lists; the newest one is in force.
CREATE TABLE speech_rule (
  id           INTEGER PRIMARY KEY,        -- seen by: all
  conference_id INTEGER NOT NULL REFERENCES conference,  -- seen by: all
  item_id      INTEGER REFERENCES item,    -- seen by: all; NULL: of every list
  terms        TEXT NOT NULL,              -- seen by: all; words of speech_order.h
  source       TEXT NOT NULL,              -- seen by: all; by what it was adopted
  vote_id      INTEGER,                    -- seen by: all; the vote that adopted
                                           -- it; NULL: see source
  adopted_at   INTEGER NOT NULL,           -- seen by: all; moment
  entered_by   INTEGER REFERENCES account  -- seen by: all; NULL: the shell
);
CREATE INDEX speech_rule_by_conference
 ON speech_rule (conference_id, adopted_at);

-- Time of a debate by delegation; the newest one of an item is in force.
CREATE TABLE speech_budget (
  id           INTEGER PRIMARY KEY,        -- seen by: all
  item_id      INTEGER NOT NULL REFERENCES item,  -- seen by: all
  share        INTEGER NOT NULL,           -- seen by: all; enum budget_key
  seconds      INTEGER NOT NULL,           -- seen by: all; of all together
  source       TEXT NOT NULL,              -- seen by: all; by what it was adopted
  adopted_at   INTEGER NOT NULL,           -- seen by: all; moment
  entered_by   INTEGER REFERENCES account  -- seen by: all; NULL: the shell
);
CREATE INDEX speech_budget_by_item ON speech_budget (item_id, adopted_at);
