/* peal-message-query.c: what somebody searches for in messages.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#define G_LOG_DOMAIN "peal-core"

#include "peal-message-query.h"

#include "peal-civil-time.h"

#include <stdlib.h>
#include <string.h>

/* The index knows the beginnings of words from so many characters on. */
#define SHORTEST_BEGINNING 3

/* One piece of the text. */
typedef struct
{
  gboolean is_negative;
  gboolean is_phrase;        /* its value was in quotation marks */
  char *key;                 /* before the colon, lower case; NULL = there is none */
  char *value;
  char *whole;               /* as it was typed */
} Piece;

static void
piece_free (gpointer data)
{
  Piece *piece = data;

  g_free (piece->key);
  g_free (piece->value);
  g_free (piece->whole);
  g_free (piece);
}

/* Taking apart ------------------------------------------------------------------------------------ */

static const gunichar opening[] = { '"', 0x201c, 0x201e, 0x00ab };

static gboolean
is_opening (gunichar c)
{
  for (gsize i = 0; i < G_N_ELEMENTS (opening); i++)
    if (opening[i] == c)
      return TRUE;
  return FALSE;
}

static gboolean
is_closing (gunichar c)
{
  return c == '"' || c == 0x201d || c == 0x201c || c == 0x00bb;
}

/* The text up to the closing mark, or to its end; @end is behind it. */
static char *
take_phrase (const char  *start,
             const char **end)
{
  const char *p = start;

  while (*p != '\0' && !is_closing (g_utf8_get_char (p)))
    p = g_utf8_next_char (p);
  *end = *p != '\0' ? g_utf8_next_char (p) : p;
  return g_strndup (start, (gsize) (p - start));
}

static char *
take_word (const char  *start,
           const char **end)
{
  const char *p = start;

  while (*p != '\0' && !g_unichar_isspace (g_utf8_get_char (p)))
    p = g_utf8_next_char (p);
  *end = p;
  return g_strndup (start, (gsize) (p - start));
}

static Piece *
take_piece (const char  *start,
            const char **end)
{
  Piece *piece = g_new0 (Piece, 1);
  const char *p = start;
  gsize n;

  piece->is_negative = *p == '-' && p[1] != '\0' && !g_unichar_isspace (g_utf8_get_char (p + 1));
  p += piece->is_negative;
  n = strspn (p, "abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ");
  if (n > 0 && p[n] == ':' && p[n + 1] != '\0' && !g_unichar_isspace (g_utf8_get_char (p + n + 1)))
    {
      piece->key = g_ascii_strdown (p, (gssize) n);
      p += n + 1;
    }
  piece->is_phrase = is_opening (g_utf8_get_char (p));
  piece->value = piece->is_phrase ? take_phrase (g_utf8_next_char (p), end) : take_word (p, end);
  piece->whole = g_strndup (start, (gsize) (*end - start));
  return piece;
}

static GPtrArray *
take_pieces (const char *text)
{
  GPtrArray *pieces = g_ptr_array_new_with_free_func (piece_free);

  for (const char *p = text; *p != '\0';)
    {
      if (g_unichar_isspace (g_utf8_get_char (p)))
        p = g_utf8_next_char (p);
      else
        g_ptr_array_add (pieces, take_piece (p, &p));
    }
  return pieces;
}

/* Days -------------------------------------------------------------------------------------------- */

static gint64
begin_of_day (int        day,
              GTimeZone *zone)
{
  PealCivilTime time = { 0 };

  peal_civil_time_set_day (&time, day);
  return peal_civil_time_to_instant (&time, zone, NULL);
}

/* The digits at *@text, as many as @n; FALSE if there are fewer. */
static gboolean
take_number (const char **text,
             guint        n,
             int         *number)
{
  *number = 0;
  for (guint i = 0; i < n; i++)
    {
      if (!g_ascii_isdigit ((*text)[i]))
        return FALSE;
      *number = *number * 10 + ((*text)[i] - '0');
    }
  *text += n;
  return TRUE;
}

/* The first day of "2026", "2026-03" or "2026-03-01", and the first behind it. */
static gboolean
read_date (const char *text,
           int        *first,
           int        *behind)
{
  PealCivilTime time = { .month = 1, .day = 1 };
  int n_days = 0;

  if (!take_number (&text, 4, &time.year))
    return FALSE;
  if (*text == '-')
    {
      text++;
      if (!take_number (&text, 2, &time.month) || time.month < 1 || time.month > 12)
        return FALSE;
      n_days = peal_civil_days_in_month (time.year, time.month);
      if (*text == '-')
        {
          text++;
          if (!take_number (&text, 2, &time.day))
            return FALSE;
          n_days = 1;
        }
    }
  if (*text != '\0' || !peal_civil_time_is_valid (&time) || time.year == PEAL_CIVIL_MAX_YEAR)
    return FALSE;
  *first = peal_civil_time_get_day (&time);
  if (n_days == 0)
    {
      time.year++;
      n_days = peal_civil_time_get_day (&time) - *first;
    }
  *behind = *first + n_days;
  return TRUE;
}

static gboolean
read_days (const char *text,
           GTimeZone  *zone,
           gint64      now,
           gint64     *begin,
           gint64     *end)
{
  PealCivilTime today = peal_civil_time_from_instant (now, zone);
  int first = peal_civil_time_get_day (&today);
  int behind = first + 1;

  if (g_ascii_strcasecmp (text, "yesterday") == 0)
    behind = first--;
  else if (g_ascii_strcasecmp (text, "today") != 0 && !read_date (text, &first, &behind))
    return FALSE;
  *begin = begin_of_day (first, zone);
  *end = begin_of_day (behind, zone);
  return TRUE;
}

/* Facts ------------------------------------------------------------------------------------------- */

typedef enum
{
  NOT_A_FACT,
  FACT,
  FAULTY,
} Verdict;

static Verdict
read_time (PealMessageQuery *self,
           const Piece      *piece,
           GTimeZone        *zone,
           gint64            now)
{
  gboolean is_on = g_str_equal (piece->key, "on");
  gint64 begin, end;

  if (!read_days (piece->value, zone, now, &begin, &end))
    return FAULTY;
  if (is_on || g_str_equal (piece->key, "after"))
    self->since = MAX (self->since, begin);
  if (is_on || g_str_equal (piece->key, "before"))
    self->until = MIN (self->until, is_on ? end : begin);
  return FACT;
}

static Verdict
read_fact (PealMessageQuery *self,
           const Piece      *piece,
           GTimeZone        *zone,
           gint64            now)
{
  static const char *const times[] = { "before", "after", "on", NULL };

  if (piece->key == NULL)
    return NOT_A_FACT;
  if (g_str_equal (piece->key, "from") && !piece->is_negative)
    g_set_str (&self->from, piece->value);
  else if (g_str_equal (piece->key, "to") && !piece->is_negative)
    g_set_str (&self->to, piece->value);
  else if (g_strv_contains (times, piece->key) && !piece->is_negative)
    return read_time (self, piece, zone, now);
  else if (g_str_equal (piece->key, "has") && !piece->is_negative)
    {
      self->has_link = TRUE;
      return g_ascii_strcasecmp (piece->value, "link") == 0 ? FACT : FAULTY;
    }
  else if (g_str_equal (piece->key, "is") && !piece->is_negative)
    {
      self->is_unread = TRUE;
      return g_ascii_strcasecmp (piece->value, "unread") == 0 ? FACT : FAULTY;
    }
  else
    return NOT_A_FACT;
  return FACT;
}

/* Words ------------------------------------------------------------------------------------------- */

/* The index has nothing but letters and digits. */
static gboolean
has_word (const char *text)
{
  for (; *text != '\0'; text = g_utf8_next_char (text))
    if (g_unichar_isalnum (g_utf8_get_char (text)))
      return TRUE;
  return FALSE;
}

static void
append_quoted (GString    *match,
               const char *text)
{
  g_string_append_c (match, '"');
  for (const char *p = text; *p != '\0'; p++)
    {
      if (*p == '"')
        g_string_append_c (match, '"');
      g_string_append_c (match, *p);
    }
  g_string_append_c (match, '"');
}

/* Whether it is still being typed: nothing is behind it, and it is long enough. */
static gboolean
may_go_on (const Piece *piece,
           const char  *words,
           const char  *text)
{
  const char *last = words + strlen (words);

  while (last > words && g_unichar_isalnum (g_utf8_get_char (g_utf8_prev_char (last))))
    last = g_utf8_prev_char (last);
  return !piece->is_phrase && g_str_has_suffix (text, piece->whole) && g_utf8_strlen (last, -1) >= SHORTEST_BEGINNING;
}

static void
read_words (PealMessageQuery *self,
            GPtrArray        *words,
            const char       *text)
{
  g_autoptr(GString) match = g_string_new (NULL);
  g_autoptr(GString) except = g_string_new (NULL);
  g_autoptr(GStrvBuilder) terms = g_strv_builder_new ();
  g_autoptr(GStrvBuilder) excluded = g_strv_builder_new ();

  for (guint i = 0; i < words->len; i++)
    {
      const Piece *piece = g_ptr_array_index (words, i);
      const char *value = piece->key != NULL && !piece->is_phrase ? piece->whole + piece->is_negative : piece->value;
      GString *to = piece->is_negative ? except : match;

      if (!has_word (value))
        continue;
      if (to->len > 0)
        g_string_append (to, piece->is_negative ? " OR " : " AND ");
      append_quoted (to, value);
      g_strv_builder_add (piece->is_negative ? excluded : terms, value);
      if (piece->is_negative)
        continue;
      self->is_open = i + 1 == words->len && may_go_on (piece, value, text);
      if (self->is_open)
        g_string_append (to, " *");
    }
  self->terms = g_strv_builder_end (terms);
  self->excluded = match->len > 0 ? g_strv_builder_end (excluded) : g_new0 (char *, 1);
  if (match->len > 0)
    self->match = except->len > 0 ? g_strdup_printf ("(%s) NOT (%s)", match->str, except->str) : g_strdup (match->str);
}

static gboolean
is_blank (const PealMessageQuery *self)
{
  return self->match == NULL && self->from == NULL && self->to == NULL && self->since == 0
         && self->until == G_MAXINT64 && !self->has_link && !self->is_unread && self->fault == NULL;
}

PealMessageQuery *
peal_message_query_new (const char *text,
                        GTimeZone  *zone,
                        gint64      now)
{
  g_autoptr(PealMessageQuery) self = g_new0 (PealMessageQuery, 1);
  g_autoptr(GPtrArray) pieces = NULL;
  g_autoptr(GPtrArray) words = g_ptr_array_new ();

  g_return_val_if_fail (text != NULL, NULL);
  g_return_val_if_fail (zone != NULL, NULL);

  self->until = G_MAXINT64;
  pieces = take_pieces (text);
  for (guint i = 0; i < pieces->len; i++)
    {
      Piece *piece = g_ptr_array_index (pieces, i);
      Verdict verdict = read_fact (self, piece, zone, now);

      if (verdict == NOT_A_FACT)
        g_ptr_array_add (words, piece);
      else if (verdict == FAULTY && self->fault == NULL)
        self->fault = g_strdup (piece->whole);
    }
  read_words (self, words, text);
  return is_blank (self) ? NULL : g_steal_pointer (&self);
}

PealMessageQuery *
peal_message_query_copy (const PealMessageQuery *self)
{
  PealMessageQuery *copy;

  g_return_val_if_fail (self != NULL, NULL);

  copy = g_memdup2 (self, sizeof *self);
  copy->match = g_strdup (self->match);
  copy->terms = g_strdupv (self->terms);
  copy->excluded = g_strdupv (self->excluded);
  copy->from = g_strdup (self->from);
  copy->to = g_strdup (self->to);
  copy->fault = g_strdup (self->fault);
  return copy;
}

void
peal_message_query_free (PealMessageQuery *self)
{
  g_free (self->match);
  g_strfreev (self->terms);
  g_strfreev (self->excluded);
  g_free (self->from);
  g_free (self->to);
  g_free (self->fault);
  g_free (self);
}
