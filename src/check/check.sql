-- What must never be found: each statement names the rows, by table and id,
-- where something does not hold. They read whole tables; nobody waits for them
-- but the person who asked for a check.

-- name: units_reached
-- scan: every unit is looked at.
WITH RECURSIVE down (id, n) AS (
  SELECT id, 1 FROM unit WHERE parent_id IS NULL
   UNION ALL
  SELECT u.id, d.n + 1 FROM down d JOIN unit u ON u.parent_id = d.id
   WHERE d.n < 33
)
SELECT 'unit', id FROM unit WHERE id NOT IN (SELECT id FROM down);

-- name: units_one_root
-- scan: the top is in no index of its own.
SELECT 'unit', id FROM unit
 WHERE parent_id IS NULL AND dissolved IS NULL
   AND id > (SELECT min(id) FROM unit
              WHERE parent_id IS NULL AND dissolved IS NULL);

-- name: units_up_missing
-- A unit has itself, and all that its parent has.
-- scan: every unit is looked at.
SELECT 'unit', u.id FROM unit u
 WHERE u.dissolved IS NULL
   AND (NOT EXISTS (SELECT 1 FROM unit_up c
                     WHERE c.unit_id = u.id AND c.tier = u.tier
                       AND c.anc = u.id)
    OR EXISTS (SELECT 1 FROM unit_up p
                WHERE p.unit_id = u.parent_id
                  AND NOT EXISTS (SELECT 1 FROM unit_up c
                                   WHERE c.unit_id = u.id AND c.tier = p.tier
                                     AND c.anc = p.anc)));

-- name: units_up_surplus
-- And it has nothing else.
-- scan: every pair is looked at.
SELECT 'unit', c.unit_id
  FROM unit_up c
  JOIN unit u ON u.id = c.unit_id
  JOIN unit a ON a.id = c.anc
 WHERE u.dissolved IS NOT NULL OR a.tier <> c.tier
    OR (c.anc <> c.unit_id
   AND NOT EXISTS (SELECT 1 FROM unit_up p
                    WHERE p.unit_id = u.parent_id AND p.tier = c.tier
                      AND p.anc = c.anc));

-- name: units_placed
-- scan: every unit is looked at.
SELECT 'unit', u.id FROM unit u
 WHERE u.dissolved IS NULL
   AND NOT EXISTS (SELECT 1 FROM unit_place p
                    WHERE p.unit_id = u.id AND p.until_day IS NULL
                      AND COALESCE(p.parent_id, 0) = COALESCE(u.parent_id, 0));

-- name: units_named
-- scan: every unit is looked at.
SELECT 'unit', u.id FROM unit u
 WHERE u.dissolved IS NULL
   AND NOT EXISTS (SELECT 1 FROM unit_name n
                    WHERE n.unit_id = u.id AND n.until_day IS NULL
                      AND n.name = u.name);

-- name: units_history
-- A row that another follows ends on the day the other begins.
-- scan: every row is looked at.
SELECT 'unit', unit_id
  FROM (SELECT unit_id, until_day,
               lead(unit_id) OVER w AS follows, lead(from_day) OVER w AS next
          FROM unit_name
        WINDOW w AS (PARTITION BY unit_id
                     ORDER BY from_day NULLS FIRST, until_day NULLS LAST)) n
 WHERE follows IS NOT NULL
   AND (until_day IS NULL OR next IS NULL OR until_day <> next)
 UNION
SELECT 'unit', unit_id
  FROM (SELECT unit_id, until_day,
               lead(unit_id) OVER w AS follows, lead(from_day) OVER w AS next
          FROM unit_place
        WINDOW w AS (PARTITION BY unit_id
                     ORDER BY from_day NULLS FIRST, until_day NULLS LAST)) p
 WHERE follows IS NOT NULL
   AND (until_day IS NULL OR next IS NULL OR until_day <> next);

-- name: units_ended
-- scan: every unit is looked at.
SELECT 'unit', u.id
  FROM unit u JOIN unit p ON p.id = u.parent_id
 WHERE p.dissolved IS NOT NULL
   AND (u.dissolved IS NULL OR u.dissolved > p.dissolved);

-- name: members_one_cell
-- scan: every stay is looked at.
SELECT 'membership', id
  FROM (SELECT id, until_day,
               lead(id) OVER w AS follows, lead(from_day) OVER w AS next
          FROM membership
        WINDOW w AS (PARTITION BY member_id
                     ORDER BY from_day NULLS FIRST, until_day NULLS LAST)) s
 WHERE follows IS NOT NULL
   AND (until_day IS NULL OR next IS NULL OR until_day > next);

-- name: members_of_living
-- scan: every stay is looked at.
SELECT 'membership', s.id
  FROM membership s JOIN unit u ON u.id = s.cell_id
 WHERE (u.dissolved IS NOT NULL
   AND (s.until_day IS NULL OR s.until_day > u.dissolved))
    OR s.from_day < u.founded;

-- name: members_one_now
-- scan: every stay is looked at.
SELECT 'membership', id FROM membership
 WHERE (until_day IS NULL AND ended <> 0)
    OR (until_day IS NOT NULL AND ended = 0);

-- name: seats_one_holder
-- scan: every term is looked at.
SELECT 'term', id
  FROM (SELECT id, until_day,
               lead(id) OVER w AS follows, lead(from_day) OVER w AS next
          FROM term
        WINDOW w AS (PARTITION BY unit_id, office, seat
                     ORDER BY from_day NULLS FIRST, until_day NULLS LAST)) t
 WHERE follows IS NOT NULL
   AND (until_day IS NULL OR next IS NULL OR until_day > next);

-- name: seats_one_each
-- scan: every term is looked at.
SELECT 'term', id
  FROM (SELECT id, until_day,
               lead(id) OVER w AS follows, lead(from_day) OVER w AS next
          FROM term
        WINDOW w AS (PARTITION BY unit_id, office, member_id
                     ORDER BY from_day NULLS FIRST, until_day NULLS LAST)) t
 WHERE follows IS NOT NULL
   AND (until_day IS NULL OR next IS NULL OR until_day > next);

-- name: terms_of_living
-- scan: every term is looked at.
SELECT 'term', t.id
  FROM term t JOIN unit u ON u.id = t.unit_id
 WHERE u.dissolved IS NOT NULL
   AND (t.until_day IS NULL OR t.until_day > u.dissolved);

-- name: days_in_order
-- scan: every row with days is looked at.
SELECT 'membership', id FROM membership WHERE until_day < from_day
 UNION ALL
SELECT 'term', id FROM term WHERE until_day < from_day
 UNION ALL
SELECT 'unit', id FROM unit WHERE dissolved < founded
 UNION ALL
SELECT 'unit', unit_id FROM unit_name WHERE until_day < from_day
 UNION ALL
SELECT 'unit', unit_id FROM unit_place WHERE until_day < from_day;

-- name: records_newest
-- scan: every record is looked at.
SELECT 'meeting_record', r.id
  FROM meeting_record r JOIN meeting m ON m.id = r.meeting_id
 WHERE r.version > COALESCE((SELECT c.version FROM meeting_record c
                              WHERE c.id = m.current_id
                                AND c.meeting_id = m.id), 0);

-- name: records_counted
-- Where names are kept. A record may have counts alone.
-- scan: every record is looked at.
SELECT 'meeting_record', r.id FROM meeting_record r
 WHERE EXISTS (SELECT 1 FROM attendance a WHERE a.record_id = r.id)
   AND (COALESCE(r.members, -1) <>
        (SELECT count(*) FROM attendance a WHERE a.record_id = r.id)
    OR COALESCE(r.present, -1) <>
        (SELECT count(*) FROM attendance a
          WHERE a.record_id = r.id AND a.presence = 1)
    OR COALESCE(r.excused, -1) <>
        (SELECT count(*) FROM attendance a
          WHERE a.record_id = r.id AND a.presence = 2));

-- name: votes_counted
-- scan: every decision is looked at.
SELECT 'decision', d.id
  FROM decision d JOIN meeting_record r ON r.id = d.record_id
 WHERE COALESCE(d.votes_for, 0) + COALESCE(d.votes_against, 0)
       + COALESCE(d.abstained, 0) > r.present;

-- name: assignments_state
-- scan: every assignment is looked at.
SELECT 'assignment', a.id FROM assignment a
 WHERE a.state <> COALESCE((SELECT e.state FROM assignment_event e
                             WHERE e.assignment_id = a.id
                             ORDER BY e.id DESC LIMIT 1), a.state);

-- name: goals_whole
-- And what is shared out is of the same goal. Goals come first.
-- scan: every goal and target is looked at.
SELECT 'goal', g.id
  FROM goal g JOIN plan p ON p.id = g.plan_id
 WHERE NOT EXISTS (SELECT 1 FROM target t
                    WHERE t.goal_id = g.id AND t.unit_id = p.unit_id
                      AND t.parent_id IS NULL)
 UNION
SELECT 'target', t.id
  FROM target t
  JOIN goal g ON g.id = t.goal_id
  JOIN plan p ON p.id = g.plan_id
  LEFT JOIN target a ON a.id = t.parent_id
 WHERE COALESCE(a.goal_id, t.goal_id) <> t.goal_id
    OR (t.parent_id IS NULL AND t.unit_id <> p.unit_id)
 ORDER BY 1, 2;

-- name: targets_own
-- scan: every target is looked at.
SELECT 'target', id
  FROM (SELECT t.id, COALESCE(t.own, -1) AS own,
               COALESCE(t.own_day, -1) AS own_day,
               COALESCE((SELECT r.amount FROM target_report r
                          WHERE r.target_id = t.id
                            AND NOT EXISTS (SELECT 1 FROM target_report c
                                             WHERE c.corrects = r.id)
                          ORDER BY r.day DESC, r.id DESC LIMIT 1), -1)
                 AS amount,
               COALESCE((SELECT r.day FROM target_report r
                          WHERE r.target_id = t.id
                            AND NOT EXISTS (SELECT 1 FROM target_report c
                                             WHERE c.corrects = r.id)
                          ORDER BY r.day DESC, r.id DESC LIMIT 1), -1) AS day
          FROM target t) w
 WHERE own <> amount OR own_day <> day;

-- name: targets_summed
-- scan: every target is looked at.
SELECT 'target', id
  FROM (SELECT t.id, t.done, t.told, t.leaves, t.shared, t.below,
               COALESCE(t.own, 0) AS own,
               CASE WHEN t.own IS NULL THEN 0 ELSE 1 END AS has_told,
               (SELECT count(*) FROM target c WHERE c.parent_id = t.id) AS n,
               (SELECT COALESCE(sum(c.done), 0) FROM target c
                 WHERE c.parent_id = t.id) AS c_done,
               (SELECT sum(c.told) FROM target c
                 WHERE c.parent_id = t.id) AS c_told,
               (SELECT sum(c.leaves) FROM target c
                 WHERE c.parent_id = t.id) AS c_leaves,
               (SELECT COALESCE(sum(c.amount), 0) FROM target c
                 WHERE c.parent_id = t.id) AS c_shared
          FROM target t) w
 WHERE done <> own + c_done OR below <> n OR shared <> c_shared
    OR told <> COALESCE(c_told, has_told) OR leaves <> COALESCE(c_leaves, 1);

-- name: circulars_for_units
-- The tier of a unit and which units came later never change; where they stand
-- may, so that is not asked of them, but the circular's own unit issued it.
-- scan: every circular and everything noted of them is looked at.
SELECT 'circular', c.id
  FROM circular c
  LEFT JOIN unit u ON u.id = c.under_id
 WHERE u.id IS NULL OR u.id > c.newest_unit
 UNION ALL
SELECT 'circular_conveyed', v.id
  FROM circular_conveyed v
  JOIN circular c ON c.id = v.circular_id
  JOIN unit u ON u.id = v.unit_id
 WHERE u.tier <> c.tier OR u.id > c.newest_unit
 UNION ALL
SELECT 'circular_read', r.circular_id
  FROM circular_read r
  JOIN circular c ON c.id = r.circular_id
  JOIN unit u ON u.id = r.unit_id
 WHERE u.tier <> c.tier OR u.id > c.newest_unit;

-- name: circulars_in_order
-- Of what stands, the rounds count from 0 without a gap, and not beyond what
-- the circular asks: its returns are numbers with a space between them.
-- scan: everything that is noted of circulars is looked at.
SELECT 'circular_conveyed', w.id
  FROM (SELECT id, circular_id, round,
               row_number() OVER (PARTITION BY circular_id, unit_id
                                  ORDER BY round) - 1 AS turn
          FROM circular_conveyed
         WHERE undone_at IS NULL) w
  JOIN circular c ON c.id = w.circular_id
 WHERE w.round <> w.turn
    OR w.round > CASE c.returns WHEN '' THEN 0 ELSE 1 + length(c.returns)
                 - length(replace(c.returns, ' ', '')) END;

-- name: circulars_in_time
-- scan: everything that is noted of circulars is looked at.
SELECT 'circular', id FROM circular WHERE due_day < issued_on
 UNION ALL
SELECT 'circular_conveyed', v.id
  FROM circular_conveyed v
  JOIN circular c ON c.id = v.circular_id
 WHERE v.day < c.issued_on
 UNION ALL
SELECT 'circular_conveyed', v.id
  FROM circular_conveyed v
  JOIN circular_conveyed b ON b.circular_id = v.circular_id
       AND b.unit_id = v.unit_id AND b.round = 0 AND b.undone_at IS NULL
 WHERE v.round > 0 AND v.undone_at IS NULL AND v.day <= b.day;

-- name: circulars_at_meetings
-- scan: everything that is noted of circulars is looked at.
SELECT 'circular_conveyed', v.id
  FROM circular_conveyed v
  LEFT JOIN meeting m ON m.id = v.meeting_id
 WHERE (v.how = 1 AND v.meeting_id IS NULL)
    OR (v.how <> 1 AND v.meeting_id IS NOT NULL)
    OR m.unit_id <> v.unit_id;

-- name: circulars_read
-- scan: everybody who said so is looked at.
SELECT 'circular_read', r.circular_id
  FROM circular_read r
 WHERE NOT EXISTS (SELECT 1 FROM membership s
                    WHERE s.member_id = r.member_id AND s.cell_id = r.unit_id);

-- name: accounts_owned
-- scan: every account is looked at.
SELECT 'account', a.id FROM account a
 WHERE (a.member_id IS NULL AND a.admin = 0)
    OR (a.member_id IS NOT NULL
   AND NOT EXISTS (SELECT 1 FROM member m WHERE m.id = a.member_id));

-- name: ids_fresh
-- scan: one row for each table whose ids are given out.
SELECT c.name, c.next FROM counter c
 WHERE c.next <= COALESCE(CASE c.name
       WHEN 'unit' THEN (SELECT max(id) FROM unit)
       WHEN 'unit_event' THEN (SELECT max(id) FROM unit_event)
       WHEN 'member' THEN (SELECT max(id) FROM member)
       WHEN 'membership' THEN (SELECT max(id) FROM membership)
       WHEN 'contact' THEN (SELECT max(id) FROM contact)
       WHEN 'term' THEN (SELECT max(id) FROM term)
       WHEN 'meeting' THEN (SELECT max(id) FROM meeting)
       WHEN 'meeting_record' THEN (SELECT max(id) FROM meeting_record)
       WHEN 'agenda_item' THEN (SELECT max(id) FROM agenda_item)
       WHEN 'decision' THEN (SELECT max(id) FROM decision)
       WHEN 'assignment' THEN (SELECT max(id) FROM assignment)
       WHEN 'account' THEN (SELECT max(id) FROM account)
       WHEN 'edition' THEN (SELECT max(id) FROM edition)
       WHEN 'circular' THEN (SELECT max(id) FROM circular)
       WHEN 'circular_conveyed' THEN (SELECT max(id) FROM circular_conveyed)
       WHEN 'plan' THEN (SELECT max(id) FROM plan)
       WHEN 'goal' THEN (SELECT max(id) FROM goal)
       WHEN 'target' THEN (SELECT max(id) FROM target)
       WHEN 'target_report' THEN (SELECT max(id) FROM target_report)
       WHEN 'change' THEN (SELECT max(id) FROM change)
       END, 0);
