/* pictures-talk.c: pictures of conversations, in a workspace that talk-fixture.c has made.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include "pictures.h"

#include "peal-message-details.h"
#include "peal-scene.h"
#include "peal-talk-thread.h"
#include "talk-fixture.h"

static PealTalkThread *
open_talk (Shoot      *shoot,
           const char *number)
{
  g_autofree char *subject = g_strconcat ("number:", number, NULL);

  gtk_widget_activate_action (GTK_WIDGET (shoot->window), "win.show", "s", subject);
  shoot_settle ();
  return PEAL_TALK_THREAD (shoot_find (GTK_WIDGET (shoot->window), "PealTalkThread"));
}

/* All that is known of a message of ours to @number in @state. */
static void
shoot_details (Shoot           *shoot,
               const char      *name,
               const char      *number,
               PealMessageState state)
{
  PealMessageFilter filter = { .number = number, .state = state };
  g_autoptr(GPtrArray) rows = peal_scene_await_boxed (peal_messages_list (peal_engine_get_store (shoot->engine), &filter));

  if (rows->len > 0)
    shoot_dialog (shoot, name, peal_message_details_new (shoot->engine, rows->pdata[0]));
}

/* One that was looked for, far from the end; links and emoji; and all that is known of some. */
static void
shoot_bubbles (Shoot *shoot)
{
  PealTalkThread *thread = open_talk (shoot, TALK_LONG);
  PealMessageFilter filter = { .number = TALK_LONG, .limit = 150 };
  g_autoptr(GPtrArray) rows = peal_scene_await_boxed (peal_messages_list (peal_engine_get_store (shoot->engine), &filter));

  peal_talk_thread_show_message (thread, ((const PealMessageRow *) rows->pdata[rows->len - 1])->id);
  shoot_settle ();
  shoot_save (shoot, "talk-found");
  peal_talk_thread_scroll_to_end (open_talk (shoot, TALK_LINKS));
  shoot_settle ();
  shoot_save (shoot, "talk-links-end");
  shoot_details (shoot, "message-failed", TALK_FAILED, PEAL_STATE_FAILED);
  shoot_details (shoot, "message-delivered", TALK_EVERYTHING, PEAL_STATE_DELIVERED);
  shoot_details (shoot, "message-hostile", TALK_HOSTILE, PEAL_STATE_RECEIVED);
}

/* Every state of a conversation, in a workspace that talk-fixture.c has made. */
void
shoot_conversations (Shoot *shoot)
{
  static const struct
  {
    const char *name;
    const char *number;
  } states[] = {
    { "talk-everything", TALK_EVERYTHING },
    { "talk-failed", TALK_FAILED },
    { "talk-unknown", TALK_UNKNOWN },
    { "talk-stopped", TALK_STOPPED },
    { "talk-review", TALK_REVIEW },
    { "talk-hostile", TALK_HOSTILE },
    { "talk-arabic", TALK_ARABIC },
    { "talk-long", TALK_LONG },
    { "talk-links", TALK_LINKS },
  };

  for (gsize i = 0; i < G_N_ELEMENTS (states); i++)
    {
      g_autofree char *subject = g_strconcat ("number:", states[i].number, NULL);

      gtk_widget_activate_action (GTK_WIDGET (shoot->window), "win.show", "s", subject);
      shoot_settle ();
      shoot_save (shoot, states[i].name);
    }
  shoot_bubbles (shoot);
  shoot_talk_panes (shoot);
}
