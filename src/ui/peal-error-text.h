/* peal-error-text.h: what went wrong, in words for people.
 *
 * The only place that turns an error into a sentence: what happened, then what
 * to do next. It reads the code, never the message.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#pragma once

#include <glib.h>

G_BEGIN_DECLS

/* Translated plain text; the caller frees it. For an error of a domain that has no words here, the
 * error's own message after a sentence that says so. */
char *peal_error_text (const GError *error);

/* The same for what @error ended before all was done: @done says of the first of it what was done. */
char *peal_error_text_after (const char   *done,
                             const GError *error);

/* Whether @error says that what a person decided about a message was decided, or became of it, meanwhile: the store's
 * _INVALID of a decision (peal-unknown.h) and _CONFLICT of sending again (peal-outbox.h). */
gboolean peal_error_is_late (const GError *error);

G_END_DECLS
