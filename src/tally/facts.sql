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
