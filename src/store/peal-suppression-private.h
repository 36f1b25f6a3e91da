/* peal-suppression-private.h: numbers of people who were erased, without the numbers.
 *
 * A mark is HMAC-SHA-256 of the number under a key of the workspace. It names
 * nobody by itself, in a log, an export or another workspace; whoever has the
 * whole file has the key too and may try numbers one by one, as Peal itself must
 * be able to: an opt-out that held only while some keyring answers would be none.
 *
 * So the key stays in the file and not in the Secret Service: a copy that is
 * brought back on another computer, where there is no such secret, must know
 * all of its marks. What the law asks to be kept is just enough to respect the
 * objection; a mark that nobody can check any more does not even do that.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#pragma once

#include "peal-db.h"

G_BEGIN_DECLS

/* Marks @e164; @reason is "opted_out", "do_not_contact" or "erased". */
void peal_suppression_add (PealDb     *db,
                           const char *e164,
                           const char *reason);

/* Whether @e164 was marked. Nearly free while nobody was ever erased. */
gboolean peal_suppression_has (PealDb     *db,
                               const char *e164);

/* @e164 comes into the workspace, with a person or a message: a mark becomes an opt-out again, which only
 * the person's own word lifts (R-LAW-2). */
void peal_suppression_recall (PealDb     *db,
                              const char *e164);

G_END_DECLS
