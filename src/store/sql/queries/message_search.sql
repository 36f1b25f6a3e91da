-- SPDX-License-Identifier: GPL-3.0-or-later
--
-- Words of messages: store/peal-message-search.h. A message's time is when it was written: by us when it was made,
-- by them when they sent it.

-- name: message_search_first
-- The first message that can have been written at :since or later. Clocks are set back, so a day is added.
SELECT id FROM message WHERE created_at >= :since - 86400000000 ORDER BY created_at LIMIT 1;

-- name: message_search_match
-- scan-ok
-- The full-text index gives them newest first, and it ends with the last that is wanted.
SELECT s.rowid FROM message_search AS s CROSS JOIN message AS m ON m.id = s.rowid
WHERE s.message_search MATCH :match AND s.rowid < :before AND s.rowid >= :first
  AND iif (m.direction = 2, coalesce (m.submitted_at, m.created_at), m.created_at) BETWEEN :since AND :until - 1
  AND (:conversations IS NULL OR m.conversation_id IN (SELECT value FROM json_each (:conversations)))
ORDER BY s.rowid DESC LIMIT :limit;

-- name: message_search_among
-- scan-ok
-- Of those whose ids are known already.
SELECT s.rowid FROM json_each (:among) AS j CROSS JOIN message_search AS s ON s.rowid = j.value
CROSS JOIN message AS m ON m.id = s.rowid
WHERE s.message_search MATCH :match AND s.rowid < :before
  AND iif (m.direction = 2, coalesce (m.submitted_at, m.created_at), m.created_at) BETWEEN :since AND :until - 1
  AND (:conversations IS NULL OR m.conversation_id IN (SELECT value FROM json_each (:conversations)))
ORDER BY s.rowid DESC LIMIT :limit;

-- name: message_search_unread
-- Which conversations have something unread, and how much.
SELECT id, unread FROM conversation WHERE unread > 0 ORDER BY last_at DESC;

-- name: message_search_newest_inbound
SELECT id FROM message WHERE conversation_id = :conversation_id AND direction = 2 ORDER BY id DESC LIMIT :limit;
