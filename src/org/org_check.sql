-- What an event asks of the tree.

-- name: org_last_day
-- The last day on which something is recorded that the next event must not
-- come before (ORG-6). A split makes the part, a merger binds the heir.
SELECT max(d.day)
  FROM (SELECT e.day AS day FROM unit_event e WHERE e.unit_id = :id
         UNION ALL
        SELECT e.day FROM unit_event e
         WHERE e.other_id = :id AND e.kind IN (4, 5)
         UNION ALL
        SELECT p.from_day FROM unit_place p WHERE p.unit_id = :id) d;

-- name: org_since
-- Since when a unit stands in the tree; no row where it never did.
SELECT from_day FROM unit_place
 WHERE unit_id = :id
 ORDER BY from_day NULLS FIRST LIMIT 1;

-- name: org_places_from
-- The units above one since a day, each with its days.
SELECT parent_id, from_day, until_day FROM unit_place
 WHERE unit_id = :id AND parent_id IS NOT NULL
   AND (until_day IS NULL OR until_day > :from);

-- name: org_root_at_or_after
-- A unit at the top at some time since a day; a day of NULL is before all.
SELECT 1 FROM unit_place
 WHERE parent_id IS NULL
   AND (until_day IS NULL OR :from + 0 IS NULL OR until_day > :from)
 LIMIT 1;

-- name: org_tier_above
-- A unit of a tier among a unit and those above it today.
SELECT 1 FROM unit_up WHERE unit_id = :id AND tier = :tier;

-- name: org_tier_on_both
-- A unit of the same tier both under one unit and above another today.
SELECT 1
  FROM unit_up s JOIN unit u ON u.id = s.unit_id
  JOIN unit_up a ON a.unit_id = :parent_id AND a.tier = u.tier
 WHERE s.anc = :id LIMIT 1;

-- name: org_units_under_since
SELECT 1 FROM unit_place
 WHERE parent_id = :id AND (until_day IS NULL OR until_day > :on) LIMIT 1;

-- name: org_members_since
-- Members are the room above; but whether a unit may end is decided here, and
-- no call into that room could keep the order of the rooms.
SELECT 1 FROM membership
 WHERE cell_id = :id AND (until_day IS NULL OR until_day > :on)
   AND (from_day IS NULL OR until_day IS NULL OR from_day < until_day)
 LIMIT 1;

-- name: org_next_child
-- Some unit that still stands under one, or did after a day.
SELECT u.id, p.until_day IS NULL
  FROM unit_place p JOIN unit u ON u.id = p.unit_id
 WHERE p.parent_id = :id AND (p.until_day IS NULL OR p.until_day > :on)
   AND p.unit_id > :after
 ORDER BY p.unit_id LIMIT 1;
