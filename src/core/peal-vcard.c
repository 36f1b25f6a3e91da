/* peal-vcard.c: electronic business cards as text: where a card and each of its lines end.
 *
 * A card that never ends is given up where the next one begins, so that one broken card does not
 * swallow the others. A line is put together before it is understood: 3.0 and 4.0 fold with a blank
 * that is not part of the text, 2.1 folds at a blank that is, and quoted-printable ends its lines
 * with "=", whatever the next one begins with.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#define G_LOG_DOMAIN "peal-core"

#include "peal-vcard.h"

#include "peal-vcard-private.h"

#include <string.h>

/* How far into a file its first card may begin. */
#define PROBE_BYTES (64 * 1024)

/* A line of 2.1 that is as long as this was not folded at one of its blanks, but by the rule of 3.0. */
#define FULL_LINE 74

struct _PealVcardReader
{
  GBytes *bytes;
  const char *text;
  gsize length;
  gsize pos;
  guint n_records;
  gboolean keeps_blank;       /* the card is of 2.1 */

  GString *line;              /* the one that is put together */
  gboolean has_colon;         /* its name is whole, and its encoding known */
  PealVcardEncoding encoding;
  gsize last_length;          /* of what was taken last, as it stands in the file */
  gboolean has_soft_break;    /* ... which ended with "=" */
};

/* Lines of the file --------------------------------------------------------------------------------- */

static gsize
line_end (const PealVcardReader *self,
          gsize                  pos)
{
  while (pos < self->length && self->text[pos] != '\n' && self->text[pos] != '\r')
    pos++;
  return pos;
}

/* Behind the line that @pos is in. */
static gsize
next_line (const PealVcardReader *self,
           gsize                  pos)
{
  pos = line_end (self, pos);
  if (pos < self->length && self->text[pos] == '\r')
    pos++;
  else if (pos < self->length)
    return pos + 1;
  if (pos < self->length && self->text[pos] == '\n')
    pos++;
  return pos;
}

static gboolean
is_blank_line (const PealVcardReader *self,
               gsize                  pos)
{
  gsize end = line_end (self, pos);

  while (pos < end && g_ascii_isspace (self->text[pos]))
    pos++;
  return pos == end;
}

/* Whether the line at @pos says @words, with blanks around it or its colon. */
static gboolean
says (const PealVcardReader *self,
      gsize                  pos,
      const char            *words)
{
  gsize end = line_end (self, pos);

  for (; pos < end; pos++)
    if (self->text[pos] == ' ' || self->text[pos] == '\t')
      continue;
    else if (*words == '\0' || g_ascii_toupper (self->text[pos]) != *words++)
      return FALSE;
  return *words == '\0';
}

static gboolean
begins_card (const PealVcardReader *self,
             gsize                  pos)
{
  return says (self, pos, "BEGIN:VCARD");
}

/* Lines of a card ----------------------------------------------------------------------------------- */

/* What is too long is not wanted; one byte more than that says so. */
static void
append_line (PealVcardReader *self,
             gsize            from,
             gsize            to)
{
  gsize room = PEAL_VCARD_MAX_VALUE + 1 - MIN (self->line->len, PEAL_VCARD_MAX_VALUE + 1);

  g_string_append_len (self->line, self->text + from, (gssize) MIN (to - from, room));
}

static gboolean
is_folded (const PealVcardReader *self)
{
  return self->pos < self->length && (self->text[self->pos] == ' ' || self->text[self->pos] == '\t')
         && !is_blank_line (self, self->pos);
}

/* Lines of base64 that lost their blank, as some telephones write them. */
static gboolean
is_base64_line (const PealVcardReader *self)
{
  gsize end = line_end (self, self->pos);

  for (gsize i = self->pos; i < end; i++)
    if (!g_ascii_isalnum (self->text[i]) && strchr ("+/= \t", self->text[i]) == NULL)
      return FALSE;
  return end > self->pos;
}

/* Takes what stands between @from and the end of the line at pos, and goes to the next. */
static void
take_line (PealVcardReader *self,
           gsize            from)
{
  gsize end = line_end (self, self->pos);

  append_line (self, from, end);
  /* once, when the name and its parameters are there: a file of folds costs no more than its length */
  if (!self->has_colon && memchr (self->text + from, ':', end - from) != NULL)
    {
      self->has_colon = TRUE;
      self->encoding = peal_vcard_line_get_encoding (self->line->str, self->line->len);
    }
  self->last_length = end - self->pos;
  self->has_soft_break = end > self->pos && self->text[end - 1] == '=';
  self->pos = next_line (self, self->pos);
}

static gboolean
is_soft_broken (const PealVcardReader *self)
{
  return self->has_colon && self->encoding == PEAL_VCARD_ENCODING_QUOTED_PRINTABLE && self->has_soft_break
         && self->pos < self->length && !says (self, self->pos, "END:VCARD") && !begins_card (self, self->pos);
}

/* Puts the line at pos together. */
static void
read_line (PealVcardReader *self)
{
  g_string_truncate (self->line, 0);
  self->has_colon = FALSE;
  self->encoding = PEAL_VCARD_ENCODING_NONE;
  take_line (self, self->pos);
  for (;;)
    if (is_soft_broken (self))
      {
        if (self->line->len <= PEAL_VCARD_MAX_VALUE)
          g_string_truncate (self->line, self->line->len - 1);
        take_line (self, self->pos);
      }
    else if (is_folded (self))
      take_line (self, self->pos + (self->keeps_blank && self->last_length < FULL_LINE ? 0 : 1));
    else if (self->encoding == PEAL_VCARD_ENCODING_BASE64 && self->pos < self->length && is_base64_line (self))
      take_line (self, self->pos);
    else
      break;
}

/* Pictures and sounds are passed over, whatever their size. */
static gboolean
is_wanted (const PealVcardProperty *property)
{
  static const char *const names[] = { "PHOTO", "LOGO", "SOUND", "KEY", "AGENT", NULL };

  return !g_strv_contains (names, property->name);
}

/* The card of somebody's secretary inside theirs (2.1): passed over to its end. */
static void
skip_agent (PealVcardReader *self)
{
  gsize pos = self->pos;

  if (!begins_card (self, pos))
    return;
  for (pos = next_line (self, pos); pos < self->length && !begins_card (self, pos); pos = next_line (self, pos))
    if (says (self, pos, "END:VCARD"))
      {
        self->pos = next_line (self, pos);
        return;
      }
}

static void
add_line (PealVcardReader *self,
          PealVcard       *card)
{
  g_autoptr(PealVcardProperty) property = NULL;

  if (self->line->len > PEAL_VCARD_MAX_VALUE)
    return;
  property = peal_vcard_property_new (self->line->str, self->line->len);
  if (property == NULL)
    return;
  if (g_str_equal (property->name, "VERSION"))
    self->keeps_blank = g_str_has_prefix (property->value, "2");
  if (g_str_equal (property->name, "AGENT"))
    skip_agent (self);
  if (is_wanted (property))
    g_ptr_array_add (card->properties, g_steal_pointer (&property));
}

/* Cards --------------------------------------------------------------------------------------------- */

static void
read_card (PealVcardReader *self,
           PealVcard       *card)
{
  card->kind = PEAL_VCARD_CUT_OFF;
  self->keeps_blank = FALSE;
  self->pos = next_line (self, self->pos);
  while (self->pos < self->length && !begins_card (self, self->pos))
    {
      if (says (self, self->pos, "END:VCARD"))
        {
          card->kind = PEAL_VCARD_WHOLE;
          self->pos = next_line (self, self->pos);
          return;
        }
      if (is_blank_line (self, self->pos))
        {
          self->pos = next_line (self, self->pos);
          continue;
        }
      read_line (self);
      add_line (self, card);
    }
}

static void
skip_what_is_no_card (PealVcardReader *self,
                      PealVcard       *card)
{
  card->kind = PEAL_VCARD_NO_CARD;
  while (self->pos < self->length && !begins_card (self, self->pos))
    self->pos = next_line (self, self->pos);
}

PealVcard *
peal_vcard_reader_next (PealVcardReader *self)
{
  PealVcard *card;
  gsize start;

  g_return_val_if_fail (self != NULL, NULL);

  while (self->pos < self->length && is_blank_line (self, self->pos))
    self->pos = next_line (self, self->pos);
  if (self->pos >= self->length)
    return NULL;

  start = self->pos;
  card = g_new0 (PealVcard, 1);
  card->number = ++self->n_records;
  card->properties = g_ptr_array_new_with_free_func ((GDestroyNotify) peal_vcard_property_free);
  if (begins_card (self, self->pos))
    read_card (self, card);
  else
    skip_what_is_no_card (self, card);
  card->raw = self->text + start;
  card->raw_length = self->pos - start;
  while (card->raw_length > 0 && g_ascii_isspace (card->raw[card->raw_length - 1]))
    card->raw_length--;
  return card;
}

void
peal_vcard_free (PealVcard *self)
{
  if (self == NULL)
    return;
  g_ptr_array_unref (self->properties);
  g_free (self);
}

const PealVcardProperty *
peal_vcard_find (const PealVcard *self,
                 const char      *name)
{
  for (guint i = 0; i < self->properties->len; i++)
    {
      const PealVcardProperty *property = g_ptr_array_index (self->properties, i);

      if (g_str_equal (property->name, name) && *property->value != '\0')
        return property;
    }
  return NULL;
}

/* Reader -------------------------------------------------------------------------------------------- */

PealVcardReader *
peal_vcard_reader_new (GBytes *bytes)
{
  PealVcardReader *self;

  g_return_val_if_fail (bytes != NULL, NULL);

  self = g_new0 (PealVcardReader, 1);
  self->bytes = g_bytes_ref (bytes);
  self->text = g_bytes_get_data (bytes, &self->length);
  self->line = g_string_new (NULL);
  return self;
}

void
peal_vcard_reader_free (PealVcardReader *self)
{
  if (self == NULL)
    return;
  g_string_free (self->line, TRUE);
  g_bytes_unref (self->bytes);
  g_free (self);
}

gboolean
peal_vcard_is_one (GBytes *bytes)
{
  g_autoptr(PealVcardReader) reader = peal_vcard_reader_new (bytes);

  for (gsize pos = 0; pos < MIN (reader->length, PROBE_BYTES); pos = next_line (reader, pos))
    if (begins_card (reader, pos))
      return TRUE;
  return FALSE;
}

void
peal_vcard_reader_rewind (PealVcardReader *self)
{
  g_return_if_fail (self != NULL);

  self->pos = 0;
  self->n_records = 0;
}

gsize
peal_vcard_reader_tell (const PealVcardReader *self)
{
  return self->pos;
}

void
peal_vcard_reader_seek (PealVcardReader *self,
                        gsize            place,
                        guint            n_before)
{
  g_return_if_fail (self != NULL && place <= self->length);

  self->pos = place;
  self->n_records = n_before;
}

double
peal_vcard_reader_get_fraction (const PealVcardReader *self)
{
  return self->length > 0 ? (double) self->pos / (double) self->length : 1;
}
