/* peal-filter-name.h: what a choice of conversations is called that somebody wants again.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#pragma once

#include "peal-inbox-filter.h"

#include <adwaita.h>

G_BEGIN_DECLS

/* Asks for a name, keeps under it what @filter has chosen in @store, and chooses that. @kept: the one that is
 * renamed, NULL = a new one. To be shown by the caller. */
AdwDialog *peal_filter_name_new (PealStore             *store,
                                 PealInboxFilter       *filter,
                                 const PealSavedFilter *kept);

G_END_DECLS
