/* peal-twilio-wire.h: Twilio's words to ours and back, without a network.
 *
 * Source of the rules: Twilio's published OpenAPI file (api v2010) and error
 * dictionary. Pure functions, any thread; every input may be hostile.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#pragma once

#include "peal-reply.h"

G_BEGIN_DECLS

/* Twilio rejects a ValidityPeriod outside 1 to 36000 seconds. */
#define PEAL_TWILIO_MAX_VALIDITY 36000

/* Body of POST Messages.json. A sender that begins with "MG" goes as MessagingServiceSid. */
GBytes *peal_twilio_send_form (const PealOutgoing *outgoing,
                               gint64              now);

/* What became of the POST. Never NULL, whatever came back. */
PealSendResult *peal_twilio_parse_send (const PealReply *reply);

typedef struct
{
  const char *to;      /* or NULL */
  const char *from;    /* or NULL */
  gint64 sent_since;   /* or -1; the provider may round it down to its day, GMT */
  guint page_size;
} PealTwilioList;

/* "Messages.json?To=...&DateSent%3E=...": relative to the account. Caller frees. */
char *peal_twilio_list_path (const PealTwilioList *list);

/* @next, the provider's "next_page_uri", appended to @base ("https://api.twilio.com", without a
 * slash at its end). NULL if it leads anywhere but below @account_path: credentials go nowhere else. */
char *peal_twilio_next_url (const char *base,
                            const char *account_path,
                            const char *next);

/* A page of messages in the provider's order, newest first: GPtrArray of PealRemoteMessage, with
 * entries that make no sense left out. @next: the next page's URI, or NULL. NULL with PealGatewayError. */
GPtrArray *peal_twilio_parse_list (const PealReply *reply,
                                   char           **next,
                                   GError         **error);

/* One message; NULL with PealGatewayError (_REJECTED: the provider does not know it). */
PealRemoteMessage *peal_twilio_parse_message (const PealReply *reply,
                                              GError         **error);

gboolean peal_twilio_parse_balance (const PealReply *reply,
                                    PealBalance     *balance,
                                    GError         **error);

/* GPtrArray of PealOwnNumber; @next as above. NULL with PealGatewayError. */
GPtrArray *peal_twilio_parse_numbers (const PealReply *reply,
                                      char           **next,
                                      GError         **error);

/* @code: Twilio's error number, 0 = none given. @status: HTTP status, 0 = it came in a receipt. */
PealFailureClass peal_twilio_classify (gint64 code,
                                       guint  status);

/* Whether @theirs may be what became of our text @ours: equal but for blanks at its ends and a
 * trial account's preface; if @loose (a messaging service may swap characters and shorten links),
 * any text of which that cannot be ruled out by its ASCII letters and digits before a link. */
gboolean peal_twilio_same_text (const char *ours,
                                const char *theirs,
                                gboolean    loose);

G_END_DECLS
