/* peal-event-text.c: the ledger's events as sentences.
 *
 * The counted forms stand in a switch, not in a table, because gettext finds
 * plural forms only in calls.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#define G_LOG_DOMAIN "peal-ui"

#include "peal-event-text.h"

#include "peal-config.h"
#include <glib/gi18n.h>

typedef enum
{
  MESSAGE_QUEUED,
  MESSAGE_SUBMITTING,
  MESSAGE_HELD,
  MESSAGE_ACCEPTED,
  MESSAGE_SENT,
  MESSAGE_DELIVERED,
  MESSAGE_UNDELIVERED,
  MESSAGE_FAILED,
  MESSAGE_UNKNOWN,
  MESSAGE_LEFT_OUT,
  MESSAGE_CANCELLED,
  MESSAGE_RESTORED,
  MESSAGE_RESCHEDULED,
  MESSAGE_HURRIED,
  MESSAGE_EDITED,
  MESSAGES_CANCELLED,
  MESSAGES_RESTORED,
  MESSAGES_RESCHEDULED,
  MESSAGES_HURRIED,
  MESSAGE_RECEIVED,
  OPT_OUT,
  OPT_IN,
  REVIEW,
  KEEP,
  REVOKE,
  WITHDRAW,
  DO_NOT_CONTACT,
  CONTACT_ADDED,
  CONTACT_UPDATED,
  CONTACT_DELETED,
  CONTACT_RESTORED,
  CONTACT_PHOTO,
  CONTACT_MERGED,
  CONTACT_SEPARATED,
  CONTACT_DISTINCT,
  CONTACT_SIMILAR,
  CONTACT_TAGGED,
  CONTACT_UNTAGGED,
  CONTACT_IMPORTED,
  CONTACT_REMOVED,
  CONTACT_EXPORTED,
  CONTACT_DATA_GIVEN,
  PERSON_ERASED,
  FIELD_ADDED,
  FIELD_UPDATED,
  FIELD_DELETED,
  FIELD_RESTORED,
  FIELDS_ORDERED,
  GROUP_ADDED,
  GROUP_UPDATED,
  GROUP_DELETED,
  GROUP_RESTORED,
  GROUP_JOINED,
  GROUP_LEFT,
  TEMPLATE_ADDED,
  TEMPLATE_UPDATED,
  TEMPLATE_DELETED,
  TEMPLATE_RESTORED,
  CAMPAIGN_STARTED,
  CAMPAIGN_PAUSED,
  CAMPAIGN_RESUMED,
  CAMPAIGN_CANCELLED,
  CONVERSATION_DONE,
  CONVERSATION_OPEN,
  ACCOUNT_ADDED,
  ACCOUNT_UPDATED,
  ACCOUNT_REMOVED,
  ACCOUNT_RESTORED,
  IMPORT_STARTED,
  IMPORT_DONE,
  IMPORT_FAILED,
  IMPORT_STOPPED,
  IMPORT_UNDONE,
  SETTING_CHANGED,
  N_EVENTS,
} Event;

/* @sentence: for one event whose name is known; %s is a person, a number, a group, ... */
static const struct
{
  const char *name;
  const char *icon;
  const char *sentence;
} events[N_EVENTS] = {
  [MESSAGE_QUEUED] = { "message.queued", "peal-outbox-symbolic", N_("Message to %s was written") },
  [MESSAGE_SUBMITTING] = { "message.submitting", "peal-outbox-symbolic", N_("Message to %s is being handed over") },
  [MESSAGE_HELD] = { "message.held", "media-playback-pause-symbolic", N_("Message to %s waits") },
  [MESSAGE_ACCEPTED] = { "message.accepted", "peal-outbox-symbolic", N_("Message to %s was handed over") },
  [MESSAGE_SENT] = { "message.sent", "peal-outbox-symbolic", N_("Message to %s was sent") },
  [MESSAGE_DELIVERED] = { "message.delivered", "object-select-symbolic", N_("Message to %s was delivered") },
  [MESSAGE_UNDELIVERED] = { "message.undelivered", "dialog-warning-symbolic", N_("Message to %s did not arrive") },
  [MESSAGE_FAILED] = { "message.failed", "dialog-warning-symbolic", N_("Message to %s was not sent") },
  [MESSAGE_UNKNOWN] = { "message.unknown", "dialog-question-symbolic", N_("Message to %s may have been sent") },
  [MESSAGE_LEFT_OUT] = { "message.left_out", "action-unavailable-symbolic", N_("%s was left out") },
  [MESSAGE_CANCELLED] = { "message.cancelled", "edit-undo-symbolic", N_("Message to %s was taken back") },
  [MESSAGE_RESTORED] = { "message.restored", "peal-outbox-symbolic", N_("Message to %s goes out after all") },
  [MESSAGE_RESCHEDULED] = { "message.rescheduled", "alarm-symbolic", N_("Message to %s has another time") },
  [MESSAGE_HURRIED] = { "message.hurried", "peal-outbox-symbolic", N_("Message to %s need not wait") },
  [MESSAGE_EDITED] = { "message.edited", "document-edit-symbolic", N_("Message to %s has another text") },
  [MESSAGES_CANCELLED] = { "messages.cancelled", "edit-undo-symbolic", NULL },
  [MESSAGES_RESTORED] = { "messages.restored", "peal-outbox-symbolic", NULL },
  [MESSAGES_RESCHEDULED] = { "messages.rescheduled", "alarm-symbolic", NULL },
  [MESSAGES_HURRIED] = { "messages.hurried", "peal-outbox-symbolic", NULL },
  [MESSAGE_RECEIVED] = { "message.received", "peal-inbox-symbolic", N_("%s wrote") },
  [OPT_OUT] = { "compliance.opt_out", "action-unavailable-symbolic", N_("%s asked to stop") },
  [OPT_IN] = { "compliance.opt_in", "object-select-symbolic", N_("%s agreed to be texted") },
  [REVIEW] = { "compliance.review", "dialog-question-symbolic", N_("%s may have asked to stop") },
  [KEEP] = { "compliance.keep", "object-select-symbolic", N_("%s did not ask to stop, somebody looked") },
  [REVOKE] = { "compliance.revoke", "edit-undo-symbolic", N_("%s may be texted again") },
  [WITHDRAW] = { "compliance.withdraw", "edit-undo-symbolic", N_("Whether %s agreed is not known any more") },
  [DO_NOT_CONTACT] = { "compliance.do_not_contact", "action-unavailable-symbolic", NULL },
  [CONTACT_ADDED] = { "contact.added", "contact-new-symbolic", N_("%s was added") },
  [CONTACT_UPDATED] = { "contact.updated", "document-edit-symbolic", N_("%s was changed") },
  [CONTACT_DELETED] = { "contact.deleted", "user-trash-symbolic", N_("%s was deleted") },
  [CONTACT_RESTORED] = { "contact.restored", "edit-undo-symbolic", N_("%s was brought back") },
  [CONTACT_PHOTO] = { "contact.photo", "document-edit-symbolic", N_("The picture of %s was changed") },
  [CONTACT_MERGED] = { "contact.merged", "system-users-symbolic", N_("%s was merged with another contact") },
  [CONTACT_SEPARATED] = { "contact.separated", "edit-undo-symbolic", N_("%s was separated from another contact") },
  [CONTACT_DISTINCT] = { "contact.distinct", "system-users-symbolic", N_("%s is not the same as another contact") },
  [CONTACT_SIMILAR] = { "contact.similar", "edit-undo-symbolic", N_("%s may be the same as another contact") },
  [CONTACT_TAGGED] = { "contact.tagged", "document-edit-symbolic", N_("%s was tagged") },
  [CONTACT_UNTAGGED] = { "contact.untagged", "document-edit-symbolic", N_("A tag was taken from %s") },
  [CONTACT_IMPORTED] = { "contact.imported", "document-open-symbolic", NULL },
  [CONTACT_REMOVED] = { "contact.removed", "edit-undo-symbolic", NULL },
  [CONTACT_EXPORTED] = { "contact.exported", "document-save-symbolic", NULL },
  [CONTACT_DATA_GIVEN] = { "contact.data_given", "document-save-symbolic", N_("The data of %s were handed out") },
  [PERSON_ERASED] = { "privacy.erased", "edit-clear-all-symbolic", NULL },
  [FIELD_ADDED] = { "field.added", "list-add-symbolic", NULL },
  [FIELD_UPDATED] = { "field.updated", "document-edit-symbolic", NULL },
  [FIELD_DELETED] = { "field.deleted", "user-trash-symbolic", NULL },
  [FIELD_RESTORED] = { "field.restored", "edit-undo-symbolic", NULL },
  [FIELDS_ORDERED] = { "field.ordered", "document-edit-symbolic", NULL },
  [GROUP_ADDED] = { "group.added", "system-users-symbolic", N_("Group %s was made") },
  [GROUP_UPDATED] = { "group.updated", "system-users-symbolic", N_("Group %s was changed") },
  [GROUP_DELETED] = { "group.deleted", "user-trash-symbolic", N_("Group %s was deleted") },
  [GROUP_RESTORED] = { "group.restored", "edit-undo-symbolic", N_("Group %s was brought back") },
  [GROUP_JOINED] = { "group.joined", "system-users-symbolic", N_("Group %s grew") },
  [GROUP_LEFT] = { "group.left", "system-users-symbolic", N_("Group %s shrank") },
  [TEMPLATE_ADDED] = { "template.added", "peal-library-symbolic", NULL },
  [TEMPLATE_UPDATED] = { "template.updated", "peal-library-symbolic", NULL },
  [TEMPLATE_DELETED] = { "template.deleted", "user-trash-symbolic", NULL },
  [TEMPLATE_RESTORED] = { "template.restored", "edit-undo-symbolic", NULL },
  [CAMPAIGN_STARTED] = { "campaign.started", "peal-campaigns-symbolic", N_("%s was started") },
  [CAMPAIGN_PAUSED] = { "campaign.paused", "media-playback-pause-symbolic", N_("%s was paused") },
  [CAMPAIGN_RESUMED] = { "campaign.resumed", "media-playback-start-symbolic", N_("%s goes on") },
  [CAMPAIGN_CANCELLED] = { "campaign.cancelled", "media-playback-stop-symbolic", N_("%s was cancelled") },
  [CONVERSATION_DONE] = { "conversation.done", "object-select-symbolic", N_("Conversation with %s was marked done") },
  [CONVERSATION_OPEN] = { "conversation.open", "peal-inbox-symbolic", N_("Conversation with %s was opened again") },
  [ACCOUNT_ADDED] = { "account.added", "network-cellular-symbolic", N_("%s was connected") },
  [ACCOUNT_UPDATED] = { "account.changed", "network-cellular-symbolic", N_("%s was changed") },
  [ACCOUNT_REMOVED] = { "account.removed", "user-trash-symbolic", N_("%s is not used any more") },
  [ACCOUNT_RESTORED] = { "account.restored", "edit-undo-symbolic", N_("%s is used again") },
  [IMPORT_STARTED] = { "import.started", "document-open-symbolic", NULL },
  [IMPORT_DONE] = { "import.done", "document-open-symbolic", NULL },
  [IMPORT_FAILED] = { "import.failed", "dialog-warning-symbolic", NULL },
  [IMPORT_STOPPED] = { "import.stopped", "process-stop-symbolic", NULL },
  [IMPORT_UNDONE] = { "import.undone", "edit-undo-symbolic", NULL },
  [SETTING_CHANGED] = { "setting.changed", "emblem-system-symbolic", NULL },
};

static Event
find_event (const char *name)
{
  Event event = 0;

  while (event < N_EVENTS && !g_str_equal (events[event].name, name))
    event++;
  return event;
}

static const char *
counted_message (Event event,
                 guint n)
{
  switch ((int) event)
    {
    case MESSAGE_QUEUED:
      return ngettext ("%u message was written", "%u messages were written", n);
    case MESSAGE_SUBMITTING:
      return ngettext ("%u message is being handed over", "%u messages are being handed over", n);
    case MESSAGE_HELD:
      return ngettext ("%u message waits", "%u messages wait", n);
    case MESSAGE_ACCEPTED:
      return ngettext ("%u message was handed to the gateway", "%u messages were handed to the gateway", n);
    case MESSAGE_SENT:
      return ngettext ("%u message was sent", "%u messages were sent", n);
    case MESSAGE_DELIVERED:
      return ngettext ("%u message was delivered", "%u messages were delivered", n);
    case MESSAGE_UNDELIVERED:
      return ngettext ("%u message did not arrive", "%u messages did not arrive", n);
    case MESSAGE_FAILED:
      return ngettext ("%u message was not sent", "%u messages were not sent", n);
    case MESSAGE_UNKNOWN:
      return ngettext ("%u message may have been sent", "%u messages may have been sent", n);
    case MESSAGE_LEFT_OUT:
      return ngettext ("%u person was left out", "%u people were left out", n);
    case MESSAGE_CANCELLED:
      return ngettext ("%u message was taken back", "%u messages were taken back", n);
    case MESSAGE_RESTORED:
      return ngettext ("%u message goes out after all", "%u messages go out after all", n);
    case MESSAGE_RESCHEDULED:
      return ngettext ("%u message has another time", "%u messages have another time", n);
    case MESSAGE_HURRIED:
      return ngettext ("%u message need not wait", "%u messages need not wait", n);
    case MESSAGE_EDITED:
      return ngettext ("%u message has another text", "%u messages have another text", n);
    /* Translators: a batch is many messages at once, some thousands. */
    case MESSAGES_CANCELLED:
      return ngettext ("%u batch of messages was taken back", "%u batches of messages were taken back", n);
    case MESSAGES_RESTORED:
      return ngettext ("%u batch of messages goes out after all", "%u batches of messages go out after all", n);
    case MESSAGES_RESCHEDULED:
      return ngettext ("%u batch of messages has another time", "%u batches of messages have another time", n);
    case MESSAGES_HURRIED:
      return ngettext ("%u batch of messages need not wait", "%u batches of messages need not wait", n);
    case MESSAGE_RECEIVED:
      return ngettext ("%u message came in", "%u messages came in", n);
    default:
      return NULL;
    }
}

static const char *
counted_people (Event event,
                guint n)
{
  switch ((int) event)
    {
    case OPT_OUT:
      return ngettext ("%u person asked to stop", "%u people asked to stop", n);
    case OPT_IN:
      return ngettext ("%u person agreed to be texted", "%u people agreed to be texted", n);
    case REVIEW:
      return ngettext ("%u person may have asked to stop", "%u people may have asked to stop", n);
    case KEEP:
      return ngettext ("%u possible opt-out was looked at", "%u possible opt-outs were looked at", n);
    case REVOKE:
      return ngettext ("%u person may be texted again", "%u people may be texted again", n);
    case WITHDRAW:
      return ngettext ("Whether %u person agreed is not known any more", "Whether %u people agreed is not known any more", n);
    case DO_NOT_CONTACT:
      return ngettext ("%u do-not-contact list was read", "%u do-not-contact lists were read", n);
    case CONTACT_ADDED:
      return ngettext ("%u contact was added", "%u contacts were added", n);
    case CONTACT_UPDATED:
      return ngettext ("%u contact was changed", "%u contacts were changed", n);
    case CONTACT_DELETED:
      return ngettext ("%u contact was deleted", "%u contacts were deleted", n);
    case CONTACT_RESTORED:
      return ngettext ("%u contact was brought back", "%u contacts were brought back", n);
    case CONTACT_PHOTO:
      return ngettext ("%u picture of a contact was changed", "%u pictures of contacts were changed", n);
    case CONTACT_MERGED:
      return ngettext ("%u contact was merged with another", "%u contacts were merged with others", n);
    case CONTACT_SEPARATED:
      return ngettext ("%u contact was separated from another", "%u contacts were separated from others", n);
    case CONTACT_DISTINCT:
    case CONTACT_SIMILAR:
      return ngettext ("%u possible duplicate was looked at", "%u possible duplicates were looked at", n);
    case CONTACT_TAGGED:
    case CONTACT_UNTAGGED:
      return ngettext ("Tags of %u contact changed", "Tags of %u contacts changed", n);
    case CONTACT_IMPORTED:
      return ngettext ("%u batch of contacts was imported", "%u batches of contacts were imported", n);
    case CONTACT_REMOVED:
      return ngettext ("%u batch of contacts was taken back", "%u batches of contacts were taken back", n);
    case CONTACT_DATA_GIVEN:
      return ngettext ("The data of %u person were handed out", "The data of %u people were handed out", n);
    case PERSON_ERASED:
      return ngettext ("%u person was erased for good", "%u people were erased for good", n);
    case CONTACT_EXPORTED:
      return ngettext ("Contacts were exported %u time", "Contacts were exported %u times", n);
    case CONVERSATION_DONE:
      return ngettext ("%u conversation was marked done", "%u conversations were marked done", n);
    case CONVERSATION_OPEN:
      return ngettext ("%u conversation was opened again", "%u conversations were opened again", n);
    default:
      return NULL;
    }
}

static const char *
counted_rest (Event event,
              guint n)
{
  switch ((int) event)
    {
    case FIELD_ADDED:
      return ngettext ("%u field of contacts was added", "%u fields of contacts were added", n);
    case FIELD_UPDATED:
      return ngettext ("%u field of contacts was changed", "%u fields of contacts were changed", n);
    case FIELD_DELETED:
      return ngettext ("%u field of contacts was taken away", "%u fields of contacts were taken away", n);
    case FIELD_RESTORED:
      return ngettext ("%u field of contacts was brought back", "%u fields of contacts were brought back", n);
    case FIELDS_ORDERED:
      return ngettext ("The fields of contacts got another order", "The fields of contacts got another order %u times", n);
    case GROUP_ADDED:
      return ngettext ("%u group was made", "%u groups were made", n);
    case GROUP_UPDATED:
      return ngettext ("%u group was changed", "%u groups were changed", n);
    case GROUP_DELETED:
      return ngettext ("%u group was deleted", "%u groups were deleted", n);
    case GROUP_RESTORED:
      return ngettext ("%u group was brought back", "%u groups were brought back", n);
    case GROUP_JOINED:
    case GROUP_LEFT:
      return ngettext ("Members of %u group changed", "Members of %u groups changed", n);
    case TEMPLATE_ADDED:
      return ngettext ("%u template was made", "%u templates were made", n);
    case TEMPLATE_UPDATED:
      return ngettext ("%u template was changed", "%u templates were changed", n);
    case TEMPLATE_DELETED:
      return ngettext ("%u template was deleted", "%u templates were deleted", n);
    case TEMPLATE_RESTORED:
      return ngettext ("%u template was brought back", "%u templates were brought back", n);
    case CAMPAIGN_STARTED:
      return ngettext ("%u campaign was started", "%u campaigns were started", n);
    case CAMPAIGN_PAUSED:
      return ngettext ("%u campaign was paused", "%u campaigns were paused", n);
    case CAMPAIGN_RESUMED:
      return ngettext ("%u campaign goes on", "%u campaigns go on", n);
    case CAMPAIGN_CANCELLED:
      return ngettext ("%u campaign was cancelled", "%u campaigns were cancelled", n);
    case ACCOUNT_ADDED:
      return ngettext ("%u gateway was connected", "%u gateways were connected", n);
    case ACCOUNT_UPDATED:
      return ngettext ("%u gateway account was changed", "%u gateway accounts were changed", n);
    case ACCOUNT_REMOVED:
      return ngettext ("%u gateway is not used any more", "%u gateways are not used any more", n);
    case ACCOUNT_RESTORED:
      return ngettext ("%u gateway is used again", "%u gateways are used again", n);
    case IMPORT_STARTED:
      return ngettext ("%u import was begun", "%u imports were begun", n);
    case IMPORT_DONE:
      return ngettext ("%u file was imported", "%u files were imported", n);
    case IMPORT_FAILED:
      return ngettext ("%u import failed", "%u imports failed", n);
    case IMPORT_STOPPED:
      return ngettext ("%u import was stopped", "%u imports were stopped", n);
    case IMPORT_UNDONE:
      return ngettext ("%u import was undone", "%u imports were undone", n);
    case SETTING_CHANGED:
      return ngettext ("%u setting was changed", "%u settings were changed", n);
    default:
      return NULL;
    }
}

#pragma GCC diagnostic push
#pragma GCC diagnostic ignored "-Wformat-nonliteral"

char *
peal_event_text (const char *event,
                 guint       count,
                 const char *name)
{
  Event known;
  const char *format;

  g_return_val_if_fail (event != NULL, NULL);

  known = find_event (event);
  if (known == N_EVENTS)
    return g_strdup (event);
  if (count == 1 && name != NULL && events[known].sentence != NULL)
    return g_strdup_printf (_(events[known].sentence), name);

  format = counted_message (known, count);
  if (format == NULL)
    format = counted_people (known, count);
  if (format == NULL)
    format = counted_rest (known, count);
  return g_strdup_printf (format, count);
}

#pragma GCC diagnostic pop

const char *
peal_event_icon (const char *event)
{
  Event known;

  g_return_val_if_fail (event != NULL, NULL);

  known = find_event (event);
  return known != N_EVENTS ? events[known].icon : "content-loading-symbolic";
}

gboolean
peal_event_is_news (const char *event)
{
  static const char *const between[] = { "message.queued", "message.accepted", "message.held",
                                         "message.submitting", "contact.imported", "contact.removed", "import.started",
                                         "setting.changed", NULL };

  g_return_val_if_fail (event != NULL, FALSE);

  return !g_strv_contains (between, event);
}
