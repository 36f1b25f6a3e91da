-- SPDX-License-Identifier: GPL-3.0-or-later
--
-- Schedules, and what becomes of messages whose time came while nobody could send them.

-- A text that goes to the same people at a time, or again and again (core/peal-recurrence.h).
CREATE TABLE schedule (
  id          INTEGER PRIMARY KEY,
  name        TEXT NOT NULL,
  body        TEXT NOT NULL,               -- with merge fields
  kind        INTEGER NOT NULL,            -- PealMessageKind
  group_ids   TEXT NOT NULL DEFAULT '[]' CHECK (json_valid (group_ids)),
  contact_ids TEXT NOT NULL DEFAULT '[]' CHECK (json_valid (contact_ids)),
  numbers     TEXT NOT NULL DEFAULT '',    -- as typed, one a line
  account_id  INTEGER REFERENCES account (id), -- NULL: the workspace's default
  start       TEXT NOT NULL,               -- civil: 2026-11-30T09:00:00
  zone        TEXT NOT NULL,               -- tz name; '': each recipient's own
  rule        TEXT NOT NULL DEFAULT '',    -- RRULE; '': once
  date_field  TEXT NOT NULL DEFAULT '',    -- each day those of whom it is the day: birthday, or a key of
                                           -- contact.custom; '': all of them
  date_yearly INTEGER NOT NULL DEFAULT 1,
  date_days   INTEGER NOT NULL DEFAULT 0,  -- after the date; before it where negative
  leap_day    INTEGER NOT NULL DEFAULT 0,  -- PealLeapDay
  validity    INTEGER,                     -- a span after the due time; NULL: always worth sending
  policy      INTEGER NOT NULL,            -- PealMissedPolicy
  grace       INTEGER NOT NULL DEFAULT 0,  -- a span
  state       INTEGER NOT NULL DEFAULT 1,  -- PealScheduleState
  next_at     INTEGER,                     -- when the next occurrence is planned; NULL: never
  revision    INTEGER NOT NULL DEFAULT 1,  -- counts edits and steps: who decides says what it has read
  created_at  INTEGER NOT NULL,
  updated_at  INTEGER NOT NULL,
  actor       TEXT NOT NULL DEFAULT '',
  deleted_at  INTEGER
) STRICT;

CREATE INDEX schedule_next ON schedule (next_at) WHERE state = 1 AND deleted_at IS NULL;

-- R-SEND-1: an occurrence is made once, whatever clocks and processes do: its key is its due time.
CREATE TABLE schedule_occurrence (
  schedule_id INTEGER NOT NULL REFERENCES schedule (id) ON DELETE CASCADE,
  due_at      INTEGER NOT NULL,
  campaign_id INTEGER REFERENCES campaign (id), -- NULL: passed over, or nobody was meant
  reason      TEXT NOT NULL DEFAULT '',    -- peal_missed_reason_to_string ()
  n_passed    INTEGER NOT NULL DEFAULT 0,  -- earlier ones that this one made needless
  decided_at  INTEGER NOT NULL,
  PRIMARY KEY (schedule_id, due_at)
) STRICT, WITHOUT ROWID;

CREATE INDEX schedule_occurrence_campaign ON schedule_occurrence (campaign_id) WHERE campaign_id IS NOT NULL;

-- Of a birthday the year does not matter, and often is not known.
CREATE INDEX contact_birthday ON contact (substr (birthday, -5)) WHERE birthday <> '' AND deleted_at IS NULL;

-- What becomes of a message whose time somebody chose, if nobody could send it then: late by no more than
-- the grace it goes; later the policy decides. NULL: nobody chose a time, it goes whenever it can.
ALTER TABLE message ADD COLUMN missed_policy INTEGER; -- PealMissedPolicy
ALTER TABLE message ADD COLUMN missed_grace INTEGER NOT NULL DEFAULT 0;

UPDATE message SET missed_policy = 2, missed_grace = 4 * 3600000000 WHERE state = 1 AND reason = 1;

-- What waits for a person's word (PEAL_HOLD_ASK) has left the queue, as what is paused.
DROP INDEX message_due;
CREATE INDEX message_due ON message (account_id, priority, not_before, id)
WHERE state = 1 AND reason <> 8 AND reason <> 10;
CREATE INDEX message_ask ON message (not_before, id) WHERE state = 1 AND reason = 10;
CREATE INDEX message_promised ON message (not_before) WHERE state = 1 AND missed_policy IS NOT NULL;
