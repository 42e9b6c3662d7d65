-- From version 1 of the tables to version 2. Each statement ends at the end of
-- a line; all of them run in one transaction, in which rows may refer to a table
-- that is being made anew.

-- A member's number and public id have indexes with names, which an import can
-- take away for a while.
CREATE TABLE member_2 (
  id           INTEGER PRIMARY KEY,
  public_id    TEXT NOT NULL,
  number       TEXT NOT NULL,
  name         TEXT NOT NULL,
  native_name  TEXT NOT NULL,
  name_fold    TEXT NOT NULL,
  language     TEXT NOT NULL,
  entered_at   INTEGER NOT NULL,
  entered_by   INTEGER REFERENCES account
);
INSERT INTO member_2 (id, public_id, number, name, native_name, name_fold,
       language, entered_at, entered_by)
SELECT id, public_id, number, name, native_name, name_fold, language,
       entered_at, entered_by
  FROM member;
DROP TABLE member;
ALTER TABLE member_2 RENAME TO member;
CREATE UNIQUE INDEX member_by_public_id ON member (public_id);
CREATE UNIQUE INDEX member_by_number ON member (number);

-- Who belongs to a cell is read from the index alone.
DROP INDEX membership_by_cell;
CREATE INDEX membership_by_cell ON membership (cell_id, until_day, member_id);

-- Who came, and the pairs of the tree, stand once: in their keys.
CREATE TABLE attendance_2 (
  record_id    INTEGER NOT NULL REFERENCES meeting_record,
  member_id    INTEGER NOT NULL REFERENCES member,
  presence     INTEGER NOT NULL,
  PRIMARY KEY (record_id, member_id)
) WITHOUT ROWID;
INSERT INTO attendance_2 (record_id, member_id, presence)
SELECT record_id, member_id, presence FROM attendance
 ORDER BY record_id, member_id;
DROP TABLE attendance;
ALTER TABLE attendance_2 RENAME TO attendance;
CREATE TABLE unit_up_2 (
  unit_id      INTEGER NOT NULL REFERENCES unit,
  tier         TEXT NOT NULL,
  anc          INTEGER NOT NULL REFERENCES unit,
  PRIMARY KEY (unit_id, tier)
) WITHOUT ROWID;
INSERT INTO unit_up_2 (unit_id, tier, anc)
SELECT unit_id, tier, anc FROM unit_up ORDER BY unit_id, tier;
DROP TABLE unit_up;
ALTER TABLE unit_up_2 RENAME TO unit_up;
CREATE INDEX unit_up_by_anc ON unit_up (anc, unit_id);

-- Changes are found by person only where they are about one, or somebody made
-- them.
DROP INDEX change_by_member;
CREATE INDEX change_by_member ON change (member_id, id)
 WHERE member_id IS NOT NULL;
DROP INDEX change_by_actor;
CREATE INDEX change_by_actor ON change (actor_id, id)
 WHERE actor_id IS NOT NULL;

-- The bytes of a list that was uploaded are no text until they are read as one.
CREATE TABLE upload_2 (
  id           INTEGER PRIMARY KEY,
  public_id    TEXT NOT NULL UNIQUE,
  kind         INTEGER NOT NULL,
  name         TEXT NOT NULL,
  bytes        BLOB NOT NULL,
  told         TEXT NOT NULL,
  added        INTEGER NOT NULL,
  same         INTEGER NOT NULL,
  refused      INTEGER NOT NULL,
  done         INTEGER NOT NULL,
  made_at      INTEGER NOT NULL,
  made_by      INTEGER REFERENCES account
);
INSERT INTO upload_2 (id, public_id, kind, name, bytes, told, added, same,
       refused, done, made_at, made_by)
SELECT id, public_id, kind, name, bytes, told, added, same, refused, done,
       made_at, made_by
  FROM upload;
DROP TABLE upload;
ALTER TABLE upload_2 RENAME TO upload;
CREATE INDEX upload_by_moment ON upload (made_at);

-- What is counted of each unit. The rows are
-- there, and nothing is counted yet: the server does it, or `cellwork tally`.
CREATE TABLE unit_tally (
  unit_id      INTEGER PRIMARY KEY REFERENCES unit,
  version      INTEGER NOT NULL,
  edition_id   INTEGER NOT NULL,
  counted_on   INTEGER NOT NULL,
  recheck_day  INTEGER,
  parent_id    INTEGER,
  tier         TEXT NOT NULL,
  alive        INTEGER NOT NULL,
  flags        INTEGER NOT NULL,
  begins       INTEGER,
  last_day     INTEGER,
  members      INTEGER NOT NULL,
  held         INTEGER NOT NULL,
  held_before  INTEGER NOT NULL,
  present      INTEGER NOT NULL,
  expected     INTEGER NOT NULL,
  assigned     INTEGER NOT NULL,
  owed_bits    INTEGER NOT NULL,
  late_bits    INTEGER NOT NULL,
  marks        TEXT NOT NULL
);
CREATE INDEX unit_tally_by_version ON unit_tally (version);
CREATE INDEX unit_tally_by_recheck ON unit_tally (recheck_day);
CREATE INDEX unit_tally_by_edition ON unit_tally (edition_id);
INSERT INTO unit_tally (unit_id, version, edition_id, counted_on, tier, alive,
       flags, members, held, held_before, present, expected, assigned,
       owed_bits, late_bits, marks)
SELECT id, 0, -1, 0, tier, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, '' FROM unit;

-- Where each cell has its dot in the picture of all cells.
CREATE TABLE picture (
  id           INTEGER PRIMARY KEY,
  stamp        TEXT NOT NULL,
  made_on      INTEGER NOT NULL,
  dot          INTEGER NOT NULL,
  share        INTEGER NOT NULL,
  spots        INTEGER NOT NULL,
  waiting      INTEGER NOT NULL
);
CREATE TABLE picture_region (
  n            INTEGER PRIMARY KEY,
  unit_id      INTEGER NOT NULL REFERENCES unit,
  x            INTEGER NOT NULL,
  y            INTEGER NOT NULL,
  width        INTEGER NOT NULL,
  height       INTEGER NOT NULL
);
CREATE TABLE picture_block (
  n            INTEGER PRIMARY KEY,
  unit_id      INTEGER NOT NULL REFERENCES unit,
  region_id    INTEGER NOT NULL REFERENCES unit,
  x            INTEGER NOT NULL,
  y            INTEGER NOT NULL,
  across       INTEGER NOT NULL,
  down         INTEGER NOT NULL,
  first_spot   INTEGER NOT NULL
);
CREATE TABLE picture_cells (
  n            INTEGER PRIMARY KEY,
  ids          BLOB NOT NULL
);

-- Lists that were taken over, and which members came of each.
CREATE TABLE import_run (
  id           INTEGER PRIMARY KEY,
  public_id    TEXT NOT NULL UNIQUE,
  kind         INTEGER NOT NULL,
  name         TEXT NOT NULL,
  added        INTEGER NOT NULL,
  same         INTEGER NOT NULL,
  refused      INTEGER NOT NULL,
  at           INTEGER NOT NULL,
  by           INTEGER REFERENCES account
);
CREATE TABLE import_block (
  kind         INTEGER NOT NULL,
  first_id     INTEGER NOT NULL,
  until_id     INTEGER NOT NULL,
  run_id       INTEGER NOT NULL REFERENCES import_run,
  PRIMARY KEY (kind, first_id)
);
CREATE INDEX import_block_by_run ON import_block (run_id);
