-- Every statement about speeches. Columns of a speech come in the order that
-- speech_row() in speech.c reads.

-- name: speech_one
SELECT s.id, s.conference_id, s.item_id, s.participant_id, p.member_id,
       p.unit_id, s.public_id, p.name, COALESCE(u.name, ''), p.number,
       p.presence, s.kind, s.state, s.asked_at, s.put_back_at, s.started_at,
       s.ended_at, s.paused_at, s.paused_seconds, s.seconds, s.entered,
       s.sitting_id, p.public_id
  FROM speech s
  JOIN participant p ON p.id = s.participant_id
  LEFT JOIN unit u ON u.id = p.unit_id
 WHERE s.id = :id;

-- name: speech_id_by_public
SELECT id FROM speech WHERE public_id = :public_id;

-- name: speech_id_speaking
SELECT id FROM speech WHERE item_id = :item_id AND state = 2;

-- name: speech_id_last
SELECT id FROM speech WHERE item_id = :item_id AND state = 3
 ORDER BY ended_at DESC NULLS LAST,
	started_at DESC NULLS LAST, id DESC LIMIT 1;

-- name: speech_id_of_person
SELECT id FROM speech
 WHERE participant_id = :participant_id AND item_id = :item_id
   AND state IN (1, 2, 5)
   AND CASE WHEN kind = 4 THEN 1 ELSE 0 END = :apart;

-- name: speech_waiting
SELECT s.id, s.conference_id, s.item_id, s.participant_id, p.member_id,
       p.unit_id, s.public_id, p.name, COALESCE(u.name, ''), p.number,
       p.presence, s.kind, s.state, s.asked_at, s.put_back_at, s.started_at,
       s.ended_at, s.paused_at, s.paused_seconds, s.seconds, s.entered,
       s.sitting_id, p.public_id
  FROM speech s
  JOIN participant p ON p.id = s.participant_id
  LEFT JOIN unit u ON u.id = p.unit_id
 WHERE s.item_id = :item_id AND s.state IN (1, 5)
 ORDER BY s.asked_at, s.id LIMIT :max;

-- name: speech_ended
SELECT s.id, s.conference_id, s.item_id, s.participant_id, p.member_id,
       p.unit_id, s.public_id, p.name, COALESCE(u.name, ''), p.number,
       p.presence, s.kind, s.state, s.asked_at, s.put_back_at, s.started_at,
       s.ended_at, s.paused_at, s.paused_seconds, s.seconds, s.entered,
       s.sitting_id, p.public_id
  FROM speech s
  JOIN participant p ON p.id = s.participant_id
  LEFT JOIN unit u ON u.id = p.unit_id
 WHERE s.item_id = :item_id AND s.state = 3
 ORDER BY s.ended_at DESC NULLS LAST,
	s.started_at DESC NULLS LAST, s.id DESC LIMIT :max;

-- name: speech_in_sitting
SELECT s.id, s.conference_id, s.item_id, s.participant_id, p.member_id,
       p.unit_id, s.public_id, p.name, COALESCE(u.name, ''), p.number,
       p.presence, s.kind, s.state, s.asked_at, s.put_back_at, s.started_at,
       s.ended_at, s.paused_at, s.paused_seconds, s.seconds, s.entered,
       s.sitting_id, p.public_id
  FROM speech s
  JOIN participant p ON p.id = s.participant_id
  LEFT JOIN unit u ON u.id = p.unit_id
 WHERE s.sitting_id = :sitting_id AND s.state = 3
 ORDER BY s.started_at NULLS FIRST, s.id LIMIT :max;

-- name: speech_spoke
-- How often each person spoke: on the item, on the day of a sitting, at all.
SELECT s.participant_id, sum(CASE WHEN s.item_id = :item_id THEN 1 ELSE 0 END),
       sum(CASE WHEN t.day = :day THEN 1 ELSE 0 END), count(*)
  FROM speech s JOIN sitting t ON t.id = s.sitting_id
 WHERE s.conference_id = :conference_id AND s.state = 3
   AND s.kind IN (1, 2, 3)
 GROUP BY s.participant_id
 ORDER BY s.participant_id;

-- name: speech_time
-- How long each delegation spoke on the item; who has none is 0.
SELECT COALESCE(p.unit_id, 0),
       sum(s.ended_at - s.started_at - s.paused_seconds), count(*)
  FROM speech s JOIN participant p ON p.id = s.participant_id
 WHERE s.item_id = :item_id AND s.state = 3 AND s.kind IN (1, 2, 3)
 GROUP BY COALESCE(p.unit_id, 0)
 ORDER BY COALESCE(p.unit_id, 0);

-- name: speech_all_time
SELECT COALESCE(sum(ended_at - started_at - paused_seconds), 0), count(*)
  FROM speech WHERE item_id = :item_id AND state = 3;

-- name: speech_last_side
SELECT kind FROM speech
 WHERE item_id = :item_id AND state IN (2, 3) AND kind IN (2, 3)
 ORDER BY started_at DESC NULLS LAST, id DESC LIMIT 1;

-- name: speech_waiting_count
SELECT count(*) FROM speech WHERE item_id = :item_id AND state IN (1, 5);

-- name: speech_asked_count
SELECT count(*) FROM speech
 WHERE participant_id = :participant_id AND item_id = :item_id;

-- name: speech_insert
INSERT INTO speech (id, public_id, conference_id, item_id, sitting_id,
       participant_id, kind, state, asked_at, put_back_at, started_at,
       ended_at, paused_at, paused_seconds, seconds, entered, entered_by)
VALUES (:id, :public_id, :conference_id, :item_id, NULL, :participant_id,
       :kind, 1, :asked_at, NULL, NULL, NULL, NULL, 0, 0, :entered,
       :entered_by);

-- name: speech_update
UPDATE speech SET state = :state, put_back_at = :put_back_at,
       started_at = :started_at, ended_at = :ended_at, paused_at = :paused_at,
       paused_seconds = :paused_seconds, seconds = :seconds,
       sitting_id = :sitting_id
 WHERE id = :id;

-- name: speech_set_item
UPDATE item SET list_state = :list_state, speech_seconds = :seconds
 WHERE id = :id;

-- name: speech_step_insert
INSERT INTO speech_step (id, act_id, item_id, act, speech_id, was_state,
       was_put_back_at, was_started_at, was_ended_at, was_paused_at,
       was_paused_seconds, was_seconds, now_state, at, entered_by, undone_at)
VALUES (:id, :act_id, :item_id, :act, :speech_id, :was_state,
       :was_put_back_at, :was_started_at, :was_ended_at, :was_paused_at,
       :was_paused_seconds, :was_seconds, :now_state, :at, :entered_by, NULL);

-- name: speech_steps_last
-- An act has at most two rows, and those of the last one come first.
SELECT id, act_id, act, speech_id, was_state, was_put_back_at, was_started_at,
       was_ended_at, was_paused_at, was_paused_seconds, was_seconds, now_state
  FROM speech_step
 WHERE item_id = :item_id AND undone_at IS NULL
 ORDER BY at DESC, act_id DESC, id DESC LIMIT 2;

-- name: speech_steps_undo
UPDATE speech_step SET undone_at = :at
 WHERE item_id = :item_id AND act_id = :act_id AND undone_at IS NULL;

-- name: speech_rule_newest
-- The item's own, if there is one, else the newest of the conference.
SELECT r.id, r.conference_id, r.item_id, r.vote_id, r.terms, r.source,
       r.adopted_at, COALESCE(m.name, '')
  FROM speech_rule r
  LEFT JOIN account a ON a.id = r.entered_by
  LEFT JOIN member m ON m.id = a.member_id
 WHERE r.conference_id = :conference_id
   AND (r.item_id IS NULL OR r.item_id = :item_id)
 ORDER BY r.item_id NULLS LAST, r.adopted_at DESC, r.id DESC LIMIT 1;

-- name: speech_rule_list
SELECT r.id, r.conference_id, r.item_id, r.vote_id, r.terms, r.source,
       r.adopted_at, COALESCE(m.name, '')
  FROM speech_rule r
  LEFT JOIN account a ON a.id = r.entered_by
  LEFT JOIN member m ON m.id = a.member_id
 WHERE r.conference_id = :conference_id
 ORDER BY r.adopted_at DESC, r.id DESC LIMIT :max;

-- name: speech_rule_insert
INSERT INTO speech_rule (id, conference_id, item_id, terms, source, vote_id,
       adopted_at, entered_by)
VALUES (:id, :conference_id, :item_id, :terms, :source, :vote_id, :adopted_at,
       :entered_by);

-- name: speech_budget_newest
SELECT share, seconds, source, adopted_at FROM speech_budget
 WHERE item_id = :item_id
 ORDER BY adopted_at DESC, id DESC LIMIT 1;

-- name: speech_budget_insert
INSERT INTO speech_budget (id, item_id, share, seconds, source, adopted_at,
       entered_by)
VALUES (:id, :item_id, :share, :seconds, :source, :adopted_at, :entered_by);

-- name: speech_delegations
SELECT p.unit_id, u.name, count(*)
  FROM participant p JOIN unit u ON u.id = p.unit_id
 WHERE p.conference_id = :conference_id AND p.state = 1 AND p.voting = 1
 GROUP BY p.unit_id, u.name
 ORDER BY u.name, p.unit_id NULLS FIRST LIMIT :max;
