-- Every statement about bulletins, resolutions and commendations. Columns come
-- in the order that the row functions read.

-- name: bulletin_one
SELECT id, conference_id, sitting_id, public_id, kind, number, state, audience,
       drafted_at, approved_at, published_at
  FROM bulletin WHERE id = :id;

-- name: bulletin_id_by_public
SELECT id FROM bulletin WHERE public_id = :public_id;

-- name: bulletin_id_of_sitting
SELECT id FROM bulletin WHERE sitting_id = :sitting_id AND kind = :kind;

-- name: bulletins
SELECT id, conference_id, sitting_id, public_id, kind, number, state, audience,
       drafted_at, approved_at, published_at
  FROM bulletin WHERE conference_id = :id
 ORDER BY kind, number LIMIT :max;

-- name: bulletins_published
SELECT id, conference_id, sitting_id, public_id, kind, number, state, audience,
       drafted_at, approved_at, published_at
  FROM bulletin
 WHERE conference_id = :id AND audience = 2 AND published_at IS NOT NULL
 ORDER BY published_at DESC, id DESC LIMIT :max;

-- name: bulletin_insert
INSERT INTO bulletin (id, public_id, conference_id, sitting_id, kind, number,
       state, audience, drafted_at, approved_at, approved_by, published_at)
VALUES (:id, :public_id, :conference_id, :sitting_id, :kind, :number, 1, 1,
       :at, NULL, NULL, NULL);

-- name: bulletin_set_state
UPDATE bulletin SET state = :state WHERE id = :id;

-- name: bulletin_set_approved
UPDATE bulletin SET state = :state, approved_at = :at, approved_by = :by
 WHERE id = :id;

-- name: bulletin_set_published
UPDATE bulletin SET state = 3, published_at = :at, audience = :audience
 WHERE id = :id;

-- name: bulletin_text_newest
SELECT t.language, t.title, t.text, t.reason, t.version, t.entered_at,
       COALESCE(m.name, '')
  FROM bulletin_text t
  LEFT JOIN account a ON a.id = t.entered_by
  LEFT JOIN member m ON m.id = a.member_id
 WHERE t.bulletin_id = :id AND t.language = :language
   AND t.approved >= :approved
 ORDER BY t.version DESC LIMIT 1;

-- name: bulletin_text_versions
SELECT t.language, t.title, t.text, t.reason, t.version, t.entered_at,
       COALESCE(m.name, '')
  FROM bulletin_text t
  LEFT JOIN account a ON a.id = t.entered_by
  LEFT JOIN member m ON m.id = a.member_id
 WHERE t.bulletin_id = :id AND t.language = :language
 ORDER BY t.version DESC LIMIT :max;

-- name: bulletin_text_languages
SELECT DISTINCT language FROM bulletin_text WHERE bulletin_id = :id
 ORDER BY language LIMIT :max;

-- name: bulletin_text_touched
-- Whether a person wrote one of them.
SELECT count(*) FROM bulletin_text
 WHERE bulletin_id = :id AND language = :language AND entered_by IS NOT NULL;

-- name: bulletin_text_insert
INSERT INTO bulletin_text (bulletin_id, language, version, title, text, reason,
       approved, entered_at, entered_by)
VALUES (:id, :language, :version, :title, :text, :reason, 0, :at, :by);

-- name: bulletin_text_approve
UPDATE bulletin_text SET approved = 1
 WHERE bulletin_id = :id
   AND version = (SELECT max(n.version) FROM bulletin_text n
                   WHERE n.bulletin_id = :id
                     AND n.language = bulletin_text.language);

-- name: resolution_one
SELECT id, conference_id, motion_id, vote_id, public_id, title, number,
       resolved_on, text
  FROM resolution WHERE id = :id;

-- name: resolution_id_by_public
SELECT id FROM resolution WHERE public_id = :public_id;

-- name: resolution_id_of_motion
SELECT id FROM resolution WHERE motion_id = :id;

-- name: resolution_id_of_task
SELECT resolution_id FROM resolution_task WHERE assignment_id = :id;

-- name: resolutions
SELECT id, conference_id, motion_id, vote_id, public_id, title, number,
       resolved_on
  FROM resolution WHERE conference_id = :id ORDER BY number LIMIT :max;

-- name: resolution_last_number
SELECT COALESCE(max(number), 0) FROM resolution WHERE conference_id = :id;

-- name: resolution_insert
INSERT INTO resolution (id, public_id, conference_id, number, motion_id,
       vote_id, title, text, resolved_on)
VALUES (:id, :public_id, :conference_id, :number, :motion_id, :vote_id, :title,
       :text, :resolved_on);

-- name: resolution_task_insert
INSERT INTO resolution_task (resolution_id, assignment_id)
VALUES (:id, :assignment_id);

-- name: resolution_tasks
SELECT a.id, a.public_id, a.text, m.name, u.name, a.state, a.due_day
  FROM resolution_task r
  JOIN assignment a ON a.id = r.assignment_id
  JOIN member m ON m.id = a.member_id
  JOIN unit u ON u.id = a.unit_id
 WHERE r.resolution_id = :id ORDER BY a.due_day NULLS LAST, a.id LIMIT :max;

-- name: commendation_one
SELECT c.id, c.conference_id, c.item_id, c.member_id, c.unit_id, c.public_id,
       c.title, c.work, c.check_code, COALESCE(m.name, u.name, ''),
       COALESCE(u.name, ''), c.number, c.given_on
  FROM commendation c
  LEFT JOIN member m ON m.id = c.member_id
  LEFT JOIN unit u ON u.id = c.unit_id
 WHERE c.id = :id;

-- name: commendation_id_by_public
SELECT id FROM commendation WHERE public_id = :public_id;

-- name: commendation_id_by_code
SELECT id FROM commendation
 WHERE check_code = :code AND given_on IS NOT NULL;

-- name: commendations
SELECT c.id, c.conference_id, c.item_id, c.member_id, c.unit_id, c.public_id,
       c.title, c.work, c.check_code, COALESCE(m.name, u.name, ''),
       COALESCE(u.name, ''), c.number, c.given_on
  FROM commendation c
  LEFT JOIN member m ON m.id = c.member_id
  LEFT JOIN unit u ON u.id = c.unit_id
 WHERE c.conference_id = :id ORDER BY c.number LIMIT :max;

-- name: commendation_last_number
SELECT COALESCE(max(number), 0) FROM commendation WHERE conference_id = :id;

-- name: commendation_insert
INSERT INTO commendation (id, public_id, conference_id, item_id, number,
       member_id, unit_id, title, work, check_code, given_on, entered_at,
       entered_by)
VALUES (:id, :public_id, :conference_id, :item_id, :number, :member_id,
       :unit_id, :title, :work, :check_code, NULL, :at, :by);

-- name: commendation_set_given
UPDATE commendation SET given_on = :day WHERE id = :id;

-- name: commendation_delete
DELETE FROM commendation WHERE id = :id;
