/* peal-sending.c: an answer that has left the composer, and may come back.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#define G_LOG_DOMAIN "peal-ui"

#include "peal-sending.h"

#include "peal-main-window.h"
#include "peal-reason-text.h"
#include "peal-when.h"

#include <glib/gi18n.h>

/* A text that has left the composer; its place may show another conversation by now, or be gone. */
typedef struct
{
  PealEngine *engine;
  PealDrafts *drafts;
  GtkWidget *place;          /* weak: where it was written */
  PealPutBack put_back;
  gint64 conversation_id;
  gint64 message_id;         /* 0: nothing is queued yet */
  guint undo_seconds;
  gboolean is_elsewhere;     /* in another conversation */
  char *text;
} Sending;

static void
sending_free (gpointer data)
{
  Sending *sending = data;

  g_clear_weak_pointer (&sending->place);
  g_object_unref (sending->engine);
  g_object_unref (sending->drafts);
  g_free (sending->text);
  g_free (sending);
}

static Sending *
sending_copy (const Sending *self)
{
  Sending *copy = g_memdup2 (self, sizeof *self);

  g_object_ref (copy->engine);
  g_object_ref (copy->drafts);
  copy->place = NULL;
  g_set_weak_pointer (&copy->place, self->place);
  copy->text = g_strdup (self->text);
  return copy;
}

static DexFuture *
draft_looked_at_cb (DexFuture *completed,
                    gpointer   user_data)
{
  const Sending *sending = user_data;
  const GValue *value = dex_future_get_value (completed, NULL);

  if (value != NULL && *g_value_get_string (value) == '\0')
    {
      peal_drafts_set (sending->drafts, sending->conversation_id, sending->text);
      peal_drafts_flush (sending->drafts);
    }
  return dex_future_new_true ();
}

/* The text goes back to where it was written, unless something else is there by now. */
static void
put_back (const Sending *sending)
{
  if (sending->place == NULL || !sending->put_back (sending->place, sending->conversation_id, sending->text))
    dex_future_disown (dex_future_finally (peal_drafts_read (sending->drafts, sending->conversation_id),
                                           draft_looked_at_cb, sending_copy (sending), sending_free));
}

/* Also where it was too late: then the bubble says so. */
static void
undone_cb (gpointer      owner,
           const GValue *value)
{
  if (!g_value_get_boolean (value))
    peal_main_window_toast (owner, _("Too late: it has been sent"));
}

static void
undo_failed_cb (gpointer      owner,
                const GError *error)
{
  peal_main_window_show_error (owner, error);
}

static void
undo_cb (PealMainWindow *window,
         gpointer        data)
{
  const Sending *sending = data;

  peal_when (peal_engine_cancel_message (sending->engine, sending->message_id, "window"), window, undone_cb,
             undo_failed_cb);
  put_back (sending);
}

/* The few seconds in which every message can be taken back are no schedule. */
static char *
dup_news (const Sending *sending,
          gint64         until)
{
  gint64 now = peal_clock_get_now (peal_engine_get_clock (sending->engine));

  return until > now + sending->undo_seconds * PEAL_SECOND ? peal_reason_text (PEAL_HOLD_SCHEDULED, until, NULL, now)
                                                           : g_strdup (_("Sending…"));
}

static void
offer_undo (const Sending       *sending,
            const PealRecipient *recipient)
{
  PealMainWindow *window = sending->place != NULL ? peal_main_window_of (sending->place) : NULL;
  g_autofree char *text = NULL;
  Sending *undo;

  if (window == NULL || recipient->message_id == 0 || recipient->reason >= PEAL_HOLD_OPTED_OUT
      || (sending->undo_seconds == 0 && recipient->reason == PEAL_HOLD_NONE))
    return;
  undo = sending_copy (sending);
  undo->message_id = recipient->message_id;
  text = dup_news (sending, recipient->until);
  peal_main_window_offer_undo_for (window, text, sending->undo_seconds, undo_cb, undo, sending_free);
}

/* It is where the other number's conversation is. */
static void
show_elsewhere (const Sending       *sending,
                const PealRecipient *recipient)
{
  g_autofree char *subject = NULL;

  if (!sending->is_elsewhere || sending->place == NULL || recipient->message_id == 0)
    return;
  subject = g_strdup_printf ("message:%" G_GINT64_FORMAT, recipient->message_id);
  gtk_widget_activate_action (sending->place, "win.show", "s", subject);
}

static DexFuture *
settled_cb (DexFuture *completed,
            gpointer   user_data)
{
  const Sending *sending = user_data;
  g_autoptr(GError) error = NULL;
  const GValue *value = dex_future_get_value (completed, &error);
  const PealSendReport *report = value != NULL ? g_value_get_boxed (value) : NULL;

  if (report == NULL)
    {
      put_back (sending);
      if (sending->place != NULL)
        peal_main_window_show_error_cb (sending->place, error);
    }
  else if (report->recipients->len > 0)
    {
      offer_undo (sending, g_ptr_array_index (report->recipients, 0));
      show_elsewhere (sending, g_ptr_array_index (report->recipients, 0));
    }
  peal_drafts_flush (sending->drafts);
  return dex_future_new_true ();
}

void
peal_sending_start (PealEngine            *engine,
                    PealDrafts            *drafts,
                    const PealSendRequest *request,
                    const PealWritten     *written)
{
  Sending *sending;

  g_return_if_fail (PEAL_IS_ENGINE (engine));
  g_return_if_fail (PEAL_IS_DRAFTS (drafts));
  g_return_if_fail (request != NULL && written != NULL);

  sending = g_new0 (Sending, 1);
  sending->engine = g_object_ref (engine);
  sending->drafts = g_object_ref (drafts);
  g_set_weak_pointer (&sending->place, written->place);
  sending->put_back = written->put_back;
  sending->conversation_id = written->conversation_id;
  sending->undo_seconds = written->undo_seconds;
  sending->is_elsewhere = written->is_elsewhere;
  sending->text = g_strdup (written->text);
  dex_future_disown (dex_future_finally (peal_engine_send (engine, request), settled_cb, sending, sending_free));
}
