/* peal-group-rules-private.h: rules inside a job.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#pragma once

#include "peal-group-rules.h"
#include "peal-id-set.h"
#include "peal-rule.h"

G_BEGIN_DECLS

/* One asking: what all conditions of it share. */
typedef struct
{
  PealDb *db;
  gint64 now;
  GTimeZone *zone;
  PealCivilTime today;
  GArray *live;              /* every contact that is not deleted; NULL until somebody needs it */
  GArray *asking;            /* of gint64: the groups whose rules are being asked, outermost first */
  GHashTable *asked;         /* id to set of those groups that have been asked: each is once */
} PealRuleScope;

void peal_rule_scope_init (PealRuleScope *self,
                           PealDb        *db);
void peal_rule_scope_clear (PealRuleScope *self);
G_DEFINE_AUTO_CLEANUP_CLEAR_FUNC (PealRuleScope, peal_rule_scope_clear)

/* Borrowed. */
const GArray *peal_rule_scope_get_live (PealRuleScope *self);

/* Everybody that is not in @set, which it takes. */
GArray *peal_rule_scope_take_others (PealRuleScope *self,
                                     GArray        *set);

/* The set of those whom @condition fits; among them may be deleted ones. NULL with
 * PEAL_STORE_ERROR_RULE, or _INVALID for a rule of another program that is none. */
GArray *peal_rule_scope_ask (PealRuleScope  *self,
                             const PealRule *condition,
                             GError        **error);

/* Behaviour: peal-rule-habits.c. The sets of those with at least @least messages of @field (sent, delivered, failed,
 * replies, last_sent, last_reply) since @edge (G_MININT64 = ever), of those with some, but none since @edge, and of those
 * whose answers @condition fits. */
GArray *peal_rule_ask_messages (PealRuleScope *self,
                                PealRuleField  field,
                                gint64         edge,
                                double         least);
GArray *peal_rule_ask_silent (PealRuleScope *self,
                              PealRuleField  field,
                              gint64         edge);
GArray *peal_rule_ask_answers (PealRuleScope  *self,
                               const PealRule *condition);

/* The set of those whom a whole rule fits, without deleted ones; as above. */
GArray *peal_rule_scope_ask_rule (PealRuleScope  *self,
                                  const PealRule *rule,
                                  GError        **error);

/* FALSE with PEAL_STORE_ERROR_RULE if there is no such campaign. */
gboolean peal_rule_has_campaign (PealDb  *db,
                                 gint64   id,
                                 GError **error);

/* The set of the members of a group of any kind, as above. */
GArray *peal_rule_scope_ask_group (PealRuleScope *self,
                                   gint64         group_id,
                                   GError       **error);

/* The set of the members of a group of any kind; those of a static one also where they are deleted.
 * A group that is not there has none. NULL as above if its rule cannot be asked. */
GArray *peal_rule_scope_list_members (PealRuleScope *self,
                                      gint64         group_id,
                                      GError       **error);

/* The ids of @set by name, at most @limit, without deleted ones. The caller frees them. */
GArray *peal_rule_order_by_name (PealDb *db,
                                 GArray *set,
                                 guint   limit);

/* Whether the rules of all these groups (ids) can be asked; a group that is not there has none. */
gboolean peal_group_rules_can_ask (PealDb       *db,
                                   const GArray *group_ids);

/* The rule as it is kept: groups by their ids, always written the same way. NULL with _INVALID if it
 * is none, with _RULE if it names what is not there, or would have group @group_id (0 = a new one) ask for itself. The
 * caller frees it. */
char *peal_group_rule_dup_checked (PealDb     *db,
                                   const char *json,
                                   gint64      group_id,
                                   GError    **error);

G_END_DECLS
