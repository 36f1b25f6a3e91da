/* peal-poller.h: asks one account what is new: replies, receipts, the balance.
 *
 * No server of ours stands in the internet, so everything is asked for: every
 * few seconds while somebody looks, every minute while nobody does, less often
 * while the provider does not answer. Replies go through reply intent
 * (core/peal-intent.h) before they are stored, so that a STOP is in force in the
 * same transaction that stores it. Main thread only.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#pragma once

#include "peal-accounts.h"
#include "peal-gateway.h"

G_BEGIN_DECLS

typedef struct _PealPoller PealPoller;

/* The poller learned something about the account: it answered, or @error says how it did not. */
typedef void (*PealPollerNotify) (PealPoller   *self,
                                  const GError *error,
                                  gpointer      user_data);

/* Refs and copies what it needs. */
PealPoller *peal_poller_new (PealStore         *store,
                             PealClock         *clock,
                             PealGateway       *gateway,
                             const PealAccount *account,
                             PealPollerNotify   notify,
                             gpointer           user_data);
void peal_poller_unref (PealPoller *self);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (PealPoller, peal_poller_unref)

void peal_poller_start (PealPoller *self);

/* Resolves to TRUE when the loop has ended. No notify is called after this call. */
DexFuture *peal_poller_stop (PealPoller *self) G_GNUC_WARN_UNUSED_RESULT;

void peal_poller_set_attended (PealPoller *self,
                               gboolean    attended);

/* There is reason to believe that the provider answers again: the loop asks now, whatever failed before. */
void peal_poller_nudge (PealPoller *self);

/* One round that begins after this call, the loop's or one more: an account is never asked twice at once, so
 * what was learned last is what was told last. Resolves to TRUE; rejects with PealGatewayError or PealStoreError. */
DexFuture *peal_poller_poll (PealPoller *self) G_GNUC_WARN_UNUSED_RESULT;

/* When the last round began, of which a notify tells: g_get_monotonic_time (), 0 = none has. */
gint64 peal_poller_get_begun_at (PealPoller *self);

/* When it was last asked with success; 0 = never. */
typedef struct
{
  gint64 polled_at;    /* a whole round */
  gint64 replies_at;
  gint64 receipts_at;
  gint64 balance_at;
} PealPollTimes;

void peal_poller_get_times (PealPoller    *self,
                            PealPollTimes *times);

/* FALSE while no balance is known. */
gboolean peal_poller_get_balance (PealPoller *self,
                                  gint64     *micros,
                                  char        currency[4]);

G_END_DECLS
