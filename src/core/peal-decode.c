/* peal-decode.c: the bytes of a text file as UTF-8.
 *
 * Every reading ends in one GString or in a slice of the input; in both, the text is valid UTF-8
 * and holds no zero byte, which the CSV reader relies on.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#define G_LOG_DOMAIN "peal-core"

#include "peal-decode.h"

#include <string.h>

#define CTRL_Z 0x1a
#define REPLACEMENT 0xfffd

/* How much of a file is looked at to see what it is. */
#define PROBE (64 * 1024)

/* windows-1252 where it differs from Latin-1; 0 = no character. */
static const gunichar windows_1252[32] = {
  0x20ac, 0, 0x201a, 0x0192, 0x201e, 0x2026, 0x2020, 0x2021,
  0x02c6, 0x2030, 0x0160, 0x2039, 0x0152, 0, 0x017d, 0,
  0, 0x2018, 0x2019, 0x201c, 0x201d, 0x2022, 0x2013, 0x2014,
  0x02dc, 0x2122, 0x0161, 0x203a, 0x0153, 0, 0x017e, 0x0178,
};

static const struct
{
  const char *bytes;
  gsize length;
  PealDecodeResult result;
} signatures[] = {
  { "PK\003\004", 4, PEAL_DECODE_SPREADSHEET },
  { "\320\317\021\340", 4, PEAL_DECODE_SPREADSHEET },
  { "%PDF", 4, PEAL_DECODE_BINARY },
  { "\211PNG", 4, PEAL_DECODE_BINARY },
  { "\377\330\377", 3, PEAL_DECODE_BINARY },
  { "GIF8", 4, PEAL_DECODE_BINARY },
  { "\037\213", 2, PEAL_DECODE_BINARY },
  { "SQLite format 3", 15, PEAL_DECODE_BINARY },
  { "\177ELF", 4, PEAL_DECODE_BINARY },
  { "MZ\220", 3, PEAL_DECODE_BINARY },
};

static gboolean
is_control (guchar c)
{
  return c < 0x20 && c != '\t' && c != '\n' && c != '\r' && c != '\f' && c != '\v';
}

static PealDecodeResult
check_signature (const guchar *data,
                 gsize         length)
{
  for (guint i = 0; i < G_N_ELEMENTS (signatures); i++)
    if (length >= signatures[i].length && memcmp (data, signatures[i].bytes, signatures[i].length) == 0)
      return signatures[i].result;
  return PEAL_DECODE_OK;
}

/* A web page begins with one of few tags, after white space at most. */
static gboolean
is_html (const char *text,
         gsize       length)
{
  static const char *const tags[] = { "<!doctype html", "<html", "<head", "<body", "<table", "<meta", "<?xml" };

  while (length > 0 && g_ascii_isspace (*text))
    text++, length--;
  for (guint i = 0; i < G_N_ELEMENTS (tags); i++)
    if (length >= strlen (tags[i]) && g_ascii_strncasecmp (text, tags[i], strlen (tags[i])) == 0)
      return TRUE;
  return FALSE;
}

/* Without a mark: ASCII in UTF-16 has a zero in every other byte, and letters in the rest. */
static gboolean
guess_utf_16 (const guchar *data,
              gsize         length,
              PealCharset  *charset)
{
  gsize n_pairs = MIN (length, PROBE) / 2;
  gsize n_le = 0;
  gsize n_be = 0;

  for (gsize i = 0; i < n_pairs; i++)
    {
      n_be += data[2 * i] == 0 && data[2 * i + 1] != 0;
      n_le += data[2 * i] != 0 && data[2 * i + 1] == 0;
    }
  *charset = n_le > n_be ? PEAL_CHARSET_UTF_16LE : PEAL_CHARSET_UTF_16BE;
  return n_pairs > 0 && length % 2 == 0 && MAX (n_le, n_be) * 2 > n_pairs && MIN (n_le, n_be) * 8 < n_pairs;
}

static GString *
read_utf_16 (const guchar      *data,
             gsize              length,
             gboolean           big_endian,
             PealDecodeRepairs *repairs)
{
  GString *out = g_string_sized_new (length / 2 + 1);
  gsize n_units = length / 2;

  for (gsize i = 0; i < n_units; i++)
    {
      const guchar *unit = data + 2 * i;
      gunichar c = big_endian ? (gunichar) (unit[0] << 8 | unit[1]) : (gunichar) (unit[1] << 8 | unit[0]);

      if (c >= 0xd800 && c < 0xdc00 && i + 1 < n_units)
        {
          gunichar low = big_endian ? (gunichar) (unit[2] << 8 | unit[3]) : (gunichar) (unit[3] << 8 | unit[2]);

          if (low >= 0xdc00 && low < 0xe000)
            {
              c = 0x10000 + ((c - 0xd800) << 10) + (low - 0xdc00);
              i++;
            }
        }
      if (c >= 0xd800 && c < 0xe000)
        {
          c = REPLACEMENT;
          *repairs |= PEAL_DECODE_REPLACED;
        }
      g_string_append_unichar (out, c);
    }
  if (length % 2 != 0)
    *repairs |= PEAL_DECODE_REPLACED;
  return out;
}

static void
append_windows_1252 (GString           *out,
                     guchar             byte,
                     PealDecodeRepairs *repairs)
{
  gunichar c = byte;

  if (byte >= 0x80 && byte < 0xa0)
    c = windows_1252[byte - 0x80];
  if (c == 0 && byte != 0)
    {
      c = REPLACEMENT;
      *repairs |= PEAL_DECODE_REPLACED;
    }
  g_string_append_unichar (out, c);
}

static GString *
read_windows_1252 (const guchar      *data,
                   gsize              length,
                   PealDecodeRepairs *repairs)
{
  GString *out = g_string_sized_new (length + length / 16 + 1);

  for (gsize i = 0; i < length; i++)
    append_windows_1252 (out, data[i], repairs);
  return out;
}

/* The length of the valid sequence of more than one byte at @data, 0 if there is none. Zero
 * bytes, which are valid here but not to g_utf8_validate (), never begin one. */
static gsize
sequence_length (const guchar *data,
                 gsize         length)
{
  for (gsize n = 2; n <= MIN (length, 4); n++)
    if (data[0] >= 0xc2 && g_utf8_validate_len ((const char *) data, n, NULL))
      return n;
  return 0;
}

/* Whether more lines with letters beyond ASCII are valid UTF-8 than are not. */
static gboolean
is_mostly_utf_8 (const guchar *data,
                 gsize         length)
{
  gsize n_good = 0;
  gsize n_bad = 0;
  gboolean good = FALSE;
  gboolean bad = FALSE;

  for (gsize i = 0; i < length;)
    {
      gsize n = data[i] < 0x80 ? 1 : sequence_length (data + i, length - i);

      good = good || n > 1;
      bad = bad || n == 0;
      i += MAX (n, 1);
      if (i >= length || data[i - 1] == '\n' || data[i - 1] == '\r')
        {
          n_bad += bad;
          n_good += good && !bad;
          good = bad = FALSE;
        }
    }
  return n_good > 0 && n_good >= n_bad;
}

static GString *
read_mixed (const guchar      *data,
            gsize              length,
            PealDecodeRepairs *repairs)
{
  GString *out = g_string_sized_new (length + length / 16 + 1);

  *repairs |= PEAL_DECODE_MIXED;
  for (gsize i = 0; i < length;)
    {
      gsize n = data[i] < 0x80 ? 1 : sequence_length (data + i, length - i);

      if (n == 0)
        append_windows_1252 (out, data[i], repairs);
      else
        g_string_append_len (out, (const char *) data + i, (gssize) n);
      i += MAX (n, 1);
    }
  return out;
}

static gboolean
is_valid_utf_8_with_zeros (const char *data,
                           gsize       length)
{
  const char *end = data + length;
  const char *bad;

  while (!g_utf8_validate_len (data, (gsize) (end - data), &bad))
    {
      if (*bad != '\0')
        return FALSE;
      data = bad + 1;
    }
  return TRUE;
}

/* The text without what pads its end: zero bytes, and the Ctrl-Z that ended a file of DOS. */
static gsize
trim_padding (const char *text,
              gsize       length)
{
  gsize end = length;

  while (end > 0 && (text[end - 1] == '\0' || text[end - 1] == CTRL_Z || g_ascii_isspace (text[end - 1])))
    end--;
  /* White space after the last record is part of the text: cut only what stands behind it. */
  while (end < length && g_ascii_isspace (text[end]))
    end++;
  return end;
}

static gsize
count_controls (const char *text,
                gsize       length)
{
  gsize n = 0;

  for (gsize i = 0; i < length; i++)
    n += is_control ((guchar) text[i]);
  return n;
}

/* Zero bytes stand where a program lost count, so nothing takes their place; any other control
 * character parted something, so a space does. */
static GBytes *
remove_controls (const char *text,
                 gsize       length)
{
  GString *out = g_string_sized_new (length);

  for (gsize i = 0; i < length; i++)
    if (text[i] != '\0')
      g_string_append_c (out, is_control ((guchar) text[i]) ? ' ' : text[i]);
  return g_string_free_to_bytes (out);
}

/* Takes @text, whose valid UTF-8 may still hold control characters. */
static PealDecodeResult
finish (GBytes            *text,
        PealCharset        charset,
        gboolean           has_bom,
        PealDecodeRepairs  repairs,
        PealDecoded      **decoded)
{
  g_autoptr(GBytes) whole = text;
  gsize full;
  const char *data = g_bytes_get_data (whole, &full);
  gsize length = trim_padding (data, full);
  gsize n_controls = count_controls (data, length);
  g_autoptr(GBytes) clean = NULL;

  /* One byte in twenty: random bytes have one in eight, a damaged table a handful. */
  if (n_controls > 2 && n_controls > length / 20)
    return PEAL_DECODE_BINARY;
  if (is_html (data, length))
    return PEAL_DECODE_HTML;

  if (n_controls > 0)
    {
      clean = remove_controls (data, length);
      repairs |= PEAL_DECODE_CONTROLS;
    }
  else
    clean = g_bytes_new_from_bytes (whole, 0, length);

  data = g_bytes_get_data (clean, &length);
  while (length > 0 && (g_ascii_isspace (*data) || *data == '\v'))
    data++, length--;
  if (length == 0)
    return PEAL_DECODE_EMPTY;

  *decoded = g_new (PealDecoded, 1);
  **decoded = (PealDecoded) {
    .text = g_steal_pointer (&clean),
    .charset = charset,
    .has_bom = has_bom,
    .repairs = repairs,
  };
  return PEAL_DECODE_OK;
}

/* By the byte order mark, whose length is @bom, or by the zero bytes; UTF-8 for all the rest. */
static PealCharset
detect_charset (const guchar *data,
                gsize         length,
                gsize        *bom)
{
  PealCharset charset;

  *bom = 0;
  if (length >= 3 && memcmp (data, "\357\273\277", 3) == 0)
    {
      *bom = 3;
      return PEAL_CHARSET_UTF_8;
    }
  if (length >= 2 && (memcmp (data, "\377\376", 2) == 0 || memcmp (data, "\376\377", 2) == 0))
    {
      *bom = 2;
      return data[0] == 0xff ? PEAL_CHARSET_UTF_16LE : PEAL_CHARSET_UTF_16BE;
    }
  return guess_utf_16 (data, length, &charset) ? charset : PEAL_CHARSET_UTF_8;
}

PealDecodeResult
peal_decode (GBytes       *bytes,
             PealDecoded **decoded)
{
  PealDecodeRepairs repairs = PEAL_DECODE_CLEAN;
  PealDecodeResult result;
  PealCharset charset;
  const guchar *data;
  GString *text;
  gsize length;
  gsize bom;

  g_return_val_if_fail (bytes != NULL, PEAL_DECODE_EMPTY);

  *decoded = NULL;
  data = g_bytes_get_data (bytes, &length);
  if (length == 0)
    return PEAL_DECODE_EMPTY; /* data is NULL then */
  result = check_signature (data, length);
  if (result != PEAL_DECODE_OK)
    return result;

  charset = detect_charset (data, length, &bom);
  data += bom;
  length -= bom;
  if (charset != PEAL_CHARSET_UTF_8)
    text = read_utf_16 (data, length, charset == PEAL_CHARSET_UTF_16BE, &repairs);
  else if (is_valid_utf_8_with_zeros ((const char *) data, length))
    return finish (g_bytes_new_from_bytes (bytes, bom, length), charset, bom > 0, repairs, decoded);
  else if (bom > 0 || is_mostly_utf_8 (data, length))
    text = read_mixed (data, length, &repairs);
  else
    {
      charset = PEAL_CHARSET_WINDOWS_1252;
      text = read_windows_1252 (data, length, &repairs);
    }
  return finish (g_string_free_to_bytes (text), charset, bom > 0, repairs, decoded);
}

void
peal_decoded_free (PealDecoded *self)
{
  if (self == NULL)
    return;
  g_bytes_unref (self->text);
  g_free (self);
}

const char *
peal_charset_to_string (PealCharset charset)
{
  switch (charset)
    {
    case PEAL_CHARSET_UTF_8:
      return "UTF-8";
    case PEAL_CHARSET_UTF_16LE:
      return "UTF-16LE";
    case PEAL_CHARSET_UTF_16BE:
      return "UTF-16BE";
    case PEAL_CHARSET_WINDOWS_1252:
      return "windows-1252";
    }
  g_return_val_if_reached ("UTF-8");
}

const char *
peal_decode_result_to_string (PealDecodeResult result)
{
  switch (result)
    {
    case PEAL_DECODE_OK:
      return "ok";
    case PEAL_DECODE_EMPTY:
      return "empty";
    case PEAL_DECODE_BINARY:
      return "binary";
    case PEAL_DECODE_SPREADSHEET:
      return "spreadsheet";
    case PEAL_DECODE_HTML:
      return "html";
    }
  g_return_val_if_reached ("binary");
}
