/* peal-secret.c: where the accounts' secrets are kept.
 *
 * The one place that calls libsecret. Each call is a promise that is settled by
 * libsecret's answer or by its own timer, whichever comes first; the timer
 * cancels the call.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#define G_LOG_DOMAIN "peal-gateway"

#include "peal-secret.h"

#include "peal-config.h"
#include "peal-fiber.h"
#include "peal-log.h"

#include <libsecret/secret.h>

#define VARIABLE "PEAL_SECRET"
#define SECONDS_WITH_SCREEN 120
#define SECONDS_WITHOUT_SCREEN 15
#define SECONDS_FOR_PROBE 5

G_DEFINE_QUARK (peal-secret-error-quark, peal_secret_error)

static const SecretSchema schema = {
  PEAL_APP_ID ".Account",
  SECRET_SCHEMA_NONE,
  {
    { "workspace", SECRET_SCHEMA_ATTRIBUTE_STRING },
    { "account", SECRET_SCHEMA_ATTRIBUTE_STRING },
    { NULL, 0 },
  },
};

/* One call to the keyring. */
typedef struct
{
  DexPromise *promise;
  GCancellable *cancellable;
  char *variable;     /* of the account, for the message; NULL in a clear */
  guint timer;
  gboolean late;
} Call;

static gboolean
late_cb (gpointer data)
{
  Call *call = data;

  call->timer = 0;
  call->late = TRUE;
  g_cancellable_cancel (call->cancellable);
  return G_SOURCE_REMOVE;
}

/* How long a person may take to unlock the keyring. */
static guint
get_patience (void)
{
  gboolean screen = g_getenv ("WAYLAND_DISPLAY") != NULL || g_getenv ("DISPLAY") != NULL;

  return screen ? SECONDS_WITH_SCREEN : SECONDS_WITHOUT_SCREEN;
}

static Call *
call_new (const char *label,
          guint       seconds)
{
  Call *call = g_new0 (Call, 1);

  call->promise = dex_promise_new_cancellable ();
  call->cancellable = dex_promise_get_cancellable (call->promise);
  call->variable = label != NULL ? peal_secret_dup_variable (label) : NULL;
  call->timer = g_timeout_add_seconds (seconds, late_cb, call);
  return call;
}

static void
call_free (Call *call)
{
  g_clear_handle_id (&call->timer, g_source_remove);
  dex_unref (call->promise);
  g_free (call->variable);
  g_free (call);
}
G_DEFINE_AUTOPTR_CLEANUP_FUNC (Call, call_free)

static GError *
describe_failure (Call         *call,
                  const GError *error)
{
  const char *variable = call->variable != NULL ? call->variable : VARIABLE;

  if (call->late || error->domain == SECRET_ERROR || g_error_matches (error, G_IO_ERROR, G_IO_ERROR_CANCELLED))
    return g_error_new (PEAL_SECRET_ERROR, PEAL_SECRET_ERROR_LOCKED,
                        "The keyring is locked (%s). Unlock it and try again, or put the secret into the environment as %s",
                        call->late ? "nobody unlocked it in time" : error->message, variable);
  return g_error_new (PEAL_SECRET_ERROR, PEAL_SECRET_ERROR_NO_KEYRING,
                      "No keyring answers here (%s). In a desktop session, start its keyring, such as GNOME Keyring or KWallet; "
                      "on a server, put the secret into the environment as %s, or as " VARIABLE " for every account",
                      error->message, variable);
}

static void
reject (Call         *call,
        const GError *error)
{
  dex_promise_reject (call->promise, describe_failure (call, error));
}

static void
looked_up_cb (GObject      *source,
              GAsyncResult *result,
              gpointer      data)
{
  g_autoptr(Call) call = data;
  g_autoptr(GError) error = NULL;
  char *secret = secret_password_lookup_finish (result, &error);

  if (error != NULL)
    {
      reject (call, error);
      return;
    }
  if (secret == NULL)
    {
      dex_promise_reject (call->promise,
                          g_error_new (PEAL_SECRET_ERROR, PEAL_SECRET_ERROR_NOT_FOUND,
                                       "The keyring has no secret for this account. Enter it again, or put it into the environment as %s",
                                       call->variable));
      return;
    }
  peal_log_add_secret (secret);
  dex_promise_resolve_string (call->promise, g_strdup (secret));
  secret_password_free (secret);
}

static void
stored_cb (GObject      *source,
           GAsyncResult *result,
           gpointer      data)
{
  g_autoptr(Call) call = data;
  g_autoptr(GError) error = NULL;

  if (secret_password_store_finish (result, &error))
    dex_promise_resolve_boolean (call->promise, TRUE);
  else
    reject (call, error);
}

static void
cleared_cb (GObject      *source,
            GAsyncResult *result,
            gpointer      data)
{
  g_autoptr(Call) call = data;
  g_autoptr(GError) error = NULL;
  g_autoptr(GError) failure = NULL;

  secret_password_clear_finish (result, &error); /* FALSE without an error: there was none */
  if (error != NULL)
    failure = describe_failure (call, error);
  if (failure == NULL || failure->code == PEAL_SECRET_ERROR_NO_KEYRING)
    dex_promise_resolve_boolean (call->promise, TRUE);
  else
    dex_promise_reject (call->promise, g_steal_pointer (&failure));
}

char *
peal_secret_dup_variable (const char *label)
{
  g_autofree char *capitals = g_ascii_strup (label, -1);

  for (char *c = capitals; *c != '\0'; c++)
    if (!g_ascii_isalnum (*c))
      *c = '_';
  return g_strconcat (VARIABLE "_", capitals, NULL);
}

static const char *
get_from_environment (const char *label)
{
  g_autofree char *variable = peal_secret_dup_variable (label);
  const char *secret = g_getenv (variable);

  if (secret == NULL || *secret == '\0')
    secret = g_getenv (VARIABLE);
  return secret != NULL && *secret != '\0' ? secret : NULL;
}

static void
probed_cb (GObject      *source,
           GAsyncResult *result,
           gpointer      data)
{
  g_autoptr(Call) call = data;
  g_autoptr(GError) error = NULL;
  GList *found = secret_password_search_finish (result, &error);
  PealSecretPlace place = PEAL_SECRET_IN_KEYRING;

  if (error != NULL)
    place = PEAL_SECRET_WITHOUT_KEYRING;
  else if (found == NULL)
    place = PEAL_SECRET_MISSING;
  else if (SECRET_IS_ITEM (found->data) && secret_item_get_locked (found->data))
    place = PEAL_SECRET_BEHIND_LOCK;
  g_list_free_full (found, g_object_unref);
  dex_promise_resolve_int (call->promise, (int) place);
}

DexFuture *
peal_secret_probe (const char *workspace,
                   const char *account,
                   const char *label)
{
  DexFuture *future;
  Call *call;

  peal_return_reject_if_fail (workspace != NULL && account != NULL && label != NULL);

  if (get_from_environment (label) != NULL)
    return dex_future_new_for_int ((int) PEAL_SECRET_IN_ENVIRONMENT);
  call = call_new (label, SECONDS_FOR_PROBE);
  future = dex_ref (DEX_FUTURE (call->promise));
  secret_password_search (&schema, SECRET_SEARCH_NONE, call->cancellable, probed_cb, call,
                          "workspace", workspace, "account", account, NULL);
  return future;
}

DexFuture *
peal_secret_lookup (const char *workspace,
                    const char *account,
                    const char *label)
{
  const char *given;
  DexFuture *future;
  Call *call;

  peal_return_reject_if_fail (workspace != NULL && account != NULL && label != NULL);

  given = get_from_environment (label);
  if (given != NULL)
    {
      peal_log_add_secret (given);
      return dex_future_new_take_string (g_strdup (given));
    }
  call = call_new (label, get_patience ());
  future = dex_ref (DEX_FUTURE (call->promise));
  secret_password_lookup (&schema, call->cancellable, looked_up_cb, call,
                          "workspace", workspace, "account", account, NULL);
  return future;
}

DexFuture *
peal_secret_store (const char *workspace,
                   const char *account,
                   const char *label,
                   const char *secret)
{
  g_autofree char *title = NULL;
  DexFuture *future;
  Call *call;

  peal_return_reject_if_fail (workspace != NULL && account != NULL && label != NULL && secret != NULL);

  peal_log_add_secret (secret);
  if (get_from_environment (label) != NULL)
    return dex_future_new_true ();
  title = g_strdup_printf ("Peal: %s", label);
  call = call_new (label, get_patience ());
  future = dex_ref (DEX_FUTURE (call->promise));
  secret_password_store (&schema, SECRET_COLLECTION_DEFAULT, title, secret, call->cancellable, stored_cb, call,
                         "workspace", workspace, "account", account, NULL);
  return future;
}

DexFuture *
peal_secret_clear (const char *workspace,
                   const char *account)
{
  DexFuture *future;
  Call *call;

  peal_return_reject_if_fail (workspace != NULL && account != NULL);

  call = call_new (NULL, get_patience ());
  future = dex_ref (DEX_FUTURE (call->promise));
  secret_password_clear (&schema, call->cancellable, cleared_cb, call,
                         "workspace", workspace, "account", account, NULL);
  return future;
}
