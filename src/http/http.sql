-- Every statement of the house itself: the request ids it has seen.

-- name: request_find
SELECT status, location FROM request
 WHERE account_id = :account_id AND key = :key;

-- name: request_insert
INSERT INTO request (account_id, key, at, status, location)
VALUES (:account_id, :key, :at, :status, :location);

-- name: request_forget
-- A few at a time: the writer does it between requests.
DELETE FROM request
 WHERE (account_id, key) IN (
       SELECT account_id, key FROM request
        WHERE at < :before ORDER BY at LIMIT 200);
