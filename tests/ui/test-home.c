/* test-home.c: what Home asks of a person, and that it stops asking.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include "peal-accounts.h"
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

int
main (int    argc,
      char **argv)
{
  ui_init (&argc, &argv);
  ui_add ("/credit", TRUE, test_credit);
  return ui_run ();
}
