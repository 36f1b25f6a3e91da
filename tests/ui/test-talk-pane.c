/* test-talk-pane.c: beside a conversation: who it is, tags, notes, what waits, blocking.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include "peal-format.h"
#include "peal-inbound.h"
#include "peal-scene.h"
#include "peal-staff.h"
#include "peal-talk-note-dialog.h"
#include "peal-talk-notes.h"
#include "peal-talk.h"
#include "window-fixture.h"

/* Of the scene. */
#define ANNA "+12125550101"
#define STOPPED "+12125550102"
#define HOSTILE "+12125550109"
/* Not in it. */
#define STRANGER "+12125550177"

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

/* Opens the conversation with @number, which shows @name, and its details; returns the pane. */
static GtkWidget *
open_pane (UiFixture  *fixture,
           const char *number,
           const char *name)
{
  g_autofree char *subject = g_strconcat ("number:", number, NULL);
  GtkWidget *talk, *split_view;

  gtk_window_set_default_size (GTK_WINDOW (fixture->window), 1400, 900);
  gtk_widget_activate_action (GTK_WIDGET (fixture->window), "win.show", "s", subject);
  talk = ui_get (fixture->window, ui_is_of_type, "PealConversation");
  ui_wait_for_text (talk, name);
  split_view = ui_get (talk, ui_is_of_type, "AdwOverlaySplitView");
  if (!adw_overlay_split_view_get_show_sidebar (ADW_OVERLAY_SPLIT_VIEW (split_view)))
    gtk_widget_activate_action (ui_get (fixture->window, ui_is_of_type, "PealInboxPage"), "inbox.details", NULL);
  ui_wait_for (talk, ui_is_of_type, "PealTalkPane");
  ui_wait_for_text (ui_get (talk, ui_is_of_type, "PealTalkPane"), name);
  return ui_get (talk, ui_is_of_type, "PealTalkPane");
}

static void
add_stranger (UiFixture *fixture)
{
  g_autoptr(GPtrArray) messages = g_ptr_array_new_with_free_func ((GDestroyNotify) peal_inbound_free);

  g_ptr_array_add (messages, peal_inbound_new ("SM-stranger", STRANGER, "+15552000000", "Who is there?",
                                               peal_clock_get_now (peal_engine_get_clock (fixture->engine))));
  peal_scene_await (peal_talk_record_inbound (get_store (fixture), 1, messages, NULL));
}

/* A person has tags, groups, notes and a past; a name that looks like markup is none. */
static void
test_person (UiFixture    *fixture,
             gconstpointer data)
{
  GtkWidget *pane = open_pane (fixture, ANNA, "Anna Berg");

  ui_wait_for_text (pane, "colour");
  ui_wait_for_text (pane, "Regulars");
  ui_get (pane, ui_shows_text, "Open Contact");
  g_assert_null (ui_find_widget (pane, ui_shows_text, "Add to Contacts…"));
  pane = open_pane (fixture, HOSTILE, PEAL_SCENE_HOSTILE);
  ui_wait_for_text (pane, "<i>");
  ui_wait_for_no_text (pane, "colour");
}

/* Tags come and go right there. */
static void
test_tags (UiFixture    *fixture,
           gconstpointer data)
{
  GtkWidget *pane = open_pane (fixture, ANNA, "Anna Berg");
  GtkWidget *tags = ui_wait_for (pane, ui_is_of_type, "PealTalkTags");

  ui_wait_for_text (tags, "colour");
  g_signal_emit_by_name (tags, "add", "<b>&");
  ui_wait_for_text (tags, "<b>&");
  gtk_widget_activate (ui_get (tags, ui_is_tooltip, "Remove “colour”"));
  ui_wait_for_no_text (tags, "colour");
  ui_wait_for_text (tags, "<b>&");
}

/* Who is not known becomes a contact in one step, and the conversation has the name. */
static void
test_stranger (UiFixture    *fixture,
               gconstpointer data)
{
  g_autofree char *number = peal_format_number (STRANGER);
  GtkWidget *pane, *editor;

  add_stranger (fixture);
  pane = open_pane (fixture, STRANGER, number);
  ui_wait_for_text (pane, "Not in your contacts");
  g_assert_null (ui_find_widget (pane, ui_shows_text, "Open Contact"));
  gtk_widget_activate_action (pane, "conversation.add-contact", NULL);
  editor = ui_wait_for (fixture->window, ui_is_of_type, "PealContactEditor");
  ui_type_into (editor, "First Name", "Zara");
  gtk_widget_activate_action (editor, "editor.save", NULL);
  ui_wait_for_text (ui_get (fixture->window, ui_is_of_type, "PealConversation"), "Zara");
  ui_wait_for_no_text (pane, "Not in your contacts");
}

static GtkTextBuffer *
get_buffer (GtkWidget *dialog)
{
  return gtk_text_view_get_buffer (GTK_TEXT_VIEW (ui_get (dialog, ui_is_of_type, "GtkTextView")));
}

static gboolean
is_mentioned (UiFixture *fixture,
              gint64     staff_id,
              gint64     conversation_id)
{
  g_autoptr(GArray) ids = peal_scene_await_boxed (peal_talk_mentions_list (get_store (fixture), staff_id));

  return ids->len == 1 && g_array_index (ids, gint64, 0) == conversation_id;
}

/* A note is written, asks somebody to look, goes and comes back; it is never sent. */
static void
test_note (UiFixture    *fixture,
           gconstpointer data)
{
  gint64 maria = peal_scene_await_int (peal_staff_save (get_store (fixture), 0, "Maria <b>", "test"));
  gint64 mark = peal_scene_await_int (peal_staff_save (get_store (fixture), 0, "Mark", "test"));
  GtkWidget *pane = open_pane (fixture, ANNA, "Anna Berg");
  GtkWidget *dialog;

  gtk_widget_activate_action (ui_get (fixture->window, ui_is_of_type, "PealInboxPage"), "inbox.note", NULL);
  dialog = ui_wait_for (fixture->window, ui_is_of_type, "PealTalkNoteDialog");
  ui_wait_for (dialog, ui_is_button, "@Mark");
  g_assert_false (gtk_widget_get_sensitive (ui_get (dialog, ui_is_button, "_Save")));
  gtk_text_buffer_insert_at_cursor (get_buffer (dialog), "Call <i>back</i> & ask @mari", -1);
  g_assert_null (ui_find_widget (dialog, ui_is_button, "@Mark"));
  ui_click (dialog, "@Maria <b>");
  ui_click (dialog, "_Save");
  ui_wait_for_text (pane, "Call <i>back</i> & ask @Maria <b>");
  ui_wait_for_text (ui_get (fixture->window, ui_is_of_type, "PealTalkThread"), "Call <i>back</i> & ask @Maria <b>");
  g_assert_true (is_mentioned (fixture, maria, find_talk (fixture, ANNA)));
  g_assert_false (is_mentioned (fixture, mark, find_talk (fixture, ANNA)));

  gtk_widget_activate (ui_get (pane, ui_is_tooltip, "Delete Note"));
  ui_wait_for_no_text (pane, "Call <i>back</i> & ask @Maria <b>");
  ui_click (GTK_WIDGET (fixture->window), "_Undo");
  ui_wait_for_text (pane, "Call <i>back</i> & ask @Maria <b>");
  g_assert_true (is_mentioned (fixture, maria, find_talk (fixture, ANNA)));
}

/* Whom it asks changes with its words. */
static void
test_edit_note (UiFixture    *fixture,
                gconstpointer data)
{
  gint64 maria = peal_scene_await_int (peal_staff_save (get_store (fixture), 0, "Maria", "test"));
  PealTalkNote note = { .conversation_id = find_talk (fixture, ANNA), .body = (char *) "Ask @Maria" };
  GtkWidget *pane, *dialog;

  peal_scene_await (peal_talk_notes_save (get_store (fixture), &note, &maria, 1, "test"));
  pane = open_pane (fixture, ANNA, "Anna Berg");
  ui_wait_for_text (pane, "Ask @Maria");
  gtk_widget_activate (ui_get (pane, ui_is_tooltip, "Edit Note"));
  dialog = ui_wait_for (fixture->window, ui_is_of_type, "PealTalkNoteDialog");
  ui_wait_for (dialog, ui_is_button, "@Maria");
  gtk_text_buffer_set_text (get_buffer (dialog), "Nobody", -1);
  ui_click (dialog, "_Save");
  ui_wait_for_text (pane, "Nobody");
  g_assert_false (is_mentioned (fixture, maria, note.conversation_id));
}

typedef struct
{
  UiFixture *fixture;
  gint64 staff_id;
} Asked;

static gboolean
has_seen_all (gpointer data)
{
  const Asked *asked = data;
  g_autoptr(GArray) ids = peal_scene_await_boxed (peal_talk_mentions_list (get_store (asked->fixture), asked->staff_id));

  return ids->len == 0;
}

/* Who opens the conversation has seen what asked them to look; nobody else has. */
static void
test_seen (UiFixture    *fixture,
           gconstpointer data)
{
  gint64 staff[] = { peal_scene_await_int (peal_staff_save (get_store (fixture), 0, "Maria", "test")),
                     peal_scene_await_int (peal_staff_save (get_store (fixture), 0, "Mark", "test")) };
  PealTalkNote note = { .conversation_id = find_talk (fixture, ANNA), .body = (char *) "@Maria @Mark" };

  peal_scene_await (peal_staff_set_me (get_store (fixture), staff[0], "test"));
  peal_scene_await (peal_talk_notes_save (get_store (fixture), &note, staff, G_N_ELEMENTS (staff), "test"));
  g_assert_true (is_mentioned (fixture, staff[0], note.conversation_id));
  open_pane (fixture, ANNA, "Anna Berg");
  ui_wait_until (has_seen_all, &(Asked) { fixture, staff[0] });
  g_assert_true (is_mentioned (fixture, staff[1], note.conversation_id));
}

static gboolean
is_blocked (UiFixture *fixture)
{
  gint64 id = find_talk (fixture, ANNA);
  g_autoptr(GPtrArray) rows = peal_scene_await_boxed (peal_talk_load_rows (get_store (fixture), &id, 1));

  return ((PealConversationRow *) g_ptr_array_index (rows, 0))->is_blocked;
}

/* Who is blocked leaves the list, and can be let in again where they are shown. */
static void
test_block (UiFixture    *fixture,
            gconstpointer data)
{
  GtkWidget *pane = open_pane (fixture, ANNA, "Anna Berg");

  ui_wait_for (pane, ui_is_row_titled, "_Block");
  g_assert_null (ui_find_widget (pane, ui_is_row_titled, "Do Not _Block Any More"));
  gtk_widget_activate_action (pane, "inbox.block", NULL);
  ui_wait_for_no_text (pane, "Anna Berg");
  open_pane (fixture, ANNA, "Anna Berg");
  ui_wait_for (pane, ui_is_row_titled, "Do Not _Block Any More");
  g_assert_null (ui_find_widget (pane, ui_is_row_titled, "_Block"));
  g_assert_true (is_blocked (fixture));
  gtk_widget_activate_action (pane, "inbox.unblock", NULL);
  ui_wait_for (pane, ui_is_row_titled, "_Block");
  g_assert_false (is_blocked (fixture));
}

/* Who asked to stop cannot be asked to stop again; that it was a mistake can be said. */
static void
test_stopped (UiFixture    *fixture,
              gconstpointer data)
{
  GtkWidget *pane = open_pane (fixture, STOPPED, "Ben Okafor");

  ui_wait_for (pane, ui_is_row_titled, "That Was a _Mistake…");
  g_assert_null (ui_find_widget (pane, ui_is_row_titled, "They Asked to _Stop…"));
  gtk_widget_activate_action (pane, "conversation.revoke", NULL);
  ui_wait_for_text (fixture->window, "Was This No Opt-Out?");
}

/* It is remembered, and a narrow window does not change that. */
static void
test_remembered (UiFixture    *fixture,
                 gconstpointer data)
{
  GtkWidget *split_view = gtk_widget_get_ancestor (open_pane (fixture, ANNA, "Anna Berg"), ADW_TYPE_OVERLAY_SPLIT_VIEW);

  g_assert_true (g_settings_get_boolean (fixture->settings, "show-talk-pane"));
  adw_overlay_split_view_set_collapsed (ADW_OVERLAY_SPLIT_VIEW (split_view), TRUE);
  g_assert_false (adw_overlay_split_view_get_show_sidebar (ADW_OVERLAY_SPLIT_VIEW (split_view)));
  g_assert_true (g_settings_get_boolean (fixture->settings, "show-talk-pane"));
  adw_overlay_split_view_set_collapsed (ADW_OVERLAY_SPLIT_VIEW (split_view), FALSE);
  g_assert_true (adw_overlay_split_view_get_show_sidebar (ADW_OVERLAY_SPLIT_VIEW (split_view)));
  gtk_widget_activate_action (ui_get (fixture->window, ui_is_of_type, "PealInboxPage"), "inbox.details", NULL);
  g_assert_false (g_settings_get_boolean (fixture->settings, "show-talk-pane"));
}

int
main (int    argc,
      char **argv)
{
  ui_init (&argc, &argv);
  ui_add ("/talk-pane/person", TRUE, test_person);
  ui_add ("/talk-pane/tags", TRUE, test_tags);
  ui_add ("/talk-pane/stranger", TRUE, test_stranger);
  ui_add ("/talk-pane/note", TRUE, test_note);
  ui_add ("/talk-pane/edit-note", TRUE, test_edit_note);
  ui_add ("/talk-pane/seen", TRUE, test_seen);
  ui_add ("/talk-pane/block", TRUE, test_block);
  ui_add ("/talk-pane/stopped", TRUE, test_stopped);
  ui_add ("/talk-pane/remembered", TRUE, test_remembered);
  return ui_run ();
}
