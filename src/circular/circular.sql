-- Every statement about circulars.

-- name: circular_one
SELECT c.id, c.unit_id, c.under_id, c.newest_unit, c.resolution_id, c.number,
       c.public_id, c.tier, c.title, c.issued_on, c.due_day, c.returns,
       c.withdrawn_at, c.short, c.text, c.entered_at, COALESCE(m.name, ''),
       COALESCE(w.name, ''), c.withdrawn_for
  FROM circular c
  LEFT JOIN account a ON a.id = c.entered_by
  LEFT JOIN member m ON m.id = a.member_id
  LEFT JOIN account b ON b.id = c.withdrawn_by
  LEFT JOIN member w ON w.id = b.member_id
 WHERE c.id = :id;

-- name: circular_id_by_public
SELECT id FROM circular WHERE public_id = :public_id;

-- name: circular_by_issuer
-- The first thirteen columns of circular_one, as in the next two.
SELECT c.id, c.unit_id, c.under_id, c.newest_unit, c.resolution_id, c.number,
       c.public_id, c.tier, c.title, c.issued_on, c.due_day, c.returns,
       c.withdrawn_at
  FROM circular c
 WHERE c.unit_id = :unit_id AND c.number < :before
 ORDER BY c.number DESC LIMIT :max;

-- name: circular_by_resolution
SELECT c.id, c.unit_id, c.under_id, c.newest_unit, c.resolution_id, c.number,
       c.public_id, c.tier, c.title, c.issued_on, c.due_day, c.returns,
       c.withdrawn_at
  FROM circular c
 WHERE c.resolution_id = :resolution_id
 ORDER BY c.id LIMIT :max;

-- name: circular_for_unit
SELECT c.id, c.unit_id, c.under_id, c.newest_unit, c.resolution_id, c.number,
       c.public_id, c.tier, c.title, c.issued_on, c.due_day, c.returns,
       c.withdrawn_at
  FROM unit_up up
  JOIN circular c ON c.under_id = up.anc AND c.tier = :tier
 WHERE up.unit_id = :unit_id AND c.newest_unit >= :unit_id
 ORDER BY c.issued_on DESC, c.id DESC LIMIT :max;

-- name: circular_next_number
SELECT COALESCE(max(number), 0) + 1 FROM circular WHERE unit_id = :unit_id;

-- name: circular_newest_unit
SELECT COALESCE(max(id), 0) FROM unit;

-- name: circular_any_unit
SELECT u.id FROM unit_up up JOIN unit u ON u.id = up.unit_id
 WHERE up.anc = :under_id AND u.tier = :tier LIMIT 1;

-- name: circular_asked_of
-- How many circulars of a time every unit of a tier under one gets that one
-- gets itself.
SELECT count(*) FROM unit_up up
  JOIN circular c ON c.under_id = up.anc AND c.tier = :tier
 WHERE up.unit_id = :under_id AND c.issued_on >= :from_day
   AND c.issued_on < :until_day AND c.withdrawn_at IS NULL;

-- name: circular_asked_most
-- The same of those under it that got some of their own: where most were.
SELECT d.under_id, count(*)
  FROM (SELECT DISTINCT under_id FROM circular
         WHERE tier = :tier AND issued_on >= :from_day
           AND issued_on < :until_day AND withdrawn_at IS NULL) d
  JOIN unit_up mine ON mine.unit_id = d.under_id AND mine.anc = :under_id
  JOIN unit_up up ON up.unit_id = d.under_id
  JOIN circular c ON c.under_id = up.anc AND c.tier = :tier
       AND c.issued_on >= :from_day AND c.issued_on < :until_day
       AND c.withdrawn_at IS NULL
 GROUP BY d.under_id ORDER BY count(*) DESC, d.under_id LIMIT 1;

-- name: circular_insert
INSERT INTO circular (id, public_id, unit_id, number, under_id, tier,
       newest_unit, title, short, text, issued_on, due_day, returns,
       resolution_id, entered_at, entered_by, withdrawn_for)
VALUES (:id, :public_id, :unit_id, :number, :under_id, :tier,
       :newest_unit, :title, :short, :text, :issued_on, :due_day, :returns,
       :resolution_id, :entered_at, :entered_by, '');

-- name: circular_set_withdrawn
UPDATE circular
   SET withdrawn_at = :at, withdrawn_by = :by, withdrawn_for = :reason
 WHERE id = :id;

-- name: circular_steps_of_unit
-- What the unit conveyed, of all circulars.
SELECT v.circular_id, v.round, v.how, v.day, v.meeting_id,
       COALESCE(m.name, '')
  FROM circular_conveyed v
  LEFT JOIN account a ON a.id = v.entered_by
  LEFT JOIN member m ON m.id = a.member_id
 WHERE v.unit_id = :unit_id AND v.undone_at IS NULL
   AND v.circular_id >= :from_id
 ORDER BY v.circular_id, v.round;

-- name: circular_step_insert
INSERT INTO circular_conveyed (id, circular_id, unit_id, round, how, day,
       meeting_id, entered_at, entered_by, version)
VALUES (:id, :circular_id, :unit_id, :round, :how, :day,
       :meeting_id, :entered_at, :entered_by, :version);

-- name: circular_step_undo
UPDATE circular_conveyed
   SET undone_at = :at, undone_by = :by, version = :version
 WHERE circular_id = :circular_id AND unit_id = :unit_id AND round = :round
   AND undone_at IS NULL;

-- name: circular_read_insert
INSERT INTO circular_read (circular_id, member_id, unit_id, read_at)
VALUES (:circular_id, :member_id, :unit_id, :read_at);

-- name: circular_read_by
SELECT 1 FROM circular_read
 WHERE circular_id = :circular_id AND member_id = :member_id;

-- name: circular_read_count
-- Of those who still belong to it.
SELECT count(*) FROM circular_read r
  JOIN membership s ON s.member_id = r.member_id AND s.cell_id = r.unit_id
       AND (s.until_day IS NULL OR s.until_day > :today)
 WHERE r.unit_id = :unit_id AND r.circular_id = :circular_id;

-- name: circular_reached_all
SELECT unit_id, day, how FROM circular_conveyed
 WHERE circular_id = :id AND round = 0 AND undone_at IS NULL;

-- name: circular_reached_news
-- Rows in the order they were made: what was taken back comes before what was
-- noted anew.
SELECT unit_id, day, CASE WHEN undone_at IS NULL THEN how ELSE 0 END
  FROM circular_conveyed
 WHERE circular_id = :id AND round = 0 AND version > :seen
 ORDER BY id;
