/* peal-fault.h: under a field, what is wrong with it.
 *
 * A hint at first: nobody is blamed for what they have not come to yet. Once the
 * cursor has left the field, or peal_fault_blame () was called, the field is
 * marked as wrong, too.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#pragma once

#include <adwaita.h>

G_BEGIN_DECLS

/* Property: "field" (GtkWidget, construct-only), the field that is judged. */
#define PEAL_TYPE_FAULT (peal_fault_get_type ())
G_DECLARE_FINAL_TYPE (PealFault, peal_fault, PEAL, FAULT, AdwBin)

/* @text is plain and translated; NULL: nothing is wrong. */
void peal_fault_set_text (PealFault  *self,
                          const char *text);

/* What is wrong is wrong, though the cursor was not there. */
void peal_fault_blame (PealFault *self);

/* A row to stand below @field in its list, there while something is wrong. Sets @fault, borrowed. */
GtkWidget *peal_fault_row_new (GtkWidget  *field,
                               PealFault **fault);

G_END_DECLS
