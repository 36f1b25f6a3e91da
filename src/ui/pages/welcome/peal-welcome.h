/* peal-welcome.h: the first minute: try it, connect a gateway, import contacts.
 *
 * Shown instead of the pages while a workspace has neither an account nor a contact.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#pragma once

#include "peal-engine.h"

#include <adwaita.h>

G_BEGIN_DECLS

#define PEAL_TYPE_WELCOME (peal_welcome_get_type ())
G_DECLARE_FINAL_TYPE (PealWelcome, peal_welcome, PEAL, WELCOME, AdwBin)

GtkWidget *peal_welcome_new (PealEngine *engine);

/* Resolves to a boolean: the workspace is new. */
DexFuture *peal_welcome_is_due (PealEngine *engine) G_GNUC_WARN_UNUSED_RESULT;

G_END_DECLS
