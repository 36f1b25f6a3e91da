/* peal-contacts-view.c: how contacts look in a list, wide and narrow.
 *
 * One factory for each column of the table. A cell follows its item: the row
 * may come after the cell, and may change while the cell is shown.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#define G_LOG_DOMAIN "peal-ui"

#include "peal-contacts-view.h"

#include "peal-config.h"
#include "peal-id-model.h"

#include <glib/gi18n.h>

/* What a factory knows. */
typedef struct
{
  const PealContactColumn *column;
  const PealContactScene *scene;
} Maker;

static const char *const maker_key = "peal-maker";

static void
update_cell_cb (GtkListItem *list_item)
{
  const Maker *maker = g_object_get_data (G_OBJECT (list_item), maker_key);
  PealIdItem *item = gtk_list_item_get_item (list_item);

  maker->column->show (gtk_list_item_get_child (list_item), peal_id_item_get_row (item), maker->scene);
}

static void
set_up_cell_cb (GtkSignalListItemFactory *factory,
                GtkListItem              *list_item,
                Maker                    *maker)
{
  g_object_set_data (G_OBJECT (list_item), maker_key, maker);
  gtk_list_item_set_child (list_item, maker->column->create ());
}

static void
bind_cell_cb (GtkSignalListItemFactory *factory,
              GtkListItem              *list_item,
              Maker                    *maker)
{
  g_signal_connect_swapped (gtk_list_item_get_item (list_item), "notify::row",
                            G_CALLBACK (update_cell_cb), list_item);
  update_cell_cb (list_item);
}

static void
unbind_cell_cb (GtkSignalListItemFactory *factory,
                GtkListItem              *list_item,
                Maker                    *maker)
{
  g_signal_handlers_disconnect_by_func (gtk_list_item_get_item (list_item), update_cell_cb, list_item);
}

static void
free_maker_cb (gpointer  data,
               GClosure *closure)
{
  g_free (data);
}

static GtkListItemFactory *
new_factory (const PealContactColumn *column,
             const PealContactScene  *scene)
{
  GtkListItemFactory *factory = gtk_signal_list_item_factory_new ();
  Maker *maker = g_new0 (Maker, 1);

  maker->column = column;
  maker->scene = scene;
  g_signal_connect_data (factory, "setup", G_CALLBACK (set_up_cell_cb), maker, free_maker_cb, 0);
  g_signal_connect (factory, "bind", G_CALLBACK (bind_cell_cb), maker);
  g_signal_connect (factory, "unbind", G_CALLBACK (unbind_cell_cb), maker);
  return factory;
}

/* Rows and check boxes --------------------------------------------------------------------------- */

/* Rows can be selected only while selecting: else a click opens them, and the pointer passing by
 * would select them. */
static void
set_up_row_cb (GtkSignalListItemFactory *factory,
               GObject                  *row,
               GtkWidget                *page)
{
  g_object_bind_property (page, "selecting", row, "selectable", G_BINDING_SYNC_CREATE);
}

static void
update_row_label_cb (GtkColumnViewRow *row)
{
  const PealContactRow *contact = peal_id_item_get_row (gtk_column_view_row_get_item (row));

  gtk_column_view_row_set_accessible_label (row, contact != NULL ? contact->display : "");
}

static void
bind_row_cb (GtkSignalListItemFactory *factory,
             GtkColumnViewRow         *row,
             gpointer                  user_data)
{
  g_signal_connect_swapped (gtk_column_view_row_get_item (row), "notify::row",
                            G_CALLBACK (update_row_label_cb), row);
  update_row_label_cb (row);
}

static void
unbind_row_cb (GtkSignalListItemFactory *factory,
               GtkColumnViewRow         *row,
               gpointer                  user_data)
{
  g_signal_handlers_disconnect_by_func (gtk_column_view_row_get_item (row), update_row_label_cb, row);
}

static void
check_toggled_cb (GtkCheckButton *check,
                  GtkListItem    *list_item)
{
  GtkWidget *view = gtk_widget_get_ancestor (GTK_WIDGET (check), GTK_TYPE_COLUMN_VIEW);
  gboolean active = gtk_check_button_get_active (check);
  GtkSelectionModel *model;

  if (view == NULL || active == gtk_list_item_get_selected (list_item))
    return;
  model = gtk_column_view_get_model (GTK_COLUMN_VIEW (view));
  if (active)
    gtk_selection_model_select_item (model, gtk_list_item_get_position (list_item), FALSE);
  else
    gtk_selection_model_unselect_item (model, gtk_list_item_get_position (list_item));
}

static void
set_up_check_cb (GtkSignalListItemFactory *factory,
                 GtkListItem              *list_item,
                 gpointer                  user_data)
{
  GtkWidget *check = gtk_check_button_new ();

  gtk_accessible_update_property (GTK_ACCESSIBLE (check), GTK_ACCESSIBLE_PROPERTY_LABEL, _("Select"), -1);
  g_object_bind_property (list_item, "selected", check, "active", G_BINDING_SYNC_CREATE);
  g_signal_connect_object (check, "toggled", G_CALLBACK (check_toggled_cb), list_item, 0);
  gtk_list_item_set_child (list_item, check);
}

static void
add_check_column (GtkColumnView *view,
                  GtkWidget     *page)
{
  GtkListItemFactory *factory = gtk_signal_list_item_factory_new ();
  g_autoptr(GtkColumnViewColumn) column = gtk_column_view_column_new (NULL, factory);

  g_signal_connect (factory, "setup", G_CALLBACK (set_up_check_cb), NULL);
  g_object_bind_property (page, "selecting", column, "visible", G_BINDING_SYNC_CREATE);
  gtk_column_view_append_column (view, column);
}

/* Wide ------------------------------------------------------------------------------------------- */

static void
add_column (GtkColumnView           *view,
            const PealContactColumn *column,
            const PealContactScene  *scene)
{
  g_autoptr(GtkColumnViewColumn) view_column =
    gtk_column_view_column_new (_(column->title), new_factory (column, scene));

  gtk_column_view_column_set_id (view_column, column->id);
  gtk_column_view_column_set_visible (view_column, column->visible);
  gtk_column_view_column_set_resizable (view_column, TRUE);
  gtk_column_view_column_set_expand (view_column, column->width < 0);
  if (column->width > 0)
    gtk_column_view_column_set_fixed_width (view_column, column->width);
  if (column->sort != PEAL_CONTACT_SORT_RELEVANCE)
    {
      /* Sorting is SQL: this only makes the heading one that can be clicked. */
      g_autoptr(GtkSorter) sorter = GTK_SORTER (gtk_custom_sorter_new (NULL, NULL, NULL));

      gtk_column_view_column_set_sorter (view_column, sorter);
    }
  gtk_column_view_append_column (view, view_column);
}

void
peal_contacts_view_set_up_wide (GtkColumnView          *view,
                                GtkWidget              *page,
                                const PealContactScene *scene)
{
  g_autoptr(GtkListItemFactory) row_factory = gtk_signal_list_item_factory_new ();
  gsize n_columns;
  const PealContactColumn *columns = peal_contact_columns (&n_columns);

  g_signal_connect (row_factory, "setup", G_CALLBACK (set_up_row_cb), page);
  g_signal_connect (row_factory, "bind", G_CALLBACK (bind_row_cb), NULL);
  g_signal_connect (row_factory, "unbind", G_CALLBACK (unbind_row_cb), NULL);
  gtk_column_view_set_row_factory (view, row_factory);
  add_check_column (view, page);
  for (gsize i = 0; i < n_columns; i++)
    add_column (view, &columns[i], scene);
}

const PealContactColumn *
peal_contacts_view_get_sort (GtkColumnView *view,
                             gboolean      *descending)
{
  GtkColumnViewSorter *sorter = GTK_COLUMN_VIEW_SORTER (gtk_column_view_get_sorter (view));
  GtkColumnViewColumn *primary = gtk_column_view_sorter_get_primary_sort_column (sorter);
  gsize n_columns;
  const PealContactColumn *columns = peal_contact_columns (&n_columns);

  *descending = gtk_column_view_sorter_get_primary_sort_order (sorter) == GTK_SORT_DESCENDING;
  for (gsize i = 0; primary != NULL && i < n_columns; i++)
    if (g_str_equal (columns[i].id, gtk_column_view_column_get_id (primary)))
      return &columns[i];
  return NULL;
}

GtkColumnViewColumn *
peal_contacts_view_find_column (GtkColumnView *view,
                                const char    *id)
{
  GListModel *columns = gtk_column_view_get_columns (view);

  for (guint i = 0; i < g_list_model_get_n_items (columns); i++)
    {
      g_autoptr(GtkColumnViewColumn) column = g_list_model_get_item (columns, i);

      if (g_strcmp0 (gtk_column_view_column_get_id (column), id) == 0)
        return column; /* the view holds it */
    }
  return NULL;
}

/* Narrow ----------------------------------------------------------------------------------------- */

static GtkWidget *
create_person (void)
{
  GtkWidget *row = gtk_box_new (GTK_ORIENTATION_HORIZONTAL, 12);
  GtkWidget *avatar = adw_avatar_new (36, NULL, TRUE);
  GtkWidget *lines = gtk_box_new (GTK_ORIENTATION_VERTICAL, 2);
  GtkWidget *name = g_object_new (GTK_TYPE_LABEL, "xalign", 0.0f,
                                  "ellipsize", PANGO_ELLIPSIZE_END, NULL);
  GtkWidget *summary = g_object_new (GTK_TYPE_LABEL, "xalign", 0.0f,
                                     "ellipsize", PANGO_ELLIPSIZE_END, NULL);

  gtk_accessible_update_state (GTK_ACCESSIBLE (avatar), GTK_ACCESSIBLE_STATE_HIDDEN, TRUE, -1);
  gtk_widget_set_valign (lines, GTK_ALIGN_CENTER);
  gtk_widget_add_css_class (summary, "dimmed");
  gtk_widget_add_css_class (summary, "caption");
  gtk_box_append (GTK_BOX (lines), name);
  gtk_box_append (GTK_BOX (lines), summary);
  gtk_box_append (GTK_BOX (row), avatar);
  gtk_box_append (GTK_BOX (row), lines);
  return row;
}

static void
show_person (GtkWidget              *cell,
             const PealContactRow   *row,
             const PealContactScene *scene)
{
  GtkWidget *lines = gtk_widget_get_last_child (cell);
  g_autofree char *summary = row != NULL ? peal_contact_row_summary (row) : NULL;

  adw_avatar_set_text (ADW_AVATAR (gtk_widget_get_first_child (cell)), row != NULL ? row->display : NULL);
  gtk_label_set_text (GTK_LABEL (gtk_widget_get_first_child (lines)), row != NULL ? row->display : "");
  gtk_label_set_text (GTK_LABEL (gtk_widget_get_last_child (lines)), summary != NULL ? summary : "");
}

void
peal_contacts_view_set_up_narrow (GtkListView            *view,
                                  GtkWidget              *page,
                                  const PealContactScene *scene)
{
  static const PealContactColumn person = { .id = "person", .create = create_person, .show = show_person };
  g_autoptr(GtkListItemFactory) factory = new_factory (&person, scene);

  g_signal_connect (factory, "setup", G_CALLBACK (set_up_row_cb), page);
  gtk_list_view_set_factory (view, factory);
}
