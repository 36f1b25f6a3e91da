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
-- The index alone answers it.
SELECT id FROM conversation
WHERE state = 1 AND snoozed_until IS NULL AND blocked_at IS NULL AND last_at > 0 ORDER BY last_at DESC, id DESC;

-- name: conversation_list_shelf
-- scan-ok
-- :shelf is PealTalkShelf, as in all that follow; NULL is any of ours, with any tag, anybody's.
SELECT v.id FROM conversation_shelf AS v
WHERE (v.shelves >> :shelf) & 1
  AND (:ours IS NULL OR v.ours = :ours)
  AND (:staff_id IS NULL OR v.staff_id = :staff_id)
  AND (:tag IS NULL OR v.contact_id IN (SELECT t.contact_id FROM tag AS g CROSS JOIN contact_tag AS t ON t.tag_id = g.id
                                        WHERE g.name = :tag))
ORDER BY v.last_at DESC, v.id DESC;

-- name: conversation_list_matching
-- scan-ok
-- Of contacts that match; and of strangers, by a fragment of their number. Who is in the bin is a stranger, too.
SELECT v.id, v.last_at, c.sort_name
FROM contact_search AS f
CROSS JOIN conversation_shelf AS v ON v.contact_id = f.rowid
JOIN contact AS c ON c.id = v.contact_id AND c.deleted_at IS NULL
WHERE f.contact_search MATCH :match AND (v.shelves >> :shelf) & 1
UNION ALL
SELECT v.id, v.last_at, lower (v.theirs)
FROM conversation_shelf AS v
WHERE v.contact_id IS NULL AND instr (lower (v.theirs), :fragment) AND (v.shelves >> :shelf) & 1
UNION ALL
SELECT v.id, v.last_at, lower (v.theirs)
FROM contact AS c CROSS JOIN conversation_shelf AS v ON v.contact_id = c.id
WHERE c.deleted_at IS NOT NULL AND instr (lower (v.theirs), :fragment) AND (v.shelves >> :shelf) & 1
ORDER BY 2 DESC, 1 DESC;

-- name: conversation_list_named
-- scan-ok
-- For fragments that the full-text index cannot know: the caller looks at each name.
SELECT v.id, v.last_at, coalesce (c.sort_name, lower (v.theirs))
FROM conversation_shelf AS v
LEFT JOIN contact AS c ON c.id = v.contact_id AND c.deleted_at IS NULL
WHERE (v.shelves >> :shelf) & 1
ORDER BY v.last_at DESC, v.id DESC;

-- name: conversation_get_row
SELECT v.ours, v.theirs, v.contact_id, v.account_id, coalesce (c.display, v.theirs), v.state, v.unread, v.failed,
       coalesce (s.state, 0), coalesce (s.review, 0), v.last_id, v.last_at,
       substr (m.body, 1, 200), coalesce (m.direction, 0), coalesce (m.state, 0),
       v.staff_id, coalesce (w.name, ''), v.snoozed_until, v.blocked_at IS NOT NULL, v.unanswered_since,
       coalesce (substr (d.body, 1, 200), '')
FROM conversation AS v
LEFT JOIN staff AS w ON w.id = v.staff_id
LEFT JOIN draft AS d ON d.conversation_id = v.id
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
-- What is done waits for no answer and no time.
UPDATE conversation
SET state = :state, unanswered_since = CASE :state WHEN 1 THEN unanswered_since END, snoozed_until = NULL
WHERE id = :id AND state <> :state;

-- name: conversation_note_inbound
-- Somebody wrote. An opt-out asks for no answer. Of whom is blocked nobody takes notice.
UPDATE conversation
SET unread = unread + 1, state = 1, snoozed_until = NULL,
    unanswered_since = CASE WHEN :wants_answer THEN coalesce (unanswered_since, :at) END
WHERE id = :id AND blocked_at IS NULL;

-- name: conversation_note_answer
-- A person wrote back.
UPDATE conversation SET unanswered_since = NULL WHERE id = :id AND unanswered_since IS NOT NULL;
