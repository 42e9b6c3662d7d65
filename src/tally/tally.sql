-- What is counted of one unit beside what the judge reads, and its row.

-- name: tally_assignments
-- Those that are not finished or dropped, whether somebody still has to do
-- something, and by when.
SELECT a.state, a.due_day FROM assignment a
 WHERE a.unit_id = :id AND a.state BETWEEN 1 AND 3
 ORDER BY a.due_day NULLS LAST;

-- name: tally_attendance
-- Of the last meeting whose attendance is known.
SELECT r.present, r.members
  FROM meeting m JOIN meeting_record r ON r.id = m.current_id
 WHERE m.unit_id = :id AND m.state = 2 AND m.day <= :on
   AND r.present IS NOT NULL AND r.members IS NOT NULL
 ORDER BY m.day DESC, m.id DESC LIMIT 1;

-- name: tally_write
INSERT INTO unit_tally (unit_id, version, edition_id, counted_on, recheck_day,
       parent_id, tier, alive, flags, begins, last_day, members, held,
       held_before, present, expected, assigned, owed_bits, late_bits, marks)
VALUES (:unit_id, :version, :edition_id, :counted_on, :recheck_day,
       :parent_id, :tier, :alive, :flags, :begins, :last_day, :members, :held,
       :held_before, :present, :expected, :assigned, :owed_bits, :late_bits,
       :marks)
ON CONFLICT (unit_id) DO UPDATE
   SET version = excluded.version, edition_id = excluded.edition_id,
       counted_on = excluded.counted_on, recheck_day = excluded.recheck_day,
       parent_id = excluded.parent_id, tier = excluded.tier,
       alive = excluded.alive, flags = excluded.flags,
       begins = excluded.begins, last_day = excluded.last_day,
       members = excluded.members, held = excluded.held,
       held_before = excluded.held_before, present = excluded.present,
       expected = excluded.expected, assigned = excluded.assigned,
       owed_bits = excluded.owed_bits, late_bits = excluded.late_bits,
       marks = excluded.marks;

-- name: tally_row
SELECT t.unit_id, t.version, t.edition_id, t.counted_on, t.recheck_day,
       t.parent_id, t.tier, t.alive, t.flags, t.begins, t.last_day, t.members,
       t.held, t.held_before, t.present, t.expected, t.assigned, t.owed_bits,
       t.late_bits, t.marks
  FROM unit_tally t WHERE t.unit_id = :id;

-- name: tally_rows
-- The columns of tally_row, as in the next one.
SELECT t.unit_id, t.version, t.edition_id, t.counted_on, t.recheck_day,
       t.parent_id, t.tier, t.alive, t.flags, t.begins, t.last_day, t.members,
       t.held, t.held_before, t.present, t.expected, t.assigned, t.owed_bits,
       t.late_bits, t.marks
  FROM unit_tally t WHERE t.unit_id > :after AND t.unit_id <= :until;

-- name: tally_news
SELECT t.unit_id, t.version, t.edition_id, t.counted_on, t.recheck_day,
       t.parent_id, t.tier, t.alive, t.flags, t.begins, t.last_day, t.members,
       t.held, t.held_before, t.present, t.expected, t.assigned, t.owed_bits,
       t.late_bits, t.marks
  FROM unit_tally t WHERE t.version > :seen;

-- name: tally_last_id
SELECT max(unit_id) FROM unit_tally;

-- name: tally_newest_edition
-- scan: they are few.
SELECT COALESCE(max(id), 0) FROM edition;

-- name: tally_recounts
-- scan: they are few.
SELECT count(*) FROM unit_recount;

-- name: tally_recount_next
-- scan: they are few; the one that is counted again now.
SELECT unit_id, after_id FROM unit_recount ORDER BY unit_id LIMIT 1;

-- name: tally_recount_ask
INSERT INTO unit_recount (unit_id, after_id) VALUES (:unit_id, 0)
ON CONFLICT (unit_id) DO UPDATE SET after_id = 0;

-- name: tally_recount_move
UPDATE unit_recount SET after_id = :after WHERE unit_id = :unit_id;

-- name: tally_recount_done
DELETE FROM unit_recount WHERE unit_id = :unit_id;

-- name: tally_units_under
SELECT w.unit_id FROM unit_up w
 WHERE w.anc = :anc AND w.unit_id > :after ORDER BY w.unit_id LIMIT :max;

-- name: tally_recount_waits
-- Whether everything under a unit above this one is to be counted again, and
-- this one has not been yet.
SELECT 1 FROM unit_up up JOIN unit_recount r ON r.unit_id = up.anc
 WHERE up.unit_id = :id AND r.after_id < :id LIMIT 1;

-- name: tally_recount_units
-- scan: of the few there are, all that is left.
SELECT count(*) FROM unit_recount r
  JOIN unit_up w ON w.anc = r.unit_id AND w.unit_id > r.after_id;

-- name: tally_stale
-- Rows whose day has come, oldest first.
SELECT unit_id FROM unit_tally WHERE recheck_day <= :today
 ORDER BY recheck_day LIMIT :max;

-- name: tally_older
-- Rows that were counted before the newest edition was adopted.
SELECT unit_id FROM unit_tally WHERE edition_id < :edition
 ORDER BY edition_id LIMIT :max;

-- name: tally_units
SELECT id FROM unit WHERE id > :after ORDER BY id LIMIT :max;

-- name: tally_sums_by_rows
-- scan: every row is added to every unit above it.
SELECT w.anc, count(*), sum(t.members), sum(t.assigned), sum(t.present)
  FROM unit_up w JOIN unit_tally t ON t.unit_id = w.unit_id
 GROUP BY w.anc;

-- name: tally_count_waiting
SELECT count(*) FROM unit_tally
 WHERE edition_id < :edition OR recheck_day <= :today;

-- name: tally_count_units
-- scan: all of them are counted.
SELECT count(*) FROM unit;

-- name: tally_spoil
-- Every row waits to be counted again, whatever edition is the newest.
UPDATE unit_tally SET edition_id = -1, version = :version
 WHERE edition_id = :edition;
