-- Members in the data: those that memory says may be meant, those with a number,
-- and, where memory has no names, those of a few units.

-- name: search_member
-- A member as he or she is on a day, and where.
SELECT m.id, m.public_id, m.number, m.name, m.native_name, m.name_fold,
       s.cell_id, u.name, a.name
  FROM member m
  JOIN membership s ON s.member_id = m.id
  JOIN unit u ON u.id = s.cell_id
  LEFT JOIN unit a ON a.id = u.parent_id
 WHERE m.id = :id
   AND (s.from_day IS NULL OR s.from_day <= :on)
   AND (s.until_day IS NULL OR s.until_day > :on);

-- name: search_numbers
-- Numbers from one text to another, whoever has them.
SELECT id FROM member
 WHERE number >= :first AND number < :end
 ORDER BY number LIMIT :max;

-- name: search_numbers_of
-- The same of the members of a unit.
SELECT m.id
  FROM membership s JOIN member m ON m.id = s.member_id
 WHERE s.cell_id = :unit_id
   AND (s.until_day IS NULL OR s.until_day > :on)
   AND m.number >= :first AND m.number < :end
 ORDER BY m.number LIMIT :max;

-- name: search_cells
-- How many units stand under one, as far as one counts.
SELECT count(*) FROM (
  SELECT 1 FROM unit_up WHERE anc = :unit_id LIMIT :max) AS counted;

-- name: search_names_of
-- Of the members of a unit, those who may be meant.
SELECT m.id, m.name_fold, s.cell_id
  FROM membership s JOIN member m ON m.id = s.member_id
 WHERE s.cell_id = :unit_id
   AND (s.until_day IS NULL OR s.until_day > :on)
 ORDER BY m.id;

-- name: search_names_under
SELECT m.id, m.name_fold, s.cell_id
  FROM unit_up p
  JOIN membership s ON s.cell_id = p.unit_id
  JOIN member m ON m.id = s.member_id
 WHERE p.anc = :unit_id
   AND (s.until_day IS NULL OR s.until_day > :on)
 ORDER BY s.cell_id, m.id;
