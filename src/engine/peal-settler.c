/* peal-settler.c: finds out what became of messages without an answer.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#define G_LOG_DOMAIN "peal-engine"

#include "peal-settler.h"

#include "peal-answer.h"
#include "peal-fiber.h"
#include "peal-match.h"
#include "peal-outbox.h"
#include "peal-receipts.h"
#include "peal-unknown.h"

/* Another attempt is in the air and gets its answer soon: when to look again. */
#define OPEN_PAUSE (15 * PEAL_SECOND)

/* Our clock may have been set back since the attempt, which is then dated later than what the gateway
 * has of it; or set on while the gateway is asked, so that the entry seems to be still to come. If such
 * an entry were not seen at all, the message would be sent again. */
#define CLOCK_JUMP PEAL_DAY

#define BATCH 200

struct _PealSettler
{
  PealStore *store;
  PealClock *clock;
  PealGateway *gateway;
  PealLookup lookup;
  PealAccount *account;
};

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
unref_settler (gpointer data)
{
  peal_settler_unref (data);
}

static gboolean
is_given_before (GPtrArray *found,
                 guint      index)
{
  for (guint i = 0; i < index; i++)
    if (g_str_equal (((PealRemoteMessage *) g_ptr_array_index (found, i))->remote_id,
                     ((PealRemoteMessage *) g_ptr_array_index (found, index))->remote_id))
      return TRUE;
  return FALSE;
}

/* Drops from @found what some row of ours owns, and what is in it again: lists shift while they are
 * read. FALSE if the store cannot say. */
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
                         ((PealRemoteMessage *) g_ptr_array_index (found, i))->remote_id)
        || is_given_before (found, i))
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

/* Whether the record has whatever it will ever have of an attempt that began at @started: then "not
 * found" proves "not accepted". */
static gboolean
is_complete (PealSettler *self,
             gint64       started,
             gint64       now)
{
  if (self->lookup == PEAL_LOOKUP_EXACT || self->account->list_exact)
    return TRUE;
  return self->account->settle_after != PEAL_TIME_NEVER && now - started >= self->account->settle_after;
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

static gboolean
settle (PealSettler    *self,
        PealSettlement *settlement,
        GError        **error)
{
  return survive_refusal (peal_outbox_settle (self->store, settlement), error);
}

static gboolean
settle_not_found (PealSettler         *self,
                  const PealUnsettled *row,
                  gint64               now,
                  GError             **error)
{
  if (is_complete (self, row->started_at, now))
    return settle (self, give_back (self, row, now), error);
  return look_again (self, row, peal_answer_next_look (row->started_at, now), "Not in the gateway's record yet", error);
}

/* Some of several equal messages are in the record. Which of them nothing tells; nor does it matter, once
 * the record is complete for all of them. */
static gboolean
settle_shared (PealSettler             *self,
               const PealUnsettled     *row,
               const PealOpenAttempt   *youngest,
               const PealRemoteMessage *remote,
               gint64                   now,
               GError                 **error)
{
  if (is_complete (self, youngest->started_at, now))
    return settle (self, remote != NULL ? adopt (row, remote) : give_back (self, row, now), error);
  return look_again (self, row, peal_answer_next_look (row->started_at, now),
                     "The gateway's record has fewer such messages than were sent", error);
}

static void
add_own (GPtrArray           *attempts,
         const PealUnsettled *row,
         gint64               now)
{
  PealOpenAttempt *own = g_new0 (PealOpenAttempt, 1);

  own->message_id = row->message_id;
  own->attempt = row->attempt;
  own->started_at = row->started_at;
  own->ended_at = now;
  g_ptr_array_add (attempts, own);
}

/* The attempts that may have made what was found. Where the gateway knows our reference, what it found
 * is this row's alone. The row's own is always there: if somebody settled it meanwhile, the store refuses
 * what follows. NULL if the store cannot say. */
static GPtrArray *
list_alike (PealSettler         *self,
            const PealUnsettled *row,
            guint               *mine,
            GError             **error)
{
  g_autoptr(GPtrArray) attempts = dex_await_boxed (peal_attempts_list_open (self->store, row->message_id), error);

  if (attempts == NULL)
    return NULL;
  for (guint i = attempts->len; i-- > 0;)
    {
      const PealOpenAttempt *attempt = g_ptr_array_index (attempts, i);

      if (self->lookup == PEAL_LOOKUP_EXACT && attempt->message_id != row->message_id)
        g_ptr_array_remove_index (attempts, i);
    }
  for (*mine = 0; *mine < attempts->len; (*mine)++)
    if (((PealOpenAttempt *) g_ptr_array_index (attempts, *mine))->message_id == row->message_id)
      break;
  if (*mine == attempts->len)
    add_own (attempts, row, peal_clock_get_now (self->clock));
  return g_steal_pointer (&attempts);
}

/* For whoever wonders why: nothing that says who or what. */
static void
tell_strange (const PealUnsettled *row,
              GPtrArray           *attempts,
              GPtrArray           *found,
              gint64               now)
{
  g_autoptr(GString) text = g_string_new (NULL);

  for (guint i = 0; i < attempts->len; i++)
    {
      const PealOpenAttempt *attempt = g_ptr_array_index (attempts, i);

      g_string_append_printf (text, " %" G_GINT64_FORMAT " from %" G_GINT64_FORMAT " to %" G_GINT64_FORMAT ";",
                              attempt->message_id, attempt->started_at, attempt->ended_at);
    }
  for (guint i = 0; i < found->len; i++)
    g_string_append_printf (text, " entry at %" G_GINT64_FORMAT ";", ((PealRemoteMessage *) g_ptr_array_index (found, i))->at);
  g_info ("Message %" G_GINT64_FORMAT ", %" G_GINT64_FORMAT ": strange:%s", row->message_id, now, text->str);
}

static gboolean
settle_by_match (PealSettler         *self,
                 const PealUnsettled *row,
                 GPtrArray           *attempts,
                 guint                mine,
                 GPtrArray           *found,
                 GError             **error)
{
  gint64 now = peal_clock_get_now (self->clock);
  int entry;
  PealMatch match = peal_match_find (attempts, mine, found, now, &entry);
  const PealRemoteMessage *remote = entry >= 0 ? g_ptr_array_index (found, entry) : NULL;

  switch (match)
    {
    case PEAL_MATCH_NONE:
      return settle_not_found (self, row, now, error);
    case PEAL_MATCH_SURE:
      return settle (self, adopt (row, remote), error);
    case PEAL_MATCH_SHARED:
      return settle_shared (self, row, g_ptr_array_index (attempts, attempts->len - 1), remote, now, error);
    case PEAL_MATCH_OPEN:
      return look_again (self, row, now + OPEN_PAUSE, "The same text to the same person is being sent", error);
    case PEAL_MATCH_STRANGE:
      tell_strange (row, attempts, found, now);
      return look_again (self, row, PEAL_TIME_NEVER, "What the gateway's record has may be another message", error);
    }
  return TRUE;
}

/* One row, asked about. FALSE only if the store failed.
 *
 * The order of the questions matters. An attempt that begins after the gateway was asked is not in what
 * was found; one that gets its answer before the attempts are listed owns its entry when the owners are
 * asked for; one that gets it later is still listed. So no entry is left over for a row that is not its. */
static gboolean
settle_row (PealSettler         *self,
            const PealUnsettled *row,
            GCancellable        *cancellable,
            GError             **error)
{
  gint64 now = peal_clock_get_now (self->clock);
  g_autoptr(GPtrArray) found = NULL;
  g_autoptr(GPtrArray) attempts = NULL;
  g_autoptr(GError) unanswered = NULL;
  guint mine;
  PealFindQuery query = {
    .uuid = row->uuid,
    .from = row->ours,
    .to = row->theirs,
    .body = row->body,
    .since = MIN (row->started_at, now) - CLOCK_JUMP,
    .until = now + CLOCK_JUMP,
  };

  if (self->lookup == PEAL_LOOKUP_NONE)
    return look_again (self, row, PEAL_TIME_NEVER, "This gateway keeps no record that can be asked", error);

  found = dex_await_boxed (peal_until_cancelled (peal_gateway_find (self->gateway, &query), cancellable), &unanswered);
  if (g_cancellable_is_cancelled (cancellable))
    return TRUE;
  if (found == NULL)
    return look_again (self, row, peal_answer_next_look (row->started_at, now), unanswered->message, error);

  attempts = list_alike (self, row, &mine, error);
  if (attempts == NULL || !drop_owned (self, found, error))
    return FALSE;
  return settle_by_match (self, row, attempts, mine, found, error);
}

static DexFuture *
look_fiber (gpointer      data,
            GCancellable *cancellable)
{
  PealSettler *self = data;
  g_autoptr(GError) error = NULL;
  g_autoptr(GPtrArray) rows = NULL;

  rows = dex_await_boxed (peal_outbox_list_unknown (self->store, self->account->id,
                                                    peal_clock_get_now (self->clock), BATCH), &error);
  if (rows == NULL)
    return dex_future_new_for_error (g_steal_pointer (&error));

  for (guint i = 0; i < rows->len && !g_cancellable_is_cancelled (cancellable); i++)
    if (!settle_row (self, g_ptr_array_index (rows, i), cancellable, &error))
      return dex_future_new_for_error (g_steal_pointer (&error));
  return dex_future_new_true ();
}

DexFuture *
peal_settler_look (PealSettler *self)
{
  peal_return_reject_if_fail (self != NULL);

  return peal_fiber_spawn (look_fiber, g_rc_box_acquire (self), unref_settler);
}
