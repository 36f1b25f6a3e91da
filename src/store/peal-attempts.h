/* peal-attempts.h: attempts to send, to read.
 *
 * They are written by peal-outbox.h. Main thread only; every function returns at
 * once.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#pragma once

#include "peal-outbox.h"

G_BEGIN_DECLS

/* One attempt of a message. */
typedef struct
{
  guint ordinal;              /* 1, 2, ... */
  gint64 started_at;
  gint64 ended_at;            /* PEAL_TIME_NEVER = in the air */
  PealAttemptOutcome outcome;
  int failure;                /* PealFailureClass */
  char *provider_code;        /* or "" */
  char *account;              /* its label, also of one that is gone */
} PealAttempt;

void peal_attempt_free (PealAttempt *self);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (PealAttempt, peal_attempt_free)

/* Resolves to a GPtrArray of PealAttempt, first one first. */
DexFuture *peal_attempts_list (PealStore *store,
                               gint64     message_id) G_GNUC_WARN_UNUSED_RESULT;

/* One attempt whose request went out, or may have, and that has no answer. */
typedef struct
{
  gint64 message_id;
  guint attempt;              /* 1, 2, ... */
  gint64 started_at;
  gint64 ended_at;            /* PEAL_TIME_NEVER = in the air */
} PealOpenAttempt;

/* The attempts at the same text in the same conversation through the same account as message
 * @message_id, its own among them, to which nothing in the gateway's record belongs yet: in the air,
 * in doubt, or sent by a person's word (R-SEND-3). By the time at which they began. Resolves to a
 * GPtrArray of PealOpenAttempt. */
DexFuture *peal_attempts_list_open (PealStore *store,
                                    gint64     message_id) G_GNUC_WARN_UNUSED_RESULT;

G_END_DECLS
