/* peal-label-chooser.h: what a number or an address is for, chosen from a small list or written freely.
 *
 * The last entry of the list, "Custom…", asks for a word. Signal "changed": somebody
 * chose another label.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#pragma once

#include <adwaita.h>

G_BEGIN_DECLS

#define PEAL_TYPE_LABEL_CHOOSER (peal_label_chooser_get_type ())
G_DECLARE_FINAL_TYPE (PealLabelChooser, peal_label_chooser, PEAL, LABEL_CHOOSER, AdwBin)

/* @for_phone: the labels of numbers, else those of e-mail addresses. @label, one of theirs, is offered, too. */
GtkWidget *peal_label_chooser_new (gboolean    for_phone,
                                   const char *label);

/* What is chosen, as it is stored. Borrowed until another is. Setting it offers it if need be, and is no change. */
const char *peal_label_chooser_get (PealLabelChooser *self);
void peal_label_chooser_set (PealLabelChooser *self,
                             const char       *label);

G_END_DECLS
