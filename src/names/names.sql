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

-- name: names_touched
SELECT unit_id FROM unit_tally WHERE version > :version;
