-- SPDX-License-Identifier: GPL-3.0-or-later
--
-- The desk: staff, draft, talk_note, talk_mention, talk_filter, and what it decides about conversations.

-- name: staff_list
-- scan-ok
-- They are few. Those who are gone come last.
SELECT id, name, gone_at IS NOT NULL FROM staff ORDER BY gone_at IS NOT NULL, name, id;

-- name: staff_insert
INSERT INTO staff (name) VALUES (:name);

-- name: staff_rename
UPDATE staff SET name = :name WHERE id = :id;

-- name: staff_set_gone
UPDATE staff SET gone_at = CASE :gone WHEN 1 THEN :now END WHERE id = :id;

-- name: staff_get_name
-- Of somebody who works here.
SELECT name FROM staff WHERE id = :id AND gone_at IS NULL;

-- name: staff_let_go
-- What was theirs is nobody's.
UPDATE conversation SET staff_id = NULL WHERE staff_id = :id;

-- name: staff_get_me
-- Who said that they sit here, if they still work here.
SELECT s.id FROM setting AS t CROSS JOIN staff AS s ON s.id = CAST (t.value AS INTEGER)
WHERE t.name = 'desk.person' AND s.gone_at IS NULL;

-- name: desk_owe_answer
-- As it was before it was done.
UPDATE conversation SET unanswered_since = :since
WHERE id = :id AND state = 1 AND unanswered_since IS NULL AND blocked_at IS NULL;

-- name: desk_assign
UPDATE conversation SET staff_id = :staff_id WHERE id = :id AND staff_id IS NOT :staff_id;

-- name: desk_snooze
UPDATE conversation SET snoozed_until = :until WHERE id = :id AND snoozed_until IS NOT :until;

-- name: desk_due
-- Those whose time has come.
SELECT id FROM conversation WHERE snoozed_until <= :now ORDER BY snoozed_until;

-- name: desk_wake
-- Back on the shelf it was on, and to be seen as new.
UPDATE conversation SET snoozed_until = NULL, unread = max (unread, 1) WHERE id = :id AND snoozed_until IS NOT NULL;

-- name: desk_next_wake
SELECT snoozed_until FROM conversation WHERE snoozed_until IS NOT NULL ORDER BY snoozed_until LIMIT 1;

-- name: desk_block
-- All that have the number, whichever of ours they are with.
UPDATE conversation
SET blocked_at = CASE :blocked WHEN 1 THEN :now END, unread = 0, unanswered_since = NULL, snoozed_until = NULL
WHERE theirs = :theirs AND (blocked_at IS NOT NULL) <> :blocked;

-- name: draft_put
INSERT INTO draft (conversation_id, body, updated_at) VALUES (:id, :body, :now)
ON CONFLICT (conversation_id) DO UPDATE SET body = excluded.body, updated_at = excluded.updated_at
WHERE body <> excluded.body;

-- name: draft_drop
DELETE FROM draft WHERE conversation_id = :id;

-- name: draft_get
SELECT body FROM draft WHERE conversation_id = :id;

-- name: talk_note_insert
INSERT INTO talk_note (conversation_id, staff_id, body, created_at) VALUES (:conversation_id, :staff_id, :body, :now);

-- name: talk_note_restore
-- What a delete took away, as the ledger does not keep it: the caller does.
INSERT INTO talk_note (id, conversation_id, staff_id, body, created_at)
VALUES (:id, :conversation_id, :staff_id, :body, :at) ON CONFLICT (id) DO NOTHING;

-- name: talk_note_update
UPDATE talk_note SET body = :body WHERE id = :id AND body <> :body;

-- name: talk_note_delete
DELETE FROM talk_note WHERE id = :id;

-- name: talk_note_get_conversation
SELECT conversation_id FROM talk_note WHERE id = :id;

-- name: talk_note_list
SELECT n.id, n.staff_id, coalesce (s.name, ''), n.body, n.created_at
FROM talk_note AS n LEFT JOIN staff AS s ON s.id = n.staff_id
WHERE n.conversation_id = :conversation_id ORDER BY n.id;

-- name: talk_mention_clear
DELETE FROM talk_mention WHERE note_id = :note_id;

-- name: talk_mention_insert
INSERT OR IGNORE INTO talk_mention (note_id, staff_id) VALUES (:note_id, :staff_id);

-- name: talk_mention_see
-- scan-ok
-- The few that nobody saw yet.
UPDATE talk_mention SET seen_at = :now
WHERE staff_id = :staff_id AND seen_at IS NULL
  AND note_id IN (SELECT id FROM talk_note WHERE conversation_id = :conversation_id);

-- name: talk_mention_list
SELECT DISTINCT n.conversation_id FROM talk_mention AS m CROSS JOIN talk_note AS n ON n.id = m.note_id
WHERE m.staff_id = :staff_id AND m.seen_at IS NULL ORDER BY n.id DESC;

-- name: talk_filter_list
-- scan-ok
-- They are few.
SELECT id, name, filter ->> '$.shelf', coalesce (filter ->> '$.ours', ''), coalesce (filter ->> '$.tag', ''),
       coalesce (filter ->> '$.staff', 0), coalesce (filter ->> '$.search', '')
FROM talk_filter ORDER BY position, id;

-- name: talk_filter_insert
-- scan-ok
INSERT INTO talk_filter (name, filter, position)
SELECT :name, json_object ('shelf', :shelf, 'ours', :ours, 'tag', :tag, 'staff', :staff_id, 'search', :search),
       coalesce (max (position), 0) + 1
FROM talk_filter;

-- name: talk_filter_update
UPDATE talk_filter
SET name = :name,
    filter = json_object ('shelf', :shelf, 'ours', :ours, 'tag', :tag, 'staff', :staff_id, 'search', :search)
WHERE id = :id;

-- name: talk_filter_delete
DELETE FROM talk_filter WHERE id = :id;
