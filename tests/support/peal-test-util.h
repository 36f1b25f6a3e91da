/* peal-test-util.h: what several test programs need to wait for a future.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#pragma once

#include "peal-fiber.h"

G_BEGIN_DECLS

/* Runs the main context until @future, which is taken, has resolved, and returns a copy of the
 * boxed value; NULL with @error if it rejected. Fails the test after a minute. */
gpointer peal_test_await_boxed (DexFuture *future,
                                GError   **error);

/* Runs the main context for @msec. */
void peal_test_spin (guint msec);

/* Runs the main context until no fiber runs any more. Fails the test after a minute. */
void peal_test_drain (void);

G_END_DECLS
