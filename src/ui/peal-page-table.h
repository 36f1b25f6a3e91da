/* peal-page-table.h: which pages there are.
 *
 * Navigation, shortcuts, tests and pictures all walk this table: a new page is
 * one line in it.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#pragma once

#include "peal-page.h"

G_BEGIN_DECLS

struct _PealPageInfo
{
  const char *id;            /* "contacts" */
  const char *title;         /* translatable with _() */
  const char *icon;          /* icon name */
  const char *accel;         /* "<Control>3"; NULL = none */
  GType (*get_type) (void);  /* a widget that implements PealPage */
  const char *subjects;      /* what it can show, as in the ledger: "contact"; NULL = nothing */
  gboolean only_if_needed;   /* in the navigation only while it holds anything */
};

/* In the order of the navigation. Static. */
const PealPageInfo *peal_page_table (gsize *n_pages);

/* NULL for an id that is none. */
const PealPageInfo *peal_page_table_find (const char *id);

/* The page that can show @subject ("contact:12"); NULL if none can. */
const PealPageInfo *peal_page_table_find_for (const char *subject);

G_END_DECLS
