/* peal-health-judge.c: what of all the figures needs a person.
 *
 * Said once, and only where it is true now: an account that nobody works with at
 * present is not offline, and a keyring that this process cannot read does not
 * matter where another one sends.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#define G_LOG_DOMAIN "peal-engine"

#include "peal-health.h"

static void
add (PealHealth     *self,
     PealFindingCode code,
     gint64          account_id,
     gint64          number)
{
  PealFinding finding = { .code = code, .account_id = account_id, .number = number };

  finding.level = code < PEAL_FINDING_NOBODY_SENDS ? PEAL_HEALTH_BROKEN : PEAL_HEALTH_ATTENTION;
  g_array_append_val (self->findings, finding);
}

/* The keyring and the accounts --------------------------------------------------------------------- */

static gboolean
uses_keyring (const PealHealthAccount *account)
{
  return account->account->enabled && account->needs_secret && account->secret != PEAL_SECRET_IN_ENVIRONMENT;
}

/* Between two accounts that find it differently it has changed just now: the worse one is told. */
static PealKeyring
judge_keyring (const PealHealth *self)
{
  PealKeyring keyring = PEAL_KEYRING_UNUSED;

  for (guint i = 0; i < self->accounts->len; i++)
    {
      const PealHealthAccount *account = g_ptr_array_index (self->accounts, i);
      PealKeyring found = PEAL_KEYRING_READY;

      if (!account->account->enabled || !account->needs_secret)
        continue;
      if (account->secret == PEAL_SECRET_IN_ENVIRONMENT)
        found = PEAL_KEYRING_ENVIRONMENT;
      else if (account->secret == PEAL_SECRET_BEHIND_LOCK)
        found = PEAL_KEYRING_LOCKED;
      else if (account->secret == PEAL_SECRET_WITHOUT_KEYRING)
        found = PEAL_KEYRING_ABSENT;
      keyring = MAX (keyring, found);
    }
  return keyring;
}

static PealFindingCode
why_no_secret (const PealHealthAccount *account)
{
  if (uses_keyring (account) && account->secret == PEAL_SECRET_WITHOUT_KEYRING)
    return PEAL_FINDING_NO_KEYRING;
  if (uses_keyring (account) && account->secret == PEAL_SECRET_BEHIND_LOCK)
    return PEAL_FINDING_KEYRING_LOCKED;
  return PEAL_FINDING_NO_SECRET;
}

/* Nobody works with it: what can be said is whether somebody could. */
static void
judge_idle_account (PealHealth              *self,
                    const PealHealthAccount *account)
{
  if (uses_keyring (account) && account->secret != PEAL_SECRET_IN_KEYRING)
    add (self, why_no_secret (account), account->account->id, 0);
  else if (account->health->condition == PEAL_ACCOUNT_REFUSED)
    add (self, PEAL_FINDING_ACCOUNT_REFUSED, account->account->id, 0);
}

static void
judge_working_account (PealHealth              *self,
                       const PealHealthAccount *account)
{
  const PealAccountHealth *health = account->health;
  gint64 id = account->account->id;
  gint64 asked_at = MAX (health->replies_at, health->receipts_at);

  switch (health->condition)
    {
    case PEAL_ACCOUNT_NO_SECRET:
      add (self, why_no_secret (account), id, 0);
      return;
    case PEAL_ACCOUNT_REFUSED:
      add (self, PEAL_FINDING_ACCOUNT_REFUSED, id, 0);
      return;
    case PEAL_ACCOUNT_OFFLINE:
    case PEAL_ACCOUNT_NO_NETWORK:
      add (self, PEAL_FINDING_ACCOUNT_OFFLINE, id, 0);
      return;
    case PEAL_ACCOUNT_WAITING:
      if (health->until - self->at > PEAL_HEALTH_PAUSE)
        add (self, PEAL_FINDING_ACCOUNT_WAITING, id, health->until);
      break;
    case PEAL_ACCOUNT_READY:
    case PEAL_ACCOUNT_UNTRIED:
    case PEAL_ACCOUNT_ELSEWHERE:
      break;
    }
  if (asked_at != 0 && self->at - asked_at > PEAL_HEALTH_UNPOLLED)
    add (self, PEAL_FINDING_UNPOLLED, id, asked_at);
}

static void
judge_account (PealHealth              *self,
               const PealHealthAccount *account)
{
  const PealAccountHealth *health = account->health;

  if (self->sender == PEAL_HOLDER_NOBODY)
    judge_idle_account (self, account);
  else if (account->seen_at != 0)
    judge_working_account (self, account);
  if (*health->currency != '\0' && health->balance_micros <= 0)
    add (self, PEAL_FINDING_NO_CREDIT, account->account->id, 0);
}

/* One account whose clock agrees with ours is enough: then it is the others that are wrong. */
static void
judge_clock (PealHealth *self)
{
  const PealAccountHealth *nearest = NULL;

  for (guint i = 0; i < self->accounts->len; i++)
    {
      const PealHealthAccount *account = g_ptr_array_index (self->accounts, i);

      if (account->account->enabled && account->health->skew != PEAL_TIME_NEVER
          && (nearest == NULL || ABS (account->health->skew) < ABS (nearest->skew)))
        nearest = account->health;
    }
  if (self->sender != PEAL_HOLDER_NOBODY && nearest != NULL && ABS (nearest->skew) > PEAL_HEALTH_SKEW)
    add (self, PEAL_FINDING_CLOCK, nearest->account_id, nearest->skew);
}

static void
judge_accounts (PealHealth *self)
{
  guint n_used = 0;

  for (guint i = 0; i < self->accounts->len; i++)
    {
      const PealHealthAccount *account = g_ptr_array_index (self->accounts, i);

      if (!account->account->enabled)
        continue;
      n_used++;
      judge_account (self, account);
    }
  if (n_used == 0)
    add (self, PEAL_FINDING_NO_ACCOUNT, 0, 0);
}

/* The rest ----------------------------------------------------------------------------------------- */

static void
judge_workspace (PealHealth *self)
{
  const PealVitals *vitals = self->vitals;

  if (vitals->file->n_found > 0)
    add (self, PEAL_FINDING_FILE_DAMAGED, 0, vitals->file->n_found);
  if (vitals->ledger->n_found > 0)
    add (self, PEAL_FINDING_LEDGER_DAMAGED, 0, vitals->ledger->n_found);
  if (self->condition == PEAL_STORE_NEWER)
    add (self, PEAL_FINDING_NEWER, 0, 0);
  else if (self->condition == PEAL_STORE_READ_ONLY)
    add (self, PEAL_FINDING_READ_ONLY, 0, 0);
  if (self->free >= 0 && self->free < PEAL_HEALTH_DISK_FULL)
    add (self, PEAL_FINDING_DISK_FULL, 0, self->free);
  else if (self->free >= 0 && self->free < MAX (PEAL_HEALTH_DISK_LOW, 2 * self->size))
    add (self, PEAL_FINDING_DISK_LOW, 0, self->free);
}

static void
judge_queue (PealHealth *self)
{
  const PealVitals *vitals = self->vitals;

  if (vitals->n_deciding > 0)
    add (self, PEAL_FINDING_DECIDE, 0, vitals->n_deciding);
  if (vitals->n_no_route > 0)
    add (self, PEAL_FINDING_NO_ROUTE, 0, vitals->n_no_route);
  if (vitals->n_too_dear > 0)
    add (self, PEAL_FINDING_TOO_DEAR, 0, vitals->n_too_dear);
  if (vitals->n_left > 0)
    add (self, PEAL_FINDING_ACCOUNT_REMOVED, 0, vitals->n_left);
  if (vitals->n_off > 0)
    add (self, PEAL_FINDING_ACCOUNT_OFF, 0, vitals->n_off);
  if (vitals->n_idle_schedules > 0)
    add (self, PEAL_FINDING_SCHEDULE_IDLE, 0, vitals->n_idle_schedules);
  if (vitals->n_broken_schedules > 0)
    add (self, PEAL_FINDING_SCHEDULE_BROKEN, 0, vitals->n_broken_schedules);
  if (vitals->n_waiting == 0)
    return;
  if (self->sender == PEAL_HOLDER_NOBODY)
    add (self, PEAL_FINDING_NOBODY_SENDS, 0, vitals->n_waiting);
  else if (vitals->n_last_minute == 0 && self->at - vitals->oldest_due > PEAL_HEALTH_STUCK)
    add (self, PEAL_FINDING_STUCK, 0, vitals->n_waiting);
}

/* Phones are switched off and numbers change every day; what the carrier or the provider has against all
 * messages does not go away by itself. */
static void
judge_failures (PealHealth *self)
{
  for (guint i = 0; i < self->vitals->failures->len; i++)
    {
      const PealFailureCount *failure = g_ptr_array_index (self->vitals->failures, i);

      if (failure->n_day < PEAL_HEALTH_FAILURES
          || (failure->failure != PEAL_FAILURE_CONTENT && failure->failure != PEAL_FAILURE_ACCOUNT
              && failure->failure != PEAL_FAILURE_TRANSPORT))
        continue;
      add (self, PEAL_FINDING_FAILURES, 0, failure->n_day);
      g_array_index (self->findings, PealFinding, self->findings->len - 1).failure = failure;
    }
}

static gint64
foretell_end (const PealHealth *self)
{
  const PealVitals *vitals = self->vitals;

  if (self->sender == PEAL_HOLDER_NOBODY || vitals->n_waiting == 0 || vitals->n_last_minute < PEAL_HEALTH_PACE)
    return 0;
  return self->at + vitals->n_waiting * PEAL_MINUTE / vitals->n_last_minute;
}

static int
compare_findings (gconstpointer a,
                  gconstpointer b)
{
  const PealFinding *left = a;
  const PealFinding *right = b;

  return (left->code > right->code) - (left->code < right->code);
}

void
peal_health_judge (PealHealth *self)
{
  g_return_if_fail (self != NULL);

  g_array_set_size (self->findings, 0);
  self->keyring = judge_keyring (self);
  self->expected_end = foretell_end (self);
  judge_workspace (self);
  judge_queue (self);
  judge_accounts (self);
  judge_clock (self);
  judge_failures (self);
  g_array_sort (self->findings, compare_findings); /* stable: accounts stay by label */
  self->level = self->findings->len > 0 ? g_array_index (self->findings, PealFinding, 0).level : PEAL_HEALTH_OK;
}
