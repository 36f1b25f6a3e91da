/* peal-locale.h: the person's language, for both programs.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#pragma once

#include <glib.h>

G_BEGIN_DECLS

/* Takes language, numbers and times from the environment, and texts from Peal's catalogue. Call it once,
 * first in main (), before any thread. An unknown locale is not an error: the program speaks English.
 *
 * Catalogues are looked for where they were installed, or in the folder that PEAL_LOCALEDIR names, as
 * when the program runs from the build folder. */
void peal_locale_init (void);

G_END_DECLS
