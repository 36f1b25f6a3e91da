/* test-locale.c: texts arrive in the person's language, from source to catalogue to program.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include "peal-locale.h"

#include <glib/gi18n.h>
#include <locale.h>

static const struct
{
  const char *languages;
  const char *text;
} rows[] = {
  { "de", "Schreiben Sie Ihren Kunden" },
  { "xx:de_AT:en", "Schreiben Sie Ihren Kunden" },
  { "en", "Text your customers" },
  { "xx", "Text your customers" },
};

/* gettext heeds LANGUAGE only in a locale of some language, which a small system may lack. */
static gboolean
find_locale (void)
{
  static const char *const names[] = { "en_US.UTF-8", "de_DE.UTF-8", "en_GB.UTF-8" };

  for (guint i = 0; i < G_N_ELEMENTS (names); i++)
    if (setlocale (LC_ALL, names[i]) != NULL)
      return g_setenv ("LC_ALL", names[i], TRUE);

  return FALSE;
}

static void
test_language (void)
{
  if (!find_locale ())
    {
      g_test_skip ("this system has no locale of any language");
      return;
    }

  for (guint i = 0; i < G_N_ELEMENTS (rows); i++)
    {
      g_setenv ("LANGUAGE", rows[i].languages, TRUE);
      peal_locale_init ();
      g_assert_cmpstr (_("Text your customers"), ==, rows[i].text);
    }
}

static void
test_unknown (void)
{
  g_setenv ("LC_ALL", "xx_XX.UTF-8", TRUE);
  peal_locale_init ();
  g_assert_cmpstr (_("Text your customers"), ==, "Text your customers");
}

int
main (int    argc,
      char **argv)
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/locale/language", test_language);
  g_test_add_func ("/locale/unknown", test_unknown);

  return g_test_run ();
}
