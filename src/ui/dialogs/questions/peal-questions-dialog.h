/* peal-questions-dialog.h: what a person is asked after an absence, a wrong clock, a restored backup.
 *
 * One question at a time: first whether this is the only copy, then whether the
 * clock is right, then what becomes of the messages whose time has passed. Nothing
 * that hangs on the answer is sent before it.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#pragma once

#include "peal-main-window.h"
#include "peal-scheduler.h"

G_BEGIN_DECLS

/* The first of @questions that is open, to be shown in @window, which has an engine; NULL if none
 * is. */
AdwDialog *peal_questions_dialog_new (PealMainWindow      *window,
                                      const PealQuestions *questions);

/* From now on @window asks by itself when a question comes up, and again by its action
 * "win.questions", which is enabled while one is open. */
void peal_questions_watch (PealMainWindow *window,
                           PealEngine     *engine);

/* What was put to the person waits for another answer now: it is asked once more. */
void peal_questions_ask_anew (PealMainWindow *window);

G_END_DECLS
