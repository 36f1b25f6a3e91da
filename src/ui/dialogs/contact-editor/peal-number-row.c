/* peal-number-row.c: a phone number being typed, and what is wrong with it.
 *
 * The judgement is shown once the cursor leaves the row or the number is good:
 * nobody wants to be told "too short" after the second digit.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#define G_LOG_DOMAIN "peal-ui"

#include "peal-number-row.h"

#include "peal-config.h"
#include "peal-format.h"

#include <glib/gi18n.h>

struct _PealNumberRow
{
  AdwEntryRow parent_instance;
  GtkWidget *mark;
};

G_DEFINE_FINAL_TYPE (PealNumberRow, peal_number_row, ADW_TYPE_ENTRY_ROW)

static const char *
reason_text (PealPhoneReason reason)
{
  switch (reason)
    {
    case PEAL_PHONE_OK:
    case PEAL_PHONE_NO_PHONE:
      return NULL;
    case PEAL_PHONE_NOT_SMS_CAPABLE:
      return _("This kind of number cannot be texted.");
    case PEAL_PHONE_TOO_SHORT:
      return _("Too few digits.");
    case PEAL_PHONE_TOO_LONG:
      return _("Too many digits.");
    case PEAL_PHONE_NO_AREA_CODE:
      return _("The area code is missing.");
    case PEAL_PHONE_INVALID:
      return _("This is no phone number.");
    case PEAL_PHONE_PLACEHOLDER:
      return _("This looks like a made-up number.");
    case PEAL_PHONE_SCIENTIFIC_LOSSY:
      return _("A spreadsheet has dropped digits of this number.");
    }
  return _("This is no phone number.");
}

static void
judge (PealNumberRow *self)
{
  gboolean typing = (gtk_widget_get_state_flags (GTK_WIDGET (self)) & GTK_STATE_FLAG_FOCUS_WITHIN) != 0;
  PealPhone phone;
  const char *trouble = reason_text (peal_number_row_read (self, &phone));

  if (trouble != NULL && !typing)
    {
      gtk_widget_add_css_class (GTK_WIDGET (self), "error");
      gtk_accessible_update_state (GTK_ACCESSIBLE (self), GTK_ACCESSIBLE_STATE_INVALID,
                                   GTK_ACCESSIBLE_INVALID_TRUE, -1);
    }
  else
    {
      gtk_widget_remove_css_class (GTK_WIDGET (self), "error");
      gtk_accessible_reset_state (GTK_ACCESSIBLE (self), GTK_ACCESSIBLE_STATE_INVALID);
    }
  gtk_widget_set_tooltip_text (GTK_WIDGET (self), typing ? NULL : trouble);
  gtk_widget_set_tooltip_text (self->mark, trouble);
  gtk_widget_set_visible (self->mark, trouble != NULL && !typing);
}

static void
focus_changed_cb (PealNumberRow *self)
{
  judge (self);
}

static void
peal_number_row_class_init (PealNumberRowClass *klass)
{
}

static void
peal_number_row_init (PealNumberRow *self)
{
  GtkEventController *focus = gtk_event_controller_focus_new ();

  adw_preferences_row_set_title (ADW_PREFERENCES_ROW (self), _("Number"));
  adw_entry_row_set_input_purpose (ADW_ENTRY_ROW (self), GTK_INPUT_PURPOSE_PHONE);
  self->mark = gtk_image_new_from_icon_name ("dialog-warning-symbolic");
  adw_entry_row_add_suffix (ADW_ENTRY_ROW (self), self->mark);
  g_signal_connect_object (focus, "notify::contains-focus", G_CALLBACK (focus_changed_cb), self,
                           G_CONNECT_SWAPPED);
  g_signal_connect (self, "changed", G_CALLBACK (judge), NULL);
  gtk_widget_add_controller (GTK_WIDGET (self), focus);
  judge (self);
}

GtkWidget *
peal_number_row_new (const char *text)
{
  PealNumberRow *self = g_object_new (PEAL_TYPE_NUMBER_ROW, NULL);

  gtk_editable_set_text (GTK_EDITABLE (self), text);
  return GTK_WIDGET (self);
}

PealPhoneReason
peal_number_row_read (PealNumberRow *self,
                      PealPhone     *phone)
{
  g_return_val_if_fail (PEAL_IS_NUMBER_ROW (self), PEAL_PHONE_INVALID);

  return peal_phone_parse (gtk_editable_get_text (GTK_EDITABLE (self)), peal_format_get_region (), phone);
}
