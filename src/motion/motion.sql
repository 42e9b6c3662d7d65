-- Every statement about motions, amendments and documents. Columns come in the
-- order that the row functions read.

-- name: motion_rule_of
SELECT motions_until, amendments_until, article FROM motion_rule
 WHERE conference_id = :id;

-- name: motion_rule_put
INSERT INTO motion_rule (conference_id, motions_until, amendments_until, article)
VALUES (:id, :motions_until, :amendments_until, :article)
ON CONFLICT (conference_id) DO UPDATE
   SET motions_until = :motions_until, amendments_until = :amendments_until,
       article = :article;

-- name: motion_one
SELECT m.id, m.conference_id, m.unit_id, m.meeting_id, m.leading_id,
       m.public_id, m.title, m.topic, u.name, m.number, m.position, m.state,
       m.handed_in_at, m.decided_at, m.text, m.reason, m.final_text
  FROM motion m JOIN unit u ON u.id = m.unit_id
 WHERE m.id = :id;

-- name: motion_id_by_public
SELECT id FROM motion WHERE public_id = :public_id;

-- name: motions
SELECT m.id, m.conference_id, m.unit_id, m.meeting_id, m.leading_id,
       m.public_id, m.title, m.topic, u.name, m.number, m.position, m.state,
       m.handed_in_at, m.decided_at
  FROM motion m JOIN unit u ON u.id = m.unit_id
 WHERE m.conference_id = :id
 ORDER BY m.position, m.number LIMIT :max;

-- name: motion_last_number
SELECT COALESCE(max(number), 0) FROM motion WHERE conference_id = :id;

-- name: motion_insert
INSERT INTO motion (id, public_id, conference_id, number, title, text, reason,
       unit_id, meeting_id, topic, position, state, leading_id, final_text,
       decided_at, handed_in_at, entered_by)
VALUES (:id, :public_id, :conference_id, :number, :title, :text, :reason,
       :unit_id, :meeting_id, '', :number, 1, NULL, NULL, NULL, :at,
       :entered_by);

-- name: motion_set_state
UPDATE motion SET state = :state, decided_at = :at, final_text = :final_text
 WHERE id = :id;

-- name: motion_vote_not_over
-- Open, being counted, or tied and not repeated since.
SELECT v.id FROM vote v
 WHERE v.motion_id = :id AND v.state IN (2, 3, 4)
   AND NOT EXISTS (SELECT 1 FROM vote r
                    WHERE r.repeat_of = v.id AND r.state IN (2, 3, 4, 5))
 LIMIT 1;

-- name: motion_deciding_vote
SELECT id FROM vote WHERE motion_id = :id AND decides = 1 LIMIT 1;

-- name: motion_resolution
SELECT id FROM resolution WHERE motion_id = :id;

-- name: motion_reopen_led
-- Those that fell the moment it was carried.
UPDATE motion SET state = 1, decided_at = NULL
 WHERE conference_id = :conference_id AND leading_id = :id AND state = 6
   AND decided_at = :at;

-- name: motion_set_open
UPDATE motion SET state = 1, decided_at = NULL, final_text = NULL
 WHERE id = :id;

-- name: motion_set_place
UPDATE motion SET topic = :topic, position = :position, leading_id = :leading_id
 WHERE id = :id;

-- name: motion_make_room
UPDATE motion SET position = position + 1
 WHERE conference_id = :id AND position >= :position;

-- name: motions_led
SELECT id FROM motion WHERE conference_id = :id AND leading_id = :leading_id
   AND state = 1 ORDER BY number LIMIT :max;

-- name: amendment_one
SELECT a.id, a.motion_id, a.unit_id, a.meeting_id, a.public_id, a.text,
       a.reason, u.name, m.number, a.number, a.paragraph, a.position, a.kind,
       a.state, a.handed_in_at, a.decided_at
  FROM amendment a
  JOIN motion m ON m.id = a.motion_id
  JOIN unit u ON u.id = a.unit_id
 WHERE a.id = :id;

-- name: amendment_id_by_public
SELECT id FROM amendment WHERE public_id = :public_id;

-- name: amendments
SELECT a.id, a.motion_id, a.unit_id, a.meeting_id, a.public_id, a.text,
       a.reason, u.name, m.number, a.number, a.paragraph, a.position, a.kind,
       a.state, a.handed_in_at, a.decided_at
  FROM amendment a
  JOIN motion m ON m.id = a.motion_id
  JOIN unit u ON u.id = a.unit_id
 WHERE a.motion_id = :id
 ORDER BY a.position, a.number LIMIT :max;

-- name: amendment_insert
INSERT INTO amendment (id, public_id, motion_id, number, paragraph, kind, text,
       reason, unit_id, meeting_id, position, state, decided_at, handed_in_at,
       entered_by)
VALUES (:id, :public_id, :motion_id, :number, :paragraph, :kind, :text,
       :reason, :unit_id, :meeting_id, :number, 1, NULL, :at, :entered_by);

-- name: amendment_set_state
UPDATE amendment SET state = :state, decided_at = :at WHERE id = :id;

-- name: amendment_vote_not_over
SELECT v.id FROM vote v
 WHERE v.amendment_id = :id AND v.state IN (2, 3, 4)
   AND NOT EXISTS (SELECT 1 FROM vote r
                    WHERE r.repeat_of = v.id AND r.state IN (2, 3, 4, 5))
 LIMIT 1;

-- name: amendment_deciding_vote
SELECT id FROM vote WHERE amendment_id = :id AND decides = 1 LIMIT 1;

-- name: amendment_set_open
UPDATE amendment SET state = 1, decided_at = NULL WHERE id = :id;

-- name: amendment_set_position
UPDATE amendment SET position = :position WHERE id = :id;

-- name: document_one
SELECT id, conference_id, item_id, public_id, language, title, position, state,
       entered_at, text
  FROM conference_document WHERE id = :id;

-- name: document_id_by_public
SELECT id FROM conference_document WHERE public_id = :public_id;

-- name: documents
SELECT id, conference_id, item_id, public_id, language, title, position, state,
       entered_at
  FROM conference_document WHERE conference_id = :id
 ORDER BY position, id LIMIT :max;

-- name: document_last_position
SELECT COALESCE(max(position), 0) FROM conference_document
 WHERE conference_id = :id;

-- name: document_insert
INSERT INTO conference_document (id, public_id, conference_id, item_id,
       position, language, title, text, state, entered_at, entered_by)
VALUES (:id, :public_id, :conference_id, :item_id, :position, :language,
       :title, :text, 1, :at, :entered_by);

-- name: document_update
UPDATE conference_document SET item_id = :item_id, language = :language,
       title = :title, text = :text
 WHERE id = :id;

-- name: document_set_state
UPDATE conference_document SET state = :state WHERE id = :id;
