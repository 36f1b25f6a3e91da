/* peal-engine-accounts.c: adding, changing and removing gateway accounts.
 *
 * The secret goes into the keyring before the account is stored: an account
 * without a secret would be a promise that cannot be kept. If the store then
 * refuses, the secret is taken out again.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#define G_LOG_DOMAIN "peal-engine"

#include "peal-engine-private.h"

#include "peal-fiber.h"
#include "peal-secret.h"

/* How long what is in the air has when its account is removed. */
#define REMOVE_GRACE (10 * PEAL_SECOND)

#define ACTOR "window"

typedef struct
{
  PealEngine *engine;
  PealGatewaySettings *settings;
  gint64 account_id; /* 0 = new */
} Change;

static void
change_free (gpointer data)
{
  Change *change = data;

  g_clear_object (&change->engine);
  g_clear_pointer (&change->settings, peal_gateway_settings_free);
  g_free (change);
}

static Change *
change_new (PealEngine                *engine,
            const PealGatewaySettings *settings,
            gint64                     account_id)
{
  Change *change = g_new0 (Change, 1);

  change->engine = g_object_ref (engine);
  change->settings = settings != NULL ? peal_gateway_settings_copy (settings) : NULL;
  change->account_id = account_id;
  return change;
}

DexFuture *
peal_engine_try_account (PealEngine                *self,
                         const PealGatewaySettings *settings)
{
  g_autoptr(PealGateway) gateway = NULL;
  g_autoptr(GError) error = NULL;

  peal_return_reject_if_fail (PEAL_IS_ENGINE (self));
  peal_return_reject_if_fail (settings != NULL);

  gateway = peal_gateway_new (settings, &error);
  if (gateway == NULL)
    return dex_future_new_for_error (g_steal_pointer (&error));
  return peal_gateway_get_balance (gateway);
}

static void
apply (PealAccount               *account,
       const PealGatewaySettings *settings)
{
  g_set_str (&account->label, settings->label);
  g_set_str (&account->base_url, settings->base_url);
  g_set_str (&account->username, settings->username);
  g_set_str (&account->sender, settings->sender);
  account->workers = settings->workers;
  account->list_exact = settings->list_exact;
}

static DexFuture *
add_fiber (gpointer      data,
           GCancellable *cancellable)
{
  Change *change = data;
  PealEngine *self = change->engine;
  g_autoptr(GError) error = NULL;
  g_autoptr(PealGateway) checked = peal_gateway_new (change->settings, &error);
  g_autoptr(PealAccount) account = NULL;
  g_autoptr(PealAccount) stored = NULL;

  if (checked == NULL)
    return dex_future_new_for_error (g_steal_pointer (&error));

  account = peal_account_new (change->settings->provider, change->settings->label);
  apply (account, change->settings);
  g_free (account->uuid);
  account->uuid = g_uuid_string_random ();

  if (!dex_await (peal_secret_store (self->workspace, account->uuid, account->label, change->settings->secret), &error))
    return dex_future_new_for_error (g_steal_pointer (&error));
  stored = dex_await_boxed (peal_account_save (self->store, account, ACTOR), &error);
  if (stored == NULL)
    {
      dex_await (peal_secret_clear (self->workspace, account->uuid), NULL); /* best effort */
      return dex_future_new_for_error (g_steal_pointer (&error));
    }
  dex_await (peal_engine_put_to_work (self, stored), NULL); /* its health tells how it went */
  return dex_future_new_for_int64 (stored->id);
}

DexFuture *
peal_engine_add_account (PealEngine                *self,
                         const PealGatewaySettings *settings)
{
  peal_return_reject_if_fail (PEAL_IS_ENGINE (self));
  peal_return_reject_if_fail (settings != NULL);

  return peal_fiber_spawn (add_fiber, change_new (self, settings, 0), change_free);
}

static DexFuture *
update_fiber (gpointer      data,
              GCancellable *cancellable)
{
  Change *change = data;
  PealEngine *self = change->engine;
  g_autoptr(GError) error = NULL;
  g_autoptr(PealAccount) account = dex_await_boxed (peal_account_get (self->store, change->account_id), &error);
  g_autoptr(PealAccount) stored = NULL;

  if (account == NULL)
    return dex_future_new_for_error (g_steal_pointer (&error));
  if (*change->settings->secret != '\0'
      && !dex_await (peal_secret_store (self->workspace, account->uuid, change->settings->label,
                                        change->settings->secret), &error))
    return dex_future_new_for_error (g_steal_pointer (&error));

  apply (account, change->settings);
  stored = dex_await_boxed (peal_account_save (self->store, account, ACTOR), &error);
  if (stored == NULL)
    return dex_future_new_for_error (g_steal_pointer (&error));
  dex_await (peal_engine_put_to_work (self, stored), NULL);
  return dex_future_new_true ();
}

DexFuture *
peal_engine_update_account (PealEngine                *self,
                            gint64                     account_id,
                            const PealGatewaySettings *settings)
{
  peal_return_reject_if_fail (PEAL_IS_ENGINE (self));
  peal_return_reject_if_fail (settings != NULL);

  return peal_fiber_spawn (update_fiber, change_new (self, settings, account_id), change_free);
}

static DexFuture *
remove_fiber (gpointer      data,
              GCancellable *cancellable)
{
  Change *change = data;
  PealEngine *self = change->engine;
  g_autoptr(GError) error = NULL;
  g_autoptr(PealAccount) account = dex_await_boxed (peal_account_get (self->store, change->account_id), &error);

  if (account == NULL)
    return dex_future_new_for_error (g_steal_pointer (&error));
  dex_await (peal_engine_put_to_rest (self, account->id, REMOVE_GRACE), NULL);
  if (!dex_await (peal_account_remove (self->store, account->id, ACTOR), &error)
      || !dex_await (peal_secret_clear (self->workspace, account->uuid), &error))
    return dex_future_new_for_error (g_steal_pointer (&error));
  return dex_future_new_true ();
}

DexFuture *
peal_engine_remove_account (PealEngine *self,
                            gint64      account_id)
{
  peal_return_reject_if_fail (PEAL_IS_ENGINE (self));

  return peal_fiber_spawn (remove_fiber, change_new (self, NULL, account_id), change_free);
}
