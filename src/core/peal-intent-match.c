/* peal-intent-match.c: whether a pattern matches a row of words.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#define G_LOG_DOMAIN "peal-core"

#include "peal-intent-private.h"

#include <string.h>

static gboolean
matches_word (const char *pattern,
              const char *word)
{
  gsize n = strlen (pattern);
  gboolean open_start = pattern[0] == '*';
  gboolean open_end = n > 1 && pattern[n - 1] == '*';

  if (open_start && open_end)
    {
      g_autofree char *middle = g_strndup (pattern + 1, n - 2);

      return strstr (word, middle) != NULL;
    }
  if (open_start)
    return g_str_has_suffix (word, pattern + 1);
  if (open_end)
    return strncmp (word, pattern, n - 1) == 0;
  return strcmp (word, pattern) == 0;
}

gboolean
peal_intent_list_has (const char *const *list,
                      const char        *word)
{
  for (; *list != NULL; list++)
    {
      if (matches_word (*list, word))
        return TRUE;
    }

  return FALSE;
}

gboolean
peal_intent_is_filler (const char *word)
{
  for (guint i = 0; i < peal_intent_n_vocabularies; i++)
    {
      if (peal_intent_list_has (peal_intent_vocabularies[i].fillers, word))
        return TRUE;
    }

  return FALSE;
}

typedef struct
{
  GArray *words;
  guint first;
  gboolean guard;
} Row;

static const PealWord *
word_at (GArray *words,
         guint   i)
{
  return &g_array_index (words, PealWord, i);
}

static gboolean
is_sentence_start (GArray *words,
                   guint   i)
{
  for (; i > 0 && i < words->len && !word_at (words, i)->first; i--)
    {
      if (!peal_intent_is_filler (word_at (words, i - 1)->word))
        return FALSE;
    }

  return TRUE;
}

static gboolean
is_sentence_end (GArray *words,
                 guint   i)
{
  for (; i < words->len && !word_at (words, i)->first; i++)
    {
      if (!peal_intent_is_filler (word_at (words, i)->word))
        return FALSE;
    }

  return TRUE;
}

/* No phrase goes on behind a full stop; a guard, which would hide an objection, not even behind a
 * comma: "No, stop" is not "no stop". */
static gboolean
takes (const PealElement *element,
       const Row         *row,
       guint              i)
{
  const PealWord *word;

  if (i >= row->words->len)
    return FALSE;
  word = word_at (row->words, i);
  if (word->masked || (i > row->first && (word->first || (word->clause && row->guard))))
    return FALSE;
  return element->words == NULL || peal_intent_list_has (element->words, word->word);
}

/* Matches @element and those after it from word @i on; @taken words of it have been taken. */
static gboolean
match_from (const PealElement *element,
            const Row         *row,
            guint              i,
            guint              taken,
            guint             *end)
{
  switch (element->kind)
    {
    case PEAL_ELEMENT_DONE:
      *end = i;
      return i > row->first;
    case PEAL_ELEMENT_TEXT_START:
      return i == 0 && match_from (element + 1, row, i, 0, end);
    case PEAL_ELEMENT_TEXT_END:
      return i == row->words->len && match_from (element + 1, row, i, 0, end);
    case PEAL_ELEMENT_SENTENCE_START:
      return is_sentence_start (row->words, i) && match_from (element + 1, row, i, 0, end);
    case PEAL_ELEMENT_SENTENCE_END:
      return is_sentence_end (row->words, i) && match_from (element + 1, row, i, 0, end);
    case PEAL_ELEMENT_WORDS:
      if (taken < element->max && takes (element, row, i)
          && match_from (element, row, i + 1, taken + 1, end))
        return TRUE;
      return taken >= element->min && match_from (element + 1, row, i, 0, end);
    default:
      g_assert_not_reached ();
    }
}

gboolean
peal_intent_match (const PealPattern *pattern,
                   GArray            *words,
                   guint              first,
                   guint             *end)
{
  const Row row = { words, first, pattern->class == PEAL_INTENT_NONE };

  return match_from (pattern->elements, &row, first, 0, end);
}
