/* pictures-panes.c: what stands beside a conversation.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include "pictures.h"

#include "peal-contacts.h"
#include "peal-scene.h"
#include "peal-staff.h"
#include "peal-talk-note-dialog.h"
#include "peal-talk-notes.h"
#include "peal-talk-thread.h"
#include "peal-talk.h"
#include "talk-fixture.h"

static gint64
find_talk (Shoot      *shoot,
           const char *number)
{
  return peal_scene_await_int (peal_talk_find (peal_engine_get_store (shoot->engine), number));
}

static void
add_notes (Shoot      *shoot,
           const char *number,
           gint64      staff_id)
{
  static const char *const bodies[] = {
    "Always asks for Maria. <b>Do not</b> book her & Jo at once.",
    "@Maria please call her back 🙏",
  };

  for (guint i = 0; i < G_N_ELEMENTS (bodies); i++)
    {
      PealTalkNote note = { .conversation_id = find_talk (shoot, number), .staff_id = i == 0 ? staff_id : 0,
                            .body = (char *) bodies[i] };

      peal_scene_await (peal_talk_notes_save (peal_engine_get_store (shoot->engine), &note, &staff_id, 1, "pictures"));
    }
}

/* Of everything something: tags, and notes of the contact. */
static void
dress (Shoot      *shoot,
       const char *number)
{
  PealStore *store = peal_engine_get_store (shoot->engine);
  g_autoptr(GPtrArray) rows = peal_scene_await_boxed (peal_contacts_find_by_number (store, number));
  gint64 id = ((PealContactRow *) g_ptr_array_index (rows, 0))->id;
  g_autoptr(PealContact) contact = peal_scene_await_boxed (peal_contacts_get (store, id));
  const char *tags[] = { "vip", "colour", "<i>every month</i> & a very long one that goes on", "🎂", NULL };

  g_strfreev (contact->tags);
  contact->tags = g_strdupv ((char **) tags);
  g_set_str (&contact->notes, "Prefers Tuesdays.\nAllergic to <b>ammonia</b> & nuts.");
  peal_scene_await (peal_contacts_save (store, contact, "pictures"));
}

static void
shoot_pane (Shoot      *shoot,
            const char *name,
            const char *number)
{
  g_autofree char *subject = g_strconcat ("number:", number, NULL);
  GtkWidget *pane;

  gtk_widget_activate_action (GTK_WIDGET (shoot->window), "win.show", "s", subject);
  shoot_settle ();
  pane = shoot_find (GTK_WIDGET (shoot->window), "PealTalkPane");
  if (!adw_overlay_split_view_get_show_sidebar (ADW_OVERLAY_SPLIT_VIEW (gtk_widget_get_ancestor (pane, ADW_TYPE_OVERLAY_SPLIT_VIEW))))
    gtk_widget_activate_action (shoot_find (GTK_WIDGET (shoot->window), "PealInboxPage"), "inbox.details", NULL);
  shoot_settle ();
  shoot_save (shoot, name);
}

void
shoot_talk_panes (Shoot *shoot)
{
  PealStore *store = peal_engine_get_store (shoot->engine);
  gint64 maria = peal_scene_await_int (peal_staff_save (store, 0, "Maria", "pictures"));
  PealTalkNote note = { .conversation_id = find_talk (shoot, TALK_EVERYTHING), .body = (char *) "Ask @" };
  GtkWidget *pane;

  peal_scene_await (peal_staff_save (store, 0, "Maximilian Featherstonehaugh-Cholmondeley <b>&", "pictures"));
  add_notes (shoot, TALK_EVERYTHING, maria);
  dress (shoot, TALK_EVERYTHING);
  dress (shoot, TALK_HOSTILE);
  shoot_pane (shoot, "talk-pane", TALK_EVERYTHING);
  peal_talk_thread_scroll_to_end (PEAL_TALK_THREAD (shoot_find (GTK_WIDGET (shoot->window), "PealTalkThread")));
  shoot_settle ();
  pane = shoot_find (GTK_WIDGET (shoot->window), "PealTalkPane");
  shoot_show_part (pane, 0.5);
  shoot_settle ();
  shoot_save (shoot, "talk-pane-middle");
  shoot_show_part (pane, 1.0);
  shoot_settle ();
  shoot_save (shoot, "talk-pane-end");
  shoot_pane (shoot, "talk-pane-stranger", TALK_STRANGER);
  shoot_pane (shoot, "talk-pane-stopped", TALK_STOPPED);
  shoot_pane (shoot, "talk-pane-hostile", TALK_HOSTILE);
  shoot_pane (shoot, "talk-pane-arabic", TALK_ARABIC);
  shoot_dialog (shoot, "talk-note", ADW_DIALOG (peal_talk_note_dialog_new (store, &note)));
}
