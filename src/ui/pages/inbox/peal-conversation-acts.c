/* peal-conversation-acts.c: what is done with a conversation from its menu and its side pane.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#define G_LOG_DOMAIN "peal-ui"

#include "peal-conversation-acts.h"

#include "peal-contact-editor.h"
#include "peal-conversation.h"
#include "peal-fiber.h"
#include "peal-main-window.h"
#include "peal-revoke-dialog.h"
#include "peal-staff.h"
#include "peal-talk-note-dialog.h"
#include "peal-when.h"

#include <glib/gi18n.h>

/* The row of the conversation that is shown, and whose window it is in; NULL where either is missing. */
static const PealConversationRow *
get_row (GtkWidget       *widget,
         PealMainWindow **window)
{
  *window = peal_main_window_of (widget);
  return *window != NULL ? peal_conversation_get_row (PEAL_CONVERSATION (widget)) : NULL;
}

static PealStore *
get_store (PealMainWindow *window)
{
  return peal_engine_get_store (peal_main_window_get_engine (window));
}

/* Who --------------------------------------------------------------------------------------------- */

static void
show_contact_cb (GtkWidget  *widget,
                 const char *name,
                 GVariant   *parameter)
{
  PealMainWindow *window;
  const PealConversationRow *row = get_row (widget, &window);
  g_autofree char *subject = NULL;

  if (row == NULL || row->contact_id == 0)
    return;
  subject = g_strdup_printf ("contact:%" G_GINT64_FORMAT, row->contact_id);
  gtk_widget_activate_action (widget, "win.show", "s", subject);
}

static void
add_contact_cb (GtkWidget  *widget,
                const char *name,
                GVariant   *parameter)
{
  PealMainWindow *window;
  const PealConversationRow *row = get_row (widget, &window);
  g_autoptr(PealContact) contact = NULL;
  AdwDialog *editor;

  if (row == NULL)
    return;
  contact = peal_contact_new ();
  g_ptr_array_add (contact->phones, peal_contact_phone_new (row->theirs));
  editor = ADW_DIALOG (peal_contact_editor_new (peal_main_window_get_engine (window), contact));
  adw_dialog_set_title (editor, _("New Contact"));
  adw_dialog_present (editor, widget);
}

typedef struct
{
  PealStore *store;
  gint64 conversation_id;
} Seeing;

static void
seeing_free (gpointer data)
{
  Seeing *seeing = data;

  g_object_unref (seeing->store);
  g_free (seeing);
}

/* Notes ------------------------------------------------------------------------------------------- */

static void
note_cb (GtkWidget  *widget,
         const char *name,
         GVariant   *parameter)
{
  PealMainWindow *window;
  const PealConversationRow *row = get_row (widget, &window);
  PealTalkNote note = { 0 };

  if (row == NULL)
    return;
  note.conversation_id = row->id;
  adw_dialog_present (ADW_DIALOG (peal_talk_note_dialog_new (get_store (window), &note)), widget);
}

/* Whoever sits here has looked. */
static DexFuture *
see_fiber (gpointer      data,
           GCancellable *cancellable)
{
  const Seeing *seeing = data;
  g_autoptr(GError) error = NULL;
  gint64 me = dex_await_int64 (peal_staff_get_me (seeing->store), &error);

  if (error != NULL)
    return dex_future_new_for_error (g_steal_pointer (&error));
  if (me == 0)
    return dex_future_new_true ();
  return peal_talk_mentions_see (seeing->store, me, seeing->conversation_id);
}

void
peal_conversation_acts_see (PealStore *store,
                            gint64     conversation_id)
{
  Seeing *seeing = g_new0 (Seeing, 1);

  seeing->store = g_object_ref (store);
  seeing->conversation_id = conversation_id;
  /* best effort: what is not seen now is seen next time */
  peal_when (peal_fiber_spawn (see_fiber, seeing, seeing_free), store, NULL, NULL);
}

/* Consent ----------------------------------------------------------------------------------------- */

static void
revoke_cb (GtkWidget  *widget,
           const char *name,
           GVariant   *parameter)
{
  PealMainWindow *window;
  const PealConversationRow *row = get_row (widget, &window);

  if (row != NULL)
    adw_dialog_present (peal_revoke_dialog_new (get_store (window), row->theirs, row->display), widget);
}

void
peal_conversation_acts_install (GtkWidgetClass *klass)
{
  gtk_widget_class_install_action (klass, "conversation.show-contact", NULL, show_contact_cb);
  gtk_widget_class_install_action (klass, "conversation.add-contact", NULL, add_contact_cb);
  gtk_widget_class_install_action (klass, "conversation.note", NULL, note_cb);
  gtk_widget_class_install_action (klass, "conversation.revoke", NULL, revoke_cb);
}

void
peal_conversation_acts_update (GtkWidget                 *conversation,
                               const PealConversationRow *row)
{
  g_return_if_fail (GTK_IS_WIDGET (conversation));

  gtk_widget_action_set_enabled (conversation, "conversation.show-contact", row != NULL && row->contact_id != 0);
  gtk_widget_action_set_enabled (conversation, "conversation.add-contact", row != NULL && row->contact_id == 0);
  gtk_widget_action_set_enabled (conversation, "conversation.note", row != NULL);
  gtk_widget_action_set_enabled (conversation, "conversation.revoke",
                                 row != NULL && row->consent == PEAL_CONSENT_OPTED_OUT);
}
