/* peal-note.c: something that happened, between the bubbles.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#define G_LOG_DOMAIN "peal-ui"

#include "peal-note.h"

#include "peal-config.h"
#include "peal-format.h"
#include "peal-reason-text.h"

#include <glib/gi18n.h>

static GtkWidget *
quiet_label_new (const char *text)
{
  return g_object_new (GTK_TYPE_LABEL,
                       "label", text,
                       "wrap", TRUE,
                       "wrap-mode", PANGO_WRAP_WORD_CHAR,
                       "justify", GTK_JUSTIFY_CENTER,
                       "css-classes", (const char *[]) { "caption", "dimmed", NULL },
                       NULL);
}

GtkWidget *
peal_note_new (const PealConsentEvent *event,
               gboolean                can_undo)
{
  g_autofree char *text = NULL;
  GtkWidget *row, *box;

  g_return_val_if_fail (event != NULL, NULL);

  text = peal_consent_event_text (event);
  row = g_object_new (GTK_TYPE_LIST_BOX_ROW, "activatable", FALSE, "selectable", FALSE,
                      "css-classes", (const char *[]) { "message", "apart", NULL }, NULL);
  box = gtk_box_new (GTK_ORIENTATION_VERTICAL, 0);
  gtk_widget_set_halign (box, GTK_ALIGN_CENTER);
  gtk_box_append (GTK_BOX (box), quiet_label_new (text));
  if (can_undo)
    gtk_box_append (GTK_BOX (box),
                    g_object_new (GTK_TYPE_BUTTON,
                                  "label", _("That Was a Mistake…"),
                                  "action-name", "thread.revoke",
                                  "halign", GTK_ALIGN_CENTER,
                                  "css-classes", (const char *[]) { "link-button", "caption", NULL },
                                  NULL));
  gtk_list_box_row_set_child (GTK_LIST_BOX_ROW (row), box);
  gtk_accessible_update_property (GTK_ACCESSIBLE (row), GTK_ACCESSIBLE_PROPERTY_LABEL, text, -1);
  return row;
}

GtkWidget *
peal_note_day_new (gint64 time,
                   gint64 now)
{
  g_autofree char *text = peal_format_day (time, now);
  GtkWidget *label = quiet_label_new (text);

  gtk_widget_set_margin_top (label, 18);
  gtk_widget_set_margin_bottom (label, 6);
  return label;
}
