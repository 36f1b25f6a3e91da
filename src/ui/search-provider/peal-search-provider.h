/* peal-search-provider.h: what GNOME Shell finds in the workspace.
 *
 * Answers org.gnome.Shell.SearchProvider2 beside the application's own object, also while there is no window: a
 * search opens none. Shell does not search while the screen is locked, and whoever does not want to see people among its
 * results switches Peal off in Settings, Search; so there is no switch here.
 *
 * A result is a subject, as the ledger names it: "contact:12". Each kind of results has one line in the table of
 * the .c file.
 * Main thread only.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#pragma once

#include "peal-store.h"

#include <gio/gio.h>

G_BEGIN_DECLS

#define PEAL_TYPE_SEARCH_PROVIDER (peal_search_provider_get_type ())
G_DECLARE_FINAL_TYPE (PealSearchProvider, peal_search_provider, PEAL, SEARCH_PROVIDER, GObject)

/* @application is borrowed, and must be there until peal_search_provider_withdraw (). What is chosen activates its
 * action "show" with a subject: that of the result, or "contacts:TEXT" for all that was found. While Shell asks, it
 * is held, and a while longer: the next letter comes soon. */
PealSearchProvider *peal_search_provider_new (GApplication *application);

/* Answers on @connection, at @path and what follows it; until peal_search_provider_withdraw (). */
gboolean peal_search_provider_offer (PealSearchProvider *self,
                                     GDBusConnection    *connection,
                                     const char         *path,
                                     GError            **error);
void peal_search_provider_withdraw (PealSearchProvider *self);

/* What is searched. Questions that came before wait for it; NULL: there is nothing, and they are answered so. */
void peal_search_provider_set_store (PealSearchProvider *self,
                                     PealStore          *store);

G_END_DECLS
