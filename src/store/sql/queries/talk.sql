-- SPDX-License-Identifier: GPL-3.0-or-later
--
-- Messages to read, and those that come in.

-- name: talk_thread
SELECT id FROM message WHERE conversation_id = :conversation_id AND id < :before ORDER BY id DESC LIMIT :limit;

-- name: talk_after
SELECT id FROM message WHERE conversation_id = :conversation_id AND id > :after ORDER BY id LIMIT :limit;

-- name: talk_between
SELECT id FROM message
WHERE conversation_id = :conversation_id AND id BETWEEN :first AND :last ORDER BY id DESC LIMIT :limit;

-- name: talk_find_first_unread
-- Direction 2: inbound. As many of them as are unread, back from the end.
SELECT id FROM message WHERE conversation_id = :conversation_id AND direction = 2
ORDER BY id DESC LIMIT 1 OFFSET :unread - 1;

-- name: talk_find_since
SELECT id FROM message WHERE conversation_id = :conversation_id AND created_at >= :time ORDER BY id LIMIT 1;

-- name: talk_find_newest
SELECT id, direction FROM message WHERE conversation_id = :conversation_id ORDER BY id DESC LIMIT 1;

-- name: talk_count_after
-- scan-ok
-- What is walked is the few rows that were found.
SELECT count(*) FROM (SELECT 1 FROM message WHERE conversation_id = :conversation_id AND id > :after LIMIT :limit);

-- name: talk_get_message
-- What waits for an account out of use waits for nothing else (5), unless for a person: state 1 queued; reason
-- 8 paused, 10 ask, 12 no account that the rules would let take it.
SELECT m.uuid, m.conversation_id, v.ours, v.theirs, m.contact_id, m.direction, m.kind, m.state,
       iif (m.state = 1 AND m.reason NOT IN (8, 10, 12) AND (a.deleted_at IS NOT NULL OR a.enabled IS NOT 1), 5, m.reason),
       m.explanation, m.body, m.segments, m.account_id, m.campaign_id, coalesce (k.name, ''), m.not_before,
       m.not_after, m.attempts, coalesce (m.remote_id, ''), m.failure, m.provider_code, m.price_micros, m.currency,
       m.created_at, m.submitted_at, m.settled_at, m.look_at, coalesce (p.display, v.theirs),
       coalesce (w.zone, ''), coalesce (w.region, ''), coalesce (w.country, ''),
       EXISTS (SELECT 1 FROM message AS o WHERE o.again_of = m.id AND o.state <> 10),
       a.deleted_at IS NOT NULL
FROM message AS m
JOIN conversation AS v ON v.id = m.conversation_id
LEFT JOIN contact AS p ON p.id = v.contact_id AND p.deleted_at IS NULL
LEFT JOIN campaign AS k ON k.id = m.campaign_id
LEFT JOIN account AS a ON a.id = m.account_id
LEFT JOIN contact AS w ON w.id = m.contact_id
WHERE m.id = :id;

-- name: talk_list
-- scan-ok
-- Newest first, from :before back until there are enough.
SELECT id FROM message
WHERE id < :before AND created_at >= :since
  AND (:state = 0 OR state = :state) AND (:direction = 0 OR direction = :direction)
ORDER BY id DESC LIMIT :limit;

-- name: talk_list_of_number
SELECT m.id FROM conversation AS v CROSS JOIN message AS m ON m.conversation_id = v.id
WHERE v.theirs = :number AND m.id < :before AND m.created_at >= :since
  AND (:state = 0 OR m.state = :state) AND (:direction = 0 OR m.direction = :direction)
  AND (:campaign_id IS NULL OR m.campaign_id = :campaign_id)
ORDER BY m.id DESC LIMIT :limit;

-- name: talk_list_of_campaign
SELECT id FROM message
WHERE campaign_id = :campaign_id AND id < :before AND created_at >= :since
  AND (:state = 0 OR state = :state) AND (:direction = 0 OR direction = :direction)
ORDER BY id DESC LIMIT :limit;

-- name: talk_count_by_state
-- scan-ok
SELECT state, count(*) FROM message GROUP BY state;

-- name: talk_find_remote
SELECT id FROM message WHERE account_id = :account_id AND remote_id = :remote_id;

-- name: talk_insert_inbound
-- Direction 2, kind 1, state 11: inbound, conversational, received.
INSERT INTO message (uuid, conversation_id, direction, kind, state, body, segments, account_id, contact_id,
                     remote_id, created_at, submitted_at)
VALUES (:uuid, :conversation_id, 2, 1, 11, :body, :segments, :account_id, :contact_id, :remote_id, :now, :at);
