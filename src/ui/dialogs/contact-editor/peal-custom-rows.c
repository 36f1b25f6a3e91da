/* peal-custom-rows.c: the contact's values of the fields that the business made up itself.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#define G_LOG_DOMAIN "peal-ui"

#include "peal-custom-rows.h"

#include "peal-choices.h"
#include "peal-config.h"
#include "peal-contact-custom.h"
#include "peal-custom-text.h"
#include "peal-date-row.h"
#include "peal-fault.h"
#include "peal-format.h"

#include <glib/gi18n.h>

typedef struct
{
  const PealCustomField *field;
  char *before;              /* the value as it was, canonical */
  GtkWidget *row;            /* AdwEntryRow or AdwComboRow */
  PealFault *fault;          /* of an entry; else NULL */
} Entry;

struct _PealCustomRows
{
  AdwPreferencesGroup parent_instance;
  GPtrArray *fields;
  GPtrArray *entries;        /* of Entry */
};

G_DEFINE_FINAL_TYPE (PealCustomRows, peal_custom_rows, ADW_TYPE_PREFERENCES_GROUP)

enum
{
  CHANGED,
  N_SIGNALS,
};

static guint signals[N_SIGNALS];

static void
entry_free (gpointer data)
{
  Entry *entry = data;

  g_free (entry->before);
  g_free (entry);
}

/* NULL: what stands there is no such value. Caller frees. */
static char *
read_entry (const Entry *entry)
{
  const char *text;

  if (ADW_IS_COMBO_ROW (entry->row))
    return g_strdup (peal_choices_get (ADW_COMBO_ROW (entry->row)));
  text = gtk_editable_get_text (GTK_EDITABLE (entry->row));
  if (g_str_equal (text, entry->before))
    return g_strdup (text); /* what came in from elsewhere may stay as it is */
  return peal_custom_read (entry->field->type, NULL, text, peal_format_get_region (), peal_format_get_decimal ());
}

static void
judge (const Entry *entry)
{
  g_autofree char *value = read_entry (entry);

  if (entry->fault != NULL)
    peal_fault_set_text (entry->fault, value == NULL ? peal_custom_fault_text (entry->field->type) : NULL);
}

static void
changed_cb (PealCustomRows *self)
{
  for (guint i = 0; i < self->entries->len; i++)
    judge (g_ptr_array_index (self->entries, i));
  g_signal_emit (self, signals[CHANGED], 0);
}

/* Rows -------------------------------------------------------------------------------------------- */

static char *
name_yes_no (const char *value)
{
  return peal_custom_value_text (PEAL_CUSTOM_YES_NO, value);
}

static GtkWidget *
new_combo_row (const PealCustomField *field,
               const char            *value)
{
  static const char *const yes_no[] = { "yes", "no", NULL };
  GtkWidget *row = adw_combo_row_new ();

  if (field->type == PEAL_CUSTOM_YES_NO)
    peal_choices_set (ADW_COMBO_ROW (row), yes_no, name_yes_no, value);
  else
    peal_choices_set (ADW_COMBO_ROW (row), (const char *const *) field->choices, NULL, value);
  return row;
}

static GtkWidget *
new_row (Entry      *entry,
         const char *value)
{
  GtkWidget *row;

  switch (entry->field->type)
    {
    case PEAL_CUSTOM_CHOICE:
    case PEAL_CUSTOM_YES_NO:
      return new_combo_row (entry->field, value);
    case PEAL_CUSTOM_DATE:
      row = peal_date_row_new (entry->field->name, FALSE);
      peal_date_row_set (PEAL_DATE_ROW (row), value);
      return row;
    case PEAL_CUSTOM_TEXT:
    case PEAL_CUSTOM_NUMBER:
      break;
    }
  row = adw_entry_row_new ();
  if (entry->field->type == PEAL_CUSTOM_NUMBER)
    adw_entry_row_set_input_purpose (ADW_ENTRY_ROW (row), GTK_INPUT_PURPOSE_NUMBER);
  gtk_editable_set_text (GTK_EDITABLE (row), value);
  return row;
}

static void
add_field (PealCustomRows        *self,
           const PealCustomField *field,
           const char            *custom)
{
  g_autofree char *value = peal_contact_custom_get (custom, field->key);
  g_autofree char *text = field->type == PEAL_CUSTOM_NUMBER ? peal_format_decimal (value) : g_strdup (value);
  Entry *entry = g_new0 (Entry, 1);

  entry->field = field;
  entry->before = g_strdup (text);
  entry->row = new_row (entry, text);
  adw_preferences_row_set_use_markup (ADW_PREFERENCES_ROW (entry->row), FALSE);
  adw_preferences_row_set_title (ADW_PREFERENCES_ROW (entry->row), field->name);
  adw_preferences_group_add (ADW_PREFERENCES_GROUP (self), entry->row);
  if (field->type == PEAL_CUSTOM_NUMBER || field->type == PEAL_CUSTOM_DATE)
    adw_preferences_group_add (ADW_PREFERENCES_GROUP (self), peal_fault_row_new (entry->row, &entry->fault));
  g_signal_connect_object (entry->row, ADW_IS_COMBO_ROW (entry->row) ? "notify::selected" : "changed", G_CALLBACK (changed_cb),
                           self, G_CONNECT_SWAPPED);
  g_ptr_array_add (self->entries, entry);
}

/* Object ------------------------------------------------------------------------------------------ */

static void
peal_custom_rows_finalize (GObject *object)
{
  PealCustomRows *self = PEAL_CUSTOM_ROWS (object);

  g_ptr_array_unref (self->entries);
  g_clear_pointer (&self->fields, g_ptr_array_unref);
  G_OBJECT_CLASS (peal_custom_rows_parent_class)->finalize (object);
}

static void
peal_custom_rows_class_init (PealCustomRowsClass *klass)
{
  G_OBJECT_CLASS (klass)->finalize = peal_custom_rows_finalize;
  signals[CHANGED] = g_signal_new ("changed", PEAL_TYPE_CUSTOM_ROWS, G_SIGNAL_RUN_LAST, 0, NULL, NULL, NULL, G_TYPE_NONE,
                                   0);
}

static void
peal_custom_rows_init (PealCustomRows *self)
{
  self->entries = g_ptr_array_new_with_free_func (entry_free);
  gtk_widget_set_visible (GTK_WIDGET (self), FALSE);
}

void
peal_custom_rows_set (PealCustomRows *self,
                      GPtrArray      *fields,
                      const char     *custom)
{
  g_return_if_fail (PEAL_IS_CUSTOM_ROWS (self));
  g_return_if_fail (fields != NULL && self->fields == NULL);

  self->fields = g_ptr_array_ref (fields);
  for (guint i = 0; i < fields->len; i++)
    add_field (self, g_ptr_array_index (fields, i), custom);
  gtk_widget_set_visible (GTK_WIDGET (self), fields->len > 0);
}

char *
peal_custom_rows_make (PealCustomRows *self,
                       const char     *custom)
{
  g_autofree char *made = NULL;

  g_return_val_if_fail (PEAL_IS_CUSTOM_ROWS (self), NULL);

  made = g_strdup (custom);
  for (guint i = 0; i < self->entries->len; i++)
    {
      const Entry *entry = g_ptr_array_index (self->entries, i);
      g_autofree char *value = read_entry (entry);
      g_autofree char *old = g_steal_pointer (&made);

      if (value == NULL)
        {
          peal_fault_blame (entry->fault);
          gtk_widget_grab_focus (entry->row);
          return NULL;
        }
      if (!ADW_IS_COMBO_ROW (entry->row) && g_str_equal (value, entry->before))
        made = g_steal_pointer (&old); /* of whatever JSON type it is */
      else
        made = peal_contact_custom_set (old, entry->field->key, entry->field->type, value);
    }
  return g_steal_pointer (&made);
}
