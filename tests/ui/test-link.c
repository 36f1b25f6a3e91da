/* test-link.c: a link that asks for a message is followed, and nothing is sent.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include "peal-composer.h"
#include "peal-format.h"
#include "peal-inbox-page.h"
#include "peal-link.h"
#include "peal-new-message.h"
#include "peal-scene.h"
#include "peal-talk.h"
#include "window-fixture.h"

static gboolean
has_dialog (gpointer window)
{
  return PEAL_IS_NEW_MESSAGE (adw_application_window_get_visible_dialog (window));
}

static AdwDialog *
follow_to_dialog (UiFixture  *fixture,
                  const char *uri)
{
  peal_link_follow (fixture->window, uri);
  ui_wait_until (has_dialog, fixture->window);
  return adw_application_window_get_visible_dialog (ADW_APPLICATION_WINDOW (fixture->window));
}

/* Its text is text: braces, markup and all. */
static void
test_new (UiFixture    *fixture,
          gconstpointer data)
{
  AdwDialog *dialog = follow_to_dialog (fixture, "sms:+12125550199,(212)%20555-0198?body=Hi%20{first_name}%20%3Cb%3E%26");
  g_autofree char *first = peal_format_number ("+12125550199");
  g_autofree char *second = peal_format_number ("+12125550198");
  g_autofree char *text = NULL;

  g_object_add_weak_pointer (G_OBJECT (dialog), (gpointer *) &dialog);
  ui_wait_for_text (dialog, first);
  ui_wait_for_text (dialog, second);
  text = peal_composer_dup_text (PEAL_COMPOSER (ui_get (dialog, ui_is_of_type, "PealComposer")));
  g_assert_cmpstr (text, ==, "Hi {{first_name}} <b>&");
  adw_dialog_force_close (dialog);
  ui_wait_for_close (&dialog);
}

static gboolean
is_open (gpointer data)
{
  gint64 *id = data;
  GtkWindow *window = g_list_nth_data (gtk_application_get_windows (GTK_APPLICATION (g_application_get_default ())), 0);
  GtkWidget *page = ui_find_widget (GTK_WIDGET (window), ui_is_of_type, "PealInboxPage");

  return page != NULL && peal_inbox_page_get_conversation (PEAL_INBOX_PAGE (page)) == *id;
}

/* With whom there is a conversation, it goes on there. */
static void
test_known (UiFixture    *fixture,
            gconstpointer data)
{
  PealStore *store = peal_engine_get_store (fixture->engine);
  PealTalkFilter all = { 0 };
  g_autoptr(GArray) ids = peal_scene_await_boxed (peal_talk_snapshot (store, &all));
  gint64 id = g_array_index (ids, gint64, ids->len - 1);
  g_autoptr(GPtrArray) rows = peal_scene_await_boxed (peal_talk_load_rows (store, &id, 1));
  g_autofree char *uri = g_strconcat ("tel:", ((PealConversationRow *) g_ptr_array_index (rows, 0))->theirs, NULL);

  peal_link_follow (fixture->window, uri);
  ui_wait_until (is_open, &id);
  g_assert_false (has_dialog (fixture->window));
}

static void
test_bad (UiFixture    *fixture,
          gconstpointer data)
{
  static const struct
  {
    const char *uri;
    const char *said;
  } links[] = {
    { "mailto:ann@example.com", "Peal cannot open this kind of link" },
    { "sms:+1%2", "This link is damaged" },
    { "sms:", "This link names nobody to write to" },
    { "sms:+12125550199,12<b>", "“12<b>” is no number that can be texted" },
  };

  for (gsize i = 0; i < G_N_ELEMENTS (links); i++)
    {
      peal_link_follow (fixture->window, links[i].uri);
      ui_wait_for_text (fixture->window, links[i].said);
      g_assert_false (has_dialog (fixture->window));
    }
}

int
main (int    argc,
      char **argv)
{
  ui_init (&argc, &argv);
  ui_add ("/ui/link/new", TRUE, test_new);
  ui_add ("/ui/link/known", TRUE, test_known);
  ui_add ("/ui/link/bad", TRUE, test_bad);
  return ui_run ();
}
