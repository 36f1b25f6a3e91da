/* test-limits.c: what an account may send and cost, written into fields and stored with the account.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include "peal-account-dialog.h"
#include "peal-accounts.h"
#include "peal-allowance.h"
#include "peal-limits-form.h"
#include "peal-scene.h"
#include "window-fixture.h"

#define MOST (G_GINT64_CONSTANT (1000000) * 1000000)

#define ACCOUNT PEAL_LIMIT_OF_ACCOUNT
#define MESSAGES PEAL_LIMIT_MESSAGES
#define SEGMENTS PEAL_LIMIT_SEGMENTS

/* "account messages 1/1000000+1": all that is stored of a limit. */
static char *
describe (const GPtrArray *limits)
{
  g_autoptr(GString) text = g_string_new (NULL);

  for (guint i = 0; i < limits->len; i++)
    {
      const PealAccountLimit *limit = g_ptr_array_index (limits, i);

      g_string_append_printf (text, "%s%d%s %s %" G_GINT64_FORMAT, i > 0 ? "; " : "", limit->scope, limit->name,
                              limit->limit.unit == MESSAGES ? "m" : "s", limit->limit.n);
      if (limit->limit.span > 0)
        g_string_append_printf (text, "/%" G_GINT64_FORMAT "+%" G_GINT64_FORMAT, limit->limit.span, limit->limit.burst);
      else
        g_string_append_printf (text, " %s %d", limit->zone, limit->limit.reset_minute);
    }
  return g_string_free_and_steal (g_steal_pointer (&text));
}

static void
add_limit (PealAllowance  *allowance,
           PealLimitScope  scope,
           const char     *name,
           PealLimit       limit)
{
  g_ptr_array_add (allowance->limits, peal_account_limit_new (scope, name, &limit));
}

static PealLimit
day (PealLimitUnit unit,
     gint64        n,
     const char   *zone,
     int           minute)
{
  return (PealLimit) { .unit = unit, .n = n, .burst = 1, .zone = zone, .reset_minute = minute };
}

/* Of everything: what has a field, in a day of Denver's; another day, a minute, a number, a second rate. */
static PealAllowance *
make_mixed (void)
{
  PealAllowance *allowance = peal_allowance_new ();

  add_limit (allowance, PEAL_LIMIT_OF_NUMBER, "+15005550006", peal_limit_per_second (MESSAGES, 1));
  add_limit (allowance, ACCOUNT, "", day (SEGMENTS, 2000, "America/Denver", 90));
  add_limit (allowance, ACCOUNT, "", (PealLimit) { .unit = MESSAGES, .n = 240, .span = 60 * G_USEC_PER_SEC, .burst = 10 });
  add_limit (allowance, ACCOUNT, "", day (MESSAGES, 100, "UTC", 0));
  add_limit (allowance, ACCOUNT, "", peal_limit_per_second (MESSAGES, 3));
  return allowance;
}

static void
test_read (UiFixture    *fixture,
           gconstpointer data)
{
  g_autoptr(PealAllowance) mixed = make_mixed ();
  g_auto(PealLimitsForm) form = { 0 };

  peal_limits_form_read (&form, mixed);
  g_assert_cmpint (form.per_second, ==, 3000000);
  g_assert_cmpint (form.messages, ==, 0); /* its day begins elsewhere */
  g_assert_cmpint (form.segments, ==, 2000);
  g_assert_cmpstr (form.zone, ==, "America/Denver");
  g_assert_cmpint (form.reset_minute, ==, 90);
  g_assert_cmpuint (form.n_others, ==, 3);
}

/* The day of the money is that of the fields. */
static void
test_read_money (UiFixture    *fixture,
                 gconstpointer data)
{
  g_autoptr(PealAllowance) mixed = make_mixed ();
  g_auto(PealLimitsForm) form = { 0 };

  mixed->cap->micros = 5000000;
  g_strlcpy (mixed->cap->currency, "EUR", 4);
  g_strlcpy (mixed->currency, "USD", 4);
  g_set_str (&mixed->cap->zone, "UTC");
  peal_limits_form_read (&form, mixed);
  g_assert_cmpint (form.messages, ==, 100);
  g_assert_cmpint (form.segments, ==, 0);
  g_assert_cmpstr (form.currency, ==, "EUR");
}

/* What has no field stays, and what stays keeps its place. */
static void
test_write (UiFixture    *fixture,
            gconstpointer data)
{
  static const struct
  {
    gint64 per_second, messages, segments;
    const char *expected;
  } rows[] = {
    { 3000000, 0, 2000, "2+15005550006 m 1/1000000+1; 1 s 2000 America/Denver 90; 1 m 240/60000000+10; 1 m 100 UTC 0; "
                        "1 m 1/333334+3" },
    { 500000, 0, 1000, "2+15005550006 m 1/1000000+1; 1 s 1000 America/Denver 90; 1 m 240/60000000+10; 1 m 100 UTC 0; "
                       "1 m 1/2000000+1" },
    { 0, 50, 0, "2+15005550006 m 1/1000000+1; 1 m 240/60000000+10; 1 m 100 UTC 0; 1 m 50 America/Denver 90" },
  };

  for (gsize i = 0; i < G_N_ELEMENTS (rows); i++)
    {
      g_autoptr(PealAllowance) before = make_mixed ();
      g_autoptr(PealAllowance) after = NULL;
      g_autofree char *text = NULL;
      g_auto(PealLimitsForm) form = { 0 };

      peal_limits_form_read (&form, before);
      form.per_second = rows[i].per_second;
      form.messages = rows[i].messages;
      form.segments = rows[i].segments;
      after = peal_limits_form_write (&form, before);
      text = describe (after->limits);
      g_assert_cmpstr (text, ==, rows[i].expected);
    }
}

static void
test_numbers (UiFixture    *fixture,
              gconstpointer data)
{
  static const struct
  {
    const char *text;
    gboolean is_one;
    gint64 micros;
    const char *shown; /* NULL: as it is */
  } rows[] = {
    { "", TRUE, 0, NULL },
    { "  ", TRUE, 0, "" },
    { "1", TRUE, 1000000, NULL },
    { "0.5", TRUE, 500000, NULL },
    { ".5", TRUE, 500000, "0.5" },
    { " 100 ", TRUE, 100000000, "100" },
    { "1000000", TRUE, MOST, NULL },
    { "1000001", FALSE, 0, NULL },
    { "0", FALSE, 0, NULL },
    { "-1", FALSE, 0, NULL },
    { "1,000", FALSE, 0, NULL },
    { "1.2.3", FALSE, 0, NULL },
    { "1e3", FALSE, 0, NULL },
    { "many", FALSE, 0, NULL },
    { "\u0661\u0660\u0660", TRUE, 100000000, "100" }, /* Arabic digits */
    { "99999999999999999999", FALSE, 0, NULL },
  };

  for (gsize i = 0; i < G_N_ELEMENTS (rows); i++)
    {
      gint64 micros = -1;
      g_autofree char *shown = NULL;

      g_test_message ("\"%s\"", rows[i].text);
      g_assert_cmpint (peal_limits_form_parse (rows[i].text, MOST, &micros), ==, rows[i].is_one);
      g_assert_cmpint (micros, ==, rows[i].micros);
      if (!rows[i].is_one)
        continue;
      shown = peal_limits_form_format (micros, 0);
      g_assert_cmpstr (shown, ==, rows[i].shown != NULL ? rows[i].shown : rows[i].text);
    }
}

/* Every rate that a person writes is read back as it was written. */
static void
test_rates (UiFixture    *fixture,
            gconstpointer data)
{
  static const gint64 rates[] = { 10000, 500000, 700000, 1000000, 2500000, 3000000, 7000000, 12000000, 100000000 };

  for (gsize i = 0; i < G_N_ELEMENTS (rates); i++)
    {
      g_autoptr(PealAllowance) none = peal_allowance_new ();
      g_autoptr(PealAllowance) stored = NULL;
      g_auto(PealLimitsForm) form = { .per_second = rates[i] };
      g_auto(PealLimitsForm) again = { 0 };

      stored = peal_limits_form_write (&form, none);
      peal_limits_form_read (&again, stored);
      g_assert_cmpint (again.per_second, ==, rates[i]);
      g_assert_cmpuint (again.n_others, ==, 0);
    }
}

/* The dialog ---------------------------------------------------------------------------------------- */

static PealAccount *
find_account (UiFixture *fixture)
{
  return peal_scene_await_boxed (peal_account_find (peal_engine_get_store (fixture->engine), "Salon"));
}

static PealAllowance *
get_allowance (UiFixture *fixture)
{
  g_autoptr(PealAccount) account = find_account (fixture);

  return peal_scene_await_boxed (peal_allowance_get (peal_engine_get_store (fixture->engine), account->id));
}

static AdwDialog *
open (UiFixture *fixture)
{
  g_autoptr(PealAccount) account = find_account (fixture);

  return ADW_DIALOG (peal_account_dialog_new (fixture->engine, account));
}

static GtkWidget *
get_save (AdwDialog *dialog)
{
  return ui_get (dialog, ui_is_button, "_Save");
}

static void
expand (AdwDialog *dialog)
{
  adw_expander_row_set_expanded (ADW_EXPANDER_ROW (ui_get (dialog, ui_is_row_titled, "Limits")), TRUE);
  ui_spin (50);
}

/* What cannot be understood is said at once, and not saved. */
static void
test_fault (UiFixture    *fixture,
            gconstpointer data)
{
  AdwDialog *dialog = open (fixture);

  ui_present_dialog (fixture, &dialog);
  ui_wait_for_text (dialog, "As much as the gateway allows");
  expand (dialog);
  ui_type_into (GTK_WIDGET (dialog), "Account SID (any that begins with AC)", "AC1");
  g_assert_true (gtk_widget_get_sensitive (get_save (dialog)));
  ui_type_into (GTK_WIDGET (dialog), "Messages a Day", "1.5");
  ui_wait_for_text (dialog, "A count is a whole number up to a million, written in digits alone; empty means no limit.");
  g_assert_false (gtk_widget_get_sensitive (get_save (dialog)));
  ui_type_into (GTK_WIDGET (dialog), "Messages a Day", "100");
  ui_wait_for_text (dialog, "100 messages a day");
  g_assert_true (gtk_widget_get_sensitive (get_save (dialog)));
  ui_type_into (GTK_WIDGET (dialog), "Cost a Day", "5");
  ui_wait_for_text (dialog, "No price is known for this account yet. With a limit on the cost its messages wait until one is.");
  adw_dialog_force_close (dialog);
  ui_wait_for_close (&dialog);
}

/* What is saved is shown again. */
static void
test_save (UiFixture    *fixture,
           gconstpointer data)
{
  AdwDialog *dialog = open (fixture);
  g_autoptr(PealAllowance) stored = NULL;

  ui_present_dialog (fixture, &dialog);
  ui_wait_for_text (dialog, "As much as the gateway allows");
  expand (dialog);
  ui_type_into (GTK_WIDGET (dialog), "Account SID (any that begins with AC)", "AC1");
  ui_type_into (GTK_WIDGET (dialog), "Messages a Second", "0.5");
  ui_type_into (GTK_WIDGET (dialog), "Messages a Day", "100");
  ui_type_into (GTK_WIDGET (dialog), "Cost a Day", "5");
  adw_combo_row_set_selected (ADW_COMBO_ROW (ui_get (dialog, ui_is_row_titled, "The Day Begins at")), 6);
  ui_click (GTK_WIDGET (dialog), "_Save");
  ui_wait_for_close (&dialog);
  stored = get_allowance (fixture);
  g_assert_cmpuint (stored->limits->len, ==, 2);
  g_assert_cmpint (stored->cap->micros, ==, 5000000);
  g_assert_cmpstr (stored->cap->currency, ==, "USD");
  g_assert_cmpint (stored->cap->reset_minute, ==, 360);

  dialog = open (fixture);
  ui_present_dialog (fixture, &dialog);
  ui_wait_for_text (dialog, "0.5 messages a second · 100 messages a day · $5.00 a day");
  adw_dialog_force_close (dialog);
  ui_wait_for_close (&dialog);
}

int
main (int   argc,
      char *argv[])
{
  ui_init (&argc, &argv);
  ui_add ("/limits/form/read", FALSE, test_read);
  ui_add ("/limits/form/read-money", FALSE, test_read_money);
  ui_add ("/limits/form/write", FALSE, test_write);
  ui_add ("/limits/form/numbers", FALSE, test_numbers);
  ui_add ("/limits/form/rates", FALSE, test_rates);
  ui_add ("/limits/fault", TRUE, test_fault);
  ui_add ("/limits/save", TRUE, test_save);
  return ui_run ();
}
