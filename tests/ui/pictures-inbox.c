/* pictures-inbox.c: the inbox as it is decided through, narrowed and searched.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include "pictures.h"

#include "peal-desk.h"
#include "peal-preferences.h"
#include "peal-scene.h"
#include "peal-send-later.h"
#include "peal-staff-dialog.h"
#include "peal-staff.h"
#include "peal-talk.h"

#define LONG_NAME "Wolfeschlegelsteinhausenbergerdorff-Featherstonehaugh"

static gint64
add_staff (Shoot      *shoot,
           const char *name)
{
  return peal_scene_await_int (peal_staff_save (peal_engine_get_store (shoot->engine), 0, name, "scene"));
}

/* Some are given to somebody, put aside, blocked, and begun; and there is a second number of ours. */
static void
decide (Shoot *shoot)
{
  PealStore *store = peal_engine_get_store (shoot->engine);
  gint64 now = peal_clock_get_now (peal_engine_get_clock (shoot->engine));
  gint64 staff[] = { add_staff (shoot, "Maria"), add_staff (shoot, LONG_NAME), add_staff (shoot, "<b>Tom & Co</b>") };
  g_autoptr(GArray) ids = peal_scene_await_boxed (peal_talk_snapshot (store, &(PealTalkFilter) { PEAL_TALK_OPEN }));

  peal_scene_await (peal_staff_set_me (store, staff[0], "scene"));
  for (guint i = 0; i < MIN (ids->len, 3); i++)
    peal_scene_await (peal_desk_assign (store, g_array_index (ids, gint64, i), staff[i], "scene"));
  peal_scene_await (peal_draft_set (store, g_array_index (ids, gint64, 1), "We could <b>see</b> you at ten"));
  for (guint i = 3; i < MIN (ids->len, 5); i++)
    peal_scene_await (peal_desk_snooze (store, g_array_index (ids, gint64, i), now + (i - 2) * 20 * PEAL_HOUR, "scene"));
}

static void
shoot_shelf (Shoot      *shoot,
             GtkWidget  *page,
             const char *shelf)
{
  g_autofree char *name = g_strconcat ("inbox-", shelf, NULL);

  gtk_widget_activate_action (page, "inbox.shelf", "s", shelf);
  shoot_settle ();
  shoot_settle ();
  shoot_save (shoot, name);
}

static void
shoot_search (Shoot      *shoot,
              GtkWidget  *page,
              const char *text,
              const char *name)
{
  gtk_editable_set_text (GTK_EDITABLE (shoot_find (page, "GtkSearchEntry")), text);
  shoot_settle ();
  shoot_settle ();
  shoot_save (shoot, name);
}

void
shoot_inbox (Shoot *shoot)
{
  static const char *const shelves[] = { "open", "waiting", "snoozed", "mine", "blocked" };
  AdwDialog *dialog;
  GtkWidget *page;

  if (!shoot->is_made_up)
    return;
  decide (shoot);
  peal_main_window_go (shoot->window, "inbox");
  shoot_settle ();
  page = shoot_find (GTK_WIDGET (shoot->window), "PealInboxPage");
  for (gsize i = 0; i < G_N_ELEMENTS (shelves); i++)
    shoot_shelf (shoot, page, shelves[i]);
  gtk_widget_activate_action (page, "inbox.shelf", "s", "open");
  gtk_widget_activate_action (GTK_WIDGET (shoot->window), "win.find", NULL);
  shoot_settle ();
  shoot_search (shoot, page, "", "inbox-search");
  shoot_search (shoot, page, "tom tuesday before:soon", "inbox-search-fault");
  shoot_search (shoot, page, "to", "inbox-search-found");
  gtk_editable_set_text (GTK_EDITABLE (shoot_find (page, "GtkSearchEntry")), "");
  dialog = peal_send_later_new (shoot->engine, NULL, 0, PEAL_MESSAGE_CONVERSATIONAL, 0);
  peal_send_later_set_words (PEAL_SEND_LATER (dialog), "Snooze", "_Snooze");
  shoot_dialog (shoot, "inbox-snooze", dialog);
  shoot_dialog (shoot, "inbox-assign", peal_staff_dialog_new (shoot->engine, "Who Looks After It?", 0));
  dialog = ADW_DIALOG (peal_preferences_new (shoot->engine, peal_main_window_get_settings (shoot->window)));
  adw_preferences_dialog_set_visible_page_name (ADW_PREFERENCES_DIALOG (dialog), "desk");
  shoot_dialog (shoot, "preferences-desk", dialog);
}
