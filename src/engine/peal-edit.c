/* peal-edit.c: another text for messages that wait.
 *
 * The texts are made here, page by page; the store writes them, in pieces of its
 * own, each only where the message still waits and has the text of before.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#define G_LOG_DOMAIN "peal-engine"

#include "peal-edit.h"

#include "peal-fiber.h"
#include "peal-plan.h"
#include "peal-segments.h"
#include "peal-talk.h"

#include <string.h>

/* Messages that are read at a time. */
#define PAGE 500

typedef struct
{
  PealEngine *engine;
  GArray *ids;               /* of gint64 */
  PealMergeTemplate *text;
  gboolean has_fields;
  char *was;                 /* or NULL */
  char *actor;
  GPtrArray *edits;          /* of PealEdit */
} Edit;

static void
edit_free (gpointer data)
{
  Edit *edit = data;

  g_object_unref (edit->engine);
  g_array_unref (edit->ids);
  peal_merge_template_free (edit->text);
  g_free (edit->was);
  g_free (edit->actor);
  g_ptr_array_unref (edit->edits);
  g_free (edit);
}

/* What @message shall say; where it cannot, it is refused. Takes @contact, NULL = nobody known. */
static PealEdit *
make_edit (const Edit           *edit,
           const PealMessageRow *message,
           PealContact          *contact)
{
  PealCandidate *candidate = peal_candidate_new_for_message (contact, message->theirs);
  g_auto(GStrv) missing = NULL;
  g_autofree char *body = peal_candidate_render (candidate, edit->text, &missing);
  g_autofree char *names = missing != NULL ? g_strjoinv (", ", missing) : g_strdup ("");
  g_autoptr(PealSegments) segments = NULL;

  peal_candidate_free (candidate);
  if (body == NULL || body[strspn (body, " \t\r\n")] == '\0')
    return peal_edit_new_refused (message->id, names);
  segments = peal_segments_new (body, PEAL_SEGMENTS_DEFAULT);
  return peal_edit_new (message->id, body, segments->n_segments, edit->was != NULL ? edit->was : message->body);
}

/* By id; those that are gone are not in it. Await inside a fiber. */
static GHashTable *
load_contacts (Edit            *edit,
               const GPtrArray *messages,
               GError         **error)
{
  g_autoptr(GHashTable) contacts = g_hash_table_new_full (g_int64_hash, g_int64_equal, NULL,
                                                          (GDestroyNotify) peal_contact_free);
  g_autoptr(GArray) ids = g_array_new (FALSE, FALSE, sizeof (gint64));
  g_autoptr(GPtrArray) found = NULL;

  for (guint i = 0; i < messages->len && edit->has_fields; i++)
    {
      const PealMessageRow *message = g_ptr_array_index (messages, i);

      if (message != NULL && message->contact_id != 0)
        g_array_append_val (ids, message->contact_id);
    }
  if (ids->len == 0)
    return g_steal_pointer (&contacts);
  found = dex_await_boxed (peal_contacts_get_many (peal_engine_get_store (edit->engine), (gint64 *) ids->data, ids->len),
                           error);
  if (found == NULL)
    return NULL;
  for (guint i = 0; i < found->len; i++)
    {
      PealContact *contact = peal_contact_copy (g_ptr_array_index (found, i));

      g_hash_table_replace (contacts, &contact->id, contact);
    }
  return g_steal_pointer (&contacts);
}

/* What has left, or is gone, is left to the store to count. */
static void
add_edit (Edit                 *edit,
          gint64                id,
          const PealMessageRow *message,
          GHashTable           *contacts)
{
  const PealContact *contact;

  if (message == NULL || message->state != PEAL_STATE_QUEUED)
    {
      g_ptr_array_add (edit->edits, peal_edit_new (id, "", 0, ""));
      return;
    }
  contact = g_hash_table_lookup (contacts, &message->contact_id);
  g_ptr_array_add (edit->edits, make_edit (edit, message, contact != NULL ? peal_contact_copy (contact) : NULL));
}

static DexFuture *
edit_fiber (gpointer      data,
            GCancellable *cancellable)
{
  Edit *edit = data;
  PealStore *store = peal_engine_get_store (edit->engine);
  g_autoptr(GError) error = NULL;

  for (guint i = 0; i < edit->ids->len; i += PAGE)
    {
      const gint64 *ids = &g_array_index (edit->ids, gint64, i);
      guint n = MIN (PAGE, edit->ids->len - i);
      g_autoptr(GPtrArray) messages = dex_await_boxed (peal_talk_load_messages (store, ids, n), &error);
      g_autoptr(GHashTable) contacts = messages != NULL ? load_contacts (edit, messages, &error) : NULL;

      if (contacts == NULL)
        return dex_future_new_for_error (g_steal_pointer (&error));
      if (g_cancellable_is_cancelled (cancellable))
        return peal_future_cancelled ();
      for (guint k = 0; k < n; k++)
        add_edit (edit, ids[k], g_ptr_array_index (messages, k), contacts);
    }
  return peal_outbox_edit (store, edit->edits, edit->actor);
}

DexFuture *
peal_engine_edit_messages (PealEngine *self,
                           GArray     *ids,
                           const char *body,
                           const char *was,
                           const char *actor)
{
  g_autofree char *source = NULL;
  g_autoptr(PealMergeTemplate) text = NULL;
  g_autoptr(GError) error = NULL;
  Edit *edit;

  peal_return_reject_if_fail (PEAL_IS_ENGINE (self));
  peal_return_reject_if_fail (ids != NULL && body != NULL && actor != NULL);

  source = peal_text_normalize (body);
  text = peal_plan_parse_text (source[strspn (source, " \t\r\n")] != '\0' ? source : "",
                               peal_engine_get_text_fields (self), &error);
  if (text == NULL)
    return dex_future_new_for_error (g_steal_pointer (&error));

  edit = g_new0 (Edit, 1);
  edit->engine = g_object_ref (self);
  edit->ids = g_array_copy (ids);
  edit->has_fields = *peal_merge_template_get_fields (text) != NULL;
  edit->text = g_steal_pointer (&text);
  edit->was = g_strdup (was);
  edit->actor = g_strdup (actor);
  edit->edits = g_ptr_array_new_with_free_func ((GDestroyNotify) peal_edit_free);
  return peal_fiber_spawn (edit_fiber, edit, edit_free);
}
