/* peal-route-plan.c: through which account those go who know none of ours yet.
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
  GPtrArray *known;      /* of PealTalkSender or NULL */
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

static void
refuse (PealCandidate *candidate)
{
  candidate->reason = PEAL_HOLD_NO_ACCOUNT;
  g_set_str (&candidate->explanation, "A rule says that nothing goes there");
}

static PealTalkSender *
choose (Plan          *plan,
        PealCandidate *candidate,
        gint64         known_account)
{
  guint n = peal_route_table_get_n_senders (plan->table);
  g_autofree PealRouteNote *notes = g_new0 (PealRouteNote, n + 1);
  const char *region = candidate->region != NULL ? candidate->region : "";
  PealRouteQuestion question = {
    .e164 = candidate->e164,
    .region = region,
    .segments = 1, /* the text is written later; the claim asks anew */
    .not_after = PEAL_TIME_NEVER,
    .sticky_number = "",
    .last_number = "",
  };
  PealRoute route = peal_route_table_decide (plan->table, &question, -1, 0, notes);
  int sender = route.sender;

  if (route.reason == PEAL_ROUTE_RULE_REFUSES && candidate->reason == PEAL_HOLD_NONE)
    refuse (candidate);
  if (known_account != 0)
    return NULL;
  if (sender < 0)
    sender = find_best_named (plan->table, notes);
  if (sender < 0)
    return NULL;
  peal_route_table_spend (plan->table, (guint) sender, 1, region);
  return sender_new (peal_route_table_get_account (plan->table, (guint) sender),
                     peal_route_table_get_number (plan->table, (guint) sender));
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
      const PealTalkSender *known = g_ptr_array_index (plan->known, i);
      PealTalkSender *chosen = NULL;

      if (candidate->e164 != NULL)
        chosen = choose (plan, candidate, known != NULL ? known->account_id : 0);
      if (known != NULL)
        chosen = sender_new (known->account_id, known->ours);
      g_ptr_array_add (plan->chosen, chosen);
    }
  return TRUE;
}

GPtrArray *
peal_route_plan (PealStore *store,
                 GPtrArray *candidates,
                 GPtrArray *known,
                 GError   **error)
{
  g_autoptr(PealRouteTable) table = dex_await_boxed (peal_routes_read_table (store, NULL), error);
  g_autoptr(GPtrArray) chosen = g_ptr_array_new_with_free_func (sender_free);
  Plan plan = { table, candidates, known, chosen };

  if (table != NULL && !peal_route_table_has_rules (table))
    return g_ptr_array_ref (known);
  if (table == NULL || !dex_await (peal_thread_run (choose_all, &plan), error))
    return NULL;
  return g_steal_pointer (&chosen);
}
