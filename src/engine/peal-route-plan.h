/* peal-route-plan.h: through which account those go who know none of ours yet, and whom none may text.
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

/* @known: whom each of @candidates last talked with (PealTalkSender, NULL = nobody). Who knows one keeps it (is_known).
 * For the others the rules decide, one after the other, so that what the first ones take of a limit the
 * later ones do not have; where no rule helps, theirs is NULL, and they go through @fallback. Of whom the
 * rules let no account text, no_route is set.
 * Returns a GPtrArray like @known, the caller's; NULL with PealStoreError. */
GPtrArray *peal_route_plan (PealStore         *store,
                            GPtrArray         *candidates,
                            GPtrArray         *known,
                            const PealAccount *fallback,
                            GError           **error);

/* For answers, and where a person chose the account: sets no_route of those to whom a rule says that
 * nothing goes. FALSE with PealStoreError. */
gboolean peal_route_hold (PealStore *store,
                          GPtrArray *candidates,
                          GError   **error);

G_END_DECLS
