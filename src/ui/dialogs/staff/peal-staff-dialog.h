/* peal-staff-dialog.h: one of the staff, chosen by a few letters of their name.
 *
 * Who is not there yet is added under the name that was typed. Signal "chosen"
 * (gint64): a PealStaff id, 0 = nobody; the dialog closes.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#pragma once

#include "peal-engine.h"

#include <adwaita.h>

G_BEGIN_DECLS

#define PEAL_TYPE_STAFF_DIALOG (peal_staff_dialog_get_type ())
G_DECLARE_FINAL_TYPE (PealStaffDialog, peal_staff_dialog, PEAL, STAFF_DIALOG, AdwDialog)

/* @chosen: who it is now, 0 = nobody. */
AdwDialog *peal_staff_dialog_new (PealEngine *engine,
                                  const char *title,
                                  gint64      chosen);

G_END_DECLS
