/* test-thread.c: one conversation, however long: where it opens, how far one goes in it, what can be done with a bubble.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include "peal-bubble.h"
#include "peal-composer.h"
#include "peal-inbound.h"
#include "peal-scene.h"
#include "peal-talk-thread.h"
#include "window-fixture.h"

/* Of the scene. */
#define ANNA "+12125550101"
#define STOPPED "+12125550102"
#define REVIEW "+12125550104"

/* More than a thread holds. */
#define N_MANY 700
#define MOST 300

static PealStore *
get_store (UiFixture *fixture)
{
  return peal_engine_get_store (fixture->engine);
}

static gint64
find_talk (UiFixture  *fixture,
           const char *number)
{
  return peal_scene_await_int (peal_talk_find (get_store (fixture), number));
}

/* Messages "number @from" to "number @to" come from Anna. Returns the id of the first one. */
static gint64
they_write (UiFixture *fixture,
            guint      from,
            guint      to)
{
  g_autoptr(GPtrArray) messages = g_ptr_array_new_with_free_func ((GDestroyNotify) peal_inbound_free);
  g_autoptr(GArray) ids = NULL;

  for (guint i = from; i <= to; i++)
    {
      g_autofree char *remote_id = g_strdup_printf ("SM-many-%u", i);
      g_autofree char *body = g_strdup_printf ("number %u", i);

      g_ptr_array_add (messages, peal_inbound_new (remote_id, ANNA, "+15552000000", body,
                                                   peal_clock_get_now (peal_engine_get_clock (fixture->engine))));
    }
  ids = peal_scene_await_boxed (peal_talk_record_inbound (get_store (fixture), 1, messages, NULL));
  return g_array_index (ids, gint64, 0);
}

/* Anna writes @body; returns its id. */
static gint64
write_one (UiFixture  *fixture,
           const char *body)
{
  g_autoptr(GPtrArray) messages = g_ptr_array_new_with_free_func ((GDestroyNotify) peal_inbound_free);
  g_autoptr(GArray) ids = NULL;

  g_ptr_array_add (messages, peal_inbound_new ("SM-one", ANNA, "+15552000000", body,
                                               peal_clock_get_now (peal_engine_get_clock (fixture->engine))));
  ids = peal_scene_await_boxed (peal_talk_record_inbound (get_store (fixture), 1, messages, NULL));
  return g_array_index (ids, gint64, 0);
}

static void
mark_read (UiFixture *fixture)
{
  peal_scene_await (peal_talk_mark_read (get_store (fixture), find_talk (fixture, ANNA), TRUE));
}

/* Opens what the window calls @subject; returns the thread. */
static PealTalkThread *
open_subject (UiFixture  *fixture,
              const char *subject)
{
  gtk_widget_activate_action (GTK_WIDGET (fixture->window), "win.show", "s", subject);
  return PEAL_TALK_THREAD (ui_wait_for (fixture->window, ui_is_of_type, "PealTalkThread"));
}

static GtkAdjustment *
get_adjustment (PealTalkThread *thread)
{
  return gtk_scrolled_window_get_vadjustment (GTK_SCROLLED_WINDOW (ui_get (thread, ui_is_of_type, "GtkScrolledWindow")));
}

static gboolean
is_bubble_with (GtkWidget  *widget,
                const char *text)
{
  return ui_is_of_type (widget, "PealBubble") && ui_find_widget (widget, ui_shows_text, text) != NULL;
}

typedef struct
{
  PealTalkThread *thread;
  const char *text;
} Sought;

/* Whether the bubble stands where it can be read. */
static gboolean
is_in_view (gpointer data)
{
  const Sought *sought = data;
  GtkWidget *bubble = ui_find_widget (GTK_WIDGET (sought->thread), is_bubble_with, sought->text);
  graphene_rect_t bounds;

  return bubble != NULL && gtk_widget_compute_bounds (bubble, GTK_WIDGET (sought->thread), &bounds)
         && bounds.size.height > 0 && bounds.origin.y >= 0
         && bounds.origin.y + bounds.size.height <= gtk_widget_get_height (GTK_WIDGET (sought->thread));
}

static void
wait_for_view (PealTalkThread *thread,
               const char     *text)
{
  ui_wait_until (is_in_view, &(Sought) { thread, text });
}

static gboolean
is_at_start (gpointer thread)
{
  g_assert_cmpuint (peal_talk_thread_get_size (thread), <=, MOST);
  gtk_adjustment_set_value (get_adjustment (thread), 0);
  return ui_find_widget (thread, is_bubble_with, "number 1") != NULL;
}

static gboolean
is_at_last (gpointer thread)
{
  GtkAdjustment *adjustment = get_adjustment (thread);

  g_assert_cmpuint (peal_talk_thread_get_size (thread), <=, MOST);
  gtk_adjustment_set_value (adjustment, gtk_adjustment_get_upper (adjustment));
  return is_in_view (&(Sought) { thread, "number 700" });
}

/* Up to the first message and down to the last, page by page: what is far away is let go. */
static void
test_far (UiFixture    *fixture,
          gconstpointer data)
{
  PealTalkThread *thread;

  they_write (fixture, 1, N_MANY);
  mark_read (fixture);
  thread = open_subject (fixture, "number:" ANNA);
  wait_for_view (thread, "number 700");
  g_assert_cmpuint (peal_talk_thread_get_size (thread), <, MOST);
  ui_wait_until (is_at_start, thread);
  g_assert_null (ui_find_widget (GTK_WIDGET (thread), is_bubble_with, "number 700"));
  ui_wait_until (is_at_last, thread);
  g_assert_null (ui_find_widget (GTK_WIDGET (thread), is_bubble_with, "number 1"));
}

/* It opens where somebody stopped reading, and says so until they leave. */
static void
test_unread (UiFixture    *fixture,
             gconstpointer data)
{
  PealTalkThread *thread;

  they_write (fixture, 1, 100);
  mark_read (fixture);
  they_write (fixture, 101, 130);
  thread = open_subject (fixture, "number:" ANNA);
  wait_for_view (thread, "number 101");
  ui_wait_for_text (thread, "New Messages");
  ui_wait_for_text (thread, "30");
  peal_talk_thread_scroll_to_end (thread);
  wait_for_view (thread, "number 130");
  ui_wait_for_no_text (thread, "30");
  g_assert_nonnull (ui_find_widget (GTK_WIDGET (thread), ui_shows_text, "New Messages"));
  mark_read (fixture);
  open_subject (fixture, "number:" REVIEW);
  ui_wait_for_no_text (thread, "New Messages");
  open_subject (fixture, "number:" ANNA);
  wait_for_view (thread, "number 130");
  g_assert_null (ui_find_widget (GTK_WIDGET (thread), ui_shows_text, "New Messages"));
}

static gboolean
is_pointed_out (gpointer bubble)
{
  return gtk_widget_has_css_class (bubble, "found");
}

static gboolean
is_left_alone (gpointer bubble)
{
  return !is_pointed_out (bubble);
}

/* What was looked for is shown and pointed out, in a conversation that is closed and in one that is open. */
static void
test_found (UiFixture    *fixture,
            gconstpointer data)
{
  gint64 first = they_write (fixture, 1, N_MANY);
  g_autofree char *old = g_strdup_printf ("message:%" G_GINT64_FORMAT, first + 49);
  g_autofree char *other = g_strdup_printf ("message:%" G_GINT64_FORMAT, first + 399);
  PealTalkThread *thread;
  GtkWidget *bubble;

  mark_read (fixture);
  thread = open_subject (fixture, old);
  wait_for_view (thread, "number 50");
  bubble = ui_get (thread, is_bubble_with, "number 50");
  g_assert_true (is_pointed_out (bubble));
  ui_wait_until (is_left_alone, bubble);
  open_subject (fixture, other);
  wait_for_view (thread, "number 400");
  g_assert_null (ui_find_widget (GTK_WIDGET (thread), is_bubble_with, "number 50"));

  /* What comes meanwhile is counted, and is there where one goes to the end. */
  they_write (fixture, N_MANY + 1, N_MANY + 3);
  ui_wait_for_text (thread, "3");
  wait_for_view (thread, "number 400");
  peal_talk_thread_scroll_to_end (thread);
  wait_for_view (thread, "number 703");
}

/* Links ------------------------------------------------------------------------------------------- */

static GtkLabel *
get_body (PealTalkThread *thread,
          const char     *text)
{
  return GTK_LABEL (ui_get (ui_wait_for (thread, is_bubble_with, text), ui_shows_text, text));
}

/* A number leads to its conversation; what somebody wrote stays text. */
static void
test_links (UiFixture    *fixture,
            gconstpointer data)
{
  const char *text = "<b>Ask</b> Ben & co: (212) 555-0102, https://example.com/?a=1&b=2";
  PealTalkThread *thread;
  gboolean handled;

  write_one (fixture, text);
  thread = open_subject (fixture, "number:" ANNA);
  g_assert_nonnull (strstr (gtk_label_get_label (get_body (thread, text)), "href=\"tel:" STOPPED "\""));
  g_assert_nonnull (strstr (gtk_label_get_label (get_body (thread, text)), "&lt;b&gt;Ask"));
  g_signal_emit_by_name (get_body (thread, text), "activate-link", "tel:" STOPPED, &handled);
  g_assert_true (handled);
  ui_wait_for_text (ui_get (fixture->window, ui_is_of_type, "PealConversation"), "Ben Okafor");
}

/* A number that nobody has talked with gets a new message. */
static void
test_new_number (UiFixture    *fixture,
                 gconstpointer data)
{
  PealTalkThread *thread = open_subject (fixture, "number:" ANNA);

  ui_wait_for (thread, ui_is_of_type, "PealBubble");
  gtk_widget_activate_action (GTK_WIDGET (thread), "thread.open-link", "s", "tel:+442079460958");
  ui_wait_for (fixture->window, ui_is_of_type, "PealNewMessage");
}

/* Bubbles ----------------------------------------------------------------------------------------- */

static gboolean
is_popover (GtkWidget  *widget,
            const char *text)
{
  return GTK_IS_POPOVER_MENU (widget);
}

static void
test_menu (UiFixture    *fixture,
           gconstpointer data)
{
  PealTalkThread *thread;
  GtkWidget *bubble, *dialog;
  g_autofree char *written = NULL;
  gint64 id;

  id = write_one (fixture, "Take this {first_name}");
  thread = open_subject (fixture, "number:" ANNA);
  bubble = ui_wait_for (thread, is_bubble_with, "Take this {first_name}");
  gtk_widget_grab_focus (bubble);
  g_assert_true (gtk_widget_activate_action (bubble, "bubble.menu", NULL));
  ui_wait_for (bubble, is_popover, NULL);
  ui_wait_for_text (bubble, "Copy");
  ui_wait_for_text (bubble, "Details");
  g_assert_null (ui_find_widget (bubble, ui_shows_text, "Retry"));
  g_assert_true (gtk_widget_activate_action (bubble, "thread.forward", "x", id));
  dialog = ui_wait_for (fixture->window, ui_is_of_type, "PealNewMessage");
  written = peal_composer_dup_text (PEAL_COMPOSER (ui_get (dialog, ui_is_of_type, "PealComposer")));
  g_assert_cmpstr (written, ==, "Take this {{first_name}}");
  adw_dialog_force_close (ADW_DIALOG (dialog));
}

static gint64
find_message (UiFixture       *fixture,
              PealMessageState state)
{
  g_autoptr(GPtrArray) rows = peal_scene_await_boxed (peal_messages_list (get_store (fixture), &(PealMessageFilter) { .state = state }));

  g_assert_cmpuint (rows->len, >, 0);
  return ((PealMessageRow *) rows->pdata[0])->id;
}

/* All that is known of one, with every attempt. */
static void
test_details (UiFixture    *fixture,
              gconstpointer data)
{
  gint64 id = find_message (fixture, PEAL_STATE_DELIVERED);
  g_autofree char *subject = g_strdup_printf ("message:%" G_GINT64_FORMAT, id);
  PealTalkThread *thread = open_subject (fixture, subject);

  ui_wait_for (thread, ui_is_of_type, "PealBubble");
  gtk_widget_activate_action (GTK_WIDGET (thread), "thread.details", "x", id);
  ui_wait_for_text (fixture->window, "State");
  ui_wait_for_text (fixture->window, "Attempts");
  ui_wait_for_text (fixture->window, "The gateway took it.");
}

/* What needs no account of its own to be shown. */
static PealMessageRow
make_message (PealMessageState state,
              const char      *body)
{
  char *empty = (char *) "";

  return (PealMessageRow) {
    .id = 1, .uuid = empty, .ours = empty, .theirs = (char *) ANNA, .display = empty, .zone = empty, .region = empty,
    .country = empty, .direction = PEAL_DIRECTION_OUTBOUND, .kind = PEAL_MESSAGE_CONVERSATIONAL, .state = state,
    .explanation = empty, .body = (char *) body, .campaign = empty, .remote_id = empty, .provider_code = empty,
    .currency = empty, .not_after = PEAL_TIME_NEVER, .attempts = 1,
  };
}

static void
show (GtkWidget      *bubble,
      PealMessageRow  message)
{
  peal_bubble_show (PEAL_BUBBLE (bubble), &message, PEAL_PLACE_INSIDE, "Anna", NULL, 0);
}

static void
ignore_cb (GSimpleAction *action,
           GVariant      *parameter,
           gpointer       user_data)
{
}

/* Whoever stands on a button stays there while it is meant, and at the message when it goes. */
static void
test_buttons (UiFixture    *fixture,
              gconstpointer data)
{
  GtkWidget *window = gtk_window_new (), *list = gtk_list_box_new (), *bubble = peal_bubble_new ();
  PealMessageRow message = make_message (PEAL_STATE_UNKNOWN, "Hello");
  g_autoptr(GSimpleActionGroup) group = g_simple_action_group_new ();
  GtkWidget *button;

  g_action_map_add_action_entries (G_ACTION_MAP (group),
                                   (const GActionEntry[]) { { "was-sent", ignore_cb, "(xu)", NULL, NULL, { 0 } },
                                                            { "was-not-sent", ignore_cb, "(xu)", NULL, NULL, { 0 } } },
                                   2, NULL);
  gtk_widget_insert_action_group (window, "thread", G_ACTION_GROUP (group));
  gtk_list_box_append (GTK_LIST_BOX (list), bubble);
  gtk_window_set_child (GTK_WINDOW (window), list);
  gtk_window_present (GTK_WINDOW (window));
  show (bubble, message);
  button = ui_get (bubble, ui_is_button, "It Was Sent");
  gtk_widget_grab_focus (button);
  message.attempts = 2;
  show (bubble, message);
  g_assert_true (ui_get (bubble, ui_is_button, "It Was Sent") == button);
  g_assert_true (gtk_root_get_focus (GTK_ROOT (window)) == button);
  message.state = PEAL_STATE_SENT;
  show (bubble, message);
  g_assert_null (ui_find_widget (bubble, ui_is_button, "It Was Sent"));
  g_assert_true (gtk_root_get_focus (GTK_ROOT (window)) == bubble);
  gtk_window_destroy (GTK_WINDOW (window));
}

/* What is shown of a text, by how long it is; and few emoji alone are large. */
static void
test_sizes (UiFixture    *fixture,
            gconstpointer data)
{
  GtkWidget *bubble = g_object_ref_sink (peal_bubble_new ());
  g_autofree char *whole = g_strnfill (1600, 'x');
  g_autofree char *endless = g_strnfill (10000, 'x');
  GtkWidget *unfold;

  show (bubble, make_message (PEAL_STATE_SENT, whole));
  g_assert_nonnull (ui_find_widget (bubble, ui_shows_text, whole));
  g_assert_null (ui_find_widget (bubble, ui_is_button, "Show All"));
  show (bubble, make_message (PEAL_STATE_SENT, endless));
  g_assert_null (ui_find_widget (bubble, ui_shows_text, endless));
  unfold = ui_get (bubble, ui_is_button, "Show All");
  g_signal_emit_by_name (unfold, "clicked");
  g_assert_nonnull (ui_find_widget (bubble, ui_shows_text, endless));
  g_assert_null (ui_find_widget (bubble, ui_is_button, "Show All"));
  show (bubble, make_message (PEAL_STATE_SENT, "😊👍"));
  g_assert_true (gtk_widget_has_css_class (ui_get (bubble, ui_shows_text, "😊👍"), "emoji"));
  show (bubble, make_message (PEAL_STATE_SENT, "😊👍😊👍"));
  g_assert_false (gtk_widget_has_css_class (ui_get (bubble, ui_shows_text, "😊👍😊👍"), "emoji"));
  g_object_unref (bubble);
}

/* Between the bubbles ----------------------------------------------------------------------------- */

/* A possible opt-out is decided where it was read; what is done with the conversation stands there too. */
static void
test_review (UiFixture    *fixture,
             gconstpointer data)
{
  PealTalkThread *thread = open_subject (fixture, "number:" REVIEW);

  ui_wait_for_text (thread, "Until you decide, no news and offers go to this number.");
  ui_click (GTK_WIDGET (thread), "No, _Keep");
  ui_wait_for_text (thread, "Read by a person: no opt-out");
  ui_wait_for_no_text (thread, "Until you decide, no news and offers go to this number.");
  peal_scene_await (peal_talk_set_state (get_store (fixture), find_talk (fixture, REVIEW), PEAL_CONVERSATION_DONE, "test"));
  ui_wait_for_text (thread, "Marked done");
}

static gboolean
has_reply_focus (gpointer window)
{
  GtkWidget *focus = gtk_root_get_focus (GTK_ROOT (window));

  return focus != NULL && gtk_widget_get_ancestor (focus, PEAL_TYPE_COMPOSER) != NULL;
}

static void
test_keys (UiFixture    *fixture,
           gconstpointer data)
{
  PealTalkThread *thread;
  GtkWidget *bubble;

  write_one (fixture, "the last one");
  thread = open_subject (fixture, "number:" ANNA);
  bubble = ui_wait_for (thread, is_bubble_with, "the last one");
  gtk_widget_grab_focus (bubble);
  g_assert_true (gtk_root_get_focus (GTK_ROOT (fixture->window)) == bubble);
  g_assert_true (gtk_widget_activate_action (bubble, "inbox.reply", NULL));
  ui_wait_until (has_reply_focus, fixture->window);
}

int
main (int    argc,
      char **argv)
{
  ui_init (&argc, &argv);
  ui_add ("/thread/far", TRUE, test_far);
  ui_add ("/thread/unread", TRUE, test_unread);
  ui_add ("/thread/found", TRUE, test_found);
  ui_add ("/thread/links", TRUE, test_links);
  ui_add ("/thread/new-number", TRUE, test_new_number);
  ui_add ("/thread/menu", TRUE, test_menu);
  ui_add ("/thread/details", TRUE, test_details);
  ui_add ("/thread/buttons", FALSE, test_buttons);
  ui_add ("/thread/sizes", FALSE, test_sizes);
  ui_add ("/thread/review", TRUE, test_review);
  ui_add ("/thread/keys", TRUE, test_keys);
  return ui_run ();
}
