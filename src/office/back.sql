-- A term that a list brought by mistake is taken back.

-- name: office_back_find
-- Only while nothing but its naming was recorded of it.
SELECT t.unit_id, t.member_id, t.office, u.code, m.number,
       (SELECT count(*) FROM change c
         WHERE c.member_id = t.member_id AND c.kind = 'term'
           AND c.object_id = t.id)
  FROM term t JOIN unit u ON u.id = t.unit_id
  JOIN member m ON m.id = t.member_id
 WHERE t.id = :id;

-- name: office_back_delete
DELETE FROM term WHERE id = :id;
