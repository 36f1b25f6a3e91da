/* peal-group-suggestions.c: groups that the figures of this workspace suggest.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#define G_LOG_DOMAIN "peal-store"

#include "peal-group-suggestions.h"

#include "peal-fiber.h"
#include "peal-group-rules-private.h"

void
peal_group_suggestion_free (PealGroupSuggestion *self)
{
  g_free (self->rule);
  g_free (self);
}

static gboolean
measure (PealRuleScope *scope,
         PealHabits    *measured)
{
  g_autoptr(PealStmt) stmt = peal_db_query (scope->db, PEAL_QUERY_RULE_LIST_HABITS);
  g_autoptr(GArray) habits = g_array_new (FALSE, FALSE, sizeof (PealHabit));

  peal_stmt_bind_int (stmt, ":edge", scope->now - PEAL_SUGGESTION_YEAR * G_TIME_SPAN_DAY);
  while (peal_stmt_next (stmt))
    {
      PealHabit habit = { (int) ((scope->now - peal_stmt_get_int (stmt, 0)) / G_TIME_SPAN_DAY),
                          (int) peal_stmt_get_int (stmt, 1) };

      habit.days = MAX (habit.days, 0);
      g_array_append_val (habits, habit);
    }
  return peal_suggestion_measure ((const PealHabit *) (gpointer) habits->data, habits->len, measured);
}

static gboolean
is_made (PealDb     *db,
         const char *rule)
{
  PealStmt *stmt = peal_db_query (db, PEAL_QUERY_RULE_HAS_GROUP);

  peal_stmt_bind_text (stmt, ":rule", rule);
  return peal_stmt_take_int (stmt) != 0;
}

/* NULL if it is not worth a group. */
static PealGroupSuggestion *
suggest (PealRuleScope     *scope,
         PealSuggestionKind kind,
         const PealHabits  *measured)
{
  g_autoptr(PealRule) rule = peal_suggestion_make_rule (kind, measured);
  g_autofree char *json = rule != NULL ? peal_rule_to_json (rule) : NULL;
  g_autoptr(GArray) ids = NULL;
  PealGroupSuggestion *self;

  if (json == NULL || is_made (scope->db, json))
    return NULL;
  ids = peal_rule_scope_ask_rule (scope, rule, NULL); /* best effort: it names nothing that could be gone */
  if (ids == NULL || !peal_suggestion_is_worth (ids->len, peal_rule_scope_get_live (scope)->len))
    return NULL;
  self = g_new0 (PealGroupSuggestion, 1);
  self->kind = kind;
  self->rule = g_steal_pointer (&json);
  self->n_members = ids->len;
  if (kind == PEAL_SUGGESTION_REGULARS || kind == PEAL_SUGGESTION_COOLING)
    {
      self->days = kind == PEAL_SUGGESTION_REGULARS ? measured->regular_days : measured->cooling_days;
      self->n_replies = kind == PEAL_SUGGESTION_REGULARS ? measured->regular_replies : measured->cooling_replies;
    }
  return self;
}

static void
list_job (PealDb  *db,
          gpointer data,
          GValue  *result)
{
  GPtrArray *suggestions = g_ptr_array_new_with_free_func ((GDestroyNotify) peal_group_suggestion_free);
  g_auto(PealRuleScope) scope = { NULL };
  PealHabits measured;
  gboolean is_measured;

  peal_rule_scope_init (&scope, db);
  if (peal_rule_scope_get_live (&scope)->len >= PEAL_SUGGESTION_MIN_CONTACTS)
    {
      is_measured = measure (&scope, &measured);
      for (PealSuggestionKind kind = PEAL_SUGGESTION_REGULARS; kind < PEAL_SUGGESTION_N_KINDS; kind++)
        {
          PealGroupSuggestion *suggestion = suggest (&scope, kind, is_measured ? &measured : NULL);

          if (suggestion != NULL)
            g_ptr_array_add (suggestions, suggestion);
        }
    }
  peal_result_take (result, G_TYPE_PTR_ARRAY, suggestions);
}

DexFuture *
peal_group_suggestions_list (PealStore *store)
{
  peal_return_reject_if_fail (PEAL_IS_STORE (store));

  return peal_store_read (store, list_job, NULL, NULL);
}
