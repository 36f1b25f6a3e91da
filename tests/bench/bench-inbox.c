/* bench-inbox.c: conversations and their messages, very many of them.
 *
 *   bench-inbox fill WORKSPACE MESSAGES CONVERSATIONS   makes a workspace with so many; one has a twentieth
 *   bench-inbox ask WORKSPACE ROUNDS                    opens threads and searches, each so often
 *
 * What the second prints is one line of JSON for each question: its spans in milliseconds, and how many rows came. The
 * last is the limit: as many rows by their ids, which whoever shows rows must pay.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include "peal-accounts.h"
#include "peal-contacts-import.h"
#include "peal-fiber.h"
#include "peal-jobs.h"
#include "peal-message-search.h"
#include "peal-talk-page.h"
#include "peal-talk.h"

#include <math.h>
#include <sqlite3.h>
#include <string.h>

#define BATCH 5000
#define ROWS 50
#define PAGE 60              /* messages that a thread opens with */
#define N_WORDS 20000
#define OURS "+15005550006"

typedef struct
{
  char **words; /* what follows the verb */
  gboolean failed;
} Job;

/* The same in every run. */
static guint
pick (guint *seed,
      guint  n)
{
  *seed = *seed * 1664525u + 1013904223u;
  return (*seed >> 8) % n;
}

/* What people say ---------------------------------------------------------------------------------- */

/* The nth most frequent word. */
static void
append_word (GString *text,
             guint    n)
{
  static const char *const syllables[] = {
    "an", "be", "co", "du", "er", "fi", "ga", "ho", "in", "jo", "ka", "li", "mo", "ne", "op", "pa", "qu", "ra", "so", "ta",
  };

  do
    {
      g_string_append (text, syllables[n % G_N_ELEMENTS (syllables)]);
      n /= G_N_ELEMENTS (syllables);
    }
  while (n > 0);
}

/* Few words are frequent, most are rare, as in every language. */
static void
append_sentence (GString *text,
                 guint   *seed)
{
  guint n = 4 + pick (seed, 17);

  for (guint i = 0; i < n; i++)
    {
      double chance = pick (seed, 1u << 20) / (double) (1u << 20);

      if (i > 0)
        g_string_append_c (text, ' ');
      append_word (text, (guint) (pow (N_WORDS, chance) - 1));
    }
}

/* Filling ------------------------------------------------------------------------------------------ */

static GPtrArray *
make_people (guint from,
             guint n)
{
  GPtrArray *records = g_ptr_array_new_with_free_func ((GDestroyNotify) peal_contact_record_free);

  for (guint i = from; i < from + n; i++)
    {
      PealContact *contact = peal_contact_new ();
      g_autofree char *e164 = g_strdup_printf ("+1201%07u", i);

      g_free (contact->given);
      contact->given = g_strdup_printf ("Given%u", i % 997);
      g_free (contact->family);
      contact->family = g_strdup_printf ("Family%u", i % 7919);
      g_ptr_array_add (contact->phones, peal_contact_phone_new (e164));
      g_ptr_array_add (records, peal_contact_record_new (i + 1, contact));
    }
  return records;
}

/* Three of five who write are known. */
static gboolean
add_people (PealStore *store,
            guint      n,
            GError   **error)
{
  PealContactMergeOptions options = { .file_name = "bench.csv", .actor = "bench" };

  options.job_id = dex_await_int64 (peal_jobs_start (store, "import", NULL, "bench"), error);
  for (guint from = 0; options.job_id != 0 && from < n; from += BATCH)
    {
      g_autoptr(GPtrArray) records = make_people (from, MIN (BATCH, n - from));
      g_autoptr(GArray) results = dex_await_boxed (peal_contacts_import (store, records, &options), error);

      if (results == NULL)
        return FALSE;
    }
  return options.job_id != 0;
}

static sqlite3_stmt *
prepare (sqlite3    *db,
         const char *sql)
{
  sqlite3_stmt *stmt = NULL;

  if (sqlite3_prepare_v2 (db, sql, -1, &stmt, NULL) != SQLITE_OK)
    g_error ("%s: %s", sql, sqlite3_errmsg (db));
  return stmt;
}

static void
step (sqlite3_stmt *stmt)
{
  int rc = sqlite3_step (stmt);

  if (rc != SQLITE_DONE && rc != SQLITE_ROW)
    g_error ("%s", sqlite3_errmsg (sqlite3_db_handle (stmt)));
  sqlite3_reset (stmt);
}

static void
run (sqlite3    *db,
     const char *sql)
{
  sqlite3_stmt *stmt = prepare (db, sql);

  step (stmt);
  sqlite3_finalize (stmt);
}

static void
add_conversations (sqlite3 *db,
                   guint    n)
{
  sqlite3_stmt *stmt = prepare (db, "INSERT INTO conversation (id, ours, theirs, contact_id, account_id, unread, state, last_at)"
                                    " VALUES (?1, ?2, ?3, (SELECT contact_id FROM phone WHERE e164 = ?3), 1, ?4, ?5, 1)");

  for (guint i = 1; i <= n; i++)
    {
      g_autofree char *theirs = g_strdup_printf ("+1201%07u", i - 1);

      sqlite3_bind_int64 (stmt, 1, i);
      sqlite3_bind_text (stmt, 2, OURS, -1, SQLITE_STATIC);
      sqlite3_bind_text (stmt, 3, theirs, -1, SQLITE_STATIC);
      sqlite3_bind_int (stmt, 4, i % 200 == 0 ? 2 : 0);
      sqlite3_bind_int (stmt, 5, i % 4 == 0 ? 1 : 2);
      step (stmt);
    }
  sqlite3_finalize (stmt);
}

/* Of the first conversation so many that it is very long; the others take turns by chance. */
static void
add_message (sqlite3_stmt *stmt,
             guint         i,
             guint         n,
             guint         n_conversations,
             gint64        end,
             guint        *seed)
{
  g_autoptr(GString) body = g_string_new (NULL);
  g_autofree char *uuid = g_strdup_printf ("bench-%u", i);
  gboolean is_inbound = pick (seed, 2) == 0;
  guint conversation = i % 20 == 0 ? 1 : 1 + pick (seed, n_conversations);
  gint64 at = end - (gint64) (n - i) * 30 * PEAL_SECOND;

  append_sentence (body, seed);
  if (i % 50 == 0)
    g_string_append (body, " https://example.com/menu");
  sqlite3_bind_int64 (stmt, 1, i);
  sqlite3_bind_text (stmt, 2, uuid, -1, SQLITE_STATIC);
  sqlite3_bind_int64 (stmt, 3, conversation);
  sqlite3_bind_int (stmt, 4, is_inbound ? 2 : 1);
  sqlite3_bind_int (stmt, 5, is_inbound ? 11 : 6);
  sqlite3_bind_text (stmt, 6, body->str, -1, SQLITE_STATIC);
  sqlite3_bind_int64 (stmt, 7, at);
  step (stmt);
}

static void
add_messages (sqlite3 *db,
              guint    n,
              guint    n_conversations)
{
  gint64 end = g_get_real_time ();
  guint seed = 1;
  sqlite3_stmt *stmt = prepare (db, "INSERT INTO message (id, uuid, conversation_id, direction, kind, state, body, segments,"
                                    " account_id, created_at, submitted_at, settled_at)"
                                    " VALUES (?1, ?2, ?3, ?4, 1, ?5, ?6, 1, 1, ?7, ?7, ?7)");

  for (guint i = 1; i <= n; i++)
    add_message (stmt, i, n, n_conversations, end, &seed);
  sqlite3_finalize (stmt);
  run (db, "UPDATE conversation SET last_id = (SELECT max (m.id) FROM message AS m WHERE m.conversation_id = conversation.id)");
  run (db, "UPDATE conversation SET last_at = coalesce ((SELECT created_at FROM message WHERE id = last_id), 0)");
}

/* A program of its own as far as the workspace is concerned, without the ledger, which this does not measure. */
static void
add_talk (const char *dir,
          guint       n,
          guint       n_conversations)
{
  g_autofree char *path = g_build_filename (dir, "peal.db", NULL);
  sqlite3 *db = NULL;

  if (sqlite3_open_v2 (path, &db, SQLITE_OPEN_READWRITE, NULL) != SQLITE_OK)
    g_error ("%s: %s", path, sqlite3_errmsg (db));
  run (db, "PRAGMA synchronous = OFF");
  run (db, "PRAGMA cache_size = -200000");
  run (db, "BEGIN");
  run (db, "INSERT INTO account (id, uuid, provider, label, sender, created_at) VALUES (1, 'bench', 'simulator', 'Bench', '" OURS "', 1)");
  add_conversations (db, n_conversations);
  add_messages (db, n, n_conversations);
  run (db, "COMMIT");
  run (db, "PRAGMA wal_checkpoint (TRUNCATE)");
  sqlite3_close (db);
}

static gboolean
fill (char   **words,
      GError **error)
{
  g_autoptr(PealClock) clock = peal_clock_new_system ();
  g_autoptr(PealStore) store = NULL;
  guint n_conversations = (guint) strtoul (words[2], NULL, 10);

  store = dex_await_object (peal_store_open (words[0], clock, PEAL_STORE_OPEN_CREATE), error);
  if (store == NULL || !add_people (store, n_conversations / 5 * 3, error))
    return FALSE;
  if (!dex_await (peal_store_close (store), error))
    return FALSE;
  add_talk (words[0], (guint) strtoul (words[1], NULL, 10), n_conversations);
  return TRUE;
}

/* Asking ------------------------------------------------------------------------------------------- */

static void
print_spans (const char *what,
             GArray     *spans,
             guint       n_rows)
{
  g_print ("{\"what\":\"%s\",\"rows\":%u,\"ms\":[", what, n_rows);
  for (guint i = 0; i < spans->len; i++)
    g_print ("%s%.3f", i > 0 ? "," : "", (double) g_array_index (spans, gint64, i) / 1000);
  g_print ("]}\n");
}

static void
add_span (GArray *spans,
          gint64  start)
{
  gint64 span = g_get_monotonic_time () - start;

  g_array_append_val (spans, span);
}

/* -1 = failed. */
static int
count_rows (PealStore *store,
            GArray    *ids,
            GError   **error)
{
  g_autoptr(GPtrArray) rows = NULL;

  if (ids == NULL)
    return -1;
  rows = dex_await_boxed (peal_talk_load_messages (store, (gint64 *) (gpointer) ids->data, ids->len), error);
  return rows != NULL ? (int) rows->len : -1;
}

/* @longest: of the very long one only. */
static gboolean
ask_threads (PealStore *store,
             guint      rounds,
             gboolean   longest,
             GError   **error)
{
  g_autoptr(GArray) spans = g_array_new (FALSE, FALSE, sizeof (gint64));
  g_autoptr(GArray) all = dex_await_boxed (peal_talk_snapshot (store, &(PealTalkFilter) { 0 }), error);
  guint seed = 7;
  int n_rows = 0;

  if (all == NULL)
    return FALSE;
  for (guint i = 0; i < rounds && n_rows >= 0; i++)
    {
      gint64 id = longest ? 1 : g_array_index (all, gint64, pick (&seed, all->len));
      gint64 start = g_get_monotonic_time ();
      PealTalkAsk ask = { .conversation_id = id, .where = PEAL_TALK_FIRST_LOOK, .limit = PAGE };
      g_autoptr(PealTalkPage) page = dex_await_boxed (peal_talk_read_page (store, &ask), error);

      n_rows = page != NULL ? (int) page->rows->len : -1;
      add_span (spans, start);
    }
  print_spans (longest ? "thread of 50,000" : "any thread", spans, (guint) MAX (n_rows, 0));
  return n_rows >= 0;
}

static gboolean
ask_list (PealStore *store,
          guint      rounds,
          GError   **error)
{
  g_autoptr(GArray) spans = g_array_new (FALSE, FALSE, sizeof (gint64));
  guint n_rows = 0;

  for (guint i = 0; i < rounds; i++)
    {
      gint64 start = g_get_monotonic_time ();
      g_autoptr(GArray) ids = dex_await_boxed (peal_talk_snapshot (store, &(PealTalkFilter) { PEAL_TALK_OPEN }), error);
      g_autoptr(GPtrArray) rows = NULL;

      if (ids == NULL)
        return FALSE;
      rows = dex_await_boxed (peal_talk_load_rows (store, (gint64 *) (gpointer) ids->data, MIN (ids->len, 100)), error);
      if (rows == NULL)
        return FALSE;
      n_rows = ids->len;
      add_span (spans, start);
    }
  print_spans ("list of open ones", spans, n_rows);
  return TRUE;
}

static gboolean
ask_search (PealStore  *store,
            const char *text,
            guint       rounds,
            GError    **error)
{
  g_autoptr(GTimeZone) zone = g_time_zone_new_utc ();
  g_autoptr(GArray) spans = g_array_new (FALSE, FALSE, sizeof (gint64));
  g_autofree char *what = g_strdup_printf ("search: %s", text);
  g_autofree char *escaped = g_strescape (what, NULL);
  int n_rows = 0;

  for (guint i = 0; i < rounds && n_rows >= 0; i++)
    {
      gint64 start = g_get_monotonic_time ();
      g_autoptr(PealMessageQuery) query = peal_message_query_new (text, zone, g_get_real_time ());
      g_autoptr(GArray) ids = dex_await_boxed (peal_message_search (store, query, 0, ROWS), error);

      n_rows = count_rows (store, ids, error);
      add_span (spans, start);
    }
  print_spans (escaped, spans, (guint) MAX (n_rows, 0));
  return n_rows >= 0;
}

static gboolean
ask_limit (PealStore *store,
           guint      rounds,
           GError   **error)
{
  g_autoptr(GArray) spans = g_array_new (FALSE, FALSE, sizeof (gint64));
  guint seed = 3;
  int n_rows = 0;

  for (guint i = 0; i < rounds && n_rows >= 0; i++)
    {
      g_autoptr(GArray) ids = g_array_new (FALSE, FALSE, sizeof (gint64));
      gint64 start;

      for (guint k = 0; k < ROWS; k++)
        {
          gint64 id = 1 + pick (&seed, 100000);

          g_array_append_val (ids, id);
        }
      start = g_get_monotonic_time ();
      n_rows = count_rows (store, ids, error);
      add_span (spans, start);
    }
  print_spans ("limit", spans, (guint) MAX (n_rows, 0));
  return n_rows >= 0;
}

static gboolean
ask (char   **words,
     GError **error)
{
  static const char *const searches[] = {
    "an", "du be", "ance", "anbe du", "\"an be\"", "nothinglikeit", "anan -be", "sopaan", "an be co du", "ann",
    "from:given5 an", "from:given sopaan", "to:family77", "from:0012345", "has:link", "has:link sopaan", "is:unread",
    "is:unread an", "after:2020-01-01 be", "on:yesterday an", "before:2020 an", "from:nobody an", "an from:given after:2026",
  };
  g_autoptr(PealClock) clock = peal_clock_new_system ();
  g_autoptr(PealStore) store = dex_await_object (peal_store_open (words[0], clock, PEAL_STORE_OPEN_EXISTING), error);
  guint rounds = (guint) strtoul (words[1], NULL, 10);

  if (store == NULL || !ask_threads (store, rounds * 5, FALSE, error) || !ask_threads (store, rounds, TRUE, error)
      || !ask_list (store, rounds, error))
    return FALSE;
  for (gsize i = 0; i < G_N_ELEMENTS (searches); i++)
    if (!ask_search (store, searches[i], rounds, error))
      return FALSE;
  return ask_limit (store, rounds, error) && dex_await (peal_store_close (store), error);
}

static DexFuture *
run_fiber (gpointer      data,
           GCancellable *cancellable)
{
  Job *job = data;
  g_autoptr(GError) error = NULL;

  if (!(g_str_equal (job->words[0], "fill") ? fill : ask) (job->words + 1, &error))
    {
      g_printerr ("%s\n", error->message);
      job->failed = TRUE;
    }
  return dex_future_new_true ();
}

int
main (int    argc,
      char **argv)
{
  Job job = { argv + 1, FALSE };

  if (!(argc == 5 && g_str_equal (argv[1], "fill")) && !(argc == 4 && g_str_equal (argv[1], "ask")))
    {
      g_printerr ("Usage: bench-inbox fill WORKSPACE MESSAGES CONVERSATIONS | bench-inbox ask WORKSPACE ROUNDS\n");
      return 2;
    }
  dex_init ();
  peal_future_run (peal_fiber_spawn (run_fiber, &job, NULL), NULL);
  return job.failed;
}
