-- SPDX-License-Identifier: GPL-3.0-or-later
--
-- Contacts that may be the same person: store/peal-duplicates.h.

-- name: duplicate_list_numbers
-- scan-ok
-- The index of numbers is walked once, in order: whoever shares one stands together.
SELECT p.e164, p.contact_id FROM phone AS p INDEXED BY phone_e164
JOIN contact AS c ON c.id = p.contact_id AND c.deleted_at IS NULL
ORDER BY p.e164, p.contact_id;

-- name: duplicate_list_emails
-- scan-ok
-- Likewise.
SELECT lower (e.address), e.contact_id FROM email AS e INDEXED BY email_address
JOIN contact AS c ON c.id = e.contact_id AND c.deleted_at IS NULL
ORDER BY e.address, e.contact_id;

-- name: duplicate_list_names
-- scan-ok
-- All of them, once; whoever has no name of a person goes by that of the company.
SELECT id, CASE WHEN given || middle || family <> '' THEN given || ' ' || middle || ' ' || family ELSE org END
FROM contact WHERE deleted_at IS NULL ORDER BY id;

-- name: duplicate_list_distinct
-- scan-ok
SELECT first_id, second_id FROM contact_distinct;

-- name: duplicate_add_distinct
INSERT OR IGNORE INTO contact_distinct (first_id, second_id, at)
SELECT a.id, b.id, :now FROM contact AS a, contact AS b WHERE a.id = :first AND b.id = :second;

-- name: duplicate_remove_distinct
DELETE FROM contact_distinct WHERE first_id = :first AND second_id = :second;

-- Merging -----------------------------------------------------------------------------------------

-- name: merge_get_as_json
-- scan-ok
-- Schedules are few. What belongs to the contact that goes, for the way back.
SELECT json_object (
  'conversations', (SELECT json_group_array (id) FROM conversation WHERE contact_id = :id),
  'messages', (SELECT json_group_array (id) FROM message WHERE contact_id = :id),
  'recipients', (SELECT json_group_array (json_array (campaign_id, ordinal)) FROM campaign_recipient WHERE contact_id = :id),
  'schedules', (SELECT json_group_array (s.id) FROM schedule AS s
                WHERE EXISTS (SELECT 1 FROM json_each (s.contact_ids) WHERE value = :id)),
  'photo', EXISTS (SELECT 1 FROM contact_photo WHERE contact_id = :id)
           AND NOT EXISTS (SELECT 1 FROM contact_photo WHERE contact_id = :kept));

-- name: merge_move_conversations
UPDATE conversation SET contact_id = :kept WHERE contact_id = :gone;

-- name: merge_move_messages
UPDATE message SET contact_id = :kept WHERE contact_id = :gone;

-- name: merge_move_recipients
UPDATE campaign_recipient SET contact_id = :kept WHERE contact_id = :gone;

-- name: merge_move_schedules
-- scan-ok
-- Schedules are few. Nobody is named twice.
UPDATE schedule
SET contact_ids = (SELECT json_group_array (DISTINCT CASE value WHEN :gone THEN :kept ELSE value END)
                   FROM json_each (contact_ids)),
    revision = revision + 1
WHERE EXISTS (SELECT 1 FROM json_each (contact_ids) WHERE value = :gone);

-- name: merge_move_photo
UPDATE contact_photo SET contact_id = :kept
WHERE contact_id = :gone AND NOT EXISTS (SELECT 1 FROM contact_photo WHERE contact_id = :kept);

-- name: merge_bury
UPDATE contact SET deleted_at = :now, merged_into = :kept WHERE id = :gone AND deleted_at IS NULL;

-- name: merge_make_payload
SELECT json_object ('gone', :gone, 'before', json (:before -> '$.before'), 'after', json (:after -> '$.before'), 'moved', json (:moved));

-- name: merge_get_event
SELECT substr (subject, 9) + 0, payload FROM ledger WHERE seq = :seq AND event = 'contact.merged';

-- The way back: :seq is the ledger row of the merge. ------------------------------------------------

-- name: merge_unbury
UPDATE contact SET deleted_at = NULL, merged_into = NULL WHERE id = :gone AND merged_into = :kept;

-- name: merge_return_conversations
-- scan-ok
-- The array of the ledger row is scanned, not a table. Those that came since stay.
UPDATE conversation SET contact_id = :gone
WHERE contact_id = :kept
  AND id IN (SELECT j.value FROM ledger AS l, json_each (l.payload, '$.moved.conversations') AS j WHERE l.seq = :seq);

-- name: merge_return_messages
-- scan-ok
-- Likewise; those of a conversation that goes back, and came since, go with it.
UPDATE message SET contact_id = :gone
WHERE contact_id = :kept
  AND (id IN (SELECT j.value FROM ledger AS l, json_each (l.payload, '$.moved.messages') AS j WHERE l.seq = :seq)
       OR conversation_id IN (SELECT j.value FROM ledger AS l, json_each (l.payload, '$.moved.conversations') AS j
                              WHERE l.seq = :seq));

-- name: merge_return_recipients
-- scan-ok
UPDATE campaign_recipient SET contact_id = :gone
WHERE contact_id = :kept
  AND (campaign_id, ordinal) IN (SELECT j.value ->> 0, j.value ->> 1
                                 FROM ledger AS l, json_each (l.payload, '$.moved.recipients') AS j WHERE l.seq = :seq);

-- name: merge_return_schedules
-- scan-ok
-- Both are named again where the one that had gone was.
UPDATE schedule
SET contact_ids = (SELECT json_group_array (value) FROM (SELECT value FROM json_each (contact_ids) UNION SELECT :gone)),
    revision = revision + 1
WHERE id IN (SELECT j.value FROM ledger AS l, json_each (l.payload, '$.moved.schedules') AS j WHERE l.seq = :seq);

-- name: merge_return_photo
UPDATE contact_photo SET contact_id = :gone
WHERE contact_id = :kept AND (SELECT payload ->> '$.moved.photo' FROM ledger WHERE seq = :seq) = 1;
