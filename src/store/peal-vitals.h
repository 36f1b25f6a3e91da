/* peal-vitals.h: how the workspace is doing: its queue, its pace, what fails, how its accounts were last seen.
 *
 * Cheap enough to be asked every few seconds beside a running campaign: slices
 * and partial indexes, no walk over a big table. Main thread only; every
 * function returns at once.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#pragma once

#include "peal-inspection.h"
#include "peal-retry.h"

G_BEGIN_DECLS

/* No more failures than this are looked at, the latest first. */
#define PEAL_VITALS_MAX_FAILURES 20000

/* Of no more messages than this that wait for no time is it looked at what they wait for. */
#define PEAL_VITALS_MAX_HELD 1000

/* Messages that failed for one reason. */
typedef struct
{
  char *provider_code;       /* "" = the provider gave none */
  PealFailureClass failure;
  gint64 n_day;              /* in the last 24 hours */
  gint64 n_week;             /* in the last 7 days */
  gint64 last_at;
} PealFailureCount;

/* How the process that sends saw an account. What is not known is 0 if nothing else is said. */
typedef struct
{
  gint64 account_id;
  gint64 seen_at;
  char *condition;           /* the engine's word for it */
  gint64 until;
  char *detail;
  gint64 replies_at;
  gint64 receipts_at;
  gint64 answered_at;
  gint64 latency;            /* -1 = not known */
  gint64 skew;               /* PEAL_TIME_NEVER = not known */
  gint64 balance_at;
} PealSighting;

typedef struct
{
  gint64 at;                 /* of this reading */

  gint64 n_waiting;          /* due now */
  gint64 n_later;            /* due later: scheduled, held until an hour, to be tried again */
  gint64 n_held;             /* whenever they are due, they wait for something that a person changes */
  gint64 n_left;             /* of these: at accounts that were removed */
  gint64 n_off;              /* at accounts that are switched off */
  gint64 n_no_route;         /* of these, PEAL_VITALS_MAX_HELD at most: the rules let no account send them */
  gint64 n_too_dear;         /* and these cost more than their account may cost in a whole day */
  gint64 n_idle_schedules;   /* active ones that no account can carry out */
  gint64 n_broken_schedules; /* active ones to a group whose rule cannot be asked */
  gint64 n_paused;           /* of paused campaigns */
  gint64 n_in_air;           /* handed to a gateway, which has not answered yet */
  gint64 n_asking;           /* in doubt: the gateway will be asked */
  gint64 n_deciding;         /* in doubt: a person must say */
  gint64 oldest_due;         /* since when the one that is due the longest could have gone; 0 = none is */

  gint64 n_last_minute;      /* left and were not refused */
  gint64 n_last_hour;

  GPtrArray *failures;       /* of PealFailureCount, the most frequent of the week first */
  gboolean failures_cut;     /* there are more than PEAL_VITALS_MAX_FAILURES: the counts are too low */

  GPtrArray *sightings;      /* of PealSighting */
  gint64 ledger_rows;
  PealInspection *ledger;
  PealInspection *file;
} PealVitals;

/* Counted, and not changed any more once it is read. */
GType peal_vitals_get_type (void);
#define PEAL_TYPE_VITALS (peal_vitals_get_type ())
PealVitals *peal_vitals_ref (PealVitals *self);
void peal_vitals_unref (PealVitals *self);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (PealVitals, peal_vitals_unref)

/* All of it as one moment's snapshot. Resolves to a PealVitals. */
DexFuture *peal_vitals_read (PealStore *store) G_GNUC_WARN_UNUSED_RESULT;

/* Keeps how an account was seen (seen_at is now), in place of what was kept. Announces no change: whoever
 * wants to know asks. Copies @sighting. Resolves to TRUE. */
DexFuture *peal_sighting_record (PealStore          *store,
                                 const PealSighting *sighting) G_GNUC_WARN_UNUSED_RESULT;

G_END_DECLS
