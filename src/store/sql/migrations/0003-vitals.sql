-- SPDX-License-Identifier: GPL-3.0-or-later
--
-- What is remembered of how the workspace and its accounts are doing: store/peal-vitals.h and
-- store/peal-inspection.h.

-- How the process that sends last saw each account: for those that look on.
CREATE TABLE sighting (
  account_id  INTEGER PRIMARY KEY REFERENCES account (id) ON DELETE CASCADE,
  seen_at     INTEGER NOT NULL,
  condition   TEXT NOT NULL,               -- peal_account_condition_to_string ()
  until       INTEGER NOT NULL,            -- when it goes on by itself; 0 = not known
  detail      TEXT NOT NULL,               -- the provider's words
  replies_at  INTEGER NOT NULL,            -- asked for replies with success; here and below 0 = never
  receipts_at INTEGER NOT NULL,
  answered_at INTEGER NOT NULL,            -- any answer
  latency     INTEGER,                     -- span; NULL = not known
  skew        INTEGER,                     -- our clock minus the provider's; NULL = not known
  balance_at  INTEGER NOT NULL
) STRICT;

-- How far each check of the workspace has come, and what it found.
CREATE TABLE inspection (
  kind     INTEGER PRIMARY KEY,            -- PealInspectionKind
  began_at INTEGER NOT NULL,
  ended_at INTEGER,                        -- NULL: under way, or never finished
  seq      INTEGER NOT NULL,               -- ledger: the last row that was checked
  hash     BLOB NOT NULL,                  -- and its hash
  anchor   INTEGER NOT NULL,               -- ledger: the row that was its last when all was well
  anchor_hash BLOB NOT NULL,
  n_found  INTEGER NOT NULL,               -- what is wrong; 0 = sound
  finding  TEXT NOT NULL                   -- the first of it
) STRICT;
