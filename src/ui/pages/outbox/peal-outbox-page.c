/* peal-outbox-page.c: what has not left, what is in doubt, what failed.
 *
 * One shelf is shown at a time, as a snapshot of ids; the others only as counts.
 * Everything is asked for anew after commits, at most every PAUSE_MS, and only
 * while somebody looks.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#define G_LOG_DOMAIN "peal-ui"

#include "peal-outbox-page.h"

#include "peal-config.h"
#include "peal-format.h"
#include "peal-id-model.h"
#include "peal-main-window.h"
#include "peal-outbox-row.h"
#include "peal-outbox-shelves.h"
#include "peal-page-table.h"
#include "peal-when.h"

#include <glib/gi18n.h>

/* While a campaign runs there is a commit every moment; the list follows at this pace. */
#define PAUSE_MS 400

struct _PealOutboxPage
{
  AdwBin parent_instance;
  PealEngine *engine;
  PealIdModel *model;
  PealShelf shelf;           /* the one that is shown */
  gboolean chosen;           /* by a person, so that it stays even if it empties */
  guint timeout;
  DexFuture *reading;
  DexFuture *counting;

  AdwWindowTitle *title;
  AdwToggleGroup *shelves;
  GtkStack *stack;
  GtkListView *list;
  AdwStatusPage *empty;
};

static const struct
{
  const char *label;
  const char *empty;
} shelf_texts[PEAL_N_SHELVES] = {
  [PEAL_SHELF_DECIDE] = { N_("Decide"), N_("Nothing to Decide") },
  [PEAL_SHELF_ASKING] = { N_("In Doubt"), N_("Nothing Is in Doubt") },
  [PEAL_SHELF_WAITING] = { N_("Waiting"), N_("Nothing Is Waiting") },
  [PEAL_SHELF_FAILED] = { N_("Failed"), N_("Nothing Failed") },
};

static void page_init (PealPageInterface *iface);

G_DEFINE_FINAL_TYPE_WITH_CODE (PealOutboxPage, peal_outbox_page, ADW_TYPE_BIN,
                               G_IMPLEMENT_INTERFACE (PEAL_TYPE_PAGE, page_init))

static void
show_error_cb (gpointer      owner,
               const GError *error)
{
  PealMainWindow *window = peal_main_window_of (owner);

  if (window != NULL)
    peal_main_window_show_error (window, error);
}

static gint64
get_now (PealOutboxPage *self)
{
  return peal_clock_get_now (peal_engine_get_clock (self->engine));
}

/* Shelves ---------------------------------------------------------------------------------------- */

static void
ids_read_cb (gpointer      owner,
             const GValue *value)
{
  PealOutboxPage *self = owner;
  GArray *ids = g_value_get_boxed (value);

  peal_id_model_set_ids (self->model, ids);
  adw_status_page_set_title (self->empty, _(shelf_texts[self->shelf].empty));
  gtk_stack_set_visible_child_name (self->stack, ids->len > 0 ? "list" : "empty");
}

static void
read_ids (PealOutboxPage *self)
{
  peal_id_model_invalidate (self->model);
  peal_when_latest (&self->reading,
                    peal_outbox_snapshot (peal_engine_get_store (self->engine), self->shelf), self,
                    ids_read_cb, show_error_cb);
}

static void
show_count (PealOutboxPage *self,
            PealShelf       shelf,
            gint64          n)
{
  g_autofree char *count = peal_format_count (n);
  g_autofree char *label = NULL;

  /* Translators: a list and how many things are in it: "Waiting 12". */
  label = n > 0 ? g_strdup_printf (_("%s %s"), _(shelf_texts[shelf].label), count)
                : g_strdup (_(shelf_texts[shelf].label));
  adw_toggle_set_label (adw_toggle_group_get_toggle (self->shelves, shelf), label);
}

/* The first shelf that holds something, until a person has chosen one. */
static void
choose_shelf (PealOutboxPage *self,
              const GArray   *counts)
{
  guint shelf = 0;

  while (shelf < counts->len && g_array_index (counts, gint64, shelf) == 0)
    shelf++;
  if (!self->chosen && shelf < counts->len && shelf != self->shelf)
    {
      self->shelf = (PealShelf) shelf;
      adw_toggle_group_set_active (self->shelves, shelf);
      read_ids (self);
    }
}

static void
counted_cb (gpointer      owner,
            const GValue *value)
{
  PealOutboxPage *self = owner;
  const GArray *counts = g_value_get_boxed (value);

  for (guint i = 0; i < counts->len; i++)
    show_count (self, (PealShelf) i, g_array_index (counts, gint64, i));
  choose_shelf (self, counts);
}

static gboolean
read_cb (gpointer user_data)
{
  PealOutboxPage *self = user_data;

  self->timeout = 0;
  peal_when_latest (&self->counting, peal_outbox_count_shelves (peal_engine_get_store (self->engine)), self,
                    counted_cb, show_error_cb);
  read_ids (self);
  return G_SOURCE_REMOVE;
}

static void
store_changed_cb (PealOutboxPage *self,
                  guint           changes)
{
  if ((changes & (PEAL_CHANGE_OUTBOX | PEAL_CHANGE_TALK | PEAL_CHANGE_PEOPLE)) != 0 && self->timeout == 0
      && gtk_widget_get_mapped (GTK_WIDGET (self)))
    self->timeout = g_timeout_add (PAUSE_MS, read_cb, self);
}

static void
shelf_changed_cb (PealOutboxPage *self)
{
  guint active = adw_toggle_group_get_active (self->shelves);

  if (self->engine == NULL || active >= PEAL_N_SHELVES || active == self->shelf)
    return;
  self->shelf = (PealShelf) active;
  self->chosen = TRUE;
  read_ids (self);
}

/* The list --------------------------------------------------------------------------------------- */

static DexFuture *
load_rows (gpointer      source,
           const gint64 *ids,
           guint         n_ids)
{
  return peal_talk_load_messages (source, ids, n_ids);
}

static void
rows_failed_cb (PealOutboxPage *self,
                const GError   *error)
{
  show_error_cb (self, error);
}

/* A list item finds the page by it: its widget is in no tree yet when it is filled first. */
static const char *const page_key = "peal-page";

static void
update_row_cb (GtkListItem *list_item)
{
  PealOutboxRow *row = PEAL_OUTBOX_ROW (gtk_list_item_get_child (list_item));
  PealOutboxPage *self = g_object_get_data (G_OBJECT (list_item), page_key);
  g_autofree char *description = NULL;

  peal_outbox_row_show (row, peal_id_item_get_row (gtk_list_item_get_item (list_item)), get_now (self));
  description = peal_outbox_row_dup_description (row);
  gtk_list_item_set_accessible_label (list_item, description);
}

static void
set_up_row_cb (PealOutboxPage *self,
               GtkListItem    *list_item)
{
  g_object_set_data (G_OBJECT (list_item), page_key, self);
  gtk_list_item_set_child (list_item, peal_outbox_row_new ());
}

static void
bind_row_cb (PealOutboxPage *self,
             GtkListItem    *list_item)
{
  g_signal_connect_swapped (gtk_list_item_get_item (list_item), "notify::row", G_CALLBACK (update_row_cb),
                            list_item);
  update_row_cb (list_item);
}

static void
unbind_row_cb (PealOutboxPage *self,
               GtkListItem    *list_item)
{
  g_signal_handlers_disconnect_by_func (gtk_list_item_get_item (list_item), update_row_cb, list_item);
}

static void
activate_cb (PealOutboxPage *self,
             guint           position)
{
  g_autofree char *subject
    = g_strdup_printf ("message:%" G_GINT64_FORMAT, peal_id_model_get_id (self->model, position));

  gtk_widget_activate_action (GTK_WIDGET (self), "win.show", "s", subject);
}

/* Page ------------------------------------------------------------------------------------------- */

static void
peal_outbox_page_map (GtkWidget *widget)
{
  PealOutboxPage *self = PEAL_OUTBOX_PAGE (widget);

  GTK_WIDGET_CLASS (peal_outbox_page_parent_class)->map (widget);
  self->chosen = FALSE;
  if (self->engine != NULL)
    read_cb (self);
}

static void
open_page (PealPage           *page,
           PealEngine         *engine,
           const PealPageInfo *info)
{
  PealOutboxPage *self = PEAL_OUTBOX_PAGE (page);
  PealStore *store = peal_engine_get_store (engine);
  g_autoptr(GtkSelectionModel) selection = NULL;

  self->engine = g_object_ref (engine);
  self->model = peal_id_model_new (load_rows, G_OBJECT (store));
  selection = GTK_SELECTION_MODEL (gtk_no_selection_new (g_object_ref (G_LIST_MODEL (self->model))));
  gtk_list_view_set_model (self->list, selection);
  g_signal_connect_object (self->model, "failed", G_CALLBACK (rows_failed_cb), self, G_CONNECT_SWAPPED);
  g_signal_connect_object (store, "changed", G_CALLBACK (store_changed_cb), self, G_CONNECT_SWAPPED);
  if (gtk_widget_get_mapped (GTK_WIDGET (self)))
    read_cb (self);
}

static void
page_init (PealPageInterface *iface)
{
  iface->open = open_page;
}

/* Object ----------------------------------------------------------------------------------------- */

static void
peal_outbox_page_dispose (GObject *object)
{
  PealOutboxPage *self = PEAL_OUTBOX_PAGE (object);

  g_clear_handle_id (&self->timeout, g_source_remove);
  dex_clear (&self->reading);
  dex_clear (&self->counting);
  gtk_widget_dispose_template (GTK_WIDGET (self), PEAL_TYPE_OUTBOX_PAGE);
  g_clear_object (&self->model);
  g_clear_object (&self->engine);
  G_OBJECT_CLASS (peal_outbox_page_parent_class)->dispose (object);
}

static void
peal_outbox_page_class_init (PealOutboxPageClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  G_OBJECT_CLASS (klass)->dispose = peal_outbox_page_dispose;
  widget_class->map = peal_outbox_page_map;

  gtk_widget_class_set_template_from_resource (widget_class, PEAL_RESOURCE_PATH "/ui/peal-outbox-page.ui");
  gtk_widget_class_bind_template_child (widget_class, PealOutboxPage, title);
  gtk_widget_class_bind_template_child (widget_class, PealOutboxPage, shelves);
  gtk_widget_class_bind_template_child (widget_class, PealOutboxPage, stack);
  gtk_widget_class_bind_template_child (widget_class, PealOutboxPage, list);
  gtk_widget_class_bind_template_child (widget_class, PealOutboxPage, empty);
  gtk_widget_class_bind_template_callback (widget_class, shelf_changed_cb);
  gtk_widget_class_bind_template_callback (widget_class, activate_cb);
}

static void
set_up_list (PealOutboxPage *self)
{
  g_autoptr(GtkListItemFactory) factory = gtk_signal_list_item_factory_new ();

  g_signal_connect_swapped (factory, "setup", G_CALLBACK (set_up_row_cb), self);
  g_signal_connect_swapped (factory, "bind", G_CALLBACK (bind_row_cb), self);
  g_signal_connect_swapped (factory, "unbind", G_CALLBACK (unbind_row_cb), self);
  gtk_list_view_set_factory (self->list, factory);
}

static void
peal_outbox_page_init (PealOutboxPage *self)
{
  gtk_widget_init_template (GTK_WIDGET (self));
  for (guint i = 0; i < PEAL_N_SHELVES; i++)
    {
      AdwToggle *toggle = adw_toggle_new ();

      adw_toggle_set_label (toggle, _(shelf_texts[i].label));
      adw_toggle_group_add (self->shelves, toggle);
    }
  set_up_list (self);
}
