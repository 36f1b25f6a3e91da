/* peal-schedule-faults.h: what is wrong with a schedule that somebody writes, field by field.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#pragma once

#include "peal-schedules.h"

G_BEGIN_DECLS

typedef enum
{
  PEAL_SCHEDULE_NAME,
  PEAL_SCHEDULE_AUDIENCE,
  PEAL_SCHEDULE_TEXT,
  PEAL_SCHEDULE_TIMES,
} PealScheduleField;

/* In words for people, translated and static: what the field needs. NULL: nothing is wrong with it.
 * @fields: peal_engine_get_text_fields (). @now: times at or before it do not come any more. */
const char *peal_schedule_fault (const PealSchedule *schedule,
                                 PealScheduleField   field,
                                 const char *const  *fields,
                                 gint64              now);

G_END_DECLS
