/* test-custom.c: what somebody may write into a field of their own, and what it is called in texts.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include "peal-custom.h"

static const char *const choices[] = { "Gold", "Silver", "Ärger", NULL };

static const struct
{
  PealCustomType type;
  char decimal;
  const char *text;
  const char *value; /* NULL: refused */
} values[] = {
  { PEAL_CUSTOM_TEXT, '.', "  <b>&  ", "<b>&" },
  { PEAL_CUSTOM_TEXT, '.', "   ", "" },
  { PEAL_CUSTOM_NUMBER, '.', "", "" },
  { PEAL_CUSTOM_NUMBER, '.', "12", "12" },
  { PEAL_CUSTOM_NUMBER, '.', "-3.50", "-3.5" },
  { PEAL_CUSTOM_NUMBER, '.', "+7", "7" },
  { PEAL_CUSTOM_NUMBER, '.', "-0", "0" },
  { PEAL_CUSTOM_NUMBER, '.', "1,234.5", "1234.5" },
  { PEAL_CUSTOM_NUMBER, '.', "1,234", "1234" },
  { PEAL_CUSTOM_NUMBER, '.', "1,23", "1.23" },
  { PEAL_CUSTOM_NUMBER, '.', "1,2,3", NULL },
  { PEAL_CUSTOM_NUMBER, '.', "1.5,000", NULL },
  { PEAL_CUSTOM_NUMBER, ',', "1.234,5", "1234.5" },
  { PEAL_CUSTOM_NUMBER, ',', "1.234", "1234" },
  { PEAL_CUSTOM_NUMBER, ',', "3.5", "3.5" },
  { PEAL_CUSTOM_NUMBER, ',', "3,5", "3.5" },
  { PEAL_CUSTOM_NUMBER, ',', "3,5,5", NULL },
  { PEAL_CUSTOM_NUMBER, '.', "1 234 567", "1234567" },
  { PEAL_CUSTOM_NUMBER, '.', "1’234.5", "1234.5" },
  { PEAL_CUSTOM_NUMBER, '.', "1e5", NULL },
  { PEAL_CUSTOM_NUMBER, '.', "12 kg", NULL },
  { PEAL_CUSTOM_NUMBER, '.', "-", NULL },
  { PEAL_CUSTOM_NUMBER, '.', "5-5", NULL },
  { PEAL_CUSTOM_NUMBER, '.', "123456789012345", "123456789012345" },
  { PEAL_CUSTOM_NUMBER, '.', "1234567890123456", NULL },
  { PEAL_CUSTOM_DATE, '.', "2026-05-17", "2026-05-17" },
  { PEAL_CUSTOM_DATE, '.', "5/17/2026", "2026-05-17" },
  { PEAL_CUSTOM_DATE, '.', "--02-29", "--02-29" },
  { PEAL_CUSTOM_DATE, '.', "2026-02-29", NULL },
  { PEAL_CUSTOM_DATE, '.', "soon", NULL },
  { PEAL_CUSTOM_CHOICE, '.', "gold", "Gold" },
  { PEAL_CUSTOM_CHOICE, '.', "ÄRGER", "Ärger" },
  { PEAL_CUSTOM_CHOICE, '.', "Bronze", NULL },
  { PEAL_CUSTOM_YES_NO, '.', "Yes", "yes" },
  { PEAL_CUSTOM_YES_NO, '.', "0", "no" },
  { PEAL_CUSTOM_YES_NO, '.', "Sí", "yes" },
  { PEAL_CUSTOM_YES_NO, '.', "maybe", NULL },
};

static void
test_values (void)
{
  for (gsize i = 0; i < G_N_ELEMENTS (values); i++)
    {
      g_autofree char *value = peal_custom_read (values[i].type, choices, values[i].text, "US", values[i].decimal);
      g_autofree char *again = NULL;

      g_test_message ("“%s”", values[i].text);
      g_assert_cmpstr (value, ==, values[i].value);
      if (value == NULL)
        continue;
      again = peal_custom_read (values[i].type, choices, value, "US", '.'); /* what is canonical stays so */
      g_assert_cmpstr (again, ==, value);
    }
}

static void
test_free_choice (void)
{
  const char *const none[] = { NULL };
  g_autofree char *unknown = peal_custom_read (PEAL_CUSTOM_CHOICE, NULL, "Bronze", "US", '.');
  g_autofree char *empty = peal_custom_read (PEAL_CUSTOM_CHOICE, none, "Bronze", "US", '.');

  g_assert_cmpstr (unknown, ==, "Bronze");
  g_assert_cmpstr (empty, ==, "Bronze");
}

static const struct
{
  const char *name;
  const char *key;
} keys[] = {
  { "Renewal Date", "renewal_date" },
  { "  Größe in cm ", "grosse_in_cm" },
  { "Étage n° 2", "etage_n_2" },
  { "<b>&", "b" },
  { "First Name", "first_name_2" },
  { "PHONE", "phone_2" },
  { "اسم", "field" },
  { "🎉", "field" },
  { "", "field" },
  { "a very long name that nobody would want to write into a text", "a_very_long_name_that_nobody_would_want" },
};

static void
test_keys (void)
{
  for (gsize i = 0; i < G_N_ELEMENTS (keys); i++)
    {
      g_autofree char *key = peal_custom_make_key (keys[i].name);

      g_assert_cmpstr (key, ==, keys[i].key);
    }
}

static void
test_types (void)
{
  PealCustomType type = PEAL_CUSTOM_TEXT;

  for (guint i = 0; i < PEAL_N_CUSTOM_TYPES; i++)
    {
      g_assert_true (peal_custom_type_from_string (peal_custom_type_to_string ((PealCustomType) i), &type));
      g_assert_cmpuint (type, ==, i);
    }
  g_assert_false (peal_custom_type_from_string ("money", &type));
  g_assert_false (peal_custom_type_from_string (NULL, &type));
}

int
main (int   argc,
      char *argv[])
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/core/custom/values", test_values);
  g_test_add_func ("/core/custom/free-choice", test_free_choice);
  g_test_add_func ("/core/custom/keys", test_keys);
  g_test_add_func ("/core/custom/types", test_types);
  return g_test_run ();
}
