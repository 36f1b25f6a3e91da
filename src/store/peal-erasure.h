/* peal-erasure.h: a person leaves for good.
 *
 * What goes: the contact with its numbers, addresses, picture, tags and groups;
 * the texts of all messages, and with whom they were; consent and its history;
 * the person in campaigns and schedules; and what the ledger says about all of
 * these, whose chain goes on to verify (peal-ledger.h). What waits to be sent is
 * taken back. What stays: rows without a person, so that figures and money stay
 * right and no gateway can bring a message in again; and for each number a mark
 * that it must not be texted (peal-suppression-private.h).
 *
 * A number that somebody else has as well stays theirs, with its consent; only
 * the messages of the person who is erased lose their texts.
 *
 * It cannot be undone. Copies made before, of the file or by an export, keep
 * what they hold. Main thread only; every function returns at once.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#pragma once

#include "peal-store.h"

G_BEGIN_DECLS

typedef struct
{
  guint n_numbers;           /* that are nobody else's */
  guint n_shared;            /* that somebody else has as well */
  guint n_messages;
  guint n_waiting;           /* of these: taken back */
  guint n_events;            /* of the ledger */
} PealErasure;

GType peal_erasure_get_type (void);
#define PEAL_TYPE_ERASURE (peal_erasure_get_type ())
PealErasure *peal_erasure_copy (const PealErasure *self);
void peal_erasure_free (PealErasure *self);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (PealErasure, peal_erasure_free)

/* Resolves to a PealErasure: what would go. Rejects with PEAL_STORE_ERROR_NOT_FOUND. */
DexFuture *peal_erasure_count (PealStore *store,
                               gint64     contact_id) G_GNUC_WARN_UNUSED_RESULT;

/* Erases the contact, deleted or not, from the workspace's file and its log. Ledger event privacy.erased,
 * which names nobody. Resolves to a PealErasure. Rejects with _NOT_FOUND, or with _CONFLICT while a message
 * to them is being handed over: try again in a moment. */
DexFuture *peal_erasure_run (PealStore  *store,
                             gint64      contact_id,
                             const char *actor) G_GNUC_WARN_UNUSED_RESULT;

G_END_DECLS
