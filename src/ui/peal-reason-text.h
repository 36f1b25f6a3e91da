/* peal-reason-text.h: why a message is where it is, in words for people.
 *
 * Every page, dialog and row that says what became of a message takes its words
 * from here. Made of codes, never of the English text that scripts get. Plain
 * text, translated. Main thread only.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#pragma once

#include "peal-engine.h"
#include "peal-retry.h"
#include "peal-talk.h"
#include "peal-zones.h"

G_BEGIN_DECLS

/* What people call a kind of message: "Advertising". Static. */
const char *peal_kind_text (PealMessageKind kind);

/* When something is, where a person is, if it is sure where that is and their clock differs from
 * ours: "8:00 in Denver"; else, and for NULL, when it is here: "tomorrow 8:00". Caller frees. */
char *peal_moment_text (gint64                 time,
                        const PealWhereabouts *where,
                        gint64                 now);

/* Why a message waits or was left out: "Waits until 8:00 in Denver: the law …", "They asked to stop". @until is
 * when it goes on, 0 = not known, PEAL_TIME_NEVER = not before something is changed; @theirs, the number, may be NULL. Caller frees. */
char *peal_reason_text (PealHoldReason  reason,
                        gint64          until,
                        const char     *theirs,
                        gint64          now);

/* What holds messages or schedules until a person changes something. */
typedef enum
{
  PEAL_OBSTACLE_NO_ROUTE,      /* the rules let no account send them */
  PEAL_OBSTACLE_TOO_DEAR,      /* they cost more than their account may cost in a whole day */
  PEAL_OBSTACLE_REMOVED,       /* their account was removed */
  PEAL_OBSTACLE_OFF,           /* their account is switched off */
  PEAL_OBSTACLE_IDLE_SCHEDULE, /* no account can carry the schedules out */
  PEAL_OBSTACLE_BROKEN_SCHEDULE, /* the rule of a group of theirs asks for what is not there */
} PealObstacle;

/* Of @n that it holds: what holds them, a sentence without its full stop (caller frees), and what to do (static). */
char *peal_obstacle_text (PealObstacle obstacle,
                          gint64       n);
const char *peal_obstacle_advice (PealObstacle obstacle);

/* Why it did not arrive and what to do: "The number is not in service. ..." @provider_code may be NULL.
 * Static. */
const char *peal_failure_text (PealFailureClass  failure,
                               const char       *provider_code);

/* Whether sending again can help, and is decent: not to somebody who objected, nor to a number that
 * takes no texts. */
gboolean peal_failure_may_retry (PealFailureClass failure);

/* What became of @message, for the line under its bubble: "Delivered 9:41". "" for one of theirs. @health: how its
 * account is doing, which says what a message that is due waits for; NULL = not known. Caller frees. */
char *peal_message_text (const PealMessageRow    *message,
                         const PealAccountHealth *health,
                         gint64                   now);

/* What an event of somebody's consent means: "Opted out by writing “STOP”". Caller frees. */
char *peal_consent_event_text (const PealConsentEvent *event);

G_END_DECLS
