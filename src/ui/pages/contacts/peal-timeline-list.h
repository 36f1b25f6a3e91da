/* peal-timeline-list.h: what happened with a person, newest first, as rows.
 *
 * Follows the store. A row opens the place where it happened.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#pragma once

#include "peal-engine.h"

#include <adwaita.h>

G_BEGIN_DECLS

#define PEAL_TYPE_TIMELINE_LIST (peal_timeline_list_get_type ())
G_DECLARE_FINAL_TYPE (PealTimelineList, peal_timeline_list, PEAL, TIMELINE_LIST, AdwPreferencesGroup)

/* Whose. Once. Refs @engine. */
void peal_timeline_list_set_contact (PealTimelineList *self,
                                     PealEngine       *engine,
                                     gint64            contact_id);

/* What the person is called. */
void peal_timeline_list_set_name (PealTimelineList *self,
                                  const char       *name);

G_END_DECLS
