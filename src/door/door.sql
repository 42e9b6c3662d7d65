-- Every statement about badges, passages, and who is in the hall.

-- ---- badges

-- name: badge_key_one
SELECT public_key, seed FROM badge_key WHERE conference_id = :id;

-- name: badge_key_add
INSERT INTO badge_key (conference_id, public_key, seed)
VALUES (:id, :public_key, :seed);

-- name: badge_key_forget
UPDATE badge_key SET seed = '' WHERE conference_id = :id;

-- name: badge_issue_of
SELECT issue FROM badge WHERE participant_id = :id;

-- name: badge_issue_next
INSERT INTO badge (participant_id, issue, issued_at, issued_by)
VALUES (:id, 2, :at, :by)
    ON CONFLICT (participant_id) DO UPDATE SET issue = badge.issue + 1,
       issued_at = excluded.issued_at, issued_by = excluded.issued_by;

-- name: badge_issues
-- Those issued anew, of a whole conference.
SELECT b.participant_id, b.issue
  FROM participant p JOIN badge b ON b.participant_id = p.id
 WHERE p.conference_id = :id AND p.number > :after
 ORDER BY p.number LIMIT :max;

-- ---- passages

-- name: passage_add
INSERT INTO passage (id, conference_id, participant_id, kind, doubt, door, at,
       device, sequence, note, noted_by, entered_at, entered_by)
VALUES (:id, :conference_id, :participant_id, :kind, :doubt, :door, :at,
       :device, :sequence, '', NULL, :entered_at, :entered_by);

-- name: passage_one
SELECT s.id, s.participant_id, p.number, p.name, COALESCE(u.name, ''),
       COALESCE(b.name, ''), p.seat, s.kind, s.doubt, s.door, s.at,
       COALESCE(s.device, ''), s.sequence, s.note, s.conference_id
  FROM passage s JOIN participant p ON p.id = s.participant_id
  LEFT JOIN unit u ON u.id = p.unit_id
  LEFT JOIN hall_block b ON b.id = p.block_id
 WHERE s.id = :id;

-- name: passage_of_device
SELECT id FROM passage
 WHERE conference_id = :conference_id AND device = :device
   AND sequence = :sequence;

-- name: passage_before
-- The last one up to a moment.
SELECT id FROM passage
 WHERE participant_id = :participant_id AND at <= :at AND id <> :id
 ORDER BY at DESC, id DESC LIMIT 1;

-- name: passage_came_in
-- The one by which somebody is in the hall since then.
SELECT id FROM passage
 WHERE participant_id = :participant_id AND at <= :at AND id <> :id
   AND kind IN (1, 4) AND doubt <> 1
 ORDER BY at DESC, id DESC LIMIT 1;

-- name: passages_of
SELECT s.id, s.participant_id, p.number, p.name, COALESCE(u.name, ''),
       COALESCE(b.name, ''), p.seat, s.kind, s.doubt, s.door, s.at,
       COALESCE(s.device, ''), s.sequence, s.note, s.conference_id
  FROM passage s JOIN participant p ON p.id = s.participant_id
  LEFT JOIN unit u ON u.id = p.unit_id
  LEFT JOIN hall_block b ON b.id = p.block_id
 WHERE s.participant_id = :id
 ORDER BY s.at, s.id LIMIT :max;

-- name: passage_judge
UPDATE passage SET kind = :kind, doubt = :doubt WHERE id = :id;

-- name: passage_note
UPDATE passage SET note = :note, noted_by = :by WHERE id = :id;

-- name: passages_in_doubt
SELECT s.id, s.participant_id, p.number, p.name, COALESCE(u.name, ''),
       COALESCE(b.name, ''), p.seat, s.kind, s.doubt, s.door, s.at,
       COALESCE(s.device, ''), s.sequence, s.note, s.conference_id
  FROM passage s JOIN participant p ON p.id = s.participant_id
  LEFT JOIN unit u ON u.id = p.unit_id
  LEFT JOIN hall_block b ON b.id = p.block_id
 WHERE s.conference_id = :id AND s.doubt <> 0
   AND (:open = 0 OR s.note = '')
 ORDER BY s.at DESC, s.id DESC LIMIT :max;

-- name: door_presence
UPDATE participant SET presence = :presence, presence_at = :at
 WHERE id = :id AND (presence <> :presence OR presence_at <> :at
    OR presence_at IS NULL);

-- name: door_online_gone
-- DOOR-9: online, of members without a session that is alive (session_read).
SELECT p.id FROM participant p
 WHERE p.conference_id = :id AND p.state = 1 AND p.presence = 3
   AND p.member_id IS NOT NULL
   AND NOT EXISTS (SELECT 1 FROM account a
                     JOIN session s ON s.account_id = a.id
                    WHERE a.member_id = p.member_id AND a.closed_at IS NULL
                      AND s.ends_at > :now AND s.seen_at > :idle)
 ORDER BY p.id;

-- name: door_online_gone_of
SELECT p.id FROM participant p
 WHERE p.member_id = :member_id AND p.state = 1 AND p.presence = 3
   AND NOT EXISTS (SELECT 1 FROM account a
                     JOIN session s ON s.account_id = a.id
                    WHERE a.member_id = p.member_id AND a.closed_at IS NULL
                      AND s.ends_at > :now AND s.seen_at > :idle)
 ORDER BY p.id;

-- ---- who is here

-- name: door_hall_now
SELECT voting, presence, count(*) FROM participant
 WHERE conference_id = :id AND state = 1
 GROUP BY voting, presence;

-- name: door_hall_then
-- Everybody who took part at a moment, with the last passage up to it.
SELECT p.voting,
       COALESCE((SELECT s.kind FROM passage s
                  WHERE s.participant_id = p.id AND s.at <= :at
                  ORDER BY s.at DESC, s.id DESC LIMIT 1), 0)
  FROM participant p
 WHERE p.conference_id = :id AND p.entered_at <= :at
   AND (p.ended_at IS NULL OR p.ended_at > :at);

-- name: door_blocks
SELECT COALESCE(p.block_id, 0), COALESCE(b.name, ''), p.voting, p.presence,
       count(*)
  FROM participant p LEFT JOIN hall_block b ON b.id = p.block_id
 WHERE p.conference_id = :id AND p.state = 1
 GROUP BY p.block_id, b.name, b.position, p.voting, p.presence
 ORDER BY b.position NULLS LAST, p.voting, p.presence;

-- name: door_delegations
SELECT COALESCE(p.unit_id, 0), COALESCE(u.name, ''), p.voting, p.presence,
       count(*)
  FROM participant p LEFT JOIN unit u ON u.id = p.unit_id
 WHERE p.conference_id = :id AND p.state = 1
 GROUP BY p.unit_id, u.name, p.voting, p.presence
 ORDER BY u.name NULLS LAST, p.unit_id NULLS LAST, p.voting, p.presence;
