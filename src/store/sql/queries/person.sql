-- SPDX-License-Identifier: GPL-3.0-or-later
--
-- All that is known of one person: store/peal-person.h.

-- name: person_messages
-- scan-ok
-- It is the ids of the inner select that are scanned.
-- Those to and from the person; where several people share a number, not those that were another's.
SELECT m.created_at, m.direction, m.kind, m.state, v.ours, v.theirs, m.body, m.explanation,
       (SELECT name FROM campaign WHERE id = m.campaign_id), coalesce (m.submitted_at, 0), coalesce (m.settled_at, 0)
FROM (SELECT id FROM message WHERE contact_id = :contact_id
      UNION
      SELECT x.id FROM conversation AS k JOIN message AS x ON x.conversation_id = k.id
      WHERE k.contact_id = :contact_id AND (x.contact_id IS NULL OR x.contact_id = :contact_id)) AS i
CROSS JOIN message AS m ON m.id = i.id
JOIN conversation AS v ON v.id = m.conversation_id
ORDER BY m.created_at, m.id;

-- name: person_campaigns
SELECT c.name, c.created_at, r.e164, coalesce (m.state, 0), r.reason, r.explanation
FROM campaign_recipient AS r
JOIN campaign AS c ON c.id = r.campaign_id
LEFT JOIN message AS m ON m.id = r.message_id
WHERE r.contact_id = :contact_id
ORDER BY c.created_at, c.id;

-- name: person_events
SELECT at, event, actor FROM ledger WHERE subject = :subject ORDER BY seq;
