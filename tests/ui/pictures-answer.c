/* pictures-answer.c: an answer while it is written.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include "pictures.h"

#include "peal-composer.h"
#include "peal-desk.h"
#include "peal-inbound.h"
#include "peal-outbox.h"
#include "peal-scene.h"
#include "peal-templates.h"

/* Of the scene. */
#define ANNA "+12125550101"
#define BEN "+12125550102"
#define CHLOE "+12125550103"
#define HOSTILE "+12125550109"
#define OURS "+15552000000"

static void
they_write (Shoot      *shoot,
            const char *from,
            const char *body)
{
  static guint n;
  g_autoptr(GPtrArray) messages = g_ptr_array_new_with_free_func ((GDestroyNotify) peal_inbound_free);
  g_autofree char *remote_id = g_strdup_printf ("SM-answer-%u", n++);

  g_ptr_array_add (messages, peal_inbound_new (remote_id, from, OURS, body,
                                               peal_clock_get_now (peal_engine_get_clock (shoot->engine))));
  peal_scene_await (peal_talk_record_inbound (peal_engine_get_store (shoot->engine), 1, messages, NULL));
}

static void
we_answer (Shoot      *shoot,
           const char *to,
           const char *body)
{
  g_autoptr(GPtrArray) messages = g_ptr_array_new_with_free_func ((GDestroyNotify) peal_queued_free);
  PealQueued *queued = peal_queued_new (OURS, to, body);

  queued->account_id = 1;
  queued->segments = 1;
  g_ptr_array_add (messages, queued);
  peal_scene_await (peal_outbox_enqueue (peal_engine_get_store (shoot->engine), messages, "test"));
}

static void
add_template (Shoot      *shoot,
              const char *name,
              const char *body)
{
  g_autoptr(PealTemplate) template = peal_template_new (name, body);

  peal_scene_await (peal_templates_save (peal_engine_get_store (shoot->engine), template, "test"));
}

static void
fill (Shoot *shoot)
{
  for (guint i = 0; i < 3; i++)
    {
      they_write (shoot, CHLOE, "Which hours do you open on Saturday?");
      we_answer (shoot, CHLOE, "Hello Chloé, on Saturdays we are open from ten in the morning to four in the afternoon.");
    }
  add_template (shoot, "Opening hours", "Dear {first_name}, we open from Monday to Friday, from nine to six.");
  add_template (shoot, "Parking", "You can park behind the house. Do you come from {city}?");
  add_template (shoot, PEAL_SCENE_HOSTILE, PEAL_SCENE_HOSTILE " 🎉 شكرا {first_name}");
  they_write (shoot, HOSTILE, "Do you open this Saturday, which hours?");
  they_write (shoot, ANNA, "Do you open this Saturday, which hours?");
}

static PealComposer *
open_talk (Shoot      *shoot,
           const char *number)
{
  g_autofree char *subject = g_strconcat ("number:", number, NULL);

  gtk_widget_activate_action (GTK_WIDGET (shoot->window), "win.show", "s", subject);
  shoot_settle ();
  shoot_settle ();
  return PEAL_COMPOSER (shoot_find (shoot_find (GTK_WIDGET (shoot->window), "PealConversation"), "PealComposer"));
}

static void
save (Shoot      *shoot,
      const char *name)
{
  shoot_settle ();
  shoot_save (shoot, name);
}

static void
type (PealComposer *composer,
      const char   *text)
{
  GtkTextView *view = GTK_TEXT_VIEW (shoot_find (GTK_WIDGET (composer), "GtkTextView"));

  gtk_text_buffer_insert_at_cursor (gtk_text_view_get_buffer (view), text, -1);
}

/* While nothing is in the way. */
static void
shoot_writing (Shoot *shoot)
{
  PealComposer *composer = open_talk (shoot, HOSTILE);
  GtkWidget *menu;

  save (shoot, "answer-suggested-hostile");
  composer = open_talk (shoot, ANNA);
  save (shoot, "answer-suggested");
  type (composer, "/");
  shoot_settle ();
  shoot_save_native (shoot, "answer-templates", shoot_find (GTK_WIDGET (composer), "PealTemplateList"));
  peal_composer_set_text (composer, "");
  peal_composer_insert_filled (composer, "You can park behind the house. Do you come from {city}?");
  save (shoot, "answer-gap");
  peal_composer_set_text (composer, "It’s all right – we’ll keep a place for you and for your sister, too. Just come "
                                    "before four, because we close early on Saturdays.");
  save (shoot, "answer-costly");
  menu = shoot_find (GTK_WIDGET (composer), "GtkMenuButton");
  gtk_menu_button_popup (GTK_MENU_BUTTON (menu));
  shoot_settle ();
  shoot_save_native (shoot, "answer-menu", shoot_find (menu, "GtkPopoverMenu"));
  gtk_menu_button_popdown (GTK_MENU_BUTTON (menu));
  gtk_widget_activate_action (GTK_WIDGET (composer), "composer.save-template", NULL);
  save (shoot, "answer-save-template");
  adw_dialog_force_close (adw_application_window_get_visible_dialog (ADW_APPLICATION_WINDOW (shoot->window)));
  shoot_settle ();
}

/* What is in the way. */
static void
shoot_obstacles (Shoot *shoot)
{
  PealStore *store = peal_engine_get_store (shoot->engine);
  PealComposer *composer = open_talk (shoot, BEN);
  g_autoptr(GPtrArray) accounts = NULL;
  PealAccount *account;

  peal_composer_set_text (composer, "But why?");
  save (shoot, "answer-stopped");
  composer = open_talk (shoot, CHLOE);
  peal_composer_set_text (composer, "Hello again");
  peal_scene_await (peal_desk_set_blocked (store, CHLOE, TRUE, "test"));
  save (shoot, "answer-blocked");
  peal_scene_await (peal_desk_set_blocked (store, CHLOE, FALSE, "test"));
  accounts = peal_scene_await_boxed (peal_accounts_list (store));
  account = g_ptr_array_index (accounts, 0);
  account->enabled = FALSE;
  peal_scene_await (peal_account_save (store, account, "test"));
  save (shoot, "answer-account-off");
  account->enabled = TRUE;
  peal_scene_await (peal_account_save (store, account, "test"));
  peal_composer_set_text (composer, "");
}

void
shoot_answers (Shoot *shoot)
{
  if (!shoot->is_made_up)
    return;
  fill (shoot);
  shoot_writing (shoot);
  shoot_obstacles (shoot);
}
