/* peal-campaigns-page.c: what is planned: once at a time, again and again, on birthdays.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#define G_LOG_DOMAIN "peal-ui"

#include "peal-campaigns-page.h"

#include "peal-config.h"
#include "peal-list-box.h"
#include "peal-main-window.h"
#include "peal-page.h"
#include "peal-schedule-dialog.h"
#include "peal-schedule-read.h"
#include "peal-schedule-text.h"
#include "peal-scheduler.h"
#include "peal-when.h"

#include <glib/gi18n.h>

#define ACTOR "window"

/* A schedule at work commits often; nobody reads that fast. */
#define PAUSE_MS 250

struct _PealCampaignsPage
{
  AdwBin parent_instance;
  PealEngine *engine;
  GPtrArray *entries;        /* of PealScheduleEntry, one for each row; NULL until they are read */
  guint timeout;
  DexFuture *reading;

  GtkStack *stack;
  GtkListBox *list;
};

static void page_init (PealPageInterface *iface);

G_DEFINE_FINAL_TYPE_WITH_CODE (PealCampaignsPage, peal_campaigns_page, ADW_TYPE_BIN,
                               G_IMPLEMENT_INTERFACE (PEAL_TYPE_PAGE, page_init))

/* Rows -------------------------------------------------------------------------------------------- */

static void
append_item (GMenu      *menu,
             const char *label,
             const char *action,
             gint64      id)
{
  g_autoptr(GMenuItem) item = g_menu_item_new (label, NULL);

  g_menu_item_set_action_and_target (item, action, "x", id);
  g_menu_append_item (menu, item);
}

static GtkWidget *
new_menu_button (const PealSchedule *schedule)
{
  g_autoptr(GMenu) menu = g_menu_new ();
  GtkWidget *button = gtk_menu_button_new ();
  /* Translators: %s is the name of a schedule. */
  g_autofree char *tooltip = g_strdup_printf (_("Menu of %s"), schedule->name);

  append_item (menu, _("_Edit…"), "schedules.edit", schedule->id);
  if (schedule->state == PEAL_SCHEDULE_ACTIVE)
    append_item (menu, _("_Pause"), "schedules.pause", schedule->id);
  if (schedule->state == PEAL_SCHEDULE_PAUSED)
    append_item (menu, _("_Resume"), "schedules.resume", schedule->id);
  append_item (menu, _("_Delete"), "schedules.delete", schedule->id);
  gtk_menu_button_set_menu_model (GTK_MENU_BUTTON (button), G_MENU_MODEL (menu));
  gtk_menu_button_set_icon_name (GTK_MENU_BUTTON (button), "view-more-symbolic");
  gtk_widget_set_tooltip_text (button, tooltip);
  gtk_widget_set_valign (button, GTK_ALIGN_CENTER);
  gtk_widget_add_css_class (button, "flat");
  return button;
}

/* Rhythm and audience in one line, what comes and what was in another. Caller frees. */
static char *
dup_subtitle (PealCampaignsPage       *self,
              const PealScheduleEntry *entry)
{
  gint64 now = peal_clock_get_now (peal_engine_get_clock (self->engine));
  g_autofree char *rhythm = peal_schedule_rhythm_text (entry->schedule);
  g_autofree char *state = peal_schedule_state_text (entry->schedule, now);
  g_autofree char *last = NULL;

  if (entry->last == NULL)
    return g_strdup_printf ("%s · %s\n%s", rhythm, entry->audience, state);
  last = peal_schedule_occurrence_text (entry->last, now);
  return g_strdup_printf ("%s · %s\n%s · %s", rhythm, entry->audience, state, last);
}

static GtkWidget *
new_row (PealCampaignsPage       *self,
         const PealScheduleEntry *entry)
{
  GtkWidget *row = adw_action_row_new ();
  g_autofree char *subtitle = dup_subtitle (self, entry);

  adw_preferences_row_set_use_markup (ADW_PREFERENCES_ROW (row), FALSE);
  adw_preferences_row_set_title (ADW_PREFERENCES_ROW (row), entry->schedule->name);
  adw_action_row_set_title_lines (ADW_ACTION_ROW (row), 2);
  adw_action_row_set_subtitle (ADW_ACTION_ROW (row), subtitle);
  adw_action_row_add_suffix (ADW_ACTION_ROW (row), new_menu_button (entry->schedule));
  gtk_list_box_row_set_activatable (GTK_LIST_BOX_ROW (row), TRUE);
  return row;
}

static void
read_cb (gpointer      owner,
         const GValue *value)
{
  PealCampaignsPage *self = owner;

  g_clear_pointer (&self->entries, g_ptr_array_unref);
  self->entries = g_value_dup_boxed (value);
  peal_list_box_clear (self->list);
  for (guint i = 0; i < self->entries->len; i++)
    gtk_list_box_append (self->list, new_row (self, g_ptr_array_index (self->entries, i)));
  gtk_stack_set_visible_child_name (self->stack, self->entries->len > 0 ? "list" : "empty");
}

static gboolean
timeout_cb (gpointer data)
{
  PealCampaignsPage *self = data;

  self->timeout = 0;
  peal_when_latest (&self->reading, peal_schedule_entries_read (peal_engine_get_store (self->engine)), self, read_cb,
                    peal_main_window_show_error_cb);
  return G_SOURCE_REMOVE;
}

static void
changed_cb (PealCampaignsPage *self,
            guint              changes)
{
  if ((changes & (PEAL_CHANGE_SCHEDULES | PEAL_CHANGE_PEOPLE)) != 0 && self->timeout == 0
      && gtk_widget_get_mapped (GTK_WIDGET (self)))
    self->timeout = g_timeout_add (PAUSE_MS, timeout_cb, self);
}

/* Acts -------------------------------------------------------------------------------------------- */

static const PealSchedule *
find_schedule (PealCampaignsPage *self,
               gint64             id)
{
  for (guint i = 0; self->entries != NULL && i < self->entries->len; i++)
    {
      const PealScheduleEntry *entry = g_ptr_array_index (self->entries, i);

      if (entry->schedule->id == id)
        return entry->schedule;
    }
  return NULL;
}

static void
open_dialog (PealCampaignsPage  *self,
             const PealSchedule *schedule)
{
  adw_dialog_present (peal_schedule_dialog_new (self->engine, schedule), GTK_WIDGET (self));
}

static void
row_activated_cb (PealCampaignsPage *self,
                  GtkListBoxRow     *row)
{
  const PealScheduleEntry *entry = g_ptr_array_index (self->entries, gtk_list_box_row_get_index (row));

  open_dialog (self, entry->schedule);
}

static void
new_cb (GtkWidget  *widget,
        const char *name,
        GVariant   *parameter)
{
  open_dialog (PEAL_CAMPAIGNS_PAGE (widget), NULL);
}

static void
edit_cb (GtkWidget  *widget,
         const char *name,
         GVariant   *parameter)
{
  PealCampaignsPage *self = PEAL_CAMPAIGNS_PAGE (widget);
  const PealSchedule *schedule = find_schedule (self, g_variant_get_int64 (parameter));

  if (schedule != NULL)
    open_dialog (self, schedule);
}

static void
pause_cb (GtkWidget  *widget,
          const char *name,
          GVariant   *parameter)
{
  PealCampaignsPage *self = PEAL_CAMPAIGNS_PAGE (widget);

  peal_when (peal_schedules_pause (peal_engine_get_store (self->engine), g_variant_get_int64 (parameter), ACTOR), self,
             NULL, peal_main_window_show_error_cb);
}

static void
resume_cb (GtkWidget  *widget,
           const char *name,
           GVariant   *parameter)
{
  PealCampaignsPage *self = PEAL_CAMPAIGNS_PAGE (widget);

  peal_when (peal_engine_resume_schedule (self->engine, g_variant_get_int64 (parameter), ACTOR), self, NULL,
             peal_main_window_show_error_cb);
}

static void
undo_delete (PealMainWindow *window,
             gpointer        data)
{
  PealStore *store = peal_engine_get_store (peal_main_window_get_engine (window));

  peal_when (peal_schedules_set_deleted (store, *(gint64 *) data, FALSE, ACTOR), window, NULL,
             peal_main_window_show_error_cb);
}

static void
delete_cb (GtkWidget  *widget,
           const char *name,
           GVariant   *parameter)
{
  PealCampaignsPage *self = PEAL_CAMPAIGNS_PAGE (widget);
  PealMainWindow *window = peal_main_window_of (widget);
  gint64 id = g_variant_get_int64 (parameter);
  const PealSchedule *schedule = find_schedule (self, id);
  g_autofree char *text = NULL;

  if (schedule == NULL || window == NULL)
    return;
  /* Translators: %s is the name of a schedule. */
  text = g_strdup_printf (_("“%s” deleted"), schedule->name);
  peal_when (peal_schedules_set_deleted (peal_engine_get_store (self->engine), id, TRUE, ACTOR), self, NULL,
             peal_main_window_show_error_cb);
  peal_main_window_offer_undo (window, text, undo_delete, g_memdup2 (&id, sizeof id), g_free);
}

/* Object ------------------------------------------------------------------------------------------ */

static void
peal_campaigns_page_map (GtkWidget *widget)
{
  PealCampaignsPage *self = PEAL_CAMPAIGNS_PAGE (widget);

  GTK_WIDGET_CLASS (peal_campaigns_page_parent_class)->map (widget);
  if (self->engine != NULL)
    timeout_cb (self);
}

static void
open_page (PealPage           *page,
           PealEngine         *engine,
           const PealPageInfo *info)
{
  PealCampaignsPage *self = PEAL_CAMPAIGNS_PAGE (page);

  self->engine = g_object_ref (engine);
  g_signal_connect_object (peal_engine_get_store (engine), "changed", G_CALLBACK (changed_cb), self,
                           G_CONNECT_SWAPPED);
  if (gtk_widget_get_mapped (GTK_WIDGET (self)))
    timeout_cb (self);
}

static void
page_init (PealPageInterface *iface)
{
  iface->open = open_page;
}

static void
peal_campaigns_page_dispose (GObject *object)
{
  PealCampaignsPage *self = PEAL_CAMPAIGNS_PAGE (object);

  g_clear_handle_id (&self->timeout, g_source_remove);
  dex_clear (&self->reading);
  gtk_widget_dispose_template (GTK_WIDGET (self), PEAL_TYPE_CAMPAIGNS_PAGE);
  g_clear_pointer (&self->entries, g_ptr_array_unref);
  g_clear_object (&self->engine);
  G_OBJECT_CLASS (peal_campaigns_page_parent_class)->dispose (object);
}

static void
peal_campaigns_page_class_init (PealCampaignsPageClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  G_OBJECT_CLASS (klass)->dispose = peal_campaigns_page_dispose;
  widget_class->map = peal_campaigns_page_map;

  gtk_widget_class_install_action (widget_class, "schedules.new", NULL, new_cb);
  gtk_widget_class_install_action (widget_class, "schedules.edit", "x", edit_cb);
  gtk_widget_class_install_action (widget_class, "schedules.pause", "x", pause_cb);
  gtk_widget_class_install_action (widget_class, "schedules.resume", "x", resume_cb);
  gtk_widget_class_install_action (widget_class, "schedules.delete", "x", delete_cb);
  gtk_widget_class_set_template_from_resource (widget_class, PEAL_RESOURCE_PATH "/ui/peal-campaigns-page.ui");
  gtk_widget_class_bind_template_child (widget_class, PealCampaignsPage, stack);
  gtk_widget_class_bind_template_child (widget_class, PealCampaignsPage, list);
  gtk_widget_class_bind_template_callback (widget_class, row_activated_cb);
}

static void
peal_campaigns_page_init (PealCampaignsPage *self)
{
  gtk_widget_init_template (GTK_WIDGET (self));
}
