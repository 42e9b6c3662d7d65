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

-- name: change_of_member
SELECT id, at, account_id, actor_id, office, verb, unit_id, member_id, kind,
       object_id, request_id
  FROM change
 WHERE member_id = :of AND id < :before
 ORDER BY id DESC
 LIMIT :max;
