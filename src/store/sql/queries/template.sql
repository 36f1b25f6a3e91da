-- SPDX-License-Identifier: GPL-3.0-or-later

-- name: template_list
-- scan-ok
-- Templates are few.
SELECT id, name, category, body, kind, uses, created_at, updated_at
FROM template WHERE deleted_at IS NULL ORDER BY name;

-- name: template_insert
INSERT INTO template (name, category, body, kind, created_at, updated_at)
VALUES (:name, :category, :body, :kind, :now, :now);

-- name: template_update
UPDATE template SET name = :name, category = :category, body = :body, kind = :kind, updated_at = :now
WHERE id = :id AND deleted_at IS NULL;

-- name: template_get_as_json
SELECT json_object ('before', json_object ('name', name, 'category', category, 'body', body, 'kind', kind))
FROM template WHERE id = :id;

-- name: template_set_deleted
UPDATE template SET deleted_at = :deleted_at WHERE id = :id;

-- name: template_count_use
UPDATE template SET uses = uses + 1 WHERE id = :id AND deleted_at IS NULL;
