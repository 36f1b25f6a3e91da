-- SPDX-License-Identifier: GPL-3.0-or-later
--
-- People: contact, phone, tag, contact_tag, contact_search.

-- name: contact_insert
INSERT INTO contact (uuid, display, sort_name, given, middle, family, org, title, industry, email, street, city,
                     region, postcode, country, zone, language, birthday, status, source, score, notes, custom,
                     import_job, created_at, updated_at)
VALUES (:uuid, :display, :sort_name, :given, :middle, :family, :org, :title, :industry, :email, :street, :city,
        :region, :postcode, :country, :zone, :language, :birthday, :status, :source, :score, :notes, :custom,
        :import_job, :now, :now);

-- name: contact_update
UPDATE contact
SET display = :display, sort_name = :sort_name, given = :given, middle = :middle, family = :family, org = :org,
    title = :title, industry = :industry, email = :email, street = :street, city = :city, region = :region,
    postcode = :postcode, country = :country, zone = :zone, language = :language, birthday = :birthday,
    status = :status, source = :source, score = :score, notes = :notes, custom = :custom, updated_at = :now
WHERE id = :id;

-- name: contact_get
SELECT uuid, display, given, middle, family, org, title, industry, email, street, city, region, postcode, country,
       zone, language, birthday, status, source, notes, custom, score, created_at, updated_at, deleted_at
FROM contact WHERE id = :id;

-- name: contact_get_as_json
-- What the ledger keeps of a contact before a change.
SELECT json_object ('before', json_object (
  'display', display, 'given', given, 'middle', middle, 'family', family, 'org', org, 'title', title,
  'industry', industry, 'email', email, 'street', street, 'city', city, 'region', region, 'postcode', postcode,
  'country', country, 'zone', zone, 'language', language, 'birthday', birthday, 'status', status,
  'source', source, 'score', score, 'notes', notes, 'custom', json (custom),
  'phones', (SELECT json_group_array (json_object ('label', label, 'e164', e164, 'region', region, 'kind', kind,
                                                   'is_valid', is_valid) ORDER BY position)
             FROM phone WHERE contact_id = :id),
  'emails', (SELECT json_group_array (json_object ('label', label, 'address', address) ORDER BY position)
             FROM email WHERE contact_id = :id),
  'tags', (SELECT json_group_array (tag.name)
           FROM contact_tag JOIN tag ON tag.id = contact_tag.tag_id WHERE contact_tag.contact_id = :id),
  'groups', (SELECT json_group_array (group_id) FROM group_member WHERE contact_id = :id)))
FROM contact WHERE id = :id;

-- name: contact_find_by_uuid
SELECT id, deleted_at IS NOT NULL FROM contact WHERE uuid = :uuid;

-- name: contact_get_uuid
SELECT uuid FROM contact WHERE id = :id;

-- name: contact_set_deleted
-- Who comes back is a contact of its own again.
UPDATE contact
SET deleted_at = :deleted_at, merged_into = CASE WHEN :deleted_at IS NULL THEN NULL ELSE merged_into END
WHERE id = :id AND (deleted_at IS NULL) = (:deleted_at IS NOT NULL);

-- name: contact_count
-- scan-ok
SELECT count(*) FROM contact WHERE deleted_at IS NULL;

-- name: contact_get_row
SELECT c.display, coalesce (p.e164, ''), (SELECT count(*) FROM phone WHERE contact_id = c.id), c.org, c.email,
       coalesce (s.state, 0), coalesce (s.review, 0),
       (SELECT max (last_at) FROM conversation WHERE contact_id = c.id), c.created_at, c.deleted_at IS NOT NULL
FROM contact AS c
LEFT JOIN phone AS p ON p.contact_id = c.id AND p.position = 1
LEFT JOIN consent AS s ON s.e164 = p.e164
WHERE c.id = :id;

-- Order -------------------------------------------------------------------------------------------

-- name: contact_list_by_name
-- scan-ok
-- The index alone answers it.
SELECT id, sort_name FROM contact WHERE deleted_at IS NULL ORDER BY sort_name, id;

-- name: contact_list_deleted
-- Without those that are part of another: whoever wants them back separates the two.
SELECT id, sort_name FROM contact WHERE deleted_at IS NOT NULL AND merged_into IS NULL ORDER BY sort_name, id;

-- name: contact_list_ordered
-- scan-ok
-- :sort is PealContactSort. Whoever has nothing to be sorted by comes last.
SELECT c.id, c.sort_name
FROM contact AS c
LEFT JOIN phone AS p ON :sort IN (3, 5) AND p.contact_id = c.id AND p.position = 1
LEFT JOIN consent AS s ON :sort = 5 AND s.e164 = p.e164
WHERE c.deleted_at IS NULL
ORDER BY CASE :sort WHEN 2 THEN c.org = '' WHEN 3 THEN p.e164 IS NULL END,
         CASE :sort WHEN 2 THEN c.org WHEN 3 THEN p.e164 END COLLATE NOCASE,
         CASE :sort WHEN 4 THEN (SELECT max (last_at) FROM conversation WHERE contact_id = c.id)
                    WHEN 5 THEN coalesce (s.state, 0)
                    WHEN 6 THEN c.created_at END,
         c.sort_name, c.id;

-- name: contact_list_some_ordered
-- scan-ok
-- The same for the ids of the JSON array :ids; it is the array that is scanned.
SELECT c.id, c.sort_name
FROM json_each (:ids) AS j
CROSS JOIN contact AS c ON c.id = j.value
LEFT JOIN phone AS p ON :sort IN (3, 5) AND p.contact_id = c.id AND p.position = 1
LEFT JOIN consent AS s ON :sort = 5 AND s.e164 = p.e164
WHERE (c.deleted_at IS NOT NULL) = :deleted AND c.merged_into IS NULL
ORDER BY CASE :sort WHEN 2 THEN c.org = '' WHEN 3 THEN p.e164 IS NULL END,
         CASE :sort WHEN 2 THEN c.org WHEN 3 THEN p.e164 END COLLATE NOCASE,
         CASE :sort WHEN 4 THEN (SELECT max (last_at) FROM conversation WHERE contact_id = c.id)
                    WHEN 5 THEN coalesce (s.state, 0)
                    WHEN 6 THEN c.created_at END,
         c.sort_name, c.id;

-- name: contact_list_recent
-- scan-ok
-- Whom one talked to last; the caller stops at enough. A person with two numbers comes twice.
SELECT v.contact_id
FROM conversation AS v
JOIN contact AS c ON c.id = v.contact_id AND c.deleted_at IS NULL
ORDER BY v.last_at DESC, v.id DESC
LIMIT :limit;

-- Search ------------------------------------------------------------------------------------------

-- name: contact_search_match
-- scan-ok
-- The full-text index is searched, not scanned; EXPLAIN says SCAN of every virtual table.
SELECT rowid FROM contact_search WHERE contact_search MATCH :match;

-- name: contact_search_has
-- scan-ok
-- As above.
SELECT 1 FROM contact_search WHERE rowid = :id AND contact_search MATCH :match;

-- name: contact_search_put
INSERT OR REPLACE INTO contact_search (rowid, text) VALUES (:id, :text);

-- name: contact_name_put
-- With a space before, and two after: see the migration that makes the table.
INSERT OR REPLACE INTO contact_name_search (rowid, name) VALUES (:id, ' ' || :name || '  ');

-- The first rows of a search ----------------------------------------------------------------------

-- name: contact_first_by_name
-- scan-ok
-- The index alone answers it.
SELECT id FROM contact WHERE deleted_at IS NULL ORDER BY sort_name, id LIMIT :limit;

-- name: contact_first_beginning
SELECT id FROM contact
WHERE deleted_at IS NULL AND sort_name >= :from AND sort_name < :before
ORDER BY sort_name, id LIMIT :limit;

-- name: contact_name_match
-- scan-ok
-- EXPLAIN says SCAN of every virtual table.
SELECT rowid FROM contact_name_search WHERE contact_name_search MATCH :match;

-- name: contact_name_fragment
-- scan-ok
-- As above. One row for each place in each name.
SELECT doc FROM contact_name_fragment WHERE term >= :from AND term < :before;

-- Phones ------------------------------------------------------------------------------------------

-- name: phone_list
SELECT p.label, p.e164, p.region, p.kind, p.is_valid,
       (SELECT max (last_at) FROM conversation WHERE theirs = p.e164)
FROM phone AS p WHERE p.contact_id = :contact_id ORDER BY p.position;

-- name: phone_insert
INSERT OR IGNORE INTO phone (contact_id, position, label, e164, region, kind, is_valid)
VALUES (:contact_id, :position, :label, :e164, :region, :kind, :is_valid);

-- name: phone_delete_all
DELETE FROM phone WHERE contact_id = :contact_id;

-- name: phone_find_contacts
-- Longest known first.
SELECT p.contact_id
FROM phone AS p JOIN contact AS c ON c.id = p.contact_id AND c.deleted_at IS NULL
WHERE p.e164 = :e164
ORDER BY p.contact_id;

-- E-mail addresses --------------------------------------------------------------------------------

-- name: email_list
SELECT label, address FROM email WHERE contact_id = :contact_id ORDER BY position;

-- name: email_insert
INSERT OR IGNORE INTO email (contact_id, position, label, address)
VALUES (:contact_id, :position, :label, :address);

-- name: email_delete_all
DELETE FROM email WHERE contact_id = :contact_id;

-- Pictures ----------------------------------------------------------------------------------------

-- name: contact_photo_get
SELECT image FROM contact_photo WHERE contact_id = :contact_id;

-- name: contact_photo_set
-- Passes over a contact that is not there.
INSERT OR REPLACE INTO contact_photo (contact_id, image) SELECT id, :image FROM contact WHERE id = :contact_id;

-- name: contact_photo_remove
DELETE FROM contact_photo WHERE contact_id = :contact_id;

-- Tags --------------------------------------------------------------------------------------------

-- name: tag_ensure
INSERT OR IGNORE INTO tag (name) VALUES (:name);

-- name: tag_find
SELECT id FROM tag WHERE name = :name;

-- name: tag_list
-- scan-ok
-- Tags are few; those that nobody has any more are not shown.
SELECT name FROM tag
WHERE EXISTS (SELECT 1 FROM contact_tag AS t JOIN contact AS c ON c.id = t.contact_id AND c.deleted_at IS NULL
              WHERE t.tag_id = tag.id)
ORDER BY name;

-- name: contact_tag_list
SELECT tag.name FROM contact_tag AS t JOIN tag ON tag.id = t.tag_id
WHERE t.contact_id = :contact_id ORDER BY tag.name;

-- name: contact_tag_add
INSERT OR IGNORE INTO contact_tag (contact_id, tag_id)
SELECT id, :tag_id FROM contact WHERE id = :contact_id;

-- name: contact_tag_remove
DELETE FROM contact_tag WHERE contact_id = :contact_id AND tag_id = :tag_id;

-- name: contact_tag_remove_all
DELETE FROM contact_tag WHERE contact_id = :contact_id;

-- name: contact_tag_members
SELECT t.contact_id FROM contact_tag AS t JOIN tag ON tag.id = t.tag_id WHERE tag.name = :name;

-- Conversations of a person -----------------------------------------------------------------------

-- name: conversation_has_stranger
-- Asked first: an update that finds nothing costs much more than a look.
SELECT EXISTS (SELECT 1 FROM conversation WHERE theirs = :theirs AND contact_id IS NULL);

-- name: conversation_link_contact
UPDATE conversation SET contact_id = :contact_id WHERE theirs = :theirs AND contact_id IS NULL;

-- name: conversation_unlink_contact
-- A number was taken from the person.
UPDATE conversation SET contact_id = NULL
WHERE contact_id = :contact_id AND theirs NOT IN (SELECT e164 FROM phone WHERE contact_id = :contact_id);

-- name: json_merge
-- Fields of :strong win over those of :weak.
SELECT json_patch (:weak, :strong);
