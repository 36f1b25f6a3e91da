/* peal-outbox-row.h: one message of the outbox, and what can be done about it.
 *
 * Its buttons start actions of the page around it, with the message's id (x) as
 * target: "outbox.was-sent", "outbox.send-again" (both with the attempt that is
 * shown: (xu)), "outbox.retry",
 * "outbox.seen", "outbox.take-back-one", "outbox.send-now-one",
 * "outbox.reschedule-one", "outbox.edit-one"; and "win.show".
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#pragma once

#include "peal-engine.h"
#include "peal-talk.h"

#include <adwaita.h>

G_BEGIN_DECLS

#define PEAL_TYPE_OUTBOX_ROW (peal_outbox_row_get_type ())
G_DECLARE_FINAL_TYPE (PealOutboxRow, peal_outbox_row, PEAL, OUTBOX_ROW, AdwBin)

GtkWidget *peal_outbox_row_new (void);

/* Shows @message as it stands now; NULL = not read yet. @engine knows what its account waits for. Copies what it
 * needs. */
void peal_outbox_row_show (PealOutboxRow        *self,
                           const PealMessageRow *message,
                           PealEngine           *engine);

/* What a screen reader says of the row: name, what became of it, text. Caller frees. */
char *peal_outbox_row_dup_description (PealOutboxRow *self);

/* The box that selects the row. Borrowed. */
GtkCheckButton *peal_outbox_row_get_check (PealOutboxRow *self);

G_END_DECLS
