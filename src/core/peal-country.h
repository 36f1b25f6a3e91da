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

G_END_DECLS
