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
               UNION ALL
              SELECT conference_id FROM conference_post
               WHERE member_id = :id AND until_at IS NULL)
 ORDER BY from_day DESC, id DESC;

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

-- name: conference_posts_now
SELECT post FROM conference_post
 WHERE conference_id = :conference_id AND member_id = :member_id
   AND until_at IS NULL;

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

-- name: participants_ever
-- What became of everybody; of one delegation, or of all with 0.
SELECT p.id, p.conference_id, p.member_id, p.unit_id, p.sent_by, p.meeting_id,
       p.instead_of, p.block_id, p.public_id, p.name, COALESCE(u.name, ''),
       COALESCE(b.name, ''), p.role, p.voting, p.seat, p.number, p.presence,
       p.presence_at, p.state
  FROM participant p
  LEFT JOIN unit u ON u.id = p.unit_id
  LEFT JOIN hall_block b ON b.id = p.block_id
 WHERE p.conference_id = :conference_id AND p.number > :after
   AND (:unit_id = 0 OR p.unit_id = :unit_id)
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

-- name: conference_id_of_meeting
SELECT id FROM conference WHERE meeting_id = :meeting_id;

-- name: conference_update_now
-- What is open: a sitting, and in it an item.
UPDATE conference SET sitting_id = :sitting_id, item_id = :item_id
 WHERE id = :id;

-- name: sitting_outside
SELECT count(*) FROM sitting
 WHERE conference_id = :id AND (day < :from_day OR day > :last_day);

-- name: sitting_insert
INSERT INTO sitting (id, public_id, conference_id, number, title, day, starts,
       ends, opened_at, closed_at)
VALUES (:id, :public_id, :conference_id, :number, :title, :day, :starts, :ends,
       NULL, NULL);

-- name: sitting_update
UPDATE sitting SET title = :title, day = :day, starts = :starts, ends = :ends
 WHERE id = :id;

-- name: sitting_delete
DELETE FROM sitting WHERE id = :id;

-- name: sitting_numbers_away
-- So that the new numbers can be set one after the other.
UPDATE sitting SET number = -number WHERE conference_id = :conference_id;

-- name: sitting_in_time
SELECT id FROM sitting WHERE conference_id = :conference_id
 ORDER BY day, starts, id LIMIT :max;

-- name: sitting_update_number
UPDATE sitting SET number = :number WHERE id = :id;

-- name: sitting_update_opened
UPDATE sitting SET opened_at = :at WHERE id = :id;

-- name: sitting_update_closed
UPDATE sitting SET closed_at = :at WHERE id = :id;

-- name: presiders
SELECT s.participant_id, p.member_id, p.public_id, p.name,
       COALESCE(u.name, ''), p.number, s.position, s.from_at, s.until_at
  FROM sitting_presidium s
  JOIN participant p ON p.id = s.participant_id
  LEFT JOIN unit u ON u.id = p.unit_id
 WHERE s.sitting_id = :sitting_id AND (:ever = 1 OR s.until_at IS NULL)
 ORDER BY s.until_at DESC NULLS FIRST, s.position, s.id LIMIT :max;

-- name: presider_insert
INSERT INTO sitting_presidium (id, sitting_id, participant_id, position,
       from_at, until_at)
VALUES (:id, :sitting_id, :participant_id, :position, :from_at, NULL);

-- name: presider_end
UPDATE sitting_presidium SET until_at = :until_at
 WHERE sitting_id = :sitting_id AND participant_id = :participant_id
   AND until_at IS NULL;

-- name: presiders_delete
-- Of a sitting that was never opened: they never did preside.
DELETE FROM sitting_presidium WHERE sitting_id = :sitting_id;

-- name: item_insert
INSERT INTO item (id, public_id, conference_id, sitting_id, position, number,
       kind, title, text, guide, minutes, motion_id, reporter_id,
       speech_seconds, debate_seconds, list_state, opened_at, closed_at, state)
VALUES (:id, :public_id, :conference_id, :sitting_id, :position, :number,
       :kind, :title, :text, :guide, :minutes, :motion_id, :reporter_id,
       :speech_seconds, :debate_seconds, 0, NULL, NULL, 0);

-- name: item_update
UPDATE item SET number = :number, kind = :kind, title = :title, text = :text,
       guide = :guide, minutes = :minutes, motion_id = :motion_id,
       reporter_id = :reporter_id, speech_seconds = :speech_seconds,
       debate_seconds = :debate_seconds
 WHERE id = :id;

-- name: item_update_place
UPDATE item SET sitting_id = :sitting_id, position = :position WHERE id = :id;

-- name: item_update_number
UPDATE item SET number = :number WHERE id = :id;

-- name: item_update_state
UPDATE item SET state = :state WHERE id = :id;

-- name: item_update_open
-- The moment it was opened first is kept.
UPDATE item SET state = 1, opened_at = COALESCE(opened_at, :at),
       closed_at = NULL WHERE id = :id;

-- name: item_update_closed
UPDATE item SET state = :state, closed_at = :at WHERE id = :id;

-- name: item_ends
-- The first and the last place in a sitting.
SELECT COALESCE(min(position), 0), COALESCE(max(position), 0)
  FROM item WHERE sitting_id = :sitting_id;

-- name: item_run_insert
INSERT INTO item_run (id, item_id, sitting_id, from_at, until_at)
VALUES (:id, :item_id, :sitting_id, :from_at, NULL);

-- name: item_run_end
UPDATE item_run SET until_at = :until_at
 WHERE item_id = :item_id AND until_at IS NULL;

-- name: item_runs
SELECT item_id, from_at, until_at FROM item_run
 WHERE sitting_id = :sitting_id ORDER BY from_at, id LIMIT :max;
