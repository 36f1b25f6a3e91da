/* peal-health.c: how the whole is doing, gathered.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#define G_LOG_DOMAIN "peal-engine"

#include "peal-health.h"

#include "peal-engine-private.h"
#include "peal-fiber.h"
#include "peal-thread.h"

#include <sys/stat.h>
#include <sys/statvfs.h>

/* Rows of the ledger that are checked at a time: some hundredths of a second. */
#define SLICE 20000

G_DEFINE_BOXED_TYPE (PealHealth, peal_health, peal_health_ref, peal_health_unref)

static void
health_account_free (gpointer data)
{
  PealHealthAccount *self = data;

  peal_account_free (self->account);
  g_clear_pointer (&self->health, peal_account_health_free);
  g_free (self);
}

static void
health_clear (gpointer data)
{
  PealHealth *self = data;

  g_array_unref (self->findings);
  g_ptr_array_unref (self->accounts);
  g_clear_pointer (&self->vitals, peal_vitals_unref);
  g_free (self->directory);
}

PealHealth *
peal_health_ref (PealHealth *self)
{
  return g_atomic_rc_box_acquire (self);
}

void
peal_health_unref (PealHealth *self)
{
  g_atomic_rc_box_release_full (self, health_clear);
}

static PealHealth *
health_new (PealEngine *engine)
{
  PealHealth *self = g_atomic_rc_box_new0 (PealHealth);

  self->findings = g_array_new (FALSE, FALSE, sizeof (PealFinding));
  self->accounts = g_ptr_array_new_with_free_func (health_account_free);
  self->directory = g_strdup (peal_store_get_dir (engine->store));
  self->condition = peal_store_get_condition (engine->store);
  return self;
}

const PealHealthAccount *
peal_health_find_account (const PealHealth *self,
                          gint64            account_id)
{
  for (guint i = 0; i < self->accounts->len; i++)
    {
      const PealHealthAccount *account = g_ptr_array_index (self->accounts, i);

      if (account->account->id == account_id)
        return account;
    }
  return NULL;
}

/* The computer -------------------------------------------------------------------------------------- */

/* What there is of one file; nothing of one that is not there. */
static gint64
measure_file (const char *directory,
              const char *name)
{
  g_autofree char *path = g_build_filename (directory, name, NULL);
  struct stat buffer;

  return stat (path, &buffer) == 0 ? buffer.st_size : 0;
}

static gboolean
look_at_computer (gpointer data,
                  GError **error)
{
  PealHealth *self = data;
  struct statvfs disk;

  self->size = measure_file (self->directory, "peal.db") + measure_file (self->directory, "peal.db-wal");
  self->free = -1;
  if (statvfs (self->directory, &disk) == 0)
    self->free = (gint64) disk.f_bavail * (gint64) disk.f_frsize;
  if (peal_store_find_engine (self->directory, &self->sender_pid))
    self->sender = PEAL_HOLDER_OTHER;
  return TRUE;
}

/* Accounts ------------------------------------------------------------------------------------------ */

static void
apply_sighting (PealHealthAccount *account,
                const PealVitals  *vitals)
{
  PealAccountHealth *health = account->health;

  for (guint i = 0; i < vitals->sightings->len; i++)
    {
      const PealSighting *sighting = g_ptr_array_index (vitals->sightings, i);

      if (sighting->account_id != account->account->id)
        continue;
      account->seen_at = sighting->seen_at;
      health->condition = peal_account_condition_from_string (sighting->condition);
      health->until = sighting->until;
      health->replies_at = sighting->replies_at;
      health->receipts_at = sighting->receipts_at;
      health->answered_at = sighting->answered_at;
      health->latency = sighting->latency;
      health->skew = sighting->skew;
      health->balance_at = sighting->balance_at;
      g_set_str (&health->detail, sighting->detail);
    }
}

static gboolean
read_balance (PealEngine        *engine,
              PealAccountHealth *health,
              GError           **error)
{
  g_autofree PealBalanceReading *reading
    = dex_await_boxed (peal_balance_get (engine->store, health->account_id), error);

  if (reading == NULL)
    return FALSE;
  if (reading->at != 0 && *health->currency == '\0')
    {
      health->balance_micros = reading->micros;
      g_strlcpy (health->currency, reading->currency, sizeof health->currency);
      health->balance_at = MAX (health->balance_at, reading->at);
    }
  return TRUE;
}

static gboolean
add_account (PealHealth        *self,
             PealEngine        *engine,
             const PealAccount *stored,
             GError           **error)
{
  PealHealthAccount *account = g_new0 (PealHealthAccount, 1);
  const PealProvider *provider = peal_provider_find (stored->provider);

  account->account = peal_account_copy (stored);
  account->needs_secret = provider == NULL || provider->common_secret == NULL;
  account->health = peal_engine_dup_health (engine, stored->id);
  if (peal_engine_get_channel (engine, stored->id) != NULL)
    account->seen_at = self->at;
  else
    apply_sighting (account, self->vitals);
  g_ptr_array_add (self->accounts, account);
  return read_balance (engine, account->health, error);
}

/* All at once: a keyring that does not answer must not be waited for more than once. */
static void
probe_secrets (PealHealth *self,
               PealEngine *engine)
{
  g_autoptr(GPtrArray) probes = g_ptr_array_new_with_free_func (dex_unref);

  for (guint i = 0; i < self->accounts->len; i++)
    {
      const PealHealthAccount *account = g_ptr_array_index (self->accounts, i);

      g_ptr_array_add (probes, account->needs_secret ? peal_secret_probe (engine->workspace, account->account->uuid,
                                                                          account->account->label)
                                                     : dex_future_new_for_int ((int) PEAL_SECRET_IN_KEYRING));
    }
  for (guint i = 0; i < probes->len; i++)
    {
      PealHealthAccount *account = g_ptr_array_index (self->accounts, i);

      account->secret = (PealSecretPlace) dex_await_int (dex_ref (g_ptr_array_index (probes, i)), NULL);
    }
}

static gboolean
gather (PealHealth *self,
        PealEngine *engine,
        GError    **error)
{
  g_autoptr(GPtrArray) accounts = NULL;

  dex_await (peal_thread_run (look_at_computer, self), NULL); /* it cannot fail */
  if (peal_store_has_engine_lock (engine->store))
    self->sender = PEAL_HOLDER_THIS;
  self->vitals = dex_await_boxed (peal_vitals_read (engine->store), error);
  if (self->vitals == NULL)
    return FALSE;
  self->at = self->vitals->at;
  accounts = dex_await_boxed (peal_accounts_list (engine->store), error);
  for (guint i = 0; accounts != NULL && i < accounts->len; i++)
    if (!add_account (self, engine, g_ptr_array_index (accounts, i), error))
      return FALSE;
  if (accounts == NULL)
    return FALSE;
  probe_secrets (self, engine);
  return TRUE;
}

static DexFuture *
read_fiber (gpointer      data,
            GCancellable *cancellable)
{
  PealEngine *engine = data;
  PealHealth *self = health_new (engine);
  g_autoptr(GError) error = NULL;

  if (!gather (self, engine, &error))
    {
      peal_health_unref (self);
      return dex_future_new_for_error (g_steal_pointer (&error));
    }
  peal_health_judge (self);
  return dex_future_new_take_boxed (PEAL_TYPE_HEALTH, self);
}

DexFuture *
peal_health_read (PealEngine *engine)
{
  peal_return_reject_if_fail (PEAL_IS_ENGINE (engine));

  return peal_fiber_spawn (read_fiber, g_object_ref (engine), g_object_unref);
}

/* Checking ------------------------------------------------------------------------------------------ */

typedef struct
{
  PealEngine *engine;
  gboolean whole;
} Check;

static void
check_free (gpointer data)
{
  Check *check = data;

  g_object_unref (check->engine);
  g_free (check);
}

/* What cannot be kept was looked at all the same. */
static gboolean
keep_inspection (PealStore            *store,
                 const PealInspection *inspection,
                 GError              **error)
{
  if (peal_store_get_condition (store) != PEAL_STORE_READY)
    return TRUE;
  return dex_await (peal_inspection_record (store, inspection), error);
}

static gboolean
check_ledger (Check        *check,
              GCancellable *cancellable,
              GError      **error)
{
  PealStore *store = check->engine->store;
  g_autoptr(PealInspection) inspection = dex_await_boxed (peal_inspection_get (store, PEAL_INSPECTION_LEDGER), error);
  gboolean begun = FALSE;

  if (inspection == NULL)
    return FALSE;
  if (check->whole)
    inspection->began_at = 0; /* what was left in its middle is begun anew */
  while (!begun || inspection->ended_at == PEAL_TIME_NEVER)
    {
      PealInspection *next = dex_await_boxed (
        peal_until_cancelled (peal_inspect_ledger (store, inspection, check->whole, SLICE), cancellable), error);

      if (next == NULL)
        return FALSE;
      peal_inspection_free (inspection);
      inspection = next;
      begun = TRUE;
      if (!keep_inspection (store, inspection, error))
        return FALSE;
    }
  return TRUE;
}

static gboolean
check_file (Check        *check,
            GCancellable *cancellable,
            GError      **error)
{
  PealStore *store = check->engine->store;
  g_autoptr(PealInspection) inspection
    = dex_await_boxed (peal_until_cancelled (peal_inspect_file (store), cancellable), error);

  return inspection != NULL && keep_inspection (store, inspection, error);
}

static DexFuture *
check_fiber (gpointer      data,
             GCancellable *cancellable)
{
  Check *check = data;
  g_autoptr(GError) error = NULL;

  if (!check_ledger (check, cancellable, &error) || (check->whole && !check_file (check, cancellable, &error)))
    return dex_future_new_for_error (g_steal_pointer (&error));
  return dex_future_new_true ();
}

DexFuture *
peal_health_check (PealEngine *engine,
                   gboolean    whole)
{
  Check *check;

  peal_return_reject_if_fail (PEAL_IS_ENGINE (engine));

  check = g_new0 (Check, 1);
  check->engine = g_object_ref (engine);
  check->whole = whole;
  return peal_fiber_spawn (check_fiber, check, check_free);
}

/* Retrying ------------------------------------------------------------------------------------------ */

typedef struct
{
  PealEngine *engine;
  gint64 account_id;
} Retry;

static void
retry_free (gpointer data)
{
  Retry *retry = data;

  g_object_unref (retry->engine);
  g_free (retry);
}

static DexFuture *
retry_fiber (gpointer      data,
             GCancellable *cancellable)
{
  Retry *retry = data;
  g_autoptr(GError) error = NULL;
  g_autoptr(PealAccount) account = dex_await_boxed (peal_account_get (retry->engine->store, retry->account_id), &error);
  g_autofree char *secret = NULL;

  if (account != NULL)
    secret = dex_await_string (peal_engine_lookup_secret (retry->engine, account), &error);
  if (secret == NULL)
    return dex_future_new_for_error (g_steal_pointer (&error));
  return peal_engine_put_to_work (retry->engine, retry->account_id);
}

DexFuture *
peal_health_retry_account (PealEngine *engine,
                           gint64      account_id)
{
  Retry *retry;

  peal_return_reject_if_fail (PEAL_IS_ENGINE (engine));

  retry = g_new0 (Retry, 1);
  retry->engine = g_object_ref (engine);
  retry->account_id = account_id;
  return peal_fiber_spawn (retry_fiber, retry, retry_free);
}
