-- Every statement about plans, targets and reports.

-- name: plan_one
SELECT p.id, p.unit_id, p.resolution_id, p.public_id, p.title, u.name,
       p.from_day, p.last_day, p.text
  FROM plan p JOIN unit u ON u.id = p.unit_id
 WHERE p.id = :id;

-- name: plan_id_by_public
SELECT id FROM plan WHERE public_id = :public_id;

-- name: plan_by_unit
-- The columns of plan_one but its text, as in the next.
SELECT p.id, p.unit_id, p.resolution_id, p.public_id, p.title, u.name,
       p.from_day, p.last_day
  FROM plan p JOIN unit u ON u.id = p.unit_id
 WHERE p.unit_id = :id
 ORDER BY p.from_day DESC, p.id DESC LIMIT :max;

-- name: plan_by_resolution
SELECT p.id, p.unit_id, p.resolution_id, p.public_id, p.title, u.name,
       p.from_day, p.last_day
  FROM plan p JOIN unit u ON u.id = p.unit_id
 WHERE p.resolution_id = :id
 ORDER BY p.from_day DESC, p.id DESC LIMIT :max;

-- name: plan_insert
INSERT INTO plan (id, public_id, unit_id, title, text, from_day, last_day,
       resolution_id, entered_at, entered_by)
VALUES (:id, :public_id, :unit_id, :title, :text, :from_day, :last_day,
       :resolution_id, :entered_at, :entered_by);

-- name: plan_update
UPDATE plan
   SET title = :title, text = :text, from_day = :from_day,
       last_day = :last_day
 WHERE id = :id;

-- name: plan_outside
-- Goals and reports of a plan that do not lie within these days; of reports
-- only that none is before it.
SELECT (SELECT count(*) FROM goal g
         WHERE g.plan_id = :id
           AND (g.due_day < :from_day OR g.due_day > :last_day))
     + (SELECT count(*) FROM goal g
         WHERE g.plan_id = :id
           AND EXISTS (SELECT 1 FROM target t
                         JOIN target_report r ON r.target_id = t.id
                        WHERE t.goal_id = g.id AND r.day < :from_day));

-- name: plan_goals
SELECT count(*) FROM goal WHERE plan_id = :id;

-- name: goal_insert
INSERT INTO goal (id, plan_id, position, title, measure, due_day, every,
       entered_at, entered_by)
VALUES (:id, :plan_id, :position, :title, :measure, :due_day, :every,
       :entered_at, :entered_by);

-- name: target_one
SELECT t.id, t.goal_id, t.unit_id, t.parent_id, t.public_id, u.public_id,
       u.name, u.dissolved, t.amount, t.own, t.own_day, t.done, t.told,
       t.leaves, t.shared, t.below, t.entered_at, g.plan_id, g.title,
       g.measure, g.due_day, p.from_day, g.every
  FROM target t
  JOIN unit u ON u.id = t.unit_id
  JOIN goal g ON g.id = t.goal_id
  JOIN plan p ON p.id = g.plan_id
 WHERE t.id = :id;

-- name: target_id_by_public
SELECT id FROM target WHERE public_id = :public_id;

-- name: target_id_by_goal
SELECT id FROM target WHERE goal_id = :goal_id AND unit_id = :unit_id;

-- name: target_by_plan
-- The columns of target_one, as in the next three.
SELECT t.id, t.goal_id, t.unit_id, t.parent_id, t.public_id, u.public_id,
       u.name, u.dissolved, t.amount, t.own, t.own_day, t.done, t.told,
       t.leaves, t.shared, t.below, t.entered_at, g.plan_id, g.title,
       g.measure, g.due_day, p.from_day, g.every
  FROM plan p
  JOIN goal g ON g.plan_id = p.id
  JOIN target t ON t.goal_id = g.id AND t.unit_id = p.unit_id
  JOIN unit u ON u.id = t.unit_id
 WHERE p.id = :id
 ORDER BY g.position LIMIT :max;

-- name: target_by_unit
SELECT t.id, t.goal_id, t.unit_id, t.parent_id, t.public_id, u.public_id,
       u.name, u.dissolved, t.amount, t.own, t.own_day, t.done, t.told,
       t.leaves, t.shared, t.below, t.entered_at, g.plan_id, g.title,
       g.measure, g.due_day, p.from_day, g.every
  FROM target t
  JOIN unit u ON u.id = t.unit_id
  JOIN goal g ON g.id = t.goal_id
  JOIN plan p ON p.id = g.plan_id
 WHERE t.unit_id = :id AND p.from_day <= :on AND p.last_day >= :on
 ORDER BY p.from_day, p.id, g.position;

-- name: target_children
SELECT t.id, t.goal_id, t.unit_id, t.parent_id, t.public_id, u.public_id,
       u.name, u.dissolved, t.amount, t.own, t.own_day, t.done, t.told,
       t.leaves, t.shared, t.below, t.entered_at, g.plan_id, g.title,
       g.measure, g.due_day, p.from_day, g.every
  FROM target t
  JOIN unit u ON u.id = t.unit_id
  JOIN goal g ON g.id = t.goal_id
  JOIN plan p ON p.id = g.plan_id
 WHERE t.parent_id = :id
 ORDER BY t.id LIMIT :max;

-- name: target_insert
INSERT INTO target (id, public_id, goal_id, unit_id, parent_id, amount, own,
       own_day, done, told, leaves, shared, below, entered_at, entered_by)
VALUES (:id, :public_id, :goal_id, :unit_id, :parent_id, :amount, NULL,
       NULL, 0, 0, 1, 0, 0, :entered_at, :entered_by);

-- name: target_amount
UPDATE target SET amount = :amount WHERE id = :id;

-- name: target_share_more
UPDATE target
   SET shared = shared + :shared, below = below + :below
 WHERE id = :id;

-- name: target_add
-- The target and all above it, one row for each tier.
UPDATE target
   SET done = done + :done, told = told + :told, leaves = leaves + :leaves
 WHERE id IN (
       WITH RECURSIVE up (id) AS (
         SELECT id FROM target WHERE id = :id
          UNION ALL
         SELECT t.parent_id FROM up JOIN target t ON t.id = up.id
          WHERE t.parent_id IS NOT NULL)
       SELECT id FROM up);

-- name: target_own
UPDATE target SET own = :own, own_day = :own_day WHERE id = :id;

-- name: report_newest
-- What counts: the newest day, of one day what was entered last.
SELECT r.amount, r.day
  FROM target_report r
 WHERE r.target_id = :id
   AND NOT EXISTS (SELECT 1 FROM target_report c WHERE c.corrects = r.id)
 ORDER BY r.day DESC, r.id DESC LIMIT 1;

-- name: report_id_by_public
SELECT id FROM target_report WHERE public_id = :public_id;

-- name: report_one
-- The columns are those of report_list.
SELECT r.id, r.target_id, r.corrects, r.public_id, r.note,
       COALESCE(m.name, ''), r.day, r.amount, r.at,
       (SELECT c.id FROM target_report c WHERE c.corrects = r.id)
  FROM target_report r
  LEFT JOIN account a ON a.id = r.entered_by
  LEFT JOIN member m ON m.id = a.member_id
 WHERE r.id = :id;

-- name: report_list
SELECT r.id, r.target_id, r.corrects, r.public_id, r.note,
       COALESCE(m.name, ''), r.day, r.amount, r.at,
       (SELECT c.id FROM target_report c WHERE c.corrects = r.id)
  FROM target_report r
  LEFT JOIN account a ON a.id = r.entered_by
  LEFT JOIN member m ON m.id = a.member_id
 WHERE r.target_id = :id
 ORDER BY r.id DESC LIMIT :max;

-- name: report_insert
INSERT INTO target_report (id, public_id, target_id, day, amount, note,
       corrects, at, entered_by)
VALUES (:id, :public_id, :target_id, :day, :amount, :note, :corrects, :at,
       :entered_by);

-- name: target_task_insert
INSERT INTO target_task (target_id, assignment_id)
VALUES (:id, :assignment_id);

-- name: target_task_list
SELECT a.public_id, a.text, m.name, a.state, a.due_day
  FROM target_task k
  JOIN assignment a ON a.id = k.assignment_id
  JOIN member m ON m.id = a.member_id
 WHERE k.target_id = :id
 ORDER BY a.due_day NULLS LAST, a.id LIMIT :max;

-- name: target_id_of_task
SELECT target_id FROM target_task WHERE assignment_id = :id;
