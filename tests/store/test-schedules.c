/* test-schedules.c: schedules, and their step from one occurrence to the next: R-SEND-1, R-SEND-2.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include "store-fixture.h"

#include "peal-accounts.h"
#include "peal-contacts.h"
#include "peal-figures.h"
#include "peal-schedules.h"
#include "peal-vitals.h"

#include <string.h>

#define DUE (NOON + PEAL_HOUR)
#define LATER (DUE + PEAL_DAY)

static PealSchedule *
make_schedule (void)
{
  PealSchedule *schedule = peal_schedule_new ("Class", "See you {first_name|there}");
  const gint64 groups[] = { 7, 12 };

  g_array_append_vals (schedule->group_ids, groups, 2);
  g_strfreev (schedule->numbers);
  schedule->numbers = g_strsplit ("+15555550101,555 0102", ",", -1);
  schedule->start = (PealCivilTime) { 2026, 11, 21, 14, 0, 0 };
  g_set_str (&schedule->zone, "Europe/Berlin");
  g_set_str (&schedule->rule, "FREQ=DAILY");
  g_set_str (&schedule->date_field, "birthday");
  schedule->occasion.days = -7;
  schedule->occasion.leap_day = PEAL_LEAP_DAY_AFTER;
  schedule->validity = 3 * PEAL_HOUR;
  schedule->policy = PEAL_MISSED_SKIP;
  schedule->grace = PEAL_HOUR;
  return schedule;
}

static gint64
save (Fixture *fixture)
{
  g_autoptr(PealSchedule) schedule = make_schedule ();

  return await_int (peal_schedules_save (fixture->store, schedule, DUE, "test"));
}

static PealSchedule *
get (Fixture *fixture,
     gint64   id)
{
  return await_boxed (peal_schedules_get (fixture->store, id));
}

static void
test_save (Fixture      *fixture,
           gconstpointer data)
{
  gint64 id = save (fixture);
  g_autoptr(PealSchedule) schedule = get (fixture, id);
  g_autoptr(PealSchedule) nameless = peal_schedule_new ("", "Text");
  g_autoptr(GPtrArray) list = NULL;
  g_autofree char *start = peal_civil_time_format (&schedule->start);

  g_assert_cmpstr (schedule->name, ==, "Class");
  g_assert_cmpstr (schedule->body, ==, "See you {first_name|there}");
  g_assert_cmpuint (schedule->group_ids->len, ==, 2);
  g_assert_cmpint (g_array_index (schedule->group_ids, gint64, 1), ==, 12);
  g_assert_cmpuint (schedule->contact_ids->len, ==, 0);
  g_assert_cmpstr (schedule->numbers[1], ==, "555 0102");
  g_assert_cmpstr (start, ==, "2026-11-21T14:00:00");
  g_assert_cmpstr (schedule->zone, ==, "Europe/Berlin");
  g_assert_cmpstr (schedule->rule, ==, "FREQ=DAILY");
  g_assert_cmpstr (schedule->date_field, ==, "birthday");
  g_assert_cmpint (schedule->occasion.days, ==, -7);
  g_assert_cmpint (schedule->occasion.leap_day, ==, PEAL_LEAP_DAY_AFTER);
  g_assert_cmpint (schedule->occasion.hour, ==, 14);
  g_assert_true (schedule->occasion.yearly);
  g_assert_cmpint (schedule->validity, ==, 3 * PEAL_HOUR);
  g_assert_cmpint (schedule->policy, ==, PEAL_MISSED_SKIP);
  g_assert_cmpint (schedule->grace, ==, PEAL_HOUR);
  g_assert_cmpint (schedule->state, ==, PEAL_SCHEDULE_ACTIVE);
  g_assert_cmpint (schedule->next_at, ==, DUE);
  g_assert_cmpstr (schedule->actor, ==, "test");

  g_set_str (&schedule->name, "Lesson");
  g_assert_cmpint (await_int (peal_schedules_save (fixture->store, schedule, LATER, "test")), ==, id);
  await_error (peal_schedules_save (fixture->store, nameless, DUE, "test"), PEAL_STORE_ERROR_INVALID);
  await_error (peal_schedules_save (fixture->store, schedule, DUE, "test"), PEAL_STORE_ERROR_CONFLICT);
  schedule->id = 99;
  await_error (peal_schedules_save (fixture->store, schedule, DUE, "test"), PEAL_STORE_ERROR_NOT_FOUND);
  list = await_boxed (peal_schedules_list (fixture->store));
  g_assert_cmpuint (list->len, ==, 1);
  g_assert_cmpstr (((PealSchedule *) list->pdata[0])->name, ==, "Lesson");
  g_assert_cmpint (((PealSchedule *) list->pdata[0])->revision, ==, 2);
  g_assert_cmpint (await_int (peal_schedules_next_after (fixture->store, DUE)), ==, LATER);
  g_assert_cmpint (await_int (peal_schedules_next_after (fixture->store, LATER)), ==, PEAL_TIME_NEVER);
  await_error (peal_schedules_get (fixture->store, 99), PEAL_STORE_ERROR_NOT_FOUND);
}

static guint
count_due (Fixture *fixture,
           gint64   until)
{
  g_autoptr(GPtrArray) due = await_boxed (peal_schedules_due (fixture->store, until));

  return due->len;
}

static void
test_pause (Fixture      *fixture,
            gconstpointer data)
{
  gint64 id = save (fixture);

  g_assert_cmpuint (count_due (fixture, DUE - 1), ==, 0);
  g_assert_cmpuint (count_due (fixture, DUE), ==, 1);
  await_error (peal_schedules_resume (fixture->store, id, LATER, "test"), PEAL_STORE_ERROR_INVALID);
  await_true (peal_schedules_pause (fixture->store, id, "test"));
  await_error (peal_schedules_pause (fixture->store, id, "test"), PEAL_STORE_ERROR_INVALID);
  g_assert_cmpuint (count_due (fixture, DUE), ==, 0);
  await_true (peal_schedules_resume (fixture->store, id, LATER, "test"));
  g_assert_cmpuint (count_due (fixture, LATER), ==, 1);
  await_true (peal_schedules_set_deleted (fixture->store, id, TRUE, "test"));
  g_assert_cmpuint (count_due (fixture, LATER), ==, 0);
  await_error (peal_schedules_set_deleted (fixture->store, id, TRUE, "test"), PEAL_STORE_ERROR_NOT_FOUND);
  await_true (peal_schedules_set_deleted (fixture->store, id, FALSE, "test"));
  g_assert_cmpuint (count_due (fixture, LATER), ==, 1);
  assert_sql (fixture, "SELECT group_concat (event) FROM ledger WHERE subject = 'schedule:1'",
              "schedule.added,schedule.paused,schedule.resumed,schedule.deleted,schedule.restored");
}

/* Steps ------------------------------------------------------------------------------------------- */

static const PealCampaignDraft draft = {
  .name = "Class", .body = "Hello", .kind = PEAL_MESSAGE_TRANSACTIONAL, .audience = "1", .actor = "test",
};

static GPtrArray *
make_entries (Fixture *fixture)
{
  GPtrArray *entries = g_ptr_array_new_with_free_func ((GDestroyNotify) peal_campaign_entry_free);
  PealCampaignEntry *entry = peal_campaign_entry_new (0, "+15555550101");

  entry->queued = peal_queued_new ("+15550001111", "+15555550101", "Hello");
  entry->queued->account_id = 1;
  entry->queued->promised = TRUE;
  entry->queued->missed_policy = PEAL_MISSED_SKIP;
  entry->queued->missed_grace = PEAL_MINUTE;
  g_ptr_array_add (entries, entry);
  return entries;
}

static void
set_up (Fixture      *fixture,
        gconstpointer data)
{
  g_autoptr(PealAccount) account = peal_account_new ("twilio", "Main");

  fixture_set_up (fixture, data);
  peal_account_free (await_boxed (peal_account_save (fixture->store, account, "test")));
}

/* Two processes have read the same; one of them makes the occurrence. */
static void
test_step_once (Fixture      *fixture,
                gconstpointer data)
{
  PealScheduleStep step = { save (fixture), 1, DUE, PEAL_MISSED_IN_TIME, 3, LATER };
  g_autoptr(GPtrArray) entries = make_entries (fixture);
  g_autoptr(GPtrArray) again = make_entries (fixture);
  g_autoptr(GArray) ids = await_boxed (peal_schedules_step (fixture->store, &step, &draft, entries));
  g_autoptr(GPtrArray) rows = NULL;
  const PealOccurrenceRow *row;
  g_autoptr(PealSchedule) schedule = NULL;

  g_assert_cmpuint (ids->len, ==, 2);
  await_error (peal_schedules_step (fixture->store, &step, &draft, again), PEAL_STORE_ERROR_CONFLICT);
  assert_sql (fixture, "SELECT count(*) || '/' || (SELECT count(*) FROM campaign) FROM message", "1/1");
  assert_sql (fixture, "SELECT missed_policy || ',' || missed_grace FROM message", "1,60000000");
  rows = await_boxed (peal_schedules_list_occurrences (fixture->store, step.schedule_id, 10));
  g_assert_cmpuint (rows->len, ==, 1);
  row = g_ptr_array_index (rows, 0);
  g_assert_cmpint (row->due_at, ==, DUE);
  g_assert_cmpint (row->campaign_id, ==, g_array_index (ids, gint64, 0));
  g_assert_cmpstr (row->reason, ==, "in_time");
  g_assert_cmpint (row->n_passed, ==, 3);
  schedule = get (fixture, step.schedule_id);
  g_assert_cmpint (schedule->next_at, ==, LATER);
  g_assert_cmpint (schedule->n_made, ==, 1);
}

/* A clock that went back would have the same occurrence come again. */
static void
test_step_same_time (Fixture      *fixture,
                     gconstpointer data)
{
  PealScheduleStep step = { save (fixture), 1, DUE, PEAL_MISSED_IN_TIME, 0, DUE };
  g_autoptr(GPtrArray) entries = make_entries (fixture);
  g_autoptr(GPtrArray) again = make_entries (fixture);
  g_autoptr(PealSchedule) schedule = NULL;

  g_array_unref (await_boxed (peal_schedules_step (fixture->store, &step, &draft, entries)));
  step.revision = 2;
  await_error (peal_schedules_step (fixture->store, &step, &draft, again), PEAL_STORE_ERROR_EXISTS);
  schedule = get (fixture, step.schedule_id);
  g_assert_cmpint (schedule->revision, ==, 2);

  step.next_at = PEAL_TIME_NEVER;
  g_array_unref (await_boxed (peal_schedules_step (fixture->store, &step, NULL, NULL)));
  g_clear_pointer (&schedule, peal_schedule_free);
  schedule = get (fixture, step.schedule_id);
  g_assert_cmpint (schedule->state, ==, PEAL_SCHEDULE_ENDED);
  assert_sql (fixture, "SELECT count(*) FROM campaign", "1");
}

/* Edited, paused or deleted while the occurrence was being planned: what was planned is not sent. */
static void
test_step_after_edit (Fixture      *fixture,
                      gconstpointer data)
{
  PealScheduleStep step = { save (fixture), 1, DUE, PEAL_MISSED_IN_TIME, 0, LATER };
  g_autoptr(PealSchedule) edited = get (fixture, step.schedule_id);
  g_autoptr(GPtrArray) entries = make_entries (fixture);

  await_int (peal_schedules_save (fixture->store, edited, DUE, "test"));
  await_error (peal_schedules_step (fixture->store, &step, &draft, entries), PEAL_STORE_ERROR_CONFLICT);
  step.revision = 2;
  await_true (peal_schedules_pause (fixture->store, step.schedule_id, "test"));
  await_error (peal_schedules_step (fixture->store, &step, &draft, entries), PEAL_STORE_ERROR_CONFLICT);
  step.revision = 3;
  await_error (peal_schedules_step (fixture->store, &step, &draft, entries), PEAL_STORE_ERROR_CONFLICT);
  assert_sql (fixture, "SELECT count(*) FROM message", "0");
  assert_sql (fixture, "SELECT count(*) FROM schedule_occurrence", "0");
}

/* A message that cannot be queued: neither it nor the step is kept. */
static void
test_step_all_or_nothing (Fixture      *fixture,
                          gconstpointer data)
{
  PealScheduleStep step = { save (fixture), 1, DUE, PEAL_MISSED_IN_TIME, 0, LATER };
  g_autoptr(GPtrArray) entries = make_entries (fixture);
  g_autoptr(PealSchedule) schedule = NULL;

  ((PealCampaignEntry *) entries->pdata[0])->queued->account_id = 0;
  await_error (peal_schedules_step (fixture->store, &step, &draft, entries), PEAL_STORE_ERROR_INVALID);
  schedule = get (fixture, step.schedule_id);
  g_assert_cmpint (schedule->next_at, ==, DUE);
  g_assert_cmpint (schedule->revision, ==, 1);
  assert_sql (fixture, "SELECT count(*) FROM campaign", "0");
}

/* Dates ------------------------------------------------------------------------------------------- */

static void
add_contact (Fixture    *fixture,
             const char *name,
             const char *birthday,
             const char *custom)
{
  g_autoptr(PealContact) contact = peal_contact_new ();

  g_set_str (&contact->given, name);
  g_set_str (&contact->birthday, birthday);
  g_set_str (&contact->custom, custom);
  await_int (peal_contacts_save (fixture->store, contact, "test"));
}

static char *
list_dates (Fixture    *fixture,
            const char *field,
            int         month,
            int         day)
{
  g_autoptr(GPtrArray) dates = await_boxed (peal_schedules_list_dates (fixture->store, field, month, day));
  GString *text = g_string_new ("");

  for (guint i = 0; i < dates->len; i++)
    {
      const PealContactDate *date = g_ptr_array_index (dates, i);

      g_string_append_printf (text, "%" G_GINT64_FORMAT "=%s ", date->contact_id, date->text);
    }
  return g_string_free_and_steal (text);
}

static void
test_dates (Fixture      *fixture,
            gconstpointer data)
{
  g_autofree char *may = NULL;
  g_autofree char *visits = NULL;

  add_contact (fixture, "Ana", "1980-05-17", "{\"last visit\":\"2026-11-01\"}");
  add_contact (fixture, "Bob", "--05-17", "{\"last visit\":7}");
  add_contact (fixture, "Cy", "1992-02-29", "");
  add_contact (fixture, "Dee", "1992-05-18", "");
  may = list_dates (fixture, "birthday", 5, 17);
  g_assert_cmpstr (may, ==, "1=1980-05-17 2=--05-17 3=1992-02-29 ");
  visits = list_dates (fixture, "last visit", 5, 17);
  g_assert_cmpstr (visits, ==, "1=2026-11-01 ");
}

/* Which schedules no account can carry out: of each account, by what became of it. */
static void
test_idle (Fixture      *fixture,
           gconstpointer data)
{
  static const struct
  {
    const char *set;         /* of the accounts: 1 is the schedule's, 2 another */
    gboolean has_own, has_usual;
    gint64 n_idle;
  } rows[] = {
    { "UPDATE account SET enabled = 1", TRUE, TRUE, 0 },
    { "UPDATE account SET enabled = 0 WHERE id = 1", FALSE, TRUE, 1 },
    { "UPDATE account SET enabled = 0 WHERE id = 2", FALSE, FALSE, 2 },
    { "UPDATE account SET enabled = 1 WHERE id = 1", TRUE, TRUE, 0 },
    { "UPDATE account SET deleted_at = 5 WHERE id = 1", FALSE, FALSE, 2 },
    { "UPDATE schedule SET state = 2 WHERE id = 1", FALSE, FALSE, 1 },
    { "UPDATE schedule SET next_at = NULL WHERE id = 2", FALSE, FALSE, 0 },
    { "UPDATE schedule SET next_at = 5, deleted_at = 5 WHERE id = 2", FALSE, FALSE, 0 },
    { "UPDATE schedule SET state = 1, deleted_at = NULL", FALSE, FALSE, 2 },
  };
  g_autoptr(PealSchedule) usual = make_schedule ();
  g_autoptr(PealSchedule) own = make_schedule ();

  run_sql (fixture, "UPDATE account SET label = 'SIM' WHERE id = 1");
  run_sql (fixture, "INSERT INTO account (id, uuid, provider, label, created_at) VALUES (2, 'b', 'twilio', 'Office', 0)");
  own->account_id = 1;
  await_int (peal_schedules_save (fixture->store, own, DUE, "test"));
  await_int (peal_schedules_save (fixture->store, usual, DUE, "test"));
  for (guint i = 0; i < G_N_ELEMENTS (rows); i++)
    {
      g_autoptr(PealVitals) vitals = NULL;
      g_autoptr(PealAttention) attention = NULL;

      g_test_message ("%s", rows[i].set);
      run_sql (fixture, rows[i].set);
      vitals = await_boxed (peal_vitals_read (fixture->store));
      g_assert_cmpint (vitals->n_idle_schedules, ==, rows[i].n_idle);
      attention = await_boxed (peal_figures_attention (fixture->store, PEAL_DAY));
      g_assert_cmpint (attention->n_idle_schedules, ==, rows[i].n_idle);
      if (strstr (rows[i].set, "schedule") != NULL)
        continue;
      peal_schedule_free (own);
      peal_schedule_free (usual);
      own = get (fixture, 1);
      usual = get (fixture, 2);
      g_assert_cmpint (own->has_account, ==, rows[i].has_own);
      g_assert_cmpstr (own->account_label, ==, "SIM");
      g_assert_cmpint (usual->has_account, ==, rows[i].has_usual);
      g_assert_cmpstr (usual->account_label, ==, "");
    }
}

/* Which schedules wait for a rule that can be asked: group 1 asks for group 2, group 3 was chosen by hand. */
static void
test_broken (Fixture      *fixture,
             gconstpointer data)
{
  static const struct
  {
    const char *set;
    gboolean has_audience;
    gint64 n_broken;
  } rows[] = {
    { "UPDATE schedule SET group_ids = '[1,3]'", TRUE, 0 },
    { "DELETE FROM contact_group WHERE id = 2", FALSE, 1 },
    { "UPDATE schedule SET state = 2", FALSE, 0 },
    { "UPDATE schedule SET state = 1, next_at = NULL", FALSE, 0 },
    { "UPDATE schedule SET next_at = 5, group_ids = '[3,4]'", TRUE, 0 },
    { "UPDATE schedule SET group_ids = '[3,1]'", FALSE, 1 },
    { "UPDATE contact_group SET rule = NULL WHERE id = 1", TRUE, 0 },
  };
  g_autoptr(PealSchedule) schedule = make_schedule ();

  run_sql (fixture, "INSERT INTO contact_group (id, name, rule, created_at) VALUES "
                    "(1, 'Rule', '{\"all\":[{\"field\":\"group\",\"test\":\"is\",\"value\":2}]}', 0), "
                    "(2, 'Asked', NULL, 0), (3, 'Static', NULL, 0)");
  await_int (peal_schedules_save (fixture->store, schedule, DUE, "test"));
  for (guint i = 0; i < G_N_ELEMENTS (rows); i++)
    {
      g_autoptr(PealVitals) vitals = NULL;
      g_autoptr(PealAttention) attention = NULL;
      g_autoptr(PealSchedule) stored = NULL;

      g_test_message ("%s", rows[i].set);
      run_sql (fixture, rows[i].set);
      vitals = await_boxed (peal_vitals_read (fixture->store));
      g_assert_cmpint (vitals->n_broken_schedules, ==, rows[i].n_broken);
      attention = await_boxed (peal_figures_attention (fixture->store, PEAL_DAY));
      g_assert_cmpint (attention->n_broken_schedules, ==, rows[i].n_broken);
      stored = get (fixture, 1);
      g_assert_cmpint (stored->has_audience, ==, rows[i].has_audience);
    }
}

#define ADD(path, func) g_test_add ("/store/schedules/" path, Fixture, NULL, set_up, func, fixture_tear_down)

int
main (int   argc,
      char *argv[])
{
  dex_init ();
  g_test_init (&argc, &argv, NULL);

  ADD ("save", test_save);
  ADD ("pause", test_pause);
  ADD ("step-once", test_step_once);
  ADD ("step-same-time", test_step_same_time);
  ADD ("step-after-edit", test_step_after_edit);
  ADD ("step-all-or-nothing", test_step_all_or_nothing);
  ADD ("dates", test_dates);
  ADD ("idle", test_idle);
  ADD ("broken", test_broken);
  return g_test_run ();
}
