/* peal-route-table.h: rules, senders, limits and prices as they stood at one moment.
 *
 * A value to decide with, for one message or for many: what is decided is spent in
 * the table, so that the next decision knows of it. What waits in the queue of an
 * account counts as spent there. The transaction that claims a message asks limits
 * and money anew; the table only foresees what it will say.
 *
 * Owned by whoever has it, not thread-safe; any thread.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#pragma once

#include "peal-route.h"
#include "peal-budget.h"
#include "peal-store.h"

G_BEGIN_DECLS

/* How an account is: 0 = well, else how long it will not send; G_MAXINT64 = until a person mends it. */
typedef struct
{
  gint64 account_id;
  gint64 wait;
} PealRouteHealth;

typedef struct _PealRouteTable PealRouteTable;

GType peal_route_table_get_type (void);
#define PEAL_TYPE_ROUTE_TABLE (peal_route_table_get_type ())
PealRouteTable *peal_route_table_ref (PealRouteTable *self);
void peal_route_table_unref (PealRouteTable *self);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (PealRouteTable, peal_route_table_unref)

/* FALSE: there are no rules, and nothing is to be routed. */
gboolean peal_route_table_has_rules (const PealRouteTable *self);

/* FALSE: what waits at one account never moves to another. */
gboolean peal_route_table_has_failover (const PealRouteTable *self);

guint peal_route_table_get_n_senders (const PealRouteTable *self);
gint64 peal_route_table_get_account (const PealRouteTable *self,
                                     guint                 sender);
/* Borrowed. The number is "" where the account has none of its own. */
const char *peal_route_table_get_number (const PealRouteTable *self,
                                         guint                 sender);
const char *peal_route_table_get_label (const PealRouteTable *self,
                                        guint                 sender);

/* The number at the account, added if the table does not have it: what a conversation knows. Its index;
 * -1 if the account is not there. */
int peal_route_table_ensure_sender (PealRouteTable *self,
                                    gint64          account_id,
                                    const char     *number);

/* What the rules alone say of a number at an account. */
PealRulesVerdict peal_route_table_ask_rules (const PealRouteTable    *self,
                                             const PealRouteQuestion *question,
                                             gint64                   account_id,
                                             const char              *number);

/* peal_route_decide () with the table's rules and senders; fills in time and patience of @question.
 * @own is the sender where the message waits already for another @own_wait, or -1. @notes (nullable) has
 * room for all senders. */
PealRoute peal_route_table_decide (PealRouteTable    *self,
                                   PealRouteQuestion *question,
                                   int                own,
                                   gint64             own_wait,
                                   PealRouteNote     *notes);

/* @segments go through @sender: the next decision knows. */
void peal_route_table_spend (PealRouteTable *self,
                             guint           sender,
                             guint           segments,
                             const char     *region);

/* Whether some account but @account_id could take a message at once. */
gboolean peal_route_table_has_other (PealRouteTable *self,
                                     gint64          account_id);

/* How long the account will not send: as PealRouteHealth. */
gint64 peal_route_table_get_health (const PealRouteTable *self,
                                    gint64                account_id);
gboolean peal_route_table_is_on (const PealRouteTable *self,
                                 gint64                account_id);
gint64 peal_route_table_get_patience (const PealRouteTable *self);

G_END_DECLS
