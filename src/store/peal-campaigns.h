/* peal-campaigns.h: sends to several people.
 *
 * R-SEND-6: every recipient has a row, with a message or with the reason why
 * none. A campaign's figures are counted from its messages, never kept.
 * Main thread only; every function returns at once.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#pragma once

#include "peal-message.h"
#include "peal-outbox.h"

G_BEGIN_DECLS

/* Stored in campaign.state: append only. DONE is also said of a RUNNING one of which nothing is
 * queued or in the air any more. */
typedef enum
{
  PEAL_CAMPAIGN_RUNNING = 1,
  PEAL_CAMPAIGN_PAUSED = 2,
  PEAL_CAMPAIGN_DONE = 3,
  PEAL_CAMPAIGN_CANCELLED = 4,
} PealCampaignState;

const char *peal_campaign_state_to_string (PealCampaignState state);

/* What to create. Borrowed strings, copied by the call. */
typedef struct
{
  const char *name;
  const char *body;          /* with merge fields */
  PealMessageKind kind;
  const char *audience;      /* in words, as it was: "Regulars (412)" */
  const char *actor;
} PealCampaignDraft;

/* One recipient of a draft: a message to queue, or a reason. */
typedef struct
{
  gint64 contact_id;         /* 0 = a bare number */
  char *e164;                /* "" where there is none */
  PealQueued *queued;        /* NULL = left out */
  PealHoldReason reason;     /* why, if left out */
  char *explanation;
} PealCampaignEntry;

PealCampaignEntry *peal_campaign_entry_new (gint64      contact_id,
                                            const char *e164);
void peal_campaign_entry_free (PealCampaignEntry *self);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (PealCampaignEntry, peal_campaign_entry_free)

/* Stores the campaign, all @entries (of PealCampaignEntry) and their messages in one transaction;
 * ledger event campaign.started. The array and what is in it must not change until then.
 * Resolves to a GArray of gint64: the campaign's id, then the message id of each entry in their
 * order, 0 = left out. Rejects with PealStoreError; then nothing is stored. */
DexFuture *peal_campaigns_create (PealStore               *store,
                                  const PealCampaignDraft *draft,
                                  GPtrArray               *entries) G_GNUC_WARN_UNUSED_RESULT;

typedef struct
{
  gint64 id;
  char *name;
  char *body;
  PealMessageKind kind;
  PealCampaignState state;
  char *audience;
  char *actor;
  gint64 created_at;
  gint64 n_recipients;
  gint64 n_left_out;         /* at the start or at the moment of sending */
  gint64 n_by_state[PEAL_STATE_RECEIVED + 1]; /* messages, by PealMessageState */
} PealCampaignRow;

GType peal_campaign_row_get_type (void);
#define PEAL_TYPE_CAMPAIGN_ROW (peal_campaign_row_get_type ())
PealCampaignRow *peal_campaign_row_copy (const PealCampaignRow *self);
void peal_campaign_row_free (PealCampaignRow *self);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (PealCampaignRow, peal_campaign_row_free)

/* Resolves to a GPtrArray of PealCampaignRow, newest first. */
DexFuture *peal_campaigns_list (PealStore *store,
                                guint      limit) G_GNUC_WARN_UNUSED_RESULT;

/* Resolves to a PealCampaignRow. Rejects with PEAL_STORE_ERROR_NOT_FOUND. */
DexFuture *peal_campaigns_get (PealStore *store,
                               gint64     id) G_GNUC_WARN_UNUSED_RESULT;

typedef struct
{
  gint64 ordinal;            /* from 1 */
  gint64 contact_id;         /* 0 = none */
  char *display;             /* name, or the number */
  char *e164;
  gint64 message_id;         /* 0 = left out before a message was made */
  PealMessageState state;    /* LEFT_OUT where there is no message */
  PealHoldReason reason;     /* why it waits or was left out */
  char *explanation;
  gint64 not_before;
} PealCampaignRecipient;

void peal_campaign_recipient_free (PealCampaignRecipient *self);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (PealCampaignRecipient, peal_campaign_recipient_free)

/* At most @limit recipients after ordinal @after (0 = from the first), in their order; only those
 * left out if @left_out_only. Resolves to a GPtrArray of PealCampaignRecipient. */
DexFuture *peal_campaigns_recipients (PealStore *store,
                                      gint64     campaign_id,
                                      gboolean   left_out_only,
                                      gint64     after,
                                      guint      limit) G_GNUC_WARN_UNUSED_RESULT;

G_END_DECLS
