/* peal-erase-panel.h: what goes when somebody is erased, what stays, and a word to be written for it.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#pragma once

#include "peal-contacts.h"
#include "peal-erasure.h"

#include <gtk/gtk.h>

G_BEGIN_DECLS

/* Property "confirmed" (boolean, read-only): the word stands there. */
#define PEAL_TYPE_ERASE_PANEL (peal_erase_panel_get_type ())
G_DECLARE_FINAL_TYPE (PealErasePanel, peal_erase_panel, PEAL, ERASE_PANEL, GtkBox)

GtkWidget *peal_erase_panel_new (const PealErasure *counts);

gboolean peal_erase_panel_get_confirmed (PealErasePanel *self);

G_END_DECLS
