-- Signing in with the code of the sheet.

-- name: sign_insert
INSERT INTO sign_in (meeting_id, member_id, at)
VALUES (:meeting_id, :member_id, :at)
    ON CONFLICT (meeting_id, member_id) DO NOTHING;

-- name: sign_of_meeting
SELECT member_id FROM sign_in WHERE meeting_id = :meeting_id
 ORDER BY member_id LIMIT :max;
