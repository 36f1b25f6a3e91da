/* peal-message-search.c: finding words in all messages.
 *
 * Who wrote and who was written to becomes a part of what the index is asked
 * for (each message has its conversation among its words), as long as it is not
 * too many conversations; of more, so many messages are theirs that each is
 * asked. Then the index ends with the last message that is wanted. What is
 * unread is few, and is looked through without it.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#define G_LOG_DOMAIN "peal-store"

#include "peal-message-search.h"

#include "peal-fiber.h"
#include "peal-job-args.h"
#include "peal-search.h"
#include "peal-talk-private.h"

/* As many conversations the index is asked for by name. */
#define MOST_NAMED 500

/* Nobody reads more than this. */
#define MOST_UNREAD 5000

/* So much later than they were sent, messages may come in. */
#define LATENESS (60 * PEAL_DAY)

typedef struct
{
  PealMessageQuery *query;
  gint64 before;
  guint limit;
} Args;

static void
args_free (gpointer data)
{
  Args *args = data;

  peal_message_query_free (args->query);
  g_free (args);
}

/* Whose messages ---------------------------------------------------------------------------------- */

/* One who is both must fit both. NULL: anybody. */
static PealSearch *
read_people (const PealMessageQuery *query)
{
  g_autofree char *text = g_strconcat (query->from != NULL ? query->from : "", " ",
                                       query->to != NULL ? query->to : "", NULL);

  return peal_search_new (text);
}

/* No more than MOST_NAMED + 1 conversations, if the index of people can be asked for each. */
static GArray *
find_people (PealDb           *db,
             const PealSearch *people)
{
  gboolean matching = people->match != NULL; /* else fragments that the index of people cannot know */
  g_autoptr(PealStmt) stmt = peal_db_query (db, matching ? PEAL_QUERY_MESSAGE_SEARCH_PEOPLE
                                                         : PEAL_QUERY_MESSAGE_SEARCH_ALL_PEOPLE);
  GArray *ids = peal_ids_new (NULL, 0);

  if (matching)
    {
      peal_stmt_bind_text (stmt, ":match", people->match);
      peal_stmt_bind_text (stmt, ":fragment", people->digits != NULL ? people->digits : people->folded);
    }
  while ((ids->len <= MOST_NAMED || !matching) && peal_stmt_next (stmt))
    {
      gint64 id = peal_stmt_get_int (stmt, 0);

      if (peal_search_has_short_words (people, peal_stmt_get_text (stmt, 1)))
        g_array_append_val (ids, id);
    }
  return ids;
}

/* What is unread ---------------------------------------------------------------------------------- */

static gboolean
is_wanted (const PealMessageQuery *query,
           const char             *body,
           gint64                  at)
{
  return at >= query->since && at < query->until && peal_message_query_fits (query, body);
}

static void
add_unread (PealDb     *db,
            const Args *args,
            gint64      conversation_id,
            GArray     *ids)
{
  g_autoptr(PealStmt) stmt = peal_db_query (db, PEAL_QUERY_MESSAGE_SEARCH_UNREAD);

  peal_stmt_bind_int (stmt, ":conversation_id", conversation_id);
  peal_stmt_bind_int (stmt, ":before", args->before != 0 ? args->before : G_MAXINT64);
  while (peal_stmt_next (stmt))
    {
      gint64 id = peal_stmt_get_int (stmt, 0);

      if (is_wanted (args->query, peal_stmt_get_text (stmt, 1), peal_stmt_get_int (stmt, 2)))
        g_array_append_val (ids, id);
    }
}

static int
compare_newest_first (gconstpointer a,
                      gconstpointer b)
{
  gint64 left = *(const gint64 *) a;
  gint64 right = *(const gint64 *) b;

  return (left < right) - (left > right);
}

static GArray *
find_unread (PealDb           *db,
             const Args       *args,
             const PealSearch *people)
{
  g_autoptr(GArray) conversations = peal_talk_list (db, &(PealTalkFilter) {
    .shelf = PEAL_TALK_UNREAD,
    .search = people != NULL ? people->folded : NULL,
  });
  GArray *ids = peal_ids_new (NULL, 0);

  for (guint i = 0; i < conversations->len && ids->len < MOST_UNREAD; i++)
    add_unread (db, args, peal_ids_get (conversations, i), ids);
  g_array_sort (ids, compare_newest_first);
  if (ids->len > args->limit)
    g_array_set_size (ids, args->limit);
  return ids;
}

/* By the index ------------------------------------------------------------------------------------ */

/* The first message that was stored at @at or later; G_MAXINT64 = there is none. */
static gint64
find_bound (PealDb *db,
            gint64  at)
{
  PealStmt *stmt = peal_db_query (db, PEAL_QUERY_MESSAGE_SEARCH_BOUND);
  gint64 id;

  peal_stmt_bind_int (stmt, ":at", at);
  id = peal_stmt_take_int (stmt);
  return id != 0 ? id : G_MAXINT64;
}

/* The whole expression: the words, and the facts. */
static char *
build_match (const PealMessageQuery *query,
             GArray                 *people)
{
  g_autoptr(GString) match = g_string_new (NULL);

  if (query->match != NULL)
    g_string_append_printf (match, "body : (%s) AND ", query->match);
  g_string_append (match, "facts : (");
  g_string_append (match, query->from != NULL && query->to == NULL   ? "in"
                          : query->to != NULL && query->from == NULL ? "out"
                                                                     : "(in OR out)");
  if (query->has_link)
    g_string_append (match, " AND link");
  for (guint i = 0; people != NULL && i < people->len; i++)
    g_string_append_printf (match, "%sv%" G_GINT64_FORMAT, i == 0 ? " AND (" : " OR ", peal_ids_get (people, i));
  g_string_append (match, people != NULL ? "))" : ")");
  return g_string_free_and_steal (g_steal_pointer (&match));
}

/* Who it is about, if they are too many to be named. */
static void
bind_people (PealStmt         *stmt,
             const PealSearch *people,
             const char       *conversations)
{
  if (people->match == NULL)
    peal_stmt_bind_text (stmt, ":conversations", conversations);
  peal_stmt_bind_text (stmt, ":who", people->match);
  peal_stmt_bind_text (stmt, ":fragment", people->digits != NULL ? people->digits : people->folded);
}

/* @people: NULL = anybody; @found are their conversations. */
static GArray *
find_messages (PealDb           *db,
               const Args       *args,
               const PealSearch *people,
               GArray           *found)
{
  const PealMessageQuery *query = args->query;
  gboolean too_many = found != NULL && found->len > MOST_NAMED;
  gint64 before = args->before != 0 ? args->before : G_MAXINT64;
  g_autofree char *match = build_match (query, too_many ? NULL : found);
  g_autofree char *conversations = too_many ? peal_ids_to_json (found) : NULL;
  GArray *ids = peal_ids_new (NULL, 0);
  gint64 first = query->since != 0 ? find_bound (db, query->since - PEAL_DAY) : 0; /* clocks are set back */
  PealStmt *stmt;

  if (query->until != G_MAXINT64)
    before = MIN (before, find_bound (db, query->until + LATENESS));
  stmt = peal_db_query (db, PEAL_QUERY_MESSAGE_SEARCH_MATCH);
  peal_stmt_bind_text (stmt, ":match", match);
  peal_stmt_bind_int (stmt, ":before", before);
  peal_stmt_bind_int (stmt, ":first", first);
  peal_stmt_bind_int (stmt, ":since", query->since);
  peal_stmt_bind_int (stmt, ":until", query->until);
  peal_stmt_bind_int (stmt, ":limit", args->limit);
  if (too_many)
    bind_people (stmt, people, conversations);
  peal_ids_take_rows (ids, stmt);
  return ids;
}

static void
search_job (PealDb  *db,
            gpointer data,
            GValue  *result)
{
  const Args *args = data;
  const PealMessageQuery *query = args->query;
  g_autoptr(PealSearch) people = read_people (query);
  g_autoptr(GArray) found = NULL;
  GArray *ids;

  if (query->is_unread)
    ids = query->to == NULL ? find_unread (db, args, people) : peal_ids_new (NULL, 0);
  else
    {
      found = people != NULL ? find_people (db, people) : NULL;
      ids = found != NULL && found->len == 0 ? peal_ids_new (NULL, 0) : find_messages (db, args, people, found);
    }
  peal_result_take (result, G_TYPE_ARRAY, ids);
}

DexFuture *
peal_message_search (PealStore              *store,
                     const PealMessageQuery *query,
                     gint64                  before,
                     guint                   limit)
{
  Args *args;

  peal_return_reject_if_fail (PEAL_IS_STORE (store));
  peal_return_reject_if_fail (query != NULL);

  args = g_new0 (Args, 1);
  args->query = peal_message_query_copy (query);
  args->before = before;
  args->limit = limit;
  return peal_store_read (store, search_job, args, args_free);
}
