/* peal-duplicates.c: contacts that may be the same person.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#define G_LOG_DOMAIN "peal-store"

#include "peal-duplicates.h"

#include "peal-fiber.h"
#include "peal-job-args.h"
#include "peal-ledger-private.h"
#include "peal-payload.h"
#include "peal-search.h"

#include <string.h>

/* "J. Smith" may be any of so many; more would be no help. */
#define MAX_OF_INITIAL 5

/* What was found so far: PealDuplicate by itself. */
static guint
hash_pair (gconstpointer data)
{
  const PealDuplicate *pair = data;

  return g_int64_hash (&pair->first_id) * 31 + g_int64_hash (&pair->second_id);
}

static gboolean
is_same_pair (gconstpointer a,
              gconstpointer b)
{
  const PealDuplicate *left = a, *right = b;

  return left->first_id == right->first_id && left->second_id == right->second_id;
}

static void
add_pair (GHashTable     *pairs,
          gint64          one,
          gint64          other,
          PealSameReasons reason)
{
  const PealDuplicate key = { MIN (one, other), MAX (one, other), 0 };
  PealDuplicate *pair;

  if (one == other)
    return;
  pair = g_hash_table_lookup (pairs, &key);
  if (pair == NULL)
    {
      pair = g_memdup2 (&key, sizeof key);
      g_hash_table_add (pairs, pair);
    }
  pair->reasons |= reason;
}

/* Rows of a key and a contact, sorted by key: each with the first of its key. */
static void
find_by_key (PealDb         *db,
             PealQuery       query,
             PealSameReasons reason,
             GHashTable     *pairs)
{
  g_autoptr(PealStmt) stmt = peal_db_query (db, query);
  g_autofree char *key = g_strdup ("");
  gint64 first = 0;

  while (peal_stmt_next (stmt))
    {
      const char *next = peal_stmt_get_text (stmt, 0);
      gint64 id = peal_stmt_get_int (stmt, 1);

      if (first != 0 && g_str_equal (key, next))
        add_pair (pairs, first, id, reason);
      else
        {
          g_set_str (&key, next);
          first = id;
        }
    }
}

/* Names ------------------------------------------------------------------------------------------- */

/* The words of a name without accents and case, sorted: "Berg, Änna" is { "anna", "berg" }. */
static GStrv
split_name (const char *name)
{
  g_autofree char *folded = peal_search_fold (name);
  g_auto(GStrv) parts = g_strsplit_set (folded, " .,;-'\n\t", -1);
  g_autoptr(GPtrArray) words = g_ptr_array_new ();

  for (guint i = 0; parts[i] != NULL; i++)
    if (*parts[i] != '\0')
      g_ptr_array_add (words, g_strdup (parts[i]));
  g_ptr_array_sort_values (words, (GCompareFunc) (void (*) (void)) strcmp);
  g_ptr_array_add (words, NULL);
  return (GStrv) g_ptr_array_free (g_steal_pointer (&words), FALSE);
}

static gboolean
is_initial (const char *word)
{
  return *word != '\0' && *g_utf8_next_char (word) == '\0';
}

/* Those whose names differ in one word alone, and begin it with the same letter: { "a", "berg" } and
 * { "anna", "berg" } stand under "a|berg". */
typedef struct
{
  GHashTable *whole;         /* name -> id of the first (gint64 *) */
  GHashTable *initials;      /* key -> GArray of ids whose word is an initial */
  GHashTable *full;          /* key -> GArray of ids whose word is none */
} Names;

static void
append_to (GHashTable *table,
           const char *key,
           gint64      id)
{
  GArray *ids = g_hash_table_lookup (table, key);

  if (ids == NULL)
    {
      ids = peal_ids_new (NULL, 0);
      g_hash_table_insert (table, g_strdup (key), ids);
    }
  if (ids->len < MAX_OF_INITIAL)
    g_array_append_val (ids, id);
}

/* Names of two words only: of more, one cannot tell which is the first name. */
static void
note_initials (Names *names,
               GStrv  words,
               gint64 id)
{
  for (guint i = 0; i < 2; i++)
    {
      const char *word = words[i];
      const char *other = words[1 - i];
      g_autofree char *letter = g_strndup (word, (gsize) (g_utf8_next_char (word) - word));
      g_autofree char *key = g_strconcat (letter, "|", other, NULL);

      if (is_initial (other))
        continue;
      append_to (is_initial (word) ? names->initials : names->full, key, id);
    }
}

static void
note_name (Names      *names,
           GHashTable *pairs,
           const char *name,
           gint64      id)
{
  g_auto(GStrv) words = split_name (name);
  g_autofree char *whole = g_strjoinv (" ", words);
  const gint64 *first;

  if (*whole == '\0')
    return;
  first = g_hash_table_lookup (names->whole, whole);
  if (first != NULL)
    add_pair (pairs, *first, id, PEAL_SAME_NAME);
  else
    g_hash_table_insert (names->whole, g_steal_pointer (&whole), g_memdup2 (&id, sizeof id));
  if (g_strv_length (words) == 2)
    note_initials (names, words, id);
}

static void
pair_initials (const Names *names,
               GHashTable  *pairs)
{
  GHashTableIter iter;
  gpointer key, value;

  g_hash_table_iter_init (&iter, names->initials);
  while (g_hash_table_iter_next (&iter, &key, &value))
    {
      GArray *initials = value;
      GArray *full = g_hash_table_lookup (names->full, key);

      for (guint i = 0; full != NULL && i < initials->len; i++)
        for (guint k = 0; k < full->len; k++)
          add_pair (pairs, peal_ids_get (initials, i), peal_ids_get (full, k), PEAL_SAME_INITIALS);
    }
}

static void
find_by_name (PealDb     *db,
              GHashTable *pairs)
{
  g_autoptr(PealStmt) stmt = peal_db_query (db, PEAL_QUERY_DUPLICATE_LIST_NAMES);
  Names names = {
    .whole = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, g_free),
    .initials = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, (GDestroyNotify) g_array_unref),
    .full = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, (GDestroyNotify) g_array_unref),
  };

  while (peal_stmt_next (stmt))
    note_name (&names, pairs, peal_stmt_get_text (stmt, 1), peal_stmt_get_int (stmt, 0));
  pair_initials (&names, pairs);
  g_hash_table_unref (names.whole);
  g_hash_table_unref (names.initials);
  g_hash_table_unref (names.full);
}

/* Finding ----------------------------------------------------------------------------------------- */

static void
remove_distinct (PealDb     *db,
                 GHashTable *pairs)
{
  g_autoptr(PealStmt) stmt = peal_db_query (db, PEAL_QUERY_DUPLICATE_LIST_DISTINCT);

  while (peal_stmt_next (stmt))
    {
      const PealDuplicate key = { peal_stmt_get_int (stmt, 0), peal_stmt_get_int (stmt, 1), 0 };

      g_hash_table_remove (pairs, &key);
    }
}

/* How sure it is: two reasons are more than any single one. */
static int
get_weight (const PealDuplicate *pair)
{
  static const struct
  {
    PealSameReasons reason;
    int weight;
  } weights[] = {
    { PEAL_SAME_NUMBER, 4 }, { PEAL_SAME_EMAIL, 4 }, { PEAL_SAME_NAME, 3 }, { PEAL_SAME_INITIALS, 1 },
  };
  int weight = 0;

  for (gsize i = 0; i < G_N_ELEMENTS (weights); i++)
    weight += (pair->reasons & weights[i].reason) != 0 ? weights[i].weight : 0;
  return weight;
}

static int
compare_pairs (gconstpointer a,
               gconstpointer b)
{
  const PealDuplicate *left = a, *right = b;
  int weight = get_weight (right) - get_weight (left);

  if (weight != 0)
    return weight;
  if (left->first_id != right->first_id)
    return left->first_id < right->first_id ? -1 : 1;
  return (left->second_id > right->second_id) - (left->second_id < right->second_id);
}

static void
find_job (PealDb  *db,
          gpointer data,
          GValue  *result)
{
  g_autoptr(GHashTable) pairs = g_hash_table_new_full (hash_pair, is_same_pair, g_free, NULL);
  GArray *found = g_array_new (FALSE, FALSE, sizeof (PealDuplicate));
  GHashTableIter iter;
  gpointer pair;

  find_by_key (db, PEAL_QUERY_DUPLICATE_LIST_NUMBERS, PEAL_SAME_NUMBER, pairs);
  find_by_key (db, PEAL_QUERY_DUPLICATE_LIST_EMAILS, PEAL_SAME_EMAIL, pairs);
  find_by_name (db, pairs);
  remove_distinct (db, pairs);
  g_hash_table_iter_init (&iter, pairs);
  while (g_hash_table_iter_next (&iter, &pair, NULL))
    g_array_append_vals (found, pair, 1);
  g_array_sort (found, compare_pairs);
  peal_result_take (result, G_TYPE_ARRAY, found);
}

DexFuture *
peal_duplicates_find (PealStore *store)
{
  peal_return_reject_if_fail (PEAL_IS_STORE (store));

  return peal_store_read (store, find_job, NULL, NULL);
}

/* Not the same ------------------------------------------------------------------------------------ */

static void
set_distinct_job (PealDb  *db,
                  gpointer data,
                  GValue  *result)
{
  const PealJobArgs *args = data;
  g_autoptr(PealPayload) payload = peal_payload_new ();
  g_autoptr(PealStmt) stmt = peal_db_query (db, args->flag ? PEAL_QUERY_DUPLICATE_ADD_DISTINCT
                                                           : PEAL_QUERY_DUPLICATE_REMOVE_DISTINCT);

  peal_stmt_bind_int (stmt, ":first", MIN (args->id, args->other));
  peal_stmt_bind_int (stmt, ":second", MAX (args->id, args->other));
  if (args->flag)
    peal_stmt_bind_int (stmt, ":now", peal_db_get_now (db));
  if (!peal_stmt_run (stmt) || peal_db_get_n_changed (db) == 0)
    return;
  peal_payload_add_int (payload, "other", args->other);
  peal_ledger_append_about (db, peal_db_get_now (db), args->actor, args->flag ? "contact.distinct" : "contact.similar",
                            "contact", args->id, peal_payload_get_json (payload));
  peal_db_touch (db, PEAL_CHANGE_PEOPLE);
}

DexFuture *
peal_duplicates_set_distinct (PealStore  *store,
                              gint64      one,
                              gint64      other,
                              gboolean    distinct,
                              const char *actor)
{
  peal_return_reject_if_fail (PEAL_IS_STORE (store));
  peal_return_reject_if_fail (one != other);

  return peal_store_write (store, set_distinct_job,
                           PEAL_JOB_ARGS (.id = one, .other = other, .flag = distinct, .actor = actor),
                           peal_job_args_free);
}
