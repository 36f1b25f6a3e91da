/* peal-label-text.h: what a number or an address is for: "Mobile", "Work".
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#pragma once

#include <gtk/gtk.h>

G_BEGIN_DECLS

/* @label as it is stored, in words: one of ours translated, any other as it is; "" = none. Borrowed. */
const char *peal_label_text (const char *label);

/* A small list to choose one from; @for_phone: those of numbers, else those of e-mail addresses. @label, one of
 * theirs, is offered, too. */
GtkWidget *peal_label_chooser_new (gboolean    for_phone,
                                   const char *label);

/* What is chosen, as it is stored. Borrowed. Setting it offers it if need be. */
const char *peal_label_chooser_get (GtkWidget *chooser);
void peal_label_chooser_set (GtkWidget  *chooser,
                             const char *label);

G_END_DECLS
