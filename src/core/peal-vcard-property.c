/* peal-vcard-property.c: one property of a card: its name, its parameters, its value as UTF-8.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#define G_LOG_DOMAIN "peal-core"

#include "peal-vcard-private.h"

#include "peal-decode.h"

#include <string.h>

void
peal_vcard_property_free (PealVcardProperty *self)
{
  if (self == NULL)
    return;
  g_free (self->group);
  g_free (self->name);
  g_strfreev (self->parameters);
  g_free (self->value);
  g_free (self);
}

/* The colon that ends the name and its parameters; NULL if there is none. One in quotes belongs to a
 * parameter, unless the quotes never close. */
static const char *
find_colon (const char *line,
            gsize       length)
{
  gboolean is_quoted = FALSE;

  for (gsize i = 0; i < length; i++)
    if (line[i] == '"')
      is_quoted = !is_quoted;
    else if (line[i] == ':' && !is_quoted)
      return line + i;
  return memchr (line, ':', length);
}

/* The length of the next piece of @text up to a @separator outside quotes. */
static gsize
piece_length (const char *text,
              gsize       length,
              char        separator)
{
  gboolean is_quoted = FALSE;
  gsize i;

  for (i = 0; i < length && (is_quoted || text[i] != separator); i++)
    is_quoted ^= text[i] == '"';
  return i;
}

/* Decoding ------------------------------------------------------------------------------------------ */

static void
append_quoted_printable (GString    *out,
                         const char *text,
                         gsize       length)
{
  for (gsize i = 0; i < length; i++)
    if (text[i] == '=' && i + 2 < length && g_ascii_isxdigit (text[i + 1]) && g_ascii_isxdigit (text[i + 2]))
      {
        g_string_append_c (out, (char) (g_ascii_xdigit_value (text[i + 1]) * 16 + g_ascii_xdigit_value (text[i + 2])));
        i += 2;
      }
    else
      g_string_append_c (out, text[i]);
}

static void
append_base64 (GString    *out,
               const char *text,
               gsize       length)
{
  g_autofree char *copy = g_strndup (text, length);
  gsize n = 0;
  g_autofree guchar *decoded = g_base64_decode (copy, &n);

  g_string_append_len (out, (const char *) decoded, (gssize) n);
}

/* The charsets that telephones and Outlook have written. A name from a file goes no further than this:
 * it would be looked for on the disk. */
static gboolean
is_known_charset (const char *charset)
{
  static const char *const prefixes[] = { "ISO-8859-", "WINDOWS-125", "WINDOWS-874", "CP125", "CP93", "CP949", "KOI8-",
                                          "SHIFT_JIS", "SHIFT-JIS", "SJIS", "EUC-JP", "EUC-KR", "EUC-TW", "GB2312",
                                          "GBK", "GB18030", "BIG5", "MACINTOSH" };

  if (strlen (charset) > 16 || strspn (charset, "ABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789-_") != strlen (charset))
    return FALSE;
  for (guint i = 0; i < G_N_ELEMENTS (prefixes); i++)
    if (g_str_has_prefix (charset, prefixes[i]))
      return TRUE;
  return FALSE;
}

/* What is UTF-8 is UTF-8, whatever it calls itself (P1). */
static char *
dup_utf8 (const GString *bytes,
          const char    *charset)
{
  g_autofree char *upper = g_ascii_strup (charset, -1);
  g_autofree char *converted = NULL;
  g_autoptr(GBytes) rest = NULL;
  g_autoptr(PealDecoded) decoded = NULL;

  if (g_utf8_validate_len (bytes->str, bytes->len, NULL))
    return g_strndup (bytes->str, bytes->len);
  if (is_known_charset (upper))
    converted = g_convert (bytes->str, (gssize) bytes->len, "UTF-8", upper, NULL, NULL, NULL); /* else as below */
  if (converted != NULL)
    return g_steal_pointer (&converted);
  rest = g_bytes_new_static (bytes->str, bytes->len);
  if (peal_decode (rest, &decoded) != PEAL_DECODE_OK)
    return g_utf8_make_valid (bytes->str, (gssize) bytes->len);
  return g_strndup (g_bytes_get_data (decoded->text, NULL), g_bytes_get_size (decoded->text));
}

static char *
dup_value (const char        *text,
           gsize              length,
           PealVcardEncoding  encoding,
           const char        *charset)
{
  g_autoptr(GString) bytes = g_string_sized_new (length);

  switch (encoding)
    {
    case PEAL_VCARD_ENCODING_NONE:
      g_string_append_len (bytes, text, (gssize) length);
      break;
    case PEAL_VCARD_ENCODING_QUOTED_PRINTABLE:
      append_quoted_printable (bytes, text, length);
      break;
    case PEAL_VCARD_ENCODING_BASE64:
      append_base64 (bytes, text, length);
      break;
    }
  for (gsize i = 0; i < bytes->len; i++)
    if (bytes->str[i] == '\0')
      bytes->str[i] = ' ';
  return dup_utf8 (bytes, charset);
}

/* Parameters ---------------------------------------------------------------------------------------- */

/* Adds "NAME=value" for each value of one parameter. */
static void
add_values (GStrvBuilder *parameters,
            const char   *name,
            const char   *text,
            gsize         length)
{
  while (length > 0)
    {
      gsize n = piece_length (text, length, ',');
      g_autofree char *piece = g_strndup (text, n);
      g_autofree char *valid = g_utf8_make_valid (g_strstrip (g_strdelimit (piece, "\"", ' ')), -1);

      /* TYPE="cell,voice" is two */
      if (strchr (valid, ',') != NULL && g_str_equal (name, "TYPE"))
        add_values (parameters, name, valid, strlen (valid));
      else if (*valid != '\0')
        g_strv_builder_take (parameters, g_strconcat (name, "=", valid, NULL));
      text += MIN (n + 1, length);
      length -= MIN (n + 1, length);
    }
}

/* Android's X-CUSTOM(CHARSET=UTF-8,ENCODING=QUOTED-PRINTABLE,=E7=A7=81): what the owner calls it. */
static gboolean
add_custom_label (GStrvBuilder *parameters,
                  const char   *text,
                  gsize         length)
{
  static const char opening[] = "X-CUSTOM(";
  g_autofree char *piece = g_strndup (text, length);
  g_autofree char *label = NULL;
  char *last;

  if (g_ascii_strncasecmp (piece, opening, sizeof opening - 1) != 0)
    return FALSE;
  if (length > 0 && piece[length - 1] == ')')
    piece[length - 1] = '\0';
  last = strrchr (piece, ',');
  last = last != NULL ? last + 1 : piece + sizeof opening - 1;
  label = dup_value (last, strlen (last), PEAL_VCARD_ENCODING_QUOTED_PRINTABLE, "");
  g_strv_builder_take (parameters, g_strconcat ("TYPE=", label, NULL));
  return TRUE;
}

static PealVcardEncoding
encoding_from_name (const char *name)
{
  if (g_ascii_strcasecmp (name, "QUOTED-PRINTABLE") == 0)
    return PEAL_VCARD_ENCODING_QUOTED_PRINTABLE;
  if (g_ascii_strcasecmp (name, "BASE64") == 0 || g_ascii_strcasecmp (name, "B") == 0)
    return PEAL_VCARD_ENCODING_BASE64;
  return PEAL_VCARD_ENCODING_NONE;
}

/* Those between the name and the colon. A bare word, the manner of 2.1, is an encoding or a type. */
static GStrv
read_parameters (const char *text,
                 gsize       length)
{
  g_autoptr(GStrvBuilder) parameters = g_strv_builder_new ();

  while (length > 0)
    {
      gsize n = piece_length (text, length, ';');
      const char *equals = memchr (text, '=', n);
      g_autofree char *bare = g_strndup (text, n);

      if (add_custom_label (parameters, text, n))
        ;
      else if (equals != NULL)
        {
          g_autofree char *raw = g_strndup (text, (gsize) (equals - text));
          g_autofree char *name = g_ascii_strup (g_strstrip (raw), -1);
          g_autofree char *valid = g_utf8_make_valid (name, -1);

          add_values (parameters, valid, equals + 1, n - (gsize) (equals + 1 - text));
        }
      else if (encoding_from_name (g_strstrip (bare)) != PEAL_VCARD_ENCODING_NONE)
        g_strv_builder_take (parameters, g_strconcat ("ENCODING=", bare, NULL));
      else
        add_values (parameters, "TYPE", text, n);
      text += MIN (n + 1, length);
      length -= MIN (n + 1, length);
    }
  return g_strv_builder_end (parameters);
}

const char *
peal_vcard_property_get (const PealVcardProperty *self,
                         const char              *name)
{
  gsize length = strlen (name);

  for (guint i = 0; self->parameters[i] != NULL; i++)
    if (g_str_has_prefix (self->parameters[i], name) && self->parameters[i][length] == '=')
      return self->parameters[i] + length + 1;
  return "";
}

/* The whole ----------------------------------------------------------------------------------------- */

static gboolean
is_name (const char *text,
         gsize       length)
{
  for (gsize i = 0; i < length; i++)
    if (!g_ascii_isalnum (text[i]) && strchr ("-_.", text[i]) == NULL)
      return FALSE;
  return length > 0;
}

/* Everything but the value. */
static PealVcardProperty *
read_head (const char  *line,
           gsize        length,
           const char **value)
{
  const char *colon = find_colon (line, length);
  PealVcardProperty *self;
  gsize n_head, n_name;
  const char *dot;

  if (colon == NULL)
    return NULL;
  n_head = (gsize) (colon - line);
  n_name = piece_length (line, n_head, ';');
  while (n_name > 0 && line[n_name - 1] == ' ')
    n_name--;
  if (!is_name (line, n_name) || line[n_name - 1] == '.')
    return NULL;

  self = g_new0 (PealVcardProperty, 1);
  dot = memchr (line, '.', n_name);
  self->group = dot != NULL ? g_ascii_strup (line, dot - line) : g_strdup ("");
  dot = dot != NULL ? dot + 1 : line;
  self->name = g_ascii_strup (dot, line + n_name - dot);
  n_name = piece_length (line, n_head, ';');
  self->parameters = read_parameters (line + MIN (n_name + 1, n_head), n_head - MIN (n_name + 1, n_head));
  *value = colon + 1;
  return self;
}

PealVcardEncoding
peal_vcard_line_get_encoding (const char *line,
                              gsize       length)
{
  const char *value;
  g_autoptr(PealVcardProperty) head = read_head (line, length, &value);

  return head != NULL ? encoding_from_name (peal_vcard_property_get (head, "ENCODING")) : PEAL_VCARD_ENCODING_NONE;
}

PealVcardProperty *
peal_vcard_property_new (const char *line,
                         gsize       length)
{
  const char *value;
  PealVcardProperty *self = read_head (line, length, &value);

  if (self != NULL)
    self->value = dup_value (value, length - (gsize) (value - line),
                             encoding_from_name (peal_vcard_property_get (self, "ENCODING")),
                             peal_vcard_property_get (self, "CHARSET"));
  return self;
}

/* Values -------------------------------------------------------------------------------------------- */

static char *
unescape (const char *text,
          gsize       length)
{
  GString *out = g_string_sized_new (length);

  for (gsize i = 0; i < length; i++)
    if (text[i] == '\\' && i + 1 < length && strchr ("nN,;:\\", text[i + 1]) != NULL)
      {
        i++;
        g_string_append_c (out, text[i] == 'n' || text[i] == 'N' ? '\n' : text[i]);
      }
    else
      g_string_append_c (out, text[i]);
  return g_string_free_and_steal (out);
}

char *
peal_vcard_unescape (const char *value)
{
  g_return_val_if_fail (value != NULL, NULL);

  return unescape (value, strlen (value));
}

GStrv
peal_vcard_split (const char *value,
                  char        separator)
{
  g_autoptr(GStrvBuilder) parts = g_strv_builder_new ();
  const char *start = value;
  const char *c;

  g_return_val_if_fail (value != NULL, NULL);

  for (c = value; *c != '\0'; c++)
    if (*c == '\\' && c[1] != '\0')
      c++;
    else if (*c == separator)
      {
        g_strv_builder_take (parts, unescape (start, (gsize) (c - start)));
        start = c + 1;
      }
  g_strv_builder_take (parts, unescape (start, (gsize) (c - start)));
  return g_strv_builder_end (parts);
}
