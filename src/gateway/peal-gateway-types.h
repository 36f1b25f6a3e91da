/* peal-gateway-types.h: the values that cross between engine and gateway.
 *
 * Plain structs; strings are never NULL unless said. Money is in micro-units of
 * its currency, times are microseconds UTC.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#pragma once

#include "peal-message.h"
#include "peal-retry.h"

#include <gio/gio.h>

G_BEGIN_DECLS

/* Errors of every question but send. The code drives behaviour; the message is for the log. */
#define PEAL_GATEWAY_ERROR (peal_gateway_error_quark ())
GQuark peal_gateway_error_quark (void);

typedef enum
{
  PEAL_GATEWAY_ERROR_RATE_LIMITED, /* ask again later */
  PEAL_GATEWAY_ERROR_REJECTED,     /* the provider understood and said no */
  PEAL_GATEWAY_ERROR_AUTH,         /* credentials, suspended, no credit: a person must act */
  PEAL_GATEWAY_ERROR_UNREACHABLE,  /* no connection, or a server error */
  PEAL_GATEWAY_ERROR_PROTOCOL,     /* an answer that makes no sense: HTML, cut JSON, wrong address */
  PEAL_GATEWAY_ERROR_UNSUPPORTED,  /* this provider has no such question */
} PealGatewayErrorCode;

/* One message to send. @uuid is our client reference where the provider takes one. */
typedef struct
{
  gint64 message_id;
  char *uuid;
  char *from;
  char *to;
  char *body;
  guint segments;
  gint64 not_after; /* PEAL_TIME_NEVER = no validity asked for */
} PealOutgoing;

GType peal_outgoing_get_type (void);
#define PEAL_TYPE_OUTGOING (peal_outgoing_get_type ())
PealOutgoing *peal_outgoing_copy (const PealOutgoing *self);
void peal_outgoing_free (PealOutgoing *self);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (PealOutgoing, peal_outgoing_free)

/* Stored in attempt.outcome: append only. 0 there means "no answer yet". */
typedef enum
{
  PEAL_SEND_ACCEPTED = 1,     /* the provider has it: remote_id is set */
  PEAL_SEND_NOT_ACCEPTED = 2, /* proved: nothing left, or the provider said no */
  PEAL_SEND_UNKNOWN = 3,      /* everything else: may have been accepted */
} PealSendOutcome;

typedef struct
{
  PealSendOutcome outcome;
  PealMessageState state;     /* ACCEPTED: ACCEPTED, SENT or DELIVERED; else unused */
  char *remote_id;            /* ACCEPTED; else "" */
  PealFailureClass failure;   /* why not, or why unknown; PEAL_FAILURE_NONE when accepted */
  char *provider_code;        /* the provider's own ("21610"), or "" */
  char *detail;               /* English, for the details pane and the log: no body, no secret */
  gint64 retry_after;         /* span the provider asked for, or -1 */
  guint segments;             /* as billed, 0 = not said */
  gint64 price_micros;        /* valid if currency is set */
  char *currency;
} PealSendResult;

GType peal_send_result_get_type (void);
#define PEAL_TYPE_SEND_RESULT (peal_send_result_get_type ())
/* Counted: whoever has filled it and passed it on does not change it any more. */
PealSendResult *peal_send_result_new (PealSendOutcome outcome);
PealSendResult *peal_send_result_ref (PealSendResult *self);
void peal_send_result_unref (PealSendResult *self);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (PealSendResult, peal_send_result_unref)

/* One message as the provider's record has it, either direction. */
typedef struct
{
  char *remote_id;
  PealDirection direction;
  PealMessageState state;
  char *from;
  char *to;
  char *body;
  gint64 at;                  /* created there */
  PealFailureClass failure;
  char *provider_code;
  guint segments;
  gint64 price_micros;
  char *currency;             /* "" = no price yet */
} PealRemoteMessage;

PealRemoteMessage *peal_remote_message_new (void);
void peal_remote_message_free (PealRemoteMessage *self); /* takes NULL */
G_DEFINE_AUTOPTR_CLEANUP_FUNC (PealRemoteMessage, peal_remote_message_free)

/* An empty array that owns PealRemoteMessage; a NULL element is one that was stolen. */
GPtrArray *peal_remote_messages_new (void);

/* An attempt whose fate is asked for. Borrowed strings: valid during the call only. */
typedef struct
{
  const char *uuid;
  const char *from;
  const char *to;
  const char *body;
  gint64 since;               /* a little before the attempt left, to allow for clocks */
  gint64 until;
} PealFindQuery;

typedef struct
{
  gint64 message_id;
  char *remote_id;
  gint64 submitted_at;
} PealAwaited;

PealAwaited *peal_awaited_new (gint64      message_id,
                               const char *remote_id,
                               gint64      submitted_at);
void peal_awaited_free (PealAwaited *self);

typedef struct
{
  GPtrArray *messages;        /* of PealRemoteMessage, oldest first */
  char *position;             /* where the next poll begins; commit it with the messages */
} PealInboundPage;

GType peal_inbound_page_get_type (void);
#define PEAL_TYPE_INBOUND_PAGE (peal_inbound_page_get_type ())
PealInboundPage *peal_inbound_page_new (void);
PealInboundPage *peal_inbound_page_copy (const PealInboundPage *self);
void peal_inbound_page_free (PealInboundPage *self);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (PealInboundPage, peal_inbound_page_free)

typedef struct
{
  gint64 micros;
  char currency[4];
} PealBalance;

GType peal_balance_get_type (void);
#define PEAL_TYPE_BALANCE (peal_balance_get_type ())

typedef struct
{
  char *e164;
  char *label;
  gboolean can_sms;
  gboolean can_mms;
  gboolean can_voice;
} PealOwnNumber;

PealOwnNumber *peal_own_number_new (void);
void peal_own_number_free (PealOwnNumber *self);

G_END_DECLS
