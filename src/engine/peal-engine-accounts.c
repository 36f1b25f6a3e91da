/* peal-engine-accounts.c: trying, adding, changing and removing gateway accounts.
 *
 * The secret goes into the keyring before the account is stored: an account
 * without a secret would be a promise that cannot be kept. If the store then
 * refuses, the secret is taken out again.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#define G_LOG_DOMAIN "peal-engine"

#include "peal-engine-private.h"

#include "peal-allowance.h"
#include "peal-fiber.h"
#include "peal-hand-over.h"
#include "peal-secret.h"

/* How long what is in the air has when its account is removed. */
#define REMOVE_GRACE (10 * PEAL_SECOND)

typedef struct
{
  PealEngine *engine;
  PealAccount *account;
  PealAllowance *allowance; /* NULL: as it is */
  char *secret;
  gint64 account_id;
  gint64 successor_id;
  char *actor;
} Change;

static void
change_free (gpointer data)
{
  Change *change = data;

  g_clear_object (&change->engine);
  g_clear_pointer (&change->account, peal_account_free);
  g_clear_pointer (&change->allowance, peal_allowance_free);
  g_free (change->secret);
  g_free (change->actor);
  g_free (change);
}

static Change *
change_new (PealEngine        *engine,
            const PealAccount *account,
            const char        *secret,
            gint64             account_id,
            const char        *actor)
{
  Change *change = g_new0 (Change, 1);

  change->engine = g_object_ref (engine);
  change->account = account != NULL ? peal_account_copy (account) : NULL;
  change->secret = g_strdup (secret);
  change->account_id = account_id;
  change->actor = g_strdup (actor);
  return change;
}

static const char *
get_common_secret (const PealAccount *account)
{
  const PealProvider *provider = peal_provider_find (account->provider);

  return provider != NULL ? provider->common_secret : NULL;
}

DexFuture *
peal_engine_lookup_secret (PealEngine        *self,
                           const PealAccount *account)
{
  const char *common = get_common_secret (account);

  if (common != NULL)
    return dex_future_new_take_string (g_strdup (common));
  return peal_secret_lookup (self->workspace, account->uuid, account->label);
}

static PealGateway *
make_gateway (const PealAccount *account,
              const char        *secret,
              GError           **error)
{
  g_autoptr(PealGatewaySettings) settings = peal_channel_dup_settings (account, secret);

  return peal_gateway_new (settings, error);
}

/* Trying -------------------------------------------------------------------------------------------- */

DexFuture *
peal_engine_try_account (PealEngine        *self,
                         const PealAccount *account,
                         const char        *secret)
{
  g_autoptr(PealGateway) gateway = NULL;
  g_autoptr(GError) error = NULL;

  peal_return_reject_if_fail (PEAL_IS_ENGINE (self));
  peal_return_reject_if_fail (account != NULL);

  gateway = make_gateway (account, secret, &error);
  if (gateway == NULL)
    return dex_future_new_for_error (g_steal_pointer (&error));
  return peal_gateway_get_balance (gateway);
}

static DexFuture *
ask_fiber (gpointer      data,
           GCancellable *cancellable)
{
  Change *change = data;
  PealEngine *self = change->engine;
  g_autoptr(GError) error = NULL;
  g_autoptr(PealAccount) account = dex_await_boxed (peal_account_get (self->store, change->account_id), &error);
  g_autofree char *secret = NULL;

  if (account == NULL)
    return dex_future_new_for_error (g_steal_pointer (&error));
  secret = dex_await_string (peal_engine_lookup_secret (self, account), &error);
  if (secret == NULL)
    return dex_future_new_for_error (g_steal_pointer (&error));
  return peal_engine_try_account (self, account, secret);
}

DexFuture *
peal_engine_ask_account (PealEngine *self,
                         gint64      account_id)
{
  peal_return_reject_if_fail (PEAL_IS_ENGINE (self));

  return peal_fiber_spawn (ask_fiber, change_new (self, NULL, NULL, account_id, NULL), change_free);
}

/* Resolves to the account as stored. */
static DexFuture *
store_account (const Change *change)
{
  if (change->allowance != NULL)
    return peal_allowance_save (change->engine->store, change->account, change->allowance, change->actor);
  return peal_account_save (change->engine->store, change->account, change->actor);
}

/* Adding -------------------------------------------------------------------------------------------- */

/* "" is not stored: the environment has it, and whether that is so is seen here. */
static gboolean
keep_secret (Change  *change,
             GError **error)
{
  PealEngine *self = change->engine;
  const PealAccount *account = change->account;

  if (*change->secret == '\0' || get_common_secret (account) != NULL)
    {
      g_free (change->secret);
      change->secret = dex_await_string (peal_engine_lookup_secret (self, account), error);
      return change->secret != NULL;
    }
  return dex_await (peal_secret_store (self->workspace, account->uuid, account->label, change->secret), error);
}

static DexFuture *
add_fiber (gpointer      data,
           GCancellable *cancellable)
{
  Change *change = data;
  PealEngine *self = change->engine;
  g_autoptr(GError) error = NULL;
  g_autoptr(PealGateway) checked = NULL;
  g_autoptr(PealAccount) stored = NULL;

  change->account->id = 0;
  g_free (change->account->uuid);
  change->account->uuid = g_uuid_string_random ();
  if (!keep_secret (change, &error))
    return dex_future_new_for_error (g_steal_pointer (&error));

  checked = make_gateway (change->account, change->secret, &error);
  if (checked != NULL)
    stored = dex_await_boxed (store_account (change), &error);
  if (stored == NULL)
    {
      dex_await (peal_secret_clear (self->workspace, change->account->uuid), NULL); /* best effort */
      return dex_future_new_for_error (g_steal_pointer (&error));
    }
  dex_await (peal_engine_put_to_work (self, stored->id), NULL); /* its health tells how it went */
  return dex_future_new_for_int64 (stored->id);
}

DexFuture *
peal_engine_add_account (PealEngine        *self,
                         const PealAccount *account,
                         const char        *secret,
                         const char        *actor)
{
  peal_return_reject_if_fail (PEAL_IS_ENGINE (self));
  peal_return_reject_if_fail (account != NULL && secret != NULL);

  return peal_fiber_spawn (add_fiber, change_new (self, account, secret, 0, actor), change_free);
}

/* Changing ------------------------------------------------------------------------------------------ */

static DexFuture *
update_fiber (gpointer      data,
              GCancellable *cancellable)
{
  Change *change = data;
  PealEngine *self = change->engine;
  g_autoptr(GError) error = NULL;
  g_autoptr(PealAccount) stored = NULL;

  if (*change->secret != '\0' && !keep_secret (change, &error))
    return dex_future_new_for_error (g_steal_pointer (&error));
  stored = dex_await_boxed (store_account (change), &error);
  if (stored == NULL)
    return dex_future_new_for_error (g_steal_pointer (&error));
  dex_await (peal_engine_put_to_work (self, stored->id), NULL);
  return dex_future_new_true ();
}

DexFuture *
peal_engine_update_account (PealEngine        *self,
                            const PealAccount *account,
                            const char        *secret,
                            const char        *actor)
{
  peal_return_reject_if_fail (PEAL_IS_ENGINE (self));
  peal_return_reject_if_fail (account != NULL && secret != NULL);

  return peal_fiber_spawn (update_fiber, change_new (self, account, secret, account->id, actor), change_free);
}

DexFuture *
peal_engine_save_account (PealEngine          *self,
                          const PealAccount   *account,
                          const char          *secret,
                          const PealAllowance *allowance,
                          const char          *actor)
{
  Change *change;

  peal_return_reject_if_fail (PEAL_IS_ENGINE (self));
  peal_return_reject_if_fail (account != NULL && secret != NULL && allowance != NULL);

  change = change_new (self, account, secret, account->id, actor);
  change->allowance = peal_allowance_copy (allowance);
  return peal_fiber_spawn (account->id == 0 ? add_fiber : update_fiber, change, change_free);
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
  if (!dex_await (peal_account_remove (self->store, account->id, change->actor), &error))
    return dex_future_new_for_error (g_steal_pointer (&error));
  dex_await (peal_engine_put_to_rest (self, account->id, REMOVE_GRACE), NULL); /* put to work meanwhile */
  dex_await (peal_secret_clear (self->workspace, account->uuid), NULL); /* best effort: no keyring, no secret */
  /* R-SEND-2: last, so that nothing comes after it. */
  if (change->successor_id != 0)
    dex_await (peal_hand_over (self->store, account->id, change->successor_id, change->actor), &error);
  if (error != NULL)
    return dex_future_new_for_error (g_steal_pointer (&error));
  return dex_future_new_true ();
}

DexFuture *
peal_engine_remove_account (PealEngine *self,
                            gint64      account_id,
                            gint64      successor_id,
                            const char *actor)
{
  Change *change;

  peal_return_reject_if_fail (PEAL_IS_ENGINE (self));
  peal_return_reject_if_fail (successor_id != account_id);

  change = change_new (self, NULL, NULL, account_id, actor);
  change->successor_id = successor_id;
  return peal_fiber_spawn (remove_fiber, change, change_free);
}
