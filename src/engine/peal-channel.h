/* peal-channel.h: one account at work: its gateway, dispatcher, settler and poller.
 *
 * Private to engine/. Main thread only.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#pragma once

#include "peal-engine.h"

#include "peal-accounts.h"

G_BEGIN_DECLS

typedef struct _PealChannel PealChannel;

/* The health of the account changed, or when it is next due. */
typedef void (*PealChannelNotify) (PealChannel *self,
                                   gpointer     user_data);

/* @secret NULL: the keyring has none, and @trouble says so; the channel then only reports that. */
PealChannel *peal_channel_new (PealStore         *store,
                               PealClock         *clock,
                               const PealAccount *account,
                               const char        *secret,
                               const char        *trouble,
                               PealChannelNotify  notify,
                               gpointer           user_data);
PealChannel *peal_channel_ref (PealChannel *self);
void peal_channel_unref (PealChannel *self);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (PealChannel, peal_channel_unref)

/* Borrowed, never NULL. */
const PealAccount *peal_channel_get_account (PealChannel *self);

void peal_channel_start (PealChannel *self);
DexFuture *peal_channel_stop (PealChannel *self,
                              gint64       grace) G_GNUC_WARN_UNUSED_RESULT;

/* Whether the network that this account needs is there; TRUE until told otherwise. Where it is not, the
 * channel is held: it claims nothing, so that no attempt is spent. It still asks what is new, ever less
 * often, and an answer proves that there is a network after all. When it is back, all goes on at once. */
void peal_channel_set_network (PealChannel *self,
                               gboolean     is_there);

/* Something may be due. */
void peal_channel_wake (PealChannel *self);

/* Look up what is in doubt, unless a look is under way. */
void peal_channel_look (PealChannel *self);

void peal_channel_set_attended (PealChannel *self,
                                gboolean     attended);

/* Resolves to TRUE whether or not the provider answered. */
DexFuture *peal_channel_poll (PealChannel *self) G_GNUC_WARN_UNUSED_RESULT;

/* FALSE where the gateway is left alone, or answered neither the last message nor the last poll. */
gboolean peal_channel_is_within_reach (PealChannel *self);

gboolean peal_channel_is_idle (PealChannel *self);

/* FALSE while it waits for a person (it has no secret, or the provider refuses the account) or for the
 * network. */
gboolean peal_channel_can_send (PealChannel *self);

/* How long the account will not send; 0 = it may at once, G_MAXINT64 = until a person or the network helps. */
gint64 peal_channel_get_wait (PealChannel *self);

gint64 peal_channel_get_next_due (PealChannel *self);
PealAccountHealth *peal_channel_dup_health (PealChannel *self);

/* What peal_gateway_new () needs for @account. @secret may be NULL. */
PealGatewaySettings *peal_channel_dup_settings (const PealAccount *account,
                                                const char        *secret);

G_END_DECLS
