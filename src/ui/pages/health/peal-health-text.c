/* peal-health-text.c: how everything is doing, in words for people.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#define G_LOG_DOMAIN "peal-ui"

#include "peal-health-text.h"

#include "peal-config.h"
#include "peal-format.h"
#include "peal-reason-text.h"

#include <glib/gi18n.h>

/* A clock that is off by less than this is right: answers take their time, and servers tell whole seconds. */
#define CLOCK_TOLERANCE (3 * PEAL_SECOND)

char *
peal_span_text (gint64 span)
{
  int seconds = (int) (span / PEAL_SECOND);
  int minutes = (int) (span / PEAL_MINUTE);
  int hours = (int) (span / PEAL_HOUR);
  int days = (int) (span / PEAL_DAY);

  /* Two of a unit at least: "90 minutes" says more than "1 hour". */
  if (minutes < 2)
    return g_strdup_printf (ngettext ("%d second", "%d seconds", seconds), seconds);
  if (hours < 2)
    return g_strdup_printf (ngettext ("%d minute", "%d minutes", minutes), minutes);
  if (days < 2)
    return g_strdup_printf (ngettext ("%d hour", "%d hours", hours), hours);
  return g_strdup_printf (ngettext ("%d day", "%d days", days), days);
}

char *
peal_last_time_text (gint64 time,
                     gint64 now)
{
  return time != 0 ? peal_format_moment (time, now) : g_strdup (_("Not yet"));
}

const char *
peal_keyring_text (PealKeyring keyring)
{
  switch (keyring)
    {
    case PEAL_KEYRING_UNUSED:
      return _("Not needed");
    case PEAL_KEYRING_ENVIRONMENT:
      return _("Not needed, secrets are in the environment");
    case PEAL_KEYRING_READY:
      return _("Open");
    case PEAL_KEYRING_LOCKED:
      return _("Locked");
    case PEAL_KEYRING_ABSENT:
      return _("Does not answer");
    }
  return "";
}

const char *
peal_secret_place_text (PealSecretPlace place)
{
  switch (place)
    {
    case PEAL_SECRET_IN_KEYRING:
      return _("In the keyring");
    case PEAL_SECRET_IN_ENVIRONMENT:
      return _("In the environment");
    case PEAL_SECRET_BEHIND_LOCK:
      return _("In the keyring, which is locked");
    case PEAL_SECRET_MISSING:
      return _("Missing");
    case PEAL_SECRET_WITHOUT_KEYRING:
      return _("No keyring answers");
    }
  return "";
}

char *
peal_clock_text (gint64 skew)
{
  g_autofree char *span = NULL;

  if (skew == PEAL_TIME_NEVER)
    return g_strdup (_("Not known yet"));
  if (ABS (skew) < CLOCK_TOLERANCE)
    return g_strdup (_("Agrees with theirs"));
  span = peal_span_text (ABS (skew));
  if (skew > 0)
    /* Translators: %s is a span of time, as in "5 minutes"; of this computer's clock. */
    return g_strdup_printf (_("%s ahead of theirs"), span);
  /* Translators: %s is a span of time, as in "5 minutes"; of this computer's clock. */
  return g_strdup_printf (_("%s behind theirs"), span);
}

/* What is wrong ----------------------------------------------------------------------------------- */

static char *
account_finding (const PealFinding *finding,
                 const char        *label,
                 gint64             now)
{
  g_autofree char *moment = peal_format_moment (finding->number, now);

  /* Translators: in these sentences, %s is the name of a gateway account. */
  switch ((guint) finding->code)
    {
    case PEAL_FINDING_NO_KEYRING:
      return g_strdup_printf (_("%s cannot send: no keyring answers"), label);
    case PEAL_FINDING_KEYRING_LOCKED:
      return g_strdup_printf (_("%s cannot send: the keyring is locked"), label);
    case PEAL_FINDING_NO_SECRET:
      return g_strdup_printf (_("%s cannot send: its secret is missing"), label);
    case PEAL_FINDING_ACCOUNT_REFUSED:
      return g_strdup_printf (_("%s is refused by its provider"), label);
    case PEAL_FINDING_ACCOUNT_OFFLINE:
      return g_strdup_printf (_("%s cannot be reached"), label);
    case PEAL_FINDING_ACCOUNT_WAITING:
      /* Translators: the name of an account, then a time. */
      return g_strdup_printf (_("%s pauses until %s"), label, moment);
    case PEAL_FINDING_UNPOLLED:
      /* Translators: the name of an account, then a time. */
      return g_strdup_printf (_("%s was last asked for replies %s"), label, moment);
    case PEAL_FINDING_NO_CREDIT:
      return g_strdup_printf (_("%s has no credit left"), label);
    default:
      return NULL;
    }
}

static char *
clock_finding (gint64 skew)
{
  g_autofree char *span = peal_span_text (ABS (skew));

  if (skew > 0)
    /* Translators: %s is a span of time, as in "5 minutes". */
    return g_strdup_printf (_("This computer’s clock is %s fast"), span);
  /* Translators: %s is a span of time, as in "5 minutes". */
  return g_strdup_printf (_("This computer’s clock is %s slow"), span);
}

static char *
queue_finding (const PealFinding *finding)
{
  int n = (int) MIN (finding->number, G_MAXINT);

  switch ((guint) finding->code)
    {
    case PEAL_FINDING_NOBODY_SENDS:
      return g_strdup_printf (ngettext ("%d message is due, and nobody sends",
                                        "%d messages are due, and nobody sends", n), n);
    case PEAL_FINDING_STUCK:
      return g_strdup_printf (ngettext ("%d message is due, and nothing leaves",
                                        "%d messages are due, and nothing leaves", n), n);
    case PEAL_FINDING_DECIDE:
      return g_strdup_printf (ngettext ("%d message may have been sent",
                                        "%d messages may have been sent", n), n);
    case PEAL_FINDING_FAILURES:
      return g_strdup_printf (ngettext ("%d message failed for the same reason since yesterday",
                                        "%d messages failed for the same reason since yesterday", n), n);
    default:
      return NULL;
    }
}

static char *
computer_finding (const PealFinding *finding)
{
  g_autofree char *bytes = g_format_size ((guint64) MAX (finding->number, 0));

  switch ((guint) finding->code)
    {
    case PEAL_FINDING_FILE_DAMAGED:
      return g_strdup (_("The workspace’s file is damaged"));
    case PEAL_FINDING_LEDGER_DAMAGED:
      return g_strdup (_("The history was changed, or some of it is gone"));
    case PEAL_FINDING_NEWER:
      return g_strdup (_("A newer Peal made this workspace"));
    case PEAL_FINDING_READ_ONLY:
      return g_strdup (_("The workspace can only be read"));
    case PEAL_FINDING_DISK_FULL:
      /* Translators: %s is a size, as in "12 MB". */
      return g_strdup_printf (_("The disk is full: %s left"), bytes);
    case PEAL_FINDING_DISK_LOW:
      /* Translators: %s is a size, as in "120 MB". */
      return g_strdup_printf (_("The disk is nearly full: %s left"), bytes);
    case PEAL_FINDING_NO_ACCOUNT:
      return g_strdup (_("No gateway account is in use"));
    default:
      return g_strdup ("");
    }
}

/* TRUE if the finding is that a person has to change something before some things go on. */
static gboolean
find_obstacle (PealFindingCode code,
               PealObstacle   *obstacle)
{
  static const struct
  {
    PealFindingCode code;
    PealObstacle obstacle;
  } pairs[] = {
    { PEAL_FINDING_NO_ROUTE, PEAL_OBSTACLE_NO_ROUTE },       { PEAL_FINDING_TOO_DEAR, PEAL_OBSTACLE_TOO_DEAR },
    { PEAL_FINDING_ACCOUNT_REMOVED, PEAL_OBSTACLE_REMOVED }, { PEAL_FINDING_ACCOUNT_OFF, PEAL_OBSTACLE_OFF },
    { PEAL_FINDING_SCHEDULE_IDLE, PEAL_OBSTACLE_IDLE_SCHEDULE },
    { PEAL_FINDING_SCHEDULE_BROKEN, PEAL_OBSTACLE_BROKEN_SCHEDULE },
  };

  for (gsize i = 0; i < G_N_ELEMENTS (pairs); i++)
    if (pairs[i].code == code)
      {
        *obstacle = pairs[i].obstacle;
        return TRUE;
      }
  return FALSE;
}

char *
peal_finding_text (const PealHealth  *health,
                   const PealFinding *finding)
{
  const PealHealthAccount *account = peal_health_find_account (health, finding->account_id);
  PealObstacle obstacle;
  char *text = NULL;

  if (finding->code == PEAL_FINDING_CLOCK)
    return clock_finding (finding->number);
  if (find_obstacle (finding->code, &obstacle))
    return peal_obstacle_text (obstacle, finding->number);
  if (account != NULL)
    text = account_finding (finding, account->account->label, health->at);
  if (text == NULL)
    text = queue_finding (finding);
  return text != NULL ? text : computer_finding (finding);
}

/* What to do -------------------------------------------------------------------------------------- */

char *
peal_finding_advice (const PealFinding *finding)
{
  static const char *const advice[PEAL_N_FINDINGS] = {
    [PEAL_FINDING_FILE_DAMAGED] = N_("Keep a copy of it, and bring back a backup."),
    [PEAL_FINDING_LEDGER_DAMAGED] = N_("Something other than Peal wrote into the file. Compare it with a backup."),
    [PEAL_FINDING_NEWER] = N_("Nothing can be sent or changed here. Update Peal."),
    [PEAL_FINDING_READ_ONLY] = N_("Nothing can be sent or changed. Check the permissions of its folder."),
    [PEAL_FINDING_DISK_FULL] = N_("Nothing can be stored until there is room. Empty the trash, or move large files "
                                  "elsewhere."),
    [PEAL_FINDING_DISK_LOW] = N_("Empty the trash, or move large files elsewhere."),
    [PEAL_FINDING_NO_KEYRING] = N_("Its secret is kept there. Log out and in again; if that does not help, install a "
                                   "keyring, such as GNOME Keyring."),
    [PEAL_FINDING_KEYRING_LOCKED] = N_("Its secret is kept there. Unlock it with its password."),
    [PEAL_FINDING_NO_SECRET] = N_("Enter it again in the account."),
    [PEAL_FINDING_ACCOUNT_REFUSED] = N_("Check the credentials in the account, and the credit with the provider."),
    [PEAL_FINDING_NOBODY_SENDS] = N_("Close Peal and open it again: then it sends."),
    [PEAL_FINDING_STUCK] = N_("Check the network, and the accounts below."),
    [PEAL_FINDING_DECIDE] = N_("The gateway did not answer. Say what is true."),
    [PEAL_FINDING_ACCOUNT_OFFLINE] = N_("Check the network. What waits goes out by itself once it is back."),
    [PEAL_FINDING_ACCOUNT_WAITING] = N_("Its provider asked for that, or does not answer. It goes on by itself."),
    [PEAL_FINDING_UNPOLLED] = N_("Replies and receipts may be missing. Close Peal and open it again."),
    [PEAL_FINDING_CLOCK] = N_("Messages may leave at the wrong hour. Let the system set date and time by itself."),
    [PEAL_FINDING_NO_CREDIT] = N_("Top it up with the provider."),
    [PEAL_FINDING_NO_ACCOUNT] = N_("Connect one in Preferences, so that messages can be sent."),
  };

  PealObstacle obstacle;

  if (finding->failure != NULL)
    return g_strdup (peal_failure_text (finding->failure->failure, finding->failure->provider_code));
  if (find_obstacle (finding->code, &obstacle))
    return g_strdup (peal_obstacle_advice (obstacle));
  return g_strdup (_(advice[finding->code]));
}

PealMend
peal_finding_mend (const PealFinding *finding)
{
  switch (finding->code)
    {
    case PEAL_FINDING_KEYRING_LOCKED:
      return (PealMend) { _("_Unlock…"), "health.unlock", .is_of_account = TRUE };
    case PEAL_FINDING_NO_SECRET:
    case PEAL_FINDING_ACCOUNT_REFUSED:
      return (PealMend) { _("_Open Account…"), "health.open-account", .is_of_account = TRUE };
    case PEAL_FINDING_DECIDE:
    case PEAL_FINDING_TOO_DEAR:
    case PEAL_FINDING_FAILURES:
      return (PealMend) { _("Show _Messages"), "win.go", "outbox" };
    case PEAL_FINDING_NO_ROUTE:
      return (PealMend) { _("Open _Rules"), "app.rules" };
    case PEAL_FINDING_ACCOUNT_REMOVED:
      return (PealMend) { _("_Move Messages…"), "win.hand-over" };
    case PEAL_FINDING_SCHEDULE_IDLE:
    case PEAL_FINDING_SCHEDULE_BROKEN:
      return (PealMend) { _("Show _Schedules"), "win.go", "campaigns" };
    case PEAL_FINDING_ACCOUNT_OFF:
    case PEAL_FINDING_NO_ACCOUNT:
      return (PealMend) { _("_Preferences"), "app.preferences" };
    case PEAL_FINDING_FILE_DAMAGED:
    case PEAL_FINDING_LEDGER_DAMAGED:
      return (PealMend) { _("_Check Again"), "health.check" };
    case PEAL_FINDING_NEWER:
    case PEAL_FINDING_READ_ONLY:
    case PEAL_FINDING_DISK_FULL:
    case PEAL_FINDING_NO_KEYRING:
    case PEAL_FINDING_NOBODY_SENDS:
    case PEAL_FINDING_STUCK:
    case PEAL_FINDING_ACCOUNT_OFFLINE:
    case PEAL_FINDING_ACCOUNT_WAITING:
    case PEAL_FINDING_UNPOLLED:
    case PEAL_FINDING_CLOCK:
    case PEAL_FINDING_NO_CREDIT:
    case PEAL_FINDING_DISK_LOW:
    case PEAL_N_FINDINGS:
      break;
    }
  return (PealMend) { NULL };
}
