/* peal-settings-private.h: settings while the file is being opened.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#pragma once

#include "peal-db.h"
#include "peal-settings.h"

G_BEGIN_DECLS

/* Gives a new workspace its uuid. FALSE with PEAL_STORE_ERROR. */
gboolean peal_settings_prepare (PealDb  *db,
                                GError **error);

G_END_DECLS
