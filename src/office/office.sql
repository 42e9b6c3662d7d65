-- Every statement that reads or writes terms. The columns of a term come in the
-- order that term_get() in office.c reads.

-- name: office_terms_on
SELECT t.id, t.unit_id, t.member_id, t.public_id, t.office, m.name, t.seat,
       t.from_day, t.due_day, t.until_day, t.acting, u.dissolved, t.entered_at,
       b.name
  FROM term t
  JOIN member m ON m.id = t.member_id
  JOIN unit u ON u.id = t.unit_id
  LEFT JOIN account a ON a.id = t.entered_by
  LEFT JOIN member b ON b.id = a.member_id
 WHERE t.unit_id = :id
   AND (t.from_day IS NULL OR t.from_day <= :on)
   AND (t.until_day IS NULL OR t.until_day > :on)
 ORDER BY t.office, t.seat, t.id;

-- name: office_terms_held
SELECT t.id, t.unit_id, t.member_id, t.public_id, t.office, m.name, t.seat,
       t.from_day, t.due_day, t.until_day, t.acting, u.dissolved, t.entered_at,
       b.name
  FROM term t
  JOIN member m ON m.id = t.member_id
  JOIN unit u ON u.id = t.unit_id
  LEFT JOIN account a ON a.id = t.entered_by
  LEFT JOIN member b ON b.id = a.member_id
 WHERE t.member_id = :id
   AND (t.from_day IS NULL OR t.from_day <= :on)
   AND (t.until_day IS NULL OR t.until_day > :on)
 ORDER BY t.unit_id, t.office, t.seat, t.id;

-- name: office_all_of_member
SELECT t.id, t.unit_id, t.member_id, t.public_id, t.office, m.name, t.seat,
       t.from_day, t.due_day, t.until_day, t.acting, u.dissolved, t.entered_at,
       b.name
  FROM term t
  JOIN member m ON m.id = t.member_id
  JOIN unit u ON u.id = t.unit_id
  LEFT JOIN account a ON a.id = t.entered_by
  LEFT JOIN member b ON b.id = a.member_id
 WHERE t.member_id = :id
 ORDER BY t.from_day DESC NULLS LAST, t.id DESC LIMIT :max;

-- name: office_all_of_unit
SELECT t.id, t.unit_id, t.member_id, t.public_id, t.office, m.name, t.seat,
       t.from_day, t.due_day, t.until_day, t.acting, u.dissolved, t.entered_at,
       b.name
  FROM term t
  JOIN member m ON m.id = t.member_id
  JOIN unit u ON u.id = t.unit_id
  LEFT JOIN account a ON a.id = t.entered_by
  LEFT JOIN member b ON b.id = a.member_id
 WHERE t.unit_id = :id
 ORDER BY t.from_day DESC NULLS LAST, t.id DESC LIMIT :max;

-- name: office_by_public
SELECT t.id, t.unit_id, t.member_id, t.public_id, t.office, m.name, t.seat,
       t.from_day, t.due_day, t.until_day, t.acting, u.dissolved, t.entered_at,
       b.name
  FROM term t
  JOIN member m ON m.id = t.member_id
  JOIN unit u ON u.id = t.unit_id
  LEFT JOIN account a ON a.id = t.entered_by
  LEFT JOIN member b ON b.id = a.member_id
 WHERE t.public_id = :public_id;

-- name: office_by_id
SELECT t.id, t.unit_id, t.member_id, t.public_id, t.office, m.name, t.seat,
       t.from_day, t.due_day, t.until_day, t.acting, u.dissolved, t.entered_at,
       b.name
  FROM term t
  JOIN member m ON m.id = t.member_id
  JOIN unit u ON u.id = t.unit_id
  LEFT JOIN account a ON a.id = t.entered_by
  LEFT JOIN member b ON b.id = a.member_id
 WHERE t.id = :id;

-- name: office_member
-- Members are the room above; a term only has to name one that there is.
SELECT 1 FROM member WHERE id = :id;

-- name: office_in_the_way
-- The terms of an office in a unit that share a day with the one to be.
SELECT t.id, t.unit_id, t.member_id, t.public_id, t.office, m.name, t.seat,
       t.from_day, t.due_day, t.until_day, t.acting, u.dissolved, t.entered_at,
       NULL
  FROM term t
  JOIN member m ON m.id = t.member_id
  JOIN unit u ON u.id = t.unit_id
 WHERE t.unit_id = :unit_id AND t.office = :office
   AND (t.until_day IS NULL OR :from + 0 IS NULL OR t.until_day > :from)
   AND (t.from_day IS NULL OR :until + 0 IS NULL OR t.from_day < :until)
   AND (t.from_day IS NULL OR t.until_day IS NULL
        OR t.from_day < t.until_day)
 ORDER BY t.seat, t.from_day NULLS FIRST;

-- name: office_row
-- Every term of an office in a unit but the acting ones, oldest first.
SELECT t.id, t.unit_id, t.member_id, t.public_id, t.office, '', t.seat,
       t.from_day, t.due_day, t.until_day, t.acting, u.dissolved, t.entered_at,
       NULL
  FROM term t JOIN unit u ON u.id = t.unit_id
 WHERE t.unit_id = :unit_id AND t.office = :office AND t.acting = 0
   AND (t.from_day IS NULL OR t.until_day IS NULL
        OR t.from_day < t.until_day)
 ORDER BY t.from_day NULLS FIRST, t.id LIMIT :max;

-- name: office_last
-- The terms of a unit begun by a day, by seat, the latest of each first.
SELECT t.id, t.unit_id, t.member_id, t.public_id, t.office, m.name, t.seat,
       t.from_day, t.due_day, t.until_day, t.acting, u.dissolved, t.entered_at,
       NULL
  FROM term t
  JOIN member m ON m.id = t.member_id
  JOIN unit u ON u.id = t.unit_id
 WHERE t.unit_id = :id
   AND (t.from_day IS NULL OR t.from_day <= :on)
   AND (t.from_day IS NULL OR t.until_day IS NULL
        OR t.from_day < t.until_day)
 ORDER BY t.office, t.seat, t.from_day DESC NULLS LAST;

-- name: office_insert
INSERT INTO term (id, public_id, unit_id, office, seat, member_id, from_day,
       due_day, until_day, acting, entered_at, entered_by)
VALUES (:id, :public_id, :unit_id, :office, :seat, :member_id, :from, :due,
       :until, :acting, :at, :by);

-- name: office_set_until
UPDATE term SET until_day = :until WHERE id = :id;
