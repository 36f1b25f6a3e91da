/* test-round-trip.c: what goes out comes back: CSV, vCard and JSON.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include "export-people.h"
#include "import-reading.h"

#include "peal-contact-table.h"
#include "peal-import-batch.h"
#include "peal-json-contacts.h"
#include "peal-vcard-write.h"

#include <string.h>

typedef enum
{
  CSV,
  VCARD_4,
  VCARD_3,
  JSON,
  N_FORMATS,
} Format;

/* @people as a file of that format. */
static GBytes *
write_file (const GPtrArray *people,
            Format           format)
{
  GString *out = g_string_new (NULL);
  g_autoptr(PealExportContact) all = peal_export_contact_new ();
  g_autoptr(PealContactTable) table = NULL;

  for (guint i = 0; i < people->len; i++)
    {
      const PealExportContact *contact = g_ptr_array_index (people, i);

      for (guint v = 0; v < contact->values->len; v++)
        {
          const PealExportValue *value = g_ptr_array_index (contact->values, v);

          if (peal_export_contact_get_value (all, value->key, value->kind) == NULL)
            peal_export_contact_add_value (all, value->key, value->kind, "");
        }
    }
  table = peal_contact_table_new (3, 3, all->values);
  if (format == CSV)
    peal_contact_table_append_header (table, out);
  if (format == JSON)
    peal_json_contacts_append_head (out);
  for (guint i = 0; i < people->len; i++)
    {
      const PealExportContact *contact = g_ptr_array_index (people, i);

      if (format == JSON && i > 0)
        peal_json_contacts_append_separator (out);
      if (format == CSV)
        peal_contact_table_append_row (table, contact, out);
      else if (format == JSON)
        peal_json_contacts_append (out, contact);
      else
        peal_vcard_append (out, contact, format == VCARD_4 ? PEAL_VCARD_4_0 : PEAL_VCARD_3_0);
    }
  if (format == JSON)
    peal_json_contacts_append_foot (out);
  return g_string_free_to_bytes (out);
}

/* All that a file keeps of somebody; values in the order of their keys. */
static int
compare_lines (gconstpointer a,
               gconstpointer b)
{
  return strcmp (*(const char *const *) a, *(const char *const *) b);
}

static char *
describe (const PealExportContact *contact)
{
  GString *out = g_string_new (NULL);
  g_autofree char *tags = peal_export_list_join ((const char *const *) contact->tags);
  g_autofree char *groups = peal_export_list_join ((const char *const *) contact->groups);
  g_autoptr(GPtrArray) values = g_ptr_array_new_with_free_func (g_free);

  for (guint i = 0; i < PEAL_N_FIELDS; i++)
    if (*peal_export_contact_get (contact, (PealField) i) != '\0')
      g_string_append_printf (out, "%s=%s\n", peal_field_to_string ((PealField) i),
                              peal_export_contact_get (contact, (PealField) i));
  g_string_append_printf (out, "id=%s score=%d tags=%s groups=%s\n", contact->uuid, contact->score, tags, groups);
  for (guint i = 0; i < contact->phones->len; i++)
    {
      const PealExportPhone *phone = g_ptr_array_index (contact->phones, i);

      g_string_append_printf (out, "%s (%s) %s\n", phone->e164, phone->label, phone->consent);
    }
  for (guint i = 0; i < contact->emails->len; i++)
    {
      const PealExportEmail *email = g_ptr_array_index (contact->emails, i);

      g_string_append_printf (out, "%s (%s)\n", email->address, email->label);
    }
  for (guint i = 0; i < contact->values->len; i++)
    {
      const PealExportValue *value = g_ptr_array_index (contact->values, i);

      g_ptr_array_add (values, g_strdup_printf ("%s [%d] %s\n", value->key, value->kind, value->text));
    }
  g_ptr_array_sort (values, compare_lines);
  for (guint i = 0; i < values->len; i++)
    g_string_append (out, g_ptr_array_index (values, i));
  return g_string_free_and_steal (out);
}

static void
assert_comes_back (const GPtrArray *people,
                   Format           format)
{
  g_autoptr(GBytes) file = write_file (people, format);
  g_autoptr(PealImportBatch) batch = peal_import_batch_new (file, "DE");
  g_autoptr(GPtrArray) rejected = NULL;
  g_autoptr(GPtrArray) contacts = NULL;

  g_assert_cmpint (peal_import_batch_get_file_error (batch), ==, PEAL_IMPORT_FILE_OK);
  g_assert_cmpuint (peal_import_batch_get_warnings (batch)->len, ==, 0);
  contacts = import_read_all (batch, &rejected);
  g_assert_cmpuint (rejected->len, ==, 0);
  g_assert_cmpuint (contacts->len, ==, people->len);
  for (guint i = 0; i < people->len; i++)
    {
      const PealImportContact *contact = g_ptr_array_index (contacts, i);
      g_autofree char *before = describe (g_ptr_array_index (people, i));
      g_autofree char *after = NULL;

      g_assert_nonnull (contact->own);
      after = describe (contact->own);
      g_assert_cmpstr (after, ==, before);
      g_assert_cmpuint (contact->record, ==, i + 1);
      g_assert_cmpstr (peal_import_contact_get_phone (contact)->e164, ==,
                       ((PealExportPhone *) g_ptr_array_index (contact->own->phones, 0))->e164);
    }
}

static GPtrArray *
make_people (void)
{
  GPtrArray *people = g_ptr_array_new_with_free_func ((GDestroyNotify) peal_export_contact_free);

  for (guint i = 0; i < N_PEOPLE; i++)
    g_ptr_array_add (people, make_person (i));
  return people;
}

static void
test_nasty (void)
{
  for (guint format = 0; format < N_FORMATS; format++)
    for (guint i = 0; i < N_PEOPLE; i++)
      {
        g_autoptr(GPtrArray) one = g_ptr_array_new_with_free_func ((GDestroyNotify) peal_export_contact_free);

        g_test_message ("format %u: %s", format, get_person_name (i));
        g_ptr_array_add (one, make_person (i));
        assert_comes_back (one, (Format) format);
      }
}

static void
test_together (void)
{
  g_autoptr(GPtrArray) people = make_people ();

  for (guint format = 0; format < N_FORMATS; format++)
    assert_comes_back (people, (Format) format);
}

/* A seed that a failure tells, and that gives the same people again. */
static void
test_random (void)
{
  for (guint seed = 1; seed <= 40; seed++)
    {
      g_autoptr(GRand) rand = g_rand_new_with_seed (seed);
      g_autoptr(GPtrArray) people = g_ptr_array_new_with_free_func ((GDestroyNotify) peal_export_contact_free);

      for (guint i = 0; i < 25; i++)
        g_ptr_array_add (people, make_random_person (rand, i));
      for (guint format = 0; format < N_FORMATS; format++)
        {
          g_test_message ("seed %u, format %u", seed, format);
          assert_comes_back (people, (Format) format);
        }
    }
}

/* Foreign and broken JSON ------------------------------------------------------------------------- */

static const struct
{
  const char *json;
  const char *result; /* numbers that came in, then reasons of those that did not */
} texts[] = {
  { "[]", "" },
  { "[{\"phones\":[{\"number\":\"+12015550101\"}]}]", "+12015550101" },
  { "  {\"version\":1,\"more\":{\"contacts\":[1]},\"contacts\":[{\"phones\":[{\"number\":\"+12015550101\"}]}]}", "+12015550101" },
  { "{\"contacts\":[{\"phones\":[{\"number\":\"+1 (201) 555-0101\"}]},]}", "+12015550101" },
  { "{\"contacts\":[{\"display\":\"Ann\"}]}", "no_phone" },
  { "{\"contacts\":[{\"phones\":[{\"number\":\"555\"}]}]}", "invalid_phone" },
  { "{\"contacts\":[{\"phones\":[{\"number\":\"+18005550101\"},{\"number\":\"+12015550101\"}]}]}", "+12015550101" },
  { "{\"contacts\":[5,\"x,]\",null,{\"phones\":[{\"number\":\"+12015550101\"}]}]}",
    "not_a_record not_a_record not_a_record +12015550101" },
  { "{\"contacts\":[{\"a\":},{\"phones\":[{\"number\":\"+12015550101\"}]}]}", "not_a_record +12015550101" },
  { "{\"contacts\":[{\"phones\":[{\"number\":\"+12015550101\"}]},{\"phones\":[", "+12015550101 not_a_record" },
  { "{\"contacts\":[{\"notes\":\"a \\\"}\\\" b ]\",\"phones\":[{\"number\":\"+12015550101\"}]}]}", "+12015550101" },
  { "{\"contacts\":[{\"phones\":7,\"tags\":{},\"custom\":[],\"score\":\"x\"}]}", "no_phone" },
  { "{\"contacts\":[{\"birthday\":\"soon\",\"phones\":[{\"number\":\"+12015550101\"}]}]}", "+12015550101" },
};

static void
test_json (void)
{
  for (guint i = 0; i < G_N_ELEMENTS (texts); i++)
    {
      g_autoptr(GBytes) bytes = g_bytes_new_static (texts[i].json, strlen (texts[i].json));
      g_autoptr(PealImportBatch) batch = peal_import_batch_new (bytes, "US");
      g_autoptr(GString) result = g_string_new (NULL);
      PealImportItem item;

      g_test_message ("%s", texts[i].json);
      g_assert_true (peal_import_batch_has_objects (batch));
      while (peal_import_batch_next (batch, &item))
        {
          g_string_append_printf (result, "%s%s", result->len > 0 ? " " : "",
                                  item.contact != NULL ? peal_import_contact_get_phone (item.contact)->e164
                                                       : peal_import_reason_to_string (item.rejection->reason));
          if (item.contact != NULL)
            g_assert_null (item.contact->texts[PEAL_FIELD_BIRTHDAY]);
          else
            g_assert_nonnull (item.rejection->raw);
          g_clear_pointer (&item.contact, peal_import_contact_free);
          g_clear_pointer (&item.rejection, peal_import_rejection_free);
        }
      g_assert_cmpstr (result->str, ==, texts[i].result);
      g_assert_cmpfloat (peal_import_batch_get_fraction (batch), ==, 1);
    }
}

/* Tables that begin like JSON stay tables. */
static void
test_no_json (void)
{
  static const char *const tables[] = { "[x],Phone\nAnn,+12015550101\n", "{x},Phone\nAnn,+12015550101\n",
                                        "\"contacts\",Phone\nAnn,+12015550101\n" };

  for (guint i = 0; i < G_N_ELEMENTS (tables); i++)
    {
      g_autoptr(GBytes) bytes = g_bytes_new_static (tables[i], strlen (tables[i]));
      g_autoptr(PealImportBatch) batch = peal_import_batch_new (bytes, "US");

      g_assert_false (peal_import_batch_has_objects (batch));
      g_assert_nonnull (peal_import_batch_get_map (batch));
    }
}

/* What a person says of a column of our own table counts. */
static void
test_map (void)
{
  g_autoptr(GPtrArray) people = make_people ();
  g_autoptr(GBytes) file = write_file (people, CSV);
  g_autoptr(PealImportBatch) batch = peal_import_batch_new (file, "US");
  PealImportItem item;

  peal_csv_map_set_field (peal_import_batch_get_map (batch), 2, PEAL_FIELD_NOTES, PEAL_PHONE_ROLE_MAIN);
  g_assert_true (peal_import_batch_next (batch, &item));
  g_assert_null (item.contact->own);
  g_assert_cmpstr (peal_import_contact_get (item.contact, PEAL_FIELD_NOTES), ==, "Ann");
  peal_import_contact_free (item.contact);
}

int
main (int    argc,
      char **argv)
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/round-trip/nasty", test_nasty);
  g_test_add_func ("/round-trip/together", test_together);
  g_test_add_func ("/round-trip/random", test_random);
  g_test_add_func ("/round-trip/json", test_json);
  g_test_add_func ("/round-trip/no-json", test_no_json);
  g_test_add_func ("/round-trip/map", test_map);
  return g_test_run ();
}
