-- Everything that is kept about one person, table by table: what "Take a copy"
-- gives. A column stands under its own name; where it refers to something, the
-- name of that stands beside it. copy.c has the same columns in the same order.

-- name: copy_member
SELECT m.id, m.public_id, m.number, m.name, m.native_name, m.name_fold,
       m.language, m.entered_at, m.entered_by, b.name
  FROM member m
  LEFT JOIN account a ON a.id = m.entered_by
  LEFT JOIN member b ON b.id = a.member_id
 WHERE m.id = :member;

-- name: copy_member_name
SELECT n.id, n.member_id, n.name, n.native_name, n.language, n.until_at,
       n.changed_by, b.name
  FROM member_name n
  LEFT JOIN account a ON a.id = n.changed_by
  LEFT JOIN member b ON b.id = a.member_id
 WHERE n.member_id = :member ORDER BY n.until_at, n.id;

-- name: copy_contact
SELECT c.id, c.member_id, c.kind, c.value, c.shown_to, c.from_at, c.until_at,
       c.entered_by, b.name
  FROM contact c
  LEFT JOIN account a ON a.id = c.entered_by
  LEFT JOIN member b ON b.id = a.member_id
 WHERE c.member_id = :member ORDER BY c.from_at, c.id;

-- name: copy_membership
SELECT s.id, s.member_id, s.cell_id, u.name, s.from_day, s.until_day, s.how,
       s.ended, s.entered_at, s.entered_by, b.name
  FROM membership s
  JOIN unit u ON u.id = s.cell_id
  LEFT JOIN account a ON a.id = s.entered_by
  LEFT JOIN member b ON b.id = a.member_id
 WHERE s.member_id = :member
 ORDER BY s.from_day ASC NULLS FIRST, s.id;

-- name: copy_term
SELECT t.id, t.public_id, t.unit_id, u.name, t.office, t.seat, t.member_id,
       t.from_day, t.due_day, t.until_day, t.acting, t.entered_at,
       t.entered_by, b.name
  FROM term t
  JOIN unit u ON u.id = t.unit_id
  LEFT JOIN account a ON a.id = t.entered_by
  LEFT JOIN member b ON b.id = a.member_id
 WHERE t.member_id = :member
 ORDER BY t.from_day ASC NULLS FIRST, t.id;

-- name: copy_attendance
-- There is no index by member: it is found by the units where the person
-- belonged or held an office.
SELECT a.record_id, a.member_id, a.presence, r.day, r.version, m.kind, u.name
  FROM meeting m
  JOIN meeting_record r ON r.meeting_id = m.id
  JOIN attendance a ON a.record_id = r.id AND a.member_id = :member
  JOIN unit u ON u.id = m.unit_id
 WHERE m.unit_id IN (
       SELECT cell_id FROM membership WHERE member_id = :member
        UNION SELECT unit_id FROM term WHERE member_id = :member)
 ORDER BY r.day, r.id;

-- name: copy_chaired
SELECT r.id, r.chair_id, r.day, r.version, m.kind, u.name
  FROM meeting m
  JOIN meeting_record r ON r.meeting_id = m.id AND r.chair_id = :member
  JOIN unit u ON u.id = m.unit_id
 WHERE m.unit_id IN (
       SELECT cell_id FROM membership WHERE member_id = :member
        UNION SELECT unit_id FROM term WHERE member_id = :member)
 ORDER BY r.day, r.id;

-- name: copy_decision
SELECT d.id, d.assignee_id, d.text, d.due_day, r.day, r.version, u.name
  FROM meeting m
  JOIN meeting_record r ON r.meeting_id = m.id
  JOIN decision d ON d.record_id = r.id AND d.assignee_id = :member
  JOIN unit u ON u.id = m.unit_id
 WHERE m.unit_id IN (
       SELECT cell_id FROM membership WHERE member_id = :member
        UNION SELECT unit_id FROM term WHERE member_id = :member)
 ORDER BY r.day, r.id, d.number;

-- name: copy_sign_in
SELECT s.meeting_id, s.member_id, s.at, u.name
  FROM meeting m
  JOIN sign_in s ON s.meeting_id = m.id AND s.member_id = :member
  JOIN unit u ON u.id = m.unit_id
 WHERE m.unit_id IN (
       SELECT cell_id FROM membership WHERE member_id = :member
        UNION SELECT unit_id FROM term WHERE member_id = :member)
 ORDER BY s.at, s.meeting_id;

-- name: copy_assignment
SELECT s.id, s.public_id, s.unit_id, u.name, s.member_id, s.text, s.due_day,
       s.given_on, s.meeting_id, s.decision, s.state, s.entered_at,
       s.entered_by, b.name
  FROM assignment s
  JOIN unit u ON u.id = s.unit_id
  LEFT JOIN account a ON a.id = s.entered_by
  LEFT JOIN member b ON b.id = a.member_id
 WHERE s.member_id = :member ORDER BY s.given_on, s.id;

-- name: copy_assignment_event
SELECT e.id, e.assignment_id, e.state, e.note, e.at, e.entered_by, b.name
  FROM assignment s
  JOIN assignment_event e ON e.assignment_id = s.id
  LEFT JOIN account a ON a.id = e.entered_by
  LEFT JOIN member b ON b.id = a.member_id
 WHERE s.member_id = :member ORDER BY e.at, e.id;

-- name: copy_circular_read
SELECT r.circular_id, c.title, r.member_id, r.unit_id, u.name, r.read_at
  FROM circular_read r
  JOIN circular c ON c.id = r.circular_id
  JOIN unit u ON u.id = r.unit_id
 WHERE r.member_id = :member ORDER BY r.read_at, r.circular_id;

-- name: copy_correction
SELECT c.id, c.public_id, c.member_id, c.about, c.text, c.at, c.answer,
       c.answered_at, c.answered_by, b.name
  FROM correction c
  LEFT JOIN account a ON a.id = c.answered_by
  LEFT JOIN member b ON b.id = a.member_id
 WHERE c.member_id = :member ORDER BY c.at, c.id;

-- name: copy_look
SELECT l.id, l.member_id, l.looked_by, b.name, l.office, l.what, l.reason, l.at
  FROM look l JOIN member b ON b.id = l.looked_by
 WHERE l.member_id = :member ORDER BY l.at, l.id;

-- name: copy_look_made
SELECT l.id, l.looked_by, l.member_id, b.name, l.office, l.what, l.reason, l.at
  FROM look l JOIN member b ON b.id = l.member_id
 WHERE l.looked_by = :member ORDER BY l.at, l.id;

-- name: copy_account
SELECT id, member_id, login, admin, made_at, closed_at
  FROM account WHERE member_id = :member;

-- name: copy_session
SELECT s.account_id, s.made_at, s.seen_at, s.ends_at, s.device
  FROM account a JOIN session s ON s.account_id = a.id
 WHERE a.member_id = :member ORDER BY s.made_at, s.token_hash;

-- name: copy_invitation
SELECT i.member_id, i.made_at, i.made_by, b.name, i.ends_at, i.used_at
  FROM invitation i
  LEFT JOIN account a ON a.id = i.made_by
  LEFT JOIN member b ON b.id = a.member_id
 WHERE i.member_id = :member ORDER BY i.made_at, i.code_hash;

-- name: copy_request
SELECT r.account_id, r.key, r.at, r.status, r.location
  FROM account a JOIN request r ON r.account_id = a.id
 WHERE a.member_id = :member ORDER BY r.at, r.key;

-- name: copy_change_made
SELECT c.id, c.at, c.account_id, c.actor_id, c.office, c.verb, c.unit_id,
       u.name, c.member_id, b.name, c.kind, c.object_id
  FROM change c
  LEFT JOIN member b ON b.id = c.member_id
  LEFT JOIN unit u ON u.id = c.unit_id
 WHERE c.actor_id = :member ORDER BY c.id;

-- name: copy_change
-- A list of members has one line for all who came with it (TRAN-8).
SELECT c.id, c.at, c.account_id, c.actor_id, b.name, c.office, c.verb,
       c.unit_id, u.name, c.member_id, c.kind, c.object_id
  FROM change c
  LEFT JOIN member b ON b.id = c.actor_id
  LEFT JOIN unit u ON u.id = c.unit_id
 WHERE c.member_id = :member
 UNION ALL
SELECT r.id, r.at, r.by, b.id, b.name, '', 'import.members', NULL, NULL,
       :member + 0, 'import', r.id
  FROM import_block i
  JOIN import_run r ON r.id = i.run_id
  LEFT JOIN account a ON a.id = r.by
  LEFT JOIN member b ON b.id = a.member_id
 WHERE i.kind = 1 AND i.first_id <= :member AND i.until_id > :member
 ORDER BY 2, 1;

-- name: copy_conference_post
SELECT p.id, p.conference_id, c.title, p.member_id, p.post, p.from_at,
       p.until_at, p.entered_by, b.name
  FROM conference_post p
  JOIN conference c ON c.id = p.conference_id
  LEFT JOIN account a ON a.id = p.entered_by
  LEFT JOIN member b ON b.id = a.member_id
 WHERE p.member_id = :member ORDER BY p.from_at, p.id;

-- name: copy_participant
SELECT p.id, p.public_id, p.conference_id, c.title, p.member_id, p.name,
       p.name_fold, p.role, p.voting, p.unit_id, u.name, p.sent_by, s.name,
       p.meeting_id, p.instead_of, i.name, p.block_id, k.name, p.seat,
       p.number, p.presence, p.presence_at, p.state, p.entered_at,
       p.entered_by, b.name, p.ended_at
  FROM participant p
  JOIN conference c ON c.id = p.conference_id
  LEFT JOIN unit u ON u.id = p.unit_id
  LEFT JOIN unit s ON s.id = p.sent_by
  LEFT JOIN participant i ON i.id = p.instead_of
  LEFT JOIN hall_block k ON k.id = p.block_id
  LEFT JOIN account a ON a.id = p.entered_by
  LEFT JOIN member b ON b.id = a.member_id
 WHERE p.member_id = :member ORDER BY p.entered_at, p.id;

-- name: copy_substitute
SELECT s.id, s.public_id, s.conference_id, c.title, s.unit_id, u.name,
       s.sent_by, n.name, s.meeting_id, s.member_id, s.position, s.state,
       s.entered_at, s.entered_by, b.name
  FROM substitute s
  JOIN conference c ON c.id = s.conference_id
  JOIN unit u ON u.id = s.unit_id
  JOIN unit n ON n.id = s.sent_by
  LEFT JOIN account a ON a.id = s.entered_by
  LEFT JOIN member b ON b.id = a.member_id
 WHERE s.member_id = :member ORDER BY s.entered_at, s.id;

-- name: copy_proxy
SELECT x.id, x.conference_id, c.title, x.giver, g.name, x.holder, h.name,
       x.from_at, x.until_at, x.entered_by, b.name
  FROM participant p
  JOIN proxy x ON x.giver = p.id
  JOIN conference c ON c.id = x.conference_id
  JOIN participant g ON g.id = x.giver
  JOIN participant h ON h.id = x.holder
  LEFT JOIN account a ON a.id = x.entered_by
  LEFT JOIN member b ON b.id = a.member_id
 WHERE p.member_id = :member
 UNION ALL
SELECT x.id, x.conference_id, c.title, x.giver, g.name, x.holder, h.name,
       x.from_at, x.until_at, x.entered_by, b.name
  FROM participant p
  JOIN proxy x ON x.holder = p.id
  JOIN conference c ON c.id = x.conference_id
  JOIN participant g ON g.id = x.giver
  JOIN participant h ON h.id = x.holder
  LEFT JOIN account a ON a.id = x.entered_by
  LEFT JOIN member b ON b.id = a.member_id
 WHERE p.member_id = :member
 ORDER BY 1;

-- name: copy_badge
SELECT d.participant_id, c.title, d.issue, d.issued_at, d.issued_by, b.name
  FROM participant p
  JOIN badge d ON d.participant_id = p.id
  JOIN conference c ON c.id = p.conference_id
  LEFT JOIN account a ON a.id = d.issued_by
  LEFT JOIN member b ON b.id = a.member_id
 WHERE p.member_id = :member ORDER BY d.issued_at, d.participant_id;

-- name: copy_passage
SELECT s.id, s.conference_id, c.title, s.participant_id, s.kind, s.doubt,
       s.door, s.at, s.device, s.sequence, s.note, s.noted_by, n.name,
       s.entered_at, s.entered_by, b.name
  FROM participant p
  JOIN passage s ON s.participant_id = p.id
  JOIN conference c ON c.id = s.conference_id
  LEFT JOIN account a ON a.id = s.entered_by
  LEFT JOIN member b ON b.id = a.member_id
  LEFT JOIN account o ON o.id = s.noted_by
  LEFT JOIN member n ON n.id = o.member_id
 WHERE p.member_id = :member ORDER BY s.at, s.id;

-- name: copy_presidium
SELECT r.id, r.sitting_id, r.participant_id, r.position, r.from_at, r.until_at,
       s.day, c.title
  FROM participant p
  JOIN sitting_presidium r ON r.participant_id = p.id
  JOIN sitting s ON s.id = r.sitting_id
  JOIN conference c ON c.id = s.conference_id
 WHERE p.member_id = :member ORDER BY s.day, r.sitting_id;

-- name: copy_reporter
SELECT i.id, i.reporter_id, i.title, s.day, c.title
  FROM participant p
  JOIN item i ON i.reporter_id = p.id
  JOIN sitting s ON s.id = i.sitting_id
  JOIN conference c ON c.id = i.conference_id
 WHERE p.member_id = :member ORDER BY s.day, i.id;

-- name: copy_speech
SELECT s.id, s.public_id, s.conference_id, c.title, s.item_id, i.title,
       s.sitting_id, s.participant_id, s.kind, s.state, s.asked_at,
       s.put_back_at, s.started_at, s.ended_at, s.paused_at, s.paused_seconds,
       s.seconds, s.entered, s.entered_by, b.name
  FROM participant p
  JOIN speech s ON s.participant_id = p.id
  JOIN conference c ON c.id = s.conference_id
  JOIN item i ON i.id = s.item_id
  LEFT JOIN account a ON a.id = s.entered_by
  LEFT JOIN member b ON b.id = a.member_id
 WHERE p.member_id = :member ORDER BY s.asked_at, s.id;

-- name: copy_speech_step
SELECT t.id, t.act_id, t.item_id, t.act, t.speech_id, t.was_state,
       t.was_put_back_at, t.was_started_at, t.was_ended_at, t.was_paused_at,
       t.was_paused_seconds, t.was_seconds, t.now_state, t.at, t.entered_by,
       b.name, t.undone_at
  FROM participant p
  JOIN speech s ON s.participant_id = p.id
  JOIN speech_step t ON t.speech_id = s.id
  LEFT JOIN account a ON a.id = t.entered_by
  LEFT JOIN member b ON b.id = a.member_id
 WHERE p.member_id = :member ORDER BY t.at, t.id;

-- name: copy_commendation
SELECT d.id, d.public_id, d.conference_id, c.title, d.item_id, i.title,
       d.number, d.member_id, d.unit_id, u.name, d.title, d.work,
       d.check_code, d.given_on, d.entered_at, d.entered_by, b.name
  FROM commendation d
  JOIN conference c ON c.id = d.conference_id
  LEFT JOIN item i ON i.id = d.item_id
  LEFT JOIN unit u ON u.id = d.unit_id
  LEFT JOIN account a ON a.id = d.entered_by
  LEFT JOIN member b ON b.id = a.member_id
 WHERE d.member_id = :member ORDER BY d.id;

-- name: copy_vote_choice
SELECT c.vote_id, v.question, c.position, c.text, c.participant_id, c.votes,
       c.place, c.elected
  FROM participant p
  JOIN vote_choice c ON c.participant_id = p.id
  JOIN vote v ON v.id = c.vote_id
 WHERE p.member_id = :member ORDER BY c.vote_id, c.position;

-- name: copy_vote_roll
-- How one voted in a secret vote stands nowhere.
SELECT r.vote_id, v.question, r.participant_id, r.card, r.voted
  FROM participant p
  JOIN vote_roll r ON r.participant_id = p.id
  JOIN vote v ON v.id = r.vote_id
 WHERE p.member_id = :member ORDER BY r.vote_id, r.participant_id;

-- name: copy_ballot
SELECT b.vote_id, v.question, b.participant_id, b.holder_id, h.name, b.choices
  FROM participant p
  JOIN ballot b ON b.participant_id = p.id
  JOIN vote v ON v.id = b.vote_id
  LEFT JOIN participant h ON h.id = b.holder_id
 WHERE p.member_id = :member ORDER BY b.vote_id, b.participant_id;

-- name: copy_ballot_held
SELECT b.vote_id, v.question, b.participant_id, g.name, b.holder_id, b.choices
  FROM participant p
  JOIN ballot b ON b.holder_id = p.id
  JOIN participant g ON g.id = b.participant_id
  JOIN vote v ON v.id = b.vote_id
 WHERE p.member_id = :member ORDER BY b.vote_id, b.participant_id;

-- name: copy_trustee_key
SELECT k.id, k.conference_id, c.title, k.member_id, k.public_key, k.from_at,
       k.until_at
  FROM trustee_key k JOIN conference c ON c.id = k.conference_id
 WHERE k.member_id = :member ORDER BY k.from_at, k.id;

-- name: copy_vote_step
SELECT s.vote_id, v.question, s.step, s.member_id, s.at, s.envelopes, s.digest
  FROM vote_step s JOIN vote v ON v.id = s.vote_id
 WHERE s.member_id = :member ORDER BY s.vote_id, s.step;

-- name: copy_vote_sheet
SELECT s.id, s.vote_id, v.question, s.block, s.member_id, s.blank, s.spoilt,
       s.votes, s.at
  FROM vote_sheet s JOIN vote v ON v.id = s.vote_id
 WHERE s.member_id = :member ORDER BY s.id;
