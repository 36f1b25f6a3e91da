-- SPDX-License-Identifier: GPL-3.0-or-later
--
-- Schedules: schedule, schedule_occurrence. PealScheduleState: 1 active, 2 paused, 3 ended.

-- name: schedule_insert
INSERT INTO schedule (name, body, kind, group_ids, contact_ids, numbers, account_id, start, zone, rule, date_field,
                      date_yearly, date_days, leap_day, validity, policy, grace, next_at, created_at, updated_at,
                      actor)
VALUES (:name, :body, :kind, :group_ids, :contact_ids, :numbers, :account_id, :start, :zone, :rule, :date_field,
        :date_yearly, :date_days, :leap_day, :validity, :policy, :grace, :next_at, :now, :now, :actor);

-- name: schedule_update
-- Only as it was read: an occurrence that was made meanwhile has moved it on. One that had ended lives again;
-- one that is paused stays so.
UPDATE schedule
SET name = :name, body = :body, kind = :kind, group_ids = :group_ids, contact_ids = :contact_ids,
    numbers = :numbers, account_id = :account_id, start = :start, zone = :zone, rule = :rule,
    date_field = :date_field, date_yearly = :date_yearly, date_days = :date_days, leap_day = :leap_day,
    validity = :validity, policy = :policy, grace = :grace, next_at = :next_at, updated_at = :now, actor = :actor,
    state = iif (state = 2, 2, 1), revision = revision + 1
WHERE id = :id AND revision = :revision AND deleted_at IS NULL;

-- name: schedule_list
-- scan-ok
-- Schedules are few. Those that come next are first, those that ended last.
SELECT id, name, body, kind, group_ids, contact_ids, numbers, account_id, start, zone, rule, date_field,
       date_yearly, date_days, leap_day, validity, policy, grace, state, next_at, revision, created_at, actor,
       (SELECT count (campaign_id) FROM schedule_occurrence WHERE schedule_id = schedule.id),
       coalesce ((SELECT label FROM account WHERE id = schedule.account_id), ''),
       EXISTS (SELECT 1 FROM account AS a
               WHERE a.id = coalesce (schedule.account_id, a.id) AND a.enabled = 1 AND a.deleted_at IS NULL)
FROM schedule WHERE deleted_at IS NULL
ORDER BY state = 3, next_at IS NULL, next_at, id;

-- name: schedule_get
-- scan-ok
-- Accounts are few.
SELECT id, name, body, kind, group_ids, contact_ids, numbers, account_id, start, zone, rule, date_field,
       date_yearly, date_days, leap_day, validity, policy, grace, state, next_at, revision, created_at, actor,
       (SELECT count (campaign_id) FROM schedule_occurrence WHERE schedule_id = schedule.id),
       coalesce ((SELECT label FROM account WHERE id = schedule.account_id), ''),
       EXISTS (SELECT 1 FROM account AS a
               WHERE a.id = coalesce (schedule.account_id, a.id) AND a.enabled = 1 AND a.deleted_at IS NULL)
FROM schedule WHERE id = :id AND deleted_at IS NULL;

-- name: schedule_list_due
-- scan-ok
-- Accounts are few.
SELECT id, name, body, kind, group_ids, contact_ids, numbers, account_id, start, zone, rule, date_field,
       date_yearly, date_days, leap_day, validity, policy, grace, state, next_at, revision, created_at, actor,
       (SELECT count (campaign_id) FROM schedule_occurrence WHERE schedule_id = schedule.id),
       coalesce ((SELECT label FROM account WHERE id = schedule.account_id), ''),
       EXISTS (SELECT 1 FROM account AS a
               WHERE a.id = coalesce (schedule.account_id, a.id) AND a.enabled = 1 AND a.deleted_at IS NULL)
FROM schedule INDEXED BY schedule_next
WHERE state = 1 AND deleted_at IS NULL AND next_at <= :until
ORDER BY next_at, id;

-- name: schedule_next_after
SELECT next_at FROM schedule INDEXED BY schedule_next
WHERE state = 1 AND deleted_at IS NULL AND next_at > :after ORDER BY next_at LIMIT 1;

-- name: schedule_count_idle
-- scan-ok
-- What no account can carry out. Schedules are few, and so are accounts.
SELECT count(*) FROM schedule AS s
WHERE s.state = 1 AND s.deleted_at IS NULL AND s.next_at IS NOT NULL
  AND NOT EXISTS (SELECT 1 FROM account AS a
                  WHERE a.id = coalesce (s.account_id, a.id) AND a.enabled = 1 AND a.deleted_at IS NULL);

-- name: schedule_list_audiences
-- scan-ok
-- Schedules are few.
SELECT group_ids FROM schedule
WHERE state = 1 AND deleted_at IS NULL AND next_at IS NOT NULL AND group_ids <> '[]';

-- name: schedule_step
-- R-SEND-1, R-SEND-2: only from where it was read, together with what the occurrence made.
UPDATE schedule SET next_at = :next_at, state = :state, revision = revision + 1
WHERE id = :id AND revision = :revision AND state = 1 AND deleted_at IS NULL;

-- name: schedule_set_state
UPDATE schedule SET state = :state, next_at = :next_at, updated_at = :now, revision = revision + 1
WHERE id = :id AND state = :from AND deleted_at IS NULL;

-- name: schedule_set_deleted
UPDATE schedule SET deleted_at = :deleted_at, updated_at = :now, revision = revision + 1
WHERE id = :id AND (deleted_at IS NULL) = (:deleted_at IS NOT NULL);

-- name: schedule_occurrence_insert
INSERT INTO schedule_occurrence (schedule_id, due_at, campaign_id, reason, n_passed, decided_at)
VALUES (:schedule_id, :due_at, :campaign_id, :reason, :n_passed, :now);

-- name: schedule_occurrence_find
SELECT 1 FROM schedule_occurrence WHERE schedule_id = :schedule_id AND due_at = :due_at;

-- name: schedule_occurrence_list
SELECT due_at, coalesce (campaign_id, 0), reason, n_passed, decided_at FROM schedule_occurrence
WHERE schedule_id = :schedule_id ORDER BY due_at DESC LIMIT :limit;

-- name: schedule_list_birthdays
-- By "MM-DD"; whoever is asked for too much is sorted out by core/peal-occasion.
SELECT id, birthday FROM contact INDEXED BY contact_birthday
WHERE birthday <> '' AND deleted_at IS NULL AND substr (birthday, -5) IN (:day, :leap_day) ORDER BY id;

-- name: schedule_count_contacts
-- scan-ok
-- No further than to :most, so a bounded walk.
SELECT count(*) FROM (SELECT 1 FROM contact WHERE deleted_at IS NULL LIMIT :most);

-- name: schedule_list_dates
-- scan-ok
-- Once a day for each schedule that goes by such a field.
SELECT id, json_extract (custom, :path) FROM contact
WHERE deleted_at IS NULL AND json_type (custom, :path) = 'text' ORDER BY id;
