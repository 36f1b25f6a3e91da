/* peal-outbox-filter.h: which of the waiting messages are shown.
 *
 * Signal "changed", without arguments: the person has chosen otherwise.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#pragma once

#include "peal-outbox-shelves.h"

#include <adwaita.h>

G_BEGIN_DECLS

#define PEAL_TYPE_OUTBOX_FILTER (peal_outbox_filter_get_type ())
G_DECLARE_FINAL_TYPE (PealOutboxFilter, peal_outbox_filter, PEAL, OUTBOX_FILTER, AdwBin)

/* What there is to choose from: @sources (of PealWaitingSource, copied). What is chosen stays chosen. */
void peal_outbox_filter_offer (PealOutboxFilter *self,
                               const GPtrArray  *sources);

/* What is chosen, @now being the time. FALSE: all are shown. */
gboolean peal_outbox_filter_read (PealOutboxFilter  *self,
                                  gint64             now,
                                  PealWaitingFilter *filter);

G_END_DECLS
