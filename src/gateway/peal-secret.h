/* SPDX-License-Identifier: GPL-3.0-or-later */
/* peal-secret.h: where the accounts' secrets are kept.
 *
 * R-DATA-4: secrets live in the person's keyring (the Secret Service: GNOME
 * Keyring, KWallet, KeePassXC), named by workspace and account, and nowhere
 * else. A server without one gives them in the environment, which is asked
 * first: PEAL_SECRET_<LABEL>, the account's label in capitals with '_' for
 * everything but letters and digits ("Main shop" is PEAL_SECRET_MAIN_SHOP), then
 * PEAL_SECRET for every account. Whatever is read is hidden from the log.
 *
 * Main thread. Nothing here waits for ever: a keyring that does not answer, or
 * that nobody unlocks, is an error after two minutes, or after fifteen seconds
 * where there is no screen on which to ask for its password.
 */

#pragma once

#include <libdex.h>

G_BEGIN_DECLS

#define PEAL_SECRET_ERROR (peal_secret_error_quark ())
GQuark peal_secret_error_quark (void);

typedef enum
{
  PEAL_SECRET_ERROR_NOT_FOUND,  /* the keyring answers, but has no secret for this account */
  PEAL_SECRET_ERROR_NO_KEYRING, /* no Secret Service; the message names the choices */
  PEAL_SECRET_ERROR_LOCKED,     /* it stayed locked: the person declined, or nobody could be asked */
} PealSecretError;

/* Where an account's secret is, as far as can be told without asking anybody for a password. */
typedef enum
{
  PEAL_SECRET_IN_KEYRING,       /* and can be read */
  PEAL_SECRET_IN_ENVIRONMENT,
  PEAL_SECRET_BEHIND_LOCK,      /* the keyring has it, and is locked */
  PEAL_SECRET_MISSING,          /* the keyring answers, and has none */
  PEAL_SECRET_WITHOUT_KEYRING,  /* no keyring answers, or not within five seconds */
} PealSecretPlace;

/* Resolves to a PealSecretPlace as an int; never rejects. Reads no secret and opens no prompt. */
DexFuture *peal_secret_probe (const char *workspace,
                              const char *account,
                              const char *label) G_GNUC_WARN_UNUSED_RESULT;

/* Resolves to the secret as a string. Rejects with PealSecretError. */
DexFuture *peal_secret_lookup (const char *workspace,
                               const char *account,
                               const char *label) G_GNUC_WARN_UNUSED_RESULT;

/* Resolves to TRUE once @secret is kept; does nothing if the environment provides this account's
 * secret. Rejects with PealSecretError. */
DexFuture *peal_secret_store (const char *workspace,
                              const char *account,
                              const char *label,
                              const char *secret) G_GNUC_WARN_UNUSED_RESULT;

/* Resolves to TRUE once the keyring has no secret for @account; also if it never had one, or if
 * there is no keyring. Rejects with PEAL_SECRET_ERROR_LOCKED. */
DexFuture *peal_secret_clear (const char *workspace,
                              const char *account) G_GNUC_WARN_UNUSED_RESULT;

/* The environment's name for an account's secret. Caller frees. */
char *peal_secret_dup_variable (const char *label);

G_END_DECLS
