-- SPDX-License-Identifier: GPL-3.0-or-later
--
-- Words of messages: store/peal-message-search.h. A message's time is when it was written: by us when it was made,
-- by them when they sent it.

-- name: message_search_bound
-- The first message that was stored at :at or later.
SELECT id FROM message WHERE created_at >= :at ORDER BY created_at LIMIT 1;

-- name: message_search_people
-- scan-ok
-- Conversations with people that match, and with strangers whose number does; and what they are called. Who is in
-- the bin is a stranger, too.
SELECT v.id, c.sort_name FROM contact_search AS f
CROSS JOIN conversation AS v ON v.contact_id = f.rowid
JOIN contact AS c ON c.id = v.contact_id AND c.deleted_at IS NULL
WHERE f.contact_search MATCH :match
UNION ALL
SELECT v.id, lower (v.theirs) FROM conversation AS v WHERE v.contact_id IS NULL AND instr (lower (v.theirs), :fragment)
UNION ALL
SELECT v.id, lower (v.theirs) FROM contact AS c CROSS JOIN conversation AS v ON v.contact_id = c.id
WHERE c.deleted_at IS NOT NULL AND instr (lower (v.theirs), :fragment);

-- name: message_search_all_people
-- scan-ok
-- For fragments that the full-text index cannot know: the caller looks at each name.
SELECT v.id, coalesce (c.sort_name, lower (v.theirs))
FROM conversation AS v
LEFT JOIN contact AS c ON c.id = v.contact_id AND c.deleted_at IS NULL;

-- name: message_search_match
-- scan-ok
-- The full-text index gives them newest first, and it ends with the last that is wanted. :who and :fragment are
-- asked of each one's person; NULL, as of :conversations, is anybody.
SELECT s.rowid FROM message_search AS s CROSS JOIN message AS m ON m.id = s.rowid
WHERE s.message_search MATCH :match AND s.rowid < :before AND s.rowid >= :first
  AND iif (m.direction = 2, coalesce (m.submitted_at, m.created_at), m.created_at) BETWEEN :since AND :until - 1
  AND (:conversations IS NULL OR m.conversation_id IN (SELECT value FROM json_each (:conversations)))
  AND (:who IS NULL
       OR EXISTS (SELECT 1 FROM conversation AS v
                  WHERE v.id = m.conversation_id
                    AND CASE WHEN v.contact_id IS NULL THEN instr (lower (v.theirs), :fragment)
                             ELSE EXISTS (SELECT 1 FROM contact_search AS f
                                          WHERE f.rowid = v.contact_id AND f.contact_search MATCH :who) END))
ORDER BY s.rowid DESC LIMIT :limit;

-- name: message_search_unread
-- As many of the newest that came in as are unread.
SELECT id, body, coalesce (submitted_at, created_at) FROM message
WHERE conversation_id = :conversation_id AND direction = 2 AND id < :before
ORDER BY id DESC LIMIT (SELECT unread FROM conversation WHERE id = :conversation_id);
