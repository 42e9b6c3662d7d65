-- Which version the tables of a file are.

-- name: db_version
SELECT value FROM meta WHERE key = 'schema';

-- name: db_version_set
INSERT INTO meta (key, value) VALUES ('schema', :version)
    ON CONFLICT (key) DO UPDATE SET value = excluded.value;
