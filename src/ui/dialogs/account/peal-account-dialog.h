/* peal-account-dialog.h: connects a gateway account, or changes one.
 *
 * The fields come from the provider's entry in the registry. The secret goes to
 * the keyring and nowhere else; an account that is changed shows an empty one,
 * which keeps what is there.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#pragma once

#include "peal-accounts.h"
#include "peal-engine.h"

#include <adwaita.h>

G_BEGIN_DECLS

#define PEAL_TYPE_ACCOUNT_DIALOG (peal_account_dialog_get_type ())
G_DECLARE_FINAL_TYPE (PealAccountDialog, peal_account_dialog, PEAL, ACCOUNT_DIALOG, AdwDialog)

/* @account NULL: a new one. */
PealAccountDialog *peal_account_dialog_new (PealEngine        *engine,
                                            const PealAccount *account);

G_END_DECLS
