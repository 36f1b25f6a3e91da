/* test-composer.c: where a conversation is answered.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include "peal-composer.h"
#include "peal-desk.h"
#include "peal-inbound.h"
#include "peal-scene.h"
#include "peal-talk.h"
#include "window-fixture.h"

/* Of the scene. */
#define ANNA "+12125550101"
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
  GtkWidget *pane = ui_open_talk (fixture, CHLOE, "Chloé Dubois");

  peal_scene_await (peal_draft_set (get_store (fixture), id, "from elsewhere"));
  gtk_widget_activate_action (GTK_WIDGET (fixture->window), "win.show", "s", "number:" ANNA);
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
  gtk_widget_activate_action (GTK_WIDGET (get_composer (pane)), "composer.send", NULL);
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
  gtk_widget_activate_action (GTK_WIDGET (get_composer (pane)), "composer.send", NULL);
  ui_wait_for_text (pane, "At once");
  g_assert_null (ui_find_widget (GTK_WIDGET (fixture->window), ui_is_button, "_Undo"));
  g_settings_reset (fixture->settings, "undo-seconds");
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
  return ui_run ();
}
