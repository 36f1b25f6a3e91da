/* peal-found-row.h: one message among those that were searched for, with the words that were found.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#pragma once

#include "peal-clock.h"
#include "peal-message-finder.h"

#include <adwaita.h>

G_BEGIN_DECLS

/* Property "description" (string, read-only): what a screen reader says of it. */
#define PEAL_TYPE_FOUND_ROW (peal_found_row_get_type ())
G_DECLARE_FINAL_TYPE (PealFoundRow, peal_found_row, PEAL, FOUND_ROW, AdwBin)

GtkWidget *peal_found_row_new (PealMessageFinder *finder,
                               PealClock         *clock);

/* Shows @item of the finder's messages, and follows it. NULL: nothing. */
void peal_found_row_set_item (PealFoundRow *self,
                              PealIdItem   *item);

G_END_DECLS
