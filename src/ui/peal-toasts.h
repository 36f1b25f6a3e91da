/* peal-toasts.h: news that is read to its end, and taken back.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#pragma once

#include "peal-main-window.h"

G_BEGIN_DECLS

/* @text is plain text. */
void peal_toasts_add (AdwToastOverlay *toasts,
                      const char      *text);

/* Shows @toast, whose title is plain text, in the preferences that @widget is a part of; if it is none any more,
 * nobody sees it. Takes @toast. */
void peal_toasts_add_to_preferences (GtkWidget *widget,
                                     AdwToast  *toast);

/* As peal_main_window_offer (); @toasts are inside @window. Takes @data. The second one takes something back,
 * for @seconds, 0 = for as long as other toasts stay. */
void peal_toasts_add_offer (AdwToastOverlay *toasts,
                            const char      *text,
                            const char      *label,
                            PealMainWindow  *window,
                            PealUndo         act,
                            gpointer         data,
                            GDestroyNotify   destroy);
void peal_toasts_add_undo (AdwToastOverlay *toasts,
                           const char      *text,
                           guint            seconds,
                           PealMainWindow  *window,
                           PealUndo         undo,
                           gpointer         data,
                           GDestroyNotify   destroy);

G_END_DECLS
