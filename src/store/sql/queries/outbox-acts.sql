-- SPDX-License-Identifier: GPL-3.0-or-later
--
-- What a person does about messages that wait. State and reason numbers are those of core/peal-message.h:
-- state 1 queued, 10 cancelled; reasons 1 scheduled, 8 paused, 10 ask.
-- PealMissedPolicy 2 ask.
-- Campaign states: 2 paused, 4 cancelled.

-- name: act_find
-- The columns up to the country are those of outbox_due.
SELECT m.id, m.uuid, m.conversation_id, m.campaign_id, m.contact_id, m.kind, m.segments, m.attempts, m.reason,
       m.body, m.not_after, c.ours, c.theirs, k.state, k.review,
       EXISTS (SELECT 1 FROM do_not_contact AS d WHERE d.e164 = c.theirs),
       p.zone, p.region, p.country, m.not_before, m.account_id, a.enabled = 1 AND a.deleted_at IS NULL,
       m.held_at
FROM message AS m
CROSS JOIN conversation AS c ON c.id = m.conversation_id
LEFT JOIN account AS a ON a.id = m.account_id
LEFT JOIN consent AS k ON k.e164 = c.theirs
LEFT JOIN contact AS p ON p.id = m.contact_id
WHERE m.id = :id AND m.state = 1 AND m.direction = 1;

-- name: act_list_run
SELECT conversation_id, not_before, attempts, reason, id FROM message NOT INDEXED
WHERE id BETWEEN :first AND :last AND state = 1;

-- name: act_cancel_run
-- Reason and explanation stay, for the undo. Two statements in one pass each cost less than one that returns what it
-- changed: such a one reads every column of every row.
UPDATE message NOT INDEXED SET state = 10, settled_at = :now WHERE id BETWEEN :first AND :last AND state = 1;

-- name: act_move
-- What is paused stays so. A time that a person chose is a promise: what misses it is asked about. It was not held
-- since.
UPDATE message
SET not_before = :time, held_at = 0, explanation = '',
    reason = CASE WHEN reason = 8 THEN 8 WHEN :time > :now THEN 1 ELSE 0 END,
    missed_grace = iif (:time > :now AND missed_policy IS NULL, :grace, missed_grace),
    missed_policy = iif (:time > :now, coalesce (missed_policy, 2), missed_policy)
WHERE id = :id AND state = 1;

-- name: act_edit
UPDATE message SET body = :body, segments = :segments WHERE id = :id AND state = 1 AND body = :was
RETURNING conversation_id, not_before, attempts, reason;

-- name: act_get_segments
SELECT segments FROM message WHERE id = :id;

-- name: act_restore
-- Undo of a cancel. The campaign may have been paused, resumed or cancelled since; what it stood for may have been
-- sent again by another.
UPDATE message
SET state = 1, settled_at = NULL,
    reason = CASE WHEN reason = 10 THEN 10
                  WHEN campaign_id IN (SELECT k.id FROM campaign AS k WHERE k.id = campaign_id AND k.state = 2) THEN 8
                  WHEN not_before <= :now THEN 0 WHEN reason IN (0, 8) THEN 1 ELSE reason END
WHERE id = :id AND state = 10 AND settled_at = :at
  AND NOT EXISTS (SELECT 1 FROM campaign AS k WHERE k.id = campaign_id AND k.state = 4)
  AND (again_of IS NULL
       OR NOT EXISTS (SELECT 1 FROM message AS o WHERE o.again_of = message.again_of AND o.state <> 10))
RETURNING conversation_id;

-- name: act_put_back
-- Undo of another time: unless it was tried since, or somebody chose yet another one. What was held since was held by
-- the claim, for whatever reason.
UPDATE message
SET not_before = :was, held_at = :held_at,
    reason = CASE WHEN reason = 8 THEN 8 WHEN :was <= :now THEN 0 ELSE :reason END
WHERE id = :id AND state = 1 AND reason <> 10 AND attempts = :attempts AND not_before <> :was
  AND (not_before = :set OR held_at > 0)
RETURNING conversation_id;
