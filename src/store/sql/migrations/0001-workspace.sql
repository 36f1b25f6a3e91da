-- SPDX-License-Identifier: GPL-3.0-or-later
--
-- The workspace. Times are microseconds since 1970 UTC; money is micro-units plus a currency code;
-- numbers of ours and theirs are E.164 text; state columns hold the numbers of core/peal-message.h
-- and of the enums named beside them.

-- People ------------------------------------------------------------------------------------------

CREATE TABLE contact (
  id          INTEGER PRIMARY KEY,
  uuid        TEXT NOT NULL UNIQUE,
  display     TEXT NOT NULL,               -- what lists show: the names, else the company, else the number
  sort_name   TEXT NOT NULL,               -- display folded by store/peal-search.h: order, short searches
  given       TEXT NOT NULL DEFAULT '',
  middle      TEXT NOT NULL DEFAULT '',
  family      TEXT NOT NULL DEFAULT '',
  org         TEXT NOT NULL DEFAULT '',
  title       TEXT NOT NULL DEFAULT '',
  industry    TEXT NOT NULL DEFAULT '',
  email       TEXT NOT NULL DEFAULT '',
  street      TEXT NOT NULL DEFAULT '',
  city        TEXT NOT NULL DEFAULT '',
  region      TEXT NOT NULL DEFAULT '',    -- state or province; adds a jurisdiction to the send window
  postcode    TEXT NOT NULL DEFAULT '',
  country     TEXT NOT NULL DEFAULT '',    -- ISO 3166 code
  zone        TEXT NOT NULL DEFAULT '',    -- the person's own tz name; adds a zone to the send window
  language    TEXT NOT NULL DEFAULT '',
  birthday    TEXT NOT NULL DEFAULT '',    -- ISO date; the year may be missing (--MM-DD)
  status      TEXT NOT NULL DEFAULT '',
  source      TEXT NOT NULL DEFAULT '',
  score       INTEGER NOT NULL DEFAULT 0,
  notes       TEXT NOT NULL DEFAULT '',
  custom      TEXT NOT NULL DEFAULT '{}' CHECK (json_valid (custom)),
  import_job  INTEGER REFERENCES job (id), -- what brought this row in
  created_at  INTEGER NOT NULL,
  updated_at  INTEGER NOT NULL,
  deleted_at  INTEGER                      -- in the recycle bin since
) STRICT;

CREATE INDEX contact_name ON contact (sort_name, id) WHERE deleted_at IS NULL;
CREATE INDEX contact_deleted ON contact (deleted_at) WHERE deleted_at IS NOT NULL;
CREATE INDEX contact_import_job ON contact (import_job) WHERE import_job IS NOT NULL;

CREATE TABLE phone (
  id             INTEGER PRIMARY KEY,
  contact_id     INTEGER NOT NULL REFERENCES contact (id) ON DELETE CASCADE,
  position       INTEGER NOT NULL,         -- 1 is the one to text
  label          TEXT NOT NULL DEFAULT '',
  e164           TEXT NOT NULL,
  region         TEXT NOT NULL DEFAULT '',
  kind           INTEGER NOT NULL DEFAULT 0,  -- PealPhoneType
  is_valid       INTEGER NOT NULL DEFAULT 1,  -- 0: possible, but not in the numbering plan we know
  UNIQUE (contact_id, position),
  UNIQUE (contact_id, e164)
) STRICT;

CREATE INDEX phone_e164 ON phone (e164);

CREATE TABLE tag (
  id   INTEGER PRIMARY KEY,
  name TEXT NOT NULL UNIQUE COLLATE NOCASE
) STRICT;

CREATE TABLE contact_tag (
  contact_id INTEGER NOT NULL REFERENCES contact (id) ON DELETE CASCADE,
  tag_id     INTEGER NOT NULL REFERENCES tag (id) ON DELETE CASCADE,
  PRIMARY KEY (contact_id, tag_id)
) STRICT, WITHOUT ROWID;

CREATE INDEX contact_tag_tag ON contact_tag (tag_id);

CREATE TABLE contact_group (
  id          INTEGER PRIMARY KEY,
  name        TEXT NOT NULL UNIQUE COLLATE NOCASE,
  color       TEXT NOT NULL DEFAULT '',
  description TEXT NOT NULL DEFAULT '',
  rule        TEXT CHECK (rule IS NULL OR json_valid (rule)), -- NULL: static
  created_at  INTEGER NOT NULL
) STRICT;

CREATE TABLE group_member (
  group_id   INTEGER NOT NULL REFERENCES contact_group (id) ON DELETE CASCADE,
  contact_id INTEGER NOT NULL REFERENCES contact (id) ON DELETE CASCADE,
  PRIMARY KEY (group_id, contact_id)
) STRICT, WITHOUT ROWID;

CREATE INDEX group_member_contact ON group_member (contact_id);

-- Trigram index: any fragment of a name, number, company, tag or note. The text is folded by
-- store/peal-search.h before it comes here, so that cases and accents are gone already.
CREATE VIRTUAL TABLE contact_search USING fts5 (
  text, content = '', contentless_delete = 1, tokenize = 'trigram case_sensitive 1'
);

-- Consent -----------------------------------------------------------------------------------------

-- R-LAW-2: keyed by the number, never by the contact, and never deleted with one.
CREATE TABLE consent (
  e164       TEXT PRIMARY KEY,
  state      INTEGER NOT NULL,             -- PealConsentState
  review     INTEGER NOT NULL DEFAULT 0,   -- 1: a possible opt-out waits for a person's word
  changed_at INTEGER NOT NULL
) STRICT, WITHOUT ROWID;

CREATE INDEX consent_opted_out ON consent (e164) WHERE state = 2;
CREATE INDEX consent_review ON consent (changed_at) WHERE review = 1;

CREATE TABLE consent_event (
  id         INTEGER PRIMARY KEY,
  e164       TEXT NOT NULL,
  act        INTEGER NOT NULL,             -- PealConsentAct
  state      INTEGER NOT NULL,             -- PealConsentState after it
  at         INTEGER NOT NULL,
  how        TEXT NOT NULL,                -- keyword, import, form, phone, person, gateway
  wording    TEXT NOT NULL DEFAULT '',     -- their exact words, or the text they agreed to
  rule       TEXT NOT NULL DEFAULT '',     -- the rule of core/peal-intent that decided
  proof      TEXT NOT NULL DEFAULT '',     -- message, file and row, form
  actor      TEXT NOT NULL DEFAULT ''
) STRICT;

CREATE INDEX consent_event_e164 ON consent_event (e164, id);
CREATE INDEX consent_event_opt_out ON consent_event (at) WHERE act = 1;

CREATE TABLE do_not_contact (
  e164   TEXT NOT NULL,
  source TEXT NOT NULL,
  at     INTEGER NOT NULL,
  PRIMARY KEY (e164, source)
) STRICT, WITHOUT ROWID;

-- Gateways ----------------------------------------------------------------------------------------

CREATE TABLE account (
  id           INTEGER PRIMARY KEY,
  uuid         TEXT NOT NULL UNIQUE,       -- names the secret in the keyring
  provider     TEXT NOT NULL,
  label        TEXT NOT NULL,
  base_url     TEXT NOT NULL DEFAULT '',   -- '' = the provider's own
  username     TEXT NOT NULL DEFAULT '',
  sender       TEXT NOT NULL DEFAULT '',   -- default From
  settings     TEXT NOT NULL DEFAULT '{}' CHECK (json_valid (settings)), -- never the secret
  enabled      INTEGER NOT NULL DEFAULT 1,
  list_exact   INTEGER NOT NULL DEFAULT 0, -- R-SEND-3: "not found" at the gateway means "not accepted"
  settle_after INTEGER,                    -- or means it after this span; NULL = a person decides
  rate_per_sec REAL NOT NULL DEFAULT 0,    -- segments a second; 0 = the provider's own limit
  workers      INTEGER NOT NULL DEFAULT 8, -- requests at a time
  created_at   INTEGER NOT NULL,
  deleted_at   INTEGER
) STRICT;

CREATE UNIQUE INDEX account_label ON account (label COLLATE NOCASE) WHERE deleted_at IS NULL;

CREATE TABLE number (
  id         INTEGER PRIMARY KEY,
  account_id INTEGER NOT NULL REFERENCES account (id) ON DELETE CASCADE,
  e164       TEXT NOT NULL,
  label      TEXT NOT NULL DEFAULT '',
  can_sms    INTEGER NOT NULL DEFAULT 1,
  can_mms    INTEGER NOT NULL DEFAULT 0,
  can_voice  INTEGER NOT NULL DEFAULT 0,
  seen_at    INTEGER NOT NULL,
  UNIQUE (account_id, e164)
) STRICT;

CREATE TABLE cursor (
  account_id INTEGER NOT NULL REFERENCES account (id) ON DELETE CASCADE,
  feed       TEXT NOT NULL,                -- inbound, receipts
  position   TEXT NOT NULL DEFAULT '',     -- the gateway's own notation
  polled_at  INTEGER NOT NULL DEFAULT 0,
  PRIMARY KEY (account_id, feed)
) STRICT, WITHOUT ROWID;

CREATE TABLE price (
  account_id INTEGER NOT NULL REFERENCES account (id) ON DELETE CASCADE,
  region     TEXT NOT NULL,
  micros     INTEGER NOT NULL,             -- a segment
  currency   TEXT NOT NULL,
  seen_at    INTEGER NOT NULL,
  PRIMARY KEY (account_id, region)
) STRICT, WITHOUT ROWID;

CREATE TABLE balance_reading (
  id         INTEGER PRIMARY KEY,
  account_id INTEGER NOT NULL REFERENCES account (id) ON DELETE CASCADE,
  at         INTEGER NOT NULL,
  micros     INTEGER NOT NULL,
  currency   TEXT NOT NULL
) STRICT;

CREATE INDEX balance_reading_account ON balance_reading (account_id, at);

-- Talk --------------------------------------------------------------------------------------------

CREATE TABLE conversation (
  id         INTEGER PRIMARY KEY,
  ours       TEXT NOT NULL,                -- our number or sender name
  theirs     TEXT NOT NULL,
  contact_id INTEGER REFERENCES contact (id) ON DELETE SET NULL,
  account_id INTEGER REFERENCES account (id) ON DELETE SET NULL,
  unread     INTEGER NOT NULL DEFAULT 0,
  failed     INTEGER NOT NULL DEFAULT 0,   -- our messages that failed and nobody looked at
  last_id    INTEGER,                      -- the newest message
  last_at    INTEGER NOT NULL DEFAULT 0,
  state      INTEGER NOT NULL DEFAULT 1,   -- PealConversationState: 1 open, 2 done
  unanswered_since INTEGER,                -- they wrote, and no person has answered
  UNIQUE (ours, theirs)
) STRICT;

CREATE INDEX conversation_last ON conversation (last_at DESC, id DESC);
CREATE INDEX conversation_theirs ON conversation (theirs, last_at);
CREATE INDEX conversation_contact ON conversation (contact_id, last_at);
CREATE INDEX conversation_unread ON conversation (last_at) WHERE unread > 0;
CREATE INDEX conversation_failed ON conversation (last_at) WHERE failed > 0;
CREATE INDEX conversation_unanswered ON conversation (unanswered_since) WHERE unanswered_since IS NOT NULL;

CREATE TABLE message (
  id              INTEGER PRIMARY KEY,
  uuid            TEXT NOT NULL UNIQUE,    -- our client reference
  conversation_id INTEGER NOT NULL REFERENCES conversation (id),
  direction       INTEGER NOT NULL,        -- PealDirection
  kind            INTEGER NOT NULL,        -- PealMessageKind
  state           INTEGER NOT NULL,        -- PealMessageState
  reason          INTEGER NOT NULL DEFAULT 0, -- PealHoldReason: why it waits or was left out
  explanation     TEXT NOT NULL DEFAULT '',   -- the rule, zone or provider words behind it
  body            TEXT NOT NULL,
  segments        INTEGER NOT NULL DEFAULT 0,
  priority        INTEGER NOT NULL DEFAULT 0, -- 0 conversation, 1 transactional, 2 campaign
  account_id      INTEGER REFERENCES account (id),
  campaign_id     INTEGER REFERENCES campaign (id),
  contact_id      INTEGER REFERENCES contact (id) ON DELETE SET NULL,
  not_before      INTEGER NOT NULL DEFAULT 0,
  not_after       INTEGER,                 -- validity; NULL = none
  attempts        INTEGER NOT NULL DEFAULT 0,
  remote_id       TEXT,
  failure         INTEGER NOT NULL DEFAULT 0, -- PealFailureClass of the last attempt
  provider_code   TEXT NOT NULL DEFAULT '',
  price_micros    INTEGER,
  currency        TEXT NOT NULL DEFAULT '',
  created_at      INTEGER NOT NULL,
  submitted_at    INTEGER,                 -- the last attempt; inbound: when they sent it
  settled_at      INTEGER,                 -- the last word of the gateway
  look_at         INTEGER                  -- unknown: when to ask the gateway next; NULL = a person decides
) STRICT;

CREATE INDEX message_thread ON message (conversation_id, id);
-- The queue: one seek for each priority finds the next due message of an account. What a person
-- paused (PEAL_HOLD_PAUSED) is not in it, so a paused campaign costs the others nothing.
CREATE INDEX message_due ON message (account_id, priority, not_before, id) WHERE state = 1 AND reason <> 8;
-- What was tried before and waits to be tried again (PEAL_HOLD_RETRY, PEAL_HOLD_RATE).
CREATE INDEX message_retry ON message (not_before) WHERE state = 1 AND reason IN (3, 4);
-- What waits to be settled. What is in the air has an open attempt.
CREATE INDEX message_unknown ON message (look_at, id) WHERE state = 5;
-- What did not arrive, for as long as somebody should see it.
CREATE INDEX message_failed ON message (settled_at) WHERE state IN (7, 8);
CREATE INDEX message_awaiting ON message (account_id, submitted_at) WHERE state IN (3, 4);
-- A provider's message belongs to one row only.
CREATE UNIQUE INDEX message_remote ON message (account_id, remote_id) WHERE remote_id IS NOT NULL;
CREATE INDEX message_campaign ON message (campaign_id, state, not_before) WHERE campaign_id IS NOT NULL;
CREATE INDEX message_created ON message (created_at);
-- What went out or came in during a day.
CREATE INDEX message_submitted ON message (submitted_at) WHERE submitted_at IS NOT NULL;
CREATE INDEX message_contact ON message (contact_id) WHERE contact_id IS NOT NULL;

-- R-SEND-1: written before the request leaves.
CREATE TABLE attempt (
  message_id    INTEGER NOT NULL REFERENCES message (id),
  ordinal       INTEGER NOT NULL,          -- 1, 2, ...
  account_id    INTEGER NOT NULL REFERENCES account (id),
  started_at    INTEGER NOT NULL,
  ended_at      INTEGER,
  outcome       INTEGER NOT NULL DEFAULT 0,   -- PealSendOutcome; 0 = no answer yet
  failure       INTEGER NOT NULL DEFAULT 0,
  provider_code TEXT NOT NULL DEFAULT '',
  detail        TEXT NOT NULL DEFAULT '',
  PRIMARY KEY (message_id, ordinal)
) STRICT, WITHOUT ROWID;

-- At most one attempt of a message is in the air, whatever processes do.
CREATE UNIQUE INDEX attempt_open ON attempt (message_id) WHERE outcome = 0;

CREATE TABLE attachment (
  id         INTEGER PRIMARY KEY,
  message_id INTEGER NOT NULL REFERENCES message (id) ON DELETE CASCADE,
  mime_type  TEXT NOT NULL,
  url        TEXT NOT NULL DEFAULT '',
  data       BLOB
) STRICT;

CREATE INDEX attachment_message ON attachment (message_id);

-- Campaigns ---------------------------------------------------------------------------------------

CREATE TABLE template (
  id         INTEGER PRIMARY KEY,
  name       TEXT NOT NULL COLLATE NOCASE,
  category   TEXT NOT NULL DEFAULT '',
  body       TEXT NOT NULL,
  kind       INTEGER NOT NULL DEFAULT 1,
  uses       INTEGER NOT NULL DEFAULT 0,
  created_at INTEGER NOT NULL,
  updated_at INTEGER NOT NULL,
  deleted_at INTEGER
) STRICT;

CREATE UNIQUE INDEX template_name ON template (name) WHERE deleted_at IS NULL;

-- A send to several people, with or without a name. Its figures are counted from its messages.
CREATE TABLE campaign (
  id         INTEGER PRIMARY KEY,
  name       TEXT NOT NULL,
  body       TEXT NOT NULL,
  kind       INTEGER NOT NULL,
  state      INTEGER NOT NULL DEFAULT 1,   -- PealCampaignState: 1 running, 2 paused, 3 done, 4 cancelled
  audience   TEXT NOT NULL DEFAULT '',     -- in words, frozen: "Regulars (412)"
  created_at INTEGER NOT NULL,
  actor      TEXT NOT NULL DEFAULT ''
) STRICT;

-- R-SEND-6: every recipient has a row: a message, or the reason why none.
CREATE TABLE campaign_recipient (
  campaign_id INTEGER NOT NULL REFERENCES campaign (id) ON DELETE CASCADE,
  ordinal     INTEGER NOT NULL,
  contact_id  INTEGER REFERENCES contact (id) ON DELETE SET NULL,
  e164        TEXT NOT NULL DEFAULT '',
  message_id  INTEGER REFERENCES message (id),
  reason      INTEGER NOT NULL DEFAULT 0,  -- PealHoldReason
  explanation TEXT NOT NULL DEFAULT '',
  PRIMARY KEY (campaign_id, ordinal)
) STRICT, WITHOUT ROWID;

CREATE INDEX campaign_recipient_contact ON campaign_recipient (contact_id);
CREATE INDEX campaign_recipient_message ON campaign_recipient (message_id);

-- History -----------------------------------------------------------------------------------------

-- Append-only; hash = SHA-256 over the previous hash and this row (store/peal-ledger.h).
CREATE TABLE ledger (
  seq        INTEGER PRIMARY KEY,
  at         INTEGER NOT NULL,
  actor      TEXT NOT NULL,
  event      TEXT NOT NULL,                -- message.sent, compliance.opt_out, contact.updated, ...
  subject    TEXT NOT NULL,                -- what it is about: "message:12", "number:+15557122661"
  payload    TEXT NOT NULL DEFAULT '{}',
  hash       BLOB NOT NULL CHECK (length (hash) = 32)
) STRICT;

CREATE INDEX ledger_subject ON ledger (subject, seq);

CREATE TRIGGER ledger_no_update BEFORE UPDATE ON ledger
BEGIN SELECT RAISE (ABORT, 'the ledger is append-only'); END;
CREATE TRIGGER ledger_no_delete BEFORE DELETE ON ledger
BEGIN SELECT RAISE (ABORT, 'the ledger is append-only'); END;

CREATE TABLE setting (
  name  TEXT PRIMARY KEY,
  value TEXT NOT NULL
) STRICT, WITHOUT ROWID;

-- Long work: an import, an export. What undo needs stands in the ledger.
CREATE TABLE job (
  id         INTEGER PRIMARY KEY,
  kind       TEXT NOT NULL,
  state      INTEGER NOT NULL,             -- 1 running, 2 done, 3 failed, 4 stopped, 5 undone
  detail     TEXT NOT NULL DEFAULT '{}' CHECK (json_valid (detail)),
  started_at INTEGER NOT NULL,
  ended_at   INTEGER
) STRICT;
