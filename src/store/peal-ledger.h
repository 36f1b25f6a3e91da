/* SPDX-License-Identifier: GPL-3.0-or-later */
/* peal-ledger.h: the append-only history of everything that happened.
 *
 * Each row carries hash = SHA-256 of the previous row's hash (32 bytes; 32 zero
 * bytes before the first row) followed by this row written as text:
 *
 *   seq LF at LF actor LF event LF subject LF payload LF
 *
 * where seq and at (microseconds UTC) are decimal, LF is one byte 0x0A, and
 * each of the four texts is its length in bytes in decimal, a colon, and the
 * UTF-8 bytes as stored (no terminating zero), so no text can pass for another
 * field: "7:message". seq counts 1, 2, 3, ... without a gap. Anybody can
 * recompute the chain with sqlite3 and sha256sum.
 */

#pragma once

#include "peal-store.h"

G_BEGIN_DECLS

typedef struct
{
  gint64 seq;
  gint64 at;
  char *actor;    /* "engine", "person", "gateway", "api:NAME", ... */
  char *event;    /* "message.accepted", "compliance.opt_out", ... */
  char *subject;  /* "message:12", "number:+15557122661", ... */
  char *payload;  /* a JSON object; no secret, no message body */
} PealLedgerRow;

GType peal_ledger_row_get_type (void);
#define PEAL_TYPE_LEDGER_ROW (peal_ledger_row_get_type ())
PealLedgerRow *peal_ledger_row_copy (const PealLedgerRow *self);
void peal_ledger_row_free (PealLedgerRow *self);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (PealLedgerRow, peal_ledger_row_free)

/* Up to @limit rows older than @before (a seq; 0: from the newest), newest first, of @subject
 * only unless it is NULL. Resolves to a GPtrArray of PealLedgerRow. */
DexFuture *peal_ledger_list (PealStore  *store,
                             const char *subject,
                             gint64      before,
                             guint       limit) G_GNUC_WARN_UNUSED_RESULT;

/* Up to @limit rows after @seq, oldest first: what happened since. Resolves like the above. */
DexFuture *peal_ledger_list_since (PealStore *store,
                                   gint64     seq,
                                   guint      limit) G_GNUC_WARN_UNUSED_RESULT;

/* The newest link of the chain as a text: "SEQ HASH"; "" where there is none yet. Resolves to a string. */
DexFuture *peal_ledger_get_mark (PealStore *store) G_GNUC_WARN_UNUSED_RESULT;

/* Resolves to a gboolean: whether the chain has the link that @mark names, so that this is the same
 * ledger, then or later. What is no mark is in no chain. */
DexFuture *peal_ledger_has_mark (PealStore  *store,
                                 const char *mark) G_GNUC_WARN_UNUSED_RESULT;

/* Appends one event that belongs to no other job. Resolves to its seq (gint64). */
DexFuture *peal_ledger_record (PealStore  *store,
                               const char *actor,
                               const char *event,
                               const char *subject,
                               const char *payload) G_GNUC_WARN_UNUSED_RESULT;

G_END_DECLS
