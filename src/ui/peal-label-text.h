/* peal-label-text.h: what a number or an address is for: "Mobile", "Work".
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#pragma once

#include <glib.h>

G_BEGIN_DECLS

/* @label as it is stored, in words: one of ours translated, any other as it is; "" = none. Borrowed. */
const char *peal_label_text (const char *label);

/* The labels that are ours, as they are stored, of numbers (@for_phone) or of e-mail addresses: @i = 0, 1, ...
 * NULL after the last. Static. */
const char *peal_label_get_nth (guint    i,
                                gboolean for_phone);

G_END_DECLS
