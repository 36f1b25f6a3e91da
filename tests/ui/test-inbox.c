/* test-inbox.c: conversations: read, answered, watched while something arrives.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include "peal-composer.h"
#include "peal-inbound.h"
#include "peal-inbox-page.h"
#include "peal-outbox-shelves.h"
#include "peal-scene.h"
#include "peal-talk.h"
#include "window-fixture.h"

/* Of the scene. */
#define ANNA "+12125550101"
#define STOPPED "+12125550102"
#define REVIEW "+12125550104"
#define HOSTILE "+12125550109"

static PealStore *
get_store (UiFixture *fixture)
{
  return peal_engine_get_store (fixture->engine);
}

/* Opens the conversation with @number and waits for its pane, which it returns. */
static GtkWidget *
open_talk (UiFixture  *fixture,
           const char *number,
           const char *name)
{
  g_autofree char *subject = g_strconcat ("number:", number, NULL);
  GtkWidget *pane;

  gtk_widget_activate_action (GTK_WIDGET (fixture->window), "win.show", "s", subject);
  pane = ui_get (fixture->window, ui_is_of_type, "PealConversation");
  ui_wait_for_text (pane, name);
  return pane;
}

static GtkWidget *
get_page (UiFixture *fixture)
{
  return ui_get (fixture->window, ui_is_of_type, "PealInboxPage");
}

static PealComposer *
get_composer (GtkWidget *pane)
{
  return PEAL_COMPOSER (ui_get (pane, ui_is_of_type, "PealComposer"));
}

static void
assert_written (GtkWidget  *pane,
                const char *text)
{
  g_autofree char *written = peal_composer_dup_text (get_composer (pane));

  g_assert_cmpstr (written, ==, text);
}

static void
they_write (UiFixture     *fixture,
            const char    *from,
            const char    *body,
            PealConsentAct act)
{
  static guint n;
  g_autoptr(GPtrArray) messages = g_ptr_array_new_with_free_func ((GDestroyNotify) peal_inbound_free);
  g_autofree char *remote_id = g_strdup_printf ("SM-live-%u", n++);
  PealInbound *inbound = peal_inbound_new (remote_id, from, "+15552000000", body,
                                           peal_clock_get_now (peal_engine_get_clock (fixture->engine)));

  inbound->act = act;
  g_ptr_array_add (messages, inbound);
  peal_scene_await (peal_talk_record_inbound (get_store (fixture), 1, messages, NULL));
}

static gint64
count_unread (UiFixture *fixture)
{
  return peal_scene_await_int (peal_talk_count_unread (get_store (fixture)));
}

typedef struct
{
  UiFixture *fixture;
  gint64 n;
} Unread;

static gboolean
are_unread (gpointer data)
{
  const Unread *unread = data;

  return count_unread (unread->fixture) == unread->n;
}

static gboolean
is_send_button (GtkWidget  *widget,
                const char *action)
{
  return GTK_IS_BUTTON (widget)
         && g_strcmp0 (gtk_actionable_get_action_name (GTK_ACTIONABLE (widget)), action) == 0;
}

static gboolean
can_send (GtkWidget *pane)
{
  return gtk_widget_get_sensitive (ui_get (pane, is_send_button, "composer.send"));
}

/* A message that arrives while its conversation is shown appears there; one in another makes only that
 * one unread. */
static void
test_live (UiFixture    *fixture,
           gconstpointer data)
{
  GtkWidget *pane = open_talk (fixture, ANNA, "Anna Berg");

  ui_wait_for_text (pane, "See you on Tuesday then, thank you!");
  they_write (fixture, ANNA, "Could I bring my sister?", PEAL_CONSENT_ACT_NONE);
  ui_wait_for_text (pane, "Could I bring my sister?");
  they_write (fixture, HOSTILE, "elsewhere", PEAL_CONSENT_ACT_NONE);
  ui_wait_for_text (get_page (fixture), "elsewhere");
  g_assert_null (ui_find_widget (pane, ui_shows_text, "elsewhere"));
}

/* The windows of other tests open on the same screen and take the keyboard: whoever looks takes it back. */
static gboolean
are_unread_when_seen (gpointer data)
{
  GtkWindow *window = GTK_WINDOW (((const Unread *) data)->fixture->window);

  if (!gtk_window_is_active (window))
    gtk_window_present (window);
  return are_unread (data);
}

/* What is looked at is read, and can be made unread again, which closes it. */
static void
test_read (UiFixture    *fixture,
           gconstpointer data)
{
  gint64 n_before = count_unread (fixture);

  open_talk (fixture, ANNA, "Anna Berg");
  ui_wait_until (are_unread_when_seen, &(Unread) { fixture, n_before - 1 });
  g_assert_true (gtk_widget_activate_action (get_page (fixture), "inbox.unread", NULL));
  g_assert_cmpint (peal_inbox_page_get_conversation (PEAL_INBOX_PAGE (get_page (fixture))), ==, 0);
  ui_wait_until (are_unread, &(Unread) { fixture, n_before });
}

/* Closed while its prices are still being read: nobody is left to show them to. */
static void
test_close_at_once (UiFixture    *fixture,
                    gconstpointer data)
{
  GtkWidget *page;

  open_talk (fixture, ANNA, "Anna Berg");
  page = get_page (fixture);
  gtk_widget_activate_action (page, "inbox.unread", NULL);
  g_assert_cmpint (peal_inbox_page_get_conversation (PEAL_INBOX_PAGE (page)), ==, 0);
  ui_wait_for_text (page, "No Conversation Chosen");
  ui_spin (200);
}

static gint64
count_waiting (UiFixture *fixture)
{
  g_autoptr(GArray) counts = peal_scene_await_boxed (peal_outbox_count_shelves (get_store (fixture)));

  return g_array_index (counts, gint64, PEAL_SHELF_WAITING);
}

/* A message can be taken back, and its text is there again; its braces are no fields. */
static void
test_send_and_undo (UiFixture    *fixture,
                    gconstpointer data)
{
  GtkWidget *pane = open_talk (fixture, ANNA, "Anna Berg");
  gint64 n_before = count_waiting (fixture);

  g_assert_false (can_send (pane));
  peal_composer_set_text (get_composer (pane), " \n");
  g_assert_false (can_send (pane));
  peal_composer_set_text (get_composer (pane), "Yes, {of} course");
  g_assert_true (can_send (pane));
  gtk_widget_activate_action (GTK_WIDGET (get_composer (pane)), "composer.send", NULL);
  assert_written (pane, "");
  ui_wait_for_text (pane, "Yes, {of} course");
  g_assert_cmpint (count_waiting (fixture), ==, n_before + 1);

  ui_wait_for_text (fixture->window, "Sending…");
  ui_click (GTK_WIDGET (fixture->window), "_Undo");
  assert_written (pane, "Yes, {of} course");
  ui_wait_for_text (pane, "Taken back before it was sent");
  g_assert_cmpint (count_waiting (fixture), ==, n_before);
}

/* A draft belongs to its conversation. */
static void
test_draft (UiFixture    *fixture,
            gconstpointer data)
{
  GtkWidget *pane = open_talk (fixture, ANNA, "Anna Berg");

  peal_composer_set_text (get_composer (pane), "half a sen");
  open_talk (fixture, "+12125550103", "Chloé Dubois");
  assert_written (pane, "");
  open_talk (fixture, ANNA, "Anna Berg");
  assert_written (pane, "half a sen");
}

/* R-LAW-2: to somebody who has asked to stop nothing can be sent, until they say otherwise. */
static void
test_stopped (UiFixture    *fixture,
              gconstpointer data)
{
  const char *obstacle = "They asked to stop. Nothing can be sent until they text START.";
  GtkWidget *pane = open_talk (fixture, STOPPED, "Ben Okafor");

  ui_wait_for_text (pane, obstacle);
  peal_composer_set_text (get_composer (pane), "But why?");
  g_assert_false (can_send (pane));
  they_write (fixture, STOPPED, "START", PEAL_CONSENT_ACT_OPT_IN);
  ui_wait_for_no_text (pane, obstacle);
  g_assert_true (can_send (pane));
}

static gboolean
is_revealed (gpointer banner)
{
  return adw_banner_get_revealed (banner);
}

static gboolean
is_hidden (gpointer banner)
{
  return !adw_banner_get_revealed (banner);
}

static gboolean
asks (gpointer window)
{
  return adw_application_window_get_visible_dialog (window) != NULL;
}

/* What may be an opt-out is decided by a person, who is asked. */
static void
test_review (UiFixture    *fixture,
             gconstpointer data)
{
  GtkWidget *pane = open_talk (fixture, REVIEW, "Dmitri Volkov");
  GtkWidget *banner = ui_get (pane, ui_is_of_type, "AdwBanner");

  ui_wait_until (is_revealed, banner);
  g_signal_emit_by_name (banner, "button-clicked");
  ui_wait_until (asks, fixture->window);
  ui_click (GTK_WIDGET (adw_application_window_get_visible_dialog (ADW_APPLICATION_WINDOW (fixture->window))),
            "No, _Keep");
  ui_wait_until (is_hidden, banner);
}

/* What the text costs is said while it is typed; what makes it dearer can be replaced, and put back. */
static void
test_meter (UiFixture    *fixture,
            gconstpointer data)
{
  GtkWidget *pane = open_talk (fixture, ANNA, "Anna Berg");
  g_autofree char *plain = g_strnfill (100, 'a');
  g_autofree char *emoji = g_strconcat (plain, "😊", NULL);
  g_autofree char *curly = g_strconcat (plain, "’", NULL);
  g_autofree char *straight = g_strconcat (plain, "'", NULL);
  GtkWidget *meter = GTK_WIDGET (get_composer (pane));

  peal_composer_set_text (get_composer (pane), emoji);
  ui_wait_for_text (meter, "“😊” makes this 2 messages.");
  g_assert_null (ui_find_widget (meter, ui_is_button, "Replace"));
  peal_composer_set_text (get_composer (pane), curly);
  ui_wait_for_text (meter, "“’” makes this 2 messages.");
  ui_click (meter, "Replace");
  ui_wait_for_text (meter, "1 character replaced.");
  assert_written (pane, straight);
  ui_click (meter, "Undo");
  assert_written (pane, curly);
}

/* Every key of the page, by its action. */
static void
test_actions (UiFixture    *fixture,
              gconstpointer data)
{
  PealInboxPage *page;
  gint64 first, second;

  peal_main_window_go (fixture->window, "inbox");
  page = PEAL_INBOX_PAGE (get_page (fixture));
  ui_wait_for_text (page, "Chloé Dubois");
  gtk_widget_activate_action (GTK_WIDGET (page), "inbox.next", NULL);
  first = peal_inbox_page_get_conversation (page);
  gtk_widget_activate_action (GTK_WIDGET (page), "inbox.next", NULL);
  second = peal_inbox_page_get_conversation (page);
  g_assert_cmpint (first, !=, 0);
  g_assert_cmpint (second, !=, first);
  gtk_widget_activate_action (GTK_WIDGET (page), "inbox.previous", NULL);
  g_assert_cmpint (peal_inbox_page_get_conversation (page), ==, first);

  gtk_widget_activate_action (GTK_WIDGET (page), "inbox.done", NULL);
  ui_wait_for_text (fixture->window, "Conversation done");
  g_assert_cmpint (peal_inbox_page_get_conversation (page), ==, second);
  ui_click (GTK_WIDGET (fixture->window), "_Undo");

  gtk_widget_activate_action (GTK_WIDGET (page), "inbox.shelf", "s", "failed");
  ui_wait_for_text (page, "Not Delivered");
  ui_wait_for_text (page, "Grace Hopper");
  gtk_widget_activate_action (GTK_WIDGET (page), "inbox.shelf", "s", "all");
  ui_wait_for_text (page, "Ben Okafor");
}

static void
test_search (UiFixture    *fixture,
             gconstpointer data)
{
  GtkWidget *page, *entry;

  peal_main_window_go (fixture->window, "inbox");
  page = get_page (fixture);
  ui_wait_for_text (page, "Anna Berg");
  gtk_widget_activate_action (GTK_WIDGET (fixture->window), "win.find", NULL);
  entry = ui_get (page, ui_is_of_type, "GtkSearchEntry");
  gtk_editable_set_text (GTK_EDITABLE (entry), "chloe");
  ui_wait_for_no_text (page, "Anna Berg");
  ui_wait_for_text (page, "Chloé Dubois");
  gtk_editable_set_text (GTK_EDITABLE (entry), "nobody at all");
  ui_wait_for_text (page, "Nothing Found");
}

/* What people write is shown as they wrote it: in the list, in the head, in the bubble. */
static void
test_hostile (UiFixture    *fixture,
              gconstpointer data)
{
  GtkWidget *pane = open_talk (fixture, HOSTILE, PEAL_SCENE_HOSTILE);

  ui_wait_for_text (ui_get (pane, ui_is_of_type, "PealTalkThread"), PEAL_SCENE_HOSTILE);
  ui_wait_for_text (ui_get (fixture->window, ui_is_of_type, "GtkListView"), PEAL_SCENE_HOSTILE);
}

/* At 360 pixels one of the two is shown; a conversation is opened over the list and closed again. */
static void
test_narrow (UiFixture    *fixture,
             gconstpointer data)
{
  AdwNavigationSplitView *split;
  int minimum;

  ui_close_window (fixture);
  ui_open_window (fixture, 370); /* the border on X11 takes 10 */
  ui_wait_until (ui_has_page, fixture->window);
  ui_wait_until (ui_is_narrow, fixture->window);
  open_talk (fixture, HOSTILE, PEAL_SCENE_HOSTILE);
  split = ADW_NAVIGATION_SPLIT_VIEW (ui_get (get_page (fixture), ui_is_of_type, "AdwNavigationSplitView"));
  g_assert_true (adw_navigation_split_view_get_collapsed (split));
  g_assert_true (adw_navigation_split_view_get_show_content (split));
  gtk_widget_measure (adw_application_window_get_content (ADW_APPLICATION_WINDOW (fixture->window)),
                      GTK_ORIENTATION_HORIZONTAL, -1, &minimum, NULL, NULL, NULL);
  g_assert_cmpint (minimum, <=, 360);
  adw_navigation_split_view_set_show_content (split, FALSE);
  g_assert_cmpint (peal_inbox_page_get_conversation (PEAL_INBOX_PAGE (get_page (fixture))), ==, 0);
}

static gboolean
is_bubble_with (GtkWidget  *widget,
                const char *text)
{
  return ui_is_of_type (widget, "PealBubble") && ui_find_widget (widget, ui_shows_text, text) != NULL;
}

/* It waits in the thread, from where it is taken back; that can be undone. */
static void
test_send_later (UiFixture    *fixture,
                 gconstpointer data)
{
  GtkWidget *pane = open_talk (fixture, ANNA, "Anna Berg");
  GtkWidget *later;

  g_assert_false (gtk_widget_get_sensitive (ui_get (pane, is_send_button, "composer.send-later")));
  peal_composer_set_text (get_composer (pane), "Your {appointment} is near");
  g_signal_emit_by_name (ui_get (pane, is_send_button, "composer.send-later"), "clicked");
  ui_wait_for_text (fixture->window, "Send Later");
  later = ui_get (fixture->window, ui_is_of_type, "PealSendLater");
  adw_action_row_activate (ADW_ACTION_ROW (ui_get (later, ui_is_row_titled, "This Evening")));
  ui_wait_for_text (pane, "Your {appointment} is near");
  ui_wait_for_text (pane, "Waits until 18:00");
  assert_written (pane, "");
  ui_click (ui_get (pane, is_bubble_with, "Waits until 18:00"), "Take Back");
  ui_wait_for_text (fixture->window, "1 message taken back");
  ui_wait_for_no_text (pane, "Waits until 18:00");
  ui_click (GTK_WIDGET (fixture->window), "_Undo");
  ui_wait_for_text (pane, "Waits until 18:00");
}

int
main (int    argc,
      char **argv)
{
  ui_init (&argc, &argv);
  ui_add ("/inbox/live", TRUE, test_live);
  ui_add ("/inbox/read", TRUE, test_read);
  ui_add ("/inbox/close-at-once", TRUE, test_close_at_once);
  ui_add ("/inbox/send-and-undo", TRUE, test_send_and_undo);
  ui_add ("/inbox/draft", TRUE, test_draft);
  ui_add ("/inbox/stopped", TRUE, test_stopped);
  ui_add ("/inbox/review", TRUE, test_review);
  ui_add ("/inbox/meter", TRUE, test_meter);
  ui_add ("/inbox/actions", TRUE, test_actions);
  ui_add ("/inbox/search", TRUE, test_search);
  ui_add ("/inbox/hostile", TRUE, test_hostile);
  ui_add ("/inbox/narrow", TRUE, test_narrow);
  ui_add ("/inbox/send-later", TRUE, test_send_later);
  return ui_run ();
}
