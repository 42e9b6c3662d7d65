-- What a unit tells about an exception.

-- name: exception_insert_reason
INSERT INTO reason (id, unit_id, rule, text, until_day, told_at, told_by)
VALUES (:id, :unit_id, :rule, :text, :until_day, :told_at, :told_by);

-- name: exception_reasons_of
SELECT text, until_day, told_at FROM reason
 WHERE unit_id = :unit_id AND rule = :rule ORDER BY told_at;
