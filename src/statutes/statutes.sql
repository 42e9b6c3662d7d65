-- Every statement that reads or writes editions of the statutes.

-- name: statutes_in_force
SELECT id, public_id, from_day FROM edition
 WHERE from_day <= :on
 ORDER BY from_day DESC LIMIT 1;

-- name: statutes_by_id
SELECT id, public_id, from_day FROM edition WHERE id = :id;

-- name: statutes_text
SELECT text FROM edition WHERE id = :id;

-- name: statutes_on_day
SELECT id FROM edition WHERE from_day = :day;

-- name: statutes_count
-- scan: they are few
SELECT count(*) FROM edition;

-- name: statutes_insert
INSERT INTO edition (id, public_id, from_day, text, adopted_at, adopted_by)
VALUES (:id, :public_id, :from_day, :text, :at, :by);

-- name: statutes_editions
-- scan: all of them are asked for, and they are few
SELECT e.id, e.public_id, e.from_day, e.adopted_at, m.name
  FROM edition e
  LEFT JOIN account a ON a.id = e.adopted_by
  LEFT JOIN member m ON m.id = a.member_id
 ORDER BY e.from_day LIMIT :max;

-- name: statutes_tier_used
-- A unit of that tier that stands on a day or later.
-- scan: asked once for each tier left out of a new edition
SELECT id FROM unit
 WHERE tier = :tier AND (dissolved IS NULL OR dissolved > :day)
 LIMIT 1;
