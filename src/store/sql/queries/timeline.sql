-- SPDX-License-Identifier: GPL-3.0-or-later
--
-- Everything that happened with one person: store/peal-timeline.h.

-- name: timeline_list
-- scan-ok
-- What is scanned are the person's own rows, each found by its index. :kinds are the bits of PealTimelineKind;
-- source orders what happened at the same time. code: the act of a consent, the reason of one who was
-- left out, 1 for a merge that can be taken back. changes: what peal_contact_describe_changes () made. What happened with contacts that are part of this one is told, too.
WITH RECURSIVE people (id) AS (
  SELECT :id UNION SELECT c.id FROM people AS p JOIN contact AS c ON c.merged_into = p.id
),
entries (kind, at, source, id, e164, event, code, text, detail, actor, changes) AS (
  SELECT CASE WHEN m.campaign_id IS NULL THEN 1 ELSE 2 END,
         CASE WHEN m.state = 1 AND m.not_before > :now THEN m.not_before ELSE coalesce (m.submitted_at, m.created_at) END,
         1, m.id, v.theirs, '', 0, '', '', '', ''
  FROM (SELECT m.id FROM conversation AS v JOIN message AS m ON m.conversation_id = v.id WHERE v.contact_id = :id
        UNION SELECT id FROM message WHERE contact_id = :id) AS own
  JOIN message AS m ON m.id = own.id
  JOIN conversation AS v ON v.id = m.conversation_id
  WHERE (:kinds & 3) <> 0
  UNION ALL
  SELECT 2, c.created_at, 2, c.id, r.e164, '', r.reason, c.name, '', c.actor, ''
  FROM campaign_recipient AS r JOIN campaign AS c ON c.id = r.campaign_id
  WHERE r.contact_id = :id AND r.message_id IS NULL AND (:kinds & 2) <> 0
  UNION ALL
  SELECT 4, e.at, 3, e.id, e.e164, e.how, e.act, e.wording, e.proof, e.actor, ''
  FROM phone AS p JOIN consent_event AS e ON e.e164 = p.e164
  WHERE p.contact_id = :id AND (:kinds & 4) <> 0
  UNION ALL
  SELECT 8, l.at, 4, l.seq, '', l.event,
         EXISTS (SELECT 1 FROM contact AS g
                 WHERE l.event = 'contact.merged' AND g.id = l.payload ->> '$.gone' AND g.merged_into = p.id),
         (SELECT g.display FROM contact AS g
          WHERE g.id = coalesce (l.payload ->> '$.gone', l.payload ->> '$.other')),
         l.payload ->> '$.changed', l.actor, l.payload -> '$.values'
  FROM people AS p JOIN ledger AS l ON l.subject = 'contact:' || p.id WHERE (:kinds & 8) <> 0
  UNION ALL
  SELECT 8, l.at, 4, l.seq, '', l.event, 0,
         (SELECT g.name FROM contact_group AS g WHERE g.id = CAST (substr (l.subject, 7) AS INTEGER)), '', l.actor, ''
  FROM people AS p JOIN ledger_about AS a ON a.contact_id = p.id JOIN ledger AS l ON l.seq = a.seq
  WHERE (:kinds & 8) <> 0
  UNION ALL
  SELECT 8, j.started_at, 5, j.id, '', 'contact.imported', 0, j.detail ->> '$.file', '', '', ''
  FROM people AS p JOIN contact AS c ON c.id = p.id JOIN job AS j ON j.id = c.import_job WHERE (:kinds & 8) <> 0
)
SELECT kind, at, source, id, e164, event, code, text, detail, actor, changes FROM entries
WHERE (kind & :kinds) <> 0 AND (at, source, id) < (:at, :source, :before)
ORDER BY at DESC, source DESC, id DESC LIMIT :limit;

-- name: timeline_changes
-- scan-ok
-- It is the array that is scanned.
SELECT value ->> '$.field', value ->> '$.name', value ->> '$.old', value ->> '$.new' FROM json_each (:changes);
