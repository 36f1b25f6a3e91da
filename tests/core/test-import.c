/* Each file of data/import is in the manner of one program; beside it stands what must come of it.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include "import-reading.h"

#include "peal-import-batch.h"
#include "peal-import-index.h"

#include <string.h>

static void
append_warnings (GString      *out,
                 const GArray *warnings)
{
  for (guint i = 0; i < warnings->len; i++)
    {
      const PealImportWarning *warning = &g_array_index (warnings, PealImportWarning, i);

      g_string_append_printf (out, "  ! %s %s\n", peal_import_warning_to_string (warning->code), warning->text);
    }
}

static void
append_contact (GString                 *out,
                const PealImportContact *contact)
{
  g_autofree const char **others = peal_import_contact_list_other_phones (contact);
  g_autofree char *other_text = g_strjoinv (" ", (char **) others);
  g_autofree char *tags = g_strjoinv (",", contact->tags);
  g_autofree char *emails = g_strjoinv (",", contact->emails);

  g_string_append_printf (out, "%u %s %s [%s] %s\n", contact->record, peal_import_contact_get_phone (contact)->e164,
                          peal_phone_role_to_string (peal_import_contact_get_phone (contact)->role), other_text,
                          peal_import_consent_to_string (contact->consent));
  for (guint i = 0; i < PEAL_N_FIELDS; i++)
    if (contact->texts[i] != NULL)
      {
        g_autofree char *text = g_strdelimit (g_strdup (contact->texts[i]), "\n", '/');

        g_string_append_printf (out, "  %s: %s\n", peal_field_to_string ((PealField) i), text);
      }
  if (*emails != '\0')
    g_string_append_printf (out, "  emails: %s\n", emails);
  if (*tags != '\0')
    g_string_append_printf (out, "  tags: %s\n", tags);
  append_warnings (out, contact->warnings);
}

typedef GPtrArray *(*Read) (PealImportBatch *batch,
                            GPtrArray      **rejected);

static char *
read_file (const char *contents,
           gsize       length,
           Read        read)
{
  g_autoptr(GBytes) bytes = g_bytes_new_static (contents, length);
  g_autoptr(PealImportBatch) batch = peal_import_batch_new (bytes, "US");
  g_autoptr(GPtrArray) contacts = NULL;
  g_autoptr(GPtrArray) rejected = NULL;
  GString *out = g_string_new (NULL);

  g_string_append_printf (out, "%s %s '%c'\n", peal_import_file_error_to_string (peal_import_batch_get_file_error (batch)),
                          peal_charset_to_string (peal_import_batch_get_charset (batch)),
                          peal_import_batch_get_delimiter (batch));
  append_warnings (out, peal_import_batch_get_warnings (batch));
  contacts = read (batch, &rejected);
  for (guint i = 0; i < contacts->len; i++)
    append_contact (out, g_ptr_array_index (contacts, i));
  for (guint i = 0; i < rejected->len; i++)
    {
      const PealImportRejection *rejection = g_ptr_array_index (rejected, i);

      g_string_append_printf (out, "%u %s: %s%s%s\n", rejection->record, peal_import_reason_to_string (rejection->reason),
                              rejection->text, *rejection->suggestion != '\0' ? " -> " : "", rejection->suggestion);
    }
  return g_string_free_and_steal (out);
}

static void
test_file (gconstpointer data)
{
  const char *name = data;
  const char *ending = g_str_has_prefix (name, "vcard-") ? "vcf" : "csv";
  g_autofree char *file = g_strdup_printf ("core/data/import/%s.%s", name, ending);
  g_autofree char *path = g_test_build_filename (G_TEST_DIST, file, NULL);
  g_autofree char *wanted_file = g_strdup_printf ("core/data/import/%s.expected", name);
  g_autofree char *wanted_path = g_test_build_filename (G_TEST_DIST, wanted_file, NULL);
  g_autofree char *contents = NULL;
  g_autofree char *wanted = NULL;
  g_autofree char *got = NULL;
  g_autoptr(GError) error = NULL;
  gsize length;

  g_file_get_contents (path, &contents, &length, &error);
  g_assert_no_error (error);
  got = read_file (contents, length, import_read_all);
  g_file_get_contents (wanted_path, &wanted, NULL, &error);
  g_assert_no_error (error);
  g_assert_cmpstr (got, ==, wanted);
}

static void
test_file_errors (void)
{
  static const struct
  {
    const char *in;
    const char *error;
  } rows[] = {
    { "", "empty" },
    { "\n\n", "empty" },
    { "%PDF-1.4", "binary" },
    { "PK\003\004 x", "spreadsheet" },
    { "<html></html>", "html" },
    { "hello world\n", "no_phone_column" },
    { "First Name,Last Name,Email\nAnn,Lee,ann@example.com\n", "no_phone_column" },
    { "Phone\n", "ok" },
  };

  for (guint i = 0; i < G_N_ELEMENTS (rows); i++)
    {
      g_autoptr(GBytes) bytes = g_bytes_new_static (rows[i].in, strlen (rows[i].in));
      g_autoptr(PealImportBatch) batch = peal_import_batch_new (bytes, "US");
      PealImportFileError error = peal_import_batch_get_file_error (batch);
      PealImportItem item;

      g_assert_cmpstr (peal_import_file_error_to_string (error), ==, rows[i].error);
      g_assert_true ((*peal_import_file_error_describe (error) == '\0') == (error == PEAL_IMPORT_FILE_OK));
      g_assert_false (peal_import_batch_next (batch, &item));
    }
}

/* The user says which column it is; then the rehearsal is run again. */
static void
test_changed_map (void)
{
  static const char text[] = "Kennung,Bezug\nx,201-555-0101\ny,none\n";
  g_autoptr(GBytes) bytes = g_bytes_new_static (text, sizeof text - 1);
  g_autoptr(PealImportBatch) batch = peal_import_batch_new (bytes, "US");
  PealImportItem item;

  g_assert_cmpint (peal_import_batch_get_file_error (batch), ==, PEAL_IMPORT_FILE_NO_PHONE_COLUMN);
  peal_csv_map_set_field (peal_import_batch_get_map (batch), 1, PEAL_FIELD_PHONE, PEAL_PHONE_ROLE_MOBILE);
  g_assert_cmpint (peal_import_batch_get_file_error (batch), ==, PEAL_IMPORT_FILE_OK);
  for (guint i = 0; i < 2; i++)
    {
      g_assert_true (peal_import_batch_next (batch, &item));
      g_assert_cmpstr (peal_import_contact_get_phone (item.contact)->e164, ==, "+12015550101");
      g_assert_cmpuint (item.merges_into, ==, 0);
      peal_import_contact_free (item.contact);
      peal_import_batch_rewind (batch);
    }
  g_assert_true (peal_import_batch_next (batch, &item));
  peal_import_contact_free (item.contact);
  g_assert_true (peal_import_batch_next (batch, &item));
  g_assert_cmpuint (item.rejection->record, ==, 2);
  peal_import_rejection_free (item.rejection);
  g_assert_false (peal_import_batch_next (batch, &item));
}

/* P10: nothing that is written can be run, all of it can be read again. */
static void
test_rejected (void)
{
  static const struct
  {
    const char *in;
    const char *out;
  } rows[] = {
    { "Name,Phone\nAnn,12\nBob,201-555-0101\n", "Row,Why,Name,Phone\r\n1,too_short,Ann,12\r\n" },
    { "Name;Phone\n=1+1;12\n", "Row;Why;Name;Phone\r\n1;too_short;'=1+1;12\r\n" },
    { "Name,Phone\n'=1+1,12\n", "Row,Why,Name,Phone\r\n1,too_short,'=1+1,12\r\n" },
    { "Name,=Phone\n\"a, b\",+1 2\n", "Row,Why,Name,'=Phone\r\n1,too_short,\"a, b\",'+1 2\r\n" },
    { "Name,Phone\nAnn,12,@more\n", "Row,Why,Name,Phone\r\n1,too_short,Ann,12,'@more\r\n" },
    { "Ann,201-555-0101\nBob,201-555-0102\n=x,12\n", "Row,Why,display,phone\r\n3,too_short,'=x,12\r\n" },
    { "Name,Phone\nAnn,201-555-0101\n", "Row,Why,Name,Phone\r\n" },
    { "BEGIN:VCARD\nN:=Lee;Ann\nTEL:12\nTEL;CELL:34\nEMAIL:a@example.com\nEND:VCARD\nx\nBEGIN:VCARD\nFN:-Bob\n",
      "Row,Why,display,phone,org,email\r\n"
      "1,too_short,Ann =Lee,12 ::: 34,,a@example.com\r\n"
      "2,not_a_record,x,,,\r\n"
      "3,unterminated_card,'-Bob,,,\r\n" },
  };

  for (guint i = 0; i < G_N_ELEMENTS (rows); i++)
    {
      g_autoptr(GBytes) bytes = g_bytes_new_static (rows[i].in, strlen (rows[i].in));
      g_autoptr(PealImportBatch) batch = peal_import_batch_new (bytes, "US");
      g_autoptr(GPtrArray) rejected = NULL;
      g_autoptr(GPtrArray) contacts = import_read_all (batch, &rejected);
      g_autoptr(GString) out = g_string_new (NULL);

      peal_import_batch_append_rejected_head (batch, out, "Row", "Why");
      for (guint j = 0; j < rejected->len; j++)
        {
          const PealImportRejection *rejection = g_ptr_array_index (rejected, j);

          peal_import_batch_append_rejected (batch, out, rejection, peal_import_reason_to_string (rejection->reason));
        }
      g_assert_cmpstr (out->str, ==, rows[i].out);
    }
}

/* What is read again at its place is what was read in its turn, whatever stands there. */
static void
compare_readings (const char *contents,
                  gsize       length)
{
  g_autofree char *again = read_file (contents, length, import_read_all);
  g_autofree char *plainly = read_file (contents, length, import_read_plainly);

  g_assert_cmpstr (again, ==, plainly);
}

static void
compare_folder (const char *name,
                guint      *n)
{
  g_autofree char *folder = g_test_build_filename (G_TEST_DIST, name, NULL);
  g_autoptr(GError) error = NULL;
  g_autoptr(GDir) dir = g_dir_open (folder, 0, &error);
  const char *file;

  g_assert_no_error (error);
  while ((file = g_dir_read_name (dir)) != NULL)
    {
      g_autofree char *path = g_build_filename (folder, file, NULL);
      g_autofree char *contents = NULL;
      gsize length;

      g_file_get_contents (path, &contents, &length, &error);
      g_assert_no_error (error);
      for (gsize part = 0; part <= 8; part++)
        compare_readings (contents, length * part / 8);
      (*n)++;
    }
}

static void
test_again (void)
{
  static const char *const folders[] = { "core/data/import", "fuzz/corpus/csv", "fuzz/corpus/vcard", "fuzz/corpus/contacts" };
  guint n = 0;

  for (guint i = 0; i < G_N_ELEMENTS (folders); i++)
    compare_folder (folders[i], &n);
  g_assert_cmpuint (n, >, 40);
}

/* P8, as the index knows it without the records: who merges, what is noticed, and the stricter consent. */
static void
test_index (void)
{
  static const char text[] = "Name,Mobile,SMS consent\nAnn,+12015550101,yes\nTotal,,\nBob,+12015550102,\nAnna,+12015550101,stop\n"
                             "Cy,+1 201 555 0103 ext. 7,yes\nAnnie,+12015550101,\nDee,12,\nAn,+12015550101,yes\n";
  static const struct
  {
    const char *display;
    gboolean was_merged;
    gboolean has_remarks;
    gboolean has_consent_cell;
    PealImportConsent consent;
    const char *warnings;
  } rows[] = {
    { "Ann", TRUE, FALSE, TRUE, PEAL_IMPORT_CONSENT_OPTED_OUT, "  ! merged 4\n  ! merged 6\n  ! merged 8\n" },
    { "Bob", FALSE, FALSE, FALSE, PEAL_IMPORT_CONSENT_UNKNOWN, "" },
    { "Cy", FALSE, TRUE, TRUE, PEAL_IMPORT_CONSENT_OPTED_IN, "  ! extension_dropped +1 201 555 0103 ext. 7\n" },
  };
  g_autoptr(GBytes) bytes = g_bytes_new_static (text, sizeof text - 1);
  g_autoptr(PealImportBatch) batch = peal_import_batch_new (bytes, "US");
  g_autoptr(PealImportIndex) index = peal_import_index_new (batch);

  g_assert_true (peal_import_index_read (index, 8));
  g_assert_false (peal_import_index_read (index, 1));
  g_assert_cmpuint (peal_import_index_count_contacts (index), ==, G_N_ELEMENTS (rows));
  g_assert_cmpuint (peal_import_index_count_merged (index), ==, 3);
  g_assert_cmpuint (peal_import_index_count_rejected (index), ==, 2);
  g_assert_cmpuint (peal_import_index_count_grown (index), ==, 1);
  g_assert_cmpuint (peal_import_index_count_remarks (index), ==, 1);
  g_assert_cmpuint (peal_import_index_count_no_records (index), ==, 1);
  g_assert_cmpint (peal_import_index_get_reason (index, 0), ==, PEAL_IMPORT_NOT_A_RECORD);
  g_assert_cmpint (peal_import_index_get_reason (index, 1), ==, PEAL_IMPORT_TOO_SHORT);
  for (guint i = G_N_ELEMENTS (rows); i-- > 0;)
    {
      g_autoptr(PealImportContact) contact = peal_import_index_dup_contact (index, i);
      g_autoptr(GString) warnings = g_string_new (NULL);
      gboolean has_consent_cell;

      g_assert_cmpstr (peal_import_contact_get (contact, PEAL_FIELD_DISPLAY), ==, rows[i].display);
      g_assert_true (peal_import_index_was_merged (index, i) == rows[i].was_merged);
      g_assert_true (peal_import_index_has_remarks (index, i) == rows[i].has_remarks);
      g_assert_cmpint (peal_import_index_get_consent (index, i, &has_consent_cell), ==, rows[i].consent);
      g_assert_true (has_consent_cell == rows[i].has_consent_cell);
      g_assert_cmpint (contact->consent, ==, rows[i].consent);
      append_warnings (warnings, contact->warnings);
      g_assert_cmpstr (warnings->str, ==, rows[i].warnings);
    }
}

/* Two people of one household whom Peal wrote are two, by the ids it gave them. Whoever comes twice, or takes in somebody
 * without an id, is one, but not as they were written: they have no id any more. */
static void
test_own_ids (void)
{
#define ID(n) "0f5c2b9e-1d3a-4e77-9a61-00000000000" n
#define PHONE ", \"phones\": [{\"number\": \"+12015550101\"}]}"
  static const struct
  {
    const char *ids[4]; /* of records with the same number, one after the other; "" = they have none */
    guint n_contacts;
    const char *kept;   /* the ids that are known afterwards */
  } rows[] = {
    { { ID ("1"), ID ("2") }, 2, ID ("1") " " ID ("2") },
    { { ID ("1"), ID ("2"), ID ("1"), ID ("1") }, 2, ID ("2") },
    { { ID ("1"), ID ("2"), "" }, 2, ID ("2") },
    { { "", ID ("1"), "", ID ("1") }, 2, "" },
    { { "1", "2" }, 1, "" }, /* no ids of ours */
  };

  for (guint i = 0; i < G_N_ELEMENTS (rows); i++)
    {
      g_autoptr(GString) text = g_string_new ("{\"format\": \"peal-contacts\", \"version\": 1, \"contacts\": [");
      g_autoptr(GBytes) bytes = NULL;
      g_autoptr(PealImportBatch) batch = NULL;
      g_autoptr(PealImportIndex) index = NULL;
      g_auto(GStrv) kept = g_strsplit (rows[i].kept, " ", -1);

      for (guint r = 0; r < G_N_ELEMENTS (rows[i].ids) && rows[i].ids[r] != NULL; r++)
        g_string_append_printf (text, "%s\n{\"id\": \"%s\"" PHONE, r > 0 ? "," : "", rows[i].ids[r]);
      g_string_append (text, "]}");
      g_test_message ("row %u: %s", i, text->str);
      bytes = g_bytes_new (text->str, text->len);
      batch = peal_import_batch_new (bytes, "US");
      index = peal_import_index_new (batch);
      while (peal_import_index_read (index, 1))
        ;
      g_assert_cmpuint (peal_import_index_count_contacts (index), ==, rows[i].n_contacts);
      g_assert_cmpuint (g_hash_table_size (peal_import_index_get_own_ids (index)), ==, g_strv_length (kept));
      for (guint k = 0; kept[k] != NULL; k++)
        g_assert_true (g_hash_table_contains (peal_import_index_get_own_ids (index), peal_import_uuid_to_key (kept[k])));
    }
#undef PHONE
#undef ID
}

/* An id is one however its letters are written; what is none has no key; halves that are the same have one. */
static void
test_uuid_key (void)
{
  gpointer key = peal_import_uuid_to_key ("0f5c2b9e-1d3a-4e77-9a61-00000000abcd");

  g_assert_nonnull (key);
  g_assert_true (key == peal_import_uuid_to_key ("0F5C2B9E-1D3A-4E77-9A61-00000000ABCD"));
  g_assert_true (key != peal_import_uuid_to_key ("0f5c2b9e-1d3a-4e77-9a61-00000000abce"));
  g_assert_true (key != peal_import_uuid_to_key ("0f5c2b9f-1d3a-4e77-9a61-00000000abcd"));
  g_assert_null (peal_import_uuid_to_key ("0f5c2b9e1d3a4e779a6100000000abcd"));
  g_assert_null (peal_import_uuid_to_key (""));
  g_assert_nonnull (peal_import_uuid_to_key ("00000000-0000-0000-0000-000000000000"));
}

/* What a person is shown beside each column, and the number as the file has it. */
static void
test_samples (void)
{
  static const char text[] = "Name,Phone,Empty\n,(201) 555-0101,\nBob,x,\n";
  g_autoptr(GBytes) bytes = g_bytes_new_static (text, sizeof text - 1);
  g_autoptr(PealImportBatch) batch = peal_import_batch_new (bytes, "US");
  static const char *const samples[] = { "Bob", "(201) 555-0101", "", "" };
  g_autoptr(GPtrArray) rejected = NULL;
  g_autoptr(GPtrArray) contacts = NULL;

  for (guint i = 0; i < G_N_ELEMENTS (samples); i++)
    {
      g_autofree char *sample = peal_import_batch_dup_sample (batch, i);

      g_assert_cmpstr (sample, ==, samples[i]);
    }
  contacts = import_read_all (batch, &rejected);
  g_assert_cmpuint (contacts->len, ==, 1);
  g_assert_cmpstr (((PealImportContact *) g_ptr_array_index (contacts, 0))->written, ==, "(201) 555-0101");
}

int
main (int    argc,
      char **argv)
{
  static const char *const files[] = {
    "french", "google", "google-old", "hubspot", "mailchimp", "mobile-studio", "no-header", "outlook", "outlook-de",
    "salesforce", "shopify", "spanish", "square", "ugly", "vcard-4", "vcard-android", "vcard-broken", "vcard-google",
    "vcard-iphone", "vcard-outlook",
  };

  g_test_init (&argc, &argv, NULL);
  for (guint i = 0; i < G_N_ELEMENTS (files); i++)
    {
      g_autofree char *path = g_strdup_printf ("/import/file/%s", files[i]);

      g_test_add_data_func (path, files[i], test_file);
    }
  g_test_add_func ("/import/file-errors", test_file_errors);
  g_test_add_func ("/import/changed-map", test_changed_map);
  g_test_add_func ("/import/rejected", test_rejected);
  g_test_add_func ("/import/again", test_again);
  g_test_add_func ("/import/index", test_index);
  g_test_add_func ("/import/own-ids", test_own_ids);
  g_test_add_func ("/import/uuid-key", test_uuid_key);
  g_test_add_func ("/import/samples", test_samples);
  return g_test_run ();
}
