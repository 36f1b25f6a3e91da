/* peal-intent-words.c: the words of a reply, folded, and where they stand.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#define G_LOG_DOMAIN "peal-core"

#include "peal-intent-private.h"

#include "peal-regex.h"

#include <string.h>

#define MAX_WORDS 1000 /* a text longer than that is not a reply to read */

/* What phones and mail programs add: reactions, which quote our own "Reply STOP"; originals; and
 * signatures. */
#define QUOTES                                                                                       \
  "^\\s*(?:[^\\w\\s]{1,8}\\s+to|(?:\\S+\\s+){0,2}?(?:liked|loved|laughed at|emphasi[sz]ed|questioned"      \
  "|reacted .{1,20} to|removed an? .{1,20} from|a aimé|a adoré|a ri de|a mis en évidence"            \
  "|le gustó|le encantó|se rió de|enfatizó|gefällt|liebt))\\s*[“\"«„].*[”\"»“]\\s*$"                 \
  "|^[ \\t]*>[^\\n]*$"                                                                               \
  "|^(?:on|le|el|am|em|il|op) [^\\n]{5,80}(?:wrote|écrit|escribió|schrieb|escreveu|scritto|schreef)" \
  "[^\\n]{0,60}:.*"                                                                                  \
  "|^-{2,} ?(?:original|message d|ursprüngliche|mensaje orig|mensagem orig|forwarded).*"             \
  "|^-- *$.*"                                                                                        \
  "|\\b(?:(?:sent|get) (?:from|via|using) (?:my )?(?:i?phone|ipad|samsung|galaxy|android|mobile"     \
  "|outlook|yahoo|gmail|mail)|get outlook for|envoyé (?:de|depuis) mon|enviado desde mi"             \
  "|enviado do meu|von mein\\w+ \\w+ gesendet|inviato da|verzonden (?:met|vanaf) mijn"               \
  "|verstuurd vanaf mijn|skickat från min|wysłane z)\\b[^\\n]*"

#define STOP_EMOJI U"🛑🚫⛔🔕📵"
#define REVIEW_EMOJI U"👎🖕🙅🤬"

char *
peal_intent_blank_quotes (const char *text)
{
  static GRegex *regex;
  g_autoptr(GMatchInfo) match = NULL;
  char *blanked = g_strdup (text);
  int start;
  int end;

  peal_regex_once (&regex, QUOTES, G_REGEX_CASELESS | G_REGEX_MULTILINE | G_REGEX_DOTALL);
  g_regex_match (regex, text, 0, &match);
  while (g_match_info_fetch_pos (match, 0, &start, &end))
    {
      memset (blanked + start, '\n', (gsize) (end - start));
      if (!g_match_info_next (match, NULL))
        break;
    }

  return blanked;
}

static gboolean
is_one_of (gunichar        c,
           const gunichar *set)
{
  for (; *set != 0; set++)
    {
      if (*set == c)
        return TRUE;
    }

  return FALSE;
}

/* Folds @c to @word: compatibility forms, case, accents and what cannot be seen are gone. Returns
 * FALSE if it is no part of a word. */
static gboolean
fold_char (GString *word,
           gunichar c)
{
  char utf8[8] = "";
  g_autofree char *form = NULL;
  g_autofree char *folded = NULL;
  g_autofree char *again = NULL;
  gboolean found = FALSE;

  utf8[g_unichar_to_utf8 (c, utf8)] = '\0';
  form = g_utf8_normalize (utf8, -1, G_NORMALIZE_NFKD);
  folded = g_utf8_casefold (form, -1);
  again = g_utf8_normalize (folded, -1, G_NORMALIZE_NFKD);
  for (const char *p = again; *p != '\0'; p = g_utf8_next_char (p))
    {
      gunichar part = g_utf8_get_char (p);

      if (!g_unichar_isalnum (part) && g_unichar_type (part) != G_UNICODE_SPACING_MARK)
        continue;
      g_string_append_unichar (word, part);
      found = TRUE;
    }

  return found;
}

/* The folded letters that follow @p up to the next other character. */
static char *
dup_letters (const char *p)
{
  GString *letters = g_string_new (NULL);

  while (g_unichar_isalpha (g_utf8_get_char (p)) && fold_char (letters, g_utf8_get_char (p)))
    p = g_utf8_next_char (p);
  return g_string_free (letters, FALSE);
}

/* don't, we're: one word. j'arrête: two. */
static gboolean
is_contraction (const char *apostrophe)
{
  static const char *const endings[] = { "t", "s", "re", "ve", "ll", "d", "m", NULL };
  gunichar c = g_utf8_get_char (apostrophe);
  g_autofree char *letters = NULL;

  if (!is_one_of (c, U"'’‘ʼ`´"))
    return FALSE;
  letters = dup_letters (g_utf8_next_char (apostrophe));
  return g_strv_contains (endings, letters);
}

static gboolean
is_invisible (gunichar c)
{
  GUnicodeType type = g_unichar_type (c);

  return type == G_UNICODE_FORMAT || type == G_UNICODE_NON_SPACING_MARK || type == G_UNICODE_ENCLOSING_MARK
         || c == 0xAD;
}

typedef struct
{
  PealWords *words;
  GString *word; /* being read */
  gsize start;
  gboolean first;
  gboolean clause;
} Reader;

static void
end_word (Reader *reader,
          gsize   end)
{
  PealWord word = { .start = reader->start, .end = end, .first = reader->first, .clause = reader->clause };

  if (reader->word->len == 0)
    return;

  word.word = g_strdup (reader->word->str);
  g_array_append_val (reader->words->words, word);
  g_string_truncate (reader->word, 0);
  reader->first = FALSE;
  reader->clause = FALSE;
}

static void
read_emoji (Reader  *reader,
            gunichar c,
            gsize    start,
            gsize    end)
{
  PealWords *words = reader->words;
  PealIntentClass class = PEAL_INTENT_NONE;

  if (is_one_of (c, STOP_EMOJI))
    class = PEAL_INTENT_OPT_OUT;
  else if (is_one_of (c, REVIEW_EMOJI) && words->emoji != PEAL_INTENT_OPT_OUT)
    class = PEAL_INTENT_REVIEW;

  if (class != PEAL_INTENT_NONE && class != words->emoji)
    {
      words->emoji = class;
      words->emoji_start = start;
      words->emoji_end = end;
    }
}

static void
read_other (Reader  *reader,
            gunichar c,
            gsize    start,
            gsize    end,
            gunichar next)
{
  GArray *words = reader->words->words;

  end_word (reader, start);
  if (is_one_of (c, U"?？؟¿") && words->len > 0)
    g_array_index (words, PealWord, words->len - 1).question = TRUE;
  if (is_one_of (c, U".!?\n\r;…。！？؟।"))
    reader->first = TRUE;
  if (is_one_of (c, U",:()，、–—"))
    reader->clause = TRUE;
  read_emoji (reader, c, start, end);

  /* lose my #, but not #stop */
  if (c == '#' && !g_unichar_isalnum (next))
    {
      g_string_assign (reader->word, "number");
      reader->start = start;
      end_word (reader, end);
    }
}

static void
clear_word (gpointer data)
{
  g_free (((PealWord *) data)->word);
}

/* S T O P and s.t.o.p are one word. */
static void
join_letters (GArray *words)
{
  for (guint i = 0; i < words->len; i++)
    {
      PealWord *word = &g_array_index (words, PealWord, i);
      g_autoptr(GString) joined = g_string_new (NULL);
      guint end = i;

      while (end < words->len && g_utf8_strlen (g_array_index (words, PealWord, end).word, -1) == 1
             && g_ascii_isalpha (*g_array_index (words, PealWord, end).word))
        g_string_append (joined, g_array_index (words, PealWord, end++).word);
      if (end - i < 3)
        continue;

      g_set_str (&word->word, joined->str);
      word->end = g_array_index (words, PealWord, end - 1).end;
      word->question = g_array_index (words, PealWord, end - 1).question;
      g_array_remove_range (words, i + 1, end - i - 1);
    }
}

/* stopppp is stop; a double letter stays. */
static void
shorten (char *word)
{
  char *out = word;

  for (const char *in = word; *in != '\0';)
    {
      gsize n = strspn (in, (char[]) { *in, '\0' });

      if (!g_ascii_isalpha (*in) || n < 3)
        {
          *out++ = *in++;
          continue;
        }
      *out++ = *in;
      in += n;
    }
  *out = '\0';
}

PealWords *
peal_words_new (const char *text)
{
  PealWords *self = g_new0 (PealWords, 1);
  g_autoptr(GString) word = g_string_new (NULL);
  Reader reader = { .words = self, .word = word, .first = TRUE };
  const char *next;

  self->words = g_array_new (FALSE, FALSE, sizeof (PealWord));
  g_array_set_clear_func (self->words, clear_word);

  for (const char *p = text; *p != '\0' && self->words->len < MAX_WORDS; p = next)
    {
      gunichar c = g_utf8_get_char (p);
      gsize old_length = word->len;

      next = g_utf8_next_char (p);
      if (is_invisible (c) || (old_length > 0 && is_contraction (p)))
        continue;
      if (fold_char (word, c))
        {
          if (old_length == 0)
            reader.start = (gsize) (p - text);
        }
      else
        read_other (&reader, c, (gsize) (p - text), (gsize) (next - text), g_utf8_get_char (next));
    }
  end_word (&reader, strlen (text));

  for (guint i = 0; i < self->words->len; i++)
    shorten (g_array_index (self->words, PealWord, i).word);
  join_letters (self->words);
  return self;
}

void
peal_words_free (PealWords *self)
{
  g_array_unref (self->words);
  g_free (self);
}
