/* peal-save-template.h: a text that was written once becomes a template.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#pragma once

#include "peal-engine.h"

#include <adwaita.h>

G_BEGIN_DECLS

/* Asks above @parent for its name and stores @text under it. Braces in it are fields where they name one, else
 * braces. */
void peal_save_template_ask (GtkWidget  *parent,
                             PealEngine *engine,
                             const char *text);

G_END_DECLS
