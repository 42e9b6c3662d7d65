-- Every statement about votes. The columns of a vote come in the order that
-- vote_row() in vote.c reads.

-- name: vote_one
SELECT v.id, v.conference_id, v.item_id, v.repeat_of, v.public_id, v.question,
       v.subject, v.number, v.seats, v.kind, v.way, v.who, v.proxies, v.keys,
       v.tie_rule, v.rule, v.rule_num, v.rule_den, v.rule_more, v.rule_of,
       v.rule_article, v.rule_text, v.quorum, v.quorum_num, v.quorum_den,
       v.quorum_more, v.quorum_article, v.quorum_text, v.state, v.outcome,
       v.entitled, v.eligible, v.present, v.voted, v.blank, v.tied,
       v.open_seats, v.lots, v.lot_by, v.reason, v.prepared_at, v.opened_at,
       v.closed_at, v.ended_at, v.motion_id, v.amendment_id, v.decides,
       v.unranked, v.seed, v.tie_article
  FROM vote v WHERE v.id = :id;

-- name: vote_id_by_public
SELECT id FROM vote WHERE public_id = :public_id;

-- name: vote_of_conference
SELECT v.id, v.conference_id, v.item_id, v.repeat_of, v.public_id, v.question,
       v.subject, v.number, v.seats, v.kind, v.way, v.who, v.proxies, v.keys,
       v.tie_rule, v.rule, v.rule_num, v.rule_den, v.rule_more, v.rule_of,
       v.rule_article, v.rule_text, v.quorum, v.quorum_num, v.quorum_den,
       v.quorum_more, v.quorum_article, v.quorum_text, v.state, v.outcome,
       v.entitled, v.eligible, v.present, v.voted, v.blank, v.tied,
       v.open_seats, v.lots, v.lot_by, v.reason, v.prepared_at, v.opened_at,
       v.closed_at, v.ended_at, v.motion_id, v.amendment_id, v.decides,
       v.unranked, v.seed, v.tie_article
  FROM vote v
 WHERE v.conference_id = :conference_id
   AND (:item_id = 0 OR v.item_id = :item_id)
 ORDER BY v.number LIMIT :max;

-- name: vote_in_state
-- The last one of a conference that is so far.
SELECT id FROM vote
 WHERE conference_id = :conference_id AND state = :state
 ORDER BY number DESC LIMIT 1;

-- name: vote_last_of_item
SELECT id FROM vote
 WHERE item_id = :item_id AND closed_at IS NOT NULL
 ORDER BY closed_at DESC, number DESC LIMIT 1;

-- name: vote_last_number
SELECT COALESCE(max(number), 0) FROM vote
 WHERE conference_id = :conference_id;

-- name: vote_insert
INSERT INTO vote (id, public_id, conference_id, item_id, repeat_of, number,
       question, subject, kind, way, seats, who, proxies, keys, tie_rule, rule,
       rule_num, rule_den, rule_more, rule_of, rule_article, rule_text, quorum,
       quorum_num, quorum_den, quorum_more, quorum_article, quorum_text, state,
       outcome, entitled, eligible, present, voted, blank, tied, open_seats,
       lots, lot_by, reason, prepared_at, prepared_by, opened_at, closed_at,
       ended_at, motion_id, amendment_id, decides, unranked, seed,
       tie_article)
VALUES (:id, :public_id, :conference_id, :item_id, :repeat_of, :number,
       :question, :subject, :kind, :way, :seats, :who, :proxies, :keys,
       :tie_rule, :rule, :rule_num, :rule_den, :rule_more, :rule_of,
       :rule_article, :rule_text, :quorum, :quorum_num, :quorum_den,
       :quorum_more, :quorum_article, :quorum_text, 1, 0, 0, 0, 0, 0, 0, '', 0,
       '', '', '', :prepared_at, :prepared_by, NULL, NULL, NULL, :motion_id,
       :amendment_id, 0, :unranked, :seed, :tie_article);

-- name: vote_choice_insert
INSERT INTO vote_choice (vote_id, position, text, participant_id, votes, place,
       elected)
VALUES (:vote_id, :position, :text, :participant_id, NULL, 0, 0);

-- name: vote_choices_of
SELECT position, text, participant_id, votes, place, elected
  FROM vote_choice WHERE vote_id = :vote_id ORDER BY position;

-- name: vote_choices_number
SELECT count(*) FROM vote_choice WHERE vote_id = :vote_id;

-- name: vote_choice_result
UPDATE vote_choice SET votes = :votes, place = :place, elected = :elected
 WHERE vote_id = :vote_id AND position = :position;

-- name: vote_set_open
UPDATE vote SET state = 2, opened_at = :at, rule_num = :rule_num,
       rule_den = :rule_den, rule_more = :rule_more, rule_of = :rule_of,
       rule_article = :rule_article, rule_text = :rule_text,
       quorum_num = :quorum_num, quorum_den = :quorum_den,
       quorum_more = :quorum_more, quorum_article = :quorum_article,
       quorum_text = :quorum_text, tie_rule = :tie_rule,
       tie_article = :tie_article, seed = :seed, entitled = :entitled,
       present = :present
 WHERE id = :id;

-- name: vote_set_closed
UPDATE vote SET state = 3, closed_at = :at, eligible = :eligible,
       present = :present
 WHERE id = :id;

-- name: vote_set_annulled
UPDATE vote SET state = 6, reason = :reason, ended_at = :at WHERE id = :id;

-- name: vote_set_result
UPDATE vote SET state = :state, outcome = :outcome, voted = :voted,
       blank = :blank, tied = :tied, open_seats = :open_seats, ended_at = :at
 WHERE id = :id;

-- name: vote_deciding
-- The one whose result the decision on a motion, or on an amendment, is.
SELECT id FROM vote
 WHERE decides = 1 AND (motion_id = :motion_id OR amendment_id = :amendment_id)
 LIMIT 1;

-- name: vote_not_over
-- Another one about it: open, being counted, or tied and not repeated since.
SELECT v.id FROM vote v
 WHERE v.state IN (2, 3, 4) AND v.id <> :repeat_of
   AND (v.motion_id = :motion_id OR v.amendment_id = :amendment_id)
   AND NOT EXISTS (SELECT 1 FROM vote r
                    WHERE r.repeat_of = v.id AND r.state IN (2, 3, 4, 5))
 LIMIT 1;

-- name: vote_of_motion
-- The last one about it that was opened and not annulled.
SELECT id FROM vote
 WHERE state IN (2, 3, 4, 5)
   AND (motion_id = :motion_id OR amendment_id = :amendment_id)
 ORDER BY opened_at DESC NULLS LAST, number DESC LIMIT 1;

-- name: vote_set_decides
UPDATE vote SET decides = :decides WHERE id = :id;

-- name: vote_set_lots
UPDATE vote SET lots = :lots, lot_by = :lot_by WHERE id = :id;

-- name: vote_roll_fill
-- Those who are here as it opens, and those who gave a proxy to one who is.
INSERT INTO vote_roll (vote_id, participant_id, card, voted)
SELECT :vote_id, p.id, 0, 0
  FROM participant p
 WHERE p.conference_id = :conference_id AND p.state = 1 AND p.voting = 1
   AND p.presence IN (1, 3);

-- name: vote_roll_add
INSERT INTO vote_roll (vote_id, participant_id, card, voted)
VALUES (:vote_id, :participant_id, 0, 0)
    ON CONFLICT (vote_id, participant_id) DO NOTHING;

-- name: vote_roll_one
SELECT card FROM vote_roll
 WHERE vote_id = :vote_id AND participant_id = :participant_id;

-- name: vote_roll_number
SELECT count(*) FROM vote_roll WHERE vote_id = :vote_id;

-- name: vote_roll_cards
SELECT count(*) FROM vote_roll WHERE vote_id = :vote_id AND card = 1;

-- name: vote_roll_card
UPDATE vote_roll SET card = 1
 WHERE vote_id = :vote_id AND participant_id = :participant_id;

-- name: vote_roll_cast_open
UPDATE vote_roll SET voted = :voted
 WHERE vote_id = :vote_id
   AND participant_id IN (SELECT participant_id FROM ballot
                           WHERE vote_id = :vote_id);

-- name: vote_roll_cast_sealed
UPDATE vote_roll SET voted = 1
 WHERE vote_id = :vote_id
   AND participant_id IN (SELECT participant_id FROM ballot_sealed
                           WHERE vote_id = :vote_id);

-- name: vote_roll_list
SELECT p.id, p.public_id, p.name, COALESCE(u.name, ''), p.number,
       COALESCE(b.choices, ''), CASE WHEN b.vote_id IS NULL THEN 0 ELSE 1 END
  FROM vote_roll r
  JOIN participant p ON p.id = r.participant_id
  LEFT JOIN unit u ON u.id = p.unit_id
  LEFT JOIN ballot b ON b.vote_id = r.vote_id AND b.participant_id = p.id
 WHERE r.vote_id = :vote_id AND p.number > :after
 ORDER BY p.number LIMIT :max;

-- name: ballot_put
INSERT INTO ballot (vote_id, participant_id, holder_id, choices)
VALUES (:vote_id, :participant_id, :holder_id, :choices)
    ON CONFLICT (vote_id, participant_id)
    DO UPDATE SET holder_id = excluded.holder_id, choices = excluded.choices;

-- name: ballot_one
SELECT choices FROM ballot
 WHERE vote_id = :vote_id AND participant_id = :participant_id;

-- name: ballot_drop
DELETE FROM ballot
 WHERE vote_id = :vote_id AND participant_id = :participant_id;

-- name: ballot_number
SELECT count(*) FROM ballot WHERE vote_id = :vote_id;

-- name: ballot_groups
SELECT choices, count(*) FROM ballot WHERE vote_id = :vote_id
 GROUP BY choices ORDER BY choices;

-- name: sealed_put
INSERT INTO ballot_sealed (vote_id, participant_id, holder_id, envelope)
VALUES (:vote_id, :participant_id, :holder_id, :envelope)
    ON CONFLICT (vote_id, participant_id)
    DO UPDATE SET holder_id = excluded.holder_id, envelope = excluded.envelope;

-- name: sealed_one
SELECT envelope FROM ballot_sealed
 WHERE vote_id = :vote_id AND participant_id = :participant_id;

-- name: sealed_drop
DELETE FROM ballot_sealed
 WHERE vote_id = :vote_id AND participant_id = :participant_id;

-- name: sealed_number
SELECT count(*) FROM ballot_sealed WHERE vote_id = :vote_id;

-- name: sealed_strip
-- VOTE-11: in the order of their own bytes, which tells nothing of anybody.
INSERT INTO vote_envelope (vote_id, step, position, envelope)
SELECT :vote_id, 0, row_number() OVER (ORDER BY envelope), envelope
  FROM ballot_sealed WHERE vote_id = :vote_id;

-- name: sealed_blank
-- Overwritten before they are taken away, wherever the row lies.
UPDATE ballot_sealed SET holder_id = NULL, envelope = ''
 WHERE vote_id = :vote_id;

-- name: sealed_clear
DELETE FROM ballot_sealed WHERE vote_id = :vote_id;

-- name: envelope_insert
INSERT INTO vote_envelope (vote_id, step, position, envelope)
VALUES (:vote_id, :step, :position, :envelope);

-- name: envelopes_of
SELECT envelope FROM vote_envelope
 WHERE vote_id = :vote_id AND step = :step ORDER BY position;

-- name: step_insert
INSERT INTO vote_step (vote_id, step, member_id, at, envelopes, digest)
VALUES (:vote_id, :step, :member_id, :at, :envelopes, :digest);

-- name: steps_of
SELECT s.step, s.member_id, COALESCE(m.name, ''), s.at, s.envelopes, s.digest
  FROM vote_step s LEFT JOIN member m ON m.id = s.member_id
 WHERE s.vote_id = :vote_id ORDER BY s.step;

-- name: plain_insert
INSERT INTO vote_plain (vote_id, choices, times)
VALUES (:vote_id, :choices, 1)
    ON CONFLICT (vote_id, choices)
    DO UPDATE SET times = vote_plain.times + 1;

-- name: plain_groups
SELECT choices, times FROM vote_plain WHERE vote_id = :vote_id
 ORDER BY choices;

-- name: key_insert
INSERT INTO vote_key (vote_id, layer, trustee_key_id, public_key)
VALUES (:vote_id, :layer, :trustee_key_id, :public_key);

-- name: keys_of
SELECT k.layer, k.public_key, t.member_id, COALESCE(m.name, '')
  FROM vote_key k
  LEFT JOIN trustee_key t ON t.id = k.trustee_key_id
  LEFT JOIN member m ON m.id = t.member_id
 WHERE k.vote_id = :vote_id ORDER BY k.layer;

-- name: mark_insert
INSERT INTO vote_mark (vote_id, mark) VALUES (:vote_id, :mark);

-- name: mark_one
SELECT mark FROM vote_mark WHERE vote_id = :vote_id;

-- name: mark_drop
DELETE FROM vote_mark WHERE vote_id = :vote_id;

-- name: trustee_keys_of
SELECT t.id, t.member_id, m.name, t.public_key, t.from_at
  FROM trustee_key t JOIN member m ON m.id = t.member_id
 WHERE t.conference_id = :conference_id AND t.until_at IS NULL
 ORDER BY t.from_at, t.id;

-- name: trustee_key_holder
SELECT member_id FROM trustee_key
 WHERE conference_id = :conference_id AND public_key = :public_key
   AND until_at IS NULL;

-- name: trustee_key_in_use
-- A vote that is open or not yet counted is sealed with this person's key.
SELECT v.id
  FROM trustee_key t
  JOIN vote_key k ON k.trustee_key_id = t.id
  JOIN vote v ON v.id = k.vote_id
 WHERE t.conference_id = :conference_id AND t.member_id = :member_id
   AND t.until_at IS NULL AND v.state IN (2, 3) LIMIT 1;

-- name: trustee_key_end
UPDATE trustee_key SET until_at = :at
 WHERE conference_id = :conference_id AND member_id = :member_id
   AND until_at IS NULL;

-- name: trustee_key_insert
INSERT INTO trustee_key (id, conference_id, member_id, public_key, from_at,
       until_at)
VALUES (:id, :conference_id, :member_id, :public_key, :from_at, NULL);

-- name: sheet_one
SELECT id FROM vote_sheet
 WHERE vote_id = :vote_id AND block = :block AND member_id = :member_id;

-- name: sheet_others
SELECT count(*) FROM vote_sheet
 WHERE vote_id = :vote_id AND block = :block AND member_id <> :member_id;

-- name: sheet_insert
INSERT INTO vote_sheet (id, vote_id, block, member_id, blank, spoilt, votes, at)
VALUES (:id, :vote_id, :block, :member_id, :blank, :spoilt, :votes, :at);

-- name: sheet_update
UPDATE vote_sheet SET blank = :blank, spoilt = :spoilt, votes = :votes, at = :at
 WHERE id = :id;

-- name: sheet_count_put
INSERT INTO vote_sheet_count (sheet_id, position, votes)
VALUES (:sheet_id, :position, :votes)
    ON CONFLICT (sheet_id, position) DO UPDATE SET votes = excluded.votes;

-- name: sheets_of
SELECT s.id, s.block, s.member_id, m.name, s.blank, s.spoilt, s.votes
  FROM vote_sheet s JOIN member m ON m.id = s.member_id
 WHERE s.vote_id = :vote_id ORDER BY s.block, s.id;

-- name: sheet_counts_of
SELECT position, votes FROM vote_sheet_count
 WHERE sheet_id = :sheet_id ORDER BY position;

-- name: block_one
SELECT id FROM hall_block
 WHERE id = :id AND conference_id = :conference_id;

-- name: blocks_of_vote
-- Of each block: who may vote, of them by card, and who has voted by phone.
SELECT COALESCE(p.block_id, 0), COALESCE(b.name, ''), count(*),
       COALESCE(sum(r.card), 0),
       COALESCE(sum(CASE WHEN o.vote_id IS NULL AND s.vote_id IS NULL
                         THEN 0 ELSE 1 END), 0)
  FROM vote_roll r
  JOIN participant p ON p.id = r.participant_id
  LEFT JOIN hall_block b ON b.id = p.block_id
  LEFT JOIN ballot o ON o.vote_id = r.vote_id AND o.participant_id = p.id
  LEFT JOIN ballot_sealed s ON s.vote_id = r.vote_id
                           AND s.participant_id = p.id
 WHERE r.vote_id = :vote_id
 GROUP BY COALESCE(p.block_id, 0), COALESCE(b.name, ''), b.position
 ORDER BY b.position ASC NULLS LAST;

