/* test-country.c: countries, by name and back.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include "peal-country.h"

static void
test_from_name (void)
{
  static const struct
  {
    const char *text;
    const char *code;
  } rows[] = {
    { "de", "DE" },        { "DEU", "DE" },         { "Deutschland", "DE" }, { " Allemagne ", "DE" },
    { "Österreich", "AT" }, { "Côte d'Ivoire", "CI" }, { "UK", "GB" },       { "Freedonia", NULL },
    { "", NULL },
  };

  for (guint i = 0; i < G_N_ELEMENTS (rows); i++)
    g_assert_cmpstr (peal_country_from_name (rows[i].text), ==, rows[i].code);
}

static void
test_names (void)
{
  static const struct
  {
    const char *code;
    const char *language;
    const char *name;
  } rows[] = {
    { "DE", "en", "Germany" },
    { "DE", "de", "Deutschland" },
    { "DE", "de_AT.UTF-8", "Deutschland" },
    { "DE", "C", "Germany" },
    { "DE", "C.UTF-8", "Germany" },
    { "AT", "de_DE@euro", "Österreich" },
    { "US", "pt_BR.UTF-8", "Estados Unidos" },
    { "JP", "ja", "日本" },
    { "FR", "xx", "France" },
    { "", "de", "" },
  };

  for (guint i = 0; i < G_N_ELEMENTS (rows); i++)
    {
      g_autofree char *name = peal_country_dup_name (rows[i].code, rows[i].language);

      g_assert_cmpstr (name, ==, rows[i].name);
    }
}

int
main (int    argc,
      char **argv)
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/country/from-name", test_from_name);
  g_test_add_func ("/country/names", test_names);
  return g_test_run ();
}
