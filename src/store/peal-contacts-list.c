/* peal-contacts-list.c: which contacts, in which order, and their rows.
 *
 * A list is made in two steps: the ids that fit (full-text index, group, tag:
 * each its own index, intersected here), then their order, which is SQL. With
 * nothing to choose by, the order is all there is. Fragments of one and two
 * characters, which the trigram index cannot know, are looked for in the folded
 * name that comes with each id.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#define G_LOG_DOMAIN "peal-store"

#include "peal-contacts-private.h"

#include "peal-fiber.h"
#include "peal-group-rules-private.h"
#include "peal-search.h"

typedef struct
{
  PealContactFilter filter; /* its strings are the two below */
  char *search;
  char *tag;
  guint limit;              /* 0: all */
} ListData;

static ListData *
list_data_new (const PealContactFilter *filter,
               guint                    limit)
{
  ListData *self = g_new0 (ListData, 1);

  self->filter = *filter;
  self->filter.search = self->search = g_strdup (filter->search);
  self->filter.tag = self->tag = g_strdup (filter->tag);
  self->limit = limit;
  return self;
}

static void
list_data_free (gpointer data)
{
  ListData *self = data;

  g_free (self->search);
  g_free (self->tag);
  g_free (self);
}

/* What fits --------------------------------------------------------------------------------------- */

/* Keeps in @ids what also stands in @others; both are sets. A NULL *@ids is everybody. Takes @others. */
static void
intersect (GArray **ids,
           GArray  *others)
{
  if (*ids == NULL)
    {
      *ids = others;
      return;
    }
  peal_id_set_keep (*ids, others);
  g_array_unref (others);
}

/* Of a group whose rule cannot be asked nobody is shown: the job fails. */
static GArray *
list_members (PealDb *db,
              gint64  group_id)
{
  g_autoptr(GError) error = NULL;
  g_auto(PealRuleScope) scope = { NULL };
  GArray *ids;

  peal_rule_scope_init (&scope, db);
  ids = peal_rule_scope_list_members (&scope, group_id, &error);
  if (ids != NULL)
    return ids;
  peal_db_fail (db, error->code, "%s", error->message);
  return peal_ids_new (NULL, 0);
}

/* NULL: everybody. */
static GArray *
find_candidates (PealDb                  *db,
                 const PealContactFilter *filter,
                 const PealSearch        *search)
{
  GArray *ids = NULL;

  if (search != NULL && search->match != NULL)
    {
      PealStmt *stmt = peal_db_query (db, PEAL_QUERY_CONTACT_SEARCH_MATCH);

      peal_stmt_bind_text (stmt, ":match", search->match);
      intersect (&ids, peal_id_set_take_rows (stmt));
    }
  if (filter->group_id != 0)
    intersect (&ids, list_members (db, filter->group_id));
  if (filter->tag != NULL)
    {
      PealStmt *stmt = peal_db_query (db, PEAL_QUERY_CONTACT_TAG_MEMBERS);

      peal_stmt_bind_text (stmt, ":name", filter->tag);
      intersect (&ids, peal_id_set_take_rows (stmt));
    }
  return ids;
}

/* The order --------------------------------------------------------------------------------------- */

/* The query for ids and folded names in order; @json keeps what it is bound to. */
static PealStmt *
query_ordered (PealDb                  *db,
               const PealContactFilter *filter,
               GArray                  *candidates,
               char                   **json)
{
  gboolean by_name = filter->sort == PEAL_CONTACT_SORT_RELEVANCE || filter->sort == PEAL_CONTACT_SORT_NAME;
  PealStmt *stmt;

  if (candidates != NULL)
    {
      *json = peal_ids_to_json (candidates);
      stmt = peal_db_query (db, PEAL_QUERY_CONTACT_LIST_SOME_ORDERED);
      peal_stmt_bind_text (stmt, ":ids", *json);
      peal_stmt_bind_int (stmt, ":deleted", filter->shelf == PEAL_CONTACT_DELETED);
      peal_stmt_bind_int (stmt, ":sort", filter->sort);
    }
  else if (filter->shelf == PEAL_CONTACT_DELETED)
    stmt = peal_db_query (db, PEAL_QUERY_CONTACT_LIST_DELETED);
  else if (by_name)
    stmt = peal_db_query (db, PEAL_QUERY_CONTACT_LIST_BY_NAME);
  else
    {
      stmt = peal_db_query (db, PEAL_QUERY_CONTACT_LIST_ORDERED);
      peal_stmt_bind_int (stmt, ":sort", filter->sort);
    }
  return stmt;
}

static void
reverse (GArray *ids)
{
  for (guint i = 0, j = ids->len; i + 1 < j; i++)
    {
      gint64 id = peal_ids_get (ids, i);

      j--;
      peal_ids_get (ids, i) = peal_ids_get (ids, j);
      peal_ids_get (ids, j) = id;
    }
}

/* Rows in the order of @stmt, those whose name fits the search better before the others. */
static GArray *
collect (PealStmt         *stmt,
         const PealSearch *search,
         gboolean          ranked)
{
  GArray *ranks[PEAL_SEARCH_N_RANKS];

  for (guint i = 0; i < G_N_ELEMENTS (ranks); i++)
    ranks[i] = peal_ids_new (NULL, 0);
  while (peal_stmt_next (stmt))
    {
      gint64 id = peal_stmt_get_int (stmt, 0);
      const char *name = search != NULL ? peal_stmt_get_text (stmt, 1) : NULL;
      guint rank = ranked ? peal_search_rank (search, name) : 0;

      if (search == NULL || peal_search_has_short_words (search, name))
        g_array_append_val (ranks[rank], id);
    }
  for (guint i = 1; i < G_N_ELEMENTS (ranks); i++)
    {
      g_array_append_vals (ranks[0], ranks[i]->data, ranks[i]->len);
      g_array_unref (ranks[i]);
    }
  return ranks[0];
}

GArray *
peal_contacts_list (PealDb                  *db,
                    const PealContactFilter *filter)
{
  g_autoptr(PealSearch) search = peal_search_new (filter->search);
  g_autoptr(GArray) candidates = find_candidates (db, filter, search);
  g_autofree char *json = NULL;
  g_autoptr(PealStmt) stmt = query_ordered (db, filter, candidates, &json);
  GArray *ids = collect (stmt, search, search != NULL && filter->sort == PEAL_CONTACT_SORT_RELEVANCE);

  if (filter->descending)
    reverse (ids);
  return ids;
}

static void
snapshot_job (PealDb  *db,
              gpointer data,
              GValue  *result)
{
  const ListData *list = data;

  peal_result_take (result, G_TYPE_ARRAY,
                    list->limit > 0 ? peal_contacts_list_first (db, &list->filter, list->limit)
                                    : peal_contacts_list (db, &list->filter));
}

DexFuture *
peal_contacts_snapshot (PealStore               *store,
                        const PealContactFilter *filter)
{
  peal_return_reject_if_fail (PEAL_IS_STORE (store));
  peal_return_reject_if_fail (filter != NULL);

  return peal_store_read (store, snapshot_job, list_data_new (filter, 0), list_data_free);
}

DexFuture *
peal_contacts_first (PealStore               *store,
                     const PealContactFilter *filter,
                     guint                    limit)
{
  peal_return_reject_if_fail (PEAL_IS_STORE (store));
  peal_return_reject_if_fail (filter != NULL);
  peal_return_reject_if_fail (limit > 0);

  return peal_store_read (store, snapshot_job, list_data_new (filter, limit), list_data_free);
}

static void
count_job (PealDb  *db,
           gpointer data,
           GValue  *result)
{
  peal_result_set_int (result, peal_stmt_take_int (peal_db_query (db, PEAL_QUERY_CONTACT_COUNT)));
}

DexFuture *
peal_contacts_count (PealStore *store)
{
  peal_return_reject_if_fail (PEAL_IS_STORE (store));

  return peal_store_read (store, count_job, NULL, NULL);
}

/* Rows -------------------------------------------------------------------------------------------- */

static void
row_free (gpointer row)
{
  if (row != NULL)
    peal_contact_row_free (row);
}

/* @with_gaps: NULL stands for an id that is gone. */
static GPtrArray *
load_rows (PealDb  *db,
           GArray  *ids,
           gboolean with_gaps)
{
  GPtrArray *rows = g_ptr_array_new_with_free_func (row_free);

  for (guint i = 0; i < ids->len; i++)
    {
      PealContactRow *row = peal_contact_row_load (db, peal_ids_get (ids, i));

      if (row != NULL || with_gaps)
        g_ptr_array_add (rows, row);
    }
  return rows;
}

static void
load_rows_job (PealDb  *db,
               gpointer data,
               GValue  *result)
{
  const PealJobArgs *args = data;

  peal_result_take (result, G_TYPE_PTR_ARRAY, load_rows (db, args->ids, TRUE));
}

DexFuture *
peal_contacts_load_rows (PealStore    *store,
                         const gint64 *ids,
                         guint         n_ids)
{
  peal_return_reject_if_fail (PEAL_IS_STORE (store));

  return peal_store_read (store, load_rows_job, peal_job_args_new_for_ids (ids, n_ids, NULL, NULL),
                          peal_job_args_free);
}

static GArray *
list_ids (PealStmt *stmt)
{
  GArray *ids = peal_ids_new (NULL, 0);

  peal_ids_take_rows (ids, stmt);
  return ids;
}

static void
find_by_number_job (PealDb  *db,
                    gpointer data,
                    GValue  *result)
{
  const PealJobArgs *args = data;
  PealStmt *stmt = peal_db_query (db, PEAL_QUERY_PHONE_FIND_CONTACTS);
  g_autoptr(GArray) ids = NULL;

  peal_stmt_bind_text (stmt, ":e164", args->text);
  ids = list_ids (stmt);
  peal_result_take (result, G_TYPE_PTR_ARRAY, load_rows (db, ids, FALSE));
}

DexFuture *
peal_contacts_find_by_number (PealStore  *store,
                              const char *e164)
{
  peal_return_reject_if_fail (PEAL_IS_STORE (store));
  peal_return_reject_if_fail (e164 != NULL);

  return peal_store_read (store, find_by_number_job, peal_job_args_new (0, e164, NULL), peal_job_args_free);
}

/* Suggestions ------------------------------------------------------------------------------------- */

/* Somebody with two numbers has two conversations: twice the limit is looked at. */
static GArray *
list_recent (PealDb *db,
             guint   limit)
{
  PealStmt *stmt = peal_db_query (db, PEAL_QUERY_CONTACT_LIST_RECENT);
  g_autoptr(GArray) found = NULL;
  GArray *ids = peal_ids_new (NULL, 0);

  peal_stmt_bind_int (stmt, ":limit", (gint64) limit * 2);
  found = list_ids (stmt);
  for (guint i = 0; i < found->len && ids->len < limit; i++)
    {
      gint64 id = peal_ids_get (found, i);
      gboolean known = FALSE;

      for (guint j = 0; j < ids->len; j++)
        known = known || peal_ids_get (ids, j) == id;
      if (!known)
        g_array_append_val (ids, id);
    }
  return ids;
}

static void
suggest_job (PealDb  *db,
             gpointer data,
             GValue  *result)
{
  const PealJobArgs *args = data;
  PealContactFilter filter = { .search = args->text };
  g_autoptr(PealSearch) search = peal_search_new (args->text);
  g_autoptr(GArray) ids = search != NULL ? peal_contacts_list_first (db, &filter, args->limit)
                                         : list_recent (db, args->limit);

  peal_result_take (result, G_TYPE_PTR_ARRAY, load_rows (db, ids, FALSE));
}

DexFuture *
peal_contacts_suggest (PealStore  *store,
                       const char *text,
                       guint       limit)
{
  peal_return_reject_if_fail (PEAL_IS_STORE (store));

  return peal_store_read (store, suggest_job, PEAL_JOB_ARGS (.limit = limit, .text = text), peal_job_args_free);
}
