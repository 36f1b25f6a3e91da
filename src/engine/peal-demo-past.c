/* peal-demo-past.c: conversations of the last two weeks, played through the store at their times.
 *
 * Every message goes the way of a real one (queued, judged by the gate, claimed,
 * settled, a receipt), so that what the demo shows is what the store makes of it
 * and `pealctl verify` finds nothing.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#define G_LOG_DOMAIN "peal-engine"

#include "peal-demo-private.h"

#include "peal-contacts.h"
#include "peal-fiber.h"
#include "peal-gate.h"
#include "peal-inbound.h"
#include "peal-outbox.h"
#include "peal-receipts.h"
#include "peal-segments.h"
#include "peal-talk.h"

/* From the request to the receipt. */
#define ANSWER_AFTER (PEAL_SECOND / 3)
#define RECEIPT_AFTER (6 * PEAL_SECOND)

/* Columns of conversations.csv. */
enum
{
  COLUMN_DAYS_AGO,
  COLUMN_TIME,
  COLUMN_NUMBER,
  COLUMN_FROM,
  COLUMN_STATE,
  COLUMN_TEXT,
};

typedef struct
{
  PealEngine *past;
  gint64 account_id;
  char *ours;
  gint64 now;
  guint n; /* messages so far, for their ids */
} Replay;

static void
replay_free (gpointer data)
{
  Replay *replay = data;

  g_clear_object (&replay->past);
  g_free (replay->ours);
  g_free (replay);
}

static gint64
read_time (const Replay        *replay,
           const PealCsvRecord *record)
{
  g_autofree char *days_ago = peal_demo_dup_field (record, COLUMN_DAYS_AGO);
  g_autofree char *time = peal_demo_dup_field (record, COLUMN_TIME);
  g_auto(GStrv) parts = g_strsplit (time, ":", 2);
  gint64 midnight = replay->now - replay->now % PEAL_DAY;

  g_assert (g_strv_length (parts) == 2);

  return midnight - g_ascii_strtoll (days_ago, NULL, 10) * PEAL_DAY
         + g_ascii_strtoll (parts[0], NULL, 10) * PEAL_HOUR + g_ascii_strtoll (parts[1], NULL, 10) * PEAL_MINUTE;
}

static guint
count_segments (const char *text)
{
  g_autoptr(PealSegments) segments = peal_segments_new (text, PEAL_SEGMENTS_DEFAULT);

  return segments->n_segments;
}

static gboolean
find_contact (Replay     *replay,
              const char *number,
              gint64     *contact_id,
              GError    **error)
{
  PealStore *store = peal_engine_get_store (replay->past);
  g_autoptr(GPtrArray) rows = dex_await_boxed (peal_contacts_find_by_number (store, number), error);

  if (rows == NULL)
    return FALSE;
  *contact_id = rows->len > 0 ? ((PealContactRow *) g_ptr_array_index (rows, 0))->id : 0;
  return TRUE;
}

static PealClaimed *
queue_and_claim (Replay     *replay,
                 const char *theirs,
                 const char *text,
                 GError    **error)
{
  PealStore *store = peal_engine_get_store (replay->past);
  g_autoptr(GPtrArray) queue = g_ptr_array_new_with_free_func ((GDestroyNotify) peal_queued_free);
  g_autoptr(GArray) ids = NULL;
  PealQueued *queued = peal_queued_new (replay->ours, theirs, text);

  g_ptr_array_add (queue, queued);
  queued->account_id = replay->account_id;
  queued->segments = count_segments (text);
  if (!find_contact (replay, theirs, &queued->contact_id, error))
    return NULL;
  ids = dex_await_boxed (peal_outbox_enqueue (store, queue, "person"), error);
  if (ids == NULL)
    return NULL;
  return dex_await_boxed (peal_outbox_next (store, replay->account_id, NULL), error);
}

static gboolean
send (Replay           *replay,
      const char       *theirs,
      const char       *text,
      PealMessageState  end,
      GError          **error)
{
  PealStore *store = peal_engine_get_store (replay->past);
  PealClock *clock = peal_engine_get_clock (replay->past);
  g_autoptr(PealClaimed) claimed = queue_and_claim (replay, theirs, text, error);
  g_autoptr(GPtrArray) receipts = g_ptr_array_new_with_free_func ((GDestroyNotify) peal_receipt_free);
  g_autofree char *remote_id = g_strdup_printf ("SMdemo%026u", ++replay->n);
  PealSettlement *settlement;
  PealReceipt *receipt;

  if (claimed == NULL)
    return FALSE;
  peal_clock_advance (clock, ANSWER_AFTER);
  settlement = peal_settlement_new (claimed->message_id, claimed->attempt, PEAL_ATTEMPT_ACCEPTED, PEAL_STATE_ACCEPTED);
  g_set_str (&settlement->remote_id, remote_id);
  if (!dex_await (peal_outbox_settle (store, settlement), error))
    return FALSE;

  peal_clock_advance (clock, RECEIPT_AFTER);
  receipt = peal_receipt_new (remote_id, end);
  g_ptr_array_add (receipts, receipt);
  if (end == PEAL_STATE_UNDELIVERED)
    {
      receipt->failure = PEAL_FAILURE_HANDSET;
      g_set_str (&receipt->provider_code, "30003");
    }
  return dex_await (peal_outbox_apply_receipts (store, replay->account_id, receipts), error);
}

static gboolean
receive (Replay     *replay,
         const char *theirs,
         const char *text,
         GError    **error)
{
  g_autoptr(GPtrArray) messages = g_ptr_array_new_with_free_func ((GDestroyNotify) peal_inbound_free);
  g_autofree char *remote_id = g_strdup_printf ("SMdemo%026u", ++replay->n);
  PealInbound *inbound = peal_inbound_new (remote_id, theirs, replay->ours, text,
                                           peal_clock_get_now (peal_engine_get_clock (replay->past)));

  inbound->segments = count_segments (text);
  g_ptr_array_add (messages, inbound);
  return dex_await (peal_talk_record_inbound (peal_engine_get_store (replay->past), replay->account_id, messages, NULL),
                    error);
}

static gboolean
play (Replay              *replay,
      const PealCsvRecord *record,
      GError             **error)
{
  g_autofree char *theirs = peal_demo_dup_field (record, COLUMN_NUMBER);
  g_autofree char *from = peal_demo_dup_field (record, COLUMN_FROM);
  g_autofree char *word = peal_demo_dup_field (record, COLUMN_STATE);
  g_autofree char *text = peal_demo_dup_field (record, COLUMN_TEXT);
  PealMessageState state = PEAL_STATE_DELIVERED;

  peal_clock_set_now (peal_engine_get_clock (replay->past), read_time (replay, record));
  if (g_str_equal (from, "them"))
    return receive (replay, theirs, text, error);
  peal_message_state_from_string (word, &state);
  return send (replay, theirs, text, state, error);
}

/* Everything but the newest has been read. */
static gboolean
mark_read (Replay  *replay,
           GError **error)
{
  PealStore *store = peal_engine_get_store (replay->past);
  g_autoptr(GArray) ids = dex_await_boxed (peal_talk_snapshot (store, &(PealTalkFilter) { PEAL_TALK_UNREAD }), error);

  if (ids == NULL)
    return FALSE;
  for (guint i = 2; i < ids->len; i++)
    if (!dex_await (peal_talk_mark_read (store, g_array_index (ids, gint64, i), TRUE), error))
      return FALSE;
  return TRUE;
}

static DexFuture *
replay_fiber (gpointer      data,
              GCancellable *cancellable)
{
  static const PealGateRules rules = { 0 };
  Replay *replay = data;
  g_autoptr(GError) error = NULL;
  g_autoptr(PealCsvReader) table = peal_demo_open_table ("conversations.csv");
  PealCsvRecord record;

  peal_outbox_set_gate (peal_engine_get_store (replay->past), peal_gate_judge, (gpointer) &rules, NULL);
  while (peal_csv_reader_next (table, &record))
    if (!play (replay, &record, &error))
      return dex_future_new_for_error (g_steal_pointer (&error));
  if (!mark_read (replay, &error))
    return dex_future_new_for_error (g_steal_pointer (&error));
  return dex_future_new_true ();
}

DexFuture *
peal_demo_replay (PealEngine *past,
                  gint64      account_id,
                  const char *ours,
                  gint64      now)
{
  Replay *replay = g_new0 (Replay, 1);

  replay->past = g_object_ref (past);
  replay->account_id = account_id;
  replay->ours = g_strdup (ours);
  replay->now = now;
  return peal_fiber_spawn (replay_fiber, replay, replay_free);
}
