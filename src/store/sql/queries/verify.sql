-- SPDX-License-Identifier: GPL-3.0-or-later
--
-- Checks that no constraint can make: each row is a message and what is wrong with it.

-- name: verify_states
-- scan-ok
SELECT m.id, 'is submitting, but no attempt is open' FROM message AS m
WHERE m.state = 2 AND NOT EXISTS (SELECT 1 FROM attempt AS a WHERE a.message_id = m.id AND a.outcome = 0)
UNION ALL
SELECT a.message_id, 'has an open attempt, but is not submitting' FROM attempt AS a
JOIN message AS m ON m.id = a.message_id
WHERE a.outcome = 0 AND m.state <> 2
UNION ALL
SELECT m.id, 'was accepted, but has no id at the gateway' FROM message AS m
WHERE m.state = 3 AND m.remote_id IS NULL
UNION ALL
SELECT m.id, 'is unknown, but was never tried' FROM message AS m
WHERE m.state = 5 AND m.attempts = 0
UNION ALL
SELECT m.id, 'is queued, but no account will ever ask for it' FROM message AS m
WHERE m.state = 1 AND m.account_id IS NULL
UNION ALL
SELECT m.id, 'counts attempts that are not there' FROM message AS m
WHERE m.direction = 1 AND m.attempts <> (SELECT count (*) FROM attempt AS a WHERE a.message_id = m.id)
UNION ALL
SELECT m.id, 'is in a state that its direction does not have' FROM message AS m
WHERE (m.direction = 2) <> (m.state = 11) OR m.state NOT BETWEEN 1 AND 11
UNION ALL
SELECT m.id, 'was left out, but nothing says why' FROM message AS m
WHERE m.state = 9 AND m.reason = 0;

-- name: verify_recipients
-- scan-ok
-- R-SEND-6: a message, or a reason.
SELECT campaign_id, ordinal FROM campaign_recipient WHERE message_id IS NULL AND reason = 0;
