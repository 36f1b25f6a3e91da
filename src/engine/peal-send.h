/* peal-send.h: from "these people, this text" to rows in the outbox.
 *
 * Planning and sending are the same walk: who is meant, which number of
 * theirs, the text with their fields, its segments, what the gate says now. A
 * plan stops there; a send writes every recipient (R-SEND-6) in one transaction.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#pragma once

#include "peal-civil-time.h"
#include "peal-engine.h"
#include "peal-missed.h"

G_BEGIN_DECLS

/* How late a message that was put off by hand may go without asking. */
#define PEAL_SEND_GRACE (4 * PEAL_HOUR)

/* What to send. Owned strings and arrays; a NULL array is empty. */
typedef struct
{
  char *body;                /* with merge fields: {first_name|there} */
  PealMessageKind kind;
  GStrv numbers;             /* as typed; read with the workspace's region */
  GArray *contact_ids;       /* of gint64 */
  GArray *group_ids;         /* of gint64 */
  gint64 conversation_id;    /* an answer in this conversation, to its person alone: the three above are
                              * not read, nor is account_id; 0 = none */
  gint64 account_id;         /* 0 = for each person the one that has their conversation, if it is in use,
                              * else the workspace's default: the first in use, by label */
  gint64 not_before;         /* 0 = now */
  gint64 not_after;          /* PEAL_TIME_NEVER = none */
  PealCivilTime local;       /* its year not 0: at this time on each recipient's own clock, instead of not_before */
  char *zone;                /* with local: for those of whom nobody knows a zone; NULL = UTC */
  PealMissedQuestion *missed; /* its time may be past: what then, for each of them; and its validity, after
                               * their time. NULL = not_before, if it is to come, is kept within
                               * PEAL_SEND_GRACE, else a person is asked */
  char *name;                /* of the campaign; NULL = not shown as one */
  char *actor;               /* who: "window", "pealctl", later a staff name */
} PealSendRequest;

/* Whether @body can be sent: it is not empty, and its fields are some of @fields (peal_engine_get_text_fields ()). FALSE with PEAL_ENGINE_ERROR_TEXT; the
 * message says what is wrong. */
gboolean peal_send_check_text (const char        *body,
                               const char *const *fields,
                               GError           **error);

PealSendRequest *peal_send_request_new (void);
void peal_send_request_free (PealSendRequest *self);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (PealSendRequest, peal_send_request_free)

/* One recipient of a plan or report. */
typedef struct
{
  gint64 contact_id;         /* 0 = a bare number */
  gint64 message_id;         /* 0 in a plan */
  gint64 account_id;         /* that sends */
  char *display;             /* name, or the number */
  char *e164;                /* "" where there is none */
  char *ours;                /* the number or name of ours that it comes from */
  char *body;                /* rendered */
  guint segments;
  PealHoldReason reason;     /* NONE = goes now; below OPTED_OUT = waits until @until; else left out */
  char *explanation;         /* English: the rule and zone, the missing field, ... */
  gint64 until;
  gint64 not_after;          /* PEAL_TIME_NEVER = none */
} PealRecipient;

void peal_recipient_free (PealRecipient *self);

typedef struct
{
  GPtrArray *recipients;     /* of PealRecipient, in the order of the request, no number twice */
  guint n_now;
  guint n_later;
  guint n_left_out;
  guint n_segments;          /* of those who get it */
  gint64 cost_micros;        /* estimate; valid if currency is set: not where accounts differ in it */
  char currency[4];
  gint64 finish_at;          /* when the last of those who get it now has gone, by the limits and rates of the
                              * accounts, behind what waits there; PEAL_TIME_NEVER = not within ten years */
  gint64 campaign_id;        /* 0 in a plan, and for a single recipient */
} PealSendReport;

GType peal_send_report_get_type (void);
#define PEAL_TYPE_SEND_REPORT (peal_send_report_get_type ())
PealSendReport *peal_send_report_ref (PealSendReport *self);
void peal_send_report_unref (PealSendReport *self);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (PealSendReport, peal_send_report_unref)

/* Who would get what, and who not and why. Resolves to a PealSendReport. Rejects with
 * PEAL_ENGINE_ERROR_{TEXT,NO_RECIPIENT,NO_ACCOUNT}; with _ACCOUNT_OFF if the account of the conversation,
 * or the one asked for, is switched off or was removed: an answer comes from the number that was
 * written to, or not at all. Takes nothing; copies what it needs. */
DexFuture *peal_engine_plan_send (PealEngine            *self,
                                  const PealSendRequest *request) G_GNUC_WARN_UNUSED_RESULT;

/* Queues it. Resolves to a PealSendReport once everything is committed. Rejects as above, and with
 * PealStoreError; then nothing is queued. */
DexFuture *peal_engine_send (PealEngine            *self,
                             const PealSendRequest *request) G_GNUC_WARN_UNUSED_RESULT;

/* Takes back a message that has not left (QUEUED). Resolves to a boolean: FALSE = too late. */
DexFuture *peal_engine_cancel_message (PealEngine *self,
                                       gint64      message_id,
                                       const char *actor) G_GNUC_WARN_UNUSED_RESULT;

/* A person's word on attempt @attempt of an UNKNOWN message, the last one that they saw: it was sent, or
 * it was not and shall be sent again (through the gate). Resolves to TRUE. Rejects with
 * PEAL_STORE_ERROR_INVALID if it is not unknown, or was tried again since. */
DexFuture *peal_engine_decide_unknown (PealEngine *self,
                                       gint64      message_id,
                                       guint       attempt,
                                       gboolean    was_sent,
                                       const char *actor) G_GNUC_WARN_UNUSED_RESULT;

/* Sends a FAILED or UNDELIVERED message again, as a new one, where the gate allows.
 * Resolves to a PealSendReport. Rejects with PEAL_ENGINE_ERROR_NOT_ALLOWED if it has not failed, with
 * PEAL_STORE_ERROR_CONFLICT if it was sent again before, and that was not taken back (R-SEND-1). */
DexFuture *peal_engine_retry_message (PealEngine *self,
                                      gint64      message_id,
                                      const char *actor) G_GNUC_WARN_UNUSED_RESULT;

G_END_DECLS
