/* peal-drafts.h: what was begun and not sent, on its way into the workspace.
 *
 * A text is written down a moment after it was last changed, never with each
 * key, and at once when its place is left. Until the workspace has it, it is
 * kept here, and what is asked for is answered with it; what could not be
 * written is tried again with the next change. Where two windows write, the last one
 * counts. Main thread only.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#pragma once

#include "peal-store.h"

G_BEGIN_DECLS

/* How long somebody must have stopped typing. */
#define PEAL_DRAFTS_PAUSE_MS 800

#define PEAL_TYPE_DRAFTS (peal_drafts_get_type ())
G_DECLARE_FINAL_TYPE (PealDrafts, peal_drafts, PEAL, DRAFTS, GObject)

PealDrafts *peal_drafts_new (PealStore *store);

/* Resolves to a string, "" where there is none. */
DexFuture *peal_drafts_read (PealDrafts *self,
                             gint64      conversation_id) G_GNUC_WARN_UNUSED_RESULT;

/* Blank text forgets it. */
void peal_drafts_set (PealDrafts *self,
                      gint64      conversation_id,
                      const char *text);

/* Writes down at once what still waits for its moment. */
void peal_drafts_flush (PealDrafts *self);

G_END_DECLS
