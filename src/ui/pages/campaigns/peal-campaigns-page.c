/* peal-campaigns-page.c: what is planned: once at a time, again and again, on birthdays.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#define G_LOG_DOMAIN "peal-ui"

#include "peal-campaigns-page.h"

#include "peal-config.h"
#include "peal-focus.h"
#include "peal-list-box.h"
#include "peal-main-window.h"
#include "peal-page.h"
#include "peal-schedule-dialog.h"
#include "peal-schedule-entry-row.h"
#include "peal-scheduler.h"
#include "peal-when.h"

#include <glib/gi18n.h>

#define ACTOR "window"

/* A schedule at work commits often; nobody reads that fast. */
#define PAUSE_MS 250

/* Times are written anew; none is told by the second. */
#define TICK_SECONDS 20

struct _PealCampaignsPage
{
  AdwBin parent_instance;
  PealEngine *engine;
  GPtrArray *entries;        /* of PealScheduleEntry, one for each row; NULL until they are read */
  guint timeout;
  guint tick;                /* set while somebody looks */
  DexFuture *reading;

  GtkStack *stack;
  GtkListBox *list;
};

static void page_init (PealPageInterface *iface);

G_DEFINE_FINAL_TYPE_WITH_CODE (PealCampaignsPage, peal_campaigns_page, ADW_TYPE_BIN,
                               G_IMPLEMENT_INTERFACE (PEAL_TYPE_PAGE, page_init))

/* Rows -------------------------------------------------------------------------------------------- */

static gboolean
is_of_entry (GtkListBoxRow *row,
             gconstpointer  entry)
{
  return peal_schedule_entry_row_get_id (PEAL_SCHEDULE_ENTRY_ROW (row))
         == ((const PealScheduleEntry *) entry)->schedule->id;
}

static void
show_entries (PealCampaignsPage *self)
{
  gint64 now = peal_clock_get_now (peal_engine_get_clock (self->engine));

  for (guint i = 0; i < self->entries->len; i++)
    {
      const PealScheduleEntry *entry = g_ptr_array_index (self->entries, i);

      peal_schedule_entry_row_show (peal_list_box_place (self->list, (int) i, peal_schedule_entry_row_new, is_of_entry,
                                                         entry),
                                    entry, now);
    }
  peal_list_box_drop (self->list, self->entries->len);
}

static void
read_cb (gpointer      owner,
         const GValue *value)
{
  PealCampaignsPage *self = owner;
  PealFocus focus = peal_focus_hold (self->list);

  g_clear_pointer (&self->entries, g_ptr_array_unref);
  self->entries = g_value_dup_boxed (value);
  show_entries (self);
  gtk_stack_set_visible_child_name (self->stack, self->entries->len > 0 ? "list" : "empty");
  peal_focus_release (&focus, GTK_WIDGET (self->stack));
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

/* "Tomorrow" is "today" some time. */
static gboolean
tick_cb (gpointer data)
{
  PealCampaignsPage *self = data;

  if (self->entries != NULL)
    show_entries (self);
  return G_SOURCE_CONTINUE;
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
begin_reading (PealCampaignsPage *self)
{
  g_clear_handle_id (&self->timeout, g_source_remove);
  timeout_cb (self);
  if (self->tick == 0)
    self->tick = g_timeout_add_seconds (TICK_SECONDS, tick_cb, self);
}

static void
peal_campaigns_page_map (GtkWidget *widget)
{
  PealCampaignsPage *self = PEAL_CAMPAIGNS_PAGE (widget);

  GTK_WIDGET_CLASS (peal_campaigns_page_parent_class)->map (widget);
  if (self->engine != NULL)
    begin_reading (self);
}

static void
peal_campaigns_page_unmap (GtkWidget *widget)
{
  g_clear_handle_id (&PEAL_CAMPAIGNS_PAGE (widget)->tick, g_source_remove);
  GTK_WIDGET_CLASS (peal_campaigns_page_parent_class)->unmap (widget);
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
    begin_reading (self);
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
  g_clear_handle_id (&self->tick, g_source_remove);
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
  widget_class->unmap = peal_campaigns_page_unmap;

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
