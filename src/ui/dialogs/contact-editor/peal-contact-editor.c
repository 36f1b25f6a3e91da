/* peal-contact-editor.c: a new contact, or one to change.
 *
 * Works on a copy of the whole contact, so that fields which have no row here
 * are saved as they were.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#define G_LOG_DOMAIN "peal-ui"

#include "peal-contact-editor.h"

#include "peal-config.h"
#include "peal-custom-rows.h"
#include "peal-date-row.h"
#include "peal-discard.h"
#include "peal-error-text.h"
#include "peal-groups.h"
#include "peal-number-row.h"
#include "peal-tags.h"
#include "peal-when.h"

#include <glib/gi18n.h>

#define ACTOR "window"

struct _PealContactEditor
{
  AdwDialog parent_instance;
  PealEngine *engine;
  PealContact *contact;
  GPtrArray *number_rows;    /* of PealNumberRow, not owned; the last one is empty */
  GHashTable *switches;      /* AdwSwitchRow, not owned -> group id (gint64 *) */
  DexFuture *reading_groups;
  DexFuture *reading_fields;

  GtkButton *save_button;
  AdwBanner *trouble;
  GtkEditable *given_row;
  GtkEditable *family_row;
  GtkEditable *org_row;
  GtkListBox *numbers;
  GtkEditable *email_row;
  PealDateRow *birthday_row;
  PealCustomRows *custom_rows;
  GtkEditable *tags_row;
  AdwExpanderRow *groups_row;
  GtkTextView *notes_view;
};

G_DEFINE_FINAL_TYPE (PealContactEditor, peal_contact_editor, ADW_TYPE_DIALOG)

static void
show_trouble (PealContactEditor *self,
              const char        *text)
{
  adw_banner_set_use_markup (self->trouble, FALSE);
  adw_banner_set_title (self->trouble, text);
  adw_banner_set_revealed (self->trouble, TRUE);
}

/* Numbers ---------------------------------------------------------------------------------------- */

static void changed_cb (PealContactEditor *self);

static void
add_number_row (PealContactEditor *self,
                const char        *text)
{
  GtkWidget *row = peal_number_row_new (text);

  g_ptr_array_add (self->number_rows, row);
  g_signal_connect_object (row, "changed", G_CALLBACK (changed_cb), self, G_CONNECT_SWAPPED);
  gtk_list_box_append (self->numbers, row);
}

/* There is always one empty row at the end, for the next number. */
static void
keep_empty_row (PealContactEditor *self)
{
  GtkEditable *last = g_ptr_array_index (self->number_rows, self->number_rows->len - 1);

  if (*gtk_editable_get_text (last) != '\0')
    add_number_row (self, "");
}

/* The phone that was there with this number keeps its label. */
static PealContactPhone *
dup_phone (PealContactEditor *self,
           const PealPhone   *read)
{
  PealContactPhone *phone;

  for (guint i = 0; i < self->contact->phones->len; i++)
    {
      const PealContactPhone *old = g_ptr_array_index (self->contact->phones, i);

      if (g_str_equal (old->e164, read->e164))
        return peal_contact_phone_copy (old);
    }
  phone = peal_contact_phone_new (read->e164);
  g_set_str (&phone->region, read->region);
  phone->kind = read->type;
  phone->is_valid = read->is_valid;
  return phone;
}

static gboolean
has_phone (const GPtrArray *phones,
           const char      *e164)
{
  for (guint i = 0; i < phones->len; i++)
    if (g_str_equal (((PealContactPhone *) g_ptr_array_index (phones, i))->e164, e164))
      return TRUE;
  return FALSE;
}

/* NULL if a number is not one. */
static GPtrArray *
collect_phones (PealContactEditor *self)
{
  g_autoptr(GPtrArray) phones = g_ptr_array_new_with_free_func ((GDestroyNotify) peal_contact_phone_free);

  for (guint i = 0; i < self->number_rows->len; i++)
    {
      PealPhone read;
      PealPhoneReason reason = peal_number_row_read (g_ptr_array_index (self->number_rows, i), &read);

      if (reason == PEAL_PHONE_NO_PHONE)
        continue;
      if (reason != PEAL_PHONE_OK)
        return NULL;
      if (!has_phone (phones, read.e164))
        g_ptr_array_add (phones, dup_phone (self, &read));
    }
  return g_steal_pointer (&phones);
}

/* Groups ----------------------------------------------------------------------------------------- */

static gboolean
is_member (PealContactEditor *self,
           gint64             group_id)
{
  for (guint i = 0; i < self->contact->group_ids->len; i++)
    if (g_array_index (self->contact->group_ids, gint64, i) == group_id)
      return TRUE;
  return FALSE;
}

static void
groups_read_cb (gpointer      owner,
                const GValue *value)
{
  PealContactEditor *self = owner;
  const GPtrArray *groups = g_value_get_boxed (value);

  for (guint i = 0; i < groups->len; i++)
    {
      const PealGroup *group = g_ptr_array_index (groups, i);
      GtkWidget *row;

      if (*group->rule != '\0')
        continue; /* a rule decides who is in it */
      row = adw_switch_row_new ();
      adw_preferences_row_set_use_markup (ADW_PREFERENCES_ROW (row), FALSE);
      adw_preferences_row_set_title (ADW_PREFERENCES_ROW (row), group->name);
      adw_switch_row_set_active (ADW_SWITCH_ROW (row), is_member (self, group->id));
      g_signal_connect_object (row, "notify::active", G_CALLBACK (changed_cb), self, G_CONNECT_SWAPPED);
      adw_expander_row_add_row (self->groups_row, row);
      g_hash_table_insert (self->switches, row, g_memdup2 (&group->id, sizeof group->id));
    }
  gtk_widget_set_visible (GTK_WIDGET (self->groups_row), g_hash_table_size (self->switches) > 0);
}

static GArray *
collect_groups (PealContactEditor *self)
{
  GArray *ids = g_array_new (FALSE, FALSE, sizeof (gint64));
  GHashTableIter iter;
  gpointer row, id;

  g_hash_table_iter_init (&iter, self->switches);
  while (g_hash_table_iter_next (&iter, &row, &id))
    if (adw_switch_row_get_active (row))
      g_array_append_val (ids, *(gint64 *) id);
  return ids;
}

/* Saving ----------------------------------------------------------------------------------------- */

static void
take_text (GtkEditable *row,
           char       **field)
{
  g_free (*field);
  *field = g_strstrip (g_strdup (gtk_editable_get_text (row)));
}

/* FALSE if it is none, and changes nothing. */
static gboolean
take_birthday (PealContactEditor *self)
{
  char *day = peal_date_row_read (self->birthday_row);

  if (day == NULL)
    return FALSE;
  g_free (self->contact->birthday);
  self->contact->birthday = day;
  return TRUE;
}

/* FALSE if one of the values is none. */
static gboolean
take_custom (PealContactEditor *self)
{
  char *custom = peal_custom_rows_make (self->custom_rows, self->contact->custom);

  if (custom == NULL)
    return FALSE;
  g_free (self->contact->custom);
  self->contact->custom = custom;
  return TRUE;
}

static void
fields_read_cb (gpointer      owner,
                const GValue *value)
{
  PealContactEditor *self = owner;

  peal_custom_rows_set (self->custom_rows, g_value_get_boxed (value), self->contact->custom);
}

static void
take_notes (PealContactEditor *self)
{
  GtkTextBuffer *buffer = gtk_text_view_get_buffer (self->notes_view);
  GtkTextIter start, end;

  gtk_text_buffer_get_bounds (buffer, &start, &end);
  g_free (self->contact->notes);
  self->contact->notes = gtk_text_buffer_get_text (buffer, &start, &end, FALSE);
}

static void
take_fields (PealContactEditor *self,
             GPtrArray         *phones)
{
  PealContact *contact = self->contact;

  take_text (self->given_row, &contact->given);
  take_text (self->family_row, &contact->family);
  take_text (self->org_row, &contact->org);
  take_text (self->email_row, &contact->email);
  take_notes (self);
  g_set_str (&contact->display, ""); /* made anew of the names */
  g_ptr_array_unref (contact->phones);
  contact->phones = phones;
  g_strfreev (contact->tags);
  contact->tags = peal_tags_split (gtk_editable_get_text (self->tags_row));
  if (gtk_widget_get_visible (GTK_WIDGET (self->groups_row)))
    {
      g_array_unref (contact->group_ids);
      contact->group_ids = collect_groups (self);
    }
}

static void
saved_cb (gpointer      owner,
          const GValue *value)
{
  adw_dialog_force_close (owner);
}

static void
failed_cb (gpointer      owner,
           const GError *error)
{
  PealContactEditor *self = owner;
  g_autofree char *text = peal_error_text (error);

  show_trouble (self, text);
  gtk_widget_set_sensitive (GTK_WIDGET (self->save_button), TRUE);
}

static void
save_cb (PealContactEditor *self)
{
  GPtrArray *phones;

  if (!take_birthday (self))
    {
      show_trouble (self, _("This is no birthday. Write it like 1980-05-17, or like --05-17 without the year."));
      return;
    }
  phones = collect_phones (self);
  if (phones == NULL)
    {
      show_trouble (self, _("One of the numbers cannot be texted. Correct it, or empty its row."));
      return;
    }
  if (!take_custom (self))
    {
      g_ptr_array_unref (phones);
      return;
    }
  take_fields (self, phones);
  gtk_widget_set_sensitive (GTK_WIDGET (self->save_button), FALSE);
  peal_when (peal_contacts_save (peal_engine_get_store (self->engine), self->contact, ACTOR), self,
             saved_cb, failed_cb);
}

static void
cancel_cb (PealContactEditor *self)
{
  adw_dialog_close (ADW_DIALOG (self));
}

static gboolean
has_anything (PealContactEditor *self)
{
  GtkEditable *first = g_ptr_array_index (self->number_rows, 0);

  return *gtk_editable_get_text (self->given_row) != '\0' || *gtk_editable_get_text (self->family_row) != '\0'
         || *gtk_editable_get_text (self->org_row) != '\0' || *gtk_editable_get_text (first) != '\0';
}

static void
changed_cb (PealContactEditor *self)
{
  keep_empty_row (self);
  adw_banner_set_revealed (self->trouble, FALSE);
  gtk_widget_set_sensitive (GTK_WIDGET (self->save_button), has_anything (self));
  adw_dialog_set_can_close (ADW_DIALOG (self), FALSE); /* asks first */
}

static void
peal_contact_editor_close_attempt (AdwDialog *dialog)
{
  peal_discard_ask (dialog, _("What you entered for this contact is not saved yet."));
}

/* Object ----------------------------------------------------------------------------------------- */

static void
fill (PealContactEditor *self)
{
  const PealContact *contact = self->contact;
  g_autofree char *tags = g_strjoinv (", ", contact->tags);

  for (guint i = 0; i < contact->phones->len; i++)
    add_number_row (self, ((PealContactPhone *) g_ptr_array_index (contact->phones, i))->e164);
  add_number_row (self, "");
  gtk_editable_set_text (self->given_row, contact->given);
  gtk_editable_set_text (self->family_row, contact->family);
  gtk_editable_set_text (self->org_row, contact->org);
  gtk_editable_set_text (self->email_row, contact->email);
  peal_date_row_set (self->birthday_row, contact->birthday);
  gtk_editable_set_text (self->tags_row, tags);
  gtk_text_buffer_set_text (gtk_text_view_get_buffer (self->notes_view), contact->notes, -1);
  gtk_widget_set_sensitive (GTK_WIDGET (self->save_button), FALSE);
  g_signal_connect_object (gtk_text_view_get_buffer (self->notes_view), "changed",
                           G_CALLBACK (changed_cb), self, G_CONNECT_SWAPPED);
  adw_dialog_set_can_close (ADW_DIALOG (self), TRUE);
}

static void
peal_contact_editor_dispose (GObject *object)
{
  PealContactEditor *self = PEAL_CONTACT_EDITOR (object);

  dex_clear (&self->reading_groups);
  dex_clear (&self->reading_fields);
  gtk_widget_dispose_template (GTK_WIDGET (self), PEAL_TYPE_CONTACT_EDITOR);
  g_clear_object (&self->engine);
  G_OBJECT_CLASS (peal_contact_editor_parent_class)->dispose (object);
}

static void
peal_contact_editor_finalize (GObject *object)
{
  PealContactEditor *self = PEAL_CONTACT_EDITOR (object);

  g_clear_pointer (&self->contact, peal_contact_free);
  g_ptr_array_unref (self->number_rows);
  g_hash_table_unref (self->switches);
  G_OBJECT_CLASS (peal_contact_editor_parent_class)->finalize (object);
}

static void
peal_contact_editor_class_init (PealContactEditorClass *klass)
{
  GObjectClass *object_class = G_OBJECT_CLASS (klass);
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  g_type_ensure (PEAL_TYPE_CUSTOM_ROWS);
  g_type_ensure (PEAL_TYPE_DATE_ROW);
  object_class->dispose = peal_contact_editor_dispose;
  object_class->finalize = peal_contact_editor_finalize;
  ADW_DIALOG_CLASS (klass)->close_attempt = peal_contact_editor_close_attempt;
  gtk_widget_class_set_template_from_resource (widget_class,
                                               PEAL_RESOURCE_PATH "/ui/peal-contact-editor.ui");
  gtk_widget_class_bind_template_child (widget_class, PealContactEditor, save_button);
  gtk_widget_class_bind_template_child (widget_class, PealContactEditor, trouble);
  gtk_widget_class_bind_template_child (widget_class, PealContactEditor, given_row);
  gtk_widget_class_bind_template_child (widget_class, PealContactEditor, family_row);
  gtk_widget_class_bind_template_child (widget_class, PealContactEditor, org_row);
  gtk_widget_class_bind_template_child (widget_class, PealContactEditor, numbers);
  gtk_widget_class_bind_template_child (widget_class, PealContactEditor, email_row);
  gtk_widget_class_bind_template_child (widget_class, PealContactEditor, birthday_row);
  gtk_widget_class_bind_template_child (widget_class, PealContactEditor, custom_rows);
  gtk_widget_class_bind_template_child (widget_class, PealContactEditor, tags_row);
  gtk_widget_class_bind_template_child (widget_class, PealContactEditor, groups_row);
  gtk_widget_class_bind_template_child (widget_class, PealContactEditor, notes_view);
  gtk_widget_class_bind_template_callback (widget_class, cancel_cb);
  gtk_widget_class_bind_template_callback (widget_class, save_cb);
  gtk_widget_class_bind_template_callback (widget_class, changed_cb);
}

static void
peal_contact_editor_init (PealContactEditor *self)
{
  self->number_rows = g_ptr_array_new ();
  self->switches = g_hash_table_new_full (NULL, NULL, NULL, g_free);
  gtk_widget_init_template (GTK_WIDGET (self));
}

PealContactEditor *
peal_contact_editor_new (PealEngine        *engine,
                         const PealContact *contact)
{
  PealContactEditor *self;

  g_return_val_if_fail (PEAL_IS_ENGINE (engine), NULL);

  self = g_object_new (PEAL_TYPE_CONTACT_EDITOR, NULL);
  self->engine = g_object_ref (engine);
  self->contact = contact != NULL ? peal_contact_copy (contact) : peal_contact_new ();
  if (contact != NULL)
    adw_dialog_set_title (ADW_DIALOG (self), _("Edit Contact"));
  fill (self);
  peal_when_latest (&self->reading_groups, peal_groups_list (peal_engine_get_store (engine)), self,
                    groups_read_cb, NULL);
  peal_when_latest (&self->reading_fields, peal_contact_fields_list (peal_engine_get_store (engine)), self,
                    fields_read_cb, NULL);
  return self;
}
