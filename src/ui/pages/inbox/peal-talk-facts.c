/* peal-talk-facts.c: what the side pane of a conversation shows, read in one go.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#define G_LOG_DOMAIN "peal-ui"

#include "peal-talk-facts.h"

#include "peal-contact-photo.h"
#include "peal-fiber.h"
#include "peal-groups.h"
#include "peal-messages.h"
#include "peal-staff.h"
#include "peal-talk-notes.h"
#include "peal-timeline.h"

G_DEFINE_BOXED_TYPE (PealTalkFacts, peal_talk_facts, peal_talk_facts_ref, peal_talk_facts_unref)

static void
facts_clear (gpointer data)
{
  PealTalkFacts *self = data;

  g_clear_pointer (&self->contact, peal_contact_free);
  g_clear_pointer (&self->photo, g_bytes_unref);
  g_strfreev (self->all_tags);
  g_strfreev (self->groups);
  g_clear_pointer (&self->campaigns, g_ptr_array_unref);
  g_clear_pointer (&self->history, g_ptr_array_unref);
  g_clear_pointer (&self->messages, g_ptr_array_unref);
  g_clear_pointer (&self->consents, g_ptr_array_unref);
  g_clear_pointer (&self->upcoming, g_ptr_array_unref);
  g_clear_pointer (&self->notes, g_ptr_array_unref);
  g_clear_pointer (&self->staff, g_ptr_array_unref);
}

PealTalkFacts *
peal_talk_facts_ref (PealTalkFacts *self)
{
  return g_atomic_rc_box_acquire (self);
}

void
peal_talk_facts_unref (PealTalkFacts *self)
{
  g_atomic_rc_box_release_full (self, facts_clear);
}

/* Reading ----------------------------------------------------------------------------------------- */

typedef struct
{
  PealStore *store;
  gint64 conversation_id;
  char *theirs;
  gint64 contact_id;
} Reading;

static void
reading_free (gpointer data)
{
  Reading *reading = data;

  g_object_unref (reading->store);
  g_free (reading->theirs);
  g_free (reading);
}

/* FALSE with @error, also where somebody has chosen another conversation; TRUE without a contact where it is gone. */
static gboolean
read_contact (PealTalkFacts *facts,
              const Reading *reading,
              GCancellable  *cancellable,
              GError       **error)
{
  g_autoptr(GError) gone = NULL;

  if (reading->contact_id == 0)
    return TRUE;
  facts->contact = dex_await_boxed (peal_until_cancelled (peal_contacts_get (reading->store, reading->contact_id), cancellable),
                                    &gone);
  if (facts->contact != NULL && facts->contact->deleted_at != 0)
    g_clear_pointer (&facts->contact, peal_contact_free);
  if (gone == NULL || g_error_matches (gone, PEAL_STORE_ERROR, PEAL_STORE_ERROR_NOT_FOUND))
    return TRUE;
  g_propagate_error (error, g_steal_pointer (&gone));
  return FALSE;
}

static GStrv
name_groups (const PealContact *contact,
             const GPtrArray   *groups)
{
  g_autoptr(GStrvBuilder) names = g_strv_builder_new ();

  for (guint i = 0; i < groups->len; i++)
    {
      const PealGroup *group = g_ptr_array_index (groups, i);

      for (guint n = 0; n < contact->group_ids->len; n++)
        if (g_array_index (contact->group_ids, gint64, n) == group->id)
          g_strv_builder_add (names, group->name);
    }
  return g_strv_builder_end (names);
}

static void
add_message_ids (GArray          *ids,
                 const GPtrArray *entries)
{
  for (guint i = 0; i < entries->len; i++)
    {
      const PealTimelineEntry *entry = g_ptr_array_index (entries, i);

      if (entry->source == PEAL_TIMELINE_OF_MESSAGE)
        g_array_append_val (ids, entry->id);
    }
}

static gboolean
read_history (PealTalkFacts *facts,
              PealStore     *store,
              GCancellable  *cancellable,
              GError       **error)
{
  g_autoptr(GArray) ids = g_array_new (FALSE, FALSE, sizeof (gint64));
  gint64 id = facts->contact->id;

  facts->campaigns = dex_await_boxed (peal_until_cancelled (peal_timeline_list (store, id, PEAL_TIMELINE_CAMPAIGNS, NULL,
                                                                                PEAL_TALK_FACTS_CAMPAIGNS),
                                                            cancellable),
                                      error);
  if (facts->campaigns == NULL)
    return FALSE;
  facts->history = dex_await_boxed (peal_until_cancelled (peal_timeline_list (store, id, PEAL_TIMELINE_ALL, NULL,
                                                                              PEAL_TALK_FACTS_HISTORY),
                                                          cancellable),
                                    error);
  if (facts->history == NULL)
    return FALSE;
  add_message_ids (ids, facts->campaigns);
  add_message_ids (ids, facts->history);
  facts->messages = dex_await_boxed (peal_until_cancelled (peal_talk_load_messages (store, (const gint64 *) (gpointer) ids->data,
                                                                                    ids->len),
                                                           cancellable),
                                     error);
  return facts->messages != NULL;
}

static gboolean
read_person (PealTalkFacts *facts,
             PealStore     *store,
             GCancellable  *cancellable,
             GError       **error)
{
  g_autoptr(GPtrArray) groups = NULL;

  if (facts->contact == NULL)
    return TRUE;
  facts->photo = dex_await_boxed (peal_until_cancelled (peal_contact_photo_get (store, facts->contact->id), cancellable), error);
  if (facts->photo == NULL)
    return FALSE;
  facts->all_tags = dex_await_boxed (peal_until_cancelled (peal_contacts_list_tags (store), cancellable), error);
  if (facts->all_tags == NULL)
    return FALSE;
  groups = dex_await_boxed (peal_until_cancelled (peal_groups_list (store), cancellable), error);
  if (groups == NULL)
    return FALSE;
  facts->groups = name_groups (facts->contact, groups);
  return read_history (facts, store, cancellable, error);
}

static gboolean
read_consents (PealTalkFacts *facts,
               const Reading *reading,
               GCancellable  *cancellable,
               GError       **error)
{
  g_autoptr(GStrvBuilder) builder = g_strv_builder_new ();
  g_auto(GStrv) numbers = NULL;

  g_strv_builder_add (builder, reading->theirs);
  for (guint i = 0; facts->contact != NULL && i < facts->contact->phones->len; i++)
    {
      const PealContactPhone *phone = g_ptr_array_index (facts->contact->phones, i);

      if (!g_str_equal (phone->e164, reading->theirs))
        g_strv_builder_add (builder, phone->e164);
    }
  numbers = g_strv_builder_end (builder);
  facts->consents = dex_await_boxed (peal_until_cancelled (peal_consent_get_many (reading->store, (const char *const *) numbers),
                                                           cancellable),
                                     error);
  return facts->consents != NULL;
}

static int
compare_due (gconstpointer a,
             gconstpointer b)
{
  const PealMessageRow *first = *(const PealMessageRow *const *) a;
  const PealMessageRow *second = *(const PealMessageRow *const *) b;

  return (first->not_before > second->not_before) - (first->not_before < second->not_before);
}

static gboolean
read_number (PealTalkFacts *facts,
             const Reading *reading,
             GCancellable  *cancellable,
             GError       **error)
{
  PealMessageFilter filter = { .state = PEAL_STATE_QUEUED, .number = reading->theirs, .limit = PEAL_TALK_FACTS_UPCOMING };

  if (!read_consents (facts, reading, cancellable, error))
    return FALSE;
  facts->upcoming = dex_await_boxed (peal_until_cancelled (peal_messages_list (reading->store, &filter), cancellable), error);
  if (facts->upcoming == NULL)
    return FALSE;
  g_ptr_array_sort (facts->upcoming, compare_due);
  facts->notes = dex_await_boxed (peal_until_cancelled (peal_talk_notes_list (reading->store, reading->conversation_id),
                                                        cancellable),
                                  error);
  if (facts->notes == NULL)
    return FALSE;
  facts->staff = dex_await_boxed (peal_until_cancelled (peal_staff_list (reading->store), cancellable), error);
  return facts->staff != NULL;
}

static DexFuture *
read_fiber (gpointer      data,
            GCancellable *cancellable)
{
  const Reading *reading = data;
  g_autoptr(PealTalkFacts) facts = g_atomic_rc_box_new0 (PealTalkFacts);
  g_autoptr(GError) error = NULL;

  if (!read_contact (facts, reading, cancellable, &error)
      || !read_person (facts, reading->store, cancellable, &error)
      || !read_number (facts, reading, cancellable, &error))
    return dex_future_new_for_error (g_steal_pointer (&error));
  return dex_future_new_take_boxed (PEAL_TYPE_TALK_FACTS, g_steal_pointer (&facts));
}

DexFuture *
peal_talk_facts_read (PealStore  *store,
                      gint64      conversation_id,
                      const char *theirs,
                      gint64      contact_id)
{
  Reading *reading;

  peal_return_reject_if_fail (PEAL_IS_STORE (store));
  peal_return_reject_if_fail (theirs != NULL);

  reading = g_new0 (Reading, 1);
  reading->store = g_object_ref (store);
  reading->conversation_id = conversation_id;
  reading->theirs = g_strdup (theirs);
  reading->contact_id = contact_id;
  return peal_fiber_spawn (read_fiber, reading, reading_free);
}
