/* peal-contacts-page.c: everybody, found, sorted and filtered; and one person in detail.
 *
 * What is searched, filtered and sorted by makes one snapshot of ids, asked for
 * anew whenever one of them or the people in the store change. Only one of the
 * two views holds the model, so that only one makes rows.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#define G_LOG_DOMAIN "peal-ui"

#include "peal-contacts-page.h"

#include "peal-actions.h"
#include "peal-config.h"
#include "peal-contact-editor.h"
#include "peal-contact-view.h"
#include "peal-contacts-empty.h"
#include "peal-contacts-view.h"
#include "peal-format.h"
#include "peal-group-dialog.h"
#include "peal-groups.h"
#include "peal-id-model.h"
#include "peal-list-box.h"
#include "peal-main-window.h"
#include "peal-page-table.h"
#include "peal-palette.h"
#include "peal-swatches.h"
#include "peal-when.h"

#include <glib/gi18n.h>

#define ACTOR "window"

/* While a file is imported there is a commit every moment; the list follows at this pace. */
#define PAUSE_MS 400

struct _PealContactsPage
{
  AdwBin parent_instance;
  PealEngine *engine;
  PealIdModel *model;
  GtkMultiSelection *selection;
  PealContactScene scene;
  gint64 group_id;           /* 0 = everybody */
  gint64 grown_group_id;     /* which people are being added to */
  gboolean selecting;
  guint timeout;
  DexFuture *reading;
  DexFuture *reading_groups;
  DexFuture *adding;

  AdwNavigationView *navigation;
  GtkListBox *groups;
  AdwWindowTitle *title;
  GtkWidget *new_button;
  GtkToggleButton *filter_button;
  GtkToggleButton *search_button;
  GtkSearchBar *search_bar;
  GtkSearchEntry *search_entry;
  GtkStack *stack;
  PealContactsEmpty *empty;
  GtkColumnView *wide_view;
  GtkListView *narrow_view;
  GtkLabel *selected_label;
  GMenu *columns_section;
  GMenu *add_section;
};

typedef enum
{
  PROP_SELECTING = 1,
} PealContactsPageProp;

static GParamSpec *props[PROP_SELECTING + 1];

static void page_init (PealPageInterface *iface);

G_DEFINE_FINAL_TYPE_WITH_CODE (PealContactsPage, peal_contacts_page, ADW_TYPE_BIN,
                               G_IMPLEMENT_INTERFACE (PEAL_TYPE_PAGE, page_init))

/* The list --------------------------------------------------------------------------------------- */

static gboolean
is_narrow (PealContactsPage *self)
{
  PealMainWindow *window = peal_main_window_of (GTK_WIDGET (self));
  gboolean narrow = FALSE;

  if (window != NULL)
    g_object_get (window, "narrow", &narrow, NULL);
  return narrow;
}

static const char *
choose_state (PealContactsPage *self)
{
  if (g_list_model_get_n_items (G_LIST_MODEL (self->model)) > 0)
    return is_narrow (self) ? "narrow" : "wide";
  if (*gtk_editable_get_text (GTK_EDITABLE (self->search_entry)) != '\0')
    return "no-match";
  return self->group_id != 0 ? "empty-group" : "nobody";
}

static void
show_state (PealContactsPage *self)
{
  const char *state = choose_state (self);
  GtkSelectionModel *model = GTK_SELECTION_MODEL (self->selection);
  gboolean narrow = g_str_equal (state, "narrow");
  gboolean wide = g_str_equal (state, "wide");

  if (narrow != (gtk_list_view_get_model (self->narrow_view) != NULL))
    gtk_list_view_set_model (self->narrow_view, narrow ? model : NULL);
  if (wide != (gtk_column_view_get_model (self->wide_view) != NULL))
    gtk_column_view_set_model (self->wide_view, wide ? model : NULL);
  if (!narrow && !wide)
    peal_contacts_empty_show (self->empty, state);
  gtk_stack_set_visible_child_name (self->stack, narrow || wide ? state : "empty");
  /* There the header bar has no room for them; the menu has the same. */
  gtk_widget_set_visible (GTK_WIDGET (self->filter_button), !is_narrow (self));
  gtk_widget_set_visible (self->new_button, !is_narrow (self));
}

static void
ids_read_cb (gpointer      owner,
             const GValue *value)
{
  PealContactsPage *self = owner;
  GArray *ids = g_value_get_boxed (value);
  g_autofree char *count = g_strdup_printf (ngettext ("%'d person", "%'d people", ids->len),
                                            (int) ids->len);

  peal_id_model_set_ids (self->model, ids);
  adw_window_title_set_subtitle (self->title, count);
  show_state (self);
}

static void
read_ids (PealContactsPage *self)
{
  PealContactFilter filter = { .search = gtk_editable_get_text (GTK_EDITABLE (self->search_entry)),
                               .group_id = self->group_id };
  const PealContactColumn *column;

  if (self->engine == NULL)
    return;
  column = peal_contacts_view_get_sort (self->wide_view, &filter.descending);
  filter.sort = column != NULL ? column->sort : PEAL_CONTACT_SORT_RELEVANCE;
  if (*filter.search == '\0')
    filter.search = NULL;
  peal_when_latest (&self->reading,
                    peal_contacts_snapshot (peal_engine_get_store (self->engine), &filter), self,
                    ids_read_cb, peal_main_window_show_error_cb);
}

static DexFuture *
load_rows (gpointer      source,
           const gint64 *ids,
           guint         n_ids)
{
  return peal_contacts_load_rows (source, ids, n_ids);
}

static void
search_changed_cb (PealContactsPage *self)
{
  read_ids (self);
}

/* Groups ----------------------------------------------------------------------------------------- */

static GtkWidget *
new_group_row (const char    *name,
               gint64         id,
               gint64         count,
               const GdkRGBA *color)
{
  GtkWidget *row = gtk_list_box_row_new ();
  GtkWidget *box = gtk_box_new (GTK_ORIENTATION_HORIZONTAL, 9);
  GtkWidget *label = g_object_new (GTK_TYPE_LABEL, "label", name, "xalign", 0.0f, "hexpand", TRUE,
                                   "ellipsize", PANGO_ELLIPSIZE_END, NULL);

  if (color != NULL)
    {
      GtkWidget *swatch = peal_swatches_new ();

      peal_swatches_set_colors (PEAL_SWATCHES (swatch), color, 1);
      gtk_box_append (GTK_BOX (box), swatch);
    }
  gtk_box_append (GTK_BOX (box), label);
  if (count >= 0)
    {
      g_autofree char *text = peal_format_count (count);
      GtkWidget *figure = gtk_label_new (text);

      gtk_widget_add_css_class (figure, "dimmed");
      gtk_widget_add_css_class (figure, "numeric");
      gtk_box_append (GTK_BOX (box), figure);
    }
  gtk_list_box_row_set_child (GTK_LIST_BOX_ROW (row), box);
  g_object_set_data_full (G_OBJECT (row), "group", g_memdup2 (&id, sizeof id), g_free);
  return row;
}

/* A group whose members a rule chooses takes no others. */
static void
add_group_item (PealContactsPage *self,
                const PealGroup  *group)
{
  g_autoptr(GMenuItem) item = NULL;
  g_auto(GStrv) parts = g_strsplit (group->name, "_", -1);
  g_autofree char *label = g_strjoinv ("__", parts); /* no mnemonic */

  if (*group->rule != '\0')
    return;
  item = g_menu_item_new (label, NULL);
  g_menu_item_set_action_and_target (item, "contacts.add-to-group", "x", group->id);
  g_menu_append_item (self->add_section, item);
}

static void
add_group_row (PealContactsPage *self,
               GtkWidget        *row,
               gint64            id)
{
  gtk_list_box_append (self->groups, row);
  if (id == self->group_id)
    gtk_list_box_select_row (self->groups, GTK_LIST_BOX_ROW (row));
}

static void
groups_read_cb (gpointer      owner,
                const GValue *value)
{
  PealContactsPage *self = owner;
  const GPtrArray *groups = g_value_get_boxed (value);

  g_hash_table_remove_all (self->scene.groups);
  peal_list_box_clear (self->groups);
  g_menu_remove_all (self->add_section);
  add_group_row (self, new_group_row (_("Everybody"), 0, -1, NULL), 0);
  for (guint i = 0; i < groups->len; i++)
    {
      PealGroup *group = peal_group_copy (g_ptr_array_index (groups, i));
      GdkRGBA color;

      peal_palette_get (group->color, group->id, &color);
      add_group_row (self, new_group_row (group->name, group->id, group->n_members, &color), group->id);
      add_group_item (self, group);
      g_hash_table_replace (self->scene.groups, &group->id, group);
    }
  if (gtk_list_box_get_selected_row (self->groups) == NULL) /* the group was deleted */
    gtk_list_box_select_row (self->groups, gtk_list_box_get_row_at_index (self->groups, 0));
  peal_id_model_invalidate (self->model); /* cells name groups */
}

static void
update_group_actions (PealContactsPage *self)
{
  gtk_widget_action_set_enabled (GTK_WIDGET (self), "contacts.edit-group", self->group_id != 0);
  gtk_widget_action_set_enabled (GTK_WIDGET (self), "contacts.delete-group", self->group_id != 0);
}

static void
group_selected_cb (PealContactsPage *self,
                   GtkListBoxRow    *row)
{
  const gint64 *id = row != NULL ? g_object_get_data (G_OBJECT (row), "group") : NULL;

  if (id == NULL || *id == self->group_id)
    return;
  self->group_id = *id;
  update_group_actions (self);
  read_ids (self);
}

/* Following the store ---------------------------------------------------------------------------- */

static gboolean
read_cb (gpointer user_data)
{
  PealContactsPage *self = user_data;

  self->timeout = 0;
  self->scene.now = peal_clock_get_now (peal_engine_get_clock (self->engine));
  read_ids (self);
  peal_when_latest (&self->reading_groups, peal_groups_list (peal_engine_get_store (self->engine)), self,
                    groups_read_cb, peal_main_window_show_error_cb);
  return G_SOURCE_REMOVE;
}

static void
store_changed_cb (PealContactsPage *self,
                  guint             changes)
{
  if ((changes & (PEAL_CHANGE_PEOPLE | PEAL_CHANGE_CONSENT | PEAL_CHANGE_TALK)) != 0 && self->timeout == 0)
    self->timeout = g_timeout_add (PAUSE_MS, read_cb, self);
}

static void
rows_failed_cb (PealContactsPage *self,
                const GError     *error)
{
  peal_main_window_show_error_cb (self, error);
}

/* Selecting -------------------------------------------------------------------------------------- */

static GArray *
collect_selected (PealContactsPage *self)
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

static PealContactView *
get_shown (PealContactsPage *self)
{
  AdwNavigationPage *page = adw_navigation_view_get_visible_page (self->navigation);

  return PEAL_IS_CONTACT_VIEW (page) ? PEAL_CONTACT_VIEW (page) : NULL;
}

/* Editing and deleting are about the person that is shown, else about those that are selected. */
static void
update_actions (PealContactsPage *self)
{
  g_autoptr(GtkBitset) set = gtk_selection_model_get_selection (GTK_SELECTION_MODEL (self->selection));
  gboolean shown = get_shown (self) != NULL;

  gtk_widget_action_set_enabled (GTK_WIDGET (self), "contacts.edit", shown);
  gtk_widget_action_set_enabled (GTK_WIDGET (self), "contacts.delete",
                                 shown || !gtk_bitset_is_empty (set));
  gtk_widget_action_set_enabled (GTK_WIDGET (self), "contacts.add-to-group", !gtk_bitset_is_empty (set));
}

static void
selection_changed_cb (PealContactsPage *self)
{
  g_autoptr(GtkBitset) set = gtk_selection_model_get_selection (GTK_SELECTION_MODEL (self->selection));
  int n = gtk_bitset_get_size (set);
  g_autofree char *text = g_strdup_printf (ngettext ("%'d selected", "%'d selected", n), n);

  gtk_label_set_text (self->selected_label, text);
  update_actions (self);
}

static void
set_selecting (PealContactsPage *self,
               gboolean          selecting)
{
  if (self->selecting == selecting)
    return;
  self->selecting = selecting;
  gtk_selection_model_unselect_all (GTK_SELECTION_MODEL (self->selection));
  selection_changed_cb (self);
  g_object_notify_by_pspec (G_OBJECT (self), props[PROP_SELECTING]);
}

static void
stop_selecting_cb (PealContactsPage *self)
{
  set_selecting (self, FALSE);
}

/* Deleting --------------------------------------------------------------------------------------- */

static void
undo_delete (PealMainWindow *window,
             gpointer        data)
{
  const GArray *ids = data;
  PealStore *store = peal_engine_get_store (peal_main_window_get_engine (window));

  dex_future_disown (peal_contacts_restore (store, (const gint64 *) ids->data, ids->len, ACTOR));
}

static void
delete_ids (PealContactsPage *self,
            GArray           *ids)
{
  PealMainWindow *window = peal_main_window_of (GTK_WIDGET (self));
  g_autofree char *text = g_strdup_printf (ngettext ("%'d contact deleted", "%'d contacts deleted", ids->len),
                                           (int) ids->len);

  if (ids->len == 0)
    return;
  peal_when (peal_contacts_delete (peal_engine_get_store (self->engine), (const gint64 *) ids->data,
                                   ids->len, ACTOR),
             self, NULL, peal_main_window_show_error_cb);
  if (window != NULL)
    peal_main_window_offer_undo (window, text, undo_delete, g_array_ref (ids), (GDestroyNotify) g_array_unref);
}

/* Making, changing and deleting groups ----------------------------------------------------------- */

static void
new_group_cb (GtkWidget  *widget,
              const char *name,
              GVariant   *parameter)
{
  PealContactsPage *self = PEAL_CONTACTS_PAGE (widget);

  if (self->engine != NULL)
    adw_dialog_present (ADW_DIALOG (peal_group_dialog_new (self->engine, NULL)), widget);
}

static void
edit_group_cb (GtkWidget  *widget,
               const char *name,
               GVariant   *parameter)
{
  PealContactsPage *self = PEAL_CONTACTS_PAGE (widget);
  const PealGroup *group = g_hash_table_lookup (self->scene.groups, &self->group_id);

  if (group != NULL)
    adw_dialog_present (ADW_DIALOG (peal_group_dialog_new (self->engine, group)), widget);
}

static void
undo_delete_group (PealMainWindow *window,
                   gpointer        data)
{
  PealStore *store = peal_engine_get_store (peal_main_window_get_engine (window));
  const gint64 *seq = data;

  peal_when (peal_groups_restore (store, *seq, ACTOR), window, NULL, peal_main_window_show_error_cb);
}

static void
group_deleted_cb (gpointer      owner,
                  const GValue *value)
{
  PealMainWindow *window = peal_main_window_of (owner);
  gint64 seq = g_value_get_int64 (value);

  if (window != NULL)
    peal_main_window_offer_undo (window, _("Group deleted"), undo_delete_group, g_memdup2 (&seq, sizeof seq),
                                 g_free);
}

static void
delete_group_cb (GtkWidget  *widget,
                 const char *name,
                 GVariant   *parameter)
{
  PealContactsPage *self = PEAL_CONTACTS_PAGE (widget);

  peal_when (peal_groups_delete (peal_engine_get_store (self->engine), self->group_id, ACTOR), self,
             group_deleted_cb, peal_main_window_show_error_cb);
}

/* What was added, with the group as the last one. */
static void
undo_add (PealMainWindow *window,
          gpointer        data)
{
  PealStore *store = peal_engine_get_store (peal_main_window_get_engine (window));
  const GArray *ids = data;

  peal_when (peal_groups_remove_members (store, g_array_index (ids, gint64, ids->len - 1),
                                         (const gint64 *) ids->data, ids->len - 1, ACTOR),
             window, NULL, peal_main_window_show_error_cb);
}

static void
added_cb (gpointer      owner,
          const GValue *value)
{
  PealContactsPage *self = owner;
  PealMainWindow *window = peal_main_window_of (owner);
  const GArray *added = g_value_get_boxed (value);
  g_autofree char *text = g_strdup_printf (ngettext ("%'d person added to the group",
                                                     "%'d people added to the group", added->len),
                                           (int) added->len);
  GArray *ids;

  if (window == NULL)
    return;
  ids = g_array_new (FALSE, FALSE, sizeof (gint64));
  g_array_append_vals (ids, added->data, added->len);
  g_array_append_val (ids, self->grown_group_id);
  peal_main_window_offer_undo (window, text, undo_add, ids, (GDestroyNotify) g_array_unref);
}

static void
add_to_group_cb (GtkWidget  *widget,
                 const char *name,
                 GVariant   *parameter)
{
  PealContactsPage *self = PEAL_CONTACTS_PAGE (widget);
  g_autoptr(GArray) ids = collect_selected (self);

  self->grown_group_id = g_variant_get_int64 (parameter);
  peal_when_latest (&self->adding,
                    peal_groups_add_members (peal_engine_get_store (self->engine), self->grown_group_id,
                                             (const gint64 *) ids->data, ids->len, ACTOR),
                    self, added_cb, peal_main_window_show_error_cb);
  set_selecting (self, FALSE);
}

/* Actions ---------------------------------------------------------------------------------------- */

static void
new_cb (GtkWidget  *widget,
        const char *name,
        GVariant   *parameter)
{
  PealContactsPage *self = PEAL_CONTACTS_PAGE (widget);

  if (self->engine != NULL)
    adw_dialog_present (ADW_DIALOG (peal_contact_editor_new (self->engine, NULL)), widget);
}

static void
edit_cb (GtkWidget  *widget,
         const char *name,
         GVariant   *parameter)
{
  PealContactsPage *self = PEAL_CONTACTS_PAGE (widget);
  PealContactView *shown = get_shown (self);

  if (shown != NULL && peal_contact_view_get_contact (shown) != NULL)
    adw_dialog_present (ADW_DIALOG (peal_contact_editor_new (self->engine,
                                                             peal_contact_view_get_contact (shown))),
                        widget);
}

static void
delete_cb (GtkWidget  *widget,
           const char *name,
           GVariant   *parameter)
{
  PealContactsPage *self = PEAL_CONTACTS_PAGE (widget);
  PealContactView *shown = get_shown (self);
  g_autoptr(GArray) ids = NULL;

  if (shown == NULL)
    {
      ids = collect_selected (self);
      delete_ids (self, ids);
      set_selecting (self, FALSE);
      return;
    }
  if (peal_contact_view_get_contact (shown) == NULL)
    return;
  ids = g_array_new (FALSE, FALSE, sizeof (gint64));
  g_array_append_val (ids, peal_contact_view_get_contact (shown)->id);
  delete_ids (self, ids);
  adw_navigation_view_pop_to_tag (self->navigation, "list");
}

static void
groups_cb (GtkWidget  *widget,
           const char *name,
           GVariant   *parameter)
{
  PealContactsPage *self = PEAL_CONTACTS_PAGE (widget);

  gtk_toggle_button_set_active (self->filter_button, !gtk_toggle_button_get_active (self->filter_button));
}

static void
select_cb (GtkWidget  *widget,
           const char *name,
           GVariant   *parameter)
{
  set_selecting (PEAL_CONTACTS_PAGE (widget), TRUE);
}

/* Page ------------------------------------------------------------------------------------------- */

static void
show_contact (PealContactsPage *self,
              gint64            id)
{
  adw_navigation_view_pop_to_tag (self->navigation, "list");
  adw_navigation_view_push (self->navigation,
                            ADW_NAVIGATION_PAGE (peal_contact_view_new (self->engine, id)));
}

static void
activate_cb (PealContactsPage *self,
             guint             position)
{
  show_contact (self, peal_id_model_get_id (self->model, position));
}

static void
show_subject (PealPage   *page,
              const char *subject)
{
  gint64 id;

  if (g_str_has_prefix (subject, "contact:")
      && g_ascii_string_to_signed (subject + strlen ("contact:"), 10, 1, G_MAXINT64, &id, NULL))
    show_contact (PEAL_CONTACTS_PAGE (page), id);
}

static gboolean
find (PealPage *page)
{
  PealContactsPage *self = PEAL_CONTACTS_PAGE (page);

  adw_navigation_view_pop_to_tag (self->navigation, "list");
  gtk_search_bar_set_search_mode (self->search_bar, TRUE);
  return gtk_widget_grab_focus (GTK_WIDGET (self->search_entry));
}

static void
add_column_actions (PealContactsPage *self)
{
  g_autoptr(GSimpleActionGroup) group = g_simple_action_group_new ();
  gsize n_columns;
  const PealContactColumn *columns = peal_contact_columns (&n_columns);

  for (gsize i = 1; i < n_columns; i++) /* the name stays */
    {
      GtkColumnViewColumn *column = peal_contacts_view_find_column (self->wide_view, columns[i].id);
      g_autoptr(GPropertyAction) action = g_property_action_new (columns[i].id, column, "visible");
      g_autofree char *name = g_strconcat ("column.", columns[i].id, NULL);

      g_action_map_add_action (G_ACTION_MAP (group), G_ACTION (action));
      g_menu_append (self->columns_section, _(columns[i].title), name);
    }
  gtk_widget_insert_action_group (GTK_WIDGET (self), "column", G_ACTION_GROUP (group));
}

static void
open_page (PealPage           *page,
           PealEngine         *engine,
           const PealPageInfo *info)
{
  PealContactsPage *self = PEAL_CONTACTS_PAGE (page);
  PealStore *store = peal_engine_get_store (engine);

  self->engine = g_object_ref (engine);
  self->model = peal_id_model_new (load_rows, G_OBJECT (store));
  self->selection = gtk_multi_selection_new (g_object_ref (G_LIST_MODEL (self->model)));
  g_signal_connect_object (self->model, "failed", G_CALLBACK (rows_failed_cb), self, G_CONNECT_SWAPPED);
  g_signal_connect_object (self->selection, "selection-changed", G_CALLBACK (selection_changed_cb), self,
                           G_CONNECT_SWAPPED);
  g_signal_connect_object (store, "changed", G_CALLBACK (store_changed_cb), self, G_CONNECT_SWAPPED);
  g_signal_connect_object (gtk_column_view_get_sorter (self->wide_view), "changed",
                           G_CALLBACK (read_ids), self, G_CONNECT_SWAPPED);
  g_signal_connect_object (peal_main_window_of (GTK_WIDGET (self)), "notify::narrow",
                           G_CALLBACK (show_state), self, G_CONNECT_SWAPPED);
  g_signal_connect_object (self->navigation, "notify::visible-page", G_CALLBACK (update_actions), self,
                           G_CONNECT_SWAPPED);
  selection_changed_cb (self);
  update_group_actions (self);
  read_cb (self);
}

static void
page_init (PealPageInterface *iface)
{
  iface->open = open_page;
  iface->show_subject = show_subject;
  iface->find = find;
}

/* Object ----------------------------------------------------------------------------------------- */

static void
peal_contacts_page_get_property (GObject    *object,
                                 guint       prop_id,
                                 GValue     *value,
                                 GParamSpec *pspec)
{
  PealContactsPage *self = PEAL_CONTACTS_PAGE (object);

  switch ((PealContactsPageProp) prop_id)
    {
    case PROP_SELECTING:
      g_value_set_boolean (value, self->selecting);
      return;
    }
  G_OBJECT_WARN_INVALID_PROPERTY_ID (object, prop_id, pspec);
}

static void
peal_contacts_page_dispose (GObject *object)
{
  PealContactsPage *self = PEAL_CONTACTS_PAGE (object);

  g_clear_handle_id (&self->timeout, g_source_remove);
  dex_clear (&self->reading);
  dex_clear (&self->reading_groups);
  dex_clear (&self->adding);
  adw_bin_set_child (ADW_BIN (self), NULL); /* it is a template child, which the bin would unparent twice */
  gtk_widget_dispose_template (GTK_WIDGET (self), PEAL_TYPE_CONTACTS_PAGE);
  g_clear_object (&self->selection);
  g_clear_object (&self->model);
  g_clear_object (&self->engine);
  G_OBJECT_CLASS (peal_contacts_page_parent_class)->dispose (object);
}

static void
peal_contacts_page_finalize (GObject *object)
{
  PealContactsPage *self = PEAL_CONTACTS_PAGE (object);

  g_hash_table_unref (self->scene.groups);
  G_OBJECT_CLASS (peal_contacts_page_parent_class)->finalize (object);
}

static void
bind_template (GtkWidgetClass *widget_class)
{
  gtk_widget_class_set_template_from_resource (widget_class,
                                               PEAL_RESOURCE_PATH "/ui/peal-contacts-page.ui");
  gtk_widget_class_bind_template_child (widget_class, PealContactsPage, navigation);
  gtk_widget_class_bind_template_child (widget_class, PealContactsPage, groups);
  gtk_widget_class_bind_template_child (widget_class, PealContactsPage, title);
  gtk_widget_class_bind_template_child (widget_class, PealContactsPage, filter_button);
  gtk_widget_class_bind_template_child (widget_class, PealContactsPage, new_button);
  gtk_widget_class_bind_template_child (widget_class, PealContactsPage, search_button);
  gtk_widget_class_bind_template_child (widget_class, PealContactsPage, search_bar);
  gtk_widget_class_bind_template_child (widget_class, PealContactsPage, search_entry);
  gtk_widget_class_bind_template_child (widget_class, PealContactsPage, stack);
  gtk_widget_class_bind_template_child (widget_class, PealContactsPage, empty);
  gtk_widget_class_bind_template_child (widget_class, PealContactsPage, wide_view);
  gtk_widget_class_bind_template_child (widget_class, PealContactsPage, narrow_view);
  gtk_widget_class_bind_template_child (widget_class, PealContactsPage, selected_label);
  gtk_widget_class_bind_template_child (widget_class, PealContactsPage, columns_section);
  gtk_widget_class_bind_template_child (widget_class, PealContactsPage, add_section);
  gtk_widget_class_bind_template_callback (widget_class, group_selected_cb);
  gtk_widget_class_bind_template_callback (widget_class, search_changed_cb);
  gtk_widget_class_bind_template_callback (widget_class, activate_cb);
  gtk_widget_class_bind_template_callback (widget_class, stop_selecting_cb);
}

static void
peal_contacts_page_class_init (PealContactsPageClass *klass)
{
  GObjectClass *object_class = G_OBJECT_CLASS (klass);
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  g_type_ensure (PEAL_TYPE_CONTACTS_EMPTY);
  object_class->get_property = peal_contacts_page_get_property;
  object_class->dispose = peal_contacts_page_dispose;
  object_class->finalize = peal_contacts_page_finalize;

  props[PROP_SELECTING] = g_param_spec_boolean ("selecting", NULL, NULL, FALSE,
                                                G_PARAM_READABLE | G_PARAM_STATIC_STRINGS);
  g_object_class_install_properties (object_class, G_N_ELEMENTS (props), props);

  gtk_widget_class_install_action (widget_class, "contacts.new", NULL, new_cb);
  gtk_widget_class_install_action (widget_class, "contacts.edit", NULL, edit_cb);
  gtk_widget_class_install_action (widget_class, "contacts.delete", NULL, delete_cb);
  gtk_widget_class_install_action (widget_class, "contacts.groups", NULL, groups_cb);
  gtk_widget_class_install_action (widget_class, "contacts.select", NULL, select_cb);
  gtk_widget_class_install_action (widget_class, "contacts.new-group", NULL, new_group_cb);
  gtk_widget_class_install_action (widget_class, "contacts.edit-group", NULL, edit_group_cb);
  gtk_widget_class_install_action (widget_class, "contacts.delete-group", NULL, delete_group_cb);
  gtk_widget_class_install_action (widget_class, "contacts.add-to-group", "x", add_to_group_cb);
  bind_template (widget_class);
}

static void
peal_contacts_page_init (PealContactsPage *self)
{
  self->scene.groups = g_hash_table_new_full (g_int64_hash, g_int64_equal, NULL,
                                              (GDestroyNotify) peal_group_free);
  gtk_widget_init_template (GTK_WIDGET (self));
  gtk_search_bar_connect_entry (self->search_bar, GTK_EDITABLE (self->search_entry));
  peal_contacts_view_set_up_wide (self->wide_view, GTK_WIDGET (self), &self->scene);
  peal_contacts_view_set_up_narrow (self->narrow_view, GTK_WIDGET (self), &self->scene);
  add_column_actions (self);
  peal_actions_add_shortcuts (GTK_WIDGET (self), "contacts.");
}
