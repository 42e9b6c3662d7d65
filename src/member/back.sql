-- A member that a list brought by mistake is taken back.

-- name: member_back_find
-- Whom, and in which cell; only while nothing but the list has told of him or
-- her. An office that was taken back itself counts no more.
SELECT m.number, m.name, s.cell_id
  FROM member m JOIN membership s ON s.member_id = m.id
 WHERE m.id = :id AND s.how = 4 AND s.entered_at = m.entered_at
   AND NOT EXISTS (SELECT 1 FROM membership o
                    WHERE o.member_id = :id AND o.id <> s.id)
   AND NOT EXISTS (SELECT 1 FROM change c
                    WHERE c.member_id = :id
                      AND (c.kind <> 'term'
                       OR EXISTS (SELECT 1 FROM term g
                                   WHERE g.id = c.object_id)))
   AND NOT EXISTS (SELECT 1 FROM term t WHERE t.member_id = :id)
   AND NOT EXISTS (SELECT 1 FROM account a WHERE a.member_id = :id)
   AND NOT EXISTS (SELECT 1 FROM invitation i WHERE i.member_id = :id)
   AND NOT EXISTS (SELECT 1 FROM look l WHERE l.member_id = :id)
   AND NOT EXISTS (SELECT 1 FROM correction k WHERE k.member_id = :id)
   AND NOT EXISTS (SELECT 1 FROM member_name n WHERE n.member_id = :id)
   AND NOT EXISTS (SELECT 1 FROM participant p WHERE p.member_id = :id)
   AND NOT EXISTS (SELECT 1 FROM meeting w
                     JOIN meeting_record r ON r.meeting_id = w.id
                     JOIN attendance x ON x.record_id = r.id
                    WHERE w.unit_id = s.cell_id AND x.member_id = :id)
   AND NOT EXISTS (SELECT 1 FROM meeting v
                     JOIN sign_in y ON y.meeting_id = v.id
                    WHERE v.unit_id = s.cell_id AND y.member_id = :id);

-- name: member_back_who
SELECT number, name FROM member WHERE id = :id AND name <> '';

-- name: member_back_stay
DELETE FROM membership WHERE member_id = :id;

-- name: member_back_contacts
DELETE FROM contact WHERE member_id = :id;

-- name: member_back_empty
-- The row stays, for ids are never given out twice; without what it said.
UPDATE member SET number = '~' || public_id, name = '', native_name = '',
       name_fold = '', language = ''
 WHERE id = :id;
