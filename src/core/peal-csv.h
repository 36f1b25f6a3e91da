/* peal-csv.h: tables as text, read as the world writes them and written as RFC 4180 asks.
 *
 * The reader takes commas, semicolons, tabs or bars; CR, LF or CRLF; quotes with doubled quotes,
 * line ends or stray quotes in them; rows of any length. Blank lines are no records. Fields are
 * slices of the text, so a file costs its own size and no more. No I/O; any one thread.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#pragma once

#include <glib.h>

G_BEGIN_DECLS

/* Not terminated. Valid until the next record is read. */
typedef struct
{
  const char *text;
  gsize length;
} PealCsvField;

typedef struct
{
  const PealCsvField *fields;
  guint n_fields;
  guint number;              /* of this record, from 1; a header counts too */
  gboolean after_blank;      /* a blank line stands before it */
  gboolean is_unterminated;  /* a quote opens and never closes: the fields before it are good, reading
                              * goes on in the next line */
  const char *raw;           /* as it stands in the text, without its line end */
  gsize raw_length;
} PealCsvRecord;

typedef struct _PealCsvReader PealCsvReader;

/* @text is valid UTF-8 without zero bytes (PealDecoded.text); a reference is taken. @delimiter is
 * one of ',' ';' '\t' '|', or 0 to take what a "sep=" line names, else the one that splits the
 * first records most evenly. */
PealCsvReader *peal_csv_reader_new (GBytes *text,
                                    char    delimiter);
void peal_csv_reader_free (PealCsvReader *self);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (PealCsvReader, peal_csv_reader_free)

char peal_csv_reader_get_delimiter (const PealCsvReader *self);

/* FALSE at the end of the text. */
gboolean peal_csv_reader_next (PealCsvReader *self,
                               PealCsvRecord *record);

/* Back to the first record. */
void peal_csv_reader_rewind (PealCsvReader *self);

/* Where the next record begins, and back to there: @n_before records stand before it. */
gsize peal_csv_reader_tell (const PealCsvReader *self);
void peal_csv_reader_seek (PealCsvReader *self,
                           gsize          place,
                           guint          n_before);

/* How much of the text has been read, 0 to 1. */
double peal_csv_reader_get_fraction (const PealCsvReader *self);

/* Appends @text as one field, quoted where it must be, without delimiter or line end. A text that a
 * spreadsheet would run as a formula gets an apostrophe in front; an E.164 number does not, it can
 * do no harm and other programs would not know it again. */
void peal_csv_append_field (GString    *out,
                            const char *text,
                            char        delimiter);

/* @text without the apostrophe that peal_csv_append_field () puts before formulas, so that what is
 * written is read back unchanged. A part of @text. */
const char *peal_csv_unguard (const char *text);

G_END_DECLS
