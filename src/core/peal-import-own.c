/* peal-import-own.c: what Peal has written itself, read back as it was.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#define G_LOG_DOMAIN "peal-core"

#include "peal-import-own.h"

#include "peal-import-cells.h"
#include "peal-import-fill.h"

#include <string.h>

struct _PealOwnTable
{
  GArray *columns; /* of PealContactColumnInfo; a header of NULL: none of ours */
};

/* Tables ------------------------------------------------------------------------------------------ */

static char *
dup_field (const PealCsvField *field)
{
  g_autofree char *cell = g_strndup (field->text, field->length);

  return g_strdup (peal_csv_unguard (cell));
}

static void
clear_column (gpointer column)
{
  peal_contact_column_clear (column);
}

PealOwnTable *
peal_own_table_new (const PealCsvRecord *header)
{
  g_autofree char *first = header->n_fields > 0 ? dup_field (&header->fields[0]) : NULL;
  PealOwnTable *self;

  if (g_strcmp0 (first, PEAL_CONTACT_TABLE_MARK) != 0)
    return NULL;
  self = g_new0 (PealOwnTable, 1);
  self->columns = g_array_new (FALSE, TRUE, sizeof (PealContactColumnInfo));
  g_array_set_clear_func (self->columns, clear_column);
  for (guint i = 0; i < header->n_fields; i++)
    {
      PealContactColumnInfo column = { 0 };
      g_autofree char *cell = dup_field (&header->fields[i]);

      peal_contact_column_parse (cell, &column);
      g_array_append_val (self->columns, column);
    }
  return self;
}

void
peal_own_table_free (PealOwnTable *self)
{
  if (self == NULL)
    return;
  g_array_unref (self->columns);
  g_free (self);
}

/* The one of that index, with those before it, which may be empty. */
static PealExportPhone *
ensure_phone (PealExportContact *contact,
              guint              index)
{
  while (contact->phones->len <= index)
    peal_export_contact_add_phone (contact, "");
  return g_ptr_array_index (contact->phones, index);
}

static PealExportEmail *
ensure_email (PealExportContact *contact,
              guint              index)
{
  while (contact->emails->len <= index)
    peal_export_contact_add_email (contact, "", "");
  return g_ptr_array_index (contact->emails, index);
}

static void
set_list (GStrv      *list,
          const char *cell)
{
  g_strfreev (*list);
  *list = peal_export_list_split (cell);
}

static void
take_cell (PealExportContact           *contact,
           const PealContactColumnInfo *column,
           const char                  *cell)
{
  switch (column->kind)
    {
    case PEAL_COLUMN_FIELD:
      g_set_str (&contact->texts[column->field], cell);
      break;
    case PEAL_COLUMN_ID:
      g_set_str (&contact->uuid, cell);
      break;
    case PEAL_COLUMN_PHONE:
      g_set_str (&ensure_phone (contact, column->index)->e164, cell);
      break;
    case PEAL_COLUMN_LABEL:
      g_set_str (&ensure_phone (contact, column->index)->label, cell);
      break;
    case PEAL_COLUMN_CONSENT:
      ensure_phone (contact, column->index)->consent = peal_export_consent_from_string (cell);
      break;
    case PEAL_COLUMN_EMAIL:
      g_set_str (&ensure_email (contact, column->index)->address, cell);
      break;
    case PEAL_COLUMN_EMAIL_LABEL:
      g_set_str (&ensure_email (contact, column->index)->label, cell);
      break;
    case PEAL_COLUMN_TAGS:
      set_list (&contact->tags, cell);
      break;
    case PEAL_COLUMN_GROUPS:
      set_list (&contact->groups, cell);
      break;
    case PEAL_COLUMN_SCORE:
      contact->score = (int) CLAMP (g_ascii_strtod (cell, NULL), -1000000, 1000000);
      break;
    case PEAL_COLUMN_VALUE:
      peal_export_contact_add_value (contact, column->key, column->value_kind, cell);
      break;
    case PEAL_COLUMN_CREATED:
    case PEAL_COLUMN_UPDATED:
      break; /* of the row that it becomes */
    }
}

static gboolean
has_number (gconstpointer phone)
{
  return *((const PealExportPhone *) phone)->e164 != '\0';
}

static gboolean
has_address (gconstpointer email)
{
  return *((const PealExportEmail *) email)->address != '\0';
}

static void
drop_empty (GPtrArray *list,
            gboolean (*is_there) (gconstpointer item))
{
  for (guint i = list->len; i > 0; i--)
    if (!is_there (g_ptr_array_index (list, i - 1)))
      g_ptr_array_remove_index (list, i - 1);
}

PealExportContact *
peal_own_table_read (const PealOwnTable  *self,
                     const PealCsvRecord *record)
{
  PealExportContact *contact = peal_export_contact_new ();

  for (guint i = 0; i < MIN (record->n_fields, self->columns->len); i++)
    {
      const PealContactColumnInfo *column = &g_array_index (self->columns, PealContactColumnInfo, i);
      g_autofree char *cell = NULL;

      if (column->header == NULL || record->fields[i].length == 0)
        continue;
      cell = dup_field (&record->fields[i]);
      take_cell (contact, column, cell);
    }
  drop_empty (contact->phones, has_number);
  drop_empty (contact->emails, has_address);
  return contact;
}

/* For an import ------------------------------------------------------------------------------------ */

/* FALSE if it cannot be texted, and why. */
static gboolean
add_phone (PealImportContact     *contact,
           const PealExportPhone *own,
           PealImportRejection   *refused)
{
  PealImportPhone phone = { .role = PEAL_PHONE_ROLE_OTHER };
  gboolean is_preferred = FALSE;
  PealPhone parsed;
  PealPhoneReason reason = peal_phone_parse (own->e164, "", &parsed);

  if (reason != PEAL_PHONE_OK)
    {
      if (refused->text == NULL)
        {
          refused->reason = (PealImportReason) reason;
          refused->text = g_strdup (own->e164);
          g_strlcpy (refused->suggestion, parsed.suggestion, sizeof refused->suggestion);
        }
      return FALSE;
    }
  g_strlcpy (phone.e164, parsed.e164, sizeof phone.e164);
  g_strlcpy (phone.region, parsed.region, sizeof phone.region);
  phone.type = parsed.type;
  phone.is_valid = parsed.is_valid;
  phone.role = peal_phone_role_from_label (own->label, PEAL_PHONE_ROLE_OTHER, &is_preferred);
  g_array_append_val (contact->phones, phone);
  if (!parsed.is_valid)
    peal_import_contact_add_warning (contact, PEAL_IMPORT_WARN_PHONE_NOT_VALID, own->e164);
  return TRUE;
}

/* The numbers in their order; those that are refused go from @own as well. */
static void
add_phones (PealImportContact   *contact,
            PealImportRejection *refused)
{
  GPtrArray *phones = contact->own->phones;

  for (guint i = 0; i < phones->len;)
    {
      const PealExportPhone *phone = g_ptr_array_index (phones, i);

      if (add_phone (contact, phone, refused))
        i++;
      else
        {
          peal_import_contact_add_warning (contact, PEAL_IMPORT_WARN_PHONE_DROPPED, phone->e164);
          g_ptr_array_remove_index (phones, i);
        }
    }
}

/* A day that is none would be one in every list of birthdays. */
static void
check_birthday (PealImportContact *contact)
{
  char **birthday = &contact->own->texts[PEAL_FIELD_BIRTHDAY];
  g_autofree char *read = *birthday != NULL ? peal_import_read_birthday (*birthday, "") : NULL;

  if (g_strcmp0 (read, *birthday) == 0)
    return;
  peal_import_contact_add_warning (contact, PEAL_IMPORT_WARN_BIRTHDAY_DROPPED, *birthday);
  g_clear_pointer (birthday, g_free);
}

static void
fill (PealImportContact *contact)
{
  const PealExportContact *own = contact->own;
  const PealExportPhone *first = g_ptr_array_index (own->phones, 0);

  for (guint i = 0; i < PEAL_N_FIELDS; i++)
    peal_import_fill_text (contact, (PealField) i, peal_export_contact_get (own, (PealField) i));
  if (own->emails->len > 0)
    peal_import_fill_text (contact, PEAL_FIELD_EMAIL, ((PealExportEmail *) g_ptr_array_index (own->emails, 0))->address);
  contact->score = own->score;
  peal_import_contact_set_tags (contact, g_strdupv (own->tags));
  contact->written = g_strdup (first->e164);
  contact->has_consent_cell = !g_str_equal (first->consent, "unknown");
  if (g_str_equal (first->consent, "opted_in"))
    contact->consent = PEAL_IMPORT_CONSENT_OPTED_IN;
  else if (g_str_equal (first->consent, "opted_out"))
    contact->consent = PEAL_IMPORT_CONSENT_OPTED_OUT;
  peal_import_fill_display (contact);
}

PealImportContact *
peal_import_take_own (PealExportContact    *own,
                      guint                 record,
                      PealImportRejection **rejection)
{
  g_autoptr(PealImportContact) contact = peal_import_contact_new (record);
  g_autoptr(PealImportRejection) refused = g_new0 (PealImportRejection, 1);

  *rejection = NULL;
  contact->own = own;
  refused->record = record;
  refused->reason = PEAL_IMPORT_NO_PHONE;
  add_phones (contact, refused);
  if (contact->phones->len == 0)
    {
      if (refused->text == NULL)
        refused->text = g_strdup (peal_export_contact_get (own, PEAL_FIELD_DISPLAY));
      *rejection = g_steal_pointer (&refused);
      return NULL;
    }
  check_birthday (contact);
  fill (contact);
  return g_steal_pointer (&contact);
}
