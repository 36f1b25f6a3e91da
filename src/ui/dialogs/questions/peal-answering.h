/* peal-answering.h: an answer about many messages, on its way.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#pragma once

#include "peal-main-window.h"
#include "peal-progress.h"

G_BEGIN_DECLS

/* How far @progress is, for a person who may stop it. To be presented, and closed when all is
 * done. */
AdwDialog *peal_answering_new (PealProgress *progress,
                               gboolean      send);

/* Answers for all messages that wait for a person's word, shows how far that is if it takes long,
 * and offers @window to take it back. Not while one is under way. */
void peal_answering_begin (PealMainWindow *window,
                           gboolean        send);

gboolean peal_answering_is_under_way (PealMainWindow *window);

/* How far the one is that is under way. */
void peal_answering_show (PealMainWindow *window);

G_END_DECLS
