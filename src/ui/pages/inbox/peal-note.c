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

/* A row that says @text, and the box in it for more. */
static GtkWidget *
row_new (const char  *text,
         GtkWidget  **box)
{
  GtkWidget *row = g_object_new (GTK_TYPE_LIST_BOX_ROW, "activatable", FALSE, "selectable", FALSE,
                                 "css-classes", (const char *[]) { "message", "apart", NULL }, NULL);

  *box = gtk_box_new (GTK_ORIENTATION_VERTICAL, 0);
  gtk_widget_set_halign (*box, GTK_ALIGN_CENTER);
  gtk_box_append (GTK_BOX (*box), quiet_label_new (text));
  gtk_list_box_row_set_child (GTK_LIST_BOX_ROW (row), *box);
  gtk_accessible_update_property (GTK_ACCESSIBLE (row), GTK_ACCESSIBLE_PROPERTY_LABEL, text, -1);
  return row;
}

GtkWidget *
peal_note_new (const char *text)
{
  GtkWidget *box;

  g_return_val_if_fail (text != NULL, NULL);

  return row_new (text, &box);
}

static void
add_undo (GtkWidget *box)
{
  gtk_box_append (GTK_BOX (box),
                  g_object_new (GTK_TYPE_BUTTON,
                                "label", _("That Was a Mistake…"),
                                "action-name", "thread.revoke",
                                "halign", GTK_ALIGN_CENTER,
                                "css-classes", (const char *[]) { "link-button", "caption", NULL },
                                NULL));
}

static GtkWidget *
answer_new (const char *label,
            const char *action)
{
  return g_object_new (GTK_TYPE_BUTTON, "label", label, "use-underline", TRUE, "action-name", action, NULL);
}

/* A person decides: one click each way. */
static void
add_question (GtkWidget *box)
{
  GtkWidget *answers = gtk_box_new (GTK_ORIENTATION_HORIZONTAL, 6);

  gtk_box_append (GTK_BOX (box), quiet_label_new (_("Until you decide, no news and offers go to this number.")));
  gtk_box_append (GTK_BOX (answers), answer_new (_("_Opt Out"), "thread.opt-out"));
  gtk_box_append (GTK_BOX (answers), answer_new (_("No, _Keep"), "thread.keep"));
  gtk_widget_set_halign (answers, GTK_ALIGN_CENTER);
  gtk_widget_set_margin_top (answers, 6);
  gtk_box_append (GTK_BOX (box), answers);
}

GtkWidget *
peal_note_new_for_consent (const PealConsentEvent *event,
                           gboolean                is_last)
{
  g_autofree char *words = NULL;
  g_autofree char *text = NULL;
  GtkWidget *row, *box;

  g_return_val_if_fail (event != NULL, NULL);

  words = peal_consent_event_text (event);
  /* Translators: what happened, and the name of the rule that read it so: “Opted out by writing “STOP” (rule K1)”. */
  text = *event->rule != '\0' ? g_strdup_printf (_("%s (rule %s)"), words, event->rule) : g_strdup (words);
  row = row_new (text, &box);
  if (is_last && event->act == PEAL_CONSENT_ACT_OPT_OUT)
    add_undo (box);
  if (is_last && event->act == PEAL_CONSENT_ACT_REVIEW)
    add_question (box);
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

static GtkWidget *
line_new (void)
{
  return g_object_new (GTK_TYPE_SEPARATOR, "hexpand", TRUE, "valign", GTK_ALIGN_CENTER, NULL);
}

GtkWidget *
peal_note_unread_new (void)
{
  GtkWidget *box = gtk_box_new (GTK_ORIENTATION_HORIZONTAL, 12);

  gtk_widget_add_css_class (box, "unread-line");
  gtk_box_append (GTK_BOX (box), line_new ());
  gtk_box_append (GTK_BOX (box),
                  g_object_new (GTK_TYPE_LABEL, "label", _("New Messages"),
                                "css-classes", (const char *[]) { "caption-heading", NULL }, NULL));
  gtk_box_append (GTK_BOX (box), line_new ());
  return box;
}
