-- Lists in and out. An export is one ordered walk over everything, so here, and
-- only here, statements read the tables of other rooms.

-- name: import_term_there
-- The same term: a seat of 0 is any.
SELECT 1 FROM term
 WHERE unit_id = :unit_id AND office = :office AND member_id = :member_id
   AND (:seat = 0 OR seat = :seat)
   AND from_day IS NOT DISTINCT FROM :from_day
   AND until_day IS NOT DISTINCT FROM :until_day
 LIMIT 1;

-- name: export_units
-- scan: an export reads all of them.
SELECT u.code, coalesce(p.code, ''), u.tier, u.name, u.founded, u.dissolved
  FROM unit u LEFT JOIN unit p ON p.id = u.parent_id
 ORDER BY u.code;

-- name: export_members
-- scan: an export reads all of them, in the order they lie in, and sorts them:
-- to follow the index by number would go all over the tables. The last stay of
-- each.
SELECT m.number, m.name, u.code, s.from_day, s.until_day, m.native_name,
       m.language,
       coalesce((SELECT c.value FROM contact c WHERE c.member_id = m.id
           AND c.kind = 1 AND c.until_at IS NULL ORDER BY c.id LIMIT 1), ''),
       coalesce((SELECT c.value FROM contact c WHERE c.member_id = m.id
           AND c.kind = 2 AND c.until_at IS NULL ORDER BY c.id LIMIT 1), ''),
       coalesce((SELECT c.value FROM contact c WHERE c.member_id = m.id
           AND c.kind = 3 AND c.until_at IS NULL ORDER BY c.id LIMIT 1), '')
  FROM member m
  JOIN membership s ON s.id = (SELECT x.id FROM membership x
       WHERE x.member_id = m.id
       ORDER BY x.until_day IS NULL DESC, x.until_day DESC, x.id DESC LIMIT 1)
  JOIN unit u ON u.id = s.cell_id
 ORDER BY m.number || '';

-- name: export_members_filled
-- How many rows of export_members fill each column.
-- scan: once for an export.
SELECT count(*), count(*), count(*), count(s.from_day), count(s.until_day),
       count(CASE WHEN m.native_name <> '' THEN 1 END),
       count(CASE WHEN m.language <> '' THEN 1 END),
       (SELECT count(*) FROM contact c WHERE c.kind = 1
           AND c.until_at IS NULL),
       (SELECT count(*) FROM contact c WHERE c.kind = 2
           AND c.until_at IS NULL),
       (SELECT count(*) FROM contact c WHERE c.kind = 3
           AND c.until_at IS NULL)
  FROM member m
  JOIN membership s ON s.id = (SELECT x.id FROM membership x
       WHERE x.member_id = m.id
       ORDER BY x.until_day IS NULL DESC, x.until_day DESC, x.id DESC LIMIT 1);

-- name: export_terms
-- scan: an export reads all of them.
SELECT m.number, u.code, t.office, t.seat, t.from_day, t.until_day,
       CASE t.acting WHEN 1 THEN 'yes' ELSE '' END
  FROM term t JOIN unit u ON u.id = t.unit_id
  JOIN member m ON m.id = t.member_id
 ORDER BY u.code, t.office, t.seat, t.from_day NULLS FIRST, t.id;

-- name: export_meetings
-- scan: an export reads all of them.
SELECT u.code, m.day, CASE m.state WHEN 1 THEN 'planned' WHEN 2 THEN 'held'
       ELSE 'cancelled' END, m.kind, m.starts, m.place, r.members, r.present,
       r.excused
  FROM meeting m JOIN unit u ON u.id = m.unit_id
  LEFT JOIN meeting_record r ON r.id = m.current_id
 ORDER BY u.code, m.day, m.kind, m.id;

-- name: import_cell
-- What a row of members asks of the unit it names. Columns as in import_cells.
SELECT u.id, u.code, u.tier, u.founded, u.dissolved,
       (SELECT count(*) FROM membership s WHERE s.cell_id = u.id)
  FROM unit u
 WHERE u.code = :code;

-- name: import_cells
-- scan: a long list names most of them.
SELECT u.id, u.code, u.tier, u.founded, u.dissolved,
       (SELECT count(*) FROM membership s WHERE s.cell_id = u.id)
  FROM unit u
 ORDER BY u.id;

-- name: import_member_there
SELECT 1 FROM member WHERE number = :number;

-- name: import_member_same
-- The same member with the same stay; a day that is not said is any.
SELECT 1
  FROM member m JOIN membership s ON s.member_id = m.id
 WHERE m.number = :number AND m.name = :name AND s.cell_id = :cell_id
   AND (:any_day = 1 OR s.from_day IS NOT DISTINCT FROM :from_day)
   AND s.until_day IS NOT DISTINCT FROM :until_day
 LIMIT 1;

-- name: import_numbers
-- scan: those there already, before the index by number is taken away.
SELECT number FROM member;

-- name: import_numbers_count
-- scan: whether the list has more than there are.
SELECT count(*) FROM member;

-- name: import_run_add
INSERT INTO import_run (id, public_id, kind, name, added, same, refused, at, by)
VALUES (:id, :public_id, :kind, :name, 0, 0, 0, :at, :by);

-- name: import_run_count
UPDATE import_run SET added = :added, same = :same, refused = :refused
 WHERE id = :id;

-- name: import_block_below
SELECT first_id, until_id FROM import_block
 WHERE run_id = :run_id AND kind = :kind AND first_id < :below
 ORDER BY first_id DESC LIMIT 1;

-- name: import_block_add
-- The rows of one kind that a step made have ids without a gap, mostly.
INSERT INTO import_block (kind, first_id, until_id, run_id)
VALUES (:kind, :first_id, :until_id, :run_id)
    ON CONFLICT (kind, first_id) DO UPDATE
   SET until_id = excluded.until_id;
