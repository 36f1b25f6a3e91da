/* peal-rule-private.h: what the files of rules share.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#pragma once

#include "peal-rule.h"

G_BEGIN_DECLS

/* Sets @error: what is wrong with the condition at @path, "" = the whole. Returns FALSE. */
gboolean peal_rule_fail (const char   *path,
                         PealRuleError code,
                         const char   *what,
                         GError      **error);

G_END_DECLS
