/* peal-missed.h: what becomes of messages whose time came while nobody could send them.
 *
 * The computer was off on Friday at nine: is the reminder sent on Monday? That is
 * the policy of its schedule: late within some hours, not at all, or a person is
 * asked. Two things can make the answer a guess, and then a person is asked as
 * well, whatever the policy:
 *
 *   the clock     It jumped, or stood wrong. Each decision is made by the clock as
 *                 it is and by what it should show; where they differ, it is none.
 *   another copy  This workspace was restored from a backup, or copied. What was due
 *                 before somebody said that it is the only one may have been sent by
 *                 the other.
 *
 * Pure: all times are passed in, microseconds UTC; spans in microseconds. It is asked
 * about what is not decided yet; that nothing is sent twice is R-SEND-1 and the
 * store's to keep. Any thread.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#pragma once

#include <glib.h>

G_BEGIN_DECLS

/* Late by no more is on time: a computer that wakes up needs a moment. */
#define PEAL_MISSED_ON_TIME (5 * G_TIME_SPAN_MINUTE)

/* A clock may be corrected by so much without anybody having to wonder. */
#define PEAL_MISSED_CLOCK_TOLERANCE (2 * G_TIME_SPAN_MINUTE)

/* After the program was off for longer, by the clock, the clock may just as well be wrong. */
#define PEAL_MISSED_LONG_ABSENCE (31 * G_TIME_SPAN_DAY)

/* Stored in the database: append only. */
typedef enum
{
  PEAL_MISSED_SEND_LATE = 0, /* as long as it is within a span of the due time */
  PEAL_MISSED_SKIP = 1,      /* late is never */
  PEAL_MISSED_ASK = 2,
} PealMissedPolicy;

typedef enum
{
  PEAL_MISSED_DO_WAIT, /* not due yet */
  PEAL_MISSED_DO_SEND,
  PEAL_MISSED_DO_SKIP, /* left out for good */
  PEAL_MISSED_DO_ASK,  /* kept until a person has decided */
} PealMissedAction;

typedef enum
{
  PEAL_MISSED_NOT_DUE,    /* WAIT */
  PEAL_MISSED_IN_TIME,    /* SEND */
  PEAL_MISSED_LATE,       /* SEND: within the span that the policy allows */
  PEAL_MISSED_TOO_LATE,   /* SKIP: by the policy */
  PEAL_MISSED_EXPIRED,    /* SKIP: its validity has ended */
  PEAL_MISSED_SUPERSEDED, /* SKIP: a later one of the same schedule is due as well */
  PEAL_MISSED_POLICY,     /* ASK */
  PEAL_MISSED_CLOCK,      /* ASK: the clock jumped, or may be wrong */
  PEAL_MISSED_COPY,       /* ASK: another copy of this workspace may have sent it */
} PealMissedReason;

typedef struct
{
  PealMissedPolicy policy;
  gint64 grace;      /* SEND_LATE: how late at most; 0 or more */
  gint64 validity;   /* after the due time it is worth nothing any more; G_MAXINT64 = always worth it */
  gboolean separate; /* each is a message of its own: a later one makes no earlier one needless */
  gint64 now;        /* what the clock shows */
  gint64 last_look;  /* what it showed when this was last looked at, by this program or the one before
                      * it; G_MAXINT64 = never before */
  gint64 elapsed;    /* since then by a clock that nobody can set and that counts sleep
                      * (CLOCK_BOOTTIME); -1 = the program was off in between */
  gint64 sole_since; /* when a person confirmed that this is the only copy; G_MININT64 = it was never
                      * restored, G_MAXINT64 = restored and not confirmed yet */
} PealMissedQuestion;

typedef struct
{
  PealMissedAction action;
  PealMissedReason reason;
} PealMissedVerdict;

/* Decides about the @n_due times of one schedule, in ascending order, and sets as many @verdicts. */
void peal_missed_decide (const PealMissedQuestion *question,
                         const gint64             *due,
                         guint                     n_due,
                         PealMissedVerdict        *verdicts);

int peal_missed_policy_to_db (PealMissedPolicy policy);

/* What a newer program has written reads as PEAL_MISSED_ASK. */
PealMissedPolicy peal_missed_policy_from_db (int value);

/* "wait", "send", "skip", "ask"; "too_late", "copy", ... for the ledger and scripts. Static. */
const char *peal_missed_action_to_string (PealMissedAction action);
const char *peal_missed_reason_to_string (PealMissedReason reason);

/* FALSE: a newer program has written it. */
gboolean peal_missed_reason_from_string (const char       *text,
                                         PealMissedReason *reason);

G_END_DECLS
