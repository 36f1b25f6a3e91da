/* peal-retry.h: what follows from a failure.
 *
 * Every provider's codes are mapped to a few classes, and the class alone
 * decides what happens to the message (R-SEND-4). Pure: time and chance are
 * passed in; any thread.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#pragma once

#include <glib.h>

G_BEGIN_DECLS

/* Stored in the database: append only. */
typedef enum
{
  PEAL_FAILURE_NONE = 0,
  PEAL_FAILURE_TRANSPORT = 1, /* provably not accepted: no connection, TLS, 5xx that says so */
  PEAL_FAILURE_UNKNOWN = 2,   /* the request may have arrived: its answer did not */
  PEAL_FAILURE_THROTTLED = 3, /* not accepted: too fast, or the day's cap is used up */
  PEAL_FAILURE_HANDSET = 4,   /* accepted, but the phone could not be reached */
  PEAL_FAILURE_NUMBER = 5,    /* this number will never get a message */
  PEAL_FAILURE_OBJECTION = 6, /* the person opted out, and the carrier or provider knows it */
  PEAL_FAILURE_CONTENT = 7,   /* the text, or the sender's registration, is refused */
  PEAL_FAILURE_ACCOUNT = 8,   /* credentials, credit, suspension: no message of it can go */
} PealFailureClass;

int peal_failure_class_to_db (PealFailureClass failure);

/* A number written by a newer program reads as PEAL_FAILURE_UNKNOWN: never sent again blindly. */
PealFailureClass peal_failure_class_from_db (int value);

/* "transport", "number", ... for JSON and the ledger; "none" for no failure. */
const char *peal_failure_class_to_string (PealFailureClass failure);

/* Attempts of one message; those that were only throttled are counted apart, because a message is
 * not to blame for a busy account. */
#define PEAL_RETRY_MAX_ATTEMPTS 6
#define PEAL_RETRY_MAX_THROTTLED 60

typedef enum
{
  PEAL_RETRY_NONE,    /* no failure */
  PEAL_RETRY_AGAIN,   /* send again at @at */
  PEAL_RETRY_SETTLE,  /* ask the gateway what became of it; never send again blindly (R-SEND-3) */
  PEAL_RETRY_HOLD,    /* keep it until the account works again; this was no attempt of its own */
  PEAL_RETRY_GIVE_UP, /* failed for good */
  PEAL_RETRY_EXPIRE,  /* failed: another attempt would come after the end of its validity */
} PealRetryAction;

typedef struct
{
  PealFailureClass failure;
  guint n_attempts;   /* that the message has had, this one included */
  guint n_throttled;  /* of these, how many failed as THROTTLED, this one included */
  gint64 now;
  gint64 retry_after; /* span the provider asked for, -1 = none; more than a day counts as a day */
  gint64 not_after;   /* end of its validity; PEAL_TIME_NEVER = none */
  double chance;      /* from [0, 1), new for each call */
} PealRetryQuestion;

typedef struct
{
  PealRetryAction action;
  gint64 at; /* AGAIN only: before not_after */
} PealRetryAnswer;

/* Full jitter, random (0, min (900 s, 5 s * 2^n)), after what the provider asked for. A handset
 * failure is tried once more, 30 to 45 minutes later. */
PealRetryAnswer peal_retry_decide (const PealRetryQuestion *question);

G_END_DECLS
