-- SPDX-License-Identifier: GPL-3.0-or-later
--
-- Gateway accounts; all reading queries give the same columns.

-- name: account_get
SELECT id, uuid, provider, label, base_url, username, sender, settings, enabled, list_exact, settle_after,
       rate_per_sec, workers, created_at
FROM account WHERE id = :id;

-- name: account_find
SELECT id, uuid, provider, label, base_url, username, sender, settings, enabled, list_exact, settle_after,
       rate_per_sec, workers, created_at
FROM account WHERE label = :label COLLATE NOCASE AND deleted_at IS NULL;

-- name: account_list
-- scan-ok
-- A handful.
SELECT id, uuid, provider, label, base_url, username, sender, settings, enabled, list_exact, settle_after,
       rate_per_sec, workers, created_at
FROM account WHERE deleted_at IS NULL ORDER BY label COLLATE NOCASE;

-- name: account_insert
INSERT INTO account (uuid, provider, label, base_url, username, sender, settings, enabled, list_exact, settle_after,
                     rate_per_sec, workers, created_at)
VALUES (:uuid, :provider, :label, :base_url, :username, :sender, :settings, :enabled, :list_exact, :settle_after,
        :rate_per_sec, :workers, :created_at);

-- name: account_update
UPDATE account
SET provider = :provider, label = :label, base_url = :base_url, username = :username, sender = :sender,
    settings = :settings, enabled = :enabled, list_exact = :list_exact, settle_after = :settle_after,
    rate_per_sec = :rate_per_sec, workers = :workers
WHERE id = :id AND deleted_at IS NULL;

-- name: account_remove
UPDATE account SET deleted_at = :now WHERE id = :id AND deleted_at IS NULL;

-- name: account_leave_doubts
-- Nobody asks its gateway any more whether they arrived (state 5): a person says it.
UPDATE message SET look_at = NULL WHERE state = 5 AND look_at > 0 AND account_id = :id;

-- name: account_restore
UPDATE account SET deleted_at = NULL WHERE id = :id AND deleted_at IS NOT NULL;

-- name: number_clear
DELETE FROM number WHERE account_id = :account_id;

-- name: number_insert
INSERT INTO number (account_id, e164, label, can_sms, can_mms, can_voice, seen_at)
VALUES (:account_id, :e164, :label, :can_sms, :can_mms, :can_voice, :seen_at);

-- name: number_list
-- scan-ok
-- A handful for each account.
SELECT account_id, e164, label, can_sms, can_mms, can_voice, seen_at FROM number
WHERE :account_id IN (0, account_id) ORDER BY account_id, e164;

-- name: cursor_get
SELECT position FROM cursor WHERE account_id = :account_id AND feed = :feed;

-- name: cursor_set
INSERT INTO cursor (account_id, feed, position, polled_at) VALUES (:account_id, :feed, :position, :now)
ON CONFLICT (account_id, feed) DO UPDATE SET position = excluded.position, polled_at = excluded.polled_at;

-- name: balance_get
SELECT at, micros, currency FROM balance_reading WHERE account_id = :account_id ORDER BY at DESC, id DESC LIMIT 1;

-- name: balance_add
INSERT INTO balance_reading (account_id, at, micros, currency) VALUES (:account_id, :at, :micros, :currency);

-- name: price_list
SELECT region, micros, currency FROM price WHERE account_id = :account_id ORDER BY region;

-- name: price_learn
-- What a sent message cost; said again, it is not written again.
INSERT INTO price (account_id, region, micros, currency, seen_at)
VALUES (:account_id, :region, :micros, :currency, :now)
ON CONFLICT (account_id, region) DO UPDATE
SET micros = excluded.micros, currency = excluded.currency, seen_at = excluded.seen_at
WHERE micros <> excluded.micros OR currency <> excluded.currency;

-- name: price_find
-- Of the region, else of everywhere else.
SELECT micros FROM price WHERE account_id = :account_id AND region IN (:region, '') AND currency = :currency
ORDER BY region DESC LIMIT 1;

-- name: price_set
INSERT INTO price (account_id, region, micros, currency, seen_at)
VALUES (:account_id, :region, :micros, :currency, :now)
ON CONFLICT (account_id, region) DO UPDATE
SET micros = excluded.micros, currency = excluded.currency, seen_at = excluded.seen_at;
