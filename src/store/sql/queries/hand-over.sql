-- SPDX-License-Identifier: GPL-3.0-or-later
--
-- What waits at an account that nobody uses any more, to another. State 1 queued; reasons 3 retry, 4 rate, 5 account,
-- 8 paused, 9 limit, 10 ask, 11 money, 12 no route; campaign state 2 paused; attempt outcome 2 is "not accepted, proved".

-- name: hand_over_list
-- scan-ok
-- All that waits, of which the account's is kept: asked once when an account goes. :account_id 0 = all that were removed.
SELECT m.id FROM (
  SELECT id FROM message INDEXED BY message_ask WHERE state = 1 AND reason = 10
  UNION ALL
  SELECT id FROM message INDEXED BY message_due WHERE state = 1 AND reason <> 8 AND reason <> 10
  UNION ALL
  SELECT m.id
  FROM campaign AS k CROSS JOIN message AS m INDEXED BY message_campaign
    ON m.campaign_id = k.id AND m.state = 1 AND m.reason = 8
  WHERE k.state = 2
) AS w CROSS JOIN message AS m ON m.id = w.id CROSS JOIN account AS a ON a.id = m.account_id
WHERE a.id = :account_id OR (:account_id = 0 AND a.deleted_at IS NOT NULL)
ORDER BY m.id;

-- name: hand_over_list_schedules
-- scan-ok
-- Schedules are few. Ended ones and those in the bin too: a person may bring them back. PealScheduleState 3 ended.
SELECT s.id, s.account_id, s.state <> 3 AND s.deleted_at IS NULL
FROM schedule AS s CROSS JOIN account AS a ON a.id = s.account_id
WHERE a.id = :account_id OR (:account_id = 0 AND a.deleted_at IS NOT NULL)
ORDER BY s.id;

-- name: hand_over_move_schedule
-- R-SEND-1: whoever has read it with the other account cannot make it any more.
UPDATE schedule SET account_id = :account_id, updated_at = :now, revision = revision + 1 WHERE id = :id;

-- name: hand_over_find
-- R-SEND-1, R-SEND-3: never one that an account may have.
SELECT m.conversation_id, c.theirs, m.contact_id, m.account_id
FROM message AS m
CROSS JOIN conversation AS c ON c.id = m.conversation_id
CROSS JOIN account AS a ON a.id = m.account_id
WHERE m.id = :id AND m.state = 1 AND (a.id = :from OR (:from = 0 AND a.deleted_at IS NOT NULL))
  AND m.remote_id IS NULL
  AND NOT EXISTS (SELECT 1 FROM attempt AS t WHERE t.message_id = m.id AND t.outcome <> 2);

-- name: hand_over_sender
SELECT sender FROM account WHERE id = :id AND enabled = 1 AND deleted_at IS NULL AND sender <> '';

-- name: hand_over_move
-- What the old account held is due, but never before its time, also where the clock was set back since it had come.
UPDATE message
SET account_id = :account_id, conversation_id = :conversation_id,
    explanation = iif (reason IN (3, 4, 5, 9, 11, 12), '', explanation),
    reason = CASE WHEN reason NOT IN (3, 4, 5, 9, 11, 12) THEN reason
                  WHEN max (held_at, coalesce (submitted_at, 0)) > :now THEN 1 ELSE 0 END,
    not_before = iif (reason IN (3, 4, 5, 9, 11, 12), max (:now, held_at, coalesce (submitted_at, 0)), not_before)
WHERE id = :id AND state = 1;

-- name: hand_over_count_idle
-- scan-ok
-- What waits for nobody but a person, at accounts that were removed (1) or are switched off (0): due now, due later,
-- without a time. Walks the accounts, of which there are few, and seeks three times for each.
SELECT a.deleted_at IS NOT NULL,
       count(*) FILTER (WHERE m.not_before <= :now),
       count(*) FILTER (WHERE m.not_before > :now AND m.not_before < 9223372036854775807),
       count(*) FILTER (WHERE m.not_before = 9223372036854775807)
FROM account AS a CROSS JOIN (VALUES (0), (1), (2)) AS p
CROSS JOIN message AS m INDEXED BY message_due
  ON m.account_id = a.id AND m.state = 1 AND m.reason <> 8 AND m.reason <> 10 AND m.priority = p.column1
WHERE a.deleted_at IS NOT NULL OR a.enabled = 0
GROUP BY 1;
