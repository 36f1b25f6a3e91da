-- SPDX-License-Identifier: GPL-3.0-or-later
--
-- Consent: consent, consent_event, do_not_contact. Keyed by number (R-LAW-2).

-- name: consent_get
-- scan-ok
-- One row for every number, also for one never heard of.
SELECT coalesce (c.state, 0), coalesce (c.review, 0), coalesce (c.changed_at, 0),
       EXISTS (SELECT 1 FROM do_not_contact WHERE e164 = n.e164)
FROM (SELECT :e164 AS e164) AS n LEFT JOIN consent AS c ON c.e164 = n.e164;

-- name: consent_put
INSERT INTO consent (e164, state, review, changed_at) VALUES (:e164, :state, :review, :now)
ON CONFLICT (e164) DO UPDATE SET state = :state, review = :review, changed_at = :now;

-- name: consent_release_review
-- State 1 queued, reason 6 review: what waited for the word of a person is judged anew now.
UPDATE message SET not_before = :now
WHERE state = 1 AND reason = 6 AND not_before > :now
  AND conversation_id IN (SELECT id FROM conversation WHERE theirs = :e164);

-- name: consent_list_opted_out
SELECT c.e164, c.state, c.review, c.changed_at, EXISTS (SELECT 1 FROM do_not_contact WHERE e164 = c.e164)
FROM consent AS c WHERE c.state = 2 AND c.e164 > :after ORDER BY c.e164 LIMIT :limit;

-- name: consent_list_review
SELECT c.e164, c.state, c.review, c.changed_at, EXISTS (SELECT 1 FROM do_not_contact WHERE e164 = c.e164)
FROM consent AS c WHERE c.review = 1 ORDER BY c.changed_at LIMIT :limit;

-- name: consent_event_insert
INSERT INTO consent_event (e164, act, state, at, how, wording, rule, proof, import_job, actor)
VALUES (:e164, :act, :state, :at, :how, :wording, :rule, :proof, :import_job, :actor);

-- name: consent_event_list
SELECT id, act, state, at, how, wording, rule, proof, actor
FROM consent_event WHERE e164 = :e164 ORDER BY id DESC;

-- name: consent_event_state_before_opt_out
-- What held before the last opt-out: where its revocation goes back to.
SELECT b.state FROM consent_event AS b
WHERE b.e164 = :e164 AND b.state <> 2
  AND b.id < (SELECT max (id) FROM consent_event WHERE e164 = :e164 AND act = 1)
ORDER BY b.id DESC LIMIT 1;

-- name: do_not_contact_add
INSERT OR IGNORE INTO do_not_contact (e164, source, at) VALUES (:e164, :source, :now);
