/* peal-past-answers.c: what was answered to questions like this one.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#define G_LOG_DOMAIN "peal-store"

#include "peal-past-answers.h"

#include "peal-fiber.h"
#include "peal-job-args.h"
#include "peal-message.h"
#include "peal-store-private.h"

#include <string.h>

/* Newer messages answer better, and the index gives the newest first: it ends after so many that are alike, and
 * never looks further back than so many messages. */
#define MOST_ALIKE 200
#define MOST_BACK 200000

/* Of a question these words are looked for: the longest. */
#define MOST_WORDS 6

/* Messages that belong to one question. */
#define MOST_ASKED 3

/* Further messages of theirs before our answer. */
#define MOST_BETWEEN 4

#define ANSWER_SPAN (G_GINT64_CONSTANT (86400) * G_USEC_PER_SEC)

/* What is asked, and what was. */
typedef struct
{
  gint64 first_id;           /* of the messages that ask */
  GString *question;
  GPtrArray *texts;          /* owns what the next two borrow */
  GArray *past;              /* of PealAnswered */
  GArray *templates;         /* of PealAnswerTemplate */
} Search;

static void
search_clear (Search *search)
{
  g_string_free (search->question, TRUE);
  g_ptr_array_unref (search->texts);
  g_array_unref (search->past);
  g_array_unref (search->templates);
}

G_DEFINE_AUTO_CLEANUP_CLEAR_FUNC (Search, search_clear)

static const char *
keep (Search *search,
      char   *text)
{
  g_ptr_array_add (search->texts, text);
  return text;
}

/* What they wrote since we did; the rest of a question may be in the message before. FALSE: nothing is asked. */
static gboolean
read_question (PealDb *db,
               Search *search,
               gint64  conversation_id)
{
  g_autoptr(PealStmt) stmt = peal_db_query (db, PEAL_QUERY_PAST_ANSWER_QUESTION);

  peal_stmt_bind_int (stmt, ":conversation_id", conversation_id);
  peal_stmt_bind_int (stmt, ":limit", MOST_ASKED);
  while (peal_stmt_next (stmt))
    {
      if (peal_stmt_get_int (stmt, 1) != PEAL_DIRECTION_INBOUND)
        break;
      search->first_id = peal_stmt_get_int (stmt, 0);
      g_string_prepend_c (search->question, ' ');
      g_string_prepend (search->question, peal_text (peal_stmt_get_text (stmt, 2)));
    }
  return search->first_id != 0;
}

static int
compare_lengths (gconstpointer a,
                 gconstpointer b)
{
  gsize first = strlen (*(const char *const *) a), second = strlen (*(const char *const *) b);

  return first > second ? -1 : first < second ? 1 : 0;
}

/* What core takes for the same word is found, too, where it differs by an ending that is common. By whole words, of
 * which the index gives the newest first: those that begin so it would have to read and sort all. */
static void
append_word (GString    *match,
             const char *word)
{
  static const char *const endings[] = { "s", "e", "n", "en" };
  gsize length = strlen (word);

  g_string_append_printf (match, "\"%s\"", word);
  for (gsize i = 0; length > 3 && i < G_N_ELEMENTS (endings); i++)
    {
      gsize ending = strlen (endings[i]);

      if (!g_str_has_suffix (word, endings[i]))
        g_string_append_printf (match, " OR \"%s%s\"", word, endings[i]);
      else if (length - ending > 3)
        g_string_append_printf (match, " OR \"%.*s\"", (int) (length - ending), word);
    }
}

/* NULL: there is no word. Caller frees. */
static char *
build_match (const char *question)
{
  g_auto(GStrv) words = peal_answers_get_words (question);
  guint n = g_strv_length (words);
  GString *match;

  if (n == 0)
    return NULL;
  qsort (words, n, sizeof *words, compare_lengths);
  match = g_string_new ("facts : in AND body : (");
  for (guint i = 0; i < MIN (n, MOST_WORDS); i++)
    {
      g_string_append (match, i > 0 ? " OR " : "");
      append_word (match, words[i]);
    }
  g_string_append_c (match, ')');
  return g_string_free_and_steal (match);
}

/* What a person answered to the message; NULL: nobody did within a day. Caller frees. */
static char *
read_answer (PealDb *db,
             gint64  conversation_id,
             gint64  message_id,
             gint64  asked_at,
             gint64 *at)
{
  g_autoptr(PealStmt) stmt = peal_db_query (db, PEAL_QUERY_PAST_ANSWER_NEXT);

  peal_stmt_bind_int (stmt, ":conversation_id", conversation_id);
  peal_stmt_bind_int (stmt, ":after", message_id);
  peal_stmt_bind_int (stmt, ":limit", MOST_BETWEEN);
  while (peal_stmt_next (stmt))
    {
      if (peal_stmt_get_int (stmt, 0) == PEAL_DIRECTION_INBOUND)
        continue;
      *at = peal_stmt_get_int (stmt, 2);
      return peal_stmt_get_int (stmt, 3) != 0 && *at - asked_at <= ANSWER_SPAN ? peal_stmt_dup_text (stmt, 1) : NULL;
    }
  return NULL;
}

static void
read_past (PealDb     *db,
           Search     *search,
           const char *match)
{
  g_autoptr(PealStmt) stmt = peal_db_query (db, PEAL_QUERY_PAST_ANSWER_ALIKE);

  peal_stmt_bind_text (stmt, ":match", match);
  peal_stmt_bind_int (stmt, ":before", search->first_id);
  peal_stmt_bind_int (stmt, ":first", MAX (search->first_id - MOST_BACK, 0));
  peal_stmt_bind_int (stmt, ":limit", MOST_ALIKE);
  while (peal_stmt_next (stmt))
    {
      PealAnswered answered = { .at = 0 };
      char *answer = read_answer (db, peal_stmt_get_int (stmt, 1), peal_stmt_get_int (stmt, 0),
                                  peal_stmt_get_int (stmt, 3), &answered.at);

      if (answer == NULL)
        continue;
      answered.answer = keep (search, answer);
      answered.question = keep (search, peal_stmt_dup_text (stmt, 2));
      answered.given = keep (search, peal_stmt_dup_text (stmt, 4));
      answered.family = keep (search, peal_stmt_dup_text (stmt, 5));
      g_array_append_val (search->past, answered);
    }
}

static void
read_templates (PealDb *db,
                Search *search)
{
  g_autoptr(PealStmt) stmt = peal_db_query (db, PEAL_QUERY_TEMPLATE_LIST);

  while (peal_stmt_next (stmt))
    {
      PealAnswerTemplate template = {
        .id = peal_stmt_get_int (stmt, 0),
        .name = keep (search, peal_stmt_dup_text (stmt, 1)),
        .body = keep (search, peal_stmt_dup_text (stmt, 3)),
        .uses = peal_stmt_get_int (stmt, 5),
      };

      g_array_append_val (search->templates, template);
    }
}

static void
suggest_job (PealDb  *db,
             gpointer data,
             GValue  *result)
{
  const PealJobArgs *args = data;
  g_auto(Search) search = {
    .question = g_string_new (NULL),
    .texts = g_ptr_array_new_with_free_func (g_free),
    .past = g_array_new (FALSE, FALSE, sizeof (PealAnswered)),
    .templates = g_array_new (FALSE, FALSE, sizeof (PealAnswerTemplate)),
  };
  g_autofree char *match = read_question (db, &search, args->id) ? build_match (search.question->str) : NULL;

  if (match != NULL)
    {
      read_past (db, &search, match);
      read_templates (db, &search);
    }
  peal_result_take (result, G_TYPE_PTR_ARRAY,
                    peal_answers_suggest (search.question->str, (const PealAnswered *) (gpointer) search.past->data,
                                          search.past->len,
                                          (const PealAnswerTemplate *) (gpointer) search.templates->data,
                                          search.templates->len, peal_db_get_now (db)));
}

DexFuture *
peal_past_answers_suggest (PealStore *store,
                           gint64     conversation_id)
{
  peal_return_reject_if_fail (PEAL_IS_STORE (store));

  return peal_store_read (store, suggest_job, peal_job_args_new (conversation_id, NULL, NULL), peal_job_args_free);
}
