/* peal-send.c: from "these people, this text" to rows in the outbox.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#define G_LOG_DOMAIN "peal-engine"

#include "peal-send.h"

#include "peal-campaigns.h"
#include "peal-engine-private.h"
#include "peal-fiber.h"
#include "peal-groups.h"
#include "peal-limits.h"
#include "peal-outbox-change.h"
#include "peal-plan.h"
#include "peal-schedules.h"
#include "peal-segments.h"
#include "peal-sender.h"
#include "peal-settings.h"
#include "peal-thread.h"
#include "peal-unknown.h"

#include <string.h>

/* Contacts are loaded this many at a time, so that no answer of the store grows without bound. */
#define CONTACT_BATCH 500

#define NAME_LENGTH 40

/* Requests ------------------------------------------------------------------------------------------ */

PealSendRequest *
peal_send_request_new (void)
{
  PealSendRequest *self = g_new0 (PealSendRequest, 1);

  self->body = g_strdup ("");
  self->kind = PEAL_MESSAGE_CONVERSATIONAL;
  self->not_after = PEAL_TIME_NEVER;
  self->actor = g_strdup ("");
  return self;
}

void
peal_send_request_free (PealSendRequest *self)
{
  g_free (self->body);
  g_strfreev (self->numbers);
  g_clear_pointer (&self->contact_ids, g_array_unref);
  g_clear_pointer (&self->group_ids, g_array_unref);
  g_free (self->zone);
  g_free (self->missed);
  g_free (self->name);
  g_free (self->actor);
  g_free (self);
}

static GArray *
copy_ids (GArray *ids)
{
  return ids != NULL ? g_array_copy (ids) : g_array_new (FALSE, FALSE, sizeof (gint64));
}

static PealSendRequest *
copy_request (const PealSendRequest *request)
{
  PealSendRequest *copy = g_memdup2 (request, sizeof *request);

  copy->body = peal_text_normalize (request->body);
  copy->numbers = g_strdupv (request->numbers);
  copy->contact_ids = copy_ids (request->contact_ids);
  copy->group_ids = copy_ids (request->group_ids);
  copy->zone = g_strdup (request->zone);
  copy->missed = request->missed != NULL ? g_memdup2 (request->missed, sizeof *request->missed) : NULL;
  copy->name = g_strdup (request->name);
  copy->actor = g_strdup (request->actor);
  return copy;
}

/* One walk from request to report. */
typedef struct
{
  PealEngine *engine;
  PealSendRequest *request;
  PealMergeTemplate *text;
  char *region;          /* of the business now: for numbers without a country code */
  PealConversationRow *conversation; /* that is answered in, or NULL */
  GPtrArray *candidates; /* of PealCandidate */
  GPtrArray *senders;    /* of PealSender; the candidates borrow from it */
  GPtrArray *consents;   /* of PealConsent */
  PealSendReport *report;
  PealScheduleStep step; /* of the schedule it is for; its id is 0 if it is for none */
  gint64 again_of;       /* the failed message that is sent again, or 0 */
} Walk;

static void
walk_free (gpointer data)
{
  Walk *walk = data;

  g_clear_object (&walk->engine);
  g_clear_pointer (&walk->request, peal_send_request_free);
  g_clear_pointer (&walk->text, peal_merge_template_free);
  g_free (walk->region);
  g_clear_pointer (&walk->conversation, peal_conversation_row_free);
  g_clear_pointer (&walk->candidates, g_ptr_array_unref);
  g_clear_pointer (&walk->senders, g_ptr_array_unref);
  g_clear_pointer (&walk->consents, g_ptr_array_unref);
  g_clear_pointer (&walk->report, peal_send_report_unref);
  g_free (walk);
}

static Walk *
walk_new (PealEngine            *engine,
          const PealSendRequest *request)
{
  Walk *walk = g_new0 (Walk, 1);

  walk->engine = g_object_ref (engine);
  walk->request = copy_request (request);
  walk->candidates = g_ptr_array_new_with_free_func ((GDestroyNotify) peal_candidate_free);
  walk->senders = g_ptr_array_new_with_free_func ((GDestroyNotify) peal_sender_free);
  return walk;
}

/* Reading the request ------------------------------------------------------------------------------- */

gboolean
peal_send_check_text (const char        *body,
                      const char *const *fields,
                      GError           **error)
{
  g_autoptr(PealMergeTemplate) text = NULL;

  g_return_val_if_fail (body != NULL && fields != NULL, FALSE);

  text = peal_plan_parse_text (body, fields, error);
  return text != NULL;
}

static gboolean
read_text (Walk    *walk,
           GError **error)
{
  if (strchr (walk->request->body, '{') != NULL && !dex_await (peal_engine_read_fields (walk->engine), error))
    return FALSE;
  walk->text = peal_plan_parse_text (walk->request->body, peal_engine_get_text_fields (walk->engine), error);
  return walk->text != NULL;
}

static gboolean
load_contacts (Walk    *walk,
               GArray  *ids,
               GError **error)
{
  for (guint i = 0; i < ids->len; i += CONTACT_BATCH)
    {
      guint n = MIN (CONTACT_BATCH, ids->len - i);
      g_autoptr(GPtrArray) contacts = NULL;

      contacts = dex_await_boxed (peal_contacts_get_many (walk->engine->store, &g_array_index (ids, gint64, i), n),
                                  error);
      if (contacts == NULL)
        return FALSE;
      for (guint c = 0; c < contacts->len; c++)
        g_ptr_array_add (walk->candidates,
                         peal_candidate_new_for_contact (peal_contact_copy (g_ptr_array_index (contacts, c))));
    }
  return TRUE;
}

/* A typed number stands for the person who has it, if we know one. */
static gboolean
load_number (Walk       *walk,
             const char *typed,
             GError    **error)
{
  PealCandidate *candidate = peal_candidate_new_for_number (typed, walk->region);
  g_autoptr(GPtrArray) owners = NULL;

  g_ptr_array_add (walk->candidates, candidate);
  if (candidate->e164 == NULL)
    return TRUE;
  owners = dex_await_boxed (peal_contacts_find_by_number (walk->engine->store, candidate->e164), error);
  if (owners == NULL)
    return FALSE;
  if (owners->len > 0)
    candidate->contact = dex_await_boxed (peal_contacts_get (walk->engine->store,
                                                             ((PealContactRow *) g_ptr_array_index (owners, 0))->id),
                                          NULL); /* best effort: deleted meanwhile, it is a bare number */
  return TRUE;
}

/* Who wrote, and to which number of ours. */
static gboolean
load_conversation (Walk    *walk,
                   GError **error)
{
  g_autoptr(GPtrArray) rows = dex_await_boxed (peal_talk_load_rows (walk->engine->store,
                                                                    &walk->request->conversation_id, 1), error);

  if (rows == NULL)
    return FALSE;
  walk->conversation = g_steal_pointer (&g_ptr_array_index (rows, 0));
  if (walk->conversation == NULL)
    {
      g_set_error_literal (error, PEAL_ENGINE_ERROR, PEAL_ENGINE_ERROR_NO_RECIPIENT, "This conversation is gone.");
      return FALSE;
    }
  if (!load_number (walk, walk->conversation->theirs, error))
    return FALSE;
  peal_candidate_set_wrote (g_ptr_array_index (walk->candidates, 0));
  return TRUE;
}

static gboolean
load_candidates (Walk    *walk,
                 GError **error)
{
  const PealSendRequest *request = walk->request;

  walk->region = dex_await_string (peal_setting_get (walk->engine->store, PEAL_SETTING_REGION), error);
  if (walk->region == NULL)
    return FALSE;
  if (request->conversation_id != 0)
    return load_conversation (walk, error);
  for (guint i = 0; request->numbers != NULL && request->numbers[i] != NULL; i++)
    if (!load_number (walk, request->numbers[i], error))
      return FALSE;
  if (!load_contacts (walk, request->contact_ids, error))
    return FALSE;
  if (request->group_ids->len > 0)
    {
      g_autoptr(GArray) members = NULL;

      members = dex_await_boxed (peal_groups_members (walk->engine->store,
                                                      (const gint64 *) (gpointer) request->group_ids->data,
                                                      request->group_ids->len), error);
      if (members == NULL || !load_contacts (walk, members, error))
        return FALSE;
    }
  if (walk->candidates->len == 0)
    {
      g_set_error_literal (error, PEAL_ENGINE_ERROR, PEAL_ENGINE_ERROR_NO_RECIPIENT,
                           "There is nobody to send to. Name a number, a contact or a group with members.");
      return FALSE;
    }
  return TRUE;
}

static gboolean
load_consents (Walk    *walk,
               GError **error)
{
  g_autoptr(GPtrArray) numbers = g_ptr_array_new ();

  for (guint i = 0; i < walk->candidates->len; i++)
    {
      PealCandidate *candidate = g_ptr_array_index (walk->candidates, i);

      if (candidate->e164 != NULL)
        g_ptr_array_add (numbers, candidate->e164);
    }
  g_ptr_array_add (numbers, NULL);
  walk->consents = dex_await_boxed (peal_consent_get_many (walk->engine->store, (const char *const *) numbers->pdata),
                                    error);
  return walk->consents != NULL;
}

/* When those who get it now from @sender have gone. */
static gint64
estimate_sender (Walk             *walk,
                 const PealSender *sender,
                 GError          **error)
{
  gint64 n_messages = 0, n_segments = 0;
  const char *ours = "";

  for (guint i = 0; i < walk->report->recipients->len; i++)
    {
      const PealRecipient *recipient = g_ptr_array_index (walk->report->recipients, i);

      if (recipient->account_id != sender->account->id || recipient->reason != PEAL_HOLD_NONE)
        continue;
      n_messages++;
      n_segments += recipient->segments;
      ours = recipient->ours;
    }
  return dex_await_int64 (peal_limits_estimate (walk->engine->store, sender->account->id, ours,
                                                sender->account->rate_per_sec, n_messages, n_segments), error);
}

static gboolean
estimate (Walk    *walk,
          GError **error)
{
  for (guint i = 0; i < walk->senders->len; i++)
    {
      g_autoptr(GError) failed = NULL;
      gint64 end = estimate_sender (walk, g_ptr_array_index (walk->senders, i), &failed);

      if (failed != NULL)
        {
          g_propagate_error (error, g_steal_pointer (&failed));
          return FALSE;
        }
      walk->report->finish_at = MAX (walk->report->finish_at, end);
    }
  return TRUE;
}

/* From request to walk->report. Inside a fiber. */
static gboolean
judge (Walk    *walk,
       GError **error)
{
  PealPlan plan;

  if (!read_text (walk, error) || !load_candidates (walk, error)
      || !peal_sender_choose (walk->engine->store, walk->request, walk->conversation, walk->candidates, walk->senders,
                              error)
      || !load_consents (walk, error))
    return FALSE;

  plan = (PealPlan) {
    .candidates = walk->candidates,
    .consents = walk->consents,
    .senders = walk->senders,
    .text = walk->text,
    .rules = &walk->engine->rules,
    .request = walk->request,
    .now = peal_clock_get_now (walk->engine->clock),
  };
  if (!dex_await (peal_thread_run (peal_plan_judge, &plan), error))
    return FALSE;
  walk->report = plan.report;
  return estimate (walk, error);
}

static DexFuture *
plan_fiber (gpointer      data,
            GCancellable *cancellable)
{
  Walk *walk = data;
  g_autoptr(GError) error = NULL;

  if (!judge (walk, &error))
    return dex_future_new_for_error (g_steal_pointer (&error));
  return dex_future_new_take_boxed (PEAL_TYPE_SEND_REPORT, g_steal_pointer (&walk->report));
}

DexFuture *
peal_engine_plan_send (PealEngine            *self,
                       const PealSendRequest *request)
{
  peal_return_reject_if_fail (PEAL_IS_ENGINE (self));
  peal_return_reject_if_fail (request != NULL);

  return peal_fiber_spawn (plan_fiber, walk_new (self, request), walk_free);
}

/* Queueing ------------------------------------------------------------------------------------------ */

static PealPriority
priority_of (Walk *walk)
{
  if (walk->report->recipients->len > 1 || walk->request->kind == PEAL_MESSAGE_MARKETING)
    return PEAL_PRIORITY_CAMPAIGN;
  return walk->request->kind == PEAL_MESSAGE_TRANSACTIONAL ? PEAL_PRIORITY_TRANSACTIONAL : PEAL_PRIORITY_CONVERSATION;
}

/* What if nobody can send it when its time comes. */
static void
set_promise (Walk       *walk,
             PealQueued *queued)
{
  const PealMissedQuestion *missed = walk->request->missed;

  queued->promised = missed != NULL || walk->request->not_before > peal_clock_get_now (walk->engine->clock);
  queued->missed_policy = missed != NULL ? missed->policy : PEAL_MISSED_ASK;
  queued->missed_grace = missed != NULL ? missed->grace : PEAL_SEND_GRACE;
}

/* NULL for somebody who is left out. */
static PealQueued *
make_queued (Walk                *walk,
             const PealRecipient *recipient)
{
  PealQueued *queued;

  if (recipient->reason >= PEAL_HOLD_OPTED_OUT)
    return NULL;
  queued = peal_queued_new (recipient->ours, recipient->e164, recipient->body);
  queued->kind = walk->request->kind;
  queued->priority = priority_of (walk);
  queued->segments = recipient->segments;
  queued->account_id = recipient->account_id;
  queued->is_chosen = walk->request->conversation_id != 0 || walk->request->account_id != 0;
  queued->contact_id = recipient->contact_id;
  queued->again_of = walk->again_of;
  queued->not_before = MAX (recipient->until, walk->request->not_before);
  queued->not_after = recipient->not_after;
  set_promise (walk, queued);
  queued->reason = recipient->reason;
  g_set_str (&queued->explanation, recipient->explanation);
  return queued;
}

static gboolean
queue_one (Walk    *walk,
           GError **error)
{
  PealRecipient *recipient = g_ptr_array_index (walk->report->recipients, 0);
  PealQueued *queued = make_queued (walk, recipient);
  g_autoptr(GPtrArray) messages = g_ptr_array_new_with_free_func ((GDestroyNotify) peal_queued_free);
  g_autoptr(GArray) ids = NULL;

  if (queued == NULL)
    return TRUE; /* the report says why */
  g_ptr_array_add (messages, queued);
  ids = dex_await_boxed (peal_outbox_enqueue (walk->engine->store, messages, walk->request->actor), error);
  if (ids == NULL)
    return FALSE;
  recipient->message_id = g_array_index (ids, gint64, 0);
  return TRUE;
}

static char *
make_campaign_name (const PealSendRequest *request)
{
  g_autofree char *line = NULL;

  if (request->name != NULL && *request->name != '\0')
    return g_strdup (request->name);
  line = g_strdelimit (g_strdup (request->body), "\n", ' ');
  if (g_utf8_strlen (line, -1) <= NAME_LENGTH)
    return g_steal_pointer (&line);
  return g_utf8_substring (line, 0, NAME_LENGTH);
}

static gboolean
queue_many (Walk    *walk,
            GError **error)
{
  GPtrArray *recipients = walk->report->recipients;
  g_autoptr(GPtrArray) entries = g_ptr_array_new_with_free_func ((GDestroyNotify) peal_campaign_entry_free);
  g_autofree char *name = make_campaign_name (walk->request);
  g_autofree char *audience = g_strdup_printf ("%u", recipients->len);
  g_autoptr(GArray) ids = NULL;
  PealCampaignDraft draft = {
    .name = name,
    .body = walk->request->body,
    .kind = walk->request->kind,
    .audience = audience,
    .actor = walk->request->actor,
  };

  for (guint i = 0; i < recipients->len; i++)
    {
      const PealRecipient *recipient = g_ptr_array_index (recipients, i);
      PealCampaignEntry *entry = peal_campaign_entry_new (recipient->contact_id, recipient->e164);

      entry->queued = make_queued (walk, recipient);
      entry->reason = entry->queued == NULL ? recipient->reason : PEAL_HOLD_NONE;
      g_set_str (&entry->explanation, recipient->explanation);
      g_ptr_array_add (entries, entry);
    }

  if (walk->step.schedule_id != 0)
    ids = dex_await_boxed (peal_schedules_step (walk->engine->store, &walk->step, &draft, entries), error);
  else
    ids = dex_await_boxed (peal_campaigns_create (walk->engine->store, &draft, entries), error);
  if (ids == NULL)
    return FALSE;
  walk->report->campaign_id = g_array_index (ids, gint64, 0);
  for (guint i = 0; i < recipients->len; i++)
    ((PealRecipient *) g_ptr_array_index (recipients, i))->message_id = g_array_index (ids, gint64, i + 1);
  return TRUE;
}

/* What a schedule sends is told as one, however few get it. */
static gboolean
is_single (Walk *walk)
{
  return walk->report->recipients->len == 1 && walk->step.schedule_id == 0;
}

static DexFuture *
send_fiber (gpointer      data,
            GCancellable *cancellable)
{
  Walk *walk = data;
  g_autoptr(GError) error = NULL;

  if (!judge (walk, &error)
      || !(is_single (walk) ? queue_one (walk, &error) : queue_many (walk, &error)))
    return dex_future_new_for_error (g_steal_pointer (&error));
  return dex_future_new_take_boxed (PEAL_TYPE_SEND_REPORT, g_steal_pointer (&walk->report));
}

DexFuture *
peal_engine_send (PealEngine            *self,
                  const PealSendRequest *request)
{
  peal_return_reject_if_fail (PEAL_IS_ENGINE (self));
  peal_return_reject_if_fail (request != NULL);

  return peal_fiber_spawn (send_fiber, walk_new (self, request), walk_free);
}

DexFuture *
peal_engine_send_occurrence (PealEngine             *self,
                             const PealSendRequest  *request,
                             const PealScheduleStep *step)
{
  Walk *walk;

  peal_return_reject_if_fail (PEAL_IS_ENGINE (self));
  peal_return_reject_if_fail (request != NULL && step != NULL && step->schedule_id != 0);

  walk = walk_new (self, request);
  walk->step = *step;
  return peal_fiber_spawn (send_fiber, walk, walk_free);
}

/* Second thoughts ----------------------------------------------------------------------------------- */

static DexFuture *
cancelled_cb (DexFuture *completed,
              gpointer   user_data)
{
  const GValue *value = dex_future_get_value (completed, NULL);
  const PealActReport *report = g_value_get_boxed (value);

  return dex_future_new_for_boolean (report->moved->len > 0);
}

DexFuture *
peal_engine_cancel_message (PealEngine *self,
                            gint64      message_id,
                            const char *actor)
{
  g_autoptr(GArray) ids = g_array_new (FALSE, FALSE, sizeof (gint64));

  peal_return_reject_if_fail (PEAL_IS_ENGINE (self));

  g_array_append_val (ids, message_id);
  return dex_future_then (peal_outbox_act (self->store, PEAL_ACT_CANCEL, 0, ids, actor), cancelled_cb, NULL, NULL);
}

DexFuture *
peal_engine_decide_unknown (PealEngine *self,
                            gint64      message_id,
                            guint       attempt,
                            gboolean    was_sent,
                            const char *actor)
{
  peal_return_reject_if_fail (PEAL_IS_ENGINE (self));

  return peal_outbox_decide (self->store, message_id, attempt, was_sent ? PEAL_DECIDE_SENT : PEAL_DECIDE_SEND_AGAIN,
                             actor);
}

typedef struct
{
  PealEngine *engine;
  gint64 message_id;
  char *actor;
} Retry;

static void
retry_free (gpointer data)
{
  Retry *retry = data;

  g_clear_object (&retry->engine);
  g_free (retry->actor);
  g_free (retry);
}

static DexFuture *
retry_fiber (gpointer      data,
             GCancellable *cancellable)
{
  Retry *retry = data;
  g_autoptr(GError) error = NULL;
  g_autoptr(GPtrArray) rows = NULL;
  g_autoptr(PealSendRequest) request = peal_send_request_new ();
  const PealMessageRow *row;
  Walk *walk;

  rows = dex_await_boxed (peal_talk_load_messages (retry->engine->store, &retry->message_id, 1), &error);
  if (rows == NULL)
    return dex_future_new_for_error (g_steal_pointer (&error));
  row = g_ptr_array_index (rows, 0);
  if (row == NULL || !peal_message_has_failed (row->state))
    return dex_future_new_reject (PEAL_ENGINE_ERROR, PEAL_ENGINE_ERROR_NOT_ALLOWED,
                                  "Only a message that failed or was not delivered can be sent again.");

  g_free (request->body);
  request->body = peal_merge_escape (row->body);
  request->kind = row->kind;
  request->conversation_id = row->conversation_id;
  g_set_str (&request->actor, retry->actor);
  walk = walk_new (retry->engine, request);
  walk->again_of = row->id;
  return peal_fiber_spawn (send_fiber, walk, walk_free);
}

DexFuture *
peal_engine_retry_message (PealEngine *self,
                           gint64      message_id,
                           const char *actor)
{
  Retry *retry;

  peal_return_reject_if_fail (PEAL_IS_ENGINE (self));

  retry = g_new0 (Retry, 1);
  retry->engine = g_object_ref (self);
  retry->message_id = message_id;
  retry->actor = g_strdup (actor);
  return peal_fiber_spawn (retry_fiber, retry, retry_free);
}
