/* test-held.c: each reason for which a message waits or is left out: which, why, and until when.
 *
 * A row is a send to two numbers: one that mostly goes, and the one it is about. What became of the latter is
 * read from the workspace, after the engine has done what it can (R-SEND-6, R-LAW-1, R-LAW-3).
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include "life-fixture.h"

#include "peal-consent.h"
#include "peal-contacts.h"
#include "peal-inbound.h"
#include "peal-limits.h"
#include "peal-money.h"
#include "peal-outbox-shelves.h"
#include "peal-routes.h"
#include "peal-talk.h"

#define OTHER "+12125550199"    /* New York, as is JERSEY by its clock */
#define JERSEY "+12015550101"
#define FLORIDA "+18505550123"
#define LANDLINE "+442079460018"
#define TOO_SHORT "+1201"

/* The clock begins at NOON: on a Saturday, 7 o'clock in New York. */
#define MIDDAY (6 * PEAL_HOUR)
#define UTC_MIDNIGHT (12 * PEAL_HOUR)

/* Instead of a time. */
#define NEVER 0           /* it is left out */
#define NOBODY_KNOWS (-1) /* a person decides */
#define SOON (-2)         /* to come, but chance chose it */

typedef struct
{
  const char *name;
  PealHoldReason reason;
  gint64 until;              /* after NOON; or one of those below */
  const char *why;           /* part of the explanation */
  const char *number;        /* NULL = somebody without one */
  gint64 at;                 /* after NOON, when it is sent */
  PealMessageKind kind;      /* 0 = conversational; to marketing they agreed */
  const char *body;          /* NULL = a short one */
  const char *other;         /* the number before it; NULL = OTHER */
  gboolean tried;            /* once */
  gboolean restless;         /* it goes in a moment: the engine does not rest before */
  gint64 not_before;         /* after NOON; 0 = now */
  gint64 not_after;          /* after NOON; 0 = none */
  void (*before) (LifeFixture *fixture); /* it is planned */
  void (*after) (LifeFixture *fixture);  /* it is planned, before anything is sent */
} Row;

static PealStore *
get_store (LifeFixture *fixture)
{
  return peal_engine_get_store (fixture->engine);
}

static void
record (LifeFixture   *fixture,
        const char    *number,
        PealConsentAct act)
{
  PealConsentEntry entry = { .e164 = number, .act = act, .how = PEAL_CONSENT_HOW_KEYWORD, .wording = "words",
                             .actor = "test" };

  peal_consent_free (await_boxed (peal_consent_record (get_store (fixture), &entry)));
}

/* Somebody without a number. */
static GArray *
add_nobody (LifeFixture *fixture)
{
  GArray *ids = g_array_new (FALSE, FALSE, sizeof (gint64));
  g_autoptr(PealContact) contact = peal_contact_new ();
  gint64 id;

  g_set_str (&contact->given, "Nobody");
  id = await_int (peal_contacts_save (get_store (fixture), contact, "test"));
  g_array_append_val (ids, id);
  return ids;
}

static void
send_to_both (LifeFixture *fixture,
              const Row   *row)
{
  g_autoptr(PealSendRequest) request = peal_send_request_new ();

  g_set_str (&request->body, row->body != NULL ? row->body : "Hello");
  g_set_str (&request->actor, "test");
  request->kind = row->kind != 0 ? row->kind : PEAL_MESSAGE_CONVERSATIONAL;
  request->not_before = row->not_before != 0 ? NOON + row->not_before : 0;
  request->not_after = row->not_after != 0 ? NOON + row->not_after : PEAL_TIME_NEVER;
  request->numbers = g_strdupv ((char *[]) { (char *) (row->other != NULL ? row->other : OTHER), (char *) row->number, NULL });
  if (row->number == NULL)
    request->contact_ids = add_nobody (fixture);
  peal_send_report_unref (await_boxed (peal_engine_send (fixture->engine, request)));
}

/* Before, after ------------------------------------------------------------------------------------ */

static void
opt_out (LifeFixture *fixture)
{
  record (fixture, JERSEY, PEAL_CONSENT_ACT_OPT_OUT);
}

static void
ask_for_review (LifeFixture *fixture)
{
  record (fixture, JERSEY, PEAL_CONSENT_ACT_REVIEW);
}

static void
forget_consent (LifeFixture *fixture)
{
  run_sql (&fixture->base, "DELETE FROM consent WHERE e164 = '" JERSEY "'");
}

static void
list_number (LifeFixture *fixture)
{
  static const char *const numbers[] = { JERSEY, NULL };

  await_int (peal_consent_import_do_not_contact (get_store (fixture), numbers, "a list", "test"));
}

/* Three in a day are what Florida allows. */
static void
send_enough (LifeFixture *fixture)
{
  static const Row one = { .number = FLORIDA, .kind = PEAL_MESSAGE_MARKETING };

  for (guint i = 0; i < 3; i++)
    send_to_both (fixture, &one);
  life_begin (fixture);
  life_wait_for_sql (fixture, "SELECT count (*) FROM message AS m JOIN conversation AS c ON c.id = m.conversation_id"
                              " WHERE c.theirs = '" FLORIDA "' AND m.state IN (3, 4, 6)", "3");
}

static void
refuse_route (LifeFixture *fixture)
{
  g_autoptr(GPtrArray) routes = g_ptr_array_new_with_free_func ((GDestroyNotify) peal_stored_route_free);

  g_ptr_array_add (routes, peal_stored_route_new ("+1201", "", TRUE, 0, ""));
  g_ptr_array_add (routes, peal_stored_route_new ("", "", FALSE, fixture->account_id, ""));
  await_true (peal_routes_replace (get_store (fixture), routes, "test"));
}

static void
set_limit (LifeFixture   *fixture,
           PealLimitScope scope,
           const char    *key,
           gint64         span)
{
  PealLimit limit = { .unit = PEAL_LIMIT_MESSAGES, .n = 1, .span = span, .burst = 1, .zone = "UTC" };
  g_autoptr(GPtrArray) limits = g_ptr_array_new_with_free_func ((GDestroyNotify) peal_account_limit_free);

  g_ptr_array_add (limits, peal_account_limit_new (scope, key, &limit));
  await_true (peal_limits_replace (get_store (fixture), fixture->account_id, limits, "test"));
}

static void
limit_to_one_a_day (LifeFixture *fixture)
{
  set_limit (fixture, PEAL_LIMIT_OF_ACCOUNT, "", 0);
}

static void
slow_down_number (LifeFixture *fixture)
{
  set_limit (fixture, PEAL_LIMIT_OF_NUMBER, PEAL_SIMULATOR_NUMBER, 30 * PEAL_SECOND);
}

static void
set_money (LifeFixture *fixture)
{
  PealMoneyCap cap = { .micros = 10000, .currency = "USD", .zone = (char *) "UTC" };

  await_true (peal_money_set_cap (get_store (fixture), fixture->account_id, &cap, "test"));
}

static void
set_price_and_money (LifeFixture *fixture)
{
  await_true (peal_price_record (get_store (fixture), fixture->account_id, "", 8000, "USD", "test"));
  set_money (fixture);
}

static void
unplug (LifeFixture *fixture)
{
  peal_simulator_stop (fixture->simulator);
}

/* Nobody sends for longer than a person would have it go late. */
static void
sleep_over_it (LifeFixture *fixture)
{
  peal_clock_advance (fixture->base.clock, 8 * PEAL_HOUR);
}

static void
sleep_over_what_must_not_be_late (LifeFixture *fixture)
{
  run_sql (&fixture->base, "UPDATE message SET missed_policy = 1"); /* PEAL_MISSED_SKIP */
  sleep_over_it (fixture);
}

static void
pause_campaign (LifeFixture *fixture)
{
  await_int (peal_outbox_pause_campaign (get_store (fixture), 1, "test"));
}

/* Rows --------------------------------------------------------------------------------------------- */

#define OFFER .kind = PEAL_MESSAGE_MARKETING

/* Eleven parts of a message. */
#define PART "Ten parts of a message are as much as anybody reads, and as much as most carriers will carry: what is longer than that is cut, and so it is never sent."
#define ELEVEN PART PART PART PART PART PART PART PART PART PART PART

static const Row rows[] = {
  { "scheduled", PEAL_HOLD_SCHEDULED, 2 * PEAL_HOUR, "", JERSEY, .not_before = 2 * PEAL_HOUR },
  { "quiet hours", PEAL_HOLD_WINDOW, PEAL_HOUR, "America/New_York", JERSEY, OFFER },
  { "no lawful hour", PEAL_HOLD_NEVER_ALLOWED, NEVER, "America/New_York", JERSEY, OFFER, .not_after = PEAL_HOUR },
  { "frequency cap", PEAL_HOLD_CAP, MIDDAY + PEAL_DAY, "US-FL: 3 messages in 24 hours", FLORIDA, MIDDAY, OFFER, .before = send_enough },
  { "review", PEAL_HOLD_REVIEW, MIDDAY + 15 * PEAL_MINUTE, "possible opt-out", JERSEY, MIDDAY, OFFER, .after = ask_for_review },
  { "paused", PEAL_HOLD_PAUSED, NOBODY_KNOWS, "", JERSEY, .after = pause_campaign },
  { "limit", PEAL_HOLD_LIMIT, UTC_MIDNIGHT, "limits of the account", JERSEY, .after = limit_to_one_a_day },
  { "turn", PEAL_HOLD_RATE, 30 * PEAL_SECOND, "limits of this number", JERSEY, .after = slow_down_number, .restless = TRUE },
  { "over budget", PEAL_HOLD_MONEY, UTC_MIDNIGHT, "is spent", JERSEY, .before = set_price_and_money },
  { "no route", PEAL_HOLD_NO_ROUTE, NOBODY_KNOWS, "A rule says", JERSEY, .before = refuse_route },
  { "no route since", PEAL_HOLD_NO_ROUTE, NOBODY_KNOWS, "A rule says", JERSEY, .after = refuse_route },
  { "price not known", PEAL_HOLD_MONEY, PEAL_HOUR, "nobody knows what this would cost", JERSEY, .before = set_money },

  { "not reached", PEAL_HOLD_RETRY, SOON, "", JERSEY, .other = TOO_SHORT, .tried = TRUE, .before = unplug },
  { "overslept", PEAL_HOLD_ASK, NOBODY_KNOWS, "policy", JERSEY, .not_before = PEAL_HOUR, .after = sleep_over_it },

  { "opted out", PEAL_HOLD_OPTED_OUT, NEVER, "Asked to stop", JERSEY, .before = opt_out },
  { "opted out since", PEAL_HOLD_OPTED_OUT, NEVER, "Asked to stop", JERSEY, .after = opt_out },
  { "do not contact", PEAL_HOLD_DO_NOT_CONTACT, NEVER, "do-not-contact list", JERSEY, MIDDAY, OFFER, .before = list_number },
  { "do not contact since", PEAL_HOLD_DO_NOT_CONTACT, NEVER, "do-not-contact list", JERSEY, MIDDAY, OFFER, .after = list_number },
  { "no consent", PEAL_HOLD_NO_CONSENT, NEVER, "No consent", JERSEY, MIDDAY, OFFER, .before = forget_consent },
  { "no consent any more", PEAL_HOLD_NO_CONSENT, NEVER, "No consent", JERSEY, MIDDAY, OFFER, .after = forget_consent },
  { "landline", PEAL_HOLD_LANDLINE, NEVER, "numbering plan", LANDLINE },
  { "duplicate number", PEAL_HOLD_DUPLICATE, NEVER, OTHER, OTHER },
  { "bad number", PEAL_HOLD_BAD_NUMBER, NEVER, "too_short", TOO_SHORT },
  { "no number", PEAL_HOLD_NO_NUMBER, NEVER, "No phone number", NULL },
  { "too long", PEAL_HOLD_TOO_LONG, NEVER, "10 parts", JERSEY, .body = ELEVEN },
  { "missed", PEAL_HOLD_MISSED, NEVER, "too_late", JERSEY, .not_before = PEAL_HOUR, .after = sleep_over_what_must_not_be_late },
  { "missing field", PEAL_HOLD_MISSING_FIELD, NEVER, "first_name", JERSEY, .body = "Hello {first_name}" },
  { "expired", PEAL_HOLD_EXPIRED, NEVER, "validity", JERSEY, .not_before = 2 * PEAL_HOUR, .not_after = PEAL_HOUR },
};

#define LAST "FROM campaign_recipient AS r LEFT JOIN message AS m ON m.id = r.message_id" \
             " ORDER BY r.campaign_id DESC, r.ordinal DESC LIMIT 1"

/* "1 2": it is queued, outside the lawful hours; 9 is left out. */
#define STATE_AND_REASON "SELECT coalesce (m.state, 9) || ' ' || coalesce (nullif (m.reason, 0), r.reason) " LAST

static void
test_row (LifeFixture  *fixture,
          gconstpointer data)
{
  const Row *row = data;
  g_autofree char *expected = g_strdup_printf ("%d %d", row->until == NEVER ? PEAL_STATE_LEFT_OUT : PEAL_STATE_QUEUED,
                                               row->reason);
  g_autofree char *why = NULL;
  g_autofree char *until = g_strdup_printf ("%" G_GINT64_FORMAT, NOON + row->until);

  if (row->at > 0)
    peal_clock_advance (fixture->base.clock, row->at);
  if (row->kind == PEAL_MESSAGE_MARKETING)
    {
      record (fixture, OTHER, PEAL_CONSENT_ACT_OPT_IN);
      record (fixture, row->number, PEAL_CONSENT_ACT_OPT_IN);
    }
  if (row->before != NULL)
    row->before (fixture);
  send_to_both (fixture, row);
  if (row->after != NULL)
    row->after (fixture);
  if (!peal_engine_is_running (fixture->engine))
    life_begin (fixture);
  life_wait_for_sql (fixture, STATE_AND_REASON, expected);
  if (!row->restless)
    await_true (peal_engine_wait_idle (fixture->engine));
  assert_sql (&fixture->base, STATE_AND_REASON, expected);

  why = query_sql (&fixture->base, "SELECT coalesce (nullif (m.explanation, ''), r.explanation) " LAST);
  if (strstr (why, row->why) == NULL)
    g_assert_cmpstr (why, ==, row->why);
  if (row->until > 0)
    assert_sql (&fixture->base, "SELECT m.not_before " LAST, until);
  else if (row->until == SOON)
    assert_sql (&fixture->base, "SELECT m.not_before > m.submitted_at " LAST, "1");
  else if (row->until == NEVER)
    assert_sql (&fixture->base, "SELECT coalesce (m.submitted_at, 'never') " LAST, "never");
  assert_sql (&fixture->base, "SELECT coalesce (m.attempts, 0) " LAST, row->tried ? "1" : "0");
  if (row->restless)
    peal_clock_advance (fixture->base.clock, PEAL_HOUR);
}

/* A reason that is new needs a row above, as all have but that of test_account_removed () and that of older
 * workspaces: what no account could send was left out, and is held now. */
static void
test_each_reason (void)
{
  for (int reason = PEAL_HOLD_NONE + 1; reason < 100; reason++)
    {
      const char *name = peal_hold_reason_to_string ((PealHoldReason) reason);
      gboolean found = g_str_equal (name, "?") || reason == PEAL_HOLD_ACCOUNT || reason == PEAL_HOLD_NO_ACCOUNT;

      for (gsize i = 0; i < G_N_ELEMENTS (rows) && !found; i++)
        found = rows[i].reason == (PealHoldReason) reason && (rows[i].until == NEVER) == (reason >= PEAL_HOLD_OPTED_OUT);
      if (!found)
        g_assert_cmpstr (name, ==, "in a row");
    }
}

/* Whatever they waited for: while the account is out of use they wait for it, but for what waits for a person. */
static void
test_account_removed (LifeFixture  *fixture,
                      gconstpointer data)
{
  static const Row offer = { .number = JERSEY, .kind = PEAL_MESSAGE_MARKETING };
  PealWaitingFilter filter = { .reason = PEAL_HOLD_ACCOUNT };
  g_autoptr(GArray) ids = NULL;
  g_autoptr(GPtrArray) rows_of_account = NULL;

  record (fixture, JERSEY, PEAL_CONSENT_ACT_OPT_IN);
  send_to_both (fixture, &offer);
  pause_campaign (fixture);
  send_to_both (fixture, &offer);
  await_true (peal_engine_remove_account (fixture->engine, fixture->account_id, 0, "test"));

  ids = await_boxed (peal_outbox_snapshot_waiting (get_store (fixture), &filter));
  g_assert_cmpuint (ids->len, ==, 1); /* the other two are paused */
  rows_of_account = await_boxed (peal_talk_load_messages (get_store (fixture), &g_array_index (ids, gint64, 0), 1));
  g_assert_cmpint (((PealMessageRow *) g_ptr_array_index (rows_of_account, 0))->reason, ==, PEAL_HOLD_ACCOUNT);
  filter.reason = PEAL_HOLD_PAUSED;
  g_clear_pointer (&ids, g_array_unref);
  ids = await_boxed (peal_outbox_snapshot_waiting (get_store (fixture), &filter));
  g_assert_cmpuint (ids->len, ==, 1);

  run_sql (&fixture->base, "UPDATE message SET reason = 12 WHERE reason <> 8"); /* PEAL_HOLD_NO_ROUTE */
  filter.reason = PEAL_HOLD_NO_ROUTE;
  g_clear_pointer (&ids, g_array_unref);
  ids = await_boxed (peal_outbox_snapshot_waiting (get_store (fixture), &filter));
  g_assert_cmpuint (ids->len, ==, 1);
  g_clear_pointer (&rows_of_account, g_ptr_array_unref);
  rows_of_account = await_boxed (peal_talk_load_messages (get_store (fixture), &g_array_index (ids, gint64, 0), 1));
  g_assert_cmpint (((PealMessageRow *) g_ptr_array_index (rows_of_account, 0))->reason, ==, PEAL_HOLD_NO_ROUTE);
}

/* They wrote from their landline, so it takes texts: an answer goes there. */
static void
test_answer_to_landline (LifeFixture  *fixture,
                         gconstpointer data)
{
  g_autoptr(GPtrArray) messages = g_ptr_array_new_with_free_func ((GDestroyNotify) peal_inbound_free);
  g_autoptr(PealSendRequest) request = peal_send_request_new ();
  g_autofree char *conversation = NULL;

  g_ptr_array_add (messages, peal_inbound_new ("SM1", LANDLINE, PEAL_SIMULATOR_NUMBER, "Are you open?", NOON));
  g_array_unref (await_boxed (peal_talk_record_inbound (get_store (fixture), fixture->account_id, messages, NULL)));
  conversation = query_sql (&fixture->base, "SELECT id FROM conversation");
  g_set_str (&request->body, "Until six.");
  g_set_str (&request->actor, "test");
  request->kind = PEAL_MESSAGE_CONVERSATIONAL;
  request->conversation_id = g_ascii_strtoll (conversation, NULL, 10);
  peal_send_report_unref (await_boxed (peal_engine_send (fixture->engine, request)));
  life_begin (fixture);
  life_wait_for_sql (fixture, "SELECT state IN (3, 4, 6) FROM message WHERE direction = 1", "1");
}

int
main (int   argc,
      char *argv[])
{
  g_setenv ("PEAL_SECRET", "secret", TRUE);
  dex_init ();
  g_test_init (&argc, &argv, NULL);
  for (gsize i = 0; i < G_N_ELEMENTS (rows); i++)
    {
      g_autofree char *path = g_strdelimit (g_strconcat ("/held/", rows[i].name, NULL), " ", '-');

      g_test_add (path, LifeFixture, &rows[i], life_set_up, test_row, life_tear_down);
    }
  g_test_add_func ("/held/each-reason", test_each_reason);
  g_test_add ("/held/account-removed", LifeFixture, NULL, life_set_up, test_account_removed, life_tear_down);
  g_test_add ("/held/answer-to-landline", LifeFixture, NULL, life_set_up, test_answer_to_landline, life_tear_down);
  return g_test_run ();
}
