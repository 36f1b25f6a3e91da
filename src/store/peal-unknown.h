/* SPDX-License-Identifier: GPL-3.0-or-later */
/* peal-unknown.h: messages whose last attempt had no answer.
 *
 * R-SEND-3: they are looked up at the gateway, or a person decides; nothing here
 * sends them again blindly. All functions return at once; futures reject with
 * PEAL_STORE_ERROR.
 */

#pragma once

#include "peal-outbox.h"

G_BEGIN_DECLS

typedef struct
{
  gint64 message_id;
  gint64 account_id;
  guint attempt;
  char *uuid;
  char *ours;
  char *theirs;
  char *body;
  gint64 started_at;          /* of the last attempt */
  gint64 look_at;             /* PEAL_TIME_NEVER = waits for a person */
  PealPriority priority;
  guint n_throttled, n_refused; /* as in PealClaimed */
  gint64 not_after;
} PealUnsettled;

void peal_unsettled_free (PealUnsettled *self);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (PealUnsettled, peal_unsettled_free)

/* UNKNOWN messages of the account (0: of any) to look up at @due or before, the longest waiting first,
 * at most @limit; with @due PEAL_TIME_NEVER those that wait for a person too.
 * Resolves to a GPtrArray of PealUnsettled. */
DexFuture *peal_outbox_list_unknown (PealStore *store,
                                     gint64     account_id,
                                     gint64     due,
                                     guint      limit) G_GNUC_WARN_UNUSED_RESULT;

/* When to look next for the account (0: any); PEAL_TIME_NEVER = never. Resolves to a gint64. */
DexFuture *peal_outbox_next_look (PealStore *store,
                                  gint64     account_id) G_GNUC_WARN_UNUSED_RESULT;

/* An UNKNOWN message was looked up in vain: look again at @look_at, or leave it to a person
 * (PEAL_TIME_NEVER). @explanation is shown. Resolves to TRUE. */
DexFuture *peal_outbox_look_again (PealStore  *store,
                                   gint64      message_id,
                                   gint64      look_at,
                                   const char *explanation) G_GNUC_WARN_UNUSED_RESULT;

typedef enum
{
  PEAL_DECIDE_SENT,           /* it went out: SENT */
  PEAL_DECIDE_SEND_AGAIN,     /* it did not, and shall: QUEUED */
  PEAL_DECIDE_GIVE_UP,        /* it did not, and need not: FAILED */
} PealDecision;

/* R-SEND-3: a person's word on the attempt @attempt of an UNKNOWN message, the last one that they saw.
 * Resolves to TRUE; _INVALID if it is not UNKNOWN, or was tried again since. */
DexFuture *peal_outbox_decide (PealStore   *store,
                               gint64       message_id,
                               guint        attempt,
                               PealDecision decision,
                               const char  *actor) G_GNUC_WARN_UNUSED_RESULT;

G_END_DECLS
