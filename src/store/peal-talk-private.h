/* peal-talk-private.h: conversations inside a job.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#pragma once

#include "peal-db.h"
#include "peal-talk.h"

G_BEGIN_DECLS

/* The conversations that fit, last activity first: a GArray of gint64, which the caller unrefs. */
GArray *peal_talk_list (PealDb               *db,
                        const PealTalkFilter *filter);

G_END_DECLS
