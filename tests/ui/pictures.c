/* pictures.c: every page and dialog, saved as it is drawn.
 *
 * peal-pictures WORKSPACE DIR LOOK [talk|plans|contacts|groups|outbox|held|hand-over]: opens the workspace, or
 * makes up one, shows each page and dialog in one look (empty, light, dark,
 * narrow, contrast, large, rtl) and writes DIR/PAGE-LOOK.png; with "talk",
 * conversations in all their states instead; with "plans", "contacts", "groups",
 * "outbox", "held" or "hand-over", those alone. Drawn by GTK itself from what is
 * on the screen, so it needs a display but no screenshot tool. Exits with 1 if a picture is missing.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include "pictures.h"

#include "peal-config.h"

#include "peal-about.h"
#include "peal-account-dialog.h"
#include "peal-accounts.h"
#include "peal-allowance.h"
#include "peal-composer.h"
#include "peal-contact-editor.h"
#include "peal-contacts.h"
#include "peal-engine.h"
#include "peal-error-text.h"
#include "peal-hand-over-dialog.h"
#include "peal-outbox-edit.h"
#include "peal-outbox-shelves.h"
#include "peal-outbox.h"
#include "peal-page-table.h"
#include "peal-preferences.h"
#include "peal-routes.h"
#include "peal-rule-dialog.h"
#include "peal-quit-dialog.h"
#include "peal-scene.h"
#include "peal-send-later.h"
#include "peal-shortcuts.h"
#include "peal-switcher.h"
#include "talk-fixture.h"
#include "peal-locale.h"
#include "peal-main-window.h"
#include "peal-new-message.h"

/* People without a name, to fill the list. */
#define N_MORE 10000

/* How long a page may take to show what it has before its picture is taken. */
#define SETTLE_MS 400

/* How often a picture is tried again that could not be drawn because the machine is busy. */
#define N_TRIES 20

/* On X11 the window's own border takes 10 pixels each way. */
static const Look looks[] = {
  { "empty", 1200, 800, FALSE, FALSE, FALSE, 1.0 },
  { "light", 1200, 800, FALSE, FALSE, FALSE, 1.0 },
  { "dark", 1200, 800, TRUE, FALSE, FALSE, 1.0 },
  { "narrow", 370, 650, FALSE, FALSE, FALSE, 1.0 },
  { "contrast", 1200, 800, FALSE, TRUE, FALSE, 1.0 },
  { "large", 1200, 800, FALSE, FALSE, FALSE, 1.5 },
  { "rtl", 1200, 800, FALSE, FALSE, TRUE, 1.0 },
};

/* What a page shows besides its first view. */
static const struct
{
  const char *name;
  const char *subject;
} subjects[] = {
  { "contact", "contact:1" },
  { "contact-hostile", "contact:9" },
};

static gboolean
time_up_cb (gpointer data)
{
  *(gboolean *) data = TRUE;
  return G_SOURCE_REMOVE;
}

void
shoot_settle (void)
{
  gboolean done = FALSE;

  g_timeout_add (SETTLE_MS, time_up_cb, &done);
  while (!done)
    g_main_context_iteration (NULL, TRUE);
}

/* NULL while the window waits for its next layout. */
static GdkTexture *
draw (GtkWidget *window)
{
  g_autoptr(GdkPaintable) paintable = gtk_widget_paintable_new (window);
  g_autoptr(GskRenderNode) node = NULL;
  GtkSnapshot *snapshot = gtk_snapshot_new ();

  gdk_paintable_snapshot (paintable, snapshot, gtk_widget_get_width (window),
                          gtk_widget_get_height (window));
  node = gtk_snapshot_free_to_node (snapshot);
  if (node == NULL)
    return NULL;
  return gsk_renderer_render_texture (gtk_native_get_renderer (GTK_NATIVE (window)), node, NULL);
}

void
shoot_save (Shoot      *shoot,
            const char *name)
{
  g_autofree char *file = g_strdup_printf ("%s-%s.png", name, shoot->look->name);
  g_autofree char *path = g_build_filename (shoot->directory, file, NULL);
  g_autoptr(GdkTexture) texture = draw (GTK_WIDGET (shoot->window));

  for (guint i = 0; texture == NULL && i < N_TRIES; i++)
    {
      shoot_settle ();
      texture = draw (GTK_WIDGET (shoot->window));
    }
  if (texture == NULL || !gdk_texture_save_to_png (texture, path))
    {
      g_printerr ("%s could not be written.\n", path);
      shoot->failed = TRUE;
    }
}

void
shoot_dialog (Shoot      *shoot,
              const char *name,
              AdwDialog  *dialog)
{
  adw_dialog_present (dialog, GTK_WIDGET (shoot->window));
  shoot_settle ();
  shoot_save (shoot, name);
  adw_dialog_force_close (dialog);
  shoot_settle ();
}

GtkWidget *
shoot_find (GtkWidget  *widget,
            const char *type)
{
  if (g_str_equal (G_OBJECT_TYPE_NAME (widget), type))
    return widget;
  for (GtkWidget *child = gtk_widget_get_first_child (widget); child != NULL;
       child = gtk_widget_get_next_sibling (child))
    {
      GtkWidget *found = shoot_find (child, type);

      if (found != NULL)
        return found;
    }
  return NULL;
}

void
shoot_scroll (GtkWidget  *widget,
              const char *type)
{
  GtkWidget *scroller = shoot_find (shoot_find (widget, type), "GtkScrolledWindow");
  GtkAdjustment *adjustment = gtk_scrolled_window_get_vadjustment (GTK_SCROLLED_WINDOW (scroller));

  gtk_adjustment_set_value (adjustment, gtk_adjustment_get_upper (adjustment));
}

/* What is there before a letter is typed, and what a few find. */
static void
shoot_switcher (Shoot *shoot)
{
  AdwDialog *dialog = ADW_DIALOG (peal_switcher_new (shoot->window));

  shoot_dialog (shoot, "switcher", dialog);
  dialog = ADW_DIALOG (peal_switcher_new (shoot->window));
  adw_dialog_present (dialog, GTK_WIDGET (shoot->window));
  gtk_editable_set_text (GTK_EDITABLE (adw_dialog_get_focus (dialog)), "er");
  shoot_settle ();
  shoot_save (shoot, "switcher-found");
  adw_dialog_force_close (dialog);
  shoot_settle ();
}

/* When it goes, to somebody whose clock shows another time. */
static void
shoot_later (Shoot *shoot)
{
  AdwDialog *dialog = peal_send_later_new (shoot->engine, "+13055550101", 0, PEAL_MESSAGE_MARKETING, 0);

  adw_dialog_present (dialog, GTK_WIDGET (shoot->window));
  shoot_settle ();
  shoot_save (shoot, "send-later");
  shoot_scroll (GTK_WIDGET (dialog), "PealSendLater");
  shoot_dialog (shoot, "send-later-end", dialog);
}

/* To a group, tomorrow; one of it has asked to stop. */
static void
shoot_scheduled (Shoot *shoot)
{
  AdwDialog *dialog = peal_new_message_new (shoot->engine, "group:1");
  gint64 tomorrow = peal_clock_get_now (peal_engine_get_clock (shoot->engine)) + PEAL_DAY;
  GtkWidget *later;

  adw_dialog_present (dialog, GTK_WIDGET (shoot->window));
  shoot_settle ();
  peal_composer_set_text (PEAL_COMPOSER (shoot_find (GTK_WIDGET (dialog), "PealComposer")), "We close at six today.");
  adw_combo_row_set_selected (ADW_COMBO_ROW (shoot_find (GTK_WIDGET (dialog), "AdwComboRow")), 1);
  adw_action_row_activate (ADW_ACTION_ROW (shoot_find (GTK_WIDGET (dialog), "AdwActionRow")));
  later = shoot_find (GTK_WIDGET (shoot->window), "PealSendLater");
  g_signal_emit_by_name (later, "chosen", tomorrow);
  adw_dialog_force_close (ADW_DIALOG (later));
  shoot_settle ();
  shoot_settle ();
  adw_expander_row_set_expanded (ADW_EXPANDER_ROW (shoot_find (GTK_WIDGET (dialog), "AdwExpanderRow")), TRUE);
  shoot_dialog (shoot, "new-message-scheduled", dialog);
}

static void
shoot_pages (Shoot *shoot)
{
  gsize n_pages;
  const PealPageInfo *pages = peal_page_table (&n_pages);

  for (gsize i = 0; i < n_pages; i++)
    {
      peal_main_window_go (shoot->window, pages[i].id);
      shoot_settle ();
      shoot_save (shoot, pages[i].id);
    }
}

/* Home while an account can hardly pay for what waits. */
static void
undo_nothing (PealMainWindow *window,
              gpointer        data)
{
}

/* What was done before the disk was full, and can be taken back. */
static void
shoot_stopped (Shoot *shoot)
{
  g_autoptr(GError) error = g_error_new_literal (PEAL_STORE_ERROR, PEAL_STORE_ERROR_FULL, "full");
  g_autofree char *text = peal_error_text_after ("5000 messages taken back", error);

  peal_main_window_offer_undo (shoot->window, text, undo_nothing, NULL, NULL);
  shoot_settle ();
  shoot_save (shoot, "outbox-stopped");
}

/* What waits, what can be done with several, and another text. */
static void
shoot_outbox (Shoot *shoot)
{
  const char *const *fields = peal_engine_get_text_fields (shoot->engine);
  GtkWidget *page;

  if (shoot->is_made_up)
    peal_scene_hold (shoot->engine);
  peal_main_window_go (shoot->window, "outbox");
  shoot_settle ();
  page = shoot_find (GTK_WIDGET (shoot->window), "PealOutboxPage");
  adw_toggle_group_set_active (ADW_TOGGLE_GROUP (shoot_find (page, "AdwToggleGroup")), PEAL_SHELF_LEFT_OUT);
  shoot_settle ();
  shoot_save (shoot, "outbox-left-out");
  adw_toggle_group_set_active (ADW_TOGGLE_GROUP (shoot_find (page, "AdwToggleGroup")), PEAL_SHELF_WAITING);
  shoot_settle ();
  shoot_save (shoot, "outbox-waiting");
  gtk_toggle_button_set_active (GTK_TOGGLE_BUTTON (shoot_find (shoot_find (page, "AdwHeaderBar"), "GtkToggleButton")), TRUE);
  gtk_selection_model_select_all (gtk_list_view_get_model (GTK_LIST_VIEW (shoot_find (page, "GtkListView"))));
  shoot_settle ();
  shoot_save (shoot, "outbox-selecting");
  gtk_widget_activate_action (page, "outbox.stop-selecting", NULL);
  shoot_dialog (shoot, "outbox-edit", peal_outbox_edit_new (fields, PEAL_SCENE_HOSTILE " 🎉 شكرا", 1234));
  shoot_dialog (shoot, "outbox-edit-fields", peal_outbox_edit_new (fields, "Hi {first_name|there}, from {city}!", 1234));
  shoot_dialog (shoot, "outbox-edit-empty", peal_outbox_edit_new (fields, "", 1234));
  shoot_dialog (shoot, "outbox-edit-fault", peal_outbox_edit_new (fields, "Hi {whoever}!", 1));
  peal_main_window_toast (shoot->window, "Waits until 8:00 in Chicago: the law allows no hour before. Alabama: "
                                         "8:00–20:00 on a Tuesday, by the clock of Chicago.");
  shoot_settle ();
  shoot_save (shoot, "outbox-refused");
  shoot_stopped (shoot);
}

static void
shoot_low_credit (Shoot *shoot)
{
  PealStore *store = peal_engine_get_store (shoot->engine);

  peal_scene_await (peal_price_record (store, 1, "", 10000, "USD", "test"));
  peal_scene_await (peal_balance_record (store, 1, 5000, "USD"));
  peal_main_window_go (shoot->window, "home");
  shoot_settle ();
  shoot_settle ();
  shoot_save (shoot, "home-low-credit");
}

void
shoot_show_part (GtkWidget *widget,
                 double     part)
{
  if (ADW_IS_EXPANDER_ROW (widget))
    adw_expander_row_set_expanded (ADW_EXPANDER_ROW (widget), TRUE);
  if (GTK_IS_SCROLLED_WINDOW (widget))
    {
      GtkAdjustment *adjustment = gtk_scrolled_window_get_vadjustment (GTK_SCROLLED_WINDOW (widget));

      gtk_adjustment_set_value (adjustment, gtk_adjustment_get_upper (adjustment) * part);
    }
  for (GtkWidget *child = gtk_widget_get_first_child (widget); child != NULL; child = gtk_widget_get_next_sibling (child))
    if (gtk_widget_get_mapped (child))
      shoot_show_part (child, part);
}

static void
shoot_subjects (Shoot *shoot)
{
  for (gsize i = 0; i < G_N_ELEMENTS (subjects); i++)
    {
      gtk_widget_activate_action (GTK_WIDGET (shoot->window), "win.show", "s", subjects[i].subject);
      shoot_settle ();
      shoot_save (shoot, subjects[i].name);
    }
}

/* The page about the state of things where much is wrong: its beginning, its accounts opened, its end. */
static void
shoot_trouble (Shoot *shoot)
{
  peal_scene_trouble (shoot->engine);
  peal_main_window_go (shoot->window, "home");
  shoot_settle ();
  peal_main_window_go (shoot->window, "health");
  shoot_settle ();
  shoot_settle ();
  shoot_save (shoot, "health-trouble");
  shoot_show_part (GTK_WIDGET (shoot->window), 0.5);
  shoot_settle ();
  shoot_show_part (GTK_WIDGET (shoot->window), 0.5);
  shoot_settle ();
  shoot_save (shoot, "health-accounts");
  shoot_show_part (GTK_WIDGET (shoot->window), 1.0);
  shoot_settle ();
  shoot_save (shoot, "health-computer");
}

static void
shoot_preferences_page (Shoot      *shoot,
                        const char *name,
                        const char *page)
{
  PealPreferences *preferences = peal_preferences_new (shoot->engine, peal_main_window_get_settings (shoot->window));

  adw_preferences_dialog_set_visible_page_name (ADW_PREFERENCES_DIALOG (preferences), page);
  shoot_dialog (shoot, name, ADW_DIALOG (preferences));
}

/* The end of what waits in the outbox. */
static void
shoot_waiting (Shoot      *shoot,
               const char *name)
{
  GtkWidget *page;
  GtkListView *list;

  peal_main_window_go (shoot->window, "outbox");
  shoot_settle ();
  page = shoot_find (GTK_WIDGET (shoot->window), "PealOutboxPage");
  adw_toggle_group_set_active (ADW_TOGGLE_GROUP (shoot_find (page, "AdwToggleGroup")), PEAL_SHELF_WAITING);
  shoot_settle ();
  list = GTK_LIST_VIEW (shoot_find (page, "GtkListView"));
  gtk_list_view_scroll_to (list, g_list_model_get_n_items (G_LIST_MODEL (gtk_list_view_get_model (list))) - 1,
                           GTK_LIST_SCROLL_NONE, NULL);
  shoot_settle ();
  shoot_save (shoot, name);
}

/* Two that wait until a rule or a limit is changed, as they stand in the outbox. */
static void
shoot_held (Shoot *shoot)
{
  PealStore *store = peal_engine_get_store (shoot->engine);
  g_autoptr(GPtrArray) accounts = peal_scene_await_boxed (peal_accounts_list (store));
  g_autoptr(GPtrArray) messages = g_ptr_array_new_with_free_func ((GDestroyNotify) peal_queued_free);

  if (accounts->len == 0)
    return;
  for (guint i = 0; i < 2; i++)
    {
      PealQueued *queued = peal_queued_new ("+15005550006", i == 0 ? "+447911123456" : "+12125550101",
                                            "Your appointment is on Monday at 9:00.");

      queued->account_id = ((PealAccount *) g_ptr_array_index (accounts, 0))->id;
      queued->reason = i == 0 ? PEAL_HOLD_NO_ROUTE : PEAL_HOLD_MONEY;
      queued->not_before = PEAL_TIME_NEVER;
      g_ptr_array_add (messages, queued);
    }
  g_array_unref (peal_scene_await_boxed (peal_outbox_enqueue (store, messages, "scene")));
  shoot_waiting (shoot, "outbox-held");
  peal_main_window_go (shoot->window, "home");
  shoot_settle ();
  shoot_settle ();
  shoot_save (shoot, "home-held");
  peal_main_window_go (shoot->window, "health");
  shoot_settle ();
  shoot_settle ();
  shoot_save (shoot, "health-held");
}

/* An account goes at which messages wait: what is asked before, and what is told and offered afterwards. */
static void
shoot_hand_over (Shoot *shoot)
{
  PealStore *store = peal_engine_get_store (shoot->engine);
  g_autoptr(PealAccount) account = peal_account_new ("simulator", PEAL_SCENE_HOSTILE);
  g_autoptr(PealAccount) stored = NULL;
  g_autoptr(GPtrArray) before = peal_scene_await_boxed (peal_accounts_list (store));
  g_autoptr(GPtrArray) accounts = NULL;
  g_autoptr(GPtrArray) none = g_ptr_array_new ();
  const PealAccount *first = before->len > 0 ? g_ptr_array_index (before, 0) : NULL;

  if (first == NULL)
    return;
  g_set_str (&account->sender, "+15005550009");
  stored = peal_scene_await_boxed (peal_account_save (store, account, "scene"));
  accounts = peal_scene_await_boxed (peal_accounts_list (store));
  shoot_dialog (shoot, "hand-over", peal_hand_over_dialog_new_before (first, &(PealHandOver) { 1234, 2 }, accounts));
  shoot_dialog (shoot, "hand-over-alone", peal_hand_over_dialog_new_before (stored, &(PealHandOver) { 1, 0 }, none));
  peal_scene_await (peal_account_remove (store, first->id, "scene"));
  shoot_dialog (shoot, "hand-over-after", peal_hand_over_dialog_new_after (&(PealHandOver) { 2, 1 }, accounts));
  shoot_dialog (shoot, "hand-over-nobody", peal_hand_over_dialog_new_after (&(PealHandOver) { 0, 2 }, none));
  shoot_waiting (shoot, "outbox-left");
  peal_main_window_go (shoot->window, "home");
  shoot_settle ();
  shoot_settle ();
  shoot_save (shoot, "home-left");
  peal_scene_await (peal_account_restore (store, first->id, "scene"));
  peal_scene_await (peal_account_remove (store, stored->id, "scene"));
}

/* Rules with a long and a hostile name, one of an account that was removed, and what they mean for a number. */
static void
shoot_rules (Shoot *shoot)
{
  PealStore *store = peal_engine_get_store (shoot->engine);
  g_autoptr(PealAccount) account = peal_account_new ("simulator", PEAL_SCENE_HOSTILE);
  g_autoptr(PealAccount) stored = NULL;
  g_autoptr(PealAccount) leaving = peal_account_new ("simulator", "Old phone <b>&</b>");
  g_autoptr(PealAccount) gone = NULL;
  g_autoptr(GPtrArray) accounts = peal_scene_await_boxed (peal_accounts_list (store));
  g_autoptr(GPtrArray) routes = g_ptr_array_new_with_free_func ((GDestroyNotify) peal_stored_route_free);
  g_autoptr(GPtrArray) none = g_ptr_array_new ();
  PealPreferences *preferences;
  GtkWidget *row;

  if (accounts->len == 0)
    return;
  g_set_str (&account->sender, "+15005550009");
  stored = peal_scene_await_boxed (peal_account_save (store, account, "scene"));
  g_ptr_array_add (routes, peal_stored_route_new ("+4479", "", TRUE, 0, ""));
  g_ptr_array_add (routes, peal_stored_route_new ("", "GB", FALSE, stored->id, "+15005550009"));
  g_ptr_array_add (routes, peal_stored_route_new ("", "", FALSE, ((PealAccount *) g_ptr_array_index (accounts, 0))->id, ""));
  gone = peal_scene_await_boxed (peal_account_save (store, leaving, "scene"));
  g_ptr_array_add (routes, peal_stored_route_new ("", "AT", FALSE, gone->id, ""));
  g_ptr_array_add (routes, peal_stored_route_new ("", "", FALSE, stored->id, ""));
  peal_scene_await (peal_routes_replace (store, routes, "scene"));
  peal_scene_await (peal_account_remove (store, gone->id, "scene"));

  preferences = peal_preferences_new (shoot->engine, peal_main_window_get_settings (shoot->window));
  adw_dialog_present (ADW_DIALOG (preferences), GTK_WIDGET (shoot->window));
  shoot_settle ();
  row = shoot_find (GTK_WIDGET (preferences), "AdwEntryRow");
  gtk_editable_set_text (GTK_EDITABLE (row), "+12015550199");
  shoot_settle ();
  shoot_save (shoot, "preferences-rules");
  shoot_show_part (GTK_WIDGET (preferences), 1.0);
  shoot_settle ();
  shoot_save (shoot, "preferences-rules-end");
  adw_dialog_force_close (ADW_DIALOG (preferences));
  shoot_settle ();
  shoot_dialog (shoot, "rule", ADW_DIALOG (peal_rule_dialog_new (g_ptr_array_index (routes, 1), accounts)));
  peal_scene_await (peal_routes_replace (store, none, "scene"));
  peal_scene_await (peal_account_remove (store, stored->id, "scene"));
}

/* An account that may send only so much: in short, and field by field. */
static void
shoot_limits (Shoot *shoot)
{
  PealStore *store = peal_engine_get_store (shoot->engine);
  const PealLimit rate = peal_limit_per_second (PEAL_LIMIT_MESSAGES, 0.5);
  const PealLimit day = { .unit = PEAL_LIMIT_MESSAGES, .n = 1200, .burst = 1, .zone = "America/Los_Angeles", .reset_minute = 330 };
  g_autoptr(GPtrArray) accounts = peal_scene_await_boxed (peal_accounts_list (store));
  g_autoptr(PealAllowance) allowance = peal_allowance_new ();
  g_autoptr(PealAllowance) none = peal_allowance_new ();
  g_autoptr(PealAccount) stored = NULL;
  g_autoptr(PealAccount) cleared = NULL;
  const PealAccount *account = g_ptr_array_index (accounts, 0);
  PealAccountDialog *dialog;

  g_ptr_array_add (allowance->limits, peal_account_limit_new (PEAL_LIMIT_OF_ACCOUNT, "", &rate));
  g_ptr_array_add (allowance->limits, peal_account_limit_new (PEAL_LIMIT_OF_ACCOUNT, "", &day));
  g_ptr_array_add (allowance->limits, peal_account_limit_new (PEAL_LIMIT_OF_NUMBER, "", &rate));
  stored = peal_scene_await_boxed (peal_allowance_save (store, account, allowance, "scene"));
  dialog = peal_account_dialog_new (shoot->engine, account);
  adw_dialog_present (ADW_DIALOG (dialog), GTK_WIDGET (shoot->window));
  shoot_settle ();
  shoot_save (shoot, "account-limits-closed");
  shoot_show_part (GTK_WIDGET (dialog), 0);
  shoot_settle ();
  shoot_show_part (GTK_WIDGET (dialog), 0.3);
  shoot_settle ();
  shoot_save (shoot, "account-limits");
  shoot_show_part (GTK_WIDGET (dialog), 1.0);
  shoot_settle ();
  shoot_dialog (shoot, "account-limits-end", ADW_DIALOG (dialog));
  cleared = peal_scene_await_boxed (peal_allowance_save (store, account, none, "scene"));
}

static void
shoot_all (Shoot *shoot)
{
  shoot_settle ();
  shoot_settle ();
  shoot_save (shoot, "first");
  shoot_pages (shoot);
  if (!g_str_equal (shoot->look->name, "empty"))
    {
      shoot_subjects (shoot);
      shoot_outbox (shoot);
      if (shoot->is_made_up)
        shoot_low_credit (shoot);
      shoot_scheduled (shoot);
    }
  shoot_dialog (shoot, "contact-editor", ADW_DIALOG (peal_contact_editor_new (shoot->engine, NULL)));
  shoot_dialog (shoot, "preferences",
                ADW_DIALOG (peal_preferences_new (shoot->engine,
                                                  peal_main_window_get_settings (shoot->window))));
  shoot_preferences_page (shoot, "preferences-sending", "sending");
  shoot_preferences_page (shoot, "preferences-privacy", "privacy");
  if (shoot->is_made_up)
    shoot_rules (shoot);
  shoot_dialog (shoot, "quit", peal_quit_dialog_new (1234, TRUE));
  shoot_dialog (shoot, "new-message", peal_new_message_new (shoot->engine, "number:" TALK_EVERYTHING));
  shoot_later (shoot);
  shoot_export (shoot);
  shoot_erase (shoot);
  shoot_imports (shoot);
  shoot_dialog (shoot, "account", ADW_DIALOG (peal_account_dialog_new (shoot->engine, NULL)));
  if (shoot->is_made_up)
    shoot_limits (shoot);
  shoot_switcher (shoot);
  shoot_contacts (shoot);
  shoot_groups (shoot);
  shoot_questions (shoot);
  shoot_schedules (shoot);
  shoot_dialog (shoot, "shortcuts", ADW_DIALOG (peal_shortcuts_new ()));
  shoot_dialog (shoot, "about", peal_about_new ());
  if (shoot->is_made_up)
    {
      shoot_held (shoot);
      shoot_hand_over (shoot);
      shoot_trouble (shoot);
    }
}

static void
ignore_cb (GSimpleAction *action,
           GVariant      *parameter,
           gpointer       user_data)
{
}

/* So that what starts them is drawn as it is in the program. */
static const GActionEntry entries[] = {
  { .name = "preferences", .activate = ignore_cb },
  { .name = "rules", .activate = ignore_cb },
  { .name = "about", .activate = ignore_cb },
  { .name = "demo", .activate = ignore_cb },
};

typedef void (*ShootFunc) (Shoot *shoot);

/* NULL if there is no such part. */
static ShootFunc
find_part (const char *name)
{
  static const struct
  {
    const char *name;
    ShootFunc func;
  } parts[] = { { "talk", shoot_conversations }, { "plans", shoot_plans }, { "schedules", shoot_schedules },
                { "contacts", shoot_contacts }, { "groups", shoot_groups }, { "outbox", shoot_outbox },
                { "held", shoot_held }, { "hand-over", shoot_hand_over }, { "export", shoot_export },
                { "erase", shoot_erase } };

  for (gsize i = 0; i < G_N_ELEMENTS (parts); i++)
    if (g_strcmp0 (parts[i].name, name) == 0)
      return parts[i].func;
  return name == NULL ? shoot_all : NULL;
}

static void
activate_cb (GtkApplication *application,
             Shoot          *shoot)
{
  g_autoptr(GSettings) settings = g_settings_new (PEAL_APP_ID);

  if (shoot->look->text_scale > 1.0)
    g_object_set (gtk_settings_get_default (), "gtk-xft-dpi",
                  (int) (96 * 1024 * shoot->look->text_scale), NULL);
  g_object_set (gtk_settings_get_default (), "gtk-enable-animations", FALSE, NULL);
  if (shoot->look->rtl)
    gtk_widget_set_default_direction (GTK_TEXT_DIR_RTL);
  adw_style_manager_set_color_scheme (adw_style_manager_get_default (),
                                      shoot->look->dark ? ADW_COLOR_SCHEME_FORCE_DARK
                                                        : ADW_COLOR_SCHEME_FORCE_LIGHT);
  g_settings_set_int (settings, "window-width", shoot->look->width);
  g_settings_set_int (settings, "window-height", shoot->look->height);

  g_action_map_add_action_entries (G_ACTION_MAP (application), entries, G_N_ELEMENTS (entries), NULL);
  shoot->window = peal_main_window_new (application, settings);
  gtk_window_present (GTK_WINDOW (shoot->window));
  peal_main_window_set_engine (shoot->window, shoot->engine);
  shoot_settle ();
  find_part (shoot->part) (shoot);
  gtk_window_destroy (GTK_WINDOW (shoot->window));
}

static const Look *
find_look (const char *name)
{
  for (gsize i = 0; i < G_N_ELEMENTS (looks); i++)
    if (g_str_equal (looks[i].name, name))
      return &looks[i];
  return NULL;
}

/* A workspace that is there is shown as it is, at the present time; else one is made up. */
static void
open_workspace (Shoot      *shoot,
                const char *directory)
{
  g_autofree char *database = g_build_filename (directory, "peal.db", NULL);

  if (g_strcmp0 (shoot->part, "talk") == 0)
    talk_fixture_make (directory, g_get_real_time ());
  if (g_file_test (database, G_FILE_TEST_EXISTS))
    {
      shoot->engine = peal_scene_await_object (peal_engine_open (directory, NULL));
      return;
    }
  shoot->engine = peal_scene_open (directory);
  if (g_str_equal (shoot->look->name, "empty"))
    return;
  peal_scene_fill (shoot->engine, N_MORE);
  shoot->is_made_up = TRUE;
}

int
main (int    argc,
      char **argv)
{
  Shoot shoot = { NULL };
  g_autoptr(AdwApplication) application = NULL;

  peal_locale_init ();
  dex_init ();
  shoot.part = argc == 5 ? argv[4] : NULL;
  if (argc < 4 || argc > 5 || (shoot.look = find_look (argv[3])) == NULL || find_part (shoot.part) == NULL)
    {
      g_printerr ("Usage: peal-pictures WORKSPACE DIR empty|light|dark|narrow|contrast|large|rtl "
                  "[talk|plans|contacts|groups|outbox|held|hand-over]\n");
      return 2;
    }
  g_setenv ("ADW_DEBUG_HIGH_CONTRAST", shoot.look->contrast ? "1" : "0", TRUE);
  shoot.directory = argv[2];

  open_workspace (&shoot, argv[1]);

  application = g_object_new (ADW_TYPE_APPLICATION,
                              "application-id", PEAL_APP_ID,
                              "resource-base-path", PEAL_RESOURCE_PATH,
                              "flags", G_APPLICATION_NON_UNIQUE,
                              NULL);
  g_signal_connect (application, "activate", G_CALLBACK (activate_cb), &shoot);
  g_application_run (G_APPLICATION (application), 0, NULL);
  g_clear_object (&application);
  peal_scene_close (shoot.engine);
  return shoot.failed ? 1 : 0;
}
