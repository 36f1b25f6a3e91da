/* peal-schedule-entry-row.c: a schedule in the list of what is planned.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#define G_LOG_DOMAIN "peal-ui"

#include "peal-schedule-entry-row.h"

#include "peal-config.h"
#include "peal-occurrence-text.h"
#include "peal-schedule-text.h"

#include <glib/gi18n.h>

struct _PealScheduleEntryRow
{
  AdwActionRow parent_instance;
  gint64 id;
  PealScheduleState state;   /* that the menu is for */
  GtkWidget *warning;
  GtkMenuButton *button;
};

G_DEFINE_FINAL_TYPE (PealScheduleEntryRow, peal_schedule_entry_row, ADW_TYPE_ACTION_ROW)

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

static void
offer_acts (PealScheduleEntryRow *self)
{
  g_autoptr(GMenu) menu = g_menu_new ();

  append_item (menu, _("_Edit…"), "schedules.edit", self->id);
  if (self->state == PEAL_SCHEDULE_ACTIVE)
    append_item (menu, _("_Pause"), "schedules.pause", self->id);
  if (self->state == PEAL_SCHEDULE_PAUSED)
    append_item (menu, _("_Resume"), "schedules.resume", self->id);
  append_item (menu, _("_Delete"), "schedules.delete", self->id);
  gtk_menu_button_set_menu_model (self->button, G_MENU_MODEL (menu));
}

/* Rhythm and audience in one line, what comes and what was in another. Caller frees. */
static char *
dup_subtitle (const PealScheduleEntry *entry,
              gint64                   now)
{
  g_autofree char *rhythm = peal_schedule_rhythm_text (entry->schedule);
  g_autofree char *state = NULL;
  g_autofree char *last = NULL;

  if (entry->day != NULL && !peal_schedule_is_idle (entry->schedule))
    state = peal_schedule_day_text (entry->day, entry->name, now);
  else
    state = peal_schedule_state_text (entry->schedule, now);
  if (entry->last == NULL)
    return g_strdup_printf ("%s · %s\n%s", rhythm, entry->audience, state);
  last = peal_occurrence_text (entry->schedule, entry->last, now);
  return g_strdup_printf ("%s · %s\n%s · %s", rhythm, entry->audience, state, last);
}

void
peal_schedule_entry_row_show (PealScheduleEntryRow    *self,
                              const PealScheduleEntry *entry,
                              gint64                   now)
{
  const PealSchedule *schedule;
  g_autofree char *subtitle = NULL;
  g_autofree char *tooltip = NULL;

  g_return_if_fail (PEAL_IS_SCHEDULE_ENTRY_ROW (self));
  g_return_if_fail (entry != NULL);

  schedule = entry->schedule;
  subtitle = dup_subtitle (entry, now);
  /* Translators: %s is the name of a schedule. */
  tooltip = g_strdup_printf (_("Menu of %s"), schedule->name);
  adw_preferences_row_set_title (ADW_PREFERENCES_ROW (self), schedule->name);
  adw_action_row_set_subtitle (ADW_ACTION_ROW (self), subtitle);
  gtk_widget_set_tooltip_text (GTK_WIDGET (self->button), tooltip);
  gtk_widget_set_visible (self->warning, peal_schedule_is_idle (schedule));
  if (self->id == schedule->id && self->state == schedule->state)
    return; /* another menu would close the one that is open */
  self->id = schedule->id;
  self->state = schedule->state;
  offer_acts (self);
}

gint64
peal_schedule_entry_row_get_id (PealScheduleEntryRow *self)
{
  g_return_val_if_fail (PEAL_IS_SCHEDULE_ENTRY_ROW (self), 0);

  return self->id;
}

static void
peal_schedule_entry_row_class_init (PealScheduleEntryRowClass *klass)
{
}

static void
peal_schedule_entry_row_init (PealScheduleEntryRow *self)
{
  GtkWidget *button = gtk_menu_button_new ();

  adw_preferences_row_set_use_markup (ADW_PREFERENCES_ROW (self), FALSE);
  adw_action_row_set_title_lines (ADW_ACTION_ROW (self), 2);
  gtk_list_box_row_set_activatable (GTK_LIST_BOX_ROW (self), TRUE);
  self->warning = gtk_image_new_from_icon_name ("dialog-warning-symbolic");
  gtk_widget_add_css_class (self->warning, "warning");
  gtk_widget_set_visible (self->warning, FALSE);
  gtk_accessible_update_state (GTK_ACCESSIBLE (self->warning), GTK_ACCESSIBLE_STATE_HIDDEN, TRUE, -1); /* the text says it */
  adw_action_row_add_suffix (ADW_ACTION_ROW (self), self->warning);
  gtk_menu_button_set_icon_name (GTK_MENU_BUTTON (button), "view-more-symbolic");
  gtk_widget_set_valign (button, GTK_ALIGN_CENTER);
  gtk_widget_add_css_class (button, "flat");
  adw_action_row_add_suffix (ADW_ACTION_ROW (self), button);
  self->button = GTK_MENU_BUTTON (button);
}

GtkWidget *
peal_schedule_entry_row_new (void)
{
  return g_object_new (PEAL_TYPE_SCHEDULE_ENTRY_ROW, NULL);
}
