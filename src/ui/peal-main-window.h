/* peal-main-window.h: the frame: navigation, pages, account foot, toasts.
 *
 * Reached from any page by gtk_widget_get_root (). Its actions: "win.go" (a page
 * id), "win.show" (a subject as in the ledger: "contact:12"), "win.find",
 * "win.switch", "win.new-message", "win.new-contact", "win.import", "win.import-file" (a
 * URI), "win.shortcuts", "win.menu", "win.show-sidebar", "win.toggle-sidebar".
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#pragma once

#include "peal-engine.h"

#include <adwaita.h>

G_BEGIN_DECLS

/* Properties "sidebar-collapsed" and "narrow" (both boolean, read-only): templates bind to them for
 * the button that shows the navigation, and to stack list and detail. */
#define PEAL_TYPE_MAIN_WINDOW (peal_main_window_get_type ())
G_DECLARE_FINAL_TYPE (PealMainWindow, peal_main_window, PEAL, MAIN_WINDOW, AdwApplicationWindow)

/* An empty frame that waits for its engine. */
PealMainWindow *peal_main_window_new (GtkApplication *application,
                                      GSettings      *settings);

/* The workspace is open: shows the last page, or the welcome page where there is nothing yet. */
void peal_main_window_set_engine (PealMainWindow *self,
                                  PealEngine     *engine);

/* NULL until there is one. Borrowed. */
PealEngine *peal_main_window_get_engine (PealMainWindow *self);

/* Borrowed. */
GSettings *peal_main_window_get_settings (PealMainWindow *self);

/* The workspace could not be opened: says why and what to do. */
void peal_main_window_set_failure (PealMainWindow *self,
                                   const GError   *error);

/* Shows the page called @id, making it if need be. Ignored while no engine is set. */
void peal_main_window_go (PealMainWindow *self,
                          const char     *id);

/* The id of the page that is shown; NULL if none is. */
const char *peal_main_window_get_page (PealMainWindow *self);

/* One short piece of news. @text is plain text. */
void peal_main_window_toast (PealMainWindow *self,
                             const char     *text);

/* Something was done that @undo takes back; it runs if the person asks for it. Takes @data. */
typedef void (*PealUndo) (PealMainWindow *self,
                          gpointer    data);
void peal_main_window_offer_undo (PealMainWindow *self,
                                  const char     *text,
                                  PealUndo        undo,
                                  gpointer        data,
                                  GDestroyNotify  destroy);

/* The same, offered for so many seconds; 0 = for as long as any other. */
void peal_main_window_offer_undo_for (PealMainWindow *self,
                                      const char     *text,
                                      guint           seconds,
                                      PealUndo        undo,
                                      gpointer        data,
                                      GDestroyNotify  destroy);

/* The same with something else to do about it: @label is what the button says. */
void peal_main_window_offer (PealMainWindow *self,
                             const char     *text,
                             const char     *label,
                             PealUndo        act,
                             gpointer        data,
                             GDestroyNotify  destroy);

/* What went wrong, in words. */
void peal_main_window_show_error (PealMainWindow *self,
                                  const GError   *error);

/* The same as what to do when a future fails (peal-when.h): @owner is a widget; nothing is shown
 * where it is in no window any more. */
void peal_main_window_show_error_cb (gpointer      owner,
                                     const GError *error);

/* The window that @widget is in; NULL if none. */
PealMainWindow *peal_main_window_of (GtkWidget *widget);

G_END_DECLS
