-- SPDX-License-Identifier: GPL-3.0-or-later
--
-- What Home shows. Each query is a slice of an index.

-- name: figures_count_messages
-- Outbound by state, inbound by direction, of a span. States 3, 4, 6: with the gateway, sent, delivered;
-- 7, 8: not delivered, failed.
SELECT coalesce (sum (direction = 1 AND state IN (3, 4, 6, 7)), 0),
       coalesce (sum (direction = 1 AND state = 6), 0),
       coalesce (sum (direction = 1 AND state IN (7, 8)), 0),
       coalesce (sum (direction = 2), 0)
FROM message WHERE submitted_at >= :from AND submitted_at < :until;

-- name: figures_count_opt_outs
SELECT count(*) FROM consent_event WHERE act = 1 AND at >= :from AND at < :until;

-- name: figures_failed
-- The latest first; the caller counts.
SELECT id FROM conversation WHERE failed > 0 ORDER BY last_at DESC LIMIT 1000;

-- name: figures_unanswered
SELECT id FROM conversation WHERE unanswered_since < :before ORDER BY unanswered_since LIMIT 1000;

-- name: figures_reviews
SELECT e164 FROM consent WHERE review = 1 ORDER BY changed_at LIMIT 1000;

-- name: figures_unknown
SELECT id FROM message WHERE state = 5 AND look_at IS NULL ORDER BY id LIMIT 1000;

-- name: figures_accounts
-- scan-ok
-- Accounts are few.
SELECT id FROM account;

-- name: figures_scheduled
-- scan-ok
-- What no account may take (route.sql) has no time; here and below.
-- One account and priority, from now on: one seek. Messages of campaigns are told as campaigns; so that
-- a big one costs nothing here, no more than a thousand of the queue are looked at.
SELECT q.not_before, q.id, q.conversation_id, coalesce (c.display, v.theirs), substr (q.body, 1, 200), q.reason,
       q.explanation
FROM (SELECT * FROM message
      WHERE state = 1 AND reason <> 8 AND reason <> 10 AND account_id = :account_id AND priority = :priority
        AND not_before > :now AND not_before < 9223372036854775807
      ORDER BY not_before, id LIMIT 1000) AS q
JOIN conversation AS v ON v.id = q.conversation_id
LEFT JOIN contact AS c ON c.id = v.contact_id AND c.deleted_at IS NULL
WHERE q.campaign_id IS NULL
ORDER BY q.not_before, q.id LIMIT :limit;

-- name: figures_campaigns
-- scan-ok
-- The campaigns that run, from the newest back. One of which something is due now is not still to come.
SELECT k.id, k.name, substr (k.body, 1, 200), m.not_before,
       (SELECT count(*) FROM message WHERE campaign_id = k.id AND state = 1), m.reason, m.explanation
FROM (SELECT * FROM campaign WHERE state = 1 ORDER BY id DESC LIMIT 50) AS k
JOIN message AS m ON m.id = (SELECT id FROM message WHERE campaign_id = k.id AND state = 1 ORDER BY not_before LIMIT 1)
WHERE m.not_before > :now AND m.not_before < 9223372036854775807;
