-- Every statement about conferences, posts, those who take part, sittings and
-- items. Columns come in the order that the row functions in conference.c read.

-- name: conference_one
SELECT id, unit_id, meeting_id, public_id, kind, title, place, language,
       era_name, era_year, ordinal, from_day, last_day, mode, state, sitting_id,
       item_id, version
  FROM conference WHERE id = :id;

-- name: conference_id_by_public
SELECT id FROM conference WHERE public_id = :public_id;

-- name: conference_of_unit
SELECT id, unit_id, meeting_id, public_id, kind, title, place, language,
       era_name, era_year, ordinal, from_day, last_day, mode, state, sitting_id,
       item_id, version
  FROM conference WHERE unit_id = :id
 ORDER BY from_day DESC, id DESC LIMIT :max;

-- name: conference_of_member
SELECT id, unit_id, meeting_id, public_id, kind, title, place, language,
       era_name, era_year, ordinal, from_day, last_day, mode, state, sitting_id,
       item_id, version
  FROM conference
 WHERE id IN (SELECT conference_id FROM participant
               WHERE member_id = :id AND state = 1
               UNION
              SELECT conference_id FROM conference_post
               WHERE member_id = :id AND until_at IS NULL)
 ORDER BY from_day DESC, id DESC LIMIT :max;

-- name: conference_raise
UPDATE conference SET version = version + 1 WHERE id = :id;

-- name: conference_version_of
SELECT version FROM conference WHERE id = :id;

-- name: conference_insert
INSERT INTO conference (id, public_id, unit_id, kind, meeting_id, ordinal,
       title, place, from_day, last_day, mode, state, language, era_name,
       era_year, sitting_id, item_id, version, entered_at, entered_by)
VALUES (:id, :public_id, :unit_id, :kind, :meeting_id, :ordinal, :title,
       :place, :from_day, :last_day, :mode, 1, :language, :era_name, :era_year,
       NULL, NULL, 1, :entered_at, :entered_by);

-- name: conference_update
UPDATE conference SET ordinal = :ordinal, title = :title, place = :place,
       from_day = :from_day, last_day = :last_day, mode = :mode,
       language = :language, era_name = :era_name, era_year = :era_year
 WHERE id = :id;

-- name: conference_update_state
UPDATE conference SET state = :state WHERE id = :id;

-- name: conference_post_add
INSERT INTO conference_post (id, conference_id, member_id, post, from_at,
       until_at, entered_by)
VALUES (:id, :conference_id, :member_id, :post, :from_at, NULL, :entered_by);

-- name: conference_post_end
UPDATE conference_post SET until_at = :until_at
 WHERE conference_id = :conference_id AND member_id = :member_id
   AND post = :post AND until_at IS NULL;

-- name: conference_post_now
SELECT 1 FROM conference_post
 WHERE conference_id = :conference_id AND member_id = :member_id
   AND post = :post AND until_at IS NULL;

-- name: conference_posts
SELECT p.id, p.member_id, m.name, m.public_id, p.post, p.from_at, p.until_at
  FROM conference_post p JOIN member m ON m.id = p.member_id
 WHERE p.conference_id = :id
 ORDER BY p.post, p.from_at, p.id LIMIT :max;

-- name: participant_one
SELECT p.id, p.conference_id, p.member_id, p.unit_id, p.sent_by, p.meeting_id,
       p.instead_of, p.block_id, p.public_id, p.name, COALESCE(u.name, ''),
       COALESCE(b.name, ''), p.role, p.voting, p.seat, p.number, p.presence,
       p.presence_at, p.state
  FROM participant p
  LEFT JOIN unit u ON u.id = p.unit_id
  LEFT JOIN hall_block b ON b.id = p.block_id
 WHERE p.id = :id;

-- name: participant_id_by_public
SELECT id FROM participant WHERE public_id = :public_id;

-- name: participant_id_of_member
SELECT id FROM participant
 WHERE conference_id = :conference_id AND member_id = :member_id AND state = 1;

-- name: participant_id_by_number
SELECT id FROM participant
 WHERE conference_id = :conference_id AND number = :number;

-- name: participants
SELECT p.id, p.conference_id, p.member_id, p.unit_id, p.sent_by, p.meeting_id,
       p.instead_of, p.block_id, p.public_id, p.name, COALESCE(u.name, ''),
       COALESCE(b.name, ''), p.role, p.voting, p.seat, p.number, p.presence,
       p.presence_at, p.state
  FROM participant p
  LEFT JOIN unit u ON u.id = p.unit_id
  LEFT JOIN hall_block b ON b.id = p.block_id
 WHERE p.conference_id = :conference_id AND p.number > :after AND p.state = 1
 ORDER BY p.number LIMIT :max;

-- name: participant_last_number
SELECT COALESCE(max(number), 0) FROM participant
 WHERE conference_id = :conference_id;

-- name: participant_insert
INSERT INTO participant (id, public_id, conference_id, member_id, name,
       name_fold, role, voting, unit_id, sent_by, meeting_id, instead_of,
       block_id, seat, number, presence, presence_at, state, entered_at,
       entered_by)
VALUES (:id, :public_id, :conference_id, :member_id, :name, :name_fold, :role,
       :voting, :unit_id, :sent_by, :meeting_id, :instead_of, :block_id, :seat,
       :number, 0, NULL, 1, :entered_at, :entered_by);

-- name: participant_update_presence
UPDATE participant SET presence = :presence, presence_at = :at
 WHERE id = :id AND presence <> :presence;

-- name: participant_count
-- By whether they vote, and whether they are here.
SELECT voting, presence, count(*) FROM participant
 WHERE conference_id = :conference_id AND state = 1
 GROUP BY voting, presence;

-- name: sitting_one
SELECT id, conference_id, public_id, title, number, day, starts, ends,
       opened_at, closed_at
  FROM sitting WHERE id = :id;

-- name: sitting_id_by_public
SELECT id FROM sitting WHERE public_id = :public_id;

-- name: sittings
SELECT id, conference_id, public_id, title, number, day, starts, ends,
       opened_at, closed_at
  FROM sitting WHERE conference_id = :conference_id
 ORDER BY number LIMIT :max;

-- name: item_one
SELECT id, conference_id, sitting_id, motion_id, reporter_id, public_id,
       number, title, text, guide, position, minutes, kind, speech_seconds,
       debate_seconds, list_state, opened_at, closed_at, state
  FROM item WHERE id = :id;

-- name: item_id_by_public
SELECT id FROM item WHERE public_id = :public_id;

-- name: items
SELECT i.id, i.conference_id, i.sitting_id, i.motion_id, i.reporter_id,
       i.public_id, i.number, i.title, i.text, i.guide, i.position, i.minutes,
       i.kind, i.speech_seconds, i.debate_seconds, i.list_state, i.opened_at,
       i.closed_at, i.state
  FROM item i JOIN sitting s ON s.id = i.sitting_id
 WHERE i.conference_id = :conference_id
   AND (:sitting_id = 0 OR i.sitting_id = :sitting_id)
 ORDER BY s.number, i.position, i.id LIMIT :max;
