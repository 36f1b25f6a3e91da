/* peal-schedule-entry-row.h: a schedule in the list of what is planned.
 *
 * Its menu has the actions "schedules.edit", "schedules.pause",
 * "schedules.resume" and "schedules.delete", with the schedule's id.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#pragma once

#include "peal-schedule-read.h"

#include <adwaita.h>

G_BEGIN_DECLS

#define PEAL_TYPE_SCHEDULE_ENTRY_ROW (peal_schedule_entry_row_get_type ())
G_DECLARE_FINAL_TYPE (PealScheduleEntryRow, peal_schedule_entry_row, PEAL, SCHEDULE_ENTRY_ROW,
                      AdwActionRow)

GtkWidget *peal_schedule_entry_row_new (void);

/* 0 until it shows one. */
gint64 peal_schedule_entry_row_get_id (PealScheduleEntryRow *self);

/* May be called with each reading, and as time passes. */
void peal_schedule_entry_row_show (PealScheduleEntryRow    *self,
                                   const PealScheduleEntry *entry,
                                   gint64                   now);

G_END_DECLS
