/* peal-contacts-acts.c: what a person does with contacts and groups.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#define G_LOG_DOMAIN "peal-ui"

#include "peal-contacts-acts.h"

#include "peal-bulk-dialog.h"
#include "peal-contacts.h"
#include "peal-fiber.h"
#include "peal-groups.h"
#include "peal-main-window.h"
#include "peal-when.h"

#include <glib/gi18n.h>

#define ACTOR "window"

static PealStore *
get_store (PealMainWindow *window)
{
  return peal_engine_get_store (peal_main_window_get_engine (window));
}

/* Contacts --------------------------------------------------------------------------------------- */

static void
undo_delete (PealMainWindow *window,
             gpointer        data)
{
  const GArray *ids = data;

  peal_when (peal_contacts_restore (get_store (window), (const gint64 *) ids->data, ids->len, ACTOR), window,
             NULL, peal_main_window_show_error_cb);
}

void
peal_contacts_act_delete (GtkWidget  *page,
                          PealEngine *engine,
                          GArray     *ids)
{
  PealMainWindow *window = peal_main_window_of (page);
  g_autofree char *text = g_strdup_printf (ngettext ("%'d contact deleted", "%'d contacts deleted", ids->len),
                                           (int) ids->len);

  if (ids->len == 0)
    return;
  peal_when (peal_contacts_delete (peal_engine_get_store (engine), (const gint64 *) ids->data, ids->len, ACTOR),
             page, NULL, peal_main_window_show_error_cb);
  if (window != NULL)
    peal_main_window_offer_undo (window, text, undo_delete, g_array_ref (ids), (GDestroyNotify) g_array_unref);
}

/* The same to many ------------------------------------------------------------------------------- */

typedef struct
{
  PealStore *store;
  PealBulkChange *change;
  GPtrArray *olds;           /* of PealBulkOld */
} Changed;

static void
changed_free (gpointer data)
{
  Changed *changed = data;

  g_clear_object (&changed->store);
  peal_bulk_change_free (changed->change);
  g_ptr_array_unref (changed->olds);
  g_free (changed);
}

static Changed *
changed_new (PealStore            *store,
             const PealBulkChange *change,
             GPtrArray            *olds)
{
  Changed *changed = g_new0 (Changed, 1);

  changed->store = g_object_ref (store);
  changed->change = peal_bulk_change_copy (change);
  changed->olds = g_ptr_array_ref (olds);
  return changed;
}

/* Batch by batch, as it was done. */
static DexFuture *
undo_change_fiber (gpointer      data,
                   GCancellable *cancellable)
{
  const Changed *changed = data;

  for (guint i = 0; i < changed->olds->len; i += PEAL_BULK_BATCH)
    {
      g_autoptr(GPtrArray) batch = g_ptr_array_new ();
      g_autoptr(GError) error = NULL;

      for (guint k = i; k < MIN (i + PEAL_BULK_BATCH, changed->olds->len); k++)
        g_ptr_array_add (batch, g_ptr_array_index (changed->olds, k));
      if (!dex_await (peal_bulk_restore (changed->store, batch, changed->change, ACTOR), &error))
        return dex_future_new_for_error (g_steal_pointer (&error));
    }
  return dex_future_new_true ();
}

static void
undo_change (PealMainWindow *window,
             gpointer        data)
{
  const Changed *changed = data;

  peal_when (peal_fiber_spawn (undo_change_fiber, changed_new (changed->store, changed->change, changed->olds),
                               changed_free), window, NULL, peal_main_window_show_error_cb);
}

static void
change_done_cb (PealBulkDialog *dialog,
                GtkWidget      *page)
{
  PealMainWindow *window = peal_main_window_of (page);
  GPtrArray *olds = peal_bulk_dialog_get_olds (dialog);
  g_autofree char *text = g_strdup_printf (ngettext ("%'u contact changed", "%'u contacts changed", olds->len), olds->len);

  if (window != NULL)
    peal_main_window_offer_undo (window, text, undo_change,
                                 changed_new (get_store (window), peal_bulk_dialog_get_change (dialog), olds), changed_free);
}

void
peal_contacts_act_change (GtkWidget  *page,
                          PealEngine *engine,
                          GArray     *ids)
{
  PealBulkDialog *dialog;

  if (ids->len == 0)
    return;
  dialog = peal_bulk_dialog_new (engine, ids);
  g_signal_connect_object (dialog, "done", G_CALLBACK (change_done_cb), page, 0);
  adw_dialog_present (ADW_DIALOG (dialog), page);
}

/* Groups ----------------------------------------------------------------------------------------- */

typedef struct
{
  gint64 group_id;
  GArray *ids;               /* who was added */
} Added;

static void
added_free (gpointer data)
{
  Added *added = data;

  g_array_unref (added->ids);
  g_free (added);
}

static void
undo_add (PealMainWindow *window,
          gpointer        data)
{
  const Added *added = data;

  peal_when (peal_groups_remove_members (get_store (window), added->group_id, (const gint64 *) added->ids->data,
                                         added->ids->len, ACTOR),
             window, NULL, peal_main_window_show_error_cb);
}

/* The page, and which group: both until the answer is there. */
typedef struct
{
  GWeakRef page;
  gint64 group_id;
} Adding;

static void
adding_free (gpointer data)
{
  Adding *adding = data;

  g_weak_ref_clear (&adding->page);
  g_free (adding);
}

static DexFuture *
added_cb (DexFuture *future,
          gpointer   user_data)
{
  Adding *adding = user_data;
  g_autoptr(GtkWidget) page = g_weak_ref_get (&adding->page);
  PealMainWindow *window = page != NULL ? peal_main_window_of (page) : NULL;
  GArray *ids = g_value_get_boxed (dex_future_get_value (future, NULL));
  g_autofree char *text = g_strdup_printf (ngettext ("%'d person added to the group",
                                                     "%'d people added to the group", ids->len),
                                           (int) ids->len);
  Added *added;

  if (window == NULL)
    return dex_future_new_true ();
  added = g_new0 (Added, 1);
  added->group_id = adding->group_id;
  added->ids = g_array_ref (ids);
  peal_main_window_offer_undo (window, text, undo_add, added, added_free);
  return dex_future_new_true ();
}

void
peal_contacts_act_add_to_group (GtkWidget  *page,
                                PealEngine *engine,
                                GArray     *ids,
                                gint64      group_id)
{
  Adding *adding = g_new0 (Adding, 1);
  DexFuture *future = peal_groups_add_members (peal_engine_get_store (engine), group_id,
                                               (const gint64 *) ids->data, ids->len, ACTOR);

  g_weak_ref_init (&adding->page, page);
  adding->group_id = group_id;
  peal_when (dex_future_then (future, added_cb, adding, adding_free), page, NULL, peal_main_window_show_error_cb);
}

static void
undo_delete_group (PealMainWindow *window,
                   gpointer        data)
{
  const gint64 *seq = data;

  peal_when (peal_groups_restore (get_store (window), *seq, ACTOR), window, NULL, peal_main_window_show_error_cb);
}

static void
group_deleted_cb (gpointer      owner,
                  const GValue *value)
{
  PealMainWindow *window = peal_main_window_of (owner);
  gint64 seq = g_value_get_int64 (value);

  if (window != NULL)
    peal_main_window_offer_undo (window, _("Group deleted"), undo_delete_group, g_memdup2 (&seq, sizeof seq),
                                 g_free);
}

void
peal_contacts_act_delete_group (GtkWidget  *page,
                                PealEngine *engine,
                                gint64      group_id)
{
  peal_when (peal_groups_delete (peal_engine_get_store (engine), group_id, ACTOR), page, group_deleted_cb,
             peal_main_window_show_error_cb);
}
