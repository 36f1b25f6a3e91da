/* peal-ledger-private.h: writing and checking the chain inside a job.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#pragma once

#include "peal-db.h"
#include "peal-ledger.h"

G_BEGIN_DECLS

/* Appends one row to the chain; @payload is a JSON object ("{}" if there is nothing to say).
 * Returns its seq, 0 once the job has failed. */
gint64 peal_ledger_append (PealDb     *db,
                           gint64      at,
                           const char *actor,
                           const char *event,
                           const char *subject,
                           const char *payload);

/* The same for a row of a table: subject "TYPE:ID" ("message:12"). */
gint64 peal_ledger_append_about (PealDb     *db,
                                 gint64      at,
                                 const char *actor,
                                 const char *event,
                                 const char *type,
                                 gint64      id,
                                 const char *payload);

/* Takes from row @seq what it says and about whom, and leaves its seal. FALSE if it was written before there
 * were salts: it must be listed in the event that tells of the erasure. */
gboolean peal_ledger_erase (PealDb *db,
                            gint64  seq);

/* Walks the chain from behind row @seq, whose hash is @hash (all zero for 0), by at most @limit rows
 * (-1 = to its end), and leaves in both where it came. @found_cb is called for each row that does not
 * follow. Returns the number of rows walked. */
typedef void (*PealLedgerFoundFunc) (gint64      seq,
                                     const char *finding,
                                     gpointer    data);
gint64 peal_ledger_verify (PealDb             *db,
                           gint64             *seq,
                           guint8              hash[32],
                           gint64              limit,
                           PealLedgerFoundFunc found_cb,
                           gpointer            data);

G_END_DECLS
