/* peal-page.h: what the window asks of a page.
 *
 * A page is a widget that fills the window beside the navigation. It is made
 * when it is first shown and lives as long as the window. Every page has one
 * line in peal-page-table.c.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#pragma once

#include "peal-engine.h"

#include <gtk/gtk.h>

G_BEGIN_DECLS

typedef struct _PealPageInfo PealPageInfo;

#define PEAL_TYPE_PAGE (peal_page_get_type ())
G_DECLARE_INTERFACE (PealPage, peal_page, PEAL, PAGE, GtkWidget)

struct _PealPageInterface
{
  GTypeInterface g_iface;

  void (*open) (PealPage           *self,
                PealEngine         *engine,
                const PealPageInfo *info);
  void (*show_subject) (PealPage   *self,
                        const char *subject);
  gboolean (*find) (PealPage *self);
  void (*focus) (PealPage *self);
};

/* Once, right after the page was made. @info is static. */
void peal_page_open (PealPage           *self,
                     PealEngine         *engine,
                     const PealPageInfo *info);

/* Shows one thing, named as in the ledger: "contact:12", "message:7". Pages that know no such thing
 * ignore it. */
void peal_page_show_subject (PealPage   *self,
                             const char *subject);

/* Puts the cursor into the page's search. FALSE: it has none. */
gboolean peal_page_find (PealPage *self);

/* Somebody went to the page: puts the focus to what they came for, as soon as it is there. Pages where
 * that is nothing in particular ignore it. */
void peal_page_focus (PealPage *self);

G_END_DECLS
