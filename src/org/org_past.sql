-- What happened to units, and what they were.

-- name: org_events_of
SELECT kind, day, unit_id, other_id, text, entered_at
  FROM (SELECT id, kind, day, unit_id, other_id, text, entered_at
          FROM unit_event WHERE unit_id = :id
         UNION ALL
        SELECT id, kind, day, unit_id, other_id, text, entered_at
          FROM unit_event WHERE other_id = :id AND kind IN (4, 5)) e
 ORDER BY day NULLS FIRST, id LIMIT :max;

-- name: org_names_of
SELECT name, NULL, from_day, until_day FROM unit_name
 WHERE unit_id = :id
 ORDER BY from_day NULLS FIRST, until_day NULLS LAST LIMIT :max;

-- name: org_places_of
SELECT '', parent_id, from_day, until_day FROM unit_place
 WHERE unit_id = :id
 ORDER BY from_day NULLS FIRST, until_day NULLS LAST LIMIT :max;

-- name: org_end_of
-- How a unit ended, and who then came after it.
SELECT kind, other_id, day FROM unit_event
 WHERE unit_id = :id AND kind IN (5, 6);

-- name: org_parts_of_day
SELECT other_id FROM unit_event
 WHERE unit_id = :id AND kind = 4 AND day = :day
 ORDER BY id LIMIT :max;

