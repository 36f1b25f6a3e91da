/* peal-outbox-acts.h: what a person does about messages that did not arrive, or have not left.
 *
 * Each acts at once and says in a toast what came of it; what can be taken back
 * offers that. @page is a widget in the main window.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#pragma once

#include "peal-engine.h"
#include "peal-outbox-change.h"
#include "peal-talk.h"

#include <adwaita.h>

G_BEGIN_DECLS

/* R-SEND-3: a person's word on a message whose answer never came, about the attempt that they saw. */
void peal_outbox_say_was_sent (GtkWidget  *page,
                               PealEngine *engine,
                               gint64      message_id,
                               guint       attempt);

/* Its opposite. Asks first: if the person errs, somebody gets the message twice. */
void peal_outbox_ask_send_again (GtkWidget  *page,
                                 PealEngine *engine,
                                 gint64      message_id,
                                 guint       attempt);

/* Sends what failed as a new message, where the gate allows; its failure is seen then. */
void peal_outbox_retry (GtkWidget  *page,
                        PealEngine *engine,
                        gint64      message_id);

/* Takes the failure from the list. */
void peal_outbox_dismiss (GtkWidget  *page,
                          PealEngine *engine,
                          gint64      message_id);

/* Does one act to those of @ids (gint64; copied) that have not left: takes them back, gives them the time
 * @time, or lets them go now where the law and the limits do. */
void peal_outbox_change (GtkWidget  *page,
                         PealEngine *engine,
                         PealActKind act,
                         gint64      time,
                         GArray     *ids);

/* PEAL_ACT_CANCEL. */
void peal_outbox_take_back (GtkWidget  *page,
                            PealEngine *engine,
                            GArray     *ids);

/* Asks when @ids (gint64; reffed) shall go; does nothing where there are none. */
void peal_outbox_ask_when (GtkWidget  *page,
                           PealEngine *engine,
                           GArray     *ids);

/* Lets the person write another text for @ids, as above. */
void peal_outbox_ask_text (GtkWidget  *page,
                           PealEngine *engine,
                           GArray     *ids);

G_END_DECLS
