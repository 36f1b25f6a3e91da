/* peal-message-words.c: where in a message the words of a search stand.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#define G_LOG_DOMAIN "peal-store"

#include "peal-message-search.h"

#include "peal-search.h"

#include <string.h>

/* The next word of *@text, folded, and where it stands; NULL at the end. */
static char *
next_word (const char  *text,
           const char **start,
           const char **end)
{
  g_autofree char *word = NULL;
  const char *p = text;

  while (*p != '\0' && !g_unichar_isalnum (g_utf8_get_char (p)))
    p = g_utf8_next_char (p);
  *start = p;
  while (*p != '\0' && (g_unichar_isalnum (g_utf8_get_char (p)) || g_unichar_ismark (g_utf8_get_char (p))))
    p = g_utf8_next_char (p);
  *end = p;
  if (*start == p)
    return NULL;
  word = g_strndup (*start, (gsize) (p - *start));
  return peal_search_fold (word);
}

static GStrv
split_words (const char *term)
{
  g_autoptr(GStrvBuilder) words = g_strv_builder_new ();
  const char *start, *end = term;
  char *word;

  while ((word = next_word (end, &start, &end)) != NULL)
    g_strv_builder_take (words, word);
  return g_strv_builder_end (words);
}

/* How long the words of @term reach from @text on; 0 = they do not begin here. */
static gsize
fits_at (const char        *text,
         const char *const *term,
         gboolean           is_open,
         const char       **first)
{
  const char *start = NULL, *end = text;

  *first = NULL;
  for (guint i = 0; term[i] != NULL; i++)
    {
      g_autofree char *word = next_word (end, &start, &end);

      if (i == 0)
        *first = start;
      if (word == NULL || !(is_open && term[i + 1] == NULL ? g_str_has_prefix (word, term[i]) : g_str_equal (word, term[i])))
        return 0;
    }
  return *first != NULL ? (gsize) (end - *first) : 0;
}

static gboolean
stands_in (const char *body,
           const char *term,
           gboolean    is_open)
{
  g_auto(GStrv) words = split_words (term);
  const char *start, *end, *first;

  for (const char *p = body; *p != '\0'; p = end)
    {
      g_autofree char *word = next_word (p, &start, &end);

      if (word != NULL && fits_at (start, (const char *const *) words, is_open, &first) > 0)
        return TRUE;
    }
  return FALSE;
}

gboolean
peal_message_query_fits (const PealMessageQuery *self,
                         const char             *body)
{
  g_return_val_if_fail (self != NULL, FALSE);
  g_return_val_if_fail (body != NULL, FALSE);

  if (self->has_link && strstr (body, "http://") == NULL && strstr (body, "https://") == NULL && strstr (body, "www.") == NULL)
    return FALSE;
  for (guint i = 0; self->terms[i] != NULL; i++)
    if (!stands_in (body, self->terms[i], self->is_open && self->terms[i + 1] == NULL))
      return FALSE;
  for (guint i = 0; self->excluded[i] != NULL; i++)
    if (stands_in (body, self->excluded[i], FALSE))
      return FALSE;
  return TRUE;
}

GArray *
peal_message_query_find (const PealMessageQuery *self,
                         const char             *body)
{
  GArray *spans = g_array_new (FALSE, FALSE, sizeof (PealTextSpan));
  g_autoptr(GPtrArray) terms = g_ptr_array_new_with_free_func ((GDestroyNotify) g_strfreev);
  const char *start, *end = body;
  guint behind = 0;

  g_return_val_if_fail (self != NULL, spans);
  g_return_val_if_fail (body != NULL, spans);

  for (guint i = 0; self->terms[i] != NULL; i++)
    g_ptr_array_add (terms, split_words (self->terms[i]));
  for (const char *p = body; *p != '\0'; p = end)
    {
      g_autofree char *word = next_word (p, &start, &end);
      gsize longest = 0;

      for (guint i = 0; word != NULL && i < terms->len; i++)
        {
          gboolean is_open = self->is_open && i + 1 == terms->len;
          const char *first;

          longest = MAX (longest, fits_at (start, terms->pdata[i], is_open, &first));
        }
      if (longest > 0 && (guint) (start - body) >= behind)
        {
          PealTextSpan span = { (guint) (start - body), (guint) ((gsize) (start - body) + longest) };

          g_array_append_val (spans, span);
          behind = span.end;
        }
    }
  return spans;
}

/* The beginning of a word that is at most @n characters before @p. */
static const char *
go_back (const char *text,
         const char *p,
         guint       n)
{
  const char *start = p;

  for (guint i = 0; i < n && start > text; i++)
    start = g_utf8_prev_char (start);
  if (start == text)
    return start;
  for (const char *q = start; q < p; q = g_utf8_next_char (q))
    if (g_unichar_isspace (g_utf8_get_char (q)))
      return g_utf8_next_char (q);
  return start;
}

static void
move_spans (GArray *spans,
            guint   from,
            guint   to,
            guint   by)
{
  guint n = 0;

  for (guint i = 0; i < spans->len; i++)
    {
      PealTextSpan span = g_array_index (spans, PealTextSpan, i);

      if (span.start < from || span.end > to)
        continue;
      g_array_index (spans, PealTextSpan, n++) = (PealTextSpan) { span.start - from + by, span.end - from + by };
    }
  g_array_set_size (spans, n);
}

char *
peal_message_snippet (const char *body,
                      GArray     *spans,
                      guint       length)
{
  const char *ellipsis = "…";
  const char *start, *end;
  GString *text;

  g_return_val_if_fail (body != NULL, NULL);
  g_return_val_if_fail (spans != NULL, NULL);

  start = spans->len > 0 ? go_back (body, body + g_array_index (spans, PealTextSpan, 0).start, length / 3) : body;
  end = start;
  for (guint i = 0; i < length && *end != '\0'; i++)
    end = g_utf8_next_char (end);
  text = g_string_new (start > body ? ellipsis : "");
  move_spans (spans, (guint) (start - body), (guint) (end - body), (guint) text->len);
  g_string_append_len (text, start, end - start);
  for (char *p = text->str; *p != '\0'; p++)
    if (g_ascii_isspace (*p))
      *p = ' ';
  g_string_append (text, *end != '\0' ? ellipsis : "");
  return g_string_free_and_steal (text);
}
