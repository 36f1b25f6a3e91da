/* peal-inbox-page-private.h: what the parts of the inbox share.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#pragma once

#include "peal-inbox-page.h"

#include "peal-conversation.h"
#include "peal-id-list.h"
#include "peal-inbox-filter.h"
#include "peal-message-finder.h"

G_BEGIN_DECLS

struct _PealInboxPage
{
  AdwBin parent_instance;
  PealEngine *engine;
  PealDrafts *drafts;
  PealInboxFilter *filter;
  PealMessageFinder *finder; /* NULL before there is a workspace */
  GtkListItemFactory *header_factory;
  DexFuture *finding;
  GPtrArray *open_rows;      /* of the conversation that is open, the only one; NULL: not read */
  DexFuture *reading_open;

  AdwNavigationSplitView *split_view;
  GtkMenuButton *shelf_button;
  GtkLabel *shelf_label;
  GtkToggleButton *search_button;
  GtkSearchBar *search_bar;
  GtkEditable *search;
  AdwWrapBox *hints;
  GtkLabel *search_fault;
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

/* There are other conversations or messages in the list, or none. */
void peal_inbox_page_show_state (PealInboxPage *self);

/* peal-inbox-search.c ---------------------------------------------------------------------------- */

/* Once, after the conversations are in the list. */
void peal_inbox_search_open (PealInboxPage *self);

/* Something else is searched for. */
void peal_inbox_search_run (PealInboxPage *self);

void peal_inbox_search_bind_row (PealInboxPage *self,
                                 GtkListItem   *item);
void peal_inbox_search_unbind_row (PealInboxPage *self,
                                   GtkListItem   *item);

/* Whether a message stands there, and not a conversation. */
gboolean peal_inbox_search_is_message (PealInboxPage *self,
                                       guint          position);
gboolean peal_inbox_search_is_message_selected (PealInboxPage *self);

/* What can be asked besides words; seen while nothing is asked. */
void peal_inbox_search_add_hints (PealInboxPage *self);
void peal_inbox_search_show_hints (PealInboxPage *self);

/* peal-inbox-acts.c ------------------------------------------------------------------------------ */

/* Adds what can be done to the one that is open, and to the filter that is chosen. */
void peal_inbox_acts_install (GtkWidgetClass *widget_class);

/* Another one is open, or it has changed: something else can be done to it. */
void peal_inbox_acts_read (PealInboxPage *self);

G_END_DECLS
