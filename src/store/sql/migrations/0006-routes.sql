-- SPDX-License-Identifier: GPL-3.0-or-later
--
-- Through which account a message goes: core/peal-route.h. What an account may cost in a day is a row of
-- account_limit: scope 4, its n in micro-units, its name the currency.

-- Earlier rules are better than later ones.
CREATE TABLE route_rule (
  position   INTEGER PRIMARY KEY,
  prefix     TEXT NOT NULL DEFAULT '',   -- of the recipient's number, "+44"; '' = any
  region     TEXT NOT NULL DEFAULT '',   -- of the recipient, "GB"; '' = any
  refuse     INTEGER NOT NULL DEFAULT 0, -- 1: nothing goes there by this rule nor by a later one
  account_id INTEGER REFERENCES account (id) ON DELETE CASCADE, -- NULL = any
  number     TEXT NOT NULL DEFAULT ''    -- one of the account's; '' = any
) STRICT;

-- What was tried, or was about to be, and waits: another account may take it (PEAL_HOLD_RETRY, _RATE,
-- _ACCOUNT, _LIMIT, _MONEY).
CREATE INDEX message_held ON message (account_id, id) WHERE state = 1 AND reason IN (3, 4, 5, 9, 11);
