/* peal-tags.h: tags as people type them.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#pragma once

#include <glib.h>

G_BEGIN_DECLS

/* The tags of "vip, colour ,"; never NULL, maybe empty. Caller frees. */
GStrv peal_tags_split (const char *text);

G_END_DECLS
