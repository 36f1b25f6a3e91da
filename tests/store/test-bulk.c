/* test-bulk.c: the same change to many contacts, counted before, and taken back.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include "store-fixture.h"

#include "peal-bulk.h"
#include "peal-contacts.h"

typedef struct
{
  const char *given;
  const char *org;
  const char *city;
  const char *tag;
  const char *custom;
} Person;

static const Person people[] = {
  { "Ann", "Bakery", "Bonn", "VIP", "{\"level\":\"Gold\"}" },
  { "Bob", "Bakery", "", "", "{\"size\":\"XL\"}" },
  { "", "Bakery", "Köln", "", "" },
};

#define N_PEOPLE G_N_ELEMENTS (people)

static void
add_people (Fixture *fixture,
            gint64   ids[N_PEOPLE + 1])
{
  for (gsize i = 0; i < N_PEOPLE; i++)
    {
      g_autoptr(PealContact) contact = peal_contact_new ();

      g_set_str (&contact->given, people[i].given);
      g_set_str (&contact->org, people[i].org);
      g_set_str (&contact->city, people[i].city);
      g_set_str (&contact->custom, people[i].custom);
      g_strfreev (contact->tags);
      contact->tags = g_strsplit (people[i].tag, ",", -1);
      ids[i] = await_int (peal_contacts_save (fixture->store, contact, "test"));
    }
  ids[N_PEOPLE] = 99; /* nobody */
}

/* "Ann/Bonn/VIP/{…} …". */
static char *
describe (Fixture *fixture)
{
  g_autoptr(GString) text = g_string_new (NULL);

  for (gint64 id = 1; id <= (gint64) N_PEOPLE; id++)
    {
      g_autoptr(PealContact) contact = await_boxed (peal_contacts_get (fixture->store, id));
      g_autofree char *tags = g_strjoinv (",", contact->tags);

      g_string_append_printf (text, "%s%s/%s/%s/%s", id > 1 ? " " : "", contact->display, contact->city, tags,
                              contact->custom);
    }
  return g_string_free_and_steal (g_steal_pointer (&text));
}

#define BEFORE "Ann/Bonn/VIP/{\"level\":\"Gold\"} Bob///{\"size\":\"XL\"} Bakery/Köln//{}"

static const struct
{
  PealBulkKind kind;
  const char *name;
  const char *value;
  PealCustomType type;
  guint n;
  const char *after;
} rows[] = {
  { PEAL_BULK_ADD_TAG, "vip", "", 0, 2, "Ann/Bonn/VIP/{\"level\":\"Gold\"} Bob//VIP/{\"size\":\"XL\"} Bakery/Köln/VIP/{}" },
  { PEAL_BULK_REMOVE_TAG, "vip", "", 0, 1, "Ann/Bonn//{\"level\":\"Gold\"} Bob///{\"size\":\"XL\"} Bakery/Köln//{}" },
  { PEAL_BULK_SET, "city", "Köln", 0, 2, "Ann/Köln/VIP/{\"level\":\"Gold\"} Bob/Köln//{\"size\":\"XL\"} Bakery/Köln//{}" },
  { PEAL_BULK_SET, "city", "", 0, 2, "Ann//VIP/{\"level\":\"Gold\"} Bob///{\"size\":\"XL\"} Bakery///{}" },
  /* who goes by the company's name goes by the new one */
  { PEAL_BULK_SET, "org", "<b>", 0, 3, "Ann/Bonn/VIP/{\"level\":\"Gold\"} Bob///{\"size\":\"XL\"} <b>/Köln//{}" },
  { PEAL_BULK_SET_CUSTOM, "size", "3.5", PEAL_CUSTOM_NUMBER, 3,
    "Ann/Bonn/VIP/{\"level\":\"Gold\",\"size\":3.5} Bob///{\"size\":3.5} Bakery/Köln//{\"size\":3.5}" },
  { PEAL_BULK_SET_CUSTOM, "level", "", PEAL_CUSTOM_CHOICE, 1, "Ann/Bonn/VIP/{} Bob///{\"size\":\"XL\"} Bakery/Köln//{}" },
};

/* R-DATA-3. */
static void
test_apply_and_restore (Fixture       *fixture,
                        gconstpointer  data)
{
  gint64 ids[N_PEOPLE + 1];
  g_autofree char *first = NULL;

  add_people (fixture, ids);
  first = describe (fixture);
  g_assert_cmpstr (first, ==, BEFORE);
  for (gsize i = 0; i < G_N_ELEMENTS (rows); i++)
    {
      g_autoptr(PealBulkChange) change = peal_bulk_change_new (rows[i].kind, rows[i].name, rows[i].value);
      g_autoptr(GPtrArray) olds = NULL;
      g_autofree char *after = NULL;
      g_autofree char *again = NULL;

      g_test_message ("%s “%s”", rows[i].name, rows[i].value);
      change->type = rows[i].type;
      g_assert_cmpint (await_int (peal_bulk_count (fixture->store, ids, N_PEOPLE + 1, change)), ==, rows[i].n);
      olds = await_boxed (peal_bulk_apply (fixture->store, ids, N_PEOPLE + 1, change, "test"));
      g_assert_cmpuint (olds->len, ==, rows[i].n);
      after = describe (fixture);
      g_assert_cmpstr (after, ==, rows[i].after);
      g_assert_cmpint (await_int (peal_bulk_restore (fixture->store, olds, change, "test")), ==, rows[i].n);
      again = describe (fixture);
      g_assert_cmpstr (again, ==, BEFORE);
    }
}

/* What somebody has changed since stays; each change is told of each contact. */
static void
test_changed_since (Fixture       *fixture,
                    gconstpointer  data)
{
  gint64 ids[N_PEOPLE + 1];
  g_autoptr(PealBulkChange) change = peal_bulk_change_new (PEAL_BULK_SET, "city", "Mainz");
  g_autoptr(PealContact) contact = NULL;
  g_autoptr(GPtrArray) olds = NULL;
  g_autofree char *after = NULL;

  add_people (fixture, ids);
  olds = await_boxed (peal_bulk_apply (fixture->store, ids, N_PEOPLE, change, "test"));
  assert_sql (fixture, "SELECT count(*) FROM ledger WHERE event = 'contact.updated' AND payload ->> '$.changed' = 'city'", "3");
  contact = await_boxed (peal_contacts_get (fixture->store, ids[0]));
  g_set_str (&contact->city, "Berlin");
  await_int (peal_contacts_save (fixture->store, contact, "test"));
  await_int (peal_contacts_delete (fixture->store, &ids[1], 1, "test"));
  g_assert_cmpint (await_int (peal_bulk_restore (fixture->store, olds, change, "test")), ==, 1);
  after = describe (fixture);
  g_assert_cmpstr (after, ==, "Ann/Berlin/VIP/{\"level\":\"Gold\"} Bob/Mainz//{\"size\":\"XL\"} Bakery/Köln//{}");
}

static void
test_refusals (Fixture       *fixture,
               gconstpointer  data)
{
  static const char *const names[] = { "uuid", "display", "custom", "email", "shoe", "" };
  gint64 id = 1;

  for (gsize i = 0; i < G_N_ELEMENTS (names); i++)
    {
      g_autoptr(PealBulkChange) change = peal_bulk_change_new (PEAL_BULK_SET, names[i], "x");

      await_error (peal_bulk_apply (fixture->store, &id, 1, change, "test"), PEAL_STORE_ERROR_INVALID);
      await_error (peal_bulk_count (fixture->store, &id, 1, change), PEAL_STORE_ERROR_INVALID);
    }
}

#define ADD(path, func) g_test_add ("/store/bulk/" path, Fixture, NULL, fixture_set_up, func, fixture_tear_down)

int
main (int   argc,
      char *argv[])
{
  dex_init ();
  g_test_init (&argc, &argv, NULL);

  ADD ("apply-and-restore", test_apply_and_restore);
  ADD ("changed-since", test_changed_since);
  ADD ("refusals", test_refusals);
  return g_test_run ();
}
