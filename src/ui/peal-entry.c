/* peal-entry.c: what AdwEntryRow lacks.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#define G_LOG_DOMAIN "peal-ui"

#include "peal-entry.h"

void
peal_entry_write_ltr (AdwEntryRow *row)
{
  gboolean is_rtl;

  g_return_if_fail (ADW_IS_ENTRY_ROW (row));

  is_rtl = gtk_widget_get_direction (GTK_WIDGET (row)) == GTK_TEXT_DIR_RTL;
  gtk_widget_set_direction (GTK_WIDGET (gtk_editable_get_delegate (GTK_EDITABLE (row))), GTK_TEXT_DIR_LTR);
  gtk_editable_set_alignment (GTK_EDITABLE (row), is_rtl ? 1.0 : 0.0);
}
