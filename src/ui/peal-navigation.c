/* peal-navigation.c: the pages by name, and what waits for a person in them.
 *
 * What the rows show of the workspace (the unread badge, the outbox row) is
 * asked for after each commit that can have changed it.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#define G_LOG_DOMAIN "peal-ui"

#include "peal-navigation.h"

#include "peal-config.h"
#include "peal-nav-row.h"
#include "peal-outbox-shelves.h"
#include "peal-talk.h"
#include "peal-when.h"

#include <glib/gi18n.h>

/* While a campaign runs there is a commit every moment; the badges follow at this pace. */
#define PAUSE_MS 250

struct _PealNavigation
{
  AdwBin parent_instance;
  PealEngine *engine;
  const PealPageInfo *shown; /* NULL: none yet */
  gint64 n_outbox;           /* messages that the outbox holds */
  guint timeout;
  DexFuture *counting_unread;
  DexFuture *counting_outbox;

  GtkListBox *rows;
};

G_DEFINE_FINAL_TYPE (PealNavigation, peal_navigation, ADW_TYPE_BIN)

enum
{
  CHOSEN,
  N_SIGNALS,
};

static guint signals[N_SIGNALS];

static PealNavRow *
find_row (PealNavigation *self,
          const char     *id)
{
  GtkListBoxRow *row;

  for (int i = 0; (row = gtk_list_box_get_row_at_index (self->rows, i)) != NULL; i++)
    if (g_str_equal (peal_nav_row_get_info (PEAL_NAV_ROW (row))->id, id))
      return PEAL_NAV_ROW (row);
  return NULL;
}

/* In the navigation only while it holds anything, or is being looked at. */
static void
show_outbox_row (PealNavigation *self)
{
  PealNavRow *row = find_row (self, "outbox");
  gboolean shown = self->shown != NULL && g_str_equal (self->shown->id, "outbox");

  if (row != NULL)
    gtk_widget_set_visible (GTK_WIDGET (row), self->n_outbox > 0 || shown);
}

/* Counting --------------------------------------------------------------------------------------- */

static void
unread_counted_cb (gpointer      owner,
                   const GValue *value)
{
  PealNavigation *self = owner;
  PealNavRow *row = find_row (self, "inbox");
  gint64 n = g_value_get_int64 (value);
  g_autofree char *text = g_strdup_printf (ngettext ("%d unread conversation",
                                                     "%d unread conversations", n),
                                           (int) n);

  if (row != NULL)
    peal_nav_row_set_badge (row, n, text);
}

static void
outbox_counted_cb (gpointer      owner,
                   const GValue *value)
{
  PealNavigation *self = owner;
  const GArray *counts = g_value_get_boxed (value);
  PealNavRow *row = find_row (self, "outbox");
  gint64 n = g_array_index (counts, gint64, PEAL_SHELF_DECIDE) + g_array_index (counts, gint64, PEAL_SHELF_FAILED);
  g_autofree char *text = g_strdup_printf (ngettext ("%d message needs you", "%d messages need you", n), (int) n);

  self->n_outbox = 0;
  for (guint i = 0; i < counts->len; i++)
    self->n_outbox += g_array_index (counts, gint64, i);
  show_outbox_row (self);
  if (row != NULL)
    peal_nav_row_set_badge (row, n, text);
}

static gboolean
count_cb (gpointer user_data)
{
  PealNavigation *self = user_data;
  PealStore *store = peal_engine_get_store (self->engine);

  self->timeout = 0;
  peal_when_latest (&self->counting_unread, peal_talk_count_unread (store), self, unread_counted_cb, NULL);
  peal_when_latest (&self->counting_outbox, peal_outbox_count_shelves (store), self, outbox_counted_cb, NULL);
  return G_SOURCE_REMOVE;
}

static void
store_changed_cb (PealNavigation *self,
                  guint           changes)
{
  if ((changes & (PEAL_CHANGE_OUTBOX | PEAL_CHANGE_TALK)) != 0 && self->timeout == 0)
    self->timeout = g_timeout_add (PAUSE_MS, count_cb, self);
}

/* Object ----------------------------------------------------------------------------------------- */

static void
row_activated_cb (PealNavigation *self,
                  PealNavRow     *row)
{
  g_signal_emit (self, signals[CHOSEN], 0, peal_nav_row_get_info (row));
}

static void
peal_navigation_dispose (GObject *object)
{
  PealNavigation *self = PEAL_NAVIGATION (object);

  g_clear_handle_id (&self->timeout, g_source_remove);
  dex_clear (&self->counting_unread);
  dex_clear (&self->counting_outbox);
  gtk_widget_dispose_template (GTK_WIDGET (self), PEAL_TYPE_NAVIGATION);
  g_clear_object (&self->engine);
  G_OBJECT_CLASS (peal_navigation_parent_class)->dispose (object);
}

static void
peal_navigation_class_init (PealNavigationClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  G_OBJECT_CLASS (klass)->dispose = peal_navigation_dispose;
  signals[CHOSEN] = g_signal_new ("chosen", PEAL_TYPE_NAVIGATION, G_SIGNAL_RUN_LAST, 0, NULL, NULL, NULL,
                                  G_TYPE_NONE, 1, G_TYPE_POINTER);
  gtk_widget_class_set_template_from_resource (widget_class, PEAL_RESOURCE_PATH "/ui/peal-navigation.ui");
  gtk_widget_class_bind_template_child (widget_class, PealNavigation, rows);
  gtk_widget_class_bind_template_callback (widget_class, row_activated_cb);
}

static void
peal_navigation_init (PealNavigation *self)
{
  gsize n_pages;
  const PealPageInfo *pages = peal_page_table (&n_pages);

  gtk_widget_init_template (GTK_WIDGET (self));
  for (gsize i = 0; i < n_pages; i++)
    {
      GtkWidget *row = peal_nav_row_new (&pages[i]);

      if (pages[i].only_if_needed)
        gtk_widget_add_css_class (row, "apart");
      gtk_list_box_append (self->rows, row);
    }
}

void
peal_navigation_set_engine (PealNavigation *self,
                            PealEngine     *engine)
{
  g_return_if_fail (PEAL_IS_NAVIGATION (self));
  g_return_if_fail (PEAL_IS_ENGINE (engine) && self->engine == NULL);

  self->engine = g_object_ref (engine);
  g_signal_connect_object (peal_engine_get_store (engine), "changed", G_CALLBACK (store_changed_cb), self,
                           G_CONNECT_SWAPPED);
  count_cb (self);
}

void
peal_navigation_set_shown (PealNavigation     *self,
                           const PealPageInfo *info)
{
  g_return_if_fail (PEAL_IS_NAVIGATION (self));
  g_return_if_fail (info != NULL);

  self->shown = info;
  show_outbox_row (self);
  gtk_list_box_select_row (self->rows, GTK_LIST_BOX_ROW (find_row (self, info->id)));
}
