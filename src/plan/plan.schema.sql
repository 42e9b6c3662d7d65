-- Plans, their goals, the targets that goals are shared out into down the tree,
-- and what was reported. Amounts are whole numbers of what the goal measures
-- in. "above": who may see the figures of the unit, and members of units below
-- it, who see what their own target is part of.

CREATE TABLE plan (
  id           INTEGER PRIMARY KEY,        -- seen by: all
  public_id    TEXT NOT NULL UNIQUE,       -- seen by: all
  unit_id      INTEGER NOT NULL REFERENCES unit,  -- seen by: all; whose plan
  title        TEXT NOT NULL,              -- seen by: all
  text         TEXT NOT NULL,              -- seen by: all; what for; or ""
  from_day     INTEGER NOT NULL,           -- seen by: all; its first day
  last_day     INTEGER NOT NULL,           -- seen by: all; its last day
  resolution_id INTEGER REFERENCES resolution,  -- seen by: all; it carries out;
                                           -- NULL: none
  entered_at   INTEGER NOT NULL,           -- seen by: all; moment
  entered_by   INTEGER REFERENCES account  -- seen by: all
);
CREATE INDEX plan_by_unit ON plan (unit_id, from_day);
CREATE INDEX plan_by_resolution ON plan (resolution_id)
 WHERE resolution_id IS NOT NULL;

-- The whole of a goal is the target of the plan's own unit, the one without a
-- parent.
CREATE TABLE goal (
  id           INTEGER PRIMARY KEY,        -- seen by: all
  plan_id      INTEGER NOT NULL REFERENCES plan,  -- seen by: all
  position     INTEGER NOT NULL,           -- seen by: all; in the plan, from 1
  title        TEXT NOT NULL,              -- seen by: all
  measure      TEXT NOT NULL,              -- seen by: all; "towns", "kg of flour"
  due_day      INTEGER NOT NULL,           -- seen by: all; last day of it
  every        INTEGER NOT NULL,           -- seen by: all; months from one report
                                           -- to the next; 0: none is asked for
  entered_at   INTEGER NOT NULL,           -- seen by: all; moment
  entered_by   INTEGER REFERENCES account, -- seen by: all
  UNIQUE (plan_id, position)
);

-- done, told, leaves, shared and below are kept along the chain of parents by
-- each write, so that no look adds anything up; `cellwork check` does.
CREATE TABLE target (
  id           INTEGER PRIMARY KEY,        -- seen by: cell, above
  public_id    TEXT NOT NULL UNIQUE,       -- seen by: cell, above
  goal_id      INTEGER NOT NULL REFERENCES goal,  -- seen by: cell, above
  unit_id      INTEGER NOT NULL REFERENCES unit,  -- seen by: cell, above
  parent_id    INTEGER REFERENCES target,  -- seen by: cell, above; it was shared
                                           -- out from; NULL: the whole
  amount       INTEGER NOT NULL,           -- seen by: cell, above
  own          INTEGER,                    -- seen by: cell, above; the unit's own
                                           -- newest report; NULL: no word
  own_day      INTEGER,                    -- seen by: cell, above; day of that
  done         INTEGER NOT NULL,           -- seen by: cell, above; own, and done
                                           -- of all below
  told         INTEGER NOT NULL,           -- seen by: cell, above; of the leaves,
                                           -- those that have reported
  leaves       INTEGER NOT NULL,           -- seen by: cell, above; targets that
                                           -- are not shared out further: it or
                                           -- those below
  shared       INTEGER NOT NULL,           -- seen by: cell, above; sum of the
                                           -- amounts directly below
  below        INTEGER NOT NULL,           -- seen by: cell, above; targets
                                           -- directly below
  entered_at   INTEGER NOT NULL,           -- seen by: cell, above; moment
  entered_by   INTEGER REFERENCES account, -- seen by: cell, above
  UNIQUE (goal_id, unit_id)
);
CREATE INDEX target_by_unit ON target (unit_id);
CREATE INDEX target_by_parent ON target (parent_id);

-- A report is never changed: one that corrects it stands in its place.
CREATE TABLE target_report (
  id           INTEGER PRIMARY KEY,        -- seen by: cell, above
  public_id    TEXT NOT NULL UNIQUE,       -- seen by: cell, above
  target_id    INTEGER NOT NULL REFERENCES target,  -- seen by: cell, above
  day          INTEGER NOT NULL,           -- seen by: cell, above; amount is
                                           -- what was reached by its end
  amount       INTEGER NOT NULL,           -- seen by: cell, above
  note         TEXT NOT NULL,              -- seen by: cell, above
  corrects     INTEGER UNIQUE REFERENCES target_report,  -- seen by: cell,
                                           -- above; the report it takes the
                                           -- place of; NULL: none
  at           INTEGER NOT NULL,           -- seen by: cell, above; moment
  entered_by   INTEGER REFERENCES account  -- seen by: cell, above
);
CREATE INDEX target_report_by_target ON target_report (target_id, day);

-- What carries a target out.
CREATE TABLE target_task (
  target_id    INTEGER NOT NULL REFERENCES target,  -- seen by: cell, above
  assignment_id INTEGER NOT NULL UNIQUE REFERENCES assignment, -- seen by: cell
  PRIMARY KEY (target_id, assignment_id)
) WITHOUT ROWID;
