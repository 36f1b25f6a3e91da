/* peal-activity.c: the ledger as a feed for people.
 *
 * One fiber: the latest events, then the names that they are about. Ids are
 * looked up in one question for each kind.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#define G_LOG_DOMAIN "peal-ui"

#include "peal-activity.h"

#include "peal-contacts.h"
#include "peal-event-text.h"
#include "peal-fiber.h"
#include "peal-format.h"
#include "peal-groups.h"
#include "peal-ledger.h"
#include "peal-talk.h"

/* How many ledger rows are looked through for the feed. */
#define DEPTH 600

typedef struct
{
  PealStore *store;
  guint limit;
} Reading;

void
peal_activity_free (PealActivity *self)
{
  g_free (self->event);
  g_free (self->subject);
  g_free (self->name);
  g_free (self);
}

static void
reading_free (gpointer data)
{
  Reading *reading = data;

  g_object_unref (reading->store);
  g_free (reading);
}

/* Folding ---------------------------------------------------------------------------------------- */

static PealActivity *
find_same (GPtrArray           *feed,
           const PealLedgerRow *row)
{
  for (guint i = 0; i < feed->len; i++)
    {
      PealActivity *entry = g_ptr_array_index (feed, i);

      if (entry->at / PEAL_HOUR == row->at / PEAL_HOUR && g_str_equal (entry->event, row->event))
        return entry;
    }
  return NULL;
}

static GPtrArray *
fold (const GPtrArray *rows,
      guint            limit)
{
  GPtrArray *feed = g_ptr_array_new_with_free_func ((GDestroyNotify) peal_activity_free);

  for (guint i = 0; i < rows->len; i++)
    {
      const PealLedgerRow *row = g_ptr_array_index (rows, i);
      PealActivity *entry = find_same (feed, row);

      if (!peal_event_is_news (row->event))
        continue;
      if (entry != NULL)
        {
          entry->count++;
          continue;
        }
      if (feed->len == limit)
        break;
      entry = g_new0 (PealActivity, 1);
      entry->at = row->at;
      entry->event = g_strdup (row->event);
      entry->subject = g_strdup (row->subject);
      entry->count = 1;
      g_ptr_array_add (feed, entry);
    }
  return feed;
}

/* Names ------------------------------------------------------------------------------------------ */

/* The id in "contact:12" for kind "contact"; 0 if @subject is none of these. */
static gint64
subject_id (const char *subject,
            const char *kind)
{
  gsize length = strlen (kind);
  gint64 id;

  if (strncmp (subject, kind, length) != 0 || subject[length] != ':'
      || !g_ascii_string_to_signed (subject + length + 1, 10, 1, G_MAXINT64, &id, NULL))
    return 0;
  return id;
}

static GArray *
collect_ids (GPtrArray  *feed,
             const char *kind)
{
  GArray *ids = g_array_new (FALSE, FALSE, sizeof (gint64));

  for (guint i = 0; i < feed->len; i++)
    {
      const PealActivity *entry = g_ptr_array_index (feed, i);
      gint64 id = entry->count == 1 ? subject_id (entry->subject, kind) : 0;

      if (id != 0)
        g_array_append_val (ids, id);
    }
  return ids;
}

static void
name_subject (GPtrArray  *feed,
              const char *kind,
              gint64      id,
              const char *name)
{
  for (guint i = 0; i < feed->len; i++)
    {
      PealActivity *entry = g_ptr_array_index (feed, i);

      if (entry->count == 1 && entry->name == NULL && subject_id (entry->subject, kind) == id)
        entry->name = g_strdup (name);
    }
}

/* Names are a comfort: the feed does without where they cannot be read. */
static void
name_contacts (GPtrArray *feed,
               PealStore *store)
{
  g_autoptr(GArray) ids = collect_ids (feed, "contact");
  g_autoptr(GPtrArray) rows = NULL;

  if (ids->len == 0)
    return;
  rows = dex_await_boxed (peal_contacts_load_rows (store, (const gint64 *) ids->data, ids->len), NULL);
  for (guint i = 0; rows != NULL && i < rows->len; i++)
    {
      const PealContactRow *row = g_ptr_array_index (rows, i);

      if (row != NULL)
        name_subject (feed, "contact", row->id, row->display);
    }
}

static char *
await_contact_name (PealStore  *store,
                    const char *e164)
{
  g_autoptr(GPtrArray) rows = dex_await_boxed (peal_contacts_find_by_number (store, e164), NULL);

  if (rows == NULL || rows->len == 0)
    return peal_format_number (e164);
  return g_strdup (((const PealContactRow *) g_ptr_array_index (rows, 0))->display);
}

static void
name_messages (GPtrArray *feed,
               PealStore *store)
{
  g_autoptr(GArray) ids = collect_ids (feed, "message");
  g_autoptr(GPtrArray) rows = NULL;

  if (ids->len == 0)
    return;
  rows = dex_await_boxed (peal_talk_load_messages (store, (const gint64 *) ids->data, ids->len), NULL);
  for (guint i = 0; rows != NULL && i < rows->len; i++)
    {
      const PealMessageRow *row = g_ptr_array_index (rows, i);
      g_autofree char *name = row != NULL ? await_contact_name (store, row->theirs) : NULL;

      if (row != NULL)
        name_subject (feed, "message", row->id, name);
    }
}

static void
name_numbers (GPtrArray *feed,
              PealStore *store)
{
  for (guint i = 0; i < feed->len; i++)
    {
      PealActivity *entry = g_ptr_array_index (feed, i);

      if (entry->count == 1 && g_str_has_prefix (entry->subject, "number:"))
        entry->name = await_contact_name (store, entry->subject + strlen ("number:"));
    }
}

static void
name_groups (GPtrArray *feed,
             PealStore *store)
{
  g_autoptr(GArray) ids = collect_ids (feed, "group");
  g_autoptr(GPtrArray) groups = NULL;

  if (ids->len == 0)
    return;
  groups = dex_await_boxed (peal_groups_list (store), NULL);
  for (guint i = 0; groups != NULL && i < groups->len; i++)
    {
      const PealGroup *group = g_ptr_array_index (groups, i);

      name_subject (feed, "group", group->id, group->name);
    }
}

static DexFuture *
read_fiber (gpointer      data,
            GCancellable *cancellable)
{
  Reading *reading = data;
  g_autoptr(GError) error = NULL;
  g_autoptr(GPtrArray) rows = NULL;
  g_autoptr(GPtrArray) feed = NULL;

  rows = dex_await_boxed (peal_ledger_list (reading->store, NULL, 0, DEPTH), &error);
  if (rows == NULL)
    return dex_future_new_for_error (g_steal_pointer (&error));
  feed = fold (rows, reading->limit);
  name_contacts (feed, reading->store);
  name_messages (feed, reading->store);
  name_numbers (feed, reading->store);
  name_groups (feed, reading->store);
  return dex_future_new_take_boxed (G_TYPE_PTR_ARRAY, g_steal_pointer (&feed));
}

DexFuture *
peal_activity_read (PealStore *store,
                    guint      limit)
{
  Reading *reading;

  peal_return_reject_if_fail (PEAL_IS_STORE (store));

  reading = g_new0 (Reading, 1);
  reading->store = g_object_ref (store);
  reading->limit = limit;
  return peal_fiber_spawn (read_fiber, reading, reading_free);
}
