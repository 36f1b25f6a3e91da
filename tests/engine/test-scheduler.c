/* test-scheduler.c: schedules, by a clock that a test moves: R-SEND-1, R-SEND-2.
 *
 * Suspend, and the program off over several occurrences.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include "schedule-fixture.h"

#include "peal-celebrants.h"
#include "peal-contacts.h"
#include "peal-fiber.h"
#include "peal-groups.h"
#include "peal-health.h"
#include "peal-overdue.h"
#include "peal-scheduler-private.h"

#define HONOLULU "+18085550101"
#define PANHANDLE "+18505550123" /* of Florida: in two zones */

/* In time ----------------------------------------------------------------------------------------- */

static void
test_once (LifeFixture  *fixture,
           gconstpointer data)
{
  g_autoptr(PealSchedule) schedule = schedule_make ("2026-11-21T14:00", "Europe/Berlin", "");

  schedule_save (fixture, schedule);
  life_begin (fixture);
  assert_tally (fixture, "0/0/0");
  peal_clock_advance (fixture->base.clock, PEAL_HOUR);
  life_wait_for_sql (fixture, TALLY, "1/0/0");
  life_wait_for_sql (fixture, "SELECT count(*) FROM message WHERE remote_id IS NOT NULL", "1");
  assert_sql (&fixture->base, "SELECT state || ifnull (next_at, '-') FROM schedule", "3-");
  assert_sql (&fixture->base, "SELECT name || '/' || actor FROM campaign", "Class/test");
  peal_clock_advance (fixture->base.clock, 30 * PEAL_DAY);
  schedule_look (fixture);
  assert_tally (fixture, "1/0/0");
}

/* By COUNT and by UNTIL: two each, then nothing. */
static void
test_ends (LifeFixture  *fixture,
           gconstpointer data)
{
  g_autoptr(PealSchedule) count = schedule_make ("2026-11-21T13:00", "UTC", "FREQ=DAILY;COUNT=2");
  g_autoptr(PealSchedule) until = schedule_make ("2026-11-21T13:00", "UTC", "FREQ=DAILY;UNTIL=20261122");

  schedule_save (fixture, count);
  schedule_save (fixture, until);
  life_begin (fixture);
  for (guint i = 0; i < 5; i++)
    {
      peal_clock_advance (fixture->base.clock, i == 0 ? PEAL_HOUR : PEAL_DAY);
      schedule_look (fixture);
    }
  assert_tally (fixture, "4/0/0");
  assert_sql (&fixture->base, "SELECT group_concat (state) FROM schedule", "3,3");
}

static void
switch_account (LifeFixture *fixture,
                gboolean     on)
{
  g_autoptr(PealAccount) account = await_boxed (peal_account_get (peal_engine_get_store (fixture->engine),
                                                                  fixture->account_id));

  account->enabled = on;
  await_true (peal_engine_update_account (fixture->engine, account, "", "test"));
}

/* Nothing is made, passed over or lost while its account is out of use; then it goes, late as far as it may. */
static void
test_account_off (LifeFixture  *fixture,
                  gconstpointer data)
{
  g_autoptr(PealSchedule) schedule = schedule_make ("2026-11-21T13:00", "UTC", "FREQ=DAILY");
  g_autoptr(PealHealth) health = NULL;

  schedule->account_id = fixture->account_id;
  schedule->policy = PEAL_MISSED_SKIP;
  schedule->grace = 2 * PEAL_HOUR;
  schedule_save (fixture, schedule);
  life_begin (fixture);
  switch_account (fixture, FALSE);
  peal_clock_advance (fixture->base.clock, 2 * PEAL_HOUR);
  schedule_look (fixture);
  assert_tally (fixture, "0/0/0");
  health = await_boxed (peal_health_read (fixture->engine));
  g_assert_cmpint (g_array_index (health->findings, PealFinding, 0).code, ==, PEAL_FINDING_SCHEDULE_IDLE);
  g_assert_cmpint (g_array_index (health->findings, PealFinding, 0).number, ==, 1);

  switch_account (fixture, TRUE);
  schedule_look (fixture);
  assert_tally (fixture, "1/0/0");
}

/* Nine o'clock comes first in New Jersey, then in Honolulu; who may be in several zones gets it when it has
 * come in all of them. */
static void
test_own_zones (LifeFixture  *fixture,
                gconstpointer data)
{
  g_autoptr(PealSchedule) schedule = schedule_make ("2026-11-22T09:00", "", "");

  g_strfreev (schedule->numbers);
  schedule->numbers = g_strsplit (THEIRS "," HONOLULU "," PANHANDLE, ",", -1);
  schedule->validity = 2 * PEAL_HOUR;
  schedule_save (fixture, schedule);
  life_begin (fixture);
  peal_clock_advance (fixture->base.clock, 7 * PEAL_HOUR);
  schedule_look (fixture);
  assert_sql (&fixture->base,
              "SELECT group_concat (strftime ('%dT%H:%M', not_before / 1000000, 'unixepoch'), ' ') FROM message",
              "22T14:00 22T19:00 22T15:00");
  assert_sql (&fixture->base, "SELECT group_concat ((not_after - not_before) / 3600000000) FROM message", "2,2,2");
  assert_sql (&fixture->base, "SELECT group_concat (reason) FROM message", "1,1,1");
}

static void
add_contact (LifeFixture *fixture,
             const char  *name,
             const char  *e164,
             const char  *birthday)
{
  g_autoptr(PealContact) contact = peal_contact_new ();

  g_set_str (&contact->given, name);
  g_set_str (&contact->birthday, birthday);
  g_ptr_array_add (contact->phones, peal_contact_phone_new (e164));
  await_int (peal_contacts_save (peal_engine_get_store (fixture->engine), contact, "test"));
}

/* Each day for those whose day it is; a day that was missed is not made needless by the next one. */
static void
test_birthdays (LifeFixture  *fixture,
                gconstpointer data)
{
  g_autoptr(PealSchedule) schedule = schedule_make ("2026-11-21T13:00", "UTC", "");

  add_contact (fixture, "Ana", "+12015550101", "1980-11-22");
  add_contact (fixture, "Bob", "+12015550102", "--11-23");
  add_contact (fixture, "Cy", "+12015550103", "1992-02-29");
  add_contact (fixture, "Dee", "+12015550104", "");
  g_clear_pointer (&schedule->numbers, g_strfreev);
  schedule->numbers = g_new0 (char *, 1);
  g_set_str (&schedule->date_field, "birthday");
  g_set_str (&schedule->body, "Happy birthday, {first_name}");
  schedule->policy = PEAL_MISSED_SEND_LATE;
  schedule->grace = 3 * PEAL_DAY;
  schedule_save (fixture, schedule);
  life_begin (fixture);
  peal_clock_advance (fixture->base.clock, PEAL_HOUR);
  schedule_look (fixture);
  assert_tally (fixture, "0/1/0");
  life_quit (fixture);
  peal_clock_advance (fixture->base.clock, 2 * PEAL_DAY + PEAL_HOUR);
  life_begin (fixture);
  assert_tally (fixture, "2/1/0");
  assert_sql (&fixture->base, "SELECT group_concat (body) FROM message", "Happy birthday, Ana,Happy birthday, Bob");
}

static PealSchedule *
make_for_dates (const char *start,
                const char *field)
{
  PealSchedule *schedule = schedule_make (start, "UTC", "");

  g_clear_pointer (&schedule->numbers, g_strfreev);
  schedule->numbers = g_new0 (char *, 1);
  g_set_str (&schedule->date_field, field);
  schedule->next_at = 0;
  return schedule;
}

/* Who comes next: nobody who has no day, or is not meant; the first of several; 29 February on the 28th; not
 * somebody in the far future. @data: the field; of another one than the birthday all dates are read. */
static void
test_next_day (LifeFixture  *fixture,
               gconstpointer data)
{
  static const struct
  {
    const char *start;
    int days;
    gint64 only;     /* a contact; 0 = all */
    gint64 expected;
    guint n_more;
    int month, day;  /* of the message */
  } rows[] = {
    { "2026-11-21T13:00", 0, 0, 1, 1, 11, 23 },
    { "2026-11-21T13:00", -2, 0, 1, 1, 11, 21 },
    { "2026-11-21T13:00", 3, 0, 1, 1, 11, 26 },
    { "2026-11-21T13:00", 0, 2, 2, 0, 11, 23 },
    { "2026-11-21T13:00", 0, 4, 4, 0, 12, 20 },
    { "2026-11-21T13:00", 0, 3, 0, 0, 0, 0 },
    { "2027-02-20T13:00", 0, 3, 3, 0, 2, 28 },
    { "2026-11-21T13:00", 0, 77, 0, 0, 0, 0 },
  };
  PealStore *store = peal_engine_get_store (fixture->engine);

  add_contact (fixture, "Ana", "+12015550101", "1980-11-23");
  add_contact (fixture, "Bob", "+12015550102", "--11-23");
  add_contact (fixture, "Cy", "+12015550103", "1992-02-29");
  add_contact (fixture, "Dee", "+12015550104", "2000-12-20");
  add_contact (fixture, "Eve", "+12015550105", "");
  run_sql (&fixture->base, "UPDATE contact SET custom = json_object ('Contract ends', iif (id = 5, 'soon', birthday))");
  for (gsize i = 0; i < G_N_ELEMENTS (rows); i++)
    {
      g_autoptr(PealSchedule) schedule = make_for_dates (rows[i].start, data);
      g_autoptr(PealNextDay) day = NULL;

      g_test_message ("row %zu", i);
      schedule->occasion.days = rows[i].days;
      if (rows[i].only != 0)
        g_array_append_val (schedule->contact_ids, rows[i].only);
      day = await_boxed (peal_celebrants_next (store, schedule));
      g_assert_true (day->is_known);
      g_assert_cmpint (day->contact_id, ==, rows[i].expected);
      g_assert_cmpuint (day->n_more, ==, rows[i].n_more);
      if (day->contact_id != 0)
        {
          g_assert_cmpint (day->time.local.month, ==, rows[i].month);
          g_assert_cmpint (day->time.local.day, ==, rows[i].day);
        }
    }
}

/* A date that is only once; and where there are too many people, it is looked for birthdays only. */
static void
test_next_date (LifeFixture  *fixture,
                gconstpointer data)
{
  PealStore *store = peal_engine_get_store (fixture->engine);
  g_autoptr(PealSchedule) schedule = make_for_dates ("2026-11-21T13:00", "Contract ends");
  g_autoptr(PealSchedule) birthdays = make_for_dates ("2026-11-21T13:00", "birthday");
  g_autoptr(PealNextDay) day = NULL;

  schedule->occasion.yearly = FALSE;
  add_contact (fixture, "Ana", "+12015550101", "1980-12-01");
  add_contact (fixture, "Bob", "+12015550102", "");
  run_sql (&fixture->base, "UPDATE contact SET custom = json_object ('Contract ends', iif (id = 1, '2025-11-25', '20261127'))");
  day = await_boxed (peal_celebrants_next (store, schedule));
  g_assert_true (day->is_known);
  g_assert_cmpint (day->contact_id, ==, 2);
  g_assert_cmpint (day->time.local.day, ==, 27);

  run_sql (&fixture->base, "WITH RECURSIVE n (i) AS (SELECT 3 UNION ALL SELECT i + 1 FROM n WHERE i < 5000)"
                           "INSERT INTO contact (id, uuid, display, sort_name, created_at, updated_at)"
                           " SELECT i, 'u' || i, 'N', 'n', 0, 0 FROM n");
  g_clear_pointer (&day, peal_next_day_free);
  day = await_boxed (peal_celebrants_next (store, schedule));
  g_assert_true (day->is_known);
  add_contact (fixture, "Too many", "+12015550103", "");
  g_clear_pointer (&day, peal_next_day_free);
  day = await_boxed (peal_celebrants_next (store, schedule));
  g_assert_false (day->is_known);
  g_assert_cmpint (day->contact_id, ==, 0);
  g_clear_pointer (&day, peal_next_day_free);
  day = await_boxed (peal_celebrants_next (store, birthdays));
  g_assert_true (day->is_known);
  g_assert_cmpint (day->contact_id, ==, 1);
}

/* What a person may save ------------------------------------------------------------------------- */

static void
test_refused (LifeFixture  *fixture,
              gconstpointer data)
{
  static const struct
  {
    const char *start, *rule, *body;
    const char *numbers;
    PealEngineError code;
    const char *date_field;
  } rows[] = {
    { "2026-11-21T11:00", "", "Text", THEIRS, PEAL_ENGINE_ERROR_SCHEDULE },
    { "2026-11-21T13:00", "FREQ=NEVER", "Text", THEIRS, PEAL_ENGINE_ERROR_SCHEDULE },
    { "2026-11-21T13:00", "", "{nonsense}", THEIRS, PEAL_ENGINE_ERROR_TEXT },
    { "2026-11-21T13:00", "", "", THEIRS, PEAL_ENGINE_ERROR_TEXT },
    { "2026-11-21T13:00", "", "Text", "", PEAL_ENGINE_ERROR_NO_RECIPIENT },
    { "2026-11-21T13:00", "", "Text", THEIRS, PEAL_ENGINE_ERROR_NO_RECIPIENT, "birthday" }, /* it would go to all */
  };

  for (guint i = 0; i < G_N_ELEMENTS (rows); i++)
    {
      g_autoptr(PealSchedule) schedule = schedule_make (rows[i].start, "UTC", rows[i].rule);
      g_autoptr(GError) error = NULL;

      if (rows[i].date_field != NULL)
        g_set_str (&schedule->date_field, rows[i].date_field);
      g_set_str (&schedule->body, rows[i].body);
      g_strfreev (schedule->numbers);
      schedule->numbers = *rows[i].numbers != '\0' ? g_strsplit (rows[i].numbers, ",", -1) : g_new0 (char *, 1);
      g_test_message ("row %u", i);
      g_assert_false (peal_future_run (peal_engine_save_schedule (fixture->engine, schedule, "test"), &error));
      g_assert_error (error, PEAL_ENGINE_ERROR, (int) rows[i].code);
    }
}

/* What came while it was paused is not made up for. */
static void
test_pause (LifeFixture  *fixture,
            gconstpointer data)
{
  gint64 id = schedule_save_daily (fixture, PEAL_MISSED_SEND_LATE, 10 * PEAL_DAY);
  PealStore *store = peal_engine_get_store (fixture->engine);

  life_begin (fixture);
  await_true (peal_schedules_pause (store, id, "test"));
  peal_clock_advance (fixture->base.clock, 2 * PEAL_DAY);
  schedule_look (fixture);
  await_true (peal_engine_resume_schedule (fixture->engine, id, "test"));
  schedule_look (fixture);
  assert_tally (fixture, "0/0/0");
  peal_clock_advance (fixture->base.clock, PEAL_DAY);
  schedule_look (fixture);
  assert_tally (fixture, "1/0/0");
}

/* An edit plans anew from now on: the old hour is gone. */
static void
test_edit (LifeFixture  *fixture,
           gconstpointer data)
{
  gint64 id = schedule_save_daily (fixture, PEAL_MISSED_ASK, 0);
  g_autoptr(PealSchedule) schedule = await_boxed (peal_schedules_get (peal_engine_get_store (fixture->engine), id));

  life_begin (fixture);
  schedule->start.hour = 15;
  schedule_save (fixture, schedule);
  peal_clock_advance (fixture->base.clock, PEAL_HOUR);
  schedule_look (fixture);
  assert_tally (fixture, "0/0/0");
  peal_clock_advance (fixture->base.clock, 2 * PEAL_HOUR);
  schedule_look (fixture);
  assert_tally (fixture, "1/0/0");
}

/* R-SEND-1: what was made at 13:00 does not come again at 15:00 on the same day because it was moved there. */
static void
test_edit_made (LifeFixture  *fixture,
                gconstpointer data)
{
  gint64 id = schedule_save_daily (fixture, PEAL_MISSED_SEND_LATE, PEAL_DAY);
  g_autoptr(PealSchedule) schedule = NULL;

  life_begin (fixture);
  peal_clock_advance (fixture->base.clock, PEAL_HOUR);
  life_wait_for_sql (fixture, TALLY, "1/0/0");
  schedule = await_boxed (peal_schedules_get (peal_engine_get_store (fixture->engine), id));
  schedule->start.hour = 15;
  schedule_save (fixture, schedule);
  peal_clock_advance (fixture->base.clock, 2 * PEAL_HOUR);
  schedule_look (fixture);
  assert_tally (fixture, "1/0/0");
  peal_clock_advance (fixture->base.clock, PEAL_DAY);
  schedule_look (fixture);
  assert_tally (fixture, "2/0/0");
}

/* R-SEND-2: what is due and not made yet stays due when only its text is mended; a second edit of the same
 * state is refused. */
static void
test_edit_due (LifeFixture  *fixture,
               gconstpointer data)
{
  gint64 id = schedule_save_daily (fixture, PEAL_MISSED_SEND_LATE, PEAL_DAY);
  g_autoptr(PealSchedule) schedule = await_boxed (peal_schedules_get (peal_engine_get_store (fixture->engine), id));
  g_autoptr(GError) error = NULL;

  peal_clock_advance (fixture->base.clock, PEAL_HOUR + PEAL_MINUTE);
  g_set_str (&schedule->body, "See you all");
  schedule_save (fixture, schedule);
  g_assert_false (peal_future_run (peal_engine_save_schedule (fixture->engine, schedule, "test"), &error));
  g_assert_error (error, PEAL_STORE_ERROR, PEAL_STORE_ERROR_CONFLICT);
  life_begin (fixture);
  life_wait_for_sql (fixture, TALLY, "1/0/0");
  assert_sql (&fixture->base, "SELECT body FROM message", "See you all");
}

/* Nobody to send to, any more: the schedule goes on. */
static void
test_nobody (LifeFixture  *fixture,
             gconstpointer data)
{
  g_autoptr(PealSchedule) schedule = schedule_make ("2026-11-21T13:00", "UTC", "FREQ=DAILY");
  const gint64 gone = 77;

  g_strfreev (schedule->numbers);
  schedule->numbers = g_new0 (char *, 1);
  g_array_append_val (schedule->group_ids, gone);
  schedule_save (fixture, schedule);
  life_begin (fixture);
  peal_clock_advance (fixture->base.clock, PEAL_HOUR);
  schedule_look (fixture);
  assert_tally (fixture, "0/1/0");
  assert_sql (&fixture->base, "SELECT state FROM schedule", "1");
}

/* Each occurrence goes to whom the group's rule fits by then; while the rule asks for what is gone, it waits. */
static void
test_rule_group (LifeFixture  *fixture,
                 gconstpointer data)
{
  g_autoptr(PealSchedule) schedule = schedule_make ("2026-11-21T13:00", "UTC", "FREQ=DAILY");
  g_autoptr(PealGroup) group = peal_group_new ("Cologne");
  PealStore *store = peal_engine_get_store (fixture->engine);
  gint64 seq;

  g_set_str (&group->rule, "{\"all\":[{\"field\":\"name\",\"test\":\"begins_with\",\"value\":\"a\"},"
                           "{\"field\":\"group\",\"test\":\"is_not\",\"value\":\"Away\"}]}");
  seq = await_int (peal_groups_ensure (store, "Away", "test"));
  group->id = await_int (peal_groups_save (store, group, "test"));
  add_contact (fixture, "Ana", "+12015550101", "");
  add_contact (fixture, "Bob", "+12015550102", "");
  g_strfreev (schedule->numbers);
  schedule->numbers = g_new0 (char *, 1);
  g_array_append_val (schedule->group_ids, group->id);
  g_set_str (&schedule->body, "Hi {first_name}");
  schedule->policy = PEAL_MISSED_SEND_LATE;
  schedule->grace = 3 * PEAL_DAY;
  schedule_save (fixture, schedule);
  life_begin (fixture);
  store = peal_engine_get_store (fixture->engine);
  peal_clock_advance (fixture->base.clock, PEAL_HOUR);
  schedule_look (fixture);
  assert_sql (&fixture->base, "SELECT group_concat (body) FROM message", "Hi Ana");

  add_contact (fixture, "Al", "+12015550103", "");
  seq = await_int (peal_groups_delete (store, seq, "test"));
  peal_clock_advance (fixture->base.clock, PEAL_DAY);
  schedule_look (fixture);
  assert_tally (fixture, "1/0/0");
  await_int (peal_groups_restore (store, seq, "test"));
  schedule_look (fixture);
  assert_tally (fixture, "2/0/0");
  assert_sql (&fixture->base, "SELECT group_concat (body) FROM message", "Hi Ana,Hi Al,Hi Ana");
}

/* Missed ------------------------------------------------------------------------------------------ */

/* The program is off, or the computer sleeps, from noon on; daily at 13:00. */
static void
test_missed (LifeFixture  *fixture,
             gconstpointer data)
{
  static const struct
  {
    PealMissedPolicy policy;
    gint64 grace;
    gint64 back;
    const char *tally;
    const char *passed;
  } rows[] = {
    { PEAL_MISSED_SEND_LATE, 4 * PEAL_HOUR, 5 * PEAL_HOUR, "1/0/0", "0" },
    { PEAL_MISSED_SEND_LATE, 4 * PEAL_HOUR, 6 * PEAL_HOUR, "0/1/0", "0" },
    { PEAL_MISSED_SKIP, 0, PEAL_HOUR + 4 * PEAL_MINUTE, "1/0/0", "0" },
    { PEAL_MISSED_SKIP, 0, PEAL_HOUR + 6 * PEAL_MINUTE, "0/1/0", "0" },
    { PEAL_MISSED_ASK, 0, 2 * PEAL_HOUR, "1/0/1", "0" },
    { PEAL_MISSED_ASK, 4 * PEAL_HOUR, 2 * PEAL_HOUR, "1/0/0", "0" },
    /* over several: the last one stands for them all */
    { PEAL_MISSED_SEND_LATE, 4 * PEAL_HOUR, 5 * PEAL_DAY + 2 * PEAL_HOUR, "1/0/0", "5" },
    { PEAL_MISSED_SKIP, 0, 5 * PEAL_DAY + 2 * PEAL_HOUR, "0/1/0", "5" },
    { PEAL_MISSED_ASK, 0, 5 * PEAL_DAY + 2 * PEAL_HOUR, "1/0/1", "5" },
  };

  for (guint i = 0; i < G_N_ELEMENTS (rows); i++)
    for (guint sleeps = 0; sleeps < 2; sleeps++)
      {
        PealClock *clock = fixture->base.clock;

        g_test_message ("row %u, %s", i, sleeps ? "asleep" : "off");
        peal_clock_set_now (clock, NOON);
        if (fixture->engine == NULL)
          fixture->engine = engine_open (&fixture->base);
        await_true (peal_overdue_confirm_clock (peal_engine_get_store (fixture->engine), "test"));
        schedule_save_daily (fixture, rows[i].policy, rows[i].grace);
        life_begin (fixture);
        if (sleeps)
          {
            peal_clock_sleep (clock, rows[i].back);
            schedule_look (fixture);
          }
        else
          {
            life_quit (fixture);
            peal_clock_advance (clock, rows[i].back);
            life_begin (fixture);
          }
        assert_tally (fixture, rows[i].tally);
        assert_sql (&fixture->base, "SELECT sum (n_passed) FROM schedule_occurrence", rows[i].passed);
        assert_questions (fixture, FALSE, FALSE, rows[i].tally[4] - '0');
        life_quit (fixture);
        run_sql (&fixture->base, "DELETE FROM schedule_occurrence; DELETE FROM schedule;"
                                 "UPDATE message SET state = 10 WHERE state = 1");
      }
}

/* In Honolulu it is still to come; in New Jersey it was missed. */
static void
test_missed_by_some (LifeFixture  *fixture,
                     gconstpointer data)
{
  g_autoptr(PealSchedule) schedule = schedule_make ("2026-11-22T09:00", "", "");

  g_strfreev (schedule->numbers);
  schedule->numbers = g_strsplit (THEIRS "," HONOLULU, ",", -1);
  schedule->policy = PEAL_MISSED_SKIP;
  schedule->grace = 0;
  schedule_save (fixture, schedule);
  peal_clock_advance (fixture->base.clock, 28 * PEAL_HOUR);
  life_begin (fixture);
  assert_tally (fixture, "1/0/0");
  assert_sql (&fixture->base, "SELECT group_concat (reason) FROM campaign_recipient", "30,0");
  assert_sql (&fixture->base, "SELECT group_concat (reason) FROM message", "1");
}

/* A person answers for what is asked about; it is sent once, or left out. */
static void
test_answer (LifeFixture  *fixture,
             gconstpointer data)
{
  gboolean send = data != NULL;

  schedule_save_daily (fixture, PEAL_MISSED_ASK, 0);
  life_begin (fixture);
  peal_clock_sleep (fixture->base.clock, 3 * PEAL_HOUR);
  schedule_look (fixture);
  assert_tally (fixture, "1/0/1");
  schedule_answer (fixture, send, 1);
  life_wait_for_sql (fixture, "SELECT count(*) FROM message WHERE remote_id IS NOT NULL", send ? "1" : "0");
  assert_questions (fixture, FALSE, FALSE, 0);
}

/* Put off by hand: four hours late at most, else a person is asked. */
static void
test_put_off (LifeFixture  *fixture,
              gconstpointer data)
{
  gint64 id;

  life_begin (fixture);
  life_send_one (fixture, NOON + PEAL_HOUR);
  id = life_send_one (fixture, NOON + 6 * PEAL_HOUR);
  life_quit (fixture);
  peal_clock_advance (fixture->base.clock, 8 * PEAL_HOUR);
  life_begin (fixture);
  life_wait_for_sql (fixture, "SELECT max (id) FROM message WHERE remote_id IS NOT NULL", "2");
  g_assert_cmpint (id, ==, 2);
  assert_sql (&fixture->base, "SELECT reason || explanation FROM message WHERE id = 1", "10policy");
}

#define ADD_FULL(path, function, data) \
  g_test_add ("/scheduler/" path, LifeFixture, data, life_set_up, function, life_tear_down)
#define ADD(path, function) ADD_FULL (path, function, NULL)

int
main (int    argc,
      char **argv)
{
  g_setenv ("PEAL_SECRET", "a-secret-for-tests", TRUE);
  g_test_init (&argc, &argv, NULL);
  dex_init ();
  ADD ("once", test_once);
  ADD ("ends", test_ends);
  ADD ("account-off", test_account_off);
  ADD ("own-zones", test_own_zones);
  ADD ("birthdays", test_birthdays);
  ADD_FULL ("next-day/birthday", test_next_day, "birthday");
  ADD_FULL ("next-day/other", test_next_day, "Contract ends");
  ADD ("next-date", test_next_date);
  ADD ("refused", test_refused);
  ADD ("pause", test_pause);
  ADD ("edit", test_edit);
  ADD ("edit-made", test_edit_made);
  ADD ("edit-due", test_edit_due);
  ADD ("nobody", test_nobody);
  ADD ("rule-group", test_rule_group);
  ADD ("missed", test_missed);
  ADD ("missed-by-some", test_missed_by_some);
  ADD_FULL ("answer/send", test_answer, "send");
  ADD ("answer/leave-out", test_answer);
  ADD ("put-off", test_put_off);
  return g_test_run ();
}
