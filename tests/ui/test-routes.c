/* test-routes.c: the rules of which account sends where, moved and removed by hand, and what they mean.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include "peal-accounts.h"
#include "peal-preferences.h"
#include "peal-routes.h"
#include "peal-rule-dialog.h"
#include "peal-scene.h"
#include "peal-settings.h"
#include "window-fixture.h"

static PealStore *
get_store (UiFixture *fixture)
{
  return peal_engine_get_store (fixture->engine);
}

/* Rules for Britain and for everywhere, through an account whose name looks like markup. */
static void
set_rules (UiFixture *fixture)
{
  g_autoptr(PealAccount) account = peal_account_new ("simulator", PEAL_SCENE_HOSTILE);
  g_autoptr(PealAccount) stored = NULL;
  g_autoptr(GPtrArray) routes = g_ptr_array_new_with_free_func ((GDestroyNotify) peal_stored_route_free);

  g_set_str (&account->sender, "+15005550009");
  stored = peal_scene_await_boxed (peal_account_save (get_store (fixture), account, "test"));
  g_ptr_array_add (routes, peal_stored_route_new ("", "GB", TRUE, 0, ""));
  g_ptr_array_add (routes, peal_stored_route_new ("", "", FALSE, stored->id, ""));
  peal_scene_await (peal_routes_replace (get_store (fixture), routes, "test"));
}

/* "GB -" : the regions of the rules in their order; "-" is everywhere. */
static char *
read_rules (UiFixture *fixture)
{
  g_autoptr(GPtrArray) routes = peal_scene_await_boxed (peal_routes_list (get_store (fixture)));
  g_autoptr(GString) text = g_string_new (NULL);

  for (guint i = 0; i < routes->len; i++)
    {
      const PealStoredRoute *rule = g_ptr_array_index (routes, i);

      g_string_append_printf (text, "%s%s", i > 0 ? " " : "", *rule->region != '\0' ? rule->region : "-");
    }
  return g_string_free_and_steal (g_steal_pointer (&text));
}

typedef struct
{
  UiFixture *fixture;
  const char *expected;
} Wanted;

static gboolean
are_rules (gpointer data)
{
  const Wanted *wanted = data;
  g_autofree char *rules = read_rules (wanted->fixture);

  return g_str_equal (rules, wanted->expected);
}

static void
wait_for_rules (UiFixture  *fixture,
                const char *expected)
{
  ui_wait_until (are_rules, &(Wanted) { fixture, expected });
}

static AdwDialog *
present (UiFixture *fixture)
{
  return ADW_DIALOG (peal_preferences_new (fixture->engine, fixture->settings));
}

/* The preferences with two rules in them. *@dialog is NULL once it is gone. */
static void
present_rules (UiFixture  *fixture,
               AdwDialog **dialog)
{
  *dialog = present (fixture);
  set_rules (fixture);
  ui_present_dialog (fixture, dialog);
  ui_wait_for_text (*dialog, "Everywhere");
}

static void
test_order (UiFixture    *fixture,
            gconstpointer data)
{
  AdwDialog *dialog;

  present_rules (fixture, &dialog);
  gtk_widget_activate_action (ui_get (dialog, ui_is_row_titled, "Everywhere"), "rule.down", NULL); /* it is the last */
  ui_spin (100);
  wait_for_rules (fixture, "GB -");
  gtk_widget_activate_action (ui_get (dialog, ui_is_row_titled, "Everywhere"), "rule.up", NULL);
  wait_for_rules (fixture, "- GB");
  ui_click (GTK_WIDGET (dialog), "_Undo");
  wait_for_rules (fixture, "GB -");
  adw_dialog_force_close (dialog);
  ui_wait_for_close (&dialog);
}

static void
test_remove (UiFixture    *fixture,
             gconstpointer data)
{
  AdwDialog *dialog;

  present_rules (fixture, &dialog);
  gtk_widget_activate_action (ui_get (dialog, ui_is_row_titled, "Everywhere"), "rule.remove", NULL);
  wait_for_rules (fixture, "GB");
  ui_click (GTK_WIDGET (dialog), "_Undo");
  wait_for_rules (fixture, "GB -");
  adw_dialog_force_close (dialog);
  ui_wait_for_close (&dialog);
}

static gboolean
is_focus_in_first_rule (gpointer dialog)
{
  GtkWidget *focus = gtk_window_get_focus (GTK_WINDOW (gtk_widget_get_root (dialog)));
  GtkWidget *row = ui_find_widget (dialog, ui_is_row_titled, "United Kingdom");

  return focus != NULL && row != NULL && (focus == row || gtk_widget_is_ancestor (focus, row));
}

/* Whoever is sent to the rules stands at them, not at the beginning of the preferences. */
static void
test_show (UiFixture    *fixture,
           gconstpointer data)
{
  AdwDialog *dialog = present (fixture);

  set_rules (fixture);
  ui_present_dialog (fixture, &dialog);
  peal_preferences_show_rules (PEAL_PREFERENCES (dialog));
  ui_wait_until (is_focus_in_first_rule, dialog);
  adw_dialog_force_close (dialog);
  ui_wait_for_close (&dialog);
}

static void
test_example (UiFixture    *fixture,
              gconstpointer data)
{
  AdwDialog *dialog;

  present_rules (fixture, &dialog);
  ui_type_into (GTK_WIDGET (dialog), "Try a Number", "+12015550199");
  ui_wait_for_text (dialog, "“Salon”: no rule names it for this number");
  ui_type_into (GTK_WIDGET (dialog), "Try a Number", "+447400123456");
  ui_wait_for_text (dialog, "Waits: a rule says that nothing goes there");
  ui_type_into (GTK_WIDGET (dialog), "Try a Number", "12");
  ui_wait_for_no_text (dialog, "Waits: a rule says that nothing goes there");
  adw_dialog_force_close (dialog);
  ui_wait_for_close (&dialog);
}

/* A new rule says what its fields say; one that is changed keeps what has no field. */
static void
test_dialog (UiFixture    *fixture,
             gconstpointer data)
{
  g_autoptr(GPtrArray) accounts = peal_scene_await_boxed (peal_accounts_list (get_store (fixture)));
  gint64 salon = ((PealAccount *) g_ptr_array_index (accounts, 0))->id;
  g_autoptr(PealStoredRoute) before = peal_stored_route_new ("+4479", "", FALSE, salon, "+15005550009");
  AdwDialog *dialog = ADW_DIALOG (peal_rule_dialog_new (NULL, accounts));
  g_autoptr(PealStoredRoute) fresh = peal_rule_dialog_make_rule (PEAL_RULE_DIALOG (dialog));
  g_autoptr(PealStoredRoute) same = NULL;
  g_autoptr(PealStoredRoute) refusing = NULL;

  g_assert_cmpstr (fresh->region, ==, "");
  g_assert_cmpint (fresh->account_id, ==, salon);
  g_object_unref (g_object_ref_sink (dialog));

  dialog = ADW_DIALOG (peal_rule_dialog_new (before, accounts));
  same = peal_rule_dialog_make_rule (PEAL_RULE_DIALOG (dialog));
  g_assert_cmpstr (same->prefix, ==, "+4479");
  g_assert_cmpstr (same->number, ==, "+15005550009");
  ui_present_dialog (fixture, &dialog);
  ui_wait_for_text (dialog, "Change the Rule");
  adw_combo_row_set_selected (ADW_COMBO_ROW (ui_get (dialog, ui_is_row_titled, "Send Through")), accounts->len);
  refusing = peal_rule_dialog_make_rule (PEAL_RULE_DIALOG (dialog));
  g_assert_true (refusing->refuse);
  g_assert_cmpint (refusing->account_id, ==, 0);
  adw_dialog_force_close (dialog);
  ui_wait_for_close (&dialog);
}

/* A rule of an account that was removed says so, and keeps it until another one is chosen; so does one of any. */
static void
test_unlisted (UiFixture    *fixture,
               gconstpointer data)
{
  g_autoptr(GPtrArray) routes = NULL;
  g_autoptr(GPtrArray) accounts = NULL;
  g_autoptr(PealStoredRoute) any = peal_stored_route_new ("", "", FALSE, 0, "");
  AdwDialog *dialog = present (fixture);

  set_rules (fixture);
  routes = peal_scene_await_boxed (peal_routes_list (get_store (fixture)));
  peal_scene_await (peal_account_remove (get_store (fixture), ((PealStoredRoute *) g_ptr_array_index (routes, 1))->account_id,
                                         "test"));
  ui_present_dialog (fixture, &dialog);
  ui_wait_for_text (dialog, "Through “" PEAL_SCENE_HOSTILE "”, which was removed: choose another, or remove the rule");
  adw_dialog_force_close (dialog);
  ui_wait_for_close (&dialog);

  accounts = peal_scene_await_boxed (peal_accounts_list (get_store (fixture)));
  g_clear_pointer (&routes, g_ptr_array_unref);
  routes = peal_scene_await_boxed (peal_routes_list (get_store (fixture)));
  g_ptr_array_add (routes, g_steal_pointer (&any));
  for (guint i = 0; i < routes->len; i++)
    {
      const PealStoredRoute *rule = g_ptr_array_index (routes, i);
      g_autoptr(PealStoredRoute) same = NULL;

      dialog = ADW_DIALOG (peal_rule_dialog_new (rule, accounts));
      same = peal_rule_dialog_make_rule (PEAL_RULE_DIALOG (dialog));
      g_assert_cmpint (same->account_id, ==, rule->account_id);
      g_assert_cmpint (same->refuse, ==, rule->refuse);
      g_object_unref (g_object_ref_sink (dialog));
    }
}

typedef struct
{
  UiFixture *fixture;
  const char *setting;
  const char *expected;
} Setting;

static gboolean
is_set (gpointer data)
{
  const Setting *setting = data;
  g_autofree char *value = peal_scene_await_string (peal_setting_get (get_store (setting->fixture), setting->setting));

  return g_str_equal (value, setting->expected);
}

static void
wait_for_setting (UiFixture  *fixture,
                  const char *setting,
                  const char *expected)
{
  ui_wait_until (is_set, &(Setting) { fixture, setting, expected });
}

static gboolean
is_active (gpointer row)
{
  return adw_switch_row_get_active (row);
}

/* What the rows say is what is stored, also where pealctl stored it; what is chosen is stored. */
static void
test_takeover (UiFixture    *fixture,
               gconstpointer data)
{
  AdwDialog *dialog = present (fixture);
  GtkWidget *row;

  ui_present_dialog (fixture, &dialog);
  ui_spin (100);
  g_assert_null (ui_find_widget (GTK_WIDGET (dialog), ui_is_row_titled, "Wait for the Better One")); /* without rules nothing moves */
  set_rules (fixture);
  ui_wait_for_text (dialog, "Wait for the Better One");
  ui_wait_for_text (dialog, "A minute");
  ui_wait_for_text (dialog, "4 hours");

  row = ui_get (dialog, ui_is_row_titled, "Let Another Account _Take Over");
  g_assert_true (is_active (row));
  adw_switch_row_set_active (ADW_SWITCH_ROW (row), FALSE);
  wait_for_setting (fixture, PEAL_SETTING_FAILOVER, "off");
  adw_combo_row_set_selected (ADW_COMBO_ROW (ui_get (dialog, ui_is_row_titled, "Wait for the Better One")), 0);
  wait_for_setting (fixture, PEAL_SETTING_PATIENCE, "0");
  adw_combo_row_set_selected (ADW_COMBO_ROW (ui_get (dialog, ui_is_row_titled, "Wait for the One They Know")), 5);
  wait_for_setting (fixture, PEAL_SETTING_STICKY_PATIENCE, "86400");

  peal_scene_await (peal_setting_set (get_store (fixture), PEAL_SETTING_PATIENCE, "90", "pealctl"));
  ui_wait_for_text (dialog, "90 seconds");
  ui_spin (100);
  wait_for_setting (fixture, PEAL_SETTING_PATIENCE, "90"); /* to show it is not to choose it */
  peal_scene_await (peal_setting_set (get_store (fixture), PEAL_SETTING_FAILOVER, "", "pealctl"));
  ui_wait_until (is_active, row);
  adw_dialog_force_close (dialog);
  ui_wait_for_close (&dialog);
}

int
main (int   argc,
      char *argv[])
{
  ui_init (&argc, &argv);
  ui_add ("/routes/order", TRUE, test_order);
  ui_add ("/routes/remove", TRUE, test_remove);
  ui_add ("/routes/show", TRUE, test_show);
  ui_add ("/routes/example", TRUE, test_example);
  ui_add ("/routes/dialog", TRUE, test_dialog);
  ui_add ("/routes/unlisted", TRUE, test_unlisted);
  ui_add ("/routes/takeover", TRUE, test_takeover);
  return ui_run ();
}
