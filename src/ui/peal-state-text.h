/* peal-state-text.h: the names of states, provinces and territories, in the person's language.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#pragma once

#include <glib.h>

G_BEGIN_DECLS

/* Of an ISO 3166-2 code that the rules know: "Kalifornien" of "US-CA". Static; NULL: there is none. */
const char *peal_state_text (const char *code);

G_END_DECLS
