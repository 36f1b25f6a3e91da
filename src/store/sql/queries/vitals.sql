-- SPDX-License-Identifier: GPL-3.0-or-later
--
-- How the workspace is doing, asked every few seconds. Each query walks an index that holds little else than
-- what is asked for, or a slice of one. States: 1 queued, 3 accepted, 4 sent, 6 delivered, 7 undelivered,
-- 8 failed; reason 8 paused; campaign state 2 paused.

-- name: vitals_queue
-- The index alone is walked, none of the messages.
SELECT count(*) FILTER (WHERE not_before <= :now),
       count(*) FILTER (WHERE not_before > :now AND not_before < 9223372036854775807),
       count(*) FILTER (WHERE not_before = 9223372036854775807)
FROM message INDEXED BY message_due WHERE state = 1 AND reason <> 8 AND reason <> 10;

-- name: vitals_held
-- scan-ok
-- Walks the accounts, of which there are few, and seeks three times for each what waits for no time (route.sql).
-- Reasons 11 money, 12 no route; the index does not hold them, so no more rows than :limit are looked at.
SELECT count(*) FILTER (WHERE reason = 12), count(*) FILTER (WHERE reason = 11)
FROM (SELECT m.reason
      FROM account AS a CROSS JOIN (VALUES (0), (1), (2)) AS p
      CROSS JOIN message AS m INDEXED BY message_due
        ON m.account_id = a.id AND m.state = 1 AND m.reason <> 8 AND m.reason <> 10
        AND m.priority = p.column1 AND m.not_before = 9223372036854775807
      WHERE a.deleted_at IS NULL AND a.enabled = 1 LIMIT :limit);

-- name: vitals_paused
-- scan-ok
SELECT count(*) FROM campaign AS k CROSS JOIN message AS m INDEXED BY message_campaign
  ON m.campaign_id = k.id AND m.state = 1 AND m.reason = 8
WHERE k.state = 2;

-- name: vitals_in_air
SELECT count(*) FROM attempt INDEXED BY attempt_open WHERE outcome = 0;

-- name: vitals_oldest_due
-- scan-ok
-- Walks the accounts, of which there are few, and seeks three times for each; since when it could have gone.
SELECT min (since) FROM (
  SELECT (SELECT max (m.not_before, m.created_at) FROM message AS m INDEXED BY message_due
          WHERE m.account_id = a.id AND m.state = 1 AND m.reason <> 8 AND m.reason <> 10 AND m.priority = p.column1
            AND m.not_before <= :now
          ORDER BY m.not_before, m.id LIMIT 1) AS since
  FROM account AS a, (VALUES (0), (1), (2)) AS p WHERE a.deleted_at IS NULL AND a.enabled = 1
);

-- name: vitals_rate
SELECT count(*) FILTER (WHERE submitted_at > :minute), count(*)
FROM message WHERE submitted_at > :hour AND direction = 1 AND state IN (3, 4, 6, 7);

-- name: vitals_failures
-- scan-ok
-- The sub-select is what bounds it: a slice of message_failed.
SELECT provider_code, failure, count(*) FILTER (WHERE settled_at > :day), count(*), max (settled_at)
FROM (SELECT provider_code, failure, settled_at FROM message INDEXED BY message_failed
      WHERE state IN (7, 8) AND settled_at > :week ORDER BY settled_at DESC LIMIT :limit)
GROUP BY provider_code, failure ORDER BY 4 DESC, 3 DESC, provider_code, failure;

-- name: sighting_list
-- scan-ok
-- One for each account.
SELECT account_id, seen_at, condition, until, detail, replies_at, receipts_at, answered_at, latency, skew, balance_at
FROM sighting;

-- name: sighting_set
INSERT INTO sighting (account_id, seen_at, condition, until, detail, replies_at, receipts_at, answered_at,
                      latency, skew, balance_at)
VALUES (:account_id, :now, :condition, :until, :detail, :replies_at, :receipts_at, :answered_at,
        :latency, :skew, :balance_at)
ON CONFLICT (account_id) DO UPDATE
SET seen_at = excluded.seen_at, condition = excluded.condition, until = excluded.until, detail = excluded.detail,
    replies_at = excluded.replies_at, receipts_at = excluded.receipts_at, answered_at = excluded.answered_at,
    latency = excluded.latency, skew = excluded.skew, balance_at = excluded.balance_at;
