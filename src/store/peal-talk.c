/* peal-talk.c: conversations.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#define G_LOG_DOMAIN "peal-store"

#include "peal-talk.h"

#include "peal-fiber.h"
#include "peal-job-args.h"
#include "peal-ledger-private.h"

void
peal_conversation_row_free (PealConversationRow *self)
{
  g_free (self->ours);
  g_free (self->theirs);
  g_free (self->display);
  g_free (self->last_body);
  g_free (self->staff);
  g_free (self->draft);
  g_free (self);
}

/* Rows -------------------------------------------------------------------------------------------- */

/* NULL if there is none. */
static PealConversationRow *
load_row (PealDb *db,
          gint64  id)
{
  g_autoptr(PealStmt) stmt = peal_db_query (db, PEAL_QUERY_CONVERSATION_GET_ROW);
  PealConversationRow *self;

  peal_stmt_bind_int (stmt, ":id", id);
  if (!peal_stmt_next (stmt))
    return NULL;
  self = g_new0 (PealConversationRow, 1);
  self->id = id;
  self->ours = peal_stmt_dup_text (stmt, 0);
  self->theirs = peal_stmt_dup_text (stmt, 1);
  self->contact_id = peal_stmt_get_int (stmt, 2);
  self->account_id = peal_stmt_get_int (stmt, 3);
  self->display = peal_stmt_dup_text (stmt, 4);
  self->state = (PealConversationState) peal_stmt_get_int (stmt, 5);
  self->unread = (guint) peal_stmt_get_int (stmt, 6);
  self->failed = (guint) peal_stmt_get_int (stmt, 7);
  self->consent = (PealConsentState) peal_stmt_get_int (stmt, 8);
  self->review = peal_stmt_get_int (stmt, 9) != 0;
  self->last_message_id = peal_stmt_get_int (stmt, 10);
  self->last_at = peal_stmt_get_int (stmt, 11);
  self->last_body = peal_stmt_dup_line (stmt, 12);
  self->last_direction = (PealDirection) peal_stmt_get_int (stmt, 13);
  self->last_state = (PealMessageState) peal_stmt_get_int (stmt, 14);
  self->staff_id = peal_stmt_get_int (stmt, 15);
  self->staff = peal_stmt_dup_text (stmt, 16);
  self->snoozed_until = peal_stmt_get_int (stmt, 17);
  self->is_blocked = peal_stmt_get_int (stmt, 18) != 0;
  self->unanswered_since = peal_stmt_get_int (stmt, 19);
  self->draft = peal_stmt_dup_line (stmt, 20);
  return self;
}

static void
row_free (gpointer row)
{
  if (row != NULL)
    peal_conversation_row_free (row);
}

static void
load_rows_job (PealDb  *db,
               gpointer data,
               GValue  *result)
{
  const PealJobArgs *args = data;
  GPtrArray *rows = g_ptr_array_new_with_free_func (row_free);

  for (guint i = 0; i < args->ids->len; i++)
    g_ptr_array_add (rows, load_row (db, peal_ids_get (args->ids, i)));
  peal_result_take (result, G_TYPE_PTR_ARRAY, rows);
}

DexFuture *
peal_talk_load_rows (PealStore    *store,
                     const gint64 *ids,
                     guint         n_ids)
{
  peal_return_reject_if_fail (PEAL_IS_STORE (store));

  return peal_store_read (store, load_rows_job, peal_job_args_new_for_ids (ids, n_ids, NULL, NULL),
                          peal_job_args_free);
}

static void
find_job (PealDb  *db,
          gpointer data,
          GValue  *result)
{
  const PealJobArgs *args = data;
  PealStmt *stmt = peal_db_query (db, PEAL_QUERY_CONVERSATION_FIND_THEIRS);

  peal_stmt_bind_text (stmt, ":theirs", args->text);
  peal_result_set_int (result, peal_stmt_take_int (stmt));
}

DexFuture *
peal_talk_find (PealStore  *store,
                const char *theirs)
{
  peal_return_reject_if_fail (PEAL_IS_STORE (store));
  peal_return_reject_if_fail (theirs != NULL);

  return peal_store_read (store, find_job, peal_job_args_new (0, theirs, NULL), peal_job_args_free);
}

/* Senders ----------------------------------------------------------------------------------------- */

typedef struct
{
  gint64 account_id;
  GStrv numbers;
} LastSenders;

static void
last_senders_free (gpointer data)
{
  LastSenders *args = data;

  g_strfreev (args->numbers);
  g_free (args);
}

static void
sender_free (gpointer data)
{
  PealTalkSender *sender = data;

  if (sender == NULL)
    return;
  g_free (sender->ours);
  g_free (sender);
}

/* NULL if there is none. */
static PealTalkSender *
load_last_sender (PealDb     *db,
                  gint64      account_id,
                  const char *theirs)
{
  g_autoptr(PealStmt) stmt = peal_db_query (db, PEAL_QUERY_CONVERSATION_LAST_SENDER);
  PealTalkSender *sender;

  peal_stmt_bind_text (stmt, ":theirs", theirs);
  peal_stmt_bind_int (stmt, ":account_id", account_id);
  if (!peal_stmt_next (stmt))
    return NULL;
  sender = g_new0 (PealTalkSender, 1);
  sender->account_id = peal_stmt_get_int (stmt, 0);
  sender->ours = peal_stmt_dup_text (stmt, 1);
  sender->is_known = peal_stmt_get_int (stmt, 2) != 0;
  return sender;
}

static void
last_senders_job (PealDb  *db,
                  gpointer data,
                  GValue  *result)
{
  const LastSenders *args = data;
  GPtrArray *senders = g_ptr_array_new_with_free_func (sender_free);

  for (guint i = 0; args->numbers[i] != NULL; i++)
    g_ptr_array_add (senders, load_last_sender (db, args->account_id, args->numbers[i]));
  peal_result_take (result, G_TYPE_PTR_ARRAY, senders);
}

DexFuture *
peal_talk_last_senders (PealStore         *store,
                        gint64             account_id,
                        const char *const *numbers)
{
  LastSenders *args;

  peal_return_reject_if_fail (PEAL_IS_STORE (store));
  peal_return_reject_if_fail (numbers != NULL);

  args = g_new0 (LastSenders, 1);
  args->account_id = account_id;
  args->numbers = g_strdupv ((char **) numbers);
  return peal_store_read (store, last_senders_job, args, last_senders_free);
}

/* Unread ------------------------------------------------------------------------------------------ */

static void
count_unread_job (PealDb  *db,
                  gpointer data,
                  GValue  *result)
{
  peal_result_set_int (result, peal_stmt_take_int (peal_db_query (db, PEAL_QUERY_CONVERSATION_COUNT_UNREAD)));
}

DexFuture *
peal_talk_count_unread (PealStore *store)
{
  peal_return_reject_if_fail (PEAL_IS_STORE (store));

  return peal_store_read (store, count_unread_job, NULL, NULL);
}

/* Tidying ----------------------------------------------------------------------------------------- */

static void
touch (PealDb *db,
       gint64  conversation_id)
{
  peal_db_touch (db, PEAL_CHANGE_TALK);
  peal_db_touch_conversation (db, conversation_id);
}

static void
mark_read_job (PealDb  *db,
               gpointer data,
               GValue  *result)
{
  const PealJobArgs *args = data;
  g_autoptr(PealStmt) stmt = peal_db_query (db, args->other ? PEAL_QUERY_CONVERSATION_MARK_READ
                                                            : PEAL_QUERY_CONVERSATION_MARK_UNREAD);

  peal_stmt_bind_int (stmt, ":id", args->id);
  if (peal_stmt_run (stmt) && peal_db_get_n_changed (db) > 0)
    touch (db, args->id);
}

DexFuture *
peal_talk_mark_read (PealStore *store,
                     gint64     conversation_id,
                     gboolean   read)
{
  peal_return_reject_if_fail (PEAL_IS_STORE (store));

  return peal_store_write (store, mark_read_job, PEAL_JOB_ARGS (.id = conversation_id, .other = read),
                           peal_job_args_free);
}

static void
set_state_job (PealDb  *db,
               gpointer data,
               GValue  *result)
{
  const PealJobArgs *args = data;
  gboolean done = args->other == PEAL_CONVERSATION_DONE;
  g_autoptr(PealStmt) stmt = peal_db_query (db, PEAL_QUERY_CONVERSATION_SET_STATE);

  peal_stmt_bind_int (stmt, ":id", args->id);
  peal_stmt_bind_int (stmt, ":state", args->other);
  if (!peal_stmt_run (stmt) || peal_db_get_n_changed (db) == 0)
    return;
  peal_ledger_append_about (db, peal_db_get_now (db), args->actor, done ? "conversation.done" : "conversation.open",
                            "conversation", args->id, "{}");
  touch (db, args->id);
}

DexFuture *
peal_talk_set_state (PealStore            *store,
                     gint64                conversation_id,
                     PealConversationState state,
                     const char           *actor)
{
  peal_return_reject_if_fail (PEAL_IS_STORE (store));
  peal_return_reject_if_fail (state == PEAL_CONVERSATION_OPEN || state == PEAL_CONVERSATION_DONE);

  return peal_store_write (store, set_state_job,
                           PEAL_JOB_ARGS (.id = conversation_id, .other = state, .actor = actor),
                           peal_job_args_free);
}
