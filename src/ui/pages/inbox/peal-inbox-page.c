/* peal-inbox-page.c: all conversations, and the one that is open.
 *
 * A conversation that leaves the list (it was unread, and has been read) stays
 * open.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#define G_LOG_DOMAIN "peal-ui"

#include "peal-inbox-page-private.h"

#include "peal-actions.h"
#include "peal-config.h"
#include "peal-main-window.h"
#include "peal-talk-row.h"
#include "peal-talk.h"
#include "peal-when.h"

#include <glib/gi18n.h>

static void page_init (PealPageInterface *iface);

G_DEFINE_FINAL_TYPE_WITH_CODE (PealInboxPage, peal_inbox_page, ADW_TYPE_BIN,
                               G_IMPLEMENT_INTERFACE (PEAL_TYPE_PAGE, page_init))

typedef enum
{
  PROP_ROW_SHOWS = 1,
} PealInboxPageProp;

static GParamSpec *props[PROP_ROW_SHOWS + 1];

static PealStore *
get_store (PealInboxPage *self)
{
  return peal_engine_get_store (self->engine);
}

/* The one that is open ---------------------------------------------------------------------------- */

static void
store_changed_cb (PealInboxPage *self,
                  guint          changes)
{
  if ((changes & PEAL_CHANGE_TALK) != 0 && peal_conversation_get_id (self->conversation) != 0)
    peal_inbox_acts_read (self);
}

static void
show_in_pane (PealInboxPage *self,
              gint64         id)
{
  peal_conversation_show (self->conversation, id);
  peal_inbox_acts_read (self);
}

static void
show_conversation (PealInboxPage *self,
                   gint64         id)
{
  guint position = peal_id_list_find (self->ids, id);

  show_in_pane (self, id);
  if (!peal_inbox_search_is_message_selected (self) && position != gtk_single_selection_get_selected (self->selection))
    gtk_single_selection_set_selected (self->selection, position);
  if (id != 0)
    adw_navigation_split_view_set_show_content (self->split_view, TRUE);
}

void
peal_inbox_page_close (PealInboxPage *self)
{
  gtk_single_selection_set_selected (self->selection, GTK_INVALID_LIST_POSITION);
  show_in_pane (self, 0);
  adw_navigation_split_view_set_show_content (self->split_view, FALSE);
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
reply_found_cb (gpointer      owner,
                const GValue *value)
{
  found_cb (owner, value);
  peal_conversation_reply (PEAL_INBOX_PAGE (owner)->conversation);
}

static void
message_found_cb (gpointer      owner,
                  const GValue *value)
{
  const GPtrArray *rows = g_value_get_boxed (value);
  const PealMessageRow *message = rows->len > 0 ? g_ptr_array_index (rows, 0) : NULL;
  PealInboxPage *self = owner;

  if (message == NULL)
    return;
  show_conversation (self, message->conversation_id);
  peal_conversation_show_message (self->conversation, message->conversation_id, message->id);
  peal_id_list_read (self->ids);
}

static void
find_subject (PealInboxPage *self,
              const char    *subject)
{
  const char *what = strchr (subject, ':');
  gint64 id = what != NULL ? g_ascii_strtoll (what + 1, NULL, 10) : 0;
  DexFuture *finding;
  PealResolved found = found_cb;

  if (g_str_has_prefix (subject, "conversation:"))
    finding = dex_future_new_for_int64 (id);
  else if (g_str_has_prefix (subject, "reply:"))
    {
      finding = dex_future_new_for_int64 (id);
      found = reply_found_cb;
    }
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

/* A message brings its conversation. */
static void
show_position (PealInboxPage *self,
               guint          position)
{
  g_autoptr(PealIdItem) item = NULL;
  g_autofree char *subject = NULL;

  if (!peal_inbox_search_is_message (self, position))
    {
      show_conversation (self, peal_id_list_get_id (self->ids, position));
      return;
    }
  item = g_list_model_get_item (G_LIST_MODEL (self->selection), position);
  subject = g_strdup_printf ("message:%" G_GINT64_FORMAT, peal_id_item_get_id (item));
  find_subject (self, subject);
}

static void
selected_changed_cb (PealInboxPage *self)
{
  guint position;

  if (self->engine == NULL)
    return;
  position = gtk_single_selection_get_selected (self->selection);
  if (position != GTK_INVALID_LIST_POSITION)
    show_position (self, position);
}

static void
activated_cb (PealInboxPage *self,
              guint          position)
{
  gtk_single_selection_set_selected (self->selection, position);
  show_position (self, position);
  if (!peal_inbox_search_is_message (self, position))
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
      show_in_pane (self, 0);
    }
}

/* The list ---------------------------------------------------------------------------------------- */

static void
bind_row_cb (PealInboxPage *self,
             GtkListItem   *item)
{
  peal_inbox_search_bind_row (self, item);
}

static void
unbind_row_cb (PealInboxPage *self,
               GtkListItem   *item)
{
  peal_inbox_search_unbind_row (self, item);
}

void
peal_inbox_page_show_state (PealInboxPage *self)
{
  gboolean searched = *gtk_editable_get_text (self->search) != '\0';
  const char *sentence;
  const char *title = peal_inbox_filter_get_nothing (self->filter, &sentence);

  if (g_list_model_get_n_items (G_LIST_MODEL (self->selection)) > 0)
    {
      gtk_stack_set_visible_child_name (self->states, "list");
      return;
    }
  if (searched && peal_message_finder_is_busy (self->finder))
    return;
  if (!searched && title == NULL)
    {
      gtk_stack_set_visible_child_name (self->states, "none-yet");
      return;
    }
  adw_status_page_set_icon_name (self->nothing, searched ? "edit-find-symbolic" : "object-select-symbolic");
  adw_status_page_set_title (self->nothing, searched ? _("Nothing Found") : title);
  adw_status_page_set_description (self->nothing, searched ? _("Try another name, number or word.") : sentence);
  gtk_stack_set_visible_child_name (self->states, "nothing");
}

static DexFuture *
ask (gpointer page)
{
  PealInboxPage *self = page;
  const char *text = gtk_editable_get_text (self->search);
  PealTalkFilter filter = peal_inbox_filter_get (self->filter);

  filter.search = *text != '\0' ? text : NULL;
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

  peal_inbox_page_show_state (self);
  if (!peal_inbox_search_is_message_selected (self) && position != gtk_single_selection_get_selected (self->selection))
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
  peal_inbox_search_run (self);
  peal_id_list_read (self->ids);
}

static void
search_mode_changed_cb (PealInboxPage *self)
{
  if (self->engine != NULL && !gtk_search_bar_get_search_mode (self->search_bar))
    gtk_editable_set_text (self->search, "");
  peal_inbox_search_show_hints (self);
}

static void
search_activated_cb (PealInboxPage *self)
{
  if (g_list_model_get_n_items (G_LIST_MODEL (self->selection)) > 0)
    activated_cb (self, 0);
}

/* Actions ----------------------------------------------------------------------------------------- */

/* One further down or up from the one that is open; the first where none is. */
static void
move (PealInboxPage *self,
      int            step)
{
  guint n = g_list_model_get_n_items (G_LIST_MODEL (self->selection));
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

/* What was done to the one that is open, and so takes it off the list: the next one is read. */
void
peal_inbox_page_advance (PealInboxPage *self)
{
  guint position = gtk_single_selection_get_selected (self->selection);

  if (!adw_navigation_split_view_get_collapsed (self->split_view) && position != GTK_INVALID_LIST_POSITION
      && position + 1 < g_list_model_get_n_items (G_LIST_MODEL (self->selection)))
    move (self, 1);
  else
    peal_inbox_page_close (self);
}

/* From the conversation back to where the list has it. */
static void
list_cb (GtkWidget  *widget,
         const char *name,
         GVariant   *parameter)
{
  PealInboxPage *self = PEAL_INBOX_PAGE (widget);
  guint position = gtk_single_selection_get_selected (self->selection);

  adw_navigation_split_view_set_show_content (self->split_view, FALSE);
  if (position != GTK_INVALID_LIST_POSITION)
    gtk_list_view_scroll_to (self->list, position, GTK_LIST_SCROLL_FOCUS, NULL);
  else
    peal_id_list_focus (self->ids);
}

/* Filters ----------------------------------------------------------------------------------------- */

static void
filter_changed_cb (PealInboxPage *self)
{
  peal_id_list_read (self->ids);
  g_object_notify_by_pspec (G_OBJECT (self), props[PROP_ROW_SHOWS]);
}

static void
several_numbers_cb (PealInboxPage *self)
{
  g_object_notify_by_pspec (G_OBJECT (self), props[PROP_ROW_SHOWS]);
}

static guint
get_row_shows (PealInboxPage *self)
{
  gboolean several;

  g_object_get (self->filter, "several-numbers", &several, NULL);
  return (several ? PEAL_TALK_ROW_OURS : 0)
         | (peal_inbox_filter_get (self->filter).shelf == PEAL_TALK_UNANSWERED ? PEAL_TALK_ROW_WAITING : 0);
}

/* The same by a name that others know. */
static void
shelf_cb (GtkWidget  *widget,
          const char *name,
          GVariant   *parameter)
{
  g_object_set (PEAL_INBOX_PAGE (widget)->filter, "shelf", g_variant_get_string (parameter, NULL), NULL);
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
  peal_conversation_set_engine (self->conversation, engine);
  peal_inbox_filter_open (self->filter, get_store (self));
  g_signal_connect_object (get_store (self), "changed", G_CALLBACK (store_changed_cb), self, G_CONNECT_SWAPPED);
  peal_id_list_open (self->ids, &conversations, GTK_WIDGET (self), get_store (self));
  peal_inbox_search_open (self);
  if (gtk_widget_get_mapped (GTK_WIDGET (self)))
    peal_engine_set_attended (engine, TRUE);
}

static void
show_subject (PealPage   *page,
              const char *subject)
{
  PealInboxPage *self = PEAL_INBOX_PAGE (page);

  if (peal_inbox_search_is_message_selected (self))
    gtk_single_selection_set_selected (self->selection, GTK_INVALID_LIST_POSITION);
  find_subject (self, subject);
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
peal_inbox_page_get_property (GObject    *object,
                              guint       prop_id,
                              GValue     *value,
                              GParamSpec *pspec)
{
  switch ((PealInboxPageProp) prop_id)
    {
    case PROP_ROW_SHOWS:
      g_value_set_uint (value, get_row_shows (PEAL_INBOX_PAGE (object)));
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
  dex_clear (&self->reading_open);
  g_clear_pointer (&self->open_rows, g_ptr_array_unref);
  adw_bin_set_child (ADW_BIN (self), NULL); /* it is a template child too, which would be let go twice */
  gtk_widget_dispose_template (GTK_WIDGET (self), PEAL_TYPE_INBOX_PAGE);
  g_clear_object (&self->filter);
  g_clear_object (&self->finder);
  g_clear_object (&self->header_factory);
  g_clear_object (&self->engine);
  G_OBJECT_CLASS (peal_inbox_page_parent_class)->dispose (object);
}

static void
install_actions (GtkWidgetClass *widget_class)
{
  static const struct
  {
    const char *name;
    const char *type;
    GtkWidgetActionActivateFunc activate;
  } actions[] = {
    { "inbox.next", NULL, move_cb },
    { "inbox.previous", NULL, move_cb },
    { "inbox.reply", NULL, reply_cb },
    { "inbox.note", NULL, talk_cb },
    { "inbox.details", NULL, talk_cb },
    { "inbox.list", NULL, list_cb },
    { "inbox.shelf", "s", shelf_cb },
  };

  for (gsize i = 0; i < G_N_ELEMENTS (actions); i++)
    gtk_widget_class_install_action (widget_class, actions[i].name, actions[i].type, actions[i].activate);
}

static void
bind_template (GtkWidgetClass *widget_class)
{
  g_type_ensure (PEAL_TYPE_CONVERSATION);
  g_type_ensure (PEAL_TYPE_ID_LIST);
  gtk_widget_class_set_template_from_resource (widget_class, PEAL_RESOURCE_PATH "/ui/peal-inbox-page.ui");
  gtk_widget_class_bind_template_child (widget_class, PealInboxPage, split_view);
  gtk_widget_class_bind_template_child (widget_class, PealInboxPage, shelf_button);
  gtk_widget_class_bind_template_child (widget_class, PealInboxPage, shelf_label);
  gtk_widget_class_bind_template_child (widget_class, PealInboxPage, search_button);
  gtk_widget_class_bind_template_child (widget_class, PealInboxPage, search_bar);
  gtk_widget_class_bind_template_child (widget_class, PealInboxPage, search);
  gtk_widget_class_bind_template_child (widget_class, PealInboxPage, hints);
  gtk_widget_class_bind_template_child (widget_class, PealInboxPage, search_fault);
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
  gtk_widget_class_bind_template_callback (widget_class, show_content_changed_cb);
  gtk_widget_class_bind_template_callback (widget_class, unbind_row_cb);
}

static void
peal_inbox_page_class_init (PealInboxPageClass *klass)
{
  GObjectClass *object_class = G_OBJECT_CLASS (klass);
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  object_class->get_property = peal_inbox_page_get_property;
  object_class->dispose = peal_inbox_page_dispose;
  widget_class->map = peal_inbox_page_map;
  widget_class->unmap = peal_inbox_page_unmap;

  props[PROP_ROW_SHOWS] = g_param_spec_uint ("row-shows", NULL, NULL, 0, G_MAXUINT, 0,
                                             G_PARAM_READABLE | G_PARAM_STATIC_STRINGS);
  g_object_class_install_properties (object_class, G_N_ELEMENTS (props), props);

  install_actions (widget_class);
  peal_inbox_acts_install (widget_class);
  bind_template (widget_class);
}

static void
peal_inbox_page_init (PealInboxPage *self)
{
  GActionGroup *actions;

  self->filter = g_object_new (PEAL_TYPE_INBOX_FILTER, NULL);
  gtk_widget_init_template (GTK_WIDGET (self));
  actions = peal_inbox_filter_make_actions (self->filter);
  gtk_widget_insert_action_group (GTK_WIDGET (self), "filter", actions);
  g_object_unref (actions);
  g_object_bind_property (self->filter, "menu", self->shelf_button, "menu-model", G_BINDING_SYNC_CREATE);
  g_object_bind_property (self->filter, "title", self->shelf_label, "label", G_BINDING_SYNC_CREATE);
  g_signal_connect_object (self->filter, "changed", G_CALLBACK (filter_changed_cb), self, G_CONNECT_SWAPPED);
  g_signal_connect_object (self->filter, "notify::several-numbers", G_CALLBACK (several_numbers_cb), self,
                           G_CONNECT_SWAPPED);
  peal_actions_add_shortcuts (GTK_WIDGET (self), "inbox.");
  peal_inbox_search_add_hints (self);
  peal_inbox_acts_read (self);
}

gint64
peal_inbox_page_get_conversation (PealInboxPage *self)
{
  g_return_val_if_fail (PEAL_IS_INBOX_PAGE (self), 0);

  return peal_conversation_get_id (self->conversation);
}
