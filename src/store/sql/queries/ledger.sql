-- SPDX-License-Identifier: GPL-3.0-or-later

-- name: ledger_head
-- scan-ok
-- One step from the end of the table.
SELECT seq, hash FROM ledger ORDER BY seq DESC LIMIT 1;

-- name: ledger_get_hash
SELECT hash FROM ledger WHERE seq = :seq;

-- name: ledger_append
INSERT INTO ledger (seq, at, actor, event, subject, payload, hash, salt)
VALUES (:seq, :at, :actor, :event, :subject, :payload, :hash, :salt);

-- name: ledger_list
SELECT seq, at, actor, event, subject, payload FROM ledger
WHERE seq < :before ORDER BY seq DESC LIMIT :limit;

-- name: ledger_list_subject
SELECT seq, at, actor, event, subject, payload FROM ledger
WHERE subject = :subject AND seq < :before ORDER BY seq DESC LIMIT :limit;

-- name: ledger_list_since
SELECT seq, at, actor, event, subject, payload FROM ledger
WHERE seq > :seq ORDER BY seq LIMIT :limit;

-- name: ledger_walk
SELECT seq, at, actor, event, subject, payload, hash, salt, seal FROM ledger WHERE seq > :seq ORDER BY seq LIMIT :limit;

-- name: ledger_was_erased
-- scan-ok
-- Of the events that tell of an erasure there are few; the list of each is scanned.
SELECT EXISTS (SELECT 1 FROM ledger AS l, json_each (l.payload, '$.unsalted') AS j
               WHERE l.event = 'privacy.erased' AND l.seq > :seq AND j.value = :seq);

-- name: ledger_get_for_erasing
SELECT subject, payload, salt FROM ledger WHERE seq = :seq;

-- name: ledger_erase
UPDATE ledger SET subject = 'erased', payload = '{}', salt = NULL, seal = :seal WHERE seq = :seq;

-- name: ledger_about_put
-- scan-ok
-- It is the array that is scanned.
INSERT OR IGNORE INTO ledger_about (contact_id, seq) SELECT value, :seq FROM json_each (:contacts);
