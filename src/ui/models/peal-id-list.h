/* peal-id-list.h: a list over a table, as a page keeps it.
 *
 * What Inbox, Contacts and Outbox have in common: the ids are asked for when the
 * question changes, and again after commits that may have changed the answer, at
 * most every so often and only while somebody looks; rows are read anew with
 * them. What is selected stays selected, and the view stays where it is, because
 * an id that moved keeps its item (peal-id-model.h). Several rows can be chosen
 * while "selecting", which begins by itself where the list selects more than one
 * (Shift and the arrow keys, Ctrl+A).
 *
 * Made by the page's template, so that the template can bind to it:
 *
 *   $PealIdList ids {
 *     place: stack;
 *     selection: MultiSelection {};
 *   }
 *
 * Main thread only.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#pragma once

#include "peal-id-model.h"
#include "peal-store.h"

#include <gtk/gtk.h>

G_BEGIN_DECLS

/* Properties: "place" (GtkWidget, set by the template: what holds the list and what stands there if it
 * is empty; the focus stays inside); "selection" (GtkSelectionModel with a property "model", set by the template); "selecting"
 * (boolean, written by anybody); "n-selected" (uint) and "selected-text" ("3 selected"), both of
 * nothing while not selecting. */
#define PEAL_TYPE_ID_LIST (peal_id_list_get_type ())
G_DECLARE_FINAL_TYPE (PealIdList, peal_id_list, PEAL, ID_LIST, GObject)

/* What a page's list is about. Static. */
typedef struct
{
  PealIdModelLoad load;      /* from the PealStore */
  guint changes;             /* PealChange: after which the answer may be another */
  guint pause_ms;            /* between two readings while commits come */

  /* Resolves to the ids, a GArray of gint64. */
  DexFuture *(*ask) (gpointer page);

  /* Resolves to the first n_first of them, which are shown at once when the question is new, before all are; fewer
   * are all. NULL, or NULL returned: all come as quickly. first_shown (): they are in the model, others will follow. */
  DexFuture *(*ask_first) (gpointer page);
  guint n_first;
  void (*first_shown) (gpointer page);

  /* They are in the model. @wanted is where the one stands that peal_id_list_want () named, else
   * GTK_INVALID_LIST_POSITION. */
  void (*shown) (gpointer page,
                 guint    n_ids,
                 guint    wanted);

  /* The focus was in the place and has gone with its row. NULL: it goes to what the place has. */
  void (*focus_lost) (gpointer page);

  /* Something was committed, and the ids have been asked for: what else the page shows. NULL: nothing. */
  void (*refreshed) (gpointer page);
} PealIdListKind;

/* Once, when there is a workspace; reads as soon as @page, the widget that holds the list, is mapped. */
void peal_id_list_open (PealIdList           *self,
                        const PealIdListKind *kind,
                        GtkWidget            *page,
                        PealStore            *store);

/* The question has changed. Ignored before open (). */
void peal_id_list_read (PealIdList *self);

/* The answer may have changed, and the rows. Ignored before open (). */
void peal_id_list_refresh (PealIdList *self);

/* As read (); @id is pointed out to shown () once, if the answer has it. */
void peal_id_list_want (PealIdList *self,
                        gint64      id);

/* Rows are read anew, in place. */
void peal_id_list_invalidate (PealIdList *self);

guint peal_id_list_get_n_ids (PealIdList *self);
gint64 peal_id_list_get_id (PealIdList *self,
                            guint       position);

/* GTK_INVALID_LIST_POSITION if it is not in the list. */
guint peal_id_list_find (PealIdList *self,
                         gint64      id);

/* Puts the focus into the place, once the list is there; not if it has gone elsewhere by then. */
void peal_id_list_focus (PealIdList *self);

/* Borrowed. */
GtkSelectionModel *peal_id_list_get_selection (PealIdList *self);

/* The ids that are selected, gint64; empty while not selecting. Caller unrefs. */
GArray *peal_id_list_dup_selected (PealIdList *self);

void peal_id_list_set_selecting (PealIdList *self,
                                 gboolean    selecting);

/* FALSE: nothing can be selected, whoever tries. TRUE at first. */
void peal_id_list_set_selectable (PealIdList *self,
                                  gboolean    selectable);

/* Begins selecting, with all of them. */
void peal_id_list_select_all (PealIdList *self);

/* Lets a click on @row, which @item shows, select it: with Ctrl or Shift, or held by a finger, which begins
 * selecting, or any while selecting. */
void peal_id_list_set_up_row (PealIdList  *self,
                              GtkWidget   *row,
                              GtkListItem *item);

/* Lets @check select the row of @item. */
void peal_id_list_set_up_check (PealIdList     *self,
                                GtkCheckButton *check,
                                GtkListItem    *item);

G_END_DECLS
