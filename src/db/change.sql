-- The record of changes: added to and read, never rewritten.

-- name: change_insert
INSERT INTO change (id, at, account_id, actor_id, office, verb, unit_id,
       member_id, kind, object_id, request_id)
VALUES (:id, :at, :account_id, :actor_id, :office, :verb, :unit_id,
       :member_id, :kind, :object_id, :request_id);

-- name: change_of_unit
SELECT id, at, account_id, actor_id, office, verb, unit_id, member_id, kind,
       object_id, request_id
  FROM change
 WHERE unit_id = :of AND id < :before
 ORDER BY id DESC
 LIMIT :max;

-- name: change_newest
SELECT max(id) FROM change;

-- name: change_units_under
SELECT count(*) FROM (SELECT 1 FROM unit_up WHERE anc = :of LIMIT :max) u;

-- name: change_of_few
-- Of the units under one, each looked up by itself.
SELECT c.id, c.at, c.account_id, c.actor_id, c.office, c.verb, c.unit_id,
       c.member_id, c.kind, c.object_id, c.request_id
  FROM unit_up p
  JOIN change c ON c.unit_id = p.unit_id AND c.id < :before AND c.id >= :from
 WHERE p.anc = :of
 ORDER BY c.id DESC
 LIMIT :max;

-- name: change_under_unit
-- Of a unit with most of the others under it: the newest of all, one by one.
SELECT c.id, c.at, c.account_id, c.actor_id, c.office, c.verb, c.unit_id,
       c.member_id, c.kind, c.object_id, c.request_id
  FROM change c
 WHERE c.id < :before
   AND EXISTS (SELECT 1 FROM unit_up p
                WHERE p.anc = :of AND p.unit_id = c.unit_id)
 ORDER BY c.id DESC
 LIMIT :max;

-- name: change_of_all
SELECT id, at, account_id, actor_id, office, verb, unit_id, member_id, kind,
       object_id, request_id
  FROM change
 WHERE id < :before
 ORDER BY id DESC
 LIMIT :max;
