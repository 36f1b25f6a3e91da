/* peal-talk-row.h: one conversation in the list.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#pragma once

#include "peal-clock.h"
#include "peal-id-model.h"

#include <adwaita.h>

G_BEGIN_DECLS

/* Property "description" (string, read-only): what a screen reader says of it. */
#define PEAL_TYPE_TALK_ROW (peal_talk_row_get_type ())
G_DECLARE_FINAL_TYPE (PealTalkRow, peal_talk_row, PEAL, TALK_ROW, AdwBin)

GtkWidget *peal_talk_row_new (PealClock *clock);

/* Shows @item, whose rows are PealConversationRow, and follows it. NULL: nothing. */
void peal_talk_row_set_item (PealTalkRow *self,
                             PealIdItem  *item);

G_END_DECLS
