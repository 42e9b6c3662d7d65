-- Founding, renaming, moving, splitting, merging and dissolving units.

-- name: org_insert_unit
INSERT INTO unit (id, public_id, code, tier, name, name_fold, parent_id,
       founded, dissolved)
VALUES (:id, :public_id, :code, :tier, :name, :name_fold, :parent_id,
       :founded, NULL);

-- name: org_insert_name
INSERT INTO unit_name (unit_id, name, from_day, until_day)
VALUES (:id, :name, :from, NULL);

-- name: org_insert_place
INSERT INTO unit_place (unit_id, parent_id, from_day, until_day)
VALUES (:id, :parent_id, :from, NULL);

-- name: org_insert_up
INSERT INTO unit_up (unit_id, tier, anc)
SELECT :id + 0, tier, anc FROM unit_up WHERE unit_id = :parent_id
 UNION ALL
SELECT id, tier, id FROM unit WHERE id = :id;

-- name: org_insert_event
INSERT INTO unit_event (id, kind, unit_id, other_id, day, text, entered_at,
       entered_by)
VALUES (:id, :kind, :unit_id, :other_id, :day, :text, :at, :by);

-- name: org_update_name
UPDATE unit SET name = :name, name_fold = :name_fold WHERE id = :id;

-- name: org_update_parent
UPDATE unit SET parent_id = :parent_id WHERE id = :id;

-- name: org_update_dissolved
UPDATE unit SET dissolved = :on WHERE id = :id;

-- name: org_drop_name
-- A name that would be left without a day; the event still tells of it.
DELETE FROM unit_name
 WHERE unit_id = :id AND until_day IS NULL AND from_day = :on;

-- name: org_drop_place
DELETE FROM unit_place
 WHERE unit_id = :id AND until_day IS NULL AND from_day = :on;

-- name: org_close_name
UPDATE unit_name SET until_day = :on
 WHERE unit_id = :id AND until_day IS NULL;

-- name: org_close_place
UPDATE unit_place SET until_day = :on
 WHERE unit_id = :id AND until_day IS NULL;

-- name: org_delete_above
-- Cuts a unit and all under it from what stands above it.
DELETE FROM unit_up
 WHERE unit_id IN (SELECT s.unit_id FROM unit_up s WHERE s.anc = :id)
   AND anc IN (SELECT a.anc FROM unit_up a
                WHERE a.unit_id = :id AND a.anc <> :id);

-- name: org_insert_above
-- Puts a unit and all under it below another and what stands above that.
INSERT INTO unit_up (unit_id, tier, anc)
SELECT s.unit_id, a.tier, a.anc
  FROM unit_up s JOIN unit_up a ON a.unit_id = :parent_id
 WHERE s.anc = :id;

-- name: org_delete_up
DELETE FROM unit_up WHERE unit_id = :id;
