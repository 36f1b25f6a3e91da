/* peal-background.h: the program without its window.
 *
 * Holds the application while the engine should go on, keeps the computer awake
 * while messages leave, begins at login, and says what is going on. Follows the
 * settings "background", "autostart" and "stay-awake" as they change.
 *
 * In a sandbox the Background portal is asked for leave (with autostart, if
 * that is wanted) and told the status. Outside of one nobody needs to be asked:
 * the program simply stays, and autostart is a file (peal-autostart.h). Where a
 * portal does not answer, the program goes on all the same.
 *
 * Main thread only.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#pragma once

#include "peal-engine.h"

#include <gtk/gtk.h>

G_BEGIN_DECLS

#define PEAL_TYPE_BACKGROUND (peal_background_get_type ())
G_DECLARE_FINAL_TYPE (PealBackground, peal_background, PEAL, BACKGROUND, GObject)

/* @application is borrowed and must live until peal_background_stop (); @settings is reffed. @uses_portal:
 * in a sandbox. An application that is not unique is never held: nothing could bring its window back. */
PealBackground *peal_background_new (GtkApplication *application,
                                     GSettings      *settings,
                                     gboolean        uses_portal);

/* From now on the store says what waits. */
void peal_background_set_engine (PealBackground *self,
                                 PealEngine     *engine);

/* The workspace could not be opened: there is nothing to stay for until peal_background_set_engine (). */
void peal_background_set_idle (PealBackground *self);

/* Whether the program goes on when its window closes. */
gboolean peal_background_is_wanted (PealBackground *self);

/* How many messages are to go out within the next hour, by this program; as of the last look. */
gint64 peal_background_count_soon (PealBackground *self);

/* What is going on, in a few words. Caller frees. */
char *peal_background_dup_text (PealBackground *self);

/* Holds nothing any more: the program is to end. */
void peal_background_stop (PealBackground *self);

G_END_DECLS
