/* peal-consent-private.h: consent inside a job.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#pragma once

#include "peal-consent.h"
#include "peal-db.h"

G_BEGIN_DECLS

/* Whether anything was ever said about @e164, as far as the workspace still knows. */
gboolean peal_consent_is_known (PealDb     *db,
                                const char *e164);

/* What holds for @e164 now: of a person who was erased, an opt-out. Never NULL. */
PealConsent *peal_consent_load (PealDb     *db,
                                const char *e164);

/* Records @entry by the rules of peal_consent_record () and returns the state that holds then. */
PealConsentState peal_consent_apply (PealDb                 *db,
                                     const PealConsentEntry *entry);

G_END_DECLS
