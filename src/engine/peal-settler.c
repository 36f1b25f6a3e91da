/* peal-settler.c: finds out what became of messages without an answer.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#define G_LOG_DOMAIN "peal-engine"

#include "peal-settler.h"

#include "peal-answer.h"
#include "peal-fiber.h"
#include "peal-outbox.h"
#include "peal-receipts.h"
#include "peal-unknown.h"

/* Clocks of ours and theirs may differ by this much. */
#define CLOCK_SLACK (2 * PEAL_MINUTE)

#define BATCH 200

struct _PealSettler
{
  PealStore *store;
  PealClock *clock;
  PealGateway *gateway;
  PealLookup lookup;
  PealAccount *account;
};

/* One round: the rows that are due. */
typedef struct
{
  PealSettler *self;
  GPtrArray *rows; /* of PealUnsettled */
} Round;

PealSettler *
peal_settler_new (PealStore          *store,
                  PealClock          *clock,
                  PealGateway        *gateway,
                  const PealProvider *provider,
                  const PealAccount  *account)
{
  PealSettler *self = g_rc_box_new0 (PealSettler);

  self->store = g_object_ref (store);
  self->clock = g_object_ref (clock);
  self->gateway = g_object_ref (gateway);
  self->lookup = provider->lookup;
  self->account = peal_account_copy (account);
  return self;
}

static void
settler_clear (gpointer data)
{
  PealSettler *self = data;

  g_clear_object (&self->store);
  g_clear_object (&self->clock);
  g_clear_object (&self->gateway);
  peal_account_free (self->account);
}

void
peal_settler_unref (PealSettler *self)
{
  g_rc_box_release_full (self, settler_clear);
}

static void
round_free (gpointer data)
{
  Round *round = data;

  peal_settler_unref (round->self);
  g_clear_pointer (&round->rows, g_ptr_array_unref);
  g_free (round);
}

/* How many rows in doubt say the same to the same person: each may be any of the gateway's. */
static guint
count_alike (GPtrArray           *rows,
             const PealUnsettled *row)
{
  guint n = 0;

  for (guint i = 0; i < rows->len; i++)
    {
      const PealUnsettled *other = g_ptr_array_index (rows, i);

      n += g_str_equal (other->theirs, row->theirs) && g_str_equal (other->ours, row->ours)
           && g_str_equal (other->body, row->body);
    }
  return n;
}

/* Drops from @found what some row of ours owns. FALSE if the store cannot say. */
static gboolean
drop_owned (PealSettler *self,
            GPtrArray   *found,
            GError     **error)
{
  g_autoptr(GStrvBuilder) builder = g_strv_builder_new ();
  g_auto(GStrv) ids = NULL;
  g_auto(GStrv) owned = NULL;

  for (guint i = 0; i < found->len; i++)
    g_strv_builder_add (builder, ((PealRemoteMessage *) g_ptr_array_index (found, i))->remote_id);
  ids = g_strv_builder_end (builder);

  owned = dex_await_boxed (peal_outbox_owned_remote_ids (self->store, self->account->id,
                                                         (const char *const *) ids), error);
  if (owned == NULL)
    return FALSE;
  for (guint i = found->len; i-- > 0;)
    if (g_strv_contains ((const char *const *) owned,
                         ((PealRemoteMessage *) g_ptr_array_index (found, i))->remote_id))
      g_ptr_array_remove_index (found, i);
  return TRUE;
}

static PealSettlement *
adopt (const PealUnsettled     *row,
       const PealRemoteMessage *remote)
{
  PealSettlement *settlement = peal_settlement_new (row->message_id, row->attempt,
                                                    PEAL_ATTEMPT_ACCEPTED, remote->state);

  g_set_str (&settlement->remote_id, remote->remote_id);
  g_set_str (&settlement->provider_code, remote->provider_code);
  g_set_str (&settlement->currency, remote->currency);
  g_set_str (&settlement->detail, "Found in the gateway's record");
  settlement->failure = (int) remote->failure;
  settlement->segments = remote->segments;
  settlement->price_micros = remote->price_micros;
  return settlement;
}

/* Whether "not found" proves "not accepted" now. */
static gboolean
is_proof (PealSettler         *self,
          const PealUnsettled *row,
          gint64               now)
{
  if (self->lookup == PEAL_LOOKUP_EXACT || self->account->list_exact)
    return TRUE;
  return self->account->settle_after != PEAL_TIME_NEVER && now - row->started_at >= self->account->settle_after;
}

/* The attempt was not accepted: what the retry policy says of a request that never arrived. */
static PealSettlement *
give_back (PealSettler         *self,
           const PealUnsettled *row,
           gint64               now)
{
  g_autoptr(PealSendResult) result = peal_send_result_new (PEAL_SEND_NOT_ACCEPTED);
  PealClaimed claimed = {
    .message_id = row->message_id,
    .attempt = row->attempt,
    .n_throttled = row->n_throttled,
    .n_refused = row->n_refused,
    .priority = row->priority,
    .not_after = row->not_after,
  };

  result->failure = PEAL_FAILURE_TRANSPORT;
  g_set_str (&result->detail, "Not in the gateway's record");
  return peal_answer_settle (&claimed, result, now, g_random_double ());
}

/* A receipt or a person's word came in between, or an equal message took the same record: the row is
 * looked at anew if it is still in doubt. */
static gboolean
survive_refusal (DexFuture *future,
                 GError   **error)
{
  g_autoptr(GError) refused = NULL;

  if (dex_await (future, &refused) || g_error_matches (refused, PEAL_STORE_ERROR, PEAL_STORE_ERROR_INVALID)
      || g_error_matches (refused, PEAL_STORE_ERROR, PEAL_STORE_ERROR_EXISTS))
    return TRUE;
  g_propagate_error (error, g_steal_pointer (&refused));
  return FALSE;
}

static gboolean
look_again (PealSettler         *self,
            const PealUnsettled *row,
            gint64               at,
            const char          *explanation,
            GError             **error)
{
  return survive_refusal (peal_outbox_look_again (self->store, row->message_id, at, explanation), error);
}

/* One row, asked about. FALSE only if the store failed. */
static gboolean
settle_row (Round               *round,
            const PealUnsettled *row,
            GCancellable        *cancellable,
            GError             **error)
{
  PealSettler *self = round->self;
  gint64 now = peal_clock_get_now (self->clock);
  g_autoptr(GPtrArray) found = NULL;
  g_autoptr(GError) unanswered = NULL;
  PealSettlement *settlement;
  PealFindQuery query = {
    .uuid = row->uuid,
    .from = row->ours,
    .to = row->theirs,
    .body = row->body,
    .since = row->started_at - CLOCK_SLACK,
    .until = now + CLOCK_SLACK,
  };

  if (self->lookup == PEAL_LOOKUP_NONE)
    return look_again (self, row, PEAL_TIME_NEVER, "This gateway keeps no record that can be asked", error);

  found = dex_await_boxed (peal_until_cancelled (peal_gateway_find (self->gateway, &query), cancellable), &unanswered);
  if (g_cancellable_is_cancelled (cancellable))
    return TRUE;
  if (found == NULL)
    return look_again (self, row, peal_answer_next_look (row->started_at, now), unanswered->message, error);
  if (!drop_owned (self, found, error))
    return FALSE;

  if (found->len > count_alike (round->rows, row))
    return look_again (self, row, PEAL_TIME_NEVER, "Several messages in the gateway's record may be this one", error);
  if (found->len > 0)
    settlement = adopt (row, g_ptr_array_index (found, 0));
  else if (is_proof (self, row, now))
    settlement = give_back (self, row, now);
  else
    return look_again (self, row, peal_answer_next_look (row->started_at, now), "Not in the gateway's record yet", error);

  return survive_refusal (peal_outbox_settle (self->store, settlement), error);
}

static DexFuture *
look_fiber (gpointer      data,
            GCancellable *cancellable)
{
  Round *round = data;
  PealSettler *self = round->self;
  g_autoptr(GError) error = NULL;

  round->rows = dex_await_boxed (peal_outbox_list_unknown (self->store, self->account->id,
                                                           peal_clock_get_now (self->clock), BATCH), &error);
  if (round->rows == NULL)
    return dex_future_new_for_error (g_steal_pointer (&error));

  for (guint i = 0; i < round->rows->len && !g_cancellable_is_cancelled (cancellable); i++)
    if (!settle_row (round, g_ptr_array_index (round->rows, i), cancellable, &error))
      return dex_future_new_for_error (g_steal_pointer (&error));
  return dex_future_new_true ();
}

DexFuture *
peal_settler_look (PealSettler *self)
{
  Round *round;

  peal_return_reject_if_fail (self != NULL);

  round = g_new0 (Round, 1);
  round->self = g_rc_box_acquire (self);
  return peal_fiber_spawn (look_fiber, round, round_free);
}
