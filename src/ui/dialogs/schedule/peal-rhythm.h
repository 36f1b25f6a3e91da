/* peal-rhythm.h: when something comes: the first day, the time of day, how often, until when.
 *
 * What it cannot express it keeps as it is, until something else is chosen.
 * Signal "changed" (no arguments).
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#pragma once

#include "peal-schedules.h"

#include <adwaita.h>

G_BEGIN_DECLS

#define PEAL_TYPE_RHYTHM (peal_rhythm_get_type ())
G_DECLARE_FINAL_TYPE (PealRhythm, peal_rhythm, PEAL, RHYTHM, AdwBin)

/* Shows start, rule, date field and occasion of @schedule; nothing else is read. */
void peal_rhythm_set (PealRhythm         *self,
                      const PealSchedule *schedule);

/* Writes the same into @schedule. */
void peal_rhythm_fill (PealRhythm   *self,
                       PealSchedule *schedule);

/* @fields: of PealCustomField. Those with a date may be called by their names; refs it. */
void peal_rhythm_set_fields (PealRhythm *self,
                             GPtrArray  *fields);

/* FALSE: a field is missing; its row says so. What peal_rhythm_fill () writes then is not what is
 * meant. */
gboolean peal_rhythm_is_complete (PealRhythm *self);

G_END_DECLS
