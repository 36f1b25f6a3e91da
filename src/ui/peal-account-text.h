/* peal-account-text.h: how an account is doing, in words.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#pragma once

#include "peal-engine.h"

G_BEGIN_DECLS

/* Colours come with words, never alone. */
typedef enum
{
  PEAL_LIGHT_GREEN,
  PEAL_LIGHT_AMBER,
  PEAL_LIGHT_RED,
} PealLight;

PealLight peal_account_light (PealAccountCondition condition);

/* The CSS class of a light: "success", "warning" or "error". Static. */
const char *peal_light_class (PealLight light);

/* "Ready", "Waiting until 14:05. The gateway asked for a pause." Caller frees. */
char *peal_account_condition_text (const PealAccountHealth *health,
                                   gint64                   now);

/* "$12.34", or "" where the gateway tells none. Caller frees. */
char *peal_account_balance_text (const PealAccountHealth *health);

G_END_DECLS
