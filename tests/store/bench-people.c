/* bench-people.c: what it costs to import, list and find very many contacts, and to open a long talk.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include "store-fixture.h"

#include "peal-contacts-import.h"
#include "peal-accounts.h"
#include "peal-inbound.h"
#include "peal-jobs.h"
#include "peal-talk-page.h"
#include "peal-talk.h"

#define BATCH 2000

static const char *const givens[] = { "Ann", "Bob", "José", "Łukasz", "Mary", "Zoë", "Peter", "Fatima", "Li", "Oluwaseun" };
static const char *const families[] = { "Müller", "Smith", "Nguyen", "García", "Brown", "Okafor", "Ivanova", "Silva" };

static double
seconds_since (gint64 start)
{
  return (double) (g_get_monotonic_time () - start) / G_USEC_PER_SEC;
}

static GPtrArray *
make_batch (guint from)
{
  GPtrArray *records = g_ptr_array_new_with_free_func ((GDestroyNotify) peal_contact_record_free);

  for (guint i = from; i < from + BATCH; i++)
    {
      PealContact *contact = peal_contact_new ();

      g_set_str (&contact->given, givens[i % G_N_ELEMENTS (givens)]);
      g_free (contact->family);
      contact->family = g_strdup_printf ("%s%u", families[i % G_N_ELEMENTS (families)], i / 80);
      for (guint j = 0; j < 3; j++)
        {
          g_autofree char *e164 = g_strdup_printf ("+1%03u%07u", 201 + j, i * 7 % 10000000);

          g_ptr_array_add (contact->phones, peal_contact_phone_new (e164));
        }
      g_ptr_array_add (records, peal_contact_record_new (i + 1, contact));
    }
  return records;
}

static void
import (Fixture *fixture,
        guint    n)
{
  PealContactMergeOptions options = { .file_name = "bench.csv", .actor = "bench" };
  gint64 span = 0;

  options.job_id = await_int (peal_jobs_start (fixture->store, "import", NULL, "bench"));
  for (guint from = 0; from < n; from += BATCH)
    {
      g_autoptr(GPtrArray) records = make_batch (from);
      gint64 start = g_get_monotonic_time ();
      g_autoptr(GArray) results = await_boxed (peal_contacts_import (fixture->store, records, &options));

      span += g_get_monotonic_time () - start;
      g_assert_cmpuint (results->len, ==, BATCH);
    }
  g_print ("import    %u contacts with 3 numbers: %.2f s\n", n, (double) span / G_USEC_PER_SEC);
}

static void
list (Fixture           *fixture,
      const char        *what,
      PealContactFilter  filter)
{
  gint64 start = g_get_monotonic_time ();
  g_autoptr(GArray) ids = await_boxed (peal_contacts_snapshot (fixture->store, &filter));

  g_print ("snapshot  %-20s %7u ids: %6.1f ms\n", what, ids->len, 1000 * seconds_since (start));
  start = g_get_monotonic_time ();
  {
    g_autoptr(GPtrArray) rows = await_boxed (peal_contacts_load_rows (fixture->store, (gint64 *) (gpointer) ids->data,
                                                                      MIN (ids->len, 100)));

    g_print ("rows      %-20s %7u rows: %5.1f ms\n", what, rows->len, 1000 * seconds_since (start));
  }
}

static void
receive (Fixture    *fixture,
         gint64      account_id,
         const char *from,
         guint       n)
{
  g_autoptr(GPtrArray) page = g_ptr_array_new_with_free_func ((GDestroyNotify) peal_inbound_free);
  gint64 start = g_get_monotonic_time ();
  g_autoptr(GArray) ids = NULL;

  for (guint i = 0; i < n; i++)
    {
      g_autofree char *remote_id = g_strdup_printf ("%s-%u", from, i);

      g_ptr_array_add (page, peal_inbound_new (remote_id, from, "+15550001111", "Are you open on Sunday?", NOON));
    }
  ids = await_boxed (peal_talk_record_inbound (fixture->store, account_id, page, NULL));
  g_print ("inbound   %u messages: %.2f s\n", ids->len, seconds_since (start));
}

static void
open_thread (Fixture    *fixture,
             const char *theirs)
{
  gint64 conversation_id = await_int (peal_talk_find (fixture->store, theirs));
  gint64 start = g_get_monotonic_time ();
  g_autoptr(PealTalkPage) page
    = await_boxed (peal_talk_read_page (fixture->store, &(PealTalkAsk) { .conversation_id = conversation_id,
                                                                         .where = PEAL_TALK_NEWEST, .limit = 50 }));

  g_print ("thread    the last %u of %s: %.2f ms\n", page->rows->len, theirs, 1000 * seconds_since (start));
}

static void
talk (Fixture *fixture)
{
  g_autoptr(PealAccount) account = peal_account_new ("twilio", "Bench");
  g_autoptr(PealAccount) stored = await_boxed (peal_account_save (fixture->store, account, "bench"));

  receive (fixture, stored->id, "+15555550150", 50);
  receive (fixture, stored->id, "+15555550199", 50000);
  for (guint i = 0; i < 2; i++)
    {
      open_thread (fixture, "+15555550150");
      open_thread (fixture, "+15555550199");
    }
}

int
main (int   argc,
      char *argv[])
{
  Fixture fixture = { 0 };
  guint n = argc > 1 ? (guint) g_ascii_strtoull (argv[1], NULL, 10) : 100000;

  dex_init ();
  fixture_set_up (&fixture, NULL);
  import (&fixture, n);
  list (&fixture, "all by name", (PealContactFilter) { 0 });
  list (&fixture, "all by company", (PealContactFilter) { .sort = PEAL_CONTACT_SORT_ORG });
  list (&fixture, "all by number", (PealContactFilter) { .sort = PEAL_CONTACT_SORT_NUMBER });
  list (&fixture, "all by last contact", (PealContactFilter) { .sort = PEAL_CONTACT_SORT_LAST_CONTACTED });
  list (&fixture, "\"muller12\"", (PealContactFilter) { .search = "muller12" });
  list (&fixture, "\"ann\"", (PealContactFilter) { .search = "ann" });
  list (&fixture, "\"a\"", (PealContactFilter) { .search = "a" });
  list (&fixture, "\"zo ng\"", (PealContactFilter) { .search = "zo ng" });
  list (&fixture, "\"555 0123\"", (PealContactFilter) { .search = "555 0123" });
  talk (&fixture);
  fixture_tear_down (&fixture, NULL);
  return 0;
}
