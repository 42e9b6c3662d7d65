-- Reading the names of members into memory, cell by cell, and what is new.

-- name: names_units
-- scan: the whole tree is read.
SELECT id, parent_id FROM unit WHERE dissolved IS NULL;

-- name: names_unit_parent
SELECT parent_id, dissolved FROM unit WHERE id = :id;

-- name: names_of_cells
-- Of each cell in a range of ids, those whose stay in it is not over.
SELECT s.cell_id, m.id, m.name_fold
  FROM membership s JOIN member m ON m.id = s.member_id
 WHERE s.cell_id > :after AND s.cell_id <= :until
   AND (s.until_day IS NULL OR s.until_day > :on)
 ORDER BY s.cell_id, m.id;

-- name: names_of_units
-- The units directly under each of a range of ids, and the one at the top under
-- itself.
SELECT parent_id, id, name_fold FROM unit
 WHERE parent_id > :after AND parent_id <= :until AND dissolved IS NULL
 UNION ALL
SELECT id, id, name_fold FROM unit
 WHERE parent_id IS NULL AND dissolved IS NULL
   AND id > :after AND id <= :until
 ORDER BY 1, 2;

-- name: names_last_event
SELECT max(id) FROM unit_event;

-- name: names_touched
SELECT unit_id FROM unit_tally WHERE version > :version;
