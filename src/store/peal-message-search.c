/* peal-message-search.c: finding words in all messages.
 *
 * Who wrote and who was written to becomes a part of what the index is asked
 * for (each message has its conversation among its words), as long as it is not
 * too many conversations; so does whether there is a link. Then the index ends
 * with the last message that is wanted. What is unread is few, and is looked for
 * among those few.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#define G_LOG_DOMAIN "peal-store"

#include "peal-message-search.h"

#include "peal-fiber.h"
#include "peal-job-args.h"
#include "peal-search.h"
#include "peal-talk-private.h"

#include <string.h>

/* As many conversations the index is asked for by name; more are looked up message by message. */
#define MOST_NAMED 300

/* Nobody reads more than this. */
#define MOST_UNREAD 5000

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

/* Whose messages; NULL: anybody's. */
static GArray *
find_people (PealDb                 *db,
             const PealMessageQuery *query)
{
  GArray *found = NULL;
  const char *const names[] = { query->from, query->to };

  for (gsize i = 0; i < G_N_ELEMENTS (names); i++)
    {
      g_autoptr(GArray) ids = NULL;

      if (names[i] == NULL)
        continue;
      ids = peal_talk_list (db, &(PealTalkFilter) { .search = names[i] });
      if (found == NULL)
        found = g_steal_pointer (&ids);
      else
        peal_talk_keep (found, ids);
    }
  return found;
}

static void
add_newest_inbound (PealDb *db,
                    GArray *ids,
                    gint64  conversation_id,
                    gint64  n)
{
  PealStmt *stmt = peal_db_query (db, PEAL_QUERY_MESSAGE_SEARCH_NEWEST_INBOUND);

  peal_stmt_bind_int (stmt, ":conversation_id", conversation_id);
  peal_stmt_bind_int (stmt, ":limit", MIN (n, MOST_UNREAD));
  peal_ids_take_rows (ids, stmt);
}

static GArray *
find_unread (PealDb *db)
{
  g_autoptr(PealStmt) stmt = peal_db_query (db, PEAL_QUERY_MESSAGE_SEARCH_UNREAD);
  GArray *ids = peal_ids_new (NULL, 0);

  while (ids->len < MOST_UNREAD && peal_stmt_next (stmt))
    add_newest_inbound (db, ids, peal_stmt_get_int (stmt, 0), peal_stmt_get_int (stmt, 1));
  return ids;
}

static gint64
find_first (PealDb *db,
            gint64  since)
{
  PealStmt *stmt;
  gint64 first;

  if (since == 0)
    return 0;
  stmt = peal_db_query (db, PEAL_QUERY_MESSAGE_SEARCH_FIRST);
  peal_stmt_bind_int (stmt, ":since", since);
  first = peal_stmt_take_int (stmt);
  return first != 0 ? first : G_MAXINT64;
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
  for (guint i = 0; people != NULL && people->len <= MOST_NAMED && i < people->len; i++)
    g_string_append_printf (match, "%sv%" G_GINT64_FORMAT, i == 0 ? " AND (" : " OR ", peal_ids_get (people, i));
  if (people != NULL && people->len <= MOST_NAMED)
    g_string_append_c (match, ')');
  g_string_append_c (match, ')');
  return g_string_free_and_steal (g_steal_pointer (&match));
}

static void
bind_search (PealStmt   *stmt,
             const Args *args,
             const char *match,
             const char *conversations)
{
  peal_stmt_bind_text (stmt, ":match", match);
  peal_stmt_bind_text (stmt, ":conversations", conversations);
  peal_stmt_bind_int (stmt, ":before", args->before != 0 ? args->before : G_MAXINT64);
  peal_stmt_bind_int (stmt, ":since", args->query->since);
  peal_stmt_bind_int (stmt, ":until", args->query->until);
  peal_stmt_bind_int (stmt, ":limit", args->limit);
}

static void
search_job (PealDb  *db,
            gpointer data,
            GValue  *result)
{
  const Args *args = data;
  g_autoptr(GArray) people = find_people (db, args->query);
  g_autoptr(GArray) unread = args->query->is_unread ? find_unread (db) : NULL;
  g_autofree char *conversations = people != NULL && people->len > MOST_NAMED ? peal_ids_to_json (people) : NULL;
  g_autofree char *among = unread != NULL ? peal_ids_to_json (unread) : NULL;
  g_autofree char *match = NULL;
  GArray *ids = peal_ids_new (NULL, 0);
  PealStmt *stmt;

  if (people == NULL || people->len > 0)
    {
      match = build_match (args->query, people);
      stmt = peal_db_query (db, among != NULL ? PEAL_QUERY_MESSAGE_SEARCH_AMONG : PEAL_QUERY_MESSAGE_SEARCH_MATCH);
      bind_search (stmt, args, match, conversations);
      if (among != NULL)
        peal_stmt_bind_text (stmt, ":among", among);
      else
        peal_stmt_bind_int (stmt, ":first", find_first (db, args->query->since));
      peal_ids_take_rows (ids, stmt);
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

/* In a body --------------------------------------------------------------------------------------- */

/* The next word of *@text, folded, and where it stands; NULL at the end. */
static char *
next_word (const char  *text,
           const char **start,
           const char **end)
{
  g_autofree char *word = NULL;
  const char *p = text;

  while (*p != '\0' && !g_unichar_isalnum (g_utf8_get_char (p)))
    p = g_utf8_next_char (p);
  *start = p;
  while (*p != '\0' && (g_unichar_isalnum (g_utf8_get_char (p)) || g_unichar_ismark (g_utf8_get_char (p))))
    p = g_utf8_next_char (p);
  *end = p;
  if (*start == p)
    return NULL;
  word = g_strndup (*start, (gsize) (p - *start));
  return peal_search_fold (word);
}

static GStrv
split_words (const char *term)
{
  g_autoptr(GStrvBuilder) words = g_strv_builder_new ();
  const char *start, *end = term;
  char *word;

  while ((word = next_word (end, &start, &end)) != NULL)
    g_strv_builder_take (words, word);
  return g_strv_builder_end (words);
}

/* How long the words of @term reach from @text on; 0 = they do not begin here. */
static gsize
fits_at (const char        *text,
         const char *const *term,
         gboolean           is_open,
         const char       **first)
{
  const char *start = NULL, *end = text;

  *first = NULL;
  for (guint i = 0; term[i] != NULL; i++)
    {
      g_autofree char *word = next_word (end, &start, &end);

      if (i == 0)
        *first = start;
      if (word == NULL || !(is_open && term[i + 1] == NULL ? g_str_has_prefix (word, term[i]) : g_str_equal (word, term[i])))
        return 0;
    }
  return *first != NULL ? (gsize) (end - *first) : 0;
}

GArray *
peal_message_query_find (const PealMessageQuery *self,
                         const char             *body)
{
  GArray *spans = g_array_new (FALSE, FALSE, sizeof (PealTextSpan));
  g_autoptr(GPtrArray) terms = g_ptr_array_new_with_free_func ((GDestroyNotify) g_strfreev);
  const char *start, *end = body;
  guint behind = 0;

  g_return_val_if_fail (self != NULL, spans);
  g_return_val_if_fail (body != NULL, spans);

  for (guint i = 0; self->terms[i] != NULL; i++)
    g_ptr_array_add (terms, split_words (self->terms[i]));
  for (const char *p = body; *p != '\0'; p = end)
    {
      g_autofree char *word = next_word (p, &start, &end);
      gsize longest = 0;

      for (guint i = 0; word != NULL && i < terms->len; i++)
        {
          gboolean is_open = self->is_open && i + 1 == terms->len;
          const char *first;

          longest = MAX (longest, fits_at (start, terms->pdata[i], is_open, &first));
        }
      if (longest > 0 && (guint) (start - body) >= behind)
        {
          PealTextSpan span = { (guint) (start - body), (guint) ((gsize) (start - body) + longest) };

          g_array_append_val (spans, span);
          behind = span.end;
        }
    }
  return spans;
}

/* The beginning of a word that is at most @n characters before @p. */
static const char *
go_back (const char *text,
         const char *p,
         guint       n)
{
  const char *start = p;

  for (guint i = 0; i < n && start > text; i++)
    start = g_utf8_prev_char (start);
  if (start == text)
    return start;
  for (const char *q = start; q < p; q = g_utf8_next_char (q))
    if (g_unichar_isspace (g_utf8_get_char (q)))
      return g_utf8_next_char (q);
  return start;
}

static void
move_spans (GArray *spans,
            guint   from,
            guint   to,
            guint   by)
{
  guint n = 0;

  for (guint i = 0; i < spans->len; i++)
    {
      PealTextSpan span = g_array_index (spans, PealTextSpan, i);

      if (span.start < from || span.end > to)
        continue;
      g_array_index (spans, PealTextSpan, n++) = (PealTextSpan) { span.start - from + by, span.end - from + by };
    }
  g_array_set_size (spans, n);
}

char *
peal_message_snippet (const char *body,
                      GArray     *spans,
                      guint       length)
{
  const char *ellipsis = "…";
  const char *start, *end;
  GString *text;

  g_return_val_if_fail (body != NULL, NULL);
  g_return_val_if_fail (spans != NULL, NULL);

  start = spans->len > 0 ? go_back (body, body + g_array_index (spans, PealTextSpan, 0).start, length / 3) : body;
  end = start;
  for (guint i = 0; i < length && *end != '\0'; i++)
    end = g_utf8_next_char (end);
  text = g_string_new (start > body ? ellipsis : "");
  move_spans (spans, (guint) (start - body), (guint) (end - body), (guint) text->len);
  g_string_append_len (text, start, end - start);
  for (char *p = text->str; *p != '\0'; p++)
    if (g_ascii_isspace (*p))
      *p = ' ';
  g_string_append (text, *end != '\0' ? ellipsis : "");
  return g_string_free_and_steal (text);
}
