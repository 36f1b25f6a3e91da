/* peal-talk-items.c: what stands in a thread between the messages.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#define G_LOG_DOMAIN "peal-ui"

#include "peal-talk-items.h"

#include "peal-config.h"
#include "peal-fiber.h"
#include "peal-ledger.h"
#include "peal-note.h"
#include "peal-talk-note-card.h"

#include <glib/gi18n.h>

/* Older ones say nothing any more. */
#define MOST_EVENTS 200

/* Consent ----------------------------------------------------------------------------------------- */

static DexFuture *
read_consent (PealStore  *store,
              gint64      conversation_id,
              const char *theirs)
{
  return peal_consent_history (store, theirs);
}

static gint64
time_of_consent (gconstpointer item)
{
  return ((const PealConsentEvent *) item)->at;
}

static GtkWidget *
make_consent_row (gconstpointer item,
                  gboolean      is_last)
{
  return peal_note_new_for_consent (item, is_last);
}

/* What was done with the conversation ------------------------------------------------------------- */

static DexFuture *
read_events (PealStore  *store,
             gint64      conversation_id,
             const char *theirs)
{
  g_autofree char *subject = g_strdup_printf ("conversation:%" G_GINT64_FORMAT, conversation_id);

  return peal_ledger_list (store, subject, 0, MOST_EVENTS);
}

static gint64
time_of_event (gconstpointer item)
{
  return ((const PealLedgerRow *) item)->at;
}

static GtkWidget *
make_event_row (gconstpointer item,
                gboolean      is_last)
{
  static const struct
  {
    const char *event;
    const char *text;
  } known[] = {
    { "conversation.done", N_("Marked done") },
    { "conversation.open", N_("Opened again") },
  };
  const PealLedgerRow *row = item;

  for (gsize i = 0; i < G_N_ELEMENTS (known); i++)
    if (g_str_equal (row->event, known[i].event))
      return peal_note_new (_(known[i].text));
  return NULL;
}

static const PealTalkItems kinds[] = {
  { PEAL_CHANGE_CONSENT, read_consent, time_of_consent, make_consent_row },
  { PEAL_CHANGE_TALK, read_events, time_of_event, make_event_row },
  { PEAL_CHANGE_TALK, peal_talk_note_card_read, peal_talk_note_card_time_of, peal_talk_note_card_make_row },
};

const PealTalkItems *
peal_talk_items_list (gsize *n_kinds)
{
  *n_kinds = G_N_ELEMENTS (kinds);
  return kinds;
}

gboolean
peal_talk_items_concern (guint changes)
{
  for (gsize i = 0; i < G_N_ELEMENTS (kinds); i++)
    if ((kinds[i].changes & changes) != 0)
      return TRUE;
  return FALSE;
}

/* Reading ----------------------------------------------------------------------------------------- */

typedef struct
{
  PealStore *store;
  gint64 conversation_id;
  char *theirs;
} Reading;

static void
reading_free (gpointer data)
{
  Reading *reading = data;

  g_object_unref (reading->store);
  g_free (reading->theirs);
  g_free (reading);
}

static DexFuture *
read_fiber (gpointer      data,
            GCancellable *cancellable)
{
  Reading *reading = data;
  g_autoptr(GPtrArray) all = g_ptr_array_new_with_free_func ((GDestroyNotify) g_ptr_array_unref);

  for (gsize i = 0; i < G_N_ELEMENTS (kinds); i++)
    {
      g_autoptr(GError) error = NULL;
      DexFuture *asked = kinds[i].read (reading->store, reading->conversation_id, reading->theirs);
      GPtrArray *items = dex_await_boxed (peal_until_cancelled (asked, cancellable), &error);

      if (items == NULL)
        return dex_future_new_for_error (g_steal_pointer (&error));
      g_ptr_array_add (all, items);
    }
  return dex_future_new_take_boxed (G_TYPE_PTR_ARRAY, g_steal_pointer (&all));
}

DexFuture *
peal_talk_items_read (PealStore  *store,
                      gint64      conversation_id,
                      const char *theirs)
{
  Reading *reading;

  peal_return_reject_if_fail (PEAL_IS_STORE (store));
  peal_return_reject_if_fail (theirs != NULL);

  reading = g_new0 (Reading, 1);
  reading->store = g_object_ref (store);
  reading->conversation_id = conversation_id;
  reading->theirs = g_strdup (theirs);
  return peal_fiber_spawn (read_fiber, reading, reading_free);
}
