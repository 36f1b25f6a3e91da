/* peal-twilio-private.h: the inside of a Twilio account, for the files of this folder.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#pragma once

#include "peal-twilio-gateway.h"

#include "peal-soup.h"
#include "peal-twilio-wire.h"

G_BEGIN_DECLS

struct _PealTwilioGateway
{
  GObject parent_instance;

  PealSoup *soup;
  PealClock *clock;
  char *base;            /* "https://api.twilio.com" */
  char *account_path;    /* "/2010-04-01/Accounts/AC.../" */
  char *authorization;   /* header value; a secret */
  char *sender;
  GUri *messages_uri;    /* where sends go */
};

/* Against a server that never ends its list; far above what an account holds in a day. */
#define PEAL_TWILIO_MAX_PAGES 500

#define PEAL_TWILIO_POLL_PAGE 200

/* Asking (peal-twilio-ask.c) ------------------------------------------------------------------------ */

/* One question under way; each fiber uses the fields that it needs. */
typedef struct
{
  PealTwilioGateway *self;
  char *from;
  char *to;
  char *body;
  gint64 since;
  gint64 until;
  char *position;
  GPtrArray *awaited;
} PealTwilioQuestion;

/* Refs @self; everything else is empty. */
PealTwilioQuestion *peal_twilio_question_new (PealTwilioGateway *self);
void peal_twilio_question_free (gpointer data);

/* Takes @array. */
DexFuture *peal_twilio_resolve_array (GPtrArray *array);

/* Caller frees. */
char *peal_twilio_account_url (PealTwilioGateway *self,
                               const char        *path);

void peal_twilio_set_headers (PealTwilioGateway *self,
                              SoupMessage       *message);

/* Fiber only. NULL with an error: cancelled, or an address that is none. */
PealReply *peal_twilio_ask (PealTwilioGateway *self,
                            const char        *url,
                            GCancellable      *cancellable,
                            GError           **error);

/* Fiber only. One page of messages. @url becomes the next page's address, or NULL after the last;
 * @skew how far the server's clock is ahead of ours. */
GPtrArray *peal_twilio_ask_page (PealTwilioGateway *self,
                                 char             **url,
                                 gint64            *skew,
                                 GCancellable      *cancellable,
                                 GError           **error);

/* The interface: peal-twilio-messages.c, -inbound.c, -account.c -------------------------------------- */

DexFuture *peal_twilio_gateway_find (PealGateway         *gateway,
                                     const PealFindQuery *query);
DexFuture *peal_twilio_gateway_poll_receipts (PealGateway *gateway,
                                              GPtrArray   *awaited);
DexFuture *peal_twilio_gateway_poll_inbound (PealGateway *gateway,
                                             const char  *position);
DexFuture *peal_twilio_gateway_get_balance (PealGateway *gateway);
DexFuture *peal_twilio_gateway_list_numbers (PealGateway *gateway);

G_END_DECLS
