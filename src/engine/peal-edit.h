/* peal-edit.h: another text for messages that wait.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#pragma once

#include "peal-engine.h"
#include "peal-outbox-change.h"

G_BEGIN_DECLS

/* Gives those of @ids (gint64; copied) that are waiting the text @body, with merge fields that are filled anew
 * for each of them. @was: the text that the person saw, as it is; a message with another one is not touched.
 * NULL: whatever they have. Who lacks a field keeps the old text: refused with PEAL_HOLD_MISSING_FIELD, the
 * explanation names what is missing, or is "" where nothing would be left of the text.
 * Resolves to a PealActReport, for peal_outbox_undo (). Rejects with PEAL_ENGINE_ERROR_TEXT where @body is
 * empty or malformed, and with PealStoreError. */
DexFuture *peal_engine_edit_messages (PealEngine *self,
                                      GArray     *ids,
                                      const char *body,
                                      const char *was,
                                      const char *actor) G_GNUC_WARN_UNUSED_RESULT;

G_END_DECLS
