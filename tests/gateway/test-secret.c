/* test-secret.c: secrets in the keyring, in the environment, and with neither.
 *
 * With the argument --keyring it is run where a real, unlocked Secret Service
 * answers (build-aux/session); without, where nothing does.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include "peal-secret.h"

#include "peal-log.h"
#include "peal-test-util.h"

static char *
look_up (const char *account,
         const char *label,
         GError    **error)
{
  DexFuture *future = peal_secret_lookup ("workspace-1", account, label);
  char *secret = NULL;

  if (peal_future_run (dex_ref (future), error))
    secret = g_value_dup_string (dex_future_get_value (future, NULL));
  dex_unref (future);
  return secret;
}

static PealSecretPlace
probe (const char *account,
       const char *label)
{
  DexFuture *future = peal_secret_probe ("workspace-1", account, label);
  g_autoptr(GError) error = NULL;
  PealSecretPlace place;

  g_assert_true (peal_future_run (dex_ref (future), &error));
  place = (PealSecretPlace) g_value_get_int (dex_future_get_value (future, NULL));
  dex_unref (future);
  return place;
}

static void
test_keyring (void)
{
  g_autoptr(GError) error = NULL;
  g_autofree char *none = look_up ("account-1", "Shop", &error);
  g_autofree char *found = NULL;
  g_autofree char *line = NULL;

  g_assert_null (none);
  g_assert_error (error, PEAL_SECRET_ERROR, PEAL_SECRET_ERROR_NOT_FOUND);
  g_clear_error (&error);
  g_assert_cmpint (probe ("account-1", "Shop"), ==, PEAL_SECRET_MISSING);

  g_assert_true (peal_future_run (peal_secret_store ("workspace-1", "account-1", "Shop", "first-token"), &error));
  g_assert_true (peal_future_run (peal_secret_store ("workspace-1", "account-1", "Shop", "s3cond-t\xc3\xb6ken"), &error));
  g_assert_true (peal_future_run (peal_secret_store ("workspace-2", "account-1", "Shop", "another-token"), &error));
  g_assert_no_error (error);
  found = look_up ("account-1", "Shop", &error);
  g_assert_no_error (error);
  g_assert_cmpstr (found, ==, "s3cond-t\xc3\xb6ken");
  g_assert_cmpint (probe ("account-1", "Shop"), ==, PEAL_SECRET_IN_KEYRING);
  g_assert_cmpint (probe ("account-2", "Shop"), ==, PEAL_SECRET_MISSING);
  line = peal_log_redact ("token s3cond-t\xc3\xb6ken");
  g_assert_cmpstr (line, ==, "token [secret]");

  g_assert_true (peal_future_run (peal_secret_clear ("workspace-1", "account-1"), &error));
  g_assert_true (peal_future_run (peal_secret_clear ("workspace-1", "account-1"), &error)); /* nothing left */
  g_assert_null (look_up ("account-1", "Shop", &error));
  g_assert_error (error, PEAL_SECRET_ERROR, PEAL_SECRET_ERROR_NOT_FOUND);
}

static void
test_no_keyring (void)
{
  g_autoptr(GError) error = NULL;

  g_assert_null (look_up ("account-1", "Main shop", &error));
  g_assert_error (error, PEAL_SECRET_ERROR, PEAL_SECRET_ERROR_NO_KEYRING);
  g_assert_nonnull (strstr (error->message, "PEAL_SECRET_MAIN_SHOP"));
  g_clear_error (&error);
  g_assert_cmpint (probe ("account-1", "Main shop"), ==, PEAL_SECRET_WITHOUT_KEYRING);

  g_assert_false (peal_future_run (peal_secret_store ("workspace-1", "account-1", "Main shop", "token-1"), &error));
  g_assert_error (error, PEAL_SECRET_ERROR, PEAL_SECRET_ERROR_NO_KEYRING);
  g_clear_error (&error);

  g_assert_true (peal_future_run (peal_secret_clear ("workspace-1", "account-1"), &error));
  g_assert_no_error (error);
}

static void
test_environment (void)
{
  static const struct
  {
    const char *label;
    const char *variable;
    const char *secret;
  } rows[] = {
    { "Main shop", "PEAL_SECRET_MAIN_SHOP", "for-this-one" },
    { "caf\xc3\xa9-2", "PEAL_SECRET_CAF___2", "for-everyone" },
    { "", "PEAL_SECRET_", "for-everyone" },
  };
  g_autoptr(GError) error = NULL;

  g_setenv ("PEAL_SECRET_MAIN_SHOP", "for-this-one", TRUE);
  g_setenv ("PEAL_SECRET", "for-everyone", TRUE);
  for (guint i = 0; i < G_N_ELEMENTS (rows); i++)
    {
      g_autofree char *variable = peal_secret_dup_variable (rows[i].label);
      g_autofree char *secret = look_up ("account-1", rows[i].label, &error);

      g_assert_no_error (error);
      g_assert_cmpstr (variable, ==, rows[i].variable);
      g_assert_cmpstr (secret, ==, rows[i].secret);
      g_assert_cmpint (probe ("account-1", rows[i].label), ==, PEAL_SECRET_IN_ENVIRONMENT);
    }
  g_assert_true (peal_future_run (peal_secret_store ("workspace-1", "account-1", "Main shop", "token"), &error));
  g_assert_no_error (error);
  g_unsetenv ("PEAL_SECRET_MAIN_SHOP");
  g_unsetenv ("PEAL_SECRET");
}

int
main (int    argc,
      char **argv)
{
  gboolean keyring = argc > 1 && g_str_equal (argv[1], "--keyring");

  if (!keyring)
    g_setenv ("DBUS_SESSION_BUS_ADDRESS", "unix:path=/nonexistent/bus", TRUE);
  g_test_init (&argc, &argv, NULL);
  dex_init ();
  if (keyring)
    g_test_add_func ("/secret/keyring", test_keyring);
  else
    g_test_add_func ("/secret/no-keyring", test_no_keyring);
  g_test_add_func ("/secret/environment", test_environment);
  return g_test_run ();
}
