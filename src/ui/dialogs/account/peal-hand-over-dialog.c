/* peal-hand-over-dialog.c: which account is to send what waits at another.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#define G_LOG_DOMAIN "peal-ui"

#include "peal-hand-over-dialog.h"

#include "peal-config.h"
#include "peal-format.h"
#include "peal-when.h"

#include <glib/gi18n.h>

#define ACTOR "window"

/* What hangs at a dialog, and at the window that asks. */
#define CHOICE "peal-hand-over-choice"
#define COUNT "peal-hand-over-count"

/* The choice -------------------------------------------------------------------------------------- */

typedef struct
{
  AdwComboRow *row;
  GArray *ids;      /* of gint64, in the order of the row */
} Choice;

static void
choice_free (gpointer data)
{
  Choice *choice = data;

  g_array_unref (choice->ids);
  g_free (choice);
}

static gboolean
may_take (const PealAccount *account,
          gint64             leaving_id)
{
  return account->id != leaving_id && account->enabled && *account->sender != '\0';
}

/* Those that can send, but for the one that leaves (0 = none does). FALSE: there are none. */
static gboolean
add_choice (AdwAlertDialog  *dialog,
            const GPtrArray *accounts,
            gint64           leaving_id)
{
  g_autoptr(GtkStringList) labels = gtk_string_list_new (NULL);
  GtkWidget *group = adw_preferences_group_new ();
  Choice *choice = g_new0 (Choice, 1);

  choice->ids = g_array_new (FALSE, FALSE, sizeof (gint64));
  choice->row = ADW_COMBO_ROW (adw_combo_row_new ());
  for (guint i = 0; i < accounts->len; i++)
    {
      const PealAccount *account = g_ptr_array_index (accounts, i);

      if (!may_take (account, leaving_id))
        continue;
      gtk_string_list_append (labels, account->label);
      g_array_append_val (choice->ids, account->id);
    }
  adw_preferences_row_set_title (ADW_PREFERENCES_ROW (choice->row), _("Send Through"));
  adw_preferences_row_set_use_markup (ADW_PREFERENCES_ROW (choice->row), FALSE);
  adw_combo_row_set_use_subtitle (choice->row, TRUE); /* a name may be long */
  adw_combo_row_set_model (choice->row, G_LIST_MODEL (labels));
  adw_preferences_group_add (ADW_PREFERENCES_GROUP (group), GTK_WIDGET (choice->row));
  g_object_set_data_full (G_OBJECT (dialog), CHOICE, choice, choice_free);
  adw_alert_dialog_set_extra_child (dialog, group);
  gtk_widget_set_visible (group, choice->ids->len > 0);
  return choice->ids->len > 0;
}

gint64
peal_hand_over_dialog_get_account (AdwDialog *dialog)
{
  const Choice *choice = g_object_get_data (G_OBJECT (dialog), CHOICE);
  guint selected;

  g_return_val_if_fail (choice != NULL, 0);

  selected = adw_combo_row_get_selected (choice->row);
  return selected < choice->ids->len ? g_array_index (choice->ids, gint64, selected) : 0;
}

/* The dialogs ------------------------------------------------------------------------------------- */

static void
add_response (AdwAlertDialog       *dialog,
              const char           *response,
              const char           *label,
              AdwResponseAppearance appearance)
{
  adw_alert_dialog_add_response (dialog, response, label);
  adw_alert_dialog_set_response_appearance (dialog, response, appearance);
}

static AdwAlertDialog *
new_dialog (const char *heading)
{
  AdwAlertDialog *dialog = ADW_ALERT_DIALOG (adw_alert_dialog_new (heading, NULL));

  add_response (dialog, "cancel", _("_Cancel"), ADW_RESPONSE_DEFAULT);
  adw_alert_dialog_set_close_response (dialog, "cancel");
  return dialog;
}

/* "3 messages, 1 schedule". Caller frees. */
static char *
dup_list (const PealHandOver *what)
{
  g_autofree char *n_messages = peal_format_count (what->n_messages);
  g_autofree char *n_schedules = peal_format_count (what->n_schedules);
  /* Translators: here and below, %s is a number. */
  g_autofree char *messages = g_strdup_printf (ngettext ("%s message", "%s messages", what->n_messages), n_messages);
  g_autofree char *schedules = g_strdup_printf (ngettext ("%s schedule", "%s schedules", what->n_schedules), n_schedules);

  if (what->n_schedules == 0)
    return g_steal_pointer (&messages);
  if (what->n_messages == 0)
    return g_steal_pointer (&schedules);
  return g_strdup_printf ("%s, %s", messages, schedules);
}

AdwDialog *
peal_hand_over_dialog_new_before (const PealAccount  *account,
                                  const PealHandOver *left,
                                  const GPtrArray    *accounts)
{
  g_autofree char *list = dup_list (left);
  AdwAlertDialog *dialog = new_dialog (_("Stop Using This Account?")); /* a heading is measured as one line */
  g_autofree char *body = NULL;

  if (add_choice (dialog, accounts, account->id))
    {
      /* Translators: here and below, the name of a gateway account, then "3 messages, 1 schedule". */
      body = g_strdup_printf (_("Still waiting at “%s”: %s. Another account can take over. What you leave there waits "
                                "until you move it or take it back."), account->label, list);
      add_response (dialog, "leave", _("_Leave"), ADW_RESPONSE_DEFAULT);
      add_response (dialog, "move", _("_Move"), ADW_RESPONSE_SUGGESTED);
    }
  else
    {
      body = g_strdup_printf (_("Still waiting at “%s”: %s. No other account can take over. What you leave there waits "
                                "until you move it to another account or take it back."), account->label, list);
      add_response (dialog, "leave", _("_Stop Using"), ADW_RESPONSE_DESTRUCTIVE);
    }
  adw_alert_dialog_set_body (dialog, body);
  adw_alert_dialog_set_default_response (dialog, adw_alert_dialog_has_response (dialog, "move") ? "move" : "cancel");
  return ADW_DIALOG (dialog);
}

AdwDialog *
peal_hand_over_dialog_new_after (const PealHandOver *left,
                                 const GPtrArray    *accounts)
{
  AdwAlertDialog *dialog = new_dialog (_("Move What Waits?")); /* short, as above */
  g_autofree char *list = dup_list (left);
  g_autofree char *body = NULL;

  if (add_choice (dialog, accounts, 0))
    {
      /* Translators: here and below, %s is "3 messages, 1 schedule". */
      body = g_strdup_printf (_("Still waiting at an account that was removed: %s."), list);
      add_response (dialog, "move", _("_Move"), ADW_RESPONSE_SUGGESTED);
      adw_alert_dialog_set_default_response (dialog, "move");
    }
  else
    {
      body = g_strdup_printf (_("Still waiting at an account that was removed: %s. Connect another one, then it can take "
                                "over."), list);
      add_response (dialog, "connect", _("_Preferences"), ADW_RESPONSE_SUGGESTED);
      adw_alert_dialog_set_default_response (dialog, "connect");
    }
  adw_alert_dialog_set_body (dialog, body);
  return ADW_DIALOG (dialog);
}

/* Asking ------------------------------------------------------------------------------------------ */

static PealStore *
get_store (PealMainWindow *window)
{
  return peal_engine_get_store (peal_main_window_get_engine (window));
}

static void
moved_cb (gpointer      owner,
          const GValue *value)
{
  g_autofree char *list = dup_list (g_value_get_boxed (value));
  /* Translators: %s is "3 messages, 1 schedule". */
  g_autofree char *text = g_strdup_printf (_("Moved: %s"), list);

  peal_main_window_toast (owner, text);
}

static void
failed_cb (gpointer      owner,
           const GError *error)
{
  peal_main_window_show_error (owner, error);
}

static void
move_cb (PealMainWindow *window,
         const char     *response,
         AdwDialog      *dialog)
{
  peal_when (peal_hand_over (get_store (window), 0, peal_hand_over_dialog_get_account (dialog), ACTOR), window, moved_cb,
             failed_cb);
}

static void
connect_cb (PealMainWindow *window)
{
  gtk_widget_activate_action (GTK_WIDGET (window), "app.preferences", NULL);
}

/* What the question needs was read: how many they are, then who could send them. */
static void
accounts_read_cb (gpointer      owner,
                  const GValue *value)
{
  g_autoptr(PealHandOver) left = g_object_steal_data (owner, COUNT);
  AdwDialog *dialog = peal_hand_over_dialog_new_after (left, g_value_get_boxed (value));

  g_signal_connect_object (dialog, "response::move", G_CALLBACK (move_cb), owner, G_CONNECT_SWAPPED);
  g_signal_connect_object (dialog, "response::connect", G_CALLBACK (connect_cb), owner, G_CONNECT_SWAPPED);
  adw_dialog_present (dialog, owner);
}

static void
counted_cb (gpointer      owner,
            const GValue *value)
{
  const PealHandOver *left = g_value_get_boxed (value);

  if (peal_hand_over_is_empty (left))
    {
      peal_main_window_toast (owner, _("Nothing waits at a removed account any more"));
      return;
    }
  g_object_set_data_full (owner, COUNT, peal_hand_over_copy (left), (GDestroyNotify) peal_hand_over_free);
  peal_when (peal_accounts_list (get_store (owner)), owner, accounts_read_cb, failed_cb);
}

void
peal_hand_over_dialog_ask (PealMainWindow *window)
{
  g_return_if_fail (PEAL_IS_MAIN_WINDOW (window));

  if (peal_main_window_get_engine (window) != NULL)
    peal_when (peal_hand_over_count (get_store (window), 0), window, counted_cb, failed_cb);
}
