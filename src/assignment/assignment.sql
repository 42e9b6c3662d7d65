-- Every statement about assignments.

-- name: assignment_one
SELECT a.id, a.unit_id, a.member_id, a.meeting_id, a.public_id, a.text,
       m.name, a.due_day, a.given_on, a.state,
       (SELECT e.at FROM assignment_event e WHERE e.assignment_id = a.id
         ORDER BY e.at DESC, e.id DESC LIMIT 1),
       (SELECT e.note FROM assignment_event e WHERE e.assignment_id = a.id
         ORDER BY e.at DESC, e.id DESC LIMIT 1)
  FROM assignment a JOIN member m ON m.id = a.member_id
 WHERE a.id = :id;

-- name: assignment_id_by_public
SELECT id FROM assignment WHERE public_id = :public_id;

-- name: assignment_open
-- The columns of assignment_one, as in the next two.
SELECT a.id, a.unit_id, a.member_id, a.meeting_id, a.public_id, a.text,
       m.name, a.due_day, a.given_on, a.state,
       (SELECT e.at FROM assignment_event e WHERE e.assignment_id = a.id
         ORDER BY e.at DESC, e.id DESC LIMIT 1),
       (SELECT e.note FROM assignment_event e WHERE e.assignment_id = a.id
         ORDER BY e.at DESC, e.id DESC LIMIT 1)
  FROM assignment a JOIN member m ON m.id = a.member_id
 WHERE a.unit_id = :unit_id AND a.state BETWEEN 1 AND 3
 ORDER BY a.due_day NULLS LAST, a.id;

-- name: assignment_closed
SELECT a.id, a.unit_id, a.member_id, a.meeting_id, a.public_id, a.text,
       m.name, a.due_day, a.given_on, a.state,
       (SELECT e.at FROM assignment_event e WHERE e.assignment_id = a.id
         ORDER BY e.at DESC, e.id DESC LIMIT 1),
       (SELECT e.note FROM assignment_event e WHERE e.assignment_id = a.id
         ORDER BY e.at DESC, e.id DESC LIMIT 1)
  FROM assignment a JOIN member m ON m.id = a.member_id
 WHERE a.unit_id = :unit_id AND a.state IN (4, 5)
 ORDER BY a.id DESC
 LIMIT :max;

-- name: assignment_of_one
-- Of a person, the open ones first.
SELECT a.id, a.unit_id, a.member_id, a.meeting_id, a.public_id, a.text,
       m.name, a.due_day, a.given_on, a.state,
       (SELECT e.at FROM assignment_event e WHERE e.assignment_id = a.id
         ORDER BY e.at DESC, e.id DESC LIMIT 1),
       (SELECT e.note FROM assignment_event e WHERE e.assignment_id = a.id
         ORDER BY e.at DESC, e.id DESC LIMIT 1)
  FROM assignment a JOIN member m ON m.id = a.member_id
 WHERE a.member_id = :member_id
 ORDER BY CASE WHEN a.state IN (4, 5) THEN 1 ELSE 0 END,
       CASE WHEN a.state IN (4, 5) THEN -a.id ELSE 0 END,
       a.due_day NULLS LAST, a.id;

-- name: assignment_from_meeting
SELECT a.id, a.unit_id, a.member_id, a.meeting_id, a.public_id, a.text,
       m.name, a.due_day, a.given_on, a.state,
       (SELECT e.at FROM assignment_event e WHERE e.assignment_id = a.id
         ORDER BY e.at DESC, e.id DESC LIMIT 1),
       (SELECT e.note FROM assignment_event e WHERE e.assignment_id = a.id
         ORDER BY e.at DESC, e.id DESC LIMIT 1)
  FROM assignment a JOIN member m ON m.id = a.member_id
 WHERE a.meeting_id = :meeting_id
 ORDER BY a.decision NULLS LAST, a.id;

-- name: assignment_insert
INSERT INTO assignment (id, public_id, unit_id, member_id, text, due_day,
       given_on, meeting_id, decision, state, entered_at, entered_by)
VALUES (:id, :public_id, :unit_id, :member_id, :text, :due_day,
       :given_on, :meeting_id, :decision, 1, :entered_at, :entered_by);

-- name: assignment_set_state
UPDATE assignment SET state = :state WHERE id = :id;

-- name: assignment_add_event
INSERT INTO assignment_event (id, assignment_id, state, note, at, entered_by)
VALUES (:id, :assignment_id, :state, :note, :at, :entered_by);

-- name: assignment_steps
SELECT e.state, e.note, e.at, COALESCE(m.name, '')
  FROM assignment_event e
  LEFT JOIN account c ON c.id = e.entered_by
  LEFT JOIN member m ON m.id = c.member_id
 WHERE e.assignment_id = :id
 ORDER BY e.at, e.id
 LIMIT :max;
