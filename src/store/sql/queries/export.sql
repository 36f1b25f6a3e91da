-- SPDX-License-Identifier: GPL-3.0-or-later
--
-- Contacts on their way out: store/peal-contacts-export.h.

-- name: export_max_phones
-- scan-ok
SELECT coalesce (max (position), 0) FROM phone;

-- name: export_max_emails
-- scan-ok
SELECT coalesce (max (position), 0) FROM email;

-- name: export_custom_keys
-- scan-ok
-- Each key of a custom field with each kind (PealValueKind) of value that it has somewhere.
SELECT DISTINCT j.key,
       CASE j.type WHEN 'text' THEN 0 WHEN 'integer' THEN 1 WHEN 'real' THEN 1 WHEN 'true' THEN 2 WHEN 'false' THEN 2
                   ELSE 3 END AS kind
FROM contact AS c, json_each (c.custom) AS j
WHERE c.deleted_at IS NULL AND c.custom <> '{}' AND j.type <> 'null'
ORDER BY 1, 2;

-- name: export_custom_values
-- scan-ok
-- Of one contact; it is its JSON that is scanned.
SELECT j.key,
       CASE j.type WHEN 'text' THEN 0 WHEN 'integer' THEN 1 WHEN 'real' THEN 1 WHEN 'true' THEN 2 WHEN 'false' THEN 2
                   ELSE 3 END AS kind,
       CASE j.type WHEN 'true' THEN 'true' WHEN 'false' THEN 'false' ELSE j.value END
FROM json_each (:custom) AS j
WHERE j.type <> 'null';

-- name: export_groups
SELECT g.name FROM group_member AS m JOIN contact_group AS g ON g.id = m.group_id
WHERE m.contact_id = :contact_id ORDER BY g.name;

-- name: export_phones
SELECT p.e164, p.label, p.region, p.kind, p.is_valid,
       (SELECT max (last_at) FROM conversation WHERE theirs = p.e164),
       coalesce (s.state, 0), coalesce (s.changed_at, 0), coalesce (s.review, 0),
       EXISTS (SELECT 1 FROM do_not_contact WHERE e164 = p.e164)
FROM phone AS p LEFT JOIN consent AS s ON s.e164 = p.e164
WHERE p.contact_id = :contact_id ORDER BY p.position;

-- name: export_consent_events
SELECT act, state, at, how, wording, rule, proof, actor FROM consent_event WHERE e164 = :e164 ORDER BY id;
