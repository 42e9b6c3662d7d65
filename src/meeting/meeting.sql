-- What meeting.c reads: meetings and lists of them.

-- name: meeting_one
-- A meeting with the figures of its newest record.
SELECT m.id, m.unit_id, m.current_id, m.public_id, m.kind, m.place,
       m.sign_code, m.state, m.day, m.starts, m.called_at, r.members,
       r.present, r.excused, r.quorum, r.quorum_met, r.version,
       (SELECT count(*) FROM decision d WHERE d.record_id = m.current_id)
  FROM meeting m LEFT JOIN meeting_record r ON r.id = m.current_id
 WHERE m.id = :id;

-- name: meeting_of_unit
-- The columns of meeting_one; newest first.
SELECT m.id, m.unit_id, m.current_id, m.public_id, m.kind, m.place,
       m.sign_code, m.state, m.day, m.starts, m.called_at, r.members,
       r.present, r.excused, r.quorum, r.quorum_met, r.version,
       (SELECT count(*) FROM decision d WHERE d.record_id = m.current_id)
  FROM meeting m LEFT JOIN meeting_record r ON r.id = m.current_id
 WHERE m.unit_id = :unit_id AND m.day < :before
 ORDER BY m.day DESC, m.id DESC
 LIMIT :max;

-- name: meeting_of_unit_in
-- Of one state; a statement of its own, for the index knows the state.
SELECT m.id, m.unit_id, m.current_id, m.public_id, m.kind, m.place,
       m.sign_code, m.state, m.day, m.starts, m.called_at, r.members,
       r.present, r.excused, r.quorum, r.quorum_met, r.version,
       (SELECT count(*) FROM decision d WHERE d.record_id = m.current_id)
  FROM meeting m LEFT JOIN meeting_record r ON r.id = m.current_id
 WHERE m.unit_id = :unit_id AND m.state = :state AND m.day < :before
 ORDER BY m.day DESC, m.id DESC
 LIMIT :max;

-- name: meeting_id_by_public
SELECT id FROM meeting WHERE public_id = :public_id;

-- name: meeting_id_by_code
SELECT id FROM meeting
 WHERE sign_code = :code AND state = 1 AND day = :today;

-- name: meeting_id_on
SELECT id FROM meeting
 WHERE unit_id = :unit_id AND kind = :kind AND day = :day AND state <> 3;

-- name: meeting_id_next
SELECT id FROM meeting
 WHERE unit_id = :unit_id AND state = 1 AND day >= :today
 ORDER BY day, id LIMIT 1;

-- name: meeting_id_last
-- One whose kind is not known may be of any kind.
SELECT id FROM meeting
 WHERE unit_id = :unit_id AND state = 2 AND day <= :on
   AND (kind = :kind OR kind = '' OR :kind = '')
 ORDER BY day DESC, id DESC LIMIT 1;

-- name: meeting_sent_up_own
-- Newest records only.
SELECT m.day, u.id, u.name, u.public_id, d.text, d.carried
  FROM meeting m
  JOIN unit u ON u.id = m.unit_id
  JOIN decision d ON d.record_id = m.current_id AND d.sent_up = 1
 WHERE m.unit_id = :unit_id AND m.state = 2 AND m.day >= :since
 ORDER BY m.day DESC, m.id DESC, d.number
 LIMIT :max;

-- name: meeting_sent_up_below
-- The same of the unit and of each under it: all of these are looked through.
SELECT m.day, u.id, u.name, u.public_id, d.text, d.carried
  FROM unit_up up
  JOIN meeting m ON m.unit_id = up.unit_id AND m.state = 2 AND m.day >= :since
  JOIN unit u ON u.id = m.unit_id
  JOIN decision d ON d.record_id = m.current_id AND d.sent_up = 1
 WHERE up.anc = :unit_id
 ORDER BY m.day DESC, m.id DESC, d.number
 LIMIT :max;

-- name: meeting_attended_now
-- Attendance has no index by member: it is found by the units where the person
-- belonged or held an office.
SELECT m.public_id, u.name, m.kind, r.day, a.presence,
       COALESCE(w.name, ''), r.version, s.at
  FROM meeting m
  JOIN meeting_record r ON r.id = m.current_id
  JOIN attendance a ON a.record_id = r.id AND a.member_id = :member_id
  JOIN unit u ON u.id = m.unit_id
  LEFT JOIN account c ON c.id = r.entered_by
  LEFT JOIN member w ON w.id = c.member_id
  LEFT JOIN sign_in s ON s.meeting_id = m.id AND s.member_id = :member_id
 WHERE m.state = 2 AND m.unit_id IN (
        SELECT cell_id FROM membership WHERE member_id = :member_id
         UNION SELECT unit_id FROM term WHERE member_id = :member_id)
 ORDER BY r.day DESC, m.id DESC
 LIMIT :max;

-- name: meeting_attended_replaced
SELECT m.public_id, u.name, m.kind, r.day, a.presence,
       COALESCE(w.name, ''), r.version, s.at
  FROM meeting m
  JOIN meeting_record r ON r.meeting_id = m.id AND r.id <> m.current_id
  JOIN attendance a ON a.record_id = r.id AND a.member_id = :member_id
  JOIN unit u ON u.id = m.unit_id
  LEFT JOIN account c ON c.id = r.entered_by
  LEFT JOIN member w ON w.id = c.member_id
  LEFT JOIN sign_in s ON s.meeting_id = m.id AND s.member_id = :member_id
 WHERE m.state = 2 AND m.unit_id IN (
        SELECT cell_id FROM membership WHERE member_id = :member_id
         UNION SELECT unit_id FROM term WHERE member_id = :member_id)
 ORDER BY r.day DESC, m.id DESC, r.version DESC
 LIMIT :max;
