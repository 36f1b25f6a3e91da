/* peal-outbox-acts.h: what a person does about messages that did not arrive, or have not left.
 *
 * Each acts at once and says in a toast what came of it; what can be taken back
 * offers that. @page is a widget in the main window.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#pragma once

#include "peal-engine.h"

#include <adwaita.h>

G_BEGIN_DECLS

/* R-SEND-3: a person's word on a message whose answer never came. */
void peal_outbox_say_was_sent (GtkWidget  *page,
                               PealEngine *engine,
                               gint64      message_id);

/* Its opposite. Asks first: if the person errs, somebody gets the message twice. */
void peal_outbox_ask_send_again (GtkWidget  *page,
                                 PealEngine *engine,
                                 gint64      message_id);

/* Sends what failed as a new message, where the gate allows; its failure is seen then. */
void peal_outbox_retry (GtkWidget  *page,
                        PealEngine *engine,
                        gint64      message_id);

/* Takes the failure from the list. */
void peal_outbox_dismiss (GtkWidget  *page,
                          PealEngine *engine,
                          gint64      message_id);

/* Takes back those of @ids (gint64) that have not left. */
void peal_outbox_take_back (GtkWidget  *page,
                            PealEngine *engine,
                            GArray     *ids);

G_END_DECLS
