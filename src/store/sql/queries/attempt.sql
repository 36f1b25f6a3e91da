-- SPDX-License-Identifier: GPL-3.0-or-later
--
-- Attempts, to read.

-- name: attempt_list_open
-- The last attempt of each such message of one conversation. PealAttemptOutcome 0 open, 3 unknown;
-- PealMessageState 2 submitting, 5 unknown, 4 sent: without an answer that is a person's word.
SELECT a.message_id, a.ordinal, a.started_at, a.ended_at
FROM message AS x
CROSS JOIN message AS m ON m.conversation_id = x.conversation_id
CROSS JOIN attempt AS a ON a.message_id = m.id
WHERE x.id = :message_id AND m.state IN (2, 4, 5) AND m.body = x.body
  AND a.ordinal = m.attempts AND a.account_id = x.account_id AND a.outcome IN (0, 3)
ORDER BY a.started_at, a.message_id, a.ordinal;

-- name: attempt_list
SELECT t.ordinal, t.started_at, t.ended_at, t.outcome, t.failure, t.provider_code, a.label
FROM attempt AS t JOIN account AS a ON a.id = t.account_id
WHERE t.message_id = :message_id ORDER BY t.ordinal;
