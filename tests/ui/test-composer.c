/* test-composer.c: where a conversation is answered.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include "peal-accounts.h"
#include "peal-composer.h"
#include "peal-contact-fields.h"
#include "peal-desk.h"
#include "peal-format.h"
#include "peal-inbound.h"
#include "peal-inbox-page.h"
#include "peal-main-window.h"
#include "peal-outbox.h"
#include "peal-scene.h"
#include "peal-talk.h"
#include "peal-templates.h"
#include "window-fixture.h"

/* Of the scene. */
#define ANNA "+12125550101"
#define BEN "+12125550102"        /* has asked to stop */
#define CHLOE "+12125550103"

static PealStore *
get_store (UiFixture *fixture)
{
  return peal_engine_get_store (fixture->engine);
}

static PealComposer *
get_composer (GtkWidget *pane)
{
  return PEAL_COMPOSER (ui_get (pane, ui_is_of_type, "PealComposer"));
}

static void
act (GtkWidget  *pane,
     const char *action)
{
  gtk_widget_activate_action (GTK_WIDGET (get_composer (pane)), action, NULL);
}

static gint64
find_talk (UiFixture  *fixture,
           const char *number)
{
  return peal_scene_await_int (peal_talk_find (get_store (fixture), number));
}

/* Drafts ------------------------------------------------------------------------------------------ */

typedef struct
{
  UiFixture *fixture;
  gint64 conversation_id;
  const char *text;
} Draft;

static gboolean
is_kept (gpointer data)
{
  const Draft *draft = data;
  g_autofree char *text = peal_scene_await_string (peal_draft_get (get_store (draft->fixture), draft->conversation_id));

  return g_str_equal (text, draft->text);
}

static void
wait_for_draft (UiFixture  *fixture,
                gint64      conversation_id,
                const char *text)
{
  ui_wait_until (is_kept, &(Draft) { fixture, conversation_id, text });
}

/* It belongs to its conversation, and the list shows it there. */
static void
test_draft (UiFixture    *fixture,
            gconstpointer data)
{
  GtkWidget *pane = ui_open_talk (fixture, ANNA, "Anna Berg");

  peal_composer_set_text (get_composer (pane), "half a sen");
  ui_open_talk (fixture, CHLOE, "Chloé Dubois");
  ui_wait_for_written (pane, "");
  ui_wait_for_text (fixture->window, "half a sen");
  ui_open_talk (fixture, ANNA, "Anna Berg");
  ui_wait_for_written (pane, "half a sen");
  peal_composer_set_text (get_composer (pane), "");
  wait_for_draft (fixture, find_talk (fixture, ANNA), "");
}

/* Nobody left: it is kept a moment after the last key. Another window finds it. */
static void
test_draft_kept (UiFixture    *fixture,
                 gconstpointer data)
{
  GtkWidget *pane = ui_open_talk (fixture, ANNA, "Anna Berg");
  gint64 id = find_talk (fixture, ANNA);

  peal_composer_set_text (get_composer (pane), "<b>half & half");
  wait_for_draft (fixture, id, "<b>half & half");
  peal_composer_set_text (get_composer (pane), "until the window closes");
  ui_close_window (fixture);
  wait_for_draft (fixture, id, "until the window closes");
  ui_open_window (fixture, 1000);
  ui_wait_until (ui_has_page, fixture->window);
  pane = ui_open_talk (fixture, ANNA, "Anna Berg");
  ui_wait_for_written (pane, "until the window closes");
}

/* What another window kept is not put over what somebody types here. */
static void
test_draft_typed_over (UiFixture    *fixture,
                       gconstpointer data)
{
  gint64 id = find_talk (fixture, ANNA);
  GtkWidget *pane;

  peal_scene_await (peal_draft_set (get_store (fixture), id, "from elsewhere"));
  pane = ui_open_talk (fixture, ANNA, "Anna Berg");
  ui_wait_for_written (pane, "from elsewhere");
  peal_composer_set_text (get_composer (pane), "typed here");
  peal_scene_await (peal_draft_set (get_store (fixture), id, "again from elsewhere"));
  ui_spin (100);
  ui_wait_for_written (pane, "typed here");
  wait_for_draft (fixture, id, "typed here");
}

/* What is sent is no draft; what is taken back is one again, wherever one is by then. */
static void
test_draft_sent (UiFixture    *fixture,
                 gconstpointer data)
{
  GtkWidget *pane = ui_open_talk (fixture, ANNA, "Anna Berg");
  gint64 id = find_talk (fixture, ANNA);

  peal_composer_set_text (get_composer (pane), "Yes of course");
  wait_for_draft (fixture, id, "Yes of course");
  act (pane, "composer.send");
  ui_wait_for_written (pane, "");
  wait_for_draft (fixture, id, "");
  ui_wait_for_text (fixture->window, "Sending…");
  ui_open_talk (fixture, CHLOE, "Chloé Dubois");
  ui_click (GTK_WIDGET (fixture->window), "_Undo");
  wait_for_draft (fixture, id, "Yes of course");
  ui_wait_for_written (pane, "");
}

/* Without time to take it back nothing is offered. */
static void
test_no_undo (UiFixture    *fixture,
              gconstpointer data)
{
  GtkWidget *pane = ui_open_talk (fixture, ANNA, "Anna Berg");

  g_settings_set_uint (fixture->settings, "undo-seconds", 0);
  peal_composer_set_text (get_composer (pane), "At once");
  act (pane, "composer.send");
  ui_wait_for_text (pane, "At once");
  g_assert_null (ui_find_widget (GTK_WIDGET (fixture->window), ui_is_button, "_Undo"));
  g_settings_reset (fixture->settings, "undo-seconds");
}

/* What is in the way ------------------------------------------------------------------------------ */

static gboolean
is_send_button (GtkWidget  *widget,
                const char *action)
{
  return GTK_IS_BUTTON (widget) && g_strcmp0 (gtk_actionable_get_action_name (GTK_ACTIONABLE (widget)), action) == 0;
}

static gboolean
can_send (gpointer pane)
{
  return gtk_widget_get_sensitive (ui_get (pane, is_send_button, "composer.send"));
}

static gboolean
cannot_send (gpointer pane)
{
  return !can_send (pane);
}

static void
they_write (UiFixture     *fixture,
            const char    *from,
            const char    *body,
            PealConsentAct consent)
{
  static guint n;
  g_autoptr(GPtrArray) messages = g_ptr_array_new_with_free_func ((GDestroyNotify) peal_inbound_free);
  g_autofree char *remote_id = g_strdup_printf ("SM-composer-%u", n++);
  PealInbound *inbound = peal_inbound_new (remote_id, from, "+15552000000", body,
                                           peal_clock_get_now (peal_engine_get_clock (fixture->engine)));

  inbound->act = consent;
  inbound->span = g_strdup (consent == PEAL_CONSENT_ACT_NONE ? "" : body);
  g_ptr_array_add (messages, inbound);
  peal_scene_await (peal_talk_record_inbound (get_store (fixture), 1, messages, NULL));
}

/* R-LAW-2: to somebody who has asked to stop nothing can be sent, until they say otherwise. What was written stays. */
static void
test_stopped (UiFixture    *fixture,
              gconstpointer data)
{
  GtkWidget *pane = ui_open_talk (fixture, BEN, "Ben Okafor");

  ui_wait_for (pane, ui_is_button, "That Was a Mistake…");
  peal_composer_set_text (get_composer (pane), "But why?");
  g_assert_false (can_send (pane));
  they_write (fixture, BEN, "START", PEAL_CONSENT_ACT_OPT_IN);
  ui_wait_until (can_send, pane);
  ui_wait_for_written (pane, "But why?");
  they_write (fixture, BEN, "Stop <b>it", PEAL_CONSENT_ACT_OPT_OUT);
  ui_wait_until (cannot_send, pane);
  ui_wait_for_text (pane, "They asked to stop (12:00: “Stop <b>it”). Nothing can be sent until they text START.");
  ui_click (pane, "That Was a Mistake…");
  ui_wait_for (fixture->window, ui_is_of_type, "AdwAlertDialog");
}

static void
test_blocked (UiFixture    *fixture,
              gconstpointer data)
{
  GtkWidget *pane = ui_open_talk (fixture, ANNA, "Anna Berg");

  peal_composer_set_text (get_composer (pane), "Hello");
  g_assert_true (can_send (pane));
  peal_scene_await (peal_desk_set_blocked (get_store (fixture), ANNA, TRUE, "test"));
  ui_wait_until (cannot_send, pane);
  ui_click (pane, "Unblock");
  ui_wait_until (can_send, pane);
  ui_wait_for_written (pane, "Hello");
}

/* An answer comes from the number that was written to, or not at all. */
static void
test_account_off (UiFixture    *fixture,
                  gconstpointer data)
{
  GtkWidget *pane = ui_open_talk (fixture, ANNA, "Anna Berg");
  g_autoptr(GPtrArray) accounts = peal_scene_await_boxed (peal_accounts_list (get_store (fixture)));
  PealAccount *account = g_ptr_array_index (accounts, 0);

  peal_composer_set_text (get_composer (pane), "Hello");
  account->enabled = FALSE;
  peal_scene_await (peal_account_save (get_store (fixture), account, "test"));
  ui_wait_for_text (pane, "The account that has this number is switched off or was removed.");
  g_assert_false (can_send (pane));
  account->enabled = TRUE;
  peal_scene_await (peal_account_save (get_store (fixture), account, "test"));
  ui_wait_until (can_send, pane);
}

/* The way out of what is in the way changes with it, with or without a target, and GTK has nothing to warn of. */
static void
test_way_out (UiFixture    *fixture,
              gconstpointer data)
{
  GtkWidget *pane = ui_open_talk (fixture, ANNA, "Anna Berg");

  peal_composer_set_obstacle (get_composer (pane), FALSE, "One", "Show Status", "win.go::health");
  peal_composer_set_obstacle (get_composer (pane), FALSE, "Two", "Preferences", "app.preferences");
  peal_composer_set_obstacle (get_composer (pane), FALSE, "Three", "Show Status", "win.go::health");
  ui_click (pane, "Show Status");
  g_assert_cmpstr (peal_main_window_get_page (PEAL_MAIN_WINDOW (fixture->window)), ==, "health");
}

static gboolean
is_other_talk (gpointer data)
{
  UiFixture *fixture = data;
  GtkWidget *page = ui_get (fixture->window, ui_is_of_type, "PealInboxPage");
  gint64 id = peal_inbox_page_get_conversation (PEAL_INBOX_PAGE (page));
  g_autoptr(GPtrArray) rows = peal_scene_await_boxed (peal_talk_load_rows (get_store (fixture), &id, 1));
  const PealConversationRow *row = g_ptr_array_index (rows, 0);

  return row != NULL && g_str_equal (row->ours, "+15553334444");
}

/* Another number of ours may answer: it says that this is another conversation, and goes there. */
static void
test_sender (UiFixture    *fixture,
             gconstpointer data)
{
  GtkWidget *pane = ui_open_talk (fixture, ANNA, "Anna Berg");
  g_autoptr(PealAccount) account = peal_account_new ("simulator", "Second <b>_shop");
  g_autofree char *number = peal_format_number ("+15553334444");
  g_autofree char *text = g_strdup_printf ("From %s: for them this is another conversation", number);

  g_assert_null (ui_find_widget (pane, ui_is_of_type, "PealSenderChoice"));
  g_set_str (&account->sender, "+15553334444");
  account->enabled = TRUE;
  peal_scene_await (peal_account_save (get_store (fixture), account, "test"));
  ui_wait_for (pane, ui_is_of_type, "PealSenderChoice");
  peal_composer_set_text (get_composer (pane), "From the other shop");
  gtk_widget_activate_action (ui_get (pane, ui_is_of_type, "PealSenderChoice"), "sender.choose", "x", (gint64) 2);
  ui_wait_for_text (pane, text);
  act (pane, "composer.send");
  ui_wait_until (is_other_talk, fixture);
  ui_wait_for_text (pane, "From the other shop");
}

/* Templates --------------------------------------------------------------------------------------- */

static GtkTextView *
get_view (GtkWidget *pane)
{
  return GTK_TEXT_VIEW (ui_get (GTK_WIDGET (get_composer (pane)), ui_is_of_type, "GtkTextView"));
}

static void
type (GtkWidget  *pane,
      const char *text)
{
  gtk_text_buffer_insert_at_cursor (gtk_text_view_get_buffer (get_view (pane)), text, -1);
}

/* TRUE: the composer took it. */
static gboolean
press (GtkWidget *pane,
       guint      keyval)
{
  g_autoptr(GListModel) controllers = gtk_widget_observe_controllers (GTK_WIDGET (get_view (pane)));
  gboolean taken = FALSE;

  for (guint i = 0; i < g_list_model_get_n_items (controllers) && !taken; i++)
    {
      g_autoptr(GtkEventController) controller = g_list_model_get_item (controllers, i);

      if (GTK_IS_EVENT_CONTROLLER_KEY (controller)
          && gtk_event_controller_get_propagation_phase (controller) == GTK_PHASE_CAPTURE)
        g_signal_emit_by_name (controller, "key-pressed", keyval, 0, 0, &taken);
    }
  return taken;
}

static void
add_template (UiFixture  *fixture,
              const char *name,
              const char *body)
{
  g_autoptr(PealTemplate) template = peal_template_new (name, body);

  peal_scene_await_int (peal_templates_save (get_store (fixture), template, "test"));
}

static gboolean
lists (gpointer pane)
{
  GtkWidget *list = ui_find_widget (GTK_WIDGET (get_composer (pane)), ui_is_of_type, "PealTemplateList");

  return list != NULL && gtk_widget_get_visible (list);
}

/* The templates and the person have been read. */
static gboolean
can_offer (gpointer pane)
{
  GtkWidget *composer = GTK_WIDGET (get_composer (pane));

  gtk_widget_activate_action (composer, "composer.template", NULL);
  if (!lists (pane))
    return FALSE;
  press (pane, GDK_KEY_Escape);
  return TRUE;
}

static gboolean
is_counted (gpointer fixture)
{
  g_autoptr(GPtrArray) templates = peal_scene_await_boxed (peal_templates_list (get_store (fixture)));

  for (guint i = 0; i < templates->len; i++)
    if (((PealTemplate *) g_ptr_array_index (templates, i))->uses == 1)
      return TRUE;
  return FALSE;
}

/* "/" and a letter or two, Down, Enter; Escape leaves what was typed. What is used most comes first. */
static void
test_slash (UiFixture    *fixture,
            gconstpointer data)
{
  GtkWidget *pane;

  add_template (fixture, "Thanks", "Thank you, {first_name}!");
  add_template (fixture, "The way", "{{Here}} is the way to us.");
  add_template (fixture, "Hours", "We are open from nine to six.");
  pane = ui_open_talk (fixture, ANNA, "Anna Berg");
  ui_wait_until (can_offer, pane);
  type (pane, "and/or");
  g_assert_false (lists (pane));
  type (pane, " /th");
  g_assert_true (lists (pane));
  ui_wait_for_text (get_composer (pane), "Thank you, Anna!");
  g_assert_null (ui_find_widget (GTK_WIDGET (get_composer (pane)), ui_shows_text, "Hours"));
  g_assert_true (press (pane, GDK_KEY_Escape));
  g_assert_false (lists (pane));
  ui_wait_for_written (pane, "and/or /th");
  type (pane, "x");
  type (pane, "\n");
  type (pane, "/th");
  g_assert_true (press (pane, GDK_KEY_Down));
  g_assert_true (press (pane, GDK_KEY_Return));
  ui_wait_for_written (pane, "and/or /thx\n{Here} is the way to us.");
  g_assert_false (lists (pane));

  peal_composer_set_text (get_composer (pane), "");
  ui_wait_until (is_counted, fixture);
  ui_spin (100);
  type (pane, "/th");
  g_assert_true (press (pane, GDK_KEY_Tab));
  ui_wait_for_written (pane, "{Here} is the way to us.");
}

/* What nobody knows must be written before the text can go. */
static void
test_gap (UiFixture    *fixture,
          gconstpointer data)
{
  GtkTextBuffer *buffer;
  GtkTextIter start, end;
  g_autofree char *selected = NULL;
  GtkWidget *pane;

  add_template (fixture, "Where", "Still in {city}?");
  pane = ui_open_talk (fixture, ANNA, "Anna Berg");
  ui_wait_until (can_offer, pane);
  type (pane, "/where");
  g_assert_true (press (pane, GDK_KEY_Return));
  ui_wait_for_written (pane, "Still in {city}?");
  buffer = gtk_text_view_get_buffer (get_view (pane));
  gtk_text_buffer_get_end_iter (buffer, &end);
  gtk_text_buffer_place_cursor (buffer, &end);
  act (pane, "composer.send");
  ui_wait_for_written (pane, "Still in {city}?");
  g_assert_true (gtk_text_buffer_get_selection_bounds (buffer, &start, &end));
  selected = gtk_text_buffer_get_text (buffer, &start, &end, FALSE);
  g_assert_cmpstr (selected, ==, "{city}");
  gtk_text_buffer_delete_selection (buffer, TRUE, TRUE);
  type (pane, "Oslo");
  act (pane, "composer.send");
  ui_wait_for_written (pane, "");
  ui_wait_for_text (pane, "Still in Oslo?");
}

/* From the menu: a list without a slash typed, and a field with its value. */
static void
test_menu (UiFixture    *fixture,
           gconstpointer data)
{
  GtkWidget *pane;

  add_template (fixture, "Hours", "We are open from nine to six.");
  pane = ui_open_talk (fixture, ANNA, "Anna Berg");
  ui_wait_until (can_offer, pane);
  type (pane, "Dear");
  act (pane, "composer.template");
  g_assert_true (lists (pane));
  g_assert_true (press (pane, GDK_KEY_Escape));
  ui_wait_for_written (pane, "Dear ");
  gtk_widget_activate_action (GTK_WIDGET (get_composer (pane)), "composer.field", "s", "{first_name}");
  ui_wait_for_written (pane, "Dear Anna");
}

/* An item anywhere in it that puts in @source. */
static gboolean
has_field (GMenuModel *menu,
           const char *source)
{
  for (int i = 0; i < g_menu_model_get_n_items (menu); i++)
    {
      static const char *const links[] = { G_MENU_LINK_SECTION, G_MENU_LINK_SUBMENU };
      g_autofree char *target = NULL;

      if (g_menu_model_get_item_attribute (menu, i, G_MENU_ATTRIBUTE_TARGET, "s", &target) && g_str_equal (target, source))
        return TRUE;
      for (gsize n = 0; n < G_N_ELEMENTS (links); n++)
        {
          g_autoptr(GMenuModel) inner = g_menu_model_get_item_link (menu, i, links[n]);

          if (inner != NULL && has_field (inner, source))
            return TRUE;
        }
    }
  return FALSE;
}

static gboolean
has_own_field (gpointer pane)
{
  GtkWidget *button = ui_get (GTK_WIDGET (get_composer (pane)), ui_is_of_type, "GtkMenuButton");

  return has_field (gtk_menu_button_get_menu_model (GTK_MENU_BUTTON (button)), "{pet}");
}

/* What the business wants to know of its contacts stands among the fields as soon as it is made up. */
static void
test_own_field (UiFixture    *fixture,
                gconstpointer data)
{
  GtkWidget *pane = ui_open_talk (fixture, ANNA, "Anna Berg");
  g_autoptr(PealCustomField) field = peal_custom_field_new ("Pet_name", PEAL_CUSTOM_TEXT);

  g_set_str (&field->key, "pet");
  g_assert_false (has_own_field (pane));
  peal_scene_await (peal_contact_fields_save (get_store (fixture), field, "test"));
  ui_wait_until (has_own_field, pane);
}

static gboolean
is_saved (gpointer data)
{
  g_autoptr(GPtrArray) templates = peal_scene_await_boxed (peal_templates_list (get_store (data)));

  return templates->len == 1 && g_str_equal (((PealTemplate *) g_ptr_array_index (templates, 0))->body, "{{:-)}} {first_name}");
}

static void
test_save_template (UiFixture    *fixture,
                    gconstpointer data)
{
  GtkWidget *pane = ui_open_talk (fixture, ANNA, "Anna Berg");

  peal_composer_set_text (get_composer (pane), "{{:-)}} {first_name}");
  act (pane, "composer.save-template");
  ui_wait_for (fixture->window, ui_is_of_type, "AdwAlertDialog");
  ui_type_into (GTK_WIDGET (fixture->window), "Name", " Smile ");
  ui_click (GTK_WIDGET (fixture->window), "_Save");
  ui_wait_until (is_saved, fixture);
}

/* What makes the text dearer is marked in it, and replaced by a key. */
static void
test_costly (UiFixture    *fixture,
             gconstpointer data)
{
  GtkWidget *pane = ui_open_talk (fixture, ANNA, "Anna Berg");
  g_autofree char *plain = g_strnfill (100, 'a');
  g_autofree char *curly = g_strconcat (plain, "’", NULL);
  g_autofree char *straight = g_strconcat (plain, "'", NULL);
  GtkTextBuffer *buffer = gtk_text_view_get_buffer (get_view (pane));
  g_autoptr(GSList) tags = NULL;
  GtkTextIter iter;

  g_settings_set_boolean (fixture->settings, "check-spelling", FALSE);
  peal_composer_set_text (get_composer (pane), curly);
  gtk_text_buffer_get_iter_at_offset (buffer, &iter, 100);
  tags = gtk_text_iter_get_tags (&iter);
  g_assert_cmpuint (g_slist_length (tags), ==, 1);
  g_assert_true (gtk_text_iter_starts_tag (&iter, tags->data));
  act (pane, "composer.replace");
  ui_wait_for_written (pane, straight);
  gtk_text_buffer_get_start_iter (buffer, &iter);
  g_assert_false (gtk_text_iter_forward_to_tag_toggle (&iter, NULL));
  g_settings_reset (fixture->settings, "check-spelling");
}

/* How many marks begin at the first letter. */
static guint
count_marks (GtkWidget *pane)
{
  g_autoptr(GSList) tags = NULL;
  GtkTextIter start;

  gtk_text_buffer_get_start_iter (gtk_text_view_get_buffer (get_view (pane)), &start);
  tags = gtk_text_iter_get_tags (&start);
  return g_slist_length (tags);
}

static gboolean
is_marked (gpointer pane)
{
  return count_marks (pane) > 0;
}

static gboolean
is_not_marked (gpointer pane)
{
  return count_marks (pane) == 0;
}

/* The dictionary that there is knows one of the two; with none of them looked up, both are right. */
static void
test_spelling (UiFixture    *fixture,
               gconstpointer data)
{
  GtkWidget *pane = ui_open_talk (fixture, ANNA, "Anna Berg");

  peal_composer_set_text (get_composer (pane), "Thsi is wrong");
  ui_wait_until (is_marked, pane);
  g_settings_set_boolean (fixture->settings, "check-spelling", FALSE);
  ui_wait_until (is_not_marked, pane);
  g_settings_set_boolean (fixture->settings, "check-spelling", TRUE);
  ui_wait_until (is_marked, pane);
  peal_composer_set_text (get_composer (pane), "This is right");
  ui_spin (300);
  g_assert_true (is_not_marked (pane));
  g_settings_reset (fixture->settings, "check-spelling");
}

/* Suggestions ------------------------------------------------------------------------------------- */

static void
we_answer (UiFixture  *fixture,
           const char *to,
           const char *body)
{
  g_autoptr(GPtrArray) messages = g_ptr_array_new_with_free_func ((GDestroyNotify) peal_queued_free);
  PealQueued *queued = peal_queued_new ("+15552000000", to, body);
  g_autoptr(GArray) ids = NULL;

  queued->account_id = 1;
  queued->segments = 1;
  g_ptr_array_add (messages, queued);
  ids = peal_scene_await_boxed (peal_outbox_enqueue (get_store (fixture), messages, "test"));
}

/* What was answered before, with the name of whom it is for now; only put in, and only where nothing is written. */
static void
test_suggestions (UiFixture    *fixture,
                  gconstpointer data)
{
  GtkWidget *pane;
  const char *why = "You answered a similar question so";

  they_write (fixture, CHLOE, "Which hours do you open on saturday?", PEAL_CONSENT_ACT_NONE);
  we_answer (fixture, CHLOE, "<b>Chloé</b>, on Saturdays from ten to four.");
  they_write (fixture, ANNA, "Do you open this saturday, which hours?", PEAL_CONSENT_ACT_NONE);
  pane = ui_open_talk (fixture, ANNA, "Anna Berg");
  ui_wait_for_text (pane, why);
  ui_wait_for_text (pane, "<b>Anna</b>, on Saturdays from ten to four.");
  type (pane, "Well");
  g_assert_null (ui_find_widget (pane, ui_shows_text, why));
  peal_composer_set_text (get_composer (pane), "");
  g_assert_nonnull (ui_find_widget (pane, ui_shows_text, why));
  gtk_widget_activate_action (ui_get (pane, ui_is_of_type, "PealAnswerBar"), "answer.suggestion", "i", 1);
  ui_wait_for_written (pane, "");
  gtk_widget_activate_action (ui_get (pane, ui_is_of_type, "PealAnswerBar"), "answer.suggestion", "i", 0);
  ui_wait_for_written (pane, "<b>Anna</b>, on Saturdays from ten to four.");
  g_assert_null (ui_find_widget (pane, ui_shows_text, why));
  act (pane, "composer.send");
  ui_wait_for_written (pane, "");
  ui_spin (200);
  g_assert_null (ui_find_widget (pane, ui_shows_text, why));
}

/* Whoever wants none gets none. */
static void
test_no_suggestions (UiFixture    *fixture,
                     gconstpointer data)
{
  GtkWidget *pane;

  add_template (fixture, "Parking", "Park behind the house.");
  they_write (fixture, ANNA, "Where can I park?", PEAL_CONSENT_ACT_NONE);
  pane = ui_open_talk (fixture, ANNA, "Anna Berg");
  ui_wait_for_text (pane, "Template “Parking”");
  g_settings_set_boolean (fixture->settings, "suggest-answers", FALSE);
  ui_wait_for_no_text (pane, "Template “Parking”");
  g_settings_reset (fixture->settings, "suggest-answers");
}

int
main (int    argc,
      char **argv)
{
  ui_init (&argc, &argv);
  ui_add ("/composer/draft", TRUE, test_draft);
  ui_add ("/composer/draft-kept", TRUE, test_draft_kept);
  ui_add ("/composer/draft-typed-over", TRUE, test_draft_typed_over);
  ui_add ("/composer/draft-sent", TRUE, test_draft_sent);
  ui_add ("/composer/no-undo", TRUE, test_no_undo);
  ui_add ("/composer/stopped", TRUE, test_stopped);
  ui_add ("/composer/blocked", TRUE, test_blocked);
  ui_add ("/composer/account-off", TRUE, test_account_off);
  ui_add ("/composer/way-out", TRUE, test_way_out);
  ui_add ("/composer/sender", TRUE, test_sender);
  ui_add ("/composer/slash", TRUE, test_slash);
  ui_add ("/composer/gap", TRUE, test_gap);
  ui_add ("/composer/menu", TRUE, test_menu);
  ui_add ("/composer/own-field", TRUE, test_own_field);
  ui_add ("/composer/save-template", TRUE, test_save_template);
  ui_add ("/composer/costly", TRUE, test_costly);
  ui_add ("/composer/spelling", TRUE, test_spelling);
  ui_add ("/composer/suggestions", TRUE, test_suggestions);
  ui_add ("/composer/no-suggestions", TRUE, test_no_suggestions);
  return ui_run ();
}
