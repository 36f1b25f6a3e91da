/* peal-accounts-private.h: accounts inside a job.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#pragma once

#include "peal-accounts.h"
#include "peal-db.h"

G_BEGIN_DECLS

/* Sets where the next poll of @feed begins, in the transaction of what was polled. */
void peal_cursor_store (PealDb     *db,
                        gint64      account_id,
                        const char *feed,
                        const char *position);

G_END_DECLS
