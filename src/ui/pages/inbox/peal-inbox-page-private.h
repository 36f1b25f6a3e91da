/* peal-inbox-page-private.h: what the parts of the inbox share.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#pragma once

#include "peal-inbox-page.h"

#include "peal-conversation.h"
#include "peal-id-list.h"
#include "peal-inbox-filter.h"

G_BEGIN_DECLS

struct _PealInboxPage
{
  AdwBin parent_instance;
  PealEngine *engine;
  PealDrafts *drafts;
  PealInboxFilter *filter;
  DexFuture *finding;
  GPtrArray *open_rows;      /* of the conversation that is open, the only one; NULL: not read */
  DexFuture *reading_open;

  AdwNavigationSplitView *split_view;
  GtkMenuButton *shelf_button;
  GtkLabel *shelf_label;
  GtkToggleButton *search_button;
  GtkSearchBar *search_bar;
  GtkEditable *search;
  GtkStack *states;
  GtkListView *list;
  GtkSingleSelection *selection;
  PealIdList *ids;
  AdwStatusPage *nothing;
  PealConversation *conversation;
};

/* peal-inbox-page.c ------------------------------------------------------------------------------ */

/* Nothing is open any more. */
void peal_inbox_page_close (PealInboxPage *self);

/* What was done to the one that is open takes it off the list: the next one is read. */
void peal_inbox_page_advance (PealInboxPage *self);

/* peal-inbox-acts.c ------------------------------------------------------------------------------ */

/* Adds what can be done to the one that is open, and to the filter that is chosen. */
void peal_inbox_acts_install (GtkWidgetClass *widget_class);

/* Another one is open, or it has changed: something else can be done to it. */
void peal_inbox_acts_read (PealInboxPage *self);

G_END_DECLS
