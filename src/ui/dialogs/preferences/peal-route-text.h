/* peal-route-text.h: through which account a text would go, and why, in a person's words.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#pragma once

#include "peal-route-explain.h"

G_BEGIN_DECLS

/* One line: what would happen. Caller frees. */
char *peal_route_text (const PealRouteExplanation *explanation);

/* A line for each of the other accounts: what speaks against it; "" where there is none. Caller frees. */
char *peal_route_others_text (const PealRouteExplanation *explanation);

G_END_DECLS
