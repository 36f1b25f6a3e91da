-- SPDX-License-Identifier: GPL-3.0-or-later

-- name: job_insert
INSERT INTO job (kind, state, detail, started_at) VALUES (:kind, 1, :detail, :now);

-- name: job_finish
UPDATE job SET state = :state, detail = :detail, ended_at = :now WHERE id = :id;

-- name: job_get_kind
SELECT kind FROM job WHERE id = :id;

-- name: job_list
-- scan-ok
-- From the newest back until there are enough.
SELECT id, kind, state, detail, started_at, ended_at FROM job ORDER BY id DESC LIMIT :limit;
