/* test-contacts.c: people, their numbers, and how they are found.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include "store-fixture.h"

#include "peal-contacts-private.h"
#include "peal-contact-photo.h"
#include "peal-contacts.h"
#include "peal-groups.h"

#define G(list, i) ((PealContactRow *) g_ptr_array_index ((list), (i)))

/* "Given|Family|Company|+1555...,+49...|tag,tag|notes"; a part may be missing. */
static PealContact *
make_contact (const char *line)
{
  g_auto(GStrv) parts = g_strsplit (line, "|", 6);
  guint n = g_strv_length (parts);
  PealContact *contact = peal_contact_new ();

  g_set_str (&contact->given, parts[0]);
  g_set_str (&contact->family, n > 1 ? parts[1] : "");
  g_set_str (&contact->org, n > 2 ? parts[2] : "");
  if (n > 3 && parts[3][0] != '\0')
    {
      g_auto(GStrv) numbers = g_strsplit (parts[3], ",", -1);

      for (guint i = 0; numbers[i] != NULL; i++)
        g_ptr_array_add (contact->phones, peal_contact_phone_new (numbers[i]));
    }
  if (n > 4 && parts[4][0] != '\0')
    {
      g_strfreev (contact->tags);
      contact->tags = g_strsplit (parts[4], ",", -1);
    }
  g_set_str (&contact->notes, n > 5 ? parts[5] : "");
  return contact;
}

static gint64
add_contact (Fixture    *fixture,
             const char *line)
{
  g_autoptr(PealContact) contact = make_contact (line);

  return await_int (peal_contacts_save (fixture->store, contact, "test"));
}

/* The display names of @ids, joined by ", ". */
static char *
dup_names (Fixture *fixture,
           GArray  *ids)
{
  g_autoptr(GPtrArray) rows = await_boxed (peal_contacts_load_rows (fixture->store, (gint64 *) (gpointer) ids->data,
                                                                    ids->len));
  GString *names = g_string_new (NULL);

  g_assert_cmpuint (rows->len, ==, ids->len);
  for (guint i = 0; i < rows->len; i++)
    g_string_append_printf (names, "%s%s", i > 0 ? ", " : "", G (rows, i)->display);
  return g_string_free_and_steal (names);
}

/* The first ones are those of the whole, however many are wanted. */
static void
assert_first (Fixture           *fixture,
              PealContactFilter  filter,
              GArray            *all)
{
  for (guint limit = 1; limit <= all->len + 1; limit++)
    {
      g_autoptr(GArray) some = await_boxed (peal_contacts_first (fixture->store, &filter, limit));

      g_assert_cmpmem (some->data, some->len * sizeof (gint64), all->data, MIN (limit, all->len) * sizeof (gint64));
    }
}

static void
assert_snapshot (Fixture           *fixture,
                 PealContactFilter  filter,
                 const char        *expected)
{
  g_autoptr(GArray) ids = await_boxed (peal_contacts_snapshot (fixture->store, &filter));
  g_autofree char *names = dup_names (fixture, ids);

  if (g_test_verbose ())
    g_test_message ("%s: %s", filter.search, names);
  g_assert_cmpstr (names, ==, expected);
  assert_first (fixture, filter, ids);
}

static void
test_round_trip (Fixture       *fixture,
                 gconstpointer  data)
{
  g_autoptr(PealGroup) group = peal_group_new ("Regulars");
  gint64 group_id = await_int (peal_groups_save (fixture->store, group, "test"));
  g_autoptr(PealContact) contact = make_contact ("Ada|Lovelace|Engines|+15555550100,+442079460000,+15555550100|vip,new|N");
  g_autoptr(PealContact) stored = NULL;
  gint64 id;

  g_set_str (&contact->custom, "{\"size\":4}");
  g_array_append_val (contact->group_ids, group_id);
  id = await_int (peal_contacts_save (fixture->store, contact, "test"));
  stored = await_boxed (peal_contacts_get (fixture->store, id));

  g_assert_cmpint (stored->id, ==, id);
  g_assert_true (g_uuid_string_is_valid (stored->uuid));
  g_assert_cmpstr (stored->display, ==, "Ada Lovelace");
  g_assert_cmpstr (stored->family, ==, "Lovelace");
  g_assert_cmpstr (stored->custom, ==, "{\"size\":4}");
  g_assert_cmpint (stored->created_at, ==, NOON);
  g_assert_cmpuint (stored->phones->len, ==, 2); /* the same number twice is one */
  g_assert_cmpstr (((PealContactPhone *) stored->phones->pdata[1])->e164, ==, "+442079460000");
  g_assert_cmpuint (g_strv_length (stored->tags), ==, 2);
  g_assert_cmpuint (stored->group_ids->len, ==, 1);

  g_set_str (&stored->display, "Lady Lovelace");
  g_ptr_array_remove_index (stored->phones, 0);
  g_assert_cmpint (await_int (peal_contacts_save (fixture->store, stored, "test")), ==, id);
  assert_snapshot (fixture, (PealContactFilter) { .search = "5555550100" }, "");
  assert_snapshot (fixture, (PealContactFilter) { .search = "79460000" }, "Lady Lovelace");
  assert_sql (fixture, "SELECT json_extract (payload, '$.before.phones[0].e164') FROM ledger WHERE event = 'contact.updated'",
              "+15555550100");
}

static void
test_refusals (Fixture       *fixture,
               gconstpointer  data)
{
  g_autoptr(PealContact) empty = peal_contact_new ();
  g_autoptr(PealContact) gone = make_contact ("Nobody");
  g_autoptr(PealContact) bad = make_contact ("Bad");

  gone->id = 99;
  g_set_str (&bad->custom, "no json");
  await_error (peal_contacts_save (fixture->store, empty, "test"), PEAL_STORE_ERROR_INVALID);
  await_error (peal_contacts_save (fixture->store, gone, "test"), PEAL_STORE_ERROR_NOT_FOUND);
  await_error (peal_contacts_save (fixture->store, bad, "test"), PEAL_STORE_ERROR_INVALID);
  await_error (peal_contacts_get (fixture->store, 99), PEAL_STORE_ERROR_NOT_FOUND);
  g_assert_cmpint (await_int (peal_contacts_count (fixture->store)), ==, 0);
  assert_sql (fixture, "SELECT count(*) FROM ledger", "0");
}

static void
test_recycle_bin (Fixture       *fixture,
                  gconstpointer  data)
{
  gint64 ids[] = { add_contact (fixture, "Ann|Bell||+15555550101"), add_contact (fixture, "Bob|Cole"), 77 };
  g_autoptr(GPtrArray) found = NULL;

  g_assert_cmpint (await_int (peal_contacts_delete (fixture->store, ids, 3, "test")), ==, 2);
  g_assert_cmpint (await_int (peal_contacts_delete (fixture->store, ids, 3, "test")), ==, 0);
  assert_snapshot (fixture, (PealContactFilter) { 0 }, "");
  assert_snapshot (fixture, (PealContactFilter) { .search = "bell" }, "");
  assert_snapshot (fixture, (PealContactFilter) { .shelf = PEAL_CONTACT_DELETED }, "Ann Bell, Bob Cole");
  assert_snapshot (fixture, (PealContactFilter) { .shelf = PEAL_CONTACT_DELETED, .search = "col" }, "Bob Cole");
  found = await_boxed (peal_contacts_find_by_number (fixture->store, "+15555550101"));
  g_assert_cmpuint (found->len, ==, 0);

  g_assert_cmpint (await_int (peal_contacts_restore (fixture->store, ids, 1, "test")), ==, 1);
  assert_snapshot (fixture, (PealContactFilter) { 0 }, "Ann Bell");
  g_assert_cmpint (await_int (peal_contacts_count (fixture->store)), ==, 1);
}

static const char *const people[] = {
  "José|Núñez|Café Ærø|+15555550123|vip|prefers mornings",
  "Anna|Müller-Lüdenscheidt|Straßenbau GmbH|+4917123456789,+4930555012|regular|",
  "Li|Wei||+8613800138000||",
  "Jo|Annand||+15555550188|vip,regular|asked for \"the blue one\"",
  "Łukasz|Żółw||+48609876543||born 555",
  "محمد|علي||+971509876543||",
  "李|明||||",
  "<b>&|100%_||+15555550199||",
};

static const struct
{
  const char *search;
  const char *expected;
} searches[] = {
  { NULL, "<b>& 100%_, Anna Müller-Lüdenscheidt, Jo Annand, José Núñez, Li Wei, Łukasz Żółw, محمد علي, 李 明" },
  { "   ", "<b>& 100%_, Anna Müller-Lüdenscheidt, Jo Annand, José Núñez, Li Wei, Łukasz Żółw, محمد علي, 李 明" },
  /* case and accents */
  { "jose", "José Núñez" },
  { "NUNEZ", "José Núñez" },
  { "NÚÑ", "José Núñez" },
  { "muller", "Anna Müller-Lüdenscheidt" },
  { "STRASSE", "Anna Müller-Lüdenscheidt" },
  { "straße", "Anna Müller-Lüdenscheidt" },
  { "aero", "José Núñez" },
  { "lukasz zolw", "Łukasz Żółw" },
  { "محمد", "محمد علي" },
  /* any fragment, in any order, company, tags and notes */
  { "denscheid", "Anna Müller-Lüdenscheidt" },
  { "nunez jose", "José Núñez" },
  { "vip", "Jo Annand, José Núñez" },
  { "regular anna", "Anna Müller-Lüdenscheidt, Jo Annand" },
  { "morning", "José Núñez" },
  { "\"the blue", "Jo Annand" },
  { "100%_", "<b>& 100%_" },
  { "<b>", "<b>& 100%_" },
  { "nobody", "" },
  { "jose muller", "" },
  /* one and two characters: in the name */
  { "li", "Li Wei" },
  { "j", "Jo Annand, José Núñez" },
  { "李", "李 明" },
  { "明", "李 明" },
  { "jo an", "Jo Annand" },
  { "ł", "Li Wei, Łukasz Żółw, Anna Müller-Lüdenscheidt" },
  /* numbers in any notation; what begins so comes first */
  { "555-0123", "José Núñez" },
  { "(555) 555-0123", "José Núñez" },
  { "+1 555 555 0123", "José Núñez" },
  { "1-555-555-0123", "José Núñez" },
  { "0171 2345", "Anna Müller-Lüdenscheidt" },
  { "0049 171 23456789", "Anna Müller-Lüdenscheidt" },
  { "٠١٢٣", "José Núñez" },
  { "5550123", "José Núñez" },
  { "555 01", "<b>& 100%_, Anna Müller-Lüdenscheidt, Jo Annand, José Núñez" },
  { "anna 555", "Anna Müller-Lüdenscheidt, Jo Annand" },
  { "born 555", "Łukasz Żółw" },
  /* the best first */
  { "ann", "Anna Müller-Lüdenscheidt, Jo Annand" },
  { "wei", "Li Wei" },
};

/* With bounds so small that these few people go every way; then as it is. */
static const PealFirstBounds bounds[] = {
  { 0, 0, 0 },
  { 0, 100, 0 },
  { 1, 2, 1 },
  { 2, 1, 2 },
  { 100, 100, 0 },
  { 2000, 100000, 50000 },
};

static void
test_search (Fixture       *fixture,
             gconstpointer  data)
{
  for (gsize i = 0; i < G_N_ELEMENTS (people); i++)
    add_contact (fixture, people[i]);
  for (gsize j = 0; j < G_N_ELEMENTS (bounds); j++)
    {
      peal_first_bounds = bounds[j];
      for (gsize i = 0; i < G_N_ELEMENTS (searches); i++)
        assert_snapshot (fixture, (PealContactFilter) { .search = searches[i].search }, searches[i].expected);
    }
}

static void
test_order (Fixture       *fixture,
            gconstpointer  data)
{
  gint64 ann = add_contact (fixture, "Ann||Zeta|+15555550103|x");
  gint64 bob = add_contact (fixture, "Bob||alpha|+15555550102|x");
  gint64 cid = add_contact (fixture, "Cid|||+15555550101");
  static const PealConsentEntry out = { .e164 = "+15555550102", .act = PEAL_CONSENT_ACT_OPT_OUT };
  gint64 group_id = await_int (peal_groups_ensure (fixture->store, "Some", "test"));
  gint64 members[] = { cid, ann };
  g_autoptr(PealConsent) now = await_boxed (peal_consent_record (fixture->store, &out));
  g_autoptr(GArray) joined = await_boxed (peal_groups_add_members (fixture->store, group_id, members, 2, "test"));

  g_assert_cmpint (now->state, ==, PEAL_CONSENT_OPTED_OUT);
  g_assert_cmpuint (joined->len, ==, 2);
  g_assert_cmpint (bob, >, ann);
  assert_snapshot (fixture, (PealContactFilter) { .sort = PEAL_CONTACT_SORT_NAME }, "Ann, Bob, Cid");
  assert_snapshot (fixture, (PealContactFilter) { .sort = PEAL_CONTACT_SORT_NAME, .descending = TRUE }, "Cid, Bob, Ann");
  assert_snapshot (fixture, (PealContactFilter) { .sort = PEAL_CONTACT_SORT_ORG }, "Bob, Ann, Cid");
  assert_snapshot (fixture, (PealContactFilter) { .sort = PEAL_CONTACT_SORT_NUMBER }, "Cid, Bob, Ann");
  assert_snapshot (fixture, (PealContactFilter) { .sort = PEAL_CONTACT_SORT_CONSENT, .descending = TRUE }, "Bob, Cid, Ann");
  assert_snapshot (fixture, (PealContactFilter) { .group_id = group_id }, "Ann, Cid");
  assert_snapshot (fixture, (PealContactFilter) { .group_id = group_id, .sort = PEAL_CONTACT_SORT_NUMBER }, "Cid, Ann");
  assert_snapshot (fixture, (PealContactFilter) { .tag = "X", .search = "0102" }, "Bob");
  assert_snapshot (fixture, (PealContactFilter) { .tag = "x", .group_id = group_id }, "Ann");
}

static void
test_rows (Fixture       *fixture,
           gconstpointer  data)
{
  gint64 ids[] = { 42, add_contact (fixture, "Ann|Bell|Org|+15555550101,+15555550102|vip"), add_contact (fixture, "|||+15555550103") };
  g_autoptr(GPtrArray) rows = await_boxed (peal_contacts_load_rows (fixture->store, ids, 3));

  g_assert_cmpuint (rows->len, ==, 3);
  g_assert_null (rows->pdata[0]);
  g_assert_cmpstr (G (rows, 1)->e164, ==, "+15555550101");
  g_assert_cmpuint (G (rows, 1)->n_phones, ==, 2);
  g_assert_cmpstr (G (rows, 1)->tags[0], ==, "vip");
  g_assert_cmpint (G (rows, 1)->consent, ==, PEAL_CONSENT_UNKNOWN);
  g_assert_cmpint (G (rows, 1)->last_contacted, ==, 0);
  g_assert_cmpstr (G (rows, 2)->display, ==, "+15555550103");
}

static void
test_get_many (Fixture       *fixture,
               gconstpointer  data)
{
  gint64 ids[] = { add_contact (fixture, "Bob||||vip"), 42, add_contact (fixture, "Ann|||+15555550101"),
                   add_contact (fixture, "Cid") };
  g_autoptr(GPtrArray) contacts = NULL;
  const PealContact *bob, *ann;

  g_assert_cmpint (await_int (peal_contacts_delete (fixture->store, ids + 3, 1, "test")), ==, 1);
  run_sql (fixture, "INSERT INTO conversation (ours, theirs, contact_id, last_at) VALUES ('+1', '+15555550101', 2, 5)");
  contacts = await_boxed (peal_contacts_get_many (fixture->store, ids, 4));
  g_assert_cmpuint (contacts->len, ==, 2);
  bob = g_ptr_array_index (contacts, 0);
  ann = g_ptr_array_index (contacts, 1);
  g_assert_cmpstr (bob->given, ==, "Bob");
  g_assert_cmpstr (bob->tags[0], ==, "vip");
  g_assert_cmpint (((PealContactPhone *) ann->phones->pdata[0])->last_contacted, ==, 5);
}

static void
test_tags (Fixture       *fixture,
           gconstpointer  data)
{
  gint64 ids[] = { add_contact (fixture, "Ann|Bell"), add_contact (fixture, "Bob|Cole|||vip") };
  g_auto(GStrv) tags = NULL;
  g_auto(GStrv) left = NULL;

  g_assert_cmpint (await_int (peal_contacts_add_tag (fixture->store, ids, 2, "VIP", "test")), ==, 1);
  assert_snapshot (fixture, (PealContactFilter) { .search = "vip" }, "Ann Bell, Bob Cole");
  tags = await_boxed (peal_contacts_list_tags (fixture->store));
  g_assert_cmpuint (g_strv_length (tags), ==, 1);
  g_assert_cmpint (await_int (peal_contacts_remove_tag (fixture->store, ids, 2, "vip", "test")), ==, 2);
  assert_snapshot (fixture, (PealContactFilter) { .search = "vip" }, "");
  left = await_boxed (peal_contacts_list_tags (fixture->store));
  g_assert_cmpuint (g_strv_length (left), ==, 0);
}

static void
test_suggest (Fixture       *fixture,
              gconstpointer  data)
{
  g_autoptr(GPtrArray) found = NULL;
  g_autoptr(GPtrArray) recent = NULL;

  add_contact (fixture, "Joanna|Bell||+15555550101");
  add_contact (fixture, "Ann|Cole||+15555550102");
  found = await_boxed (peal_contacts_suggest (fixture->store, "ann", 5));
  g_assert_cmpuint (found->len, ==, 2);
  g_assert_cmpstr (G (found, 0)->display, ==, "Ann Cole");

  run_sql (fixture, "INSERT INTO conversation (ours, theirs, contact_id, last_at) VALUES"
                    " ('+15550001111', '+15555550101', 1, 5), ('+15550001111', '+15555550102', 2, 9),"
                    " ('+15550001112', '+15555550102', 2, 8)");
  recent = await_boxed (peal_contacts_suggest (fixture->store, "", 5));
  g_assert_cmpuint (recent->len, ==, 2);
  g_assert_cmpstr (G (recent, 0)->display, ==, "Ann Cole");
  g_assert_cmpint (G (recent, 0)->last_contacted, ==, 9);
}

#define ADD(path, func) g_test_add ("/store/contacts/" path, Fixture, NULL, fixture_set_up, func, fixture_tear_down)

/* "home:a@x.de b@x.de", with the one that is shown in front: "a@x.de | ...". */
static char *
dup_emails (Fixture *fixture,
            gint64   id)
{
  g_autoptr(PealContact) contact = await_boxed (peal_contacts_get (fixture->store, id));
  g_autoptr(GString) text = g_string_new (contact->email);

  g_string_append (text, " |");
  for (guint i = 0; i < contact->emails->len; i++)
    {
      const PealContactEmail *email = g_ptr_array_index (contact->emails, i);

      g_string_append_printf (text, " %s%s%s", email->label, *email->label != '\0' ? ":" : "", email->address);
    }
  return g_string_free_and_steal (g_steal_pointer (&text));
}

#define assert_emails(fixture, id, expected) \
  G_STMT_START { \
    g_autofree char *listed = dup_emails (fixture, id); \
\
    g_assert_cmpstr (listed, ==, expected); \
  } G_STMT_END

/* The first one is the one that lists show; whoever sets only that one puts it first. */
static void
test_emails (Fixture      *fixture,
             gconstpointer data)
{
  g_autoptr(PealContact) contact = make_contact ("Ann");
  PealContactFilter filter = { .search = "work@x" };
  g_autoptr(GArray) found = NULL;

  g_ptr_array_add (contact->emails, peal_contact_email_new ("home", "a@x.de"));
  g_ptr_array_add (contact->emails, peal_contact_email_new ("", "work@x.de"));
  g_ptr_array_add (contact->emails, peal_contact_email_new ("again", "A@X.DE"));
  contact->id = await_int (peal_contacts_save (fixture->store, contact, "test"));
  assert_emails (fixture, contact->id, "a@x.de | home:a@x.de work@x.de");
  found = await_boxed (peal_contacts_snapshot (fixture->store, &filter));
  g_assert_cmpuint (found->len, ==, 1);

  g_set_str (&contact->email, "work@x.de");
  await_int (peal_contacts_save (fixture->store, contact, "test"));
  assert_emails (fixture, contact->id, "work@x.de | work@x.de home:a@x.de");
  assert_sql (fixture, "SELECT payload ->> '$.before.emails[0].address' FROM ledger WHERE event = 'contact.updated'",
              "a@x.de");

  g_ptr_array_set_size (contact->emails, 0);
  g_set_str (&contact->email, "new@x.de");
  await_int (peal_contacts_save (fixture->store, contact, "test"));
  assert_emails (fixture, contact->id, "new@x.de | new@x.de");
  g_set_str (&contact->email, "");
  await_int (peal_contacts_save (fixture->store, contact, "test"));
  assert_emails (fixture, contact->id, " |");
}

static void
test_photo (Fixture      *fixture,
            gconstpointer data)
{
  gint64 id = add_contact (fixture, "Ann");
  g_autoptr(GBytes) image = g_bytes_new_static ("not looked at", 13);
  g_autoptr(GBytes) large = g_bytes_new_take (g_malloc0 (PEAL_CONTACT_PHOTO_MAX + 1), PEAL_CONTACT_PHOTO_MAX + 1);
  g_autoptr(GBytes) none = await_boxed (peal_contact_photo_get (fixture->store, id));
  g_autoptr(GBytes) stored = NULL;
  g_autoptr(GBytes) gone = NULL;

  g_assert_cmpuint (g_bytes_get_size (none), ==, 0);
  await_error (peal_contact_photo_set (fixture->store, id, large, "test"), PEAL_STORE_ERROR_INVALID);
  await_error (peal_contact_photo_set (fixture->store, 99, image, "test"), PEAL_STORE_ERROR_NOT_FOUND);
  await_true (peal_contact_photo_set (fixture->store, id, image, "test"));
  stored = await_boxed (peal_contact_photo_get (fixture->store, id));
  g_assert_true (g_bytes_equal (stored, image));
  await_true (peal_contact_photo_set (fixture->store, id, NULL, "test"));
  gone = await_boxed (peal_contact_photo_get (fixture->store, id));
  g_assert_cmpuint (g_bytes_get_size (gone), ==, 0);
  assert_sql (fixture, "SELECT count(*) FROM ledger WHERE event = 'contact.photo'", "2");
}

int
main (int   argc,
      char *argv[])
{
  dex_init ();
  g_test_init (&argc, &argv, NULL);

  ADD ("round-trip", test_round_trip);
  ADD ("refusals", test_refusals);
  ADD ("recycle-bin", test_recycle_bin);
  ADD ("emails", test_emails);
  ADD ("photo", test_photo);
  ADD ("search", test_search);
  ADD ("order", test_order);
  ADD ("rows", test_rows);
  ADD ("get-many", test_get_many);
  ADD ("tags", test_tags);
  ADD ("suggest", test_suggest);
  return g_test_run ();
}
