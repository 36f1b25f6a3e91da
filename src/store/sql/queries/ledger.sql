-- SPDX-License-Identifier: GPL-3.0-or-later

-- name: ledger_head
-- scan-ok
-- One step from the end of the table.
SELECT seq, hash FROM ledger ORDER BY seq DESC LIMIT 1;

-- name: ledger_get_hash
SELECT hash FROM ledger WHERE seq = :seq;

-- name: ledger_append
INSERT INTO ledger (seq, at, actor, event, subject, payload, hash)
VALUES (:seq, :at, :actor, :event, :subject, :payload, :hash);

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
SELECT seq, at, actor, event, subject, payload, hash FROM ledger WHERE seq > :seq ORDER BY seq LIMIT :limit;
