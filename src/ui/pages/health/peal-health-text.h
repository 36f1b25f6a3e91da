/* peal-health-text.h: how everything is doing, in words for people.
 *
 * Made of codes and numbers, never of the English findings that scripts get.
 * Plain text, translated. Main thread only.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#pragma once

#include "peal-health.h"

G_BEGIN_DECLS

/* What is wrong, a sentence without its full stop; and what to do. Callers free. */
char *peal_finding_text (const PealHealth  *health,
                         const PealFinding *finding);
char *peal_finding_advice (const PealFinding *finding);

/* The button that leads to the mend. Static. */
typedef struct
{
  const char *label;       /* with an underscore; NULL: there is none, the advice is all */
  const char *action;
  const char *target;      /* a text, or NULL */
  gboolean is_of_account;  /* the target is the finding's account_id */
} PealMend;

PealMend peal_finding_mend (const PealFinding *finding);

/* "40 seconds", "5 minutes", "3 hours", "2 days". Caller frees. */
char *peal_span_text (gint64 span);

/* When something was done last, or that it never was. Caller frees. */
char *peal_last_time_text (gint64 time,
                           gint64 now);

const char *peal_keyring_text (PealKeyring keyring);
const char *peal_secret_place_text (PealSecretPlace place);

/* Whether this computer's clock agrees with the account's. Caller frees. */
char *peal_clock_text (gint64 skew);

G_END_DECLS
