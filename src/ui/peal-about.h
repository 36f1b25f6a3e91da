/* peal-about.h: what the program is and whose.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#pragma once

#include <adwaita.h>

G_BEGIN_DECLS

AdwDialog *peal_about_new (void);

G_END_DECLS
