/* peal-health-prose.c: how everything is doing, in words for a terminal.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#define G_LOG_DOMAIN "pealctl"

#include "peal-health-prose.h"

#include "peal-prose.h"

#define INT64 "%" G_GINT64_FORMAT

/* Sentences ----------------------------------------------------------------------------------------- */

const char *
peal_health_failure_prose (PealFailureClass failure)
{
  switch (failure)
    {
    case PEAL_FAILURE_NONE:
      return "The gateway gave no reason.";
    case PEAL_FAILURE_TRANSPORT:
      return "The gateway could not be reached. Check the network and the account's address.";
    case PEAL_FAILURE_UNKNOWN:
      return "The gateway did not answer.";
    case PEAL_FAILURE_THROTTLED:
      return "Too many messages at once. Lower the account's rate.";
    case PEAL_FAILURE_HANDSET:
      return "The phone could not be reached. It may be off or out of coverage.";
    case PEAL_FAILURE_NUMBER:
      return "The number takes no texts. Ask for another one.";
    case PEAL_FAILURE_OBJECTION:
      return "They asked the gateway to stop. Only their own word lifts it.";
    case PEAL_FAILURE_CONTENT:
      return "The carrier refuses the text or the sender. Change the wording, or check the sender's registration.";
    case PEAL_FAILURE_ACCOUNT:
      return "The account cannot send. Check its credit and credentials.";
    }
  return "";
}

static char *
dup_bytes (gint64 bytes)
{
  return bytes >= 0 ? g_format_size_full ((guint64) bytes, G_FORMAT_SIZE_IEC_UNITS) : g_strdup ("unknown");
}

/* "in 40 s", "3 min ago", "2 h ago". */
static char *
dup_ago (gint64 time,
         gint64 now)
{
  gint64 span = ABS (now - time);
  const char *suffix = time > now ? "from now" : "ago";

  if (time == 0)
    return g_strdup ("never");
  if (span < 2 * PEAL_MINUTE)
    return g_strdup_printf (INT64 " s %s", span / PEAL_SECOND, suffix);
  if (span < 2 * PEAL_HOUR)
    return g_strdup_printf (INT64 " min %s", span / PEAL_MINUTE, suffix);
  if (span < 2 * PEAL_DAY)
    return g_strdup_printf (INT64 " h %s", span / PEAL_HOUR, suffix);
  return g_strdup_printf (INT64 " days %s", span / PEAL_DAY, suffix);
}

static char *
account_prose (const char        *label,
               const PealHealth  *health,
               const PealFinding *finding)
{
  g_autofree char *when = dup_ago (finding->number, health->at);
  g_autofree char *variable = peal_secret_dup_variable (label);

  switch ((guint) finding->code)
    {
    case PEAL_FINDING_NO_KEYRING:
      return g_strdup_printf ("\"%s\": no keyring answers, so its secret cannot be read. Start the desktop's keyring, "
                              "or put the secret into the environment as %s.", label, variable);
    case PEAL_FINDING_KEYRING_LOCKED:
      return g_strdup_printf ("\"%s\": the keyring is locked, so its secret cannot be read. Unlock it, or put the "
                              "secret into the environment as %s.", label, variable);
    case PEAL_FINDING_NO_SECRET:
      return g_strdup_printf ("\"%s\" has no secret. Enter it again, or put it into the environment as %s.", label,
                              variable);
    case PEAL_FINDING_ACCOUNT_REFUSED:
      return g_strdup_printf ("\"%s\" is refused by its provider. Check user name, secret and credit.", label);
    case PEAL_FINDING_ACCOUNT_OFFLINE:
      return g_strdup_printf ("\"%s\" cannot be reached. Check the network and the account's address.", label);
    case PEAL_FINDING_ACCOUNT_WAITING:
      return g_strdup_printf ("\"%s\" waits because its provider asked for it or does not answer. It goes on by itself %s.",
                              label, when);
    case PEAL_FINDING_UNPOLLED:
      return g_strdup_printf ("\"%s\" was asked for replies and receipts %s. Start the sending process again.", label, when);
    case PEAL_FINDING_CLOCK:
      return g_strdup_printf ("This computer's clock is " INT64 " s %s that of \"%s\". Set it, best by network time.",
                              ABS (finding->number) / PEAL_SECOND, finding->number > 0 ? "ahead of" : "behind", label);
    case PEAL_FINDING_NO_CREDIT:
      return g_strdup_printf ("\"%s\" has no credit left. Top it up with the provider.", label);
    default:
      return NULL;
    }
}

static char *
workspace_prose (const PealHealth  *health,
                 const PealFinding *finding)
{
  g_autofree char *bytes = dup_bytes (finding->number);

  switch ((guint) finding->code)
    {
    case PEAL_FINDING_FILE_DAMAGED:
      return g_strdup_printf ("The workspace's file is damaged (%s). Keep a copy and bring back a backup.",
                              health->vitals->file->finding);
    case PEAL_FINDING_LEDGER_DAMAGED:
      return g_strdup_printf ("The ledger does not follow (%s). Compare it with a backup.",
                              health->vitals->ledger->finding);
    case PEAL_FINDING_NEWER:
      return g_strdup ("A newer Peal made this workspace, so nothing is sent from it here. Update Peal.");
    case PEAL_FINDING_READ_ONLY:
      return g_strdup ("The workspace can only be read, so nothing is sent from it. Check the folder's permissions.");
    case PEAL_FINDING_DISK_FULL:
      return g_strdup_printf ("The disk is full: %s are left. Make room, or nothing can be stored.", bytes);
    case PEAL_FINDING_DISK_LOW:
      return g_strdup_printf ("The disk is nearly full: %s are left. Make room.", bytes);
    case PEAL_FINDING_NO_ACCOUNT:
      return g_strdup ("No account is in use. Try \"pealctl account add\".");
    default:
      return NULL;
    }
}

static char *
queue_prose (const PealFinding *finding)
{
  switch ((guint) finding->code)
    {
    case PEAL_FINDING_NOBODY_SENDS:
      return g_strdup_printf ("Messages are due (" INT64 "), and no process sends. Try \"pealctl run\", or open Peal.",
                              finding->number);
    case PEAL_FINDING_STUCK:
      return g_strdup_printf ("Messages are due (" INT64 "), and none has left for a while. Look at the accounts below.",
                              finding->number);
    case PEAL_FINDING_DECIDE:
      return g_strdup_printf ("Of some messages (" INT64 ") a person must say whether they were sent: see the Outbox.",
                              finding->number);
    case PEAL_FINDING_NO_ROUTE:
      return g_strdup_printf ("The rules let no account send some messages (" INT64 "). Change them with \"pealctl route\", "
                              "or see \"pealctl messages --reason no_route\".", finding->number);
    case PEAL_FINDING_TOO_DEAR:
      return g_strdup_printf ("Some messages (" INT64 ") cost more than their account may cost in a whole day. Raise that "
                              "with \"pealctl limit money\", or see \"pealctl messages --reason money\".",
                              finding->number);
    case PEAL_FINDING_ACCOUNT_REMOVED:
      return g_strdup_printf ("Some messages (" INT64 ") wait at an account that was removed. Let another send them with "
                              "\"pealctl account take-over LABEL\", or see \"pealctl messages --reason account\".",
                              finding->number);
    case PEAL_FINDING_ACCOUNT_OFF:
      return g_strdup_printf ("Some messages (" INT64 ") wait at an account that is switched off. Switch it on in Peal's "
                              "Preferences, or see \"pealctl messages --reason account\".", finding->number);
    case PEAL_FINDING_SCHEDULE_IDLE:
      return g_strdup_printf ("Some schedules (" INT64 ") have no account in use that could send. Give them one with "
                              "\"pealctl schedule edit ID --account LABEL\"; see \"pealctl schedule list\".",
                              finding->number);
    case PEAL_FINDING_SCHEDULE_BROKEN:
      return g_strdup_printf ("Some schedules (" INT64 ") wait because the rule of their group asks for what is not there. "
                              "See \"pealctl group list\", and correct it with \"pealctl group add NAME --rule JSON\".",
                              finding->number);
    case PEAL_FINDING_FAILURES:
      return g_strdup_printf ("Messages failed for one reason in the last 24 hours (" INT64 "). %s", finding->number,
                              peal_health_failure_prose (finding->failure->failure));
    default:
      return g_strdup (peal_finding_code_to_string (finding->code));
    }
}

char *
peal_health_finding_prose (const PealHealth  *health,
                           const PealFinding *finding)
{
  const PealHealthAccount *account = peal_health_find_account (health, finding->account_id);
  char *text = account != NULL ? account_prose (account->account->label, health, finding)
                               : workspace_prose (health, finding);

  return text != NULL ? text : queue_prose (finding);
}

/* The whole ----------------------------------------------------------------------------------------- */

static void
print_findings (const PealHealth *health)
{
  static const char *const levels[] = {
    [PEAL_HEALTH_OK] = "All is well.",
    [PEAL_HEALTH_ATTENTION] = "Something should be looked at:",
    [PEAL_HEALTH_BROKEN] = "Something must be mended:",
  };

  peal_prose_line ("%s", levels[health->level]);
  for (guint i = 0; i < health->findings->len; i++)
    {
      g_autofree char *text = peal_health_finding_prose (health, &g_array_index (health->findings, PealFinding, i));

      peal_prose_item ("%s", text);
    }
}

static void
print_sending (const PealHealth *health)
{
  const PealVitals *vitals = health->vitals;
  g_autofree char *oldest = dup_ago (vitals->oldest_due, health->at);
  g_autofree char *end = dup_ago (health->expected_end, health->at);

  peal_prose_line ("Sending:");
  if (health->sender == PEAL_HOLDER_NOBODY)
    peal_prose_item ("no process sends");
  else
    peal_prose_item ("process " INT64 " sends", health->sender_pid);
  peal_prose_item ("due " INT64 ", later " INT64 ", held " INT64 ", paused " INT64 ", in the air " INT64,
                   vitals->n_waiting, vitals->n_later, vitals->n_held, vitals->n_paused, vitals->n_in_air);
  if (vitals->oldest_due != 0)
    peal_prose_item ("the oldest was due %s", oldest);
  peal_prose_item ("in doubt " INT64 ", for a person to decide " INT64, vitals->n_asking, vitals->n_deciding);
  peal_prose_item ("sent in the last minute " INT64 ", in the last hour " INT64, vitals->n_last_minute,
                   vitals->n_last_hour);
  if (health->expected_end != 0)
    peal_prose_item ("what is due will have left %s", end);
}

static void
print_account (const PealHealth        *health,
               const PealHealthAccount *account)
{
  const PealAccountHealth *known = account->health;
  g_autofree char *seen = dup_ago (account->seen_at, health->at);
  g_autofree char *replies = dup_ago (known->replies_at, health->at);
  g_autofree char *receipts = dup_ago (known->receipts_at, health->at);

  if (!account->account->enabled)
    peal_prose_line ("Account \"%s\": switched off", account->account->label);
  else if (account->seen_at == 0)
    peal_prose_line ("Account \"%s\": not known, nobody has worked with it yet", account->account->label);
  else
    peal_prose_line ("Account \"%s\": %s, as seen %s%s%s", account->account->label,
                     peal_account_condition_to_string (known->condition), seen, *known->detail != '\0' ? ": " : "",
                     known->detail);
  peal_prose_item ("asked for replies %s, for receipts %s", replies, receipts);
  if (known->latency >= 0)
    peal_prose_item ("answers within " INT64 " ms", known->latency * 1000 / PEAL_SECOND);
  if (known->skew != PEAL_TIME_NEVER)
    peal_prose_item ("its clock is %.1f s %s ours", (double) ABS (known->skew) / PEAL_SECOND,
                     known->skew > 0 ? "behind" : "ahead of");
  if (*known->currency != '\0')
    peal_prose_item ("balance %.2f %s", (double) known->balance_micros / 1e6, known->currency);
  if (account->needs_secret)
    peal_prose_item ("secret: %s", peal_secret_place_to_string (account->secret));
}

static void
print_failures (const PealVitals *vitals)
{
  if (vitals->failures->len == 0)
    return;
  peal_prose_line ("Failed in the last 24 hours, and in 7 days%s:", vitals->failures_cut ? " (at least)" : "");
  for (guint i = 0; i < vitals->failures->len; i++)
    {
      const PealFailureCount *failure = g_ptr_array_index (vitals->failures, i);

      peal_prose_item (INT64 "\t" INT64 "\t%s%s%s", failure->n_day, failure->n_week,
                       peal_health_failure_prose (failure->failure), *failure->provider_code != '\0' ? " Code " : "",
                       failure->provider_code);
    }
}

static void
print_inspection (const char           *what,
                  const PealInspection *inspection,
                  gint64                now)
{
  g_autofree char *ended = dup_ago (inspection->ended_at != PEAL_TIME_NEVER ? inspection->ended_at : 0, now);

  if (inspection->n_found > 0)
    peal_prose_item ("%s: not sound. %s", what, inspection->finding);
  else if (inspection->began_at == 0)
    peal_prose_item ("%s: never checked", what);
  else if (inspection->ended_at == PEAL_TIME_NEVER)
    peal_prose_item ("%s: a check has begun and not ended", what);
  else
    peal_prose_item ("%s: sound, checked %s", what, ended);
}

static void
print_computer (const PealHealth *health)
{
  g_autofree char *size = dup_bytes (health->size);
  g_autofree char *left = dup_bytes (health->free);

  peal_prose_line ("Workspace %s:", health->directory);
  peal_prose_item ("%s, free on the disk %s", size, left);
  peal_prose_item ("keyring: %s", peal_keyring_to_string (health->keyring));
  print_inspection ("file", health->vitals->file, health->at);
  print_inspection ("ledger", health->vitals->ledger, health->at);
}

void
peal_health_print_prose (const PealHealth *health)
{
  print_findings (health);
  print_sending (health);
  for (guint i = 0; i < health->accounts->len; i++)
    print_account (health, g_ptr_array_index (health->accounts, i));
  print_failures (health->vitals);
  print_computer (health);
}
