/* SPDX-License-Identifier: GPL-3.0-or-later */
/* peal-receipts.h: what the gateway says later of messages that it accepted.
 *
 * All functions return at once; futures reject with PEAL_STORE_ERROR.
 */

#pragma once

#include "peal-outbox.h"

G_BEGIN_DECLS

typedef struct
{
  gint64 message_id;
  gint64 submitted_at;
  char *remote_id;
} PealAwaiting;

void peal_awaiting_free (PealAwaiting *self);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (PealAwaiting, peal_awaiting_free)

/* Messages of the account whose last word is still to come (ACCEPTED, SENT), submitted after @since,
 * oldest first. Resolves to a GPtrArray of PealAwaiting. */
DexFuture *peal_outbox_awaiting (PealStore *store,
                                 gint64     account_id,
                                 gint64     since,
                                 guint      limit) G_GNUC_WARN_UNUSED_RESULT;

/* The gateway's word on one message. Strings owned, never NULL. */
typedef struct
{
  char *remote_id;
  PealMessageState state;     /* ACCEPTED to FAILED */
  PealFailureClass failure;
  char *provider_code;
  char *explanation;          /* English, or "" */
  guint segments;             /* 0 = not said */
  gint64 price_micros;        /* valid if currency is not "" */
  char *currency;
} PealReceipt;

PealReceipt *peal_receipt_new (const char      *remote_id,
                               PealMessageState state);
void peal_receipt_free (PealReceipt *self);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (PealReceipt, peal_receipt_free)

/* Applies @receipts (of PealReceipt; not changed any more). Late, doubled and unknown ones are
 * harmless: a message never moves backwards. A price that comes later is taken at any state.
 * Resolves to the number of messages that changed state (gint64). */
DexFuture *peal_outbox_apply_receipts (PealStore *store,
                                       gint64     account_id,
                                       GPtrArray *receipts) G_GNUC_WARN_UNUSED_RESULT;

/* Which of @remote_ids some message of the account has. Resolves to a GStrv. */
DexFuture *peal_outbox_owned_remote_ids (PealStore         *store,
                                         gint64             account_id,
                                         const char *const *remote_ids) G_GNUC_WARN_UNUSED_RESULT;

G_END_DECLS
