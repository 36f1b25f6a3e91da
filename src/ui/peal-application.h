/* peal-application.h: the program: one workspace, its engine, its window.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#pragma once

#include "peal-engine.h"

#include <adwaita.h>

G_BEGIN_DECLS

#define PEAL_TYPE_APPLICATION (peal_application_get_type ())
G_DECLARE_FINAL_TYPE (PealApplication, peal_application, PEAL, APPLICATION, AdwApplication)

/* Opens the workspace that --workspace names, else the default one. */
PealApplication *peal_application_new (void);

/* Never blocks. Borrowed. */
GSettings *peal_application_get_settings (PealApplication *self);

G_END_DECLS
