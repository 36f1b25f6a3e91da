/* peal-settler.h: finds out what became of messages without an answer (R-SEND-3).
 *
 * One for each account, so that a slow one never keeps another's messages in
 * doubt. Asks the gateway, and adopts what it finds if no other row owns it and
 * no other attempt at the same text to the same person can have made it
 * (peal-match.h); while one of these is in the air, it waits. "Not found" means
 * "not accepted" only where the provider's record is exact or after the span that
 * the account names; else it asks again later, and at last leaves the word to a
 * person. Main thread only.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#pragma once

#include "peal-accounts.h"
#include "peal-gateway-registry.h"

G_BEGIN_DECLS

typedef struct _PealSettler PealSettler;

/* Refs and copies what it needs. A look under way keeps it alive. */
PealSettler *peal_settler_new (PealStore          *store,
                               PealClock          *clock,
                               PealGateway        *gateway,
                               const PealProvider *provider,
                               const PealAccount  *account);
void peal_settler_unref (PealSettler *self);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (PealSettler, peal_settler_unref)

/* Looks at everything of the account whose time to look has come.
 * Resolves to TRUE; rejects only if the store does. Dropping the future stops it. */
DexFuture *peal_settler_look (PealSettler *self) G_GNUC_WARN_UNUSED_RESULT;

G_END_DECLS
