/* peal-schedule-dialog.h: makes a schedule, or edits one.
 *
 * The next times are shown while it is written. Nothing is stored before all of
 * it can be; a schedule that was changed, or has sent, since it was opened here is
 * not overwritten.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#pragma once

#include "peal-scheduler.h"

#include <adwaita.h>

G_BEGIN_DECLS

#define PEAL_TYPE_SCHEDULE_DIALOG (peal_schedule_dialog_get_type ())
G_DECLARE_FINAL_TYPE (PealScheduleDialog, peal_schedule_dialog, PEAL, SCHEDULE_DIALOG, AdwDialog)

/* @schedule is copied; NULL: a new one. */
AdwDialog *peal_schedule_dialog_new (PealEngine         *engine,
                                     const PealSchedule *schedule);

G_END_DECLS
