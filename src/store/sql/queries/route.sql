-- SPDX-License-Identifier: GPL-3.0-or-later
--
-- Through which account a message goes. States: 1 queued; attempt outcome 2 is "not accepted, proved".
-- What the rules let no account take waits for no time, nor does what costs more than a whole day allows: its
-- not_before is the end of all times.

-- name: route_list
-- scan-ok
-- A handful.
SELECT r.prefix, r.region, r.refuse, r.account_id, r.number, coalesce (a.label, ''), a.deleted_at IS NOT NULL
FROM route_rule AS r LEFT JOIN account AS a ON a.id = r.account_id ORDER BY r.position;

-- name: route_exists
-- scan-ok
SELECT EXISTS (SELECT 1 FROM route_rule);

-- name: route_work
-- scan-ok
-- Walks the accounts, of which there are few, and seeks three times for each.
SELECT EXISTS (SELECT 1 FROM route_rule),
       EXISTS (SELECT 1 FROM account AS a CROSS JOIN (VALUES (0), (1), (2)) AS p
               CROSS JOIN message AS m INDEXED BY message_due
                 ON m.account_id = a.id AND m.state = 1 AND m.reason <> 8 AND m.reason <> 10
                 AND m.priority = p.column1 AND m.not_before = 9223372036854775807
               WHERE a.deleted_at IS NULL);

-- name: route_clear
-- scan-ok
DELETE FROM route_rule;

-- name: route_insert
INSERT INTO route_rule (position, prefix, region, refuse, account_id, number)
VALUES (:position, :prefix, :region, :refuse, :account_id, :number);

-- name: route_senders
-- scan-ok
-- A handful: the number that each account sends from, and those that rules name.
SELECT a.id, a.label, a.sender, a.enabled, s.condition, s.until
FROM account AS a LEFT JOIN sighting AS s ON s.account_id = a.id
WHERE a.deleted_at IS NULL
UNION
SELECT a.id, a.label, r.number, a.enabled AND coalesce (n.can_sms, 1), s.condition, s.until
FROM route_rule AS r CROSS JOIN account AS a ON a.id = r.account_id
LEFT JOIN number AS n ON n.account_id = a.id AND n.e164 = r.number
LEFT JOIN sighting AS s ON s.account_id = a.id
WHERE r.number <> '' AND r.number <> a.sender AND a.deleted_at IS NULL
ORDER BY 2 COLLATE NOCASE, 1, 3;

-- name: route_held
-- R-SEND-3, R-SEND-4: never one that an account may have, nor one whose last answer is open. What the
-- conversation knows: somebody wrote, or something arrived; what a person chose is kept like that.
SELECT m.id, m.conversation_id, c.ours, c.theirs, m.segments, m.not_before, m.not_after, m.contact_id, m.campaign_id,
       t.account_id, t.failure,
       m.chosen OR EXISTS (SELECT 1 FROM message AS o
                           WHERE o.conversation_id = m.conversation_id AND o.state IN (3, 4, 6, 7, 11)), m.reason
FROM message AS m INDEXED BY message_held
CROSS JOIN conversation AS c ON c.id = m.conversation_id
LEFT JOIN attempt AS t ON t.message_id = m.id AND t.ordinal = m.attempts
WHERE m.account_id = :account_id AND m.state = 1 AND m.reason > 2 AND m.reason <> 8 AND m.reason <> 10
  AND m.reason IN (3, 4, 5, 9, 11) AND m.id > :after
  AND m.remote_id IS NULL
  AND NOT EXISTS (SELECT 1 FROM attempt AS a WHERE a.message_id = m.id AND a.outcome <> 2)
ORDER BY m.id LIMIT :limit;

-- name: route_due
-- The same of what is due at an account that does not get to it.
SELECT m.id, m.conversation_id, c.ours, c.theirs, m.segments, m.not_before, m.not_after, m.contact_id, m.campaign_id,
       t.account_id, t.failure,
       m.chosen OR EXISTS (SELECT 1 FROM message AS o
                           WHERE o.conversation_id = m.conversation_id AND o.state IN (3, 4, 6, 7, 11)), m.reason
FROM message AS m INDEXED BY message_due
CROSS JOIN conversation AS c ON c.id = m.conversation_id
LEFT JOIN attempt AS t ON t.message_id = m.id AND t.ordinal = m.attempts
WHERE m.account_id = :account_id AND m.state = 1 AND m.reason NOT IN (3, 4, 5, 9, 11) AND m.reason <> 8
  AND m.reason <> 10
  AND m.priority = :priority AND m.not_before <= :now
  AND (m.not_before, m.id) > (:after_at, :after)
  AND m.remote_id IS NULL
  AND NOT EXISTS (SELECT 1 FROM attempt AS a WHERE a.message_id = m.id AND a.outcome <> 2)
ORDER BY m.not_before, m.id LIMIT :limit;

-- name: route_stranded
-- What waits for no time; the last column: whether it may move.
SELECT m.id, m.conversation_id, c.ours, c.theirs, m.segments, m.not_before, m.not_after, m.contact_id, m.campaign_id,
       t.account_id, t.failure,
       m.chosen OR EXISTS (SELECT 1 FROM message AS o
                           WHERE o.conversation_id = m.conversation_id AND o.state IN (3, 4, 6, 7, 11)), m.reason,
       m.remote_id IS NULL AND NOT EXISTS (SELECT 1 FROM attempt AS a WHERE a.message_id = m.id AND a.outcome <> 2)
FROM message AS m INDEXED BY message_due
CROSS JOIN conversation AS c ON c.id = m.conversation_id
LEFT JOIN attempt AS t ON t.message_id = m.id AND t.ordinal = m.attempts
WHERE m.account_id = :account_id AND m.state = 1 AND m.reason <> 8 AND m.reason <> 10
  AND m.priority = :priority AND m.not_before = 9223372036854775807 AND m.id > :after
ORDER BY m.id LIMIT :limit;

-- name: route_release
-- This and the move below: never before its time, also where the clock was set back since it had come.
UPDATE message SET not_before = max (:now, held_at), reason = iif (held_at > :now, 1, 0), explanation = ''
WHERE id = :id AND state = 1 AND reason <> 8 AND reason <> 10 AND not_before = 9223372036854775807;

-- name: route_knows
-- Whether a conversation knows its sender: somebody wrote, or something arrived.
SELECT EXISTS (SELECT 1 FROM message WHERE conversation_id = :id AND state IN (3, 4, 6, 7, 11));

-- name: route_is_chosen
SELECT chosen FROM message WHERE id = :id;

-- name: route_tried
SELECT EXISTS (SELECT 1 FROM attempt WHERE message_id = :id AND account_id = :account_id);

-- name: route_move
-- It must stand as it was read.
UPDATE message
SET account_id = :account_id, conversation_id = :conversation_id, explanation = '',
    reason = iif (max (held_at, coalesce (submitted_at, 0)) > :now, 1, 0),
    not_before = max (:now, held_at, coalesce (submitted_at, 0))
WHERE id = :id AND state = 1 AND reason <> 8 AND reason <> 10 AND account_id = :from AND conversation_id = :left;

-- name: route_conversation_leave
-- Its newest message went elsewhere.
UPDATE conversation
SET last_id = (SELECT max (m.id) FROM message AS m WHERE m.conversation_id = :id),
    last_at = coalesce ((SELECT m.created_at FROM message AS m WHERE m.conversation_id = :id
                         ORDER BY m.id DESC LIMIT 1), last_at)
WHERE id = :id;

-- name: route_conversation_drop
-- Nothing was ever said in it.
DELETE FROM conversation
WHERE id = :id AND NOT EXISTS (SELECT 1 FROM message AS m WHERE m.conversation_id = conversation.id);
