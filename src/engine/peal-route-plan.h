/* peal-route-plan.h: through which account those go who know none of ours yet.
 *
 * Private to engine/. Main thread, inside a fiber; the deciding is done on a thread
 * of its own, because it may be for many people.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#pragma once

#include "peal-plan.h"
#include "peal-talk.h"

G_BEGIN_DECLS

/* @known: whom each of @candidates last talked with (PealTalkSender, NULL = nobody). Who knows one keeps it.
 * For the others the rules decide, one after the other, so that what the first ones take of a limit the
 * later ones do not have; where no rule helps, theirs is NULL. Whoever a rule says nothing goes to is left
 * out: their reason is set to PEAL_HOLD_NO_ACCOUNT.
 * Returns a GPtrArray like @known, the caller's; NULL with PealStoreError. */
GPtrArray *peal_route_plan (PealStore *store,
                            GPtrArray *candidates,
                            GPtrArray *known,
                            GError   **error);

G_END_DECLS
