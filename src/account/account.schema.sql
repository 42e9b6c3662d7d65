-- Accounts, sessions and invitations. No password and no token is kept, only
-- what is needed to recognise one.

CREATE TABLE account (
  id           INTEGER PRIMARY KEY,        -- seen by: self
  member_id    INTEGER UNIQUE,             -- seen by: self; NULL: administrator
  login        TEXT NOT NULL UNIQUE,       -- seen by: self; folded login name
  password     TEXT NOT NULL,              -- seen by: nobody; argon2id
  admin        INTEGER NOT NULL,           -- seen by: self; 1: administers
  made_at      INTEGER NOT NULL,           -- seen by: self; moment
  closed_at    INTEGER,                    -- seen by: self; moment; NULL: open
  CHECK (admin IN (0, 1))
);

CREATE TABLE session (
  token_hash   TEXT NOT NULL PRIMARY KEY,  -- seen by: nobody; BLAKE2b, hex
  account_id   INTEGER NOT NULL REFERENCES account,  -- seen by: self
  made_at      INTEGER NOT NULL,           -- seen by: self; moment
  seen_at      INTEGER NOT NULL,           -- seen by: self; moment, to the hour
  ends_at      INTEGER NOT NULL,           -- seen by: self; moment
  device       TEXT NOT NULL               -- seen by: self; "a phone", in words
);
CREATE INDEX session_by_account ON session (account_id, seen_at);
CREATE INDEX session_by_end ON session (ends_at);

-- A link or a printed code that makes an account, or a new password, once.
CREATE TABLE invitation (
  code_hash    TEXT NOT NULL PRIMARY KEY,  -- seen by: nobody; BLAKE2b, hex
  member_id    INTEGER,                    -- seen by: self; NULL: administrator
  made_at      INTEGER NOT NULL,           -- seen by: self; moment
  made_by      INTEGER REFERENCES account, -- seen by: self; NULL: the shell
  ends_at      INTEGER NOT NULL,           -- seen by: self; moment
  used_at      INTEGER                     -- seen by: self; moment
);
CREATE INDEX invitation_by_member ON invitation (member_id, made_at);
