/* peal-new-message.h: a message to somebody, or to many.
 *
 * What is typed is planned at once: who gets it now, who later, who not and
 * why, and what it costs. Nothing is sent before the person has seen that.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#pragma once

#include "peal-engine.h"

#include <adwaita.h>

G_BEGIN_DECLS

#define PEAL_TYPE_NEW_MESSAGE (peal_new_message_get_type ())
G_DECLARE_FINAL_TYPE (PealNewMessage, peal_new_message, PEAL, NEW_MESSAGE, AdwDialog)

/* @subject: whom to write to, as peal_recipients_add_subject () takes it; "" = nobody yet. */
AdwDialog *peal_new_message_new (PealEngine *engine,
                                 const char *subject);

/* To nobody yet, with @text as it stands: its braces are no fields. */
AdwDialog *peal_new_message_new_with_text (PealEngine *engine,
                                           const char *text);

G_END_DECLS
