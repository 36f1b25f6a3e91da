-- SPDX-License-Identifier: GPL-3.0-or-later
--
-- Messages on their way out. State and reason numbers are those of core/peal-message.h:
-- 1 queued, 2 submitting, 3 accepted, 4 sent, 5 unknown, 8 failed, 9 left out, 10 cancelled; reason 8 paused, 10 ask.

-- name: outbox_insert
INSERT INTO message (uuid, conversation_id, direction, kind, state, reason, explanation, body, segments, priority,
                     account_id, chosen, campaign_id, contact_id, not_before, not_after, created_at, settled_at,
                     missed_policy, missed_grace, again_of)
VALUES (:uuid, :conversation_id, 1, :kind, :state, :reason, :explanation, :body, :segments, :priority,
        :account_id, :chosen, :campaign_id, :contact_id, :not_before, :not_after, :created_at, :settled_at,
        :missed_policy, :missed_grace, :again_of);

-- name: outbox_may_send_again
-- 7 undelivered, 8 failed: unless it was sent again, and that was not taken back (10).
SELECT m.state IN (7, 8) AND NOT EXISTS (SELECT 1 FROM message AS o WHERE o.again_of = m.id AND o.state <> 10)
FROM message AS m
WHERE m.id = :id;

-- name: outbox_due
-- The index is named because everything depends on it: one seek, one row.
SELECT m.id, m.uuid, m.conversation_id, m.campaign_id, m.contact_id, m.kind, m.segments, m.attempts, m.reason,
       m.body, m.not_after, c.ours, c.theirs, k.state, k.review,
       EXISTS (SELECT 1 FROM do_not_contact AS d WHERE d.e164 = c.theirs),
       p.zone, p.region, p.country, g.state
FROM message AS m INDEXED BY message_due
CROSS JOIN conversation AS c ON c.id = m.conversation_id
LEFT JOIN consent AS k ON k.e164 = c.theirs
LEFT JOIN contact AS p ON p.id = m.contact_id
LEFT JOIN campaign AS g ON g.id = m.campaign_id
WHERE m.account_id = :account_id AND m.state = 1 AND m.reason <> 8 AND m.reason <> 10
  AND m.priority = :priority AND m.not_before <= :now
ORDER BY m.not_before, m.id
LIMIT 1;

-- name: outbox_sent_recently
-- What may have reached this number, from any number of ours: states 2 to 7 but not what is queued again.
SELECT m.submitted_at
FROM conversation AS c JOIN message AS m ON m.conversation_id = c.id
WHERE c.theirs = :theirs AND m.direction = 1 AND m.kind = 3 AND m.state BETWEEN 2 AND 7 AND m.submitted_at > :week
ORDER BY m.submitted_at DESC LIMIT :most;

-- name: outbox_claim
-- R-SEND-1: together with attempt_open, committed before the request leaves.
UPDATE message
SET state = 2, reason = 0, explanation = :explanation, attempts = attempts + 1, submitted_at = :now
WHERE id = :id AND state = 1;

-- name: outbox_hold
UPDATE message SET reason = :reason, explanation = :explanation, not_before = :until, held_at = :now
WHERE id = :id AND state = 1;

-- name: outbox_leave_out
UPDATE message SET state = 9, reason = :reason, explanation = :explanation, settled_at = :now
WHERE id = :id AND state = 1;

-- name: outbox_next_due
-- scan-ok
-- Walks the accounts, of which there are few, and seeks three times for each.
SELECT min (due) FROM (
  SELECT (SELECT m.not_before FROM message AS m INDEXED BY message_due
          WHERE m.account_id = a.id AND m.state = 1 AND m.reason <> 8 AND m.reason <> 10
            AND m.priority = p.column1
          ORDER BY m.not_before LIMIT 1) AS due
  FROM account AS a, (VALUES (0), (1), (2)) AS p
  WHERE a.id = :account_id OR (:account_id IS NULL AND a.enabled = 1 AND a.deleted_at IS NULL)
);

-- name: outbox_next_retry
-- PEAL_HOLD_RETRY and PEAL_HOLD_RATE
SELECT not_before FROM message INDEXED BY message_retry
WHERE state = 1 AND reason IN (3, 4) AND not_before > 0 AND :account_id IN (0, account_id)
ORDER BY not_before LIMIT 1;

-- name: attempt_open
INSERT INTO attempt (message_id, ordinal, account_id, started_at) VALUES (:message_id, :ordinal, :account_id, :now);

-- name: attempt_count_excused
-- PealFailureClass 3 throttled, 8 account: the message is not to blame.
SELECT count (*) FILTER (WHERE failure = 3), count (*) FILTER (WHERE failure = 8)
FROM attempt WHERE message_id = :message_id;

-- name: attempt_settle
UPDATE attempt
SET ended_at = coalesce (ended_at, :now), outcome = :outcome, failure = :failure,
    provider_code = :provider_code, detail = :detail
WHERE message_id = :message_id AND ordinal = :ordinal;

-- name: outbox_get
SELECT m.state, m.conversation_id, m.attempts, m.account_id, m.remote_id, m.campaign_id, c.state, m.segments,
       m.submitted_at
FROM message AS m LEFT JOIN campaign AS c ON c.id = m.campaign_id
WHERE m.id = :id AND m.direction = 1;

-- name: outbox_get_ours
SELECT c.ours, c.theirs, m.segments FROM message AS m JOIN conversation AS c ON c.id = m.conversation_id WHERE m.id = :id;

-- name: outbox_find_remote
SELECT id, state, conversation_id, campaign_id, currency = '' FROM message
WHERE account_id = :account_id AND remote_id = :remote_id AND direction = 1;

-- name: outbox_settle
-- A NULL keeps what is there.
UPDATE message
SET state = :state, reason = :reason, explanation = coalesce (:explanation, explanation),
    not_before = coalesce (:not_before, not_before), look_at = :look_at,
    remote_id = coalesce (:remote_id, remote_id), failure = :failure, provider_code = :provider_code,
    segments = coalesce (:segments, segments), price_micros = coalesce (:price_micros, price_micros),
    currency = coalesce (:currency, currency), settled_at = :now
WHERE id = :id;

-- name: outbox_set_price
UPDATE message SET price_micros = :price_micros, currency = :currency, segments = coalesce (:segments, segments)
WHERE id = :id;

-- name: outbox_list_submitting
-- Walks attempt_open: what was in the air when a process died.
SELECT m.id, m.conversation_id, m.attempts
FROM attempt AS a INDEXED BY attempt_open CROSS JOIN message AS m ON m.id = a.message_id
WHERE a.outcome = 0 ORDER BY a.message_id;

-- name: outbox_list_unknown
SELECT m.id, m.account_id, m.attempts, m.uuid, c.ours, c.theirs, m.body, m.submitted_at, m.look_at,
       m.priority, m.not_after,
       (SELECT count (*) FROM attempt AS a WHERE a.message_id = m.id AND a.failure = 3),
       (SELECT count (*) FROM attempt AS a WHERE a.message_id = m.id AND a.failure = 8)
FROM message AS m INDEXED BY message_unknown
CROSS JOIN conversation AS c ON c.id = m.conversation_id
WHERE m.state = 5 AND m.look_at <= :due AND :account_id IN (0, m.account_id)
ORDER BY m.look_at, m.id LIMIT :limit;

-- name: outbox_list_unknown_all
-- Walks message_unknown, which holds few rows or a disaster.
SELECT m.id, m.account_id, m.attempts, m.uuid, c.ours, c.theirs, m.body, m.submitted_at, m.look_at,
       m.priority, m.not_after,
       (SELECT count (*) FROM attempt AS a WHERE a.message_id = m.id AND a.failure = 3),
       (SELECT count (*) FROM attempt AS a WHERE a.message_id = m.id AND a.failure = 8)
FROM message AS m INDEXED BY message_unknown
CROSS JOIN conversation AS c ON c.id = m.conversation_id
WHERE m.state = 5 AND :account_id IN (0, m.account_id)
ORDER BY m.look_at IS NULL, m.look_at, m.id LIMIT :limit;

-- name: outbox_next_look
SELECT look_at FROM message INDEXED BY message_unknown
WHERE state = 5 AND look_at > 0 AND :account_id IN (0, account_id)
ORDER BY look_at LIMIT 1;

-- name: outbox_look_again
UPDATE message SET look_at = :look_at, explanation = :explanation WHERE id = :id AND state = 5;

-- name: outbox_decide
-- What is sent again while its campaign (state 2) is paused waits with the others.
UPDATE message
SET state = :state, reason = iif (:state = 1 AND (SELECT k.state FROM campaign AS k WHERE k.id = campaign_id) = 2, 8, 0), explanation = '', look_at = NULL, settled_at = :now,
    not_before = CASE WHEN :state = 1 THEN :now ELSE not_before END
WHERE id = :id AND state = 5 AND attempts = :attempt;

-- name: outbox_awaiting
SELECT id, submitted_at, remote_id FROM message INDEXED BY message_awaiting
WHERE account_id = :account_id AND state IN (3, 4) AND submitted_at > :since AND remote_id IS NOT NULL
ORDER BY submitted_at LIMIT :limit;

-- name: outbox_campaign_set_state
UPDATE campaign SET state = :state WHERE id = :id AND state IN (:from, :or_from);

-- name: outbox_campaign_pause
-- This and the one below: a piece of them, the first due first. What a person is asked about stays asked.
UPDATE message SET reason = 8
WHERE id IN (SELECT m.id FROM message AS m INDEXED BY message_campaign
             WHERE m.campaign_id = :id AND m.state = 1 AND m.reason <> 8 AND m.reason <> 10
             ORDER BY m.not_before LIMIT :limit)
  AND EXISTS (SELECT 1 FROM campaign AS c WHERE c.id = :id AND c.state = :from);

-- name: outbox_campaign_resume
-- What waited for no time when it was paused (route.sql) is due: the claim says what it waits for now.
UPDATE message
SET reason = iif (iif (not_before = 9223372036854775807, held_at, not_before) > :now, 1, 0),
    not_before = iif (not_before = 9223372036854775807, max (:now, held_at), not_before)
WHERE id IN (SELECT m.id FROM message AS m INDEXED BY message_campaign
             WHERE m.campaign_id = :id AND m.state = 1 AND m.reason = 8 ORDER BY m.not_before LIMIT :limit)
  AND EXISTS (SELECT 1 FROM campaign AS c WHERE c.id = :id AND c.state = :from);

-- name: outbox_campaign_count_waiting
SELECT count(*) FROM message INDEXED BY message_campaign WHERE campaign_id = :id AND state = 1;

-- name: outbox_campaign_find_range
SELECT min (id), max (id) FROM message INDEXED BY message_campaign WHERE campaign_id = :id AND state = 1;

-- name: outbox_campaign_cancel
-- Messages of a campaign were queued together: one pass over their ids costs less than a walk of its index, which
-- each change changes.
UPDATE message NOT INDEXED SET state = 10, reason = 0, explanation = '', settled_at = :now
WHERE id BETWEEN :first AND :last AND campaign_id = :id AND state = 1;

-- name: outbox_campaign_list_unfinished
-- scan-ok
-- Campaigns are not many, and each is one seek.
SELECT k.id FROM campaign AS k
WHERE k.state = 4
  AND EXISTS (SELECT 1 FROM message AS m INDEXED BY message_campaign WHERE m.campaign_id = k.id AND m.state = 1);

-- name: outbox_call_off
-- Its campaign is cancelled.
UPDATE message SET state = 10, reason = 0, explanation = '', settled_at = :now WHERE id = :id AND state = 1;
