-- SPDX-License-Identifier: GPL-3.0-or-later
--
-- Limits of accounts, and what has been used of them. Scope is PealLimitScope: 1 account, 2 number, 3 class;
-- 4 is the money of a day (store/peal-money.h).

-- name: limit_list
SELECT scope, name, unit, n, span, burst, zone, reset_minute FROM account_limit
WHERE account_id = :account_id ORDER BY position;

-- name: limit_clear
DELETE FROM account_limit WHERE account_id = :account_id AND scope <> 4;

-- name: limit_insert
INSERT INTO account_limit (account_id, scope, name, position, unit, n, span, burst, zone, reset_minute)
VALUES (:account_id, :scope, :name, :position, :unit, :n, :span, :burst, :zone, :reset_minute);

-- name: money_get
SELECT n, name, zone, reset_minute FROM account_limit WHERE account_id = :account_id AND position = 1000 AND scope = 4;

-- name: money_set
INSERT INTO account_limit (account_id, scope, name, position, unit, n, span, zone, reset_minute)
VALUES (:account_id, 4, :currency, 1000, 0, :n, 0, :zone, :reset_minute)
ON CONFLICT (account_id, position) DO UPDATE
SET name = excluded.name, n = excluded.n, zone = excluded.zone, reset_minute = excluded.reset_minute;

-- name: money_clear
DELETE FROM account_limit WHERE account_id = :account_id AND scope = 4;

-- name: limit_use_get
SELECT u.value FROM limit_use AS l, json_each (l.used) AS u
WHERE l.account_id = :account_id AND l.scope = :scope AND l.name = :name ORDER BY u.key;

-- name: limit_use_set
INSERT INTO limit_use (account_id, scope, name, used) VALUES (:account_id, :scope, :name, :used)
ON CONFLICT (account_id, scope, name) DO UPDATE SET used = excluded.used;

-- name: sender_class_get
SELECT class FROM sender_class WHERE account_id = :account_id AND ours = :ours;

-- name: sender_class_set
INSERT INTO sender_class (account_id, ours, class) VALUES (:account_id, :ours, :class)
ON CONFLICT (account_id, ours) DO UPDATE SET class = excluded.class;

-- name: sender_class_clear
DELETE FROM sender_class WHERE account_id = :account_id AND ours = :ours;

-- name: limit_queue
-- What of the account waits to go at once: messages and segments; not what costs more than any day allows.
SELECT count (*), coalesce (sum (max (segments, 1)), 0)
FROM message INDEXED BY message_due
WHERE account_id = :account_id AND state = 1 AND reason <> 8 AND reason <> 10 AND priority IN (0, 1, 2)
  AND (not_before <= :now OR reason IN (3, 4, 9, 11)) AND not_before < 9223372036854775807;

-- name: limit_release
-- PEAL_HOLD_LIMIT, PEAL_HOLD_MONEY. Never before its time, also where the clock was set back since it had come.
UPDATE message SET not_before = max (:now, held_at)
WHERE id IN (SELECT id FROM message INDEXED BY message_due
             WHERE account_id = :account_id AND state = 1 AND reason <> 8 AND reason <> 10
               AND priority IN (0, 1, 2) AND reason IN (9, 11));
