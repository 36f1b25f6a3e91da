/* peal-when.c: from a future back to a widget.
 *
 * A DexBlock runs its callback from the main scheduler, never on a fiber's
 * stack. It holds the owner weakly, so a question never keeps a page alive.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#define G_LOG_DOMAIN "peal-ui"

#include "peal-when.h"

typedef struct
{
  GWeakRef owner;
  PealResolved resolved;
  PealRejected rejected;
} When;

static void
when_free (gpointer data)
{
  When *when = data;

  g_weak_ref_clear (&when->owner);
  g_free (when);
}

static DexFuture *
settled_cb (DexFuture *future,
            gpointer   user_data)
{
  When *when = user_data;
  g_autoptr(GObject) owner = g_weak_ref_get (&when->owner);
  g_autoptr(GError) error = NULL;
  const GValue *value = dex_future_get_value (future, &error);

  if (owner == NULL)
    return dex_future_new_true ();
  if (value != NULL && when->resolved != NULL)
    when->resolved (owner, value);
  if (value == NULL && when->rejected != NULL
      && !g_error_matches (error, G_IO_ERROR, G_IO_ERROR_CANCELLED))
    when->rejected (owner, error);
  return dex_future_new_true ();
}

static DexFuture *
watch (DexFuture   *future,
       gpointer     owner,
       PealResolved resolved,
       PealRejected rejected)
{
  When *when = g_new0 (When, 1);

  g_weak_ref_init (&when->owner, owner);
  when->resolved = resolved;
  when->rejected = rejected;
  return dex_future_finally (future, settled_cb, when, when_free);
}

void
peal_when (DexFuture   *future,
           gpointer     owner,
           PealResolved resolved,
           PealRejected rejected)
{
  g_return_if_fail (future != NULL);
  g_return_if_fail (G_IS_OBJECT (owner));

  dex_future_disown (watch (future, owner, resolved, rejected));
}

void
peal_when_latest (DexFuture  **slot,
                  DexFuture   *future,
                  gpointer     owner,
                  PealResolved resolved,
                  PealRejected rejected)
{
  g_return_if_fail (slot != NULL);
  g_return_if_fail (future != NULL);
  g_return_if_fail (G_IS_OBJECT (owner));

  dex_clear (slot);
  *slot = watch (future, owner, resolved, rejected);
}
