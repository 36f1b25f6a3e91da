/* test-opening.c: when a business is open.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include "peal-opening.h"

typedef struct
{
  const char *text;
  const char *again;         /* as it is written; NULL = it is none */
} Text;

static const Text texts[] = {
  { "", "" },
  { "mon 09:00-18:00", "mon 09:00-18:00" },
  { " SUN  00:00-24:00 ;; mon 09:00-12:30 13:30-18:00;", "mon 09:00-12:30 13:30-18:00; sun 00:00-24:00" },
  { "tue", "" },
  { "mon 01:00-02:00 03:00-04:00 05:00-06:00 07:00-08:00", "mon 01:00-02:00 03:00-04:00 05:00-06:00 07:00-08:00" },
  { "mon 01:00-02:00 03:00-04:00 05:00-06:00 07:00-08:00 09:00-10:00", NULL },
  { "mon 09:00-09:00", NULL },
  { "mon 18:00-09:00", NULL },
  { "mon 09:00-12:00 12:00-18:00", NULL },
  { "mon 13:00-18:00 09:00-12:00", NULL },
  { "mon 09:00-12:00; mon 13:00-18:00", NULL },
  { "mon 09:00-24:01", NULL },
  { "mon 09:60-10:00", NULL },
  { "mon 9:00-10:00", NULL },
  { "mon 09:00", NULL },
  { "someday 09:00-10:00", NULL },
};

static void
test_texts (void)
{
  for (gsize i = 0; i < G_N_ELEMENTS (texts); i++)
    {
      PealOpening opening = { 0 };
      gboolean is_one = peal_opening_parse (texts[i].text, &opening);
      g_autofree char *again = is_one ? peal_opening_format (&opening) : NULL;

      g_test_message ("%s", texts[i].text);
      g_assert_cmpstr (again, ==, texts[i].again);
      g_assert_cmpint (peal_opening_is_ever (&opening), ==, is_one && *again != '\0');
    }
}

static void
test_hours (void)
{
  PealOpening opening;

  g_assert_true (peal_opening_parse ("mon 09:00-12:00 13:00-24:00", &opening));
  g_assert_false (peal_opening_has (&opening, 0, 539));
  g_assert_true (peal_opening_has (&opening, 0, 540));
  g_assert_true (peal_opening_has (&opening, 0, 719));
  g_assert_false (peal_opening_has (&opening, 0, 720));
  g_assert_true (peal_opening_has (&opening, 0, 1439));
  g_assert_false (peal_opening_has (&opening, 1, 600));
}

int
main (int    argc,
      char **argv)
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/core/opening/texts", test_texts);
  g_test_add_func ("/core/opening/hours", test_hours);
  return g_test_run ();
}
