/* test-home.c: what Home asks of a person, and that it stops asking.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include "peal-accounts.h"
#include "peal-outbox-change.h"
#include "peal-outbox.h"
#include "peal-scene.h"
#include "window-fixture.h"

#define LOW "Salon is running out of credit"

static void
set_balance (UiFixture *fixture,
             gint64     micros)
{
  peal_scene_await (peal_balance_record (peal_engine_get_store (fixture->engine), 1, micros, "USD"));
}

static void
set_price (UiFixture *fixture,
           gint64     micros)
{
  peal_scene_await (peal_price_record (peal_engine_get_store (fixture->engine), 1, "", micros, "USD", "test"));
}

/* Two messages of the scene wait. */
static void
test_credit (UiFixture    *fixture,
             gconstpointer data)
{
  peal_main_window_go (fixture->window, "home");
  g_assert_null (ui_find_widget (GTK_WIDGET (fixture->window), ui_shows_text, LOW));
  set_price (fixture, 10000);
  set_balance (fixture, 50000);
  ui_wait_for_text (fixture->window, LOW);
  ui_wait_for_text (fixture->window, "$0.05 is left. Add credit at your gateway before messages have to wait.");
  set_balance (fixture, 5000);
  ui_wait_for_text (fixture->window, "$0.0050 is left, what waits will cost about $0.02. Add credit at your gateway; "
                                     "until then not all of it can go.");
  set_balance (fixture, 10 * 1000 * 1000);
  ui_wait_for_no_text (fixture->window, LOW);
}

static void
enqueue (UiFixture     *fixture,
         const char    *theirs,
         PealHoldReason reason,
         GArray        *ids)
{
  g_autoptr(GPtrArray) messages = g_ptr_array_new_with_free_func ((GDestroyNotify) peal_queued_free);
  g_autoptr(GArray) added = NULL;
  PealQueued *queued = peal_queued_new ("+15005550006", theirs, "Hello");

  queued->account_id = 1;
  queued->reason = reason;
  queued->not_before = PEAL_TIME_NEVER;
  g_ptr_array_add (messages, queued);
  added = peal_scene_await_boxed (peal_outbox_enqueue (peal_engine_get_store (fixture->engine), messages, "test"));
  g_array_append_vals (ids, added->data, added->len);
}

static gboolean
opens (GtkWidget  *widget,
       const char *action)
{
  return GTK_IS_ACTIONABLE (widget) && g_strcmp0 (gtk_actionable_get_action_name (GTK_ACTIONABLE (widget)), action) == 0;
}

/* What waits for no time is told, on Status too, with what leads to the mend; taken back, it is told no more. */
static void
test_held (UiFixture    *fixture,
           gconstpointer data)
{
  PealStore *store = peal_engine_get_store (fixture->engine);
  g_autoptr(GArray) ids = g_array_new (FALSE, FALSE, sizeof (gint64));
  g_autoptr(PealActReport) report = NULL;
  GtkWidget *page;

  peal_main_window_go (fixture->window, "home");
  enqueue (fixture, "+447911123456", PEAL_HOLD_NO_ROUTE, ids);
  enqueue (fixture, "+447911123457", PEAL_HOLD_NO_ROUTE, ids);
  enqueue (fixture, "+12125550101", PEAL_HOLD_MONEY, ids);
  ui_wait_for_text (fixture->window, "Your rules let no account send 2 messages");
  ui_wait_for_text (fixture->window, "Change the rules, or take the messages back.");
  ui_wait_for_text (fixture->window, "1 message costs more than its account may cost in a whole day");
  ui_get (fixture->window, opens, "app.rules");

  peal_main_window_go (fixture->window, "health");
  page = ui_get (fixture->window, ui_is_of_type, "PealHealthPage");
  ui_wait_for_text (page, "Your rules let no account send 2 messages");
  ui_wait_for_text (page, "1 message costs more than its account may cost in a whole day");
  ui_wait_for_text (page, "Waiting for You");
  ui_get (page, opens, "app.rules");

  peal_main_window_go (fixture->window, "home");
  report = peal_scene_await_boxed (peal_outbox_act (store, PEAL_ACT_CANCEL, 0, ids, "test"));
  ui_wait_for_no_text (fixture->window, "Your rules let no account send 2 messages");
  ui_wait_for_no_text (fixture->window, "1 message costs more than its account may cost in a whole day");
}

int
main (int    argc,
      char **argv)
{
  ui_init (&argc, &argv);
  ui_add ("/credit", TRUE, test_credit);
  ui_add ("/held", TRUE, test_held);
  return ui_run ();
}
