-- name: setup_upload_insert
INSERT INTO upload (id, public_id, kind, name, bytes, told, added, same,
       refused, done, made_at, made_by)
VALUES (:id, :public_id, :kind, :name, :bytes, :told, :added, :same, :refused,
       0, :made_at, :made_by);

-- name: setup_upload_by_public
SELECT id, kind, name, bytes, told, added, same, refused, done FROM upload
 WHERE public_id = :public_id;

-- name: setup_upload_done
UPDATE upload SET bytes = '', told = :told, added = :added, same = :same,
       refused = :refused, done = 1
 WHERE id = :id;

-- name: setup_upload_old
DELETE FROM upload WHERE made_at < :before;

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
