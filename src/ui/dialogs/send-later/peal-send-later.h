/* peal-send-later.h: when a message shall go.
 *
 * Times are those of the clock here; what theirs shows then is said beside them.
 * Signal "chosen" (gint64): the time, which was still to come; the dialog closes.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#pragma once

#include "peal-engine.h"
#include "peal-message.h"

#include <adwaita.h>

G_BEGIN_DECLS

#define PEAL_TYPE_SEND_LATER (peal_send_later_get_type ())
G_DECLARE_FINAL_TYPE (PealSendLater, peal_send_later, PEAL, SEND_LATER, AdwDialog)

/* @theirs is the number it goes to, NULL for several; @contact_id is whose it is, 0 = nobody knows:
 * their address and zone count as they do for the gate. @kind says whether hours of law are to be
 * warned of; @time is what was chosen before, 0 = nothing yet. */
AdwDialog *peal_send_later_new (PealEngine     *engine,
                                const char     *theirs,
                                gint64          contact_id,
                                PealMessageKind kind,
                                gint64          time);

/* What else may happen later than a message: what the dialog is called, and its button (with a mnemonic). */
void peal_send_later_set_words (PealSendLater *self,
                                const char    *title,
                                const char    *verb);

G_END_DECLS
