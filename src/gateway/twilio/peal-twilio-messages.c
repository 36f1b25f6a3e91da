/* peal-twilio-messages.c: what became of messages that were sent.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#define G_LOG_DOMAIN "peal-gateway"

#include "peal-twilio-private.h"

#include "peal-fiber.h"

#define FIND_PAGE 50

/* Dates in answers are whole seconds. */
#define DATE_GRAIN (2 * PEAL_SECOND)

/* Up to so many receipts are asked for one by one: less data than a page of the list. */
#define MAX_SINGLE_RECEIPTS 8
#define RECEIPT_MARGIN (10 * PEAL_MINUTE)

/* One without an answer ------------------------------------------------------------------------------ */

static gboolean
may_be (const PealTwilioQuestion *question,
        const PealRemoteMessage  *message,
        gint64                    skew)
{
  gboolean by_service = g_str_has_prefix (question->from, "MG");
  gint64 at = message->at - skew;

  return message->direction == PEAL_DIRECTION_OUTBOUND
         && g_str_equal (message->to, question->to)
         && (by_service || g_ascii_strcasecmp (message->from, question->from) == 0)
         && at >= question->since - DATE_GRAIN && at <= question->until + DATE_GRAIN
         && peal_twilio_same_text (question->body, message->body, by_service);
}

/* A message that is still queued has no date of sending, so this list is not filtered by it. */
static DexFuture *
find_fiber (gpointer      data,
            GCancellable *cancellable)
{
  PealTwilioQuestion *question = data;
  PealTwilioList list = { question->to, g_str_has_prefix (question->from, "MG") ? NULL : question->from, -1, FIND_PAGE };
  g_autoptr(GPtrArray) found = peal_remote_messages_new ();
  g_autofree char *path = peal_twilio_list_path (&list);
  g_autofree char *url = peal_twilio_account_url (question->self, path);
  gboolean older = FALSE;

  for (guint page = 0; url != NULL && !older && page < PEAL_TWILIO_MAX_PAGES; page++)
    {
      GError *error = NULL;
      gint64 skew;
      g_autoptr(GPtrArray) messages = peal_twilio_ask_page (question->self, &url, &skew, cancellable, &error);

      if (messages == NULL)
        return dex_future_new_for_error (error);
      for (guint i = 0; i < messages->len; i++)
        {
          PealRemoteMessage *message = g_ptr_array_index (messages, i);

          older |= message->at - skew < question->since - PEAL_HOUR;
          if (!may_be (question, message, skew))
            continue;
          message->at -= skew;
          g_ptr_array_add (found, g_steal_pointer (&g_ptr_array_index (messages, i)));
        }
    }
  return peal_twilio_resolve_array (g_steal_pointer (&found));
}

DexFuture *
peal_twilio_gateway_find (PealGateway         *gateway,
                          const PealFindQuery *query)
{
  PealTwilioQuestion *question = peal_twilio_question_new (PEAL_TWILIO_GATEWAY (gateway));

  question->from = g_strdup (query->from);
  question->to = g_strdup (query->to);
  question->body = g_strdup (query->body);
  question->since = query->since;
  question->until = query->until;
  return peal_fiber_spawn (find_fiber, question, peal_twilio_question_free);
}

/* Receipts ------------------------------------------------------------------------------------------ */

/* Fiber only. One message, or NULL without an error if the provider does not know it. */
static PealRemoteMessage *
ask_one (PealTwilioGateway *self,
         const char        *id,
         GCancellable      *cancellable,
         GError           **error)
{
  g_autofree char *path = g_strdup_printf ("Messages/%s.json", id);
  g_autofree char *url = peal_twilio_account_url (self, path);
  g_autoptr(PealReply) reply = peal_twilio_ask (self, url, cancellable, error);

  if (reply == NULL || (reply->fate == PEAL_REPLY_ANSWERED && reply->status == SOUP_STATUS_NOT_FOUND
                        && peal_reply_looks_like_json (reply)))
    return NULL;
  return peal_twilio_parse_message (reply, error);
}

static DexFuture *
receipts_one_by_one_fiber (gpointer      data,
                           GCancellable *cancellable)
{
  PealTwilioQuestion *question = data;
  g_autoptr(GPtrArray) found = peal_remote_messages_new ();

  for (guint i = 0; i < question->awaited->len; i++)
    {
      GError *error = NULL;
      PealAwaited *awaited = g_ptr_array_index (question->awaited, i);
      PealRemoteMessage *message = ask_one (question->self, awaited->remote_id, cancellable, &error);

      if (error != NULL)
        return dex_future_new_for_error (error);
      if (message != NULL)
        g_ptr_array_add (found, message);
    }
  return peal_twilio_resolve_array (g_steal_pointer (&found));
}

static GHashTable *
index_awaited (GPtrArray *awaited)
{
  GHashTable *index = g_hash_table_new (g_str_hash, g_str_equal);

  for (guint i = 0; i < awaited->len; i++)
    g_hash_table_add (index, ((PealAwaited *) g_ptr_array_index (awaited, i))->remote_id);
  return index;
}

/* Moves what is awaited from @messages to @found. TRUE once the page reaches back before @since. */
static gboolean
pick_awaited (GPtrArray  *messages,
              GHashTable *awaited,
              GPtrArray  *found,
              gint64      since)
{
  gboolean older = FALSE;

  for (guint i = 0; i < messages->len; i++)
    {
      PealRemoteMessage *message = g_ptr_array_index (messages, i);

      older |= message->at < since;
      if (g_hash_table_remove (awaited, message->remote_id))
        g_ptr_array_add (found, g_steal_pointer (&g_ptr_array_index (messages, i)));
    }
  return older;
}

static DexFuture *
receipts_by_list_fiber (gpointer      data,
                        GCancellable *cancellable)
{
  PealTwilioQuestion *question = data;
  g_autoptr(GHashTable) awaited = index_awaited (question->awaited);
  g_autoptr(GPtrArray) found = peal_remote_messages_new ();
  PealTwilioList list = { NULL, NULL, question->since, PEAL_TWILIO_POLL_PAGE };
  g_autofree char *path = peal_twilio_list_path (&list);
  g_autofree char *url = peal_twilio_account_url (question->self, path);
  gboolean older = FALSE;

  for (guint page = 0; url != NULL && !older && g_hash_table_size (awaited) > 0 && page < PEAL_TWILIO_MAX_PAGES; page++)
    {
      GError *error = NULL;
      gint64 skew;
      g_autoptr(GPtrArray) messages = peal_twilio_ask_page (question->self, &url, &skew, cancellable, &error);

      if (messages == NULL)
        return dex_future_new_for_error (error);
      older = pick_awaited (messages, awaited, found, question->since + skew);
    }
  return peal_twilio_resolve_array (g_steal_pointer (&found));
}

DexFuture *
peal_twilio_gateway_poll_receipts (PealGateway *gateway,
                                   GPtrArray   *awaited)
{
  PealTwilioQuestion *question = peal_twilio_question_new (PEAL_TWILIO_GATEWAY (gateway));

  question->awaited = g_ptr_array_ref (awaited);
  if (awaited->len <= MAX_SINGLE_RECEIPTS)
    return peal_fiber_spawn (receipts_one_by_one_fiber, question, peal_twilio_question_free);

  question->since = ((PealAwaited *) g_ptr_array_index (awaited, 0))->submitted_at - RECEIPT_MARGIN;
  return peal_fiber_spawn (receipts_by_list_fiber, question, peal_twilio_question_free);
}
