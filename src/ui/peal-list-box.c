/* peal-list-box.c: what GtkListBox lacks.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#define G_LOG_DOMAIN "peal-ui"

#include "peal-list-box.h"

void
peal_list_box_clear (GtkListBox *list)
{
  GtkListBoxRow *row;

  g_return_if_fail (GTK_IS_LIST_BOX (list));

  while ((row = gtk_list_box_get_row_at_index (list, 0)) != NULL)
    gtk_list_box_remove (list, GTK_WIDGET (row));
}

static GtkListBoxRow *
find_row (GtkListBox      *list,
          PealListBoxIsOf  is_of,
          gconstpointer    thing)
{
  GtkListBoxRow *row;

  for (int i = 0; (row = gtk_list_box_get_row_at_index (list, i)) != NULL; i++)
    if (is_of (row, thing))
      return row;
  return NULL;
}

static void
move_row (GtkListBox    *list,
          GtkListBoxRow *row,
          int            index)
{
  g_object_ref (row);
  gtk_list_box_remove (list, GTK_WIDGET (row));
  gtk_list_box_insert (list, GTK_WIDGET (row), index);
  g_object_unref (row);
}

gpointer
peal_list_box_place (GtkListBox      *list,
                     int              index,
                     GtkWidget       *(*make) (void),
                     PealListBoxIsOf  is_of,
                     gconstpointer    thing)
{
  GtkListBoxRow *row;

  g_return_val_if_fail (GTK_IS_LIST_BOX (list), NULL);

  row = find_row (list, is_of, thing);
  if (row == NULL)
    {
      row = GTK_LIST_BOX_ROW (make ());
      gtk_list_box_insert (list, GTK_WIDGET (row), index);
    }
  /* A row that is taken out loses the focus and closes its menu: then the others move. */
  else if ((gtk_widget_get_state_flags (GTK_WIDGET (row)) & GTK_STATE_FLAG_FOCUS_WITHIN) != 0)
    while (gtk_list_box_row_get_index (row) > index)
      move_row (list, gtk_list_box_get_row_at_index (list, index), -1);
  else if (gtk_list_box_row_get_index (row) != index)
    move_row (list, row, index);
  return row;
}

void
peal_list_box_drop (GtkListBox *list,
                    guint       n_kept)
{
  GtkListBoxRow *row;

  g_return_if_fail (GTK_IS_LIST_BOX (list));

  while ((row = gtk_list_box_get_row_at_index (list, (int) n_kept)) != NULL)
    gtk_list_box_remove (list, GTK_WIDGET (row));
}
