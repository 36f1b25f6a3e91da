/* peal-activity.h: the ledger as a feed for people.
 *
 * Events of one kind within an hour are one entry, so that a campaign of a
 * thousand does not push everything else off the page.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#pragma once

#include "peal-store.h"

G_BEGIN_DECLS

typedef struct
{
  gint64 at;                 /* of the latest */
  char *event;
  guint count;
  char *subject;             /* of the latest: "contact:12" */
  char *name;                /* whom a single event is about; NULL = not known, or several */
} PealActivity;

void peal_activity_free (PealActivity *self);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (PealActivity, peal_activity_free)

/* The latest @limit entries, newest first. Resolves to a GPtrArray of PealActivity. */
DexFuture *peal_activity_read (PealStore *store,
                               guint      limit) G_GNUC_WARN_UNUSED_RESULT;

G_END_DECLS
