/* peal-campaigns-private.h: making a campaign inside a job.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#pragma once

#include "peal-campaigns.h"
#include "peal-db.h"

G_BEGIN_DECLS

/* What a job needs to make a campaign; a copy of the draft and a reference on the entries. */
typedef struct _PealCampaignCreation PealCampaignCreation;

PealCampaignCreation *peal_campaign_creation_new (const PealCampaignDraft *draft,
                                                  GPtrArray               *entries);
void peal_campaign_creation_free (PealCampaignCreation *self);

/* What peal_campaigns_create () does and resolves to; the caller owns the array. */
GArray *peal_campaign_create (PealDb                     *db,
                              const PealCampaignCreation *creation);

G_END_DECLS
