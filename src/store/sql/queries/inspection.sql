-- SPDX-License-Identifier: GPL-3.0-or-later
--
-- What the checks of the workspace found last.

-- name: inspection_get
SELECT began_at, ended_at, seq, hash, anchor, anchor_hash, n_found, finding FROM inspection WHERE kind = :kind;

-- name: inspection_set
INSERT INTO inspection (kind, began_at, ended_at, seq, hash, anchor, anchor_hash, n_found, finding)
VALUES (:kind, :began_at, :ended_at, :seq, :hash, :anchor, :anchor_hash, :n_found, :finding)
ON CONFLICT (kind) DO UPDATE
SET began_at = excluded.began_at, ended_at = excluded.ended_at, seq = excluded.seq, hash = excluded.hash,
    anchor = excluded.anchor, anchor_hash = excluded.anchor_hash, n_found = excluded.n_found,
    finding = excluded.finding;
