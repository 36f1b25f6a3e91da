/* peal-talk-note-dialog.h: a note about a conversation, which nobody outside ever sees.
 *
 * "@" and a name asks somebody of the staff to look.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#pragma once

#include "peal-talk-notes.h"

#include <adwaita.h>

G_BEGIN_DECLS

#define PEAL_TYPE_TALK_NOTE_DIALOG (peal_talk_note_dialog_get_type ())
G_DECLARE_FINAL_TYPE (PealTalkNoteDialog, peal_talk_note_dialog, PEAL, TALK_NOTE_DIALOG, AdwDialog)

/* @note: one to change, or with id 0 a new one of its conversation, by whoever sits here; copied. */
PealTalkNoteDialog *peal_talk_note_dialog_new (PealStore          *store,
                                               const PealTalkNote *note);

/* Those of @staff (of PealStaff; NULL = nobody) who work here and whom @text mentions: a GArray of gint64. */
GArray *peal_talk_note_list_mentioned (const GPtrArray *staff,
                                       const char      *text);

G_END_DECLS
