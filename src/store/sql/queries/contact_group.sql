-- SPDX-License-Identifier: GPL-3.0-or-later
--
-- Groups: contact_group, group_member.

-- name: group_list
-- scan-ok
-- Groups are few.
SELECT g.id, g.name, g.color, g.description, g.rule, g.created_at,
       CASE WHEN g.rule IS NULL
            THEN (SELECT count(*) FROM group_member AS m
                  JOIN contact AS c ON c.id = m.contact_id AND c.deleted_at IS NULL
                  WHERE m.group_id = g.id)
            ELSE -1 END
FROM contact_group AS g ORDER BY g.name;

-- name: group_find
SELECT g.id, g.name, g.color, g.description, g.rule, g.created_at,
       CASE WHEN g.rule IS NULL
            THEN (SELECT count(*) FROM group_member AS m
                  JOIN contact AS c ON c.id = m.contact_id AND c.deleted_at IS NULL
                  WHERE m.group_id = g.id)
            ELSE -1 END
FROM contact_group AS g WHERE g.name = :name;

-- name: group_get_name
SELECT name FROM contact_group WHERE id = :id;

-- name: group_insert
-- :id is NULL for a new group.
INSERT INTO contact_group (id, name, color, description, rule, created_at)
VALUES (:id, :name, :color, :description, :rule, :now);

-- name: group_update
UPDATE contact_group SET name = :name, color = :color, description = :description, rule = :rule WHERE id = :id;

-- name: group_get_as_json
SELECT json_object ('before', json_object ('name', name, 'color', color, 'description', description, 'rule', json (rule)))
FROM contact_group WHERE id = :id;

-- name: group_get_all_as_json
-- With its members: what a delete leaves for its undo.
SELECT json_object ('name', name, 'color', color, 'description', description, 'rule', json (rule),
                    'members', (SELECT json_group_array (contact_id) FROM group_member WHERE group_id = :id))
FROM contact_group WHERE id = :id;

-- name: group_delete
DELETE FROM contact_group WHERE id = :id;

-- name: group_restore
-- From the ledger row of its delete. The old id, unless another group has it now.
INSERT INTO contact_group (id, name, color, description, rule, created_at)
SELECT CASE WHEN NOT EXISTS (SELECT 1 FROM contact_group WHERE id = substr (subject, 7)) THEN substr (subject, 7) + 0 END,
       payload ->> '$.name', payload ->> '$.color', payload ->> '$.description', nullif (payload -> '$.rule', 'null'), :now
FROM ledger WHERE seq = :seq AND event = 'group.deleted';

-- name: group_restore_members
-- scan-ok
-- The array of the ledger row is scanned, not a table.
INSERT OR IGNORE INTO group_member (group_id, contact_id)
SELECT :group_id, c.id
FROM ledger AS l, json_each (l.payload, '$.members') AS m
CROSS JOIN contact AS c ON c.id = m.value
WHERE l.seq = :seq;

-- name: group_member_groups
-- Of a group that has a rule now, those who were chosen by hand rest.
SELECT m.group_id FROM group_member AS m JOIN contact_group AS g ON g.id = m.group_id AND g.rule IS NULL
WHERE m.contact_id = :contact_id ORDER BY m.group_id;

-- name: group_member_contacts
SELECT contact_id FROM group_member WHERE group_id = :group_id;

-- name: group_member_add
-- Passes over a group or contact that is not there, and over a rule group.
INSERT OR IGNORE INTO group_member (group_id, contact_id)
SELECT g.id, c.id FROM contact_group AS g, contact AS c
WHERE g.id = :group_id AND g.rule IS NULL AND c.id = :contact_id;

-- name: group_member_remove
DELETE FROM group_member WHERE group_id = :group_id AND contact_id = :contact_id;

-- name: group_member_remove_contact
-- From the groups of group_member_groups.
DELETE FROM group_member
WHERE contact_id = :contact_id
  AND EXISTS (SELECT 1 FROM contact_group AS g WHERE g.id = group_member.group_id AND g.rule IS NULL);
