/* peal-answer-obstacle.h: why an answer cannot be sent now, or waits, and what to do about it.
 *
 * What the engine's own plan of a send says decides, so that what stands here and what happens cannot disagree.
 * Plain values; main thread.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#pragma once

#include "peal-consent.h"
#include "peal-send.h"
#include "peal-talk.h"

G_BEGIN_DECLS

typedef struct
{
  gboolean stops;            /* nothing can be sent; else it waits */
  char *text;                /* one sentence or two; NULL: nothing is in the way */
  const char *label;         /* of a button, translated; NULL = none */
  const char *action;        /* what it does, a detailed name */
} PealAnswerObstacle;

void peal_answer_obstacle_clear (PealAnswerObstacle *self);

/* They asked to stop: @event, the last of the number's history that says so, or NULL where it is not known yet. */
void peal_answer_obstacle_set_stopped (PealAnswerObstacle     *self,
                                       const PealConsentEvent *event,
                                       gint64                  now);

/* Nobody wants to hear from them. */
void peal_answer_obstacle_set_blocked (PealAnswerObstacle *self);

/* The plan was refused. */
void peal_answer_obstacle_set_refused (PealAnswerObstacle *self,
                                       const GError       *error);

/* What was planned for @recipient, whose account is doing as @health says. */
void peal_answer_obstacle_set_planned (PealAnswerObstacle      *self,
                                       const PealRecipient     *recipient,
                                       const PealAccountHealth *health,
                                       gint64                   now);

G_END_DECLS
