/* peal-schedules.h: what is to be sent at a time, or again and again.
 *
 * A schedule is a text, an audience, and the civil times at which it goes. Each
 * time is an occurrence; it becomes one campaign. The campaign and the schedule's
 * step to its next occurrence are one transaction, which holds only if the
 * schedule still stands where it was read; so a crash, a second process or an
 * edit can neither make an occurrence twice nor lose one (R-SEND-1, R-SEND-2).
 *
 * When the next occurrence is, is engine/peal-scheduler.h's affair. Times are
 * microseconds UTC, spans microseconds. Main thread only; every function returns
 * at once; futures reject with PEAL_STORE_ERROR.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#pragma once

#include "peal-campaigns.h"
#include "peal-missed.h"
#include "peal-occasion.h"

G_BEGIN_DECLS

/* Stored in schedule.state: append only. */
typedef enum
{
  PEAL_SCHEDULE_ACTIVE = 1,
  PEAL_SCHEDULE_PAUSED = 2,
  PEAL_SCHEDULE_ENDED = 3,    /* nothing comes any more */
} PealScheduleState;

const char *peal_schedule_state_to_string (PealScheduleState state);

/* Strings and arrays owned, never NULL. */
typedef struct
{
  gint64 id;                 /* 0 = not stored yet */
  char *name;
  char *body;                /* with merge fields */
  PealMessageKind kind;
  GArray *group_ids;         /* of gint64; the audience is all three together */
  GArray *contact_ids;       /* of gint64 */
  GStrv numbers;             /* as typed */
  gint64 account_id;         /* 0 = the workspace's default */
  PealCivilTime start;       /* the first time, and the time of day of all */
  char *zone;                /* tz name; "" = on each recipient's own clock */
  char *rule;                /* RRULE (core/peal-recurrence.h); "" = once */
  char *date_field;          /* "birthday" or a key of the contacts' custom fields: goes, each day,
                              * to those of the audience whose day it is, all contacts where it
                              * names nobody, never a bare number; "" = to the whole audience */
  PealOccasion occasion;     /* with a date_field; its time of day is the start's */
  gint64 validity;           /* a span after its time; PEAL_TIME_NEVER = always worth sending */
  PealMissedPolicy policy;
  gint64 grace;              /* late by no more it goes in any case */
  PealScheduleState state;   /* from here on: out only */
  char *account_label;       /* of account_id, also if it was removed; "" where it names none */
  gboolean has_account;      /* an account can carry it out: the one that it names is in use, or, where it
                              * names none, any is */
  gboolean has_audience;     /* the rules of its groups can be asked; else it waits for one that can */
  gint64 next_at;            /* when the next occurrence is planned; PEAL_TIME_NEVER = none */
  gint64 revision;           /* of the row as it was read */
  gint64 n_made;             /* occurrences that became campaigns */
  gint64 created_at;
  char *actor;
} PealSchedule;

GType peal_schedule_get_type (void);
#define PEAL_TYPE_SCHEDULE (peal_schedule_get_type ())

/* Once, transactional, on each recipient's own clock; late within four hours, else a person is
 * asked. */
PealSchedule *peal_schedule_new (const char *name,
                                 const char *body);
PealSchedule *peal_schedule_copy (const PealSchedule *self);
void peal_schedule_free (PealSchedule *self);

/* Whether both ask for the same; what is out only does not count. */
gboolean peal_schedule_is_same (const PealSchedule *a,
                                const PealSchedule *b);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (PealSchedule, peal_schedule_free)

/* Stores @schedule (id 0), or replaces the one that still stands at its revision, with @next_at as
 * its next time (PEAL_TIME_NEVER: it has ended). Resolves to its id (gint64). Rejects with
 * _CONFLICT if it was edited, paused or resumed, or an occurrence was made, since it was read; with
 * _NOT_FOUND, _INVALID. */
DexFuture *peal_schedules_save (PealStore          *store,
                                const PealSchedule *schedule,
                                gint64              next_at,
                                const char         *actor) G_GNUC_WARN_UNUSED_RESULT;

/* Resolves to a GPtrArray of PealSchedule: what comes next first, what has ended last. */
DexFuture *peal_schedules_list (PealStore *store) G_GNUC_WARN_UNUSED_RESULT;

/* Resolves to a PealSchedule. Rejects with _NOT_FOUND. */
DexFuture *peal_schedules_get (PealStore *store,
                               gint64     id) G_GNUC_WARN_UNUSED_RESULT;

/* Stops an active one; lets a paused one go on at @next_at. Resolves to TRUE. Rejects with _INVALID
 * if it is not there or not in the state for this. */
DexFuture *peal_schedules_pause (PealStore  *store,
                                 gint64      id,
                                 const char *actor) G_GNUC_WARN_UNUSED_RESULT;
DexFuture *peal_schedules_resume (PealStore  *store,
                                  gint64      id,
                                  gint64      next_at,
                                  const char *actor) G_GNUC_WARN_UNUSED_RESULT;

/* Deletes one, or brings it back. What it made stays. Resolves to TRUE. Rejects with _NOT_FOUND. */
DexFuture *peal_schedules_set_deleted (PealStore  *store,
                                       gint64      id,
                                       gboolean    deleted,
                                       const char *actor) G_GNUC_WARN_UNUSED_RESULT;

/* For the scheduler ------------------------------------------------------------------------------- */

/* Resolves to a GPtrArray of PealSchedule: the active ones whose time is at or before @until. */
DexFuture *peal_schedules_due (PealStore *store,
                               gint64     until) G_GNUC_WARN_UNUSED_RESULT;

/* Resolves to a gint64: the next time of an active one after @after; PEAL_TIME_NEVER = none. */
DexFuture *peal_schedules_next_after (PealStore *store,
                                      gint64     after) G_GNUC_WARN_UNUSED_RESULT;

/* From one occurrence to the next. */
typedef struct
{
  gint64 schedule_id;
  gint64 revision;           /* that the decision was made from */
  gint64 due_at;
  PealMissedReason reason;   /* why it was made, or passed over */
  guint n_passed;            /* earlier ones that this one made needless */
  gint64 next_at;            /* PEAL_TIME_NEVER = it has ended */
} PealScheduleStep;

/* R-SEND-1: takes @step and stores what the occurrence made, @draft with @entries as in
 * peal_campaigns_create (), in one transaction; @draft NULL: nothing is sent. Resolves like
 * peal_campaigns_create (), to an empty array if nothing is sent. Rejects, and stores nothing, with
 * _CONFLICT if the schedule does not stand at @step->revision any more, with _EXISTS if this
 * occurrence was made before. */
DexFuture *peal_schedules_step (PealStore               *store,
                                const PealScheduleStep  *step,
                                const PealCampaignDraft *draft,
                                GPtrArray               *entries) G_GNUC_WARN_UNUSED_RESULT;

/* A date of a contact, as it is written in their field. */
typedef struct
{
  gint64 contact_id;
  char *text;
} PealContactDate;

void peal_contact_date_free (PealContactDate *self);

/* Resolves to a GPtrArray of PealContactDate by id. Of "birthday" (an index) those on @month and
 * @day, and those of 29 February; of another field (one walk over the contacts) all that are
 * texts. */
DexFuture *peal_schedules_list_dates (PealStore  *store,
                                      const char *field,
                                      int         month,
                                      int         day) G_GNUC_WARN_UNUSED_RESULT;

/* The same of a field that is not "birthday", for a look that must not take long: resolves to NULL if there are more
 * than @most contacts. */
DexFuture *peal_schedules_list_dates_of_few (PealStore  *store,
                                             const char *field,
                                             guint       most) G_GNUC_WARN_UNUSED_RESULT;

/* What became of an occurrence. */
typedef struct
{
  gint64 due_at;
  gint64 campaign_id;        /* 0 = nothing was sent */
  char *reason;              /* peal_missed_reason_to_string () */
  gint64 n_passed;
  gint64 decided_at;
} PealOccurrenceRow;

void peal_occurrence_row_free (PealOccurrenceRow *self);

/* Resolves to a GPtrArray of PealOccurrenceRow, the latest first. */
DexFuture *peal_schedules_list_occurrences (PealStore *store,
                                            gint64     id,
                                            guint      limit) G_GNUC_WARN_UNUSED_RESULT;

G_END_DECLS
