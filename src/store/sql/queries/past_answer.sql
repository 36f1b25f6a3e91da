-- SPDX-License-Identifier: GPL-3.0-or-later
--
-- What was asked and answered: store/peal-past-answers.h.

-- name: past_answer_question
-- What was written last, newest first: nothing where nobody is to be answered. State 2: they asked to stop.
SELECT m.id, m.direction, m.body
FROM conversation AS v CROSS JOIN message AS m ON m.conversation_id = v.id
LEFT JOIN consent AS s ON s.e164 = v.theirs
WHERE v.id = :conversation_id AND v.blocked_at IS NULL AND coalesce (s.state, 0) <> 2 AND coalesce (s.review, 0) = 0
ORDER BY m.id DESC LIMIT :limit;

-- name: past_answer_alike
-- scan-ok
-- The full-text index gives them newest first, and it ends with the last that is wanted.
SELECT m.id, m.conversation_id, m.body, m.created_at, coalesce (c.given, ''), coalesce (c.family, '')
FROM message_search AS s CROSS JOIN message AS m ON m.id = s.rowid
JOIN conversation AS v ON v.id = m.conversation_id
LEFT JOIN contact AS c ON c.id = v.contact_id
WHERE s.message_search MATCH :match AND s.rowid < :before AND s.rowid >= :first
ORDER BY s.rowid DESC LIMIT :limit;

-- name: past_answer_next
-- Whether it is a person's (kind 1, to one) that left or will: not left out (9) or taken back (10).
SELECT direction, body, created_at, kind = 1 AND campaign_id IS NULL AND state NOT IN (8, 9, 10)
FROM message WHERE conversation_id = :conversation_id AND id > :after ORDER BY id LIMIT :limit;
