-- SPDX-License-Identifier: GPL-3.0-or-later
--
-- Reminders: somebody has waited long for an answer (store/peal-desk.h).

ALTER TABLE conversation ADD COLUMN reminded_for INTEGER;  -- the unanswered_since that the desk was reminded of

-- What waits already is known on the desk.
UPDATE conversation SET reminded_for = unanswered_since WHERE unanswered_since IS NOT NULL;

CREATE INDEX conversation_to_remind ON conversation (unanswered_since)
WHERE unanswered_since IS NOT NULL AND reminded_for IS NOT unanswered_since
  AND state = 1 AND snoozed_until IS NULL AND blocked_at IS NULL;
