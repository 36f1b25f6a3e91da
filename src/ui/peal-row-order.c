/* peal-row-order.c: rows whose order a person decides.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#define G_LOG_DOMAIN "peal-ui"

#include "peal-row-order.h"

#include "peal-config.h"
#include "peal-focus.h"
#include "peal-list-box.h"

#include <glib/gi18n.h>

/* Lives as long as its row. */
typedef struct
{
  GtkWidget *row;
  const PealRowOrder *order;
  gpointer owner;
} Place;

static int
get_index (const Place *place)
{
  return gtk_list_box_row_get_index (GTK_LIST_BOX_ROW (place->row));
}

static void
move (const Place *place,
      int          from,
      int          to)
{
  GtkListBox *list = GTK_LIST_BOX (gtk_widget_get_parent (place->row));

  if (from != to && from >= 0 && to >= 0 && gtk_list_box_get_row_at_index (list, MAX (from, to)) != NULL)
    place->order->move (place->owner, from, to);
}

static void
up_cb (GSimpleAction *action,
       GVariant      *parameter,
       gpointer       place)
{
  move (place, get_index (place), get_index (place) - 1);
}

static void
down_cb (GSimpleAction *action,
         GVariant      *parameter,
         gpointer       place)
{
  move (place, get_index (place), get_index (place) + 1);
}

static void
remove_cb (GSimpleAction *action,
           GVariant      *parameter,
           gpointer       data)
{
  const Place *place = data;

  place->order->remove (place->owner, get_index (place));
}

/* Dragging ------------------------------------------------------------------------------------------ */

static GdkContentProvider *
prepare_cb (GtkDragSource *source,
            double         x,
            double         y,
            gpointer       place)
{
  return gdk_content_provider_new_typed (G_TYPE_INT, get_index (place));
}

static void
drag_begin_cb (GtkDragSource *source,
               GdkDrag       *drag,
               gpointer       data)
{
  const Place *place = data;
  g_autoptr(GdkPaintable) picture = gtk_widget_paintable_new (place->row);

  gtk_drag_source_set_icon (source, picture, 0, 0);
}

static gboolean
drop_cb (GtkDropTarget *target,
         const GValue  *value,
         double         x,
         double         y,
         gpointer       place)
{
  move (place, g_value_get_int (value), get_index (place));
  return TRUE;
}

static void
make_draggable (Place     *place,
                GtkWidget *handle)
{
  GtkDragSource *source = gtk_drag_source_new ();
  GtkDropTarget *target = gtk_drop_target_new (G_TYPE_INT, GDK_ACTION_MOVE);

  gtk_drag_source_set_actions (source, GDK_ACTION_MOVE);
  g_signal_connect (source, "prepare", G_CALLBACK (prepare_cb), place);
  g_signal_connect (source, "drag-begin", G_CALLBACK (drag_begin_cb), place);
  g_signal_connect (target, "drop", G_CALLBACK (drop_cb), place);
  gtk_widget_add_controller (handle, GTK_EVENT_CONTROLLER (source));
  gtk_widget_add_controller (place->row, GTK_EVENT_CONTROLLER (target));
}

/* Menu and keys ------------------------------------------------------------------------------------- */

static void
append_item (GMenu              *menu,
             const PealRowOrder *order,
             const char         *label,
             const char         *action)
{
  g_autofree char *name = g_strconcat (order->prefix, ".", action, NULL);

  g_menu_append (menu, label, name);
}

static GtkWidget *
new_menu_button (const PealRowOrder *order)
{
  g_autoptr(GMenu) menu = g_menu_new ();
  GtkWidget *button = gtk_menu_button_new ();

  append_item (menu, order, _("Move _Up"), "up");
  append_item (menu, order, _("Move _Down"), "down");
  append_item (menu, order, _("_Remove"), "remove");
  gtk_menu_button_set_icon_name (GTK_MENU_BUTTON (button), "view-more-symbolic");
  gtk_menu_button_set_menu_model (GTK_MENU_BUTTON (button), G_MENU_MODEL (menu));
  gtk_widget_set_tooltip_text (button, _("More"));
  gtk_widget_set_valign (button, GTK_ALIGN_CENTER);
  gtk_widget_add_css_class (button, "flat");
  return button;
}

static void
add_shortcut (GtkEventController *controller,
              const PealRowOrder *order,
              const char         *keys,
              const char         *action)
{
  g_autofree char *name = g_strconcat (order->prefix, ".", action, NULL);

  gtk_shortcut_controller_add_shortcut (GTK_SHORTCUT_CONTROLLER (controller),
                                        gtk_shortcut_new (gtk_shortcut_trigger_parse_string (keys),
                                                          gtk_named_action_new (name)));
}

static void
set_enabled (GSimpleActionGroup *actions,
             const char         *name,
             gboolean            enabled)
{
  g_simple_action_set_enabled (G_SIMPLE_ACTION (g_action_map_lookup_action (G_ACTION_MAP (actions), name)), enabled);
}

static void
add_actions (Place *place,
             guint  index,
             guint  n_rows)
{
  static const GActionEntry entries[] = {
    { .name = "up", .activate = up_cb },
    { .name = "down", .activate = down_cb },
    { .name = "remove", .activate = remove_cb },
  };
  g_autoptr(GSimpleActionGroup) actions = g_simple_action_group_new ();
  GtkEventController *keys = gtk_shortcut_controller_new ();

  g_action_map_add_action_entries (G_ACTION_MAP (actions), entries, G_N_ELEMENTS (entries), place);
  set_enabled (actions, "up", index > 0);
  set_enabled (actions, "down", index + 1 < n_rows);
  gtk_widget_insert_action_group (place->row, place->order->prefix, G_ACTION_GROUP (actions));
  add_shortcut (keys, place->order, "<Alt>Up", "up");
  add_shortcut (keys, place->order, "<Alt>Down", "down");
  add_shortcut (keys, place->order, "Delete", "remove");
  gtk_widget_add_controller (place->row, keys);
}

void
peal_row_order_attach (AdwActionRow       *row,
                       guint               index,
                       guint               n_rows,
                       const PealRowOrder *order,
                       gpointer            owner)
{
  GtkWidget *handle;
  Place *place;

  g_return_if_fail (ADW_IS_ACTION_ROW (row));
  g_return_if_fail (order != NULL);

  place = g_new0 (Place, 1);
  place->row = GTK_WIDGET (row);
  place->order = order;
  place->owner = owner;
  g_object_set_data_full (G_OBJECT (row), "peal-row-order", place, g_free);

  handle = gtk_image_new_from_icon_name ("list-drag-handle-symbolic");
  gtk_widget_add_css_class (handle, "dimmed");
  adw_action_row_add_prefix (row, handle);
  adw_action_row_add_suffix (row, new_menu_button (order));
  add_actions (place, index, n_rows);
  make_draggable (place, handle);
}

void
peal_row_order_fill (GtkListBox  *list,
                     guint        n_rows,
                     PealRowMaker make,
                     gpointer     owner,
                     GtkWidget   *fallback,
                     int         *focus)
{
  PealFocus held;

  g_return_if_fail (GTK_IS_LIST_BOX (list));
  g_return_if_fail (make != NULL && focus != NULL);

  held = peal_focus_hold (list);
  peal_list_box_clear (list);
  for (guint i = 0; i < n_rows; i++)
    gtk_list_box_append (list, make (owner, i));
  peal_focus_release (&held, fallback);
  if (*focus >= 0 && *focus < (int) n_rows)
    gtk_widget_grab_focus (GTK_WIDGET (gtk_list_box_get_row_at_index (list, *focus)));
  *focus = -1;
}
