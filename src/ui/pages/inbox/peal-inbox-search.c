/* peal-inbox-search.c: the messages that a search finds, below the people that it finds.
 *
 * They are one list, so that the arrow keys and J and K walk through both: first
 * the conversations of PealIdList, at its positions, then the messages.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#define G_LOG_DOMAIN "peal-ui"

#include "peal-inbox-page-private.h"

#include "peal-config.h"
#include "peal-found-row.h"
#include "peal-messages.h"
#include "peal-talk-row.h"

#include <glib/gi18n.h>

/* The next page is read when that many rows are left. */
#define N_AHEAD 10

/* Rows -------------------------------------------------------------------------------------------- */

static GtkWidget *
new_row (PealInboxPage *self,
         GtkListItem   *item,
         GType          type)
{
  PealClock *clock = peal_engine_get_clock (self->engine);
  GtkWidget *row;

  if (type == PEAL_TYPE_FOUND_ROW)
    row = peal_found_row_new (self->finder, clock);
  else
    {
      row = peal_talk_row_new (self->drafts, clock);
      g_object_bind_property (self, "row-shows", row, "shows", G_BINDING_SYNC_CREATE);
    }
  g_object_bind_property (row, "description", item, "accessible-label", G_BINDING_SYNC_CREATE);
  gtk_list_item_set_child (item, row);
  return row;
}

void
peal_inbox_search_bind_row (PealInboxPage *self,
                            GtkListItem   *item)
{
  guint position = gtk_list_item_get_position (item);
  gboolean is_message = peal_inbox_search_is_message (self, position);
  GType type = is_message ? PEAL_TYPE_FOUND_ROW : PEAL_TYPE_TALK_ROW;
  GtkWidget *row = gtk_list_item_get_child (item);

  if (row == NULL || G_OBJECT_TYPE (row) != type)
    row = new_row (self, item, type);
  if (!is_message)
    {
      peal_talk_row_set_item (PEAL_TALK_ROW (row), gtk_list_item_get_item (item));
      return;
    }
  peal_found_row_set_item (PEAL_FOUND_ROW (row), gtk_list_item_get_item (item));
  if (position + N_AHEAD >= g_list_model_get_n_items (G_LIST_MODEL (self->selection)))
    peal_message_finder_read_more (self->finder);
}

void
peal_inbox_search_unbind_row (PealInboxPage *self,
                              GtkListItem   *item)
{
  GtkWidget *row = gtk_list_item_get_child (item);

  if (PEAL_IS_FOUND_ROW (row))
    peal_found_row_set_item (PEAL_FOUND_ROW (row), NULL);
  else if (PEAL_IS_TALK_ROW (row))
    peal_talk_row_set_item (PEAL_TALK_ROW (row), NULL);
}

gboolean
peal_inbox_search_is_message (PealInboxPage *self,
                              guint          position)
{
  return position != GTK_INVALID_LIST_POSITION && position >= peal_id_list_get_n_ids (self->ids);
}

gboolean
peal_inbox_search_is_message_selected (PealInboxPage *self)
{
  return peal_inbox_search_is_message (self, gtk_single_selection_get_selected (self->selection));
}

/* Headings ---------------------------------------------------------------------------------------- */

static void
setup_header_cb (GtkSignalListItemFactory *factory,
                 GtkListHeader            *header)
{
  GtkWidget *label = gtk_label_new (NULL);

  gtk_label_set_xalign (GTK_LABEL (label), 0);
  gtk_widget_add_css_class (label, "caption-heading");
  gtk_widget_add_css_class (label, "dimmed");
  gtk_list_header_set_child (header, label);
}

static void
bind_header_cb (GtkSignalListItemFactory *factory,
                GtkListHeader            *header,
                PealInboxPage            *self)
{
  gtk_label_set_text (GTK_LABEL (gtk_list_header_get_child (header)),
                      peal_inbox_search_is_message (self, gtk_list_header_get_start (header)) ? _("In Messages")
                                                                                              : _("People"));
}

/* Asking ------------------------------------------------------------------------------------------ */

/* What is wrong with the question; NULL: nothing. Caller frees. */
static char *
dup_fault (const PealMessageQuery *query)
{
  if (query == NULL || query->fault == NULL)
    return NULL;
  if (g_str_has_prefix (query->fault, "has:") || g_str_has_prefix (query->fault, "is:"))
    /* Translators: %s is what somebody searches for; "has:link" and "is:unread" stay as they are. */
    return g_strdup_printf (_("“%s” is not known: there are has:link and is:unread."), query->fault);
  /* Translators: %s is what somebody searches for: "before:soon"; the day stays as it is. */
  return g_strdup_printf (_("“%s” is no day: write 2026-03-01."), query->fault);
}

static void
show_fault (PealInboxPage *self)
{
  g_autofree char *fault = dup_fault (peal_message_finder_get_query (self->finder));

  gtk_label_set_text (self->search_fault, fault != NULL ? fault : "");
  gtk_widget_set_visible (GTK_WIDGET (self->search_fault), fault != NULL);
}

static void
changed_cb (PealInboxPage *self)
{
  show_fault (self);
  peal_inbox_page_show_state (self);
}

void
peal_inbox_search_run (PealInboxPage *self)
{
  const char *text = gtk_editable_get_text (self->search);

  if (self->finder == NULL)
    return;
  peal_message_finder_search (self->finder, text, peal_clock_get_now (peal_engine_get_clock (self->engine)));
  gtk_list_view_set_header_factory (self->list, *text != '\0' ? self->header_factory : NULL);
  peal_inbox_search_show_hints (self);
}

void
peal_inbox_search_open (PealInboxPage *self)
{
  GListStore *lists = g_list_store_new (G_TYPE_LIST_MODEL);
  GListModel *people = gtk_single_selection_get_model (self->selection);
  g_autoptr(GtkFlattenListModel) all = NULL;

  self->finder = peal_message_finder_new (peal_engine_get_store (self->engine));
  self->header_factory = gtk_signal_list_item_factory_new ();
  g_signal_connect (self->header_factory, "setup", G_CALLBACK (setup_header_cb), NULL);
  g_signal_connect_object (self->header_factory, "bind", G_CALLBACK (bind_header_cb), self, 0);
  g_list_store_append (lists, people);
  g_list_store_append (lists, peal_message_finder_get_messages (self->finder));
  all = gtk_flatten_list_model_new (G_LIST_MODEL (lists));
  gtk_single_selection_set_model (self->selection, G_LIST_MODEL (all));
  g_signal_connect_object (self->finder, "changed", G_CALLBACK (changed_cb), self, G_CONNECT_SWAPPED);
}

/* What can be asked ------------------------------------------------------------------------------- */

static void
hint_clicked_cb (GtkButton     *button,
                 PealInboxPage *self)
{
  gtk_editable_set_text (self->search, gtk_button_get_label (button));
  gtk_widget_grab_focus (GTK_WIDGET (self->search));
  gtk_editable_set_position (self->search, -1);
}

void
peal_inbox_search_add_hints (PealInboxPage *self)
{
  /* Not translated: it is what the search understands. */
  static const struct
  {
    const char *text;
    const char *meaning;     /* translatable with _() */
  } hints[] = {
    { "from:", N_("Who wrote") },
    { "to:", N_("Whom we wrote to") },
    { "after:", N_("Written on this day or later") },
    { "before:", N_("Written before this day") },
    { "on:", N_("Written on this day") },
    { "has:link", N_("With a link") },
    { "is:unread", N_("Not read yet") },
  };

  for (gsize i = 0; i < G_N_ELEMENTS (hints); i++)
    {
      GtkWidget *button = gtk_button_new_with_label (hints[i].text);

      gtk_widget_set_tooltip_text (button, _(hints[i].meaning));
      gtk_widget_add_css_class (button, "hint");
      g_signal_connect_object (button, "clicked", G_CALLBACK (hint_clicked_cb), self, 0);
      adw_wrap_box_append (self->hints, button);
    }
}

void
peal_inbox_search_show_hints (PealInboxPage *self)
{
  gtk_widget_set_visible (GTK_WIDGET (self->hints), gtk_search_bar_get_search_mode (self->search_bar)
                                                      && *gtk_editable_get_text (self->search) == '\0');
}
