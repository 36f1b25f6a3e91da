/* test-settler.c: what has no answer is asked about, and sent again only where the record proves that
 * it was not accepted: R-SEND-3.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include "engine-fixture.h"

#include "peal-answer.h"
#include "peal-settler.h"
#include "peal-test-util.h"
#include "peal-unknown.h"

#define BODY "Your order is ready"

static const PealFakeAnswer lost = { .outcome = PEAL_SEND_UNKNOWN, .failure = PEAL_FAILURE_UNKNOWN };

typedef struct
{
  const char *name;
  PealLookup lookup;
  gboolean list_exact;
  gint64 settle_after;       /* 0 = never */
  guint n_recorded;          /* what the provider has of it, from nobody we know */
  gboolean is_owned;         /* and one more that another message of ours has */
  int error_code;            /* -1 = it answers */
  gint64 age;
  PealMessageState state;
  gint64 look;               /* UNKNOWN: from now; PEAL_TIME_NEVER = a person */
} Row;

#define EXACT PEAL_LOOKUP_EXACT
#define LIST PEAL_LOOKUP_LIST
#define NONE PEAL_LOOKUP_NONE
#define QUEUED PEAL_STATE_QUEUED, 0
#define ADOPTED PEAL_STATE_ACCEPTED, 0
#define AGAIN(span) PEAL_STATE_UNKNOWN, (span)
#define PERSON PEAL_STATE_UNKNOWN, PEAL_TIME_NEVER

static const Row rows[] = {
  { "found", LIST, FALSE, 0, 1, FALSE, -1, 5 * PEAL_SECOND, ADOPTED },
  { "found, exact", EXACT, FALSE, 0, 1, FALSE, -1, 5 * PEAL_SECOND, ADOPTED },
  { "found beside an owned one", LIST, FALSE, 0, 1, TRUE, -1, 5 * PEAL_SECOND, ADOPTED },
  { "only an owned one, exact", EXACT, FALSE, 0, 0, TRUE, -1, 5 * PEAL_SECOND, QUEUED },
  { "only an owned one, inexact", LIST, FALSE, 0, 0, TRUE, -1, 5 * PEAL_SECOND, AGAIN (10 * PEAL_SECOND) },
  { "not found, exact provider", EXACT, FALSE, 0, 0, FALSE, -1, 5 * PEAL_SECOND, QUEUED },
  { "not found, exact account", LIST, TRUE, 0, 0, FALSE, -1, 5 * PEAL_SECOND, QUEUED },
  { "not found, inexact", LIST, FALSE, 0, 0, FALSE, -1, 5 * PEAL_SECOND, AGAIN (10 * PEAL_SECOND) },
  { "not found, inexact for an hour", LIST, FALSE, 0, 0, FALSE, -1, PEAL_HOUR, AGAIN (6 * PEAL_HOUR) },
  { "not found, inexact for three days", LIST, FALSE, 0, 0, FALSE, -1, 3 * PEAL_DAY, PERSON },
  { "not found before the span", LIST, FALSE, PEAL_HOUR, 0, FALSE, -1, 15 * PEAL_MINUTE, AGAIN (45 * PEAL_MINUTE) },
  { "not found after the span", LIST, FALSE, PEAL_HOUR, 0, FALSE, -1, PEAL_HOUR, QUEUED },
  { "two found", LIST, FALSE, 0, 2, FALSE, -1, 5 * PEAL_SECOND, PERSON },
  { "two found, exact", EXACT, FALSE, 0, 2, FALSE, -1, 5 * PEAL_SECOND, PERSON },
  { "cannot be asked", NONE, FALSE, 0, 1, FALSE, -1, 5 * PEAL_SECOND, PERSON },
  { "unreachable", EXACT, FALSE, 0, 1, FALSE, PEAL_GATEWAY_ERROR_UNREACHABLE, 5 * PEAL_SECOND, AGAIN (10 * PEAL_SECOND) },
  { "refused for three days", EXACT, FALSE, 0, 0, FALSE, PEAL_GATEWAY_ERROR_AUTH, 3 * PEAL_DAY, PERSON },
};

/* A message that was sent and has no answer. */
static gint64
lose (EngineFixture *fixture,
      const char    *theirs)
{
  gint64 id = engine_queue (fixture, theirs, BODY);

  peal_fake_account_set_answer (fixture->gateway, NULL, &lost);
  engine_begin (fixture, 1);
  engine_wait_for_state (fixture, id, PEAL_STATE_UNKNOWN);
  engine_stop (fixture, PEAL_SECOND);
  peal_fake_account_set_answer (fixture->gateway, NULL, NULL);
  return id;
}

/* The provider has it. */
static void
record (EngineFixture *fixture,
        const char    *remote_id,
        gint64         at)
{
  peal_fake_account_add (peal_fake_account_get_record (fixture->gateway), remote_id, OURS, THEIRS, BODY, at);
}

static void
look (EngineFixture *fixture,
      PealLookup     lookup)
{
  PealProvider provider = *peal_provider_find ("twilio");
  g_autoptr(PealSettler) settler = NULL;

  provider.lookup = lookup;
  settler = peal_settler_new (fixture->base.store, fixture->base.clock, PEAL_GATEWAY (fixture->gateway), &provider,
                              fixture->account);
  await_true (peal_settler_look (settler));
}

static void
send_the_rest (EngineFixture *fixture)
{
  peal_clock_advance (fixture->base.clock, PEAL_HOUR);
  engine_begin (fixture, 2);
  engine_wait_for_sql (fixture, "SELECT count (*) FROM message WHERE state IN (1, 2)", "0");
  engine_wait_for_rest (fixture);
}

static void
test_row (EngineFixture *fixture,
          gconstpointer  data)
{
  const Row *row = data;
  GPtrArray *all = peal_fake_account_get_record (fixture->gateway);
  gint64 owner = 0, id;

  if (row->is_owned)
    {
      owner = engine_queue (fixture, THEIRS, BODY);
      engine_begin (fixture, 1);
      engine_wait_for_state (fixture, owner, PEAL_STATE_ACCEPTED);
      engine_stop (fixture, PEAL_SECOND);
    }
  id = lose (fixture, THEIRS);
  for (guint i = 0; i < row->n_recorded; i++)
    record (fixture, NULL, NOON);
  peal_fake_account_add (all, NULL, OURS, ANOTHER, BODY, NOON);
  peal_fake_account_add (all, NULL, OURS, THEIRS, "Something else", NOON);

  fixture->account->list_exact = row->list_exact;
  fixture->account->settle_after = row->settle_after != 0 ? row->settle_after : PEAL_TIME_NEVER;
  peal_fake_account_set_error (fixture->gateway, row->error_code);
  peal_clock_set_now (fixture->base.clock, NOON + row->age);
  look (fixture, row->lookup);
  peal_fake_account_set_error (fixture->gateway, -1);

  engine_assert_state (fixture, id, row->state);
  if (row->state == PEAL_STATE_UNKNOWN)
    g_assert_cmpint (query_by_id (&fixture->base, "SELECT coalesce (look_at, 0) FROM message WHERE id = ?1", id), ==,
                     row->look == PEAL_TIME_NEVER ? 0 : NOON + row->age + row->look);

  /* Whatever it is now: only what was proved not to be accepted is sent again, and once. */
  send_the_rest (fixture);
  g_assert_cmpuint (peal_fake_account_count_sent (fixture->gateway, THEIRS), ==,
                    1 + (row->state == PEAL_STATE_QUEUED) + row->is_owned);
}

/* Two equal texts to one person are in doubt, and one arrived: in the end there are two, not three. */
static void
test_two_alike (EngineFixture *fixture,
                gconstpointer  data)
{
  guint n_recorded = GPOINTER_TO_UINT (data);

  lose (fixture, THEIRS);
  lose (fixture, THEIRS);
  for (guint i = 0; i < n_recorded; i++)
    record (fixture, NULL, NOON);
  fixture->account->list_exact = TRUE;
  peal_clock_advance (fixture->base.clock, 5 * PEAL_SECOND);
  look (fixture, PEAL_LOOKUP_LIST);
  send_the_rest (fixture);
  assert_sql (&fixture->base, "SELECT count (DISTINCT remote_id) FROM message WHERE state = 3", "2");
  g_assert_cmpuint (peal_fake_account_count_sent (fixture->gateway, NULL), ==, 2 + (2 - n_recorded));
}

/* Both arrived: the earlier one is the earlier one. */
static void
test_order (EngineFixture *fixture,
            gconstpointer  data)
{
  lose (fixture, THEIRS);
  peal_clock_advance (fixture->base.clock, PEAL_MINUTE);
  lose (fixture, THEIRS);
  record (fixture, "LATE", NOON + PEAL_MINUTE);
  record (fixture, "EARLY", NOON);
  peal_clock_advance (fixture->base.clock, 5 * PEAL_SECOND);
  look (fixture, PEAL_LOOKUP_LIST);
  assert_sql (&fixture->base, "SELECT group_concat (remote_id, ' ' ORDER BY id) FROM message", "EARLY LATE");
}

/* One of two arrived and the record may have gaps: nobody knows which, so at last a person decides, and
 * nothing is sent again. So it is where only one of the two is due to be looked up. */
static void
test_fewer (EngineFixture *fixture,
            gconstpointer  data)
{
  gboolean only_one_due = GPOINTER_TO_INT (data);
  gint64 first = lose (fixture, THEIRS), second = lose (fixture, THEIRS);

  record (fixture, NULL, NOON);
  if (only_one_due)
    await_true (peal_outbox_look_again (fixture->base.store, second, NOON + PEAL_HOUR, ""));
  peal_clock_advance (fixture->base.clock, 5 * PEAL_SECOND);
  look (fixture, PEAL_LOOKUP_LIST);
  engine_assert_state (fixture, first, PEAL_STATE_UNKNOWN);
  engine_assert_state (fixture, second, PEAL_STATE_UNKNOWN);
  assert_sql (&fixture->base, "SELECT count (*) FROM message WHERE look_at IS NULL", "0");

  peal_clock_set_now (fixture->base.clock, NOON + 3 * PEAL_DAY);
  look (fixture, PEAL_LOOKUP_LIST);
  assert_sql (&fixture->base, "SELECT count (*) FROM message WHERE state = 5 AND look_at IS NULL", "2");
  send_the_rest (fixture);
  g_assert_cmpuint (peal_fake_account_count_sent (fixture->gateway, NULL), ==, 2);
}

/* Of several that may have made what was found, it is the youngest whose time must be over. */
static void
test_youngest (EngineFixture *fixture,
               gconstpointer  data)
{
  fixture->account->settle_after = PEAL_HOUR;
  lose (fixture, THEIRS);
  peal_clock_advance (fixture->base.clock, 2 * PEAL_MINUTE);
  lose (fixture, THEIRS);
  record (fixture, NULL, NOON + PEAL_MINUTE);

  peal_clock_set_now (fixture->base.clock, NOON + PEAL_HOUR + PEAL_MINUTE);
  look (fixture, PEAL_LOOKUP_LIST);
  assert_sql (&fixture->base, "SELECT count (*) FROM message WHERE state = 5", "2");
  run_sql (&fixture->base, "UPDATE message SET look_at = 0");
  peal_clock_advance (fixture->base.clock, PEAL_MINUTE);
  look (fixture, PEAL_LOOKUP_LIST);
  assert_sql (&fixture->base, "SELECT group_concat (state, ' ' ORDER BY id) FROM message", "3 1");
}

/* Where the gateway knows our reference, what it found is this message's, whatever else is in doubt. */
static void
test_exact_alone (EngineFixture *fixture,
                  gconstpointer  data)
{
  gint64 first = lose (fixture, THEIRS), second = lose (fixture, THEIRS);

  record (fixture, NULL, NOON);
  await_true (peal_outbox_look_again (fixture->base.store, first, NOON + PEAL_HOUR, ""));
  peal_clock_advance (fixture->base.clock, 5 * PEAL_SECOND);
  look (fixture, PEAL_LOOKUP_EXACT);
  engine_assert_state (fixture, second, PEAL_STATE_ACCEPTED);
  engine_assert_state (fixture, first, PEAL_STATE_UNKNOWN);
}

/* What the record has may be that of an equal message whose answer is still to come: it is waited for,
 * and has its own in the end. */
static void
test_in_the_air (EngineFixture *fixture,
                 gconstpointer  data)
{
  static const PealFakeAnswer silent = { .outcome = PEAL_SEND_ACCEPTED, .remote_id = "AIR", .is_silent = TRUE };
  gint64 in_doubt = lose (fixture, THEIRS), in_the_air;

  peal_fake_account_set_answer (fixture->gateway, NULL, &silent);
  in_the_air = engine_queue (fixture, THEIRS, BODY);
  engine_begin (fixture, 1);
  engine_wait_for_sends (fixture, 2);
  record (fixture, "AIR", NOON);

  fixture->account->list_exact = TRUE;
  peal_clock_advance (fixture->base.clock, 5 * PEAL_SECOND);
  look (fixture, PEAL_LOOKUP_LIST);
  engine_assert_state (fixture, in_doubt, PEAL_STATE_UNKNOWN);
  g_assert_cmpint (query_by_id (&fixture->base, "SELECT look_at FROM message WHERE id = ?1", in_doubt), ==,
                   NOON + 20 * PEAL_SECOND);

  peal_fake_account_set_answer (fixture->gateway, NULL, NULL);
  peal_fake_account_release (fixture->gateway);
  engine_wait_for_state (fixture, in_the_air, PEAL_STATE_ACCEPTED);
  engine_stop (fixture, PEAL_SECOND);
  peal_clock_advance (fixture->base.clock, 15 * PEAL_SECOND);
  look (fixture, PEAL_LOOKUP_LIST);
  engine_assert_state (fixture, in_doubt, PEAL_STATE_QUEUED);
}

/* A person said that the other one was sent: then the record's may be that one's. If they said that it
 * was not, it is nobody's but this one's. */
static void
test_decided (EngineFixture *fixture,
              gconstpointer  data)
{
  PealDecision decision = GPOINTER_TO_INT (data);
  gint64 decided = lose (fixture, THEIRS), in_doubt = lose (fixture, THEIRS);

  await_true (peal_outbox_decide (fixture->base.store, decided, 1, decision, "test"));
  record (fixture, NULL, NOON);
  peal_clock_advance (fixture->base.clock, 5 * PEAL_SECOND);
  look (fixture, PEAL_LOOKUP_LIST);
  engine_assert_state (fixture, in_doubt, decision == PEAL_DECIDE_SENT ? PEAL_STATE_UNKNOWN : PEAL_STATE_ACCEPTED);
}

/* The clock was an hour fast when the message left, and has been set since. Soon after and long after,
 * what the gateway has is seen, though its time fits nothing: a person decides, and it is not sent again. */
static void
test_clock_set_back (EngineFixture *fixture,
                     gconstpointer  data)
{
  gint64 age = GPOINTER_TO_INT (data) * PEAL_SECOND;
  gint64 id = lose (fixture, THEIRS);

  record (fixture, NULL, NOON - PEAL_HOUR);
  peal_clock_set_now (fixture->base.clock, NOON - PEAL_HOUR + age);
  await_true (peal_outbox_look_again (fixture->base.store, id, NOON - PEAL_HOUR, "The clock was set"));
  fixture->account->list_exact = TRUE;
  look (fixture, PEAL_LOOKUP_LIST);
  engine_assert_state (fixture, id, PEAL_STATE_UNKNOWN);
  assert_sql (&fixture->base, "SELECT count (*) FROM message WHERE look_at IS NULL", "1");
  send_the_rest (fixture);
  g_assert_cmpuint (peal_fake_account_count_sent (fixture->gateway, NULL), ==, 1);
}

typedef struct
{
  const char *name;
  gint64 by;
  PealMessageState found;
  PealMessageState state;
} Late;

static const Late lates[] = {
  { "three minutes", 3 * PEAL_MINUTE, PEAL_STATE_SENT, PEAL_STATE_SENT },
  { "an hour", PEAL_HOUR, PEAL_STATE_DELIVERED, PEAL_STATE_DELIVERED },
  { "more", PEAL_HOUR + PEAL_SECOND, PEAL_STATE_DELIVERED, PEAL_STATE_UNKNOWN },
  { "failed", PEAL_HOUR, PEAL_STATE_UNDELIVERED, PEAL_STATE_UNKNOWN },
};

/* A clock was set while the gateway was asked, or it let the message lie: what it has is later than it can be. Where
 * that is the only one and within an hour, it is the message's; if not, or if it failed, a person decides. */
static void
test_late (EngineFixture *fixture,
           gconstpointer  data)
{
  const Late *late = data;
  gint64 id = lose (fixture, THEIRS);
  GPtrArray *all = peal_fake_account_get_record (fixture->gateway);
  PealRemoteMessage *remote = peal_fake_account_add (all, NULL, OURS, THEIRS, BODY, NOON + late->by);

  remote->state = late->found;
  fixture->account->list_exact = TRUE;
  peal_clock_advance (fixture->base.clock, 5 * PEAL_SECOND);
  look (fixture, PEAL_LOOKUP_LIST);
  engine_assert_state (fixture, id, late->state);
  assert_sql (&fixture->base, "SELECT count (*) FROM message WHERE state = 5 AND look_at IS NULL",
              late->state == PEAL_STATE_UNKNOWN ? "1" : "0");
  send_the_rest (fixture);
  g_assert_cmpuint (peal_fake_account_count_sent (fixture->gateway, NULL), ==, 1);
}

/* A list that shifts while it is read gives an entry twice: that is one message. */
static void
test_given_twice (EngineFixture *fixture,
                  gconstpointer  data)
{
  gint64 id = lose (fixture, THEIRS);

  record (fixture, "ONCE", NOON);
  record (fixture, "ONCE", NOON);
  peal_clock_advance (fixture->base.clock, 5 * PEAL_SECOND);
  look (fixture, PEAL_LOOKUP_LIST);
  engine_assert_state (fixture, id, PEAL_STATE_ACCEPTED);
}

/* A person decided first: nothing is asked. */
static void
test_person_first (EngineFixture *fixture,
                   gconstpointer  data)
{
  gint64 id = lose (fixture, THEIRS);

  peal_clock_advance (fixture->base.clock, 5 * PEAL_SECOND);
  await_true (peal_outbox_decide (fixture->base.store, id, 1, PEAL_DECIDE_SENT, "test"));
  look (fixture, PEAL_LOOKUP_EXACT);
  engine_assert_state (fixture, id, PEAL_STATE_SENT);
  g_assert_cmpuint (peal_fake_account_count_finds (fixture->gateway), ==, 0);
}

/* A record that says "failed" is adopted as that, and not sent again blindly. */
static void
test_found_failed (EngineFixture *fixture,
                   gconstpointer  data)
{
  gint64 id = lose (fixture, THEIRS);
  PealRemoteMessage *remote = peal_fake_account_add (peal_fake_account_get_record (fixture->gateway), NULL,
                                                     OURS, THEIRS, BODY, NOON);

  remote->state = PEAL_STATE_UNDELIVERED;
  remote->failure = PEAL_FAILURE_HANDSET;
  peal_clock_advance (fixture->base.clock, 5 * PEAL_SECOND);
  look (fixture, PEAL_LOOKUP_LIST);
  engine_assert_state (fixture, id, PEAL_STATE_UNDELIVERED);
}

int
main (int    argc,
      char **argv)
{
  g_test_init (&argc, &argv, NULL);
  dex_init ();
  for (guint i = 0; i < G_N_ELEMENTS (rows); i++)
    {
      g_autofree char *path = g_strconcat ("/settler/", rows[i].name, NULL);

      g_test_add (path, EngineFixture, &rows[i], engine_set_up, test_row, engine_tear_down);
    }
  for (guint i = 0; i <= 2; i++)
    {
      g_autofree char *path = g_strdup_printf ("/settler/two-alike/%u", i);

      g_test_add (path, EngineFixture, GUINT_TO_POINTER (i), engine_set_up, test_two_alike, engine_tear_down);
    }
  g_test_add ("/settler/order", EngineFixture, NULL, engine_set_up, test_order, engine_tear_down);
  g_test_add ("/settler/fewer", EngineFixture, GINT_TO_POINTER (FALSE), engine_set_up, test_fewer, engine_tear_down);
  g_test_add ("/settler/fewer/one-due", EngineFixture, GINT_TO_POINTER (TRUE), engine_set_up, test_fewer,
              engine_tear_down);
  g_test_add ("/settler/youngest", EngineFixture, NULL, engine_set_up, test_youngest, engine_tear_down);
  g_test_add ("/settler/exact-alone", EngineFixture, NULL, engine_set_up, test_exact_alone, engine_tear_down);
  g_test_add ("/settler/in-the-air", EngineFixture, NULL, engine_set_up, test_in_the_air, engine_tear_down);
  g_test_add ("/settler/decided/sent", EngineFixture, GINT_TO_POINTER (PEAL_DECIDE_SENT), engine_set_up, test_decided,
              engine_tear_down);
  g_test_add ("/settler/decided/not-sent", EngineFixture, GINT_TO_POINTER (PEAL_DECIDE_GIVE_UP), engine_set_up,
              test_decided, engine_tear_down);
  g_test_add ("/settler/clock-set-back/soon", EngineFixture, GINT_TO_POINTER (5), engine_set_up, test_clock_set_back,
              engine_tear_down);
  g_test_add ("/settler/clock-set-back/late", EngineFixture, GINT_TO_POINTER (3 * 60 * 60), engine_set_up,
              test_clock_set_back, engine_tear_down);
  for (guint i = 0; i < G_N_ELEMENTS (lates); i++)
    {
      g_autofree char *path = g_strconcat ("/settler/late/", lates[i].name, NULL);

      g_test_add (path, EngineFixture, &lates[i], engine_set_up, test_late, engine_tear_down);
    }
  g_test_add ("/settler/given-twice", EngineFixture, NULL, engine_set_up, test_given_twice, engine_tear_down);
  g_test_add ("/settler/person-first", EngineFixture, NULL, engine_set_up, test_person_first, engine_tear_down);
  g_test_add ("/settler/found-failed", EngineFixture, NULL, engine_set_up, test_found_failed, engine_tear_down);
  return g_test_run ();
}
