/* peal-id-rows.c: what a list over a PealIdModel shows in each place.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#define G_LOG_DOMAIN "peal-ui"

#include "peal-id-rows.h"

#include "peal-id-model.h"

typedef struct
{
  PealIdRowsSetUp set_up;
  PealIdRowsShow show;
  gpointer data;
  GDestroyNotify destroy;
} Rows;

/* A place finds what shows it. */
static const char *const rows_key = "peal-id-rows";

static void
rows_free (gpointer  data,
           GClosure *closure)
{
  Rows *rows = data;

  if (rows->destroy != NULL)
    rows->destroy (rows->data);
  g_free (rows);
}

static PealIdItem *
dup_item (GObject *place)
{
  PealIdItem *item;

  g_object_get (place, "item", &item, NULL);
  return item;
}

static void
show_cb (GObject *place)
{
  const Rows *rows = g_object_get_data (place, rows_key);
  g_autoptr(PealIdItem) item = dup_item (place);

  rows->show (place, peal_id_item_get_row (item), rows->data);
}

static void
set_up_cb (GtkSignalListItemFactory *factory,
           GObject                  *place,
           Rows                     *rows)
{
  g_object_set_data (place, rows_key, rows);
  rows->set_up (place, rows->data);
}

static void
bind_cb (GtkSignalListItemFactory *factory,
         GObject                  *place,
         Rows                     *rows)
{
  g_autoptr(PealIdItem) item = dup_item (place);

  g_signal_connect_swapped (item, "notify::row", G_CALLBACK (show_cb), place);
  show_cb (place);
}

static void
unbind_cb (GtkSignalListItemFactory *factory,
           GObject                  *place,
           Rows                     *rows)
{
  g_autoptr(PealIdItem) item = dup_item (place);

  g_signal_handlers_disconnect_by_func (item, show_cb, place);
}

GtkListItemFactory *
peal_id_rows_new (PealIdRowsSetUp set_up,
                  PealIdRowsShow  show,
                  gpointer        data,
                  GDestroyNotify  destroy)
{
  GtkListItemFactory *factory = gtk_signal_list_item_factory_new ();
  Rows *rows = g_new0 (Rows, 1);

  rows->set_up = set_up;
  rows->show = show;
  rows->data = data;
  rows->destroy = destroy;
  g_signal_connect_data (factory, "setup", G_CALLBACK (set_up_cb), rows, rows_free, 0);
  g_signal_connect (factory, "bind", G_CALLBACK (bind_cb), rows);
  g_signal_connect (factory, "unbind", G_CALLBACK (unbind_cb), rows);
  return factory;
}
