/* peal-answers.c: which answer of the past, or which template, may answer a question.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#define G_LOG_DOMAIN "peal-core"

#include "peal-answers.h"

#include "peal-key.h"
#include "peal-merge.h"

#include <math.h>
#include <string.h>

/* How alike two questions must be, of 1; a template has fewer words, and less to tell. */
#define ALIKE 0.5
#define TEMPLATE_ALIKE 0.25

/* Answers that share so many of their words are the same. */
#define SAME_ANSWER 0.75

/* After so many days an answer counts half of what it did. */
#define HALF_LIFE 180.0
#define DAY (G_GINT64_CONSTANT (86400) * G_USEC_PER_SEC)

/* Numbers of so many digits in a row, or in a row of groups, may be somebody's. */
#define DIGITS 4
#define GROUPED_DIGITS 6

/* Words of the path of a link that are longer than this name a page for one person. */
#define PATH_PIECE 12

/* What every text has, in the languages that most shops write. Sorted. */
static const char *const common[] = {
  "a", "aber", "about", "al", "also", "am", "an", "and", "are", "as", "at", "au", "auch", "auf", "aus", "avec", "be",
  "bei", "bin", "bitte", "but", "can", "comment", "como", "con", "could", "cual", "cuando", "da", "das", "dass",
  "de", "del", "dem", "den", "der", "des", "die", "do", "does", "donde", "du", "ein", "eine", "einen", "el", "en",
  "er", "es", "est", "et", "for", "from", "fur", "get", "good", "haben", "hallo", "hat", "have", "he", "hello",
  "her", "hey", "hi", "his", "hola", "how", "i", "ich", "if", "ihr", "il", "im", "in", "is", "ist", "it", "its",
  "je", "just", "kann", "la", "las", "le", "les", "like", "lo", "los", "ma", "may", "me", "mein", "mi", "mir", "mit", "my",
  "ne", "nicht", "no", "noch", "not", "nous", "o", "of", "oh", "ok", "on", "or", "ou", "our", "ours", "para", "pas",
  "please", "por", "pour", "quand", "que", "quel", "quelle", "qui", "s", "se", "sehr", "she", "si", "sich", "sie",
  "sind", "so", "sur", "t", "than", "thank", "thanks", "that", "the", "their", "them", "then", "there", "they",
  "this", "to", "u", "um", "un", "und", "une", "uns", "us", "von", "vous", "wann", "war", "warum", "was", "we",
  "welche", "welcher", "wenn", "what", "when", "where", "which", "who", "why", "wie", "will", "wir", "with", "wo",
  "would", "y", "you", "your", "zu", "zum", "zur",
};

void
peal_answer_suggestion_free (PealAnswerSuggestion *self)
{
  g_free (self->source);
  g_free (self->template_name);
  g_free (self);
}

/* Words ------------------------------------------------------------------------------------------- */

static int
compare_words (const void *key,
               const void *element)
{
  return strcmp (key, *(const char *const *) element);
}

static gboolean
is_common (const char *word)
{
  return bsearch (word, common, G_N_ELEMENTS (common), sizeof *common, compare_words) != NULL;
}

GStrv
peal_answers_get_words (const char *text)
{
  g_autofree char *folded = NULL;
  g_auto(GStrv) all = NULL;
  GStrvBuilder *words;
  g_autoptr(GHashTable) seen = g_hash_table_new (g_str_hash, g_str_equal);
  GStrv result;

  g_return_val_if_fail (text != NULL, NULL);

  folded = peal_key_fold_words (text, -1);
  all = g_strsplit (folded, " ", -1);
  words = g_strv_builder_new ();
  for (guint i = 0; all[i] != NULL && g_hash_table_size (seen) < PEAL_ANSWERS_MAX_WORDS; i++)
    if (*all[i] != '\0' && !is_common (all[i]) && g_hash_table_add (seen, all[i]))
      g_strv_builder_add (words, all[i]);
  result = g_strv_builder_end (words);
  g_strv_builder_unref (words);
  return result;
}

/* The same of a text with fields, whose names are no words of it. */
static GStrv
get_words_of_source (const char *source)
{
  g_autoptr(GString) text = g_string_new (NULL);
  guint depth = 0;

  for (const char *p = source; *p != '\0'; p++)
    {
      if (*p == '{')
        depth++;
      else if (*p == '}' && depth > 0)
        depth--;
      g_string_append_c (text, depth == 0 ? *p : ' ');
    }
  return peal_answers_get_words (text->str);
}

/* "hours" is "hour", and "opening" is "open": one begins with the other. */
static gboolean
is_same_word (const char *a,
              const char *b)
{
  gsize length = strlen (a), other = strlen (b);
  gsize n = MIN (length, other);

  return n >= 4 || (n == 3 && MAX (length, other) == 4) ? strncmp (a, b, n) == 0 : g_str_equal (a, b);
}

static gboolean
has_word (const char *const *words,
          const char        *word)
{
  for (guint i = 0; words[i] != NULL; i++)
    if (is_same_word (words[i], word))
      return TRUE;
  return FALSE;
}

/* How much @word says: the more of @texts have it, the less. */
static double
weigh (const char *word,
       GPtrArray  *texts)
{
  guint n = 0;

  for (guint i = 0; i < texts->len; i++)
    if (has_word (g_ptr_array_index (texts, i), word))
      n++;
  return log (1.0 + (texts->len + 1.0) / (n + 0.5));
}

/* What two texts share, of 1. @weights: of the words of @a; words that only @b has weigh as much as those on average. */
static double
compare_texts (const char *const *a,
               const char *const *b,
               const double      *weights)
{
  double total = 0, shared = 0, average;
  guint n = 0, n_other = 0;

  for (; a[n] != NULL; n++)
    {
      total += weights[n];
      if (has_word (b, a[n]))
        shared += weights[n];
    }
  average = n > 0 ? total / n : 0;
  for (guint i = 0; b[i] != NULL; i++)
    if (!has_word (a, b[i]))
      n_other++;
  return total > 0 ? 2 * shared / (total + shared + n_other * average) : 0;
}

static double *
weigh_all (const char *const *words,
           GPtrArray         *texts)
{
  guint n = g_strv_length ((GStrv) words);
  double *weights = g_new (double, n + 1);

  for (guint i = 0; i < n; i++)
    weights[i] = weigh (words[i], texts);
  return weights;
}

/* What is somebody's ------------------------------------------------------------------------------ */

static gboolean
has_long_number (const char *text)
{
  guint in_row = 0, grouped = 0;

  for (; *text != '\0'; text = g_utf8_next_char (text))
    {
      gunichar c = g_utf8_get_char (text);

      if (g_unichar_isdigit (c))
        {
          in_row++;
          grouped++;
        }
      else
        {
          in_row = 0;
          if (c >= 128 || strchr (" -./()+", (int) c) == NULL)
            grouped = 0;
        }
      if (in_row >= DIGITS || grouped >= GROUPED_DIGITS)
        return TRUE;
    }
  return FALSE;
}

/* A link whose path or query may be one person's: a long piece, a digit, or a question mark. */
static gboolean
has_private_link (const char *text)
{
  g_auto(GStrv) words = g_strsplit_set (text, " \t\r\n", -1);

  for (guint i = 0; words[i] != NULL; i++)
    {
      const char *link = strstr (words[i], "://");
      const char *path;
      g_auto(GStrv) pieces = NULL;

      if (link == NULL && !g_str_has_prefix (words[i], "www."))
        continue;
      path = strchr (link != NULL ? link + 3 : words[i], '/');
      if (path == NULL)
        continue;
      if (strpbrk (path, "?#=0123456789") != NULL)
        return TRUE;
      pieces = g_strsplit (path, "/", -1);
      for (guint n = 0; pieces[n] != NULL; n++)
        if (strlen (pieces[n]) > PATH_PIECE)
          return TRUE;
    }
  return FALSE;
}

static gboolean
is_letter (const char *p)
{
  return g_unichar_isalnum (g_utf8_get_char (p)) || g_unichar_ismark (g_utf8_get_char (p));
}

/* Where the word that *@p is in or before begins and ends; FALSE: there is none any more. */
static gboolean
next_word (const char **p,
           const char **end)
{
  while (**p != '\0' && !is_letter (*p))
    *p = g_utf8_next_char (*p);
  for (*end = *p; **end != '\0' && is_letter (*end);)
    *end = g_utf8_next_char (*end);
  return **p != '\0';
}

/* @source with @field where one of the words of @name stands. NULL: one does, and @field is NULL, or nobody can say
 * whether a name that is also a common word is meant ("Will you come?"). Caller frees. */
static char *
replace_name (const char *source,
              const char *name,
              const char *field)
{
  g_autofree char *folded = peal_key_fold_words (name, -1);
  g_auto(GStrv) names = g_strsplit (folded, " ", -1);
  g_autoptr(GString) text = g_string_new (NULL);
  const char *p = source, *behind = source, *end;

  for (; next_word (&p, &end); p = end)
    {
      g_autofree char *word = peal_key_fold (p, end - p);

      if (*word == '\0' || !g_strv_contains ((const char *const *) names, word))
        continue;
      if (is_common (word) && !g_unichar_isupper (g_utf8_get_char (p)))
        continue;
      if (field == NULL || is_common (word))
        return NULL;
      g_string_append_len (text, behind, p - behind);
      g_string_append (text, field);
      behind = end;
    }
  g_string_append (text, behind);
  return g_string_free_and_steal (g_steal_pointer (&text));
}

char *
peal_answers_generalise (const char *answer,
                         const char *given,
                         const char *family)
{
  g_autofree char *source = NULL;
  g_autofree char *checked = NULL;

  g_return_val_if_fail (answer != NULL && given != NULL && family != NULL, NULL);

  if (has_long_number (answer) || has_private_link (answer) || strchr (answer, '@') != NULL)
    return NULL;
  source = peal_merge_escape (answer);
  checked = replace_name (source, family, NULL);
  return checked != NULL ? replace_name (checked, given, "{first_name}") : NULL;
}

/* Ranking ----------------------------------------------------------------------------------------- */

/* One way to answer. */
typedef struct
{
  char *source;
  GStrv words;               /* of it */
  double best;               /* how alike the question was that it answered */
  double worth;
  guint n_times;
  gint64 at;                 /* of the newest, which is the one in source */
  const PealAnswerTemplate *template;
} Way;

static void
way_free (gpointer data)
{
  Way *way = data;

  g_free (way->source);
  g_strfreev (way->words);
  g_free (way);
}

static Way *
find_way (GPtrArray *ways,
          GStrv      words)
{
  for (guint i = 0; i < ways->len; i++)
    {
      Way *way = g_ptr_array_index (ways, i);
      guint n = 0, n_shared = 0;

      for (; words[n] != NULL; n++)
        if (has_word ((const char *const *) way->words, words[n]))
          n_shared++;
      n = MAX (n, g_strv_length (way->words));
      if (n == 0 || n_shared >= SAME_ANSWER * n)
        return way;
    }
  return NULL;
}

static void
add_answer (GPtrArray          *ways,
            const PealAnswered *answered,
            double              alike,
            gint64              now)
{
  g_autofree char *source = peal_answers_generalise (answered->answer, answered->given, answered->family);
  g_auto(GStrv) words = source != NULL ? get_words_of_source (source) : NULL;
  double age = (double) MAX (now - answered->at, 0) / (double) DAY;
  Way *way;

  if (words == NULL || words[0] == NULL)
    return;
  way = find_way (ways, words);
  if (way == NULL)
    {
      way = g_new0 (Way, 1);
      way->at = G_MININT64;
      way->words = g_steal_pointer (&words);
      g_ptr_array_add (ways, way);
    }
  way->n_times++;
  way->best = MAX (way->best, alike);
  way->worth += alike * (0.5 + 0.5 * exp2 (-age / HALF_LIFE));
  if (answered->at <= way->at)
    return;
  way->at = answered->at;
  g_free (way->source);
  way->source = g_steal_pointer (&source);
}

/* A template says the same as an answer of the past better: it takes its place. */
static void
add_template (GPtrArray                *ways,
              const PealAnswerTemplate *template,
              double                    alike)
{
  g_auto(GStrv) words = get_words_of_source (template->body);
  Way *way = find_way (ways, words);

  if (way == NULL)
    {
      way = g_new0 (Way, 1);
      way->words = g_steal_pointer (&words);
      g_ptr_array_add (ways, way);
    }
  way->template = template;
  way->best = MAX (way->best, alike);
  way->worth += alike * (1 + 0.1 * log2 (1.0 + (double) template->uses));
  g_free (way->source);
  way->source = g_strdup (template->body);
}

/* How alike says more than how often. */
static double
rank (const Way *way)
{
  return way->best * (1 + 0.3 * log2 (1 + way->worth));
}

static int
compare_ways (gconstpointer a,
              gconstpointer b)
{
  double first = rank (*(Way *const *) a), second = rank (*(Way *const *) b);

  return first > second ? -1 : first < second ? 1 : 0;
}

static PealAnswerSuggestion *
suggestion_new (Way *way)
{
  PealAnswerSuggestion *self = g_new0 (PealAnswerSuggestion, 1);

  self->source = g_steal_pointer (&way->source);
  self->n_times = way->template != NULL ? 0 : way->n_times;
  self->template_id = way->template != NULL ? way->template->id : 0;
  self->template_name = g_strdup (way->template != NULL ? way->template->name : "");
  return self;
}

/* @questions: the words of those of @past. */
static void
add_answers (GPtrArray          *ways,
             const char *const  *asked,
             const double       *weights,
             GPtrArray          *questions,
             const PealAnswered *past,
             gint64              now)
{
  for (guint i = 0; i < questions->len; i++)
    {
      double alike = compare_texts (asked, g_ptr_array_index (questions, i), weights);

      if (alike >= ALIKE)
        add_answer (ways, &past[i], alike, now);
    }
}

static void
add_templates (GPtrArray                *ways,
               const char *const        *asked,
               const double             *weights,
               const PealAnswerTemplate *templates,
               guint                     n_templates)
{
  for (guint i = 0; i < n_templates; i++)
    {
      g_autofree char *text = g_strjoin (" ", templates[i].name, templates[i].body, NULL);
      g_auto(GStrv) words = get_words_of_source (text);
      double alike = compare_texts (asked, (const char *const *) words, weights);

      if (alike >= TEMPLATE_ALIKE)
        add_template (ways, &templates[i], alike);
    }
}

GPtrArray *
peal_answers_suggest (const char               *question,
                      const PealAnswered       *past,
                      guint                     n_past,
                      const PealAnswerTemplate *templates,
                      guint                     n_templates,
                      gint64                    now)
{
  GPtrArray *suggestions = g_ptr_array_new_with_free_func ((GDestroyNotify) peal_answer_suggestion_free);
  g_autoptr(GPtrArray) questions = g_ptr_array_new_with_free_func ((GDestroyNotify) g_strfreev);
  g_autoptr(GPtrArray) ways = g_ptr_array_new_with_free_func (way_free);
  g_auto(GStrv) asked = NULL;
  g_autofree double *weights = NULL;

  g_return_val_if_fail (question != NULL, suggestions);

  asked = peal_answers_get_words (question);
  for (guint i = 0; i < n_past; i++)
    g_ptr_array_add (questions, peal_answers_get_words (past[i].question));
  weights = weigh_all ((const char *const *) asked, questions);
  add_answers (ways, (const char *const *) asked, weights, questions, past, now);
  add_templates (ways, (const char *const *) asked, weights, templates, n_templates);
  g_ptr_array_sort (ways, compare_ways);
  for (guint i = 0; i < MIN (ways->len, PEAL_ANSWERS_MAX); i++)
    g_ptr_array_add (suggestions, suggestion_new (g_ptr_array_index (ways, i)));
  return suggestions;
}
