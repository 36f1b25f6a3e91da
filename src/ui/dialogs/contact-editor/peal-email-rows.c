/* peal-email-rows.c: the e-mail addresses of a contact.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#define G_LOG_DOMAIN "peal-ui"

#include "peal-email-rows.h"

#include "peal-config.h"
#include "peal-entry.h"
#include "peal-fault.h"
#include "peal-import-cells.h"
#include "peal-label-chooser.h"

#include <glib/gi18n.h>

typedef struct
{
  GtkWidget *row;            /* AdwEntryRow */
  GtkWidget *label;          /* PealLabelChooser */
  PealFault *fault;
  char *before;              /* what came in from elsewhere may stay as it is */
} Entry;

struct _PealEmailRows
{
  AdwPreferencesGroup parent_instance;
  GPtrArray *entries;        /* of Entry; the last one is empty */
};

G_DEFINE_FINAL_TYPE (PealEmailRows, peal_email_rows, ADW_TYPE_PREFERENCES_GROUP)

enum
{
  CHANGED,
  N_SIGNALS,
};

static guint signals[N_SIGNALS];

static void add_row (PealEmailRows          *self,
                     const PealContactEmail *email);

static void
entry_free (gpointer data)
{
  g_free (((Entry *) data)->before);
  g_free (data);
}

/* "" where nothing stands; NULL: no address. Caller frees. */
static char *
read_entry (const Entry *entry)
{
  g_autofree char *text = g_strstrip (gtk_editable_get_chars (GTK_EDITABLE (entry->row), 0, -1));
  g_autofree char *address = peal_import_read_email (text);

  if (*text == '\0' || g_str_equal (text, entry->before) || g_strcmp0 (text, address) == 0)
    return g_steal_pointer (&text);
  return NULL;
}

static void
changed_cb (PealEmailRows *self)
{
  const Entry *last = g_ptr_array_index (self->entries, self->entries->len - 1);

  for (guint i = 0; i < self->entries->len; i++)
    {
      const Entry *entry = g_ptr_array_index (self->entries, i);
      g_autofree char *address = read_entry (entry);

      peal_fault_set_text (entry->fault, address == NULL ? _("This is no e-mail address.") : NULL);
    }
  if (*gtk_editable_get_text (GTK_EDITABLE (last->row)) != '\0')
    add_row (self, NULL);
  g_signal_emit (self, signals[CHANGED], 0);
}

static void
add_row (PealEmailRows          *self,
         const PealContactEmail *email)
{
  Entry *entry = g_new0 (Entry, 1);

  entry->row = adw_entry_row_new ();
  entry->label = peal_label_chooser_new (FALSE, email != NULL ? email->label : "");
  entry->before = g_strdup (email != NULL ? email->address : "");
  adw_preferences_row_set_title (ADW_PREFERENCES_ROW (entry->row), _("E-Mail"));
  adw_entry_row_set_input_purpose (ADW_ENTRY_ROW (entry->row), GTK_INPUT_PURPOSE_EMAIL);
  adw_entry_row_set_activates_default (ADW_ENTRY_ROW (entry->row), TRUE);
  adw_entry_row_add_suffix (ADW_ENTRY_ROW (entry->row), entry->label);
  g_object_bind_property (entry->row, "text-length", entry->label, "visible", G_BINDING_SYNC_CREATE);
  peal_entry_write_ltr (ADW_ENTRY_ROW (entry->row));
  gtk_editable_set_text (GTK_EDITABLE (entry->row), entry->before);
  adw_preferences_group_add (ADW_PREFERENCES_GROUP (self), entry->row);
  adw_preferences_group_add (ADW_PREFERENCES_GROUP (self), peal_fault_row_new (entry->row, &entry->fault));
  g_signal_connect_object (entry->row, "changed", G_CALLBACK (changed_cb), self, G_CONNECT_SWAPPED);
  g_signal_connect_object (entry->label, "changed", G_CALLBACK (changed_cb), self, G_CONNECT_SWAPPED);
  g_ptr_array_add (self->entries, entry);
}

static void
peal_email_rows_finalize (GObject *object)
{
  g_ptr_array_unref (PEAL_EMAIL_ROWS (object)->entries);
  G_OBJECT_CLASS (peal_email_rows_parent_class)->finalize (object);
}

static void
peal_email_rows_class_init (PealEmailRowsClass *klass)
{
  G_OBJECT_CLASS (klass)->finalize = peal_email_rows_finalize;
  signals[CHANGED] = g_signal_new ("changed", PEAL_TYPE_EMAIL_ROWS, G_SIGNAL_RUN_LAST, 0, NULL, NULL, NULL, G_TYPE_NONE,
                                   0);
}

static void
peal_email_rows_init (PealEmailRows *self)
{
  self->entries = g_ptr_array_new_with_free_func (entry_free);
}

void
peal_email_rows_set (PealEmailRows     *self,
                     const PealContact *contact)
{
  g_return_if_fail (PEAL_IS_EMAIL_ROWS (self) && self->entries->len == 0);
  g_return_if_fail (contact != NULL);

  for (guint i = 0; i < contact->emails->len; i++)
    add_row (self, g_ptr_array_index (contact->emails, i));
  add_row (self, NULL);
}

GPtrArray *
peal_email_rows_make (PealEmailRows *self)
{
  g_autoptr(GPtrArray) emails = g_ptr_array_new_with_free_func ((GDestroyNotify) peal_contact_email_free);

  g_return_val_if_fail (PEAL_IS_EMAIL_ROWS (self), NULL);

  for (guint i = 0; i < self->entries->len; i++)
    {
      const Entry *entry = g_ptr_array_index (self->entries, i);
      g_autofree char *address = read_entry (entry);

      if (address == NULL)
        {
          peal_fault_blame (entry->fault);
          gtk_widget_grab_focus (entry->row);
          return NULL;
        }
      if (*address != '\0')
        g_ptr_array_add (emails, peal_contact_email_new (peal_label_chooser_get (PEAL_LABEL_CHOOSER (entry->label)), address));
    }
  return g_steal_pointer (&emails);
}
