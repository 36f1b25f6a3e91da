/* test-contact-fields.c: fields that the business makes up itself, and what contacts have in them.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include "store-fixture.h"

#include "peal-contact-custom.h"
#include "peal-contact-fields.h"
#include "peal-contacts.h"

static gint64
add_field (Fixture       *fixture,
           const char    *name,
           PealCustomType type)
{
  g_autoptr(PealCustomField) field = peal_custom_field_new (name, type);

  return await_int (peal_contact_fields_save (fixture->store, field, "test"));
}

/* "renewal=Renewal size=Größe": keys and names in their order. */
static char *
list (Fixture *fixture)
{
  g_autoptr(GPtrArray) fields = await_boxed (peal_contact_fields_list (fixture->store));
  g_autoptr(GString) text = g_string_new (NULL);

  for (guint i = 0; i < fields->len; i++)
    {
      const PealCustomField *field = g_ptr_array_index (fields, i);

      g_string_append_printf (text, "%s%s=%s", i > 0 ? " " : "", field->key, field->name);
    }
  return g_string_free_and_steal (g_steal_pointer (&text));
}

#define assert_list(fixture, expected) \
  G_STMT_START { \
    g_autofree char *listed = list (fixture); \
\
    g_assert_cmpstr (listed, ==, expected); \
  } G_STMT_END

static void
test_save (Fixture       *fixture,
           gconstpointer  data)
{
  const char *const choices[] = { "Gold", "", "Silver", "Gold", NULL };
  g_autoptr(PealCustomField) level = peal_custom_field_new ("  Level ", PEAL_CUSTOM_CHOICE);
  g_autoptr(PealCustomField) twin = peal_custom_field_new ("LEVEL", PEAL_CUSTOM_TEXT);
  g_autoptr(PealCustomField) empty = peal_custom_field_new ("  ", PEAL_CUSTOM_TEXT);
  g_autoptr(PealCustomField) gone = peal_custom_field_new ("Gone", PEAL_CUSTOM_TEXT);
  g_autoptr(GPtrArray) fields = NULL;
  const PealCustomField *read;

  g_strfreev (level->choices);
  level->choices = g_strdupv ((GStrv) choices);
  level->id = await_int (peal_contact_fields_save (fixture->store, level, "test"));
  await_error (peal_contact_fields_save (fixture->store, twin, "test"), PEAL_STORE_ERROR_EXISTS);
  await_error (peal_contact_fields_save (fixture->store, empty, "test"), PEAL_STORE_ERROR_INVALID);
  gone->id = 99;
  await_error (peal_contact_fields_save (fixture->store, gone, "test"), PEAL_STORE_ERROR_NOT_FOUND);

  /* key and type stay, whatever is asked for */
  g_set_str (&level->name, "Rank");
  g_set_str (&level->key, "rank");
  level->type = PEAL_CUSTOM_CHOICE;
  g_assert_cmpint (await_int (peal_contact_fields_save (fixture->store, level, "test")), ==, level->id);
  fields = await_boxed (peal_contact_fields_list (fixture->store));
  g_assert_cmpuint (fields->len, ==, 1);
  read = g_ptr_array_index (fields, 0);
  g_assert_cmpstr (read->name, ==, "Rank");
  g_assert_cmpstr (read->key, ==, "level");
  g_assert_cmpint (read->type, ==, PEAL_CUSTOM_CHOICE);
  g_assert_cmpuint (g_strv_length (read->choices), ==, 2);
  g_assert_cmpstr (read->choices[1], ==, "Silver");
  assert_sql (fixture, "SELECT group_concat (event) FROM ledger", "field.added,field.updated");
  assert_sql (fixture, "SELECT payload ->> '$.before.name' FROM ledger WHERE event = 'field.updated'", "Level");
}

static void
test_keys (Fixture       *fixture,
           gconstpointer  data)
{
  g_autoptr(PealCustomField) given = peal_custom_field_new ("Customer Number", PEAL_CUSTOM_TEXT);
  g_autoptr(PealCustomField) taken = peal_custom_field_new ("Another Number", PEAL_CUSTOM_TEXT);
  g_autoptr(PealCustomField) reserved = peal_custom_field_new ("Shown Name", PEAL_CUSTOM_TEXT);
  g_autoptr(PealCustomField) odd = peal_custom_field_new ("Odd", PEAL_CUSTOM_TEXT);

  g_set_str (&given->key, "kdnr");
  g_set_str (&taken->key, "kdnr");
  g_set_str (&reserved->key, "name");
  g_set_str (&odd->key, "a\"b");
  await_int (peal_contact_fields_save (fixture->store, given, "test"));
  await_int (peal_contact_fields_save (fixture->store, taken, "test"));
  await_int (peal_contact_fields_save (fixture->store, reserved, "test"));
  await_int (peal_contact_fields_save (fixture->store, odd, "test"));
  add_field (fixture, "Size!", PEAL_CUSTOM_NUMBER);
  add_field (fixture, "size", PEAL_CUSTOM_NUMBER);
  assert_list (fixture, "kdnr=Customer Number kdnr_2=Another Number shown_name=Shown Name odd=Odd size=Size! size_2=size");
}

static void
test_order (Fixture       *fixture,
            gconstpointer  data)
{
  gint64 ids[] = { add_field (fixture, "A", PEAL_CUSTOM_TEXT), add_field (fixture, "B", PEAL_CUSTOM_TEXT),
                   add_field (fixture, "C", PEAL_CUSTOM_TEXT) };
  const gint64 last_first[] = { ids[2], ids[0] };

  await_true (peal_contact_fields_order (fixture->store, ids, 3, "test")); /* as it is */
  assert_sql (fixture, "SELECT count(*) FROM ledger WHERE event = 'field.ordered'", "0");
  await_true (peal_contact_fields_order (fixture->store, last_first, 2, "test"));
  assert_list (fixture, "c=C a=A b=B");
  assert_sql (fixture, "SELECT count(*) FROM ledger WHERE event = 'field.ordered'", "1");
  add_field (fixture, "D", PEAL_CUSTOM_TEXT);
  assert_list (fixture, "c=C a=A b=B d=D");
}

/* R-DATA-3: what stood in a field that went comes back with it. */
static void
test_delete_and_restore (Fixture       *fixture,
                         gconstpointer  data)
{
  g_autoptr(PealContact) contact = peal_contact_new ();
  g_autoptr(PealContact) stored = NULL;
  g_autofree char *value = NULL;
  gint64 ids[] = { add_field (fixture, "Dog", PEAL_CUSTOM_TEXT), add_field (fixture, "Cat", PEAL_CUSTOM_TEXT) };
  gint64 seq, contact_id;

  g_set_str (&contact->given, "Ann");
  g_free (contact->custom);
  contact->custom = peal_contact_custom_set ("", "dog", PEAL_CUSTOM_TEXT, "Rex");
  contact_id = await_int (peal_contacts_save (fixture->store, contact, "test"));
  g_assert_cmpint (await_int (peal_contact_fields_count_values (fixture->store, "dog")), ==, 1);
  g_assert_cmpint (await_int (peal_contact_fields_count_values (fixture->store, "cat")), ==, 0);

  seq = await_int (peal_contact_fields_delete (fixture->store, ids[0], "test"));
  await_error (peal_contact_fields_delete (fixture->store, ids[0], "test"), PEAL_STORE_ERROR_NOT_FOUND);
  assert_list (fixture, "cat=Cat");
  g_assert_cmpint (await_int (peal_contact_fields_restore (fixture->store, seq, "test")), ==, ids[0]);
  assert_list (fixture, "dog=Dog cat=Cat");
  stored = await_boxed (peal_contacts_get (fixture->store, contact_id));
  value = peal_contact_custom_get (stored->custom, "dog");
  g_assert_cmpstr (value, ==, "Rex");
  await_error (peal_contact_fields_restore (fixture->store, seq, "test"), PEAL_STORE_ERROR_EXISTS);
  await_error (peal_contact_fields_restore (fixture->store, 1, "test"), PEAL_STORE_ERROR_NOT_FOUND);
}

static const struct
{
  PealCustomType type;
  const char *before;
  const char *value;
  const char *after;
  const char *read;
} rows[] = {
  { PEAL_CUSTOM_TEXT, "", "<b>&\"", "{\"f\":\"<b>&\\\"\"}", "<b>&\"" },
  { PEAL_CUSTOM_TEXT, "{\"g\":1}", "x", "{\"g\":1,\"f\":\"x\"}", "x" },
  { PEAL_CUSTOM_TEXT, "{\"f\":1,\"g\":2}", "", "{\"g\":2}", "" },
  { PEAL_CUSTOM_TEXT, "nonsense", "x", "{\"f\":\"x\"}", "x" },
  { PEAL_CUSTOM_TEXT, "[1]", "", "{}", "" },
  { PEAL_CUSTOM_NUMBER, "{}", "12", "{\"f\":12}", "12" },
  { PEAL_CUSTOM_NUMBER, "{}", "-3.5", "{\"f\":-3.5}", "-3.5" },
  { PEAL_CUSTOM_NUMBER, "{}", "123456789012345", "{\"f\":123456789012345}", "123456789012345" },
  { PEAL_CUSTOM_YES_NO, "{}", "yes", "{\"f\":true}", "yes" },
  { PEAL_CUSTOM_YES_NO, "{\"f\":true}", "no", "{\"f\":false}", "no" },
  { PEAL_CUSTOM_NUMBER, "{}", "XL", "{\"f\":\"XL\"}", "XL" },
  { PEAL_CUSTOM_YES_NO, "{}", "maybe", "{\"f\":\"maybe\"}", "maybe" },
  { PEAL_CUSTOM_DATE, "{}", "--02-29", "{\"f\":\"--02-29\"}", "--02-29" },
  { PEAL_CUSTOM_CHOICE, "{\"f\":null}", "Gold", "{\"f\":\"Gold\"}", "Gold" },
};

static void
test_values (void)
{
  g_autofree char *null = peal_contact_custom_get ("{\"f\":null}", "f");
  g_autofree char *nested = peal_contact_custom_get ("{\"f\":[1]}", "f");

  for (gsize i = 0; i < G_N_ELEMENTS (rows); i++)
    {
      g_autofree char *after = peal_contact_custom_set (rows[i].before, "f", rows[i].type, rows[i].value);
      g_autofree char *read = peal_contact_custom_get (after, "f");

      g_assert_cmpstr (after, ==, rows[i].after);
      g_assert_cmpstr (read, ==, rows[i].read);
    }
  g_assert_cmpstr (null, ==, "");
  g_assert_cmpstr (nested, ==, "");
}

#define ADD(path, func) g_test_add ("/store/contact-fields/" path, Fixture, NULL, fixture_set_up, func, fixture_tear_down)

int
main (int   argc,
      char *argv[])
{
  dex_init ();
  g_test_init (&argc, &argv, NULL);

  ADD ("save", test_save);
  ADD ("keys", test_keys);
  ADD ("order", test_order);
  ADD ("delete-and-restore", test_delete_and_restore);
  g_test_add_func ("/store/contact-fields/values", test_values);
  return g_test_run ();
}
