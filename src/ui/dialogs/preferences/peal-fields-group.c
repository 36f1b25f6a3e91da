/* peal-fields-group.c: the fields of contacts that the business makes up itself.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#define G_LOG_DOMAIN "peal-ui"

#include "peal-fields-group.h"

#include "peal-config.h"
#include "peal-contact-fields.h"
#include "peal-custom-text.h"
#include "peal-error-text.h"
#include "peal-field-dialog.h"
#include "peal-row-order.h"
#include "peal-toasts.h"
#include "peal-when.h"

#include <glib/gi18n.h>

#define ACTOR "window"

struct _PealFieldsGroup
{
  AdwPreferencesGroup parent_instance;
  PealEngine *engine;
  DexFuture *reading;
  GPtrArray *fields;         /* of PealCustomField, as they are shown */
  int focus;                 /* the row to focus when they are shown anew; -1 = where it was */

  GtkListBox *list;
  GtkButton *add_button;
};

G_DEFINE_FINAL_TYPE (PealFieldsGroup, peal_fields_group, ADW_TYPE_PREFERENCES_GROUP)

static PealStore *
get_store (PealFieldsGroup *self)
{
  return peal_engine_get_store (self->engine);
}

static void
failed_cb (gpointer      owner,
           const GError *error)
{
  g_autofree char *text = peal_error_text (error);

  peal_toasts_add_to_preferences (owner, adw_toast_new (text));
}

/* Taking back ------------------------------------------------------------------------------------- */

/* What a toast offers: one of the three. */
typedef struct
{
  PealFieldsGroup *group;    /* weak */
  gint64 seq;                /* of a delete */
  PealCustomField *field;    /* as it was */
  GArray *order;             /* of gint64: ids */
} Undo;

static void
undo_free (gpointer  data,
           GClosure *closure)
{
  Undo *undo = data;

  g_clear_weak_pointer (&undo->group);
  g_clear_pointer (&undo->field, peal_custom_field_free);
  g_clear_pointer (&undo->order, g_array_unref);
  g_free (undo);
}

static Undo *
undo_new (PealFieldsGroup *self)
{
  Undo *undo = g_new0 (Undo, 1);

  g_set_weak_pointer (&undo->group, self);
  return undo;
}

static void
undo_cb (AdwToast *toast,
         gpointer  data)
{
  const Undo *undo = data;
  PealStore *store;

  if (undo->group == NULL)
    return;
  store = get_store (undo->group);
  if (undo->field != NULL)
    peal_when (peal_contact_fields_save (store, undo->field, ACTOR), undo->group, NULL, failed_cb);
  else if (undo->order != NULL)
    peal_when (peal_contact_fields_order (store, (const gint64 *) (gpointer) undo->order->data, undo->order->len, ACTOR),
               undo->group, NULL, failed_cb);
  else
    peal_when (peal_contact_fields_restore (store, undo->seq, ACTOR), undo->group, NULL, failed_cb);
}

/* Takes @undo. */
static void
offer_undo (PealFieldsGroup *self,
            const char      *what,
            Undo            *undo)
{
  AdwToast *toast = adw_toast_new (what);

  adw_toast_set_button_label (toast, _("_Undo"));
  g_signal_connect_data (toast, "button-clicked", G_CALLBACK (undo_cb), undo, undo_free, 0);
  peal_toasts_add_to_preferences (GTK_WIDGET (self), toast);
}

/* Changing ---------------------------------------------------------------------------------------- */

static GArray *
list_ids (PealFieldsGroup *self)
{
  GArray *ids = g_array_new (FALSE, FALSE, sizeof (gint64));

  for (guint i = 0; i < self->fields->len; i++)
    g_array_append_val (ids, ((const PealCustomField *) g_ptr_array_index (self->fields, i))->id);
  return ids;
}

static void
move_field (gpointer owner,
            int      from,
            int      to)
{
  PealFieldsGroup *self = owner;
  Undo *undo = undo_new (self);
  g_autoptr(GArray) ids = list_ids (self);
  gint64 id = g_array_index (ids, gint64, from);

  undo->order = list_ids (self);
  g_array_remove_index (ids, (guint) from);
  g_array_insert_val (ids, (guint) to, id);
  self->focus = to;
  peal_when (peal_contact_fields_order (get_store (self), (const gint64 *) (gpointer) ids->data, ids->len, ACTOR), self,
             NULL, failed_cb);
  offer_undo (self, _("The fields have another order"), undo);
}

static void
deleted_cb (gpointer      owner,
            const GValue *value)
{
  Undo *undo = undo_new (owner);

  undo->seq = g_value_get_int64 (value);
  offer_undo (owner, _("The field is gone; what stands in it comes back with it"), undo);
}

static void
remove_field (gpointer owner,
              int      index)
{
  PealFieldsGroup *self = owner;
  const PealCustomField *field = g_ptr_array_index (self->fields, index);

  peal_when (peal_contact_fields_delete (get_store (self), field->id, ACTOR), self, deleted_cb, failed_cb);
}

static const PealRowOrder order = { "field", move_field, remove_field };

/* The field as it was; NULL: none. Borrowed. */
static const PealCustomField *
find_field (PealFieldsGroup *self,
            gint64           id)
{
  for (guint i = 0; id != 0 && i < self->fields->len; i++)
    {
      const PealCustomField *field = g_ptr_array_index (self->fields, i);

      if (field->id == id)
        return field;
    }
  return NULL;
}

static void
saved_cb (PealFieldsGroup *self,
          PealFieldDialog *dialog)
{
  g_autoptr(PealCustomField) field = peal_field_dialog_make_field (dialog);
  const PealCustomField *before = find_field (self, field->id);

  peal_when (peal_contact_fields_save (get_store (self), field, ACTOR), self, NULL, failed_cb);
  if (before != NULL)
    {
      Undo *undo = undo_new (self);

      undo->field = peal_custom_field_copy (before);
      offer_undo (self, _("The field is changed"), undo);
    }
  else
    self->focus = (int) self->fields->len;
}

static void
edit_field (PealFieldsGroup       *self,
            const PealCustomField *field)
{
  PealFieldDialog *dialog = peal_field_dialog_new (field, self->fields);

  g_signal_connect_object (dialog, "saved", G_CALLBACK (saved_cb), self, G_CONNECT_SWAPPED);
  adw_dialog_present (ADW_DIALOG (dialog), GTK_WIDGET (self));
}

static void
add_cb (PealFieldsGroup *self)
{
  edit_field (self, NULL);
}

static void
activated_cb (PealFieldsGroup *self,
              GtkListBoxRow   *row)
{
  int index = gtk_list_box_row_get_index (row);

  if (index >= 0 && index < (int) self->fields->len)
    edit_field (self, g_ptr_array_index (self->fields, index));
}

/* Rows -------------------------------------------------------------------------------------------- */

/* "Choice: Gold, Silver". Caller frees. */
static char *
describe (const PealCustomField *field)
{
  g_autofree char *choices = g_strjoinv (", ", field->choices);

  if (field->type == PEAL_CUSTOM_CHOICE)
    /* Translators: the kind of a field, and what can be chosen: "Choice: Gold, Silver". */
    return g_strdup_printf (_("%s: %s"), peal_custom_type_text (field->type), choices);
  return g_strdup (peal_custom_type_text (field->type));
}

static GtkWidget *
new_row (gpointer owner,
         guint    index)
{
  PealFieldsGroup *self = owner;
  const PealCustomField *field = g_ptr_array_index (self->fields, index);
  g_autofree char *description = describe (field);
  GtkWidget *row = adw_action_row_new ();

  adw_preferences_row_set_use_markup (ADW_PREFERENCES_ROW (row), FALSE);
  adw_preferences_row_set_title (ADW_PREFERENCES_ROW (row), field->name);
  adw_action_row_set_subtitle (ADW_ACTION_ROW (row), description);
  adw_action_row_set_subtitle_lines (ADW_ACTION_ROW (row), 2);
  gtk_list_box_row_set_activatable (GTK_LIST_BOX_ROW (row), TRUE);
  g_signal_connect_object (row, "activated", G_CALLBACK (activated_cb), self, G_CONNECT_SWAPPED);
  peal_row_order_attach (ADW_ACTION_ROW (row), index, self->fields->len, &order, self);
  return row;
}

static void
fields_read_cb (gpointer      owner,
                const GValue *value)
{
  PealFieldsGroup *self = owner;

  g_clear_pointer (&self->fields, g_ptr_array_unref);
  self->fields = g_value_dup_boxed (value);
  peal_row_order_fill (self->list, self->fields->len, new_row, self, GTK_WIDGET (self->add_button), &self->focus);
}

static void
store_changed_cb (PealFieldsGroup *self,
                  guint            changes)
{
  if ((changes & PEAL_CHANGE_FIELDS) != 0)
    peal_when_latest (&self->reading, peal_contact_fields_list (get_store (self)), self, fields_read_cb, NULL);
}

/* Object ------------------------------------------------------------------------------------------ */

static void
peal_fields_group_dispose (GObject *object)
{
  PealFieldsGroup *self = PEAL_FIELDS_GROUP (object);

  dex_clear (&self->reading);
  gtk_widget_dispose_template (GTK_WIDGET (self), PEAL_TYPE_FIELDS_GROUP);
  g_clear_object (&self->engine);
  G_OBJECT_CLASS (peal_fields_group_parent_class)->dispose (object);
}

static void
peal_fields_group_finalize (GObject *object)
{
  g_clear_pointer (&PEAL_FIELDS_GROUP (object)->fields, g_ptr_array_unref);
  G_OBJECT_CLASS (peal_fields_group_parent_class)->finalize (object);
}

static void
peal_fields_group_class_init (PealFieldsGroupClass *klass)
{
  GObjectClass *object_class = G_OBJECT_CLASS (klass);
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  object_class->dispose = peal_fields_group_dispose;
  object_class->finalize = peal_fields_group_finalize;
  gtk_widget_class_set_template_from_resource (widget_class, PEAL_RESOURCE_PATH "/ui/peal-fields-group.ui");
  gtk_widget_class_bind_template_child (widget_class, PealFieldsGroup, list);
  gtk_widget_class_bind_template_child (widget_class, PealFieldsGroup, add_button);
  gtk_widget_class_bind_template_callback (widget_class, add_cb);
}

static void
peal_fields_group_init (PealFieldsGroup *self)
{
  self->focus = -1;
  self->fields = g_ptr_array_new ();
  gtk_widget_init_template (GTK_WIDGET (self));
}

void
peal_fields_group_set_engine (PealFieldsGroup *self,
                              PealEngine      *engine)
{
  g_return_if_fail (PEAL_IS_FIELDS_GROUP (self));
  g_return_if_fail (PEAL_IS_ENGINE (engine) && self->engine == NULL);

  self->engine = g_object_ref (engine);
  g_signal_connect_object (get_store (self), "changed", G_CALLBACK (store_changed_cb), self, G_CONNECT_SWAPPED);
  store_changed_cb (self, PEAL_CHANGE_FIELDS);
}
