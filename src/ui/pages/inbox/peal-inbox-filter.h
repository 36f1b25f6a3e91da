/* peal-inbox-filter.h: which conversations the list shows, and the menu to choose by.
 *
 * A shelf; and of those on it the ones with a number of ours, of people with a
 * tag, looked after by somebody. What is chosen is remembered with the
 * workspace; what is wanted again is kept under a name.
 *
 * The menu's actions are "filter.shelf", "filter.ours", "filter.tag",
 * "filter.person" and "filter.kept", properties of this object, and
 * "inbox.keep-filter", "inbox.rename-filter" and "inbox.delete-filter".
 *
 * Main thread only.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#pragma once

#include "peal-engine.h"
#include "peal-talk-filters.h"

#include <gtk/gtk.h>

G_BEGIN_DECLS

/* Properties, all strings: "shelf" ("open", "unread", "waiting", "snoozed", "done", "failed", "mine",
 * "blocked", "all"; others are ignored); "ours" (E.164), "tag", "person" (a PealStaff id), "kept" (a
 * PealSavedFilter id): "" = any, none; "title" (read-only): all of them in words. "several-numbers" (boolean,
 * read-only): there is more than one number of ours; "menu" (GMenuModel, read-only).
 * Signal "changed": other conversations are chosen. */
#define PEAL_TYPE_INBOX_FILTER (peal_inbox_filter_get_type ())
G_DECLARE_FINAL_TYPE (PealInboxFilter, peal_inbox_filter, PEAL, INBOX_FILTER, GObject)

/* Once; reads what there is to choose from, and what was chosen last. */
void peal_inbox_filter_open (PealInboxFilter *self,
                             PealStore       *store);

/* Without a search. Its strings are borrowed until anything is chosen. */
PealTalkFilter peal_inbox_filter_get (PealInboxFilter *self);

/* For gtk_widget_insert_action_group () as "filter". Caller unrefs. */
GActionGroup *peal_inbox_filter_make_actions (PealInboxFilter *self);

/* What is said where nothing is chosen: a title and a sentence; NULL where it means that there is nothing at
 * all. Static. */
const char *peal_inbox_filter_get_nothing (PealInboxFilter *self,
                                           const char     **sentence);

/* The kept one that is chosen; NULL: none is. Borrowed until the kept ones are read anew. */
const PealSavedFilter *peal_inbox_filter_get_kept (PealInboxFilter *self);

G_END_DECLS
