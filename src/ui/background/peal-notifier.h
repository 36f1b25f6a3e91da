/* peal-notifier.h: tells what happens while nobody looks.
 *
 * One notification for each conversation, "conversation:12": it is replaced as
 * more comes, and withdrawn once the conversation is read, done or blocked,
 * wherever that was done. What comes within a third of a second is told at once,
 * and of more than a few conversations only their number. It follows the ledger,
 * so it tells what any process has received. Works without a window. Follows the
 * settings "notify", "notify-text" and "notify-opt-outs".
 *
 * Starts the actions "app.show" and "app.reply" (the subject, "conversation:12"),
 * "app.mark-done" (a conversation's id) and "app.go" (a page id), which
 * peal-application.c has. Main thread only.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#pragma once

#include "peal-engine.h"

G_BEGIN_DECLS

#define PEAL_TYPE_NOTIFIER (peal_notifier_get_type ())
G_DECLARE_FINAL_TYPE (PealNotifier, peal_notifier, PEAL, NOTIFIER, GObject)

/* @application is borrowed, and outlives it; @settings is reffed. */
PealNotifier *peal_notifier_new (GApplication *application,
                                 GSettings    *settings);

/* What happens from now on is told. Once. */
void peal_notifier_set_engine (PealNotifier *self,
                               PealEngine   *engine);

G_END_DECLS
