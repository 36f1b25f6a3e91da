/* fuzz-occasion.c: what is read as a date is one, and its next occasion comes after the asked time.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include "fuzz-target.h"
#include "peal-occasion.h"

int
LLVMFuzzerTestOneInput (const guint8 *data,
                        gsize         size)
{
  static const PealOccasion birthday = { .yearly = TRUE, .days = -7, .hour = 10 };
  g_autofree char *text = g_strndup ((const char *) data, size);
  g_autoptr(GTimeZone) zone = g_time_zone_new_utc ();
  PealOccasionDate date = { 0 };
  PealOccasionTime time;

  if (!peal_occasion_date_parse (text, &date))
    {
      g_assert_cmpint (date.month, ==, 0);
      return 0;
    }

  g_assert_true (peal_occasion_date_is_valid (&date));
  g_assert_cmpint (peal_occasion_next (&birthday, &date, zone, 0, &time), ==, PEAL_OCCASION_FOUND);
  g_assert_cmpint (time.at, >, 0);
  return 0;
}
