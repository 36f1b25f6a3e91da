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
SELECT state, started_at, (SELECT min (seq) FROM ledger WHERE subject = 'job:' || :job_id)
FROM job WHERE id = :job_id AND kind = 'import';

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

-- name: import_list_joined
-- scan-ok
-- Whose groups somebody has changed since: the arrays of the ledger rows are scanned.
SELECT DISTINCT j.value FROM ledger AS l, json_each (l.payload, '$.contacts') AS j
WHERE l.seq > :since AND l.event IN ('group.joined', 'group.left');

-- name: import_list_new
-- Whom it brought, and whether anybody has had to do with them since. An id may have been somebody else's before.
SELECT c.id,
       c.updated_at <> coalesce (i.left_at, c.created_at)
       OR EXISTS (SELECT 1 FROM ledger WHERE subject = 'contact:' || c.id AND seq > :since)
       OR EXISTS (SELECT 1 FROM conversation WHERE contact_id = c.id AND last_at > :started_at)
       OR EXISTS (SELECT 1 FROM message WHERE contact_id = c.id)
       OR EXISTS (SELECT 1 FROM campaign_recipient WHERE contact_id = c.id)
FROM contact AS c LEFT JOIN import_change AS i ON i.job_id = :job_id AND i.contact_id = c.id
WHERE c.import_job = :job_id AND c.id > :after AND c.deleted_at IS NULL ORDER BY c.id LIMIT :limit;

-- name: import_bin
-- scan-ok
-- The array is scanned, not the table.
UPDATE contact SET deleted_at = :now WHERE id IN (SELECT value FROM json_each (:ids));

-- name: import_remove
-- scan-ok
-- The array is scanned, not the table. Phones, tags and groups go along.
DELETE FROM contact WHERE id IN (SELECT value FROM json_each (:ids));

-- name: import_remove_from_search
-- scan-ok
-- As above; EXPLAIN says SCAN of every virtual table.
DELETE FROM contact_search WHERE rowid IN (SELECT value FROM json_each (:ids));

-- name: import_remove_names
-- scan-ok
DELETE FROM contact_name_search WHERE rowid IN (SELECT value FROM json_each (:ids));

-- name: import_set_merging
-- Of the full-text index: 4 as SQLite has it, 0 = not now. It would write most of itself anew for each portion.
INSERT INTO contact_search (contact_search, rank) VALUES ('automerge', :segments);

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

-- name: import_list_added_groups
-- scan-ok
-- Groups of the import that somebody was not in before.
SELECT j.value FROM job AS b, json_each (b.detail, '$.groups') AS j
WHERE b.id = :job_id AND j.value NOT IN (SELECT k.value FROM ledger AS l, json_each (l.payload, '$.before.groups') AS k
                                         WHERE l.seq = :seq);

-- name: import_list_opt_ins
-- Those about whom nothing was heard since.
SELECT e.id, e.e164 FROM consent_event AS e
WHERE e.import_job = :job_id AND e.id > :after AND e.act = 2
  AND NOT EXISTS (SELECT 1 FROM consent_event AS n WHERE n.e164 = e.e164 AND n.id > e.id)
ORDER BY e.id LIMIT :limit;

-- name: import_list_empty_groups
-- scan-ok
-- Groups that the import made, if nobody is in them any more but whom the undo has put into the recycle bin.
SELECT g.id FROM job AS b, json_each (b.detail, '$.groups') AS j
CROSS JOIN contact_group AS g ON g.id = j.value
WHERE b.id = :job_id AND g.rule IS NULL AND g.created_at >= b.started_at
  AND NOT EXISTS (SELECT 1 FROM group_member AS m JOIN contact AS c ON c.id = m.contact_id AND c.deleted_at IS NULL
                  WHERE m.group_id = g.id);
