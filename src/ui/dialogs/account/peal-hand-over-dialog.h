/* peal-hand-over-dialog.h: which account is to send what waits at another that goes, or that has gone.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#pragma once

#include "peal-accounts.h"
#include "peal-hand-over.h"
#include "peal-main-window.h"

G_BEGIN_DECLS

/* Before @account is removed, at which @left waits. @accounts: all (of PealAccount). Its responses: "cancel";
 * "leave": they stay there; "move", where another account can send them: to peal_hand_over_dialog_get_account (). */
AdwDialog *peal_hand_over_dialog_new_before (const PealAccount  *account,
                                             const PealHandOver *left,
                                             const GPtrArray    *accounts);

/* Of what waits at accounts that were removed, @left. Its responses: "cancel"; "move" as above, or, where no
 * account can send them, "connect". */
AdwDialog *peal_hand_over_dialog_new_after (const PealHandOver *left,
                                            const GPtrArray    *accounts);

/* The account that was chosen; 0 = there is none. */
gint64 peal_hand_over_dialog_get_account (AdwDialog *dialog);

/* Asks in the window where what waits at removed accounts is to go, and moves it; says so if nothing does. */
void peal_hand_over_dialog_ask (PealMainWindow *window);

G_END_DECLS
