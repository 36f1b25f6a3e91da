/* peal-inbox-page.c: all conversations, and the one that is open.
 *
 * A conversation that leaves the list (it was unread, and has been read) stays
 * open.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#define G_LOG_DOMAIN "peal-ui"

#include "peal-inbox-page.h"

#include "peal-actions.h"
#include "peal-config.h"
#include "peal-conversation.h"
#include "peal-id-list.h"
#include "peal-main-window.h"
#include "peal-talk-row.h"
#include "peal-talk.h"
#include "peal-when.h"

#include <glib/gi18n.h>

typedef struct
{
  const char *id;            /* of "inbox.shelf" */
  PealTalkShelf shelf;
  const char *title;         /* translatable with _(), as all here */
  const char *nothing;       /* heading where it is empty */
  const char *nothing_more;
} Shelf;

static const Shelf shelves[] = {
  { "open", PEAL_TALK_OPEN, N_("Open"), N_("All Done"), N_("Conversations open again when somebody writes.") },
  { "unread", PEAL_TALK_UNREAD, N_("Unread"), N_("All Read"), N_("New messages appear here.") },
  { "waiting", PEAL_TALK_UNANSWERED, N_("Waiting for Us"), N_("All Answered"), N_("Nobody waits for an answer.") },
  { "failed", PEAL_TALK_FAILED, N_("Not Delivered"), N_("Nothing Failed"), N_("All messages got through.") },
  { "all", PEAL_TALK_ALL, N_("All"), NULL, NULL },
};

struct _PealInboxPage
{
  AdwBin parent_instance;
  PealEngine *engine;
  PealDrafts *drafts;
  const Shelf *shelf;
  DexFuture *finding;

  AdwNavigationSplitView *split_view;
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

static void page_init (PealPageInterface *iface);

G_DEFINE_FINAL_TYPE_WITH_CODE (PealInboxPage, peal_inbox_page, ADW_TYPE_BIN,
                               G_IMPLEMENT_INTERFACE (PEAL_TYPE_PAGE, page_init))

typedef enum
{
  PROP_SHELF = 1,
} PealInboxPageProp;

static GParamSpec *props[PROP_SHELF + 1];

static PealStore *
get_store (PealInboxPage *self)
{
  return peal_engine_get_store (self->engine);
}

/* The one that is open ---------------------------------------------------------------------------- */

static void
show_conversation (PealInboxPage *self,
                   gint64         id)
{
  guint position = peal_id_list_find (self->ids, id);

  peal_conversation_show (self->conversation, id);
  if (position != gtk_single_selection_get_selected (self->selection))
    gtk_single_selection_set_selected (self->selection, position);
  if (id != 0)
    adw_navigation_split_view_set_show_content (self->split_view, TRUE);
}

static void
close_conversation (PealInboxPage *self)
{
  gtk_single_selection_set_selected (self->selection, GTK_INVALID_LIST_POSITION);
  peal_conversation_show (self->conversation, 0);
  adw_navigation_split_view_set_show_content (self->split_view, FALSE);
}

static void
selected_changed_cb (PealInboxPage *self)
{
  guint position;

  if (self->engine == NULL)
    return;
  position = gtk_single_selection_get_selected (self->selection);
  if (position != GTK_INVALID_LIST_POSITION)
    show_conversation (self, peal_id_list_get_id (self->ids, position));
}

static void
activated_cb (PealInboxPage *self,
              guint          position)
{
  show_conversation (self, peal_id_list_get_id (self->ids, position));
  peal_conversation_reply (self->conversation);
}

/* Back from the conversation, where only one of the two has room. */
static void
show_content_changed_cb (PealInboxPage *self)
{
  if (self->engine != NULL && adw_navigation_split_view_get_collapsed (self->split_view)
      && !adw_navigation_split_view_get_show_content (self->split_view))
    {
      gtk_single_selection_set_selected (self->selection, GTK_INVALID_LIST_POSITION);
      peal_conversation_show (self->conversation, 0);
    }
}

/* The list ---------------------------------------------------------------------------------------- */

static void
setup_row_cb (PealInboxPage *self,
              GtkListItem   *item)
{
  GtkWidget *row = peal_talk_row_new (self->drafts, peal_engine_get_clock (self->engine));

  gtk_list_item_set_child (item, row);
  g_object_bind_property (row, "description", item, "accessible-label", G_BINDING_SYNC_CREATE);
}

static void
bind_row_cb (PealInboxPage *self,
             GtkListItem   *item)
{
  PealTalkRow *row = PEAL_TALK_ROW (gtk_list_item_get_child (item));

  peal_talk_row_set_item (row, gtk_list_item_get_item (item));
}

static void
unbind_row_cb (PealInboxPage *self,
               GtkListItem   *item)
{
  peal_talk_row_set_item (PEAL_TALK_ROW (gtk_list_item_get_child (item)), NULL);
}

static void
show_state (PealInboxPage *self,
            guint          n_conversations)
{
  gboolean searched = *gtk_editable_get_text (self->search) != '\0';

  if (n_conversations > 0)
    {
      gtk_stack_set_visible_child_name (self->states, "list");
      return;
    }
  if (!searched && self->shelf->nothing == NULL)
    {
      gtk_stack_set_visible_child_name (self->states, "none-yet");
      return;
    }
  adw_status_page_set_icon_name (self->nothing, searched ? "edit-find-symbolic" : "object-select-symbolic");
  adw_status_page_set_title (self->nothing, searched ? _("Nothing Found") : _(self->shelf->nothing));
  adw_status_page_set_description (self->nothing, searched ? _("Try another name or number.")
                                                           : _(self->shelf->nothing_more));
  gtk_stack_set_visible_child_name (self->states, "nothing");
}

static DexFuture *
ask (gpointer page)
{
  PealInboxPage *self = page;
  const char *text = gtk_editable_get_text (self->search);

  PealTalkFilter filter = { .shelf = self->shelf->shelf, .search = *text != '\0' ? text : NULL };

  return peal_talk_snapshot (get_store (self), &filter);
}

static void
shown (gpointer page,
       guint    n_ids,
       guint    wanted)
{
  PealInboxPage *self = page;
  gint64 open = peal_conversation_get_id (self->conversation);
  guint position = open != 0 ? peal_id_list_find (self->ids, open) : GTK_INVALID_LIST_POSITION;

  show_state (self, n_ids);
  if (position != gtk_single_selection_get_selected (self->selection))
    gtk_single_selection_set_selected (self->selection, position);
}

static const PealIdListKind conversations = {
  .load = (PealIdModelLoad) peal_talk_load_rows,
  .changes = PEAL_CHANGE_TALK | PEAL_CHANGE_OUTBOX | PEAL_CHANGE_PEOPLE | PEAL_CHANGE_CONSENT,
  .pause_ms = 200,
  .ask = ask,
  .shown = shown,
};

/* Search ------------------------------------------------------------------------------------------ */

static void
search_changed_cb (PealInboxPage *self)
{
  peal_id_list_read (self->ids);
}

static void
search_mode_changed_cb (PealInboxPage *self)
{
  if (self->engine != NULL && !gtk_search_bar_get_search_mode (self->search_bar))
    gtk_editable_set_text (self->search, "");
}

static void
search_activated_cb (PealInboxPage *self)
{
  if (peal_id_list_get_n_ids (self->ids) > 0)
    activated_cb (self, 0);
}

/* Actions ----------------------------------------------------------------------------------------- */

/* One further down or up from the one that is open; the first where none is. */
static void
move (PealInboxPage *self,
      int            step)
{
  guint n = peal_id_list_get_n_ids (self->ids);
  guint position = gtk_single_selection_get_selected (self->selection);
  gint64 next = position == GTK_INVALID_LIST_POSITION ? 0 : (gint64) position + step;

  if (next < 0 || next >= n)
    {
      gtk_widget_error_bell (GTK_WIDGET (self));
      return;
    }
  gtk_single_selection_set_selected (self->selection, (guint) next);
  gtk_list_view_scroll_to (self->list, (guint) next, GTK_LIST_SCROLL_FOCUS, NULL);
}

static void
move_cb (GtkWidget  *widget,
         const char *name,
         GVariant   *parameter)
{
  move (PEAL_INBOX_PAGE (widget), g_str_equal (name, "inbox.next") ? 1 : -1);
}

static void
undo_done_cb (PealMainWindow *window,
              gpointer        data)
{
  PealEngine *engine = peal_main_window_get_engine (window);

  peal_when (peal_talk_set_state (peal_engine_get_store (engine), *(gint64 *) data, PEAL_CONVERSATION_OPEN,
                                  "window"),
             window, NULL, NULL);
}

static void
done_cb (GtkWidget  *widget,
         const char *name,
         GVariant   *parameter)
{
  PealInboxPage *self = PEAL_INBOX_PAGE (widget);
  gint64 id = peal_conversation_get_id (self->conversation);
  guint position = gtk_single_selection_get_selected (self->selection);
  PealMainWindow *window = peal_main_window_of (widget);

  if (id == 0)
    return;
  peal_when (peal_talk_set_state (get_store (self), id, PEAL_CONVERSATION_DONE, "window"), self, NULL, peal_main_window_show_error_cb);
  if (window != NULL)
    peal_main_window_offer_undo (window, _("Conversation done"), undo_done_cb, g_memdup2 (&id, sizeof id), g_free);
  if (!adw_navigation_split_view_get_collapsed (self->split_view) && position != GTK_INVALID_LIST_POSITION
      && position + 1 < peal_id_list_get_n_ids (self->ids))
    move (self, 1);
  else
    close_conversation (self);
}

/* It closes: what is open is read. */
static void
unread_cb (GtkWidget  *widget,
           const char *name,
           GVariant   *parameter)
{
  PealInboxPage *self = PEAL_INBOX_PAGE (widget);
  gint64 id = peal_conversation_get_id (self->conversation);

  if (id == 0)
    return;
  close_conversation (self);
  peal_when (peal_talk_mark_read (get_store (self), id, FALSE), self, NULL, peal_main_window_show_error_cb);
}

static void
reply_cb (GtkWidget  *widget,
          const char *name,
          GVariant   *parameter)
{
  peal_conversation_reply (PEAL_INBOX_PAGE (widget)->conversation);
}

/* What the conversation does by itself, by keys that work in the list too. */
static void
talk_cb (GtkWidget  *widget,
         const char *name,
         GVariant   *parameter)
{
  gtk_widget_activate_action (GTK_WIDGET (PEAL_INBOX_PAGE (widget)->conversation),
                              g_str_equal (name, "inbox.note") ? "conversation.note" : "conversation.details", NULL);
}

/* Page -------------------------------------------------------------------------------------------- */

static void
open_page (PealPage           *page,
           PealEngine         *engine,
           const PealPageInfo *info)
{
  PealInboxPage *self = PEAL_INBOX_PAGE (page);

  self->engine = g_object_ref (engine);
  self->drafts = peal_drafts_new ();
  peal_conversation_set_engine (self->conversation, engine, self->drafts);
  peal_id_list_open (self->ids, &conversations, GTK_WIDGET (self), get_store (self));
  if (gtk_widget_get_mapped (GTK_WIDGET (self)))
    peal_engine_set_attended (engine, TRUE);
}

static void
found_cb (gpointer      owner,
          const GValue *value)
{
  PealInboxPage *self = owner;

  if (g_value_get_int64 (value) == 0)
    return;
  show_conversation (self, g_value_get_int64 (value));
  peal_id_list_read (self->ids); /* it may be new */
}

static void
message_found_cb (gpointer      owner,
                  const GValue *value)
{
  const GPtrArray *rows = g_value_get_boxed (value);
  const PealMessageRow *message = rows->len > 0 ? g_ptr_array_index (rows, 0) : NULL;
  g_auto(GValue) id = G_VALUE_INIT;

  if (message == NULL)
    return;
  g_value_init (&id, G_TYPE_INT64);
  g_value_set_int64 (&id, message->conversation_id);
  found_cb (owner, &id);
}

static void
show_subject (PealPage   *page,
              const char *subject)
{
  PealInboxPage *self = PEAL_INBOX_PAGE (page);
  const char *what = strchr (subject, ':');
  gint64 id = what != NULL ? g_ascii_strtoll (what + 1, NULL, 10) : 0;
  DexFuture *finding;
  PealResolved found = found_cb;

  if (g_str_has_prefix (subject, "conversation:"))
    finding = dex_future_new_for_int64 (id);
  else if (g_str_has_prefix (subject, "number:"))
    finding = peal_talk_find (get_store (self), what + 1);
  else if (g_str_has_prefix (subject, "message:"))
    {
      finding = peal_talk_load_messages (get_store (self), &id, 1);
      found = message_found_cb;
    }
  else
    return;
  peal_when_latest (&self->finding, finding, self, found, peal_main_window_show_error_cb);
}

static gboolean
find (PealPage *page)
{
  PealInboxPage *self = PEAL_INBOX_PAGE (page);

  adw_navigation_split_view_set_show_content (self->split_view, FALSE);
  gtk_search_bar_set_search_mode (self->search_bar, TRUE);
  return gtk_widget_grab_focus (GTK_WIDGET (self->search));
}

static void
focus (PealPage *page)
{
  peal_id_list_focus (PEAL_INBOX_PAGE (page)->ids);
}

static void
page_init (PealPageInterface *iface)
{
  iface->open = open_page;
  iface->show_subject = show_subject;
  iface->focus = focus;
  iface->find = find;
}

/* Object ------------------------------------------------------------------------------------------ */

static void
set_shelf (PealInboxPage *self,
           const char    *id)
{
  for (gsize i = 0; i < G_N_ELEMENTS (shelves); i++)
    if (g_strcmp0 (shelves[i].id, id) == 0)
      {
        self->shelf = &shelves[i];
        gtk_label_set_label (self->shelf_label, _(self->shelf->title));
        peal_id_list_read (self->ids);
        g_object_notify_by_pspec (G_OBJECT (self), props[PROP_SHELF]);
      }
}

static void
peal_inbox_page_get_property (GObject    *object,
                              guint       prop_id,
                              GValue     *value,
                              GParamSpec *pspec)
{
  switch ((PealInboxPageProp) prop_id)
    {
    case PROP_SHELF:
      g_value_set_string (value, PEAL_INBOX_PAGE (object)->shelf->id);
      return;
    }
  G_OBJECT_WARN_INVALID_PROPERTY_ID (object, prop_id, pspec);
}

static void
peal_inbox_page_set_property (GObject      *object,
                              guint         prop_id,
                              const GValue *value,
                              GParamSpec   *pspec)
{
  switch ((PealInboxPageProp) prop_id)
    {
    case PROP_SHELF:
      set_shelf (PEAL_INBOX_PAGE (object), g_value_get_string (value));
      return;
    }
  G_OBJECT_WARN_INVALID_PROPERTY_ID (object, prop_id, pspec);
}

/* Somebody looks: answers are wanted at once. */
static void
peal_inbox_page_map (GtkWidget *widget)
{
  GTK_WIDGET_CLASS (peal_inbox_page_parent_class)->map (widget);
  if (PEAL_INBOX_PAGE (widget)->engine != NULL)
    peal_engine_set_attended (PEAL_INBOX_PAGE (widget)->engine, TRUE);
}

static void
peal_inbox_page_unmap (GtkWidget *widget)
{
  if (PEAL_INBOX_PAGE (widget)->engine != NULL)
    peal_engine_set_attended (PEAL_INBOX_PAGE (widget)->engine, FALSE);
  GTK_WIDGET_CLASS (peal_inbox_page_parent_class)->unmap (widget);
}

static void
peal_inbox_page_dispose (GObject *object)
{
  PealInboxPage *self = PEAL_INBOX_PAGE (object);

  dex_clear (&self->finding);
  adw_bin_set_child (ADW_BIN (self), NULL); /* it is a template child too, which would be let go twice */
  gtk_widget_dispose_template (GTK_WIDGET (self), PEAL_TYPE_INBOX_PAGE);
  g_clear_object (&self->drafts);
  g_clear_object (&self->engine);
  G_OBJECT_CLASS (peal_inbox_page_parent_class)->dispose (object);
}

static void
bind_template (GtkWidgetClass *widget_class)
{
  g_type_ensure (PEAL_TYPE_CONVERSATION);
  g_type_ensure (PEAL_TYPE_ID_LIST);
  gtk_widget_class_set_template_from_resource (widget_class, PEAL_RESOURCE_PATH "/ui/peal-inbox-page.ui");
  gtk_widget_class_bind_template_child (widget_class, PealInboxPage, split_view);
  gtk_widget_class_bind_template_child (widget_class, PealInboxPage, shelf_label);
  gtk_widget_class_bind_template_child (widget_class, PealInboxPage, search_button);
  gtk_widget_class_bind_template_child (widget_class, PealInboxPage, search_bar);
  gtk_widget_class_bind_template_child (widget_class, PealInboxPage, search);
  gtk_widget_class_bind_template_child (widget_class, PealInboxPage, states);
  gtk_widget_class_bind_template_child (widget_class, PealInboxPage, list);
  gtk_widget_class_bind_template_child (widget_class, PealInboxPage, selection);
  gtk_widget_class_bind_template_child (widget_class, PealInboxPage, ids);
  gtk_widget_class_bind_template_child (widget_class, PealInboxPage, nothing);
  gtk_widget_class_bind_template_child (widget_class, PealInboxPage, conversation);
  gtk_widget_class_bind_template_callback (widget_class, activated_cb);
  gtk_widget_class_bind_template_callback (widget_class, bind_row_cb);
  gtk_widget_class_bind_template_callback (widget_class, search_activated_cb);
  gtk_widget_class_bind_template_callback (widget_class, search_changed_cb);
  gtk_widget_class_bind_template_callback (widget_class, search_mode_changed_cb);
  gtk_widget_class_bind_template_callback (widget_class, selected_changed_cb);
  gtk_widget_class_bind_template_callback (widget_class, setup_row_cb);
  gtk_widget_class_bind_template_callback (widget_class, show_content_changed_cb);
  gtk_widget_class_bind_template_callback (widget_class, unbind_row_cb);
}

static void
peal_inbox_page_class_init (PealInboxPageClass *klass)
{
  GObjectClass *object_class = G_OBJECT_CLASS (klass);
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  object_class->get_property = peal_inbox_page_get_property;
  object_class->set_property = peal_inbox_page_set_property;
  object_class->dispose = peal_inbox_page_dispose;
  widget_class->map = peal_inbox_page_map;
  widget_class->unmap = peal_inbox_page_unmap;

  props[PROP_SHELF] = g_param_spec_string ("shelf", NULL, NULL, "open",
                                           G_PARAM_READWRITE | G_PARAM_STATIC_STRINGS
                                             | G_PARAM_EXPLICIT_NOTIFY);
  g_object_class_install_properties (object_class, G_N_ELEMENTS (props), props);

  gtk_widget_class_install_action (widget_class, "inbox.next", NULL, move_cb);
  gtk_widget_class_install_action (widget_class, "inbox.previous", NULL, move_cb);
  gtk_widget_class_install_action (widget_class, "inbox.done", NULL, done_cb);
  gtk_widget_class_install_action (widget_class, "inbox.unread", NULL, unread_cb);
  gtk_widget_class_install_action (widget_class, "inbox.reply", NULL, reply_cb);
  gtk_widget_class_install_action (widget_class, "inbox.note", NULL, talk_cb);
  gtk_widget_class_install_action (widget_class, "inbox.details", NULL, talk_cb);
  gtk_widget_class_install_property_action (widget_class, "inbox.shelf", "shelf");
  bind_template (widget_class);
}

static void
peal_inbox_page_init (PealInboxPage *self)
{
  self->shelf = &shelves[0]; /* the template's menus ask for it */
  gtk_widget_init_template (GTK_WIDGET (self));
  peal_actions_add_shortcuts (GTK_WIDGET (self), "inbox.");
  set_shelf (self, "open");
}

gint64
peal_inbox_page_get_conversation (PealInboxPage *self)
{
  g_return_val_if_fail (PEAL_IS_INBOX_PAGE (self), 0);

  return peal_conversation_get_id (self->conversation);
}
