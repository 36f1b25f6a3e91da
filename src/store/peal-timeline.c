/* peal-timeline.c: everything that happened with one person, newest first.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#define G_LOG_DOMAIN "peal-store"

#include "peal-timeline.h"

#include "peal-fiber.h"
#include "peal-job-args.h"

typedef struct
{
  gint64 contact_id;
  guint kinds;
  guint limit;
  gint64 at;                 /* where the page begins, not included */
  int source;
  gint64 id;
} Page;

static void
change_free (gpointer data)
{
  PealTimelineChange *change = data;

  g_free (change->field);
  g_free (change->name);
  g_free (change->old);
  g_free (change->new);
  g_free (change);
}

PealTimelineEntry *
peal_timeline_entry_copy (const PealTimelineEntry *self)
{
  PealTimelineEntry *copy = g_memdup2 (self, sizeof *self);

  copy->e164 = g_strdup (self->e164);
  copy->event = g_strdup (self->event);
  copy->text = g_strdup (self->text);
  copy->detail = g_strdup (self->detail);
  copy->actor = g_strdup (self->actor);
  g_ptr_array_ref (copy->changes); /* which nobody changes */
  return copy;
}

void
peal_timeline_entry_free (PealTimelineEntry *self)
{
  g_free (self->e164);
  g_free (self->event);
  g_free (self->text);
  g_free (self->detail);
  g_free (self->actor);
  g_ptr_array_unref (self->changes);
  g_free (self);
}

static GPtrArray *
read_changes (PealDb     *db,
              const char *json)
{
  GPtrArray *changes = g_ptr_array_new_with_free_func (change_free);
  g_autoptr(PealStmt) stmt = NULL;

  if (*json == '\0')
    return changes;
  stmt = peal_db_query (db, PEAL_QUERY_TIMELINE_CHANGES);
  peal_stmt_bind_text (stmt, ":changes", json);
  while (peal_stmt_next (stmt))
    {
      PealTimelineChange *change = g_new0 (PealTimelineChange, 1);

      change->field = peal_stmt_dup_text (stmt, 0);
      change->name = peal_stmt_dup_text (stmt, 1);
      change->old = peal_stmt_dup_text (stmt, 2);
      change->new = peal_stmt_dup_text (stmt, 3);
      g_ptr_array_add (changes, change);
    }
  return changes;
}

static PealTimelineEntry *
read_entry (PealDb   *db,
            PealStmt *stmt)
{
  PealTimelineEntry *self = g_new0 (PealTimelineEntry, 1);

  self->kind = (PealTimelineKind) peal_stmt_get_int (stmt, 0);
  self->at = peal_stmt_get_int (stmt, 1);
  self->source = (PealTimelineSource) peal_stmt_get_int (stmt, 2);
  self->id = peal_stmt_get_int (stmt, 3);
  self->e164 = peal_stmt_dup_text (stmt, 4);
  self->event = peal_stmt_dup_text (stmt, 5);
  if (self->source == PEAL_TIMELINE_OF_CONSENT)
    self->act = (PealConsentAct) peal_stmt_get_int (stmt, 6);
  else if (self->source == PEAL_TIMELINE_OF_RECIPIENT)
    self->reason = (PealHoldReason) peal_stmt_get_int (stmt, 6);
  else
    self->can_undo = peal_stmt_get_int (stmt, 6) != 0;
  self->text = peal_stmt_dup_text (stmt, 7);
  self->detail = peal_stmt_dup_text (stmt, 8);
  self->actor = peal_stmt_dup_text (stmt, 9);
  self->changes = read_changes (db, peal_stmt_get_text (stmt, 10));
  return self;
}

static void
list_job (PealDb  *db,
          gpointer data,
          GValue  *result)
{
  const Page *page = data;
  g_autoptr(PealStmt) stmt = peal_db_query (db, PEAL_QUERY_TIMELINE_LIST);
  GPtrArray *entries = g_ptr_array_new_with_free_func ((GDestroyNotify) peal_timeline_entry_free);

  peal_stmt_bind_int (stmt, ":id", page->contact_id);
  peal_stmt_bind_int (stmt, ":kinds", page->kinds);
  peal_stmt_bind_int (stmt, ":now", peal_db_get_now (db));
  peal_stmt_bind_int (stmt, ":at", page->at);
  peal_stmt_bind_int (stmt, ":source", page->source);
  peal_stmt_bind_int (stmt, ":before", page->id);
  peal_stmt_bind_int (stmt, ":limit", page->limit);
  while (peal_stmt_next (stmt))
    g_ptr_array_add (entries, read_entry (db, stmt));
  peal_result_take (result, G_TYPE_PTR_ARRAY, entries);
}

DexFuture *
peal_timeline_list (PealStore               *store,
                    gint64                   contact_id,
                    guint                    kinds,
                    const PealTimelineEntry *last,
                    guint                    limit)
{
  Page page = { contact_id, kinds, limit, G_MAXINT64, 0, 0 };

  peal_return_reject_if_fail (PEAL_IS_STORE (store));

  if (last != NULL)
    {
      page.at = last->at;
      page.source = (int) last->source;
      page.id = last->id;
    }
  return peal_store_read (store, list_job, g_memdup2 (&page, sizeof page), g_free);
}
