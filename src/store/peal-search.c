/* peal-search.c: what is searched for, and in which form.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#define G_LOG_DOMAIN "peal-store"

#include "peal-search.h"

#include <string.h>

/* "0123" is rather the end of a number than the beginning of one with its trunk prefix. */
#define TRUNK_DIGITS 4

/* Letters that Unicode does not take apart, though people type them without their stroke. */
static const struct
{
  gunichar letter;
  const char *folded;
} strokes[] = {
  { 0x00e6, "ae" }, /* æ */
  { 0x00f0, "d" },  /* ð */
  { 0x00f8, "o" },  /* ø */
  { 0x00fe, "th" }, /* þ */
  { 0x0111, "d" },  /* đ */
  { 0x0131, "i" },  /* ı */
  { 0x0142, "l" },  /* ł */
  { 0x0153, "oe" }, /* œ */
};

static void
append_folded_char (GString *folded,
                    gunichar c)
{
  int digit = g_unichar_digit_value (c);

  if (g_unichar_ismark (c) || g_unichar_type (c) == G_UNICODE_FORMAT)
    return;
  if (digit >= 0)
    {
      g_string_append_c (folded, (char) ('0' + digit));
      return;
    }
  for (gsize i = 0; i < G_N_ELEMENTS (strokes); i++)
    if (strokes[i].letter == c)
      {
        g_string_append (folded, strokes[i].folded);
        return;
      }
  g_string_append_unichar (folded, c);
}

void
peal_search_fold_append (GString    *folded,
                         const char *text)
{
  g_autofree char *lower = NULL;
  g_autofree char *apart = NULL;

  if (g_str_is_ascii (text))
    {
      for (const char *p = text; *p != '\0'; p++)
        g_string_append_c (folded, g_ascii_tolower (*p));
      return;
    }
  lower = g_utf8_casefold (text, -1);
  apart = g_utf8_normalize (lower, -1, G_NORMALIZE_ALL);
  for (const char *p = apart != NULL ? apart : ""; *p != '\0'; p = g_utf8_next_char (p))
    append_folded_char (folded, g_utf8_get_char (p));
}

char *
peal_search_fold (const char *text)
{
  GString *folded = g_string_sized_new (strlen (text) + 1);

  peal_search_fold_append (folded, text);
  return g_string_free_and_steal (folded);
}

/* Reading a search -------------------------------------------------------------------------------- */

/* A word of which a number may be made: "(555)", "+1", "555-0123". */
static gboolean
is_number_like (const char *word)
{
  return strpbrk (word, "0123456789") != NULL && word[strspn (word, "0123456789()+-./")] == '\0';
}

static char *
dup_digits (const char *text)
{
  GString *digits = g_string_new (NULL);

  for (const char *p = text; *p != '\0'; p++)
    if (g_ascii_isdigit (*p))
      g_string_append_c (digits, *p);
  return g_string_free_and_steal (digits);
}

/* The digits as they stand in E.164: without the trunk prefix ("0171" of +49 171), where that is one. */
static const char *
skip_trunk (const char *digits)
{
  const char *rest = digits + strspn (digits, "0");

  return strlen (rest) >= TRUNK_DIGITS ? rest : digits;
}

static void
append_quoted (GString    *match,
               const char *fragment)
{
  g_string_append_c (match, '"');
  for (const char *p = fragment; *p != '\0'; p++)
    {
      if (*p == '"')
        g_string_append_c (match, '"');
      g_string_append_c (match, *p);
    }
  g_string_append_c (match, '"');
}

static void
append_and (GString *match)
{
  if (match->len > 0)
    g_string_append (match, " AND ");
}

/* The digits as typed, as in E.164, or the very text of a note. */
static void
append_number (GString    *match,
               const char *digits,
               const char *text)
{
  append_and (match);
  g_string_append_c (match, '(');
  append_quoted (match, digits);
  if (skip_trunk (digits) != digits)
    {
      g_string_append (match, " OR ");
      append_quoted (match, skip_trunk (digits));
    }
  if (!g_str_equal (text, digits))
    {
      g_string_append (match, " OR ");
      append_quoted (match, text);
    }
  g_string_append_c (match, ')');
}

/* Takes the words of one number together ("(555) 555 0123"). Returns how many words it took. */
static guint
read_number (const char *const *words,
             GString           *match,
             GStrvBuilder      *short_words)
{
  g_autoptr(GString) text = g_string_new (words[0]);
  g_autofree char *digits = NULL;
  guint n = 1;

  for (; words[n] != NULL && is_number_like (words[n]); n++)
    g_string_append_printf (text, " %s", words[n]);
  digits = dup_digits (text->str);
  if (strlen (digits) >= PEAL_SEARCH_FRAGMENT)
    append_number (match, digits, text->str);
  else
    for (guint i = 0; i < n; i++)
      g_strv_builder_add (short_words, words[i]);
  return n;
}

static void
read_words (PealSearch        *self,
            const char *const *words)
{
  g_autoptr(GStrvBuilder) short_words = g_strv_builder_new ();
  g_autoptr(GString) match = g_string_new (NULL);

  for (guint i = 0; words[i] != NULL;)
    {
      if (is_number_like (words[i]))
        {
          i += read_number (words + i, match, short_words);
          continue;
        }
      if (g_utf8_strlen (words[i], -1) >= PEAL_SEARCH_FRAGMENT)
        {
          append_and (match);
          append_quoted (match, words[i]);
        }
      else
        g_strv_builder_add (short_words, words[i]);
      i++;
    }
  self->short_words = g_strv_builder_end (short_words);
  if (match->len > 0)
    self->match = g_strdup (match->str);
}

PealSearch *
peal_search_new (const char *text)
{
  g_autoptr(PealSearch) self = NULL;
  g_autofree char *valid = NULL;
  g_autofree char *folded = NULL;
  g_auto(GStrv) words = NULL;
  g_autoptr(GStrvBuilder) kept = g_strv_builder_new ();
  gboolean number = TRUE;

  if (text == NULL)
    return NULL;
  valid = g_utf8_make_valid (text, -1);
  folded = peal_search_fold (valid);
  words = g_strsplit_set (folded, " \t\r\n", -1);
  for (guint i = 0; words[i] != NULL; i++)
    if (words[i][0] != '\0')
      {
        g_strv_builder_add (kept, words[i]);
        number = number && is_number_like (words[i]);
      }
  g_strfreev (words);
  words = g_strv_builder_end (kept);
  if (words[0] == NULL)
    return NULL;

  self = g_new0 (PealSearch, 1);
  self->folded = g_strjoinv (" ", words);
  read_words (self, (const char *const *) words);
  if (number)
    {
      g_autofree char *digits = dup_digits (self->folded);

      self->digits = g_strdup (skip_trunk (digits));
    }
  return g_steal_pointer (&self);
}

void
peal_search_free (PealSearch *self)
{
  g_free (self->folded);
  g_free (self->match);
  g_strfreev (self->short_words);
  g_free (self->digits);
  g_free (self);
}

char *
peal_search_quote (const char *fragment)
{
  GString *match = g_string_new (NULL);

  append_quoted (match, fragment);
  return g_string_free_and_steal (match);
}

gboolean
peal_search_has_short_words (const PealSearch *self,
                             const char       *folded)
{
  for (guint i = 0; self->short_words[i] != NULL; i++)
    if (strstr (folded, self->short_words[i]) == NULL)
      return FALSE;
  return TRUE;
}

guint
peal_search_rank (const PealSearch *self,
                  const char       *folded)
{
  const char *found = strstr (folded, self->folded);

  if (found == NULL)
    return 3;
  if (found == folded)
    return 0;
  for (; found != NULL; found = strstr (found + 1, self->folded))
    if (found[-1] == ' ')
      return 1;
  return 2;
}
