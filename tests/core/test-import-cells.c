/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "peal-import-cells.h"

static void
test_phones (void)
{
  static const struct
  {
    const char *cell;
    const char *parts; /* parted by " + " */
  } rows[] = {
    { "", "" },
    { "201-555-0101", "201-555-0101" },
    { "201-555-0101 ::: 201-555-0102", "201-555-0101 + 201-555-0102" },
    { "201-555-0101/201-555-0102", "201-555-0101 + 201-555-0102" },
    { "201-555-0101, 201-555-0102; 201-555-0103", "201-555-0101 + 201-555-0102 + 201-555-0103" },
    { "201-555-0101\n201-555-0102", "201-555-0101 + 201-555-0102" },
    { "201-555-0101 or 201-555-0102", "201-555-0101 + 201-555-0102" },
    { "H: 201-555-0101 C: 201-555-0102", "H: 201-555-0101 + C: 201-555-0102" },
    { "030/1234567", "030/1234567" },
    { "+49 171/1234567", "+49 171/1234567" },
    { "0049(0)171/2345671", "0049(0)171/2345671" },
    { "0049171/2345671", "0049171/2345671" },
    { "555-0101/555-0102", "555-0101 + 555-0102" },
    { "030 1234567/0171 2345671", "030 1234567 + 0171 2345671" },
    { "201-555-0101 (cell) 201-555-0102 (home)", "201-555-0101 (cell) + 201-555-0102 (home)" },
    { "201-555-0101,,12", "201-555-0101,,12" },
    { "201-555-0101;ext=12", "201-555-0101;ext=12" },
  };

  for (guint i = 0; i < G_N_ELEMENTS (rows); i++)
    {
      g_auto(GStrv) parts = peal_import_split_phones (rows[i].cell);
      g_autofree char *joined = g_strjoinv (" + ", parts);

      g_assert_cmpstr (joined, ==, rows[i].parts);
    }
}

static void
test_consent (void)
{
  static const struct
  {
    const char *cell;
    const char *consent; /* in a column about agreement */
    const char *opt_out; /* in a column about objection */
  } rows[] = {
    { "yes", "opted_in", "opted_out" },
    { "Y", "opted_in", "opted_out" },
    { "TRUE", "opted_in", "opted_out" },
    { "1", "opted_in", "opted_out" },
    { "Opted-In", "opted_in", "opted_out" },
    { "Subscribed", "opted_in", "opted_out" },
    { "ja", "opted_in", "opted_out" },
    { "Sí", "opted_in", "opted_out" },
    { "no", "unknown", "unknown" },
    { "false", "unknown", "unknown" },
    { "0", "unknown", "unknown" },
    { "maybe", "unknown", "unknown" },
    { "pending", "unknown", "unknown" },
    { "x", "unknown", "opted_out" },
    { "2026-03-04", "unknown", "opted_out" },
    { "unsubscribed", "opted_out", "opted_out" },
    { "Opted out", "opted_out", "opted_out" },
    { "STOP", "opted_out", "opted_out" },
    { "do not text", "opted_out", "opted_out" },
  };

  for (guint i = 0; i < G_N_ELEMENTS (rows); i++)
    {
      PealImportConsent consent = peal_import_read_consent (rows[i].cell, PEAL_FIELD_SMS_CONSENT);
      PealImportConsent opt_out = peal_import_read_consent (rows[i].cell, PEAL_FIELD_SMS_OPT_OUT);

      g_test_message ("%s", rows[i].cell);
      g_assert_cmpstr (peal_import_consent_to_string (consent), ==, rows[i].consent);
      g_assert_cmpstr (peal_import_consent_to_string (opt_out), ==, rows[i].opt_out);
    }
}

static void
test_birthdays (void)
{
  static const struct
  {
    const char *cell;
    const char *region;
    const char *day;
  } rows[] = {
    { "1980-12-24", "US", "1980-12-24" },
    { "--12-24", "US", "--12-24" },
    { "--1224", "US", "--12-24" },
    { "19801224", "US", "1980-12-24" },
    { "24.12.1980", "DE", "1980-12-24" },
    { "3/4/1990", "US", "1990-03-04" },
    { "3/4/1990", "GB", "1990-04-03" },
    { "12/31/1970", "GB", "1970-12-31" },
    { "31/12/1970", "US", "1970-12-31" },
    { "1990-02-03T00:00:00Z", "US", "1990-02-03" },
    { "1990-02-30", "US", NULL },
    { "0/0/00", "US", NULL },
    { "spring", "US", NULL },
  };

  for (guint i = 0; i < G_N_ELEMENTS (rows); i++)
    {
      g_autofree char *day = peal_import_read_birthday (rows[i].cell, rows[i].region);

      g_assert_cmpstr (day, ==, rows[i].day);
    }
}

static void
test_tags (void)
{
  static const struct
  {
    const char *cell;
    const char *tags;
  } rows[] = {
    { "VIP, Spring sale", "VIP+Spring sale" },
    { "A;B;a", "A+B" },
    { "\"A\",\"B\"", "A+B" },
    { "\"Spring, 24\",\"VIP\"", "Spring, 24+VIP" },
    { "6\" pizza, VIP", "6 pizza+VIP" },
    { "\"open, VIP", "open, VIP" },
    { "* myContacts ::: Yoga", "Yoga" },
    { "* friends ::: * starred", "friends" },
    { " ; ", "" },
  };

  for (guint i = 0; i < G_N_ELEMENTS (rows); i++)
    {
      g_auto(GStrv) tags = peal_import_split_tags (rows[i].cell);
      g_autofree char *joined = g_strjoinv ("+", tags);

      g_assert_cmpstr (joined, ==, rows[i].tags);
    }
}

int
main (int    argc,
      char **argv)
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/import-cells/phones", test_phones);
  g_test_add_func ("/import-cells/consent", test_consent);
  g_test_add_func ("/import-cells/birthdays", test_birthdays);
  g_test_add_func ("/import-cells/tags", test_tags);
  return g_test_run ();
}
