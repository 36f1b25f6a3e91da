/* SPDX-License-Identifier: GPL-3.0-or-later */
/* peal-phone-input.c: from what stands in a cell to what would be dialled.
 *
 * The text is first drawn in ASCII (digits of every script, every dash, every
 * space), then peeled from the outside in: quotes, labels, spreadsheet forms,
 * extensions. What is left must be digits and punctuation. A letter is never a
 * digit and never dropped: whoever wrote one did not write this number.
 */

#define G_LOG_DOMAIN "peal-core"

#include "peal-phone-private.h"

#include <string.h>

#define SKETCH_MAX 96    /* longer is a sentence, not a number */
#define EXTENSION_MAX 7
#define NUMBER_MIN 7     /* as many digits stand before a comma that begins an extension */

/* A piece of the drawing: bytes start to end, not terminated. */
typedef struct
{
  char buffer[SKETCH_MAX + 1];
  char *start;
  char *end;
} Sketch;

static const char *const blanks[] = { "n/a", "#n/a", "na", "nan", "nil", "none", "null", "unknown", "-", "?", NULL };

static const char *const labels[] = {
  "business", "callto", "cell", "celular", "fon", "handy", "home", "main", "mob", "mobil", "mobile", "movil",
  "office", "ph", "phone", "portable", "sms", "tel", "telefon", "telefono", "telephone", "whatsapp", "work", NULL
};

/* "dob" is the Russian one, drawn in ASCII. */
static const char *const extension_words[] = {
  "anexo", "dob", "ext", "extension", "extn", "int", "interno", "poste", "ramal", "x", "xtn", NULL
};

static gboolean
list_has (const char *const *list,
          const char        *start,
          const char        *end)
{
  gsize length = end - start;

  for (; *list != NULL; list++)
    if (strlen (*list) == length && memcmp (*list, start, length) == 0)
      return TRUE;
  return FALSE;
}

static gboolean
is_letter (char c)
{
  return g_ascii_islower (c);
}

static gboolean
is_digit (char c)
{
  return g_ascii_isdigit (c);
}

static const struct
{
  gunichar c;
  char likeness;
} likenesses[] = {
  { '\t', ' ' }, { '\n', ' ' }, { '\r', ' ' },
  { 0x00b7, '.' }, { 0x2022, '.' }, { 0x2024, '.' }, { 0x2027, '.' }, { 0x22c5, '.' }, { 0x30fb, '.' }, { 0xff0e, '.' },
  { 0x2018, '\'' }, { 0x2019, '\'' }, { 0x201c, '"' }, { 0x201d, '"' },
  { 0x2212, '-' }, { 0xff08, '(' }, { 0xff09, ')' }, { 0xff0b, '+' }, { 0xfe62, '+' }, { 0xff0f, '/' },
  { 0x00e9, 'e' }, { 0x00f3, 'o' }, { 0x0434, 'd' }, { 0x043e, 'o' }, { 0x0431, 'b' },
};

/* One character in ASCII: 'a' for a letter that has no likeness, '!' for anything that cannot be
 * part of a number, 0 for what is not there at all. */
static char
draw (gunichar c)
{
  GUnicodeType type = g_unichar_type (c);

  if (c < 0x80 && g_ascii_isgraph (c))
    return g_ascii_tolower (c);
  if (type == G_UNICODE_FORMAT) /* P6: U+200E and its like, copied along from a phone's contact list */
    return 0;
  if (type == G_UNICODE_DECIMAL_NUMBER)
    return '0' + g_unichar_digit_value (c);
  if (type == G_UNICODE_SPACE_SEPARATOR || type == G_UNICODE_LINE_SEPARATOR || type == G_UNICODE_PARAGRAPH_SEPARATOR)
    return ' ';
  if (type == G_UNICODE_DASH_PUNCTUATION)
    return '-';

  c = g_unichar_tolower (c);
  for (guint i = 0; i < G_N_ELEMENTS (likenesses); i++)
    if (likenesses[i].c == c)
      return likenesses[i].likeness;
  return g_unichar_isalpha (c) ? 'a' : '!';
}

/* FALSE if @text is not text or too long to be a number. */
static gboolean
sketch_draw (Sketch     *self,
             const char *text)
{
  gsize n = 0;

  if (!g_utf8_validate (text, -1, NULL))
    return FALSE;

  for (const char *p = text; *p != '\0'; p = g_utf8_next_char (p))
    {
      char c = draw (g_utf8_get_char (p));

      if (c == 0)
        continue;
      if (n == SKETCH_MAX)
        return FALSE;
      self->buffer[n++] = c;
    }
  self->buffer[n] = '\0';
  self->start = self->buffer;
  self->end = self->buffer + n;
  return TRUE;
}

static void
sketch_trim (Sketch *self)
{
  while (self->start < self->end && *self->start == ' ')
    self->start++;
  while (self->start < self->end && self->end[-1] == ' ')
    self->end--;
}

/* '+1 201 ..., ="+1 201 ...", "+1 201 ...": how spreadsheets keep a number from being a number. A
 * comma at the end is left of a list. */
static void
peel_quotes (Sketch *self)
{
  for (;;)
    {
      sketch_trim (self);
      if (self->end - self->start >= 2 && self->start[0] == '=' && self->start[1] == '"')
        self->start++;
      else if (self->end - self->start >= 2 && self->start[0] == '"' && self->end[-1] == '"')
        {
          self->start++;
          self->end--;
        }
      else if (self->start < self->end && *self->start == '\'')
        self->start++;
      else if (self->start < self->end && strchr ("',;", self->end[-1]) != NULL)
        self->end--;
      else
        return;
    }
}

/* "Mobile: +1 ...", "tel:+1...", "T. +1 ...", "(c) +1 ..."; a single letter needs its colon, stop or
 * brackets. */
static void
peel_label (Sketch *self)
{
  char *word = self->start + (self->start < self->end && *self->start == '(');
  char *p = word;
  gboolean is_marked;

  while (p < self->end && is_letter (*p))
    p++;
  is_marked = p < self->end && (word > self->start ? *p == ')' : *p == ':' || *p == '.');
  if (p == word || (word > self->start && !is_marked) || !(list_has (labels, word, p) || (p - word == 1 && is_marked)))
    return;

  while (p < self->end && strchr (").: -", *p) != NULL)
    p++;
  self->start = p;
}

/* "201 555 0123 (cell)", "201 555 0123 (c)", "201 555 0123 mobile". */
static void
peel_trailing_label (Sketch *self)
{
  const gboolean has_brackets = self->end > self->start && self->end[-1] == ')';
  char *end = self->end - has_brackets;
  char *p = end;

  while (p > self->start && is_letter (p[-1]))
    p--;
  if (p == self->start || p == end || p[-1] != (has_brackets ? '(' : ' ')
      || !(list_has (labels, p, end) || (p + 1 == end && has_brackets)))
    return;

  self->end = p - 1;
  while (self->end > self->start && strchr (" -", self->end[-1]) != NULL)
    self->end--;
}

static char *
skip_digits (char       *p,
             const char *end)
{
  while (p < end && is_digit (*p))
    p++;
  return p;
}

/* The parts of "1.2015550123E+10". */
typedef struct
{
  char *whole, *whole_end;
  char *fraction, *fraction_end;
  gint64 exponent;
} Scientific;

static gboolean
find_scientific (const Sketch *self,
                 Scientific   *number)
{
  char *p = self->start;
  char *exponent;

  if (p < self->end && *p == '+')
    p++;
  number->whole = p;
  number->whole_end = p = skip_digits (p, self->end);
  if (p < self->end && (*p == '.' || *p == ','))
    p++;
  number->fraction = p;
  number->fraction_end = p = skip_digits (p, self->end);
  if (number->whole == number->whole_end || p == self->end || *p != 'e')
    return FALSE;

  p++;
  if (p < self->end && *p == '+')
    p++;
  exponent = p;
  p = skip_digits (p, self->end);
  number->exponent = p - exponent > 2 ? G_MAXINT64 : g_ascii_strtoll (exponent, NULL, 10);
  return p > exponent && p == self->end;
}

/* P12: writes it out as digits, if they are all there. Excel cuts trailing zeros, so a short
 * mantissa may be a round number or a rounded one. */
static PealPhoneReason
restore_scientific (Sketch           *self,
                    const Scientific *number)
{
  if (number->exponent > number->fraction_end - number->fraction)
    return PEAL_PHONE_SCIENTIFIC_LOSSY;
  for (char *p = number->fraction + number->exponent; p < number->fraction_end; p++)
    if (*p != '0')
      return PEAL_PHONE_INVALID;

  memmove (number->whole_end, number->fraction, number->exponent);
  self->end = number->whole_end + number->exponent;
  return PEAL_PHONE_OK;
}

/* "12015550123.0": a column that something has read as decimals. */
static gboolean
restore_decimal (Sketch *self)
{
  char *p = self->start;
  char *point;

  if (p < self->end && *p == '+')
    p++;
  point = skip_digits (p, self->end);
  if (point - p < NUMBER_MIN || point == self->end || (*point != '.' && *point != ','))
    return FALSE;
  for (p = point + 1; p < self->end; p++)
    if (*p != '0')
      return FALSE;
  if (p - point > 3 || p - point < 2)
    return FALSE;
  self->end = point;
  return TRUE;
}

static guint
count_digits (const char *start,
              const char *end)
{
  guint n = 0;

  for (; start < end; start++)
    n += is_digit (*start);
  return n;
}

/* P11: "... ext. 12", "... x12", "... #12", "...;ext=12", "...,,12". TRUE if there was one. */
static gboolean
peel_extension (Sketch *self)
{
  char *digits = self->end;
  char *word_end, *p;

  while (digits > self->start && is_digit (digits[-1]))
    digits--;
  if (digits == self->start || self->end - digits > EXTENSION_MAX)
    return FALSE;

  word_end = digits;
  while (word_end > self->start && strchr (" .:=", word_end[-1]) != NULL)
    word_end--;
  p = word_end;
  while (p > self->start && is_letter (p[-1]))
    p--;

  if (p < word_end)
    {
      if (!list_has (extension_words, p, word_end))
        return FALSE;
    }
  else
    {
      if (digits == self->end || word_end == self->start || strchr ("#,;", word_end[-1]) == NULL)
        return FALSE;
      p = word_end - 1;
      if (count_digits (self->start, p) < NUMBER_MIN)
        return FALSE;
    }

  while (p > self->start && strchr (" ,;.-(", p[-1]) != NULL)
    p--;
  if (count_digits (self->start, p) == 0)
    return FALSE;
  self->end = p;
  return TRUE;
}

/* What is left must be a number: a plus at the front, digits, punctuation. */
static PealPhoneReason
take_digits (const Sketch    *self,
             PealPhoneDigits *digits)
{
  gsize n = 0;

  for (const char *p = self->start; p < self->end; p++)
    {
      gboolean is_plus = *p == '+';

      if (is_plus && n > 0)
        return PEAL_PHONE_INVALID;
      if (!is_plus && !is_digit (*p))
        {
          if (strchr (" -.()[]/~", *p) == NULL)
            return PEAL_PHONE_INVALID;
          continue;
        }
      if (n == PEAL_PHONE_DIGITS_MAX)
        return PEAL_PHONE_TOO_LONG;
      digits->digits[n++] = *p;
    }
  digits->digits[n] = '\0';
  digits->has_plus = digits->digits[0] == '+';
  return PEAL_PHONE_OK;
}

static gboolean
is_blank (const Sketch *self)
{
  const char *p = self->start;

  if (list_has (blanks, self->start, self->end))
    return TRUE;
  while (p < self->end && strchr (" -./?", *p) != NULL)
    p++;
  return p == self->end;
}

PealPhoneReason
peal_phone_tidy (const char      *text,
                 PealPhoneDigits *digits)
{
  Sketch sketch;
  Scientific number;
  PealPhoneReason reason;

  digits->digits[0] = '\0';
  digits->has_plus = FALSE;
  digits->warnings = PEAL_PHONE_WARN_NONE;

  if (!sketch_draw (&sketch, text))
    return PEAL_PHONE_INVALID;
  peel_quotes (&sketch);
  if (is_blank (&sketch))
    return PEAL_PHONE_NO_PHONE;

  if (find_scientific (&sketch, &number))
    {
      reason = restore_scientific (&sketch, &number);
      if (reason != PEAL_PHONE_OK)
        return reason;
      digits->warnings |= PEAL_PHONE_WARN_RESTORED;
    }
  else if (restore_decimal (&sketch))
    digits->warnings |= PEAL_PHONE_WARN_RESTORED;

  peel_label (&sketch);
  peel_trailing_label (&sketch);
  if (peel_extension (&sketch))
    digits->warnings |= PEAL_PHONE_WARN_EXTENSION_DROPPED;

  reason = take_digits (&sketch, digits);
  if (reason == PEAL_PHONE_OK && count_digits (sketch.start, sketch.end) == 0)
    reason = PEAL_PHONE_INVALID;
  return reason;
}
