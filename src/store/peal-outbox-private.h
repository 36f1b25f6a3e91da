/* peal-outbox-private.h: the outbox inside a job.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#pragma once

#include "peal-db.h"
#include "peal-outbox-change.h"
#include "peal-outbox.h"

G_BEGIN_DECLS

/* PealCampaignState of peal-campaigns.h, which stands on the outbox. */
#define CAMPAIGN_RUNNING 1
#define CAMPAIGN_PAUSED 2
#define CAMPAIGN_CANCELLED 4

/* The job fails with PEAL_STORE_ERROR_INVALID, and FALSE is returned, if the campaign is in neither of the first two. */
gboolean peal_campaign_change_state (PealDb *db,
                                     gint64  campaign_id,
                                     int     from,
                                     int     or_from,
                                     int     state);

/* Messages of a campaign were moved, of whatever conversations. */
void peal_campaign_touch (PealDb *db);

/* The conversation of the pair, made if there is none; @contact_id and @account_id (0 = none) fill
 * what it lacks. A new one belongs to whoever has the number, also where @contact_id is 0. Returns 0
 * once the job has failed. */
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

/* Its newest message went to another conversation: what was said in it stays, and if nothing was, it goes. */
void peal_conversation_leave (PealDb *db,
                              gint64  conversation_id);

/* Puts one message into the outbox, with its conversation and ledger event. Returns its id, 0 once
 * the job has failed. */
gint64 peal_outbox_insert (PealDb           *db,
                           const PealQueued *queued,
                           const char       *actor);

/* peal_outbox_next_due () inside a job. */
gint64 peal_outbox_query_next_due (PealDb *db,
                                   gint64  account_id);

/* Writes one settlement (peal_outbox_settle ()). */
void peal_outbox_apply (PealDb               *db,
                        const PealSettlement *settlement);

/* The gate of @store, for a job; NULL if none is set. Any thread releases it. */
typedef struct _PealGate PealGate;
PealGate *peal_outbox_ref_gate (PealStore *store);
void peal_outbox_unref_gate (PealGate *gate);

/* What @gate says now of the message in @row, whose columns are those of outbox_due. */
void peal_outbox_ask_gate (PealDb         *db,
                           const PealGate *gate,
                           PealStmt       *row,
                           gint64          account_id,
                           PealVerdict    *verdict);

/* Nothing has become of anything yet. */
PealActReport *peal_act_report_new (PealActKind kind,
                                    gint64      time);

/* What every change of an outbound message's state brings with it: the ledger's "message.STATE" with
 * @payload, the count of failures of its conversation, and the marks for "changed". */
void peal_outbox_record_state (PealDb          *db,
                               gint64           message_id,
                               gint64           conversation_id,
                               PealMessageState before,
                               PealMessageState state,
                               const char      *actor,
                               const char      *payload);

G_END_DECLS
