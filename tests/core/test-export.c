/* test-export.c: contacts as tables, cards and JSON.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include "export-people.h"

#include "peal-contact-table.h"
#include "peal-json-contacts.h"
#include "peal-vcard-write.h"

#include <string.h>
#include <yyjson.h>

static const struct
{
  const char *parts[4];
  const char *text;
} lists[] = {
  { { NULL }, "" },
  { { "VIP" }, "VIP" },
  { { "VIP", "Regulars" }, "VIP, Regulars" },
  { { "A, B", "C" }, "\"A, B\", C" },
  { { "say \"hi\"" }, "\"say \"\"hi\"\"\"" },
  { { "\"", "," }, "\"\"\"\", \",\"" },
  { { " a", "b " }, "\" a\", \"b \"" },
  { { "a\nb" }, "\"a\nb\"" },
  { { "é;" }, "\"é;\"" },
};

static void
test_list (void)
{
  for (guint i = 0; i < G_N_ELEMENTS (lists); i++)
    {
      g_autofree char *text = peal_export_list_join (lists[i].parts);
      g_auto(GStrv) parts = peal_export_list_split (text);

      g_assert_cmpstr (text, ==, lists[i].text);
      g_assert_true (g_strv_equal ((const char *const *) parts, lists[i].parts));
    }
}

/* What people type: parts without quotes, empty ones, a comma too many. */
static void
test_list_by_hand (void)
{
  g_auto(GStrv) parts = peal_export_list_split (" a ,b,, \"c\"x , ");

  g_assert_cmpstrv (parts, ((const char *const[]) { "a", "b", "c", NULL }));
}

static void
test_headers (void)
{
  g_autoptr(PealExportContact) person = make_person (9);
  g_autoptr(PealContactTable) table = peal_contact_table_new (3, 2, person->values);

  g_assert_cmpuint (peal_contact_table_get_n_columns (table), ==, 8 + 3 * 3 + 2 * 2 + 16 + 5);
  for (guint i = 0; i < peal_contact_table_get_n_columns (table); i++)
    {
      const PealContactColumnInfo *column = peal_contact_table_get_column (table, i);
      PealContactColumnInfo read;

      g_assert_true (peal_contact_column_parse (column->header, &read));
      g_assert_cmpint (read.kind, ==, column->kind);
      g_assert_cmpint (read.field, ==, column->field);
      g_assert_cmpuint (read.index, ==, column->index);
      g_assert_cmpstr (read.key, ==, column->key);
      g_assert_cmpint (read.value_kind, ==, column->value_kind);
      peal_contact_column_clear (&read);
    }
}

static void
test_foreign_headers (void)
{
  static const char *const headers[] = { "", "Phone", "Phone 0", "Phone 01", "Phone 1x", "phone 1", "SMS Consent 1", "Custom",
                                         "Phone 99999999999999999999" };
  PealContactColumnInfo column;

  for (guint i = 0; i < G_N_ELEMENTS (headers); i++)
    g_assert_false (peal_contact_column_parse (headers[i], &column));
}

/* Other programs, and the import where our own mark is gone, find their way by the headers. */
static void
test_headers_are_known (void)
{
  static const struct
  {
    const char *header;
    PealField field;
  } known[] = {
    { "Name", PEAL_FIELD_DISPLAY },     { "First Name", PEAL_FIELD_GIVEN },      { "Last Name", PEAL_FIELD_FAMILY },
    { "Company", PEAL_FIELD_ORG },      { "Job Title", PEAL_FIELD_TITLE },       { "Email", PEAL_FIELD_EMAIL },
    { "Phone 1", PEAL_FIELD_PHONE },    { "Phone 1 Label", PEAL_FIELD_PHONE_LABEL }, { "Postal Code", PEAL_FIELD_POSTCODE },
    { "Time Zone", PEAL_FIELD_ZONE },   { "SMS Consent", PEAL_FIELD_SMS_CONSENT },   { "Tags", PEAL_FIELD_TAGS },
    { "Birthday", PEAL_FIELD_BIRTHDAY }, { "Score", PEAL_FIELD_SCORE },          { "Notes", PEAL_FIELD_NOTES },
    { "Peal ID", PEAL_FIELD_IGNORED },  { "Created", PEAL_FIELD_IGNORED },       { "Custom: size", PEAL_FIELD_IGNORED },
    { "SMS Consent 2", PEAL_FIELD_IGNORED }, { "Email 1 Label", PEAL_FIELD_IGNORED },
  };
  PealPhoneRole role;

  for (guint i = 0; i < G_N_ELEMENTS (known); i++)
    {
      g_test_message ("%s", known[i].header);
      g_assert_cmpstr (peal_field_to_string (peal_csv_map_recognize (known[i].header, &role)), ==,
                       peal_field_to_string (known[i].field));
    }
}

static char *
write_row (guint person)
{
  g_autoptr(PealExportContact) contact = make_person (person);
  g_autoptr(PealContactTable) table = peal_contact_table_new (1, 1, contact->values);
  GString *out = g_string_new (NULL);

  peal_contact_table_append_row (table, contact, out);
  return g_string_free_and_steal (out);
}

static void
test_csv (void)
{
  static const struct
  {
    guint person;
    const char *row;
  } rows[] = {
    { 0, "00000000-0000-4000-8000-000000000000,Ann Lee,Ann,,Lee,,,,+12015550101,mobile,unknown,somebody@example.com,,"
         "\"1 Main St, Apt. 2\",,,07601,US,,,1985-01-30,,,,,0,,2026-11-21T12:00:00Z,2026-11-21T12:00:00Z\r\n" },
    { 3, "00000000-0000-4000-8000-000000000003,'=cmd|' /C calc'!A0 +1+2,'=cmd|' /C calc'!A0,,'+1+2,'@SUM(1),,,"
         "+12015550104,'=label,unknown,somebody@example.com,,\"1 Main St, Apt. 2\",,,07601,US,,,'--02-29,"
         "\"'=tag, '=guarded, -\",'=group,,,-3,'-5\t=2,2026-11-21T12:00:00Z,2026-11-21T12:00:00Z,'=1+1\r\n" },
  };

  for (guint i = 0; i < G_N_ELEMENTS (rows); i++)
    {
      g_autofree char *row = write_row (rows[i].person);

      g_assert_cmpstr (row, ==, rows[i].row);
    }
}

/* No cell of any row begins as a formula does, whatever it holds (P10). */
static void
test_csv_runs_nothing (void)
{
  for (guint i = 0; i < N_PEOPLE; i++)
    {
      g_autofree char *text = write_row (i);
      g_autoptr(GBytes) bytes = g_bytes_new_static (text, strlen (text));
      g_autoptr(PealCsvReader) reader = peal_csv_reader_new (bytes, ',');
      PealCsvRecord record;

      g_assert_true (peal_csv_reader_next (reader, &record));
      for (guint f = 0; f < record.n_fields; f++)
        {
          g_autofree char *cell = g_strndup (record.fields[f].text, record.fields[f].length);

          g_assert_true (strchr ("=+-@\t\r", *cell) == NULL || *cell == '\0' || g_str_has_prefix (cell, "+1201555")
                         || g_str_equal (cell, "-3") || g_str_equal (cell, "-12.5") || g_str_has_prefix (cell, "+4"));
        }
    }
}

/* vCards ------------------------------------------------------------------------------------------ */

static void
test_vcard (void)
{
  static const struct
  {
    guint person;
    PealVcardVersion version;
    const char *card;
  } cards[] = {
    { 0, PEAL_VCARD_4_0,
      "BEGIN:VCARD\r\nVERSION:4.0\r\nPRODID:-//Peal//Contacts//EN\r\nUID:urn:uuid:00000000-0000-4000-8000-000000000000\r\nFN:Ann Lee\r\nN:Lee;Ann;;;\r\n"
      "TEL;VALUE=uri;TYPE=cell;PREF=1:tel:+12015550101\r\nEMAIL:somebody@example.com\r\n"
      "ADR:;;1 Main St\\, Apt. 2;;;07601;US\r\nBDAY:19850130\r\nREV:20261121T120000Z\r\nEND:VCARD\r\n" },
    { 0, PEAL_VCARD_3_0,
      "BEGIN:VCARD\r\nVERSION:3.0\r\nPRODID:-//Peal//Contacts//EN\r\nUID:00000000-0000-4000-8000-000000000000\r\nFN:Ann Lee\r\nN:Lee;Ann;;;\r\n"
      "TEL;TYPE=cell;TYPE=pref:+12015550101\r\nEMAIL:somebody@example.com\r\n"
      "ADR:;;1 Main St\\, Apt. 2;;;07601;US\r\nBDAY:1985-01-30\r\nREV:2026-11-21T12:00:00Z\r\nEND:VCARD\r\n" },
    { 7, PEAL_VCARD_4_0,
      "BEGIN:VCARD\r\nVERSION:4.0\r\nPRODID:-//Peal//Contacts//EN\r\nUID:urn:uuid:00000000-0000-4000-8000-000000000007\r\nFN:Eve Three\r\nN:Three;Eve;;;\r\n"
      "TEL;VALUE=uri;TYPE=work;PREF=1;X-PEAL-SMS=opted_in:tel:+12015550108\r\n"
      "TEL;VALUE=uri;TYPE=cell;X-PEAL-SMS=opted_out:tel:+447700900123\r\n"
      "item1.TEL;VALUE=uri:tel:+4915123456789\r\nitem1.X-ABLabel:Büro\\, 2. Stock\r\n"
      "EMAIL:somebody@example.com\r\nEMAIL;TYPE=work:eve+work@example.com\r\n"
      "item2.EMAIL:=eve@example.com\r\nitem2.X-ABLabel:Büro\\, alt\r\n"
      "ADR:;;;;;07601;US\r\nBDAY:--0229\r\nREV:20261121T120000Z\r\nEND:VCARD\r\n" },
    { 8, PEAL_VCARD_4_0,
      "BEGIN:VCARD\r\nVERSION:4.0\r\nPRODID:-//Peal//Contacts//EN\r\nUID:urn:uuid:00000000-0000-4000-8000-000000000008\r\nFN:Only a Company\r\n"
      "ORG:Only a Company\r\nTEL;VALUE=uri;PREF=1:tel:+12015550109\r\nEMAIL:somebody@example.com\r\n"
      "ADR:;;;;;07601;US\r\nBDAY:19850130\r\nREV:20261121T120000Z\r\nEND:VCARD\r\n" },
    { 9, PEAL_VCARD_4_0,
      "BEGIN:VCARD\r\nVERSION:4.0\r\nPRODID:-//Peal//Contacts//EN\r\nUID:urn:uuid:00000000-0000-4000-8000-000000000009\r\nFN:Fay Fields\r\nN:Fields;Fay;;;\r\n"
      "TEL;VALUE=uri;TYPE=cell;PREF=1:tel:+12015550110\r\nEMAIL:somebody@example.com\r\n"
      "ADR:;;1 Main St\\, Apt. 2;;;07601;US\r\nBDAY:--0229\r\nX-PEAL-FIELD;KEY=\"size\";KIND=text:12\r\n"
      "X-PEAL-FIELD;KEY=\"weight\";KIND=number:-12.5\r\nX-PEAL-FIELD;KEY=\"vip\";KIND=yes_no:true\r\n"
      "X-PEAL-FIELD;KEY=\"since\";KIND=text:2024-02-29\r\n"
      "X-PEAL-FIELD;KEY=\"list: ^'x^'\";KIND=json:[1\\,\"a\\,b\"]\r\nREV:20261121T120000Z\r\nEND:VCARD\r\n" },
  };

  for (guint i = 0; i < G_N_ELEMENTS (cards); i++)
    {
      g_autoptr(PealExportContact) contact = make_person (cards[i].person);
      g_autoptr(GString) out = g_string_new (NULL);

      peal_vcard_append (out, contact, cards[i].version);
      g_assert_cmpstr (out->str, ==, cards[i].card);
    }
}

/* Lines of 75 bytes at most, each of them text by itself, and nothing lost between them. */
static void
test_vcard_folds (void)
{
  g_autoptr(PealExportContact) contact = make_person (5);
  g_autoptr(GString) out = g_string_new (NULL);
  g_auto(GStrv) lines = NULL;

  peal_vcard_append (out, contact, PEAL_VCARD_4_0);
  lines = g_strsplit (out->str, "\r\n", -1);
  for (guint i = 0; lines[i] != NULL; i++)
    {
      g_assert_cmpuint (strlen (lines[i]), <=, 75);
      g_assert_true (g_utf8_validate (lines[i], -1, NULL));
      g_assert_null (strpbrk (lines[i], "\r\n"));
    }
  g_string_replace (out, "\r\n ", "", 0);
  g_assert_nonnull (strstr (out->str, "👍🏽 long enough to be folded somewhere in the middle of 🏳️‍🌈🏳️‍🌈🏳️‍🌈🏳️‍🌈🏳️‍🌈🏳️‍🌈 a flag\r\n"));
}

static void
test_vcard_escapes (void)
{
  g_autoptr(PealExportContact) contact = make_person (10);
  g_autoptr(GString) out = g_string_new (NULL);

  peal_vcard_append (out, contact, PEAL_VCARD_4_0);
  g_assert_nonnull (strstr (out->str, "\r\nN:semi\\;colon;back\\\\slash;;;\r\n"));
  g_assert_nonnull (strstr (out->str, "\r\nNOTE:\\\\n is no line\\; ^ caret\r\n"));
  g_assert_nonnull (strstr (out->str, "\r\nCATEGORIES:\\\\\\,\\;\r\n"));
}

/* JSON -------------------------------------------------------------------------------------------- */

static void
test_json (void)
{
  g_autoptr(GString) out = g_string_new (NULL);
  yyjson_doc *doc;
  yyjson_val *contacts;

  peal_json_contacts_append_head (out);
  for (guint i = 0; i < N_PEOPLE; i++)
    {
      g_autoptr(PealExportContact) contact = make_person (i);

      if (i > 0)
        peal_json_contacts_append_separator (out);
      peal_json_contacts_append (out, contact);
    }
  peal_json_contacts_append_foot (out);
  doc = yyjson_read (out->str, out->len, 0);
  g_assert_nonnull (doc);
  contacts = yyjson_obj_get (yyjson_doc_get_root (doc), "contacts");
  g_assert_cmpuint (yyjson_arr_size (contacts), ==, N_PEOPLE);
  g_assert_cmpstr (yyjson_get_str (yyjson_ptr_get (contacts, "/2/notes")), ==,
                   "first\nsecond\n\n  third, with \"quotes\"");
  g_assert_cmpstr (yyjson_get_str (yyjson_ptr_get (contacts, "/6/groups/0")), ==, "A, B");
  g_assert_cmpstr (yyjson_get_str (yyjson_ptr_get (contacts, "/7/phones/1/consent/state")), ==, "opted_out");
  g_assert_cmpfloat (yyjson_get_real (yyjson_ptr_get (contacts, "/9/custom/weight")), ==, -12.5);
  g_assert_true (yyjson_is_true (yyjson_ptr_get (contacts, "/9/custom/vip")));
  g_assert_cmpuint (yyjson_arr_size (yyjson_obj_get (yyjson_ptr_get (contacts, "/9/custom"), "list: \"x\"")), ==, 2);
  g_assert_null (yyjson_ptr_get (contacts, "/0/notes"));
  yyjson_doc_free (doc);
}

/* One line for each contact, whatever its texts hold. */
static void
test_json_lines (void)
{
  for (guint i = 0; i < N_PEOPLE; i++)
    {
      g_autoptr(PealExportContact) contact = make_person (i);
      g_autoptr(GString) out = g_string_new (NULL);

      peal_json_contacts_append (out, contact);
      g_assert_null (strchr (out->str, '\n'));
    }
}

int
main (int    argc,
      char **argv)
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/export/list", test_list);
  g_test_add_func ("/export/list/by-hand", test_list_by_hand);
  g_test_add_func ("/export/table/headers", test_headers);
  g_test_add_func ("/export/table/foreign-headers", test_foreign_headers);
  g_test_add_func ("/export/table/headers-are-known", test_headers_are_known);
  g_test_add_func ("/export/csv", test_csv);
  g_test_add_func ("/export/csv/runs-nothing", test_csv_runs_nothing);
  g_test_add_func ("/export/vcard", test_vcard);
  g_test_add_func ("/export/vcard/folds", test_vcard_folds);
  g_test_add_func ("/export/vcard/escapes", test_vcard_escapes);
  g_test_add_func ("/export/json", test_json);
  g_test_add_func ("/export/json/lines", test_json_lines);
  return g_test_run ();
}
