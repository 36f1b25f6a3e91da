/* peal-key.c: texts compared as people read them.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#define G_LOG_DOMAIN "peal-core"

#include "peal-key.h"

#include <string.h>

/* Most cells are plain ASCII, and folding them needs none of Unicode's tables. */
static gboolean
is_ascii (const char *text,
          gsize       length)
{
  for (gsize i = 0; i < length; i++)
    if (text[i] & 0x80)
      return FALSE;
  return TRUE;
}

static char *
fold_unicode (const char *text,
              gssize      length)
{
  g_autofree char *folded = g_utf8_casefold (text, length);

  return g_utf8_normalize (folded, -1, G_NORMALIZE_NFKD);
}

char *
peal_key_fold (const char *text,
               gssize      length)
{
  gsize n = length < 0 ? strlen (text) : (gsize) length;
  g_autofree char *folded = is_ascii (text, n) ? g_ascii_strdown (text, (gssize) n) : fold_unicode (text, (gssize) n);
  GString *out = g_string_sized_new (n);

  for (const char *c = folded; *c != '\0'; c = g_utf8_next_char (c))
    if (g_unichar_isalnum (g_utf8_get_char (c)))
      g_string_append_unichar (out, g_utf8_get_char (c));
  return g_string_free_and_steal (out);
}

/* Parts the words that programs write together. */
static char *
part_words (const char *text,
            gsize       length)
{
  GString *out = g_string_sized_new (length + 8);

  for (gsize i = 0; i < length; i++)
    {
      if (i > 0 && g_ascii_isupper (text[i]) && g_ascii_islower (text[i - 1]))
        g_string_append_c (out, ' ');
      if (i > 0 && g_ascii_isdigit (text[i]) && !g_ascii_isdigit (text[i - 1]))
        g_string_append_c (out, ' ');
      g_string_append_c (out, text[i]);
    }
  return g_string_free_and_steal (out);
}

char *
peal_key_fold_words (const char *text,
                     gssize      length)
{
  g_autofree char *parted = part_words (text, length < 0 ? strlen (text) : (gsize) length);
  g_autofree char *folded = fold_unicode (parted, -1);
  GString *out = g_string_sized_new (strlen (folded));

  for (const char *c = folded; *c != '\0'; c = g_utf8_next_char (c))
    {
      gunichar u = g_utf8_get_char (c);

      if (g_unichar_isalnum (u))
        g_string_append_unichar (out, u);
      else if (!g_unichar_ismark (u) && out->len > 0 && out->str[out->len - 1] != ' ')
        g_string_append_c (out, ' ');
    }
  if (out->len > 0 && out->str[out->len - 1] == ' ')
    g_string_truncate (out, out->len - 1);
  return g_string_free_and_steal (out);
}

/* Marks without a shape. The joiners U+200C and U+200D are not among them: Persian names and
 * emoji need theirs. */
static gboolean
is_invisible (gunichar c)
{
  return c == 0xad || c == 0x200b || c == 0x200e || c == 0x200f || (c >= 0x202a && c <= 0x202e)
         || c == 0x2060 || (c >= 0x2066 && c <= 0x2069) || c == 0xfeff;
}

static char *
clean (const char *text,
       gssize      length,
       gboolean    keep_lines)
{
  g_autofree char *composed = g_utf8_normalize (text, length, G_NORMALIZE_NFC);
  GString *out = g_string_sized_new (strlen (composed));
  gboolean space = FALSE;
  guint n_lines = 0;

  for (const char *c = composed; *c != '\0'; c = g_utf8_next_char (c))
    {
      gunichar u = g_utf8_get_char (c);

      if (is_invisible (u))
        continue;
      if (g_unichar_isspace (u) || g_unichar_iscntrl (u))
        {
          space = TRUE;
          n_lines += u == '\n' || (u == '\r' && c[1] != '\n');
          continue;
        }
      if (out->len > 0 && n_lines > 0 && keep_lines)
        g_string_append (out, n_lines > 1 ? "\n\n" : "\n");
      else if (out->len > 0 && space)
        g_string_append_c (out, ' ');
      space = FALSE;
      n_lines = 0;
      g_string_append_unichar (out, u);
    }
  return g_string_free_and_steal (out);
}

/* Nothing to compose, to collapse or to take away? Then a copy will do. */
static gboolean
is_clean_ascii (const char *text,
                gsize       length)
{
  for (gsize i = 0; i < length; i++)
    if (text[i] < ' ' || text[i] > '~' || (text[i] == ' ' && (i == 0 || i + 1 == length || text[i + 1] == ' ')))
      return FALSE;
  return TRUE;
}

char *
peal_text_clean (const char *text,
                 gssize      length)
{
  gsize n = length < 0 ? strlen (text) : (gsize) length;

  return is_clean_ascii (text, n) ? g_strndup (text, n) : clean (text, length, FALSE);
}

char *
peal_text_clean_lines (const char *text,
                       gssize      length)
{
  return clean (text, length, TRUE);
}
