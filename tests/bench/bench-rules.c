/* bench-rules.c: what it costs to ask whom a rule fits, among very many contacts and messages.
 *
 *   bench-rules fill WORKSPACE CONTACTS   makes a workspace with so many, and twice as many messages
 *   bench-rules ask WORKSPACE             asks rules of one condition, and what SQLite alone needs to look at all
 *
 * The second prints one line of JSON: processor time in microseconds, the least of some turns, under the name of each.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include "peal-fiber.h"
#include "peal-group-rules.h"

#include <sqlite3.h>
#include <time.h>

/* Each is asked so often. */
#define TURNS 3

/* Filling ------------------------------------------------------------------------------------------- */

/* In this order; :n is the number of contacts. */
static const char *const filling[] = {
  "PRAGMA foreign_keys = OFF",
  "PRAGMA synchronous = OFF",
  "BEGIN",
  "INSERT INTO campaign (id, name, body, kind, created_at) VALUES (1, 'Bench', '', 1, 0)",
  "WITH RECURSIVE i (i) AS (SELECT 1 UNION ALL SELECT i + 1 FROM i WHERE i < :n) "
  "INSERT INTO contact (id, uuid, display, sort_name, given, family, org, title, industry, email, street, city, region,"
  " postcode, country, zone, language, birthday, status, source, score, notes, custom, created_at, updated_at) "
  "SELECT i, printf ('%032x-bench', i), printf ('Given%d Family%d', i % 997, i % 7919),"
  " printf ('given%d family%d', i % 997, i % 7919), printf ('Given%d', i % 997), printf ('Family%d', i % 7919),"
  " printf ('Company %d Ltd', i % 4001), 'Buyer', printf ('Trade %d', i % 40), printf ('person%d@example.com', i),"
  " printf ('%d Main Street', i), printf ('Señor City %d', i % 3001), printf ('Region %d', i % 50),"
  " printf ('%05d', i % 90000), 'US', 'America/New_York', 'en', printf ('19%02d-%02d-%02d', i % 99, i % 12 + 1, i % 28 + 1),"
  " printf ('Status %d', i % 6), 'import', i % 100, iif (i % 3, '', printf ('Met at the fair %d', i % 60)),"
  " iif (i % 2, '{}', json_object ('size', i % 40, 'colour', 'green')),"
  " 1700000000000000 + i * 1000000, 1700000000000000 + i * 1000000 FROM i",
  "INSERT INTO phone (contact_id, position, e164, region, kind) "
  "SELECT id, 1, printf ('+1201%07d', id), 'US', 3 FROM contact",
  "INSERT INTO email (contact_id, position, address) SELECT id, 1, email FROM contact",
  "INSERT INTO consent (e164, state, changed_at) SELECT e164, 1, 0 FROM phone WHERE contact_id % 4",
  "INSERT INTO conversation (id, ours, theirs, contact_id, last_at) "
  "SELECT contact_id, '+15005550006', e164, contact_id, 1760000000000000 FROM phone WHERE contact_id % 2",
  /* Four messages in every other conversation: two of ours, an answer to one of three. */
  "INSERT INTO message (uuid, conversation_id, direction, kind, state, body, campaign_id, contact_id, created_at, submitted_at) "
  "SELECT printf ('%032x-%d', v.id, k.value), v.id, iif (k.value = 2 AND v.id % 3 = 0, 2, 1), 1,"
  " iif (k.value = 2 AND v.id % 3 = 0, 1, iif (v.id % 50, 6, 7)), 'A reminder of ordinary length: see you tomorrow at ten.',"
  " 1, v.contact_id, 1750000000000000 + k.value * 86400000000 * 30 + v.id * 1000,"
  " 1750000000000000 + k.value * 86400000000 * 30 + v.id * 1000 "
  "FROM json_each ('[1,2,3,4]') AS k CROSS JOIN conversation AS v",
  "COMMIT",
};

static sqlite3 *
open_file (const char *workspace)
{
  g_autofree char *path = g_build_filename (workspace, "peal.db", NULL);
  sqlite3 *db = NULL;

  if (sqlite3_open (path, &db) != SQLITE_OK)
    g_error ("%s", sqlite3_errmsg (db));
  return db;
}

/* Steps through all rows, and looks at the last column of each. */
static void
run_sql (sqlite3    *db,
         const char *sql,
         gint64      n)
{
  sqlite3_stmt *stmt = NULL;
  int rc = sqlite3_prepare_v2 (db, sql, -1, &stmt, NULL);

  if (rc == SQLITE_OK && sqlite3_bind_parameter_count (stmt) > 0)
    sqlite3_bind_int64 (stmt, 1, n);
  while (rc == SQLITE_OK || rc == SQLITE_ROW)
    {
      rc = sqlite3_step (stmt);
      if (rc == SQLITE_ROW)
        sqlite3_column_text (stmt, sqlite3_column_count (stmt) - 1);
    }
  if (rc != SQLITE_DONE)
    g_error ("%s", sqlite3_errmsg (db));
  sqlite3_finalize (stmt);
}

static void
fill (const char *workspace,
      gint64      n)
{
  sqlite3 *db = open_file (workspace);

  for (gsize i = 0; i < G_N_ELEMENTS (filling); i++)
    run_sql (db, filling[i], n);
  sqlite3_close (db);
}

/* Asking -------------------------------------------------------------------------------------------- */

/* What SQLite alone needs to look at every contact and every message. */
static const struct
{
  const char *name;
  const char *sql;
} floors[] = {
  { "every contact", "SELECT id, city FROM contact WHERE deleted_at IS NULL" },
  { "every message", "SELECT count (*), sum (direction), max (submitted_at) FROM message" },
};

static const struct
{
  const char *name;
  const char *condition;
} rules[] = {
  { "name contains", "'field':'name','test':'contains','value':'family77'" },
  { "given name is", "'field':'given_name','test':'is','value':'given77'" },
  { "company begins with", "'field':'company','test':'begins_with','value':'company 40'" },
  { "industry is not", "'field':'industry','test':'is_not','value':'trade 7'" },
  { "street contains", "'field':'street','test':'contains','value':'77 main'" },
  { "city is", "'field':'city','test':'is','value':'senor city 77'" },
  { "city contains", "'field':'city','test':'contains','value':'city 77'" },
  { "city is empty", "'field':'city','test':'is_empty'" },
  { "country is", "'field':'country','test':'is','value':'US'" },
  { "notes contain", "'field':'notes','test':'contains','value':'fair 59'" },
  { "score above", "'field':'score','test':'above','value':90" },
  { "birthday this month", "'field':'birthday','test':'this_month'" },
  { "custom is", "'field':'custom','key':'size','test':'is','value':'38'" },
  { "email contains", "'field':'email','test':'contains','value':'n777'" },
  { "number contains", "'field':'number','test':'contains','value':'777'" },
  { "consent is", "'field':'consent','test':'is','value':'opted_in'" },
  { "created after", "'field':'created','test':'after','value':'2023-11-20'" },
  { "last sent long ago", "'field':'last_sent','test':'before','value':'2025-09-15'" },
  { "last reply is never", "'field':'last_reply','test':'is_empty'" },
  { "sent at least 3", "'field':'sent','test':'at_least','value':3" },
  { "replies in a year", "'field':'replies','test':'at_least','value':1,'days':365" },
  { "answers above", "'field':'answers','test':'above','value':30" },
  { "campaign is", "'field':'campaign','test':'is','value':1" },
};

/* A member of the line of JSON. */
static void
print_span (const char *name,
            gint64      span)
{
  g_print (", \"%s\": %" G_GINT64_FORMAT, name, span);
}

/* Of all threads, in microseconds: what other programs take of the processor does not count. */
static gint64
get_processor_time (void)
{
  struct timespec time;

  clock_gettime (CLOCK_PROCESS_CPUTIME_ID, &time);
  return time.tv_sec * G_USEC_PER_SEC + time.tv_nsec / 1000;
}

static gint64
clock_floor (sqlite3    *db,
             const char *sql)
{
  gint64 least = G_MAXINT64;

  for (guint i = 0; i < TURNS; i++)
    {
      gint64 start = get_processor_time ();

      run_sql (db, sql, 0);
      least = MIN (least, get_processor_time () - start);
    }
  return least;
}

static gint64
clock_rule (PealStore  *store,
            const char *condition,
            GError    **error)
{
  g_autofree char *json = g_strdelimit (g_strdup_printf ("{'all':[{%s}]}", condition), "'", '"');
  gint64 least = G_MAXINT64;

  for (guint i = 0; i < TURNS; i++)
    {
      gint64 start = get_processor_time ();
      g_autoptr(PealRulePreview) preview = dex_await_boxed (peal_group_rules_preview (store, json, 0, 5), error);

      if (preview == NULL)
        return 0;
      least = MIN (least, get_processor_time () - start);
    }
  return least;
}

static DexFuture *
ask_fiber (gpointer      data,
           GCancellable *cancellable)
{
  const char *workspace = data;
  g_autoptr(PealClock) clock = peal_clock_new_system ();
  g_autoptr(GError) error = NULL;
  g_autoptr(PealStore) store = NULL;
  sqlite3 *db;

  store = dex_await_object (peal_store_open (workspace, clock, PEAL_STORE_OPEN_CREATE), &error);
  if (store == NULL)
    return dex_future_new_for_error (g_steal_pointer (&error));
  g_print ("{\"turns\": %d", TURNS);
  db = open_file (workspace);
  for (gsize i = 0; i < G_N_ELEMENTS (floors); i++)
    print_span (floors[i].name, clock_floor (db, floors[i].sql));
  sqlite3_close (db);
  for (gsize i = 0; i < G_N_ELEMENTS (rules) && error == NULL; i++)
    print_span (rules[i].name, clock_rule (store, rules[i].condition, &error));
  if (error != NULL)
    return dex_future_new_for_error (g_steal_pointer (&error));
  g_print ("}\n");
  dex_await (peal_store_close (store), NULL);
  return dex_future_new_true ();
}

/* A workspace with nobody in it. */
static DexFuture *
make_fiber (gpointer      data,
            GCancellable *cancellable)
{
  g_autoptr(PealClock) clock = peal_clock_new_system ();
  g_autoptr(GError) error = NULL;
  g_autoptr(PealStore) store = dex_await_object (peal_store_open (data, clock, PEAL_STORE_OPEN_CREATE), &error);

  return store != NULL ? peal_store_close (store) : dex_future_new_for_error (g_steal_pointer (&error));
}

int
main (int    argc,
      char **argv)
{
  g_autoptr(GError) error = NULL;
  gboolean is_fill = argc == 4 && g_str_equal (argv[1], "fill");

  dex_init ();
  if (!is_fill && !(argc == 3 && g_str_equal (argv[1], "ask")))
    {
      g_printerr ("Usage: bench-rules fill WORKSPACE CONTACTS | ask WORKSPACE\n");
      return 2;
    }
  if (!peal_future_run (peal_fiber_spawn (is_fill ? make_fiber : ask_fiber, argv[2], NULL), &error))
    g_error ("%s", error->message);
  if (is_fill)
    fill (argv[2], g_ascii_strtoll (argv[3], NULL, 10));
  return 0;
}
