-- What the database says of itself, and the record of every change.

CREATE TABLE meta (
  key          TEXT NOT NULL PRIMARY KEY,  -- seen by: administrator
  value        TEXT NOT NULL               -- seen by: administrator
);

-- The next id of each table. Ids are given out here, not by the engine, so that
-- both engines give them out alike and none comes twice.
CREATE TABLE counter (
  name         TEXT NOT NULL PRIMARY KEY,  -- seen by: administrator; a table
  next         INTEGER NOT NULL            -- seen by: administrator
);

-- Who changed what, in which office, and when. Rows are only ever added. No
-- column refers to another table: the record outlives what it speaks of.
CREATE TABLE change (
  id           INTEGER PRIMARY KEY,        -- seen by: self, auditor
  at           INTEGER NOT NULL,           -- seen by: self, auditor; moment
  account_id   INTEGER,                    -- seen by: self, auditor; NULL: the shell
  actor_id     INTEGER,                    -- seen by: self, auditor; a member
  office       TEXT NOT NULL,              -- seen by: self, auditor; "secretary of A-1"
  verb         TEXT NOT NULL,              -- seen by: self, auditor; "meeting.record"
  unit_id      INTEGER,                    -- seen by: self, auditor; it belongs to
  member_id    INTEGER,                    -- seen by: self, auditor; it is about
  kind         TEXT NOT NULL,              -- seen by: self, auditor; "meeting"; or ""
  object_id    INTEGER,                    -- seen by: self, auditor; of that kind
  request_id   TEXT NOT NULL               -- seen by: auditor; of the write; or ""
);
CREATE INDEX change_by_unit ON change (unit_id, id);
-- Most changes are about no person, and those from the shell have no actor.
CREATE INDEX change_by_member ON change (member_id, id)
 WHERE member_id IS NOT NULL;
CREATE INDEX change_by_actor ON change (actor_id, id)
 WHERE actor_id IS NOT NULL;
