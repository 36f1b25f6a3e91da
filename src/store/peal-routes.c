/* peal-routes.c: the shop's rules for which account a message goes through.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#define G_LOG_DOMAIN "peal-store"

#include "peal-routes.h"

#include "peal-fiber.h"
#include "peal-job-args.h"
#include "peal-ledger-private.h"
#include "peal-payload.h"
#include "peal-phone.h"
#include "peal-route-table-private.h"

#include <string.h>

#define MAX_RULES 1000

PealStoredRoute *
peal_stored_route_new (const char *prefix,
                       const char *region,
                       gboolean    refuse,
                       gint64      account_id,
                       const char *number)
{
  PealStoredRoute *self = g_new0 (PealStoredRoute, 1);

  self->prefix = g_strdup (prefix);
  self->region = g_strdup (region);
  self->refuse = refuse;
  self->account_id = account_id;
  self->number = g_strdup (number);
  self->label = g_strdup ("");
  return self;
}

PealStoredRoute *
peal_stored_route_copy (const PealStoredRoute *self)
{
  PealStoredRoute *copy = peal_stored_route_new (self->prefix, self->region, self->refuse, self->account_id,
                                                 self->number);

  g_set_str (&copy->label, self->label);
  copy->is_gone = self->is_gone;
  return copy;
}

void
peal_stored_route_free (PealStoredRoute *self)
{
  g_free (self->prefix);
  g_free (self->region);
  g_free (self->number);
  g_free (self->label);
  g_free (self);
}

static void
list_job (PealDb  *db,
          gpointer data,
          GValue  *result)
{
  g_autoptr(PealStmt) stmt = peal_db_query (db, PEAL_QUERY_ROUTE_LIST);
  GPtrArray *routes = g_ptr_array_new_with_free_func ((GDestroyNotify) peal_stored_route_free);

  while (peal_stmt_next (stmt))
    {
      PealStoredRoute *route = peal_stored_route_new (peal_stmt_get_text (stmt, 0), peal_stmt_get_text (stmt, 1),
                                                      peal_stmt_get_int (stmt, 2) != 0, peal_stmt_get_int (stmt, 3),
                                                      peal_stmt_get_text (stmt, 4));

      g_set_str (&route->label, peal_stmt_get_text (stmt, 5));
      route->is_gone = peal_stmt_get_int (stmt, 6) != 0;
      g_ptr_array_add (routes, route);
    }
  peal_result_take (result, G_TYPE_PTR_ARRAY, routes);
}

DexFuture *
peal_routes_list (PealStore *store)
{
  peal_return_reject_if_fail (PEAL_IS_STORE (store));

  return peal_store_read (store, list_job, NULL, NULL);
}

static void
find_work_job (PealDb  *db,
               gpointer data,
               GValue  *result)
{
  g_autoptr(PealStmt) stmt = peal_db_query (db, PEAL_QUERY_ROUTE_WORK);
  PealRouteWork work = 0;

  if (peal_stmt_next (stmt))
    {
      work |= peal_stmt_get_int (stmt, 0) != 0 ? PEAL_ROUTE_WORK_MOVE : 0;
      work |= peal_stmt_get_int (stmt, 1) != 0 ? PEAL_ROUTE_WORK_RECONSIDER : 0;
    }
  peal_result_set_int (result, work);
}

DexFuture *
peal_routes_find_work (PealStore *store)
{
  peal_return_reject_if_fail (PEAL_IS_STORE (store));

  return peal_store_read (store, find_work_job, NULL, NULL);
}

/* In the claim -------------------------------------------------------------------------------------- */

static PealRulesVerdict
ask_rules (PealDb     *db,
           gint64      account_id,
           const char *ours,
           const char *theirs)
{
  g_autoptr(GStringChunk) texts = g_string_chunk_new (256);
  g_autoptr(GArray) rules = peal_route_rules_load (db, texts);
  char region[4];
  PealRouteQuestion question = { .e164 = theirs, .region = region, .sticky_number = "" };

  peal_phone_get_region (theirs, region);
  return peal_route_ask_rules (&question, account_id, ours, (const PealRouteRule *) (gpointer) rules->data, rules->len);
}

static gboolean
query_flag (PealDb   *db,
            PealQuery query,
            gint64    id)
{
  PealStmt *stmt = peal_db_query (db, query);

  peal_stmt_bind_int (stmt, ":id", id);
  return peal_stmt_take_int (stmt) != 0;
}

PealRulesVerdict
peal_routes_ask (PealDb     *db,
                 gint64      message_id,
                 gint64      conversation_id,
                 gint64      account_id,
                 const char *ours,
                 const char *theirs)
{
  PealRulesVerdict verdict;

  if (peal_stmt_take_int (peal_db_query (db, PEAL_QUERY_ROUTE_EXISTS)) == 0)
    return PEAL_RULES_ALLOW;
  verdict = ask_rules (db, account_id, ours, theirs);
  if (verdict == PEAL_RULES_NAME_OTHERS && (query_flag (db, PEAL_QUERY_ROUTE_KNOWS, conversation_id)
                                            || query_flag (db, PEAL_QUERY_ROUTE_IS_CHOSEN, message_id)))
    return PEAL_RULES_ALLOW;
  return verdict;
}

/* Replacing ----------------------------------------------------------------------------------------- */

typedef struct
{
  GPtrArray *routes; /* of PealStoredRoute */
  char *actor;
} Replace;

static void
replace_free (gpointer data)
{
  Replace *replace = data;

  g_ptr_array_unref (replace->routes);
  g_free (replace->actor);
  g_free (replace);
}

/* A rule for somewhere names digits behind a plus, or two letters, or neither. */
static gboolean
is_rule (const PealStoredRoute *route)
{
  const char *prefix = route->prefix;

  if (*prefix != '\0' && (*prefix != '+' || prefix[1] == '\0' || prefix[1 + strspn (prefix + 1, "0123456789")] != '\0'))
    return FALSE;
  if (*route->region != '\0' && (strlen (route->region) != 2 || !g_ascii_isupper (route->region[0])
                                 || !g_ascii_isupper (route->region[1])))
    return FALSE;
  return *route->number == '\0' || route->account_id != 0;
}

static void
insert (PealDb                *db,
        guint                  position,
        const PealStoredRoute *route)
{
  g_autoptr(PealStmt) stmt = peal_db_query (db, PEAL_QUERY_ROUTE_INSERT);

  peal_stmt_bind_int (stmt, ":position", position);
  peal_stmt_bind_text (stmt, ":prefix", route->prefix);
  peal_stmt_bind_text (stmt, ":region", route->region);
  peal_stmt_bind_int (stmt, ":refuse", route->refuse);
  peal_stmt_bind_id (stmt, ":account_id", route->account_id);
  peal_stmt_bind_text (stmt, ":number", route->number);
  peal_stmt_run (stmt);
}

static void
replace_job (PealDb  *db,
             gpointer data,
             GValue  *result)
{
  const Replace *replace = data;
  g_autoptr(PealStmt) stmt = peal_db_query (db, PEAL_QUERY_ROUTE_CLEAR);
  g_autoptr(PealPayload) payload = peal_payload_new ();

  peal_stmt_run (stmt);
  for (guint i = 0; i < replace->routes->len && !peal_db_has_failed (db); i++)
    {
      const PealStoredRoute *route = g_ptr_array_index (replace->routes, i);

      if (i < MAX_RULES && is_rule (route))
        insert (db, i + 1, route);
      else
        peal_db_fail (db, PEAL_STORE_ERROR_INVALID, "Rule %u is none; name a country, the first digits, or neither", i + 1);
    }
  peal_payload_add_int (payload, "rules", replace->routes->len);
  peal_ledger_append (db, peal_db_get_now (db), replace->actor, "route.changed", "workspace",
                      peal_payload_get_json (payload));
  peal_db_touch (db, PEAL_CHANGE_ACCOUNTS | PEAL_CHANGE_HELD);
}

DexFuture *
peal_routes_replace (PealStore  *store,
                     GPtrArray  *routes,
                     const char *actor)
{
  Replace *replace;

  peal_return_reject_if_fail (PEAL_IS_STORE (store));
  peal_return_reject_if_fail (routes != NULL && actor != NULL);

  replace = g_new0 (Replace, 1);
  replace->routes = g_ptr_array_ref (routes);
  replace->actor = g_strdup (actor);
  return peal_store_write (store, replace_job, replace, replace_free);
}

/* The table ----------------------------------------------------------------------------------------- */

static void
table_job (PealDb  *db,
           gpointer data,
           GValue  *result)
{
  peal_result_take (result, PEAL_TYPE_ROUTE_TABLE, peal_route_table_load (db, data));
}

static void
unref_health (gpointer data)
{
  g_clear_pointer ((GArray **) &data, g_array_unref);
}

DexFuture *
peal_routes_read_table (PealStore *store,
                        GArray    *health)
{
  peal_return_reject_if_fail (PEAL_IS_STORE (store));

  return peal_store_read (store, table_job, health != NULL ? g_array_ref (health) : NULL, unref_health);
}
