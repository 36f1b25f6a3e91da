/* peal-fake-account.h: a gateway without a network that does as it is told, and remembers.
 *
 * For tests of the engine: what is answered to a message is set for everybody
 * or for one number; the provider's record, its inbound messages and its
 * refusals are lists that a test fills. Main thread only.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#pragma once

#include "peal-gateway.h"

G_BEGIN_DECLS

/* What happens to one message. */
typedef struct
{
  PealSendOutcome outcome;
  PealFailureClass failure;
  gint64 retry_after;        /* 0 = not said */
  gboolean is_recorded;      /* the provider's record has it, whatever was answered */
  gboolean is_silent;        /* no answer until it is released or cancelled */
  gboolean is_rejected;      /* the future rejects, which no gateway should do; the outcome is not told */
  guint delay;               /* milliseconds until the answer */
  const char *remote_id;     /* static; NULL = one of its own */
} PealFakeAnswer;

#define PEAL_TYPE_FAKE_ACCOUNT (peal_fake_account_get_type ())
G_DECLARE_FINAL_TYPE (PealFakeAccount, peal_fake_account, PEAL, FAKE_ACCOUNT, GObject)

/* Accepts and records everything until told otherwise. */
PealFakeAccount *peal_fake_account_new (void);

/* @to NULL = everybody who has no answer of their own. @answer NULL = the usual one. */
void peal_fake_account_set_answer (PealFakeAccount      *self,
                                   const char           *to,
                                   const PealFakeAnswer *answer);

/* Answers every message that waits in silence. */
void peal_fake_account_release (PealFakeAccount *self);

/* Called with each message before anything else happens to it. */
typedef void (*PealFakeHook) (const PealOutgoing *outgoing,
                              gpointer            user_data);
void peal_fake_account_set_hook (PealFakeAccount *self,
                                 PealFakeHook     hook,
                                 gpointer         user_data);

/* How many requests to send came in, for @to or (NULL) for anybody. */
guint peal_fake_account_count_sent (PealFakeAccount *self,
                                    const char      *to);

/* Of PealRemoteMessage, oldest first; a test may add and change. Borrowed. */
GPtrArray *peal_fake_account_get_record (PealFakeAccount *self);
GPtrArray *peal_fake_account_get_inbound (PealFakeAccount *self);

/* Appends to @list; @remote_id NULL = a new one. Borrowed. */
PealRemoteMessage *peal_fake_account_add (GPtrArray  *list,
                                          const char *remote_id,
                                          const char *from,
                                          const char *to,
                                          const char *body,
                                          gint64      at);

/* Every question but send rejects with @code; -1 = they are answered. */
void peal_fake_account_set_error (PealFakeAccount *self,
                                  int              code);

/* While held, a question for inbound messages is answered when that ends, and as it would have been when it was
 * asked. Counted are those that wait. */
void peal_fake_account_hold_inbound (PealFakeAccount *self,
                                     gboolean         hold);
guint peal_fake_account_count_held (PealFakeAccount *self);

/* The most requests that were in the air at a time, of those whose answers had a delay. */
guint peal_fake_account_count_at_once (PealFakeAccount *self);

/* Questions about messages without an answer, so far. */
guint peal_fake_account_count_finds (PealFakeAccount *self);

G_END_DECLS
