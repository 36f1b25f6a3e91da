/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "peal-csv-map.h"

#include <string.h>

static void
test_headers (void)
{
  static const struct
  {
    const char *header;
    const char *field;
    const char *role; /* of a phone */
  } rows[] = {
    { "First Name", "given" },
    { "FirstName", "given" },
    { "fname", "given" },
    { "LAST_NAME", "family" },
    { "Vorname", "given" },
    { "Prénom", "given" },
    { "Apellidos", "family" },
    { "E-mail 1 - Value", "email" },
    { "E-mail 1 - Label", "ignored" },
    { "E-Mail-Adresse", "email" },
    { "Phone", "phone", "main" },
    { "Phone Number (required)", "phone", "main" },
    { "Phone 1 - Value", "phone", "main" },
    { "Phone 3 - Type", "phone_label" },
    { "Phone2", "phone", "other" },
    { "Mobile 2", "phone", "mobile" },
    { "Mobile Phone", "phone", "mobile" },
    { "_MobileNumber", "phone", "mobile" },
    { "Parent's cell #", "phone", "mobile" },
    { "Téléphone (portable)", "phone", "mobile" },
    { "Portable", "phone", "mobile" },
    { "Handy-Nr.", "phone", "mobile" },
    { "Móvil", "phone", "mobile" },
    { "GSM", "phone", "mobile" },
    { "Business Phone 2", "phone", "work" },
    { "Telefon geschäftlich", "phone", "work" },
    { "Home phone number", "phone", "home" },
    { "Primary Phone", "phone", "preferred" },
    { "Alternate Phone 1", "phone", "other" },
    { "Work Fax", "phone", "fax" },
    { "Faxnummer 2", "phone", "fax" },
    { "Pager", "phone", "pager" },
    { "Phone Extension", "ignored" },
    { "Phone verified", "ignored" },
    { "SMS Consent", "sms_consent" },
    { "sms_subscribed", "sms_consent" },
    { "Accepts SMS Marketing", "sms_consent" },
    { "Accepts Email Marketing", "ignored" },
    { "Text opt in", "sms_consent" },
    { "Can we text you?", "sms_consent" },
    { "SMS consent date", "ignored" },
    { "Do Not Call", "sms_opt_out" },
    { "DNC", "sms_opt_out" },
    { "Unsubscribed (SMS)", "sms_opt_out" },
    { "STOPSMS", "sms_opt_out" },
    { "Unsubscribed from all email", "ignored" },
    { "HasOptedOutOfEmail", "ignored" },
    { "_Status", "sms_consent" },
    { "Status", "status" },
    { "Country/Region", "country" },
    { "Land", "country" },
    { "Pays", "country" },
    { "Group Membership", "tags" },
    { "Étiquettes", "tags" },
    { "Geburtsdatum", "birthday" },
    { "Customer ID", "ignored" },
    { "", "ignored" },
    { "***", "ignored" },
  };

  for (guint i = 0; i < G_N_ELEMENTS (rows); i++)
    {
      PealPhoneRole role;
      PealField field = peal_csv_map_recognize (rows[i].header, &role);

      g_test_message ("%s", rows[i].header);
      g_assert_cmpstr (peal_field_to_string (field), ==, rows[i].field);
      if (rows[i].role != NULL)
        g_assert_cmpstr (peal_phone_role_to_string (role), ==, rows[i].role);
    }
}

/* The fields of the columns, parted by blanks. */
static void
test_tables (void)
{
  static const struct
  {
    const char *text;
    const char *fields;
    guint n_skipped;
  } rows[] = {
    { "Name,Vorname,Telefon\nLee,Ann,030 1234567\n", "family given phone", 1 },
    { "Name,Phone\nAnn Lee,2015550101\n", "display phone", 1 },
    { "Nombre,Apellidos,Tel\nAna,Gil,612345678\n", "given family phone", 1 },
    { "Title,Job Title,Phone\nMr,Mason,2015550101\n", "prefix title phone", 1 },
    { "Title,Phone\nMason,2015550101\n", "title phone", 1 },
    { "SMS,Email\n+33612345678,a@example.fr\n", "phone email", 1 },
    { "Phone,SMS\n2015550101,yes\n", "phone sms_consent", 1 },
    { "Contact\n2015550101\n", "phone", 1 },
    { "Xyz,Abc\nAnn,2015550101\nBo,2015550102\n", "ignored phone", 1 },
    { "2015550101\n2015550102\n", "phone", 0 },
    { "Ann Lee,2015550101\nBo van Dyk,2015550102\n", "display phone", 0 },
    { "Contacts of spring\n\nName,Phone\nAnn,2015550101\n", "display phone", 2 },
    { "Opened,Phone\n2026-01-02,2015550101\n", "ignored phone", 1 },
  };

  for (guint i = 0; i < G_N_ELEMENTS (rows); i++)
    {
      g_autoptr(GBytes) bytes = g_bytes_new_static (rows[i].text, strlen (rows[i].text));
      g_autoptr(PealCsvReader) reader = peal_csv_reader_new (bytes, 0);
      g_autoptr(PealCsvMap) map = peal_csv_map_new (reader);
      g_autoptr(GString) fields = g_string_new (NULL);

      for (guint j = 0; j < map->n_columns; j++)
        g_string_append_printf (fields, "%s%s", j > 0 ? " " : "", peal_field_to_string (map->columns[j].field));
      g_test_message ("%s", rows[i].text);
      g_assert_cmpstr (fields->str, ==, rows[i].fields);
      g_assert_cmpuint (map->n_skipped, ==, rows[i].n_skipped);
    }
}

/* The user's word about a file holds for that file only. */
static void
test_adopt (void)
{
  static const struct
  {
    const char *text;
    gboolean taken;
  } rows[] = {
    { "A,B\nx,305-372-0500\n", TRUE },
    { "A,B\ny,305-372-0501\nz,w\n", TRUE },
    { "A,C\nx,305-372-0500\n", FALSE },
    { "A,B,C\nx,305-372-0500,\n", FALSE },
    { "A\nx\n", FALSE },
  };
  g_autoptr(GBytes) first = g_bytes_new_static (rows[0].text, strlen (rows[0].text));
  g_autoptr(PealCsvReader) reader = peal_csv_reader_new (first, 0);
  g_autoptr(PealCsvMap) map = peal_csv_map_new (reader);

  peal_csv_map_set_field (map, 0, PEAL_FIELD_PHONE, PEAL_PHONE_ROLE_WORK);
  peal_csv_map_set_field (map, 1, PEAL_FIELD_NOTES, PEAL_PHONE_ROLE_MOBILE);
  for (guint i = 0; i < G_N_ELEMENTS (rows); i++)
    {
      g_autoptr(GBytes) bytes = g_bytes_new_static (rows[i].text, strlen (rows[i].text));
      g_autoptr(PealCsvReader) other = peal_csv_reader_new (bytes, ',');
      g_autoptr(PealCsvMap) adopted = peal_csv_map_new (other);

      g_assert_true (peal_csv_map_adopt (adopted, map) == rows[i].taken);
      g_assert_true ((adopted->columns[0].field == PEAL_FIELD_PHONE) == rows[i].taken);
      if (rows[i].taken)
        g_assert_cmpint (adopted->columns[0].role, ==, PEAL_PHONE_ROLE_WORK);
    }
}

int
main (int    argc,
      char **argv)
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/csv-map/headers", test_headers);
  g_test_add_func ("/csv-map/tables", test_tables);
  g_test_add_func ("/csv-map/adopt", test_adopt);
  return g_test_run ();
}
