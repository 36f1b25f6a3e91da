-- SPDX-License-Identifier: GPL-3.0-or-later
--
-- What accounts can pay for, and what waits to be paid. State 1: queued; reason 8: paused.

-- name: credit_accounts
-- scan-ok
-- Accounts are few. The newest reading of each that has one.
SELECT a.id, a.label, b.micros, b.currency
FROM account AS a
JOIN balance_reading AS b
  ON b.id = (SELECT id FROM balance_reading WHERE account_id = a.id ORDER BY at DESC, id DESC LIMIT 1)
WHERE a.deleted_at IS NULL AND a.enabled = 1
ORDER BY a.label COLLATE NOCASE;

-- name: credit_count_waiting
-- scan-ok
-- Out of the index alone.
SELECT count(*)
FROM (SELECT 1 FROM message INDEXED BY message_due
      WHERE state = 1 AND reason <> 8 AND reason <> 10 AND account_id = :account_id LIMIT 100000);

-- name: credit_count_segments
-- scan-ok
-- Of the next that go: a big campaign has one text.
SELECT coalesce (sum (segments), 0), count(*)
FROM (SELECT segments FROM message INDEXED BY message_due
      WHERE state = 1 AND reason <> 8 AND reason <> 10 AND account_id = :account_id LIMIT 1000);

-- name: credit_paid
-- scan-ok
-- What the latest messages did cost, where the gateway has said so.
SELECT coalesce (sum (price_micros), 0), coalesce (sum (segments), 0)
FROM (SELECT account_id, direction, segments, price_micros, currency FROM message ORDER BY id DESC LIMIT 500)
WHERE account_id = :account_id AND direction = 1 AND price_micros > 0 AND currency = :currency;

-- name: credit_list_price
SELECT coalesce (max (micros), 0) FROM price WHERE account_id = :account_id AND currency = :currency;
