/* peal-mention.h: whom a note asks to look: "@Maria please call back".
 *
 * Pure functions over UTF-8. A mention is a name behind an "@" that stands at the
 * beginning or behind a space or a mark, and ends where the name ends: "ann@berg.example"
 * mentions nobody, "@Anna" not Ann. Case does not matter; of names that begin alike the
 * longest is meant.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#pragma once

#include <glib.h>

G_BEGIN_DECLS

/* Resets, then sets, @found[i] for each of the @n_names that @text mentions. Returns how many those are. */
guint peal_mentions_find (const char        *text,
                          const char *const *names,
                          guint              n_names,
                          gboolean          *found);

/* What of a name is typed at the end of @before, the text before the cursor: "Mar" of "please @Mar". NULL: no
 * mention is begun there. Borrowed from @before. */
const char *peal_mention_begun (const char *before);

G_END_DECLS
