/* peal-fake-gateway.h: a server that misbehaves to order, and counts.
 *
 * Speaks just enough HTTP/1.1, TLS and HTTP/2 by hand to do what a real server
 * library would not: cut, stall, reset and refuse at any point after it has read
 * a request. Each connection has a thread of its own; the functions here may be
 * called from any thread.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#pragma once

#include <gio/gio.h>

G_BEGIN_DECLS

typedef enum
{
  PEAL_FAKE_HTTP,      /* HTTP/1.1, plain */
  PEAL_FAKE_HTTPS,     /* HTTP/1.1 over TLS */
  PEAL_FAKE_HTTP2,     /* HTTP/2 over TLS */
} PealFakeProtocol;

/* What is done with a request once it was read to its last byte. */
typedef enum
{
  PEAL_FAKE_ANSWER,
  PEAL_FAKE_CUT,          /* close the connection without a word */
  PEAL_FAKE_RESET,        /* the same with a TCP reset */
  PEAL_FAKE_CUT_IN_HEAD,  /* close it in the middle of the answer's head */
  PEAL_FAKE_CUT_IN_BODY,  /* close it in the middle of the answer's body */
  PEAL_FAKE_STALL,        /* keep silent until the client goes */
  PEAL_FAKE_RST_STREAM,   /* HTTP/2: end the stream with @h2_error */
  PEAL_FAKE_GOAWAY,       /* HTTP/2: GOAWAY that claims not to have processed the stream, then close */
  PEAL_FAKE_GOAWAY_SEEN,  /* HTTP/2: GOAWAY that admits the stream, then close */
} PealFakeAct;

typedef struct
{
  PealFakeAct act;
  guint status;
  const char *headers;    /* further lines, each with CR LF; HTTP/1.1 only; or NULL */
  const char *body;       /* or NULL */
  guint h2_error;
} PealFakePlan;

typedef struct _PealFakeGateway PealFakeGateway;

/* @certificate, @key: PEM files, not needed for PEAL_FAKE_HTTP. Listens on a free port of 127.0.0.1. */
PealFakeGateway *peal_fake_gateway_new (PealFakeProtocol protocol,
                                        const char      *certificate,
                                        const char      *key);
void peal_fake_gateway_free (PealFakeGateway *self);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (PealFakeGateway, peal_fake_gateway_free)

/* "https://127.0.0.1:40123". */
const char *peal_fake_gateway_get_url (PealFakeGateway *self);

/* What happens to every request from now on. The plan's strings must outlive the gateway. */
void peal_fake_gateway_set_plan (PealFakeGateway    *self,
                                 const PealFakePlan *plan);

/* How many POST requests were read to their end, and how many connections were made. */
guint peal_fake_gateway_count_posts (PealFakeGateway *self);
guint peal_fake_gateway_count_connections (PealFakeGateway *self);

/* How many of the former have @text in their bodies. */
guint peal_fake_gateway_count_posts_with (PealFakeGateway *self,
                                          const char      *text);

/* The body of the last POST, "" = there was none. Caller frees. */
char *peal_fake_gateway_dup_last_body (PealFakeGateway *self);

G_END_DECLS
