/* test-import.c: files of contacts meet contacts that are there.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include "store-fixture.h"

#include "peal-contacts-import.h"
#include "peal-imports.h"
#include "peal-jobs.h"

#include <string.h>

static PealContactMergeOptions
start_import (Fixture                *fixture,
              PealContactMergePolicy  policy)
{
  PealContactMergeOptions options = { .policy = policy, .file_name = "customers.csv", .actor = "test" };

  options.job_id = await_int (peal_jobs_start (fixture->store, "import", "{\"file\":\"customers.csv\"}", "test"));
  return options;
}

static PealContactRecord *
make_record (guint             number,
             const char       *given,
             const char       *org,
             const char       *numbers,
             PealConsentState  consent)
{
  g_auto(GStrv) parts = g_strsplit (numbers, ",", -1);
  PealContact *contact = peal_contact_new ();
  PealContactRecord *record = peal_contact_record_new (number, contact);

  g_set_str (&contact->given, given);
  g_set_str (&contact->org, org);
  for (guint i = 0; parts[i] != NULL; i++)
    g_ptr_array_add (contact->phones, peal_contact_phone_new (parts[i]));
  record->consent = consent;
  return record;
}

/* Imports one record. */
static PealContactMergeResult
import_one (Fixture                       *fixture,
            const PealContactMergeOptions *options,
            PealContactRecord             *record)
{
  g_autoptr(GPtrArray) records = g_ptr_array_new_with_free_func ((GDestroyNotify) peal_contact_record_free);
  g_autoptr(GArray) results = NULL;

  g_ptr_array_add (records, record);
  results = await_boxed (peal_contacts_import (fixture->store, records, options));
  g_assert_cmpuint (results->len, ==, 1);
  return g_array_index (results, PealContactMergeResult, 0);
}

/* Everything that an import could change. Caller frees. */
static char *
dump (Fixture *fixture)
{
  return query_sql (fixture, "SELECT (SELECT group_concat (id || display || org || updated_at) FROM contact) || "
                             "(SELECT group_concat (contact_id || e164) FROM phone) || (SELECT count(*) FROM ledger) || "
                             "coalesce ((SELECT group_concat (e164 || state) FROM consent), 'none')");
}

/* What import_one () would find; it stores nothing. */
static PealContactMergeResult
rehearse_one (Fixture                       *fixture,
              const PealContactMergeOptions *options,
              PealContactRecord             *record)
{
  g_autoptr(GPtrArray) records = g_ptr_array_new_with_free_func ((GDestroyNotify) peal_contact_record_free);
  g_autofree char *before = dump (fixture);
  g_autofree char *after = NULL;
  g_autoptr(GArray) results = NULL;

  g_ptr_array_add (records, record);
  results = await_boxed (peal_contacts_rehearse (fixture->store, records, options));
  g_assert_cmpuint (results->len, ==, 1);
  after = dump (fixture);
  g_assert_cmpstr (after, ==, before);
  return g_array_index (results, PealContactMergeResult, 0);
}

#define X PEAL_CONSENT_UNKNOWN
#define IN PEAL_CONSENT_OPTED_IN
#define OUT PEAL_CONSENT_OPTED_OUT

/* A first file, a second one, and what they leave. */
static const struct
{
  const char *name;
  PealContactMergePolicy policy;
  struct
  {
    const char *given;
    const char *org;
    const char *numbers;
    PealConsentState consent;
  } first, second;
  PealContactMergeVerdict verdict;
  const char *display;
  const char *numbers;
  const char *org;
  PealConsentState consent; /* of the first number */
} merges[] = {
  { "nobody known", PEAL_CONTACT_MERGE_FILL, { "Ann", "", "+1", X }, { "Bob", "", "+2", X },
    PEAL_CONTACT_MERGED_NEW, "Bob", "+2", "", X },
  { "the same again", PEAL_CONTACT_MERGE_FILL, { "Ann", "Org", "+1,+2", IN }, { "Ann", "Org", "+1,+2", IN },
    PEAL_CONTACT_MERGED_UNCHANGED, "Ann", "+1,+2", "Org", IN },
  { "fill", PEAL_CONTACT_MERGE_FILL, { "Ann", "", "+1", X }, { "Anna", "Org", "+1,+3", X },
    PEAL_CONTACT_MERGED_UPDATED, "Ann", "+1,+3", "Org", X },
  { "replace", PEAL_CONTACT_MERGE_REPLACE, { "Ann", "Old", "+1", X }, { "Anna", "", "+1,+3", X },
    PEAL_CONTACT_MERGED_UPDATED, "Anna", "+1,+3", "Old", X },
  { "skip", PEAL_CONTACT_MERGE_SKIP, { "Ann", "", "+1", IN }, { "Anna", "Org", "+1,+3", OUT },
    PEAL_CONTACT_MERGED_SKIPPED, "Ann", "+1", "", OUT },
  { "keep both", PEAL_CONTACT_MERGE_KEEP_BOTH, { "Ann", "", "+1", IN }, { "Anna", "Org", "+1,+3", OUT },
    PEAL_CONTACT_MERGED_NEW, "Anna", "+1,+3", "Org", OUT },
  { "known by a second number", PEAL_CONTACT_MERGE_FILL, { "Ann", "", "+1,+2", X }, { "", "Org", "+2", X },
    PEAL_CONTACT_MERGED_UPDATED, "Ann", "+1,+2", "Org", X },
  { "a shared landline is not a person", PEAL_CONTACT_MERGE_FILL, { "Ann", "", "+1,+9", X }, { "Bob", "", "+2,+9", X },
    PEAL_CONTACT_MERGED_NEW, "Bob", "+2,+9", "", X },
  { "a number gets a name", PEAL_CONTACT_MERGE_FILL, { "", "", "+1", X }, { "Ann", "", "+1", X },
    PEAL_CONTACT_MERGED_UPDATED, "Ann", "+1", "", X },
  { "no import lifts", PEAL_CONTACT_MERGE_REPLACE, { "Ann", "", "+1", OUT }, { "Ann", "", "+1", IN },
    PEAL_CONTACT_MERGED_UNCHANGED, "Ann", "+1", "", OUT },
  { "stricter wins", PEAL_CONTACT_MERGE_FILL, { "Ann", "", "+1", IN }, { "Ann", "", "+1", OUT },
    PEAL_CONTACT_MERGED_UNCHANGED, "Ann", "+1", "", OUT },
  { "silence changes nothing", PEAL_CONTACT_MERGE_FILL, { "Ann", "", "+1", IN }, { "Ann", "", "+1", X },
    PEAL_CONTACT_MERGED_UNCHANGED, "Ann", "+1", "", IN },
};

static char *
dup_numbers (const PealContact *contact)
{
  GString *numbers = g_string_new (NULL);

  for (guint i = 0; i < contact->phones->len; i++)
    g_string_append_printf (numbers, "%s%s", i > 0 ? "," : "",
                            ((PealContactPhone *) contact->phones->pdata[i])->e164);
  return g_string_free_and_steal (numbers);
}

static void
test_merge (Fixture       *fixture,
            gconstpointer  data)
{
  guint i = GPOINTER_TO_UINT (data);
  PealContactMergeOptions options = start_import (fixture, merges[i].policy);
  PealContactMergeResult rehearsed, result;
  g_autoptr(PealContact) contact = NULL;
  g_autofree char *numbers = NULL;

  import_one (fixture, &options, make_record (1, merges[i].first.given, merges[i].first.org, merges[i].first.numbers,
                                              merges[i].first.consent));
  rehearsed = rehearse_one (fixture, &options, make_record (7, merges[i].second.given, merges[i].second.org,
                                                            merges[i].second.numbers, merges[i].second.consent));
  result = import_one (fixture, &options, make_record (7, merges[i].second.given, merges[i].second.org,
                                                       merges[i].second.numbers, merges[i].second.consent));
  g_assert_cmpint (result.verdict, ==, merges[i].verdict);
  g_assert_cmpuint (result.record, ==, 7);
  g_assert_cmpint (rehearsed.verdict, ==, merges[i].verdict);
  g_assert_cmpuint (rehearsed.record, ==, 7);
  g_assert_cmpint (rehearsed.contact_id, ==, merges[i].verdict == PEAL_CONTACT_MERGED_NEW ? 0 : result.contact_id);
  g_assert_cmpint (result.consent, ==, merges[i].consent);
  contact = await_boxed (peal_contacts_get (fixture->store, result.contact_id));
  numbers = dup_numbers (contact);
  g_assert_cmpstr (contact->display, ==, merges[i].display);
  g_assert_cmpstr (contact->org, ==, merges[i].org);
  g_assert_cmpstr (numbers, ==, merges[i].numbers);
}

static void
test_proof (Fixture       *fixture,
            gconstpointer  data)
{
  PealContactMergeOptions options = start_import (fixture, PEAL_CONTACT_MERGE_FILL);
  g_autoptr(GPtrArray) history = NULL;
  const PealConsentEvent *event;

  import_one (fixture, &options, make_record (7, "Ann", "", "+1,+2", OUT));
  assert_sql (fixture, "SELECT count(*) FROM consent WHERE state = 2", "2"); /* an objection holds for all numbers */
  import_one (fixture, &options, make_record (8, "Bob", "", "+3,+4", IN));
  assert_sql (fixture, "SELECT group_concat (e164) FROM consent WHERE state = 1", "+3");
  history = await_boxed (peal_consent_history (fixture->store, "+2"));
  g_assert_cmpuint (history->len, ==, 1);
  event = g_ptr_array_index (history, 0);
  g_assert_cmpstr (event->how, ==, "import");
  g_assert_cmpstr (event->proof, ==, "customers.csv, row 7");
  g_assert_cmpstr (event->actor, ==, "test");
}

static void
test_everybody (Fixture       *fixture,
                gconstpointer  data)
{
  static const char *const tags[] = { "spring", "VIP", NULL };
  PealContactMergeOptions options = start_import (fixture, PEAL_CONTACT_MERGE_FILL);
  PealContactRecord *record = make_record (1, "Ann", "", "+1", X);
  PealContactMergeResult result;
  g_autoptr(PealContact) contact = NULL;

  run_sql (fixture, "INSERT INTO contact_group (name, created_at) VALUES ('New', 0)");
  options.group_id = 1;
  options.tags = tags;
  g_strfreev (record->contact->tags);
  record->contact->tags = g_strsplit ("vip,old", ",", -1);
  g_set_str (&record->contact->custom, "{\"a\":1}");
  result = import_one (fixture, &options, record);
  contact = await_boxed (peal_contacts_get (fixture->store, result.contact_id));
  g_assert_cmpuint (g_strv_length (contact->tags), ==, 3);
  g_assert_cmpuint (contact->group_ids->len, ==, 1);

  record = make_record (2, "", "", "+1", X);
  g_set_str (&record->contact->custom, "{\"a\":2,\"b\":3}");
  result = import_one (fixture, &options, record);
  g_assert_cmpint (result.verdict, ==, PEAL_CONTACT_MERGED_UPDATED);
  assert_sql (fixture, "SELECT custom FROM contact", "{\"a\":1,\"b\":3}");
  assert_sql (fixture, "SELECT import_job FROM contact", "1");

  await_true (peal_jobs_finish (fixture->store, options.job_id, PEAL_JOB_DONE, "{\"added\":1}", "test"));
  assert_sql (fixture, "SELECT state || detail FROM job", "2{\"added\":1}");
  assert_sql (fixture, "SELECT group_concat (event) FROM ledger WHERE subject = 'job:1'",
              "import.started,contact.imported,contact.imported,import.done");
}

static void
test_all_or_nothing (Fixture       *fixture,
                     gconstpointer  data)
{
  PealContactMergeOptions options = start_import (fixture, PEAL_CONTACT_MERGE_FILL);
  g_autoptr(GPtrArray) records = g_ptr_array_new_with_free_func ((GDestroyNotify) peal_contact_record_free);
  PealContactRecord *bad = make_record (2, "Bob", "", "+2", X);

  g_set_str (&bad->contact->custom, "no json");
  g_ptr_array_add (records, make_record (1, "Ann", "", "+1", OUT));
  g_ptr_array_add (records, bad);
  await_error (peal_contacts_import (fixture->store, records, &options), PEAL_STORE_ERROR_INVALID);
  assert_sql (fixture, "SELECT (SELECT count(*) FROM contact) + (SELECT count(*) FROM consent_event)", "0");
}

#define GROUPS "SELECT group_concat (name, ' ' ORDER BY id) FROM contact_group"
#define NOTED "SELECT detail ->> '$.groups' FROM job"

/* A group of an import is never there without the import knowing of it, so that it goes with what has died. */
static void
test_groups (Fixture       *fixture,
             gconstpointer  data)
{
  PealContactMergeOptions options = start_import (fixture, PEAL_CONTACT_MERGE_FILL);
  PealImportUndo undo = { .job = options.job_id };

  run_sql (fixture, "INSERT INTO contact_group (name, rule, created_at) VALUES ('Ruled', '{}', 0)");
  await_error (peal_imports_ensure_groups (fixture->store, options.job_id, (const char *const[]) { "Fair", "Ruled", NULL },
                                           "test"),
               PEAL_STORE_ERROR_INVALID);
  assert_sql (fixture, GROUPS, "Ruled");
  assert_sql (fixture, NOTED, NULL);

  for (guint i = 0; i < 2; i++)
    {
      g_autoptr(GArray) ids = await_boxed (peal_imports_ensure_groups (
        fixture->store, options.job_id, (const char *const[]) { "Fair", "<b>& 🌻", "fair", NULL }, "test"));

      g_assert_cmpuint (ids->len, ==, 3);
      g_assert_cmpint (g_array_index (ids, gint64, 0), ==, 2);
      g_assert_cmpint (g_array_index (ids, gint64, 1), ==, 3);
      g_assert_cmpint (g_array_index (ids, gint64, 2), ==, 2);
      assert_sql (fixture, NOTED, "[2,3]");
    }

  while (!undo.is_done)
    {
      g_autofree PealImportUndo *next = await_boxed (peal_imports_undo (fixture->store, &undo, PEAL_JOB_FAILED, "test"));

      undo = *next;
    }
  assert_sql (fixture, GROUPS, "Ruled");
}

/* Whatever files come in whatever order: nobody's objection is lost, every number that was in a file
 * is somebody's, nobody has a number twice, and the same files once more make nobody new. */
static void
test_property (Fixture       *fixture,
               gconstpointer  data)
{
  PealContactMergeOptions options = start_import (fixture, PEAL_CONTACT_MERGE_FILL);
  g_autoptr(GRand) random = g_rand_new_with_seed (GPOINTER_TO_UINT (data));
  g_autoptr(GPtrArray) records = g_ptr_array_new_with_free_func ((GDestroyNotify) peal_contact_record_free);
  gboolean out[20] = { FALSE };
  gboolean seen[20] = { FALSE };

  for (guint i = 0; i < 60; i++)
    {
      guint a = (guint) g_rand_int_range (random, 0, 20);
      guint b = (guint) g_rand_int_range (random, 0, 20);
      PealConsentState consent = (PealConsentState) g_rand_int_range (random, 0, 3);
      g_autofree char *numbers = g_strdup_printf ("+%u,+%u", 100 + a, 100 + b);

      g_ptr_array_add (records, make_record (i, g_rand_boolean (random) ? "Ann" : "", "", numbers, consent));
      seen[a] = seen[b] = TRUE;
      if (consent == OUT)
        out[a] = out[b] = TRUE;
    }
  for (guint round = 0; round < 2; round++)
    {
      g_autoptr(GArray) results = await_boxed (peal_contacts_import (fixture->store, records, &options));

      g_assert_cmpuint (results->len, ==, records->len);
      for (guint i = 0; round == 1 && i < results->len; i++)
        g_assert_cmpint (g_array_index (results, PealContactMergeResult, i).verdict, !=, PEAL_CONTACT_MERGED_NEW);
    }
  for (guint i = 0; i < G_N_ELEMENTS (out); i++)
    {
      g_autofree char *number = g_strdup_printf ("+%u", 100 + i);
      g_autoptr(PealConsent) consent = await_boxed (peal_consent_get (fixture->store, number));
      g_autoptr(GPtrArray) owners = await_boxed (peal_contacts_find_by_number (fixture->store, number));

      g_assert_cmpint (consent->state == OUT, ==, out[i]);
      g_assert_cmpint (owners->len > 0, ==, seen[i]);
    }
  assert_sql (fixture, "SELECT count(*) FROM (SELECT 1 FROM phone GROUP BY contact_id, e164 HAVING count(*) > 1)", "0");
  assert_sql (fixture, "SELECT count(*) FROM contact WHERE id NOT IN (SELECT contact_id FROM phone WHERE position = 1)", "0");
}

/* Not timed: a big import goes through, in batches, and everybody can be found. */
static void
test_many (Fixture       *fixture,
           gconstpointer  data)
{
  PealContactMergeOptions options = start_import (fixture, PEAL_CONTACT_MERGE_FILL);
  guint n = g_test_slow () ? 100000 : 10000;

  for (guint from = 0; from < n; from += 2000)
    {
      g_autoptr(GPtrArray) records = g_ptr_array_new_with_free_func ((GDestroyNotify) peal_contact_record_free);
      g_autoptr(GArray) results = NULL;

      for (guint i = from; i < from + 2000; i++)
        {
          g_autofree char *given = g_strdup_printf ("Person%06u", i);
          g_autofree char *numbers = g_strdup_printf ("+1201555%06u,+1202555%06u,+1203555%06u", i, i, i);

          g_ptr_array_add (records, make_record (i, given, "Company", numbers, i % 10 == 0 ? OUT : X));
        }
      results = await_boxed (peal_contacts_import (fixture->store, records, &options));
      g_assert_cmpuint (results->len, ==, 2000);
    }
  g_assert_cmpint (await_int (peal_contacts_count (fixture->store)), ==, n);
  {
    PealContactFilter all = { .search = "company" };
    PealContactFilter one = { .search = "202 555 009999" };
    g_autoptr(GArray) everybody = await_boxed (peal_contacts_snapshot (fixture->store, &all));
    g_autoptr(GArray) somebody = await_boxed (peal_contacts_snapshot (fixture->store, &one));

    g_assert_cmpuint (everybody->len, ==, n);
    g_assert_cmpuint (somebody->len, ==, 1);
  }
}

#define ADD(path, func) g_test_add ("/store/import/" path, Fixture, NULL, fixture_set_up, func, fixture_tear_down)

int
main (int   argc,
      char *argv[])
{
  dex_init ();
  g_test_init (&argc, &argv, NULL);

  for (guint i = 0; i < G_N_ELEMENTS (merges); i++)
    {
      g_autofree char *path = g_strdup_printf ("/store/import/merge/%s", merges[i].name);

      g_test_add (path, Fixture, GUINT_TO_POINTER (i), fixture_set_up, test_merge, fixture_tear_down);
    }
  ADD ("proof", test_proof);
  ADD ("everybody", test_everybody);
  ADD ("all-or-nothing", test_all_or_nothing);
  ADD ("groups", test_groups);
  for (guint seed = 1; seed <= 8; seed++)
    {
      g_autofree char *path = g_strdup_printf ("/store/import/property/%u", seed);

      g_test_add (path, Fixture, GUINT_TO_POINTER (seed), fixture_set_up, test_property, fixture_tear_down);
    }
  ADD ("many", test_many);
  return g_test_run ();
}
