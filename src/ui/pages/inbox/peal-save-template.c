/* peal-save-template.c: a text that was written once becomes a template.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#define G_LOG_DOMAIN "peal-ui"

#include "peal-save-template.h"

#include "peal-main-window.h"
#include "peal-merge.h"
#include "peal-send.h"
#include "peal-templates.h"
#include "peal-when.h"

#include <glib/gi18n.h>

typedef struct
{
  PealEngine *engine;
  PealMainWindow *window;    /* weak: the dialog has left it when it tells the answer */
  char *text;
  AdwEntryRow *name;         /* in the dialog */
} Question;

static void
question_free (gpointer  data,
               GClosure *closure)
{
  Question *question = data;

  g_clear_weak_pointer (&question->window);
  g_object_unref (question->engine);
  g_free (question->text);
  g_free (question);
}

/* What a person called it, without spaces around. Caller frees. */
static char *
dup_name (AdwEntryRow *row)
{
  return g_strstrip (g_strdup (gtk_editable_get_text (GTK_EDITABLE (row))));
}

static void
saved_cb (gpointer      owner,
          const GValue *value)
{
  peal_main_window_toast (owner, _("Template saved"));
}

static void
failed_cb (gpointer      owner,
           const GError *error)
{
  peal_main_window_show_error (owner, error);
}

static void
answered_cb (AdwAlertDialog *dialog,
             const char     *response,
             Question       *question)
{
  const char *const *fields = peal_engine_get_text_fields (question->engine);
  g_autofree char *name = dup_name (question->name);
  g_autofree char *escaped = peal_merge_escape (question->text);
  g_autoptr(PealTemplate) template = NULL;

  if (question->window == NULL || !g_str_equal (response, "save"))
    return;
  template = peal_template_new (name, peal_send_check_text (question->text, fields, NULL) ? question->text : escaped);
  peal_when (peal_templates_save (peal_engine_get_store (question->engine), template, "window"), question->window,
             saved_cb, failed_cb);
}

static void
name_changed_cb (AdwAlertDialog *dialog,
                 AdwEntryRow    *row)
{
  g_autofree char *name = dup_name (row);

  adw_alert_dialog_set_response_enabled (dialog, "save", *name != '\0');
}

void
peal_save_template_ask (GtkWidget  *parent,
                        PealEngine *engine,
                        const char *text)
{
  AdwDialog *dialog;
  GtkWidget *list;
  Question *question;

  g_return_if_fail (GTK_IS_WIDGET (parent));
  g_return_if_fail (PEAL_IS_ENGINE (engine));
  g_return_if_fail (text != NULL);

  dialog = adw_alert_dialog_new (_("Save as Template"), NULL);
  adw_alert_dialog_add_responses (ADW_ALERT_DIALOG (dialog), "cancel", _("_Cancel"), "save", _("_Save"), NULL);
  adw_alert_dialog_set_response_appearance (ADW_ALERT_DIALOG (dialog), "save", ADW_RESPONSE_SUGGESTED);
  adw_alert_dialog_set_default_response (ADW_ALERT_DIALOG (dialog), "save");
  adw_alert_dialog_set_response_enabled (ADW_ALERT_DIALOG (dialog), "save", FALSE);

  question = g_new0 (Question, 1);
  question->engine = g_object_ref (engine);
  g_set_weak_pointer (&question->window, peal_main_window_of (parent));
  question->text = g_strdup (text);
  question->name = g_object_new (ADW_TYPE_ENTRY_ROW, "title", _("Name"), "activates-default", TRUE, NULL);
  list = g_object_new (GTK_TYPE_LIST_BOX, "selection-mode", GTK_SELECTION_NONE,
                       "css-classes", (const char *[]) { "boxed-list", NULL }, NULL);
  gtk_list_box_append (GTK_LIST_BOX (list), GTK_WIDGET (question->name));
  adw_alert_dialog_set_extra_child (ADW_ALERT_DIALOG (dialog), list);
  adw_dialog_set_focus (dialog, GTK_WIDGET (question->name));
  g_signal_connect_object (question->name, "changed", G_CALLBACK (name_changed_cb), dialog, G_CONNECT_SWAPPED);
  g_signal_connect_data (dialog, "response", G_CALLBACK (answered_cb), question, question_free, 0);
  adw_dialog_present (dialog, parent);
}
