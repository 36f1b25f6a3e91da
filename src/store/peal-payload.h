/* peal-payload.h: the JSON object of a ledger event. Private to store/.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#pragma once

#include <glib.h>

G_BEGIN_DECLS

typedef struct _PealPayload PealPayload;

PealPayload *peal_payload_new (void);
void peal_payload_free (PealPayload *self);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (PealPayload, peal_payload_free)

/* Adds a member; @name is one of ours, @text may be anything that is UTF-8. */
void peal_payload_add_text (PealPayload *self,
                            const char  *name,
                            const char  *text);
void peal_payload_add_int (PealPayload *self,
                           const char  *name,
                           gint64       value);

/* Likewise; @json is any JSON value. */
void peal_payload_add_json (PealPayload *self,
                            const char  *name,
                            const char  *json);

/* The object so far: "{...}". Borrowed until the next change. */
const char *peal_payload_get_json (PealPayload *self);

G_END_DECLS
