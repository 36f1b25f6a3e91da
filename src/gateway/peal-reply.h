/* peal-reply.h: what came back for one HTTP request, or how it was lost.
 *
 * A value without network: made by peal-soup, read by the pure functions of
 * each provider's wire file, and by tests and fuzzers that make one by hand.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#pragma once

#include "peal-gateway-types.h"

G_BEGIN_DECLS

typedef enum
{
  PEAL_REPLY_ANSWERED, /* status and body are whole */
  PEAL_REPLY_NOT_SENT, /* proved: no byte of the request was handed to a connection */
  PEAL_REPLY_LOST,     /* everything else: the request may have been acted upon */
} PealReplyFate;

typedef struct
{
  PealReplyFate fate;
  guint status;        /* HTTP status; 0 = none arrived */
  gint64 retry_after;  /* span, or -1 */
  gint64 date;         /* the server's clock when it answered, to the second; or -1 */
  char *detail;        /* not ANSWERED: what happened, English, without body or secret; else NULL */
  GBytes *body;        /* ANSWERED: never NULL */
} PealReply;

/* Reference counted; ready to be a boxed value. Any thread, once it is filled. */
GType peal_reply_get_type (void);
#define PEAL_TYPE_REPLY (peal_reply_get_type ())
PealReply *peal_reply_new (PealReplyFate fate);
PealReply *peal_reply_ref (PealReply *self);
void peal_reply_unref (PealReply *self);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (PealReply, peal_reply_unref)

/* Fills @self from the text of a Retry-After header: seconds, or an HTTP date counted from the
 * reply's own Date (or from @now where it has none). RFC 9110, 10.2.3. Nonsense changes nothing. */
void peal_reply_set_retry_after (PealReply  *self,
                                 const char *text,
                                 gint64      now);

/* "Thu, 24 Aug 2023 05:01:45 +0000" or "... GMT" (RFC 2822 and RFC 9110) to a time, or -1. */
gint64 peal_time_from_http_date (const char *text);

/* The outcome of a send that the provider's own words did not decide, by HTTP alone (gateways.md
 * 0.1): lost, 408, 5xx and an unreadable success are UNKNOWN; the others were not accepted. A 503 is
 * in doubt, too: a provider that says more of it reads its own words first.
 * Returns NULL for a whole 2xx or 4xx answer, which the provider's parser must read. */
PealSendResult *peal_reply_to_send_result (const PealReply *self);

/* The error of every question but send. FALSE with @error for an answer that is not a 2xx with a
 * body that begins like JSON; @said is what the provider's error body says, or NULL. */
gboolean peal_reply_check (const PealReply *self,
                           const char      *said,
                           GError         **error);

/* Whether the body begins with '{' or '[': what follows may be JSON, never HTML. */
gboolean peal_reply_looks_like_json (const PealReply *self);

G_END_DECLS
