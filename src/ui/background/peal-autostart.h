/* peal-autostart.h: beginning at login, where no sandbox stands in between.
 *
 * A desktop file in $XDG_CONFIG_HOME/autostart, as the Desktop Application
 * Autostart Specification wants it. In a sandbox the portal writes that file:
 * see peal-background.h.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#pragma once

#include <libdex.h>

G_BEGIN_DECLS

/* What begins at login: without a window. For the portal; NULL-terminated, static. */
extern const char *const peal_autostart_command[];

/* Writes the file, or takes it away, on another thread. Resolves to TRUE; rejects with GFileError or
 * GIOError. */
DexFuture *peal_autostart_set (gboolean wanted) G_GNUC_WARN_UNUSED_RESULT;

G_END_DECLS
