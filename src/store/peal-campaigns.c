/* peal-campaigns.c: sends to several people.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#define G_LOG_DOMAIN "peal-store"

#include "peal-campaigns-private.h"

#include "peal-fiber.h"
#include "peal-job-args.h"
#include "peal-ledger-private.h"
#include "peal-outbox-private.h"
#include "peal-payload.h"

/* In the order of their numbers. */
static const char *const states[] = { "?", "running", "paused", "done", "cancelled" };

G_DEFINE_BOXED_TYPE (PealCampaignRow, peal_campaign_row, peal_campaign_row_copy, peal_campaign_row_free)

const char *
peal_campaign_state_to_string (PealCampaignState state)
{
  return (gsize) state < G_N_ELEMENTS (states) ? states[state] : "?";
}

PealCampaignEntry *
peal_campaign_entry_new (gint64      contact_id,
                         const char *e164)
{
  PealCampaignEntry *self = g_new0 (PealCampaignEntry, 1);

  self->contact_id = contact_id;
  self->e164 = g_strdup (peal_text (e164));
  self->explanation = g_strdup ("");
  return self;
}

void
peal_campaign_entry_free (PealCampaignEntry *self)
{
  g_free (self->e164);
  g_clear_pointer (&self->queued, peal_queued_free);
  g_free (self->explanation);
  g_free (self);
}

PealCampaignRow *
peal_campaign_row_copy (const PealCampaignRow *self)
{
  PealCampaignRow *copy = g_memdup2 (self, sizeof *self);

  copy->name = g_strdup (self->name);
  copy->body = g_strdup (self->body);
  copy->audience = g_strdup (self->audience);
  copy->actor = g_strdup (self->actor);
  return copy;
}

void
peal_campaign_row_free (PealCampaignRow *self)
{
  g_free (self->name);
  g_free (self->body);
  g_free (self->audience);
  g_free (self->actor);
  g_free (self);
}

void
peal_campaign_recipient_free (PealCampaignRecipient *self)
{
  g_free (self->display);
  g_free (self->e164);
  g_free (self->explanation);
  g_free (self);
}

/* Creating ---------------------------------------------------------------------------------------- */

struct _PealCampaignCreation
{
  char *name;
  char *body;
  PealMessageKind kind;
  char *audience;
  char *actor;
  GPtrArray *entries; /* of PealCampaignEntry */
};

PealCampaignCreation *
peal_campaign_creation_new (const PealCampaignDraft *draft,
                            GPtrArray               *entries)
{
  PealCampaignCreation *self = g_new0 (PealCampaignCreation, 1);

  self->name = g_strdup (peal_text (draft->name));
  self->body = g_strdup (draft->body);
  self->kind = draft->kind;
  self->audience = g_strdup (peal_text (draft->audience));
  self->actor = g_strdup (peal_text (draft->actor));
  self->entries = g_ptr_array_ref (entries);
  return self;
}

void
peal_campaign_creation_free (PealCampaignCreation *self)
{
  g_free (self->name);
  g_free (self->body);
  g_free (self->audience);
  g_free (self->actor);
  g_ptr_array_unref (self->entries);
  g_free (self);
}

static gint64
insert_campaign (PealDb                     *db,
                 const PealCampaignCreation *create)
{
  g_autoptr(PealStmt) stmt = peal_db_query (db, PEAL_QUERY_CAMPAIGN_INSERT);

  peal_stmt_bind_text (stmt, ":name", create->name);
  peal_stmt_bind_text (stmt, ":body", create->body);
  peal_stmt_bind_int (stmt, ":kind", create->kind);
  peal_stmt_bind_text (stmt, ":audience", create->audience);
  peal_stmt_bind_text (stmt, ":actor", create->actor);
  peal_stmt_bind_int (stmt, ":now", peal_db_get_now (db));
  peal_stmt_run (stmt);
  return peal_db_get_inserted_id (db);
}

/* R-SEND-6: a message, or the reason why none. Returns the message's id, 0 = none. */
static gint64
insert_recipient (PealDb            *db,
                  gint64             campaign_id,
                  gint64             ordinal,
                  PealCampaignEntry *entry,
                  const char        *actor)
{
  g_autoptr(PealStmt) stmt = peal_db_query (db, PEAL_QUERY_CAMPAIGN_RECIPIENT_INSERT);
  gint64 message_id = 0;

  if (entry->queued != NULL)
    {
      entry->queued->campaign_id = campaign_id;
      message_id = peal_outbox_insert (db, entry->queued, actor);
    }
  peal_stmt_bind_int (stmt, ":campaign_id", campaign_id);
  peal_stmt_bind_int (stmt, ":ordinal", ordinal);
  peal_stmt_bind_int (stmt, ":contact_id", entry->contact_id);
  peal_stmt_bind_text (stmt, ":e164", entry->e164);
  peal_stmt_bind_id (stmt, ":message_id", message_id);
  peal_stmt_bind_int (stmt, ":reason", entry->reason);
  peal_stmt_bind_text (stmt, ":explanation", entry->explanation);
  peal_stmt_run (stmt);
  return message_id;
}

static void
record_start (PealDb                     *db,
              const PealCampaignCreation *create,
              gint64                      campaign_id,
              gint64                      n_messages)
{
  g_autoptr(PealPayload) payload = peal_payload_new ();

  peal_payload_add_text (payload, "name", create->name);
  peal_payload_add_text (payload, "audience", create->audience);
  peal_payload_add_int (payload, "messages", n_messages);
  peal_payload_add_int (payload, "left_out", (gint64) create->entries->len - n_messages);
  peal_ledger_append_about (db, peal_db_get_now (db), create->actor, "campaign.started", "campaign", campaign_id,
                            peal_payload_get_json (payload));
  peal_db_touch (db, PEAL_CHANGE_CAMPAIGNS);
}

GArray *
peal_campaign_create (PealDb                     *db,
                      const PealCampaignCreation *create)
{
  gint64 campaign_id = insert_campaign (db, create);
  GArray *ids = peal_ids_new (&campaign_id, 1);
  gint64 n_messages = 0;

  for (guint i = 0; i < create->entries->len && !peal_db_has_failed (db); i++)
    {
      gint64 id = insert_recipient (db, campaign_id, i + 1, g_ptr_array_index (create->entries, i), create->actor);

      n_messages += id != 0;
      g_array_append_val (ids, id);
    }
  record_start (db, create, campaign_id, n_messages);
  return ids;
}

static void
create_job (PealDb  *db,
            gpointer data,
            GValue  *result)
{
  peal_result_take (result, G_TYPE_ARRAY, peal_campaign_create (db, data));
}

DexFuture *
peal_campaigns_create (PealStore               *store,
                       const PealCampaignDraft *draft,
                       GPtrArray               *entries)
{
  peal_return_reject_if_fail (PEAL_IS_STORE (store));
  peal_return_reject_if_fail (draft != NULL && draft->body != NULL);
  peal_return_reject_if_fail (entries != NULL);

  return peal_store_write (store, create_job, peal_campaign_creation_new (draft, entries),
                           (GDestroyNotify) peal_campaign_creation_free);
}

/* Reading ----------------------------------------------------------------------------------------- */

static void
count_recipients (PealDb          *db,
                  PealCampaignRow *campaign)
{
  g_autoptr(PealStmt) stmt = peal_db_query (db, PEAL_QUERY_CAMPAIGN_COUNT_RECIPIENTS);

  peal_stmt_bind_int (stmt, ":campaign_id", campaign->id);
  if (!peal_stmt_next (stmt))
    return;
  campaign->n_recipients = peal_stmt_get_int (stmt, 0);
  campaign->n_left_out = peal_stmt_get_int (stmt, 1);
}

static void
count_messages (PealDb          *db,
                PealCampaignRow *campaign)
{
  g_autoptr(PealStmt) stmt = peal_db_query (db, PEAL_QUERY_CAMPAIGN_COUNT_MESSAGES);

  peal_stmt_bind_int (stmt, ":campaign_id", campaign->id);
  while (peal_stmt_next (stmt))
    {
      gint64 state = peal_stmt_get_int (stmt, 0);

      if (state >= 0 && state < (gint64) G_N_ELEMENTS (campaign->n_by_state))
        campaign->n_by_state[state] = peal_stmt_get_int (stmt, 1);
    }
  campaign->n_left_out += campaign->n_by_state[PEAL_STATE_LEFT_OUT];
}

/* Nothing of it waits any more, so it is over, though nobody said so. */
static gboolean
is_over (const PealCampaignRow *campaign)
{
  return campaign->n_by_state[PEAL_STATE_QUEUED] == 0
         && campaign->n_by_state[PEAL_STATE_SUBMITTING] == 0
         && campaign->n_by_state[PEAL_STATE_UNKNOWN] == 0;
}

/* The row of campaign_list or campaign_get, without its figures. */
static PealCampaignRow *
read_campaign (PealStmt *stmt)
{
  PealCampaignRow *self = g_new0 (PealCampaignRow, 1);

  self->id = peal_stmt_get_int (stmt, 0);
  self->name = peal_stmt_dup_text (stmt, 1);
  self->body = peal_stmt_dup_text (stmt, 2);
  self->kind = (PealMessageKind) peal_stmt_get_int (stmt, 3);
  self->state = (PealCampaignState) peal_stmt_get_int (stmt, 4);
  self->audience = peal_stmt_dup_text (stmt, 5);
  self->actor = peal_stmt_dup_text (stmt, 6);
  self->created_at = peal_stmt_get_int (stmt, 7);
  return self;
}

static void
count (PealDb          *db,
       PealCampaignRow *campaign)
{
  count_recipients (db, campaign);
  count_messages (db, campaign);
  if (campaign->state == PEAL_CAMPAIGN_RUNNING && is_over (campaign))
    campaign->state = PEAL_CAMPAIGN_DONE;
}

static void
list_job (PealDb  *db,
          gpointer data,
          GValue  *result)
{
  const PealJobArgs *args = data;
  g_autoptr(PealStmt) stmt = peal_db_query (db, PEAL_QUERY_CAMPAIGN_LIST);
  GPtrArray *campaigns = g_ptr_array_new_with_free_func ((GDestroyNotify) peal_campaign_row_free);

  peal_stmt_bind_int (stmt, ":limit", args->limit);
  while (peal_stmt_next (stmt))
    {
      PealCampaignRow *campaign = read_campaign (stmt);

      count (db, campaign);
      g_ptr_array_add (campaigns, campaign);
    }
  peal_result_take (result, G_TYPE_PTR_ARRAY, campaigns);
}

DexFuture *
peal_campaigns_list (PealStore *store,
                     guint      limit)
{
  peal_return_reject_if_fail (PEAL_IS_STORE (store));

  return peal_store_read (store, list_job, PEAL_JOB_ARGS (.limit = limit), peal_job_args_free);
}

static void
get_job (PealDb  *db,
         gpointer data,
         GValue  *result)
{
  const PealJobArgs *args = data;
  g_autoptr(PealStmt) stmt = peal_db_query (db, PEAL_QUERY_CAMPAIGN_GET);
  PealCampaignRow *campaign;

  peal_stmt_bind_int (stmt, ":id", args->id);
  if (!peal_stmt_next (stmt))
    {
      peal_db_fail (db, PEAL_STORE_ERROR_NOT_FOUND, "This campaign is not there any more");
      return;
    }
  campaign = read_campaign (stmt);
  count (db, campaign);
  peal_result_take (result, PEAL_TYPE_CAMPAIGN_ROW, campaign);
}

DexFuture *
peal_campaigns_get (PealStore *store,
                    gint64     id)
{
  peal_return_reject_if_fail (PEAL_IS_STORE (store));

  return peal_store_read (store, get_job, peal_job_args_new (id, NULL, NULL), peal_job_args_free);
}

static PealCampaignRecipient *
read_recipient (PealStmt *stmt)
{
  PealCampaignRecipient *self = g_new0 (PealCampaignRecipient, 1);

  self->ordinal = peal_stmt_get_int (stmt, 0);
  self->contact_id = peal_stmt_get_int (stmt, 1);
  self->display = peal_stmt_dup_text (stmt, 2);
  self->e164 = peal_stmt_dup_text (stmt, 3);
  self->message_id = peal_stmt_get_int (stmt, 4);
  self->state = (PealMessageState) peal_stmt_get_int (stmt, 5);
  self->reason = (PealHoldReason) peal_stmt_get_int (stmt, 6);
  self->explanation = peal_stmt_dup_text (stmt, 7);
  self->not_before = peal_stmt_get_int (stmt, 8);
  return self;
}

static void
recipients_job (PealDb  *db,
                gpointer data,
                GValue  *result)
{
  const PealJobArgs *args = data;
  g_autoptr(PealStmt) stmt = peal_db_query (db, PEAL_QUERY_CAMPAIGN_LIST_RECIPIENTS);
  GPtrArray *recipients = g_ptr_array_new_with_free_func ((GDestroyNotify) peal_campaign_recipient_free);

  peal_stmt_bind_int (stmt, ":campaign_id", args->id);
  peal_stmt_bind_int (stmt, ":left_out_only", args->flag);
  peal_stmt_bind_int (stmt, ":after", args->other);
  peal_stmt_bind_int (stmt, ":limit", args->limit);
  while (peal_stmt_next (stmt))
    g_ptr_array_add (recipients, read_recipient (stmt));
  peal_result_take (result, G_TYPE_PTR_ARRAY, recipients);
}

DexFuture *
peal_campaigns_recipients (PealStore *store,
                           gint64     campaign_id,
                           gboolean   left_out_only,
                           gint64     after,
                           guint      limit)
{
  peal_return_reject_if_fail (PEAL_IS_STORE (store));

  return peal_store_read (store, recipients_job,
                          PEAL_JOB_ARGS (.id = campaign_id, .other = after, .limit = limit, .flag = left_out_only),
                          peal_job_args_free);
}
