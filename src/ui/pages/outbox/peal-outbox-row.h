/* peal-outbox-row.h: one message of the outbox, and what can be done about it.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#pragma once

#include "peal-talk.h"

#include <adwaita.h>

G_BEGIN_DECLS

#define PEAL_TYPE_OUTBOX_ROW (peal_outbox_row_get_type ())
G_DECLARE_FINAL_TYPE (PealOutboxRow, peal_outbox_row, PEAL, OUTBOX_ROW, AdwBin)

GtkWidget *peal_outbox_row_new (void);

/* Shows @message; NULL = not read yet. Copies what it needs. */
void peal_outbox_row_show (PealOutboxRow        *self,
                           const PealMessageRow *message,
                           gint64                now);

/* What a screen reader says of the row: name, state and text. Caller frees. */
char *peal_outbox_row_dup_description (PealOutboxRow *self);

G_END_DECLS
