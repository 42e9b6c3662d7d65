-- Every statement that reads or writes members, their contacts, their stays in
-- cells and the looks at what is kept about them.
--
-- A stay covers a day if it began on it or before (NULL: before the records
-- began) and ends after it (NULL: still).

-- name: member_by_id
-- Last the day of the first stay; one of before the records began is before all
-- others.
SELECT m.id, m.public_id, m.number, m.name, m.native_name, m.language,
       m.entered_at, m.entered_by, b.name,
       (SELECT CASE WHEN count(*) = count(s.from_day) THEN min(s.from_day) END
          FROM membership s WHERE s.member_id = m.id)
  FROM member m
  LEFT JOIN account a ON a.id = m.entered_by
  LEFT JOIN member b ON b.id = a.member_id
 WHERE m.id = :id;

-- name: member_id_by_public
SELECT id FROM member WHERE public_id = :public_id;

-- name: member_id_by_number
SELECT id FROM member WHERE number = :number;

-- name: member_insert
INSERT INTO member (id, public_id, number, name, native_name, name_fold,
       language, entered_at, entered_by)
VALUES (:id, :public_id, :number, :name, :native_name, :name_fold,
       :language, :at, :by);

-- name: member_keep_name
-- The name as it was, before member_set_name replaces it.
INSERT INTO member_name (id, member_id, name, native_name, language,
       until_at, changed_by)
SELECT :new_id, m.id, m.name, m.native_name, m.language, :at, :by
  FROM member m WHERE m.id = :id;

-- name: member_set_name
UPDATE member SET name = :name, native_name = :native_name,
       name_fold = :name_fold, language = :language
 WHERE id = :id;

-- name: member_names
SELECT n.name, n.native_name, n.language, n.until_at, n.changed_by, b.name
  FROM member_name n
  LEFT JOIN account a ON a.id = n.changed_by
  LEFT JOIN member b ON b.id = a.member_id
 WHERE n.member_id = :id
 ORDER BY n.until_at DESC, n.id DESC
 LIMIT :max;

-- name: member_roll
SELECT m.id, m.public_id, m.number, m.name, m.native_name, m.language
  FROM membership s JOIN member m ON m.id = s.member_id
 WHERE s.cell_id = :cell_id
   AND (s.from_day IS NULL OR s.from_day <= :on)
   AND (s.until_day IS NULL OR s.until_day > :on)
 ORDER BY m.name_fold, m.id;

-- name: member_count
SELECT count(*) FROM membership
 WHERE cell_id = :cell_id
   AND (from_day IS NULL OR from_day <= :on)
   AND (until_day IS NULL OR until_day > :on);

-- name: member_count_from
-- Stays that reach a day or go past it: no day from then on has more members.
SELECT count(*) FROM membership
 WHERE cell_id = :cell_id AND (until_day IS NULL OR until_day > :on);

-- name: member_cell
SELECT cell_id FROM membership
 WHERE member_id = :id
   AND (from_day IS NULL OR from_day <= :on)
   AND (until_day IS NULL OR until_day > :on);

-- name: stays
SELECT s.id, s.cell_id, s.from_day, s.until_day, s.how, s.ended,
       s.entered_at, s.entered_by, b.name
  FROM membership s
  LEFT JOIN account a ON a.id = s.entered_by
  LEFT JOIN member b ON b.id = a.member_id
 WHERE s.member_id = :id
 ORDER BY s.from_day ASC NULLS FIRST, s.until_day ASC NULLS LAST, s.id;

-- name: stay_insert
INSERT INTO membership (id, member_id, cell_id, from_day, until_day, how,
       ended, entered_at, entered_by)
VALUES (:id, :member_id, :cell_id, :from, NULL, :how, 0, :at, :by);

-- name: stay_end
UPDATE membership SET until_day = :until, ended = :ended
 WHERE id = :id AND until_day IS NULL;

-- name: stays_later
-- How many stays in a cell begin or end after a day.
SELECT count(*) FROM membership
 WHERE cell_id = :cell_id AND (from_day > :on OR until_day > :on);

-- name: stays_end_all
UPDATE membership SET until_day = :on, ended = 3
 WHERE cell_id = :cell_id AND until_day IS NULL;

-- name: contacts
SELECT c.id, c.kind, c.shown_to, c.value, c.from_at, c.until_at,
       c.entered_by, b.name
  FROM contact c
  LEFT JOIN account a ON a.id = c.entered_by
  LEFT JOIN member b ON b.id = a.member_id
 WHERE c.member_id = :id
 ORDER BY CASE WHEN c.until_at IS NULL THEN 0 ELSE 1 END, c.kind,
       c.from_at DESC, c.id DESC
 LIMIT :max;

-- name: contact_insert
INSERT INTO contact (id, member_id, kind, value, shown_to, from_at, until_at,
       entered_by)
VALUES (:id, :member_id, :kind, :value, :shown_to, :at, NULL, :by);

-- name: contact_end
UPDATE contact SET until_at = :at
 WHERE member_id = :member_id AND kind = :kind AND until_at IS NULL;

-- name: contact_forget
-- Past ones beyond the newest.
DELETE FROM contact
 WHERE member_id = :member_id AND until_at IS NOT NULL
   AND id NOT IN (SELECT id FROM contact
                   WHERE member_id = :member_id AND until_at IS NOT NULL
                   ORDER BY until_at DESC, id DESC LIMIT :keep);

-- name: contacts_of_cell
-- What the members of a cell chose to show to the cell.
SELECT c.member_id, c.kind, c.value
  FROM membership s JOIN contact c ON c.member_id = s.member_id
 WHERE s.cell_id = :cell_id
   AND (s.from_day IS NULL OR s.from_day <= :on)
   AND (s.until_day IS NULL OR s.until_day > :on)
   AND c.until_at IS NULL AND c.shown_to = 2
 ORDER BY c.member_id, c.kind, c.id
 LIMIT :max;

-- name: look_insert
INSERT INTO look (id, member_id, looked_by, office, what, reason, at)
VALUES (:id, :member_id, :looked_by, :office, :what, :reason, :at);

-- name: looks_since
SELECT count(*) FROM look
 WHERE member_id = :member_id AND at >= :at AND looked_by = :looked_by;

-- name: looks
SELECT b.name, l.office, l.what, l.reason, l.at
  FROM look l JOIN member b ON b.id = l.looked_by
 WHERE l.member_id = :member_id
 ORDER BY l.at DESC, l.id DESC
 LIMIT :max;
