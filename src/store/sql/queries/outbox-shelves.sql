-- SPDX-License-Identifier: GPL-3.0-or-later
--
-- The outbox as a person sees it. Each query walks an index that holds little else than what is asked for:
-- states 1 queued, 2 submitting, 5 unknown, 7 undelivered, 8 failed, 9 left out; reason 8 paused, 10 ask; campaign
-- state 2 paused.

-- name: shelf_list_decide
SELECT id FROM message INDEXED BY message_unknown WHERE state = 5 AND look_at IS NULL ORDER BY id;

-- name: shelf_list_asking
SELECT id FROM message INDEXED BY message_unknown WHERE state = 5 AND look_at > 0 ORDER BY look_at, id;

-- name: shelf_list_waiting
-- scan-ok
-- What is in the air comes first, then what a person is asked about. What is paused is not in message_due: it is found through its campaign.
SELECT id FROM (
  SELECT message_id AS id, 0 AS due FROM attempt INDEXED BY attempt_open WHERE outcome = 0
  UNION ALL
  SELECT id, 1 FROM message INDEXED BY message_ask WHERE state = 1 AND reason = 10
  UNION ALL
  SELECT id, not_before FROM message INDEXED BY message_due WHERE state = 1 AND reason <> 8 AND reason <> 10
  UNION ALL
  SELECT m.id, m.not_before
  FROM campaign AS k CROSS JOIN message AS m INDEXED BY message_campaign
    ON m.campaign_id = k.id AND m.state = 1 AND m.reason = 8
  WHERE k.state = 2
)
ORDER BY due, id;

-- name: shelf_list_waiting_filtered
-- scan-ok
-- The same of those that wait for one reason, of one account, campaign or kind, or that are due by a time; 0 = any.
-- The reason is the one that talk_get_message gives.
SELECT m.id FROM (
  SELECT id FROM message INDEXED BY message_ask WHERE state = 1 AND reason = 10
  UNION ALL
  SELECT id FROM message INDEXED BY message_due WHERE state = 1 AND reason <> 8 AND reason <> 10
  UNION ALL
  SELECT m.id
  FROM campaign AS k CROSS JOIN message AS m INDEXED BY message_campaign
    ON m.campaign_id = k.id AND m.state = 1 AND m.reason = 8
  WHERE k.state = 2
) AS w CROSS JOIN message AS m ON m.id = w.id LEFT JOIN account AS a ON a.id = m.account_id
WHERE :reason IN (0, iif (m.reason NOT IN (8, 10, 12) AND (a.deleted_at IS NOT NULL OR a.enabled IS NOT 1), 5, m.reason))
  AND :account_id IN (0, m.account_id) AND :campaign_id IN (0, m.campaign_id)
  AND :kind IN (0, m.kind) AND (:due = 0 OR m.not_before <= :due)
ORDER BY m.not_before, m.id;

-- name: shelf_list_accounts
-- scan-ok
SELECT id, label FROM account WHERE deleted_at IS NULL ORDER BY label COLLATE NOCASE;

-- name: shelf_list_campaigns
-- scan-ok
-- Those of which something waits, the newest first.
SELECT k.id, k.name FROM campaign AS k
WHERE EXISTS (SELECT 1 FROM message AS m INDEXED BY message_campaign WHERE m.campaign_id = k.id AND m.state = 1)
ORDER BY k.id DESC LIMIT :limit;

-- name: shelf_list_left_out
SELECT id FROM message INDEXED BY message_left_out WHERE state = 9 AND settled_at > :since
ORDER BY settled_at DESC, id DESC;

-- name: shelf_list_failed
-- Those that nobody has looked at, the latest first.
SELECT m.id FROM message AS m INDEXED BY message_failed JOIN conversation AS v ON v.id = m.conversation_id
WHERE m.state IN (7, 8) AND m.settled_at > :since AND v.failed > 0
ORDER BY m.settled_at DESC, m.id DESC;

-- name: shelf_count_unknown
SELECT count(*) FILTER (WHERE look_at IS NULL), count(*) FILTER (WHERE look_at > 0)
FROM message INDEXED BY message_unknown WHERE state = 5;

-- name: shelf_count_waiting
-- scan-ok
SELECT (SELECT count(*) FROM attempt INDEXED BY attempt_open WHERE outcome = 0)
     + (SELECT count(*) FROM message INDEXED BY message_ask WHERE state = 1 AND reason = 10)
     + (SELECT count(*) FROM message INDEXED BY message_due WHERE state = 1 AND reason <> 8 AND reason <> 10)
     + (SELECT count(*)
        FROM campaign AS k CROSS JOIN message AS m INDEXED BY message_campaign
          ON m.campaign_id = k.id AND m.state = 1 AND m.reason = 8
        WHERE k.state = 2);

-- name: shelf_count_failed
SELECT count(*) FROM message AS m INDEXED BY message_failed JOIN conversation AS v ON v.id = m.conversation_id
WHERE m.state IN (7, 8) AND m.settled_at > :since AND v.failed > 0;

-- name: shelf_count_left_out
SELECT count(*) FROM message INDEXED BY message_left_out WHERE state = 9 AND settled_at > :since;

-- name: shelf_look_ahead
-- scan-ok
-- What waits for an account that is switched off or for another rule, or for a person who paused it, waits for a person.
SELECT count(*) FILTER (WHERE m.not_before <= :now), count(*) FILTER (WHERE m.not_before <= :soon), count(*),
       min(m.not_before)
FROM account AS a CROSS JOIN message AS m INDEXED BY message_due
  ON m.account_id = a.id AND m.state = 1 AND m.reason <> 8 AND m.reason <> 10
WHERE a.enabled = 1 AND a.deleted_at IS NULL AND m.not_before < 9223372036854775807;

-- name: shelf_count_in_air
SELECT count(*) FROM attempt INDEXED BY attempt_open WHERE outcome = 0;

-- name: shelf_get_text
SELECT body, coalesce (campaign_id, 0) FROM message WHERE id = :id;

-- name: shelf_get_template
SELECT body FROM campaign WHERE id = :id;

-- name: shelf_see_failure
UPDATE conversation SET failed = 0
WHERE id = (SELECT conversation_id FROM message WHERE id = :id) AND failed > 0 RETURNING id;
