/* peal-route-explain.h: through which account a text to somebody would go now, and why not through the others.
 *
 * Main thread only.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#pragma once

#include "peal-route.h"
#include "peal-store.h"

G_BEGIN_DECLS

/* A sender, and what speaks for or against it. Strings owned. */
typedef struct
{
  gint64 account_id;
  char *label;
  char *number;        /* "" = none of its own */
  gboolean is_chosen;
  PealRouteNote note;
} PealRouteLine;

typedef struct
{
  char *e164;
  char *region;        /* "" = not known */
  gboolean has_rules;  /* FALSE: the first account in use sends, and there are no lines */
  gboolean is_known;   /* they know the chosen sender, and it is kept */
  PealRouteVerdict verdict;
  PealRouteReason reason;
  gint64 at;           /* WAIT: when it could go */
  GPtrArray *lines;    /* of PealRouteLine, by label */
} PealRouteExplanation;

GType peal_route_explanation_get_type (void);
#define PEAL_TYPE_ROUTE_EXPLANATION (peal_route_explanation_get_type ())
PealRouteExplanation *peal_route_explanation_ref (PealRouteExplanation *self);
void peal_route_explanation_unref (PealRouteExplanation *self);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (PealRouteExplanation, peal_route_explanation_unref)

/* The chosen line, or NULL. Borrowed. */
const PealRouteLine *peal_route_explanation_get_chosen (const PealRouteExplanation *self);

/* For a text of @segments to @e164. Resolves to a PealRouteExplanation; rejects with PealStoreError. */
DexFuture *peal_route_explain (PealStore  *store,
                               const char *e164,
                               guint       segments) G_GNUC_WARN_UNUSED_RESULT;

G_END_DECLS
