/* fuzz-recurrence.c: what is read as a rule is written and read again as the same, takes a bounded
 * look for what comes next, and comes in order; what is no rule says where.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include "fuzz-target.h"
#include "peal-recurrence-words.h"
#include "peal-recurrence.h"

#include <string.h>

#define N_STEPS 5

static void
check_rule (const PealRecurrence *rule)
{
  static const PealCivilTime start = { 2024, 2, 29, 2, 30, 0 };
  g_autoptr(GTimeZone) zone = g_time_zone_new_utc ();
  PealRecurrencePiece pieces[PEAL_RECURRENCE_MAX_PIECES];
  PealOccurrence occurrence, last;
  gint64 after = G_MININT64;

  g_assert_true (peal_recurrence_is_valid (rule));
  g_assert_cmpuint (peal_recurrence_describe (rule, &start, pieces), >=, 2);
  for (int i = 1; i <= N_STEPS; i++)
    {
      if (peal_recurrence_next (rule, &start, zone, after, &occurrence) != PEAL_RECURRENCE_FOUND)
        break;
      g_assert_cmpint (occurrence.at, >, after);
      g_assert_cmpint (occurrence.index, ==, i);
      after = occurrence.at;
    }
  if (peal_recurrence_last (rule, &start, zone, &last) == PEAL_RECURRENCE_FOUND)
    g_assert_cmpint (peal_recurrence_next (rule, &start, zone, last.at, &occurrence), ==, PEAL_RECURRENCE_ENDED);
}

int
LLVMFuzzerTestOneInput (const guint8 *data,
                        gsize         size)
{
  g_autofree char *text = g_strndup ((const char *) data, size);
  g_autofree char *written = NULL, *again = NULL;
  g_autoptr(GError) error = NULL;
  PealRecurrence rule, copy;
  guint offset = 0;

  if (!peal_recurrence_parse (text, &rule, &offset, &error))
    {
      g_assert_nonnull (error);
      g_assert_cmpuint (offset, <=, strlen (text));
      return 0;
    }

  written = peal_recurrence_format (&rule);
  g_assert_true (peal_recurrence_parse (written, &copy, NULL, NULL));
  again = peal_recurrence_format (&copy);
  g_assert_cmpstr (again, ==, written);
  check_rule (&rule);
  return 0;
}
