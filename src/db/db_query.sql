-- The ids that tables ask for.

-- name: db_id_next
-- No row where the table never asked for an id.
UPDATE counter SET next = next + :count WHERE name = :name
RETURNING next - :count;

-- name: db_id_first
INSERT INTO counter (name, next) VALUES (:name, :next);
