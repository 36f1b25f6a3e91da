/* peal-talk-note-card.c: private notes between the bubbles of a thread.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#define G_LOG_DOMAIN "peal-ui"

#include "peal-talk-note-card.h"

#include "peal-config.h"
#include "peal-format.h"
#include "peal-talk-notes.h"

#include <glib/gi18n.h>

/* The store has them oldest first. */
static DexFuture *
turn_cb (DexFuture *future,
         gpointer   user_data)
{
  const GPtrArray *notes = g_value_get_boxed (dex_future_get_value (future, NULL));
  GPtrArray *turned = g_ptr_array_new_with_free_func ((GDestroyNotify) peal_talk_note_free);

  for (guint i = notes->len; i > 0; i--)
    g_ptr_array_add (turned, peal_talk_note_copy (g_ptr_array_index (notes, i - 1)));
  return dex_future_new_take_boxed (G_TYPE_PTR_ARRAY, turned);
}

DexFuture *
peal_talk_note_card_read (PealStore  *store,
                          gint64      conversation_id,
                          const char *theirs)
{
  return dex_future_then (peal_talk_notes_list (store, conversation_id), turn_cb, NULL, NULL);
}

gint64
peal_talk_note_card_time_of (gconstpointer item)
{
  return ((const PealTalkNote *) item)->created_at;
}

static GtkWidget *
label_new (const char *text,
           const char *css_class)
{
  GtkWidget *label = gtk_label_new (text);

  gtk_label_set_wrap (GTK_LABEL (label), TRUE);
  gtk_label_set_wrap_mode (GTK_LABEL (label), PANGO_WRAP_WORD_CHAR);
  gtk_label_set_max_width_chars (GTK_LABEL (label), 40);
  gtk_label_set_xalign (GTK_LABEL (label), 0);
  if (css_class != NULL)
    gtk_widget_add_css_class (label, css_class);
  return label;
}

/* "Note by Maria · 14:05" */
static char *
dup_heading (const PealTalkNote *note)
{
  g_autofree char *when = peal_format_clock (note->created_at);

  if (*note->staff != '\0')
    /* Translators: who wrote a private note, and when. */
    return g_strdup_printf (_("Note by %s · %s"), note->staff, when);
  /* Translators: %s is when a private note was written. */
  return g_strdup_printf (_("Note · %s"), when);
}

GtkWidget *
peal_talk_note_card_make_row (gconstpointer item,
                              gboolean      is_last)
{
  const PealTalkNote *note = item;
  g_autofree char *heading = dup_heading (note);
  g_autofree char *spoken = g_strdup_printf ("%s\n%s", heading, note->body);
  GtkWidget *row = g_object_new (GTK_TYPE_LIST_BOX_ROW, "activatable", FALSE, "selectable", FALSE,
                                 "css-classes", (const char *[]) { "message", "apart", NULL }, NULL);
  GtkWidget *card = gtk_box_new (GTK_ORIENTATION_VERTICAL, 3);
  GtkWidget *words = label_new (heading, "caption");

  gtk_widget_add_css_class (words, "dimmed");
  gtk_box_append (GTK_BOX (card), words);
  gtk_box_append (GTK_BOX (card), label_new (note->body, NULL));
  gtk_widget_set_halign (card, GTK_ALIGN_CENTER);
  gtk_widget_add_css_class (card, "talk-note");
  gtk_list_box_row_set_child (GTK_LIST_BOX_ROW (row), card);
  gtk_accessible_update_property (GTK_ACCESSIBLE (row), GTK_ACCESSIBLE_PROPERTY_LABEL, spoken, -1);
  return row;
}
