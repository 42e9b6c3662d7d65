-- Planning a meeting: its row and its agenda.

-- name: meeting_plan_insert
INSERT INTO meeting (id, public_id, unit_id, kind, state, day, starts, place,
       called_at, sign_code, current_id, entered_at, entered_by)
VALUES (:id, :public_id, :unit_id, :kind, 1, :day, :starts, :place,
       :called_at, :sign_code, NULL, :entered_at, :entered_by);

-- name: plan_change
UPDATE meeting
   SET kind = :kind, day = :day, starts = :starts, place = :place,
       called_at = :called_at
 WHERE id = :id;

-- name: plan_cancel
UPDATE meeting SET state = 3 WHERE id = :id;

-- name: plan_drop_agenda
DELETE FROM agenda_item WHERE meeting_id = :meeting_id AND record_id IS NULL;

-- name: agenda_insert
INSERT INTO agenda_item (id, meeting_id, record_id, position, title, note,
       assignment_id)
VALUES (:id, :meeting_id, :record_id, :position, :title, :note,
       :assignment_id);

-- name: agenda_of_plan
SELECT title, note, assignment_id FROM agenda_item
 WHERE meeting_id = :meeting_id AND record_id IS NULL
 ORDER BY position;

-- name: agenda_of_record
SELECT title, note, assignment_id FROM agenda_item
 WHERE meeting_id = :meeting_id AND record_id = :record_id
 ORDER BY position;
