/* peal-inbound.h: what comes in.
 *
 * Main thread only; every function returns at once and copies what it needs.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#pragma once

#include "peal-consent.h"

G_BEGIN_DECLS

/* One message as the gateway has it, and what core/peal-intent reads in it. */
typedef struct
{
  char *remote_id;           /* the gateway's own; never "" */
  char *from;                /* theirs */
  char *to;                  /* ours */
  char *body;
  gint64 at;
  guint segments;
  PealConsentAct act;        /* NONE, OPT_OUT, OPT_IN or REVIEW */
  char *rule;                /* that decided so */
  char *span;                /* their words that it read */
} PealInbound;

PealInbound *peal_inbound_new (const char *remote_id,
                               const char *from,
                               const char *to,
                               const char *body,
                               gint64      at);
PealInbound *peal_inbound_copy (const PealInbound *self);
void peal_inbound_free (PealInbound *self);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (PealInbound, peal_inbound_free)

/* Stores @messages (of PealInbound), their consent events and the poll @position of the account's
 * "inbound" feed (NULL = leave it) in one transaction. A message that is there already is passed
 * over, so the same page may be stored twice. Ledger event message.received for each new one.
 * Resolves to a GArray of gint64, one for each: the new message's id, 0 = it was known. */
DexFuture *peal_talk_record_inbound (PealStore  *store,
                                     gint64      account_id,
                                     GPtrArray  *messages,
                                     const char *position) G_GNUC_WARN_UNUSED_RESULT;

G_END_DECLS
