/* peal-intent.c: what a reply asks for.
 *
 * First the message as a whole: a keyword with nothing but courtesies around
 * it. Then the phrases, in the order of the table, where a guard ("don't stop",
 * "bus stop") hides its words from all that follows. Then a keyword that stands
 * alone in a sentence, and at last what is left of doubt.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#define G_LOG_DOMAIN "peal-core"

#include "peal-intent-private.h"

#include <string.h>

#define MAX_CHARS 200
#define MAX_EDGE_WORDS 5
#define MIN_FUZZY 4
#define MIN_JOINED 6 /* "opt oit" is optout; "I quit" is not quit */

typedef struct
{
  const char *text;
  GArray *words;
  const char *const *languages;
  PealIntentFlags flags;
} Reading;

static const PealWord *
word_at (const Reading *reading,
         guint          i)
{
  return &g_array_index (reading->words, PealWord, i);
}

static PealIntent *
intent_new (const char     *text,
            PealIntentClass class,
            const char     *rule,
            gsize           start,
            gsize           end)
{
  PealIntent *self = g_new0 (PealIntent, 1);

  self->class = class;
  self->rule = rule;
  self->span = g_strndup (text + start, end - start);
  self->start = start;
  self->end = end;
  return self;
}

/* Of the words from @first up to @end. */
static PealIntent *
decide (const Reading  *reading,
        PealIntentClass class,
        const char     *rule,
        guint           first,
        guint           end)
{
  return intent_new (reading->text, class, rule, word_at (reading, first)->start, word_at (reading, end - 1)->end);
}

static gboolean
speaks (const Reading *reading,
        const char    *tag)
{
  gsize n = strlen (tag);

  if (g_str_equal (tag, "en"))
    return TRUE;

  for (guint i = 0; reading->languages != NULL && reading->languages[i] != NULL; i++)
    {
      const char *language = reading->languages[i];

      if (g_ascii_strncasecmp (language, tag, n) == 0 && !g_ascii_isalpha (language[n]))
        return TRUE;
    }

  return FALSE;
}

/* 0 for o and so on: St0p, 5top. NULL if nothing is to change. */
static char *
dup_without_digits (const char *word)
{
  static const char digits[] = "0134578";
  static const char letters[] = "oieastb";
  gboolean has_letter = FALSE;
  gboolean changed = FALSE;
  char *plain = g_strdup (word);

  for (char *p = plain; *p != '\0'; p++)
    {
      const char *digit = strchr (digits, *p);

      has_letter |= !g_ascii_isdigit (*p);
      if (digit != NULL)
        {
          *p = letters[digit - digits];
          changed = TRUE;
        }
    }

  if (has_letter && changed)
    return plain;
  g_free (plain);
  return NULL;
}

static gboolean
is_opt_out_word (const Reading *reading,
                 const char    *word)
{
  for (guint i = 0; i < peal_intent_n_vocabularies; i++)
    {
      const PealVocabulary *v = &peal_intent_vocabularies[i];

      if (peal_intent_list_has (v->opt_out_wide, word)
          || (speaks (reading, v->tag) && peal_intent_list_has (v->opt_out, word)))
        return TRUE;
    }

  return FALSE;
}

static PealIntentClass
classify_exact (const Reading *reading,
                const char    *word)
{
  if (is_opt_out_word (reading, word))
    return PEAL_INTENT_OPT_OUT;

  for (guint i = 0; i < peal_intent_n_vocabularies; i++)
    {
      const PealVocabulary *v = &peal_intent_vocabularies[i];

      if (!speaks (reading, v->tag))
        continue;
      if (peal_intent_list_has (v->opt_in, word))
        return PEAL_INTENT_OPT_IN;
      if (peal_intent_list_has (v->help, word))
        return PEAL_INTENT_HELP;
      if ((reading->flags & PEAL_INTENT_CONFIRMING) && peal_intent_list_has (v->confirm, word))
        return PEAL_INTENT_OPT_IN;
    }

  return PEAL_INTENT_NONE;
}

static PealIntentClass
classify_word (const Reading *reading,
               const char    *word)
{
  PealIntentClass class = classify_exact (reading, word);
  g_autofree char *plain = NULL;

  if (class != PEAL_INTENT_NONE)
    return class;

  plain = dup_without_digits (word);
  if (plain != NULL && is_opt_out_word (reading, plain))
    return PEAL_INTENT_OPT_OUT;
  return PEAL_INTENT_NONE;
}

static gboolean
is_real_word (const Reading *reading,
              const char    *word)
{
  for (guint i = 0; i < peal_intent_n_vocabularies; i++)
    {
      const PealVocabulary *v = &peal_intent_vocabularies[i];

      if (speaks (reading, v->tag)
          && (peal_intent_list_has (v->not_typos, word) || peal_intent_list_has (v->opt_in, word)
              || peal_intent_list_has (v->help, word)))
        return TRUE;
    }

  return FALSE;
}

/* The keyword that @word is a slip of, or NULL. */
static const char *
find_intended (const Reading *reading,
               const char    *word,
               gboolean       strict)
{
  g_autofree char *plain = dup_without_digits (word);

  if (plain != NULL)
    word = plain;
  if (strlen (word) + 1 < MIN_FUZZY || is_real_word (reading, word))
    return NULL;

  for (guint i = 0; i < peal_intent_n_vocabularies; i++)
    {
      const PealVocabulary *v = &peal_intent_vocabularies[i];

      if (!speaks (reading, v->tag))
        continue;
      for (guint j = 0; v->fuzzy[j] != NULL; j++)
        {
          if (peal_intent_is_typo (word, v->fuzzy[j], strict))
            return v->fuzzy[j];
        }
    }

  return NULL;
}

/* All words but fillers, without blanks: "opt out" and "opt in" are keywords, too. */
static char *
dup_joined (const Reading *reading,
            guint         *n_words)
{
  GString *joined = g_string_new (NULL);

  *n_words = 0;
  for (guint i = 0; i < reading->words->len; i++)
    {
      if (peal_intent_is_filler (word_at (reading, i)->word))
        continue;
      g_string_append (joined, word_at (reading, i)->word);
      *n_words += 1;
    }

  return g_string_free (joined, FALSE);
}

static gboolean
has_question (const Reading *reading)
{
  for (guint i = 0; i < reading->words->len; i++)
    {
      if (word_at (reading, i)->question)
        return TRUE;
    }

  return FALSE;
}

static PealIntent *
decide_whole (const Reading  *reading,
              PealIntentClass class,
              const char     *rule)
{
  if (class == PEAL_INTENT_OPT_OUT && has_question (reading))
    return decide (reading, PEAL_INTENT_REVIEW, "K-question", 0, reading->words->len);
  return decide (reading, class, rule, 0, reading->words->len);
}

/* K1: nothing but keywords and courtesies. */
static PealIntent *
read_keywords (const Reading *reading)
{
  PealIntentClass class = PEAL_INTENT_NONE;

  for (guint i = 0; i < reading->words->len; i++)
    {
      PealIntentClass this = classify_word (reading, word_at (reading, i)->word);

      if (this == PEAL_INTENT_NONE)
        {
          if (!peal_intent_is_filler (word_at (reading, i)->word))
            return NULL;
        }
      else if (class == PEAL_INTENT_NONE || class == this || class == PEAL_INTENT_HELP)
        class = this;
      else if (this != PEAL_INTENT_HELP)
        class = PEAL_INTENT_REVIEW;
    }

  if (class == PEAL_INTENT_NONE)
    return NULL;
  return decide_whole (reading, class, class == PEAL_INTENT_REVIEW ? "K-contradiction" : "K1");
}

/* K1 and K2: a keyword written apart or mistyped, in a message of one or two words. */
static PealIntent *
read_slips (const Reading *reading)
{
  guint n_words;
  g_autofree char *joined = dup_joined (reading, &n_words);
  PealIntentClass class;
  const char *intended;

  if (n_words > 4)
    return NULL;
  if (n_words == 0 && reading->words->len == 1)
    g_set_str (&joined, word_at (reading, 0)->word);
  class = strlen (joined) >= MIN_FUZZY ? classify_word (reading, joined) : PEAL_INTENT_NONE;
  if (class != PEAL_INTENT_NONE)
    return decide_whole (reading, class, "K1");
  intended = n_words <= 2 ? find_intended (reading, joined, FALSE) : NULL;
  if (intended != NULL && (n_words < 2 || strlen (intended) >= MIN_JOINED))
    return decide_whole (reading, PEAL_INTENT_OPT_OUT, "K2");
  return NULL;
}

/* In a longer message only slips that are no other word count: "pls stpo texting me". */
static void
correct_slips (const Reading *reading)
{
  for (guint i = 0; i < reading->words->len; i++)
    {
      PealWord *word = &g_array_index (reading->words, PealWord, i);
      const char *intended;

      if (classify_exact (reading, word->word) != PEAL_INTENT_NONE)
        continue;
      intended = find_intended (reading, word->word, TRUE);
      if (intended != NULL)
        g_set_str (&word->word, intended);
    }
}

static void
mask (const Reading *reading,
      guint          first,
      guint          end)
{
  for (guint i = first; i < end; i++)
    g_array_index (reading->words, PealWord, i).masked = TRUE;
}

/* The first pattern that matches decides; a guard only if nothing else does. */
static PealIntent *
read_phrases (const Reading *reading,
              PealIntent   **guard)
{
  for (guint i = 0; i < peal_intent_n_patterns; i++)
    {
      const PealPattern *pattern = &peal_intent_patterns[i];

      for (guint first = 0; first < reading->words->len; first++)
        {
          guint end;

          if (!peal_intent_match (pattern, reading->words, first, &end))
            continue;
          if (pattern->class != PEAL_INTENT_NONE)
            return decide (reading, pattern->class, pattern->rule, first, end);

          if (*guard == NULL)
            *guard = decide (reading, PEAL_INTENT_NONE, pattern->rule, first, end);
          mask (reading, first, end);
        }
    }

  return NULL;
}

static gboolean
is_strong (const Reading *reading,
           const char    *word)
{
  for (guint i = 0; i < peal_intent_n_vocabularies; i++)
    {
      const PealVocabulary *v = &peal_intent_vocabularies[i];

      if (speaks (reading, v->tag) && peal_intent_list_has (v->strong, word))
        return TRUE;
    }

  return FALSE;
}

/* Whether nothing but courtesies stands between @i and the next clause or sentence on both sides. */
static gboolean
stands_alone (const Reading *reading,
              guint          i)
{
  guint n = reading->words->len;

  for (guint j = i; j > 0 && !word_at (reading, j)->first && !word_at (reading, j)->clause; j--)
    {
      if (!peal_intent_is_filler (word_at (reading, j - 1)->word))
        return FALSE;
    }
  for (guint j = i + 1; j < n && !word_at (reading, j)->first && !word_at (reading, j)->clause; j++)
    {
      if (!peal_intent_is_filler (word_at (reading, j)->word))
        return FALSE;
    }

  return TRUE;
}

/* "Stop you idiots", "this is my work phone stop": too short to be about something else. */
static gboolean
stands_at_edge (const Reading *reading,
                guint          i)
{
  guint n = reading->words->len;

  return n <= MAX_EDGE_WORDS && (i == 0 || i == n - 1) && !has_question (reading);
}

/* K3: "I have no idea who you are. Stop." K4: a short message that begins or ends so. Any other
 * such word that no guard explains is doubtful; so is the short message if other words of it have
 * a meaning already. */
static PealIntent *
read_leftovers (const Reading *reading,
                gboolean       short_is_clear)
{
  PealIntent *doubt = NULL;

  for (guint i = 0; i < reading->words->len; i++)
    {
      const PealWord *word = word_at (reading, i);

      if (word->masked || !is_strong (reading, word->word))
        continue;
      if (!word->question && stands_alone (reading, i))
        {
          g_clear_pointer (&doubt, peal_intent_free);
          return decide (reading, PEAL_INTENT_OPT_OUT, "K3", i, i + 1);
        }
      if (short_is_clear && stands_at_edge (reading, i))
        {
          g_clear_pointer (&doubt, peal_intent_free);
          return decide (reading, PEAL_INTENT_OPT_OUT, "K4", i, i + 1);
        }
      if (doubt == NULL)
        doubt = decide (reading, PEAL_INTENT_REVIEW, "K-doubt", i, i + 1);
    }

  return doubt;
}

static PealIntent *
read_words (const Reading *reading)
{
  g_autoptr(PealIntent) guard = NULL;
  g_autoptr(PealIntent) phrase = NULL;
  PealIntent *intent = read_keywords (reading);

  if (intent == NULL)
    intent = read_slips (reading);
  if (intent != NULL)
    return intent;

  correct_slips (reading);
  phrase = read_phrases (reading, &guard);
  if (phrase != NULL && phrase->class == PEAL_INTENT_OPT_OUT)
    return g_steal_pointer (&phrase);

  intent = read_leftovers (reading, guard == NULL && phrase == NULL);
  if (intent != NULL && (phrase == NULL || intent->class == PEAL_INTENT_OPT_OUT))
    return intent;
  g_clear_pointer (&intent, peal_intent_free);
  return phrase != NULL ? g_steal_pointer (&phrase) : g_steal_pointer (&guard);
}

static PealIntent *
read_emoji (const char      *text,
            const PealWords *words)
{
  gboolean alone = TRUE;

  for (guint i = 0; i < words->words->len; i++)
    alone &= peal_intent_is_filler (g_array_index (words->words, PealWord, i).word);

  if (words->emoji == PEAL_INTENT_NONE)
    return NULL;
  return intent_new (text, alone ? words->emoji : PEAL_INTENT_REVIEW, "E1", words->emoji_start, words->emoji_end);
}

/* An essay is read by a person. */
static void
doubt_long_text (PealIntent *self,
                 const char *text,
                 GArray     *words)
{
  gsize start;
  gsize end;

  if (self->class != PEAL_INTENT_OPT_OUT || words->len == 0)
    return;

  start = g_array_index (words, PealWord, 0).start;
  end = g_array_index (words, PealWord, words->len - 1).end;
  if (g_utf8_strlen (text + start, (gssize) (end - start)) > MAX_CHARS)
    self->class = PEAL_INTENT_REVIEW;
}

const char *
peal_intent_class_to_string (PealIntentClass intent_class)
{
  switch (intent_class)
    {
    case PEAL_INTENT_NONE:
      return "none";
    case PEAL_INTENT_OPT_OUT:
      return "opt_out";
    case PEAL_INTENT_REVIEW:
      return "review";
    case PEAL_INTENT_OPT_IN:
      return "opt_in";
    case PEAL_INTENT_HELP:
      return "help";
    default:
      return "?";
    }
}

PealIntent *
peal_intent_new (const char        *text,
                 const char *const *languages,
                 PealIntentFlags    flags)
{
  g_autofree char *valid = NULL;
  g_autofree char *own = NULL;
  g_autoptr(PealWords) words = NULL;
  g_autoptr(PealIntent) intent = NULL;
  Reading reading;

  g_return_val_if_fail (text != NULL, NULL);

  valid = g_utf8_make_valid (text, -1);
  own = peal_intent_blank_quotes (valid);
  words = peal_words_new (own);
  reading = (Reading) { .text = valid, .words = words->words, .languages = languages, .flags = flags };

  if (words->words->len > 0)
    intent = read_words (&reading);
  if ((intent == NULL || intent->class == PEAL_INTENT_NONE) && words->emoji != PEAL_INTENT_NONE)
    {
      g_clear_pointer (&intent, peal_intent_free);
      intent = read_emoji (valid, words);
    }
  if (intent == NULL)
    intent = intent_new (valid, PEAL_INTENT_NONE, "", 0, 0);

  doubt_long_text (intent, valid, words->words);
  return g_steal_pointer (&intent);
}

void
peal_intent_free (PealIntent *self)
{
  g_free (self->span);
  g_free (self);
}
