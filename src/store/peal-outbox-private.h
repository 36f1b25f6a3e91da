/* peal-outbox-private.h: the outbox inside a job.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#pragma once

#include "peal-db.h"
#include "peal-outbox.h"

G_BEGIN_DECLS

/* The conversation of the pair, made if there is none; @contact_id and @account_id (0 = none) fill
 * what it lacks. 0 once the job has failed. */
gint64 peal_conversation_ensure (PealDb     *db,
                                 const char *ours,
                                 const char *theirs,
                                 gint64      contact_id,
                                 gint64      account_id);

/* The message @message_id, made @at, is now the conversation's newest. */
void peal_conversation_set_last (PealDb *db,
                                 gint64  conversation_id,
                                 gint64  message_id,
                                 gint64  at);

/* Puts one message into the outbox, with its conversation and ledger event. Returns its id, 0 once
 * the job has failed. */
gint64 peal_outbox_insert (PealDb           *db,
                           const PealQueued *queued,
                           const char       *actor);

G_END_DECLS
