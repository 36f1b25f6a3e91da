/* peal-date-row.c: a day, typed as people write it or chosen from a calendar.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#define G_LOG_DOMAIN "peal-ui"

#include "peal-date-row.h"

#include "peal-config.h"
#include "peal-custom.h"
#include "peal-entry.h"
#include "peal-format.h"
#include "peal-occasion.h"

#include <glib/gi18n.h>

struct _PealDateRow
{
  AdwEntryRow parent_instance;
  gboolean is_setting;       /* the calendar follows the text */
  GtkMenuButton *button;
  GtkCalendar *calendar;
  GtkCheckButton *no_year;   /* hidden unless days may lack theirs */
};

G_DEFINE_FINAL_TYPE (PealDateRow, peal_date_row, ADW_TYPE_ENTRY_ROW)

typedef enum
{
  PROP_YEARLESS = 1,
} PealDateRowProp;

static GParamSpec *props[PROP_YEARLESS + 1];

/* The day that the calendar shows goes into the text. */
static void
chosen_cb (PealDateRow *self)
{
  g_autoptr(GDateTime) day = NULL;
  g_autofree char *text = NULL;

  if (self->is_setting)
    return;
  day = gtk_calendar_get_date (self->calendar);
  text = g_date_time_format (day, gtk_check_button_get_active (self->no_year) ? "--%m-%d" : "%Y-%m-%d");
  gtk_editable_set_text (GTK_EDITABLE (self), text);
}

/* And the other way round, as the calendar opens. */
static void
shown_cb (PealDateRow *self)
{
  g_autofree char *text = peal_date_row_read (self);
  g_autoptr(GDateTime) now = g_date_time_new_now_local ();
  g_autoptr(GDateTime) day = NULL;
  PealOccasionDate date;

  if (text == NULL || !peal_occasion_date_parse (text, &date))
    return;
  self->is_setting = TRUE;
  day = g_date_time_new_local (date.year != 0 ? date.year : g_date_time_get_year (now), date.month, date.day, 12, 0, 0);
  if (day == NULL) /* 29 February in a year that has none */
    day = g_date_time_new_local (2000, date.month, date.day, 12, 0, 0);
  gtk_calendar_select_day (self->calendar, day);
  gtk_check_button_set_active (self->no_year, date.year == 0);
  self->is_setting = FALSE;
}

static void
peal_date_row_get_property (GObject    *object,
                            guint       prop_id,
                            GValue     *value,
                            GParamSpec *pspec)
{
  switch ((PealDateRowProp) prop_id)
    {
    case PROP_YEARLESS:
      g_value_set_boolean (value, gtk_widget_get_visible (GTK_WIDGET (PEAL_DATE_ROW (object)->no_year)));
      return;
    }
  G_OBJECT_WARN_INVALID_PROPERTY_ID (object, prop_id, pspec);
}

static void
peal_date_row_set_property (GObject      *object,
                            guint         prop_id,
                            const GValue *value,
                            GParamSpec   *pspec)
{
  switch ((PealDateRowProp) prop_id)
    {
    case PROP_YEARLESS:
      gtk_widget_set_visible (GTK_WIDGET (PEAL_DATE_ROW (object)->no_year), g_value_get_boolean (value));
      return;
    }
  G_OBJECT_WARN_INVALID_PROPERTY_ID (object, prop_id, pspec);
}

static void
peal_date_row_class_init (PealDateRowClass *klass)
{
  GObjectClass *object_class = G_OBJECT_CLASS (klass);

  object_class->get_property = peal_date_row_get_property;
  object_class->set_property = peal_date_row_set_property;
  props[PROP_YEARLESS] = g_param_spec_boolean ("yearless", NULL, NULL, FALSE,
                                               G_PARAM_READWRITE | G_PARAM_STATIC_STRINGS | G_PARAM_EXPLICIT_NOTIFY);
  g_object_class_install_properties (object_class, G_N_ELEMENTS (props), props);
}

static void
peal_date_row_init (PealDateRow *self)
{
  GtkWidget *popover = gtk_popover_new ();
  GtkWidget *box = gtk_box_new (GTK_ORIENTATION_VERTICAL, 6);

  self->calendar = GTK_CALENDAR (gtk_calendar_new ());
  self->no_year = GTK_CHECK_BUTTON (gtk_check_button_new_with_mnemonic (_("Year _unknown")));
  gtk_widget_set_visible (GTK_WIDGET (self->no_year), FALSE);
  gtk_box_append (GTK_BOX (box), GTK_WIDGET (self->calendar));
  gtk_box_append (GTK_BOX (box), GTK_WIDGET (self->no_year));
  gtk_popover_set_child (GTK_POPOVER (popover), box);
  self->button = GTK_MENU_BUTTON (gtk_menu_button_new ());
  gtk_menu_button_set_icon_name (self->button, "x-office-calendar-symbolic");
  gtk_menu_button_set_popover (self->button, popover);
  gtk_widget_set_tooltip_text (GTK_WIDGET (self->button), _("Choose a Day"));
  gtk_widget_set_valign (GTK_WIDGET (self->button), GTK_ALIGN_CENTER);
  gtk_widget_add_css_class (GTK_WIDGET (self->button), "flat");
  adw_entry_row_add_suffix (ADW_ENTRY_ROW (self), GTK_WIDGET (self->button));
  peal_entry_write_ltr (ADW_ENTRY_ROW (self));
  g_signal_connect_object (popover, "show", G_CALLBACK (shown_cb), self, G_CONNECT_SWAPPED);
  g_signal_connect_object (self->calendar, "day-selected", G_CALLBACK (chosen_cb), self, G_CONNECT_SWAPPED);
  g_signal_connect_object (self->no_year, "toggled", G_CALLBACK (chosen_cb), self, G_CONNECT_SWAPPED);
}

GtkWidget *
peal_date_row_new (const char *title,
                   gboolean    yearless)
{
  return g_object_new (PEAL_TYPE_DATE_ROW, "use-markup", FALSE, "title", title, "yearless", yearless, NULL);
}

char *
peal_date_row_read (PealDateRow *self)
{
  g_return_val_if_fail (PEAL_IS_DATE_ROW (self), NULL);

  return peal_custom_read (PEAL_CUSTOM_DATE, NULL, gtk_editable_get_text (GTK_EDITABLE (self)), peal_format_get_region (),
                           '.');
}

void
peal_date_row_set (PealDateRow *self,
                   const char  *date)
{
  g_return_if_fail (PEAL_IS_DATE_ROW (self));
  g_return_if_fail (date != NULL);

  gtk_editable_set_text (GTK_EDITABLE (self), date);
}
