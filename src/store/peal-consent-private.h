/* peal-consent-private.h: consent inside a job.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#pragma once

#include "peal-consent.h"
#include "peal-db.h"

G_BEGIN_DECLS

/* What holds for @e164 now. Never NULL. */
PealConsent *peal_consent_load (PealDb     *db,
                                const char *e164);

/* Records @entry by the rules of peal_consent_record () and returns the state that holds then. */
PealConsentState peal_consent_apply (PealDb                 *db,
                                     const PealConsentEntry *entry);

G_END_DECLS
