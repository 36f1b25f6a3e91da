/* test-desk.c: what the clock brings back to the desk, by a clock that a test moves.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include "life-fixture.h"

#include "peal-consent.h"
#include "peal-desk.h"
#include "peal-inbound.h"
#include "peal-settings.h"
#include "peal-test-util.h"

#define EVENTS "SELECT ifnull (group_concat (substr (event, 14), ' '), '') FROM (SELECT event FROM ledger" \
               " WHERE event IN ('conversation.woken', 'conversation.overdue') ORDER BY seq)"

static void
receive (LifeFixture *fixture,
         const char  *remote_id)
{
  g_autoptr(GPtrArray) messages = g_ptr_array_new_with_free_func ((GDestroyNotify) peal_inbound_free);
  g_autoptr(GArray) ids = NULL;

  g_ptr_array_add (messages, peal_inbound_new (remote_id, THEIRS, PEAL_SIMULATOR_NUMBER, "Hello?",
                                               peal_clock_get_now (fixture->base.clock)));
  ids = await_boxed (peal_talk_record_inbound (peal_engine_get_store (fixture->engine), fixture->account_id, messages,
                                               NULL));
}

static void
snooze (LifeFixture *fixture,
        gint64       span)
{
  gint64 until = peal_clock_get_now (fixture->base.clock) + span;

  await_true (peal_desk_snooze (peal_engine_get_store (fixture->engine), 1, until, "test"));
}

/* What was put aside comes back in its time, and that reminds of it as well. */
static void
test_wakes (LifeFixture  *fixture,
            gconstpointer data)
{
  receive (fixture, "SM1");
  life_begin (fixture);
  snooze (fixture, 5 * PEAL_HOUR);
  peal_clock_advance (fixture->base.clock, 5 * PEAL_HOUR - 1);
  peal_test_spin (50);
  assert_sql (&fixture->base, EVENTS, "");
  peal_clock_advance (fixture->base.clock, 1);
  life_wait_for_sql (fixture, EVENTS, "woken");
  peal_clock_advance (fixture->base.clock, PEAL_DAY);
  peal_test_spin (50);
  assert_sql (&fixture->base, EVENTS, "woken");
}

/* The program was off, or the computer asleep, when its time came. */
static void
test_wakes_late (LifeFixture  *fixture,
                 gconstpointer data)
{
  receive (fixture, "SM1");
  snooze (fixture, PEAL_HOUR);
  peal_clock_advance (fixture->base.clock, PEAL_DAY);
  life_begin (fixture);
  life_wait_for_sql (fixture, EVENTS, "woken");
}

/* After four hours, once for each wait. */
static void
test_reminds (LifeFixture  *fixture,
              gconstpointer data)
{
  life_begin (fixture);
  receive (fixture, "SM1");
  peal_clock_advance (fixture->base.clock, 4 * PEAL_HOUR - 1);
  peal_test_spin (50);
  assert_sql (&fixture->base, EVENTS, "");
  peal_clock_advance (fixture->base.clock, 1);
  life_wait_for_sql (fixture, EVENTS, "overdue");
  receive (fixture, "SM2");
  peal_clock_advance (fixture->base.clock, 5 * PEAL_HOUR);
  peal_test_spin (50);
  assert_sql (&fixture->base, EVENTS, "overdue");
  life_send_one (fixture, 0);
  receive (fixture, "SM3");
  peal_clock_advance (fixture->base.clock, 5 * PEAL_HOUR);
  life_wait_for_sql (fixture, EVENTS, "overdue overdue");
}

/* The business says how long is too long: a shorter time holds at once, 0 is never. */
static void
test_patience (LifeFixture  *fixture,
               gconstpointer data)
{
  PealStore *store = peal_engine_get_store (fixture->engine);

  await_true (peal_setting_set (store, PEAL_SETTING_REMIND_AFTER, "0", "test"));
  life_begin (fixture);
  receive (fixture, "SM1");
  peal_clock_advance (fixture->base.clock, PEAL_DAY);
  peal_test_spin (50);
  assert_sql (&fixture->base, EVENTS, "");
  await_true (peal_setting_set (store, PEAL_SETTING_REMIND_AFTER, "30", "test"));
  life_wait_for_sql (fixture, EVENTS, "overdue");
}

static void
say (LifeFixture   *fixture,
     PealConsentAct act)
{
  PealConsentEntry entry = { .e164 = THEIRS, .act = act, .how = PEAL_CONSENT_HOW_PERSON, .actor = "test" };
  g_autoptr(PealConsent) consent = await_boxed (peal_consent_record (peal_engine_get_store (fixture->engine), &entry));
}

/* Marketing is held while a person has to decide whether they asked to stop, and goes its way as soon as that is done. */
static void
test_review (LifeFixture  *fixture,
             gconstpointer data)
{
  g_autoptr(PealSendReport) report = NULL;

  say (fixture, PEAL_CONSENT_ACT_OPT_IN);
  say (fixture, PEAL_CONSENT_ACT_REVIEW);
  life_begin (fixture);
  report = life_send_full (fixture, PEAL_MESSAGE_MARKETING, 0, "Sale");
  assert_sql (&fixture->base, "SELECT state || '/' || reason FROM message", "1/6");
  say (fixture, PEAL_CONSENT_ACT_KEEP);
  life_wait_for_sql (fixture, "SELECT reason <> 6 FROM message", "1");
}

#define ADD(path, func) g_test_add ("/engine/desk/" path, LifeFixture, NULL, life_set_up, func, life_tear_down)

int
main (int    argc,
      char **argv)
{
  dex_init ();
  g_setenv ("PEAL_SECRET", "secret", TRUE);
  g_test_init (&argc, &argv, NULL);
  ADD ("wakes", test_wakes);
  ADD ("wakes-late", test_wakes_late);
  ADD ("reminds", test_reminds);
  ADD ("patience", test_patience);
  ADD ("review", test_review);
  return g_test_run ();
}
