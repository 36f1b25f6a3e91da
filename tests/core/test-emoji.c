/* test-emoji.c: which texts are nothing but emoji, and how many.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include "peal-emoji.h"

static const struct
{
  const char *text;
  guint n;
} rows[] = {
  { "", 0 },
  { " \n", 0 },
  { "😊", 1 },
  { "😊😊😊", 3 },
  { " 😊 👍 ", 2 },
  { "👩‍👩‍👧‍👦", 1 },
  { "👍🏽", 1 },
  { "🇬🇧🇩🇪", 2 },
  { "❤️", 1 },
  { "1️⃣", 1 },
  { "1", 0 },
  { "©", 0 },
  { "❤", 0 },
  { "😊!", 0 },
  { "ok 😊", 0 },
  { "🇬", 0 },
  { "مرحبا", 0 },
};

static void
test_count (void)
{
  for (gsize i = 0; i < G_N_ELEMENTS (rows); i++)
    {
      g_test_message ("%s", rows[i].text);
      g_assert_cmpuint (peal_emoji_count (rows[i].text), ==, rows[i].n);
    }
}

int
main (int    argc,
      char **argv)
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/emoji/count", test_count);
  return g_test_run ();
}
