-- SPDX-License-Identifier: GPL-3.0-or-later
--
-- Imports as a whole: what they changed, their list, their undo.

-- name: import_list
-- scan-ok
-- From the newest back until there are enough.
SELECT id, state, started_at, detail ->> '$.file', detail ->> '$.new', detail ->> '$.updated', detail ->> '$.unchanged',
       detail ->> '$.skipped', detail ->> '$.rejected', detail ->> '$.removed', detail ->> '$.restored',
       detail ->> '$.kept', detail ->> '$.withdrawn'
FROM job WHERE kind = 'import' ORDER BY id DESC LIMIT :limit;

-- name: import_list_running
-- scan-ok
-- Jobs are few.
SELECT id FROM job WHERE kind = 'import' AND state = 1 ORDER BY id;

-- name: import_get
SELECT state, started_at, detail ->> '$.group_id' FROM job WHERE id = :job_id AND kind = 'import';

-- name: import_note
UPDATE job SET detail = json_patch (detail, :detail) WHERE id = :job_id;

-- name: import_finish
UPDATE job
SET state = :state, ended_at = :now,
    detail = json_patch (detail, json_object ('removed', :removed, 'restored', :restored, 'kept', :kept,
                                              'withdrawn', :withdrawn))
WHERE id = :job_id;

-- name: import_get_detail
SELECT detail FROM job WHERE id = :job_id;

-- name: import_change_put
-- What was before is what the first change of an import found.
INSERT INTO import_change (job_id, contact_id, seq, left_at) VALUES (:job_id, :contact_id, :seq, :now)
ON CONFLICT (job_id, contact_id) DO UPDATE SET left_at = excluded.left_at;

-- name: import_knows
-- Whether the import brought or changed somebody already.
SELECT coalesce (import_job = :job_id, 0) OR EXISTS (SELECT 1 FROM import_change AS i
                                                     WHERE i.job_id = :job_id AND i.contact_id = contact.id)
FROM contact WHERE id = :contact_id;

-- name: import_list_new
-- Whom it brought, and whether anybody has had to do with them since.
SELECT c.id,
       c.updated_at <> coalesce (i.left_at, c.created_at)
       OR EXISTS (SELECT 1 FROM ledger WHERE subject = 'contact:' || c.id)
       OR EXISTS (SELECT 1 FROM group_member WHERE contact_id = c.id AND group_id <> :group_id)
       OR EXISTS (SELECT 1 FROM conversation WHERE contact_id = c.id AND last_at > :started_at)
       OR EXISTS (SELECT 1 FROM message WHERE contact_id = c.id)
       OR EXISTS (SELECT 1 FROM campaign_recipient WHERE contact_id = c.id)
FROM contact AS c LEFT JOIN import_change AS i ON i.job_id = :job_id AND i.contact_id = c.id
WHERE c.import_job = :job_id AND c.id > :after ORDER BY c.id LIMIT :limit;

-- name: import_remove
-- scan-ok
-- The array is scanned, not the table. Phones, tags and groups go along.
DELETE FROM contact WHERE id IN (SELECT value FROM json_each (:ids));

-- name: import_remove_from_search
-- scan-ok
-- As above; EXPLAIN says SCAN of every virtual table.
DELETE FROM contact_search WHERE rowid IN (SELECT value FROM json_each (:ids));

-- name: import_list_changed
-- Who was there before, and whether anybody has had to do with them since.
SELECT i.contact_id, i.seq,
       c.updated_at <> i.left_at
       OR EXISTS (SELECT 1 FROM ledger WHERE subject = 'contact:' || c.id AND seq > i.seq)
FROM import_change AS i JOIN contact AS c ON c.id = i.contact_id
WHERE i.job_id = :job_id AND i.contact_id > :after AND i.seq IS NOT NULL ORDER BY i.contact_id LIMIT :limit;

-- name: import_before_fields
-- scan-ok
-- What the ledger keeps of a contact before a change (contact_get_as_json), member by member.
SELECT j.key, j.value FROM ledger AS l, json_each (l.payload, '$.before') AS j WHERE l.seq = :seq;

-- name: import_before_phones
-- scan-ok
SELECT j.value ->> '$.label', j.value ->> '$.e164', j.value ->> '$.region', j.value ->> '$.kind',
       j.value ->> '$.is_valid'
FROM ledger AS l, json_each (l.payload, '$.before.phones') AS j WHERE l.seq = :seq;

-- name: import_before_emails
-- scan-ok
SELECT j.value ->> '$.label', j.value ->> '$.address'
FROM ledger AS l, json_each (l.payload, '$.before.emails') AS j WHERE l.seq = :seq;

-- name: import_before_tags
-- scan-ok
SELECT j.value FROM ledger AS l, json_each (l.payload, '$.before.tags') AS j WHERE l.seq = :seq;

-- name: import_before_is_in
-- scan-ok
SELECT EXISTS (SELECT 1 FROM ledger AS l, json_each (l.payload, '$.before.groups') AS j
               WHERE l.seq = :seq AND j.value = :group_id);

-- name: import_list_opt_ins
-- Those about whom nothing was heard since.
SELECT e.id, e.e164 FROM consent_event AS e
WHERE e.import_job = :job_id AND e.id > :after AND e.act = 2
  AND NOT EXISTS (SELECT 1 FROM consent_event AS n WHERE n.e164 = e.e164 AND n.id > e.id)
ORDER BY e.id LIMIT :limit;

-- name: import_get_empty_group
-- The group that the import made, if nobody is in it any more.
SELECT id FROM contact_group
WHERE id = :group_id AND rule IS NULL AND created_at >= :started_at
  AND NOT EXISTS (SELECT 1 FROM group_member WHERE group_id = :group_id);
