/* peal-talk-row.h: one conversation in the list.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#pragma once

#include "peal-clock.h"
#include "peal-drafts.h"
#include "peal-id-model.h"

#include <adwaita.h>

G_BEGIN_DECLS

typedef enum
{
  PEAL_TALK_ROW_OURS = 1 << 0,    /* which of our numbers it is with */
  PEAL_TALK_ROW_WAITING = 1 << 1, /* how long they have been waiting, in place of the time */
} PealTalkRowShows;

/* Properties: "description" (string, read-only): what a screen reader says of it; "shows" (uint, of
 * PealTalkRowShows): what not every list wants to know. */
#define PEAL_TYPE_TALK_ROW (peal_talk_row_get_type ())
G_DECLARE_FINAL_TYPE (PealTalkRow, peal_talk_row, PEAL, TALK_ROW, AdwBin)

GtkWidget *peal_talk_row_new (PealDrafts *drafts,
                              PealClock  *clock);

/* Shows @item, whose rows are PealConversationRow, and follows it. NULL: nothing. */
void peal_talk_row_set_item (PealTalkRow *self,
                             PealIdItem  *item);

G_END_DECLS
