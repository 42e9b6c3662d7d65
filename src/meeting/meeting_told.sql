-- Meetings as a list from elsewhere tells them.

-- name: meeting_told_state
SELECT state FROM meeting
 WHERE unit_id = :unit_id AND kind = :kind AND day = :day
   AND state IN (1, 2, 3)
 ORDER BY state = 3, id LIMIT 1;

-- name: meeting_told_insert
INSERT INTO meeting (id, public_id, unit_id, kind, state, day, starts, place,
       called_at, sign_code, current_id, entered_at, entered_by)
VALUES (:id, :public_id, :unit_id, :kind, :state, :day, :starts, :place,
       NULL, :sign_code, :current_id, :entered_at, :entered_by);

-- name: meeting_told_insert_record
INSERT INTO meeting_record (id, meeting_id, version, day, starts, ends, place,
       chair_id, notes, guests, members, present, excused, quorum, quorum_met,
       edition_id, article, reason, entered_at, entered_by)
VALUES (:id, :meeting_id, 1, :day, :starts, NULL, :place, NULL, '', 0,
       :members, :present, :excused, :quorum, :quorum_met, :edition_id,
       :article, '', :entered_at, :entered_by);
