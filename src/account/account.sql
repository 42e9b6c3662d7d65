-- Every statement that reads or writes accounts, sessions and invitations.

-- name: account_by_id
SELECT id, member_id, login, admin, made_at, password FROM account
 WHERE id = :id AND closed_at IS NULL;

-- name: account_by_member
SELECT id, member_id, login, admin, made_at, password FROM account
 WHERE member_id = :member_id AND closed_at IS NULL;

-- name: account_by_login
SELECT id, member_id, login, admin, made_at, password FROM account
 WHERE login = :login AND closed_at IS NULL;

-- name: account_login_used
SELECT id FROM account WHERE login = :login;

-- name: account_insert
INSERT INTO account (id, member_id, login, password, admin, made_at, closed_at)
VALUES (:id, :member_id, :login, :password, :admin, :at, NULL);

-- name: account_set_password
UPDATE account SET password = :password, closed_at = NULL WHERE id = :id;

-- name: account_close
UPDATE account SET closed_at = :at WHERE id = :id AND closed_at IS NULL;

-- name: session_read
-- Alive: not past its end, used lately enough, of an account that is open.
SELECT s.account_id, a.member_id, a.admin, s.seen_at
  FROM session s JOIN account a ON a.id = s.account_id
 WHERE s.token_hash = :token_hash AND s.ends_at > :now
   AND s.seen_at > :idle AND a.closed_at IS NULL;

-- name: session_insert
INSERT INTO session (token_hash, account_id, made_at, seen_at, ends_at, device)
VALUES (:token_hash, :account_id, :made_at, :seen_at, :ends_at, :device);

-- name: session_seen
UPDATE session SET seen_at = :seen_at
 WHERE token_hash = :token_hash AND seen_at < :seen_at;

-- name: session_delete
DELETE FROM session WHERE token_hash = :token_hash;

-- name: session_delete_all
DELETE FROM session WHERE account_id = :account_id AND token_hash <> :but;

-- name: session_delete_old
-- Those of the account that ended, and the longest unused beyond the limit.
DELETE FROM session
 WHERE account_id = :account_id
   AND (ends_at <= :now OR seen_at <= :idle OR token_hash NOT IN
       (SELECT token_hash FROM session WHERE account_id = :account_id
         ORDER BY seen_at DESC, made_at DESC, token_hash LIMIT :keep));

-- name: sessions
SELECT token_hash, made_at, seen_at, ends_at, device FROM session
 WHERE account_id = :account_id AND ends_at > :now AND seen_at > :idle
 ORDER BY seen_at DESC, made_at DESC, token_hash
 LIMIT :max;

-- name: invitation_insert
INSERT INTO invitation (code_hash, member_id, made_at, made_by, ends_at,
       used_at)
VALUES (:code_hash, :member_id, :at, :by, :ends_at, NULL);

-- name: invitation_end
-- The ones of the member that could still be used.
UPDATE invitation SET ends_at = :at
 WHERE member_id = :member_id AND used_at IS NULL AND ends_at > :at;

-- name: invitation_read
SELECT i.member_id, i.ends_at, a.id, a.login
  FROM invitation i LEFT JOIN account a ON a.member_id = i.member_id
 WHERE i.code_hash = :code_hash AND i.used_at IS NULL AND i.ends_at > :now;

-- name: invitation_use
UPDATE invitation SET used_at = :at WHERE code_hash = :code_hash;
