/* peal-route-plan.c: through which account those go who know none of ours yet, and whom none may text.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#define G_LOG_DOMAIN "peal-engine"

#include "peal-route-plan.h"

#include "peal-fiber.h"
#include "peal-routes.h"
#include "peal-thread.h"

typedef struct
{
  PealRouteTable *table;
  GPtrArray *candidates; /* of PealCandidate */
  GPtrArray *known;      /* of PealTalkSender or NULL; NULL = nothing is to be chosen */
  gint64 fallback_account; /* who is not chosen for goes through this one */
  const char *fallback_number;
  GPtrArray *chosen;     /* out: the same */
} Plan;

static PealTalkSender *
sender_new (gint64      account_id,
            const char *ours)
{
  PealTalkSender *self = g_new0 (PealTalkSender, 1);

  self->account_id = account_id;
  self->ours = g_strdup (ours);
  return self;
}

static void
sender_free (gpointer data)
{
  PealTalkSender *self = data;

  if (self == NULL)
    return;
  g_free (self->ours);
  g_free (self);
}

/* Nobody can take it now: it waits where the rules would like it best. -1 = they name nobody in use. */
static int
find_best_named (const PealRouteTable *table,
                 const PealRouteNote  *notes)
{
  int best = -1;

  for (guint i = 0; i < peal_route_table_get_n_senders (table); i++)
    if (notes[i].rule >= 0 && notes[i].reason != PEAL_NOTE_OFF && (best < 0 || notes[i].rule < notes[best].rule))
      best = (int) i;
  return best;
}

static PealRouteQuestion
ask (const PealCandidate *candidate)
{
  return (PealRouteQuestion) {
    .e164 = candidate->e164,
    .region = candidate->region != NULL ? candidate->region : "",
    .segments = 1, /* the text is written later; the claim asks anew */
    .not_after = PEAL_TIME_NEVER,
    .sticky_number = "",
    .last_number = "",
  };
}

static PealTalkSender *
choose (Plan                *plan,
        const PealCandidate *candidate)
{
  guint n = peal_route_table_get_n_senders (plan->table);
  g_autofree PealRouteNote *notes = g_new0 (PealRouteNote, n + 1);
  PealRouteQuestion question = ask (candidate);
  int sender = peal_route_table_decide (plan->table, &question, -1, 0, notes).sender;

  if (sender < 0)
    sender = find_best_named (plan->table, notes);
  if (sender < 0)
    return NULL;
  peal_route_table_spend (plan->table, (guint) sender, 1, question.region);
  return sender_new (peal_route_table_get_account (plan->table, (guint) sender),
                     peal_route_table_get_number (plan->table, (guint) sender));
}

/* Whom nothing is chosen for, the rules may not leave to the fallback either. */
static void
hold (Plan          *plan,
      PealCandidate *candidate,
      gboolean       has_sender)
{
  PealRouteQuestion question = ask (candidate);
  PealRulesVerdict verdict = peal_route_table_ask_rules (plan->table, &question, plan->fallback_account,
                                                         plan->fallback_number);

  if (verdict == PEAL_RULES_REFUSE)
    candidate->no_route = "A rule says that nothing goes there";
  else if (verdict == PEAL_RULES_NAME_OTHERS && !has_sender)
    candidate->no_route = "The rules name no account in use for this number";
}

/* PealThreadFunc */
static gboolean
choose_all (gpointer data,
            GError **error)
{
  Plan *plan = data;

  for (guint i = 0; i < plan->candidates->len; i++)
    {
      PealCandidate *candidate = g_ptr_array_index (plan->candidates, i);
      const PealTalkSender *known = plan->known != NULL ? g_ptr_array_index (plan->known, i) : NULL;
      PealTalkSender *sender = NULL;

      if (known != NULL && known->is_known)
        sender = sender_new (known->account_id, known->ours);
      else if (candidate->e164 != NULL && plan->known != NULL)
        sender = choose (plan, candidate);
      if (candidate->e164 != NULL)
        hold (plan, candidate, sender != NULL || plan->known == NULL);
      if (plan->known != NULL)
        g_ptr_array_add (plan->chosen, sender);
    }
  return TRUE;
}

GPtrArray *
peal_route_plan (PealStore         *store,
                 GPtrArray         *candidates,
                 GPtrArray         *known,
                 const PealAccount *fallback,
                 GError           **error)
{
  g_autoptr(PealRouteTable) table = dex_await_boxed (peal_routes_read_table (store, NULL), error);
  g_autoptr(GPtrArray) chosen = g_ptr_array_new_with_free_func (sender_free);
  Plan plan = { table, candidates, known, fallback->id, fallback->sender, chosen };

  if (table != NULL && !peal_route_table_has_rules (table))
    return g_ptr_array_ref (known);
  if (table == NULL || !dex_await (peal_thread_run (choose_all, &plan), error))
    return NULL;
  return g_steal_pointer (&chosen);
}

gboolean
peal_route_hold (PealStore *store,
                 GPtrArray *candidates,
                 GError   **error)
{
  g_autoptr(PealRouteTable) table = dex_await_boxed (peal_routes_read_table (store, NULL), error);
  Plan plan = { .table = table, .candidates = candidates, .fallback_number = "" };

  if (table != NULL && !peal_route_table_has_rules (table))
    return TRUE;
  return table != NULL && dex_await (peal_thread_run (choose_all, &plan), error);
}
