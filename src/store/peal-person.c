/* peal-person.c: all that is known of one person, to be handed out.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#define G_LOG_DOMAIN "peal-store"

#include "peal-person.h"

#include "peal-contacts-export-private.h"
#include "peal-fiber.h"
#include "peal-job-args.h"

G_DEFINE_BOXED_TYPE (PealPerson, peal_person, peal_person_ref, peal_person_unref)

static void
person_clear (gpointer data)
{
  PealPerson *self = data;

  peal_export_contact_free (self->contact);
  g_ptr_array_unref (self->messages);
  g_ptr_array_unref (self->campaigns);
  g_ptr_array_unref (self->events);
}

PealPerson *
peal_person_ref (PealPerson *self)
{
  return g_atomic_rc_box_acquire (self);
}

void
peal_person_unref (PealPerson *self)
{
  g_atomic_rc_box_release_full (self, person_clear);
}

static void
message_free (gpointer data)
{
  PealPersonMessage *message = data;

  g_free (message->ours);
  g_free (message->theirs);
  g_free (message->body);
  g_free (message->explanation);
  g_free (message->campaign);
  g_free (message);
}

static void
campaign_free (gpointer data)
{
  PealPersonCampaign *campaign = data;

  g_free (campaign->name);
  g_free (campaign->e164);
  g_free (campaign->explanation);
  g_free (campaign);
}

static void
event_free (gpointer data)
{
  PealPersonEvent *event = data;

  g_free (event->event);
  g_free (event->actor);
  g_free (event);
}

/* Reading ----------------------------------------------------------------------------------------- */

static GPtrArray *
load_messages (PealDb *db,
               gint64  id)
{
  g_autoptr(PealStmt) stmt = peal_db_query (db, PEAL_QUERY_PERSON_MESSAGES);
  GPtrArray *messages = g_ptr_array_new_with_free_func (message_free);

  peal_stmt_bind_int (stmt, ":contact_id", id);
  while (peal_stmt_next (stmt))
    {
      PealPersonMessage *message = g_new0 (PealPersonMessage, 1);

      message->at = peal_stmt_get_int (stmt, 0);
      message->direction = (PealDirection) peal_stmt_get_int (stmt, 1);
      message->kind = (PealMessageKind) peal_stmt_get_int (stmt, 2);
      message->state = (PealMessageState) peal_stmt_get_int (stmt, 3);
      message->ours = peal_stmt_dup_text (stmt, 4);
      message->theirs = peal_stmt_dup_text (stmt, 5);
      message->body = peal_stmt_dup_text (stmt, 6);
      message->explanation = peal_stmt_dup_text (stmt, 7);
      message->campaign = peal_stmt_dup_text (stmt, 8);
      message->submitted_at = peal_stmt_get_int (stmt, 9);
      message->settled_at = peal_stmt_get_int (stmt, 10);
      g_ptr_array_add (messages, message);
    }
  return messages;
}

static GPtrArray *
load_campaigns (PealDb *db,
                gint64  id)
{
  g_autoptr(PealStmt) stmt = peal_db_query (db, PEAL_QUERY_PERSON_CAMPAIGNS);
  GPtrArray *campaigns = g_ptr_array_new_with_free_func (campaign_free);

  peal_stmt_bind_int (stmt, ":contact_id", id);
  while (peal_stmt_next (stmt))
    {
      PealPersonCampaign *campaign = g_new0 (PealPersonCampaign, 1);

      campaign->name = peal_stmt_dup_text (stmt, 0);
      campaign->at = peal_stmt_get_int (stmt, 1);
      campaign->e164 = peal_stmt_dup_text (stmt, 2);
      campaign->state = (PealMessageState) peal_stmt_get_int (stmt, 3);
      campaign->reason = (PealHoldReason) peal_stmt_get_int (stmt, 4);
      campaign->explanation = peal_stmt_dup_text (stmt, 5);
      g_ptr_array_add (campaigns, campaign);
    }
  return campaigns;
}

static GPtrArray *
load_events (PealDb *db,
             gint64  id)
{
  g_autoptr(PealStmt) stmt = peal_db_query (db, PEAL_QUERY_PERSON_EVENTS);
  g_autofree char *subject = g_strdup_printf ("contact:%" G_GINT64_FORMAT, id);
  GPtrArray *events = g_ptr_array_new_with_free_func (event_free);

  peal_stmt_bind_text (stmt, ":subject", subject);
  while (peal_stmt_next (stmt))
    {
      PealPersonEvent *event = g_new0 (PealPersonEvent, 1);

      event->at = peal_stmt_get_int (stmt, 0);
      event->event = peal_stmt_dup_text (stmt, 1);
      event->actor = peal_stmt_dup_text (stmt, 2);
      g_ptr_array_add (events, event);
    }
  return events;
}

static void
load_job (PealDb  *db,
          gpointer data,
          GValue  *result)
{
  const PealJobArgs *args = data;
  PealExportContact *contact = peal_export_contact_load (db, args->id, TRUE);
  PealPerson *self;

  if (contact == NULL)
    {
      peal_db_fail (db, PEAL_STORE_ERROR_NOT_FOUND, "There is no such contact");
      return;
    }
  self = g_atomic_rc_box_new0 (PealPerson);
  self->contact = contact;
  self->messages = load_messages (db, args->id);
  self->campaigns = load_campaigns (db, args->id);
  self->events = load_events (db, args->id);
  peal_result_take (result, PEAL_TYPE_PERSON, self);
}

DexFuture *
peal_person_load (PealStore *store,
                  gint64     contact_id)
{
  peal_return_reject_if_fail (PEAL_IS_STORE (store));

  return peal_store_read (store, load_job, PEAL_JOB_ARGS (.id = contact_id), peal_job_args_free);
}
