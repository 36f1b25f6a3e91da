/* peal-drafts.h: what was begun and not sent, by conversation.
 *
 * In memory only: what nobody sent is nobody's record. Signal "changed"
 * (gint64): a conversation has a draft now, or no more.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#pragma once

#include <glib-object.h>

G_BEGIN_DECLS

#define PEAL_TYPE_DRAFTS (peal_drafts_get_type ())
G_DECLARE_FINAL_TYPE (PealDrafts, peal_drafts, PEAL, DRAFTS, GObject)

PealDrafts *peal_drafts_new (void);

/* Borrowed until the next set; "" where there is none. */
const char *peal_drafts_get (PealDrafts *self,
                             gint64      conversation_id);

/* "" forgets it. */
void peal_drafts_set (PealDrafts *self,
                      gint64      conversation_id,
                      const char *text);

G_END_DECLS
