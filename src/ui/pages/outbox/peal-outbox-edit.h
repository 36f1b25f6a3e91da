/* peal-outbox-edit.h: another text for a message that waits.
 *
 * Signal "edited" (string): the text that the person wants; the dialog closes.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#pragma once

#include <adwaita.h>

G_BEGIN_DECLS

#define PEAL_TYPE_OUTBOX_EDIT (peal_outbox_edit_get_type ())
G_DECLARE_FINAL_TYPE (PealOutboxEdit, peal_outbox_edit, PEAL, OUTBOX_EDIT, AdwDialog)

AdwDialog *peal_outbox_edit_new (const char *text);

G_END_DECLS
