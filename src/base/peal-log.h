/* peal-log.h: where log lines go, and what never gets there.
 *
 * R-DATA-4: secrets and message bodies never reach a log. Code does not log
 * them; this writer is the second lock: it replaces every registered secret in
 * every line of every library before the line leaves the process.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#pragma once

#include <glib.h>

G_BEGIN_DECLS

/* Installs the writer. Once, first thing in main (). */
void peal_log_init (void);

/* From now on @secret is written as "[secret]". Any thread. Secrets shorter than 4 bytes are
 * ignored: hiding "a" would make every line unreadable and hide nothing. */
void peal_log_add_secret (const char *secret);

/* @line with every registered secret replaced; the caller frees it. */
char *peal_log_redact (const char *line);

/* "+1 555 ... 67" for a line that must say which number without giving it away. Caller frees. */
char *peal_log_mask_number (const char *e164);

G_END_DECLS
