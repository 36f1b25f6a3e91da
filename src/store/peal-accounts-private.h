/* peal-accounts-private.h: accounts inside a job.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#pragma once

#include "peal-accounts.h"
#include "peal-db.h"

G_BEGIN_DECLS

/* Inserts (id 0) or updates, with the ledger event; fails the job as peal_account_save () rejects.
 * The account as stored, the caller's, whether it failed or not. */
PealAccount *peal_account_put (PealDb            *db,
                               const PealAccount *changed,
                               const char        *actor);

/* Sets where the next poll of @feed begins, in the transaction of what was polled. */
void peal_cursor_store (PealDb     *db,
                        gint64      account_id,
                        const char *feed,
                        const char *position);

G_END_DECLS
