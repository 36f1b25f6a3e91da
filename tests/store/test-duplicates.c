/* test-duplicates.c: who may be the same person, and one contact of two and back.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include "outbox-fixture.h"

#include "peal-contact-photo.h"
#include "peal-contacts.h"
#include "peal-duplicates.h"
#include "peal-groups.h"
#include "peal-schedules.h"
#include "peal-timeline.h"

/* "Given|Family|Company|+1555...,+49...|mail,mail"; a part may be missing. */
static PealContact *
make_contact (const char *line)
{
  g_auto(GStrv) parts = g_strsplit (line, "|", 5);
  guint n = g_strv_length (parts);
  g_auto(GStrv) numbers = g_strsplit (n > 3 ? parts[3] : "", ",", -1);
  g_auto(GStrv) emails = g_strsplit (n > 4 ? parts[4] : "", ",", -1);
  PealContact *contact = peal_contact_new ();

  g_set_str (&contact->given, parts[0]);
  g_set_str (&contact->family, n > 1 ? parts[1] : "");
  g_set_str (&contact->org, n > 2 ? parts[2] : "");
  for (guint i = 0; numbers[i] != NULL; i++)
    g_ptr_array_add (contact->phones, peal_contact_phone_new (numbers[i]));
  for (guint i = 0; emails[i] != NULL; i++)
    g_ptr_array_add (contact->emails, peal_contact_email_new ("", emails[i]));
  return contact;
}

static gint64
add_contact (Fixture    *fixture,
             const char *line)
{
  g_autoptr(PealContact) contact = make_contact (line);

  return await_int (peal_contacts_save (fixture->store, contact, "test"));
}

/* "1-2:number,name 3-4:email": pairs in their order. */
static char *
find (Fixture *fixture)
{
  static const char *const names[] = { "number", "email", "name", "initials" };
  g_autoptr(GArray) pairs = await_boxed (peal_duplicates_find (fixture->store));
  g_autoptr(GString) text = g_string_new (NULL);

  for (guint i = 0; i < pairs->len; i++)
    {
      const PealDuplicate *pair = &g_array_index (pairs, PealDuplicate, i);

      g_string_append_printf (text, "%s%" G_GINT64_FORMAT "-%" G_GINT64_FORMAT ":", i > 0 ? " " : "", pair->first_id,
                              pair->second_id);
      for (gsize k = 0; k < G_N_ELEMENTS (names); k++)
        if ((pair->reasons & (1u << k)) != 0)
          g_string_append_printf (text, "%s%s", text->str[text->len - 1] != ':' ? "," : "", names[k]);
    }
  return g_string_free_and_steal (g_steal_pointer (&text));
}

#define assert_found(fixture, expected) \
  G_STMT_START { \
    g_autofree char *found = find (fixture); \
\
    g_assert_cmpstr (found, ==, expected); \
  } G_STMT_END

static const struct
{
  const char *first;
  const char *second;
  const char *found;
} rows[] = {
  { "Ann|Berg||+12015550101", "Bob|Stone||+12015550102,+12015550101", "1-2:number" }, /* in any phone of the two */
  { "Ann|Berg||+12015550101", "Änn|BERG||+12015550101", "1-2:number,name" },
  { "Ann|Berg|||a@x.de", "Bob|Stone|||b@x.de,A@X.DE", "1-2:email" },
  { "Ann|Berg", "Berg,|Ann", "1-2:name" },             /* the words in any order */
  { "José Luis|García", "Garcia|Jose-Luis", "1-2:name" },
  { "A.|Berg", "Anna|Berg", "1-2:initials" },
  { "Berg|A", "Anna|Berg", "1-2:initials" },
  { "B.|Berg", "Anna|Berg", "" },
  { "Alma|Berg", "Anna|Berg", "" },                    /* the same letter is not the same name */
  { "A. B.|Berg", "Anna|Berg", "" },
  { "A|B", "A|Berg", "" },                             /* nothing but letters is nobody's name */
  { "||Bakery Ltd.", "||bakery ltd", "1-2:name" },     /* who has no name goes by the company's */
  { "Ann||Bakery", "Bob||Bakery", "" },                /* who has one does not */
  { "||", "||", "" },
};

static void
test_find (Fixture       *fixture,
           gconstpointer  data)
{
  for (gsize i = 0; i < G_N_ELEMENTS (rows); i++)
    {
      g_autoptr(PealContact) first = make_contact (rows[i].first);
      g_autoptr(PealContact) second = make_contact (rows[i].second);

      g_test_message ("%s, %s", rows[i].first, rows[i].second);
      run_sql (fixture, "DELETE FROM phone; DELETE FROM email; DELETE FROM contact");
      if (*first->given == '\0' && *first->org == '\0')
        continue;
      await_int (peal_contacts_save (fixture->store, first, "test"));
      await_int (peal_contacts_save (fixture->store, second, "test"));
      assert_found (fixture, rows[i].found);
    }
}

/* Many of the same number: each with the first, not each with each. The surest come first. */
static void
test_many (Fixture       *fixture,
           gconstpointer  data)
{
  g_autoptr(GArray) pairs = NULL;

  add_contact (fixture, "Cid|Moon");
  add_contact (fixture, "Moon|Cid");
  for (guint i = 0; i < 50; i++)
    {
      g_autofree char *line = g_strdup_printf ("N%u|F%u||+12015550101", i, i);

      add_contact (fixture, line);
    }
  pairs = await_boxed (peal_duplicates_find (fixture->store));
  g_assert_cmpuint (pairs->len, ==, 50);
  g_assert_cmpint (g_array_index (pairs, PealDuplicate, 0).first_id, ==, 3);
  g_assert_cmpint (g_array_index (pairs, PealDuplicate, 0).second_id, ==, 4);
  g_assert_cmpint (g_array_index (pairs, PealDuplicate, 49).reasons, ==, PEAL_SAME_NAME);
}

static void
test_distinct (Fixture       *fixture,
               gconstpointer  data)
{
  gint64 ids[] = { add_contact (fixture, "Ann|Berg"), add_contact (fixture, "Ann|Berg") };

  await_true (peal_duplicates_set_distinct (fixture->store, ids[1], ids[0], TRUE, "test"));
  assert_found (fixture, "");
  await_true (peal_duplicates_set_distinct (fixture->store, ids[1], ids[0], TRUE, "test")); /* once is enough */
  assert_sql (fixture, "SELECT count(*) FROM ledger WHERE event = 'contact.distinct'", "1");
  await_true (peal_duplicates_set_distinct (fixture->store, ids[0], ids[1], FALSE, "test"));
  assert_found (fixture, "1-2:name");
  g_assert_cmpint (await_int (peal_contacts_delete (fixture->store, ids, 1, "test")), ==, 1);
  assert_found (fixture, "");
}

/* Merging ----------------------------------------------------------------------------------------- */

/* Ann and her other self, of whom each has something of everything. */
typedef struct
{
  gint64 ids[2];
  gint64 groups[2];
  gint64 message;            /* of the second */
  gint64 schedule;           /* that names the second */
} Pair;

static gint64
add_rich (OutboxFixture *fixture,
          const char    *line,
          const char    *tag,
          gint64         group,
          const char    *custom)
{
  g_autoptr(PealContact) contact = make_contact (line);

  g_strfreev (contact->tags);
  contact->tags = g_strsplit (tag, ",", -1);
  g_array_append_val (contact->group_ids, group);
  g_set_str (&contact->custom, custom);
  return await_int (peal_contacts_save (fixture->base.store, contact, "test"));
}

static void
make_pair (OutboxFixture *fixture,
           Pair          *pair)
{
  PealStore *store = fixture->base.store;
  g_autoptr(PealSchedule) schedule = peal_schedule_new ("Weekly", "Hi");
  g_autoptr(GBytes) photo = g_bytes_new_static ("photo", 5);

  for (guint i = 0; i < 2; i++)
    {
      g_autofree char *name = g_strdup_printf ("Group %u", i);

      pair->groups[i] = await_int (peal_groups_ensure (store, name, "test"));
    }
  pair->ids[0] = add_rich (fixture, "Ann|Berg||+12015550101|a@x.de", "one,both", pair->groups[0], "{\"dog\":\"Rex\"}");
  pair->ids[1] = add_rich (fixture, "Anna|Berg|Bakery|+12015550102,+12015550101|b@x.de", "two,both", pair->groups[1],
                           "{\"cat\":\"Tom\",\"dog\":\"Max\"}");
  await_true (peal_contact_photo_set (store, pair->ids[1], photo, "test"));
  pair->message = enqueue_one (fixture, "+12015550102");
  schedule->start = (PealCivilTime) { .year = 2030, .month = 1, .day = 1 };
  g_array_append_val (schedule->contact_ids, pair->ids[1]);
  pair->schedule = await_int (peal_schedules_save (store, schedule, NOON + PEAL_DAY, "test"));
}

static gint64
merge (OutboxFixture *fixture,
       const Pair    *pair)
{
  g_autoptr(PealContact) merged = await_boxed (peal_contacts_get (fixture->base.store, pair->ids[0]));

  g_set_str (&merged->given, "Anna");
  g_set_str (&merged->display, "");
  return await_int (peal_contacts_merge (fixture->base.store, merged, pair->ids[1], "test"));
}

/* "+1..01 +1..02 | a@x.de b@x.de | both one two | 2 groups | {…}" */
static char *
describe (OutboxFixture *fixture,
          gint64         id)
{
  g_autoptr(PealContact) contact = await_boxed (peal_contacts_get (fixture->base.store, id));
  g_autofree char *tags = g_strjoinv (" ", contact->tags);
  g_autoptr(GString) text = g_string_new (contact->display);

  for (guint i = 0; i < contact->phones->len; i++)
    g_string_append_printf (text, " %s", ((PealContactPhone *) contact->phones->pdata[i])->e164);
  g_string_append (text, " |");
  for (guint i = 0; i < contact->emails->len; i++)
    g_string_append_printf (text, " %s", ((PealContactEmail *) contact->emails->pdata[i])->address);
  g_string_append_printf (text, " | %s | %u | %s", tags, contact->group_ids->len, contact->custom);
  return g_string_free_and_steal (g_steal_pointer (&text));
}

#define assert_described(fixture, id, expected) \
  G_STMT_START { \
    g_autofree char *described = describe (fixture, id); \
\
    g_assert_cmpstr (described, ==, expected); \
  } G_STMT_END

#define FIRST "Ann Berg +12015550101 | a@x.de | both one | 1 | {\"dog\":\"Rex\"}"
#define SECOND "Anna Berg +12015550102 +12015550101 | b@x.de | both two | 1 | {\"cat\":\"Tom\",\"dog\":\"Max\"}"
#define BOTH "Anna Berg +12015550101 +12015550102 | a@x.de b@x.de | both one two | 2 | {\"cat\":\"Tom\",\"dog\":\"Rex\"}"

static gint64
get_owner (OutboxFixture *fixture,
           gint64         message)
{
  return query_by_id (&fixture->base, "SELECT v.contact_id FROM message AS m JOIN conversation AS v "
                                      "ON v.id = m.conversation_id WHERE m.id = ?1", message);
}

/* Everything follows, and everything goes back. */
static void
test_merge (OutboxFixture *fixture,
            gconstpointer  data)
{
  Pair pair;
  gint64 seq;
  g_autoptr(GPtrArray) history = NULL;
  g_autoptr(GArray) bin = NULL;
  const PealContactFilter deleted = { .shelf = PEAL_CONTACT_DELETED };

  make_pair (fixture, &pair);
  g_assert_cmpint (get_owner (fixture, pair.message), ==, pair.ids[1]);
  seq = merge (fixture, &pair);
  assert_described (fixture, pair.ids[0], BOTH);
  g_assert_cmpint (get_owner (fixture, pair.message), ==, pair.ids[0]);
  assert_sql (&fixture->base, "SELECT contact_ids FROM schedule", "[1]");
  assert_sql (&fixture->base, "SELECT contact_id FROM contact_photo", "1");
  assert_sql (&fixture->base, "SELECT count(*) FROM contact WHERE deleted_at IS NULL", "1");
  bin = await_boxed (peal_contacts_snapshot (fixture->base.store, &deleted));
  g_assert_cmpuint (bin->len, ==, 0); /* it is no contact that was thrown away */
  history = await_boxed (peal_timeline_list (fixture->base.store, pair.ids[0], PEAL_TIMELINE_CHANGES, NULL, 20));
  g_assert_cmpuint (history->len, ==, 4); /* merged, the picture, and both were added */
  g_assert_cmpstr (((PealTimelineEntry *) history->pdata[0])->event, ==, "contact.merged");
  g_assert_true (((PealTimelineEntry *) history->pdata[0])->can_undo);
  g_assert_cmpint (((PealTimelineEntry *) history->pdata[0])->id, ==, seq);

  g_assert_cmpint (await_int (peal_contacts_separate (fixture->base.store, seq, "test")), ==, pair.ids[1]);
  assert_described (fixture, pair.ids[0], FIRST);
  assert_described (fixture, pair.ids[1], SECOND);
  g_assert_cmpint (get_owner (fixture, pair.message), ==, pair.ids[1]);
  assert_sql (&fixture->base, "SELECT contact_ids FROM schedule", "[1,2]");
  assert_sql (&fixture->base, "SELECT contact_id FROM contact_photo", "2");
  await_error (peal_contacts_separate (fixture->base.store, seq, "test"), PEAL_STORE_ERROR_NOT_FOUND);
  await_error (peal_contacts_separate (fixture->base.store, 1, "test"), PEAL_STORE_ERROR_NOT_FOUND);
}

/* What somebody has changed since stays with the one that was kept; what was written to the other goes with it. */
static void
test_changed_since (OutboxFixture *fixture,
                    gconstpointer  data)
{
  Pair pair;
  gint64 seq, later;
  g_autoptr(PealContact) merged = NULL;

  make_pair (fixture, &pair);
  seq = merge (fixture, &pair);
  merged = await_boxed (peal_contacts_get (fixture->base.store, pair.ids[0]));
  g_set_str (&merged->notes, "new");
  g_set_str (&merged->family, "Stone");
  g_set_str (&merged->display, "");
  g_ptr_array_add (merged->phones, peal_contact_phone_new ("+12015550103"));
  await_int (peal_contacts_save (fixture->base.store, merged, "test"));
  later = enqueue_one (fixture, "+12015550102");
  await_int (peal_contacts_separate (fixture->base.store, seq, "test"));
  g_clear_pointer (&merged, peal_contact_free);
  merged = await_boxed (peal_contacts_get (fixture->base.store, pair.ids[0]));
  g_assert_cmpstr (merged->given, ==, "Ann");
  g_assert_cmpstr (merged->family, ==, "Stone");
  g_assert_cmpstr (merged->notes, ==, "new");
  g_assert_cmpuint (merged->phones->len, ==, 2);
  g_assert_cmpstr (((PealContactPhone *) merged->phones->pdata[1])->e164, ==, "+12015550103");
  assert_described (fixture, pair.ids[1], SECOND);
  g_assert_cmpint (get_owner (fixture, later), ==, pair.ids[1]);
}

/* R-LAW-2: what a number has said stays said, whoever has it. */
static void
test_consent (OutboxFixture *fixture,
              gconstpointer  data)
{
  const PealConsentEntry entry = { .e164 = "+12015550102", .act = PEAL_CONSENT_ACT_OPT_OUT,
                                   .how = PEAL_CONSENT_HOW_PERSON, .actor = "test" };
  Pair pair;
  gint64 seq;
  g_autoptr(PealConsent) said = NULL;
  g_autoptr(PealConsent) merged = NULL;
  g_autoptr(PealConsent) separate = NULL;

  make_pair (fixture, &pair);
  said = await_boxed (peal_consent_record (fixture->base.store, &entry));
  seq = merge (fixture, &pair);
  merged = await_boxed (peal_consent_get (fixture->base.store, "+12015550102"));
  g_assert_cmpint (merged->state, ==, PEAL_CONSENT_OPTED_OUT);
  await_int (peal_contacts_separate (fixture->base.store, seq, "test"));
  separate = await_boxed (peal_consent_get (fixture->base.store, "+12015550102"));
  g_assert_cmpint (separate->state, ==, PEAL_CONSENT_OPTED_OUT);
}

static void
test_refusals (OutboxFixture *fixture,
               gconstpointer  data)
{
  Pair pair;
  g_autoptr(PealContact) merged = NULL;

  make_pair (fixture, &pair);
  merged = await_boxed (peal_contacts_get (fixture->base.store, pair.ids[0]));
  await_error (peal_contacts_merge (fixture->base.store, merged, pair.ids[0], "test"), PEAL_STORE_ERROR_INVALID);
  await_error (peal_contacts_merge (fixture->base.store, merged, 99, "test"), PEAL_STORE_ERROR_NOT_FOUND);
  await_int (peal_contacts_delete (fixture->base.store, &pair.ids[1], 1, "test"));
  await_error (peal_contacts_merge (fixture->base.store, merged, pair.ids[1], "test"), PEAL_STORE_ERROR_NOT_FOUND);
  assert_described (fixture, pair.ids[0], FIRST);
}

#define FIND(path, func) g_test_add ("/store/duplicates/" path, Fixture, NULL, fixture_set_up, func, fixture_tear_down)
#define MERGE(path, func) g_test_add ("/store/merge/" path, OutboxFixture, NULL, outbox_set_up, func, outbox_tear_down)

int
main (int   argc,
      char *argv[])
{
  dex_init ();
  g_test_init (&argc, &argv, NULL);

  FIND ("find", test_find);
  FIND ("many", test_many);
  FIND ("distinct", test_distinct);
  MERGE ("all", test_merge);
  MERGE ("changed-since", test_changed_since);
  MERGE ("consent", test_consent);
  MERGE ("refusals", test_refusals);
  return g_test_run ();
}
