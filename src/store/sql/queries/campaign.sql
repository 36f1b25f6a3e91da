-- SPDX-License-Identifier: GPL-3.0-or-later
--
-- Campaigns: campaign, campaign_recipient.

-- name: campaign_insert
INSERT INTO campaign (name, body, kind, audience, created_at, actor)
VALUES (:name, :body, :kind, :audience, :now, :actor);

-- name: campaign_recipient_insert
INSERT INTO campaign_recipient (campaign_id, ordinal, contact_id, e164, message_id, reason, explanation)
VALUES (:campaign_id, :ordinal, (SELECT id FROM contact WHERE id = :contact_id), :e164, :message_id, :reason,
        :explanation);

-- name: campaign_list
-- scan-ok
-- From the newest back until there are enough.
SELECT id, name, body, kind, state, audience, actor, created_at FROM campaign ORDER BY id DESC LIMIT :limit;

-- name: campaign_get
SELECT id, name, body, kind, state, audience, actor, created_at FROM campaign WHERE id = :id;

-- name: campaign_count_recipients
-- All, and those left out before a message was made.
SELECT count(*), count(*) - count (message_id) FROM campaign_recipient WHERE campaign_id = :campaign_id;

-- name: campaign_count_messages
SELECT state, count(*) FROM message WHERE campaign_id = :campaign_id GROUP BY state;

-- name: campaign_list_recipients
-- State 9: left out. A message that was left out later says why itself.
SELECT r.ordinal, coalesce (r.contact_id, 0), coalesce (c.display, r.e164), r.e164, coalesce (r.message_id, 0),
       coalesce (m.state, 9), coalesce (m.reason, r.reason), coalesce (m.explanation, r.explanation), m.not_before
FROM campaign_recipient AS r
LEFT JOIN contact AS c ON c.id = r.contact_id
LEFT JOIN message AS m ON m.id = r.message_id
WHERE r.campaign_id = :campaign_id AND r.ordinal > :after
  AND (NOT :left_out_only OR coalesce (m.state, 9) = 9)
ORDER BY r.ordinal LIMIT :limit;
