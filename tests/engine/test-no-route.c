/* test-no-route.c: what the rules let no account take waits, and goes once they do.
 *
 * A row is one message: the rules by which it was planned, those by which it is claimed, and those that come
 * then. It must wait in between, or go at once, and in the end go through the account that is named, once.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include "route-fixture.h"

#include "peal-inbound.h"
#include "peal-outbox-change.h"
#include "peal-route-explain.h"
#include "peal-settings.h"
#include "peal-test-util.h"

#define JERSEY "+12015550100"

/* How it comes about that the phone's account sends. */
typedef enum
{
  NOBODY,  /* they know none of our numbers, and nobody chose */
  CHOSEN,  /* a person chose it */
  KNOWN,   /* they wrote to it */
  ANSWER,  /* and the message is an answer to that */
  REOPENED, /* it is an answer where nobody ever wrote and nothing arrived */
} Why;

/* Rules, the best first, one a word: "-+44" nothing goes there; "p+44" the phone, "c" the cloud, "a" any. */
typedef struct
{
  const char *name;
  const char *planned;
  const char *claimed; /* NULL = the same */
  const char *then;    /* NULL = it does not wait */
  const char *through; /* the account in the end */
  const char *why;     /* part of the explanation while it waits */
  Why reason;
  gboolean no_cloud;   /* it is off until "then" */
  gboolean no_failover;
} Row;

static const Row rows[] = {
  { "refused as planned", "-+1 p", NULL, "p", "Phone", "nothing goes there" },
  { "refused since", "p", "-+1 p", "p", "Phone", "nothing goes there" },
  { "refused elsewhere", "p", "-+44 p", NULL, "Phone" },
  { "then another account", "p", "-+1", "c", "Cloud", "nothing goes there" },
  { "planned refused, then named first", "-+1", NULL, "p c", "Phone", "nothing goes there" },
  { "then any account", "p", "-+1", "a", "Phone", "nothing goes there" },
  { "then no rules at all", "p", "-+1", "", "Phone", "nothing goes there" },

  { "others named since", "p", "c", NULL, "Cloud" },
  { "others named, no failover", "p", "c", NULL, "Cloud", .no_failover = TRUE },
  { "the named one is off", "c", NULL, "c", "Cloud", "no account in use", .no_cloud = TRUE },
  { "then the rule is changed", "c", NULL, "p", "Phone", "no account in use", .no_cloud = TRUE },
  { "the named one is off since", "p", "c", "c", "Cloud", "name other accounts", .no_cloud = TRUE },

  { "chosen, others named", "c", NULL, NULL, "Phone", .reason = CHOSEN },
  { "chosen, refused", "-+1 c", NULL, "c", "Phone", "nothing goes there", CHOSEN },
  { "chosen, refused since", "c", "-+1", "c", "Phone", "nothing goes there", CHOSEN },
  { "known, others named", "c", NULL, NULL, "Phone", .reason = KNOWN },
  { "known, refused since", "c", "-+1", "c", "Phone", "nothing goes there", KNOWN },
  { "answer, others named since", "p", "c", NULL, "Phone", .reason = ANSWER },
  { "answer, refused", "-+1", NULL, "c", "Phone", "nothing goes there", ANSWER },
  { "answer to nobody, others named", "c", NULL, NULL, "Phone", .reason = REOPENED },
};

static void
set_up (RouteFixture *fixture,
        gconstpointer data)
{
  route_set_up (fixture, NULL);
}

static void
set_rules (RouteFixture *fixture,
           const char   *rules)
{
  g_autoptr(GPtrArray) routes = g_ptr_array_new_with_free_func ((GDestroyNotify) peal_stored_route_free);
  g_auto(GStrv) words = g_strsplit (rules, " ", -1);

  for (guint i = 0; words[i] != NULL; i++)
    {
      char kind = words[i][0];

      if (kind != '\0')
        route_add_rule (routes, words[i] + 1, kind == '-', kind == 'p' ? fixture->phone : kind == 'c' ? fixture->cloud : 0);
    }
  await_true (peal_routes_replace (route_get_store (fixture), routes, "test"));
}

static void
switch_cloud (RouteFixture *fixture,
              gboolean      on)
{
  g_autoptr(PealAccount) account = await_boxed (peal_account_get (route_get_store (fixture), fixture->cloud));

  account->enabled = on;
  await_true (peal_engine_update_account (fixture->engine, account, "", "test"));
}

static void
write_to_phone (RouteFixture *fixture)
{
  g_autoptr(GPtrArray) messages = g_ptr_array_new_with_free_func ((GDestroyNotify) peal_inbound_free);

  g_ptr_array_add (messages, peal_inbound_new ("SM1", JERSEY, PHONE_NUMBER, "Hello?",
                                               peal_clock_get_now (fixture->base.clock)));
  g_array_unref (await_boxed (peal_talk_record_inbound (route_get_store (fixture), fixture->phone, messages, NULL)));
}

/* A conversation with the phone in which the only message was taken back. */
static void
open_conversation (RouteFixture *fixture)
{
  g_autoptr(GPtrArray) messages = g_ptr_array_new_with_free_func ((GDestroyNotify) peal_queued_free);
  PealQueued *queued = peal_queued_new (PHONE_NUMBER, JERSEY, "Hello");
  g_autoptr(GArray) ids = NULL;

  queued->account_id = fixture->phone;
  g_ptr_array_add (messages, queued);
  ids = await_boxed (peal_outbox_enqueue (route_get_store (fixture), messages, "test"));
  await_true (peal_engine_cancel_message (fixture->engine, g_array_index (ids, gint64, 0), "test"));
}

static PealHoldReason
queue (RouteFixture *fixture,
       Why           why,
       gint64        not_after)
{
  g_autoptr(PealSendRequest) request = peal_send_request_new ();
  g_autoptr(PealSendReport) report = NULL;

  g_set_str (&request->body, "Hello");
  g_set_str (&request->actor, "test");
  request->numbers = g_strdupv ((char *[]) { (char *) JERSEY, NULL });
  request->not_after = not_after;
  if (why == KNOWN || why == ANSWER)
    write_to_phone (fixture);
  else if (why == REOPENED)
    open_conversation (fixture);
  if (why == CHOSEN)
    request->account_id = fixture->phone;
  if (why == ANSWER || why == REOPENED)
    request->conversation_id = 1;
  report = await_boxed (peal_engine_send (fixture->engine, request));
  return ((PealRecipient *) g_ptr_array_index (report->recipients, 0))->reason;
}

#define THE_MESSAGE " FROM message WHERE direction = 1 AND state <> 10"
#define WAITS "SELECT state = 1 AND reason = 12 AND attempts = 0" THE_MESSAGE

static void
assert_waits (RouteFixture *fixture,
              const char   *why)
{
  g_autofree char *explanation = NULL;

  route_wait_for_sql (fixture, WAITS, "1");
  await_true (peal_engine_wait_idle (fixture->engine));
  peal_test_spin (50);
  assert_sql (&fixture->base, WAITS, "1");
  explanation = query_sql (&fixture->base, "SELECT explanation" THE_MESSAGE);
  if (strstr (explanation, why) == NULL)
    g_assert_cmpstr (explanation, ==, why);
}

/* With no rule for them a stranger's message would stand at the first account by label, which is the cloud's. */
static void
test_row (RouteFixture *fixture,
          gconstpointer data)
{
  const Row *row = data;
  g_autofree char *through = g_strconcat (row->through, " 1", NULL);
  PealHoldReason planned;

  if (row->no_failover)
    await_true (peal_setting_set (route_get_store (fixture), PEAL_SETTING_FAILOVER, "off", "test"));
  if (row->no_cloud)
    switch_cloud (fixture, FALSE);
  set_rules (fixture, row->planned);
  planned = queue (fixture, row->reason, PEAL_TIME_NEVER);
  g_assert_cmpint (planned, ==, row->then != NULL && row->claimed == NULL ? PEAL_HOLD_NO_ROUTE : PEAL_HOLD_NONE);
  if (row->claimed != NULL)
    set_rules (fixture, row->claimed);
  await_true (peal_engine_start (fixture->engine));
  if (row->then != NULL)
    {
      assert_waits (fixture, row->why);
      if (row->no_cloud)
        switch_cloud (fixture, TRUE);
      set_rules (fixture, row->then);
    }
  route_wait_for_sql (fixture, ROUTE_ACCEPTED, through);
  assert_sql (&fixture->base, "SELECT count (*) FROM attempt", "1");
}

static void
assert_explained (RouteFixture *fixture,
                  gint64        account_id)
{
  g_autoptr(PealRouteExplanation) explanation = await_boxed (peal_route_explain (route_get_store (fixture), JERSEY, 1));

  g_assert_cmpint (peal_route_explanation_get_chosen (explanation)->account_id, ==, account_id);
}

/* That something was written to them is not that they know a number: planning, explaining and the claim say the
 * same. Once it has arrived they know it, and keep it. */
static void
test_written_is_not_known (RouteFixture *fixture,
                           gconstpointer data)
{
  open_conversation (fixture);
  set_rules (fixture, "c");
  assert_explained (fixture, fixture->cloud);
  g_assert_cmpint (queue (fixture, NOBODY, PEAL_TIME_NEVER), ==, PEAL_HOLD_NONE);
  assert_sql (&fixture->base, "SELECT account_id" THE_MESSAGE, "2");
  await_true (peal_engine_start (fixture->engine));
  route_wait_for_sql (fixture, ROUTE_ACCEPTED, "Cloud 1");
  assert_sql (&fixture->base, ROUTE_MOVED, "0");

  set_rules (fixture, "p");
  assert_explained (fixture, fixture->cloud);
  g_assert_cmpint (queue (fixture, NOBODY, PEAL_TIME_NEVER), ==, PEAL_HOLD_NONE);
  route_wait_for_sql (fixture, ROUTE_ACCEPTED, "Cloud 2");
  assert_sql (&fixture->base, ROUTE_MOVED, "0");
}

/* A person who says "now" is told why not. */
static void
test_now (RouteFixture *fixture,
          gconstpointer data)
{
  g_autoptr(GArray) ids = g_array_new (FALSE, FALSE, sizeof (gint64));
  g_autoptr(PealActReport) report = NULL;
  gint64 id = 1;

  set_rules (fixture, "-+1");
  queue (fixture, NOBODY, PEAL_TIME_NEVER);
  g_array_append_val (ids, id);
  report = await_boxed (peal_outbox_act (route_get_store (fixture), PEAL_ACT_SEND_NOW, 0, ids, "test"));
  g_assert_cmpint (report->n_refused, ==, 1);
  g_assert_cmpint (report->reason, ==, PEAL_HOLD_NO_ROUTE);
}

/* Its validity ends while it waits: then it is left out, not kept for ever (R-SEND-4). */
static void
test_expires (RouteFixture *fixture,
              gconstpointer data)
{
  gint64 now = peal_clock_get_now (fixture->base.clock);

  set_rules (fixture, "-+1");
  g_assert_cmpint (queue (fixture, NOBODY, now + PEAL_HOUR), ==, PEAL_HOLD_NO_ROUTE);
  await_true (peal_engine_start (fixture->engine));
  assert_waits (fixture, "nothing goes there");
  peal_clock_advance (fixture->base.clock, PEAL_HOUR);
  set_rules (fixture, "-+1"); /* which is a reason to look */
  route_wait_for_sql (fixture, "SELECT state || ' ' || reason FROM message", "9 25");
}

/* More than one step of a walk looks at, for some of whom a rule comes. */
static void
test_many (RouteFixture *fixture,
           gconstpointer data)
{
  set_rules (fixture, "p");
  route_send_all (fixture, "+120155501", 100);
  route_send_all (fixture, "+120255501", 100);
  route_send_all (fixture, "+120155502", 100);
  set_rules (fixture, "-+1");
  await_true (peal_engine_start (fixture->engine));
  route_wait_for_sql (fixture, "SELECT count (*) FROM message WHERE state = 1 AND reason = 12", "300");
  set_rules (fixture, "-+1202 c+1201");
  route_wait_for_sql (fixture, ROUTE_ACCEPTED, "Cloud 200");
  await_true (peal_engine_wait_idle (fixture->engine));
  assert_sql (&fixture->base, "SELECT count (*) FROM message WHERE state = 1 AND reason = 12", "100");
  set_rules (fixture, "");
  route_wait_for_sql (fixture, ROUTE_ACCEPTED, "Cloud 200,Phone 100");
  route_assert_none_twice (fixture);
}

/* Two messages of campaign 1, which the rules let nobody have, and which are paused then. */
static void
pause_what_rules_hold (RouteFixture *fixture)
{
  set_rules (fixture, "p");
  route_send_all (fixture, "+120155501", 2);
  set_rules (fixture, "-+1");
  await_true (peal_engine_start (fixture->engine));
  route_wait_for_sql (fixture, "SELECT count (*) FROM message WHERE state = 1 AND reason = 12", "2");
  await_int (peal_outbox_pause_campaign (route_get_store (fixture), 1, "test"));
}

/* Paused and resumed while the rules let nobody have it: it is not forgotten (R-SEND-2). */
static void
test_paused (RouteFixture *fixture,
             gconstpointer data)
{
  pause_what_rules_hold (fixture);
  set_rules (fixture, "p");
  await_true (peal_engine_wait_idle (fixture->engine));
  assert_sql (&fixture->base, "SELECT count (*) FROM message WHERE state = 1 AND reason = 8", "2");
  await_int (peal_outbox_resume_campaign (route_get_store (fixture), 1, "test"));
  set_rules (fixture, "p");
  route_wait_for_sql (fixture, ROUTE_ACCEPTED, "Phone 2");
}

/* Resumed while they still do, it says so at once, not with the next walk of a minute. */
static void
test_resumed (RouteFixture *fixture,
              gconstpointer data)
{
  pause_what_rules_hold (fixture);
  await_int (peal_outbox_resume_campaign (route_get_store (fixture), 1, "test"));
  route_wait_for_sql (fixture, "SELECT count (*) FROM message WHERE state = 1 AND reason = 12", "2");
}

#define add(path, func) g_test_add ("/no-route/" path, RouteFixture, NULL, set_up, func, route_tear_down)

int
main (int   argc,
      char *argv[])
{
  dex_init ();
  g_test_init (&argc, &argv, NULL);
  for (gsize i = 0; i < G_N_ELEMENTS (rows); i++)
    {
      g_autofree char *path = g_strdelimit (g_strconcat ("/no-route/", rows[i].name, NULL), " ,", '-');

      g_test_add (path, RouteFixture, &rows[i], set_up, test_row, route_tear_down);
    }
  add ("written-is-not-known", test_written_is_not_known);
  add ("now", test_now);
  add ("expires", test_expires);
  add ("many", test_many);
  add ("paused", test_paused);
  add ("resumed", test_resumed);
  return g_test_run ();
}
