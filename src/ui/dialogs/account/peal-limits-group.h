/* peal-limits-group.h: the fields for what an account may send and cost.
 *
 * Signal "changed": something was written or chosen.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#pragma once

#include "peal-allowance.h"

#include <adwaita.h>

G_BEGIN_DECLS

#define PEAL_TYPE_LIMITS_GROUP (peal_limits_group_get_type ())
G_DECLARE_FINAL_TYPE (PealLimitsGroup, peal_limits_group, PEAL, LIMITS_GROUP, AdwPreferencesGroup)

/* Fills the fields, which cannot be written before. Copies @allowance. */
void peal_limits_group_set_allowance (PealLimitsGroup     *self,
                                      const PealAllowance *allowance);

/* Whether every field can be understood. */
gboolean peal_limits_group_is_valid (PealLimitsGroup *self);

/* As the fields say; NULL where that is what they were filled with, or where they are not filled
 * yet. Only while they are valid. The caller's. */
PealAllowance *peal_limits_group_dup_change (PealLimitsGroup *self);

G_END_DECLS
