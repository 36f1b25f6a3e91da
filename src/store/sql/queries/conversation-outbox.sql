-- SPDX-License-Identifier: GPL-3.0-or-later
--
-- What sending and receiving do to conversations.

-- name: conversation_find
SELECT id, contact_id IS NULL, account_id FROM conversation WHERE ours = :ours AND theirs = :theirs;

-- name: conversation_insert
-- Who is blocked at one of our numbers is blocked at all.
INSERT INTO conversation (ours, theirs, contact_id, account_id, blocked_at)
VALUES (:ours, :theirs, :contact_id, :account_id, (SELECT max (blocked_at) FROM conversation WHERE theirs = :theirs));

-- name: conversation_fill
-- It belongs to the account that last carried a message of it: one that was removed and connected anew
-- has another id, and the same number.
UPDATE conversation
SET contact_id = coalesce (contact_id, :contact_id), account_id = coalesce (:account_id, account_id)
WHERE id = :id;

-- name: conversation_set_last
UPDATE conversation SET last_id = :message_id, last_at = :at WHERE id = :id;

-- name: conversation_count_failed
-- :by is +1 or -1; a conversation that was looked at in between has none left to take away.
UPDATE conversation SET failed = max (0, failed + :by) WHERE id = :id;
