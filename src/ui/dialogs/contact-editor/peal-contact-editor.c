/* peal-contact-editor.c: a new contact, or one to change.
 *
 * Works on a copy of the whole contact, so that fields which have no row here
 * are saved as they were.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#define G_LOG_DOMAIN "peal-ui"

#include "peal-contact-editor.h"

#include "peal-choices.h"
#include "peal-config.h"
#include "peal-contact-photo.h"
#include "peal-custom-rows.h"
#include "peal-date-row.h"
#include "peal-discard.h"
#include "peal-email-rows.h"
#include "peal-error-text.h"
#include "peal-fault.h"
#include "peal-groups.h"
#include "peal-phone-rows.h"
#include "peal-photo-chooser.h"
#include "peal-search.h"
#include "peal-tags.h"
#include "peal-when.h"

#include <glib/gi18n.h>

#define ACTOR "window"

struct _PealContactEditor
{
  AdwDialog parent_instance;
  PealEngine *engine;
  PealContact *contact;
  GHashTable *switches;      /* AdwSwitchRow, not owned -> group id (gint64 *) */
  DexFuture *reading_groups;
  DexFuture *reading_fields;
  DexFuture *reading_photo;
  DexFuture *looking;        /* for somebody of that name */
  gint64 namesake_id;        /* 0 = nobody */
  gboolean is_setting;       /* rows are filled, not changed */
  gboolean is_saving;

  GtkWidget *save_button;
  AdwBanner *trouble;
  PealPhotoChooser *photo;
  GtkEditable *given_row;
  GtkEditable *middle_row;
  GtkEditable *family_row;
  AdwActionRow *namesake_row;
  GtkEditable *org_row;
  PealPhoneRows *phones;
  PealEmailRows *emails;
  PealDateRow *birthday_row;
  PealFault *birthday_fault;
  AdwComboRow *language_row;
  AdwComboRow *zone_row;
  GtkEditable *tags_row;
  AdwExpanderRow *groups_row;
  GtkEditable *street_row;
  GtkEditable *postcode_row;
  GtkEditable *city_row;
  GtkEditable *region_row;
  AdwComboRow *country_row;
  GtkEditable *title_row;
  GtkEditable *industry_row;
  GtkEditable *status_row;
  GtkEditable *source_row;
  AdwSpinRow *score_row;
  PealCustomRows *custom_rows;
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

/* Texts ------------------------------------------------------------------------------------------- */

/* The rows that hold one text each. */
static const struct
{
  const char *row;
  gsize row_offset;
  gsize field_offset;
} texts[] = {
#define TEXT(row, field) \
  { #row, G_STRUCT_OFFSET (PealContactEditor, row), G_STRUCT_OFFSET (PealContact, field) }
  TEXT (given_row, given),       TEXT (middle_row, middle),     TEXT (family_row, family),
  TEXT (org_row, org),           TEXT (street_row, street),     TEXT (postcode_row, postcode),
  TEXT (city_row, city),         TEXT (region_row, region),     TEXT (title_row, title),
  TEXT (industry_row, industry), TEXT (status_row, status),     TEXT (source_row, source),
#undef TEXT
};

#define get_text_row(self, i) (G_STRUCT_MEMBER (GtkEditable *, (self), texts[i].row_offset))
#define get_text_field(self, i) (G_STRUCT_MEMBER_P ((self)->contact, texts[i].field_offset))

static void
show_texts (PealContactEditor *self)
{
  for (gsize i = 0; i < G_N_ELEMENTS (texts); i++)
    gtk_editable_set_text (get_text_row (self, i), *(char **) get_text_field (self, i));
}

static void
take_texts (PealContactEditor *self)
{
  for (gsize i = 0; i < G_N_ELEMENTS (texts); i++)
    {
      char **field = (char **) get_text_field (self, i);

      g_free (*field);
      *field = g_strstrip (gtk_editable_get_chars (get_text_row (self, i), 0, -1));
    }
}

static void changed_cb (PealContactEditor *self);

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

/* FALSE if something that stands there cannot be; it says so. */
static gboolean
take_lists (PealContactEditor *self)
{
  g_autofree char *birthday = peal_date_row_read (self->birthday_row);
  g_autoptr(GPtrArray) phones = peal_phone_rows_make (self->phones, self->contact->phones);
  g_autoptr(GPtrArray) emails = phones != NULL ? peal_email_rows_make (self->emails) : NULL;

  if (emails == NULL)
    return FALSE;
  if (birthday == NULL)
    {
      peal_fault_blame (self->birthday_fault);
      gtk_widget_grab_focus (GTK_WIDGET (self->birthday_row));
      return FALSE;
    }
  if (!take_custom (self))
    return FALSE;
  g_set_str (&self->contact->birthday, birthday);
  g_ptr_array_unref (self->contact->phones);
  self->contact->phones = g_steal_pointer (&phones);
  g_ptr_array_unref (self->contact->emails);
  self->contact->emails = g_steal_pointer (&emails);
  g_set_str (&self->contact->email, ""); /* the first of them */
  return TRUE;
}

static void
take_rest (PealContactEditor *self)
{
  PealContact *contact = self->contact;

  take_texts (self);
  take_notes (self);
  g_set_str (&contact->display, ""); /* made anew of the names */
  g_set_str (&contact->language, peal_choices_get (self->language_row));
  g_set_str (&contact->zone, peal_choices_get (self->zone_row));
  g_set_str (&contact->country, peal_choices_get (self->country_row));
  contact->score = (int) adw_spin_row_get_value (self->score_row);
  g_strfreev (contact->tags);
  contact->tags = peal_tags_split (gtk_editable_get_text (self->tags_row));
  if (gtk_widget_get_visible (GTK_WIDGET (self->groups_row)))
    {
      g_array_unref (contact->group_ids);
      contact->group_ids = collect_groups (self);
    }
}

static void update_save (PealContactEditor *self);

static void
failed_cb (gpointer      owner,
           const GError *error)
{
  PealContactEditor *self = owner;
  g_autofree char *text = peal_error_text (error);

  show_trouble (self, text);
  self->is_saving = FALSE;
  update_save (self);
}

static void
photo_saved_cb (gpointer      owner,
                const GValue *value)
{
  adw_dialog_force_close (owner);
}

static void
saved_cb (gpointer      owner,
          const GValue *value)
{
  PealContactEditor *self = owner;

  self->contact->id = g_value_get_int64 (value); /* if the picture fails, it is not stored once more */
  if (peal_photo_chooser_is_changed (self->photo))
    peal_when (peal_contact_photo_set (peal_engine_get_store (self->engine), self->contact->id,
                                       peal_photo_chooser_get_image (self->photo), ACTOR), self,
               photo_saved_cb, failed_cb);
  else
    adw_dialog_force_close (owner);
}

static void
save_cb (PealContactEditor *self)
{
  if (!gtk_widget_get_sensitive (self->save_button))
    return;
  if (!take_lists (self))
    {
      show_trouble (self, _("Something is not right yet. Correct it, or empty its row."));
      return;
    }
  take_rest (self);
  self->is_saving = TRUE;
  update_save (self);
  peal_when (peal_contacts_save (peal_engine_get_store (self->engine), self->contact, ACTOR), self,
             saved_cb, failed_cb);
}

static void
save_action_cb (GtkWidget  *widget,
                const char *name,
                GVariant   *parameter)
{
  save_cb (PEAL_CONTACT_EDITOR (widget));
}

static void
cancel_cb (PealContactEditor *self)
{
  adw_dialog_close (ADW_DIALOG (self));
}

static gboolean
has_anything (PealContactEditor *self)
{
  return *gtk_editable_get_text (self->given_row) != '\0' || *gtk_editable_get_text (self->family_row) != '\0'
         || *gtk_editable_get_text (self->org_row) != '\0' || !peal_phone_rows_is_empty (self->phones);
}

static void
update_save (PealContactEditor *self)
{
  gtk_widget_set_sensitive (self->save_button, !self->is_saving && has_anything (self));
}

/* The first, middle and last name that stand there, in one. Caller frees. */
static char *
dup_name (PealContactEditor *self)
{
  GtkEditable *const rows[] = { self->given_row, self->middle_row, self->family_row };
  g_autoptr(GString) name = g_string_new (NULL);

  for (gsize i = 0; i < G_N_ELEMENTS (rows); i++)
    {
      g_autofree char *part = g_strstrip (gtk_editable_get_chars (rows[i], 0, -1));

      g_string_append_printf (name, "%s%s", name->len > 0 && *part != '\0' ? " " : "", part);
    }
  return g_string_free_and_steal (g_steal_pointer (&name));
}

static void
show_name (PealContactEditor *self)
{
  g_autofree char *name = dup_name (self);

  peal_photo_chooser_set_name (self->photo, *name != '\0' ? name : gtk_editable_get_text (self->org_row));
}

/* Somebody of the same name, but for accents and case; NULL: nobody. */
static const PealContactRow *
find_namesake (PealContactEditor *self,
               const GPtrArray   *rows,
               const char        *name)
{
  g_autofree char *folded = peal_search_fold (name);

  for (guint i = 0; i < rows->len; i++)
    {
      const PealContactRow *row = g_ptr_array_index (rows, i);
      g_autofree char *display = peal_search_fold (row->display);

      if (row->id != self->contact->id && g_str_equal (display, folded))
        return row;
    }
  return NULL;
}

/* "Anna Berg"; "" unless both are there: a first name alone is that of many. Caller frees. */
static char *
dup_whole_name (PealContactEditor *self)
{
  g_autofree char *given = g_strstrip (gtk_editable_get_chars (self->given_row, 0, -1));
  g_autofree char *family = g_strstrip (gtk_editable_get_chars (self->family_row, 0, -1));

  return *given != '\0' && *family != '\0' ? dup_name (self) : g_strdup ("");
}

static void
namesakes_found_cb (gpointer      owner,
                    const GValue *value)
{
  PealContactEditor *self = owner;
  g_autofree char *name = dup_whole_name (self);
  const PealContactRow *namesake = find_namesake (self, g_value_get_boxed (value), name);
  g_autofree char *title = NULL;

  self->namesake_id = namesake != NULL ? namesake->id : 0;
  gtk_widget_set_visible (GTK_WIDGET (self->namesake_row), namesake != NULL);
  if (namesake == NULL)
    return;
  /* Translators: %s is the name of another contact. */
  title = g_strdup_printf (_("%s is there already"), namesake->display);
  adw_preferences_row_set_title (ADW_PREFERENCES_ROW (self->namesake_row), title);
}

static void
look_for_namesake (PealContactEditor *self)
{
  g_autofree char *name = dup_whole_name (self);

  if (*name != '\0')
    {
      peal_when_latest (&self->looking, peal_contacts_suggest (peal_engine_get_store (self->engine), name, 5), self,
                        namesakes_found_cb, NULL);
      return;
    }
  dex_clear (&self->looking);
  gtk_widget_set_visible (GTK_WIDGET (self->namesake_row), FALSE);
}

static void
changed_cb (PealContactEditor *self)
{
  g_autofree char *birthday = NULL;

  if (self->is_setting)
    return;
  birthday = peal_date_row_read (self->birthday_row);
  peal_fault_set_text (self->birthday_fault,
                       birthday == NULL ? _("This is no birthday. Write it like 1980-05-17, or like --05-17 without the year.")
                                        : NULL);
  show_name (self);
  look_for_namesake (self);
  adw_banner_set_revealed (self->trouble, FALSE);
  update_save (self);
  adw_dialog_set_can_close (ADW_DIALOG (self), FALSE); /* asks first */
}

static void
middle_cb (PealContactEditor *self)
{
  gtk_widget_set_visible (GTK_WIDGET (self->middle_row), TRUE);
  gtk_widget_grab_focus (GTK_WIDGET (self->middle_row));
}

static void
show_contact_cb (PealContactEditor *self,
                 gint64             id)
{
  g_autofree char *subject = g_strdup_printf ("contact:%" G_GINT64_FORMAT, id);

  gtk_widget_activate_action (GTK_WIDGET (self), "win.show", "s", subject);
  adw_dialog_close (ADW_DIALOG (self));
}

static void
show_namesake_cb (PealContactEditor *self)
{
  show_contact_cb (self, self->namesake_id);
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

  show_texts (self);
  peal_phone_rows_set (self->phones, peal_engine_get_store (self->engine), contact);
  peal_email_rows_set (self->emails, contact);
  peal_date_row_set (self->birthday_row, contact->birthday);
  peal_choices_set_language (self->language_row, contact->language);
  peal_choices_set_zone (self->zone_row, contact->zone);
  peal_choices_set_country (self->country_row, contact->country);
  adw_spin_row_set_value (self->score_row, contact->score);
  gtk_widget_set_visible (GTK_WIDGET (self->middle_row), *contact->middle != '\0');
  gtk_editable_set_text (self->tags_row, tags);
  gtk_text_buffer_set_text (gtk_text_view_get_buffer (self->notes_view), contact->notes, -1);
  g_signal_connect_object (gtk_text_view_get_buffer (self->notes_view), "changed",
                           G_CALLBACK (changed_cb), self, G_CONNECT_SWAPPED);
  show_name (self);
  self->is_setting = FALSE;
}

static void
photo_read_cb (gpointer      owner,
               const GValue *value)
{
  PealContactEditor *self = owner;

  peal_photo_chooser_set_image (self->photo, g_value_get_boxed (value));
}

static void
read_rest (PealContactEditor *self)
{
  PealStore *store = peal_engine_get_store (self->engine);

  peal_when_latest (&self->reading_groups, peal_groups_list (store), self, groups_read_cb, NULL);
  peal_when_latest (&self->reading_fields, peal_contact_fields_list (store), self, fields_read_cb, NULL);
  if (self->contact->id != 0)
    peal_when_latest (&self->reading_photo, peal_contact_photo_get (store, self->contact->id), self, photo_read_cb, NULL);
}

static void
peal_contact_editor_dispose (GObject *object)
{
  PealContactEditor *self = PEAL_CONTACT_EDITOR (object);

  dex_clear (&self->reading_groups);
  dex_clear (&self->reading_fields);
  dex_clear (&self->reading_photo);
  dex_clear (&self->looking);
  gtk_widget_dispose_template (GTK_WIDGET (self), PEAL_TYPE_CONTACT_EDITOR);
  g_clear_object (&self->engine);
  G_OBJECT_CLASS (peal_contact_editor_parent_class)->dispose (object);
}

static void
peal_contact_editor_finalize (GObject *object)
{
  PealContactEditor *self = PEAL_CONTACT_EDITOR (object);

  g_clear_pointer (&self->contact, peal_contact_free);
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
  g_type_ensure (PEAL_TYPE_EMAIL_ROWS);
  g_type_ensure (PEAL_TYPE_FAULT);
  g_type_ensure (PEAL_TYPE_PHONE_ROWS);
  g_type_ensure (PEAL_TYPE_PHOTO_CHOOSER);
  object_class->dispose = peal_contact_editor_dispose;
  object_class->finalize = peal_contact_editor_finalize;
  ADW_DIALOG_CLASS (klass)->close_attempt = peal_contact_editor_close_attempt;
  gtk_widget_class_set_template_from_resource (widget_class,
                                               PEAL_RESOURCE_PATH "/ui/peal-contact-editor.ui");
  gtk_widget_class_bind_template_child (widget_class, PealContactEditor, save_button);
  gtk_widget_class_bind_template_child (widget_class, PealContactEditor, trouble);
  gtk_widget_class_bind_template_child (widget_class, PealContactEditor, photo);
  gtk_widget_class_bind_template_child (widget_class, PealContactEditor, namesake_row);
  gtk_widget_class_bind_template_child (widget_class, PealContactEditor, phones);
  gtk_widget_class_bind_template_child (widget_class, PealContactEditor, emails);
  gtk_widget_class_bind_template_child (widget_class, PealContactEditor, birthday_row);
  gtk_widget_class_bind_template_child (widget_class, PealContactEditor, birthday_fault);
  gtk_widget_class_bind_template_child (widget_class, PealContactEditor, language_row);
  gtk_widget_class_bind_template_child (widget_class, PealContactEditor, zone_row);
  gtk_widget_class_bind_template_child (widget_class, PealContactEditor, score_row);
  gtk_widget_class_bind_template_child (widget_class, PealContactEditor, tags_row);
  gtk_widget_class_bind_template_child (widget_class, PealContactEditor, groups_row);
  gtk_widget_class_bind_template_child (widget_class, PealContactEditor, country_row);
  gtk_widget_class_bind_template_child (widget_class, PealContactEditor, custom_rows);
  gtk_widget_class_bind_template_child (widget_class, PealContactEditor, notes_view);
  for (gsize i = 0; i < G_N_ELEMENTS (texts); i++)
    gtk_widget_class_bind_template_child_full (widget_class, texts[i].row, FALSE, (gssize) texts[i].row_offset);
  gtk_widget_class_install_action (widget_class, "editor.save", NULL, save_action_cb);
  gtk_widget_class_bind_template_callback (widget_class, cancel_cb);
  gtk_widget_class_bind_template_callback (widget_class, save_cb);
  gtk_widget_class_bind_template_callback (widget_class, changed_cb);
  gtk_widget_class_bind_template_callback (widget_class, middle_cb);
  gtk_widget_class_bind_template_callback (widget_class, show_contact_cb);
  gtk_widget_class_bind_template_callback (widget_class, show_namesake_cb);
}

/* Enter in any of them saves. */
static void
connect_texts (PealContactEditor *self)
{
  for (gsize i = 0; i < G_N_ELEMENTS (texts); i++)
    {
      adw_entry_row_set_activates_default (ADW_ENTRY_ROW (get_text_row (self, i)), TRUE);
      g_signal_connect_object (get_text_row (self, i), "changed", G_CALLBACK (changed_cb), self, G_CONNECT_SWAPPED);
    }
}

static void
peal_contact_editor_init (PealContactEditor *self)
{
  self->switches = g_hash_table_new_full (NULL, NULL, NULL, g_free);
  self->is_setting = TRUE; /* until it is filled */
  gtk_widget_init_template (GTK_WIDGET (self));
  connect_texts (self);
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
  read_rest (self);
  return self;
}
