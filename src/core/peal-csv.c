/* peal-csv.c: tables as text.
 *
 * The one hard question is where a quoted field ends when its quotes are wrong. In a file that
 * was written by a program, a quote inside a field is doubled. So a single quote that neither ends
 * the field nor stands in its first line shows that the opening one was never closed: that record
 * is given up, and reading goes on in the line after it, so that one bad row does not swallow
 * the others.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#define G_LOG_DOMAIN "peal-core"

#include "peal-csv.h"

#include <string.h>

/* What is looked at to find the delimiter. */
#define PROBE_BYTES (64 * 1024)
#define PROBE_RECORDS 25

/* A longer quoted field is taken for one that was never closed (a cell of Excel holds 32,767). */
#define MAX_QUOTED (128 * 1024)

/* Where a field stands: in the text, or, if quotes had to be taken out, in the scratch buffer,
 * which may move while the record grows. */
typedef struct
{
  gsize offset;
  gsize length;
  gboolean in_scratch;
} Span;

struct _PealCsvReader
{
  GBytes *bytes;
  const char *text;
  gsize length;
  gsize start;    /* of the first record, after a "sep=" line */
  gsize pos;
  char delimiter;
  guint n_records;

  GArray *spans;  /* of Span */
  GArray *fields; /* of PealCsvField */
  GString *scratch;
};

static const char delimiters[] = { '\t', '|', ';', ',' };

static gboolean
is_line_end (char c)
{
  return c == '\n' || c == '\r';
}

/* The byte at @pos, or a line end behind the last one. */
static char
byte_at (const PealCsvReader *self,
         gsize                pos)
{
  return pos < self->length ? self->text[pos] : '\n';
}

static gsize
skip_line (const PealCsvReader *self,
           gsize                pos)
{
  while (pos < self->length && !is_line_end (self->text[pos]))
    pos++;
  return pos;
}

/* Behind the line end at @pos. */
static gsize
skip_line_end (const PealCsvReader *self,
               gsize                pos)
{
  if (pos < self->length && self->text[pos] == '\r')
    pos++;
  else if (pos < self->length)
    return pos + 1;
  if (pos < self->length && self->text[pos] == '\n')
    pos++;
  return pos;
}

static gsize
skip_spaces (const PealCsvReader *self,
             gsize                pos)
{
  while (pos < self->length && self->text[pos] == ' ')
    pos++;
  return pos;
}

/* Whether what follows the quote at @pos ends a field; @after is where that is. */
static gboolean
closes_field (const PealCsvReader *self,
              gsize                pos,
              gsize               *after)
{
  *after = skip_spaces (self, pos + 1);
  return byte_at (self, *after) == self->delimiter || is_line_end (byte_at (self, *after));
}

/* A single quote at @pos inside a quoted field: TRUE if the field goes on behind it, because a
 * quote that closes comes in the same line before another field opens. */
static gboolean
is_literal_quote (const PealCsvReader *self,
                  gsize                pos)
{
  gsize after;

  for (gsize i = pos + 1; i < self->length && !is_line_end (self->text[i]); i++)
    if (self->text[i] == '"')
      {
        if (self->text[i - 1] == self->delimiter)
          return FALSE;
        if (closes_field (self, i, &after))
          return TRUE;
      }
  return FALSE;
}

/* Adds text[from, to) to the scratch buffer, doubled quotes made one. */
static void
append_unquoted (PealCsvReader *self,
                 gsize          from,
                 gsize          to)
{
  for (gsize i = from; i < to; i++)
    {
      g_string_append_c (self->scratch, self->text[i]);
      if (self->text[i] == '"' && i + 1 < to && self->text[i + 1] == '"')
        i++;
    }
}

static void
add_span (PealCsvReader *self,
          gsize          offset,
          gsize          length,
          gboolean       in_scratch)
{
  Span span = { offset, length, in_scratch };

  g_array_append_val (self->spans, span);
}

/* Reads the field whose opening quote is at @pos; @end becomes where its delimiter or line end is.
 * FALSE if the quote is never closed. */
static gboolean
read_quoted (PealCsvReader *self,
             gsize          pos,
             gsize         *end)
{
  const gsize first = pos + 1;
  const gsize limit = MIN (self->length, first + MAX_QUOTED);
  const gsize scratch = self->scratch->len;
  gboolean has_quotes = FALSE;
  gboolean has_lines = FALSE;
  gsize i;

  for (i = first; i < limit; i++)
    {
      has_lines = has_lines || is_line_end (self->text[i]);
      if (self->text[i] != '"')
        continue;
      if (byte_at (self, i + 1) == '"')
        i++;
      else if (closes_field (self, i, end))
        break;
      else if (has_lines)
        return FALSE;
      else if (!is_literal_quote (self, i))
        {
          /* "ab"cd: the rest belongs to the field, its quotes too */
          append_unquoted (self, first, i);
          for (*end = i + 1; byte_at (self, *end) != self->delimiter && !is_line_end (byte_at (self, *end));)
            g_string_append_c (self->scratch, self->text[(*end)++]);
          add_span (self, scratch, self->scratch->len - scratch, TRUE);
          return TRUE;
        }
      has_quotes = TRUE;
    }
  if (i >= limit)
    return FALSE;

  if (has_quotes)
    append_unquoted (self, first, i);
  add_span (self, has_quotes ? scratch : first, has_quotes ? self->scratch->len - scratch : i - first, has_quotes);
  return TRUE;
}

static void
read_plain (PealCsvReader *self,
            gsize          pos,
            gsize         *end)
{
  gsize i = pos;

  while (i < self->length && self->text[i] != self->delimiter && !is_line_end (self->text[i]))
    i++;
  add_span (self, pos, i - pos, FALSE);
  *end = i;
}

/* The fields of the record at @pos; @end is where its line end is, or where reading goes on. */
static gboolean
read_fields (PealCsvReader *self,
             gsize          pos,
             gsize         *end)
{
  for (;;)
    {
      gsize quote = skip_spaces (self, pos);

      if (byte_at (self, quote) != '"')
        read_plain (self, pos, end);
      else if (!read_quoted (self, quote, end))
        {
          *end = skip_line (self, quote);
          return FALSE;
        }
      if (byte_at (self, *end) != self->delimiter || *end >= self->length)
        return TRUE;
      pos = *end + 1;
    }
}

static gboolean
skip_blank_lines (PealCsvReader *self)
{
  gboolean skipped = FALSE;

  for (;;)
    {
      gsize end = skip_spaces (self, self->pos);

      if (end >= self->length)
        {
          self->pos = self->length;
          return skipped;
        }
      if (!is_line_end (self->text[end]))
        return skipped;
      self->pos = skip_line_end (self, end);
      skipped = TRUE;
    }
}

static void
resolve_fields (PealCsvReader *self)
{
  g_array_set_size (self->fields, self->spans->len);
  for (guint i = 0; i < self->spans->len; i++)
    {
      const Span *span = &g_array_index (self->spans, Span, i);
      const char *base = span->in_scratch ? self->scratch->str : self->text;

      g_array_index (self->fields, PealCsvField, i) = (PealCsvField) { base + span->offset, span->length };
    }
}

gboolean
peal_csv_reader_next (PealCsvReader *self,
                      PealCsvRecord *record)
{
  gboolean after_blank;
  gboolean is_complete;
  gsize end;

  g_return_val_if_fail (self != NULL && record != NULL, FALSE);

  after_blank = skip_blank_lines (self);
  if (self->pos >= self->length)
    return FALSE;

  g_array_set_size (self->spans, 0);
  g_string_truncate (self->scratch, 0);
  is_complete = read_fields (self, self->pos, &end);
  resolve_fields (self);

  *record = (PealCsvRecord) {
    .fields = (const PealCsvField *) (gpointer) self->fields->data,
    .n_fields = self->fields->len,
    .number = ++self->n_records,
    .after_blank = after_blank && self->n_records > 1,
    .is_unterminated = !is_complete,
    .raw = self->text + self->pos,
    .raw_length = end - self->pos,
  };
  self->pos = skip_line_end (self, end);
  return TRUE;
}

/* How evenly @delimiter splits the first records: the share that has as many fields as most
 * have, 0 if most have one. @n_columns is that number of fields. */
static double
rate_delimiter (GBytes   *probe,
                gboolean  is_cut,
                char      delimiter,
                guint    *n_columns)
{
  g_autoptr(PealCsvReader) reader = peal_csv_reader_new (probe, delimiter);
  guint counts[PROBE_RECORDS];
  PealCsvRecord record;
  guint n_records = 0;
  guint n_best = 0;

  *n_columns = 1;
  while (n_records < PROBE_RECORDS && peal_csv_reader_next (reader, &record))
    counts[n_records++] = record.n_fields;
  if (is_cut && n_records > 1 && n_records < PROBE_RECORDS)
    n_records--;

  for (guint i = 0; i < n_records; i++)
    {
      guint n_same = 0;

      for (guint j = 0; j < n_records; j++)
        n_same += counts[j] == counts[i];
      if (counts[i] > 1 && n_same > n_best)
        {
          n_best = n_same;
          *n_columns = counts[i];
        }
    }
  return n_records > 0 ? (double) n_best / n_records + (n_best > 0 && counts[0] == *n_columns ? 0.5 : 0) : 0;
}

/* A tie goes to more columns, then to the sign that is rarer in plain text. A header that does not
 * have as many fields as most records weighs as much as half of the records. */
static char
detect_delimiter (const PealCsvReader *self)
{
  gsize length = MIN (self->length - self->start, PROBE_BYTES);
  g_autoptr(GBytes) probe = g_bytes_new_from_bytes (self->bytes, self->start, length);
  double best = 0;
  guint best_columns = 1;
  char found = ',';

  for (guint i = 0; i < G_N_ELEMENTS (delimiters); i++)
    {
      guint n_columns;
      double rating = rate_delimiter (probe, length == PROBE_BYTES, delimiters[i], &n_columns);

      if (rating > best || (rating == best && rating > 0 && n_columns > best_columns))
        {
          best = rating;
          best_columns = n_columns;
          found = delimiters[i];
        }
    }
  return found;
}

/* Excel's "sep=;" in the first line, which may be quoted. Returns the delimiter or 0. */
static char
read_separator_line (PealCsvReader *self)
{
  gsize pos = 0;
  gboolean is_quoted = byte_at (self, 0) == '"';
  char delimiter;

  pos += is_quoted;
  if (self->length < pos + 5 || g_ascii_strncasecmp (self->text + pos, "sep=", 4) != 0)
    return 0;
  delimiter = self->text[pos + 4];
  pos += 5;
  if (is_quoted && byte_at (self, pos++) != '"')
    return 0;
  pos = skip_spaces (self, pos);
  if (memchr (delimiters, delimiter, sizeof delimiters) == NULL || !is_line_end (byte_at (self, pos)))
    return 0;
  self->start = skip_line_end (self, pos);
  return delimiter;
}

PealCsvReader *
peal_csv_reader_new (GBytes *text,
                     char    delimiter)
{
  PealCsvReader *self;
  char named;

  g_return_val_if_fail (text != NULL, NULL);

  self = g_new0 (PealCsvReader, 1);
  self->bytes = g_bytes_ref (text);
  self->text = g_bytes_get_data (text, &self->length);
  self->spans = g_array_new (FALSE, FALSE, sizeof (Span));
  self->fields = g_array_new (FALSE, FALSE, sizeof (PealCsvField));
  self->scratch = g_string_new (NULL);

  named = read_separator_line (self);
  self->delimiter = delimiter != 0 ? delimiter : named;
  if (self->delimiter == 0)
    self->delimiter = detect_delimiter (self);
  self->pos = self->start;
  return self;
}

void
peal_csv_reader_free (PealCsvReader *self)
{
  if (self == NULL)
    return;
  g_string_free (self->scratch, TRUE);
  g_array_unref (self->fields);
  g_array_unref (self->spans);
  g_bytes_unref (self->bytes);
  g_free (self);
}

char
peal_csv_reader_get_delimiter (const PealCsvReader *self)
{
  return self->delimiter;
}

void
peal_csv_reader_rewind (PealCsvReader *self)
{
  self->pos = self->start;
  self->n_records = 0;
}

gsize
peal_csv_reader_tell (const PealCsvReader *self)
{
  return self->pos;
}

void
peal_csv_reader_seek (PealCsvReader *self,
                      gsize          place,
                      guint          n_before)
{
  g_return_if_fail (place <= self->length);

  self->pos = place;
  self->n_records = n_before;
}

double
peal_csv_reader_get_fraction (const PealCsvReader *self)
{
  return self->length > 0 ? (double) self->pos / (double) self->length : 1;
}
