/* SPDX-License-Identifier: GPL-3.0-or-later */
/* peal-ledger.h: the append-only history of everything that happened.
 *
 * Each row carries hash = SHA-256 of the previous row's hash (32 bytes; 32 zero
 * bytes before the first row), followed by
 *
 *   seq LF at LF actor LF event LF
 *
 * and by 32 bytes more, the row's commitment = SHA-256 of its salt (16 bytes by
 * chance) followed by
 *
 *   subject LF payload LF
 *
 * where seq and at (microseconds UTC) are decimal, LF is one byte 0x0A, and
 * each of the four texts is its length in bytes in decimal, a colon, and the
 * UTF-8 bytes as stored (no terminating zero), so no text can pass for another
 * field: "7:message". seq counts 1, 2, 3, ... without a gap. Anybody can
 * recompute the chain with sqlite3 and sha256sum.
 *
 * A row that names somebody who was erased (peal-erasure.h) has no salt any more;
 * its subject is "erased", its payload {}, and its commitment stands in seal. So
 * the chain follows as before, nothing that the row still says can be changed,
 * and nobody can find out what it said by trying: the number of a telephone is
 * soon tried, one with 16 bytes by chance is not.
 *
 * Rows of older workspaces have no salt: they are hashed as one text, the four of
 * the row with subject and payload. Of such a row the hash cannot be recomputed
 * once it is erased: seal is empty then, and the later event privacy.erased that
 * took it lists it in its payload, under "unsalted".
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
