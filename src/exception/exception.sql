-- What a unit tells about an exception.

-- name: exception_insert_reason
INSERT INTO reason (id, unit_id, rule, text, until_day, told_at, told_by)
VALUES (:id, :unit_id, :rule, :text, :until_day, :told_at, :told_by);
