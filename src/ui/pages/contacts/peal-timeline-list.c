/* peal-timeline-list.c: what happened with a person, newest first, as rows.
 *
 * Read in two steps: the entries, then the messages among them. What is shown is
 * read anew when the store changes; an earlier page is added below it.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#define G_LOG_DOMAIN "peal-ui"

#include "peal-timeline-list.h"

#include "peal-config.h"
#include "peal-duplicates.h"
#include "peal-focus.h"
#include "peal-list-box.h"
#include "peal-main-window.h"
#include "peal-timeline-row.h"
#include "peal-when.h"

#include <glib/gi18n.h>

#define PAGE 20
#define ACTOR "window"

struct _PealTimelineList
{
  AdwPreferencesGroup parent_instance;
  PealEngine *engine;
  gint64 contact_id;
  char *name;
  GPtrArray *entries;        /* of PealTimelineEntry: those that are read, and will be shown with their messages */
  guint n_shown;             /* rows that are there */
  gboolean is_adding;        /* the page that is read goes below the rows, not in their place */
  DexFuture *reading;
  DexFuture *loading;

  GtkDropDown *kind;
  GtkListBox *list;
  GtkWidget *more;
};

G_DEFINE_FINAL_TYPE (PealTimelineList, peal_timeline_list, ADW_TYPE_PREFERENCES_GROUP)

static PealStore *
get_store (PealTimelineList *self)
{
  return peal_engine_get_store (self->engine);
}

static guint
get_kinds (PealTimelineList *self)
{
  static const guint kinds[] = { PEAL_TIMELINE_ALL, PEAL_TIMELINE_MESSAGES | PEAL_TIMELINE_CAMPAIGNS,
                                 PEAL_TIMELINE_CAMPAIGNS, PEAL_TIMELINE_CONSENT, PEAL_TIMELINE_CHANGES };
  guint selected = gtk_drop_down_get_selected (self->kind);

  return selected < G_N_ELEMENTS (kinds) ? kinds[selected] : PEAL_TIMELINE_ALL;
}

/* The row of the message of @entry; NULL: none. */
static const PealMessageRow *
find_message (const GPtrArray         *messages,
              const PealTimelineEntry *entry)
{
  for (guint i = 0; entry->source == PEAL_TIMELINE_OF_MESSAGE && messages != NULL && i < messages->len; i++)
    {
      const PealMessageRow *message = g_ptr_array_index (messages, i);

      if (message != NULL && message->id == entry->id)
        return message;
    }
  return NULL;
}

/* @messages: of the entries, NULL = none of them is one. */
static void
show_entries (PealTimelineList *self,
              const GPtrArray  *messages)
{
  gint64 now = peal_clock_get_now (peal_engine_get_clock (self->engine));
  PealFocus focus = peal_focus_hold (self->list);
  guint first = self->is_adding ? self->n_shown : 0;

  if (!self->is_adding)
    peal_list_box_clear (self->list);
  for (guint i = first; i < self->entries->len; i++)
    {
      const PealTimelineEntry *entry = g_ptr_array_index (self->entries, i);

      gtk_list_box_append (self->list, peal_timeline_row_new (entry, find_message (messages, entry),
                                                              self->name != NULL ? self->name : "", now));
    }
  self->n_shown = self->entries->len;
  self->is_adding = FALSE;
  peal_focus_release (&focus, GTK_WIDGET (self->kind));
}

static void
messages_loaded_cb (gpointer      owner,
                    const GValue *value)
{
  show_entries (owner, g_value_get_boxed (value));
}

static void
load_messages (PealTimelineList *self,
               guint             first)
{
  g_autoptr(GArray) ids = g_array_new (FALSE, FALSE, sizeof (gint64));

  for (guint i = first; i < self->entries->len; i++)
    {
      const PealTimelineEntry *entry = g_ptr_array_index (self->entries, i);

      if (entry->source == PEAL_TIMELINE_OF_MESSAGE)
        g_array_append_val (ids, entry->id);
    }
  if (ids->len == 0)
    {
      dex_clear (&self->loading);
      show_entries (self, NULL);
      return;
    }
  peal_when_latest (&self->loading,
                    peal_talk_load_messages (get_store (self), (const gint64 *) (gpointer) ids->data, ids->len), self,
                    messages_loaded_cb, peal_main_window_show_error_cb);
}

static void
entries_read_cb (gpointer      owner,
                 const GValue *value)
{
  PealTimelineList *self = owner;
  const GPtrArray *entries = g_value_get_boxed (value);
  guint asked = self->is_adding ? PAGE : MAX (self->n_shown, PAGE);
  guint first = self->is_adding ? self->n_shown : 0;

  if (!self->is_adding)
    g_ptr_array_set_size (self->entries, 0);
  gtk_widget_set_visible (self->more, entries->len > asked);
  for (guint i = 0; i < MIN (entries->len, asked); i++)
    g_ptr_array_add (self->entries, peal_timeline_entry_copy (g_ptr_array_index (entries, i)));
  load_messages (self, first);
}

/* One more than is shown: whether there are earlier ones. */
static void
read_entries (PealTimelineList *self,
              gboolean          add)
{
  const PealTimelineEntry *last = NULL;
  guint n = MAX (self->n_shown, PAGE);

  dex_clear (&self->loading);
  if (self->entries->len > self->n_shown)
    g_ptr_array_set_size (self->entries, (int) self->n_shown); /* read, but never shown */
  self->is_adding = add && self->entries->len == self->n_shown && self->n_shown > 0;
  if (self->is_adding)
    {
      last = g_ptr_array_index (self->entries, self->n_shown - 1);
      n = PAGE;
    }
  peal_when_latest (&self->reading,
                    peal_timeline_list (get_store (self), self->contact_id, get_kinds (self), last, n + 1), self,
                    entries_read_cb, peal_main_window_show_error_cb);
}

static void
more_cb (PealTimelineList *self)
{
  read_entries (self, TRUE);
}

static void
separate_cb (GtkWidget  *widget,
             const char *name,
             GVariant   *parameter)
{
  PealTimelineList *self = PEAL_TIMELINE_LIST (widget);

  peal_when (peal_contacts_separate (get_store (self), g_variant_get_int64 (parameter), ACTOR), self, NULL,
             peal_main_window_show_error_cb);
}

static void
kind_selected_cb (PealTimelineList *self)
{
  if (self->engine == NULL)
    return;
  self->n_shown = 0;
  read_entries (self, FALSE);
}

static void
store_changed_cb (PealTimelineList *self,
                  guint             changes)
{
  if ((changes & (PEAL_CHANGE_PEOPLE | PEAL_CHANGE_CONSENT | PEAL_CHANGE_TALK | PEAL_CHANGE_OUTBOX
                  | PEAL_CHANGE_CAMPAIGNS)) != 0)
    read_entries (self, FALSE);
}

/* Object ------------------------------------------------------------------------------------------ */

static void
peal_timeline_list_dispose (GObject *object)
{
  PealTimelineList *self = PEAL_TIMELINE_LIST (object);

  dex_clear (&self->reading);
  dex_clear (&self->loading);
  gtk_widget_dispose_template (GTK_WIDGET (self), PEAL_TYPE_TIMELINE_LIST);
  g_clear_object (&self->engine);
  G_OBJECT_CLASS (peal_timeline_list_parent_class)->dispose (object);
}

static void
peal_timeline_list_finalize (GObject *object)
{
  PealTimelineList *self = PEAL_TIMELINE_LIST (object);

  g_ptr_array_unref (self->entries);
  g_free (self->name);
  G_OBJECT_CLASS (peal_timeline_list_parent_class)->finalize (object);
}

static void
peal_timeline_list_class_init (PealTimelineListClass *klass)
{
  GObjectClass *object_class = G_OBJECT_CLASS (klass);
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  object_class->dispose = peal_timeline_list_dispose;
  object_class->finalize = peal_timeline_list_finalize;
  gtk_widget_class_set_template_from_resource (widget_class, PEAL_RESOURCE_PATH "/ui/peal-timeline-list.ui");
  gtk_widget_class_bind_template_child (widget_class, PealTimelineList, kind);
  gtk_widget_class_bind_template_child (widget_class, PealTimelineList, list);
  gtk_widget_class_bind_template_child (widget_class, PealTimelineList, more);
  gtk_widget_class_install_action (widget_class, "history.separate", "x", separate_cb);
  gtk_widget_class_bind_template_callback (widget_class, kind_selected_cb);
  gtk_widget_class_bind_template_callback (widget_class, more_cb);
}

static void
peal_timeline_list_init (PealTimelineList *self)
{
  self->entries = g_ptr_array_new_with_free_func ((GDestroyNotify) peal_timeline_entry_free);
  gtk_widget_init_template (GTK_WIDGET (self));
  gtk_list_box_set_header_func (self->list, peal_timeline_row_head, NULL, NULL);
}

void
peal_timeline_list_set_contact (PealTimelineList *self,
                                PealEngine       *engine,
                                gint64            contact_id)
{
  g_return_if_fail (PEAL_IS_TIMELINE_LIST (self));
  g_return_if_fail (PEAL_IS_ENGINE (engine) && self->engine == NULL);

  self->engine = g_object_ref (engine);
  self->contact_id = contact_id;
  g_signal_connect_object (get_store (self), "changed", G_CALLBACK (store_changed_cb), self, G_CONNECT_SWAPPED);
  read_entries (self, FALSE);
}

void
peal_timeline_list_set_name (PealTimelineList *self,
                             const char       *name)
{
  g_return_if_fail (PEAL_IS_TIMELINE_LIST (self));
  g_return_if_fail (name != NULL);

  if (g_set_str (&self->name, name) && self->engine != NULL)
    read_entries (self, FALSE);
}
