-- SPDX-License-Identifier: GPL-3.0-or-later
--
-- Messages whose time came while nobody could send them. State 1 queued, 9 left out; reason 1 scheduled, 8 paused,
-- 10 ask, 30 missed; PealMissedPolicy 1 skip, 2 ask;
-- campaign states 2 paused, 4 cancelled.

-- name: overdue_list
-- What is paused, or asked about already, waits for a person anyway.
SELECT id, not_before, missed_policy, missed_grace, conversation_id FROM message INDEXED BY message_promised
WHERE state = 1 AND missed_policy IS NOT NULL AND not_before > :since AND not_before <= :until
  AND reason <> 8 AND reason <> 10;

-- name: overdue_ask
UPDATE message SET reason = 10, explanation = :explanation WHERE id = :id AND state = 1;

-- name: overdue_leave_out
UPDATE message SET state = 9, reason = 30, explanation = :explanation, settled_at = :now WHERE id = :id AND state = 1;

-- name: overdue_ask_all
-- scan-ok
-- Another copy of this workspace may have sent anything that is queued: also what is paused.
UPDATE message SET reason = 10, explanation = 'copy' WHERE state = 1 AND direction = 1 AND reason <> 10;

-- name: overdue_release
-- Nobody can have sent yet what is still to come; what waits for no time (route.sql) may have gone elsewhere.
UPDATE message SET reason = 1, explanation = ''
WHERE state = 1 AND reason = 10 AND explanation = 'copy' AND not_before > :now AND not_before < 9223372036854775807;

-- name: overdue_list_asked
SELECT id, conversation_id FROM message INDEXED BY message_ask WHERE state = 1 AND reason = 10;

-- name: overdue_find_asked
SELECT not_before, attempts, ifnull (missed_policy, -1), explanation, conversation_id FROM message
WHERE id = :id AND state = 1 AND reason = 10;

-- name: overdue_send
-- It goes now, and is not asked about again. In a campaign that is paused it waits with the others. What waited for
-- no time is due: the claim says what it waits for now.
UPDATE message
SET reason = iif ((SELECT state FROM campaign WHERE id = message.campaign_id) = 2, 8, 0), explanation = '',
    missed_policy = NULL, held_at = 0,
    not_before = iif (not_before = 9223372036854775807, max (:now, held_at), not_before)
WHERE id = :id AND state = 1 AND reason = 10;

-- name: overdue_drop
UPDATE message SET state = 9, reason = 30, settled_at = :now WHERE id = :id AND state = 1 AND reason = 10;

-- name: overdue_undo_send
-- Unless it was tried since, somebody chose another time, or it is asked about anew. What was held since was held by
-- the claim.
UPDATE message
SET reason = 10, explanation = :explanation, missed_policy = nullif (:policy, -1), not_before = :was
WHERE id = :id AND state = 1 AND reason <> 10 AND attempts = :attempts AND missed_policy IS NULL
  AND (not_before = :was OR :was = 9223372036854775807 OR held_at > 0)
RETURNING conversation_id;

-- name: overdue_undo_drop
-- Unless its campaign was cancelled since.
UPDATE message
SET state = 1, reason = 10, settled_at = NULL
WHERE id = :id AND state = 9 AND reason = 30 AND settled_at = :at
  AND NOT EXISTS (SELECT 1 FROM campaign AS k WHERE k.id = campaign_id AND k.state = 4)
RETURNING conversation_id;

-- name: overdue_count
SELECT count(*) FROM message INDEXED BY message_ask WHERE state = 1 AND reason = 10;
