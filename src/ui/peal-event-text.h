/* peal-event-text.h: the ledger's events as sentences.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#pragma once

#include <glib.h>

G_BEGIN_DECLS

/* What happened @count times: "Anna Berg wrote", "12 messages were delivered". @name: whom or what
 * a single event is about; NULL = not known. An event without words here is shown by its name.
 * Plain text, translated; the caller frees it. */
char *peal_event_text (const char *event,
                       guint       count,
                       const char *name);

/* Icon name for @event. Static. */
const char *peal_event_icon (const char *event);

/* FALSE for steps in between, which say nothing to a person who looks back. */
gboolean peal_event_is_news (const char *event);

G_END_DECLS
