/* test-outbox-change.c: what a person does about messages that have not left, and its undo.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include "store-fixture.h"

#include "peal-accounts.h"
#include "peal-outbox-change.h"
#include "peal-outbox.h"

#define HOUR PEAL_HOUR

/* No time at all, and what assert_stands () makes of it. */
#define NEVER "9223372036854775807"
#define NEVER_HOURS "2561549104"

typedef struct
{
  Fixture base;
  gint64 account_id;
  PealGateDecision decision; /* what the gate says */
} ChangeFixture;

static void
gate_cb (const PealClaim *claim,
         gpointer         data,
         PealVerdict     *verdict)
{
  const ChangeFixture *fixture = data;

  verdict->decision = fixture->decision;
  if (fixture->decision == PEAL_GATE_HOLD)
    *verdict = (PealVerdict) { PEAL_GATE_HOLD, PEAL_HOLD_WINDOW, NOON + 20 * HOUR, g_strdup ("US-FL says no") };
  if (fixture->decision == PEAL_GATE_LEAVE_OUT)
    *verdict = (PealVerdict) { PEAL_GATE_LEAVE_OUT, PEAL_HOLD_OPTED_OUT, 0, NULL };
}

static void
set_up (ChangeFixture *fixture,
        gconstpointer  data)
{
  g_autoptr(PealAccount) account = peal_account_new ("twilio", "Main");
  g_autoptr(PealAccount) stored = NULL;

  fixture_set_up (&fixture->base, NULL);
  stored = await_boxed (peal_account_save (fixture->base.store, account, "test"));
  fixture->account_id = stored->id;
  peal_outbox_set_gate (fixture->base.store, gate_cb, fixture, NULL);
  run_sql (&fixture->base, "INSERT INTO campaign (id, name, body, kind, state, created_at) VALUES (7, 'C', '', 3, 1, 0)");
}

static void
tear_down (ChangeFixture *fixture,
           gconstpointer  data)
{
  fixture_tear_down (&fixture->base, NULL);
}

/* Puts @n messages into the outbox, due at @not_before. */
static GArray *
enqueue (ChangeFixture *fixture,
         guint          n,
         gint64         not_before)
{
  g_autoptr(GPtrArray) messages = g_ptr_array_new_with_free_func ((GDestroyNotify) peal_queued_free);

  for (guint i = 0; i < n; i++)
    {
      g_autofree char *theirs = g_strdup_printf ("+1500555%04u", i);
      PealQueued *queued = peal_queued_new ("+15550001111", theirs, "Hello");

      queued->account_id = fixture->account_id;
      queued->segments = 1;
      queued->not_before = not_before;
      g_ptr_array_add (messages, queued);
    }
  return await_boxed (peal_outbox_enqueue (fixture->base.store, messages, "test"));
}

static gint64
enqueue_one (ChangeFixture *fixture,
             gint64         not_before)
{
  g_autoptr(GArray) ids = enqueue (fixture, 1, not_before);

  return g_array_index (ids, gint64, 0);
}

static void
set_message (ChangeFixture *fixture,
             gint64         id,
             const char    *set)
{
  g_autofree char *which = g_strdup_printf (" WHERE id = %" G_GINT64_FORMAT, id);
  g_autofree char *sql = g_strconcat ("UPDATE message SET ", set, which, NULL);

  run_sql (&fixture->base, sql);
}

/* "state/reason/hours from noon" */
static void
assert_stands (ChangeFixture *fixture,
               gint64         id,
               const char    *expected)
{
  g_autofree char *which = g_strdup_printf (" WHERE id = %" G_GINT64_FORMAT, id);
  g_autofree char *sql = g_strconcat ("SELECT state || '/' || reason || '/' ||"
                                      " ((not_before - 1795262400000000) / 3600000000) FROM message", which, NULL);

  assert_sql (&fixture->base, sql, expected);
}

static PealActReport *
act (ChangeFixture *fixture,
     PealActKind    kind,
     gint64         time,
     GArray        *ids)
{
  return await_boxed (peal_outbox_act (fixture->base.store, kind, time, ids, "anna"));
}

static PealActReport *
act_on_one (ChangeFixture *fixture,
            PealActKind    kind,
            gint64         time,
            gint64         id)
{
  g_autoptr(GArray) ids = g_array_new (FALSE, FALSE, sizeof (gint64));

  g_array_append_val (ids, id);
  return act (fixture, kind, time, ids);
}

static gint64
undo (ChangeFixture *fixture,
      PealActReport *report)
{
  return await_int (peal_outbox_undo (fixture->base.store, report, "anna"));
}

/* Each line: a message, an act on it, what became of it, and how it stands after the undo. */
static void
test_acts (ChangeFixture *fixture,
           gconstpointer  data)
{
  static const struct
  {
    const char *set;          /* NULL: due in three hours, as it was queued */
    PealActKind kind;
    int hours;                /* to where it is rescheduled */
    PealGateDecision gate;
    PealHoldReason refused;   /* NONE: done to it */
    const char *after;
    const char *undone;
  } rows[] = {
    { NULL, PEAL_ACT_CANCEL, 0, PEAL_GATE_GO, 0, "10/1/3", "1/1/3" },
    { "reason = 2", PEAL_ACT_CANCEL, 0, PEAL_GATE_GO, 0, "10/2/3", "1/2/3" },
    { "reason = 8, campaign_id = 7", PEAL_ACT_CANCEL, 0, PEAL_GATE_GO, 0, "10/8/3", "1/1/3" }, /* it goes on */
    { "reason = 12, not_before = " NEVER, PEAL_ACT_CANCEL, 0, PEAL_GATE_GO, 0, "10/12/" NEVER_HOURS, "1/12/" NEVER_HOURS },
    { "reason = 8, campaign_id = 7, not_before = " NEVER, PEAL_ACT_CANCEL, 0, PEAL_GATE_GO, 0, "10/8/" NEVER_HOURS, "1/0/0" },
    { "reason = 8, campaign_id = 9, not_before = " NEVER, PEAL_ACT_CANCEL, 0, PEAL_GATE_GO, 0, "10/8/" NEVER_HOURS,
      "1/8/" NEVER_HOURS },
    { NULL, PEAL_ACT_RESCHEDULE, 5, PEAL_GATE_GO, 0, "1/1/5", "1/1/3" },
    { "reason = 2", PEAL_ACT_RESCHEDULE, 1, PEAL_GATE_GO, 0, "1/1/1", "1/2/3" },
    { "reason = 8, campaign_id = 7", PEAL_ACT_RESCHEDULE, 5, PEAL_GATE_GO, 0, "1/8/5", "1/8/3" },
    { "reason = 8, campaign_id = 7, not_before = " NEVER, PEAL_ACT_RESCHEDULE, 5, PEAL_GATE_GO, 0, "1/8/5",
      "1/8/" NEVER_HOURS },
    { NULL, PEAL_ACT_RESCHEDULE, -2, PEAL_GATE_GO, 0, "1/0/0", "1/1/3" },  /* the past is now */
    { "not_after = 1795262400000000 + 4 * 3600000000", PEAL_ACT_RESCHEDULE, 4, PEAL_GATE_GO, PEAL_HOLD_EXPIRED, "1/1/3" },
    { "not_after = 1795262400000001 + 4 * 3600000000", PEAL_ACT_RESCHEDULE, 4, PEAL_GATE_GO, 0, "1/1/4", "1/1/3" },
    { "reason = 3, attempts = 1", PEAL_ACT_RESCHEDULE, 2, PEAL_GATE_GO, PEAL_HOLD_RETRY, "1/3/3" },
    { "reason = 3, attempts = 1", PEAL_ACT_RESCHEDULE, 4, PEAL_GATE_GO, 0, "1/1/4", "1/3/3" },
    { NULL, PEAL_ACT_SEND_NOW, 0, PEAL_GATE_GO, 0, "1/0/0", "1/1/3" },
    { "reason = 4", PEAL_ACT_SEND_NOW, 0, PEAL_GATE_GO, 0, "1/0/0", "1/4/3" },
    { NULL, PEAL_ACT_SEND_NOW, 0, PEAL_GATE_HOLD, PEAL_HOLD_WINDOW, "1/1/3" },
    { NULL, PEAL_ACT_SEND_NOW, 0, PEAL_GATE_LEAVE_OUT, PEAL_HOLD_OPTED_OUT, "1/1/3" },
    { "reason = 3, attempts = 1", PEAL_ACT_SEND_NOW, 0, PEAL_GATE_GO, PEAL_HOLD_RETRY, "1/3/3" },
    { "reason = 8, campaign_id = 7", PEAL_ACT_SEND_NOW, 0, PEAL_GATE_GO, PEAL_HOLD_PAUSED, "1/8/3" },
    { "reason = 12", PEAL_ACT_SEND_NOW, 0, PEAL_GATE_GO, PEAL_HOLD_NO_ROUTE, "1/12/3" },
    { "reason = 10", PEAL_ACT_SEND_NOW, 0, PEAL_GATE_GO, PEAL_HOLD_ASK, "1/10/3" },
    { "reason = 10", PEAL_ACT_RESCHEDULE, 5, PEAL_GATE_GO, PEAL_HOLD_ASK, "1/10/3" },
    { "reason = 10, not_before = 1795262400000000", PEAL_ACT_CANCEL, 0, PEAL_GATE_GO, 0, "10/10/0", "1/10/0" },
    { "not_after = 1795262400000000", PEAL_ACT_SEND_NOW, 0, PEAL_GATE_GO, PEAL_HOLD_EXPIRED, "1/1/3" },
  };

  run_sql (&fixture->base, "INSERT INTO campaign (id, name, body, kind, state, created_at) VALUES (9, 'P', '', 3, 2, 0)");
  for (gsize i = 0; i < G_N_ELEMENTS (rows); i++)
    {
      gint64 id = enqueue_one (fixture, NOON + 3 * HOUR);
      g_autoptr(PealActReport) report = NULL;

      g_test_message ("row %" G_GSIZE_FORMAT, i);
      if (rows[i].set != NULL)
        set_message (fixture, id, rows[i].set);
      fixture->decision = rows[i].gate;
      report = act_on_one (fixture, rows[i].kind, NOON + rows[i].hours * HOUR, id);
      g_assert_cmpuint (report->moved->len, ==, rows[i].refused == PEAL_HOLD_NONE);
      g_assert_cmpuint (report->n_refused, ==, rows[i].refused != PEAL_HOLD_NONE);
      g_assert_cmpint (report->reason, ==, rows[i].refused);
      g_assert_cmpuint (report->n_gone, ==, 0);
      assert_stands (fixture, id, rows[i].after);
      if (rows[i].undone == NULL)
        continue;
      g_assert_cmpint (undo (fixture, report), ==, 1);
      assert_stands (fixture, id, rows[i].undone);
      g_assert_cmpint (undo (fixture, report), ==, 0); /* once */
    }
}

/* A time that a person chose is a promise, as if it had been written for it. */
static void
test_promise (ChangeFixture *fixture,
              gconstpointer  data)
{
  g_autoptr(PealActReport) report = act_on_one (fixture, PEAL_ACT_RESCHEDULE, NOON + HOUR, enqueue_one (fixture, NOON));

  g_assert_cmpuint (report->moved->len, ==, 1);
  assert_sql (&fixture->base, "SELECT missed_policy || '/' || (missed_grace / 3600000000) FROM message", "2/4");
}

/* The person hears the rule. */
static void
test_why_not (ChangeFixture *fixture,
              gconstpointer  data)
{
  gint64 id = enqueue_one (fixture, NOON + 3 * HOUR);
  g_autoptr(PealActReport) report = NULL;

  fixture->decision = PEAL_GATE_HOLD;
  report = act_on_one (fixture, PEAL_ACT_SEND_NOW, 0, id);
  g_assert_cmpint (report->until, ==, NOON + 20 * HOUR);
  g_assert_cmpint (report->refused_id, ==, id);
  g_assert_cmpstr (report->explanation, ==, "US-FL says no");
}

/* What is in the air, sent or called off is nobody's any more; an account that is off sends nothing. */
static void
test_gone (ChangeFixture *fixture,
           gconstpointer  data)
{
  static const int states[] = { PEAL_STATE_SUBMITTING, PEAL_STATE_SENT, PEAL_STATE_UNKNOWN, PEAL_STATE_CANCELLED };
  g_autoptr(PealActReport) off = NULL;
  gint64 id;

  for (gsize i = 0; i < G_N_ELEMENTS (states); i++)
    for (PealActKind kind = PEAL_ACT_CANCEL; kind <= PEAL_ACT_SEND_NOW; kind++)
      {
        g_autofree char *set = g_strdup_printf ("state = %d", states[i]);
        g_autofree char *after = g_strdup_printf ("%d/1/3", states[i]);
        g_autoptr(PealActReport) report = NULL;

        id = enqueue_one (fixture, NOON + 3 * HOUR);
        set_message (fixture, id, set);
        report = act_on_one (fixture, kind, NOON + 5 * HOUR, id);
        g_assert_cmpuint (report->n_gone, ==, 1);
        g_assert_cmpuint (report->moved->len, ==, 0);
        assert_stands (fixture, id, after);
      }
  run_sql (&fixture->base, "UPDATE account SET enabled = 0");
  off = act_on_one (fixture, PEAL_ACT_SEND_NOW, 0, enqueue_one (fixture, NOON + 3 * HOUR));
  g_assert_cmpint (off->reason, ==, PEAL_HOLD_ACCOUNT);
}

/* Only what was named: what lies between stays, also where it is named in any order and twice. */
static void
test_gaps (ChangeFixture *fixture,
           gconstpointer  data)
{
  static const guint named[] = { 6, 0, 2, 3, 5, 3 };
  g_autoptr(GArray) ids = enqueue (fixture, 8, NOON + 3 * HOUR);
  g_autoptr(GArray) some = g_array_new (FALSE, FALSE, sizeof (gint64));
  g_autoptr(PealActReport) report = NULL;

  for (gsize i = 0; i < G_N_ELEMENTS (named); i++)
    g_array_append_val (some, g_array_index (ids, gint64, named[i]));
  report = act (fixture, PEAL_ACT_CANCEL, 0, some);
  g_assert_cmpuint (report->moved->len, ==, 5);
  assert_sql (&fixture->base, "SELECT group_concat (state ORDER BY id) FROM message", "10,1,10,10,1,10,10,1");
  g_assert_cmpint (undo (fixture, report), ==, 5);
  assert_sql (&fixture->base, "SELECT count (*) FROM message WHERE state = 1", "8");
}

/* R-DATA-3: what has left, or was changed by somebody else, stays as it is. */
static void
test_partial_undo (ChangeFixture *fixture,
                   gconstpointer  data)
{
  static const struct
  {
    PealActKind kind;
    const char *meanwhile;
    gboolean undone;
  } rows[] = {
    { PEAL_ACT_CANCEL, "settled_at = settled_at + 1", FALSE },        /* called off a second time */
    { PEAL_ACT_CANCEL, "state = 1", FALSE },
    { PEAL_ACT_CANCEL, "campaign_id = 8", FALSE },                    /* and then the campaign was */
    { PEAL_ACT_RESCHEDULE, "not_before = not_before + 1", FALSE },
    { PEAL_ACT_RESCHEDULE, "attempts = 1", FALSE },
    { PEAL_ACT_RESCHEDULE, "state = 2", FALSE },
    { PEAL_ACT_RESCHEDULE, "reason = 10", FALSE },                    /* and a person is asked about it */
    { PEAL_ACT_SEND_NOW, "state = 4", FALSE },
    { PEAL_ACT_SEND_NOW, "reason = 1, not_before = not_before + 9", FALSE }, /* somebody's other time */
    { PEAL_ACT_SEND_NOW, "reason = 12, held_at = 5, not_before = " NEVER, TRUE }, /* only the claim's; and so: */
    { PEAL_ACT_SEND_NOW, "reason = 2, held_at = 5, not_before = not_before + 9", TRUE },  /* only the gate's */
  };

  run_sql (&fixture->base, "INSERT INTO campaign (id, name, body, kind, state, created_at) VALUES (8, 'D', '', 3, 4, 0)");
  for (gsize i = 0; i < G_N_ELEMENTS (rows); i++)
    {
      g_autoptr(GArray) ids = enqueue (fixture, 3, NOON + 3 * HOUR);
      g_autoptr(PealActReport) report = act (fixture, rows[i].kind, NOON + 5 * HOUR, ids);

      g_test_message ("row %" G_GSIZE_FORMAT, i);
      g_assert_cmpuint (report->moved->len, ==, 3);
      set_message (fixture, g_array_index (ids, gint64, 1), rows[i].meanwhile);
      g_assert_cmpint (undo (fixture, report), ==, rows[i].undone ? 3 : 2);
    }
}

/* A cancelled message of a campaign that was paused since waits with it. */
static void
test_undo_into_pause (ChangeFixture *fixture,
                      gconstpointer  data)
{
  gint64 id = enqueue_one (fixture, NOON);
  g_autoptr(PealActReport) report = NULL;

  set_message (fixture, id, "campaign_id = 7");
  report = act_on_one (fixture, PEAL_ACT_CANCEL, 0, id);
  run_sql (&fixture->base, "UPDATE campaign SET state = 2 WHERE id = 7");
  g_assert_cmpint (undo (fixture, report), ==, 1);
  assert_stands (fixture, id, "1/8/0");
}

/* R-SEND-6: more than one piece, told as a whole, and every message in it. */
static void
test_many (ChangeFixture *fixture,
           gconstpointer  data)
{
  g_autoptr(GArray) ids = enqueue (fixture, 5500, NOON + 3 * HOUR);
  g_autoptr(PealActReport) report = NULL;

  run_sql (&fixture->base, "UPDATE message SET state = 4 WHERE id = 3");
  report = act (fixture, PEAL_ACT_CANCEL, 0, ids);
  g_assert_cmpuint (report->moved->len, ==, 5499);
  g_assert_cmpuint (report->n_gone, ==, 1);
  assert_sql (&fixture->base, "SELECT count(*) FROM message WHERE state = 10", "5499");
  assert_sql (&fixture->base, "SELECT count(*) FROM ledger WHERE event = 'message.cancelled'", "0");
  assert_sql (&fixture->base, "SELECT group_concat (payload ->> '$.ids', '|') FROM ledger WHERE event = 'messages.cancelled'",
              "1-2,4-5000|5001-5500");
  assert_sql (&fixture->base, "SELECT sum (payload ->> '$.messages') FROM ledger WHERE event = 'messages.cancelled'", "5499");
  g_assert_cmpint (undo (fixture, report), ==, 5499);
  assert_sql (&fixture->base, "SELECT count(*) FROM message WHERE state = 1 AND reason = 1", "5499");
}

static void
fill_disk_at_5100 (ChangeFixture *fixture)
{
  run_sql (&fixture->base, "CREATE TABLE ballast (load BLOB);"
                           "CREATE TRIGGER heavy AFTER UPDATE ON message WHEN NEW.id = 5100"
                           " BEGIN INSERT INTO ballast VALUES (zeroblob (10000000)); END");
  fixture_leave_room (&fixture->base, 1000);
}

/* The disk is full in the second piece: what was done in the first is known, and can be undone. */
static void
test_full_disk (ChangeFixture *fixture,
                gconstpointer  data)
{
  g_autoptr(GArray) ids = enqueue (fixture, 5500, NOON + 3 * HOUR);
  g_autoptr(PealActReport) report = NULL;

  fill_disk_at_5100 (fixture);
  report = act (fixture, PEAL_ACT_CANCEL, 0, ids);
  g_assert_error (report->error, PEAL_STORE_ERROR, PEAL_STORE_ERROR_FULL);
  g_assert_cmpuint (report->moved->len, ==, 5000);
  assert_sql (&fixture->base, "SELECT count(*) FROM message WHERE state = 10", "5000");
  g_assert_cmpint (undo (fixture, report), ==, 5000);
  assert_sql (&fixture->base, "SELECT count(*) FROM message WHERE state = 1 AND reason = 1", "5500");

  /* nothing was done, and nothing is told but why */
  g_array_remove_range (ids, 0, 5000);
  await_error (peal_outbox_act (fixture->base.store, PEAL_ACT_CANCEL, 0, ids, "anna"), PEAL_STORE_ERROR_FULL);
}

/* An undo that is not done to its end says so, and the rest of it can be asked for again. */
static void
test_full_disk_undo (ChangeFixture *fixture,
                     gconstpointer  data)
{
  g_autoptr(GArray) ids = enqueue (fixture, 5500, NOON + 3 * HOUR);
  g_autoptr(PealActReport) report = act (fixture, PEAL_ACT_CANCEL, 0, ids);

  fill_disk_at_5100 (fixture);
  await_error (peal_outbox_undo (fixture->base.store, report, "anna"), PEAL_STORE_ERROR_FULL);
  assert_sql (&fixture->base, "SELECT count(*) FROM message WHERE state = 10", "500");
  fixture_leave_room (&fixture->base, 1000000);
  g_assert_cmpint (undo (fixture, report), ==, 500);
  assert_sql (&fixture->base, "SELECT count(*) FROM message WHERE state = 10", "0");
}

static void
test_edit (ChangeFixture *fixture,
           gconstpointer  data)
{
  gint64 first = enqueue_one (fixture, NOON + 3 * HOUR), second = enqueue_one (fixture, NOON + 3 * HOUR);
  g_autoptr(GPtrArray) edits = g_ptr_array_new_with_free_func ((GDestroyNotify) peal_edit_free);
  g_autoptr(PealActReport) report = NULL;

  g_ptr_array_add (edits, peal_edit_new (first, "Good day", 2, "Hello"));
  g_ptr_array_add (edits, peal_edit_new (second, "Good day", 2, "What nobody saw"));
  report = await_boxed (peal_outbox_edit (fixture->base.store, edits, "anna"));
  g_assert_cmpuint (report->moved->len, ==, 1);
  g_assert_cmpuint (report->n_gone, ==, 1);
  assert_sql (&fixture->base, "SELECT group_concat (body || segments) FROM message", "Good day2,Hello1");
  /* sha256 of "Hello"; and no text */
  assert_sql (&fixture->base, "SELECT payload ->> '$.before' FROM ledger WHERE event = 'message.edited'",
              "185f8db32271fe25f561a6fc938b2e264306ec304eda518007d1764826381969");
  assert_sql (&fixture->base, "SELECT count(*) FROM ledger WHERE payload LIKE '%Good day%'", "0");
  g_assert_cmpint (undo (fixture, report), ==, 1);
  assert_sql (&fixture->base, "SELECT group_concat (body || segments) FROM message", "Hello1,Hello1");
  g_assert_cmpint (undo (fixture, report), ==, 0);
}

static void
test_edit_too_late (ChangeFixture *fixture,
                    gconstpointer  data)
{
  gint64 id = enqueue_one (fixture, NOON + 3 * HOUR);
  g_autoptr(GPtrArray) edits = g_ptr_array_new_with_free_func ((GDestroyNotify) peal_edit_free);
  g_autoptr(PealActReport) report = NULL;

  set_message (fixture, id, "state = 2");
  g_ptr_array_add (edits, peal_edit_new (id, "Good day", 2, "Hello"));
  report = await_boxed (peal_outbox_edit (fixture->base.store, edits, "anna"));
  g_assert_cmpuint (report->n_gone, ==, 1);
  assert_sql (&fixture->base, "SELECT body FROM message", "Hello");
}

static DexFuture *
send_again (ChangeFixture *fixture,
            gint64         failed)
{
  g_autoptr(GPtrArray) messages = g_ptr_array_new_with_free_func ((GDestroyNotify) peal_queued_free);
  PealQueued *queued = peal_queued_new ("+15550001111", "+15005550000", "Hello");

  queued->account_id = fixture->account_id;
  queued->again_of = failed;
  g_ptr_array_add (messages, queued);
  return peal_outbox_enqueue (fixture->base.store, messages, "anna");
}

static gint64
send_again_once (ChangeFixture *fixture,
                 gint64         failed)
{
  g_autoptr(GArray) ids = await_boxed (send_again (fixture, failed));

  return g_array_index (ids, gint64, 0);
}

/* R-SEND-1: a failed message is sent again by one other, whatever is taken back and undone. */
static void
test_send_again (ChangeFixture *fixture,
                 gconstpointer  data)
{
  gint64 failed = enqueue_one (fixture, NOON), first;
  g_autoptr(PealActReport) back = NULL;
  g_autoptr(PealActReport) once_more = NULL;

  await_error (send_again (fixture, failed), PEAL_STORE_ERROR_CONFLICT); /* it has not failed */
  set_message (fixture, failed, "state = 8");
  first = send_again_once (fixture, failed);
  await_error (send_again (fixture, failed), PEAL_STORE_ERROR_CONFLICT);

  back = act_on_one (fixture, PEAL_ACT_CANCEL, 0, first);
  g_assert_cmpint (undo (fixture, back), ==, 1);
  await_error (send_again (fixture, failed), PEAL_STORE_ERROR_CONFLICT);

  once_more = act_on_one (fixture, PEAL_ACT_CANCEL, 0, first);
  send_again_once (fixture, failed);
  g_assert_cmpint (undo (fixture, once_more), ==, 0); /* else there were two */
  assert_sql (&fixture->base, "SELECT count(*) FROM message WHERE state = 1", "1");
}

#define ADD(name, func) g_test_add ("/outbox-change/" name, ChangeFixture, NULL, set_up, func, tear_down)

int
main (int   argc,
      char *argv[])
{
  dex_init ();
  g_test_init (&argc, &argv, NULL);
  ADD ("acts", test_acts);
  ADD ("promise", test_promise);
  ADD ("why-not", test_why_not);
  ADD ("gone", test_gone);
  ADD ("gaps", test_gaps);
  ADD ("partial-undo", test_partial_undo);
  ADD ("undo-into-pause", test_undo_into_pause);
  ADD ("many", test_many);
  ADD ("full-disk", test_full_disk);
  ADD ("full-disk-undo", test_full_disk_undo);
  ADD ("edit", test_edit);
  ADD ("edit-too-late", test_edit_too_late);
  ADD ("send-again", test_send_again);
  return g_test_run ();
}
