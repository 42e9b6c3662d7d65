-- Reading the organisation, its words and its tree. The columns of a unit come
-- in the order that unit_get() in org.c reads.

-- name: org_organisation
SELECT name, language, direction, step FROM organisation WHERE id = 1;

-- name: org_organisation_write
INSERT INTO organisation (id, name, language, direction, step)
VALUES (1, :name, :language, :direction, :step)
    ON CONFLICT (id) DO UPDATE
   SET name = excluded.name, language = excluded.language,
       direction = excluded.direction, step = excluded.step;

-- name: org_word_read
SELECT one, many FROM word WHERE term = :term;

-- name: org_word_write
INSERT INTO word (term, one, many) VALUES (:term, :one, :many)
    ON CONFLICT (term) DO UPDATE
   SET one = excluded.one, many = excluded.many;

-- name: org_unit_by_id
SELECT id, parent_id, public_id, code, tier, name, founded, dissolved
  FROM unit WHERE id = :id;

-- name: org_unit_by_public_id
SELECT id, parent_id, public_id, code, tier, name, founded, dissolved
  FROM unit WHERE public_id = :public_id;

-- name: org_unit_with_code
SELECT id, parent_id, public_id, code, tier, name, founded, dissolved
  FROM unit WHERE code = :code;

-- name: org_root_today
SELECT id, parent_id, public_id, code, tier, name, founded, dissolved
  FROM unit WHERE parent_id IS NULL AND dissolved IS NULL;

-- name: org_root_of_day
SELECT u.id, p.parent_id, u.public_id, u.code, u.tier, n.name, u.founded,
       u.dissolved
  FROM unit_place p
  JOIN unit u ON u.id = p.unit_id
  JOIN unit_name n ON n.unit_id = p.unit_id
 WHERE p.parent_id IS NULL
   AND (p.from_day IS NULL OR p.from_day <= :on)
   AND (p.until_day IS NULL OR p.until_day > :on)
   AND (n.from_day IS NULL OR n.from_day <= :on)
   AND (n.until_day IS NULL OR n.until_day > :on);

-- name: org_unit_of_day
SELECT u.id, p.parent_id, u.public_id, u.code, u.tier, n.name, u.founded,
       u.dissolved
  FROM unit u
  JOIN unit_place p ON p.unit_id = u.id
  JOIN unit_name n ON n.unit_id = u.id
 WHERE u.id = :id
   AND (p.from_day IS NULL OR p.from_day <= :on)
   AND (p.until_day IS NULL OR p.until_day > :on)
   AND (n.from_day IS NULL OR n.from_day <= :on)
   AND (n.until_day IS NULL OR n.until_day > :on);

-- name: org_path_today
-- scan: walks up, at most one unit for each tier.
WITH RECURSIVE up (id, n) AS (
  SELECT :id + 0, 0
   UNION ALL
  SELECT u.parent_id, up.n + 1
    FROM up JOIN unit u ON u.id = up.id
   WHERE u.parent_id IS NOT NULL AND up.n < :max
)
SELECT u.id, u.parent_id, u.public_id, u.code, u.tier, u.name, u.founded,
       u.dissolved
  FROM up JOIN unit u ON u.id = up.id
 ORDER BY up.n DESC;

-- name: org_children_today
SELECT id, parent_id, public_id, code, tier, name, founded, dissolved
  FROM unit
 WHERE parent_id = :id AND dissolved IS NULL
 ORDER BY name_fold, id LIMIT :max;

-- name: org_children_of_day
SELECT u.id, p.parent_id, u.public_id, u.code, u.tier, n.name, u.founded,
       u.dissolved
  FROM unit_place p
  JOIN unit u ON u.id = p.unit_id
  JOIN unit_name n ON n.unit_id = p.unit_id
 WHERE p.parent_id = :id
   AND (p.from_day IS NULL OR p.from_day <= :on)
   AND (p.until_day IS NULL OR p.until_day > :on)
   AND (n.from_day IS NULL OR n.from_day <= :on)
   AND (n.until_day IS NULL OR n.until_day > :on)
 ORDER BY u.name_fold, u.id LIMIT :max;

-- name: org_count_today
SELECT count(*) FROM unit WHERE parent_id = :id AND dissolved IS NULL;

-- name: org_count_of_day
SELECT count(*)
  FROM unit_place p
 WHERE p.parent_id = :id
   AND (p.from_day IS NULL OR p.from_day <= :on)
   AND (p.until_day IS NULL OR p.until_day > :on);

-- name: org_stands_under
SELECT 1 FROM unit_up u JOIN unit a ON a.id = :anc
 WHERE u.unit_id = :id AND u.tier = a.tier AND u.anc = :anc;

-- name: org_tiers_under
SELECT u.tier, count(*)
  FROM unit_up p JOIN unit u ON u.id = p.unit_id
 WHERE p.anc = :id
 GROUP BY u.tier
 ORDER BY u.tier;

-- name: org_search_all
-- scan: any part of a name may match; names are short and read in order.
SELECT id, parent_id, public_id, code, tier, name, founded, dissolved
  FROM unit
 WHERE name_fold LIKE :like ESCAPE '\' AND dissolved IS NULL
 ORDER BY name_fold, id LIMIT :max;

-- name: org_search_one
-- Whether one unit is such.
SELECT id, parent_id, public_id, code, tier, name, founded, dissolved
  FROM unit
 WHERE id = :id AND name_fold LIKE :like ESCAPE '\' AND dissolved IS NULL;

-- name: org_search_under
SELECT u.id, u.parent_id, u.public_id, u.code, u.tier, u.name, u.founded,
       u.dissolved
  FROM unit_up p JOIN unit u ON u.id = p.unit_id
 WHERE p.anc = :anc
   AND u.name_fold LIKE :like ESCAPE '\' AND u.dissolved IS NULL
 ORDER BY u.name_fold, u.id LIMIT :max;
