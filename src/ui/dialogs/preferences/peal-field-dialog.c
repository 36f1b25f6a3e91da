/* peal-field-dialog.c: one field of contacts: what it is called, and what goes into it.
 *
 * What kind it is cannot be changed later: what stands in it would be of another kind.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#define G_LOG_DOMAIN "peal-ui"

#include "peal-field-dialog.h"

#include "peal-config.h"
#include "peal-custom-text.h"
#include "peal-fault.h"
#include "peal-tags.h"

#include <glib/gi18n.h>

struct _PealFieldDialog
{
  AdwDialog parent_instance;
  PealCustomField *field;    /* as it was; never NULL */
  GPtrArray *others;

  GtkWidget *save_button;
  GtkEditable *name_row;
  PealFault *name_fault;
  AdwComboRow *type_row;
  GtkEditable *choices_row;
  PealFault *choices_fault;
  AdwActionRow *key_row;
};

G_DEFINE_FINAL_TYPE (PealFieldDialog, peal_field_dialog, ADW_TYPE_DIALOG)

enum
{
  SAVED,
  N_SIGNALS,
};

static guint signals[N_SIGNALS];

static PealCustomType
read_type (PealFieldDialog *self)
{
  return (PealCustomType) MIN (adw_combo_row_get_selected (self->type_row), PEAL_N_CUSTOM_TYPES - 1);
}

/* Translated and static; NULL: nothing is wrong with it. */
static const char *
find_name_fault (PealFieldDialog       *self,
                 const PealCustomField *field)
{
  g_autofree char *folded = g_utf8_casefold (field->name, -1);

  if (*field->name == '\0')
    return _("Give the field a name.");
  for (guint i = 0; i < self->others->len; i++)
    {
      const PealCustomField *other = g_ptr_array_index (self->others, i);
      g_autofree char *name = g_utf8_casefold (other->name, -1);

      if (other->id != field->id && g_str_equal (name, folded))
        return _("Another field has this name.");
    }
  return NULL;
}

/* How it stands in texts, as far as one can tell. Caller frees. */
static char *
dup_key (const PealCustomField *field)
{
  g_autofree char *key = *field->key != '\0' ? g_strdup (field->key) : peal_custom_make_key (field->name);

  return g_strdup_printf ("{%s}", key);
}

static void
changed_cb (PealFieldDialog *self)
{
  g_autoptr(PealCustomField) field = peal_field_dialog_make_field (self);
  gboolean lacks_choices = field->type == PEAL_CUSTOM_CHOICE && *field->choices == NULL;
  const char *name_fault = find_name_fault (self, field);
  g_autofree char *key = dup_key (field);

  peal_fault_set_text (self->name_fault, name_fault);
  peal_fault_set_text (self->choices_fault, lacks_choices ? _("Write what can be chosen.") : NULL);
  gtk_widget_set_visible (GTK_WIDGET (self->choices_row), field->type == PEAL_CUSTOM_CHOICE);
  gtk_widget_set_sensitive (self->save_button, name_fault == NULL && !lacks_choices);
  gtk_widget_set_visible (GTK_WIDGET (self->key_row), *field->name != '\0');
  adw_action_row_set_subtitle (self->key_row, key);
}

static void
save_cb (PealFieldDialog *self)
{
  g_signal_emit (self, signals[SAVED], 0);
  adw_dialog_close (ADW_DIALOG (self));
}

static void
fill_types (PealFieldDialog *self)
{
  g_autoptr(GtkStringList) names = gtk_string_list_new (NULL);

  for (guint i = 0; i < PEAL_N_CUSTOM_TYPES; i++)
    gtk_string_list_append (names, peal_custom_type_text ((PealCustomType) i));
  adw_combo_row_set_model (self->type_row, G_LIST_MODEL (names));
}

static void
peal_field_dialog_dispose (GObject *object)
{
  gtk_widget_dispose_template (GTK_WIDGET (object), PEAL_TYPE_FIELD_DIALOG);
  G_OBJECT_CLASS (peal_field_dialog_parent_class)->dispose (object);
}

static void
peal_field_dialog_finalize (GObject *object)
{
  PealFieldDialog *self = PEAL_FIELD_DIALOG (object);

  g_clear_pointer (&self->field, peal_custom_field_free);
  g_clear_pointer (&self->others, g_ptr_array_unref);
  G_OBJECT_CLASS (peal_field_dialog_parent_class)->finalize (object);
}

static void
peal_field_dialog_class_init (PealFieldDialogClass *klass)
{
  GObjectClass *object_class = G_OBJECT_CLASS (klass);
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  g_type_ensure (PEAL_TYPE_FAULT);
  object_class->dispose = peal_field_dialog_dispose;
  object_class->finalize = peal_field_dialog_finalize;
  signals[SAVED] = g_signal_new ("saved", PEAL_TYPE_FIELD_DIALOG, G_SIGNAL_RUN_LAST, 0, NULL, NULL, NULL, G_TYPE_NONE, 0);
  gtk_widget_class_set_template_from_resource (widget_class, PEAL_RESOURCE_PATH "/ui/peal-field-dialog.ui");
  gtk_widget_class_bind_template_child (widget_class, PealFieldDialog, save_button);
  gtk_widget_class_bind_template_child (widget_class, PealFieldDialog, name_row);
  gtk_widget_class_bind_template_child (widget_class, PealFieldDialog, name_fault);
  gtk_widget_class_bind_template_child (widget_class, PealFieldDialog, type_row);
  gtk_widget_class_bind_template_child (widget_class, PealFieldDialog, choices_row);
  gtk_widget_class_bind_template_child (widget_class, PealFieldDialog, choices_fault);
  gtk_widget_class_bind_template_child (widget_class, PealFieldDialog, key_row);
  gtk_widget_class_bind_template_callback (widget_class, changed_cb);
  gtk_widget_class_bind_template_callback (widget_class, save_cb);
}

static void
peal_field_dialog_init (PealFieldDialog *self)
{
  self->field = peal_custom_field_new ("", PEAL_CUSTOM_TEXT);
  self->others = g_ptr_array_new ();
  gtk_widget_init_template (GTK_WIDGET (self));
  fill_types (self);
}

PealFieldDialog *
peal_field_dialog_new (const PealCustomField *field,
                       GPtrArray             *others)
{
  PealFieldDialog *self = g_object_new (PEAL_TYPE_FIELD_DIALOG, NULL);

  g_ptr_array_unref (self->others);
  self->others = g_ptr_array_ref (others);
  if (field != NULL)
    {
      g_autofree char *choices = g_strjoinv (", ", field->choices);

      peal_custom_field_free (self->field);
      self->field = peal_custom_field_copy (field);
      adw_dialog_set_title (ADW_DIALOG (self), _("Edit Field"));
      peal_fault_blame (self->name_fault);
      peal_fault_blame (self->choices_fault);
      adw_combo_row_set_selected (self->type_row, field->type);
      gtk_widget_set_sensitive (GTK_WIDGET (self->type_row), FALSE);
      gtk_editable_set_text (self->choices_row, choices);
      gtk_editable_set_text (self->name_row, field->name);
    }
  changed_cb (self);
  return self;
}

PealCustomField *
peal_field_dialog_make_field (PealFieldDialog *self)
{
  PealCustomField *field;

  g_return_val_if_fail (PEAL_IS_FIELD_DIALOG (self), NULL);

  field = peal_custom_field_copy (self->field);
  g_free (field->name);
  field->name = g_strstrip (g_strdup (gtk_editable_get_text (self->name_row)));
  field->type = read_type (self);
  g_strfreev (field->choices);
  field->choices = peal_tags_split (gtk_editable_get_text (self->choices_row));
  return field;
}
