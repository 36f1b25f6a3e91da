/* test-id-model.c: a list over a table of any size.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include "peal-id-model.h"

#include <gtk/gtk.h>

#define MILLION 1000000

typedef struct
{
  gint64 id;
  gint64 version;
} Row;

/* A table of all ids but those in @gone, which counts what it is asked. */
typedef struct
{
  gint64 version;
  guint n_questions;
  guint n_rows;
  gint64 gone;
  gboolean failing;
} Table;

static Table table;

static DexFuture *
load (gpointer      source,
      const gint64 *ids,
      guint         n_ids)
{
  g_autoptr(GPtrArray) rows = g_ptr_array_new_with_free_func (g_free);

  table.n_questions++;
  table.n_rows += n_ids;
  if (table.failing)
    return dex_future_new_reject (G_IO_ERROR, G_IO_ERROR_FAILED, "no rows today");
  for (guint i = 0; i < n_ids; i++)
    {
      Row *row = ids[i] != table.gone ? g_new0 (Row, 1) : NULL;

      if (row != NULL)
        {
          row->id = ids[i];
          row->version = table.version;
        }
      g_ptr_array_add (rows, row);
    }
  return dex_future_new_take_boxed (G_TYPE_PTR_ARRAY, g_steal_pointer (&rows));
}

static GArray *
make_ids (gint64 first,
          guint  n)
{
  GArray *ids = g_array_sized_new (FALSE, FALSE, sizeof (gint64), n);

  for (guint i = 0; i < n; i++)
    {
      gint64 id = first + i;

      g_array_append_val (ids, id);
    }
  return ids;
}

static PealIdModel *
make_model (guint n)
{
  PealIdModel *model = peal_id_model_new (load, NULL);
  g_autoptr(GArray) ids = make_ids (1, n);

  table = (Table) { .version = 1 };
  peal_id_model_set_ids (model, ids);
  return model;
}

/* Answers come from idle callbacks; a bounded number of turns is enough for all of them. */
static void
turn (void)
{
  for (guint i = 0; i < 1000 && g_main_context_iteration (NULL, FALSE); i++)
    continue;
}

static void
test_fills (void)
{
  g_autoptr(PealIdModel) model = make_model (250);
  g_autoptr(PealIdItem) item = g_list_model_get_item (G_LIST_MODEL (model), 120);
  g_autoptr(PealIdItem) again = g_list_model_get_item (G_LIST_MODEL (model), 120);
  g_autoptr(PealIdItem) neighbour = NULL;

  g_assert_true (item == again);
  g_assert_cmpint (peal_id_item_get_id (item), ==, 121);
  g_assert_null (peal_id_item_get_row (item));
  turn ();
  g_assert_nonnull (peal_id_item_get_row (item));
  g_assert_cmpint (((const Row *) peal_id_item_get_row (item))->id, ==, 121);

  /* The whole page came with it: its neighbours have their rows at once. */
  g_assert_cmpuint (table.n_questions, ==, 1);
  g_assert_cmpuint (table.n_rows, ==, 100);
  neighbour = g_list_model_get_item (G_LIST_MODEL (model), 199);
  g_assert_nonnull (peal_id_item_get_row (neighbour));
  turn ();
  g_assert_cmpuint (table.n_questions, ==, 1);
}

static void
test_million (void)
{
  g_autoptr(PealIdModel) model = make_model (MILLION);
  g_autoptr(GPtrArray) seen = g_ptr_array_new_with_free_func (g_object_unref);

  g_assert_cmpuint (g_list_model_get_n_items (G_LIST_MODEL (model)), ==, MILLION);

  /* A view that scrolls from end to end holds two hundred items at a time. */
  for (guint top = 0; top + 200 <= MILLION; top += 5000)
    {
      g_ptr_array_set_size (seen, 0);
      for (guint i = 0; i < 200; i++)
        g_ptr_array_add (seen, g_list_model_get_item (G_LIST_MODEL (model), top + i));
      g_assert_cmpuint (peal_id_model_get_n_alive (model), ==, 200);
    }
  turn ();
  for (guint i = 0; i < seen->len; i++)
    g_assert_nonnull (peal_id_item_get_row (g_ptr_array_index (seen, i)));

  /* A walk over all items, as a selection does, asks for no row: nobody holds them. */
  table.n_questions = 0;
  for (guint i = 0; i < MILLION; i++)
    g_object_unref (g_list_model_get_item (G_LIST_MODEL (model), i));
  turn ();
  g_assert_cmpuint (table.n_questions, ==, 0);
  g_assert_cmpuint (peal_id_model_get_n_alive (model), ==, 200);
}

typedef struct
{
  guint position;
  guint removed;
  guint added;
  guint n;
} Change;

static void
changed_cb (GListModel *model,
            guint       position,
            guint       removed,
            guint       added,
            Change     *change)
{
  *change = (Change) { position, removed, added, change->n + 1 };
}

static void
test_keeps_its_place (void)
{
  static const struct
  {
    gint64 ids[6];
    guint n;
    Change change;
  } rows[] = {
    { { 1, 2, 3, 4 }, 4, { 0, 0, 0, 0 } },       /* the same */
    { { 1, 2, 3, 4, 5 }, 5, { 4, 0, 1, 1 } },    /* one more at the end */
    { { 9, 1, 2, 3, 4 }, 5, { 0, 0, 1, 1 } },    /* one more at the beginning */
    { { 1, 2, 4 }, 3, { 2, 1, 0, 1 } },          /* one less */
    { { 3, 1, 2, 4 }, 4, { 0, 3, 3, 1 } },       /* one moved up */
    { { 1, 1, 2, 3, 4 }, 5, { 1, 0, 1, 1 } },    /* a repeated beginning */
    { { 0 }, 0, { 0, 4, 0, 1 } },                /* nobody left */
  };

  for (gsize i = 0; i < G_N_ELEMENTS (rows); i++)
    {
      g_autoptr(PealIdModel) model = make_model (4);
      g_autoptr(GArray) ids = g_array_new (FALSE, FALSE, sizeof (gint64));
      Change change = { 0 };

      g_array_append_vals (ids, rows[i].ids, rows[i].n);
      g_signal_connect (model, "items-changed", G_CALLBACK (changed_cb), &change);
      peal_id_model_set_ids (model, ids);
      g_assert_cmpuint (change.n, ==, rows[i].change.n);
      g_assert_cmpuint (change.position, ==, rows[i].change.position);
      g_assert_cmpuint (change.removed, ==, rows[i].change.removed);
      g_assert_cmpuint (change.added, ==, rows[i].change.added);
    }
}

static void
test_selection_follows (void)
{
  PealIdModel *model = make_model (300);
  g_autoptr(GtkSingleSelection) selection = gtk_single_selection_new (G_LIST_MODEL (model));
  g_autoptr(GArray) ids = make_ids (1, 300);
  gint64 moved = 150;

  gtk_single_selection_set_selected (selection, 149);
  g_array_remove_index (ids, 149);
  g_array_prepend_val (ids, moved);
  peal_id_model_set_ids (model, ids);
  g_assert_cmpuint (gtk_single_selection_get_selected (selection), ==, 0);
  g_assert_cmpint (peal_id_item_get_id (gtk_single_selection_get_selected_item (selection)), ==, 150);
  g_assert_cmpuint (peal_id_model_find (model, 150), ==, 0);
  g_assert_cmpuint (peal_id_model_find (model, 9999), ==, GTK_INVALID_LIST_POSITION);
}

static void
count_cb (GObject    *object,
          GParamSpec *pspec,
          guint      *count)
{
  *count += 1;
}

static void
test_reads_anew (void)
{
  g_autoptr(PealIdModel) model = make_model (100);
  g_autoptr(PealIdItem) item = g_list_model_get_item (G_LIST_MODEL (model), 7);
  guint notified = 0;

  turn ();
  g_signal_connect (item, "notify::row", G_CALLBACK (count_cb), &notified);
  table.version = 2;
  table.n_rows = 0;
  peal_id_model_invalidate (model);
  g_assert_cmpint (((const Row *) peal_id_item_get_row (item))->version, ==, 1); /* shown until then */
  turn ();
  g_assert_cmpint (((const Row *) peal_id_item_get_row (item))->version, ==, 2);
  g_assert_cmpuint (notified, ==, 1);
  g_assert_cmpuint (table.n_rows, ==, 1); /* only what is in use */
}

static void
test_gone_meanwhile (void)
{
  g_autoptr(PealIdModel) model = make_model (10);
  g_autoptr(PealIdItem) item = g_list_model_get_item (G_LIST_MODEL (model), 3);

  table.gone = 4;
  turn ();
  g_assert_null (peal_id_item_get_row (item));
  g_assert_cmpuint (table.n_questions, ==, 1);

  /* It is not asked for again and again while others are. */
  peal_id_model_invalidate (model);
  turn ();
  g_assert_cmpuint (table.n_questions, ==, 2);
  turn ();
  g_assert_cmpuint (table.n_questions, ==, 2);
}

static void
failed_cb (PealIdModel  *model,
           const GError *error,
           guint        *count)
{
  g_assert_error (error, G_IO_ERROR, G_IO_ERROR_FAILED);
  *count += 1;
}

static void
test_fails (void)
{
  g_autoptr(PealIdModel) model = make_model (10);
  g_autoptr(PealIdItem) item = g_list_model_get_item (G_LIST_MODEL (model), 3);
  guint failed = 0;

  table.failing = TRUE;
  g_signal_connect (model, "failed", G_CALLBACK (failed_cb), &failed);
  turn ();
  g_assert_cmpuint (failed, ==, 1);
  g_assert_null (peal_id_item_get_row (item));

  table.failing = FALSE;
  peal_id_model_invalidate (model);
  turn ();
  g_assert_nonnull (peal_id_item_get_row (item));
}

static void
test_goes_away (void)
{
  PealIdModel *model = make_model (10);
  PealIdItem *item = g_list_model_get_item (G_LIST_MODEL (model), 3);

  /* Gone with a question on its way: the answer finds nobody, the item stands alone. */
  g_assert_finalize_object (model);
  turn ();
  g_assert_cmpint (peal_id_item_get_id (item), ==, 4);
  g_assert_finalize_object (item);
}

int
main (int    argc,
      char **argv)
{
  g_test_init (&argc, &argv, NULL);
  dex_init ();
  g_test_add_func ("/id-model/fills", test_fills);
  g_test_add_func ("/id-model/million", test_million);
  g_test_add_func ("/id-model/keeps-its-place", test_keeps_its_place);
  g_test_add_func ("/id-model/selection-follows", test_selection_follows);
  g_test_add_func ("/id-model/reads-anew", test_reads_anew);
  g_test_add_func ("/id-model/gone-meanwhile", test_gone_meanwhile);
  g_test_add_func ("/id-model/fails", test_fails);
  g_test_add_func ("/id-model/goes-away", test_goes_away);
  return g_test_run ();
}
