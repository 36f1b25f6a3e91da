/* test-ledger.c: the chain, and what peal_store_verify () finds.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include "store-fixture.h"

#include "peal-ledger-private.h"
#include "peal-verify.h"

static void
record (Fixture    *fixture,
        const char *event,
        const char *subject)
{
  await_int (peal_ledger_record (fixture->store, "test", event, subject, "{\"n\":1}"));
}

static PealVerifyReport *
verify (Fixture *fixture)
{
  return await_boxed (peal_store_verify (fixture->store));
}

/* The definition in peal-ledger.h, followed by hand. */
static void
test_hash_as_documented (Fixture      *fixture,
                         gconstpointer data)
{
  const guint8 zero[32] = { 0 };
  const char *text = "1\n1795262400000000\n4:test\n12:test.\xc3\xa9v\xc3\xa9nt\n";
  const char *said = "1:x\n7:{\"n\":1}\n";
  g_autoptr(GChecksum) checksum = g_checksum_new (G_CHECKSUM_SHA256);
  g_autoptr(GChecksum) inner = g_checksum_new (G_CHECKSUM_SHA256);
  g_autofree char *salt = NULL;
  g_autofree char *stored = NULL;
  guint8 commitment[32];
  gsize length = sizeof commitment;

  record (fixture, "test.\xc3\xa9v\xc3\xa9nt", "x");
  salt = query_sql (fixture, "SELECT hex (salt) FROM ledger WHERE seq = 1");
  g_assert_cmpuint (strlen (salt), ==, 32);
  for (guint i = 0; i < 16; i++)
    {
      guint8 byte = (guint8) (g_ascii_xdigit_value (salt[2 * i]) * 16 + g_ascii_xdigit_value (salt[2 * i + 1]));

      g_checksum_update (inner, &byte, 1);
    }
  g_checksum_update (inner, (const guchar *) said, -1);
  g_checksum_get_digest (inner, commitment, &length);
  g_checksum_update (checksum, zero, sizeof zero);
  g_checksum_update (checksum, (const guchar *) text, -1);
  g_checksum_update (checksum, commitment, sizeof commitment);
  stored = query_sql (fixture, "SELECT lower (hex (hash)) FROM ledger WHERE seq = 1");
  g_assert_cmpstr (stored, ==, g_checksum_get_string (checksum));
}

static void
test_pages (Fixture      *fixture,
            gconstpointer data)
{
  g_autoptr(GPtrArray) newest = NULL;
  g_autoptr(GPtrArray) older = NULL;
  g_autoptr(GPtrArray) of_subject = NULL;
  g_autoptr(GPtrArray) since = NULL;

  for (guint i = 1; i <= 10; i++)
    record (fixture, "test.ran", i % 2 == 0 ? "even" : "odd");

  newest = await_boxed (peal_ledger_list (fixture->store, NULL, 0, 3));
  g_assert_cmpuint (newest->len, ==, 3);
  g_assert_cmpint (((PealLedgerRow *) g_ptr_array_index (newest, 0))->seq, ==, 10);
  older = await_boxed (peal_ledger_list (fixture->store, NULL, 8, 100));
  g_assert_cmpuint (older->len, ==, 7);
  of_subject = await_boxed (peal_ledger_list (fixture->store, "even", 0, 100));
  g_assert_cmpuint (of_subject->len, ==, 5);
  since = await_boxed (peal_ledger_list_since (fixture->store, 8, 100));
  g_assert_cmpuint (since->len, ==, 2);
  g_assert_cmpint (((PealLedgerRow *) g_ptr_array_index (since, 0))->seq, ==, 9);
}

static void
test_append_only (Fixture      *fixture,
                  gconstpointer data)
{
  static const char *const tries[] = {
    "UPDATE ledger SET actor = 'nobody'",
    "DELETE FROM ledger",
  };

  record (fixture, "test.ran", "x");
  for (guint i = 0; i < G_N_ELEMENTS (tries); i++)
    {
      g_autofree char *path = fixture_path (fixture, "peal.db");
      sqlite3 *handle = NULL;

      g_assert_cmpint (sqlite3_open (path, &handle), ==, SQLITE_OK);
      g_assert_cmpint (sqlite3_exec (handle, tries[i], NULL, NULL, NULL), ==, SQLITE_CONSTRAINT);
      sqlite3_close (handle);
    }
  assert_sql (fixture, "SELECT actor FROM ledger", "test");
}

static void
test_tampering_is_found (Fixture      *fixture,
                         gconstpointer data)
{
  static const struct
  {
    const char *sql;
    guint n_findings;
  } rows[] = {
    { "UPDATE ledger SET payload = '{\"n\":2}' WHERE seq = 5", 1 },
    { "UPDATE ledger SET at = at + 1 WHERE seq = 5", 1 },
    { "UPDATE ledger SET actor = 'testt', event = 'est.ran' WHERE seq = 5", 1 },
    { "UPDATE ledger SET hash = zeroblob (32) WHERE seq = 5", 2 },
    { "DELETE FROM ledger WHERE seq = 5", 2 },
    { "UPDATE ledger SET seq = 11 WHERE seq = 10", 2 },
  };

  for (guint i = 0; i < 10; i++)
    record (fixture, "test.ran", "x");
  {
    g_autoptr(PealVerifyReport) report = verify (fixture);

    g_assert_true (peal_verify_report_is_sound (report));
    g_assert_cmpint (report->ledger_rows, ==, 10);
  }

  run_sql (fixture, "DROP TRIGGER ledger_no_update; DROP TRIGGER ledger_no_delete;"
                    "CREATE TABLE sound AS SELECT * FROM ledger");
  for (guint i = 0; i < G_N_ELEMENTS (rows); i++)
    {
      g_autoptr(PealVerifyReport) report = NULL;

      run_sql (fixture, rows[i].sql);
      report = verify (fixture);
      g_assert_cmpuint (report->ledger, ==, rows[i].n_findings);
      g_assert_cmpuint (report->findings->len, ==, rows[i].n_findings);
      run_sql (fixture, "DELETE FROM ledger; INSERT INTO ledger SELECT * FROM sound");
    }
}

static void
test_other_process_continues_the_chain (Fixture      *fixture,
                                        gconstpointer data)
{
  Fixture other = { .dir = fixture->dir, .clock = fixture->clock };
  g_autoptr(PealVerifyReport) report = NULL;

  fixture_open (&other, PEAL_STORE_OPEN_EXISTING);
  for (guint i = 0; i < 20; i++)
    record (i % 3 == 0 ? &other : fixture, "test.ran", "x");
  fixture_close (&other);
  report = verify (fixture);
  g_assert_cmpint (report->ledger_rows, ==, 20);
  g_assert_true (peal_verify_report_is_sound (report));
}

static void
test_unsound_states (Fixture      *fixture,
                     gconstpointer data)
{
  static const char *const rows[] = {
    /* submitting without attempt; counted attempts that are not there */
    "(1, 'a', 1, 1, 1, 2, '', 1, 0)",
    "(2, 'b', 1, 1, 1, 1, '', 0, 0)", /* queued for no account */
    "(3, 'c', 1, 1, 1, 3, '', 0, 0)", /* accepted without id */
    "(4, 'd', 1, 1, 1, 5, '', 0, 0)", /* unknown without attempt */
    "(5, 'e', 1, 2, 1, 1, '', 0, 0)", /* inbound, queued; and for no account */
    "(6, 'f', 1, 1, 1, 9, '', 0, 0)", /* left out without reason */
    "(7, 'g', 1, 1, 1, 77, '', 0, 0)",
  };
  g_autoptr(PealVerifyReport) report = NULL;

  run_sql (fixture, "INSERT INTO conversation (id, ours, theirs) VALUES (1, '+1', '+2')");
  for (guint i = 0; i < G_N_ELEMENTS (rows); i++)
    {
      g_autofree char *sql = g_strconcat ("INSERT INTO message (id, uuid, conversation_id, direction, kind, state, body, "
                                          "attempts, created_at) VALUES ", rows[i], NULL);

      run_sql (fixture, sql);
    }
  run_sql (fixture, "INSERT INTO campaign (id, name, body, kind, created_at) VALUES (1, 'x', '', 3, 0);"
                    "INSERT INTO campaign_recipient (campaign_id, ordinal) VALUES (1, 1);"
                    "INSERT INTO campaign_recipient (campaign_id, ordinal, message_id) VALUES (1, 2, 99)");
  report = verify (fixture);
  g_assert_cmpuint (report->states, ==, 10);
  g_assert_cmpuint (report->foreign_keys, ==, 1);
  g_assert_cmpuint (report->integrity, ==, 0);
  g_assert_false (peal_verify_report_is_sound (report));
}

#define ADD(path, function) \
  g_test_add ("/ledger/" path, Fixture, NULL, fixture_set_up, function, fixture_tear_down)

int
main (int   argc,
      char *argv[])
{
  dex_init ();
  g_test_init (&argc, &argv, NULL);
  ADD ("hash-as-documented", test_hash_as_documented);
  ADD ("pages", test_pages);
  ADD ("append-only", test_append_only);
  ADD ("tampering-is-found", test_tampering_is_found);
  ADD ("other-process-continues-the-chain", test_other_process_continues_the_chain);
  ADD ("unsound-states", test_unsound_states);
  return g_test_run ();
}
