-- The facts that the rules are judged by: one ordered walk over everything
-- under a unit, and over all units that ever were (no :anc).

-- name: judge_units
SELECT u.id, u.parent_id, u.code, u.name, u.public_id, u.tier, u.founded,
       u.dissolved
  FROM unit_up w JOIN unit u ON u.id = w.unit_id
 WHERE w.anc = :anc ORDER BY w.unit_id;

-- name: judge_units_all
-- scan: all units that ever were.
SELECT u.id, u.parent_id, u.code, u.name, u.public_id, u.tier, u.founded,
       u.dissolved
  FROM unit u ORDER BY u.id;

-- name: judge_meetings
SELECT m.unit_id, m.state, m.day, m.kind
  FROM unit_up w JOIN meeting m ON m.unit_id = w.unit_id
 WHERE w.anc = :anc AND m.day <= :on
 ORDER BY w.unit_id, m.state, m.day;

-- name: judge_meetings_all
-- scan: of all units that ever were.
SELECT m.unit_id, m.state, m.day, m.kind FROM meeting m
 WHERE m.day <= :on ORDER BY m.unit_id, m.state, m.day;

-- name: judge_terms
SELECT t.unit_id, t.office, t.seat, t.from_day, t.due_day, t.until_day
  FROM unit_up w JOIN term t ON t.unit_id = w.unit_id
 WHERE w.anc = :anc
 ORDER BY w.unit_id, t.office, t.seat, t.from_day NULLS FIRST;

-- name: judge_terms_all
-- scan: of all units that ever were.
SELECT t.unit_id, t.office, t.seat, t.from_day, t.due_day, t.until_day
  FROM term t ORDER BY t.unit_id, t.office, t.seat, t.from_day NULLS FIRST;

-- name: judge_stays
SELECT s.cell_id, s.from_day, s.until_day
  FROM unit_up w JOIN membership s ON s.cell_id = w.unit_id
 WHERE w.anc = :anc ORDER BY w.unit_id;

-- name: judge_stays_all
-- scan: of all units that ever were.
SELECT s.cell_id, s.from_day, s.until_day FROM membership s
 ORDER BY s.cell_id;

-- name: judge_reasons
SELECT r.unit_id, r.rule, r.text, r.until_day, r.told_at
  FROM unit_up w JOIN reason r ON r.unit_id = w.unit_id
 WHERE w.anc = :anc ORDER BY w.unit_id, r.told_at;

-- name: judge_reasons_all
-- scan: of all units that ever were.
SELECT r.unit_id, r.rule, r.text, r.until_day, r.told_at FROM reason r
 ORDER BY r.unit_id, r.told_at;

-- name: judge_circulars
-- scan: they are few. Those that went to a unit under this one, or above it.
SELECT c.id, c.under_id, c.newest_unit, c.tier, c.issued_on, c.due_day,
       c.withdrawn_at, c.returns
  FROM circular c
 WHERE EXISTS (SELECT 1 FROM unit_up d
                WHERE d.unit_id = c.under_id AND d.anc = :anc)
    OR EXISTS (SELECT 1 FROM unit_up a
                WHERE a.unit_id = :anc AND a.anc = c.under_id)
 ORDER BY c.under_id, c.id;

-- name: judge_circulars_all
-- scan: all there ever were.
SELECT c.id, c.under_id, c.newest_unit, c.tier, c.issued_on, c.due_day,
       c.withdrawn_at, c.returns
  FROM circular c ORDER BY c.under_id, c.id;

-- name: judge_above
SELECT w.unit_id, up.anc
  FROM unit_up w JOIN unit_up up ON up.unit_id = w.unit_id
 WHERE w.anc = :anc
   AND EXISTS (SELECT 1 FROM circular c WHERE c.under_id = up.anc)
 ORDER BY w.unit_id, up.anc;

-- name: judge_above_all
-- scan: of all units there are.
SELECT up.unit_id, up.anc FROM unit_up up
 WHERE EXISTS (SELECT 1 FROM circular c WHERE c.under_id = up.anc)
 ORDER BY up.unit_id, up.anc;

-- name: judge_steps
SELECT v.unit_id, v.circular_id, v.round, v.day
  FROM unit_up w JOIN circular_conveyed v ON v.unit_id = w.unit_id
 WHERE w.anc = :anc AND v.undone_at IS NULL
 ORDER BY w.unit_id, v.circular_id, v.round;

-- name: judge_steps_all
-- scan: of all units that ever were.
SELECT v.unit_id, v.circular_id, v.round, v.day FROM circular_conveyed v
 WHERE v.undone_at IS NULL ORDER BY v.unit_id, v.circular_id, v.round;

-- name: judge_editions
-- scan: they are few.
SELECT id, public_id FROM edition ORDER BY from_day;

-- name: judge_one_unit
SELECT u.id, u.parent_id, u.code, u.name, u.public_id, u.tier, u.founded,
       u.dissolved
  FROM unit u WHERE u.id = :id;

-- name: judge_one_meetings
SELECT m.state, m.day, m.kind FROM meeting m
 WHERE m.unit_id = :id ORDER BY m.state, m.day;

-- name: judge_one_terms
SELECT t.office, t.seat, t.from_day, t.due_day, t.until_day FROM term t
 WHERE t.unit_id = :id
 ORDER BY t.office, t.seat, t.from_day NULLS FIRST;

-- name: judge_one_stays
SELECT s.from_day, s.until_day FROM membership s WHERE s.cell_id = :id;

-- name: judge_one_circulars
-- Those that still stand: nothing is asked by the others any more.
SELECT c.id, c.under_id, c.newest_unit, c.tier, c.issued_on, c.due_day,
       c.withdrawn_at, c.returns
  FROM unit_up up JOIN circular c ON c.under_id = up.anc
 WHERE up.unit_id = :id AND c.tier = :tier AND c.newest_unit >= :id
   AND c.withdrawn_at IS NULL
 ORDER BY c.under_id, c.id;

-- name: judge_one_steps
SELECT v.circular_id, v.round, v.day FROM circular_conveyed v
 WHERE v.unit_id = :id AND v.undone_at IS NULL
 ORDER BY v.circular_id, v.round;
