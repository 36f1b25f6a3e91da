-- SPDX-License-Identifier: GPL-3.0-or-later
--
-- Fields of contacts that the business makes up itself.

-- name: contact_field_list
-- scan-ok
-- They are few.
SELECT id, key, name, type, choices FROM contact_field ORDER BY position, id;

-- name: contact_field_has_key
SELECT EXISTS (SELECT 1 FROM contact_field WHERE key = :key);

-- name: contact_field_insert
-- scan-ok
INSERT INTO contact_field (key, name, type, choices, position)
SELECT :key, :name, :type, :choices, coalesce (max (position), 0) + 1 FROM contact_field;

-- name: contact_field_update
UPDATE contact_field SET name = :name, choices = :choices WHERE id = :id;

-- name: contact_field_get_as_json
SELECT json_object ('before', json_object ('key', key, 'name', name, 'type', type, 'choices', json (choices),
                                           'position', position))
FROM contact_field WHERE id = :id;

-- name: contact_field_delete
DELETE FROM contact_field WHERE id = :id;

-- name: contact_field_restore
-- From the ledger row of its delete. The old id, unless another field has it now.
INSERT INTO contact_field (id, key, name, type, choices, position)
SELECT CASE WHEN NOT EXISTS (SELECT 1 FROM contact_field WHERE id = substr (subject, 7)) THEN substr (subject, 7) + 0 END,
       payload ->> '$.before.key', payload ->> '$.before.name', payload ->> '$.before.type', payload -> '$.before.choices',
       payload ->> '$.before.position'
FROM ledger WHERE seq = :seq AND event = 'field.deleted';

-- name: contact_field_place
UPDATE contact_field SET position = :position WHERE id = :id AND position <> :position;

-- name: contact_field_count_values
-- scan-ok
-- Before a field goes: how many have something in it.
SELECT count(*) FROM contact WHERE deleted_at IS NULL AND json_type (custom, :path) IS NOT NULL;

-- name: contact_field_list_choices
SELECT value FROM json_each (:choices);
