/* peal-account-foot.h: the quiet row under the navigation: which gateway, how it is, what is left.
 *
 * With several accounts it shows the one that is worst off. A click opens all.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#pragma once

#include "peal-engine.h"

#include <adwaita.h>

G_BEGIN_DECLS

#define PEAL_TYPE_ACCOUNT_FOOT (peal_account_foot_get_type ())
G_DECLARE_FINAL_TYPE (PealAccountFoot, peal_account_foot, PEAL, ACCOUNT_FOOT, AdwBin)

/* Once. */
void peal_account_foot_set_engine (PealAccountFoot *self,
                                   PealEngine      *engine);

G_END_DECLS
