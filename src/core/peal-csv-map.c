/* peal-csv-map.c: what each column of a contact file means.
 *
 * First the headers speak, then the cells below them: they settle what a header leaves open ("SMS"
 * holds numbers in one program and yes or no in another) and stand in where there is no header.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#define G_LOG_DOMAIN "peal-core"

#include "peal-csv-map.h"

#include "peal-contact-table.h"
#include "peal-csv-headers.h"
#include "peal-key.h"

#include <string.h>

/* A header may stand below a title or two. */
#define MAX_PREAMBLE 10

/* What the sampled cells of one column look like. */
typedef struct
{
  guint n_filled;
  guint n_phones;
  guint n_emails;
  guint n_words; /* one word of letters */
  guint n_texts; /* letters, but no phone and no e-mail */
} Looks;

static const char *const field_names[] = {
  [PEAL_FIELD_IGNORED] = "ignored",
  [PEAL_FIELD_DISPLAY] = "display",
  [PEAL_FIELD_GIVEN] = "given",
  [PEAL_FIELD_MIDDLE] = "middle",
  [PEAL_FIELD_FAMILY] = "family",
  [PEAL_FIELD_PREFIX] = "prefix",
  [PEAL_FIELD_SUFFIX] = "suffix",
  [PEAL_FIELD_ORG] = "org",
  [PEAL_FIELD_TITLE] = "title",
  [PEAL_FIELD_INDUSTRY] = "industry",
  [PEAL_FIELD_EMAIL] = "email",
  [PEAL_FIELD_PHONE] = "phone",
  [PEAL_FIELD_PHONE_LABEL] = "phone_label",
  [PEAL_FIELD_CALLING_CODE] = "calling_code",
  [PEAL_FIELD_STREET] = "street",
  [PEAL_FIELD_CITY] = "city",
  [PEAL_FIELD_REGION] = "region",
  [PEAL_FIELD_POSTCODE] = "postcode",
  [PEAL_FIELD_COUNTRY] = "country",
  [PEAL_FIELD_BIRTHDAY] = "birthday",
  [PEAL_FIELD_LANGUAGE] = "language",
  [PEAL_FIELD_ZONE] = "zone",
  [PEAL_FIELD_TAGS] = "tags",
  [PEAL_FIELD_NOTES] = "notes",
  [PEAL_FIELD_STATUS] = "status",
  [PEAL_FIELD_SOURCE] = "source",
  [PEAL_FIELD_SCORE] = "score",
  [PEAL_FIELD_SMS_CONSENT] = "sms_consent",
  [PEAL_FIELD_SMS_OPT_OUT] = "sms_opt_out",
};

G_STATIC_ASSERT (G_N_ELEMENTS (field_names) == PEAL_N_FIELDS);

const char *
peal_field_to_string (PealField field)
{
  return field_names[field];
}

static gboolean
same_header (const PealCsvColumn *column,
             const char          *key)
{
  g_autofree char *folded = peal_key_fold (column->header, -1);

  return g_str_equal (folded, key);
}

static int
find_field (const PealCsvMap *self,
            PealField         field,
            guint             except)
{
  for (guint i = 0; i < self->n_columns; i++)
    if (i != except && self->columns[i].field == field)
      return (int) i;
  return -1;
}

gboolean
peal_csv_map_has_field (const PealCsvMap *self,
                        PealField         field)
{
  return find_field (self, field, G_MAXUINT) >= 0;
}

/* "Name" beside "Vorname" or "Prénom" is the family name, "Nombre" beside "Apellidos" the given
 * one; "Title" beside "Job Title" is "Mr". */
static void
settle_names (PealCsvMap *self)
{
  for (guint i = 0; i < self->n_columns; i++)
    {
      PealCsvColumn *column = &self->columns[i];
      gboolean has_given = find_field (self, PEAL_FIELD_GIVEN, i) >= 0;
      gboolean has_family = find_field (self, PEAL_FIELD_FAMILY, i) >= 0;

      if ((same_header (column, "name") || same_header (column, "nom")) && has_given && !has_family)
        column->field = PEAL_FIELD_FAMILY;
      else if (same_header (column, "nombre") && has_family && !has_given)
        column->field = PEAL_FIELD_GIVEN;
      else if (same_header (column, "title") && find_field (self, PEAL_FIELD_TITLE, i) >= 0)
        column->field = PEAL_FIELD_PREFIX;
    }
}

static guint
header_number (const char *header)
{
  gsize start = strcspn (header, "0123456789");

  return (guint) g_ascii_strtoull (header + start, NULL, 10);
}

/* "Phone 2 - Type" speaks of "Phone 2 - Value"; "Phone type" of the number before it, else of the
 * next one. */
static void
link_labels (PealCsvMap *self)
{
  for (guint i = 0; i < self->n_columns; i++)
    {
      guint number = header_number (self->columns[i].header);
      int best = -1;

      if (self->columns[i].field != PEAL_FIELD_PHONE_LABEL)
        continue;
      for (guint j = 0; j < self->n_columns; j++)
        if (self->columns[j].field == PEAL_FIELD_PHONE && self->columns[j].label_column < 0
            && header_number (self->columns[j].header) == number && (best < 0 || j < i))
          best = (int) j;
      if (best >= 0)
        self->columns[best].label_column = (int) i;
    }
}

/* The sample ------------------------------------------------------------------------------------ */

static GPtrArray *
read_sample (PealCsvReader *reader)
{
  GPtrArray *rows = g_ptr_array_new_with_free_func ((GDestroyNotify) g_strfreev);
  PealCsvRecord record;

  while (rows->len < PEAL_CSV_MAP_SAMPLE && peal_csv_reader_next (reader, &record))
    {
      char **row = g_new0 (char *, record.n_fields + 1);

      for (guint i = 0; i < record.n_fields; i++)
        row[i] = peal_text_clean (record.fields[i].text, (gssize) record.fields[i].length);
      g_ptr_array_add (rows, row);
    }
  peal_csv_reader_rewind (reader);
  return rows;
}

static gboolean
is_one_word (const char *text)
{
  for (; *text != '\0'; text = g_utf8_next_char (text))
    if (!g_unichar_isalpha (g_utf8_get_char (text)) && strchr ("-'.", *text) == NULL)
      return FALSE;
  return TRUE;
}

static gboolean
has_letter (const char *text)
{
  for (; *text != '\0'; text = g_utf8_next_char (text))
    if (g_unichar_isalpha (g_utf8_get_char (text)))
      return TRUE;
  return FALSE;
}

static Looks
look_at_column (const GPtrArray *rows,
                guint            first,
                guint            column)
{
  Looks looks = { 0 };

  for (guint i = first; i < rows->len; i++)
    {
      const char *const *row = g_ptr_array_index (rows, i);
      const char *cell = column < g_strv_length ((char **) row) ? row[column] : "";

      if (*cell == '\0')
        continue;
      looks.n_filled++;
      if (strchr (cell, '@') != NULL)
        looks.n_emails++;
      else if (peal_phone_looks_like (cell, strlen (cell)))
        looks.n_phones++;
      else if (has_letter (cell))
        {
          looks.n_texts++;
          looks.n_words += is_one_word (cell);
        }
    }
  return looks;
}

static gboolean
is_share (guint part,
          guint whole,
          guint percent)
{
  return whole > 0 && part * 100 >= whole * percent;
}

/* Reading the header ---------------------------------------------------------------------------- */

static gboolean
is_data_row (const char *const *row)
{
  for (; *row != NULL; row++)
    if (strchr (*row, '@') != NULL || peal_phone_looks_like (*row, strlen (*row)))
      return TRUE;
  return FALSE;
}

static guint
count_recognized (const char *const *row,
                  gboolean          *has_phone)
{
  guint n = 0;

  for (*has_phone = FALSE; *row != NULL; row++)
    {
      PealPhoneRole role;
      PealField field = peal_csv_map_recognize (*row, &role);

      n += field != PEAL_FIELD_IGNORED;
      *has_phone = *has_phone || field == PEAL_FIELD_PHONE;
    }
  return n;
}

/* The row that holds the headers, -1 if there is none. */
static int
find_header (const GPtrArray *rows)
{
  gboolean has_phone;

  if (rows->len == 0)
    return -1;
  /* In our own tables the names of custom fields may look like anything. */
  if (g_strcmp0 (((char **) g_ptr_array_index (rows, 0))[0], PEAL_CONTACT_TABLE_MARK) == 0)
    return 0;
  for (guint i = 0; i < MIN (rows->len, MAX_PREAMBLE); i++)
    {
      const char *const *row = g_ptr_array_index (rows, i);

      if (is_data_row (row))
        break;
      if (count_recognized (row, &has_phone) >= (i == 0 ? 1u : 2u) && (i == 0 || has_phone))
        {
          const char *const *next = i == 0 && i + 1 < rows->len ? g_ptr_array_index (rows, i + 1) : NULL;
          gboolean next_has_phone = FALSE;

          /* "Contacts" above the headers is a title, although it is a header elsewhere */
          if (next != NULL && g_strv_length ((char **) row) == 1 && !has_phone && !is_data_row (next)
              && count_recognized (next, &next_has_phone) >= 2 && next_has_phone)
            continue;
          return (int) i;
        }
    }
  return is_data_row (g_ptr_array_index (rows, 0)) ? -1 : 0;
}

static guint
count_columns (const GPtrArray *rows,
               int              header)
{
  guint n = 0;

  if (header >= 0)
    return g_strv_length (g_ptr_array_index (rows, header));
  for (guint i = 0; i < rows->len; i++)
    n = MAX (n, g_strv_length (g_ptr_array_index (rows, i)));
  return n;
}

/* Where the cells contradict a header, or complete it. */
static void
settle_by_cells (PealCsvMap      *self,
                 const GPtrArray *rows)
{
  gboolean has_phone;

  for (guint i = 0; i < self->n_columns; i++)
    {
      PealCsvColumn *column = &self->columns[i];
      Looks looks = look_at_column (rows, self->n_skipped, i);

      if (column->field == PEAL_FIELD_DISPLAY && is_share (looks.n_phones, looks.n_filled, 60))
        peal_csv_map_set_field (self, i, PEAL_FIELD_PHONE, PEAL_PHONE_ROLE_MAIN);
      else if (same_header (column, "sms") && looks.n_filled > 0 && looks.n_phones == 0)
        peal_csv_map_set_field (self, i, PEAL_FIELD_SMS_CONSENT, PEAL_PHONE_ROLE_MAIN);
      else
        continue;
      column->is_guessed = TRUE;
    }

  has_phone = peal_csv_map_has_field (self, PEAL_FIELD_PHONE);
  for (guint i = 0; i < self->n_columns; i++)
    {
      PealCsvColumn *column = &self->columns[i];
      Looks looks = look_at_column (rows, self->n_skipped, i);

      if (column->field != PEAL_FIELD_IGNORED)
        continue;
      if (!has_phone && is_share (looks.n_phones, looks.n_filled, 60))
        peal_csv_map_set_field (self, i, PEAL_FIELD_PHONE, PEAL_PHONE_ROLE_MAIN);
      else if (!peal_csv_map_has_field (self, PEAL_FIELD_EMAIL) && is_share (looks.n_emails, looks.n_filled, 60))
        peal_csv_map_set_field (self, i, PEAL_FIELD_EMAIL, PEAL_PHONE_ROLE_MAIN);
      else
        continue;
      column->is_guessed = TRUE;
    }
}

/* Without a header: numbers, addresses, and the first words are a name. */
static void
guess_by_cells (PealCsvMap      *self,
                const GPtrArray *rows)
{
  int text = -1;

  for (guint i = 0; i < self->n_columns; i++)
    {
      Looks looks = look_at_column (rows, 0, i);
      gboolean is_words = is_share (looks.n_words, looks.n_filled, 80);

      self->columns[i].is_guessed = TRUE;
      if (is_share (looks.n_phones, looks.n_filled, 50))
        peal_csv_map_set_field (self, i, PEAL_FIELD_PHONE, PEAL_PHONE_ROLE_MAIN);
      else if (is_share (looks.n_emails, looks.n_filled, 50))
        peal_csv_map_set_field (self, i, PEAL_FIELD_EMAIL, PEAL_PHONE_ROLE_MAIN);
      else if (text < 0 && is_share (looks.n_texts, looks.n_filled, 80))
        {
          peal_csv_map_set_field (self, i, is_words ? PEAL_FIELD_GIVEN : PEAL_FIELD_DISPLAY, PEAL_PHONE_ROLE_MAIN);
          text = (int) i;
        }
      else if (text >= 0 && (guint) text + 1 == i && self->columns[text].field == PEAL_FIELD_GIVEN && is_words)
        peal_csv_map_set_field (self, i, PEAL_FIELD_FAMILY, PEAL_PHONE_ROLE_MAIN);
    }

  /* one column of words is the whole name, whoever it is */
  if (text >= 0 && !peal_csv_map_has_field (self, PEAL_FIELD_FAMILY))
    self->columns[text].field = PEAL_FIELD_DISPLAY;
}

PealCsvMap *
peal_csv_map_new (PealCsvReader *reader)
{
  g_autoptr(GPtrArray) rows = NULL;
  PealCsvMap *self;
  int header;

  g_return_val_if_fail (reader != NULL, NULL);

  rows = read_sample (reader);
  header = find_header (rows);
  self = g_new0 (PealCsvMap, 1);
  self->has_header = header >= 0;
  self->n_skipped = (guint) (header + 1);
  self->n_columns = count_columns (rows, header);
  self->columns = g_new0 (PealCsvColumn, self->n_columns);

  for (guint i = 0; i < self->n_columns; i++)
    {
      PealCsvColumn *column = &self->columns[i];

      column->header = g_strdup (header >= 0 ? ((char **) g_ptr_array_index (rows, header))[i] : "");
      column->label_column = -1;
      column->field = peal_csv_map_recognize (column->header, &column->role);
    }
  if (self->has_header)
    {
      settle_names (self);
      settle_by_cells (self, rows);
    }
  else
    guess_by_cells (self, rows);
  link_labels (self);
  return self;
}

PealCsvMap *
peal_csv_map_copy (const PealCsvMap *self)
{
  PealCsvMap *copy;

  g_return_val_if_fail (self != NULL, NULL);

  copy = g_memdup2 (self, sizeof *self);
  copy->columns = g_memdup2 (self->columns, self->n_columns * sizeof *self->columns);
  for (guint i = 0; i < copy->n_columns; i++)
    copy->columns[i].header = g_strdup (self->columns[i].header);
  return copy;
}

void
peal_csv_map_free (PealCsvMap *self)
{
  if (self == NULL)
    return;
  for (guint i = 0; i < self->n_columns; i++)
    g_free (self->columns[i].header);
  g_free (self->columns);
  g_free (self);
}

void
peal_csv_map_set_field (PealCsvMap   *self,
                        guint         column,
                        PealField     field,
                        PealPhoneRole role)
{
  g_return_if_fail (self != NULL && column < self->n_columns);

  self->columns[column].field = field;
  self->columns[column].role = role;
  self->columns[column].is_guessed = FALSE;
  if (field != PEAL_FIELD_PHONE)
    self->columns[column].label_column = -1;
}

gboolean
peal_csv_map_adopt (PealCsvMap       *self,
                    const PealCsvMap *from)
{
  g_return_val_if_fail (self != NULL && from != NULL, FALSE);

  if (self->n_columns != from->n_columns)
    return FALSE;
  for (guint i = 0; i < self->n_columns; i++)
    if (!g_str_equal (self->columns[i].header, from->columns[i].header))
      return FALSE;
  for (guint i = 0; i < self->n_columns; i++)
    {
      PealCsvColumn *column = &self->columns[i];

      column->field = from->columns[i].field;
      column->role = from->columns[i].role;
      column->label_column = from->columns[i].label_column;
      column->is_guessed = from->columns[i].is_guessed;
    }
  return TRUE;
}
