/* peal-route-explain.c: through which account a text to somebody would go now, and why not through the others.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#define G_LOG_DOMAIN "peal-engine"

#include "peal-route-explain.h"

#include "peal-clock.h"
#include "peal-fiber.h"
#include "peal-phone.h"
#include "peal-routes.h"
#include "peal-talk.h"

G_DEFINE_BOXED_TYPE (PealRouteExplanation, peal_route_explanation, peal_route_explanation_ref, peal_route_explanation_unref)

static void
line_free (gpointer data)
{
  PealRouteLine *line = data;

  g_free (line->label);
  g_free (line->number);
  g_free (line);
}

PealRouteExplanation *
peal_route_explanation_ref (PealRouteExplanation *self)
{
  return g_atomic_rc_box_acquire (self);
}

static void
explanation_clear (gpointer data)
{
  PealRouteExplanation *self = data;

  g_free (self->e164);
  g_free (self->region);
  g_ptr_array_unref (self->lines);
}

void
peal_route_explanation_unref (PealRouteExplanation *self)
{
  g_atomic_rc_box_release_full (self, explanation_clear);
}

const PealRouteLine *
peal_route_explanation_get_chosen (const PealRouteExplanation *self)
{
  for (guint i = 0; i < self->lines->len; i++)
    {
      const PealRouteLine *line = g_ptr_array_index (self->lines, i);

      if (line->is_chosen)
        return line;
    }
  return NULL;
}

typedef struct
{
  PealStore *store;
  char *e164;
  guint segments;
} Explain;

static void
explain_free (gpointer data)
{
  Explain *explain = data;

  g_object_unref (explain->store);
  g_free (explain->e164);
  g_free (explain);
}

static void
decide (const Explain        *explain,
        PealRouteTable       *table,
        const PealTalkSender *known,
        PealRouteExplanation *self)
{
  int sticky = known != NULL && known->is_known ? peal_route_table_ensure_sender (table, known->account_id, known->ours) : -1;
  guint n = peal_route_table_get_n_senders (table);
  g_autofree PealRouteNote *notes = g_new0 (PealRouteNote, n + 1);
  PealRouteQuestion question = {
    .e164 = explain->e164,
    .region = self->region,
    .segments = explain->segments,
    .not_after = PEAL_TIME_NEVER,
    .sticky_account_id = sticky >= 0 ? known->account_id : 0,
    .sticky_number = sticky >= 0 ? known->ours : "",
    .last_number = "",
  };
  PealRoute route = peal_route_table_decide (table, &question, -1, 0, notes);

  self->verdict = route.verdict;
  self->reason = route.reason;
  self->at = route.at;
  self->is_known = sticky >= 0 && route.sender == sticky;
  for (guint i = 0; i < n; i++)
    {
      PealRouteLine *line = g_new0 (PealRouteLine, 1);

      line->account_id = peal_route_table_get_account (table, i);
      line->label = g_strdup (peal_route_table_get_label (table, i));
      line->number = g_strdup (peal_route_table_get_number (table, i));
      line->is_chosen = (int) i == route.sender;
      line->note = notes[i];
      g_ptr_array_add (self->lines, line);
    }
}

static DexFuture *
explain_fiber (gpointer      data,
               GCancellable *cancellable)
{
  Explain *explain = data;
  const char *numbers[] = { explain->e164, NULL };
  g_autoptr(GError) error = NULL;
  g_autoptr(PealRouteTable) table = dex_await_boxed (peal_routes_read_table (explain->store, NULL), &error);
  g_autoptr(GPtrArray) known = NULL;
  PealRouteExplanation *self;
  char region[4];

  if (table != NULL)
    known = dex_await_boxed (peal_talk_last_senders (explain->store, 0, numbers), &error);
  if (known == NULL)
    return dex_future_new_for_error (g_steal_pointer (&error));
  peal_phone_get_region (explain->e164, region);
  self = g_atomic_rc_box_new0 (PealRouteExplanation);
  self->e164 = g_strdup (explain->e164);
  self->region = g_strdup (region);
  self->lines = g_ptr_array_new_with_free_func (line_free);
  self->has_rules = peal_route_table_has_rules (table);
  if (self->has_rules)
    decide (explain, table, g_ptr_array_index (known, 0), self);
  return dex_future_new_take_boxed (PEAL_TYPE_ROUTE_EXPLANATION, self);
}

DexFuture *
peal_route_explain (PealStore  *store,
                    const char *e164,
                    guint       segments)
{
  Explain *explain;

  peal_return_reject_if_fail (PEAL_IS_STORE (store));
  peal_return_reject_if_fail (e164 != NULL);

  explain = g_new0 (Explain, 1);
  explain->store = g_object_ref (store);
  explain->e164 = g_strdup (e164);
  explain->segments = MAX (segments, 1);
  return peal_fiber_spawn (explain_fiber, explain, explain_free);
}
