/* test-message-search.c: words found in all messages, from the search of the inbox.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include "peal-inbound.h"
#include "peal-inbox-page.h"
#include "peal-scene.h"
#include "window-fixture.h"

/* Of the scene. */
#define ANNA "+12125550101"

#define N_NEEDLES 120

static GtkWidget *
get_page (UiFixture *fixture)
{
  return ui_get (fixture->window, ui_is_of_type, "PealInboxPage");
}

static GtkListView *
get_list (UiFixture *fixture)
{
  return GTK_LIST_VIEW (ui_get (get_page (fixture), ui_is_of_type, "GtkListView"));
}

static void
write_search (UiFixture  *fixture,
              const char *text)
{
  gtk_editable_set_text (GTK_EDITABLE (ui_get (get_page (fixture), ui_is_of_type, "GtkSearchEntry")), text);
}

static void
search (UiFixture  *fixture,
        const char *text)
{
  peal_main_window_go (fixture->window, "inbox");
  ui_wait_for_text (get_page (fixture), "Chloé Dubois");
  gtk_widget_activate_action (GTK_WIDGET (fixture->window), "win.find", NULL);
  write_search (fixture, text);
}

static guint
count_rows (UiFixture *fixture)
{
  return g_list_model_get_n_items (G_LIST_MODEL (gtk_list_view_get_model (get_list (fixture))));
}

static gboolean
is_bold (PangoAttribute *attribute,
         gpointer        data)
{
  return attribute->klass->type == PANGO_ATTR_WEIGHT && ((PangoAttrInt *) attribute)->value == PANGO_WEIGHT_BOLD;
}

/* What of @label is bold; "" = nothing. Caller frees. */
static char *
dup_bold (GtkWidget *label)
{
  PangoAttrList *attributes = gtk_label_get_attributes (GTK_LABEL (label));
  g_autoptr(PangoAttrList) copy = attributes != NULL ? pango_attr_list_copy (attributes) : pango_attr_list_new ();
  g_autoptr(PangoAttrList) bold = pango_attr_list_filter (copy, is_bold, NULL);
  GSList *list = bold != NULL ? pango_attr_list_get_attributes (bold) : NULL;
  PangoAttribute *first = list != NULL ? list->data : NULL;
  char *text = first != NULL ? g_strndup (gtk_label_get_text (GTK_LABEL (label)) + first->start_index,
                                          first->end_index - first->start_index)
                             : g_strdup ("");

  g_slist_free_full (list, (GDestroyNotify) pango_attribute_destroy);
  return text;
}

/* The words are pointed out, and the message leads to where it was said. */
static void
test_found (UiFixture    *fixture,
            gconstpointer data)
{
  const char *text = "See you on Tuesday then, thank you!";
  g_autofree char *bold = NULL;

  search (fixture, "\"on tuesday\"");
  ui_wait_for_text (get_list (fixture), text);
  ui_wait_for_text (get_list (fixture), "In Messages");
  g_assert_null (ui_find_widget (GTK_WIDGET (get_list (fixture)), ui_shows_text, "People"));
  bold = dup_bold (ui_find_widget (GTK_WIDGET (get_list (fixture)), ui_shows_text, text));
  g_assert_cmpstr (bold, ==, "on Tuesday");

  g_signal_emit_by_name (get_list (fixture), "activate", 0);
  ui_wait_for_text (ui_get (fixture->window, ui_is_of_type, "PealConversation"), "Anna Berg");
  g_assert_cmpint (peal_inbox_page_get_conversation (PEAL_INBOX_PAGE (get_page (fixture))), !=, 0);
  g_assert_true (gtk_widget_activate_action (get_page (fixture), "inbox.list", NULL));
  g_assert_true (gtk_selection_model_is_selected (gtk_list_view_get_model (get_list (fixture)), 0));
}

/* People first, then what was said. */
static void
test_both (UiFixture    *fixture,
           gconstpointer data)
{
  search (fixture, "anna");
  ui_wait_for_text (get_list (fixture), "People");
  ui_wait_for_text (get_list (fixture), "Anna Berg");
  write_search (fixture, "from:anna tuesday");
  ui_wait_for_text (get_list (fixture), "See you on Tuesday then, thank you!");
  ui_wait_for_no_text (get_list (fixture), "People");
}

static void
test_hostile (UiFixture    *fixture,
              gconstpointer data)
{
  search (fixture, "jerry tom");
  ui_wait_for_text (get_list (fixture), "In Messages");
  ui_wait_for_text (ui_wait_for (get_list (fixture), ui_is_of_type, "PealFoundRow"), PEAL_SCENE_HOSTILE);
}

/* What is no day is said, and how to write one. */
static void
test_fault (UiFixture    *fixture,
            gconstpointer data)
{
  search (fixture, "tuesday before:soon");
  ui_wait_for_text (get_page (fixture), "“before:soon” is no day: write 2026-03-01.");
  write_search (fixture, "has:money");
  ui_wait_for_text (get_page (fixture), "“has:money” is not known: there are has:link and is:unread.");
  write_search (fixture, "nobody ever said that");
  ui_wait_for_text (get_page (fixture), "Nothing Found");
  ui_wait_for_no_text (get_page (fixture), "“has:money” is not known: there are has:link and is:unread.");
}

static gboolean
is_hint (GtkWidget  *widget,
         const char *label)
{
  return ui_is_button (widget, label);
}

/* What can be asked is offered while nothing is. */
static void
test_hints (UiFixture    *fixture,
            gconstpointer data)
{
  GtkWidget *entry;

  search (fixture, "");
  entry = ui_get (get_page (fixture), ui_is_of_type, "GtkSearchEntry");
  g_signal_emit_by_name (ui_wait_for (get_page (fixture), is_hint, "from:"), "clicked");
  g_assert_cmpstr (gtk_editable_get_text (GTK_EDITABLE (entry)), ==, "from:");
  g_assert_cmpint (gtk_editable_get_position (GTK_EDITABLE (entry)), ==, 5);
  ui_wait_for_no_text (get_page (fixture), "has:link");
}

static gboolean
has_first_page (gpointer fixture)
{
  return count_rows (fixture) == 50;
}

/* Asks for the end until it is there. */
static gboolean
has_all (gpointer fixture)
{
  guint n = count_rows (fixture);

  gtk_list_view_scroll_to (get_list (fixture), n - 1, GTK_LIST_SCROLL_NONE, NULL);
  return n == N_NEEDLES;
}

/* Fifty at first, and the others as somebody scrolls. */
static void
test_pages (UiFixture    *fixture,
            gconstpointer data)
{
  g_autoptr(GPtrArray) messages = g_ptr_array_new_with_free_func ((GDestroyNotify) peal_inbound_free);
  gint64 now = peal_clock_get_now (peal_engine_get_clock (fixture->engine));

  for (guint i = 0; i < N_NEEDLES; i++)
    {
      g_autofree char *id = g_strdup_printf ("SM-needle-%u", i);

      g_ptr_array_add (messages, peal_inbound_new (id, ANNA, "+15552000000", "needle", now));
    }
  peal_scene_await (peal_talk_record_inbound (peal_engine_get_store (fixture->engine), 1, messages, NULL));
  search (fixture, "\"needle\" -hay");
  ui_wait_until (has_first_page, fixture);
  ui_wait_until (has_all, fixture);
}

int
main (int    argc,
      char **argv)
{
  ui_init (&argc, &argv);
  ui_add ("/message-search/found", TRUE, test_found);
  ui_add ("/message-search/both", TRUE, test_both);
  ui_add ("/message-search/hostile", TRUE, test_hostile);
  ui_add ("/message-search/fault", TRUE, test_fault);
  ui_add ("/message-search/hints", TRUE, test_hints);
  ui_add ("/message-search/pages", TRUE, test_pages);
  return ui_run ();
}
