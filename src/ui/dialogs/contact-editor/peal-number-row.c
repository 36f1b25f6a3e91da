/* peal-number-row.c: a phone number being typed, what is wrong with it, and who has it, too.
 *
 * What is wrong is a hint below the row while the number is typed, and a fault
 * once the cursor has left it: nobody wants to be told off after the second digit.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#define G_LOG_DOMAIN "peal-ui"

#include "peal-number-row.h"

#include "peal-config.h"
#include "peal-entry.h"
#include "peal-fault.h"
#include "peal-format.h"
#include "peal-label-chooser.h"
#include "peal-when.h"

#include <glib/gi18n.h>

struct _PealNumberRow
{
  AdwEntryRow parent_instance;
  PealStore *store;
  gint64 own_id;
  PealPhoneTyping *typing;
  glong length;              /* of the text at the last look, in characters */
  gboolean is_formatting;
  DexFuture *looking;        /* who has the number, too */
  gint64 owner_id;           /* 0 = nobody */

  PealLabelChooser *label;
  GtkWidget *fault_row;      /* owned, as is the next */
  GtkWidget *owner_row;
  PealFault *fault;
};

G_DEFINE_FINAL_TYPE (PealNumberRow, peal_number_row, ADW_TYPE_ENTRY_ROW)

enum
{
  SHOW_CONTACT,
  N_SIGNALS,
};

static guint signals[N_SIGNALS];

/* Translated, static; NULL: nothing is wrong with it. */
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

/* Who has it, too --------------------------------------------------------------------------------- */

static void
show_owner (PealNumberRow        *self,
            const PealContactRow *owner)
{
  g_autofree char *text = NULL;

  self->owner_id = owner != NULL ? owner->id : 0;
  gtk_widget_set_visible (self->owner_row, owner != NULL);
  if (owner == NULL)
    return;
  /* Translators: %s is the name of another contact. */
  text = g_strdup_printf (_("%s has this number, too"), owner->display);
  adw_preferences_row_set_title (ADW_PREFERENCES_ROW (self->owner_row), text);
}

static void
owners_found_cb (gpointer      object,
                 const GValue *value)
{
  PealNumberRow *self = object;
  const GPtrArray *owners = g_value_get_boxed (value);
  const PealContactRow *other = NULL;

  for (guint i = 0; i < owners->len && other == NULL; i++)
    {
      const PealContactRow *owner = g_ptr_array_index (owners, i);

      if (owner->id != self->own_id)
        other = owner;
    }
  show_owner (self, other);
}

static void
look_for_owner (PealNumberRow   *self,
                const PealPhone *phone)
{
  if (*phone->e164 == '\0')
    {
      dex_clear (&self->looking);
      show_owner (self, NULL);
      return;
    }
  peal_when_latest (&self->looking, peal_contacts_find_by_number (self->store, phone->e164), self, owners_found_cb, NULL);
}

static void
owner_activated_cb (PealNumberRow *self)
{
  if (self->owner_id != 0)
    g_signal_emit (self, signals[SHOW_CONTACT], 0, self->owner_id);
}

/* Typing ------------------------------------------------------------------------------------------ */

static void
judge (PealNumberRow *self)
{
  PealPhone phone;

  peal_fault_set_text (self->fault, reason_text (peal_number_row_read (self, &phone)));
  look_for_owner (self, &phone);
}

/* Only what grows is formatted: whoever deletes a bracket does not get it back at once. */
static void
format (PealNumberRow *self)
{
  GtkEditable *editable = GTK_EDITABLE (self);
  int cursor = gtk_editable_get_position (editable);
  g_autofree char *text = gtk_editable_get_chars (editable, 0, -1);
  glong length = g_utf8_strlen (text, -1);
  const char *formatted;

  if (length > self->length)
    {
      formatted = peal_phone_typing_format (self->typing, text, &cursor);
      if (!g_str_equal (formatted, text))
        {
          self->is_formatting = TRUE;
          gtk_editable_set_text (editable, formatted);
          gtk_editable_set_position (editable, cursor);
          self->is_formatting = FALSE;
        }
    }
  self->length = g_utf8_strlen (gtk_editable_get_text (editable), -1);
}

static void
changed_cb (PealNumberRow *self)
{
  if (self->is_formatting)
    return;
  format (self);
  judge (self);
}

static void
label_changed_cb (PealNumberRow *self)
{
  g_signal_emit_by_name (self, "changed");
}

/* Object ------------------------------------------------------------------------------------------ */

static void
peal_number_row_dispose (GObject *object)
{
  PealNumberRow *self = PEAL_NUMBER_ROW (object);

  dex_clear (&self->looking);
  g_clear_object (&self->fault_row);
  g_clear_object (&self->owner_row);
  g_clear_object (&self->store);
  G_OBJECT_CLASS (peal_number_row_parent_class)->dispose (object);
}

static void
peal_number_row_finalize (GObject *object)
{
  g_clear_pointer (&PEAL_NUMBER_ROW (object)->typing, peal_phone_typing_free);
  G_OBJECT_CLASS (peal_number_row_parent_class)->finalize (object);
}

static void
peal_number_row_class_init (PealNumberRowClass *klass)
{
  G_OBJECT_CLASS (klass)->dispose = peal_number_row_dispose;
  G_OBJECT_CLASS (klass)->finalize = peal_number_row_finalize;
  signals[SHOW_CONTACT] = g_signal_new ("show-contact", PEAL_TYPE_NUMBER_ROW, G_SIGNAL_RUN_LAST, 0, NULL, NULL, NULL,
                                        G_TYPE_NONE, 1, G_TYPE_INT64);
}

static void
make_owner_row (PealNumberRow *self)
{
  GtkWidget *warning = gtk_image_new_from_icon_name ("dialog-warning-symbolic");
  GtkWidget *arrow = gtk_image_new_from_icon_name ("go-next-symbolic");

  self->owner_row = g_object_ref_sink (adw_action_row_new ());
  adw_preferences_row_set_use_markup (ADW_PREFERENCES_ROW (self->owner_row), FALSE);
  gtk_widget_add_css_class (warning, "warning");
  adw_action_row_add_prefix (ADW_ACTION_ROW (self->owner_row), warning);
  adw_action_row_add_suffix (ADW_ACTION_ROW (self->owner_row), arrow);
  gtk_list_box_row_set_activatable (GTK_LIST_BOX_ROW (self->owner_row), TRUE);
  gtk_widget_set_visible (self->owner_row, FALSE);
  g_signal_connect_object (self->owner_row, "activated", G_CALLBACK (owner_activated_cb), self, G_CONNECT_SWAPPED);
}

static void
peal_number_row_init (PealNumberRow *self)
{
  self->typing = peal_phone_typing_new (peal_format_get_region ());
  adw_preferences_row_set_title (ADW_PREFERENCES_ROW (self), _("Number"));
  adw_entry_row_set_input_purpose (ADW_ENTRY_ROW (self), GTK_INPUT_PURPOSE_PHONE);
  adw_entry_row_set_activates_default (ADW_ENTRY_ROW (self), TRUE);
  self->label = PEAL_LABEL_CHOOSER (peal_label_chooser_new (TRUE, ""));
  adw_entry_row_add_suffix (ADW_ENTRY_ROW (self), GTK_WIDGET (self->label));
  g_object_bind_property (self, "text-length", self->label, "visible", G_BINDING_SYNC_CREATE);
  self->fault_row = g_object_ref_sink (peal_fault_row_new (GTK_WIDGET (self), &self->fault));
  make_owner_row (self);
  peal_entry_write_ltr (ADW_ENTRY_ROW (self));
  g_signal_connect (self, "changed", G_CALLBACK (changed_cb), NULL);
  g_signal_connect_object (self->label, "changed", G_CALLBACK (label_changed_cb), self, G_CONNECT_SWAPPED);
}

GtkWidget *
peal_number_row_new (PealStore              *store,
                     gint64                  own_id,
                     const PealContactPhone *phone)
{
  PealNumberRow *self;
  g_autofree char *number = NULL;

  g_return_val_if_fail (PEAL_IS_STORE (store), NULL);

  self = g_object_new (PEAL_TYPE_NUMBER_ROW, NULL);
  self->store = g_object_ref (store);
  self->own_id = own_id;
  if (phone == NULL)
    return GTK_WIDGET (self);
  number = peal_phone_format_for_display (phone->e164, peal_format_get_region ());
  peal_label_chooser_set (self->label, phone->label);
  gtk_editable_set_text (GTK_EDITABLE (self), number);
  return GTK_WIDGET (self);
}

GtkWidget *
peal_number_row_get_fault_row (PealNumberRow *self)
{
  g_return_val_if_fail (PEAL_IS_NUMBER_ROW (self), NULL);

  return self->fault_row;
}

GtkWidget *
peal_number_row_get_owner_row (PealNumberRow *self)
{
  g_return_val_if_fail (PEAL_IS_NUMBER_ROW (self), NULL);

  return self->owner_row;
}

PealPhoneReason
peal_number_row_read (PealNumberRow *self,
                      PealPhone     *phone)
{
  g_return_val_if_fail (PEAL_IS_NUMBER_ROW (self), PEAL_PHONE_INVALID);

  return peal_phone_parse (gtk_editable_get_text (GTK_EDITABLE (self)), peal_format_get_region (), phone);
}

const char *
peal_number_row_get_label (PealNumberRow *self)
{
  g_return_val_if_fail (PEAL_IS_NUMBER_ROW (self), "");

  return peal_label_chooser_get (self->label);
}

void
peal_number_row_blame (PealNumberRow *self)
{
  g_return_if_fail (PEAL_IS_NUMBER_ROW (self));

  peal_fault_blame (self->fault);
}

void
peal_number_row_swap (PealNumberRow *self,
                      PealNumberRow *other)
{
  g_autofree char *text = NULL;
  g_autofree char *label = NULL;

  g_return_if_fail (PEAL_IS_NUMBER_ROW (self));
  g_return_if_fail (PEAL_IS_NUMBER_ROW (other));

  text = gtk_editable_get_chars (GTK_EDITABLE (self), 0, -1);
  label = g_strdup (peal_number_row_get_label (self));
  peal_label_chooser_set (self->label, peal_number_row_get_label (other));
  gtk_editable_set_text (GTK_EDITABLE (self), gtk_editable_get_text (GTK_EDITABLE (other)));
  peal_label_chooser_set (other->label, label);
  gtk_editable_set_text (GTK_EDITABLE (other), text);
}
