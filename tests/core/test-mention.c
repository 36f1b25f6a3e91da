/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "peal-mention.h"

static const char *const names[] = { "Ann", "Ann Berg", "Zoë", "مريم", "", "Jo-Ann" };

static void
test_find (void)
{
  static const struct
  {
    const char *text;
    const char *found; /* a digit for each name, in their order */
  } rows[] = {
    { "", "000000" },
    { "Ann", "000000" },
    { "@Ann", "100000" },
    { "@ann, please", "100000" },
    { "@Anna please", "000000" },
    { "@Ann Berg please", "010000" }, /* the longest */
    { "@Ann Bergmann please", "100000" },
    { "@Ann and @Ann Berg", "110000" },
    { "mail ann@ann.example", "000000" },
    { "(@ZOË)", "001000" },
    { "@zoe", "000000" }, /* another name */
    { "سؤال @مريم؟", "000100" },
    { "@", "000000" },
    { "@@Ann", "100000" },
    { "@Ann @Ann", "100000" },
    { "<b>@Jo-Ann</b>", "000001" },
    { "@Jo", "000000" },
  };

  for (guint i = 0; i < G_N_ELEMENTS (rows); i++)
    {
      gboolean found[G_N_ELEMENTS (names)] = { TRUE, TRUE };
      char text[G_N_ELEMENTS (names) + 1] = "";
      guint n = 0, n_found = peal_mentions_find (rows[i].text, names, G_N_ELEMENTS (names), found);

      for (guint f = 0; f < G_N_ELEMENTS (names); f++)
        {
          text[f] = found[f] ? '1' : '0';
          n += found[f] ? 1 : 0;
        }
      g_test_message ("%s", rows[i].text);
      g_assert_cmpstr (text, ==, rows[i].found);
      g_assert_cmpuint (n_found, ==, n);
    }
}

static void
test_begun (void)
{
  static const struct
  {
    const char *before;
    const char *begun;
  } rows[] = {
    { "", NULL },
    { "please", NULL },
    { "@", "" },
    { "please @Mar", "Mar" },
    { "please @Maria Lo", "Maria Lo" },
    { "@Ann, and @Z", "Z" },
    { "ann@berg", NULL },
    { "@Maria\nnext", NULL },
    { "12 @ 3", NULL },
    { "@0123456789012345678901234567890123456789", "0123456789012345678901234567890123456789" },
    { "@01234567890123456789012345678901234567890", NULL },
  };

  for (guint i = 0; i < G_N_ELEMENTS (rows); i++)
    {
      g_test_message ("%s", rows[i].before);
      g_assert_cmpstr (peal_mention_begun (rows[i].before), ==, rows[i].begun);
    }
}

int
main (int    argc,
      char **argv)
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/mention/find", test_find);
  g_test_add_func ("/mention/begun", test_begun);
  return g_test_run ();
}
