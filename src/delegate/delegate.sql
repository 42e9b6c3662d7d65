-- Every statement about delegates, their key, substitutes, proxies and seats.

-- ---- falling due

-- name: delegate_last_held
-- The last one of a kind that was held, and the next one.
SELECT last_day FROM conference
 WHERE unit_id = :unit_id AND kind = :kind AND state <> 4
   AND last_day < :today AND state <> 1
 ORDER BY last_day DESC LIMIT 1;

-- name: delegate_next_planned
SELECT id FROM conference
 WHERE unit_id = :unit_id AND kind = :kind AND state IN (1, 2)
   AND last_day >= :today
 ORDER BY from_day, id LIMIT 1;

-- ---- the rules

-- name: delegate_rule_one
SELECT tier, per_n, per_m, base, rounding, key_article, key_day, proxies_max,
       proxies_article, quorum_num, quorum_den, quorum_more, quorum_article,
       online_counts
  FROM delegate_rule WHERE conference_id = :id;

-- name: delegate_rule_put
INSERT INTO delegate_rule (conference_id, tier, per_n, per_m, base, rounding,
       key_article, key_day, proxies_max, proxies_article, quorum_num,
       quorum_den, quorum_more, quorum_article, online_counts)
VALUES (:id, :tier, :per_n, :per_m, :base, :rounding, :key_article, NULL,
       :proxies_max, :proxies_article, :quorum_num, :quorum_den, :quorum_more,
       :quorum_article, :online_counts)
    ON CONFLICT (conference_id) DO UPDATE SET tier = excluded.tier,
       per_n = excluded.per_n, per_m = excluded.per_m, base = excluded.base,
       rounding = excluded.rounding, key_article = excluded.key_article,
       proxies_max = excluded.proxies_max,
       proxies_article = excluded.proxies_article,
       quorum_num = excluded.quorum_num, quorum_den = excluded.quorum_den,
       quorum_more = excluded.quorum_more,
       quorum_article = excluded.quorum_article,
       online_counts = excluded.online_counts;

-- name: delegate_rule_day
UPDATE delegate_rule SET key_day = :day WHERE conference_id = :id;

-- name: delegate_proxies_most
-- The most votes of others that somebody casts now.
SELECT COALESCE(max(n), 0)
  FROM (SELECT count(*) AS n FROM proxy
         WHERE conference_id = :id AND until_at IS NULL
         GROUP BY holder) held;

-- ---- the key

-- name: delegate_places
-- scan: the tree of an earlier day is read as a whole, to count all of it.
SELECT p.unit_id, p.parent_id, u.tier
  FROM unit_place p JOIN unit u ON u.id = p.unit_id
 WHERE (p.from_day IS NULL OR p.from_day <= :day)
   AND (p.until_day IS NULL OR p.until_day > :day)
   AND (u.founded IS NULL OR u.founded <= :day)
   AND (u.dissolved IS NULL OR u.dissolved > :day)
 ORDER BY p.unit_id;

-- name: delegate_people
-- scan: the members of an earlier day are counted in every cell.
SELECT cell_id, count(*) FROM membership
 WHERE (from_day IS NULL OR from_day <= :day)
   AND (until_day IS NULL OR until_day > :day)
 GROUP BY cell_id;

-- name: delegate_share_add
INSERT INTO delegate_share (conference_id, unit_id, position, base, whole,
       rest, seats, rounded_up, tied)
VALUES (:conference_id, :unit_id, :position, :base, :whole, :rest, :seats,
       :rounded_up, :tied);

-- name: delegate_share_clear
DELETE FROM delegate_share WHERE conference_id = :id;

-- name: delegate_shares
SELECT s.unit_id, u.name, u.public_id, s.base, s.whole, s.rest, s.seats,
       s.rounded_up, s.tied,
       (SELECT count(*) FROM participant p
         WHERE p.conference_id = s.conference_id AND p.unit_id = s.unit_id
           AND p.role = 1 AND p.state = 1),
       (SELECT count(*) FROM substitute b
         WHERE b.conference_id = s.conference_id AND b.unit_id = s.unit_id
           AND b.state = 1)
  FROM delegate_share s JOIN unit u ON u.id = s.unit_id
 WHERE s.conference_id = :id
 ORDER BY s.position LIMIT :max;

-- name: delegate_share_one
SELECT s.unit_id, u.name, u.public_id, s.base, s.whole, s.rest, s.seats,
       s.rounded_up, s.tied,
       (SELECT count(*) FROM participant p
         WHERE p.conference_id = s.conference_id AND p.unit_id = s.unit_id
           AND p.role = 1 AND p.state = 1),
       (SELECT count(*) FROM substitute b
         WHERE b.conference_id = s.conference_id AND b.unit_id = s.unit_id
           AND b.state = 1)
  FROM delegate_share s JOIN unit u ON u.id = s.unit_id
 WHERE s.conference_id = :id AND s.unit_id = :unit_id;

-- name: delegate_share_above
-- The line of the key under which a unit comes.
SELECT s.unit_id
  FROM unit_up a JOIN delegate_share s ON s.unit_id = a.anc
 WHERE a.unit_id = :unit_id AND s.conference_id = :id;

-- name: delegate_has_key
SELECT 1 FROM delegate_share WHERE conference_id = :id LIMIT 1;

-- name: delegate_elected
SELECT unit_id, count(*) FROM participant
 WHERE conference_id = :id AND role = 1 AND state = 1
 GROUP BY unit_id;

-- ---- who comes

-- name: delegate_end
UPDATE participant SET state = :state, ended_at = :at
 WHERE id = :id AND state = 1;

-- name: substitute_one
SELECT s.id, s.conference_id, s.unit_id, s.member_id, s.sent_by, s.meeting_id,
       s.public_id, m.name, u.name, s.position, s.state
  FROM substitute s JOIN member m ON m.id = s.member_id
  JOIN unit u ON u.id = s.unit_id
 WHERE s.id = :id;

-- name: substitute_id_by_public
SELECT id FROM substitute WHERE public_id = :public_id;

-- name: substitute_next
SELECT id FROM substitute
 WHERE conference_id = :id AND unit_id = :unit_id AND state = 1
 ORDER BY position, id LIMIT 1;

-- name: substitute_waits
SELECT id FROM substitute
 WHERE conference_id = :id AND member_id = :member_id AND state = 1;

-- name: substitute_last
SELECT COALESCE(max(position), 0) FROM substitute
 WHERE conference_id = :id AND unit_id = :unit_id;

-- name: substitute_count
SELECT count(*) FROM substitute WHERE conference_id = :id AND state = 1;

-- name: substitutes
SELECT s.id, s.conference_id, s.unit_id, s.member_id, s.sent_by, s.meeting_id,
       s.public_id, m.name, u.name, s.position, s.state
  FROM substitute s JOIN member m ON m.id = s.member_id
  JOIN unit u ON u.id = s.unit_id
 WHERE s.conference_id = :id AND (:unit_id = 0 OR s.unit_id = :unit_id)
 ORDER BY s.unit_id, s.position, s.id LIMIT :max;

-- name: substitute_add
INSERT INTO substitute (id, public_id, conference_id, unit_id, sent_by,
       meeting_id, member_id, position, state, entered_at, entered_by)
VALUES (:id, :public_id, :conference_id, :unit_id, :sent_by, :meeting_id,
       :member_id, :position, 1, :entered_at, :entered_by);

-- name: substitute_set
UPDATE substitute SET state = :state WHERE id = :id;

-- name: delegate_candidates
-- One member of each cell of a delegation, in the order of the cells.
SELECT a.unit_id, (SELECT min(s.member_id) FROM membership s
                    WHERE s.cell_id = a.unit_id AND s.until_day IS NULL)
  FROM unit_up a WHERE a.anc = :unit_id
 ORDER BY a.unit_id LIMIT :max;

-- name: delegate_candidates_all
-- The other members of its cells.
SELECT a.unit_id, s.member_id
  FROM unit_up a
  JOIN membership s ON s.cell_id = a.unit_id AND s.until_day IS NULL
 WHERE a.anc = :unit_id
 ORDER BY s.member_id LIMIT :max;

-- name: delegate_cell_met
SELECT id FROM meeting
 WHERE unit_id = :unit_id AND state = 2
 ORDER BY day DESC, id DESC LIMIT 1;

-- ---- proxies

-- name: proxy_add
INSERT INTO proxy (id, conference_id, giver, holder, from_at, until_at,
       entered_by)
VALUES (:id, :conference_id, :giver, :holder, :at, NULL, :entered_by);

-- name: proxy_end
UPDATE proxy SET until_at = :at WHERE giver = :giver AND until_at IS NULL;

-- name: proxy_end_held
UPDATE proxy SET until_at = :at WHERE holder = :holder AND until_at IS NULL;

-- name: proxy_holder_now
SELECT holder FROM proxy WHERE giver = :giver AND until_at IS NULL;

-- name: proxy_held_now
SELECT count(*) FROM proxy WHERE holder = :holder AND until_at IS NULL;

-- name: proxy_list
SELECT x.id, x.giver, x.holder, g.name, h.name, COALESCE(gu.name, ''),
       COALESCE(hu.name, ''), g.number, h.number, x.from_at, x.until_at
  FROM proxy x
  JOIN participant g ON g.id = x.giver
  JOIN participant h ON h.id = x.holder
  LEFT JOIN unit gu ON gu.id = g.unit_id
  LEFT JOIN unit hu ON hu.id = h.unit_id
 WHERE x.conference_id = :id
   AND (:at = 0 OR (x.from_at <= :at AND (x.until_at IS NULL OR
       x.until_at > :at)))
 ORDER BY h.number, g.number, x.id LIMIT :max;

-- name: proxy_votes_for
SELECT giver FROM proxy
 WHERE holder = :holder AND from_at <= :at
   AND (until_at IS NULL OR until_at > :at)
 ORDER BY giver LIMIT :max;

-- name: proxy_voted_by
SELECT holder FROM proxy
 WHERE giver = :giver AND from_at <= :at
   AND (until_at IS NULL OR until_at > :at);

-- ---- the hall

-- name: hall_blocks
SELECT b.id, b.name, b.position, b.seats,
       (SELECT count(*) FROM participant p
         WHERE p.block_id = b.id AND p.state = 1 AND p.seat IS NOT NULL)
  FROM hall_block b WHERE b.conference_id = :id
 ORDER BY b.position LIMIT :max;

-- name: hall_block_add
INSERT INTO hall_block (id, conference_id, name, position, seats)
VALUES (:id, :conference_id, :name, :position, :seats);

-- name: hall_block_drop
-- scan: a part of the hall is dropped a few times in all.
DELETE FROM hall_block WHERE id = :id;

-- name: hall_block_leave
-- Who came and went no more keeps no hold on it.
UPDATE participant SET block_id = NULL, seat = NULL
 WHERE conference_id = :conference_id AND block_id = :id AND state <> 1;

-- name: hall_clear
UPDATE participant SET block_id = NULL, seat = NULL
 WHERE conference_id = :id AND block_id IS NOT NULL AND state = 1;

-- name: hall_order
-- Those to be seated: delegations in the order of the key, then the others.
SELECT p.id, COALESCE(p.unit_id, 0)
  FROM participant p
  LEFT JOIN delegate_share s
    ON s.conference_id = p.conference_id AND s.unit_id = p.unit_id
 WHERE p.conference_id = :id AND p.state = 1
 ORDER BY p.voting DESC, s.position NULLS LAST, p.unit_id NULLS LAST, p.number
 LIMIT :max;

-- name: hall_seat
UPDATE participant SET block_id = :block_id, seat = :seat WHERE id = :id;

-- name: hall_seat_of
SELECT id FROM participant
 WHERE block_id = :block_id AND seat = :seat AND state = 1;
