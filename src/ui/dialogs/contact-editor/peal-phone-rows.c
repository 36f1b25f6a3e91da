/* peal-phone-rows.c: the numbers of a contact.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#define G_LOG_DOMAIN "peal-ui"

#include "peal-phone-rows.h"

#include "peal-config.h"
#include "peal-number-row.h"

#include <glib/gi18n.h>

struct _PealPhoneRows
{
  AdwPreferencesGroup parent_instance;
  PealStore *store;
  gint64 contact_id;
  GPtrArray *rows;           /* of PealNumberRow, not owned; the last one is empty */
};

G_DEFINE_FINAL_TYPE (PealPhoneRows, peal_phone_rows, ADW_TYPE_PREFERENCES_GROUP)

enum
{
  CHANGED,
  SHOW_CONTACT,
  N_SIGNALS,
};

static guint signals[N_SIGNALS];

static void add_row (PealPhoneRows          *self,
                     const PealContactPhone *phone);

static void
keep_empty_row (PealPhoneRows *self)
{
  GtkEditable *last = g_ptr_array_index (self->rows, self->rows->len - 1);

  if (*gtk_editable_get_text (last) != '\0')
    add_row (self, NULL);
}

static void
changed_cb (PealPhoneRows *self)
{
  keep_empty_row (self);
  g_signal_emit (self, signals[CHANGED], 0);
}

static void
show_contact_cb (PealPhoneRows *self,
                 gint64         id)
{
  g_signal_emit (self, signals[SHOW_CONTACT], 0, id);
}

static void
first_cb (GtkWidget *row)
{
  PealPhoneRows *self = PEAL_PHONE_ROWS (gtk_widget_get_ancestor (row, PEAL_TYPE_PHONE_ROWS));
  PealNumberRow *first = g_ptr_array_index (self->rows, 0);

  peal_number_row_swap (PEAL_NUMBER_ROW (row), first);
  gtk_widget_grab_focus (GTK_WIDGET (first));
}

/* The first one is the one to text: any other can become it. */
static void
add_first_button (GtkWidget *row)
{
  GtkWidget *button = gtk_button_new_from_icon_name ("go-top-symbolic");

  gtk_widget_set_valign (button, GTK_ALIGN_CENTER);
  gtk_widget_set_tooltip_text (button, _("Text This Number First"));
  gtk_widget_add_css_class (button, "flat");
  g_signal_connect_object (button, "clicked", G_CALLBACK (first_cb), row, G_CONNECT_SWAPPED);
  g_object_bind_property (row, "text-length", button, "visible", G_BINDING_SYNC_CREATE);
  adw_entry_row_add_suffix (ADW_ENTRY_ROW (row), button);
}

static void
add_row (PealPhoneRows          *self,
         const PealContactPhone *phone)
{
  GtkWidget *row = peal_number_row_new (self->store, self->contact_id, phone);
  AdwPreferencesGroup *group = ADW_PREFERENCES_GROUP (self);

  if (self->rows->len > 0)
    add_first_button (row);
  g_ptr_array_add (self->rows, row);
  g_signal_connect_object (row, "changed", G_CALLBACK (changed_cb), self, G_CONNECT_SWAPPED);
  g_signal_connect_object (row, "show-contact", G_CALLBACK (show_contact_cb), self, G_CONNECT_SWAPPED);
  adw_preferences_group_add (group, row);
  adw_preferences_group_add (group, peal_number_row_get_fault_row (PEAL_NUMBER_ROW (row)));
  adw_preferences_group_add (group, peal_number_row_get_owner_row (PEAL_NUMBER_ROW (row)));
}

/* Object ------------------------------------------------------------------------------------------ */

static void
peal_phone_rows_dispose (GObject *object)
{
  g_clear_object (&PEAL_PHONE_ROWS (object)->store);
  G_OBJECT_CLASS (peal_phone_rows_parent_class)->dispose (object);
}

static void
peal_phone_rows_finalize (GObject *object)
{
  g_ptr_array_unref (PEAL_PHONE_ROWS (object)->rows);
  G_OBJECT_CLASS (peal_phone_rows_parent_class)->finalize (object);
}

static void
peal_phone_rows_class_init (PealPhoneRowsClass *klass)
{
  G_OBJECT_CLASS (klass)->dispose = peal_phone_rows_dispose;
  G_OBJECT_CLASS (klass)->finalize = peal_phone_rows_finalize;
  signals[CHANGED] = g_signal_new ("changed", PEAL_TYPE_PHONE_ROWS, G_SIGNAL_RUN_LAST, 0, NULL, NULL, NULL, G_TYPE_NONE,
                                   0);
  signals[SHOW_CONTACT] = g_signal_new ("show-contact", PEAL_TYPE_PHONE_ROWS, G_SIGNAL_RUN_LAST, 0, NULL, NULL, NULL,
                                        G_TYPE_NONE, 1, G_TYPE_INT64);
}

static void
peal_phone_rows_init (PealPhoneRows *self)
{
  self->rows = g_ptr_array_new ();
}

void
peal_phone_rows_set (PealPhoneRows     *self,
                     PealStore         *store,
                     const PealContact *contact)
{
  g_return_if_fail (PEAL_IS_PHONE_ROWS (self) && self->store == NULL);
  g_return_if_fail (PEAL_IS_STORE (store) && contact != NULL);

  self->store = g_object_ref (store);
  self->contact_id = contact->id;
  for (guint i = 0; i < contact->phones->len; i++)
    add_row (self, g_ptr_array_index (contact->phones, i));
  add_row (self, NULL);
}

/* Reading ----------------------------------------------------------------------------------------- */

static const PealContactPhone *
find_phone (const GPtrArray *phones,
            const char      *e164)
{
  for (guint i = 0; i < phones->len; i++)
    {
      const PealContactPhone *phone = g_ptr_array_index (phones, i);

      if (g_str_equal (phone->e164, e164))
        return phone;
    }
  return NULL;
}

static PealContactPhone *
make_phone (PealNumberRow   *row,
            const PealPhone *read,
            const GPtrArray *before)
{
  const PealContactPhone *old = find_phone (before, read->e164);
  PealContactPhone *phone = old != NULL ? peal_contact_phone_copy (old) : peal_contact_phone_new (read->e164);

  if (old == NULL)
    {
      g_set_str (&phone->region, read->region);
      phone->kind = read->type;
      phone->is_valid = read->is_valid;
    }
  if (g_ascii_strcasecmp (phone->label, peal_number_row_get_label (row)) != 0)
    g_set_str (&phone->label, peal_number_row_get_label (row));
  return phone;
}

GPtrArray *
peal_phone_rows_make (PealPhoneRows   *self,
                      const GPtrArray *before)
{
  g_autoptr(GPtrArray) phones = g_ptr_array_new_with_free_func ((GDestroyNotify) peal_contact_phone_free);

  g_return_val_if_fail (PEAL_IS_PHONE_ROWS (self), NULL);

  for (guint i = 0; i < self->rows->len; i++)
    {
      PealNumberRow *row = g_ptr_array_index (self->rows, i);
      PealPhone read;
      PealPhoneReason reason = peal_number_row_read (row, &read);

      if (reason == PEAL_PHONE_NO_PHONE)
        continue;
      if (reason != PEAL_PHONE_OK)
        {
          peal_number_row_blame (row);
          gtk_widget_grab_focus (GTK_WIDGET (row));
          return NULL;
        }
      if (find_phone (phones, read.e164) == NULL)
        g_ptr_array_add (phones, make_phone (row, &read, before));
    }
  return g_steal_pointer (&phones);
}

gboolean
peal_phone_rows_is_empty (PealPhoneRows *self)
{
  g_return_val_if_fail (PEAL_IS_PHONE_ROWS (self), TRUE);

  for (guint i = 0; i < self->rows->len; i++)
    if (*gtk_editable_get_text (g_ptr_array_index (self->rows, i)) != '\0')
      return FALSE;
  return TRUE;
}
