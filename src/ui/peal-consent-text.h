/* peal-consent-text.h: who may be texted, in words.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#pragma once

#include "peal-consent.h"

G_BEGIN_DECLS

/* Short, for a column: "Agreed", "Asked to stop", "Not asked", "Please look". Static. */
const char *peal_consent_label (PealConsentState state,
                                gboolean         review);

/* A sentence with its day: "Asked to stop on 12 March". Caller frees. */
char *peal_consent_sentence (const PealConsent *consent,
                             gint64             now);

G_END_DECLS
