/* peal-export-workbook.c: contacts as a workbook for spreadsheets.
 *
 * libxlsxwriter writes the rows into nameless files in the folder of the target
 * and does not say when the disk is full: it says so only when it puts them
 * together, on the same disk. So the room is looked at now and then as well.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#define G_LOG_DOMAIN "peal-engine"

#include "peal-export-workbook.h"

#include "peal-clock.h"
#include "peal-contact-table.h"

#include <errno.h>
#include <string.h>
#include <sys/stat.h>
#include <sys/statvfs.h>
#include <xlsxwriter.h>

/* What the format allows. */
#define MAX_ROWS 1048576
#define MAX_CHARACTERS 32767

/* So many bytes must be left; looked at once in so many contacts. */
#define MIN_ROOM (1024 * 1024)
#define ROOM_EVERY 200

typedef struct
{
  const char *title;
  double width; /* in characters */
} Heading;

/* One table, in one sheet or, where it is longer than a sheet may be, several. */
typedef struct
{
  const char *name;
  const Heading *headings;
  guint n_headings;
  guint n_sheets;
  lxw_worksheet *sheet;
  lxw_row_t row;        /* the next one */
} Table;

/* A nameless file of a sheet. */
typedef struct
{
  FILE *stream;
  dev_t device;
  ino_t inode;
} Rows;

struct _PealExportWorkbook
{
  PealExportFile *file; /* borrowed */
  lxw_workbook *book;
  GArray *rows;         /* of Rows: of every sheet */
  lxw_format *bold;
  lxw_format *date;
  lxw_format *time;
  PealContactTable *contacts;
  GArray *contact_headings; /* of Heading */
  Table tables[4];
  guint n_contacts;
};

enum
{
  CONTACTS,
  PHONES,
  CONSENT,
  GROUPS,
};

static const Heading phone_headings[] = {
  { "Peal ID", 12 }, { "Name", 24 }, { "Phone", 18 }, { "Label", 12 }, { "Country", 9 }, { "Kind", 20 }, { "Valid", 7 },
  { "SMS Consent", 13 }, { "Since (UTC)", 17 }, { "Do Not Contact", 14 }, { "Last Contacted (UTC)", 20 },
};

static const Heading consent_headings[] = {
  { "Phone", 18 }, { "Name", 24 }, { "At (UTC)", 17 }, { "What", 10 }, { "State After It", 14 }, { "How", 10 },
  { "Wording", 40 }, { "Rule", 16 }, { "Proof", 24 }, { "Written By", 12 },
};

static const Heading group_headings[] = { { "Group", 24 }, { "Peal ID", 12 }, { "Name", 24 }, { "Phone", 18 } };

/* Cells ------------------------------------------------------------------------------------------- */

/* Numbers of phones as well: a number would lose its plus. */
static void
put_text (Table      *table,
          guint       column,
          const char *text)
{
  g_autofree char *cut = NULL;

  if (*text == '\0')
    return;
  if (strlen (text) > MAX_CHARACTERS && g_utf8_strlen (text, -1) > MAX_CHARACTERS)
    text = cut = g_utf8_substring (text, 0, MAX_CHARACTERS);
  worksheet_write_string (table->sheet, table->row, (lxw_col_t) column, text, NULL);
}

static void
put_time (PealExportWorkbook *self,
          Table              *table,
          guint               column,
          gint64              time)
{
  if (time > 0)
    worksheet_write_unixtime (table->sheet, table->row, (lxw_col_t) column, time / PEAL_SECOND, self->time);
}

/* A number that a spreadsheet keeps in full, else its text. */
static void
put_number (Table      *table,
            guint       column,
            const char *text)
{
  if (strlen (text) <= 15)
    worksheet_write_number (table->sheet, table->row, (lxw_col_t) column, g_ascii_strtod (text, NULL), NULL);
  else
    put_text (table, column, text);
}

/* A spreadsheet's calendar begins in 1900, and knows no day without a year. */
static void
put_date (PealExportWorkbook *self,
          Table              *table,
          guint               column,
          const char         *text)
{
  g_autofree char *whole = g_strconcat (text, "T00:00:00Z", NULL);
  gint64 time;

  if (strcmp (text, "1900-03-01") >= 0 && strlen (text) == 10 && peal_time_from_iso8601 (whole, &time))
    worksheet_write_unixtime (table->sheet, table->row, (lxw_col_t) column, time / PEAL_SECOND, self->date);
  else
    put_text (table, column, text);
}

/* The rows' files --------------------------------------------------------------------------------- */

static void
remember_rows (PealExportWorkbook *self,
               lxw_worksheet      *sheet)
{
  Rows rows = { .stream = sheet->optimize_tmpfile };
  struct stat status;

  if (rows.stream == NULL || fstat (fileno (rows.stream), &status) != 0)
    return;
  rows.device = status.st_dev;
  rows.inode = status.st_ino;
  g_array_append_val (self->rows, rows);
}

/* The library leaves them open where it does not come to their end, and they would hold their place on the disk. */
static void
drop_rows (const GArray *all)
{
  for (guint i = 0; i < all->len; i++)
    {
      const Rows *rows = &g_array_index (all, Rows, i);

      fclose (rows->stream);
    }
}

/* After the library has closed some of them: those whose descriptors still stand for them. */
static void
drop_rest_of_rows (const GArray *all,
                   const int    *descriptors)
{
  for (guint i = 0; i < all->len; i++)
    {
      const Rows *rows = &g_array_index (all, Rows, i);
      struct stat status;

      if (fstat (descriptors[i], &status) == 0 && status.st_dev == rows->device && status.st_ino == rows->inode)
        fclose (rows->stream);
    }
}

/* Tables ------------------------------------------------------------------------------------------ */

static void
begin_sheet (PealExportWorkbook *self,
             Table              *table)
{
  g_autofree char *name = table->n_sheets == 0 ? g_strdup (table->name)
                                               : g_strdup_printf ("%s %u", table->name, table->n_sheets + 1);

  table->n_sheets++;
  table->sheet = workbook_add_worksheet (self->book, name);
  remember_rows (self, table->sheet);
  table->row = 1;
  for (guint i = 0; i < table->n_headings; i++)
    {
      worksheet_set_column (table->sheet, (lxw_col_t) i, (lxw_col_t) i, table->headings[i].width, NULL);
      worksheet_write_string (table->sheet, 0, (lxw_col_t) i, table->headings[i].title, self->bold);
    }
  worksheet_freeze_panes (table->sheet, 1, 0);
}

/* The table, at a row that is free. */
static Table *
get_table (PealExportWorkbook *self,
           guint               which)
{
  Table *table = &self->tables[which];

  if (table->row == MAX_ROWS)
    begin_sheet (self, table);
  return table;
}

static double
choose_width (const PealContactColumnInfo *column)
{
  switch (column->kind)
    {
    case PEAL_COLUMN_EMAIL:
      return 24;
    case PEAL_COLUMN_PHONE:
    case PEAL_COLUMN_CREATED:
    case PEAL_COLUMN_UPDATED:
      return 18;
    case PEAL_COLUMN_TAGS:
    case PEAL_COLUMN_GROUPS:
      return 24;
    case PEAL_COLUMN_ID:
    case PEAL_COLUMN_LABEL:
    case PEAL_COLUMN_EMAIL_LABEL:
    case PEAL_COLUMN_CONSENT:
    case PEAL_COLUMN_VALUE:
      return 14;
    case PEAL_COLUMN_SCORE:
      return 8;
    case PEAL_COLUMN_FIELD:
      break;
    }
  return column->field == PEAL_FIELD_NOTES ? 40 : column->field == PEAL_FIELD_DISPLAY ? 24 : 16;
}

static void
add_tables (PealExportWorkbook *self)
{
  for (guint i = 0; i < peal_contact_table_get_n_columns (self->contacts); i++)
    {
      const PealContactColumnInfo *column = peal_contact_table_get_column (self->contacts, i);
      Heading heading = { column->header, choose_width (column) };

      g_array_append_val (self->contact_headings, heading);
    }
  self->tables[CONTACTS] = (Table) { "Contacts", (const Heading *) (gpointer) self->contact_headings->data,
                                     self->contact_headings->len };
  self->tables[PHONES] = (Table) { "Phones", phone_headings, G_N_ELEMENTS (phone_headings) };
  self->tables[CONSENT] = (Table) { "Consent", consent_headings, G_N_ELEMENTS (consent_headings) };
  self->tables[GROUPS] = (Table) { "Groups", group_headings, G_N_ELEMENTS (group_headings) };
  for (guint i = 0; i < G_N_ELEMENTS (self->tables); i++)
    begin_sheet (self, &self->tables[i]);
}

/* Rows -------------------------------------------------------------------------------------------- */

static void
add_contact_row (PealExportWorkbook      *self,
                 const PealExportContact *contact)
{
  Table *table = get_table (self, CONTACTS);

  for (guint i = 0; i < table->n_headings; i++)
    {
      const PealContactColumnInfo *column = peal_contact_table_get_column (self->contacts, i);
      PealCellKind kind;
      g_autofree char *cell = peal_contact_table_dup_cell (self->contacts, contact, i, &kind);

      if (kind == PEAL_CELL_NUMBER)
        put_number (table, i, cell);
      else if (kind == PEAL_CELL_TIME)
        put_time (self, table, i, column->kind == PEAL_COLUMN_CREATED ? contact->created_at : contact->updated_at);
      else if (column->kind == PEAL_COLUMN_FIELD && column->field == PEAL_FIELD_BIRTHDAY)
        put_date (self, table, i, cell);
      else
        put_text (table, i, cell);
    }
  table->row++;
}

static void
add_phone_row (PealExportWorkbook      *self,
               const PealExportContact *contact,
               const PealExportPhone   *phone)
{
  Table *table = get_table (self, PHONES);

  put_text (table, 0, contact->uuid);
  put_text (table, 1, peal_export_contact_get (contact, PEAL_FIELD_DISPLAY));
  put_text (table, 2, phone->e164);
  put_text (table, 3, phone->label);
  put_text (table, 4, phone->region);
  put_text (table, 5, phone->kind);
  put_text (table, 6, phone->is_valid ? "yes" : "no");
  put_text (table, 7, phone->consent);
  put_time (self, table, 8, phone->consent_at);
  put_text (table, 9, phone->do_not_contact ? "yes" : "");
  put_time (self, table, 10, phone->last_contacted);
  table->row++;
}

static void
add_consent_row (PealExportWorkbook      *self,
                 const PealExportContact *contact,
                 const PealExportPhone   *phone,
                 const PealExportEvent   *event)
{
  Table *table = get_table (self, CONSENT);

  put_text (table, 0, phone->e164);
  put_text (table, 1, peal_export_contact_get (contact, PEAL_FIELD_DISPLAY));
  put_time (self, table, 2, event->at);
  put_text (table, 3, event->act);
  put_text (table, 4, event->state);
  put_text (table, 5, event->how);
  put_text (table, 6, event->wording);
  put_text (table, 7, event->rule);
  put_text (table, 8, event->proof);
  put_text (table, 9, event->actor);
  table->row++;
}

static void
add_group_row (PealExportWorkbook      *self,
               const PealExportContact *contact,
               const char              *group)
{
  Table *table = get_table (self, GROUPS);
  const PealExportPhone *phone = contact->phones->len > 0 ? g_ptr_array_index (contact->phones, 0) : NULL;

  put_text (table, 0, group);
  put_text (table, 1, contact->uuid);
  put_text (table, 2, peal_export_contact_get (contact, PEAL_FIELD_DISPLAY));
  put_text (table, 3, phone != NULL ? phone->e164 : "");
  table->row++;
}

/* Workbook ---------------------------------------------------------------------------------------- */

PealExportWorkbook *
peal_export_workbook_new (PealExportFile  *file,
                          const GPtrArray *values,
                          GError         **error)
{
  PealExportWorkbook *self;
  lxw_workbook_options options = {
    .constant_memory = LXW_TRUE,
    .tmpdir = peal_export_file_get_folder (file),
    .use_zip64 = LXW_TRUE,
  };
  lxw_workbook *book = workbook_new_opt (peal_export_file_get_temporary (file), &options);

  if (book == NULL)
    {
      peal_export_file_set_error (error, errno != 0 ? errno : EIO);
      return NULL;
    }
  self = g_new0 (PealExportWorkbook, 1);
  self->file = file;
  self->book = book;
  self->rows = g_array_new (FALSE, FALSE, sizeof (Rows));
  self->bold = workbook_add_format (book);
  format_set_bold (self->bold);
  format_set_bg_color (self->bold, 0xe6e6e6);
  format_set_bottom (self->bold, LXW_BORDER_THIN);
  self->date = workbook_add_format (book);
  format_set_num_format (self->date, "yyyy-mm-dd");
  self->time = workbook_add_format (book);
  format_set_num_format (self->time, "yyyy-mm-dd hh:mm");
  self->contacts = peal_contact_table_new (1, 1, values);
  self->contact_headings = g_array_new (FALSE, FALSE, sizeof (Heading));
  add_tables (self);
  return self;
}

static gboolean
has_room (PealExportWorkbook *self)
{
  struct statvfs disk;

  return statvfs (peal_export_file_get_folder (self->file), &disk) != 0
         || (guint64) disk.f_bavail * disk.f_frsize >= MIN_ROOM;
}

gboolean
peal_export_workbook_add (PealExportWorkbook      *self,
                          const PealExportContact *contact,
                          GError                 **error)
{
  if (self->n_contacts++ % ROOM_EVERY == 0 && !has_room (self))
    {
      peal_export_file_set_error (error, ENOSPC);
      return FALSE;
    }
  add_contact_row (self, contact);
  for (guint i = 0; i < contact->phones->len; i++)
    {
      const PealExportPhone *phone = g_ptr_array_index (contact->phones, i);

      add_phone_row (self, contact, phone);
      for (guint e = 0; e < phone->history->len; e++)
        add_consent_row (self, contact, phone, g_ptr_array_index (phone->history, e));
    }
  for (guint i = 0; contact->groups[i] != NULL; i++)
    add_group_row (self, contact, contact->groups[i]);
  return TRUE;
}

static void
free_rest (PealExportWorkbook *self)
{
  peal_contact_table_free (self->contacts);
  g_array_unref (self->contact_headings);
  g_array_unref (self->rows);
  g_free (self);
}

gboolean
peal_export_workbook_close (PealExportWorkbook *self,
                            GError            **error)
{
  g_autofree int *descriptors = g_new (int, self->rows->len);
  lxw_error result;

  for (guint i = 0; i < self->rows->len; i++)
    descriptors[i] = fileno (g_array_index (self->rows, Rows, i).stream);
  errno = 0;
  result = workbook_close (self->book);
  if (result != LXW_NO_ERROR)
    {
      peal_export_file_set_error (error, errno != 0 ? errno : has_room (self) ? EIO : ENOSPC);
      drop_rest_of_rows (self->rows, descriptors);
    }
  free_rest (self);
  return result == LXW_NO_ERROR;
}

void
peal_export_workbook_free (PealExportWorkbook *self)
{
  drop_rows (self->rows);
  lxw_workbook_free (self->book);
  free_rest (self);
}
