/* peal-reason-text.c: why a message is where it is, in words for people.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#define G_LOG_DOMAIN "peal-ui"

#include "peal-reason-text.h"

#include "peal-config.h"
#include "peal-format.h"
#include "peal-law-text.h"
#include "peal-phone.h"
#include "peal-zones.h"

#include <glib/gi18n.h>

const char *
peal_kind_text (PealMessageKind kind)
{
  switch (kind)
    {
    case PEAL_MESSAGE_CONVERSATIONAL:
      return _("Personal answer");
    case PEAL_MESSAGE_TRANSACTIONAL:
      return _("About their order or appointment");
    case PEAL_MESSAGE_MARKETING:
      return _("News or an offer");
    }
  return "";
}

/* When -------------------------------------------------------------------------------------------- */

/* The zone a person is surely in, NULL where there are several. */
static GTimeZone *
find_zone (const PealWhereabouts *where)
{
  PealZones zones;

  if (where == NULL || !peal_phone_is_e164 (where->e164))
    return NULL;
  peal_zones_find (where, &zones);
  return zones.n_zones == 1 ? g_time_zone_new_identifier (zones.zones[0]) : NULL;
}

/* What a clock here would show if it showed theirs: lets times there be formatted as times here. */
static gint64
shift_to_zone (gint64     time,
               GTimeZone *zone)
{
  g_autoptr(GDateTime) here = g_date_time_new_from_unix_local_usec (time);
  g_autoptr(GDateTime) there = g_date_time_to_timezone (here, zone);

  return time + g_date_time_get_utc_offset (there) - g_date_time_get_utc_offset (here);
}

char *
peal_moment_text (gint64                 time,
                  const PealWhereabouts *where,
                  gint64                 now)
{
  g_autoptr(GTimeZone) zone = find_zone (where);
  gint64 shown = zone != NULL ? shift_to_zone (time, zone) : time;
  g_autofree char *moment = peal_format_moment (shown, shown - time + now);
  g_autofree char *city = NULL;

  if (shown == time)
    return g_steal_pointer (&moment);
  city = peal_zone_text (g_time_zone_get_identifier (zone));
  /* Translators: a time of day and the town whose clock shows it: "8:00 in Denver". */
  return g_strdup_printf (_("%s in %s"), moment, city);
}

/* Reasons ----------------------------------------------------------------------------------------- */

static const char *
hold_text (PealHoldReason reason)
{
  switch (reason)
    {
    case PEAL_HOLD_NONE:
      return _("On its way");
    case PEAL_HOLD_SCHEDULED:
      return _("Waits for its time");
    case PEAL_HOLD_WINDOW:
      return _("Waits for the hours that the law allows");
    case PEAL_HOLD_RETRY:
      return _("Did not go through yet; will be tried again");
    case PEAL_HOLD_RATE:
      return _("Waits its turn: messages may go only so fast");
    case PEAL_HOLD_ACCOUNT:
      return _("Waits until the gateway account can send again");
    case PEAL_HOLD_REVIEW:
      return _("Waits for you: they may have asked to stop");
    case PEAL_HOLD_CAP:
      return _("Waits: they have had enough messages for now");
    case PEAL_HOLD_PAUSED:
      return _("Paused");
    case PEAL_HOLD_LIMIT:
      return _("Waits: as much was sent as your limits allow for now");
    case PEAL_HOLD_ASK:
      return _("Waits for you: its time passed while nothing could be sent");
    case PEAL_HOLD_MONEY:
      return _("Waits: the account may cost no more for now, or its price is not known");
    case PEAL_HOLD_NO_ROUTE:
      return _("Waits: your rules let no account send it. Change them in Preferences, or take it back");
    case PEAL_HOLD_OPTED_OUT:
      return _("They asked to stop");
    case PEAL_HOLD_NO_CONSENT:
      return _("They have not agreed to get news and offers");
    case PEAL_HOLD_BAD_NUMBER:
      return _("The number cannot receive texts");
    case PEAL_HOLD_MISSING_FIELD:
      return _("Something that the text needs is missing: fill it in, or give the field a fallback");
    case PEAL_HOLD_DUPLICATE:
      return _("The same number gets it already");
    case PEAL_HOLD_EXPIRED:
      return _("Too late: its time passed before it could go");
    case PEAL_HOLD_NO_NUMBER:
      return _("No phone number is known");
    case PEAL_HOLD_TOO_LONG:
      return _("The text is too long");
    case PEAL_HOLD_NO_ACCOUNT:
      return _("No gateway account can send it");
    case PEAL_HOLD_NEVER_ALLOWED:
      return _("The law allows no hour for it");
    case PEAL_HOLD_MISSED:
      return _("Too late: its time passed while nothing could be sent");
    case PEAL_HOLD_LANDLINE:
      return _("The number is a landline");
    case PEAL_HOLD_DO_NOT_CONTACT:
      return _("The number is on a do-not-contact list");
    }
  return "";
}

char *
peal_reason_text (PealHoldReason  reason,
                  gint64          until,
                  const char     *theirs,
                  gint64          now)
{
  PealWhereabouts where = { .e164 = theirs };
  g_autofree char *moment = NULL;

  if (reason == PEAL_HOLD_MONEY && until == PEAL_TIME_NEVER)
    return g_strdup (_("Waits: it costs more than the account may cost in a whole day. Raise that limit, or take it back"));
  if (until <= now || until == PEAL_TIME_NEVER)
    return g_strdup (hold_text (reason));

  moment = peal_moment_text (until, reason == PEAL_HOLD_WINDOW && theirs != NULL ? &where : NULL, now);
  switch ((int) reason)
    {
    case PEAL_HOLD_SCHEDULED:
      /* Translators: here and below %s is a time: "8:00 in Denver", "tomorrow 8:00". */
      return g_strdup_printf (_("Waits until %s"), moment);
    case PEAL_HOLD_WINDOW:
      return g_strdup_printf (_("Waits until %s: the law allows no hour before"), moment);
    case PEAL_HOLD_RETRY:
      return g_strdup_printf (_("Did not go through yet; next try %s"), moment);
    case PEAL_HOLD_LIMIT:
      return g_strdup_printf (_("Waits until %s: as much was sent as your limits allow"), moment);
    case PEAL_HOLD_CAP:
      return g_strdup_printf (_("Waits until %s: they have had enough messages for now"), moment);
    case PEAL_HOLD_MONEY:
      return g_strdup_printf (_("Waits until %s at least: the account may cost no more for now, or its price is not known"),
                              moment);
    default: /* until then it is only looked at again */
      return g_strdup (hold_text (reason));
    }
}

char *
peal_obstacle_text (PealObstacle obstacle,
                    gint64       n)
{
  int shown = (int) MIN (n, G_MAXINT);

  switch (obstacle)
    {
    case PEAL_OBSTACLE_NO_ROUTE:
      return g_strdup_printf (ngettext ("Your rules let no account send %d message",
                                        "Your rules let no account send %d messages", shown), shown);
    case PEAL_OBSTACLE_TOO_DEAR:
      return g_strdup_printf (ngettext ("%d message costs more than its account may cost in a whole day",
                                        "%d messages cost more than their account may cost in a whole day", shown), shown);
    case PEAL_OBSTACLE_REMOVED:
      return g_strdup_printf (ngettext ("%d message waits at an account that was removed",
                                        "%d messages wait at an account that was removed", shown), shown);
    case PEAL_OBSTACLE_OFF:
      return g_strdup_printf (ngettext ("%d message waits at an account that is switched off",
                                        "%d messages wait at an account that is switched off", shown), shown);
    case PEAL_OBSTACLE_IDLE_SCHEDULE:
      return g_strdup_printf (ngettext ("%d schedule has no account that can send",
                                        "%d schedules have no account that can send", shown), shown);
    case PEAL_OBSTACLE_BROKEN_SCHEDULE:
      return g_strdup_printf (ngettext ("%d schedule is for a group whose rule is broken",
                                        "%d schedules are for groups whose rules are broken", shown), shown);
    }
  return g_strdup ("");
}

const char *
peal_obstacle_advice (PealObstacle obstacle)
{
  switch (obstacle)
    {
    case PEAL_OBSTACLE_NO_ROUTE:
      return _("Change the rules, or take the messages back.");
    case PEAL_OBSTACLE_TOO_DEAR:
      return _("Raise that limit in the account, or take the messages back.");
    case PEAL_OBSTACLE_REMOVED:
      return _("Move the messages to another account, or take them back.");
    case PEAL_OBSTACLE_OFF:
      return _("Switch the account on again, or take the messages back.");
    case PEAL_OBSTACLE_IDLE_SCHEDULE:
      return _("Choose another account for them, or use theirs again.");
    case PEAL_OBSTACLE_BROKEN_SCHEDULE:
      return _("Edit the rule: it asks for a group or campaign that is gone. Or choose another group.");
    }
  return "";
}

static const char *
class_text (PealFailureClass failure)
{
  switch (failure)
    {
    case PEAL_FAILURE_NONE:
      return _("The gateway gave no reason.");
    case PEAL_FAILURE_TRANSPORT:
      return _("The gateway could not be reached.");
    case PEAL_FAILURE_UNKNOWN:
      return _("The gateway did not answer.");
    case PEAL_FAILURE_THROTTLED:
      return _("Too many messages at once. Try again later.");
    case PEAL_FAILURE_HANDSET:
      return _("The phone could not be reached. It may be off or out of coverage.");
    case PEAL_FAILURE_NUMBER:
      return _("The number does not take texts. Ask for another one.");
    case PEAL_FAILURE_OBJECTION:
      return _("They asked the gateway to stop. Only their own word lifts it.");
    case PEAL_FAILURE_CONTENT:
      return _("The carrier refused the text or the sender. Change the wording, or check the sender’s "
               "registration.");
    case PEAL_FAILURE_ACCOUNT:
      return _("The gateway account cannot send. Check its credit and credentials in Preferences.");
    }
  return "";
}

const char *
peal_failure_text (PealFailureClass  failure,
                   const char       *provider_code)
{
  /* Where the provider's number says more than its class does. */
  static const struct
  {
    const char *code;
    const char *text;
  } known[] = {
    { "21211", N_("That is no phone number. Check it for a missing or wrong digit.") },
    { "21408", N_("Your gateway account may not text this country. Allow it in the account’s settings there.") },
    { "21608", N_("A trial account can only text numbers that it has verified.") },
    { "21614", N_("The number is not a mobile number. Ask for another one.") },
    { "21635", N_("The number is a landline. Ask for a mobile number.") },
    { "30004", N_("The number refuses messages. They may have blocked you.") },
    { "30005", N_("The number is not in service. Ask for a new one.") },
    { "30006", N_("The number is a landline or cannot be reached. Ask for a mobile number.") },
    { "30007", N_("The carrier took it for spam. Change the wording, above all links and capitals.") },
    { "30032", N_("Your toll-free number is not verified yet. Finish that with your gateway.") },
    { "30034", N_("Your number is not registered for business texts. Finish that with your gateway.") },
  };

  for (gsize i = 0; i < G_N_ELEMENTS (known); i++)
    if (g_strcmp0 (provider_code, known[i].code) == 0)
      return _(known[i].text);
  return class_text (failure);
}

gboolean
peal_failure_may_retry (PealFailureClass failure)
{
  return failure != PEAL_FAILURE_OBJECTION && failure != PEAL_FAILURE_NUMBER;
}

/* Messages ---------------------------------------------------------------------------------------- */

/* When @message last changed. */
static char *
dup_change (const PealMessageRow *message,
            gint64                now)
{
  gint64 at = message->settled_at != 0 ? message->settled_at : message->submitted_at;

  return peal_format_moment (at != 0 ? at : message->created_at, now);
}

/* What keeps an account from sending what is due; NULL: nothing, as far as is known. */
static char *
account_text (const PealAccountHealth *health,
              gint64                   now)
{
  g_autofree char *moment = NULL;

  if (health == NULL)
    return NULL;
  switch (health->condition)
    {
    case PEAL_ACCOUNT_READY:
    case PEAL_ACCOUNT_UNTRIED:
    case PEAL_ACCOUNT_ELSEWHERE:
      return NULL;
    case PEAL_ACCOUNT_WAITING:
      if (health->until - now < PEAL_MINUTE)
        return NULL;
      moment = peal_format_moment (health->until, now);
      /* Translators: %s is a time, as in "14:05". */
      return g_strdup_printf (_("Waits until %s: the gateway asked for a pause, or does not answer"), moment);
    case PEAL_ACCOUNT_OFFLINE:
      return g_strdup (_("Waits: the gateway cannot be reached"));
    case PEAL_ACCOUNT_NO_NETWORK:
      return g_strdup (_("Waits for the network"));
    case PEAL_ACCOUNT_REFUSED:
      return g_strdup (_("Waits: the gateway refuses your account. Check it in Preferences"));
    case PEAL_ACCOUNT_NO_SECRET:
      return g_strdup (_("Waits: the secret of the account cannot be read. Enter it again in Preferences"));
    }
  return NULL;
}

static char *
due_text (const PealAccountHealth *health,
          gint64                   now)
{
  char *text = account_text (health, now);

  return text != NULL ? text : g_strdup (_("Sending…"));
}

static char *
waiting_text (const PealMessageRow    *message,
              const PealAccountHealth *health,
              gint64                   now)
{
  if (message->is_account_gone && message->reason != PEAL_HOLD_PAUSED && message->reason != PEAL_HOLD_ASK)
    return g_strdup (_("Waits: its account was removed. Move it to another, or take it back"));
  /* The seconds in which it can be taken back are nobody's waiting. */
  if (message->reason == PEAL_HOLD_NONE
      || (message->reason == PEAL_HOLD_SCHEDULED
          && (message->not_before <= now || message->not_before - message->created_at < PEAL_MINUTE)))
    return due_text (health, now);
  return peal_reason_text (message->reason, message->not_before, message->theirs, now);
}

char *
peal_message_text (const PealMessageRow    *message,
                   const PealAccountHealth *health,
                   gint64                   now)
{
  g_autofree char *words = NULL;

  switch (message->state)
    {
    case PEAL_STATE_QUEUED:
      return waiting_text (message, health, now);
    case PEAL_STATE_SUBMITTING:
    case PEAL_STATE_ACCEPTED:
      return g_strdup (_("Sending…"));
    case PEAL_STATE_SENT:
      words = dup_change (message, now);
      /* Translators: %s is a time: "Sent 9:41". */
      return g_strdup_printf (_("Sent %s"), words);
    case PEAL_STATE_DELIVERED:
      words = dup_change (message, now);
      /* Translators: %s is a time: "Delivered 9:41". */
      return g_strdup_printf (_("Delivered %s"), words);
    case PEAL_STATE_UNKNOWN:
      return g_strdup (message->look_at == 0 || message->look_at == PEAL_TIME_NEVER
                         ? _("The gateway never answered. Was it sent?")
                         : _("No answer from the gateway yet"));
    case PEAL_STATE_UNDELIVERED:
    case PEAL_STATE_FAILED:
      if (message->is_sent_again)
        return g_strdup (_("Not delivered. Sent again."));
      /* Translators: %s is a sentence: "The number is not in service." */
      return g_strdup_printf (_("Not delivered. %s"),
                              peal_failure_text (peal_failure_class_from_db (message->failure),
                                                 message->provider_code));
    case PEAL_STATE_LEFT_OUT:
      words = peal_reason_text (message->reason, 0, NULL, now);
      /* Translators: %s is a reason: "They asked to stop". */
      return g_strdup_printf (_("Not sent. %s."), words);
    case PEAL_STATE_CANCELLED:
      return g_strdup (_("Taken back before it was sent"));
    case PEAL_STATE_RECEIVED:
      return g_strdup ("");
    }
  return g_strdup ("");
}

/* Consent ----------------------------------------------------------------------------------------- */

static char *
opt_out_text (const PealConsentEvent *event)
{
  if (g_str_equal (event->how, peal_consent_how_to_string (PEAL_CONSENT_HOW_KEYWORD)))
    /* Translators: %s is what they wrote. */
    return g_strdup_printf (_("Opted out by writing “%s”"), event->wording);
  if (g_str_equal (event->how, peal_consent_how_to_string (PEAL_CONSENT_HOW_GATEWAY)))
    return g_strdup (_("Opted out at the gateway"));
  if (g_str_equal (event->how, peal_consent_how_to_string (PEAL_CONSENT_HOW_IMPORT)))
    return g_strdup (_("Opted out in an imported file"));
  return g_strdup (_("Opted out"));
}

char *
peal_consent_event_text (const PealConsentEvent *event)
{
  switch (event->act)
    {
    case PEAL_CONSENT_ACT_OPT_OUT:
      return opt_out_text (event);
    case PEAL_CONSENT_ACT_OPT_IN:
      return g_strdup (_("Agreed to get texts"));
    case PEAL_CONSENT_ACT_REVIEW:
      /* Translators: %s is what they wrote. */
      return g_strdup_printf (_("“%s” may mean that they want no more texts"), event->wording);
    case PEAL_CONSENT_ACT_KEEP:
      return g_strdup (_("Read by a person: no opt-out"));
    case PEAL_CONSENT_ACT_REVOKE:
      /* Translators: %s is the reason that a person gave. */
      return g_strdup_printf (_("Opt-out taken back: %s"), event->wording);
    case PEAL_CONSENT_ACT_WITHDRAW:
      return g_strdup (_("The import that said they agreed was undone"));
    case PEAL_CONSENT_ACT_NONE:
      break;
    }
  return g_strdup ("");
}
