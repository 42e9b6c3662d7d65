-- What was written down of a meeting.

-- name: minutes_record
-- Version 0 is the newest.
SELECT r.id, r.version, r.day, r.starts, r.ends, r.place, r.chair_id,
       COALESCE(ch.name, ''), r.notes, r.guests, r.members, r.present,
       r.excused, r.quorum, r.quorum_met, r.edition_id, r.article, r.reason,
       r.entered_at, COALESCE(w.name, ''),
       (SELECT count(*) FROM meeting_record v WHERE v.meeting_id = r.meeting_id)
  FROM meeting_record r
  LEFT JOIN member ch ON ch.id = r.chair_id
  LEFT JOIN account c ON c.id = r.entered_by
  LEFT JOIN member w ON w.id = c.member_id
 WHERE r.meeting_id = :id AND (r.version = :version OR :version = 0)
 ORDER BY r.version DESC LIMIT 1;

-- name: minutes_marks
SELECT m.id, m.public_id, m.name, a.presence
  FROM attendance a JOIN member m ON m.id = a.member_id
 WHERE a.record_id = :record_id
 ORDER BY m.name_fold, m.id;

-- name: minutes_decisions
SELECT d.public_id, d.text, d.subject, d.article, d.votes_for,
       d.votes_against, d.abstained, d.needed, d.carried, d.sent_up,
       d.assignee_id, COALESCE(m.name, ''), d.due_day
  FROM decision d LEFT JOIN member m ON m.id = d.assignee_id
 WHERE d.record_id = :record_id
 ORDER BY d.number;

-- name: minutes_versions
SELECT r.version, r.entered_at, COALESCE(w.name, ''), r.reason
  FROM meeting_record r
  LEFT JOIN account c ON c.id = r.entered_by
  LEFT JOIN member w ON w.id = c.member_id
 WHERE r.meeting_id = :id
 ORDER BY r.version
 LIMIT :max;
