/* peal-triage.c: what is done to conversations of the list, each taken back with one click.
 *
 * The rows are read before anything is done: they are what the undo puts back.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#define G_LOG_DOMAIN "peal-ui"

#include "peal-triage.h"

#include "peal-config.h"
#include "peal-desk.h"
#include "peal-fiber.h"
#include "peal-format.h"
#include "peal-staff.h"
#include "peal-talk.h"
#include "peal-when.h"

#include <glib/gi18n.h>

#define ACTOR "window"

typedef struct
{
  PealStore *store;
  PealTriageAct act;
  gint64 value;
  GArray *ids;
  GPtrArray *rows;           /* as they were before; NULL for one that is gone */
  char *staff;               /* the name of whom they are given to; NULL = nobody */
} Triage;

static void
triage_free (gpointer data)
{
  Triage *triage = data;

  g_object_unref (triage->store);
  g_array_unref (triage->ids);
  g_clear_pointer (&triage->rows, g_ptr_array_unref);
  g_free (triage->staff);
  g_free (triage);
}

static DexFuture *
run (PealStore                 *store,
     const PealConversationRow *row,
     PealTriageAct              act,
     gint64                     value)
{
  switch (act)
    {
    case PEAL_TRIAGE_DONE:
      return peal_talk_set_state (store, row->id, value != 0 ? PEAL_CONVERSATION_DONE : PEAL_CONVERSATION_OPEN, ACTOR);
    case PEAL_TRIAGE_SNOOZE:
      return peal_desk_snooze (store, row->id, value, ACTOR);
    case PEAL_TRIAGE_ASSIGN:
      return peal_desk_assign (store, row->id, value, ACTOR);
    case PEAL_TRIAGE_READ:
      return peal_talk_mark_read (store, row->id, value != 0);
    case PEAL_TRIAGE_BLOCK:
      return peal_desk_set_blocked (store, row->theirs, value != 0, ACTOR);
    }
  g_return_val_if_reached (dex_future_new_true ());
}

/* Taking back ------------------------------------------------------------------------------------- */

static gint64
get_value (const PealConversationRow *row,
           PealTriageAct              act)
{
  switch (act)
    {
    case PEAL_TRIAGE_DONE:
      return row->state == PEAL_CONVERSATION_DONE;
    case PEAL_TRIAGE_SNOOZE:
      return row->snoozed_until;
    case PEAL_TRIAGE_ASSIGN:
      return row->staff_id;
    case PEAL_TRIAGE_READ:
      return row->unread == 0;
    case PEAL_TRIAGE_BLOCK:
      return row->is_blocked;
    }
  g_return_val_if_reached (0);
}

static void
put_back (PealMainWindow            *window,
          PealStore                 *store,
          const PealConversationRow *row,
          PealTriageAct              act)
{
  peal_when (run (store, row, act, get_value (row, act)), window, NULL, peal_main_window_show_error_cb);
  if (act != PEAL_TRIAGE_DONE && act != PEAL_TRIAGE_BLOCK)
    return;
  /* These take more away than what they are about. The store does one thing after the other. */
  if (row->snoozed_until != 0)
    peal_when (peal_desk_snooze (store, row->id, row->snoozed_until, ACTOR), window, NULL, NULL);
  if (row->unanswered_since != 0)
    peal_when (peal_desk_owe_answer (store, row->id, row->unanswered_since), window, NULL, NULL);
  if (act == PEAL_TRIAGE_BLOCK && row->unread > 0)
    peal_when (peal_talk_mark_read (store, row->id, FALSE), window, NULL, NULL);
}

static void
undo_cb (PealMainWindow *window,
         gpointer        data)
{
  const Triage *triage = g_ptr_array_index ((GPtrArray *) data, 0);

  for (guint i = 0; i < triage->rows->len; i++)
    {
      const PealConversationRow *row = g_ptr_array_index (triage->rows, i);

      if (row != NULL)
        put_back (window, triage->store, row, triage->act);
    }
}

/* Doing ------------------------------------------------------------------------------------------- */

/* The name of @id among @staff; NULL: there is none. */
static const char *
find_name (const GPtrArray *staff,
           gint64           id)
{
  for (guint i = 0; i < staff->len; i++)
    {
      const PealStaff *one = g_ptr_array_index (staff, i);

      if (one->id == id)
        return one->name;
    }
  return NULL;
}

/* @data: what is to be done, boxed, and so is what it resolves to: the same, with the rows. */
static DexFuture *
run_fiber (gpointer      data,
           GCancellable *cancellable)
{
  Triage *triage = g_ptr_array_index ((GPtrArray *) data, 0);
  g_autoptr(GPtrArray) staff = NULL;
  g_autoptr(GError) error = NULL;

  staff = dex_await_boxed (peal_staff_list (triage->store), &error);
  if (staff == NULL)
    return dex_future_new_for_error (g_steal_pointer (&error));
  if (triage->act == PEAL_TRIAGE_ASSIGN)
    triage->staff = g_strdup (find_name (staff, triage->value));
  triage->rows = dex_await_boxed (peal_talk_load_rows (triage->store, (const gint64 *) (gpointer) triage->ids->data,
                                                       triage->ids->len),
                                  &error);
  if (triage->rows == NULL)
    return dex_future_new_for_error (g_steal_pointer (&error));
  for (guint i = 0; i < triage->rows->len; i++)
    {
      const PealConversationRow *row = g_ptr_array_index (triage->rows, i);

      if (row != NULL && !dex_await (run (triage->store, row, triage->act, triage->value), &error))
        return dex_future_new_for_error (g_steal_pointer (&error));
    }
  return dex_future_new_take_boxed (G_TYPE_PTR_ARRAY, g_ptr_array_ref (data));
}

/* What is said of it. Caller frees. */
static char *
dup_news (const Triage *triage,
          gint64        now)
{
  guint n = triage->ids->len;
  g_autofree char *until = NULL;

  switch (triage->act)
    {
    case PEAL_TRIAGE_DONE:
      if (triage->value == 0)
        return g_strdup (_("Open again"));
      return g_strdup_printf (ngettext ("Conversation done", "%'d conversations done", n), (int) n);
    case PEAL_TRIAGE_SNOOZE:
      if (triage->value == 0)
        return g_strdup (_("Not snoozed any more"));
      until = peal_format_moment (triage->value, now);
      /* Translators: %s is a time: "tomorrow 8:00". */
      return g_strdup_printf (_("Snoozed until %s"), until);
    case PEAL_TRIAGE_ASSIGN:
      if (triage->staff == NULL)
        return g_strdup (_("Nobody looks after it"));
      /* Translators: %s is a name. */
      return g_strdup_printf (_("%s looks after it"), triage->staff);
    case PEAL_TRIAGE_READ:
      return g_strdup (triage->value != 0 ? _("Read") : _("Marked as unread"));
    case PEAL_TRIAGE_BLOCK:
      return g_strdup (triage->value != 0 ? _("Blocked: what they write is kept, but not shown as new")
                                          : _("Not blocked any more"));
    }
  g_return_val_if_reached (g_strdup (""));
}

static void
run_cb (gpointer      owner,
        const GValue *value)
{
  PealMainWindow *window = owner;
  PealEngine *engine = peal_main_window_get_engine (window);
  g_autoptr(GPtrArray) box = g_value_dup_boxed (value);
  g_autofree char *text = dup_news (g_ptr_array_index (box, 0), peal_clock_get_now (peal_engine_get_clock (engine)));

  peal_main_window_offer_undo (window, text, undo_cb, g_steal_pointer (&box), (GDestroyNotify) g_ptr_array_unref);
}

void
peal_triage_run (PealMainWindow *window,
                 const gint64   *ids,
                 guint           n_ids,
                 PealTriageAct   act,
                 gint64          value)
{
  GPtrArray *box = g_ptr_array_new_with_free_func (triage_free);
  Triage *triage = g_new0 (Triage, 1);

  g_return_if_fail (PEAL_IS_MAIN_WINDOW (window));

  triage->store = g_object_ref (peal_engine_get_store (peal_main_window_get_engine (window)));
  triage->act = act;
  triage->value = value;
  triage->ids = g_array_new (FALSE, FALSE, sizeof (gint64));
  g_array_append_vals (triage->ids, ids, n_ids);
  g_ptr_array_add (box, triage);
  peal_when (peal_fiber_spawn (run_fiber, box, (GDestroyNotify) g_ptr_array_unref), window, run_cb,
             peal_main_window_show_error_cb);
}
