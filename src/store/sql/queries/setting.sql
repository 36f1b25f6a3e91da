-- SPDX-License-Identifier: GPL-3.0-or-later

-- name: setting_get
SELECT value FROM setting WHERE name = :name;

-- name: setting_set
INSERT INTO setting (name, value) VALUES (:name, :value)
ON CONFLICT (name) DO UPDATE SET value = excluded.value;

-- name: setting_clear
DELETE FROM setting WHERE name = :name;

-- name: setting_add
-- Keeps what is there: two programs may make the workspace at once.
INSERT INTO setting (name, value) VALUES (:name, :value) ON CONFLICT DO NOTHING;
