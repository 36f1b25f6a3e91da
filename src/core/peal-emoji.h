/* peal-emoji.h: texts that are nothing but emoji.
 *
 * Pure: any thread.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#pragma once

#include <glib.h>

G_BEGIN_DECLS

/* How many emoji @text (valid UTF-8) consists of, apart from spaces; 0 where there is anything else, or nothing. What
 * a reader takes for one is one: a family, a flag, a hand in a colour. */
guint peal_emoji_count (const char *text);

G_END_DECLS
