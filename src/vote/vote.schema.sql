-- Votes of a conference: what is asked, by which rule, who might vote, what was
-- cast, what came of it. Who voted how in a secret vote stands nowhere.

CREATE TABLE vote (
  id           INTEGER PRIMARY KEY,        -- seen by: all
  public_id    TEXT NOT NULL UNIQUE,       -- seen by: all
  conference_id INTEGER NOT NULL REFERENCES conference,  -- seen by: all
  item_id      INTEGER REFERENCES item,    -- seen by: all; NULL: of no item
  repeat_of    INTEGER REFERENCES vote,    -- seen by: all; NULL: a first one
  number       INTEGER NOT NULL,           -- seen by: all; from 1, in its
                                           -- conference
  question     TEXT NOT NULL,              -- seen by: all
  subject      TEXT NOT NULL,              -- seen by: all; of a "decision" line
                                           -- of the statutes, or ""
  kind         INTEGER NOT NULL,           -- seen by: all; enum vote_kind
  way          INTEGER NOT NULL,           -- seen by: all; enum vote_way
  seats        INTEGER NOT NULL,           -- seen by: all; from 1
  who          INTEGER NOT NULL,           -- seen by: all; enum vote_who
  proxies      INTEGER NOT NULL,           -- seen by: all; 1: holders vote for
                                           -- those who gave them a proxy
  keys         INTEGER NOT NULL,           -- seen by: all; enum vote_keys
  tie_rule     INTEGER NOT NULL,           -- seen by: all; enum vote_tie_rule
  rule         INTEGER NOT NULL,           -- seen by: all; enum vote_majority
  rule_num     INTEGER NOT NULL,           -- seen by: all; of the majority; 0:
                                           -- the most votes
  rule_den     INTEGER NOT NULL,           -- seen by: all
  rule_more    INTEGER NOT NULL,           -- seen by: all; 1: "more than"
  rule_of      INTEGER NOT NULL,           -- seen by: all; enum base_of
  rule_article TEXT NOT NULL,              -- seen by: all; or ""
  rule_text    TEXT NOT NULL,              -- seen by: all; as in the statutes, or
                                           -- the name of the rule chosen
  quorum       INTEGER NOT NULL,           -- seen by: all; enum vote_quorum
  quorum_num   INTEGER NOT NULL,           -- seen by: all; 0: none
  quorum_den   INTEGER NOT NULL,           -- seen by: all
  quorum_more  INTEGER NOT NULL,           -- seen by: all
  quorum_article TEXT NOT NULL,            -- seen by: all; or ""
  quorum_text  TEXT NOT NULL,              -- seen by: all
  state        INTEGER NOT NULL,           -- seen by: all; enum vote_state
  outcome      INTEGER NOT NULL,           -- seen by: all; enum vote_outcome
  entitled     INTEGER NOT NULL,           -- seen by: all; with a vote, at the
                                           -- minute it opened
  eligible     INTEGER NOT NULL,           -- seen by: all; who might cast one
  present      INTEGER NOT NULL,           -- seen by: all; with a vote, here at
                                           -- that minute
  voted        INTEGER NOT NULL,           -- seen by: all; ballots, by phone and
                                           -- counted by hand
  blank        INTEGER NOT NULL,           -- seen by: all; of them
  tied         TEXT NOT NULL,              -- seen by: all; choices, by position:
                                           -- "2 5"
  open_seats   INTEGER NOT NULL,           -- seen by: all; not filled
  lots         TEXT NOT NULL,              -- seen by: all; as drawn: "5 2"
  lot_by       TEXT NOT NULL,              -- seen by: all; by whom, or ""
  reason       TEXT NOT NULL,              -- seen by: all; of annulling, or ""
  prepared_at  INTEGER NOT NULL,           -- seen by: all; moment
  prepared_by  INTEGER REFERENCES account, -- seen by: all; NULL: the shell
  opened_at    INTEGER,                    -- seen by: all; moment; NULL: not yet
  closed_at    INTEGER,                    -- seen by: all; moment; NULL: not yet
  ended_at     INTEGER,                    -- seen by: all; counted or annulled;
                                           -- moment; NULL: not yet
  motion_id    INTEGER REFERENCES motion,  -- seen by: all; that it decides;
                                           -- NULL: none
  amendment_id INTEGER REFERENCES amendment,  -- seen by: all; that it decides;
                                           -- NULL: none
  decides      INTEGER NOT NULL DEFAULT 0, -- seen by: all; 1: what was decided on
                                           -- these is its result
  unranked     INTEGER NOT NULL DEFAULT 2, -- seen by: all; enum count_unranked
  seed         TEXT NOT NULL DEFAULT '',   -- seen by: all; lots are drawn from
                                           -- it; "": none
  tie_article  TEXT NOT NULL DEFAULT '',   -- seen by: all; that says what a tie
                                           -- means, or ""
  UNIQUE (conference_id, number)
);
CREATE INDEX vote_by_motion ON vote (motion_id) WHERE motion_id IS NOT NULL;
CREATE INDEX vote_by_amendment ON vote (amendment_id)
 WHERE amendment_id IS NOT NULL;
CREATE INDEX vote_by_item ON vote (item_id) WHERE item_id IS NOT NULL;
CREATE INDEX vote_by_first ON vote (repeat_of) WHERE repeat_of IS NOT NULL;
CREATE INDEX vote_by_state ON vote (conference_id, state);

CREATE TABLE vote_choice (
  vote_id      INTEGER NOT NULL REFERENCES vote,  -- seen by: self, all
  position     INTEGER NOT NULL,           -- seen by: self, all; from 1
  text         TEXT NOT NULL,              -- seen by: self, all
  participant_id INTEGER REFERENCES participant,  -- seen by: self, all; who
                                           -- stands for election; NULL: nobody
  votes        INTEGER,                    -- seen by: self, all; of ranked votes
                                           -- the first preferences; NULL: not
                                           -- counted
  place        INTEGER NOT NULL,           -- seen by: self, all; from 1; 0: none
  elected      INTEGER NOT NULL,           -- seen by: self, all; 1: yes
  PRIMARY KEY (vote_id, position)
) WITHOUT ROWID;
CREATE INDEX vote_choice_by_participant ON vote_choice (participant_id)
 WHERE participant_id IS NOT NULL;

-- Who might vote in it, and whether the vote was cast: the roll of the vote.
CREATE TABLE vote_roll (
  vote_id      INTEGER NOT NULL REFERENCES vote,  -- seen by: self, conference
  participant_id INTEGER NOT NULL REFERENCES participant,  -- seen by: self,
                                           -- conference
  card         INTEGER NOT NULL,           -- seen by: self, tellers; 1: votes by
                                           -- card, the phone is locked
  voted        INTEGER NOT NULL,           -- seen by: self, conference; 1: by
                                           -- phone; 2: called, and answered; set
                                           -- at the close
  PRIMARY KEY (vote_id, participant_id)
) WITHOUT ROWID;
CREATE INDEX vote_roll_by_participant ON vote_roll (participant_id);

-- A vote that everybody may see after the close: open, or called by name.
CREATE TABLE ballot (
  vote_id      INTEGER NOT NULL REFERENCES vote,  -- seen by: self, conference
  participant_id INTEGER NOT NULL REFERENCES participant,  -- seen by: self,
                                           -- conference; whose vote it is
  holder_id    INTEGER REFERENCES participant,  -- seen by: self, conference; who
                                           -- cast it for another; NULL: oneself
  choices      TEXT NOT NULL,              -- seen by: self, conference; by
                                           -- position, "3 1"; ranked: in order;
                                           -- "": blank
  PRIMARY KEY (vote_id, participant_id)
) WITHOUT ROWID;
CREATE INDEX ballot_by_participant ON ballot (participant_id);
CREATE INDEX ballot_by_holder ON ballot (holder_id)
 WHERE holder_id IS NOT NULL;

-- A secret vote beside its voter until the close, when the row goes. It carries
-- no moment, and what is in it only the trustees' keys together can open.
CREATE TABLE ballot_sealed (
  vote_id      INTEGER NOT NULL REFERENCES vote,  -- seen by: nobody
  participant_id INTEGER NOT NULL REFERENCES participant,  -- seen by: nobody
  holder_id    INTEGER REFERENCES participant,  -- seen by: nobody
  envelope     TEXT NOT NULL,              -- seen by: nobody; base 64, all of one
                                           -- vote of one length
  PRIMARY KEY (vote_id, participant_id)
) WITHOUT ROWID;
CREATE INDEX ballot_sealed_by_participant ON ballot_sealed (participant_id);

-- A trustee's public key; the secret half never comes here.
CREATE TABLE trustee_key (
  id           INTEGER PRIMARY KEY,        -- seen by: self, all
  conference_id INTEGER NOT NULL REFERENCES conference,  -- seen by: self, all
  member_id    INTEGER NOT NULL REFERENCES member,  -- seen by: self, all
  public_key   TEXT NOT NULL,              -- seen by: self, all; hexadecimal
  from_at      INTEGER NOT NULL,           -- seen by: self, all; moment
  until_at     INTEGER                     -- seen by: self, all; first moment no
                                           -- longer; NULL: still
);
CREATE UNIQUE INDEX trustee_key_once
 ON trustee_key (conference_id, member_id) WHERE until_at IS NULL;
CREATE UNIQUE INDEX trustee_key_single
 ON trustee_key (conference_id, public_key) WHERE until_at IS NULL;
CREATE INDEX trustee_key_by_member ON trustee_key (member_id);

-- For whom the envelopes of a vote are sealed; layer 1 is the outermost.
CREATE TABLE vote_key (
  vote_id      INTEGER NOT NULL REFERENCES vote,  -- seen by: all
  layer        INTEGER NOT NULL,           -- seen by: all; from 1
  trustee_key_id INTEGER REFERENCES trustee_key,  -- seen by: all; NULL:
                                           -- held by the server in memory
  public_key   TEXT NOT NULL,              -- seen by: all; hexadecimal
  PRIMARY KEY (vote_id, layer)
) WITHOUT ROWID;
CREATE INDEX vote_key_by_trustee ON vote_key (trustee_key_id)
 WHERE trustee_key_id IS NOT NULL;

-- What marks a ballot as sealed here, so that nobody who opens envelopes can put
-- one of his own in their place. Goes when the vote is counted.
CREATE TABLE vote_mark (
  vote_id      INTEGER PRIMARY KEY REFERENCES vote,  -- seen by: nobody
  mark         TEXT NOT NULL               -- seen by: nobody; hexadecimal
);

-- The box: what was received (step 0), and after each trustee's step.
CREATE TABLE vote_step (
  vote_id      INTEGER NOT NULL REFERENCES vote,  -- seen by: self, all
  step         INTEGER NOT NULL,           -- seen by: self, all; 0: as received
  member_id    INTEGER REFERENCES member,  -- seen by: self, all; whose key; NULL:
                                           -- the server's
  at           INTEGER NOT NULL,           -- seen by: self, all; moment
  envelopes    INTEGER NOT NULL,           -- seen by: self, all; how many
  digest       TEXT NOT NULL,              -- seen by: self, all; of the box file
  PRIMARY KEY (vote_id, step)
) WITHOUT ROWID;
CREATE INDEX vote_step_by_member ON vote_step (member_id)
 WHERE member_id IS NOT NULL;

-- The envelopes of a step without names, in the order of their own bytes.
CREATE TABLE vote_envelope (
  vote_id      INTEGER NOT NULL REFERENCES vote,  -- seen by: all
  step         INTEGER NOT NULL,           -- seen by: all
  position     INTEGER NOT NULL,           -- seen by: all; from 1
  envelope     TEXT NOT NULL,              -- seen by: all; base 64
  PRIMARY KEY (vote_id, step, position)
) WITHOUT ROWID;

-- The ballots of a secret vote once they are open: equal ones as one row.
CREATE TABLE vote_plain (
  vote_id      INTEGER NOT NULL REFERENCES vote,  -- seen by: all
  choices      TEXT NOT NULL,              -- seen by: all; as of ballot
  times        INTEGER NOT NULL,           -- seen by: all; how many
  PRIMARY KEY (vote_id, choices)
) WITHOUT ROWID;

-- What one teller counted in one block. Two tellers count each block.
CREATE TABLE vote_sheet (
  id           INTEGER PRIMARY KEY,        -- seen by: self, conference
  vote_id      INTEGER NOT NULL REFERENCES vote,  -- seen by: self, conference
  block        INTEGER NOT NULL,           -- seen by: self, conference; the
                                           -- hall_block; 0: the whole hall
  member_id    INTEGER NOT NULL REFERENCES member,  -- seen by: self, conference;
                                           -- the teller
  blank        INTEGER NOT NULL,           -- seen by: self, conference
  spoilt       INTEGER NOT NULL,           -- seen by: self, conference
  votes        INTEGER NOT NULL,           -- seen by: self, conference; ballots
                                           -- that are neither
  at           INTEGER NOT NULL,           -- seen by: self, conference; moment
  UNIQUE (vote_id, block, member_id)
);
CREATE INDEX vote_sheet_by_member ON vote_sheet (member_id);

CREATE TABLE vote_sheet_count (
  sheet_id     INTEGER NOT NULL REFERENCES vote_sheet,  -- seen by: conference
  position     INTEGER NOT NULL,           -- seen by: conference; of the choice
  votes        INTEGER NOT NULL,           -- seen by: conference
  PRIMARY KEY (sheet_id, position)
) WITHOUT ROWID;
