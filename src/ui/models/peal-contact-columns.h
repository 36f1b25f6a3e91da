/* peal-contact-columns.h: the columns of the contacts list.
 *
 * View, sort and column chooser read this table: a new column is one entry.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#pragma once

#include "peal-contacts.h"

#include <gtk/gtk.h>

G_BEGIN_DECLS

/* What a cell needs beside its row. */
typedef struct
{
  GHashTable *groups;        /* id (gint64 *) -> PealGroup */
  gint64 now;
} PealContactScene;

typedef struct
{
  const char *id;
  const char *title;         /* translatable with _() */
  gboolean visible;          /* by default */
  int width;                 /* in pixels at the normal size of text; -1 = takes what is left */
  PealContactSort sort;      /* RELEVANCE = cannot be sorted by */
  GtkWidget *(*create) (void);
  void (*show) (GtkWidget              *cell,
                const PealContactRow   *row,
                const PealContactScene *scene); /* @row NULL: not there yet */
} PealContactColumn;

/* In their order. Static. */
const PealContactColumn *peal_contact_columns (gsize *n_columns);

/* What two-line rows show under the name. Caller frees. */
char *peal_contact_row_summary (const PealContactRow *row);

G_END_DECLS
