-- The ids that tables ask for.

-- name: db_id_next
-- No row where the table never asked for an id. One statement with RETURNING
-- would take twice as long as these two.
SELECT next FROM counter WHERE name = :name;

-- name: db_id_take
UPDATE counter SET next = :next WHERE name = :name;

-- name: db_id_first
INSERT INTO counter (name, next) VALUES (:name, :next);

-- name: db_number_take
-- The number of a write transaction.
INSERT INTO counter (name, next) VALUES ('version', 2)
ON CONFLICT (name) DO UPDATE SET next = counter.next + 1
RETURNING next - 1;

-- name: db_number_last
SELECT next FROM counter WHERE name = 'version';
