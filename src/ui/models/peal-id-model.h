/* peal-id-model.h: a list over a table of any size.
 *
 * A GListModel over a snapshot of row ids. Its items are made when a view asks
 * for them and freed when no view holds them; their rows are fetched a hundred
 * at a time, by id. A million rows scroll like ten. Sorting and filtering are
 * SQL: they make a new snapshot. Main thread only.
 *
 * A row is a plain struct whose first member is its gint64 id.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#pragma once

#include <gio/gio.h>
#include <libdex.h>

G_BEGIN_DECLS

/* One row of the list: its id at once, its row a moment later. Property "row" (a pointer, NULL until
 * it has arrived) notifies when it arrives and when it has been read anew. */
#define PEAL_TYPE_ID_ITEM (peal_id_item_get_type ())
G_DECLARE_FINAL_TYPE (PealIdItem, peal_id_item, PEAL, ID_ITEM, GObject)

gint64 peal_id_item_get_id (PealIdItem *self);

/* Borrowed until the next "notify::row". NULL: not there yet, or deleted meanwhile. */
gconstpointer peal_id_item_get_row (PealIdItem *self);

/* Fetches the rows of @ids; @ids is valid during the call only. Resolves to a GPtrArray of rows, in
 * any order, NULL for a row that is no more. */
typedef DexFuture *(*PealIdModelLoad) (gpointer      source,
                                       const gint64 *ids,
                                       guint         n_ids);

#define PEAL_TYPE_ID_MODEL (peal_id_model_get_type ())
G_DECLARE_FINAL_TYPE (PealIdModel, peal_id_model, PEAL, ID_MODEL, GObject)

/* An empty list. @source is reffed. Signal "failed" (GError): rows could not be
 * read; they stay empty until the next invalidate (). */
PealIdModel *peal_id_model_new (PealIdModelLoad load,
                                GObject        *source);

/* Shows @ids, an array of gint64, which must not change afterwards. What the old and the new
 * snapshot have in common at either end stays untouched, so the view keeps its place, and an id that
 * moved keeps its item, so a selection goes with it. */
void peal_id_model_set_ids (PealIdModel *self,
                            GArray      *ids);

/* Rows may have changed: those in use are read anew, in place. */
void peal_id_model_invalidate (PealIdModel *self);

/* The id at @position, without making an item. */
gint64 peal_id_model_get_id (PealIdModel *self,
                             guint        position);

/* Where @id stands; GTK_INVALID_LIST_POSITION (G_MAXUINT) if it is not in the list. */
guint peal_id_model_find (PealIdModel *self,
                          gint64       id);

/* How many items exist now: what views hold, never the length of the list. */
guint peal_id_model_get_n_alive (PealIdModel *self);

G_END_DECLS
