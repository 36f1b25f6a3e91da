/* peal-figures.c: what Home shows.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#define G_LOG_DOMAIN "peal-store"

#include "peal-figures.h"

#include "peal-fiber.h"
#include "peal-job-args.h"
#include "peal-outbox.h"
#include "peal-schedules-private.h"
#include "peal-vitals.h"

G_DEFINE_BOXED_TYPE (PealAttention, peal_attention, peal_attention_copy, peal_attention_free)

PealAttention *
peal_attention_copy (const PealAttention *self)
{
  PealAttention *copy = g_memdup2 (self, sizeof *self);

  copy->review_e164 = g_strdup (self->review_e164);
  return copy;
}

void
peal_attention_free (PealAttention *self)
{
  g_free (self->review_e164);
  g_free (self);
}

void
peal_coming_up_free (PealComingUp *self)
{
  g_free (self->title);
  g_free (self->body);
  g_free (self->explanation);
  g_free (self);
}

/* Days -------------------------------------------------------------------------------------------- */

static void
count_messages (PealDb      *db,
                PealFigures *figures)
{
  g_autoptr(PealStmt) stmt = peal_db_query (db, PEAL_QUERY_FIGURES_COUNT_MESSAGES);

  peal_stmt_bind_int (stmt, ":from", figures->from);
  peal_stmt_bind_int (stmt, ":until", figures->until);
  if (!peal_stmt_next (stmt))
    return;
  figures->n_sent = peal_stmt_get_int (stmt, 0);
  figures->n_delivered = peal_stmt_get_int (stmt, 1);
  figures->n_failed = peal_stmt_get_int (stmt, 2);
  figures->n_replies = peal_stmt_get_int (stmt, 3);
}

static void
count_opt_outs (PealDb      *db,
                PealFigures *figures)
{
  PealStmt *stmt = peal_db_query (db, PEAL_QUERY_FIGURES_COUNT_OPT_OUTS);

  peal_stmt_bind_int (stmt, ":from", figures->from);
  peal_stmt_bind_int (stmt, ":until", figures->until);
  figures->n_opt_outs = peal_stmt_take_int (stmt);
}

static void
load_job (PealDb  *db,
          gpointer data,
          GValue  *result)
{
  const PealJobArgs *args = data;
  GArray *days = g_array_new (FALSE, TRUE, sizeof (PealFigures));

  for (guint i = 0; i + 1 < args->ids->len; i++)
    {
      PealFigures figures = { .from = peal_ids_get (args->ids, i), .until = peal_ids_get (args->ids, i + 1) };

      count_messages (db, &figures);
      count_opt_outs (db, &figures);
      g_array_append_val (days, figures);
    }
  peal_result_take (result, G_TYPE_ARRAY, days);
}

DexFuture *
peal_figures_load (PealStore    *store,
                   const gint64 *edges,
                   guint         n_edges)
{
  peal_return_reject_if_fail (PEAL_IS_STORE (store));
  peal_return_reject_if_fail (n_edges >= 2);

  return peal_store_read (store, load_job, peal_job_args_new_for_ids (edges, n_edges, NULL, NULL),
                          peal_job_args_free);
}

/* Attention --------------------------------------------------------------------------------------- */

/* Counts the rows of @stmt and keeps the id of the first. Releases it. */
static gint64
count_ids (PealStmt *stmt,
           gint64   *first)
{
  gint64 n = 0;

  for (; peal_stmt_next (stmt); n++)
    if (n == 0)
      *first = peal_stmt_get_int (stmt, 0);
  peal_stmt_release (stmt);
  return n;
}

static void
count_reviews (PealDb        *db,
               PealAttention *attention)
{
  g_autoptr(PealStmt) stmt = peal_db_query (db, PEAL_QUERY_FIGURES_REVIEWS);

  for (; peal_stmt_next (stmt); attention->n_reviews++)
    if (attention->n_reviews == 0)
      attention->review_e164 = peal_stmt_dup_text (stmt, 0);
  if (attention->review_e164 == NULL)
    attention->review_e164 = g_strdup ("");
}

static void
count_held (PealDb        *db,
            PealAttention *attention)
{
  g_autoptr(PealStmt) stmt = peal_db_query (db, PEAL_QUERY_VITALS_HELD);

  peal_stmt_bind_int (stmt, ":limit", PEAL_VITALS_MAX_HELD);
  if (!peal_stmt_next (stmt))
    return;
  attention->n_no_route = peal_stmt_get_int (stmt, 0);
  attention->n_too_dear = peal_stmt_get_int (stmt, 1);
}

static void
count_idle (PealDb        *db,
            PealAttention *attention)
{
  g_autoptr(PealStmt) stmt = peal_db_query (db, PEAL_QUERY_HAND_OVER_COUNT_IDLE);

  peal_stmt_bind_int (stmt, ":now", peal_db_get_now (db));
  while (peal_stmt_next (stmt))
    {
      gint64 *n = peal_stmt_get_int (stmt, 0) != 0 ? &attention->n_left : &attention->n_off;

      *n = peal_stmt_get_int (stmt, 1) + peal_stmt_get_int (stmt, 2) + peal_stmt_get_int (stmt, 3);
    }
}

static void
attention_job (PealDb  *db,
               gpointer data,
               GValue  *result)
{
  const PealJobArgs *args = data;
  PealAttention *attention = g_new0 (PealAttention, 1);
  PealStmt *unanswered = peal_db_query (db, PEAL_QUERY_FIGURES_UNANSWERED);

  peal_stmt_bind_int (unanswered, ":before", peal_db_get_now (db) - args->other);
  attention->n_unanswered = count_ids (unanswered, &attention->unanswered_conversation_id);
  attention->n_failed = count_ids (peal_db_query (db, PEAL_QUERY_FIGURES_FAILED),
                                   &attention->failed_conversation_id);
  attention->n_unknown = count_ids (peal_db_query (db, PEAL_QUERY_FIGURES_UNKNOWN),
                                    &attention->unknown_message_id);
  count_reviews (db, attention);
  count_held (db, attention);
  count_idle (db, attention);
  attention->n_idle_schedules = peal_stmt_take_int (peal_db_query (db, PEAL_QUERY_SCHEDULE_COUNT_IDLE));
  attention->n_broken_schedules = peal_schedules_count_broken (db);
  peal_result_take (result, PEAL_TYPE_ATTENTION, attention);
}

DexFuture *
peal_figures_attention (PealStore *store,
                        gint64     waiting)
{
  peal_return_reject_if_fail (PEAL_IS_STORE (store));

  return peal_store_read (store, attention_job, PEAL_JOB_ARGS (.other = waiting), peal_job_args_free);
}

/* Coming up --------------------------------------------------------------------------------------- */

static void
add_messages (PealDb      *db,
              gint64       account_id,
              PealPriority priority,
              guint        limit,
              GPtrArray   *items)
{
  g_autoptr(PealStmt) stmt = peal_db_query (db, PEAL_QUERY_FIGURES_SCHEDULED);

  peal_stmt_bind_int (stmt, ":account_id", account_id);
  peal_stmt_bind_int (stmt, ":priority", priority);
  peal_stmt_bind_int (stmt, ":now", peal_db_get_now (db));
  peal_stmt_bind_int (stmt, ":limit", limit);
  while (peal_stmt_next (stmt))
    {
      PealComingUp *item = g_new0 (PealComingUp, 1);

      item->at = peal_stmt_get_int (stmt, 0);
      item->message_id = peal_stmt_get_int (stmt, 1);
      item->conversation_id = peal_stmt_get_int (stmt, 2);
      item->title = peal_stmt_dup_text (stmt, 3);
      item->body = peal_stmt_dup_line (stmt, 4);
      item->reason = (PealHoldReason) peal_stmt_get_int (stmt, 5);
      item->explanation = peal_stmt_dup_text (stmt, 6);
      item->n_messages = 1;
      g_ptr_array_add (items, item);
    }
}

static void
add_campaigns (PealDb    *db,
               GPtrArray *items)
{
  g_autoptr(PealStmt) stmt = peal_db_query (db, PEAL_QUERY_FIGURES_CAMPAIGNS);

  peal_stmt_bind_int (stmt, ":now", peal_db_get_now (db));
  while (peal_stmt_next (stmt))
    {
      PealComingUp *item = g_new0 (PealComingUp, 1);

      item->campaign_id = peal_stmt_get_int (stmt, 0);
      item->title = peal_stmt_dup_text (stmt, 1);
      item->body = peal_stmt_dup_line (stmt, 2);
      item->at = peal_stmt_get_int (stmt, 3);
      item->n_messages = peal_stmt_get_int (stmt, 4);
      item->reason = (PealHoldReason) peal_stmt_get_int (stmt, 5);
      item->explanation = peal_stmt_dup_text (stmt, 6);
      g_ptr_array_add (items, item);
    }
}

static int
compare_coming_up (gconstpointer a,
                   gconstpointer b)
{
  const PealComingUp *left = *(const PealComingUp *const *) a;
  const PealComingUp *right = *(const PealComingUp *const *) b;

  return (left->at > right->at) - (left->at < right->at);
}

static void
coming_up_job (PealDb  *db,
               gpointer data,
               GValue  *result)
{
  const PealJobArgs *args = data;
  g_autoptr(GArray) accounts = peal_ids_new (NULL, 0);
  GPtrArray *items = g_ptr_array_new_with_free_func ((GDestroyNotify) peal_coming_up_free);

  peal_ids_take_rows (accounts, peal_db_query (db, PEAL_QUERY_FIGURES_ACCOUNTS));
  for (guint i = 0; i < accounts->len; i++)
    for (PealPriority priority = PEAL_PRIORITY_CONVERSATION; priority <= PEAL_PRIORITY_CAMPAIGN; priority++)
      add_messages (db, peal_ids_get (accounts, i), priority, args->limit, items);
  add_campaigns (db, items);
  g_ptr_array_sort (items, compare_coming_up);
  if (items->len > args->limit)
    g_ptr_array_set_size (items, (int) args->limit);
  peal_result_take (result, G_TYPE_PTR_ARRAY, items);
}

DexFuture *
peal_figures_coming_up (PealStore *store,
                        guint      limit)
{
  peal_return_reject_if_fail (PEAL_IS_STORE (store));

  return peal_store_read (store, coming_up_job, PEAL_JOB_ARGS (.limit = limit), peal_job_args_free);
}
