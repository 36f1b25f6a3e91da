/* test-erasure.c: somebody is erased: what goes, what stays, and that the chain still follows.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include "outbox-fixture.h"

#include "peal-consent.h"
#include "peal-contacts-import.h"
#include "peal-duplicates.h"
#include "peal-erasure.h"
#include "peal-groups.h"
#include "peal-inbound.h"
#include "peal-ledger.h"
#include "peal-schedules.h"
#include "peal-settings.h"
#include "peal-suppression.h"
#include "peal-talk.h"
#include "peal-verify.h"

#include <string.h>

#define NUMBER "+12015550177"
#define OTHER "+12015550178"

static PealStore *
get_store (OutboxFixture *fixture)
{
  return fixture->base.store;
}

static gint64
add_person (OutboxFixture *fixture,
            const char    *given,
            const char    *number,
            const char    *more)
{
  g_autoptr(PealContact) contact = peal_contact_new ();

  g_set_str (&contact->given, given);
  g_set_str (&contact->family, "Quackenbush");
  g_set_str (&contact->org, "Zyzzyva Ltd");
  g_set_str (&contact->email, "xylophone@example.com");
  g_set_str (&contact->notes, "plays the flugelhorn");
  g_ptr_array_add (contact->phones, peal_contact_phone_new (number));
  if (more != NULL)
    g_ptr_array_add (contact->phones, peal_contact_phone_new (more));
  return await_int (peal_contacts_save (get_store (fixture), contact, "test"));
}

/* Saved twice more, so that the ledger has what was before and what came instead. */
static void
change_person (OutboxFixture *fixture,
               gint64         id)
{
  static const char *const titles[] = { "Kumquat grower", "Tangelo grower" };

  for (guint i = 0; i < G_N_ELEMENTS (titles); i++)
    {
      g_autoptr(PealContact) contact = await_boxed (peal_contacts_get (get_store (fixture), id));

      g_set_str (&contact->title, titles[i]);
      await_int (peal_contacts_save (get_store (fixture), contact, "test"));
    }
  assert_sql (&fixture->base, "SELECT group_concat (payload ->> '$.values[0].old' || '/' || (payload ->> '$.values[0].new')) "
                              "FROM ledger WHERE event = 'contact.updated'",
              "/Kumquat grower,Kumquat grower/Tangelo grower");
}

static gint64
receive (OutboxFixture *fixture,
         const char    *remote_id,
         const char    *from,
         const char    *body,
         PealConsentAct act)
{
  g_autoptr(GPtrArray) page = g_ptr_array_new_with_free_func ((GDestroyNotify) peal_inbound_free);
  PealInbound *inbound = peal_inbound_new (remote_id, from, OURS, body, NOON);
  g_autoptr(GArray) ids = NULL;

  inbound->act = act;
  g_ptr_array_add (page, inbound);
  ids = await_boxed (peal_talk_record_inbound (get_store (fixture), fixture->account_id, page, NULL));
  return g_array_index (ids, gint64, 0);
}

static PealConsentState
get_consent (OutboxFixture *fixture,
             const char    *number)
{
  g_autoptr(PealConsent) consent = await_boxed (peal_consent_get (get_store (fixture), number));

  return consent->state;
}

static void
say (OutboxFixture *fixture,
     const char    *number,
     PealConsentAct act,
     PealConsentHow how)
{
  PealConsentEntry entry = { .e164 = number, .act = act, .how = how, .wording = "bassoon please", .actor = "test" };
  g_autoptr(PealConsent) consent = await_boxed (peal_consent_record (get_store (fixture), &entry));

  g_assert_nonnull (consent);
}

static void
schedule (OutboxFixture *fixture,
          gint64         contact_id)
{
  g_autoptr(PealSchedule) schedule = peal_schedule_new ("Weekly", "Hi");

  schedule->start = (PealCivilTime) { 2030, 1, 1, 9, 0, 0 };
  g_array_append_val (schedule->contact_ids, contact_id);
  g_strfreev (schedule->numbers);
  schedule->numbers = g_strdupv ((char *[]) { (char *) "(201) 555-0177", (char *) OTHER, NULL });
  await_int (peal_schedules_save (get_store (fixture), schedule, PEAL_TIME_NEVER, "test"));
}

/* All that may hold something of them. Returns the contact's id. */
static gint64
live (OutboxFixture *fixture)
{
  gint64 id = add_person (fixture, "Wilhelmina", NUMBER, NULL);
  gint64 group = await_int (peal_groups_ensure (get_store (fixture), "Band", "test"));
  g_autoptr(GPtrArray) messages = g_ptr_array_new_with_free_func ((GDestroyNotify) peal_queued_free);
  g_autoptr(GArray) added = await_boxed (peal_groups_add_members (get_store (fixture), group, &id, 1, "test"));
  g_autoptr(GArray) queued = NULL;

  await_true (peal_setting_set (get_store (fixture), PEAL_SETTING_REGION, "US", "test"));
  change_person (fixture, id);
  g_set_str (&add_queued (messages, fixture, NUMBER)->body, "Dear Wilhelmina, the harpsichord is ready");
  queued = await_boxed (peal_outbox_enqueue (get_store (fixture), messages, "test"));
  receive (fixture, "SM1", NUMBER, "the harpsichord can wait", PEAL_CONSENT_ACT_NONE);
  say (fixture, NUMBER, PEAL_CONSENT_ACT_OPT_IN, PEAL_CONSENT_HOW_FORM);
  schedule (fixture, id);
  return id;
}

static PealErasure *
erase (OutboxFixture *fixture,
       gint64         id)
{
  return await_boxed (peal_erasure_run (get_store (fixture), id, "test"));
}

static void
assert_sound (OutboxFixture *fixture)
{
  g_autoptr(PealVerifyReport) report = await_boxed (peal_store_verify (get_store (fixture)));

  for (guint i = 0; i < report->findings->len; i++)
    g_test_message ("%s", (char *) g_ptr_array_index (report->findings, i));
  g_assert_true (peal_verify_report_is_sound (report));
}

/* Whether a file of the workspace holds the bytes of @text. */
static gboolean
holds (OutboxFixture *fixture,
       const char    *name,
       const char    *text)
{
  g_autofree char *path = fixture_path (&fixture->base, name);
  g_autofree char *bytes = NULL;
  gsize length = 0;

  g_file_get_contents (path, &bytes, &length, NULL);
  return bytes != NULL && memmem (bytes, length, text, strlen (text)) != NULL;
}

static const char *const traces[] = { NUMBER,        "2015550177",    "555-0177",       "Wilhelmina", "wilhelmina", "Quackenbush",
                                      "quackenbush", "Zyzzyva",       "xylophone",      "flugelhorn", "Kumquat",    "Tangelo",
                                      "harpsichord", "bassoon" };

/* No byte of them is left, in the file or its log. */
static void
test_file (OutboxFixture *fixture,
           gconstpointer  data)
{
  gint64 id = live (fixture);
  g_autoptr(PealErasure) before = await_boxed (peal_erasure_count (get_store (fixture), id));
  g_autoptr(PealErasure) erasure = NULL;

  for (guint i = 0; i < G_N_ELEMENTS (traces); i++)
    g_assert_true (holds (fixture, "peal.db", traces[i]) || holds (fixture, "peal.db-wal", traces[i]));
  erasure = erase (fixture, id);
  g_assert_cmpuint (before->n_numbers, ==, 1);
  g_assert_cmpuint (before->n_messages, ==, 2);
  g_assert_cmpuint (before->n_waiting, ==, 1);
  g_assert_cmpuint (erasure->n_messages, ==, 2);
  g_assert_cmpuint (erasure->n_events, >=, 5);
  for (guint i = 0; i < G_N_ELEMENTS (traces); i++)
    {
      g_test_message ("%s", traces[i]);
      g_assert_false (holds (fixture, "peal.db-wal", traces[i]));
      g_assert_false (holds (fixture, "peal.db", traces[i]));
    }
  assert_sound (fixture);
}

/* Nor can the full-text index say what it knew of them. */
static void
test_search (OutboxFixture *fixture,
             gconstpointer  data)
{
  gint64 id = live (fixture);
  g_autofree char *count = g_strdup_printf ("%" G_GINT64_FORMAT, id);
  g_autoptr(PealErasure) erasure = NULL;

  add_person (fixture, "Somebody", OTHER, NULL);
  erasure = erase (fixture, id);
  run_sql (&fixture->base, "CREATE VIRTUAL TABLE vocabulary USING fts5vocab (contact_search, instance)");
  assert_sql (&fixture->base, "SELECT count(*) > 0 FROM vocabulary", "1");
  assert_sql (&fixture->base, "SELECT count(*) FROM vocabulary WHERE doc NOT IN (SELECT id FROM contact)", "0");
}

static void
test_rows (OutboxFixture *fixture,
           gconstpointer  data)
{
  gint64 id = live (fixture);
  g_autoptr(PealErasure) erasure = erase (fixture, id);
  g_autoptr(GArray) conversations = await_boxed (peal_talk_snapshot (get_store (fixture), &(PealTalkFilter) { PEAL_TALK_ALL }));

  await_error (peal_contacts_get (get_store (fixture), id), PEAL_STORE_ERROR_NOT_FOUND);
  await_error (peal_erasure_run (get_store (fixture), id, "test"), PEAL_STORE_ERROR_NOT_FOUND);
  g_assert_cmpuint (conversations->len, ==, 0);
  /* What waited was taken back; the rows are there for figures and for what a gateway lists again. */
  assert_sql (&fixture->base, "SELECT group_concat (state || '/' || body || '/' || coalesce (remote_id, '')) FROM message",
              "10//,11//SM1");
  assert_sql (&fixture->base, "SELECT count(settled_at) FROM message WHERE state = 10", "0");
  g_assert_cmpint (receive (fixture, "SM1", NUMBER, "the harpsichord can wait", PEAL_CONSENT_ACT_NONE), ==, 0);
  assert_sql (&fixture->base, "SELECT contact_ids || numbers FROM schedule", "[]" OTHER);
  assert_sql (&fixture->base, "SELECT count(*) FROM group_member", "0");
  assert_sql (&fixture->base, "SELECT count(*) FROM ledger_about", "0");
  /* 1 and 10 are its sizes and its list of parts; of a part that holds only who was erased nothing is left */
  assert_sql (&fixture->base, "SELECT count(*) FROM contact_search_data WHERE id > 10", "0");
  assert_sql (&fixture->base, "SELECT group_concat (payload ->> '$.messages') FROM ledger WHERE event = 'privacy.erased'", "2");
  g_assert_cmpint (claim_one (fixture), ==, 0);
  assert_sound (fixture);
}

/* R-LAW-2: their opt-out holds when the number comes back, and only their own word lifts it. */
static void
test_opt_out_holds (OutboxFixture *fixture,
                    gconstpointer  data)
{
  gint64 id = live (fixture);
  g_autoptr(PealErasure) erasure = NULL;

  say (fixture, NUMBER, PEAL_CONSENT_ACT_OPT_OUT, PEAL_CONSENT_HOW_KEYWORD);
  erasure = erase (fixture, id);
  assert_sql (&fixture->base, "SELECT count(*) FROM consent", "0");
  assert_sql (&fixture->base, "SELECT group_concat (reason) FROM suppression", "opted_out");
  g_assert_cmpint (get_consent (fixture, NUMBER), ==, PEAL_CONSENT_OPTED_OUT);
  g_assert_cmpint (get_consent (fixture, OTHER), ==, PEAL_CONSENT_UNKNOWN);

  say (fixture, NUMBER, PEAL_CONSENT_ACT_OPT_IN, PEAL_CONSENT_HOW_IMPORT);
  g_assert_cmpint (get_consent (fixture, NUMBER), ==, PEAL_CONSENT_OPTED_OUT);
  add_person (fixture, "Again", NUMBER, NULL);
  assert_sql (&fixture->base, "SELECT state FROM consent WHERE e164 = '" NUMBER "'", "2");
  receive (fixture, "SM2", NUMBER, "start", PEAL_CONSENT_ACT_OPT_IN);
  g_assert_cmpint (get_consent (fixture, NUMBER), ==, PEAL_CONSENT_OPTED_IN);
}

/* The marks are counted and asked for, one number at a time. */
static void
test_marks (OutboxFixture *fixture,
            gconstpointer  data)
{
  gint64 id = live (fixture);
  g_autoptr(PealErasure) erasure = NULL;

  g_assert_cmpint (await_int (peal_suppression_count (get_store (fixture))), ==, 0);
  g_assert_cmpint (await_int (peal_suppression_check (get_store (fixture), NUMBER)), ==, 0);
  erasure = erase (fixture, id);
  g_assert_cmpint (await_int (peal_suppression_count (get_store (fixture))), ==, 1);
  g_assert_cmpint (await_int (peal_suppression_check (get_store (fixture), NUMBER)), ==,
                   peal_clock_get_now (fixture->base.clock));
  g_assert_cmpint (await_int (peal_suppression_check (get_store (fixture), OTHER)), ==, 0);
  g_assert_false (holds (fixture, "peal.db", NUMBER));
}

/* Each way in which a number comes into a workspace. */
static void
test_comes_back (OutboxFixture *fixture,
                 gconstpointer  data)
{
  static const char *const ways[] = { "writes", "is written to", "is saved", "is imported" };

  for (guint i = 0; i < G_N_ELEMENTS (ways); i++)
    {
      g_autofree char *number = g_strdup_printf ("+120155502%02u", i);
      g_autoptr(PealErasure) erasure = erase (fixture, add_person (fixture, "Wilhelmina", number, NULL));

      g_test_message ("%s", ways[i]);
      g_assert_cmpint (get_consent (fixture, number), ==, PEAL_CONSENT_OPTED_OUT);
      if (i == 0)
        receive (fixture, "SM9", number, "hello", PEAL_CONSENT_ACT_NONE);
      else if (i == 1)
        enqueue_one (fixture, number);
      else if (i == 2)
        add_person (fixture, "Again", number, NULL);
      else
        {
          g_autoptr(GPtrArray) records = g_ptr_array_new_with_free_func ((GDestroyNotify) peal_contact_record_free);
          PealContact *contact = peal_contact_new ();
          PealContactMergeOptions options = { .file_name = "old.csv", .actor = "test" };
          g_autoptr(GArray) results = NULL;

          g_ptr_array_add (contact->phones, peal_contact_phone_new (number));
          g_ptr_array_add (records, peal_contact_record_new (1, contact));
          ((PealContactRecord *) g_ptr_array_index (records, 0))->consent = PEAL_CONSENT_OPTED_IN;
          run_sql (&fixture->base, "INSERT INTO job (kind, state, started_at) VALUES ('import', 1, 1)");
          options.job_id = 1;
          results = await_boxed (peal_contacts_import (get_store (fixture), records, &options));
        }
      assert_sql (&fixture->base, "SELECT group_concat (state) FROM consent", i == 0 ? "2" : i == 1 ? "2,2" : i == 2 ? "2,2,2" : "2,2,2,2");
    }
  g_assert_cmpint (claim_one (fixture), !=, 0); /* the gate is asked, and knows */
  g_assert_cmpint (fixture->last.consent, ==, PEAL_CONSENT_OPTED_OUT);
}

/* A number that somebody else has too stays theirs. */
static void
test_shared (OutboxFixture *fixture,
             gconstpointer  data)
{
  gint64 id = add_person (fixture, "Wilhelmina", NUMBER, OTHER);
  gint64 other = add_person (fixture, "Housemate", OTHER, NULL);
  g_autoptr(PealErasure) erasure = NULL;
  g_autoptr(PealContact) left = NULL;

  say (fixture, OTHER, PEAL_CONSENT_ACT_OPT_IN, PEAL_CONSENT_HOW_FORM);
  erasure = erase (fixture, id);
  g_assert_cmpuint (erasure->n_numbers, ==, 1);
  g_assert_cmpuint (erasure->n_shared, ==, 1);
  g_assert_cmpint (get_consent (fixture, OTHER), ==, PEAL_CONSENT_OPTED_IN);
  left = await_boxed (peal_contacts_get (get_store (fixture), other));
  g_assert_cmpuint (left->phones->len, ==, 1);
  assert_sql (&fixture->base, "SELECT count(*) FROM suppression", "1");
}

/* Whoever became one with the person goes along: contacts that were merged stay, out of sight, for an undo. */
static void
test_merged (OutboxFixture *fixture,
             gconstpointer  data)
{
  gint64 id = add_person (fixture, "Wilhelmina", NUMBER, NULL);
  gint64 gone = add_person (fixture, "Minna", OTHER, NULL);
  g_autoptr(PealContact) merged = await_boxed (peal_contacts_get (get_store (fixture), id));
  g_autoptr(PealErasure) erasure = NULL;

  g_ptr_array_add (merged->phones, peal_contact_phone_new (OTHER));
  await_int (peal_contacts_merge (get_store (fixture), merged, gone, "test"));
  assert_sql (&fixture->base, "SELECT count(*) FROM contact", "2");
  erasure = erase (fixture, id);
  g_assert_cmpuint (erasure->n_numbers, ==, 2);
  assert_sql (&fixture->base, "SELECT count(*) FROM contact", "0");
  assert_sql (&fixture->base, "SELECT count(*) FROM suppression", "2");
  g_assert_false (holds (fixture, "peal.db", "Minna"));
  g_assert_false (holds (fixture, "peal.db", "minna"));
  g_assert_false (holds (fixture, "peal.db", OTHER));
  g_assert_false (holds (fixture, "peal.db", "Wilhelmina"));
  assert_sound (fixture);
}

/* What is on its way may still be asked about: it is waited for. */
static void
test_busy (OutboxFixture *fixture,
           gconstpointer  data)
{
  gint64 id = add_person (fixture, "Wilhelmina", NUMBER, NULL);
  g_autoptr(PealErasure) erasure = NULL;
  g_autoptr(PealClaimed) claimed = NULL;

  enqueue_one (fixture, NUMBER);
  claimed = claim_next (fixture, NULL);
  await_error (peal_erasure_run (get_store (fixture), id, "test"), PEAL_STORE_ERROR_CONFLICT);
  {
    g_autoptr(PealClaimed) none = claim_next (fixture, settlement_accepted (claimed->message_id, claimed->attempt, "SM5"));
  }
  erasure = erase (fixture, id);
  assert_sql (&fixture->base, "SELECT state || remote_id || body FROM message", "3SM5");
  assert_sound (fixture);
}

/* The ledger -------------------------------------------------------------------------------------- */

static void
test_seals (OutboxFixture *fixture,
            gconstpointer  data)
{
  static const struct
  {
    const char *sql;
    guint n_findings;
  } rows[] = {
    { "UPDATE ledger SET seal = zeroblob (32) WHERE seq = (SELECT min (seq) FROM ledger WHERE seal IS NOT NULL)", 1 },
    { "UPDATE ledger SET subject = 'somebody' WHERE seq = (SELECT min (seq) FROM ledger WHERE seal IS NOT NULL)", 1 },
    { "UPDATE ledger SET payload = '{\"n\":1}' WHERE seq = (SELECT min (seq) FROM ledger WHERE seal IS NOT NULL)", 1 },
    { "UPDATE ledger SET at = at + 1 WHERE seq = (SELECT min (seq) FROM ledger WHERE seal IS NOT NULL)", 1 },
    { "UPDATE ledger SET seal = x'', salt = NULL, subject = 'erased', payload = '{}' WHERE seq = (SELECT max (seq) FROM ledger)", 1 },
    { "UPDATE ledger SET salt = NULL WHERE seq = (SELECT max (seq) FROM ledger)", 1 },
  };
  gint64 id = live (fixture);
  g_autoptr(PealErasure) erasure = erase (fixture, id);

  assert_sound (fixture);
  run_sql (&fixture->base, "DROP TRIGGER ledger_no_update; DROP TRIGGER ledger_no_delete;"
                           "CREATE TABLE sound AS SELECT * FROM ledger");
  for (guint i = 0; i < G_N_ELEMENTS (rows); i++)
    {
      g_autoptr(PealVerifyReport) report = NULL;

      run_sql (&fixture->base, rows[i].sql);
      report = await_boxed (peal_store_verify (get_store (fixture)));
      g_assert_cmpuint (report->ledger, ==, rows[i].n_findings);
      run_sql (&fixture->base, "DELETE FROM ledger; INSERT INTO ledger SELECT * FROM sound");
    }
}

/* As an older program wrote it: without a salt. */
static void
write_old_row (OutboxFixture *fixture,
               gint64         contact_id)
{
  g_autofree char *head = query_sql (&fixture->base, "SELECT max (seq) FROM ledger");
  g_autofree char *hash = query_sql (&fixture->base, "SELECT hex (hash) FROM ledger ORDER BY seq DESC LIMIT 1");
  gint64 seq = g_ascii_strtoll (head, NULL, 10) + 1;
  g_autofree char *subject = g_strdup_printf ("contact:%" G_GINT64_FORMAT, contact_id);
  g_autofree char *text = g_strdup_printf ("%" G_GINT64_FORMAT "\n7\n4:test\n12:contact.seen\n%zu:%s\n2:{}\n", seq,
                                           strlen (subject), subject);
  g_autoptr(GChecksum) checksum = g_checksum_new (G_CHECKSUM_SHA256);
  g_autofree char *path = fixture_path (&fixture->base, "peal.db");
  sqlite3 *handle = NULL;
  sqlite3_stmt *stmt = NULL;
  guint8 bytes[32];
  gsize length = sizeof bytes;

  for (guint i = 0; i < 32; i++)
    bytes[i] = (guint8) (g_ascii_xdigit_value (hash[2 * i]) * 16 + g_ascii_xdigit_value (hash[2 * i + 1]));
  g_checksum_update (checksum, bytes, sizeof bytes);
  g_checksum_update (checksum, (const guchar *) text, -1);
  g_checksum_get_digest (checksum, bytes, &length);
  g_assert_cmpint (sqlite3_open (path, &handle), ==, SQLITE_OK);
  g_assert_cmpint (sqlite3_prepare_v2 (handle, "INSERT INTO ledger (seq, at, actor, event, subject, payload, hash) "
                                               "VALUES (?1, 7, 'test', 'contact.seen', ?2, '{}', ?3)", -1, &stmt, NULL), ==,
                   SQLITE_OK);
  sqlite3_bind_int64 (stmt, 1, seq);
  sqlite3_bind_text (stmt, 2, subject, -1, SQLITE_STATIC);
  sqlite3_bind_blob (stmt, 3, bytes, sizeof bytes, SQLITE_STATIC);
  g_assert_cmpint (sqlite3_step (stmt), ==, SQLITE_DONE);
  sqlite3_finalize (stmt);
  sqlite3_close (handle);
}

static void
test_old_rows (OutboxFixture *fixture,
               gconstpointer  data)
{
  gint64 id = add_person (fixture, "Wilhelmina", NUMBER, NULL);
  g_autoptr(PealErasure) erasure = NULL;
  g_autoptr(PealVerifyReport) report = NULL;

  write_old_row (fixture, id);
  assert_sound (fixture);
  add_person (fixture, "Somebody", OTHER, NULL); /* the chain goes on with new rows */
  assert_sound (fixture);
  erasure = erase (fixture, id);
  assert_sql (&fixture->base, "SELECT count(*) FROM ledger WHERE seal = x''", "1");
  assert_sound (fixture);
  /* Without the event that tells of it, it is tampering. */
  run_sql (&fixture->base, "DROP TRIGGER ledger_no_update; UPDATE ledger SET payload = '{}' WHERE event = 'privacy.erased'");
  report = await_boxed (peal_store_verify (get_store (fixture)));
  g_assert_cmpuint (report->ledger, ==, 2);
}

int
main (int    argc,
      char **argv)
{
  dex_init ();
  g_test_init (&argc, &argv, NULL);
#define ADD(path, func) g_test_add (path, OutboxFixture, NULL, outbox_set_up, func, outbox_tear_down)
  ADD ("/erasure/file", test_file);
  ADD ("/erasure/search", test_search);
  ADD ("/erasure/rows", test_rows);
  ADD ("/erasure/opt-out-holds", test_opt_out_holds);
  ADD ("/erasure/marks", test_marks);
  ADD ("/erasure/comes-back", test_comes_back);
  ADD ("/erasure/shared", test_shared);
  ADD ("/erasure/merged", test_merged);
  ADD ("/erasure/busy", test_busy);
  ADD ("/erasure/seals", test_seals);
  ADD ("/erasure/old-rows", test_old_rows);
  return g_test_run ();
}
