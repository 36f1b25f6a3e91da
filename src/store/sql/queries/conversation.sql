-- SPDX-License-Identifier: GPL-3.0-or-later
--
-- Conversations, to read and to tidy. :shelf is PealTalkShelf.

-- name: conversation_list
-- scan-ok
-- The index alone answers it. What is left of people who were erased has no last message.
SELECT id FROM conversation WHERE last_at > 0 ORDER BY last_at DESC, id DESC;

-- name: conversation_list_unread
SELECT id FROM conversation WHERE unread > 0 ORDER BY last_at DESC, id DESC;

-- name: conversation_list_failed
SELECT id FROM conversation WHERE failed > 0 ORDER BY last_at DESC, id DESC;

-- name: conversation_list_open
-- scan-ok
SELECT id FROM conversation WHERE state = 1 AND last_at > 0 ORDER BY last_at DESC, id DESC;

-- name: conversation_list_unanswered
-- scan-ok
SELECT id FROM conversation WHERE unanswered_since IS NOT NULL ORDER BY last_at DESC, id DESC;

-- name: conversation_list_matching
-- scan-ok
-- Of contacts that match; and of strangers, by a fragment of their number.
SELECT v.id, v.last_at, c.sort_name
FROM contact_search AS f
CROSS JOIN conversation AS v ON v.contact_id = f.rowid
JOIN contact AS c ON c.id = v.contact_id AND c.deleted_at IS NULL
WHERE f.contact_search MATCH :match
  AND CASE :shelf WHEN 1 THEN v.unread > 0 WHEN 2 THEN v.failed > 0 WHEN 3 THEN v.state = 1
                  WHEN 4 THEN v.unanswered_since IS NOT NULL ELSE 1 END
UNION ALL
SELECT v.id, v.last_at, lower (v.theirs)
FROM conversation AS v
LEFT JOIN contact AS c ON c.id = v.contact_id AND c.deleted_at IS NULL
WHERE c.id IS NULL AND v.last_at > 0 AND instr (lower (v.theirs), :fragment)
  AND CASE :shelf WHEN 1 THEN v.unread > 0 WHEN 2 THEN v.failed > 0 WHEN 3 THEN v.state = 1
                  WHEN 4 THEN v.unanswered_since IS NOT NULL ELSE 1 END
ORDER BY 2 DESC, 1 DESC;

-- name: conversation_list_named
-- scan-ok
-- For fragments that the full-text index cannot know: the caller looks at each name.
SELECT v.id, v.last_at, coalesce (c.sort_name, lower (v.theirs))
FROM conversation AS v
LEFT JOIN contact AS c ON c.id = v.contact_id AND c.deleted_at IS NULL
WHERE v.last_at > 0
  AND CASE :shelf WHEN 1 THEN v.unread > 0 WHEN 2 THEN v.failed > 0 WHEN 3 THEN v.state = 1
                  WHEN 4 THEN v.unanswered_since IS NOT NULL ELSE 1 END
ORDER BY v.last_at DESC, v.id DESC;

-- name: conversation_get_row
SELECT v.ours, v.theirs, v.contact_id, v.account_id, coalesce (c.display, v.theirs), v.state, v.unread, v.failed,
       coalesce (s.state, 0), coalesce (s.review, 0), v.last_id, v.last_at,
       substr (m.body, 1, 200), coalesce (m.direction, 0), coalesce (m.state, 0)
FROM conversation AS v
LEFT JOIN contact AS c ON c.id = v.contact_id AND c.deleted_at IS NULL
LEFT JOIN consent AS s ON s.e164 = v.theirs
LEFT JOIN message AS m ON m.id = v.last_id
WHERE v.id = :id;

-- name: conversation_find_theirs
SELECT id FROM conversation WHERE theirs = :theirs ORDER BY last_at DESC LIMIT 1;

-- name: conversation_last_sender
-- scan-ok
-- Of the accounts, of which there are few, for each conversation of one number. What was an account's
-- number once may be nobody's now. Where somebody wrote, or something arrived, comes first: so route_knows has it.
SELECT a.id, iif (EXISTS (SELECT 1 FROM number AS n WHERE n.account_id = a.id AND n.e164 = c.ours), c.ours, a.sender),
       EXISTS (SELECT 1 FROM message AS m WHERE m.conversation_id = c.id AND m.state IN (3, 4, 6, 7, 11)) AS knows
FROM conversation AS c CROSS JOIN account AS a
WHERE c.theirs = :theirs AND a.enabled = 1 AND a.deleted_at IS NULL AND :account_id IN (0, a.id)
  AND (a.id = c.account_id OR a.sender = c.ours)
ORDER BY knows DESC, c.last_at DESC, c.id DESC, a.id IS NOT c.account_id, a.id LIMIT 1;

-- name: conversation_get_unread
SELECT unread FROM conversation WHERE id = :conversation_id;

-- name: conversation_count_unread
SELECT count(*) FROM conversation WHERE unread > 0;

-- name: conversation_mark_read
UPDATE conversation SET unread = 0, failed = 0 WHERE id = :id AND (unread > 0 OR failed > 0);

-- name: conversation_mark_unread
UPDATE conversation SET unread = 1 WHERE id = :id AND unread = 0;

-- name: conversation_set_state
-- What is done waits for no answer.
UPDATE conversation SET state = :state, unanswered_since = CASE :state WHEN 1 THEN unanswered_since END
WHERE id = :id AND state <> :state;

-- name: conversation_note_inbound
-- Somebody wrote. An opt-out asks for no answer.
UPDATE conversation
SET unread = unread + 1, state = 1,
    unanswered_since = CASE WHEN :wants_answer THEN coalesce (unanswered_since, :at) END
WHERE id = :id;

-- name: conversation_note_answer
-- A person wrote back.
UPDATE conversation SET unanswered_since = NULL WHERE id = :id AND unanswered_since IS NOT NULL;
