/* peal-id-model.c: a list over a table of any size.
 *
 * Items are found again by id as long as somebody holds them: the model keeps
 * no reference, an item strikes itself off when it goes. Rows arrive in
 * batches; a batch stays alive while it is among the last N_BATCHES read or an
 * item shows a row of it.
 *
 * What must be read is gathered in an idle callback, so a view that asks for
 * fifty items, or a selection that walks a million of them, costs one query
 * for each page in which an item is still held.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#define G_LOG_DOMAIN "peal-ui"

#include "peal-id-model.h"

#include "peal-when.h"

#define PAGE 100
#define N_BATCHES 8

struct _PealIdItem
{
  GObject parent_instance;
  PealIdModel *model;        /* not owned; NULL once the model is gone */
  gint64 id;
  GPtrArray *rows;           /* the batch that owns our row */
  gconstpointer row;         /* NULL until it arrives */
  guint generation;          /* of the model when the row was asked for */
  gboolean missing;          /* asked for in vain */
};

struct _PealIdModel
{
  GObject parent_instance;
  PealIdModelLoad load;
  GObject *source;
  GArray *ids;
  GHashTable *items;         /* id -> PealIdItem, not owned: those somebody holds */
  GQueue batches;            /* of GPtrArray, latest first */
  GHashTable *cache;         /* the rows of all batches by id (their first member) -> GPtrArray */
  GHashTable *asked;         /* ids on their way */
  GHashTable *pages;         /* page numbers that an item was made in */
  guint generation;          /* raised when rows may have changed */
  guint idle;
};

/* What one question needs when its answer comes. */
typedef struct
{
  GWeakRef model;
  GArray *ids;
  guint generation;
} Question;

static void list_model_init (GListModelInterface *iface);

G_DEFINE_FINAL_TYPE (PealIdItem, peal_id_item, G_TYPE_OBJECT)
G_DEFINE_FINAL_TYPE_WITH_CODE (PealIdModel, peal_id_model, G_TYPE_OBJECT,
                               G_IMPLEMENT_INTERFACE (G_TYPE_LIST_MODEL, list_model_init))

typedef enum
{
  PROP_ID = 1,
  PROP_ROW,
} PealIdItemProp;

static GParamSpec *props[PROP_ROW + 1];

enum
{
  FAILED,
  N_SIGNALS,
};

static guint signals[N_SIGNALS];

/* Items ------------------------------------------------------------------------------------------ */

static void
peal_id_item_get_property (GObject    *object,
                           guint       prop_id,
                           GValue     *value,
                           GParamSpec *pspec)
{
  PealIdItem *self = PEAL_ID_ITEM (object);

  switch ((PealIdItemProp) prop_id)
    {
    case PROP_ID:
      g_value_set_int64 (value, self->id);
      return;
    case PROP_ROW:
      g_value_set_pointer (value, (gpointer) peal_id_item_get_row (self));
      return;
    }
  G_OBJECT_WARN_INVALID_PROPERTY_ID (object, prop_id, pspec);
}

static void
peal_id_item_finalize (GObject *object)
{
  PealIdItem *self = PEAL_ID_ITEM (object);

  if (self->model != NULL)
    g_hash_table_remove (self->model->items, &self->id);
  g_clear_pointer (&self->rows, g_ptr_array_unref);
  G_OBJECT_CLASS (peal_id_item_parent_class)->finalize (object);
}

static void
peal_id_item_class_init (PealIdItemClass *klass)
{
  GObjectClass *object_class = G_OBJECT_CLASS (klass);

  object_class->get_property = peal_id_item_get_property;
  object_class->finalize = peal_id_item_finalize;

  props[PROP_ID] = g_param_spec_int64 ("id", NULL, NULL, G_MININT64, G_MAXINT64, 0,
                                       G_PARAM_READABLE | G_PARAM_STATIC_STRINGS);
  props[PROP_ROW] = g_param_spec_pointer ("row", NULL, NULL,
                                          G_PARAM_READABLE | G_PARAM_STATIC_STRINGS);
  g_object_class_install_properties (object_class, G_N_ELEMENTS (props), props);
}

static void
peal_id_item_init (PealIdItem *self)
{
}

gint64
peal_id_item_get_id (PealIdItem *self)
{
  g_return_val_if_fail (PEAL_IS_ID_ITEM (self), 0);

  return self->id;
}

gconstpointer
peal_id_item_get_row (PealIdItem *self)
{
  g_return_val_if_fail (PEAL_IS_ID_ITEM (self), NULL);

  return self->row;
}

static void
set_row (PealIdItem   *self,
         GPtrArray    *rows,
         gconstpointer row,
         guint         generation)
{
  g_autoptr(GPtrArray) old = g_steal_pointer (&self->rows);

  self->rows = g_ptr_array_ref (rows);
  self->row = row;
  self->generation = generation;
  self->missing = FALSE;
  g_object_notify_by_pspec (G_OBJECT (self), props[PROP_ROW]);
}

/* Reading rows ----------------------------------------------------------------------------------- */

static void gather_later (PealIdModel *self);

static void
question_free (gpointer data)
{
  Question *question = data;

  g_weak_ref_clear (&question->model);
  g_array_unref (question->ids);
  g_free (question);
}

static gboolean
needs_row (PealIdModel      *self,
           const PealIdItem *item)
{
  if (g_hash_table_contains (self->asked, &item->id))
    return FALSE;
  return item->generation != self->generation || (item->row == NULL && !item->missing);
}

static void
forget_batch (PealIdModel *self,
              GPtrArray   *rows)
{
  for (guint i = 0; i < rows->len; i++)
    {
      gconstpointer row = g_ptr_array_index (rows, i);

      if (row != NULL && g_hash_table_lookup (self->cache, row) == rows)
        g_hash_table_remove (self->cache, row);
    }
  g_ptr_array_unref (rows);
}

static void
keep_batch (PealIdModel *self,
            GPtrArray   *rows)
{
  g_queue_push_head (&self->batches, g_ptr_array_ref (rows));
  for (guint i = 0; i < rows->len; i++)
    if (g_ptr_array_index (rows, i) != NULL)
      g_hash_table_replace (self->cache, g_ptr_array_index (rows, i), rows);
  if (g_queue_get_length (&self->batches) > N_BATCHES)
    forget_batch (self, g_queue_pop_tail (&self->batches));
}

static void
forget_batches (PealIdModel *self)
{
  g_hash_table_remove_all (self->cache);
  g_queue_clear_full (&self->batches, (GDestroyNotify) g_ptr_array_unref);
}

/* Hands each row to its item, if that exists. An answer to a question from before the last
 * invalidate () is better than nothing, but is read again. */
static void
take_rows (PealIdModel *self,
           GPtrArray   *rows,
           guint        generation)
{
  if (generation == self->generation)
    keep_batch (self, rows);

  for (guint i = 0; i < rows->len; i++)
    {
      gconstpointer row = g_ptr_array_index (rows, i);
      PealIdItem *item = row != NULL ? g_hash_table_lookup (self->items, row) : NULL;

      if (item == NULL)
        continue;
      g_object_ref (item);
      set_row (item, rows, row, generation);
      g_object_unref (item);
    }
}

/* An id without a row in the answer is deleted, or could not be read: it keeps the row it had and is
 * not asked for again before the next invalidate (). */
static void
mark_answered (PealIdModel    *self,
               const Question *question)
{
  for (guint i = 0; i < question->ids->len; i++)
    {
      PealIdItem *item = g_hash_table_lookup (self->items,
                                              &g_array_index (question->ids, gint64, i));

      if (item == NULL)
        continue;
      item->missing = item->row == NULL;
      item->generation = question->generation;
    }
}

static DexFuture *
rows_read_cb (DexFuture *future,
              gpointer   user_data)
{
  Question *question = user_data;
  g_autoptr(PealIdModel) self = g_weak_ref_get (&question->model);
  g_autoptr(GError) error = NULL;
  const GValue *value = dex_future_get_value (future, &error);

  if (self == NULL)
    return dex_future_new_true ();

  for (guint i = 0; i < question->ids->len; i++)
    g_hash_table_remove (self->asked, &g_array_index (question->ids, gint64, i));
  if (value != NULL)
    take_rows (self, g_value_get_boxed (value), question->generation);
  mark_answered (self, question);
  if (question->generation != self->generation)
    gather_later (self);
  if (value == NULL)
    g_signal_emit (self, signals[FAILED], 0, error);
  return dex_future_new_true ();
}

static void
ask (PealIdModel *self,
     GArray      *ids)
{
  Question *question = g_new0 (Question, 1);
  DexFuture *future = self->load (self->source, (const gint64 *) ids->data, ids->len);

  for (guint i = 0; i < ids->len; i++)
    g_hash_table_add (self->asked, g_memdup2 (&g_array_index (ids, gint64, i), sizeof (gint64)));
  g_weak_ref_init (&question->model, self);
  question->ids = g_array_ref (ids);
  question->generation = self->generation;
  dex_future_disown (dex_future_finally (future, rows_read_cb, question, question_free));
}

static gboolean
page_needs_rows (PealIdModel *self,
                 guint        first,
                 guint        end)
{
  for (guint i = first; i < end; i++)
    {
      const PealIdItem *item = g_hash_table_lookup (self->items, &g_array_index (self->ids, gint64, i));

      if (item != NULL && needs_row (self, item))
        return TRUE;
    }
  return FALSE;
}

/* A page in which an item waits is read whole: its neighbours are wanted next. */
static void
ask_page (PealIdModel *self,
          guint        page)
{
  g_autoptr(GArray) ids = g_array_sized_new (FALSE, FALSE, sizeof (gint64), PAGE);
  guint first = page * PAGE;
  guint end = MIN (first + PAGE, self->ids->len);

  if (first >= end || !page_needs_rows (self, first, end))
    return;
  for (guint i = first; i < end; i++)
    if (!g_hash_table_contains (self->asked, &g_array_index (self->ids, gint64, i)))
      g_array_append_val (ids, g_array_index (self->ids, gint64, i));
  ask (self, ids);
}

/* Items that moved since they were made, or whose row is old. */
static void
ask_strays (PealIdModel *self)
{
  g_autoptr(GArray) ids = g_array_new (FALSE, FALSE, sizeof (gint64));
  GHashTableIter iter;
  gpointer item;

  g_hash_table_iter_init (&iter, self->items);
  while (g_hash_table_iter_next (&iter, NULL, &item))
    if (needs_row (self, item))
      g_array_append_val (ids, ((PealIdItem *) item)->id);

  for (guint first = 0; first < ids->len; first += PAGE)
    {
      g_autoptr(GArray) some = g_array_sized_new (FALSE, FALSE, sizeof (gint64), PAGE);

      g_array_append_vals (some, &g_array_index (ids, gint64, first), MIN (PAGE, ids->len - first));
      ask (self, some);
    }
}

static gboolean
gather_cb (gpointer user_data)
{
  PealIdModel *self = user_data;
  g_autoptr(GHashTable) pages = g_steal_pointer (&self->pages);
  GHashTableIter iter;
  gpointer page;

  self->idle = 0;
  self->pages = g_hash_table_new (NULL, NULL);
  g_hash_table_iter_init (&iter, pages);
  while (g_hash_table_iter_next (&iter, &page, NULL))
    ask_page (self, GPOINTER_TO_UINT (page));
  ask_strays (self);
  return G_SOURCE_REMOVE;
}

static void
gather_later (PealIdModel *self)
{
  if (self->idle == 0)
    self->idle = g_idle_add_full (G_PRIORITY_HIGH_IDLE, gather_cb, self, NULL);
}

/* GListModel ------------------------------------------------------------------------------------- */

static GType
get_item_type (GListModel *model)
{
  return PEAL_TYPE_ID_ITEM;
}

static guint
get_n_items (GListModel *model)
{
  return PEAL_ID_MODEL (model)->ids->len;
}

static gpointer
get_item (GListModel *model,
          guint       position)
{
  PealIdModel *self = PEAL_ID_MODEL (model);
  PealIdItem *item;
  gpointer row, rows;

  if (position >= self->ids->len)
    return NULL;
  item = g_hash_table_lookup (self->items, &g_array_index (self->ids, gint64, position));
  if (item != NULL)
    return g_object_ref (item);

  item = g_object_new (PEAL_TYPE_ID_ITEM, NULL);
  item->model = self;
  item->id = g_array_index (self->ids, gint64, position);
  item->generation = self->generation;
  g_hash_table_insert (self->items, &item->id, item);
  if (g_hash_table_lookup_extended (self->cache, &item->id, &row, &rows))
    {
      item->row = row;
      item->rows = g_ptr_array_ref (rows);
    }
  else
    {
      g_hash_table_add (self->pages, GUINT_TO_POINTER (position / PAGE));
      gather_later (self);
    }
  return item;
}

static void
list_model_init (GListModelInterface *iface)
{
  iface->get_item_type = get_item_type;
  iface->get_n_items = get_n_items;
  iface->get_item = get_item;
}

static void
peal_id_model_dispose (GObject *object)
{
  PealIdModel *self = PEAL_ID_MODEL (object);
  GHashTableIter iter;
  gpointer item;

  g_clear_handle_id (&self->idle, g_source_remove);
  g_hash_table_iter_init (&iter, self->items);
  while (g_hash_table_iter_next (&iter, NULL, &item))
    ((PealIdItem *) item)->model = NULL;
  g_hash_table_remove_all (self->items);
  g_clear_object (&self->source);
  G_OBJECT_CLASS (peal_id_model_parent_class)->dispose (object);
}

static void
peal_id_model_finalize (GObject *object)
{
  PealIdModel *self = PEAL_ID_MODEL (object);

  g_hash_table_unref (self->items);
  g_hash_table_unref (self->asked);
  g_hash_table_unref (self->pages);
  g_array_unref (self->ids);
  forget_batches (self);
  g_hash_table_unref (self->cache);
  G_OBJECT_CLASS (peal_id_model_parent_class)->finalize (object);
}

static void
peal_id_model_class_init (PealIdModelClass *klass)
{
  GObjectClass *object_class = G_OBJECT_CLASS (klass);

  object_class->dispose = peal_id_model_dispose;
  object_class->finalize = peal_id_model_finalize;

  signals[FAILED] = g_signal_new ("failed", PEAL_TYPE_ID_MODEL, G_SIGNAL_RUN_LAST, 0, NULL, NULL,
                                  NULL, G_TYPE_NONE, 1, G_TYPE_ERROR);
}

static void
peal_id_model_init (PealIdModel *self)
{
  self->ids = g_array_new (FALSE, FALSE, sizeof (gint64));
  self->items = g_hash_table_new (g_int64_hash, g_int64_equal);
  self->asked = g_hash_table_new_full (g_int64_hash, g_int64_equal, g_free, NULL);
  self->cache = g_hash_table_new (g_int64_hash, g_int64_equal);
  self->pages = g_hash_table_new (NULL, NULL);
}

PealIdModel *
peal_id_model_new (PealIdModelLoad load,
                   GObject        *source)
{
  PealIdModel *self;

  g_return_val_if_fail (load != NULL, NULL);

  self = g_object_new (PEAL_TYPE_ID_MODEL, NULL);
  self->load = load;
  g_set_object (&self->source, source);
  return self;
}

void
peal_id_model_set_ids (PealIdModel *self,
                       GArray      *ids)
{
  g_autoptr(GArray) old = NULL;
  const gint64 *was, *is;
  guint head = 0, tail = 0, shorter;

  g_return_if_fail (PEAL_IS_ID_MODEL (self));
  g_return_if_fail (ids != NULL && g_array_get_element_size (ids) == sizeof (gint64));

  old = g_steal_pointer (&self->ids);
  self->ids = g_array_ref (ids);
  was = (const gint64 *) old->data;
  is = (const gint64 *) ids->data;
  shorter = MIN (old->len, ids->len);
  while (head < shorter && was[head] == is[head])
    head++;
  while (tail < shorter - head && was[old->len - 1 - tail] == is[ids->len - 1 - tail])
    tail++;

  if (head + tail < MAX (old->len, ids->len))
    g_list_model_items_changed (G_LIST_MODEL (self), head, old->len - head - tail,
                                ids->len - head - tail);
}

void
peal_id_model_invalidate (PealIdModel *self)
{
  g_return_if_fail (PEAL_IS_ID_MODEL (self));

  self->generation++;
  forget_batches (self);
  gather_later (self);
}

gint64
peal_id_model_get_id (PealIdModel *self,
                      guint        position)
{
  g_return_val_if_fail (PEAL_IS_ID_MODEL (self), 0);
  g_return_val_if_fail (position < self->ids->len, 0);

  return g_array_index (self->ids, gint64, position);
}

guint
peal_id_model_find (PealIdModel *self,
                    gint64       id)
{
  g_return_val_if_fail (PEAL_IS_ID_MODEL (self), G_MAXUINT);

  for (guint i = 0; i < self->ids->len; i++)
    if (g_array_index (self->ids, gint64, i) == id)
      return i;
  return G_MAXUINT;
}

guint
peal_id_model_get_n_alive (PealIdModel *self)
{
  g_return_val_if_fail (PEAL_IS_ID_MODEL (self), 0);

  return g_hash_table_size (self->items);
}
