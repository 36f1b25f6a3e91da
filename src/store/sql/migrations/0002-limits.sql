-- SPDX-License-Identifier: GPL-3.0-or-later
--
-- How much may be sent through an account, and how fast: core/peal-budget.h.

CREATE TABLE account_limit (
  account_id   INTEGER NOT NULL REFERENCES account (id) ON DELETE CASCADE,
  scope        INTEGER NOT NULL,           -- PealLimitScope
  name         TEXT NOT NULL DEFAULT '',   -- a number or a class; '' = each number, or class, for itself
  position     INTEGER NOT NULL,
  unit         INTEGER NOT NULL,           -- PealLimitUnit
  n            INTEGER NOT NULL,
  span         INTEGER NOT NULL,           -- microseconds; 0 = a day that begins at reset_minute in zone
  burst        INTEGER NOT NULL DEFAULT 1,
  zone         TEXT NOT NULL DEFAULT '',
  reset_minute INTEGER NOT NULL DEFAULT 0,
  PRIMARY KEY (account_id, position)
) STRICT, WITHOUT ROWID;

-- What has been used of them: written by the transaction that claims a message, so it is never
-- behind what was sent, whatever happens.
CREATE TABLE limit_use (
  account_id INTEGER NOT NULL REFERENCES account (id) ON DELETE CASCADE,
  scope      INTEGER NOT NULL,
  name       TEXT NOT NULL,                -- '' for the account, else the number or the class
  used       TEXT NOT NULL CHECK (json_valid (used)), -- peal_budget_save (), an array
  PRIMARY KEY (account_id, scope, name)
) STRICT, WITHOUT ROWID;

-- The registered campaign (10DLC, DLT, ...) that a number of ours sends for.
CREATE TABLE sender_class (
  account_id INTEGER NOT NULL REFERENCES account (id) ON DELETE CASCADE,
  ours       TEXT NOT NULL,
  class      TEXT NOT NULL,
  PRIMARY KEY (account_id, ours)
) STRICT, WITHOUT ROWID;
