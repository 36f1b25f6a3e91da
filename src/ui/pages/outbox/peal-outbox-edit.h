/* peal-outbox-edit.h: another text for messages that wait.
 *
 * Says whether the text is the same for all of them, or has fields that are filled
 * for each. Signal "edited" (string): the text that the person wants, well-formed
 * as peal-merge.h has it; the dialog closes.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#pragma once

#include <adwaita.h>

G_BEGIN_DECLS

#define PEAL_TYPE_OUTBOX_EDIT (peal_outbox_edit_get_type ())
G_DECLARE_FINAL_TYPE (PealOutboxEdit, peal_outbox_edit, PEAL, OUTBOX_EDIT, AdwDialog)

/* @text: what stands there at first, with fields; one message has it now, of several it is what they have in common
 * (peal_outbox_find_text ()), "" = nothing, which is said.
 * @fields: peal_engine_get_text_fields (). */
AdwDialog *peal_outbox_edit_new (const char *const *fields,
                                 const char        *text,
                                 guint              n_messages);

G_END_DECLS
