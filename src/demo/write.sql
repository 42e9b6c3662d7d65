-- The rows of a cell as the rooms write them, each once and in its last state.
-- demo_test.c compares them with what the rooms write, column by column.

-- name: demo_unit
INSERT INTO unit (id, public_id, code, tier, name, name_fold, parent_id,
       founded, dissolved)
VALUES (:id, :public_id, :code, 'cell', :name, :name_fold, :parent_id,
       :founded, NULL);

-- name: demo_unit_name
INSERT INTO unit_name (unit_id, name, from_day, until_day)
VALUES (:id, :name, :founded, NULL);

-- name: demo_unit_place
INSERT INTO unit_place (unit_id, parent_id, from_day, until_day)
VALUES (:id, :parent_id, :founded, NULL);

-- name: demo_unit_up
INSERT INTO unit_up (unit_id, tier, anc)
SELECT :id + 0, tier, anc FROM unit_up WHERE unit_id = :parent_id
 UNION ALL
SELECT id, tier, id FROM unit WHERE id = :id;

-- name: demo_unit_event
INSERT INTO unit_event (id, kind, unit_id, other_id, day, text, entered_at,
       entered_by)
VALUES (:event_id, 1, :id, :parent_id, :founded, :name, :at, NULL);

-- name: demo_member
INSERT INTO member (id, public_id, number, name, native_name, name_fold,
       language, entered_at, entered_by)
VALUES (:id, :public_id, :number, :name, :native_name, :name_fold, :language,
       :at, NULL);

-- name: demo_membership
INSERT INTO membership (id, member_id, cell_id, from_day, until_day, how,
       ended, entered_at, entered_by)
VALUES (:id, :member_id, :cell_id, :from, NULL, 1, 0, :at, NULL);

-- name: demo_contact
INSERT INTO contact (id, member_id, kind, value, shown_to, from_at, until_at,
       entered_by)
VALUES (:id, :member_id, 1, :value, :shown_to, :at, NULL, NULL);

-- name: demo_term
INSERT INTO term (id, public_id, unit_id, office, seat, member_id, from_day,
       due_day, until_day, acting, entered_at, entered_by)
VALUES (:id, :public_id, :unit_id, :office, :seat, :member_id, :from,
       :due, :until, 0, :at, NULL);

-- name: demo_meeting
INSERT INTO meeting (id, public_id, unit_id, kind, state, day, starts, place,
       called_at, sign_code, current_id, entered_at, entered_by)
VALUES (:id, :public_id, :unit_id, :kind, :state, :day, :starts, :place,
       :called_at, :sign_code, :record_id, :at, NULL);

-- name: demo_record
INSERT INTO meeting_record (id, meeting_id, version, day, starts, ends, place,
       chair_id, notes, guests, members, present, excused, quorum, quorum_met,
       edition_id, article, reason, entered_at, entered_by)
VALUES (:id, :meeting_id, 1, :day, :starts, :ends, :place,
       :chair_id, '', 0, :members, :present, :excused, :quorum, :quorum_met,
       :edition_id, :article, '', :at, NULL);

-- name: demo_mark
INSERT INTO attendance (record_id, member_id, presence)
VALUES (:record_id, :member_id, :presence);

-- name: demo_agenda
INSERT INTO agenda_item (id, meeting_id, record_id, position, title, note,
       assignment_id)
VALUES (:id, :meeting_id, :record_id, :position, :title, :note, NULL);

-- name: demo_decision
INSERT INTO decision (id, public_id, meeting_id, record_id, number, text,
       subject, votes_for, votes_against, abstained, needed, carried, article,
       assignee_id, due_day, sent_up)
VALUES (:id, :public_id, :meeting_id, :record_id, 1, :text,
       '', :votes_for, :votes_against, :abstained, :needed, :carried, :article,
       :assignee_id, :due_day, :sent_up);

-- name: demo_assignment
INSERT INTO assignment (id, public_id, unit_id, member_id, text, due_day,
       given_on, meeting_id, decision, state, entered_at, entered_by)
VALUES (:id, :public_id, :unit_id, :member_id, :text, :due_day,
       :given_on, :meeting_id, 1, :state, :at, NULL);

-- name: demo_assignment_event
INSERT INTO assignment_event (id, assignment_id, state, note, at, entered_by)
VALUES (:id, :assignment_id, :state, :note, :at, NULL);

-- name: demo_reason
INSERT INTO reason (id, unit_id, rule, text, until_day, told_at, told_by)
VALUES (:id, :unit_id, :rule, :text, :until_day, :at, NULL);

-- name: demo_change
INSERT INTO change (id, at, account_id, actor_id, office, verb, unit_id,
       member_id, kind, object_id, request_id)
VALUES (:id, :at, NULL, NULL, '', :verb, :unit_id, :member_id, :kind,
       :object_id, '');
