/* peal-twilio-inbound.c: messages that came in.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#define G_LOG_DOMAIN "peal-gateway"

#include "peal-twilio-private.h"

#include "peal-fiber.h"

/* New entries may appear late in the list, and its filter knows only days. So every look overlaps
 * the last one a little, and every half hour one goes back a whole day. */
#define INBOUND_OVERLAP (15 * PEAL_MINUTE)
#define INBOUND_DEEP_OVERLAP PEAL_DAY
#define INBOUND_DEEP_EVERY (30 * PEAL_MINUTE)

/* A position is "NEWEST DEEP": when the newest message seen was created, and when the last deep
 * look was taken, both ISO 8601. */
typedef struct
{
  gint64 newest;
  gint64 deep;
} Position;

static gboolean
parse_position (const char *text,
                Position   *position)
{
  g_auto(GStrv) words = g_strsplit (text, " ", 2);

  return g_strv_length (words) == 2 && peal_time_from_iso8601 (words[0], &position->newest)
         && peal_time_from_iso8601 (words[1], &position->deep);
}

static char *
format_position (const Position *position)
{
  g_autofree char *newest = peal_time_to_iso8601 (position->newest);
  g_autofree char *deep = peal_time_to_iso8601 (position->deep);

  return g_strdup_printf ("%s %s", newest, deep);
}

/* Moves what came in since @since from @messages to @found. TRUE once the page reaches further back. */
static gboolean
pick_inbound (GPtrArray *messages,
              GPtrArray *found,
              gint64     since,
              gint64    *newest)
{
  gboolean older = FALSE;

  for (guint i = 0; i < messages->len; i++)
    {
      PealRemoteMessage *message = g_ptr_array_index (messages, i);

      older |= message->at < since;
      if (message->direction != PEAL_DIRECTION_INBOUND || message->at < since)
        continue;
      *newest = MAX (*newest, message->at);
      g_ptr_array_add (found, g_steal_pointer (&g_ptr_array_index (messages, i)));
    }
  return older;
}

/* Fiber only. Adds what came in to @number since @since (our clock). */
static gboolean
ask_inbound (PealTwilioGateway *self,
             const char        *number,
             gint64             since,
             GPtrArray         *found,
             gint64            *newest,
             GCancellable      *cancellable,
             GError           **error)
{
  PealTwilioList list = { number, NULL, since, PEAL_TWILIO_POLL_PAGE };
  g_autofree char *path = peal_twilio_list_path (&list);
  g_autofree char *url = peal_twilio_account_url (self, path);
  gboolean older = FALSE;

  for (guint page = 0; url != NULL && !older && page < PEAL_TWILIO_MAX_PAGES; page++)
    {
      gint64 skew;
      g_autoptr(GPtrArray) messages = peal_twilio_ask_page (self, &url, &skew, cancellable, error);

      if (messages == NULL)
        return FALSE;
      older = pick_inbound (messages, found, since + MIN (skew, 0), newest);
    }
  return TRUE;
}

/* Fiber only. The numbers that replies come to. */
static GPtrArray *
await_own_numbers (PealTwilioGateway *self,
                   GCancellable      *cancellable,
                   GError           **error)
{
  g_autoptr(GPtrArray) numbers = NULL;
  GPtrArray *texts = g_ptr_array_new_with_free_func (g_free);

  if (*self->sender == '+')
    {
      g_ptr_array_add (texts, g_strdup (self->sender));
      return texts;
    }

  numbers = dex_await_boxed (peal_until_cancelled (peal_twilio_gateway_list_numbers (PEAL_GATEWAY (self)), cancellable), error);
  for (guint i = 0; numbers != NULL && i < numbers->len; i++)
    g_ptr_array_add (texts, g_strdup (((PealOwnNumber *) g_ptr_array_index (numbers, i))->e164));
  if (numbers == NULL)
    g_clear_pointer (&texts, g_ptr_array_unref);
  return texts;
}

static int
compare_at (gconstpointer a,
            gconstpointer b)
{
  const PealRemoteMessage *first = *(PealRemoteMessage *const *) a;
  const PealRemoteMessage *second = *(PealRemoteMessage *const *) b;

  return first->at < second->at ? -1 : first->at > second->at;
}

/* Oldest first. Dates are whole seconds, so messages of one second keep the order that the
 * provider gave them, turned round: the sort is stable. */
static void
sort_by_age (GPtrArray *messages)
{
  for (guint i = 0, j = messages->len; i + 1 < j; i++)
    {
      gpointer swapped = messages->pdata[--j];

      messages->pdata[j] = messages->pdata[i];
      messages->pdata[i] = swapped;
    }
  g_ptr_array_sort (messages, compare_at);
}

static DexFuture *
inbound_fiber (gpointer      data,
               GCancellable *cancellable)
{
  PealTwilioQuestion *question = data;
  GError *error = NULL;
  gint64 now = peal_clock_get_now (question->self->clock);
  Position position = { now, G_MININT64 };
  gboolean known = parse_position (question->position, &position);
  gboolean deep = !known || ABS (now - position.deep) >= INBOUND_DEEP_EVERY;
  gint64 since = position.newest - (deep ? INBOUND_DEEP_OVERLAP : INBOUND_OVERLAP);
  g_autoptr(PealInboundPage) page = peal_inbound_page_new ();
  g_autoptr(GPtrArray) numbers = await_own_numbers (question->self, cancellable, &error);

  if (numbers == NULL)
    return dex_future_new_for_error (error);
  if (!known)
    position.newest = since;
  for (guint i = 0; i < numbers->len; i++)
    if (!ask_inbound (question->self, g_ptr_array_index (numbers, i), since, page->messages, &position.newest, cancellable, &error))
      return dex_future_new_for_error (error);

  if (deep)
    position.deep = now;
  sort_by_age (page->messages);
  g_free (page->position);
  page->position = format_position (&position);
  return dex_future_new_take_boxed (PEAL_TYPE_INBOUND_PAGE, g_steal_pointer (&page));
}

DexFuture *
peal_twilio_gateway_poll_inbound (PealGateway *gateway,
                                  const char  *position)
{
  PealTwilioQuestion *question = peal_twilio_question_new (PEAL_TWILIO_GATEWAY (gateway));

  question->position = g_strdup (position);
  return peal_fiber_spawn (inbound_fiber, question, peal_twilio_question_free);
}
