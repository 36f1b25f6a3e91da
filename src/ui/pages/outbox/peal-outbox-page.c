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

#include "peal-actions.h"
#include "peal-config.h"
#include "peal-format.h"
#include "peal-id-model.h"
#include "peal-main-window.h"
#include "peal-outbox-acts.h"
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
  GtkMultiSelection *selection;
  PealShelf shelf;           /* the one that is shown */
  gint64 wanted;             /* the message to show once its shelf is read; 0 = none */
  gboolean selecting;
  gboolean chosen;           /* by a person, so that it stays even if it empties */
  guint timeout;
  DexFuture *reading;
  DexFuture *counting;

  GtkWidget *select_button;
  AdwToggleGroup *shelves;
  GtkLabel *note;
  GtkLabel *selected_label;
  GtkStack *stack;
  GtkListView *list;
  AdwStatusPage *empty;
};

typedef enum
{
  PROP_SELECTING = 1,
} PealOutboxPageProp;

static GParamSpec *props[PROP_SELECTING + 1];

static const struct
{
  const char *label;
  const char *note;          /* NULL = what is on the shelf explains itself */
  const char *empty;
} shelf_texts[PEAL_N_SHELVES] = {
  [PEAL_SHELF_DECIDE] = { N_("Decide"),
                          N_("The gateway never said whether these were sent. Look into its own list, or ask the "
                             "person; then say what is true."),
                          N_("Nothing to Decide") },
  [PEAL_SHELF_ASKING] = { N_("In Doubt"),
                          N_("The gateway did not answer. It is asked again by itself, and nothing is sent twice."),
                          N_("Nothing Is in Doubt") },
  [PEAL_SHELF_WAITING] = { N_("Waiting"), NULL, N_("Nothing Is Waiting") },
  [PEAL_SHELF_FAILED] = { N_("Failed"), NULL, N_("Nothing Failed") },
};

static void page_init (PealPageInterface *iface);

G_DEFINE_FINAL_TYPE_WITH_CODE (PealOutboxPage, peal_outbox_page, ADW_TYPE_BIN,
                               G_IMPLEMENT_INTERFACE (PEAL_TYPE_PAGE, page_init))

static gint64
get_now (PealOutboxPage *self)
{
  return peal_clock_get_now (peal_engine_get_clock (self->engine));
}

/* Selecting -------------------------------------------------------------------------------------- */

static void
selection_changed_cb (PealOutboxPage *self)
{
  g_autoptr(GtkBitset) set = gtk_selection_model_get_selection (GTK_SELECTION_MODEL (self->selection));
  int n = (int) gtk_bitset_get_size (set);
  g_autofree char *text = g_strdup_printf (ngettext ("%'d selected", "%'d selected", n), n);

  gtk_label_set_text (self->selected_label, text);
  gtk_widget_action_set_enabled (GTK_WIDGET (self), "outbox.take-back", self->selecting && n > 0);
}

static void
set_selecting (PealOutboxPage *self,
               gboolean        selecting)
{
  if (self->selecting == selecting)
    return;
  self->selecting = selecting;
  gtk_selection_model_unselect_all (GTK_SELECTION_MODEL (self->selection));
  selection_changed_cb (self);
  gtk_widget_action_set_enabled (GTK_WIDGET (self), "outbox.stop-selecting", selecting);
  g_object_notify_by_pspec (G_OBJECT (self), props[PROP_SELECTING]);
}

static GArray *
collect_selected (PealOutboxPage *self)
{
  g_autoptr(GtkBitset) set = gtk_selection_model_get_selection (GTK_SELECTION_MODEL (self->selection));
  GArray *ids = g_array_new (FALSE, FALSE, sizeof (gint64));
  GtkBitsetIter iter;
  guint position;

  for (gboolean more = gtk_bitset_iter_init_first (&iter, set, &position); more;
       more = gtk_bitset_iter_next (&iter, &position))
    {
      gint64 id = peal_id_model_get_id (self->model, position);

      g_array_append_val (ids, id);
    }
  return ids;
}

/* Shelves ---------------------------------------------------------------------------------------- */

static void
show_shelf (PealOutboxPage *self,
            guint           n_ids)
{
  const char *note = shelf_texts[self->shelf].note;

  adw_status_page_set_title (self->empty, _(shelf_texts[self->shelf].empty));
  gtk_stack_set_visible_child_name (self->stack, n_ids > 0 ? "list" : "empty");
  gtk_label_set_text (self->note, note != NULL ? _(note) : "");
  gtk_widget_set_visible (GTK_WIDGET (self->note), note != NULL && n_ids > 0);
  gtk_widget_set_visible (self->select_button, self->shelf == PEAL_SHELF_WAITING && n_ids > 0);
  if (!gtk_widget_get_visible (self->select_button))
    set_selecting (self, FALSE);
}

/* The row that had the focus may be gone: who works by keyboard goes on with the next one. */
static void
keep_focus (PealOutboxPage *self)
{
  if (gtk_widget_get_focus_child (GTK_WIDGET (self->stack)) != NULL)
    return;
  if (!gtk_widget_child_focus (GTK_WIDGET (self->list), GTK_DIR_TAB_FORWARD))
    gtk_widget_child_focus (GTK_WIDGET (self->shelves), GTK_DIR_TAB_FORWARD);
}

static void
ids_read_cb (gpointer      owner,
             const GValue *value)
{
  PealOutboxPage *self = owner;
  GArray *ids = g_value_get_boxed (value);
  gboolean focused = gtk_widget_get_focus_child (GTK_WIDGET (self->stack)) != NULL;
  guint wanted;

  peal_id_model_set_ids (self->model, ids);
  show_shelf (self, ids->len);
  wanted = peal_id_model_find (self->model, self->wanted);
  self->wanted = 0;
  if (wanted != GTK_INVALID_LIST_POSITION)
    gtk_list_view_scroll_to (self->list, wanted, GTK_LIST_SCROLL_FOCUS, NULL);
  else if (focused)
    keep_focus (self);
}

static void
read_ids (PealOutboxPage *self)
{
  peal_id_model_invalidate (self->model);
  peal_when_latest (&self->reading,
                    peal_outbox_snapshot (peal_engine_get_store (self->engine), self->shelf), self,
                    ids_read_cb, peal_main_window_show_error_cb);
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
                    counted_cb, peal_main_window_show_error_cb);
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
  peal_main_window_show_error_cb (self, error);
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
check_toggled_cb (GtkCheckButton *check,
                  GtkListItem    *list_item)
{
  PealOutboxPage *self = g_object_get_data (G_OBJECT (list_item), page_key);
  gboolean active = gtk_check_button_get_active (check);

  if (active == gtk_list_item_get_selected (list_item))
    return;
  if (active)
    gtk_selection_model_select_item (GTK_SELECTION_MODEL (self->selection),
                                     gtk_list_item_get_position (list_item), FALSE);
  else
    gtk_selection_model_unselect_item (GTK_SELECTION_MODEL (self->selection),
                                       gtk_list_item_get_position (list_item));
}

static void
set_up_row_cb (PealOutboxPage *self,
               GtkListItem    *list_item)
{
  GtkWidget *row = peal_outbox_row_new ();
  GtkCheckButton *check = peal_outbox_row_get_check (PEAL_OUTBOX_ROW (row));

  g_object_set_data (G_OBJECT (list_item), page_key, self);
  g_object_bind_property (list_item, "selected", check, "active", G_BINDING_SYNC_CREATE);
  g_object_bind_property (self, "selecting", check, "visible", G_BINDING_SYNC_CREATE);
  g_signal_connect_object (check, "toggled", G_CALLBACK (check_toggled_cb), list_item, 0);
  gtk_list_item_set_child (list_item, row);
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

/* Actions ---------------------------------------------------------------------------------------- */

typedef void (*Act) (GtkWidget  *page,
                     PealEngine *engine,
                     gint64      message_id);

static const struct
{
  const char *name;
  Act act;
} acts[] = {
  { "outbox.was-sent", peal_outbox_say_was_sent },
  { "outbox.send-again", peal_outbox_ask_send_again },
  { "outbox.retry", peal_outbox_retry },
  { "outbox.seen", peal_outbox_dismiss },
};

static void
act_cb (GtkWidget  *widget,
        const char *name,
        GVariant   *parameter)
{
  PealOutboxPage *self = PEAL_OUTBOX_PAGE (widget);

  for (gsize i = 0; i < G_N_ELEMENTS (acts); i++)
    if (g_str_equal (acts[i].name, name))
      acts[i].act (widget, self->engine, g_variant_get_int64 (parameter));
}

static void
take_back_one_cb (GtkWidget  *widget,
                  const char *name,
                  GVariant   *parameter)
{
  g_autoptr(GArray) ids = g_array_new (FALSE, FALSE, sizeof (gint64));
  gint64 id = g_variant_get_int64 (parameter);

  g_array_append_val (ids, id);
  peal_outbox_take_back (widget, PEAL_OUTBOX_PAGE (widget)->engine, ids);
}

static void
take_back_cb (GtkWidget  *widget,
              const char *name,
              GVariant   *parameter)
{
  PealOutboxPage *self = PEAL_OUTBOX_PAGE (widget);
  g_autoptr(GArray) ids = collect_selected (self);

  peal_outbox_take_back (widget, self->engine, ids);
  set_selecting (self, FALSE);
}

static void
stop_selecting_cb (GtkWidget  *widget,
                   const char *name,
                   GVariant   *parameter)
{
  set_selecting (PEAL_OUTBOX_PAGE (widget), FALSE);
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

  self->engine = g_object_ref (engine);
  self->model = peal_id_model_new (load_rows, G_OBJECT (store));
  self->selection = gtk_multi_selection_new (g_object_ref (G_LIST_MODEL (self->model)));
  gtk_list_view_set_model (self->list, GTK_SELECTION_MODEL (self->selection));
  g_signal_connect_object (self->selection, "selection-changed", G_CALLBACK (selection_changed_cb), self,
                           G_CONNECT_SWAPPED);
  g_signal_connect_object (self->model, "failed", G_CALLBACK (rows_failed_cb), self, G_CONNECT_SWAPPED);
  g_signal_connect_object (store, "changed", G_CALLBACK (store_changed_cb), self, G_CONNECT_SWAPPED);
  if (gtk_widget_get_mapped (GTK_WIDGET (self)))
    read_cb (self);
}

/* "unknown:7" is a message that waits for a person's word. */
static void
show_subject (PealPage   *page,
              const char *subject)
{
  PealOutboxPage *self = PEAL_OUTBOX_PAGE (page);

  if (!g_str_has_prefix (subject, "unknown:")
      || !g_ascii_string_to_signed (subject + strlen ("unknown:"), 10, 1, G_MAXINT64, &self->wanted, NULL))
    return;
  self->chosen = TRUE;
  self->shelf = PEAL_SHELF_DECIDE;
  adw_toggle_group_set_active (self->shelves, PEAL_SHELF_DECIDE);
  read_ids (self);
}

static void
page_init (PealPageInterface *iface)
{
  iface->open = open_page;
  iface->show_subject = show_subject;
}

/* Object ----------------------------------------------------------------------------------------- */

static void
peal_outbox_page_get_property (GObject    *object,
                               guint       prop_id,
                               GValue     *value,
                               GParamSpec *pspec)
{
  switch ((PealOutboxPageProp) prop_id)
    {
    case PROP_SELECTING:
      g_value_set_boolean (value, PEAL_OUTBOX_PAGE (object)->selecting);
      return;
    }
  G_OBJECT_WARN_INVALID_PROPERTY_ID (object, prop_id, pspec);
}

static void
peal_outbox_page_set_property (GObject      *object,
                               guint         prop_id,
                               const GValue *value,
                               GParamSpec   *pspec)
{
  switch ((PealOutboxPageProp) prop_id)
    {
    case PROP_SELECTING:
      set_selecting (PEAL_OUTBOX_PAGE (object), g_value_get_boolean (value));
      return;
    }
  G_OBJECT_WARN_INVALID_PROPERTY_ID (object, prop_id, pspec);
}

static void
peal_outbox_page_dispose (GObject *object)
{
  PealOutboxPage *self = PEAL_OUTBOX_PAGE (object);

  g_clear_handle_id (&self->timeout, g_source_remove);
  dex_clear (&self->reading);
  dex_clear (&self->counting);
  gtk_widget_dispose_template (GTK_WIDGET (self), PEAL_TYPE_OUTBOX_PAGE);
  g_clear_object (&self->selection);
  g_clear_object (&self->model);
  g_clear_object (&self->engine);
  G_OBJECT_CLASS (peal_outbox_page_parent_class)->dispose (object);
}

static void
bind_template (GtkWidgetClass *widget_class)
{
  gtk_widget_class_set_template_from_resource (widget_class, PEAL_RESOURCE_PATH "/ui/peal-outbox-page.ui");
  gtk_widget_class_bind_template_child (widget_class, PealOutboxPage, select_button);
  gtk_widget_class_bind_template_child (widget_class, PealOutboxPage, shelves);
  gtk_widget_class_bind_template_child (widget_class, PealOutboxPage, note);
  gtk_widget_class_bind_template_child (widget_class, PealOutboxPage, selected_label);
  gtk_widget_class_bind_template_child (widget_class, PealOutboxPage, stack);
  gtk_widget_class_bind_template_child (widget_class, PealOutboxPage, list);
  gtk_widget_class_bind_template_child (widget_class, PealOutboxPage, empty);
  gtk_widget_class_bind_template_callback (widget_class, shelf_changed_cb);
  gtk_widget_class_bind_template_callback (widget_class, activate_cb);
}

static void
peal_outbox_page_class_init (PealOutboxPageClass *klass)
{
  GObjectClass *object_class = G_OBJECT_CLASS (klass);
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  object_class->get_property = peal_outbox_page_get_property;
  object_class->set_property = peal_outbox_page_set_property;
  object_class->dispose = peal_outbox_page_dispose;
  widget_class->map = peal_outbox_page_map;

  props[PROP_SELECTING] = g_param_spec_boolean ("selecting", NULL, NULL, FALSE,
                                                G_PARAM_READWRITE | G_PARAM_STATIC_STRINGS
                                                  | G_PARAM_EXPLICIT_NOTIFY);
  g_object_class_install_properties (object_class, G_N_ELEMENTS (props), props);

  for (gsize i = 0; i < G_N_ELEMENTS (acts); i++)
    gtk_widget_class_install_action (widget_class, acts[i].name, "x", act_cb);
  gtk_widget_class_install_action (widget_class, "outbox.take-back-one", "x", take_back_one_cb);
  gtk_widget_class_install_action (widget_class, "outbox.take-back", NULL, take_back_cb);
  gtk_widget_class_install_action (widget_class, "outbox.stop-selecting", NULL, stop_selecting_cb);
  bind_template (widget_class);
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
  gtk_widget_action_set_enabled (GTK_WIDGET (self), "outbox.take-back", FALSE);
  gtk_widget_action_set_enabled (GTK_WIDGET (self), "outbox.stop-selecting", FALSE);
  peal_actions_add_shortcuts (GTK_WIDGET (self), "outbox.");
}
