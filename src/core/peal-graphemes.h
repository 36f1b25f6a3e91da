/* peal-graphemes.h: what a reader takes for one character.
 *
 * Extended grapheme clusters (UAX #29), as PCRE2 inside GLib knows them.
 * Pure: any thread.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#pragma once

#include <glib.h>

G_BEGIN_DECLS

/* The byte after the cluster that begins at @text, which is valid UTF-8 and not empty. */
const char *peal_grapheme_next (const char *text);

G_END_DECLS
