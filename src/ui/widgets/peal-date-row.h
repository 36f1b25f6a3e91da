/* peal-date-row.h: a day, typed as people write it or chosen from a calendar.
 *
 * May be a day without a year, where that is wanted: a birthday. Signal "changed"
 * comes from AdwEntryRow.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#pragma once

#include <adwaita.h>

G_BEGIN_DECLS

/* Property "yearless" (boolean): the calendar offers days without a year, too. */
#define PEAL_TYPE_DATE_ROW (peal_date_row_get_type ())
G_DECLARE_FINAL_TYPE (PealDateRow, peal_date_row, PEAL, DATE_ROW, AdwEntryRow)

GtkWidget *peal_date_row_new (const char *title,
                              gboolean    yearless);

/* ISO 8601: "1980-05-17", without a year "--05-17"; "" where nothing stands, NULL where what stands is no
 * day. The caller frees it. */
char *peal_date_row_read (PealDateRow *self);

/* In the same notation; what is none stands there as it is. */
void peal_date_row_set (PealDateRow *self,
                        const char  *date);

G_END_DECLS
