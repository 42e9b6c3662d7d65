-- Long work: begun, taken up, gone on with, ended.

-- name: job_insert
INSERT INTO job (id, public_id, kind, title, things, back, account_id, unit_id,
       conference_id, object_id, state, stop, done, whole, message, begun_at,
       ended_at, holder, held_until, taken, file_name, file_type, file_bytes)
VALUES (:id, :public_id, :kind, :title, :things, :back, :account_id, :unit_id,
       :conference_id, :object_id, 1, 0, 0, :whole, '', :now,
       NULL, '', 0, 0, '', '', 0);

-- name: job_open_of
SELECT count(*) FROM job WHERE account_id = :account_id AND ended_at IS NULL;

-- name: job_by_public
SELECT id FROM job WHERE public_id = :public_id;

-- name: job_row
SELECT id, public_id, kind, title, things, back, account_id, unit_id,
       conference_id, object_id, state, stop, done, whole, message, begun_at,
       ended_at, file_name, file_type, file_bytes
  FROM job WHERE id = :id;

-- name: job_of_account
-- Columns as in job_row.
SELECT id, public_id, kind, title, things, back, account_id, unit_id,
       conference_id, object_id, state, stop, done, whole, message, begun_at,
       ended_at, file_name, file_type, file_bytes
  FROM job WHERE account_id = :account_id ORDER BY id DESC LIMIT :most;

-- name: job_before
SELECT count(*) FROM job WHERE ended_at IS NULL AND id < :id;

-- name: job_ask_stop
UPDATE job SET stop = 1 WHERE id = :id AND ended_at IS NULL;

-- name: job_next
-- The oldest that nobody holds, or that this server holds already.
-- scan: those that have not ended, which are few.
SELECT id, taken, holder FROM job
 WHERE ended_at IS NULL
   AND (held_until < :now OR holder = :holder OR :alone = 1)
 ORDER BY id LIMIT 1;

-- name: job_take
UPDATE job SET state = 2, holder = :holder, held_until = :until,
       taken = taken + 1
 WHERE id = :id;

-- name: job_release
UPDATE job SET holder = '', held_until = 0 WHERE id = :id;

-- name: job_holder
-- Whether this server still holds it, and in whose name it works.
SELECT a.member_id, a.admin, a.closed_at
  FROM job j JOIN account a ON a.id = j.account_id
 WHERE j.id = :id AND j.holder = :holder AND j.ended_at IS NULL;

-- name: job_stopped
SELECT stop FROM job WHERE id = :id;

-- name: job_renew
UPDATE job SET held_until = :until
 WHERE id = :id AND holder = :holder AND ended_at IS NULL;

-- name: job_went_on
UPDATE job SET done = :done, whole = :whole, message = :message,
       held_until = :until, taken = 0, file_bytes = :file_bytes
 WHERE id = :id;

-- name: job_end
UPDATE job SET state = :state, done = :done, whole = :whole,
       message = :message, ended_at = :now, holder = '', held_until = 0,
       file_name = :file_name, file_type = :file_type,
       file_bytes = :file_bytes
 WHERE id = :id;

-- name: job_count
-- scan: those that have not ended, which are few.
SELECT count(CASE state WHEN 1 THEN 1 END), count(CASE state WHEN 2 THEN 1 END)
  FROM job WHERE ended_at IS NULL;

-- name: job_file_parts
SELECT bytes FROM job_file WHERE job_id = :id ORDER BY n;

-- name: job_file_insert
INSERT INTO job_file (job_id, n, bytes) VALUES (:id, :n, :bytes);

-- name: job_file_delete
DELETE FROM job_file WHERE job_id = :id;

-- name: job_file_old
SELECT id FROM job WHERE file_name <> '' AND ended_at < :before LIMIT :most;

-- name: job_file_of_conference
-- scan: of those that made a file within a day, which are few.
SELECT id FROM job WHERE file_name <> '' AND conference_id = :conference_id;

-- name: job_file_none
UPDATE job SET file_name = '', file_type = '', file_bytes = 0 WHERE id = :id;

-- name: job_old
-- scan: once an hour, all that there are, which are few.
SELECT id FROM job WHERE ended_at < :before ORDER BY id LIMIT :most;

-- name: job_delete
DELETE FROM job WHERE id = :id;
