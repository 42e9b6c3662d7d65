-- Writing down what was held.

-- name: write_meeting
-- One that was not planned.
INSERT INTO meeting (id, public_id, unit_id, kind, state, day, starts, place,
       called_at, sign_code, current_id, entered_at, entered_by)
VALUES (:id, :public_id, :unit_id, :kind, 2, :day, :starts, :place,
       NULL, :sign_code, NULL, :entered_at, :entered_by);

-- name: write_current
UPDATE meeting
   SET state = 2, kind = :kind, day = :day, starts = :starts, place = :place,
       current_id = :record_id
 WHERE id = :id;

-- name: write_record
INSERT INTO meeting_record (id, meeting_id, version, day, starts, ends, place,
       chair_id, notes, guests, members, present, excused, quorum, quorum_met,
       edition_id, article, reason, entered_at, entered_by)
VALUES (:id, :meeting_id, :version, :day, :starts, :ends, :place,
       :chair_id, :notes, :guests, :members, :present, :excused, :quorum,
       :quorum_met, :edition_id, :article, :reason, :entered_at, :entered_by);

-- name: write_mark
INSERT INTO attendance (record_id, member_id, presence)
VALUES (:record_id, :member_id, :presence);

-- name: write_decision
INSERT INTO decision (id, public_id, meeting_id, record_id, number, text,
       subject, votes_for, votes_against, abstained, needed, carried, article,
       assignee_id, due_day, sent_up)
VALUES (:id, :public_id, :meeting_id, :record_id, :number, :text,
       :subject, :votes_for, :votes_against, :abstained, :needed, :carried,
       :article, :assignee_id, :due_day, :sent_up);
