/* SPDX-License-Identifier: GPL-3.0-or-later */
/* peal-soup.h: HTTP as futures, and the rules that keep a request from being repeated.
 *
 * The one place that calls libsoup's asynchronous interface. Whatever provider
 * prepares the SoupMessage, this file sees to it that it leaves once:
 *
 *   - redirects are never followed, and 401 is an answer like any other;
 *   - connections are reused (SOUP_MESSAGE_IDEMPOTENT), but a restart after the
 *     request began to be written is stopped before it reaches the network;
 *   - "not sent" is said only when no connection was ever handed the request;
 *   - every request ends by its deadline, and no body grows past its limit.
 *
 * A PealSoup belongs to the thread that made it, and answers in the main
 * context that was that thread's default then.
 */

#pragma once

#include "peal-pulse.h"
#include "peal-reply.h"

#include <libdex.h>
#include <libsoup/soup.h>

G_BEGIN_DECLS

typedef struct _PealSoup PealSoup;

/* @connections: at most so many at a time to a host. @deadline: span from peal_soup_request () to
 * the whole answer, waiting for a connection included; what has none after half of it is NOT_SENT.
 * @ca_file: PEM file of the authorities trusted instead of the system's, or NULL; one that cannot be
 * read fails with @error. */
PealSoup *peal_soup_new (guint       connections,
                         gint64      deadline,
                         const char *ca_file,
                         GError    **error);
PealSoup *peal_soup_ref (PealSoup *self);
void peal_soup_unref (PealSoup *self);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (PealSoup, peal_soup_unref)

/* Every answer from now on is told to @pulse, which is reffed; NULL = to nobody. */
void peal_soup_set_pulse (PealSoup  *self,
                          PealPulse *pulse);

/* Sends @message, which is taken and belongs to this file from then on. Resolves to a PealReply,
 * always: no network is an outcome. Discarding the future, as peal_until_cancelled () does, cancels
 * the request. @max_body: bytes; a longer answer is LOST. */
DexFuture *peal_soup_request (PealSoup    *self,
                              SoupMessage *message,
                              gsize        max_body) G_GNUC_WARN_UNUSED_RESULT;

/* What a reply says, as a boxed value that the caller owns; never NULL. */
typedef gpointer (*PealSoupParse) (const PealReply *reply);

/* The same, and resolves to what @parse makes of the reply, a boxed value of @type; but it cannot be
 * discarded: it ends by its answer, its deadline or peal_soup_give_up (). */
DexFuture *peal_soup_request_parsed (PealSoup     *self,
                                     SoupMessage  *message,
                                     gsize         max_body,
                                     GType         type,
                                     PealSoupParse parse) G_GNUC_WARN_UNUSED_RESULT;

/* Everything that waits or is in the air ends now: NOT_SENT what no connection was handed, LOST
 * the rest. Later requests are not concerned. */
void peal_soup_give_up (PealSoup *self);

/* "Basic ..." for an Authorization header. Caller frees; it is as secret as the password. */
char *peal_soup_basic_auth (const char *username,
                            const char *secret);

/* Appends @text percent-encoded for application/x-www-form-urlencoded (space is '+'). */
void peal_soup_append_form_value (GString    *form,
                                  const char *text);

G_END_DECLS
