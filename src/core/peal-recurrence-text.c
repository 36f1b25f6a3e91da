/* peal-recurrence-text.c: rules as RFC 5545 writes them.
 *
 * The parts are read one by one, each by a reader of its own; what they must not
 * do together is judged when all have been read.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#define G_LOG_DOMAIN "peal-core"

#include "peal-recurrence.h"

#include <string.h>

G_DEFINE_QUARK (peal-recurrence-error-quark, peal_recurrence_error)

typedef enum
{
  PART_FREQ,
  PART_INTERVAL,
  PART_COUNT,
  PART_UNTIL,
  PART_WKST,
  PART_BYDAY,
  PART_BYMONTHDAY,
  PART_RSCALE,
  PART_SKIP,
  N_PARTS,
} Part;

typedef struct
{
  PealRecurrence rule;
  const char *text;
  const char *parts[N_PARTS]; /* where each stands; NULL = it does not */
  const char *fault;
  PealRecurrenceError code;
} Reader;

/* What stands between two signs. */
typedef struct
{
  const char *start;
  gsize length;
} Piece;

static const char *const weekday_names[] = { "MO", "TU", "WE", "TH", "FR", "SA", "SU" };

static const char *const frequency_names[] = {
  [PEAL_FREQUENCY_DAILY] = "DAILY",
  [PEAL_FREQUENCY_WEEKLY] = "WEEKLY",
  [PEAL_FREQUENCY_MONTHLY] = "MONTHLY",
  [PEAL_FREQUENCY_YEARLY] = "YEARLY",
};

static const char *const other_frequencies[] = { "SECONDLY", "MINUTELY", "HOURLY" };
static const char *const other_parts[] = { "BYSECOND", "BYMINUTE", "BYHOUR", "BYYEARDAY", "BYWEEKNO", "BYMONTH",
                                           "BYSETPOS" };

static gboolean
fail (Reader              *self,
      PealRecurrenceError  code,
      const char          *fault)
{
  self->code = code;
  self->fault = fault;
  return FALSE;
}

static gboolean
piece_is (Piece       piece,
          const char *word)
{
  return strlen (word) == piece.length && g_ascii_strncasecmp (piece.start, word, piece.length) == 0;
}

/* The index of the word that @piece is, or -1. */
static int
find_word (Piece              piece,
           const char *const *words,
           gsize              n_words)
{
  for (gsize i = 0; i < n_words; i++)
    if (words[i] != NULL && piece_is (piece, words[i]))
      return (int) i;
  return -1;
}

/* Takes the text up to @sign off the front of @rest; FALSE when nothing is left. */
static gboolean
take_piece (Piece *rest,
            char   sign,
            Piece *piece)
{
  const char *end;

  if (rest->start == NULL)
    return FALSE;
  end = memchr (rest->start, sign, rest->length);
  *piece = (Piece) { rest->start, end != NULL ? (gsize) (end - rest->start) : rest->length };
  if (end == NULL)
    rest->start = NULL;
  else
    *rest = (Piece) { end + 1, rest->length - piece->length - 1 };
  return TRUE;
}

/* Digits and nothing else, from @min to @max. */
static gboolean
read_number (Piece piece,
             int   min,
             int   max,
             int  *number)
{
  gint64 value = 0;

  if (piece.length == 0)
    return FALSE;
  for (gsize i = 0; i < piece.length; i++)
    {
      if (!g_ascii_isdigit (piece.start[i]))
        return FALSE;
      value = value * 10 + g_ascii_digit_value (piece.start[i]);
      if (value > max)
        return FALSE;
    }
  *number = (int) value;
  return value >= min;
}

/* "+2" and "-1" as well. */
static gboolean
read_ordinal (Piece piece,
              int   max,
              int  *number)
{
  gboolean negative = piece.length > 0 && piece.start[0] == '-';

  if (negative || (piece.length > 0 && piece.start[0] == '+'))
    piece = (Piece) { piece.start + 1, piece.length - 1 };
  if (!read_number (piece, 1, max, number))
    return FALSE;
  if (negative)
    *number = -*number;
  return TRUE;
}

static gboolean
read_frequency (Reader *self,
                Piece   value)
{
  int found = find_word (value, frequency_names, G_N_ELEMENTS (frequency_names));

  if (found >= 0)
    self->rule.frequency = (PealFrequency) found;
  else if (find_word (value, other_frequencies, G_N_ELEMENTS (other_frequencies)) >= 0)
    return fail (self, PEAL_RECURRENCE_ERROR_UNSUPPORTED, value.start);
  else
    return fail (self, PEAL_RECURRENCE_ERROR_VALUE, value.start);
  return TRUE;
}

/* "20261231", "20261231T235959" or "20261231T235959Z". */
static gboolean
read_until (Reader *self,
            Piece   value)
{
  PealCivilTime *until = &self->rule.until;
  const char *text = value.start;
  gboolean is_date = value.length == 8;
  gboolean is_utc = value.length == 16 && g_ascii_toupper (text[15]) == 'Z';

  if (!is_date && !is_utc && value.length != 15)
    return fail (self, PEAL_RECURRENCE_ERROR_VALUE, text);
  if (!read_number ((Piece) { text, 4 }, 1, 9999, &until->year) ||
      !read_number ((Piece) { text + 4, 2 }, 1, 12, &until->month) ||
      !read_number ((Piece) { text + 6, 2 }, 1, 31, &until->day))
    return fail (self, PEAL_RECURRENCE_ERROR_VALUE, text);
  if (!is_date && (g_ascii_toupper (text[8]) != 'T' || !read_number ((Piece) { text + 9, 2 }, 0, 23, &until->hour) ||
                   !read_number ((Piece) { text + 11, 2 }, 0, 59, &until->minute) ||
                   !read_number ((Piece) { text + 13, 2 }, 0, 59, &until->second)))
    return fail (self, PEAL_RECURRENCE_ERROR_VALUE, text);
  if (!peal_civil_time_is_valid (until))
    return fail (self, PEAL_RECURRENCE_ERROR_VALUE, text);

  self->rule.until_kind = is_date ? PEAL_UNTIL_DATE : is_utc ? PEAL_UNTIL_UTC : PEAL_UNTIL_LOCAL;
  return TRUE;
}

/* "MO,2TU,-1FR" */
static gboolean
read_weekdays (Reader *self,
               Piece   value)
{
  Piece item;

  while (take_piece (&value, ',', &item))
    {
      Piece name = { item.start + item.length - 2, 2 };
      Piece ordinal = { item.start, item.length - 2 };
      int weekday = item.length < 2 ? -1 : find_word (name, weekday_names, G_N_ELEMENTS (weekday_names));
      int n = 0;

      if (weekday < 0 || (ordinal.length > 0 && !read_ordinal (ordinal, 5, &n)))
        return fail (self, PEAL_RECURRENCE_ERROR_VALUE, item.start);
      self->rule.weekdays[weekday] |= n == 0  ? PEAL_WEEKDAY_EACH
                                      : n > 0 ? PEAL_WEEKDAY_NTH (n)
                                              : PEAL_WEEKDAY_NTH_LAST (-n);
    }
  return TRUE;
}

static gboolean
read_month_days (Reader *self,
                 Piece   value)
{
  Piece item;

  while (take_piece (&value, ',', &item))
    {
      int day;

      if (!read_ordinal (item, 31, &day))
        return fail (self, PEAL_RECURRENCE_ERROR_VALUE, item.start);
      if (day > 0)
        self->rule.month_days |= 1u << day;
      else
        self->rule.month_days_back |= 1u << -day;
    }
  return TRUE;
}

static gboolean
read_skip (Reader *self,
           Piece   value)
{
  if (piece_is (value, "FORWARD"))
    return fail (self, PEAL_RECURRENCE_ERROR_UNSUPPORTED, value.start);
  self->rule.skip_backward = piece_is (value, "BACKWARD");
  return self->rule.skip_backward || piece_is (value, "OMIT") ||
         fail (self, PEAL_RECURRENCE_ERROR_VALUE, value.start);
}

static gboolean
read_value (Reader *self,
            Part    part,
            Piece   value)
{
  PealRecurrence *rule = &self->rule;

  switch (part)
    {
    case PART_FREQ:
      return read_frequency (self, value);
    case PART_INTERVAL:
      return read_number (value, 1, PEAL_RECURRENCE_MAX_INTERVAL, &rule->interval) ||
             fail (self, PEAL_RECURRENCE_ERROR_VALUE, value.start);
    case PART_COUNT:
      return read_number (value, 1, PEAL_RECURRENCE_MAX_COUNT, &rule->count) ||
             fail (self, PEAL_RECURRENCE_ERROR_VALUE, value.start);
    case PART_UNTIL:
      return read_until (self, value);
    case PART_WKST:
      rule->week_start = find_word (value, weekday_names, G_N_ELEMENTS (weekday_names));
      return rule->week_start >= 0 || fail (self, PEAL_RECURRENCE_ERROR_VALUE, value.start);
    case PART_BYDAY:
      return read_weekdays (self, value);
    case PART_BYMONTHDAY:
      return read_month_days (self, value);
    case PART_RSCALE:
      return piece_is (value, "GREGORIAN") || fail (self, PEAL_RECURRENCE_ERROR_UNSUPPORTED, value.start);
    case PART_SKIP:
      return read_skip (self, value);
    case N_PARTS:
      break;
    }
  g_assert_not_reached ();
}

static const char *const part_names[N_PARTS] = {
  [PART_FREQ] = "FREQ",   [PART_INTERVAL] = "INTERVAL", [PART_COUNT] = "COUNT",
  [PART_UNTIL] = "UNTIL", [PART_WKST] = "WKST",         [PART_BYDAY] = "BYDAY",
  [PART_BYMONTHDAY] = "BYMONTHDAY", [PART_RSCALE] = "RSCALE", [PART_SKIP] = "SKIP",
};

static gboolean
read_part (Reader *self,
           Piece   part)
{
  Piece rest = part, name;
  int index;

  if (memchr (part.start, '=', part.length) == NULL || !take_piece (&rest, '=', &name))
    return fail (self, PEAL_RECURRENCE_ERROR_SYNTAX, part.start);
  index = find_word (name, part_names, N_PARTS);
  if (index < 0)
    return fail (self,
                 find_word (name, other_parts, G_N_ELEMENTS (other_parts)) >= 0 ? PEAL_RECURRENCE_ERROR_UNSUPPORTED
                                                                                : PEAL_RECURRENCE_ERROR_NAME,
                 part.start);
  if (self->parts[index] != NULL)
    return fail (self, PEAL_RECURRENCE_ERROR_REPEATED, part.start);
  self->parts[index] = part.start;
  return read_value (self, (Part) index, rest);
}

static gboolean
has_ordinals (const PealRecurrence *rule)
{
  for (guint i = 0; i < G_N_ELEMENTS (rule->weekdays); i++)
    if ((rule->weekdays[i] & ~PEAL_WEEKDAY_EACH) != 0)
      return TRUE;
  return FALSE;
}

/* RFC 5545, 3.3.10: what may stand with what. DAILY and YEARLY may have BYDAY and BYMONTHDAY
 * there, but not here. */
static gboolean
check_together (Reader *self)
{
  PealFrequency frequency = self->rule.frequency;
  gboolean weekly = frequency == PEAL_FREQUENCY_WEEKLY;

  if (self->parts[PART_FREQ] == NULL)
    return fail (self, PEAL_RECURRENCE_ERROR_MISSING, self->text);
  if (self->parts[PART_COUNT] != NULL && self->parts[PART_UNTIL] != NULL)
    return fail (self, PEAL_RECURRENCE_ERROR_CONFLICT, MAX (self->parts[PART_COUNT], self->parts[PART_UNTIL]));
  if (self->parts[PART_SKIP] != NULL && self->parts[PART_RSCALE] == NULL)
    return fail (self, PEAL_RECURRENCE_ERROR_CONFLICT, self->parts[PART_SKIP]);
  if (weekly && has_ordinals (&self->rule))
    return fail (self, PEAL_RECURRENCE_ERROR_CONFLICT, self->parts[PART_BYDAY]);
  if (weekly && self->parts[PART_BYMONTHDAY] != NULL)
    return fail (self, PEAL_RECURRENCE_ERROR_CONFLICT, self->parts[PART_BYMONTHDAY]);
  if (frequency == PEAL_FREQUENCY_DAILY || frequency == PEAL_FREQUENCY_YEARLY)
    for (int part = PART_BYDAY; part <= PART_BYMONTHDAY; part++)
      if (self->parts[part] != NULL)
        return fail (self, PEAL_RECURRENCE_ERROR_UNSUPPORTED, self->parts[part]);
  return TRUE;
}

static gboolean
read_all (Reader *self)
{
  Piece rest = { self->text, strlen (self->text) };
  Piece part;

  if (g_ascii_strncasecmp (self->text, "RRULE:", 6) == 0)
    rest = (Piece) { rest.start + 6, rest.length - 6 };
  while (take_piece (&rest, ';', &part))
    if (!read_part (self, part))
      return FALSE;
  return check_together (self);
}

gboolean
peal_recurrence_parse (const char     *text,
                       PealRecurrence *self,
                       guint          *error_offset,
                       GError        **error)
{
  static const char *const reasons[] = {
    [PEAL_RECURRENCE_ERROR_SYNTAX] = "no NAME=VALUE",
    [PEAL_RECURRENCE_ERROR_NAME] = "no part of an RRULE",
    [PEAL_RECURRENCE_ERROR_REPEATED] = "stands there twice",
    [PEAL_RECURRENCE_ERROR_VALUE] = "no such value",
    [PEAL_RECURRENCE_ERROR_UNSUPPORTED] = "not understood by this program",
    [PEAL_RECURRENCE_ERROR_CONFLICT] = "does not go with the other parts",
    [PEAL_RECURRENCE_ERROR_MISSING] = "FREQ is missing",
  };
  Reader reader = { .rule.interval = 1, .text = text };
  guint offset;

  g_return_val_if_fail (text != NULL, FALSE);

  if (read_all (&reader))
    {
      *self = reader.rule;
      return TRUE;
    }

  offset = (guint) (reader.fault - text);
  if (error_offset != NULL)
    *error_offset = offset;
  g_set_error (error, PEAL_RECURRENCE_ERROR, reader.code, "At byte %u: %s", offset, reasons[reader.code]);
  return FALSE;
}

static void
append_item (GString    *list,
             int         ordinal,
             const char *name)
{
  if (list->len > 0)
    g_string_append_c (list, ',');
  if (ordinal != 0)
    g_string_append_printf (list, "%d", ordinal);
  g_string_append (list, name);
}

static void
append_list (GString    *text,
             const char *name,
             GString    *list)
{
  if (list->len > 0)
    g_string_append_printf (text, ";%s=%s", name, list->str);
}

static void
append_weekdays (GString              *text,
                 const PealRecurrence *rule)
{
  g_autoptr(GString) list = g_string_new (NULL);

  for (guint i = 0; i < G_N_ELEMENTS (rule->weekdays); i++)
    {
      if ((rule->weekdays[i] & PEAL_WEEKDAY_EACH) != 0)
        append_item (list, 0, weekday_names[i]);
      for (int n = 1; n <= 5; n++)
        if ((rule->weekdays[i] & PEAL_WEEKDAY_NTH (n)) != 0)
          append_item (list, n, weekday_names[i]);
      for (int n = 5; n >= 1; n--)
        if ((rule->weekdays[i] & PEAL_WEEKDAY_NTH_LAST (n)) != 0)
          append_item (list, -n, weekday_names[i]);
    }
  append_list (text, "BYDAY", list);
}

static void
append_month_days (GString              *text,
                   const PealRecurrence *rule)
{
  g_autoptr(GString) list = g_string_new (NULL);

  for (int day = 1; day <= 31; day++)
    if ((rule->month_days & (1u << day)) != 0)
      append_item (list, day, "");
  for (int day = 31; day >= 1; day--)
    if ((rule->month_days_back & (1u << day)) != 0)
      append_item (list, -day, "");
  append_list (text, "BYMONTHDAY", list);
}

static void
append_until (GString              *text,
              const PealRecurrence *rule)
{
  const PealCivilTime *until = &rule->until;

  if (rule->until_kind == PEAL_UNTIL_NONE)
    return;
  g_string_append_printf (text, ";UNTIL=%04d%02d%02d", until->year, until->month, until->day);
  if (rule->until_kind != PEAL_UNTIL_DATE)
    g_string_append_printf (text, "T%02d%02d%02d%s", until->hour, until->minute, until->second,
                            rule->until_kind == PEAL_UNTIL_UTC ? "Z" : "");
}

char *
peal_recurrence_format (const PealRecurrence *self)
{
  g_autoptr(GString) text = g_string_new (NULL);

  g_return_val_if_fail (peal_recurrence_is_valid (self), NULL);

  if (self->skip_backward)
    g_string_append (text, "RSCALE=GREGORIAN;");
  g_string_append_printf (text, "FREQ=%s", frequency_names[self->frequency]);
  if (self->interval != 1)
    g_string_append_printf (text, ";INTERVAL=%d", self->interval);
  append_weekdays (text, self);
  append_month_days (text, self);
  if (self->week_start != 0)
    g_string_append_printf (text, ";WKST=%s", weekday_names[self->week_start]);
  if (self->count != 0)
    g_string_append_printf (text, ";COUNT=%d", self->count);
  append_until (text, self);
  if (self->skip_backward)
    g_string_append (text, ";SKIP=BACKWARD");
  return g_string_free (g_steal_pointer (&text), FALSE);
}
