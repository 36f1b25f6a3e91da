-- SPDX-License-Identifier: GPL-3.0-or-later
--
-- Conditions of rules: contact ids, in no order and some twice, or ids with the value that the condition
-- compares. Deleted contacts may be among them where that costs less; who asks drops them in the end.
-- Where a condition is about all contacts, so is its query: most of these scan.

-- name: rule_live
-- scan-ok
-- The index of names alone answers it.
SELECT id FROM contact WHERE deleted_at IS NULL;

-- name: rule_name
-- scan-ok
SELECT id, display FROM contact WHERE deleted_at IS NULL;

-- name: rule_given
-- scan-ok
SELECT id, given FROM contact WHERE deleted_at IS NULL;

-- name: rule_middle
-- scan-ok
SELECT id, middle FROM contact WHERE deleted_at IS NULL;

-- name: rule_family
-- scan-ok
SELECT id, family FROM contact WHERE deleted_at IS NULL;

-- name: rule_org
-- scan-ok
SELECT id, org FROM contact WHERE deleted_at IS NULL;

-- name: rule_title
-- scan-ok
SELECT id, title FROM contact WHERE deleted_at IS NULL;

-- name: rule_industry
-- scan-ok
SELECT id, industry FROM contact WHERE deleted_at IS NULL;

-- name: rule_emails
-- scan-ok
-- All addresses of everybody.
SELECT contact_id, address FROM email;

-- name: rule_street
-- scan-ok
SELECT id, street FROM contact WHERE deleted_at IS NULL;

-- name: rule_postcode
-- scan-ok
SELECT id, postcode FROM contact WHERE deleted_at IS NULL;

-- name: rule_city
-- scan-ok
SELECT id, city FROM contact WHERE deleted_at IS NULL;

-- name: rule_region
-- scan-ok
SELECT id, region FROM contact WHERE deleted_at IS NULL;

-- name: rule_country
-- scan-ok
SELECT id, country FROM contact WHERE deleted_at IS NULL;

-- name: rule_language
-- scan-ok
SELECT id, language FROM contact WHERE deleted_at IS NULL;

-- name: rule_zone
-- scan-ok
SELECT id, zone FROM contact WHERE deleted_at IS NULL;

-- name: rule_birthday
-- scan-ok
SELECT id, birthday FROM contact WHERE deleted_at IS NULL;

-- name: rule_status
-- scan-ok
SELECT id, status FROM contact WHERE deleted_at IS NULL;

-- name: rule_source
-- scan-ok
SELECT id, source FROM contact WHERE deleted_at IS NULL;

-- name: rule_score
-- scan-ok
SELECT id, score FROM contact WHERE deleted_at IS NULL;

-- name: rule_notes
-- scan-ok
SELECT id, notes FROM contact WHERE deleted_at IS NULL;

-- name: rule_custom
-- scan-ok
-- Whoever lacks the field has NULL, which is read as "". A look for the key costs much less than taking JSON apart.
SELECT id, CASE WHEN instr (custom, :key) THEN (SELECT value FROM json_each (custom) WHERE key = :key) END
FROM contact WHERE deleted_at IS NULL;

-- name: rule_created_since
SELECT id FROM contact WHERE deleted_at IS NULL AND created_at >= :edge;

-- name: rule_updated_since
-- scan-ok
SELECT id FROM contact WHERE deleted_at IS NULL AND updated_at >= :edge;

-- Numbers and consent -----------------------------------------------------------------------------

-- name: rule_phones
-- scan-ok
-- All numbers of everybody.
SELECT contact_id, e164 FROM phone;

-- name: rule_first_phones
-- scan-ok
SELECT contact_id FROM phone WHERE position = 1;

-- name: rule_first_emails
-- scan-ok
SELECT contact_id FROM email WHERE position = 1;

-- name: rule_phone_kind
-- scan-ok
SELECT contact_id FROM phone WHERE position = 1 AND kind = :kind;

-- name: rule_consent
-- scan-ok
-- Few numbers have a state, compared with all contacts.
SELECT p.contact_id FROM consent AS s CROSS JOIN phone AS p ON p.e164 = s.e164 AND p.position = 1
WHERE s.state = :state;

-- name: rule_consent_review
SELECT p.contact_id FROM consent AS s CROSS JOIN phone AS p ON p.e164 = s.e164 AND p.position = 1
WHERE s.review = 1;

-- name: rule_do_not_contact
-- scan-ok
SELECT p.contact_id FROM do_not_contact AS d CROSS JOIN phone AS p ON p.e164 = d.e164 AND p.position = 1;

-- Belonging ---------------------------------------------------------------------------------------

-- name: rule_tagged
-- scan-ok
-- Whoever has any tag.
SELECT contact_id FROM contact_tag;

-- name: rule_group
-- What group it is: NULL = static.
SELECT rule, name FROM contact_group WHERE id = :id;

-- name: rule_campaign_exists
SELECT 1 FROM campaign WHERE id = :id;

-- name: rule_campaign
-- Those to whom it went: with the gateway, sent, delivered, not delivered.
SELECT r.contact_id
FROM campaign_recipient AS r CROSS JOIN message AS m ON m.id = r.message_id
WHERE r.campaign_id = :id AND r.contact_id IS NOT NULL AND m.state IN (3, 4, 6, 7);

-- Behaviour ---------------------------------------------------------------------------------------
-- States 3, 4, 6, 7: it went out; 6: delivered; 7, 8: it did not get through.

-- name: rule_conversations
-- scan-ok
-- With whom each is, in the order of the three below.
SELECT id, contact_id FROM conversation WHERE contact_id IS NOT NULL ORDER BY id;

-- name: rule_count_talk
-- scan-ok
-- Of each conversation what went out or what came in, by :direction: the index alone answers it.
SELECT conversation_id, count(*), max (submitted_at) FROM message
WHERE state IN (3, 4, 6, 7, 11) AND direction = :direction AND submitted_at >= :edge
GROUP BY conversation_id;

-- name: rule_count_outcomes
-- scan-ok
-- Of each conversation how many came to an outcome: :low and :high are states.
SELECT conversation_id, count(*), max (submitted_at) FROM message
WHERE direction = 1 AND state BETWEEN :low AND :high AND submitted_at >= :edge
GROUP BY conversation_id;

-- name: rule_list_talk
-- scan-ok
-- What went out and what came in, of each conversation in its order; the index alone answers it.
SELECT conversation_id, direction, submitted_at FROM message
WHERE state IN (3, 4, 6, 7, 11)
ORDER BY conversation_id, id;

-- name: rule_count_since
-- Of what is not long ago: :low and :high as above; :direction is PealDirection.
SELECT v.contact_id, count(*)
FROM message AS m CROSS JOIN conversation AS v ON v.id = m.conversation_id
WHERE m.submitted_at >= :edge AND m.direction = :direction
  AND (:direction = 2 OR (m.state BETWEEN :low AND :high AND m.state <> 5))
  AND v.contact_id IS NOT NULL
GROUP BY v.contact_id;

-- name: rule_list_habits
-- Of everybody who wrote since :edge: when they last did, and how often.
SELECT max (m.submitted_at), count(*)
FROM message AS m CROSS JOIN conversation AS v ON v.id = m.conversation_id
JOIN contact AS c ON c.id = v.contact_id AND c.deleted_at IS NULL
WHERE m.submitted_at >= :edge AND m.direction = 2
GROUP BY v.contact_id;

-- name: rule_has_group
-- scan-ok
-- Groups are few.
SELECT 1 FROM contact_group WHERE rule = :rule;

-- name: rule_order_by_name
-- scan-ok
-- It is the array :ids that is scanned.
SELECT c.id FROM json_each (:ids) AS j CROSS JOIN contact AS c ON c.id = j.value
WHERE c.deleted_at IS NULL
ORDER BY c.sort_name, c.id;

-- name: rule_display
SELECT display FROM contact WHERE id = :id;
