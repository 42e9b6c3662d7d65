-- name: setup_upload_insert
INSERT INTO upload (id, public_id, kind, name, state, told, head, rows, added,
       same, refused, mark, run_id, job_id, undone, left_there, made_at,
       made_by)
VALUES (:id, :public_id, :kind, :name, 0, :told, :head, :rows, :added, :same,
       :refused, '', NULL, NULL, 0, 0, :made_at, :made_by);

-- name: setup_upload_by_public
SELECT id FROM upload WHERE public_id = :public_id;

-- name: setup_upload_row
SELECT id, public_id, name, told, head, mark, kind, state, rows, added, same,
       refused, undone, left_there, run_id, job_id, made_at
  FROM upload WHERE id = :id;

-- name: setup_upload_list
-- Columns as in setup_upload_row.
-- scan: by moment, newest first; few.
SELECT id, public_id, name, told, head, mark, kind, state, rows, added, same,
       refused, undone, left_there, run_id, job_id, made_at
  FROM upload WHERE state > 0 ORDER BY made_at DESC, id DESC LIMIT :most;

-- name: setup_upload_state
UPDATE upload SET state = :state WHERE id = :id;

-- name: setup_upload_job
UPDATE upload SET state = :state, job_id = :job_id, told = '' WHERE id = :id;

-- name: setup_upload_went_on
UPDATE upload SET added = :added, same = :same, refused = :refused,
       mark = :mark, run_id = :run_id, head = :head
 WHERE id = :id;

-- name: setup_upload_went_back
UPDATE upload SET undone = :undone, left_there = :left, mark = :mark
 WHERE id = :id;

-- name: setup_part_insert
INSERT INTO upload_part (upload_id, n, bytes) VALUES (:id, :n, :bytes);

-- name: setup_part_list
SELECT bytes FROM upload_part WHERE upload_id = :id ORDER BY n;

-- name: setup_part_size
SELECT length(bytes) FROM upload_part WHERE upload_id = :id;

-- name: setup_part_delete
DELETE FROM upload_part WHERE upload_id = :id;

-- name: setup_row_insert
INSERT INTO upload_row (upload_id, sort, n, told, line)
VALUES (:id, :sort, :n, :told, :line);

-- name: setup_row_list
SELECT told, line FROM upload_row
 WHERE upload_id = :id AND sort = :sort ORDER BY n LIMIT :most;

-- name: setup_row_told
SELECT told FROM upload_row
 WHERE upload_id = :id AND sort = :sort ORDER BY n;

-- name: setup_row_count
SELECT count(*) FROM upload_row WHERE upload_id = :id AND sort = :sort;

-- name: setup_row_delete
DELETE FROM upload_row WHERE upload_id = :id;

-- name: setup_upload_old
-- Those that a job works on stay until it has ended.
SELECT u.id, u.state FROM upload u
 WHERE u.made_at < :before AND u.state IN (0, 2, 3, 5)
   AND (u.state = 0 OR u.told <> '' OR u.head <> ''
       OR EXISTS (SELECT 1 FROM upload_part p WHERE p.upload_id = u.id)
       OR EXISTS (SELECT 1 FROM upload_row r WHERE r.upload_id = u.id))
 ORDER BY u.made_at LIMIT :most;

-- name: setup_upload_delete
DELETE FROM upload WHERE id = :id;

-- name: setup_upload_empty
UPDATE upload SET told = '', head = '' WHERE id = :id;

-- name: setup_uninvited
-- Who holds an office and cannot log in yet.
-- scan: every open term is looked at, by an administrator, seldom.
SELECT DISTINCT m.id, m.name FROM term t JOIN member m ON m.id = t.member_id
 WHERE t.until_day IS NULL
   AND NOT EXISTS (SELECT 1 FROM account a WHERE a.member_id = m.id)
 ORDER BY m.name, m.id LIMIT :most;

-- name: setup_count
-- scan: how far the set-up is; counts that are small or cheap.
SELECT (SELECT count(*) FROM unit), (SELECT count(*) FROM member),
       (SELECT count(*) FROM account WHERE member_id IS NOT NULL),
       (SELECT count(*) FROM word);
