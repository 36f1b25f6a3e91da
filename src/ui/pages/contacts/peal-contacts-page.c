/* peal-contacts-page.c: everybody, found, sorted and filtered; and one person in detail.
 *
 * What is searched, filtered and sorted by makes one list of ids. Only one of the
 * two views holds it, so that only one makes rows.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#define G_LOG_DOMAIN "peal-ui"

#include "peal-contacts-page.h"

#include "peal-actions.h"
#include "peal-bin-dialog.h"
#include "peal-config.h"
#include "peal-contact-editor.h"
#include "peal-contact-view.h"
#include "peal-contacts-acts.h"
#include "peal-contacts-empty.h"
#include "peal-contacts-groups.h"
#include "peal-contacts-view.h"
#include "peal-duplicates-dialog.h"
#include "peal-export-dialog.h"
#include "peal-group-dialog.h"
#include "peal-groups.h"
#include "peal-id-list.h"
#include "peal-main-window.h"
#include "peal-page-table.h"
#include "peal-person-acts.h"
#include "peal-when.h"

#include <glib/gi18n.h>

/* More than a window shows, and few enough to be found between two letters that somebody types. */
#define N_FIRST 50

struct _PealContactsPage
{
  AdwBin parent_instance;
  PealEngine *engine;
  PealContactScene scene;
  DexFuture *reading_groups;

  PealIdList *ids;
  AdwNavigationView *navigation;
  PealContactsGroups *groups;
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
  GMenu *columns_section;
  GMenu *add_section;
};

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
  if (peal_id_list_get_n_ids (self->ids) > 0)
    return is_narrow (self) ? "narrow" : "wide";
  if (*gtk_editable_get_text (GTK_EDITABLE (self->search_entry)) != '\0')
    return "no-match";
  return peal_contacts_groups_get_chosen (self->groups) != 0 ? "empty-group" : "nobody";
}

static void
show_state (PealContactsPage *self)
{
  const char *state = choose_state (self);
  GtkSelectionModel *model = peal_id_list_get_selection (self->ids);
  gboolean narrow = g_str_equal (state, "narrow");
  gboolean wide = g_str_equal (state, "wide");

  if (narrow != (gtk_list_view_get_model (self->narrow_view) != NULL))
    gtk_list_view_set_model (self->narrow_view, narrow ? model : NULL);
  if (wide != (gtk_column_view_get_model (self->wide_view) != NULL))
    gtk_column_view_set_model (self->wide_view, wide ? model : NULL);
  if (!narrow && !wide)
    peal_contacts_empty_show (self->empty, state);
  gtk_stack_set_visible_child_name (self->stack, narrow || wide ? state : "empty");
}

/* A narrow header bar has no room for them, from the first moment on; the menu has the same. */
static void
fit_header (PealContactsPage *self)
{
  gtk_widget_set_visible (GTK_WIDGET (self->filter_button), !is_narrow (self));
  gtk_widget_set_visible (self->new_button, !is_narrow (self));
}

static void
narrow_cb (PealContactsPage *self)
{
  fit_header (self);
  if (!g_str_equal (gtk_stack_get_visible_child_name (self->stack), "waiting"))
    show_state (self);
}

/* Borrows from the page. */
static PealContactFilter
get_filter (PealContactsPage *self)
{
  const char *text = gtk_editable_get_text (GTK_EDITABLE (self->search_entry));
  PealContactFilter filter = { .search = *text != '\0' ? text : NULL,
                               .group_id = peal_contacts_groups_get_chosen (self->groups) };
  const PealContactColumn *column = peal_contacts_view_get_sort (self->wide_view, &filter.descending);

  filter.sort = column != NULL ? column->sort : PEAL_CONTACT_SORT_RELEVANCE;
  return filter;
}

static DexFuture *
ask (gpointer page)
{
  PealContactsPage *self = page;
  PealContactFilter filter = get_filter (self);

  return peal_contacts_snapshot (peal_engine_get_store (self->engine), &filter);
}

static DexFuture *
ask_first (gpointer page)
{
  PealContactsPage *self = page;
  PealContactFilter filter = get_filter (self);

  if (!peal_contact_filter_is_quick (&filter))
    return NULL;
  return peal_contacts_first (peal_engine_get_store (self->engine), &filter, N_FIRST);
}

/* How many there are is not known yet. */
static void
first_shown (gpointer page)
{
  PealContactsPage *self = page;

  adw_window_title_set_subtitle (self->title, _("Counting…"));
  show_state (self);
}

static void
shown (gpointer page,
       guint    n_ids,
       guint    wanted)
{
  PealContactsPage *self = page;
  g_autofree char *count = g_strdup_printf (ngettext ("%'d person", "%'d people", n_ids), (int) n_ids);

  adw_window_title_set_subtitle (self->title, count);
  show_state (self);
}

static void
search_changed_cb (PealContactsPage *self)
{
  peal_id_list_read (self->ids);
}

/* Groups ----------------------------------------------------------------------------------------- */

static void
groups_read_cb (gpointer      owner,
                const GValue *value)
{
  PealContactsPage *self = owner;
  GPtrArray *groups = g_value_get_boxed (value);

  g_hash_table_remove_all (self->scene.groups);
  for (guint i = 0; i < groups->len; i++)
    {
      PealGroup *group = peal_group_copy (g_ptr_array_index (groups, i));

      g_hash_table_replace (self->scene.groups, &group->id, group);
    }
  peal_contacts_groups_show (self->groups, groups);
  peal_contacts_groups_fill_menu (groups, self->add_section);
  peal_id_list_invalidate (self->ids); /* cells name groups */
}

static void
group_chosen_cb (PealContactsPage *self)
{
  peal_id_list_read (self->ids);
}

static void
refreshed (gpointer page)
{
  PealContactsPage *self = page;

  self->scene.now = peal_clock_get_now (peal_engine_get_clock (self->engine));
  peal_when_latest (&self->reading_groups, peal_groups_list_counted (peal_engine_get_store (self->engine)), self,
                    groups_read_cb, peal_main_window_show_error_cb);
}

static const PealIdListKind people = {
  .load = (PealIdModelLoad) peal_contacts_load_rows,
  .changes = PEAL_CHANGE_PEOPLE | PEAL_CHANGE_CONSENT | PEAL_CHANGE_TALK,
  .pause_ms = 400,
  .ask = ask,
  .ask_first = ask_first,
  .n_first = N_FIRST,
  .first_shown = first_shown,
  .shown = shown,
  .refreshed = refreshed,
};

/* Actions ---------------------------------------------------------------------------------------- */

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
  gboolean shown = get_shown (self) != NULL;
  gboolean selecting;
  guint n;

  g_object_get (self->ids, "selecting", &selecting, "n-selected", &n, NULL);
  gtk_widget_action_set_enabled (GTK_WIDGET (self), "contacts.edit", shown);
  gtk_widget_action_set_enabled (GTK_WIDGET (self), "contacts.data", shown);
  gtk_widget_action_set_enabled (GTK_WIDGET (self), "contacts.erase", shown);
  gtk_widget_action_set_enabled (GTK_WIDGET (self), "contacts.delete", shown || n > 0);
  gtk_widget_action_set_enabled (GTK_WIDGET (self), "contacts.add-to-group", n > 0);
  gtk_widget_action_set_enabled (GTK_WIDGET (self), "contacts.change", n > 0);
  gtk_widget_action_set_enabled (GTK_WIDGET (self), "contacts.stop-selecting", selecting);
}

static void
add_to_group_cb (GtkWidget  *widget,
                 const char *name,
                 GVariant   *parameter)
{
  PealContactsPage *self = PEAL_CONTACTS_PAGE (widget);
  g_autoptr(GArray) ids = peal_id_list_dup_selected (self->ids);

  peal_contacts_act_add_to_group (widget, self->engine, ids, g_variant_get_int64 (parameter));
  peal_id_list_set_selecting (self->ids, FALSE);
}

static void
change_cb (GtkWidget  *widget,
           const char *name,
           GVariant   *parameter)
{
  PealContactsPage *self = PEAL_CONTACTS_PAGE (widget);
  g_autoptr(GArray) ids = peal_id_list_dup_selected (self->ids);

  peal_contacts_act_change (widget, self->engine, ids);
}

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
      ids = peal_id_list_dup_selected (self->ids);
      peal_contacts_act_delete (widget, self->engine, ids);
      peal_id_list_set_selecting (self->ids, FALSE);
      return;
    }
  if (peal_contact_view_get_contact (shown) == NULL)
    return;
  ids = g_array_new (FALSE, FALSE, sizeof (gint64));
  g_array_append_val (ids, peal_contact_view_get_contact (shown)->id);
  peal_contacts_act_delete (widget, self->engine, ids);
  adw_navigation_view_pop_to_tag (self->navigation, "list");
}

/* Who is shown, whole; NULL if nobody is. */
static const PealContact *
get_shown_contact (PealContactsPage *self)
{
  PealContactView *shown = get_shown (self);

  return shown != NULL ? peal_contact_view_get_contact (shown) : NULL;
}

static void
data_cb (GtkWidget  *widget,
         const char *name,
         GVariant   *parameter)
{
  PealContactsPage *self = PEAL_CONTACTS_PAGE (widget);

  if (get_shown_contact (self) != NULL)
    peal_person_act_export (widget, self->engine, get_shown_contact (self));
}

static void
erase_cb (GtkWidget  *widget,
          const char *name,
          GVariant   *parameter)
{
  PealContactsPage *self = PEAL_CONTACTS_PAGE (widget);

  if (get_shown_contact (self) != NULL)
    peal_person_act_erase (widget, self->engine, get_shown_contact (self));
}

static void
groups_cb (GtkWidget  *widget,
           const char *name,
           GVariant   *parameter)
{
  PealContactsPage *self = PEAL_CONTACTS_PAGE (widget);

  gtk_toggle_button_set_active (self->filter_button, !gtk_toggle_button_get_active (self->filter_button));
}

/* Those that are selected, else what is looked at. */
static void
export_cb (GtkWidget  *widget,
           const char *name,
           GVariant   *parameter)
{
  PealContactsPage *self = PEAL_CONTACTS_PAGE (widget);
  g_autoptr(GArray) selected = peal_id_list_dup_selected (self->ids);
  const char *text = gtk_editable_get_text (GTK_EDITABLE (self->search_entry));
  PealExportScope scope = {
    .group_id = peal_contacts_groups_get_chosen (self->groups),
    .search = *text != '\0' ? text : NULL,
    .selected = selected,
  };
  const PealGroup *group = g_hash_table_lookup (self->scene.groups, &scope.group_id);

  if (group != NULL)
    scope.group = group->name;
  if (self->engine != NULL)
    adw_dialog_present (peal_export_dialog_new (self->engine, &scope), widget);
}

static void
bin_cb (GtkWidget  *widget,
        const char *name,
        GVariant   *parameter)
{
  PealContactsPage *self = PEAL_CONTACTS_PAGE (widget);

  if (self->engine != NULL)
    adw_dialog_present (peal_bin_dialog_new (self->engine), widget);
}

static void
duplicates_cb (GtkWidget  *widget,
               const char *name,
               GVariant   *parameter)
{
  PealContactsPage *self = PEAL_CONTACTS_PAGE (widget);

  if (self->engine != NULL)
    adw_dialog_present (peal_duplicates_dialog_new (self->engine), widget);
}

static void
select_cb (GtkWidget  *widget,
           const char *name,
           GVariant   *parameter)
{
  peal_id_list_set_selecting (PEAL_CONTACTS_PAGE (widget)->ids, TRUE);
}

static void
stop_selecting_cb (GtkWidget  *widget,
                   const char *name,
                   GVariant   *parameter)
{
  peal_id_list_set_selecting (PEAL_CONTACTS_PAGE (widget)->ids, FALSE);
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
show_search (PealContactsPage *self,
             const char       *text)
{
  adw_navigation_view_pop_to_tag (self->navigation, "list");
  gtk_search_bar_set_search_mode (self->search_bar, TRUE);
  gtk_editable_set_text (GTK_EDITABLE (self->search_entry), text);
  gtk_editable_set_position (GTK_EDITABLE (self->search_entry), -1);
  gtk_widget_grab_focus (GTK_WIDGET (self->search_entry));
}

static void
activate_cb (PealContactsPage *self,
             guint             position)
{
  show_contact (self, peal_id_list_get_id (self->ids, position));
}

static void
show_subject (PealPage   *page,
              const char *subject)
{
  gint64 id;

  if (g_str_has_prefix (subject, "contact:")
      && g_ascii_string_to_signed (subject + strlen ("contact:"), 10, 1, G_MAXINT64, &id, NULL))
    show_contact (PEAL_CONTACTS_PAGE (page), id);
  else if (g_str_has_prefix (subject, "contacts:"))
    show_search (PEAL_CONTACTS_PAGE (page), subject + strlen ("contacts:"));
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
open_page (PealPage           *page,
           PealEngine         *engine,
           const PealPageInfo *info)
{
  PealContactsPage *self = PEAL_CONTACTS_PAGE (page);

  self->engine = g_object_ref (engine);
  peal_contacts_groups_set_engine (self->groups, engine);
  g_signal_connect_object (peal_main_window_of (GTK_WIDGET (self)), "notify::narrow",
                           G_CALLBACK (narrow_cb), self, G_CONNECT_SWAPPED);
  fit_header (self);
  peal_id_list_open (self->ids, &people, GTK_WIDGET (self), peal_engine_get_store (engine));
}

static void
focus (PealPage *page)
{
  peal_id_list_focus (PEAL_CONTACTS_PAGE (page)->ids);
}

static void
page_init (PealPageInterface *iface)
{
  iface->open = open_page;
  iface->show_subject = show_subject;
  iface->focus = focus;
  iface->find = find;
}

/* Object ----------------------------------------------------------------------------------------- */

static void
peal_contacts_page_dispose (GObject *object)
{
  PealContactsPage *self = PEAL_CONTACTS_PAGE (object);

  dex_clear (&self->reading_groups);
  adw_bin_set_child (ADW_BIN (self), NULL); /* it is a template child, which the bin would unparent twice */
  gtk_widget_dispose_template (GTK_WIDGET (self), PEAL_TYPE_CONTACTS_PAGE);
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
  gtk_widget_class_bind_template_child (widget_class, PealContactsPage, ids);
  gtk_widget_class_bind_template_child (widget_class, PealContactsPage, columns_section);
  gtk_widget_class_bind_template_child (widget_class, PealContactsPage, add_section);
  gtk_widget_class_bind_template_callback (widget_class, group_chosen_cb);
  gtk_widget_class_bind_template_callback (widget_class, search_changed_cb);
  gtk_widget_class_bind_template_callback (widget_class, activate_cb);
}

static void
peal_contacts_page_class_init (PealContactsPageClass *klass)
{
  GObjectClass *object_class = G_OBJECT_CLASS (klass);
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  g_type_ensure (PEAL_TYPE_CONTACTS_EMPTY);
  g_type_ensure (PEAL_TYPE_CONTACTS_GROUPS);
  g_type_ensure (PEAL_TYPE_ID_LIST);
  object_class->dispose = peal_contacts_page_dispose;
  object_class->finalize = peal_contacts_page_finalize;

  gtk_widget_class_install_action (widget_class, "contacts.edit", NULL, edit_cb);
  gtk_widget_class_install_action (widget_class, "contacts.bin", NULL, bin_cb);
  gtk_widget_class_install_action (widget_class, "contacts.change", NULL, change_cb);
  gtk_widget_class_install_action (widget_class, "contacts.delete", NULL, delete_cb);
  gtk_widget_class_install_action (widget_class, "contacts.data", NULL, data_cb);
  gtk_widget_class_install_action (widget_class, "contacts.erase", NULL, erase_cb);
  gtk_widget_class_install_action (widget_class, "contacts.export", NULL, export_cb);
  gtk_widget_class_install_action (widget_class, "contacts.groups", NULL, groups_cb);
  gtk_widget_class_install_action (widget_class, "contacts.duplicates", NULL, duplicates_cb);
  gtk_widget_class_install_action (widget_class, "contacts.select", NULL, select_cb);
  gtk_widget_class_install_action (widget_class, "contacts.stop-selecting", NULL, stop_selecting_cb);
  gtk_widget_class_install_action (widget_class, "contacts.new-group", NULL, new_group_cb);
  gtk_widget_class_install_action (widget_class, "contacts.add-to-group", "x", add_to_group_cb);
  bind_template (widget_class);
}

static void
follow_template (PealContactsPage *self)
{
  g_signal_connect_object (self->ids, "notify::selecting", G_CALLBACK (update_actions), self, G_CONNECT_SWAPPED);
  g_signal_connect_object (self->ids, "notify::n-selected", G_CALLBACK (update_actions), self, G_CONNECT_SWAPPED);
  g_signal_connect_object (self->navigation, "notify::visible-page", G_CALLBACK (update_actions), self,
                           G_CONNECT_SWAPPED);
  g_signal_connect_object (gtk_column_view_get_sorter (self->wide_view), "changed",
                           G_CALLBACK (peal_id_list_read), self->ids, G_CONNECT_SWAPPED);
  update_actions (self);
}

/* A file of contacts from the file manager. */
static gboolean
dropped_cb (PealContactsPage *self,
            const GValue     *value)
{
  g_autofree char *uri = g_file_get_uri (g_value_get_object (value));

  return gtk_widget_activate_action (GTK_WIDGET (self), "win.import-file", "s", uri);
}

static void
peal_contacts_page_init (PealContactsPage *self)
{
  GtkDropTarget *target = gtk_drop_target_new (G_TYPE_FILE, GDK_ACTION_COPY);

  self->scene.groups = g_hash_table_new_full (g_int64_hash, g_int64_equal, NULL,
                                              (GDestroyNotify) peal_group_free);
  gtk_widget_init_template (GTK_WIDGET (self));
  gtk_search_bar_connect_entry (self->search_bar, GTK_EDITABLE (self->search_entry));
  peal_contacts_view_set_up_wide (self->wide_view, self->ids, &self->scene);
  peal_contacts_view_set_up_narrow (self->narrow_view, self->ids, &self->scene);
  peal_contacts_view_add_column_actions (self->wide_view, GTK_WIDGET (self), self->columns_section);
  follow_template (self);
  peal_actions_add_shortcuts (GTK_WIDGET (self), "contacts.");
  g_signal_connect_object (target, "drop", G_CALLBACK (dropped_cb), self, G_CONNECT_SWAPPED);
  gtk_widget_add_controller (GTK_WIDGET (self), GTK_EVENT_CONTROLLER (target));
}
