-- The picture as it is kept.

-- name: picture_read
SELECT stamp, made_on, dot, share, spots, waiting FROM picture WHERE id = 1;

-- name: picture_write
INSERT INTO picture (id, stamp, made_on, dot, share, spots, waiting)
VALUES (1, :stamp, :made_on, :dot, :share, :spots, :waiting)
    ON CONFLICT (id) DO UPDATE
   SET stamp = excluded.stamp, made_on = excluded.made_on,
       dot = excluded.dot, share = excluded.share, spots = excluded.spots,
       waiting = excluded.waiting;

-- name: picture_regions
-- scan: at most PICTURE_REGIONS_MAX.
SELECT unit_id, x, y, width, height FROM picture_region ORDER BY n;

-- name: picture_region_drop
-- scan: all of it, before it is laid anew.
DELETE FROM picture_region;

-- name: picture_region_insert
INSERT INTO picture_region (n, unit_id, x, y, width, height)
VALUES (:n, :unit_id, :x, :y, :width, :height);

-- name: picture_blocks
-- scan: all there are, at most as many as the picture has pixels.
SELECT unit_id, region_id, x, y, across, down, first_spot
  FROM picture_block ORDER BY n;

-- name: picture_block_drop
-- scan: all of it, before it is laid anew.
DELETE FROM picture_block;

-- name: picture_block_insert
INSERT INTO picture_block (n, unit_id, region_id, x, y, across, down,
                           first_spot)
VALUES (:n, :unit_id, :region_id, :x, :y, :across, :down, :first_spot);

-- name: picture_cells
-- scan: the places of all cells, a row for 4,096 of them.
SELECT n, ids FROM picture_cells ORDER BY n;

-- name: picture_cells_drop
-- scan: all of it, before it is laid anew.
DELETE FROM picture_cells;

-- name: picture_cells_write
INSERT INTO picture_cells (n, ids) VALUES (:n, :ids)
    ON CONFLICT (n) DO UPDATE SET ids = excluded.ids;

-- name: picture_tree
-- scan: all units that live, once for all dots that are laid anew.
SELECT id, parent_id, tier FROM unit WHERE dissolved IS NULL ORDER BY id;

-- name: picture_under
SELECT u.id, u.tier
  FROM unit_up w JOIN unit u ON u.id = w.unit_id
 WHERE w.anc = :anc AND u.dissolved IS NULL ORDER BY w.unit_id;

-- name: picture_place_of
SELECT u.parent_id, CASE WHEN u.dissolved IS NULL THEN 1 ELSE 0 END,
       t.parent_id, t.alive
  FROM unit u LEFT JOIN unit_tally t ON t.unit_id = u.id
 WHERE u.id = :id;
