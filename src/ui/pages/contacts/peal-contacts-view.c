/* peal-contacts-view.c: how contacts look in a list, wide and narrow.
 *
 * One factory for each column of the table.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#define G_LOG_DOMAIN "peal-ui"

#include "peal-contacts-view.h"

#include "peal-config.h"
#include "peal-id-rows.h"

#include <glib/gi18n.h>

/* What a factory knows. */
typedef struct
{
  const PealContactColumn *column;
  const PealContactScene *scene;
  PealIdList *ids;
} Maker;

/* The person under the pointer, or with the others that are selected, if that is one of them: GArray of gint64. */
static GdkContentProvider *
prepare_drag_cb (GtkDragSource *source,
                 double         x,
                 double         y,
                 GtkListItem   *place)
{
  PealIdList *list = g_object_get_data (G_OBJECT (source), "peal-ids");
  PealIdItem *item = gtk_list_item_get_item (place);
  g_autoptr(GArray) ids = peal_id_list_dup_selected (list);
  gint64 id;

  if (item == NULL)
    return NULL;
  id = peal_id_item_get_id (item);
  if (!gtk_list_item_get_selected (place) || ids->len == 0)
    {
      g_array_set_size (ids, 0);
      g_array_append_val (ids, id);
    }
  return gdk_content_provider_new_typed (G_TYPE_ARRAY, ids);
}

static void
let_drag (GtkWidget   *cell,
          GtkListItem *place,
          PealIdList  *ids)
{
  GtkDragSource *source = gtk_drag_source_new ();

  g_object_set_data (G_OBJECT (source), "peal-ids", ids);
  g_signal_connect (source, "prepare", G_CALLBACK (prepare_drag_cb), place);
  gtk_widget_add_controller (cell, GTK_EVENT_CONTROLLER (source));
}

static void
set_up_cell (GObject *place,
             gpointer data)
{
  const Maker *maker = data;
  GtkWidget *cell = maker->column->create ();

  gtk_list_item_set_child (GTK_LIST_ITEM (place), cell);
  let_drag (cell, GTK_LIST_ITEM (place), maker->ids);
}

static void
show_cell (GObject      *place,
           gconstpointer row,
           gpointer      data)
{
  const Maker *maker = data;

  maker->column->show (gtk_list_item_get_child (GTK_LIST_ITEM (place)), row, maker->scene);
}

static GtkListItemFactory *
new_factory (const PealContactColumn *column,
             const PealContactScene  *scene,
             PealIdList              *ids)
{
  Maker *maker = g_new0 (Maker, 1);

  maker->column = column;
  maker->scene = scene;
  maker->ids = ids;
  return peal_id_rows_new (set_up_cell, show_cell, maker, g_free);
}

/* Rows and check boxes --------------------------------------------------------------------------- */

/* Rows can be selected only while selecting: else a click opens them, and the pointer passing by
 * would select them. */
static void
set_up_row (GObject *row,
            gpointer data)
{
  g_object_bind_property (data, "selecting", row, "selectable", G_BINDING_SYNC_CREATE);
}

static void
set_up_row_cb (GtkSignalListItemFactory *factory,
               GObject                  *row,
               PealIdList               *ids)
{
  set_up_row (row, ids);
}

static void
show_row (GObject      *row,
          gconstpointer data,
          gpointer      user_data)
{
  const PealContactRow *contact = data;

  gtk_column_view_row_set_accessible_label (GTK_COLUMN_VIEW_ROW (row),
                                            contact != NULL ? contact->display : "");
}

static void
set_up_check_cb (GtkSignalListItemFactory *factory,
                 GtkListItem              *list_item,
                 PealIdList               *ids)
{
  GtkWidget *check = gtk_check_button_new ();

  gtk_accessible_update_property (GTK_ACCESSIBLE (check), GTK_ACCESSIBLE_PROPERTY_LABEL, _("Select"), -1);
  peal_id_list_set_up_check (ids, GTK_CHECK_BUTTON (check), list_item);
  gtk_list_item_set_child (list_item, check);
}

static void
add_check_column (GtkColumnView *view,
                  PealIdList    *ids)
{
  GtkListItemFactory *factory = gtk_signal_list_item_factory_new ();
  g_autoptr(GtkColumnViewColumn) column = gtk_column_view_column_new (NULL, factory);

  g_signal_connect (factory, "setup", G_CALLBACK (set_up_check_cb), ids);
  g_object_bind_property (ids, "selecting", column, "visible", G_BINDING_SYNC_CREATE);
  gtk_column_view_append_column (view, column);
}

/* Wide ------------------------------------------------------------------------------------------- */

static void
add_column (GtkColumnView           *view,
            const PealContactColumn *column,
            const PealContactScene  *scene,
            PealIdList              *ids)
{
  g_autoptr(GtkColumnViewColumn) view_column =
    gtk_column_view_column_new (_(column->title), new_factory (column, scene, ids));

  gtk_column_view_column_set_id (view_column, column->id);
  gtk_column_view_column_set_visible (view_column, column->visible);
  gtk_column_view_column_set_resizable (view_column, TRUE);
  gtk_column_view_column_set_expand (view_column, column->width < 0);
  if (column->width > 0)
    gtk_column_view_column_set_fixed_width (view_column,
                                            (int) adw_length_unit_to_px (ADW_LENGTH_UNIT_SP, column->width,
                                                                         gtk_widget_get_settings (GTK_WIDGET (view))));
  if (column->sort != PEAL_CONTACT_SORT_RELEVANCE)
    {
      /* Sorting is SQL: this only makes the heading one that can be clicked. */
      g_autoptr(GtkSorter) sorter = GTK_SORTER (gtk_custom_sorter_new (NULL, NULL, NULL));

      gtk_column_view_column_set_sorter (view_column, sorter);
    }
  gtk_column_view_append_column (view, view_column);
}

/* The view has the name, but what takes the focus is the list inside it. */
static void
name_list (GtkColumnView *view)
{
  for (GtkWidget *child = gtk_widget_get_first_child (GTK_WIDGET (view)); child != NULL;
       child = gtk_widget_get_next_sibling (child))
    if (GTK_IS_LIST_VIEW (child))
      gtk_accessible_update_property (GTK_ACCESSIBLE (child), GTK_ACCESSIBLE_PROPERTY_LABEL, _("Contacts"), -1);
}

void
peal_contacts_view_set_up_wide (GtkColumnView          *view,
                                PealIdList             *ids,
                                const PealContactScene *scene)
{
  g_autoptr(GtkListItemFactory) row_factory = peal_id_rows_new (set_up_row, show_row, ids, NULL);
  gsize n_columns;
  const PealContactColumn *columns = peal_contact_columns (&n_columns);

  gtk_column_view_set_row_factory (view, row_factory);
  name_list (view);
  add_check_column (view, ids);
  for (gsize i = 0; i < n_columns; i++)
    add_column (view, &columns[i], scene, ids);
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

static GtkColumnViewColumn *
find_column (GtkColumnView *view,
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

void
peal_contacts_view_add_column_actions (GtkColumnView *view,
                                       GtkWidget     *page,
                                       GMenu         *menu)
{
  g_autoptr(GSimpleActionGroup) group = g_simple_action_group_new ();
  gsize n_columns;
  const PealContactColumn *columns = peal_contact_columns (&n_columns);

  for (gsize i = 1; i < n_columns; i++) /* the name stays */
    {
      GtkColumnViewColumn *column = find_column (view, columns[i].id);
      g_autoptr(GPropertyAction) action = g_property_action_new (columns[i].id, column, "visible");
      g_autofree char *name = g_strconcat ("column.", columns[i].id, NULL);

      g_action_map_add_action (G_ACTION_MAP (group), G_ACTION (action));
      g_menu_append (menu, _(columns[i].title), name);
    }
  gtk_widget_insert_action_group (page, "column", G_ACTION_GROUP (group));
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
                                  PealIdList             *ids,
                                  const PealContactScene *scene)
{
  static const PealContactColumn person = { .id = "person", .create = create_person, .show = show_person };
  g_autoptr(GtkListItemFactory) factory = new_factory (&person, scene, ids);

  g_signal_connect (factory, "setup", G_CALLBACK (set_up_row_cb), ids);
  gtk_list_view_set_factory (view, factory);
}
