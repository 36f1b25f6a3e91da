/* peal-contact-table.c: contacts as a table that can be read back unchanged.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#define G_LOG_DOMAIN "peal-core"

#include "peal-contact-table.h"

#include "peal-clock.h"

#include <string.h>

struct _PealContactTable
{
  GArray *columns; /* of PealContactColumnInfo */
};

/* The columns that every table has: before the numbers, and after them. */
static const PealContactColumnInfo first_columns[] = {
  { PEAL_COLUMN_ID, (char *) PEAL_CONTACT_TABLE_MARK },
  { PEAL_COLUMN_FIELD, (char *) "Name", PEAL_FIELD_DISPLAY },
  { PEAL_COLUMN_FIELD, (char *) "First Name", PEAL_FIELD_GIVEN },
  { PEAL_COLUMN_FIELD, (char *) "Middle Name", PEAL_FIELD_MIDDLE },
  { PEAL_COLUMN_FIELD, (char *) "Last Name", PEAL_FIELD_FAMILY },
  { PEAL_COLUMN_FIELD, (char *) "Company", PEAL_FIELD_ORG },
  { PEAL_COLUMN_FIELD, (char *) "Job Title", PEAL_FIELD_TITLE },
  { PEAL_COLUMN_FIELD, (char *) "Industry", PEAL_FIELD_INDUSTRY },
};

static const PealContactColumnInfo last_columns[] = {
  { PEAL_COLUMN_FIELD, (char *) "Street", PEAL_FIELD_STREET },
  { PEAL_COLUMN_FIELD, (char *) "City", PEAL_FIELD_CITY },
  { PEAL_COLUMN_FIELD, (char *) "State", PEAL_FIELD_REGION },
  { PEAL_COLUMN_FIELD, (char *) "Postal Code", PEAL_FIELD_POSTCODE },
  { PEAL_COLUMN_FIELD, (char *) "Country", PEAL_FIELD_COUNTRY },
  { PEAL_COLUMN_FIELD, (char *) "Time Zone", PEAL_FIELD_ZONE },
  { PEAL_COLUMN_FIELD, (char *) "Language", PEAL_FIELD_LANGUAGE },
  { PEAL_COLUMN_FIELD, (char *) "Birthday", PEAL_FIELD_BIRTHDAY },
  { PEAL_COLUMN_TAGS, (char *) "Tags" },
  { PEAL_COLUMN_GROUPS, (char *) "Groups" },
  { PEAL_COLUMN_FIELD, (char *) "Status", PEAL_FIELD_STATUS },
  { PEAL_COLUMN_FIELD, (char *) "Source", PEAL_FIELD_SOURCE },
  { PEAL_COLUMN_SCORE, (char *) "Score" },
  { PEAL_COLUMN_FIELD, (char *) "Notes", PEAL_FIELD_NOTES },
  { PEAL_COLUMN_CREATED, (char *) "Created" },
  { PEAL_COLUMN_UPDATED, (char *) "Updated" },
};

/* In the order of PealValueKind: what stands before the key of a custom field. */
static const char *const value_prefixes[] = { "Custom: ", "Custom Number: ", "Custom Yes/No: ", "Custom JSON: " };

/* Headers ----------------------------------------------------------------------------------------- */

/* The first address and the first number's consent have the headers that other programs use for the only one. */
static char *
make_header (PealColumnKind kind,
             guint          index)
{
  switch ((int) kind)
    {
    case PEAL_COLUMN_PHONE:
      return g_strdup_printf ("Phone %u", index + 1);
    case PEAL_COLUMN_LABEL:
      return g_strdup_printf ("Phone %u Label", index + 1);
    case PEAL_COLUMN_EMAIL:
      return index == 0 ? g_strdup ("Email") : g_strdup_printf ("Email %u", index + 1);
    case PEAL_COLUMN_EMAIL_LABEL:
      return g_strdup_printf ("Email %u Label", index + 1);
    default:
      return index == 0 ? g_strdup ("SMS Consent") : g_strdup_printf ("SMS Consent %u", index + 1);
    }
}

static const PealColumnKind phone_kinds[] = { PEAL_COLUMN_PHONE, PEAL_COLUMN_LABEL, PEAL_COLUMN_CONSENT };
static const PealColumnKind email_kinds[] = { PEAL_COLUMN_EMAIL, PEAL_COLUMN_EMAIL_LABEL };

static gboolean
parse_counted_header (const char            *header,
                      const PealColumnKind  *kinds,
                      gsize                  n_kinds,
                      PealContactColumnInfo *column)
{
  const char *digits = strpbrk (header, "0123456789");
  guint number = digits != NULL ? (guint) MIN (g_ascii_strtoull (digits, NULL, 10), 1000) : 1;

  for (gsize i = 0; i < n_kinds && number > 0; i++)
    {
      g_autofree char *made = make_header (kinds[i], number - 1);

      if (g_str_equal (made, header))
        {
          *column = (PealContactColumnInfo) { .kind = kinds[i], .header = g_steal_pointer (&made), .index = number - 1 };
          return TRUE;
        }
    }
  return FALSE;
}

static gboolean
parse_value_header (const char            *header,
                    PealContactColumnInfo *column)
{
  for (guint i = 0; i < G_N_ELEMENTS (value_prefixes); i++)
    if (g_str_has_prefix (header, value_prefixes[i]))
      {
        *column = (PealContactColumnInfo) { .kind = PEAL_COLUMN_VALUE, .header = g_strdup (header),
                                            .key = g_strdup (header + strlen (value_prefixes[i])),
                                            .value_kind = (PealValueKind) i };
        return TRUE;
      }
  return FALSE;
}

static gboolean
parse_fixed_header (const char                  *header,
                    const PealContactColumnInfo *columns,
                    gsize                        n_columns,
                    PealContactColumnInfo       *column)
{
  for (gsize i = 0; i < n_columns; i++)
    if (g_str_equal (columns[i].header, header))
      {
        *column = columns[i];
        column->header = g_strdup (header);
        return TRUE;
      }
  return FALSE;
}

gboolean
peal_contact_column_parse (const char            *header,
                           PealContactColumnInfo *column)
{
  g_return_val_if_fail (header != NULL && column != NULL, FALSE);

  return parse_fixed_header (header, first_columns, G_N_ELEMENTS (first_columns), column)
         || parse_fixed_header (header, last_columns, G_N_ELEMENTS (last_columns), column)
         || parse_counted_header (header, phone_kinds, G_N_ELEMENTS (phone_kinds), column)
         || parse_counted_header (header, email_kinds, G_N_ELEMENTS (email_kinds), column)
         || parse_value_header (header, column);
}

void
peal_contact_column_clear (PealContactColumnInfo *column)
{
  g_clear_pointer (&column->header, g_free);
  g_clear_pointer (&column->key, g_free);
}

/* The table --------------------------------------------------------------------------------------- */

static void
clear_column (gpointer column)
{
  peal_contact_column_clear (column);
}

static void
add_fixed_columns (PealContactTable            *self,
                   const PealContactColumnInfo *columns,
                   gsize                        n_columns)
{
  for (gsize i = 0; i < n_columns; i++)
    {
      PealContactColumnInfo column = columns[i];

      column.header = g_strdup (column.header);
      g_array_append_val (self->columns, column);
    }
}

static void
add_counted_columns (PealContactTable     *self,
                     const PealColumnKind *kinds,
                     gsize                 n_kinds,
                     guint                 n)
{
  for (guint i = 0; i < n; i++)
    for (gsize k = 0; k < n_kinds; k++)
      {
        PealContactColumnInfo column = { .kind = kinds[k], .header = make_header (kinds[k], i), .index = i };

        g_array_append_val (self->columns, column);
      }
}

PealContactTable *
peal_contact_table_new (guint            n_phones,
                        guint            n_emails,
                        const GPtrArray *values)
{
  PealContactTable *self = g_new0 (PealContactTable, 1);

  self->columns = g_array_new (FALSE, FALSE, sizeof (PealContactColumnInfo));
  g_array_set_clear_func (self->columns, clear_column);
  add_fixed_columns (self, first_columns, G_N_ELEMENTS (first_columns));
  add_counted_columns (self, phone_kinds, G_N_ELEMENTS (phone_kinds), n_phones);
  add_counted_columns (self, email_kinds, G_N_ELEMENTS (email_kinds), n_emails);
  add_fixed_columns (self, last_columns, G_N_ELEMENTS (last_columns));
  for (guint i = 0; values != NULL && i < values->len; i++)
    {
      const PealExportValue *value = g_ptr_array_index (values, i);
      PealContactColumnInfo column = { .kind = PEAL_COLUMN_VALUE, .key = g_strdup (value->key), .value_kind = value->kind };

      column.header = g_strconcat (value_prefixes[value->kind], value->key, NULL);
      g_array_append_val (self->columns, column);
    }
  return self;
}

void
peal_contact_table_free (PealContactTable *self)
{
  g_array_unref (self->columns);
  g_free (self);
}

guint
peal_contact_table_get_n_columns (const PealContactTable *self)
{
  return self->columns->len;
}

const PealContactColumnInfo *
peal_contact_table_get_column (const PealContactTable *self,
                               guint                   column)
{
  g_return_val_if_fail (column < self->columns->len, NULL);

  return &g_array_index (self->columns, PealContactColumnInfo, column);
}

/* Cells ------------------------------------------------------------------------------------------- */

static const PealExportPhone *
get_phone (const PealExportContact *contact,
           guint                    phone)
{
  return phone < contact->phones->len ? g_ptr_array_index (contact->phones, phone) : NULL;
}

static char *
dup_phone_cell (const PealExportPhone *phone,
                PealColumnKind         kind)
{
  if (phone == NULL)
    return g_strdup ("");
  if (kind == PEAL_COLUMN_PHONE)
    return g_strdup (phone->e164);
  return g_strdup (kind == PEAL_COLUMN_LABEL ? phone->label : phone->consent);
}

static char *
dup_email_cell (const PealExportContact *contact,
                guint                    index,
                PealColumnKind           kind)
{
  const PealExportEmail *email = index < contact->emails->len ? g_ptr_array_index (contact->emails, index) : NULL;

  if (email == NULL)
    return g_strdup ("");
  return g_strdup (kind == PEAL_COLUMN_EMAIL ? email->address : email->label);
}

static char *
dup_time_cell (gint64        time,
               PealCellKind *kind)
{
  if (time == 0)
    return g_strdup ("");
  *kind = PEAL_CELL_TIME;
  return peal_time_to_iso8601 (time);
}

static char *
dup_value_cell (const PealExportContact     *contact,
                const PealContactColumnInfo *column,
                PealCellKind                *kind)
{
  const char *text = peal_export_contact_get_value (contact, column->key, column->value_kind);

  if (text != NULL && column->value_kind == PEAL_VALUE_NUMBER)
    *kind = PEAL_CELL_NUMBER;
  return g_strdup (text != NULL ? text : "");
}

char *
peal_contact_table_dup_cell (const PealContactTable  *self,
                             const PealExportContact *contact,
                             guint                    column,
                             PealCellKind            *kind)
{
  const PealContactColumnInfo *info = peal_contact_table_get_column (self, column);

  *kind = PEAL_CELL_TEXT;
  switch (info->kind)
    {
    case PEAL_COLUMN_FIELD:
      return g_strdup (peal_export_contact_get (contact, info->field));
    case PEAL_COLUMN_ID:
      return g_strdup (contact->uuid);
    case PEAL_COLUMN_PHONE:
    case PEAL_COLUMN_LABEL:
    case PEAL_COLUMN_CONSENT:
      return dup_phone_cell (get_phone (contact, info->index), info->kind);
    case PEAL_COLUMN_EMAIL:
    case PEAL_COLUMN_EMAIL_LABEL:
      return dup_email_cell (contact, info->index, info->kind);
    case PEAL_COLUMN_TAGS:
      return peal_export_list_join ((const char *const *) contact->tags);
    case PEAL_COLUMN_GROUPS:
      return peal_export_list_join ((const char *const *) contact->groups);
    case PEAL_COLUMN_SCORE:
      *kind = PEAL_CELL_NUMBER;
      return g_strdup_printf ("%d", contact->score);
    case PEAL_COLUMN_CREATED:
      return dup_time_cell (contact->created_at, kind);
    case PEAL_COLUMN_UPDATED:
      return dup_time_cell (contact->updated_at, kind);
    case PEAL_COLUMN_VALUE:
      return dup_value_cell (contact, info, kind);
    }
  g_return_val_if_reached (g_strdup (""));
}

/* CSV --------------------------------------------------------------------------------------------- */

void
peal_contact_table_append_header (const PealContactTable *self,
                                  GString                *out)
{
  for (guint i = 0; i < self->columns->len; i++)
    {
      if (i > 0)
        g_string_append_c (out, ',');
      peal_csv_append_field (out, peal_contact_table_get_column (self, i)->header, ',');
    }
  g_string_append (out, "\r\n");
}

void
peal_contact_table_append_row (const PealContactTable  *self,
                               const PealExportContact *contact,
                               GString                 *out)
{
  for (guint i = 0; i < self->columns->len; i++)
    {
      PealCellKind kind;
      g_autofree char *cell = peal_contact_table_dup_cell (self, contact, i, &kind);

      if (i > 0)
        g_string_append_c (out, ',');
      if (kind == PEAL_CELL_NUMBER)
        g_string_append (out, cell); /* "-5" is a formula that gives -5 */
      else
        peal_csv_append_field (out, cell, ',');
    }
  g_string_append (out, "\r\n");
}
