/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "peal-recurrence.h"
#include "peal-recurrence-words.h"

static void
test_round_trip (void)
{
  static const struct
  {
    const char *text;
    const char *normal; /* NULL = the same */
  } rows[] = {
    { "FREQ=DAILY", NULL },
    { "FREQ=WEEKLY;BYDAY=MO", NULL },
    { "FREQ=MONTHLY;INTERVAL=2;BYDAY=1SU,-1SU;COUNT=10", NULL },
    { "RRULE:FREQ=DAILY", "FREQ=DAILY" },
    { "rrule:freq=weekly;byday=fr,mo;wkst=su", "FREQ=WEEKLY;BYDAY=MO,FR;WKST=SU" },
    { "INTERVAL=1;FREQ=DAILY", "FREQ=DAILY" },
    { "INTERVAL=007;FREQ=DAILY", "FREQ=DAILY;INTERVAL=7" },
    { "FREQ=DAILY;INTERVAL=9999", NULL },
    { "FREQ=DAILY;COUNT=999999", NULL },
    { "FREQ=DAILY;UNTIL=20261231", NULL },
    { "FREQ=DAILY;UNTIL=20261231T235959", NULL },
    { "UNTIL=20261231t235959z;FREQ=DAILY", "FREQ=DAILY;UNTIL=20261231T235959Z" },
    { "FREQ=DAILY;UNTIL=00010101T000000Z", NULL },
    { "FREQ=WEEKLY;WKST=MO;BYDAY=MO,MO,TU", "FREQ=WEEKLY;BYDAY=MO,TU" },
    { "FREQ=WEEKLY;BYDAY=SU,SA,FR,TH,WE,TU,MO", "FREQ=WEEKLY;BYDAY=MO,TU,WE,TH,FR,SA,SU" },
    { "FREQ=MONTHLY;BYDAY=+1MO,-5MO,5TU,MO", "FREQ=MONTHLY;BYDAY=MO,1MO,-5MO,5TU" },
    { "FREQ=MONTHLY;BYMONTHDAY=-1,31,+1,-31", "FREQ=MONTHLY;BYMONTHDAY=1,31,-31,-1" },
    { "FREQ=MONTHLY;BYDAY=FR;BYMONTHDAY=13", NULL },
    { "FREQ=YEARLY", NULL },
    { "FREQ=YEARLY;SKIP=BACKWARD;RSCALE=GREGORIAN", "RSCALE=GREGORIAN;FREQ=YEARLY;SKIP=BACKWARD" },
    { "FREQ=YEARLY;SKIP=OMIT;RSCALE=Gregorian", "FREQ=YEARLY" },
    { "RSCALE=GREGORIAN;FREQ=YEARLY", "FREQ=YEARLY" },
    { "RSCALE=GREGORIAN;FREQ=MONTHLY;INTERVAL=3;BYMONTHDAY=31;WKST=TU;COUNT=4;SKIP=BACKWARD", NULL },
  };

  for (guint i = 0; i < G_N_ELEMENTS (rows); i++)
    {
      g_autoptr(GError) error = NULL;
      g_autofree char *text = NULL, *again = NULL;
      PealRecurrence rule, copy;

      g_test_message ("%s", rows[i].text);
      peal_recurrence_parse (rows[i].text, &rule, NULL, &error);
      g_assert_no_error (error);
      g_assert_true (peal_recurrence_is_valid (&rule));
      text = peal_recurrence_format (&rule);
      g_assert_cmpstr (text, ==, rows[i].normal != NULL ? rows[i].normal : rows[i].text);
      peal_recurrence_parse (text, &copy, NULL, &error);
      g_assert_no_error (error);
      again = peal_recurrence_format (&copy);
      g_assert_cmpstr (again, ==, text);
    }
}

static void
test_errors (void)
{
  static const struct
  {
    const char *text;
    PealRecurrenceError code;
    guint offset;
  } rows[] = {
    { "", PEAL_RECURRENCE_ERROR_SYNTAX, 0 },
    { "weekly", PEAL_RECURRENCE_ERROR_SYNTAX, 0 },
    { "FREQ=DAILY;", PEAL_RECURRENCE_ERROR_SYNTAX, 11 },
    { "FREQ=DAILY;;COUNT=1", PEAL_RECURRENCE_ERROR_SYNTAX, 11 },
    { "FREQ=DAILY;COUNT", PEAL_RECURRENCE_ERROR_SYNTAX, 11 },
    { "RRULE:", PEAL_RECURRENCE_ERROR_SYNTAX, 6 },
    { "=DAILY", PEAL_RECURRENCE_ERROR_NAME, 0 },
    { "FREQ=DAILY; COUNT=1", PEAL_RECURRENCE_ERROR_NAME, 11 },
    { "FREQ=DAILY;X-EVERY=1", PEAL_RECURRENCE_ERROR_NAME, 11 },
    { "FREQ=DAILY;FREQ=WEEKLY", PEAL_RECURRENCE_ERROR_REPEATED, 11 },
    { "FREQ=WEEKLY;BYDAY=MO;byday=TU", PEAL_RECURRENCE_ERROR_REPEATED, 21 },
    { "FREQ=", PEAL_RECURRENCE_ERROR_VALUE, 5 },
    { "FREQ=FORTNIGHTLY", PEAL_RECURRENCE_ERROR_VALUE, 5 },
    { "FREQ=DAILY=1", PEAL_RECURRENCE_ERROR_VALUE, 5 },
    { "FREQ=DAILY;INTERVAL=0", PEAL_RECURRENCE_ERROR_VALUE, 20 },
    { "FREQ=DAILY;INTERVAL=-1", PEAL_RECURRENCE_ERROR_VALUE, 20 },
    { "FREQ=DAILY;INTERVAL=10000", PEAL_RECURRENCE_ERROR_VALUE, 20 },
    { "FREQ=DAILY;INTERVAL=99999999999999999999999999", PEAL_RECURRENCE_ERROR_VALUE, 20 },
    { "FREQ=DAILY;INTERVAL=", PEAL_RECURRENCE_ERROR_VALUE, 20 },
    { "FREQ=DAILY;COUNT=0", PEAL_RECURRENCE_ERROR_VALUE, 17 },
    { "FREQ=DAILY;COUNT=1000000", PEAL_RECURRENCE_ERROR_VALUE, 17 },
    { "FREQ=DAILY;UNTIL=20260229", PEAL_RECURRENCE_ERROR_VALUE, 17 },
    { "FREQ=DAILY;UNTIL=00000101", PEAL_RECURRENCE_ERROR_VALUE, 17 },
    { "FREQ=DAILY;UNTIL=2026123", PEAL_RECURRENCE_ERROR_VALUE, 17 },
    { "FREQ=DAILY;UNTIL=20261231T2359", PEAL_RECURRENCE_ERROR_VALUE, 17 },
    { "FREQ=DAILY;UNTIL=20261231 235959", PEAL_RECURRENCE_ERROR_VALUE, 17 },
    { "FREQ=DAILY;UNTIL=20261231T240000Z", PEAL_RECURRENCE_ERROR_VALUE, 17 },
    { "FREQ=DAILY;UNTIL=20261231T236000Z", PEAL_RECURRENCE_ERROR_VALUE, 17 },
    { "FREQ=DAILY;UNTIL=20261231T235960Z", PEAL_RECURRENCE_ERROR_VALUE, 17 },
    { "FREQ=DAILY;UNTIL=20261231T235959X", PEAL_RECURRENCE_ERROR_VALUE, 17 },
    { "FREQ=WEEKLY;WKST=MON", PEAL_RECURRENCE_ERROR_VALUE, 17 },
    { "FREQ=WEEKLY;BYDAY=", PEAL_RECURRENCE_ERROR_VALUE, 18 },
    { "FREQ=WEEKLY;BYDAY=MO,", PEAL_RECURRENCE_ERROR_VALUE, 21 },
    { "FREQ=WEEKLY;BYDAY=MO,XX,TU", PEAL_RECURRENCE_ERROR_VALUE, 21 },
    { "FREQ=MONTHLY;BYDAY=6MO", PEAL_RECURRENCE_ERROR_VALUE, 19 },
    { "FREQ=MONTHLY;BYDAY=0MO", PEAL_RECURRENCE_ERROR_VALUE, 19 },
    { "FREQ=MONTHLY;BYDAY=-MO", PEAL_RECURRENCE_ERROR_VALUE, 19 },
    { "FREQ=MONTHLY;BYDAY=+-1MO", PEAL_RECURRENCE_ERROR_VALUE, 19 },
    { "FREQ=MONTHLY;BYMONTHDAY=1,0", PEAL_RECURRENCE_ERROR_VALUE, 26 },
    { "FREQ=MONTHLY;BYMONTHDAY=32", PEAL_RECURRENCE_ERROR_VALUE, 24 },
    { "FREQ=MONTHLY;BYMONTHDAY=-32", PEAL_RECURRENCE_ERROR_VALUE, 24 },
    { "FREQ=MONTHLY;BYMONTHDAY=-", PEAL_RECURRENCE_ERROR_VALUE, 24 },
    { "RSCALE=GREGORIAN;FREQ=YEARLY;SKIP=MAYBE", PEAL_RECURRENCE_ERROR_VALUE, 34 },
    { "FREQ=HOURLY", PEAL_RECURRENCE_ERROR_UNSUPPORTED, 5 },
    { "FREQ=DAILY;BYHOUR=9", PEAL_RECURRENCE_ERROR_UNSUPPORTED, 11 },
    { "FREQ=MONTHLY;BYDAY=MO;BYSETPOS=-1", PEAL_RECURRENCE_ERROR_UNSUPPORTED, 22 },
    { "FREQ=DAILY;BYDAY=MO", PEAL_RECURRENCE_ERROR_UNSUPPORTED, 11 },
    { "BYMONTHDAY=1;FREQ=YEARLY", PEAL_RECURRENCE_ERROR_UNSUPPORTED, 0 },
    { "RSCALE=HEBREW;FREQ=YEARLY", PEAL_RECURRENCE_ERROR_UNSUPPORTED, 7 },
    { "RSCALE=GREGORIAN;FREQ=YEARLY;SKIP=FORWARD", PEAL_RECURRENCE_ERROR_UNSUPPORTED, 34 },
    { "FREQ=DAILY;COUNT=2;UNTIL=20261231", PEAL_RECURRENCE_ERROR_CONFLICT, 19 },
    { "UNTIL=20261231;COUNT=2;FREQ=DAILY", PEAL_RECURRENCE_ERROR_CONFLICT, 15 },
    { "FREQ=YEARLY;SKIP=OMIT", PEAL_RECURRENCE_ERROR_CONFLICT, 12 },
    { "BYDAY=2MO;FREQ=WEEKLY", PEAL_RECURRENCE_ERROR_CONFLICT, 0 },
    { "FREQ=WEEKLY;BYMONTHDAY=1", PEAL_RECURRENCE_ERROR_CONFLICT, 12 },
    { "INTERVAL=2", PEAL_RECURRENCE_ERROR_MISSING, 0 },
  };

  for (guint i = 0; i < G_N_ELEMENTS (rows); i++)
    {
      g_autoptr(GError) error = NULL;
      PealRecurrence rule = { .interval = 77 };
      guint offset = G_MAXUINT;

      g_test_message ("%s", rows[i].text);
      g_assert_false (peal_recurrence_parse (rows[i].text, &rule, &offset, &error));
      g_assert_error (error, PEAL_RECURRENCE_ERROR, (int) rows[i].code);
      g_assert_cmpuint (offset, ==, rows[i].offset);
      g_assert_cmpint (rule.interval, ==, 77);
    }
}

/* A value that the program itself made wrong is none. */
static void
test_is_valid (void)
{
  static const struct
  {
    PealRecurrence rule;
    gboolean valid;
  } rows[] = {
    { { 0 }, FALSE },
    { { PEAL_FREQUENCY_DAILY, 1 }, TRUE },
    { { PEAL_FREQUENCY_DAILY, 0 }, FALSE },
    { { PEAL_FREQUENCY_DAILY, 10000 }, FALSE },
    { { PEAL_FREQUENCY_YEARLY + 1, 1 }, FALSE },
    { { PEAL_FREQUENCY_DAILY, 1, -1 }, FALSE },
    { { PEAL_FREQUENCY_DAILY, 1, 1000000 }, FALSE },
    { { PEAL_FREQUENCY_DAILY, 1, 0, PEAL_UNTIL_DATE }, FALSE },
    { { PEAL_FREQUENCY_DAILY, 1, 0, PEAL_UNTIL_DATE, { 2026, 12, 31 } }, TRUE },
    { { PEAL_FREQUENCY_DAILY, 1, 1, PEAL_UNTIL_DATE, { 2026, 12, 31 } }, FALSE },
    { { PEAL_FREQUENCY_DAILY, 1, 0, PEAL_UNTIL_UTC + 1, { 2026, 12, 31 } }, FALSE },
    { { PEAL_FREQUENCY_DAILY, 1, .week_start = 7 }, FALSE },
    { { PEAL_FREQUENCY_DAILY, 1, .week_start = -1 }, FALSE },
    { { PEAL_FREQUENCY_DAILY, 1, .weekdays = { PEAL_WEEKDAY_EACH } }, FALSE },
    { { PEAL_FREQUENCY_WEEKLY, 1, .weekdays = { PEAL_WEEKDAY_EACH } }, TRUE },
    { { PEAL_FREQUENCY_WEEKLY, 1, .weekdays = { PEAL_WEEKDAY_NTH (1) } }, FALSE },
    { { PEAL_FREQUENCY_MONTHLY, 1, .weekdays = { PEAL_WEEKDAY_NTH_LAST (5) } }, TRUE },
    { { PEAL_FREQUENCY_MONTHLY, 1, .weekdays = { 1 << 11 } }, FALSE },
    { { PEAL_FREQUENCY_MONTHLY, 1, .month_days = 2 }, TRUE },
    { { PEAL_FREQUENCY_MONTHLY, 1, .month_days_back = 1 }, FALSE },
    { { PEAL_FREQUENCY_YEARLY, 1, .month_days = 2 }, FALSE },
  };

  for (guint i = 0; i < G_N_ELEMENTS (rows); i++)
    {
      g_test_message ("row %u", i);
      g_assert_cmpint (peal_recurrence_is_valid (&rows[i].rule), ==, rows[i].valid);
    }
}

static void
append_piece (GString                   *text,
              const PealRecurrencePiece *piece)
{
  static const char *const kinds[] = {
    [PEAL_RECURRENCE_PIECE_EVERY] = "every",
    [PEAL_RECURRENCE_PIECE_DATE] = "date",
    [PEAL_RECURRENCE_PIECE_MONTH_DAYS] = "days",
    [PEAL_RECURRENCE_PIECE_LAST_DAYS] = "last-days",
    [PEAL_RECURRENCE_PIECE_WEEKDAYS] = "weekdays",
    [PEAL_RECURRENCE_PIECE_NTH_WEEKDAYS] = "nth",
    [PEAL_RECURRENCE_PIECE_ONLY_IF] = "only-if",
    [PEAL_RECURRENCE_PIECE_LEFT_OUT] = "left-out",
    [PEAL_RECURRENCE_PIECE_LAST_DAY_INSTEAD] = "last-instead",
    [PEAL_RECURRENCE_PIECE_AT] = "at",
    [PEAL_RECURRENCE_PIECE_COUNT] = "count",
    [PEAL_RECURRENCE_PIECE_UNTIL] = "until",
  };
  static const char units[] = " dwmy";

  g_string_append_printf (text, "%s%s", text->len > 0 ? " " : "", kinds[piece->kind]);
  if (piece->n != 0)
    g_string_append_printf (text, " %d", piece->n);
  if (piece->frequency != 0)
    g_string_append_printf (text, "%c", units[piece->frequency]);
  if (piece->weekdays != 0)
    g_string_append_printf (text, " %02x", piece->weekdays);
  for (int day = 1; day <= 31; day++)
    if ((piece->days & (1u << day)) != 0)
      g_string_append_printf (text, " %d", day);
  if (piece->kind == PEAL_RECURRENCE_PIECE_DATE || piece->kind == PEAL_RECURRENCE_PIECE_UNTIL)
    g_string_append_printf (text, " %d-%d-%d", piece->time.year, piece->time.month, piece->time.day);
  if (piece->kind == PEAL_RECURRENCE_PIECE_AT)
    g_string_append_printf (text, " %d:%02d", piece->time.hour, piece->time.minute);
  if (piece->until_kind != 0)
    g_string_append_printf (text, " kind %d", piece->until_kind);
}

/* The start is Saturday 2026-11-28, or the day in the last column, at 9:05. */
static void
test_describe (void)
{
  static const struct
  {
    const char *rule;
    const char *pieces;
    int month, day;
  } rows[] = {
    { "FREQ=DAILY", "every 1d at 9:05" },
    { "FREQ=DAILY;INTERVAL=3;COUNT=12", "every 3d at 9:05 count 12" },
    { "FREQ=WEEKLY", "every 1w weekdays 20 at 9:05" },
    { "FREQ=WEEKLY;INTERVAL=2;BYDAY=MO,FR", "every 2w weekdays 11 at 9:05" },
    { "FREQ=WEEKLY;BYDAY=MO,TU,WE,TH,FR", "every 1w weekdays 1f at 9:05" },
    { "FREQ=WEEKLY;BYDAY=MO,TU,WE,TH,FR,SA,SU", "every 1d at 9:05" },
    { "FREQ=WEEKLY;INTERVAL=2;BYDAY=MO,TU,WE,TH,FR,SA,SU", "every 2w weekdays 7f at 9:05" },
    { "FREQ=MONTHLY", "every 1m days 28 at 9:05" },
    { "FREQ=MONTHLY", "every 1m days 31 left-out 31 at 9:05", 10, 31 },
    { "FREQ=MONTHLY;BYMONTHDAY=1,30,31", "every 1m days 1 30 31 left-out 30 left-out 31 at 9:05" },
    { "RSCALE=GREGORIAN;FREQ=MONTHLY;BYMONTHDAY=31;SKIP=BACKWARD", "every 1m days 31 last-instead 31 at 9:05" },
    { "FREQ=MONTHLY;BYMONTHDAY=-1", "every 1m last-days 1 at 9:05" },
    { "FREQ=MONTHLY;BYMONTHDAY=15,-1", "every 1m days 15 last-days 1 at 9:05" },
    { "FREQ=MONTHLY;BYDAY=TU", "every 1m weekdays 02 at 9:05" },
    { "FREQ=MONTHLY;BYDAY=2TU,2WE,-1FR,-2FR", "every 1m nth 2 06 nth -2 10 nth -1 10 at 9:05" },
    { "FREQ=MONTHLY;BYDAY=FR;BYMONTHDAY=13", "every 1m days 13 only-if weekdays 10 at 9:05" },
    { "FREQ=YEARLY", "every 1y date 0-11-28 at 9:05" },
    { "FREQ=YEARLY", "every 1y date 0-10-31 at 9:05", 10, 31 },
    { "FREQ=YEARLY", "every 1y date 0-2-29 left-out 29 at 9:05", 2, 29 },
    { "RSCALE=GREGORIAN;FREQ=YEARLY;SKIP=BACKWARD", "every 1y date 0-2-29 last-instead 29 at 9:05", 2, 29 },
    { "FREQ=DAILY;UNTIL=20261231", "every 1d at 9:05 until 2026-12-31 kind 1" },
    { "FREQ=DAILY;UNTIL=20261231T120000Z", "every 1d at 9:05 until 2026-12-31 kind 3" },
    { "FREQ=MONTHLY;BYMONTHDAY=29,30,31,-3;BYDAY=MO,1MO,2MO,3MO,4MO,5MO,-1MO,-2MO,-3MO,-4MO,-5MO;COUNT=3",
      "every 1m days 29 30 31 last-days 3 only-if weekdays 01 nth 1 01 nth 2 01 nth 3 01 nth 4 01 nth 5 01"
      " nth -5 01 nth -4 01 nth -3 01 nth -2 01 nth -1 01 left-out 29 left-out 30 left-out 31 at 9:05 count 3" },
  };

  for (guint i = 0; i < G_N_ELEMENTS (rows); i++)
    {
      PealCivilTime start = { 2026, 11, 28, 9, 5, 0 };
      PealRecurrence rule;
      PealRecurrencePiece pieces[PEAL_RECURRENCE_MAX_PIECES];
      g_autoptr(GString) text = g_string_new (NULL);

      g_test_message ("%s", rows[i].rule);
      if (rows[i].month != 0)
        start = (PealCivilTime) { 2024, rows[i].month, rows[i].day, 9, 5, 0 };
      g_assert_true (peal_recurrence_parse (rows[i].rule, &rule, NULL, NULL));
      for (guint j = 0, n = peal_recurrence_describe (&rule, &start, pieces); j < n; j++)
        append_piece (text, &pieces[j]);
      g_assert_cmpstr (text->str, ==, rows[i].pieces);
    }
}

int
main (int    argc,
      char **argv)
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/recurrence-text/round-trip", test_round_trip);
  g_test_add_func ("/recurrence-text/errors", test_errors);
  g_test_add_func ("/recurrence-text/is-valid", test_is_valid);
  g_test_add_func ("/recurrence-text/describe", test_describe);
  return g_test_run ();
}
