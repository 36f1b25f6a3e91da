/* peal-health-words.c: the codes of peal-health.h as words for JSON and for the workspace.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#define G_LOG_DOMAIN "peal-engine"

#include "peal-health.h"

static const char *const levels[] = { "ok", "attention", "broken" };

static const char *const findings[PEAL_N_FINDINGS] = {
  [PEAL_FINDING_FILE_DAMAGED] = "file_damaged",
  [PEAL_FINDING_LEDGER_DAMAGED] = "ledger_damaged",
  [PEAL_FINDING_NEWER] = "newer",
  [PEAL_FINDING_READ_ONLY] = "read_only",
  [PEAL_FINDING_DISK_FULL] = "disk_full",
  [PEAL_FINDING_NO_KEYRING] = "no_keyring",
  [PEAL_FINDING_KEYRING_LOCKED] = "keyring_locked",
  [PEAL_FINDING_NO_SECRET] = "no_secret",
  [PEAL_FINDING_ACCOUNT_REFUSED] = "account_refused",
  [PEAL_FINDING_NOBODY_SENDS] = "nobody_sends",
  [PEAL_FINDING_STUCK] = "stuck",
  [PEAL_FINDING_DECIDE] = "decide",
  [PEAL_FINDING_NO_ROUTE] = "no_route",
  [PEAL_FINDING_TOO_DEAR] = "too_dear",
  [PEAL_FINDING_ACCOUNT_REMOVED] = "account_removed",
  [PEAL_FINDING_ACCOUNT_OFF] = "account_off",
  [PEAL_FINDING_SCHEDULE_IDLE] = "schedule_idle",
  [PEAL_FINDING_SCHEDULE_BROKEN] = "schedule_broken",
  [PEAL_FINDING_ACCOUNT_OFFLINE] = "account_offline",
  [PEAL_FINDING_ACCOUNT_WAITING] = "account_waiting",
  [PEAL_FINDING_UNPOLLED] = "unpolled",
  [PEAL_FINDING_CLOCK] = "clock",
  [PEAL_FINDING_NO_CREDIT] = "no_credit",
  [PEAL_FINDING_FAILURES] = "failures",
  [PEAL_FINDING_DISK_LOW] = "disk_low",
  [PEAL_FINDING_NO_ACCOUNT] = "no_account",
};

static const char *const senders[] = { "nobody", "this", "other" };

static const char *const keyrings[] = { "unused", "environment", "ready", "locked", "absent" };

static const char *const places[] = { "keyring", "environment", "locked", "missing", "no_keyring" };

static const char *const conditions[] = {
  [PEAL_ACCOUNT_READY] = "ready",
  [PEAL_ACCOUNT_UNTRIED] = "untried",
  [PEAL_ACCOUNT_ELSEWHERE] = "elsewhere",
  [PEAL_ACCOUNT_WAITING] = "waiting",
  [PEAL_ACCOUNT_OFFLINE] = "offline",
  [PEAL_ACCOUNT_NO_NETWORK] = "no_network",
  [PEAL_ACCOUNT_REFUSED] = "refused",
  [PEAL_ACCOUNT_NO_SECRET] = "no_secret",
};

#define lookup(words, i)                                                                            \
  G_STMT_START                                                                                      \
  {                                                                                                 \
    g_return_val_if_fail ((guint) (i) < G_N_ELEMENTS (words), "");                                  \
    return words[i];                                                                                \
  }                                                                                                 \
  G_STMT_END

const char *
peal_health_level_to_string (PealHealthLevel level)
{
  lookup (levels, level);
}

const char *
peal_finding_code_to_string (PealFindingCode code)
{
  lookup (findings, code);
}

const char *
peal_holder_to_string (PealHolder sender)
{
  lookup (senders, sender);
}

const char *
peal_keyring_to_string (PealKeyring keyring)
{
  lookup (keyrings, keyring);
}

const char *
peal_secret_place_to_string (PealSecretPlace place)
{
  lookup (places, place);
}

const char *
peal_account_condition_to_string (PealAccountCondition condition)
{
  lookup (conditions, condition);
}

PealAccountCondition
peal_account_condition_from_string (const char *word)
{
  for (guint i = 0; i < G_N_ELEMENTS (conditions); i++)
    if (g_strcmp0 (conditions[i], word) == 0)
      return (PealAccountCondition) i;
  return PEAL_ACCOUNT_UNTRIED;
}
