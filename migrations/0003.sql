-- From version 2 of the tables to version 3: the conference.
CREATE TABLE conference (
  id           INTEGER PRIMARY KEY,
  public_id    TEXT NOT NULL UNIQUE,
  unit_id      INTEGER NOT NULL REFERENCES unit,
  kind         TEXT NOT NULL,
  meeting_id   INTEGER REFERENCES meeting,
  ordinal      INTEGER,
  title        TEXT NOT NULL,
  place        TEXT NOT NULL,
  from_day     INTEGER NOT NULL,
  last_day     INTEGER NOT NULL,
  mode         INTEGER NOT NULL,
  state        INTEGER NOT NULL,
  language     TEXT NOT NULL,
  era_name     TEXT NOT NULL,
  era_year     INTEGER,
  sitting_id   INTEGER,
  item_id      INTEGER,
  version      INTEGER NOT NULL,
  entered_at   INTEGER NOT NULL,
  entered_by   INTEGER REFERENCES account
);
CREATE INDEX conference_by_unit ON conference (unit_id, from_day);
CREATE UNIQUE INDEX conference_by_meeting ON conference (meeting_id)
 WHERE meeting_id IS NOT NULL;
CREATE TABLE conference_post (
  id           INTEGER PRIMARY KEY,
  conference_id INTEGER NOT NULL REFERENCES conference,
  member_id    INTEGER NOT NULL REFERENCES member,
  post         INTEGER NOT NULL,
  from_at      INTEGER NOT NULL,
  until_at     INTEGER,
  entered_by   INTEGER REFERENCES account
);
CREATE UNIQUE INDEX conference_post_once
 ON conference_post (conference_id, member_id, post) WHERE until_at IS NULL;
CREATE INDEX conference_post_by_conference
 ON conference_post (conference_id, post);
CREATE INDEX conference_post_by_member ON conference_post (member_id);
CREATE TABLE hall_block (
  id           INTEGER PRIMARY KEY,
  conference_id INTEGER NOT NULL REFERENCES conference,
  name         TEXT NOT NULL,
  position     INTEGER NOT NULL,
  seats        INTEGER NOT NULL,
  UNIQUE (conference_id, name)
);
CREATE TABLE participant (
  id           INTEGER PRIMARY KEY,
  public_id    TEXT NOT NULL UNIQUE,
  conference_id INTEGER NOT NULL REFERENCES conference,
  member_id    INTEGER REFERENCES member,
  name         TEXT NOT NULL,
  name_fold    TEXT NOT NULL,
  role         INTEGER NOT NULL,
  voting       INTEGER NOT NULL,
  unit_id      INTEGER REFERENCES unit,
  sent_by      INTEGER REFERENCES unit,
  meeting_id   INTEGER REFERENCES meeting,
  instead_of   INTEGER REFERENCES participant,
  block_id     INTEGER REFERENCES hall_block,
  seat         INTEGER,
  number       INTEGER NOT NULL,
  presence     INTEGER NOT NULL,
  presence_at  INTEGER,
  state        INTEGER NOT NULL,
  entered_at   INTEGER NOT NULL,
  entered_by   INTEGER REFERENCES account,
  ended_at     INTEGER,
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
  id           INTEGER PRIMARY KEY,
  public_id    TEXT NOT NULL UNIQUE,
  conference_id INTEGER NOT NULL REFERENCES conference,
  number       INTEGER NOT NULL,
  title        TEXT NOT NULL,
  day          INTEGER NOT NULL,
  starts       INTEGER NOT NULL,
  ends         INTEGER NOT NULL,
  opened_at    INTEGER,
  closed_at    INTEGER,
  UNIQUE (conference_id, number)
);
CREATE TABLE sitting_presidium (
  id           INTEGER PRIMARY KEY,
  sitting_id   INTEGER NOT NULL REFERENCES sitting,
  participant_id INTEGER NOT NULL REFERENCES participant,
  position     INTEGER NOT NULL,
  from_at      INTEGER NOT NULL,
  until_at     INTEGER
);
CREATE UNIQUE INDEX sitting_presidium_once
 ON sitting_presidium (sitting_id, participant_id) WHERE until_at IS NULL;
CREATE INDEX sitting_presidium_by_sitting
 ON sitting_presidium (sitting_id, from_at);
CREATE INDEX sitting_presidium_by_participant
 ON sitting_presidium (participant_id);
CREATE TABLE item (
  id           INTEGER PRIMARY KEY,
  public_id    TEXT NOT NULL UNIQUE,
  conference_id INTEGER NOT NULL REFERENCES conference,
  sitting_id   INTEGER NOT NULL REFERENCES sitting,
  position     INTEGER NOT NULL,
  number       TEXT NOT NULL,
  kind         INTEGER NOT NULL,
  title        TEXT NOT NULL,
  text         TEXT NOT NULL,
  guide        TEXT NOT NULL,
  minutes      INTEGER NOT NULL,
  motion_id    INTEGER,
  reporter_id  INTEGER REFERENCES participant,
  speech_seconds INTEGER NOT NULL,
  debate_seconds INTEGER NOT NULL,
  list_state   INTEGER NOT NULL,
  opened_at    INTEGER,
  closed_at    INTEGER,
  state        INTEGER NOT NULL
);
CREATE INDEX item_by_sitting ON item (sitting_id, position);
CREATE INDEX item_by_conference ON item (conference_id);
CREATE INDEX item_by_reporter ON item (reporter_id)
 WHERE reporter_id IS NOT NULL;
CREATE TABLE item_run (
  id           INTEGER PRIMARY KEY,
  item_id      INTEGER NOT NULL REFERENCES item,
  sitting_id   INTEGER NOT NULL REFERENCES sitting,
  from_at      INTEGER NOT NULL,
  until_at     INTEGER
);
CREATE INDEX item_run_by_item ON item_run (item_id, from_at);
CREATE INDEX item_run_by_sitting ON item_run (sitting_id, from_at);
CREATE TABLE speech (
  id           INTEGER PRIMARY KEY,
  public_id    TEXT NOT NULL UNIQUE,
  conference_id INTEGER NOT NULL REFERENCES conference,
  item_id      INTEGER NOT NULL REFERENCES item,
  sitting_id   INTEGER REFERENCES sitting,
  participant_id INTEGER NOT NULL REFERENCES participant,
  kind         INTEGER NOT NULL,
  state        INTEGER NOT NULL,
  asked_at     INTEGER NOT NULL,
  put_back_at  INTEGER,
  started_at   INTEGER,
  ended_at     INTEGER,
  paused_at    INTEGER,
  paused_seconds INTEGER NOT NULL,
  seconds      INTEGER NOT NULL,
  entered      INTEGER NOT NULL,
  entered_by   INTEGER REFERENCES account
);
CREATE INDEX speech_by_item ON speech (item_id, state);
CREATE INDEX speech_by_person ON speech (participant_id, item_id);
CREATE INDEX speech_by_conference ON speech (conference_id, state);
CREATE INDEX speech_by_sitting ON speech (sitting_id, started_at)
 WHERE sitting_id IS NOT NULL;
CREATE UNIQUE INDEX speech_one_speaks ON speech (conference_id)
 WHERE state = 2;
CREATE TABLE speech_step (
  id           INTEGER PRIMARY KEY,
  act_id       INTEGER NOT NULL,
  item_id      INTEGER NOT NULL REFERENCES item,
  act          INTEGER NOT NULL,
  speech_id    INTEGER REFERENCES speech,
  was_state    INTEGER NOT NULL,
  was_put_back_at INTEGER,
  was_started_at INTEGER,
  was_ended_at INTEGER,
  was_paused_at INTEGER,
  was_paused_seconds INTEGER NOT NULL,
  was_seconds  INTEGER NOT NULL,
  now_state    INTEGER NOT NULL,
  at           INTEGER NOT NULL,
  entered_by   INTEGER REFERENCES account,
  undone_at    INTEGER
);
CREATE INDEX speech_step_by_item ON speech_step (item_id, act_id)
 WHERE undone_at IS NULL;
CREATE INDEX speech_step_by_speech ON speech_step (speech_id);
CREATE TABLE speech_rule (
  id           INTEGER PRIMARY KEY,
  conference_id INTEGER NOT NULL REFERENCES conference,
  item_id      INTEGER REFERENCES item,
  terms        TEXT NOT NULL,
  source       TEXT NOT NULL,
  vote_id      INTEGER,
  adopted_at   INTEGER NOT NULL,
  entered_by   INTEGER REFERENCES account
);
CREATE INDEX speech_rule_by_conference
 ON speech_rule (conference_id, adopted_at);
CREATE TABLE speech_budget (
  id           INTEGER PRIMARY KEY,
  item_id      INTEGER NOT NULL REFERENCES item,
  share        INTEGER NOT NULL,
  seconds      INTEGER NOT NULL,
  source       TEXT NOT NULL,
  adopted_at   INTEGER NOT NULL,
  entered_by   INTEGER REFERENCES account
);
CREATE INDEX speech_budget_by_item ON speech_budget (item_id, adopted_at);
CREATE TABLE vote (
  id           INTEGER PRIMARY KEY,
  public_id    TEXT NOT NULL UNIQUE,
  conference_id INTEGER NOT NULL REFERENCES conference,
  item_id      INTEGER REFERENCES item,
  repeat_of    INTEGER REFERENCES vote,
  number       INTEGER NOT NULL,
  question     TEXT NOT NULL,
  subject      TEXT NOT NULL,
  kind         INTEGER NOT NULL,
  way          INTEGER NOT NULL,
  seats        INTEGER NOT NULL,
  who          INTEGER NOT NULL,
  proxies      INTEGER NOT NULL,
  keys         INTEGER NOT NULL,
  tie_rule     INTEGER NOT NULL,
  rule         INTEGER NOT NULL,
  rule_num     INTEGER NOT NULL,
  rule_den     INTEGER NOT NULL,
  rule_more    INTEGER NOT NULL,
  rule_of      INTEGER NOT NULL,
  rule_article TEXT NOT NULL,
  rule_text    TEXT NOT NULL,
  quorum       INTEGER NOT NULL,
  quorum_num   INTEGER NOT NULL,
  quorum_den   INTEGER NOT NULL,
  quorum_more  INTEGER NOT NULL,
  quorum_article TEXT NOT NULL,
  quorum_text  TEXT NOT NULL,
  state        INTEGER NOT NULL,
  outcome      INTEGER NOT NULL,
  entitled     INTEGER NOT NULL,
  eligible     INTEGER NOT NULL,
  present      INTEGER NOT NULL,
  voted        INTEGER NOT NULL,
  blank        INTEGER NOT NULL,
  tied         TEXT NOT NULL,
  open_seats   INTEGER NOT NULL,
  lots         TEXT NOT NULL,
  lot_by       TEXT NOT NULL,
  reason       TEXT NOT NULL,
  prepared_at  INTEGER NOT NULL,
  prepared_by  INTEGER REFERENCES account,
  opened_at    INTEGER,
  closed_at    INTEGER,
  ended_at     INTEGER,
  UNIQUE (conference_id, number)
);
CREATE INDEX vote_by_item ON vote (item_id) WHERE item_id IS NOT NULL;
CREATE INDEX vote_by_first ON vote (repeat_of) WHERE repeat_of IS NOT NULL;
CREATE INDEX vote_by_state ON vote (conference_id, state);
CREATE TABLE vote_choice (
  vote_id      INTEGER NOT NULL REFERENCES vote,
  position     INTEGER NOT NULL,
  text         TEXT NOT NULL,
  participant_id INTEGER REFERENCES participant,
  votes        INTEGER,
  place        INTEGER NOT NULL,
  elected      INTEGER NOT NULL,
  PRIMARY KEY (vote_id, position)
) WITHOUT ROWID;
CREATE INDEX vote_choice_by_participant ON vote_choice (participant_id)
 WHERE participant_id IS NOT NULL;
CREATE TABLE vote_roll (
  vote_id      INTEGER NOT NULL REFERENCES vote,
  participant_id INTEGER NOT NULL REFERENCES participant,
  card         INTEGER NOT NULL,
  voted        INTEGER NOT NULL,
  PRIMARY KEY (vote_id, participant_id)
) WITHOUT ROWID;
CREATE INDEX vote_roll_by_participant ON vote_roll (participant_id);
CREATE TABLE ballot (
  vote_id      INTEGER NOT NULL REFERENCES vote,
  participant_id INTEGER NOT NULL REFERENCES participant,
  holder_id    INTEGER REFERENCES participant,
  choices      TEXT NOT NULL,
  PRIMARY KEY (vote_id, participant_id)
) WITHOUT ROWID;
CREATE INDEX ballot_by_participant ON ballot (participant_id);
CREATE INDEX ballot_by_holder ON ballot (holder_id)
 WHERE holder_id IS NOT NULL;
CREATE TABLE ballot_sealed (
  vote_id      INTEGER NOT NULL REFERENCES vote,
  participant_id INTEGER NOT NULL REFERENCES participant,
  holder_id    INTEGER REFERENCES participant,
  envelope     TEXT NOT NULL,
  PRIMARY KEY (vote_id, participant_id)
) WITHOUT ROWID;
CREATE INDEX ballot_sealed_by_participant ON ballot_sealed (participant_id);
CREATE TABLE trustee_key (
  id           INTEGER PRIMARY KEY,
  conference_id INTEGER NOT NULL REFERENCES conference,
  member_id    INTEGER NOT NULL REFERENCES member,
  public_key   TEXT NOT NULL,
  from_at      INTEGER NOT NULL,
  until_at     INTEGER
);
CREATE UNIQUE INDEX trustee_key_once
 ON trustee_key (conference_id, member_id) WHERE until_at IS NULL;
CREATE UNIQUE INDEX trustee_key_single
 ON trustee_key (conference_id, public_key) WHERE until_at IS NULL;
CREATE INDEX trustee_key_by_member ON trustee_key (member_id);
CREATE TABLE vote_key (
  vote_id      INTEGER NOT NULL REFERENCES vote,
  layer        INTEGER NOT NULL,
  trustee_key_id INTEGER REFERENCES trustee_key,
  public_key   TEXT NOT NULL,
  PRIMARY KEY (vote_id, layer)
) WITHOUT ROWID;
CREATE INDEX vote_key_by_trustee ON vote_key (trustee_key_id)
 WHERE trustee_key_id IS NOT NULL;
CREATE TABLE vote_mark (
  vote_id      INTEGER PRIMARY KEY REFERENCES vote,
  mark         TEXT NOT NULL
);
CREATE TABLE vote_step (
  vote_id      INTEGER NOT NULL REFERENCES vote,
  step         INTEGER NOT NULL,
  member_id    INTEGER REFERENCES member,
  at           INTEGER NOT NULL,
  envelopes    INTEGER NOT NULL,
  digest       TEXT NOT NULL,
  PRIMARY KEY (vote_id, step)
) WITHOUT ROWID;
CREATE INDEX vote_step_by_member ON vote_step (member_id)
 WHERE member_id IS NOT NULL;
CREATE TABLE vote_envelope (
  vote_id      INTEGER NOT NULL REFERENCES vote,
  step         INTEGER NOT NULL,
  position     INTEGER NOT NULL,
  envelope     TEXT NOT NULL,
  PRIMARY KEY (vote_id, step, position)
) WITHOUT ROWID;
CREATE TABLE vote_plain (
  vote_id      INTEGER NOT NULL REFERENCES vote,
  choices      TEXT NOT NULL,
  times        INTEGER NOT NULL,
  PRIMARY KEY (vote_id, choices)
) WITHOUT ROWID;
CREATE TABLE vote_sheet (
  id           INTEGER PRIMARY KEY,
  vote_id      INTEGER NOT NULL REFERENCES vote,
  block        INTEGER NOT NULL,
  member_id    INTEGER NOT NULL REFERENCES member,
  blank        INTEGER NOT NULL,
  spoilt       INTEGER NOT NULL,
  votes        INTEGER NOT NULL,
  at           INTEGER NOT NULL,
  UNIQUE (vote_id, block, member_id)
);
CREATE INDEX vote_sheet_by_member ON vote_sheet (member_id);
CREATE TABLE vote_sheet_count (
  sheet_id     INTEGER NOT NULL REFERENCES vote_sheet,
  position     INTEGER NOT NULL,
  votes        INTEGER NOT NULL,
  PRIMARY KEY (sheet_id, position)
) WITHOUT ROWID;
CREATE TABLE motion_rule (
  conference_id INTEGER PRIMARY KEY REFERENCES conference,
  motions_until INTEGER,
  amendments_until INTEGER,
  article      TEXT NOT NULL
);
CREATE TABLE motion (
  id           INTEGER PRIMARY KEY,
  public_id    TEXT NOT NULL UNIQUE,
  conference_id INTEGER NOT NULL REFERENCES conference,
  number       INTEGER NOT NULL,
  title        TEXT NOT NULL,
  text         TEXT NOT NULL,
  reason       TEXT NOT NULL,
  unit_id      INTEGER NOT NULL REFERENCES unit,
  meeting_id   INTEGER REFERENCES meeting,
  topic        TEXT NOT NULL,
  position     INTEGER NOT NULL,
  state        INTEGER NOT NULL,
  leading_id   INTEGER REFERENCES motion,
  final_text   TEXT,
  decided_at   INTEGER,
  handed_in_at INTEGER NOT NULL,
  entered_by   INTEGER REFERENCES account,
  UNIQUE (conference_id, number)
);
CREATE INDEX motion_by_unit ON motion (unit_id);
CREATE INDEX motion_in_order ON motion (conference_id, position);
CREATE TABLE amendment (
  id           INTEGER PRIMARY KEY,
  public_id    TEXT NOT NULL UNIQUE,
  motion_id    INTEGER NOT NULL REFERENCES motion,
  number       INTEGER NOT NULL,
  paragraph    INTEGER NOT NULL,
  kind         INTEGER NOT NULL,
  text         TEXT NOT NULL,
  reason       TEXT NOT NULL,
  unit_id      INTEGER NOT NULL REFERENCES unit,
  meeting_id   INTEGER REFERENCES meeting,
  position     INTEGER NOT NULL,
  state        INTEGER NOT NULL,
  decided_at   INTEGER,
  handed_in_at INTEGER NOT NULL,
  entered_by   INTEGER REFERENCES account,
  UNIQUE (motion_id, number)
);
CREATE INDEX amendment_by_unit ON amendment (unit_id);
CREATE TABLE conference_document (
  id           INTEGER PRIMARY KEY,
  public_id    TEXT NOT NULL UNIQUE,
  conference_id INTEGER NOT NULL REFERENCES conference,
  item_id      INTEGER REFERENCES item,
  position     INTEGER NOT NULL,
  language     TEXT NOT NULL,
  title        TEXT NOT NULL,
  text         TEXT NOT NULL,
  state        INTEGER NOT NULL,
  entered_at   INTEGER NOT NULL,
  entered_by   INTEGER REFERENCES account
);
CREATE INDEX conference_document_in_order
 ON conference_document (conference_id, position);
CREATE TABLE delegate_rule (
  conference_id INTEGER PRIMARY KEY REFERENCES conference,
  tier         TEXT NOT NULL,
  per_n        INTEGER NOT NULL,
  per_m        INTEGER NOT NULL,
  base         INTEGER NOT NULL,
  rounding     INTEGER NOT NULL,
  key_article  TEXT NOT NULL,
  key_day      INTEGER,
  proxies_max  INTEGER NOT NULL,
  proxies_article TEXT NOT NULL,
  quorum_num   INTEGER NOT NULL,
  quorum_den   INTEGER NOT NULL,
  quorum_more  INTEGER NOT NULL,
  quorum_article TEXT NOT NULL,
  online_counts INTEGER NOT NULL
);
CREATE TABLE delegate_share (
  conference_id INTEGER NOT NULL REFERENCES conference,
  unit_id      INTEGER NOT NULL REFERENCES unit,
  position     INTEGER NOT NULL,
  base         INTEGER NOT NULL,
  whole        INTEGER NOT NULL,
  rest         INTEGER NOT NULL,
  seats        INTEGER NOT NULL,
  rounded_up   INTEGER NOT NULL,
  tied         INTEGER NOT NULL,
  PRIMARY KEY (conference_id, unit_id)
);
CREATE TABLE substitute (
  id           INTEGER PRIMARY KEY,
  public_id    TEXT NOT NULL UNIQUE,
  conference_id INTEGER NOT NULL REFERENCES conference,
  unit_id      INTEGER NOT NULL REFERENCES unit,
  sent_by      INTEGER NOT NULL REFERENCES unit,
  meeting_id   INTEGER NOT NULL REFERENCES meeting,
  member_id    INTEGER NOT NULL REFERENCES member,
  position     INTEGER NOT NULL,
  state        INTEGER NOT NULL,
  entered_at   INTEGER NOT NULL,
  entered_by   INTEGER REFERENCES account
);
CREATE UNIQUE INDEX substitute_once ON substitute (conference_id, member_id)
 WHERE state = 1;
CREATE INDEX substitute_by_unit ON substitute (conference_id, unit_id, position);
CREATE INDEX substitute_by_member ON substitute (member_id);
CREATE TABLE proxy (
  id           INTEGER PRIMARY KEY,
  conference_id INTEGER NOT NULL REFERENCES conference,
  giver        INTEGER NOT NULL REFERENCES participant,
  holder       INTEGER NOT NULL REFERENCES participant,
  from_at      INTEGER NOT NULL,
  until_at     INTEGER,
  entered_by   INTEGER REFERENCES account
);
CREATE UNIQUE INDEX proxy_once ON proxy (giver) WHERE until_at IS NULL;
CREATE INDEX proxy_by_giver ON proxy (giver, from_at);
CREATE INDEX proxy_by_holder ON proxy (holder, from_at);
CREATE INDEX proxy_by_conference ON proxy (conference_id, from_at);
CREATE TABLE badge_key (
  conference_id INTEGER PRIMARY KEY REFERENCES conference,
  public_key   TEXT NOT NULL,
  seed         TEXT NOT NULL
);
CREATE TABLE badge (
  participant_id INTEGER PRIMARY KEY REFERENCES participant,
  issue        INTEGER NOT NULL,
  issued_at    INTEGER NOT NULL,
  issued_by    INTEGER REFERENCES account
);
CREATE TABLE passage (
  id           INTEGER PRIMARY KEY,
  conference_id INTEGER NOT NULL REFERENCES conference,
  participant_id INTEGER NOT NULL REFERENCES participant,
  kind         INTEGER NOT NULL,
  doubt        INTEGER NOT NULL,
  door         TEXT NOT NULL,
  at           INTEGER NOT NULL,
  device       TEXT,
  sequence     INTEGER,
  note         TEXT NOT NULL,
  noted_by     INTEGER REFERENCES account,
  entered_at   INTEGER NOT NULL,
  entered_by   INTEGER REFERENCES account,
  UNIQUE (conference_id, device, sequence)
);
CREATE INDEX passage_by_participant ON passage (participant_id, at, id);
CREATE INDEX passage_in_doubt ON passage (conference_id, at) WHERE doubt <> 0;
CREATE TABLE bulletin (
  id           INTEGER PRIMARY KEY,
  public_id    TEXT NOT NULL UNIQUE,
  conference_id INTEGER NOT NULL REFERENCES conference,
  sitting_id   INTEGER NOT NULL REFERENCES sitting,
  kind         INTEGER NOT NULL,
  number       INTEGER NOT NULL,
  state        INTEGER NOT NULL,
  audience     INTEGER NOT NULL,
  drafted_at   INTEGER NOT NULL,
  approved_at  INTEGER,
  approved_by  INTEGER REFERENCES account,
  published_at INTEGER,
  UNIQUE (conference_id, kind, number),
  UNIQUE (sitting_id, kind)
);
CREATE TABLE bulletin_text (
  bulletin_id  INTEGER NOT NULL REFERENCES bulletin,
  language     TEXT NOT NULL,
  version      INTEGER NOT NULL,
  title        TEXT NOT NULL,
  text         TEXT NOT NULL,
  reason       TEXT NOT NULL,
  approved     INTEGER NOT NULL,
  entered_at   INTEGER NOT NULL,
  entered_by   INTEGER REFERENCES account,
  PRIMARY KEY (bulletin_id, language, version)
) WITHOUT ROWID;
CREATE TABLE resolution (
  id           INTEGER PRIMARY KEY,
  public_id    TEXT NOT NULL UNIQUE,
  conference_id INTEGER NOT NULL REFERENCES conference,
  number       INTEGER NOT NULL,
  motion_id    INTEGER UNIQUE REFERENCES motion,
  vote_id      INTEGER REFERENCES vote,
  title        TEXT NOT NULL,
  text         TEXT NOT NULL,
  resolved_on  INTEGER NOT NULL,
  UNIQUE (conference_id, number)
);
CREATE TABLE resolution_task (
  resolution_id INTEGER NOT NULL REFERENCES resolution,
  assignment_id INTEGER NOT NULL UNIQUE REFERENCES assignment,
  PRIMARY KEY (resolution_id, assignment_id)
) WITHOUT ROWID;
CREATE TABLE commendation (
  id           INTEGER PRIMARY KEY,
  public_id    TEXT NOT NULL UNIQUE,
  conference_id INTEGER NOT NULL REFERENCES conference,
  item_id      INTEGER REFERENCES item,
  number       INTEGER NOT NULL,
  member_id    INTEGER REFERENCES member,
  unit_id      INTEGER REFERENCES unit,
  title        TEXT NOT NULL,
  work         TEXT NOT NULL,
  check_code   TEXT NOT NULL UNIQUE,
  given_on     INTEGER,
  entered_at   INTEGER NOT NULL,
  entered_by   INTEGER REFERENCES account,
  UNIQUE (conference_id, number)
);
CREATE INDEX commendation_by_member ON commendation (member_id);
