/* peal-talk-rows.c: the rows of a thread.
 *
 * Every row has an Entry: a message, or something that happened between them. The
 * list box keeps them in order of time; where one stands among its neighbours is
 * decided anew after each change.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#define G_LOG_DOMAIN "peal-ui"

#include "peal-talk-rows.h"

#include "peal-bubble.h"
#include "peal-format.h"
#include "peal-note.h"
#include "peal-talk-items.h"

/* Messages of one side this close to each other are one group. */
#define GROUP_SPAN (5 * PEAL_MINUTE)

typedef struct
{
  GtkWidget *widget;         /* in the list, which owns it */
  gint64 at;
  GPtrArray *rows;           /* owns message, or what the row was made of */
  const PealMessageRow *message; /* NULL: an item */
  guint kind;                /* of an item: its place in the table */
} Entry;

struct _PealTalkRows
{
  GtkListBox *list;          /* which owns this */
  PealEngine *engine;        /* NULL before the first conversation */
  char *name;
  PealTalkSpan *span;        /* lent */
  GHashTable *messages;      /* message id -> Entry */
  GHashTable *entries;       /* row widget -> Entry, owned */
  gint64 first_unread_id;
};

static void
entry_free (gpointer data)
{
  Entry *entry = data;

  g_ptr_array_unref (entry->rows);
  g_free (entry);
}

static Entry *
get_entry (PealTalkRows *self,
           gpointer      row)
{
  return row != NULL ? g_hash_table_lookup (self->entries, row) : NULL;
}

static gint64
get_now (PealTalkRows *self)
{
  return peal_clock_get_now (peal_engine_get_clock (self->engine));
}

/* Order and grouping ------------------------------------------------------------------------------ */

static int
compare_rows (GtkListBoxRow *a,
              GtkListBoxRow *b,
              gpointer       user_data)
{
  const Entry *left = get_entry (user_data, a);
  const Entry *right = get_entry (user_data, b);

  if (left->at != right->at)
    return left->at < right->at ? -1 : 1;
  if (left->message != NULL && right->message != NULL)
    return left->message->id < right->message->id ? -1 : left->message->id > right->message->id;
  if (left->message == NULL && right->message == NULL)
    return left->kind < right->kind ? -1 : left->kind > right->kind;
  return (left->message == NULL) - (right->message == NULL);
}

static void
update_header (GtkListBoxRow *row,
               GtkListBoxRow *before,
               gpointer       user_data)
{
  PealTalkRows *self = user_data;
  const Entry *entry = get_entry (self, row);
  const Entry *last = get_entry (self, before);
  gboolean begins_day = last == NULL || peal_format_day_start (last->at, 0) != peal_format_day_start (entry->at, 0);
  gboolean is_new = entry->message != NULL && entry->message->id == self->first_unread_id;
  GtkWidget *header;

  if (!begins_day && !is_new)
    {
      gtk_list_box_row_set_header (row, NULL);
      return;
    }
  header = gtk_box_new (GTK_ORIENTATION_VERTICAL, 0);
  if (begins_day)
    gtk_box_append (GTK_BOX (header), peal_note_day_new (entry->at, get_now (self)));
  if (is_new)
    gtk_box_append (GTK_BOX (header), peal_note_unread_new ());
  gtk_list_box_row_set_header (row, header);
}

static gboolean
are_grouped (const Entry *first,
             const Entry *second,
             gint64       unread_id)
{
  return first != NULL && second != NULL && first->message != NULL && second->message != NULL
         && first->message->direction == second->message->direction
         && first->message->campaign_id == second->message->campaign_id
         && second->at - first->at < GROUP_SPAN
         && second->message->id != unread_id
         && peal_format_day_start (first->at, 0) == peal_format_day_start (second->at, 0);
}

static Entry *
find_last_own (PealTalkRows *self)
{
  GtkWidget *row = gtk_widget_get_last_child (GTK_WIDGET (self->list));

  for (; row != NULL; row = gtk_widget_get_prev_sibling (row))
    {
      Entry *entry = get_entry (self, row);

      if (entry != NULL && entry->message != NULL && entry->message->direction == PEAL_DIRECTION_OUTBOUND)
        return entry;
    }
  return NULL;
}

static void
show_bubble (PealTalkRows *self,
             const Entry  *entry,
             PealPlace     place)
{
  g_autoptr(PealAccountHealth) health = NULL;

  if (entry->message->state == PEAL_STATE_QUEUED)
    health = peal_engine_dup_health (self->engine, entry->message->account_id);
  peal_bubble_show (PEAL_BUBBLE (entry->widget), entry->message, place, self->name, health, get_now (self));
}

/* What happened before the messages here, or after them, comes with those it happened among. */
static void
show_items (PealTalkRows *self)
{
  gboolean has_start = peal_talk_span_has_start (self->span), has_end = peal_talk_span_has_end (self->span);
  gint64 first = peal_talk_span_get_first (self->span), last = peal_talk_span_get_last (self->span);
  const Entry *from = g_hash_table_lookup (self->messages, &first);
  const Entry *to = g_hash_table_lookup (self->messages, &last);
  GHashTableIter iter;
  gpointer value;

  g_hash_table_iter_init (&iter, self->entries);
  while (g_hash_table_iter_next (&iter, NULL, &value))
    {
      const Entry *entry = value;

      if (entry->message == NULL)
        gtk_widget_set_visible (entry->widget,
                                (has_start || (from != NULL && entry->at >= from->at))
                                && (has_end || (to != NULL && entry->at <= to->at)));
    }
}

static Entry *
entry_at (PealTalkRows *self,
          int           index)
{
  return get_entry (self, gtk_list_box_get_row_at_index (self->list, index));
}

/* Walks the rows in order. */
static void
arrange (PealTalkRows *self)
{
  Entry *before = NULL, *entry, *last_own;

  gtk_list_box_invalidate_sort (self->list);
  show_items (self);
  gtk_list_box_invalidate_headers (self->list);
  last_own = peal_talk_span_has_end (self->span) ? find_last_own (self) : NULL;
  entry = entry_at (self, 0);
  for (int i = 1; entry != NULL; i++)
    {
      Entry *after = entry_at (self, i);
      PealPlace place = PEAL_PLACE_INSIDE;

      if (!are_grouped (before, entry, self->first_unread_id))
        place |= PEAL_PLACE_GROUP_START;
      if (!are_grouped (entry, after, self->first_unread_id))
        place |= PEAL_PLACE_GROUP_END;
      if (entry == last_own)
        place |= PEAL_PLACE_LAST_OWN;
      if (entry->message != NULL)
        show_bubble (self, entry, place);
      before = entry;
      entry = after;
    }
}

/* Rows -------------------------------------------------------------------------------------------- */

static Entry *
add_entry (PealTalkRows *self,
           GtkWidget    *widget)
{
  Entry *entry = g_new0 (Entry, 1);

  entry->widget = widget;
  g_hash_table_insert (self->entries, widget, entry);
  return entry;
}

static void
drop_entry (PealTalkRows *self,
            Entry        *entry)
{
  GtkWidget *widget = entry->widget;

  if (entry->message != NULL)
    g_hash_table_remove (self->messages, &entry->message->id);
  g_hash_table_remove (self->entries, widget);
  gtk_list_box_remove (self->list, widget);
}

static void
take_message (PealTalkRows         *self,
              GPtrArray            *rows,
              const PealMessageRow *message)
{
  Entry *entry = g_hash_table_lookup (self->messages, &message->id);
  gboolean is_new = entry == NULL;
  g_autoptr(GPtrArray) old = NULL;

  if (is_new)
    entry = add_entry (self, peal_bubble_new ());
  else
    {
      g_hash_table_remove (self->messages, &message->id);
      old = entry->rows;
    }
  entry->rows = g_ptr_array_ref (rows);
  entry->message = message;
  entry->at = peal_bubble_time_of (message);
  g_hash_table_insert (self->messages, (gpointer) &message->id, entry);
  if (is_new)
    gtk_list_box_append (self->list, entry->widget);
}

static void
let_go (PealTalkRows *self,
        GArray       *gone)
{
  for (guint i = 0; i < gone->len; i++)
    {
      Entry *entry = g_hash_table_lookup (self->messages, &g_array_index (gone, gint64, i));

      if (entry != NULL)
        drop_entry (self, entry);
    }
}

static void
drop_items (PealTalkRows *self)
{
  g_autoptr(GList) entries = g_hash_table_get_values (self->entries);

  for (GList *item = entries; item != NULL; item = item->next)
    if (((Entry *) item->data)->message == NULL)
      drop_entry (self, item->data);
}

static void
take_items (PealTalkRows *self,
            guint         kind,
            GPtrArray    *items)
{
  gsize n_kinds;
  const PealTalkItems *made = &peal_talk_items_list (&n_kinds)[kind];

  for (guint i = 0; i < items->len; i++)
    {
      GtkWidget *row = made->make_row (items->pdata[i], i == 0);
      Entry *entry;

      if (row == NULL)
        continue;
      entry = add_entry (self, row);
      entry->rows = g_ptr_array_ref (items);
      entry->kind = kind;
      entry->at = made->time_of (items->pdata[i]);
      gtk_list_box_append (self->list, row);
    }
}

/* Public ------------------------------------------------------------------------------------------ */

PealTalkRows *
peal_talk_rows_new (GtkListBox   *list,
                    PealTalkSpan *span)
{
  PealTalkRows *self;

  g_return_val_if_fail (GTK_IS_LIST_BOX (list), NULL);
  g_return_val_if_fail (span != NULL, NULL);

  self = g_new0 (PealTalkRows, 1);
  self->list = list;
  self->span = span;
  self->messages = g_hash_table_new (g_int64_hash, g_int64_equal);
  self->entries = g_hash_table_new_full (NULL, NULL, NULL, entry_free);
  gtk_list_box_set_sort_func (list, compare_rows, self, NULL);
  gtk_list_box_set_header_func (list, update_header, self, NULL);
  return self;
}

void
peal_talk_rows_free (PealTalkRows *self)
{
  g_hash_table_unref (self->messages);
  g_hash_table_unref (self->entries);
  g_clear_object (&self->engine);
  g_free (self->name);
  g_free (self);
}

void
peal_talk_rows_clear (PealTalkRows *self)
{
  gtk_list_box_remove_all (self->list);
  g_hash_table_remove_all (self->messages);
  g_hash_table_remove_all (self->entries);
  self->first_unread_id = 0;
}

void
peal_talk_rows_begin (PealTalkRows *self,
                      PealEngine   *engine,
                      const char   *name)
{
  peal_talk_rows_clear (self);
  g_set_object (&self->engine, engine);
  g_set_str (&self->name, name);
}

void
peal_talk_rows_set_first_unread (PealTalkRows *self,
                                 gint64        id)
{
  self->first_unread_id = id;
}

gint64
peal_talk_rows_get_first_unread (PealTalkRows *self)
{
  return self->first_unread_id;
}

/* Only what the span holds now: a page may be larger than there is room. */
void
peal_talk_rows_take (PealTalkRows *self,
                     GPtrArray    *rows,
                     GArray       *gone)
{
  let_go (self, gone);
  for (guint i = 0; i < rows->len; i++)
    {
      const PealMessageRow *message = rows->pdata[i];

      if (message != NULL && peal_talk_span_has (self->span, message->id))
        take_message (self, rows, message);
    }
  arrange (self);
}

void
peal_talk_rows_take_items (PealTalkRows *self,
                           GPtrArray    *all)
{
  drop_items (self);
  for (guint i = 0; i < all->len; i++)
    take_items (self, i, all->pdata[i]);
  arrange (self);
}

void
peal_talk_rows_refresh (PealTalkRows *self)
{
  GHashTableIter iter;
  gpointer value;

  g_hash_table_iter_init (&iter, self->messages);
  while (g_hash_table_iter_next (&iter, NULL, &value))
    if (((const Entry *) value)->message->state == PEAL_STATE_QUEUED)
      {
        arrange (self);
        return;
      }
}

const PealMessageRow *
peal_talk_rows_get_message (PealTalkRows *self,
                            gint64        id)
{
  const Entry *entry = g_hash_table_lookup (self->messages, &id);

  return entry != NULL ? entry->message : NULL;
}

GtkWidget *
peal_talk_rows_get_bubble (PealTalkRows *self,
                           gint64        id)
{
  const Entry *entry = g_hash_table_lookup (self->messages, &id);

  return entry != NULL ? entry->widget : NULL;
}

guint
peal_talk_rows_get_size (PealTalkRows *self)
{
  return g_hash_table_size (self->messages);
}

GtkWidget *
peal_talk_rows_find_anchor (PealTalkRows *self,
                            GtkWidget    *view)
{
  int height = gtk_widget_get_height (view);
  graphene_point_t top;

  if (!gtk_widget_compute_point (view, GTK_WIDGET (self->list), &GRAPHENE_POINT_INIT (0, 0), &top))
    return NULL;
  for (int y = MAX ((int) top.y, 0); y < (int) top.y + height; y += 12)
    {
      GtkListBoxRow *row = gtk_list_box_get_row_at_y (self->list, y);
      const Entry *entry = get_entry (self, row);

      if (entry != NULL && entry->message != NULL && peal_talk_span_has (self->span, entry->message->id))
        return GTK_WIDGET (row);
    }
  return NULL;
}
