-- SPDX-License-Identifier: GPL-3.0-or-later
--
-- Somebody is erased: store/peal-erasure.h. :contacts, :displays, :numbers, :messages and :subjects are JSON arrays.

-- name: suppression_get_key
-- scan-ok
SELECT key FROM suppression_key;

-- name: suppression_is_used
-- scan-ok
-- One step into the table.
SELECT EXISTS (SELECT 1 FROM suppression);

-- name: suppression_find
SELECT EXISTS (SELECT 1 FROM suppression WHERE key = :key);

-- name: suppression_get_time
SELECT at FROM suppression WHERE key = :key;

-- name: suppression_count
-- scan-ok
SELECT count(*) FROM suppression;

-- name: suppression_put
INSERT OR REPLACE INTO suppression (key, at, reason) VALUES (:key, :now, :reason);

-- name: erasure_contacts
-- scan-ok
-- It is the few that were found so far that are scanned.
-- The contact, and those that became one with it.
WITH RECURSIVE same (id) AS (
  SELECT id FROM contact WHERE id = :contact_id
  UNION
  SELECT c.id FROM same AS s CROSS JOIN contact AS c ON c.merged_into = s.id)
SELECT id FROM same;

-- name: erasure_displays
-- scan-ok
SELECT json_group_array (c.display) FROM json_each (:contacts) AS j CROSS JOIN contact AS c ON c.id = j.value
WHERE c.display <> '';

-- name: erasure_numbers
-- scan-ok
-- It is the numbers of the inner select that are scanned.
-- The person's numbers, also those that were taken from them but for their messages, and whether somebody else
-- has the number too.
SELECT n.e164, EXISTS (SELECT 1 FROM phone WHERE e164 = n.e164 AND contact_id NOT IN (SELECT value FROM json_each (:contacts)))
FROM (SELECT p.e164 FROM json_each (:contacts) AS j CROSS JOIN phone AS p ON p.contact_id = j.value
      UNION
      SELECT v.theirs FROM json_each (:contacts) AS j CROSS JOIN message AS m ON m.contact_id = j.value
      JOIN conversation AS v ON v.id = m.conversation_id
      WHERE v.theirs <> '') AS n;

-- name: erasure_messages
-- scan-ok
-- It is the array that is scanned.
SELECT m.id FROM json_each (:contacts) AS j CROSS JOIN message AS m ON m.contact_id = j.value
UNION
SELECT m.id FROM json_each (:numbers) AS j CROSS JOIN conversation AS v ON v.theirs = j.value
CROSS JOIN message AS m ON m.conversation_id = v.id;

-- name: erasure_count_states
-- scan-ok
-- Those that are being handed over (2), and those that wait (1).
SELECT coalesce (sum (m.state = 2), 0), coalesce (sum (m.state = 1), 0)
FROM json_each (:messages) AS j CROSS JOIN message AS m ON m.id = j.value;

-- name: erasure_blank_messages
-- What waits (1) is taken back (10); what may have gone (5) can be asked about no more, and has failed (8). Without
-- the time of it no shelf shows it, and nobody brings back what was taken back (10) or left out (9).
UPDATE message
SET body = '', explanation = '', contact_id = NULL, look_at = NULL,
    settled_at = CASE WHEN state IN (1, 5, 9, 10) THEN NULL ELSE settled_at END,
    reason = CASE state WHEN 1 THEN 0 ELSE reason END,
    state = CASE state WHEN 1 THEN 10 WHEN 5 THEN 8 ELSE state END
WHERE id IN (SELECT value FROM json_each (:messages));

-- name: erasure_blank_attempts
UPDATE attempt SET detail = '' WHERE message_id IN (SELECT value FROM json_each (:messages));

-- name: erasure_drop_attachments
DELETE FROM attachment WHERE message_id IN (SELECT value FROM json_each (:messages));

-- name: erasure_blank_recipients
-- scan-ok
-- Of a number that was left out there is no message.
UPDATE campaign_recipient SET contact_id = NULL, e164 = '', explanation = ''
WHERE contact_id IN (SELECT value FROM json_each (:contacts)) OR message_id IN (SELECT value FROM json_each (:messages))
   OR e164 IN (SELECT value FROM json_each (:numbers));

-- name: erasure_blank_audiences
-- scan-ok
UPDATE campaign SET audience = '' WHERE EXISTS (SELECT 1 FROM json_each (:displays) AS d WHERE instr (audience, d.value));

-- name: erasure_conversations
-- scan-ok
-- It is the array that is scanned.
SELECT v.id, v.ours, v.account_id FROM json_each (:numbers) AS j CROSS JOIN conversation AS v ON v.theirs = j.value;

-- name: erasure_move_messages
UPDATE message SET conversation_id = :to_id WHERE conversation_id = :from_id;

-- name: erasure_drop_conversation
DELETE FROM conversation WHERE id = :id;

-- name: erasure_drop_contact
DELETE FROM contact WHERE id IN (SELECT value FROM json_each (:contacts));

-- name: erasure_drop_about
DELETE FROM ledger_about WHERE contact_id IN (SELECT value FROM json_each (:contacts));

-- name: erasure_drop_search
DELETE FROM contact_search WHERE rowid IN (SELECT value FROM json_each (:contacts));

-- name: erasure_drop_name
DELETE FROM contact_name_search WHERE rowid IN (SELECT value FROM json_each (:contacts));

-- name: erasure_drop_consent
DELETE FROM consent WHERE e164 IN (SELECT value FROM json_each (:numbers));

-- name: erasure_drop_consent_events
DELETE FROM consent_event WHERE e164 IN (SELECT value FROM json_each (:numbers));

-- name: erasure_drop_do_not_contact
DELETE FROM do_not_contact WHERE e164 IN (SELECT value FROM json_each (:numbers));

-- name: erasure_schedule_contacts
-- scan-ok
UPDATE schedule
SET contact_ids = (SELECT json_group_array (value) FROM json_each (schedule.contact_ids)
                   WHERE value NOT IN (SELECT value FROM json_each (:contacts)))
WHERE EXISTS (SELECT 1 FROM json_each (schedule.contact_ids) WHERE value IN (SELECT value FROM json_each (:contacts)));

-- name: erasure_schedule_numbers
-- scan-ok
SELECT id, numbers FROM schedule WHERE numbers <> '';

-- name: erasure_schedule_set_numbers
UPDATE schedule SET numbers = :numbers WHERE id = :id;

-- name: erasure_ledger_rows
-- scan-ok
-- What is about the person or their messages, and whatever else names a number of theirs.
SELECT l.seq FROM json_each (:subjects) AS j CROSS JOIN ledger AS l ON l.subject = j.value WHERE l.seal IS NULL
UNION
SELECT l.seq FROM ledger AS l
WHERE l.seal IS NULL AND EXISTS (SELECT 1 FROM json_each (:numbers) AS n WHERE instr (l.payload, n.value) OR instr (l.subject, n.value))
UNION
SELECT l.seq FROM ledger AS l
WHERE l.seal IS NULL AND l.event GLOB 'campaign.*'
  AND EXISTS (SELECT 1 FROM json_each (:displays) AS d WHERE instr (l.payload, d.value));

-- name: erasure_merge_search
-- scan-ok
-- Deleted entries leave the full-text index when its parts are merged; a part of that work. The first time all are
-- chosen (:pages below 0).
INSERT INTO contact_search (contact_search, rank) VALUES ('merge', :pages);

-- name: erasure_merge_names
-- scan-ok
-- The same of the index of names.
INSERT INTO contact_name_search (contact_name_search, rank) VALUES ('merge', :pages);
