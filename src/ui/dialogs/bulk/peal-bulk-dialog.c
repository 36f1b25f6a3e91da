/* peal-bulk-dialog.c: the same change to all contacts that are selected.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#define G_LOG_DOMAIN "peal-ui"

#include "peal-bulk-dialog.h"

#include "peal-choices.h"
#include "peal-config.h"
#include "peal-contact-fields.h"
#include "peal-contact-text.h"
#include "peal-contacts.h"
#include "peal-custom-text.h"
#include "peal-error-text.h"
#include "peal-fault.h"
#include "peal-format.h"
#include "peal-when.h"

#include <glib/gi18n.h>

#define ACTOR "window"

/* The texts that many may have in common. */
static const char *const texts[] = { "org", "title", "industry", "street", "postcode", "city", "region", "country",
                                     "language", "zone", "status", "source" };

enum
{
  ADD_TAG,
  REMOVE_TAG,
  FIRST_TEXT,
  FIRST_CUSTOM = FIRST_TEXT + G_N_ELEMENTS (texts),
};

struct _PealBulkDialog
{
  AdwDialog parent_instance;
  PealEngine *engine;
  GArray *ids;               /* of gint64 */
  GPtrArray *fields;         /* of PealCustomField; NULL until read */
  GStrv tags;                /* in use; NULL until read */
  DexFuture *reading_fields;
  DexFuture *reading_tags;
  DexFuture *counting;
  PealBulkChange *change;    /* as it was applied; NULL: not yet */
  GPtrArray *olds;           /* of PealBulkOld */
  guint n_done;              /* of ids */

  GtkWidget *apply_button;
  AdwBanner *trouble;
  AdwComboRow *what_row;
  AdwEntryRow *text_row;
  PealFault *text_fault;
  AdwComboRow *choice_row;
  GtkLabel *preview;
};

G_DEFINE_FINAL_TYPE (PealBulkDialog, peal_bulk_dialog, ADW_TYPE_DIALOG)

enum
{
  DONE,
  N_SIGNALS,
};

static guint signals[N_SIGNALS];

static PealStore *
get_store (PealBulkDialog *self)
{
  return peal_engine_get_store (self->engine);
}

/* What is chosen ---------------------------------------------------------------------------------- */

/* NULL: it is none of these. */
static const PealCustomField *
get_custom (PealBulkDialog *self)
{
  guint what = adw_combo_row_get_selected (self->what_row);

  return what >= FIRST_CUSTOM && what - FIRST_CUSTOM < self->fields->len
           ? g_ptr_array_index (self->fields, what - FIRST_CUSTOM) : NULL;
}

/* NULL: what stands in the row cannot be. Caller frees. */
static PealBulkChange *
make_change (PealBulkDialog *self)
{
  guint what = adw_combo_row_get_selected (self->what_row);
  const PealCustomField *field = get_custom (self);
  const char *chosen = peal_choices_get (self->choice_row);
  g_autofree char *text = g_strstrip (gtk_editable_get_chars (GTK_EDITABLE (self->text_row), 0, -1));
  g_autofree char *read = NULL;
  PealBulkChange *change;
  gboolean is_choice = gtk_widget_get_visible (GTK_WIDGET (self->choice_row));

  if (what == ADD_TAG || what == REMOVE_TAG)
    {
      const char *tag = is_choice ? chosen : text;

      return *tag != '\0' ? peal_bulk_change_new (what == ADD_TAG ? PEAL_BULK_ADD_TAG : PEAL_BULK_REMOVE_TAG, tag, "") : NULL;
    }
  if (field == NULL)
    return peal_bulk_change_new (PEAL_BULK_SET, texts[MIN (what - FIRST_TEXT, G_N_ELEMENTS (texts) - 1)],
                                 is_choice ? chosen : text);
  read = is_choice ? g_strdup (chosen)
                   : peal_custom_read (field->type, NULL, text, peal_format_get_region (), peal_format_get_decimal ());
  if (read == NULL)
    return NULL;
  change = peal_bulk_change_new (PEAL_BULK_SET_CUSTOM, field->key, read);
  change->type = field->type;
  return change;
}

/* Caller frees. */
static char *
dup_preview (PealBulkDialog *self,
             guint           n)
{
  if (n == 0)
    return g_strdup (_("Nothing changes: it is so with all of them."));
  if (n == self->ids->len)
    return g_strdup_printf (ngettext ("%'u contact changes.", "%'u contacts change.", n), n);
  /* Translators: two numbers of contacts: "12 of 30 contacts change." */
  return g_strdup_printf (_("%'u of %'u contacts change; with the others it is so already."), n, self->ids->len);
}

static void
counted_cb (gpointer      owner,
            const GValue *value)
{
  PealBulkDialog *self = owner;
  guint n = (guint) g_value_get_int64 (value);
  g_autofree char *text = dup_preview (self, n);

  gtk_label_set_text (self->preview, text);
  gtk_widget_set_sensitive (self->apply_button, n > 0);
}

static void
changed_cb (PealBulkDialog *self)
{
  g_autoptr(PealBulkChange) change = NULL;
  const PealCustomField *field;
  const char *text;

  if (self->fields == NULL || self->tags == NULL)
    return;
  change = make_change (self);
  field = get_custom (self);
  text = gtk_editable_get_text (GTK_EDITABLE (self->text_row));
  peal_fault_set_text (self->text_fault, change == NULL && field != NULL && *text != '\0'
                                           ? peal_custom_fault_text (field->type) : NULL);
  adw_banner_set_revealed (self->trouble, FALSE);
  gtk_widget_set_sensitive (self->apply_button, FALSE);
  gtk_label_set_text (self->preview, "");
  if (change != NULL)
    peal_when_latest (&self->counting,
                      peal_bulk_count (get_store (self), (const gint64 *) (gpointer) self->ids->data, self->ids->len,
                                       change), self, counted_cb, NULL);
  else
    dex_clear (&self->counting);
}

static char *
name_yes_no (const char *value)
{
  return peal_custom_value_text (PEAL_CUSTOM_YES_NO, value);
}

/* TRUE: it is chosen from a list, which is filled. */
static gboolean
fill_choices (PealBulkDialog *self,
              guint           what)
{
  static const char *const yes_no[] = { "yes", "no", NULL };
  const PealCustomField *field = get_custom (self);
  const char *name = what >= FIRST_TEXT && what < FIRST_CUSTOM ? texts[what - FIRST_TEXT] : "";

  if (what == REMOVE_TAG)
    peal_choices_set (self->choice_row, (const char *const *) self->tags, NULL, "");
  else if (g_str_equal (name, "country"))
    peal_choices_set_country (self->choice_row, "");
  else if (g_str_equal (name, "language"))
    peal_choices_set_language (self->choice_row, "");
  else if (g_str_equal (name, "zone"))
    peal_choices_set_zone (self->choice_row, "");
  else if (field != NULL && field->type == PEAL_CUSTOM_CHOICE)
    peal_choices_set (self->choice_row, (const char *const *) field->choices, NULL, "");
  else if (field != NULL && field->type == PEAL_CUSTOM_YES_NO)
    peal_choices_set (self->choice_row, yes_no, name_yes_no, "");
  else
    return FALSE;
  return TRUE;
}

static void
what_selected_cb (PealBulkDialog *self)
{
  guint what = adw_combo_row_get_selected (self->what_row);
  gboolean is_choice;
  const char *title;

  if (self->fields == NULL || self->tags == NULL || what == GTK_INVALID_LIST_POSITION)
    return;
  is_choice = fill_choices (self, what);
  title = what < FIRST_TEXT ? _("Tag") : _("New Value");
  adw_preferences_row_set_title (ADW_PREFERENCES_ROW (self->text_row), title);
  adw_preferences_row_set_title (ADW_PREFERENCES_ROW (self->choice_row), title);
  gtk_widget_set_visible (GTK_WIDGET (self->text_row), !is_choice);
  gtk_widget_set_visible (GTK_WIDGET (self->choice_row), is_choice);
  changed_cb (self);
}

/* What there is to change: tags, what every contact has, and the business's own fields. */
static void
offer (PealBulkDialog *self)
{
  g_autoptr(GtkStringList) names = gtk_string_list_new ((const char *[]) { _("Add a tag"), _("Remove a tag"), NULL });

  if (self->fields == NULL || self->tags == NULL)
    return;
  for (gsize i = 0; i < G_N_ELEMENTS (texts); i++)
    gtk_string_list_append (names, peal_contact_field_text (texts[i]));
  for (guint i = 0; i < self->fields->len; i++)
    gtk_string_list_append (names, ((const PealCustomField *) g_ptr_array_index (self->fields, i))->name);
  adw_combo_row_set_model (self->what_row, G_LIST_MODEL (names));
  what_selected_cb (self);
}

static void
fields_read_cb (gpointer      owner,
                const GValue *value)
{
  PealBulkDialog *self = owner;

  self->fields = g_value_dup_boxed (value);
  offer (self);
}

static void
tags_read_cb (gpointer      owner,
              const GValue *value)
{
  PealBulkDialog *self = owner;

  self->tags = g_value_dup_boxed (value);
  offer (self);
}

/* Applying ---------------------------------------------------------------------------------------- */

static void apply_next (PealBulkDialog *self);

static void
failed_cb (gpointer      owner,
           const GError *error)
{
  PealBulkDialog *self = owner;
  g_autofree char *text = peal_error_text (error);

  adw_banner_set_title (self->trouble, text);
  adw_banner_set_revealed (self->trouble, TRUE);
  adw_dialog_set_can_close (ADW_DIALOG (self), TRUE);
  if (self->olds->len > 0)
    g_signal_emit (self, signals[DONE], 0); /* what is stored can be taken back */
}

static PealBulkOld *
copy_old (const PealBulkOld *old)
{
  PealBulkOld *copy = g_new0 (PealBulkOld, 1);

  copy->id = old->id;
  copy->value = g_strdup (old->value);
  return copy;
}

static void
applied_cb (gpointer      owner,
            const GValue *value)
{
  PealBulkDialog *self = owner;
  const GPtrArray *olds = g_value_get_boxed (value);

  for (guint i = 0; i < olds->len; i++)
    g_ptr_array_add (self->olds, copy_old (g_ptr_array_index (olds, i)));
  self->n_done += MIN (PEAL_BULK_BATCH, self->ids->len - self->n_done);
  if (self->n_done < self->ids->len)
    {
      apply_next (self);
      return;
    }
  g_signal_emit (self, signals[DONE], 0);
  adw_dialog_force_close (ADW_DIALOG (self));
}

/* A batch at a time: messages go out in between. */
static void
apply_next (PealBulkDialog *self)
{
  g_autofree char *text = g_strdup_printf (_("%'u of %'u done…"), self->n_done, self->ids->len);

  gtk_label_set_text (self->preview, text);
  peal_when (peal_bulk_apply (get_store (self), &g_array_index (self->ids, gint64, self->n_done),
                              MIN (PEAL_BULK_BATCH, self->ids->len - self->n_done), self->change, ACTOR), self,
             applied_cb, failed_cb);
}

static void
apply_cb (PealBulkDialog *self)
{
  if (self->change != NULL)
    return; /* it is under way */
  self->change = make_change (self);
  if (self->change == NULL)
    return;
  dex_clear (&self->counting);
  gtk_widget_set_sensitive (self->apply_button, FALSE);
  gtk_widget_set_sensitive (GTK_WIDGET (self->what_row), FALSE);
  gtk_widget_set_sensitive (GTK_WIDGET (self->text_row), FALSE);
  gtk_widget_set_sensitive (GTK_WIDGET (self->choice_row), FALSE);
  adw_dialog_set_can_close (ADW_DIALOG (self), FALSE);
  apply_next (self);
}

/* Object ------------------------------------------------------------------------------------------ */

static void
peal_bulk_dialog_dispose (GObject *object)
{
  PealBulkDialog *self = PEAL_BULK_DIALOG (object);

  dex_clear (&self->reading_fields);
  dex_clear (&self->reading_tags);
  dex_clear (&self->counting);
  gtk_widget_dispose_template (GTK_WIDGET (self), PEAL_TYPE_BULK_DIALOG);
  g_clear_object (&self->engine);
  G_OBJECT_CLASS (peal_bulk_dialog_parent_class)->dispose (object);
}

static void
peal_bulk_dialog_finalize (GObject *object)
{
  PealBulkDialog *self = PEAL_BULK_DIALOG (object);

  g_array_unref (self->ids);
  g_ptr_array_unref (self->olds);
  g_clear_pointer (&self->fields, g_ptr_array_unref);
  g_clear_pointer (&self->tags, g_strfreev);
  g_clear_pointer (&self->change, peal_bulk_change_free);
  G_OBJECT_CLASS (peal_bulk_dialog_parent_class)->finalize (object);
}

static void
peal_bulk_dialog_class_init (PealBulkDialogClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  g_type_ensure (PEAL_TYPE_FAULT);
  G_OBJECT_CLASS (klass)->dispose = peal_bulk_dialog_dispose;
  G_OBJECT_CLASS (klass)->finalize = peal_bulk_dialog_finalize;
  signals[DONE] = g_signal_new ("done", PEAL_TYPE_BULK_DIALOG, G_SIGNAL_RUN_LAST, 0, NULL, NULL, NULL, G_TYPE_NONE, 0);
  gtk_widget_class_set_template_from_resource (widget_class, PEAL_RESOURCE_PATH "/ui/peal-bulk-dialog.ui");
  gtk_widget_class_bind_template_child (widget_class, PealBulkDialog, apply_button);
  gtk_widget_class_bind_template_child (widget_class, PealBulkDialog, trouble);
  gtk_widget_class_bind_template_child (widget_class, PealBulkDialog, what_row);
  gtk_widget_class_bind_template_child (widget_class, PealBulkDialog, text_row);
  gtk_widget_class_bind_template_child (widget_class, PealBulkDialog, text_fault);
  gtk_widget_class_bind_template_child (widget_class, PealBulkDialog, choice_row);
  gtk_widget_class_bind_template_child (widget_class, PealBulkDialog, preview);
  gtk_widget_class_bind_template_callback (widget_class, apply_cb);
  gtk_widget_class_bind_template_callback (widget_class, changed_cb);
  gtk_widget_class_bind_template_callback (widget_class, what_selected_cb);
}

static void
peal_bulk_dialog_init (PealBulkDialog *self)
{
  self->olds = g_ptr_array_new_with_free_func ((GDestroyNotify) peal_bulk_old_free);
  gtk_widget_init_template (GTK_WIDGET (self));
}

PealBulkDialog *
peal_bulk_dialog_new (PealEngine   *engine,
                      const GArray *ids)
{
  PealBulkDialog *self;
  g_autofree char *title = NULL;

  g_return_val_if_fail (PEAL_IS_ENGINE (engine), NULL);
  g_return_val_if_fail (ids != NULL, NULL);

  self = g_object_new (PEAL_TYPE_BULK_DIALOG, NULL);
  self->engine = g_object_ref (engine);
  self->ids = g_array_copy ((GArray *) ids);
  title = g_strdup_printf (ngettext ("Change %'u Contact", "Change %'u Contacts", ids->len), ids->len);
  adw_dialog_set_title (ADW_DIALOG (self), title);
  peal_when_latest (&self->reading_fields, peal_contact_fields_list (get_store (self)), self, fields_read_cb, failed_cb);
  peal_when_latest (&self->reading_tags, peal_contacts_list_tags (get_store (self)), self, tags_read_cb, failed_cb);
  return self;
}

const PealBulkChange *
peal_bulk_dialog_get_change (PealBulkDialog *self)
{
  g_return_val_if_fail (PEAL_IS_BULK_DIALOG (self), NULL);

  return self->change;
}

GPtrArray *
peal_bulk_dialog_get_olds (PealBulkDialog *self)
{
  g_return_val_if_fail (PEAL_IS_BULK_DIALOG (self), NULL);

  return self->olds;
}
