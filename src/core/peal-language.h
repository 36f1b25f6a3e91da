/* peal-language.h: languages that people speak, and what they are called.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#pragma once

#include <glib.h>

G_BEGIN_DECLS

/* Every two-letter code of ISO 639 ("de"), in order; NULL-terminated, static. Any thread. */
const char *const *peal_language_list (void);

/* What @code ("de", "pt-BR") is called in @language ("de", "pt_BR.UTF-8"): "Deutsch"; the code itself where
 * nobody knows; "" for "". Caller frees. */
char *peal_language_dup_name (const char *code,
                              const char *language);

G_END_DECLS
