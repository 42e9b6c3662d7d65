-- From version 3 of the tables to version 4.
CREATE TABLE plan (
  id           INTEGER PRIMARY KEY,
  public_id    TEXT NOT NULL UNIQUE,
  unit_id      INTEGER NOT NULL REFERENCES unit,
  title        TEXT NOT NULL,
  text         TEXT NOT NULL,
  from_day     INTEGER NOT NULL,
  last_day     INTEGER NOT NULL,
  resolution_id INTEGER REFERENCES resolution,
  entered_at   INTEGER NOT NULL,
  entered_by   INTEGER REFERENCES account
);
CREATE INDEX plan_by_unit ON plan (unit_id, from_day);
CREATE INDEX plan_by_resolution ON plan (resolution_id)
 WHERE resolution_id IS NOT NULL;
CREATE TABLE goal (
  id           INTEGER PRIMARY KEY,
  plan_id      INTEGER NOT NULL REFERENCES plan,
  position     INTEGER NOT NULL,
  title        TEXT NOT NULL,
  measure      TEXT NOT NULL,
  due_day      INTEGER NOT NULL,
  every        INTEGER NOT NULL,
  entered_at   INTEGER NOT NULL,
  entered_by   INTEGER REFERENCES account,
  UNIQUE (plan_id, position)
);
CREATE TABLE target (
  id           INTEGER PRIMARY KEY,
  public_id    TEXT NOT NULL UNIQUE,
  goal_id      INTEGER NOT NULL REFERENCES goal,
  unit_id      INTEGER NOT NULL REFERENCES unit,
  parent_id    INTEGER REFERENCES target,
  amount       INTEGER NOT NULL,
  own          INTEGER,
  own_day      INTEGER,
  done         INTEGER NOT NULL,
  told         INTEGER NOT NULL,
  leaves       INTEGER NOT NULL,
  shared       INTEGER NOT NULL,
  below        INTEGER NOT NULL,
  entered_at   INTEGER NOT NULL,
  entered_by   INTEGER REFERENCES account,
  UNIQUE (goal_id, unit_id)
);
CREATE INDEX target_by_unit ON target (unit_id);
CREATE INDEX target_by_parent ON target (parent_id);
CREATE TABLE target_report (
  id           INTEGER PRIMARY KEY,
  public_id    TEXT NOT NULL UNIQUE,
  target_id    INTEGER NOT NULL REFERENCES target,
  day          INTEGER NOT NULL,
  amount       INTEGER NOT NULL,
  note         TEXT NOT NULL,
  corrects     INTEGER UNIQUE REFERENCES target_report,
  at           INTEGER NOT NULL,
  entered_by   INTEGER REFERENCES account
);
CREATE INDEX target_report_by_target ON target_report (target_id, day);
CREATE TABLE target_task (
  target_id    INTEGER NOT NULL REFERENCES target,
  assignment_id INTEGER NOT NULL UNIQUE REFERENCES assignment,
  PRIMARY KEY (target_id, assignment_id)
) WITHOUT ROWID;
-- What a vote decides, who is not ranked, and what lots are drawn from.
ALTER TABLE vote ADD COLUMN motion_id INTEGER REFERENCES motion;
ALTER TABLE vote ADD COLUMN amendment_id INTEGER REFERENCES amendment;
ALTER TABLE vote ADD COLUMN decides INTEGER NOT NULL DEFAULT 0;
ALTER TABLE vote ADD COLUMN unranked INTEGER NOT NULL DEFAULT 2;
ALTER TABLE vote ADD COLUMN seed TEXT NOT NULL DEFAULT '';
ALTER TABLE vote ADD COLUMN tie_article TEXT NOT NULL DEFAULT '';
CREATE INDEX vote_by_motion ON vote (motion_id) WHERE motion_id IS NOT NULL;
CREATE INDEX vote_by_amendment ON vote (amendment_id)
 WHERE amendment_id IS NOT NULL;
-- From version 3 of the tables to version 4: circulars, plans.
CREATE TABLE circular (
  id           INTEGER PRIMARY KEY,
  public_id    TEXT NOT NULL UNIQUE,
  unit_id      INTEGER NOT NULL REFERENCES unit,
  number       INTEGER NOT NULL,
  under_id     INTEGER NOT NULL REFERENCES unit,
  tier         TEXT NOT NULL,
  newest_unit  INTEGER NOT NULL,
  title        TEXT NOT NULL,
  short        TEXT NOT NULL,
  text         TEXT NOT NULL,
  issued_on    INTEGER NOT NULL,
  due_day      INTEGER,
  returns      TEXT NOT NULL,
  resolution_id INTEGER REFERENCES resolution,
  entered_at   INTEGER NOT NULL,
  entered_by   INTEGER REFERENCES account,
  withdrawn_at INTEGER,
  withdrawn_by INTEGER REFERENCES account,
  withdrawn_for TEXT NOT NULL,
  UNIQUE (unit_id, number)
);
CREATE INDEX circular_by_under ON circular (under_id, tier, issued_on);
CREATE INDEX circular_by_day ON circular (tier, issued_on);
CREATE INDEX circular_by_resolution ON circular (resolution_id);
CREATE TABLE circular_conveyed (
  id           INTEGER PRIMARY KEY,
  circular_id  INTEGER NOT NULL REFERENCES circular,
  unit_id      INTEGER NOT NULL REFERENCES unit,
  round        INTEGER NOT NULL,
  how          INTEGER NOT NULL,
  day          INTEGER NOT NULL,
  meeting_id   INTEGER REFERENCES meeting,
  entered_at   INTEGER NOT NULL,
  entered_by   INTEGER REFERENCES account,
  undone_at    INTEGER,
  undone_by    INTEGER REFERENCES account,
  version      INTEGER NOT NULL
);
CREATE UNIQUE INDEX circular_conveyed_once
 ON circular_conveyed (circular_id, unit_id, round) WHERE undone_at IS NULL;
CREATE INDEX circular_conveyed_by_unit
 ON circular_conveyed (unit_id, circular_id);
CREATE INDEX circular_conveyed_by_version
 ON circular_conveyed (circular_id, round, version);
CREATE TABLE circular_read (
  circular_id  INTEGER NOT NULL REFERENCES circular,
  member_id    INTEGER NOT NULL REFERENCES member,
  unit_id      INTEGER NOT NULL REFERENCES unit,
  read_at      INTEGER NOT NULL,
  PRIMARY KEY (circular_id, member_id)
) WITHOUT ROWID;
CREATE INDEX circular_read_by_unit ON circular_read (unit_id, circular_id);
CREATE INDEX circular_read_by_member ON circular_read (member_id);
-- Long work, and lists that are taken over by it. Lists that wait are sent again.
CREATE TABLE job (
  id           INTEGER PRIMARY KEY,
  public_id    TEXT NOT NULL UNIQUE,
  kind         TEXT NOT NULL,
  title        TEXT NOT NULL,
  things       TEXT NOT NULL,
  back         TEXT NOT NULL,
  account_id   INTEGER NOT NULL REFERENCES account,
  unit_id      INTEGER REFERENCES unit,
  conference_id INTEGER REFERENCES conference,
  object_id    INTEGER NOT NULL,
  state        INTEGER NOT NULL,
  stop         INTEGER NOT NULL,
  done         INTEGER NOT NULL,
  whole        INTEGER NOT NULL,
  message      TEXT NOT NULL,
  begun_at     INTEGER NOT NULL,
  ended_at     INTEGER,
  holder       TEXT NOT NULL,
  held_until   INTEGER NOT NULL,
  taken        INTEGER NOT NULL,
  file_name    TEXT NOT NULL,
  file_type    TEXT NOT NULL,
  file_bytes   INTEGER NOT NULL
);
CREATE INDEX job_open ON job (id) WHERE ended_at IS NULL;
CREATE INDEX job_by_account ON job (account_id, id);
CREATE INDEX job_with_file ON job (ended_at) WHERE file_name <> '';
CREATE TABLE job_file (
  job_id       INTEGER NOT NULL REFERENCES job,
  n            INTEGER NOT NULL,
  bytes        BLOB NOT NULL,
  PRIMARY KEY (job_id, n)
);
DROP TABLE IF EXISTS upload;
CREATE TABLE upload (
  id           INTEGER PRIMARY KEY,
  public_id    TEXT NOT NULL UNIQUE,
  kind         INTEGER NOT NULL,
  name         TEXT NOT NULL,
  state        INTEGER NOT NULL,
  told         TEXT NOT NULL,
  head         TEXT NOT NULL,
  rows         INTEGER NOT NULL,
  added        INTEGER NOT NULL,
  same         INTEGER NOT NULL,
  refused      INTEGER NOT NULL,
  mark         TEXT NOT NULL,
  run_id       INTEGER REFERENCES import_run,
  job_id       INTEGER,
  undone       INTEGER NOT NULL,
  left_there   INTEGER NOT NULL,
  made_at      INTEGER NOT NULL,
  made_by      INTEGER REFERENCES account
);
CREATE INDEX upload_by_moment ON upload (made_at);
CREATE TABLE upload_part (
  upload_id    INTEGER NOT NULL REFERENCES upload,
  n            INTEGER NOT NULL,
  bytes        BLOB NOT NULL,
  PRIMARY KEY (upload_id, n)
);
CREATE TABLE upload_row (
  upload_id    INTEGER NOT NULL REFERENCES upload,
  sort         INTEGER NOT NULL,
  n            INTEGER NOT NULL,
  told         TEXT NOT NULL,
  line         TEXT NOT NULL,
  PRIMARY KEY (upload_id, sort, n)
);
CREATE TABLE unit_recount (
  unit_id      INTEGER PRIMARY KEY REFERENCES unit,
  after_id     INTEGER NOT NULL
);
