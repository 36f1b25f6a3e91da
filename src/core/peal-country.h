/* peal-country.h: the country that a cell names.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#pragma once

#include <glib.h>

G_BEGIN_DECLS

/* The ISO 3166 code ("DE") of "de", "DEU", "Germany", "Deutschland", "Allemagne", "Alemania";
 * NULL for a text that names no country. @text is UTF-8. Static; any thread. */
const char *peal_country_from_name (const char *text);

/* What @code ("DE") is called in @language ("de", "pt_BR.UTF-8"): "Deutschland"; in the
 * computer's own language where nobody has put it into that one. Caller frees. */
char *peal_country_dup_name (const char *code,
                             const char *language);

G_END_DECLS
