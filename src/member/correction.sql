-- Questions about what is kept about a person, and their answers.

-- name: correction_insert
INSERT INTO correction (id, public_id, member_id, about, text, at, answer,
       answered_at, answered_by)
VALUES (:id, :public_id, :member_id, :about, :text, :at, '', NULL, NULL);

-- name: corrections_open_count
SELECT count(*) FROM correction
 WHERE member_id = :member_id AND answered_at IS NULL;

-- name: correction_set_answer
UPDATE correction SET answer = :answer, answered_at = :at, answered_by = :by
 WHERE id = :id AND answered_at IS NULL;

-- name: correction_by_id
SELECT c.id, c.public_id, c.member_id, m.name, c.about, c.text, c.at,
       c.answer, c.answered_at, c.answered_by, b.name
  FROM correction c
  JOIN member m ON m.id = c.member_id
  LEFT JOIN account a ON a.id = c.answered_by
  LEFT JOIN member b ON b.id = a.member_id
 WHERE c.id = :id;

-- name: correction_by_public
SELECT id FROM correction WHERE public_id = :public_id;

-- name: corrections_of_member
SELECT c.id, c.public_id, c.member_id, m.name, c.about, c.text, c.at,
       c.answer, c.answered_at, c.answered_by, b.name
  FROM correction c
  JOIN member m ON m.id = c.member_id
  LEFT JOIN account a ON a.id = c.answered_by
  LEFT JOIN member b ON b.id = a.member_id
 WHERE c.member_id = :member_id
 ORDER BY c.at DESC, c.id DESC
 LIMIT :max;

-- name: corrections_of_cell
SELECT c.id, c.public_id, c.member_id, m.name, c.about, c.text, c.at,
       c.answer, c.answered_at, c.answered_by, b.name
  FROM membership s
  JOIN member m ON m.id = s.member_id
  JOIN correction c ON c.member_id = s.member_id
  LEFT JOIN account a ON a.id = c.answered_by
  LEFT JOIN member b ON b.id = a.member_id
 WHERE s.cell_id = :cell_id
   AND (s.from_day IS NULL OR s.from_day <= :on)
   AND (s.until_day IS NULL OR s.until_day > :on)
   AND c.answered_at IS NULL
 ORDER BY c.at, c.id;
