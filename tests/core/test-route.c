/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "peal-route.h"

#include "peal-clock.h"

/* What FROM and RULE set, a row may set again. */
#pragma GCC diagnostic ignored "-Woverride-init"

#define NOW (20000 * PEAL_DAY)
#define S PEAL_SECOND
#define H PEAL_HOUR
#define NEVER G_MAXINT64
#define MAX_SENDERS 3
#define MAX_RULES 3

/* Three senders, each switched on, healthy, within its limits, without a cap on its money, of the same
 * price, unless a row says otherwise. Times count from NOW. */
#define FROM(account, ...) { .account_id = account, .number = "", .is_on = TRUE, .price = 100, .currency = "USD", \
                             .money = -1, __VA_ARGS__ }
#define RULE(...) { .prefix = "", .region = "", .number = "", .account_id = -1, __VA_ARGS__ }
#define TO_GB .e164 = "+447700900123", .region = "GB", .segments = 1
#define TO_US .e164 = "+12025550123", .region = "US", .segments = 1
#define STICKY(account) .sticky_account_id = account, .sticky_number = ""
#define LAST(account, failure) .last_account_id = account, .last_number = "", .last_failure = PEAL_FAILURE_##failure

typedef struct
{
  const char *name;
  PealRouteQuestion question; /* not_after 0 = none */
  PealRouteSender senders[MAX_SENDERS]; /* account 0 = no more */
  PealRouteRule rules[MAX_RULES];  /* without a prefix = no more */
  const char *route;
} Row;

static const Row rows[] = {
  /* one, two, none */
  { "one", { TO_US }, { FROM (1) }, { }, "send 0: chosen" },
  { "none at all", { TO_US }, { }, { }, "none no_sender:" },
  { "as good", { TO_US }, { FROM (1), FROM (2) }, { }, "send 0: chosen, later" },
  { "cheaper", { TO_US }, { FROM (1), FROM (2, .price = 99) }, { }, "send 1: dearer, chosen" },
  { "cheaper, in another currency", { TO_US }, { FROM (1), FROM (2, .price = 99, .currency = "EUR") }, { },
    "send 0: chosen, later" },
  { "price not known", { TO_US }, { FROM (1), FROM (2, .price = -1) }, { }, "send 0: chosen, later" },
  { "for nothing", { TO_US }, { FROM (1), FROM (2, .price = 0) }, { }, "send 1: dearer, chosen" },
  { "no order among prices", { TO_US },
    { FROM (1, .currency = "EUR"), FROM (2, .price = 1), FROM (3, .price = 99, .currency = "EUR") }, { },
    "send 2: dearer, later, chosen" },
  { "switched off", { TO_US }, { FROM (1, .is_on = FALSE), FROM (2) }, { }, "send 1: off, chosen" },
  { "all off", { TO_US }, { FROM (1, .is_on = FALSE) }, { }, "none no_sender: off" },
  { "broken", { TO_US }, { FROM (1, .health_wait = NEVER), FROM (2) }, { }, "send 1: broken, chosen" },
  { "only a broken one", { TO_US }, { FROM (1, .health_wait = NEVER) }, { }, "none no_sender: broken" },

  /* waiting */
  { "resting", { TO_US }, { FROM (1, .health_wait = 30 * S), FROM (2) }, { }, "send 1: health 30, chosen" },
  { "only a resting one", { TO_US }, { FROM (1, .health_wait = 30 * S) }, { }, "wait 0 30: chosen 30" },
  { "limited", { TO_US }, { FROM (1, .budget_wait = 5 * S), FROM (2) }, { }, "send 1: limit 5, chosen" },
  { "worth the wait", { TO_US, .patience = 5 * S }, { FROM (1, .price = 10, .budget_wait = 5 * S), FROM (2) }, { },
    "wait 0 5: chosen 5, dearer" },
  { "not worth the wait", { TO_US, .patience = 5 * S - 1 }, { FROM (1, .price = 10, .budget_wait = 5 * S), FROM (2) }, { },
    "send 1: limit 5, chosen" },
  { "the longer wait", { TO_US }, { FROM (1, .budget_wait = 5 * S, .health_wait = 30 * S) }, { }, "wait 0 30: chosen 30" },
  { "the soonest of all", { TO_US }, { FROM (1, .price = 10, .budget_wait = 9 * S), FROM (2, .budget_wait = 8 * S) }, { },
    "wait 1 8: slower 9, chosen 8" },
  { "the sooner of two that are worth it", { TO_US, .patience = H },
    { FROM (1, .budget_wait = 9 * S), FROM (2, .budget_wait = 8 * S) }, { }, "wait 1 8: slower 9, chosen 8" },
  { "larger than a day", { TO_US }, { FROM (1, .budget_wait = NEVER) }, { }, "none no_sender: too_large" },
  { "expires", { TO_US, .not_after = 30 * S }, { FROM (1, .health_wait = 30 * S) }, { }, "none expired: expires 30" },
  { "just in time", { TO_US, .not_after = 30 * S + 1 }, { FROM (1, .health_wait = 30 * S) }, { }, "wait 0 30: chosen 30" },
  { "expires here, not there", { TO_US, .not_after = 30 * S }, { FROM (1, .health_wait = 30 * S), FROM (2) }, { },
    "send 1: expires 30, chosen" },
  { "expired", { TO_US, .not_after = -S }, { FROM (1) }, { }, "none expired: expires" },

  /* money */
  { "money left", { TO_US, .segments = 3 }, { FROM (1, .money = 1000, .money_left = 300, .money_renews = H) }, { },
    "send 0: chosen" },
  { "money spent", { TO_US, .segments = 3 }, { FROM (1, .money = 1000, .money_left = 299, .money_renews = H) }, { },
    "wait 0 3600: chosen 3600" },
  { "money spent, another one", { TO_US }, { FROM (1, .money = 1000, .money_renews = H), FROM (2) }, { },
    "send 1: money 3600, chosen" },
  { "more than a day's money", { TO_US, .segments = 11 }, { FROM (1, .money = 1000, .money_left = 1000) }, { },
    "none no_sender: too_large" },
  { "more than any money", { TO_US, .segments = 11 }, { FROM (1, .money = NEVER, .price = NEVER) }, { },
    "none no_sender: too_large" },
  { "money, no price", { TO_US }, { FROM (1, .money = 1000, .money_left = 1000, .price = -1) }, { }, "none no_sender: no_price" },
  { "no money at all", { TO_US }, { FROM (1, .money = 0) }, { }, "none no_sender: too_large" },
  { "money of a day that is over", { TO_US }, { FROM (1, .money = 1000, .money_renews = -S) }, { }, "send 0: chosen" },

  /* rules */
  { "first the phone, then the account", { TO_US }, { FROM (1), FROM (2, .price = 0) },
    { RULE (.account_id = 1), RULE (.account_id = 2) }, "send 0: chosen, later_rule" },
  { "the phone's day is used up", { TO_US }, { FROM (1, .budget_wait = H), FROM (2) },
    { RULE (.account_id = 1), RULE (.account_id = 2) }, "send 1: limit 3600, chosen" },
  { "not named", { TO_US }, { FROM (1), FROM (2, .price = 0) }, { RULE (.account_id = 1) }, "send 0: chosen, not_named" },
  { "named, but off", { TO_US }, { FROM (1, .is_on = FALSE), FROM (2) }, { RULE (.account_id = 1) },
    "none no_sender: off, not_named" },
  { "by prefix", { TO_GB }, { FROM (1), FROM (2) }, { RULE (.prefix = "+44", .account_id = 2) }, "send 1: not_named, chosen" },
  { "by prefix, not this one", { TO_US }, { FROM (1), FROM (2) }, { RULE (.prefix = "+44", .account_id = 2) },
    "send 0: chosen, later" },
  { "by region", { TO_GB }, { FROM (1), FROM (2) }, { RULE (.region = "gb", .account_id = 2) }, "send 1: not_named, chosen" },
  { "by region, not this one", { TO_US }, { FROM (1), FROM (2) }, { RULE (.region = "GB", .account_id = 2) },
    "send 0: chosen, later" },
  { "prefix and region", { TO_GB }, { FROM (1), FROM (2) }, { RULE (.prefix = "+44", .region = "GG", .account_id = 2) },
    "send 0: chosen, later" },
  { "by number", { TO_US }, { FROM (1, .number = "+12015550101"), FROM (1, .number = "+12015550102") },
    { RULE (.account_id = 1, .number = "+12015550102") }, "send 1: not_named, chosen" },
  { "any account", { TO_US }, { FROM (1, .number = "SHOP"), FROM (2, .number = "SHOP") },
    { RULE (.account_id = 0, .number = "SHOP") }, "send 0: chosen, later" },
  { "the earlier rule counts", { TO_US }, { FROM (1), FROM (2) },
    { RULE (.account_id = 2), RULE (.account_id = 0) }, "send 1: later_rule, chosen" },
  { "nothing goes there", { TO_GB }, { FROM (1) }, { RULE (.prefix = "+44", .refuse = TRUE) }, "none rule_refuses: not_named" },
  { "nothing else goes there", { TO_GB }, { FROM (1), FROM (2) },
    { RULE (.prefix = "+44", .account_id = 1), RULE (.refuse = TRUE), RULE (.account_id = 2) }, "send 0: chosen, not_named" },
  { "nothing goes elsewhere", { TO_US }, { FROM (1) }, { RULE (.prefix = "+44", .refuse = TRUE) }, "send 0: chosen" },

  /* the sender that the conversation knows */
  { "sticky", { TO_US, STICKY (2) }, { FROM (1, .price = 0), FROM (2) }, { }, "send 1: not_sticky, chosen" },
  { "sticky before rules", { TO_US, STICKY (2) }, { FROM (1), FROM (2) }, { RULE (.account_id = 1), RULE (.account_id = 2) },
    "send 1: not_sticky, chosen" },
  { "sticky, though no rule names it", { TO_US, STICKY (2) }, { FROM (1), FROM (2), FROM (3) }, { RULE (.account_id = 1) },
    "send 1: not_sticky, chosen, not_named" },
  { "sticky, not named, worth a wait", { TO_US, STICKY (2), .sticky_patience = 60 * S },
    { FROM (1), FROM (2, .health_wait = 60 * S) }, { RULE (.account_id = 1) }, "wait 1 60: not_sticky, chosen 60" },
  { "sticky, not named, too long", { TO_US, STICKY (2), .sticky_patience = 59 * S },
    { FROM (1), FROM (2, .health_wait = 60 * S) }, { RULE (.account_id = 1) }, "send 0: chosen, health 60" },
  { "sticky, not named, broken", { TO_US, STICKY (2) }, { FROM (1), FROM (2, .health_wait = NEVER) },
    { RULE (.account_id = 1) }, "send 0: chosen, broken" },
  { "sticky, not named, nothing else goes there", { TO_US, STICKY (2) }, { FROM (1), FROM (2) },
    { RULE (.account_id = 1), RULE (.refuse = TRUE) }, "send 1: not_sticky, chosen" },
  { "sticky, refused", { TO_US, STICKY (2) }, { FROM (1), FROM (2) }, { RULE (.refuse = TRUE), RULE (.account_id = 2) },
    "none rule_refuses: not_named, not_named" },
  { "sticky, not here any more", { TO_US, STICKY (9) }, { FROM (1), FROM (2) }, { }, "send 0: chosen, later" },
  { "sticky, the other number", { TO_US, .sticky_account_id = 1, .sticky_number = "+12015550102" },
    { FROM (1, .number = "+12015550101"), FROM (1, .number = "+12015550102") }, { }, "send 1: not_sticky, chosen" },
  { "sticky is worth a wait", { TO_US, STICKY (2), .sticky_patience = 60 * S }, { FROM (1), FROM (2, .health_wait = 60 * S) },
    { }, "wait 1 60: not_sticky, chosen 60" },
  { "sticky, too long", { TO_US, STICKY (2), .sticky_patience = 60 * S - 1, .patience = H },
    { FROM (1), FROM (2, .health_wait = 60 * S) }, { }, "send 0: chosen, health 60" },
  { "sticky, for ever", { TO_US, STICKY (2), .sticky_patience = NEVER }, { FROM (1), FROM (2, .health_wait = NEVER) }, { },
    "send 0: chosen, broken" },

  /* after an attempt */
  { "not accepted", { TO_US, LAST (1, TRANSPORT) }, { FROM (1), FROM (2) }, { }, "send 1: failed_last, chosen" },
  { "throttled", { TO_US, LAST (1, THROTTLED) }, { FROM (1), FROM (2, .price = 200) }, { }, "send 1: failed_last, chosen" },
  { "the account refused", { TO_US, LAST (1, ACCOUNT) }, { FROM (1, .health_wait = NEVER), FROM (2) }, { },
    "send 1: broken, chosen" },
  { "not accepted, no other", { TO_US, LAST (1, TRANSPORT) }, { FROM (1) }, { }, "send 0: chosen" },
  { "not accepted, the other must wait", { TO_US, LAST (1, TRANSPORT) }, { FROM (1), FROM (2, .health_wait = H) }, { },
    "send 0: chosen, health 3600" },
  { "not accepted, but sticky", { TO_US, STICKY (1), LAST (1, TRANSPORT) }, { FROM (1), FROM (2) }, { },
    "send 0: chosen, not_sticky" },
  { "not accepted, sticky and resting", { TO_US, STICKY (1), LAST (1, TRANSPORT) }, { FROM (1, .health_wait = S), FROM (2) }, { },
    "send 1: health 1, chosen" },
  { "no answer", { TO_US, LAST (1, UNKNOWN) }, { FROM (1), FROM (2) }, { }, "none settle_first: failed_last, chosen" },
  { "in the air", { TO_US, LAST (1, NONE) }, { FROM (1), FROM (2) }, { }, "none settle_first: chosen, later" },
  { "a newer program's failure", { TO_US, .last_account_id = 1, .last_number = "", .last_failure = 99 }, { FROM (1) }, { },
    "none settle_first: chosen" },
  { "wrong number", { TO_US, LAST (1, NUMBER) }, { FROM (1), FROM (2) }, { }, "none failed: failed_last, chosen" },
  { "opted out", { TO_US, LAST (1, OBJECTION) }, { FROM (1), FROM (2) }, { }, "none failed: failed_last, chosen" },
  { "refused for its text", { TO_US, LAST (1, CONTENT) }, { FROM (1), FROM (2) }, { }, "none failed: failed_last, chosen" },
  { "accepted, phone off", { TO_US, LAST (1, HANDSET) }, { FROM (1, .price = 200), FROM (2) }, { },
    "send 0: chosen, not_the_last" },
  { "accepted by one that is off", { TO_US, LAST (1, HANDSET) }, { FROM (1, .is_on = FALSE), FROM (2) }, { },
    "none no_sender: off, not_the_last" },
  { "first attempt, whatever the failure says", { TO_US, .last_failure = PEAL_FAILURE_HANDSET }, { FROM (1) }, { },
    "send 0: chosen" },
};

static char *
route (const Row *row)
{
  static const char *const verdicts[] = { "send", "wait", "none" };
  PealRouteQuestion question = row->question;
  PealRouteSender senders[MAX_SENDERS];
  PealRouteNote notes[MAX_SENDERS];
  PealRoute found;
  guint n_senders = 0, n_rules = 0;
  g_autoptr(GString) text = g_string_new (NULL);

  question.now = NOW;
  question.not_after = question.not_after != 0 ? NOW + question.not_after : PEAL_TIME_NEVER;
  for (; n_senders < MAX_SENDERS && row->senders[n_senders].account_id != 0; n_senders++)
    {
      senders[n_senders] = row->senders[n_senders];
      senders[n_senders].money_renews += NOW;
    }
  while (n_rules < MAX_RULES && row->rules[n_rules].prefix != NULL)
    n_rules++;

  found = peal_route_decide (&question, senders, n_senders, row->rules, n_rules, notes);
  g_string_append (text, verdicts[found.verdict]);
  if (found.verdict == PEAL_ROUTE_NONE)
    g_string_append_printf (text, " %s", peal_route_reason_to_string (found.reason));
  else
    g_string_append_printf (text, " %d", found.sender);
  if (found.verdict == PEAL_ROUTE_WAIT)
    g_string_append_printf (text, " %d", (int) ((found.at - NOW) / S));
  for (guint i = 0; i < n_senders; i++)
    {
      g_string_append_printf (text, "%s %s", i > 0 ? "," : ":", peal_route_note_reason_to_string (notes[i].reason));
      if (notes[i].wait > 0)
        g_string_append_printf (text, " %d", (int) (notes[i].wait / S));
    }
  if (n_senders == 0)
    g_string_append_c (text, ':');
  return g_string_free (g_steal_pointer (&text), FALSE);
}

static void
test_decide (void)
{
  for (guint i = 0; i < G_N_ELEMENTS (rows); i++)
    {
      g_autofree char *found = route (&rows[i]);

      g_test_message ("%s", rows[i].name);
      g_assert_cmpstr (found, ==, rows[i].route);
    }
}

static PealRouteSender
make_sender (GRand *rand,
             gint64 account_id)
{
  static const char *const currencies[] = { "USD", "EUR" };

  return (PealRouteSender) FROM (account_id, .is_on = g_rand_int_range (rand, 0, 4) > 0,
                            .health_wait = g_rand_boolean (rand) ? 0 : g_rand_int_range (rand, 0, 100) * S,
                            .budget_wait = g_rand_boolean (rand) ? 0 : g_rand_int_range (rand, 0, 100) * S,
                            .price = g_rand_int_range (rand, -1, 5),
                            .currency = currencies[g_rand_int_range (rand, 0, 2)],
                            .money = g_rand_int_range (rand, -1, 10),
                            .money_left = g_rand_int_range (rand, 0, 10),
                            .money_renews = NOW + g_rand_int_range (rand, -10, 100) * S);
}

/* Whatever the data: who is chosen is the only one who is, can take it, and in time; whatever is
 * possible is found; and nobody is chosen after an attempt that may have been accepted. */
static void
test_promises (void)
{
  g_autoptr(GRand) rand = g_rand_new_with_seed (3);

  for (guint i = 0; i < 50000; i++)
    {
      PealRouteSender senders[MAX_SENDERS];
      PealRouteNote notes[MAX_SENDERS];
      PealRouteQuestion question = {
        TO_US, STICKY (g_rand_int_range (rand, 0, 4)),
        .now = NOW,
        .not_after = NOW + g_rand_int_range (rand, 1, 200) * S,
        .patience = g_rand_int_range (rand, 0, 50) * S,
        .sticky_patience = g_rand_int_range (rand, 0, 100) * S,
        .last_account_id = g_rand_int_range (rand, 0, 4),
        .last_number = "",
        .last_failure = g_rand_int_range (rand, PEAL_FAILURE_NONE, PEAL_FAILURE_ACCOUNT + 1),
      };
      PealRoute found;
      guint n_chosen = 0;

      for (guint j = 0; j < MAX_SENDERS; j++)
        senders[j] = make_sender (rand, j + 1);
      found = peal_route_decide (&question, senders, MAX_SENDERS, NULL, 0, notes);
      for (guint j = 0; j < MAX_SENDERS; j++)
        n_chosen += notes[j].reason == PEAL_NOTE_CHOSEN;
      g_assert_cmpuint (n_chosen, <=, 1);

      if (found.verdict == PEAL_ROUTE_NONE)
        {
          g_assert_true (n_chosen == 0 || found.reason == PEAL_ROUTE_SETTLE_FIRST || found.reason == PEAL_ROUTE_FAILED);
          continue;
        }
      g_assert_cmpint (notes[found.sender].reason, ==, PEAL_NOTE_CHOSEN);
      g_assert_true (senders[found.sender].is_on);
      g_assert_cmpint (notes[found.sender].wait, >=, senders[found.sender].health_wait);
      g_assert_cmpint (notes[found.sender].wait, >=, senders[found.sender].budget_wait);
      g_assert_cmpint (notes[found.sender].wait == 0, ==, found.verdict == PEAL_ROUTE_SEND);
      if (found.verdict == PEAL_ROUTE_WAIT)
        {
          g_assert_cmpint (found.at, >, NOW);
          g_assert_cmpint (found.at, <, question.not_after);
        }
      if (question.last_account_id != 0)
        g_assert_true (question.last_failure == PEAL_FAILURE_TRANSPORT || question.last_failure == PEAL_FAILURE_THROTTLED ||
                       question.last_failure == PEAL_FAILURE_ACCOUNT ||
                       (question.last_failure == PEAL_FAILURE_HANDSET &&
                        question.last_account_id == senders[found.sender].account_id));
    }
}

int
main (int    argc,
      char **argv)
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/route/decide", test_decide);
  g_test_add_func ("/route/promises", test_promises);
  return g_test_run ();
}
