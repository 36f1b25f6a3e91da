/* peal-twilio-wire.c: Twilio's words to ours and back, without a network.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#define G_LOG_DOMAIN "peal-gateway"

#include "peal-twilio-wire.h"

#include "peal-clock.h"
#include "peal-json.h"
#include "peal-soup.h"

#define TRIAL_PREFACE "Sent from your Twilio trial account - "
#define MAX_ID 64

static void
append_field (GString    *form,
              const char *name,
              const char *value)
{
  if (form->len > 0 && form->str[form->len - 1] != '?')
    g_string_append_c (form, '&');
  g_string_append (form, name);
  g_string_append_c (form, '=');
  peal_soup_append_form_value (form, value);
}

static void
append_validity (GString *form,
                 gint64   not_after,
                 gint64   now)
{
  gint64 seconds = not_after != PEAL_TIME_NEVER ? (not_after - now) / PEAL_SECOND : PEAL_TWILIO_MAX_VALIDITY;

  /* The longest is what the provider does by itself. */
  if (seconds < PEAL_TWILIO_MAX_VALIDITY)
    g_string_append_printf (form, "&ValidityPeriod=%d", (int) MAX (seconds, 1));
}

GBytes *
peal_twilio_send_form (const PealOutgoing *outgoing,
                       gint64              now)
{
  GString *form = g_string_sized_new (256);

  append_field (form, "To", outgoing->to);
  append_field (form, g_str_has_prefix (outgoing->from, "MG") ? "MessagingServiceSid" : "From", outgoing->from);
  append_field (form, "Body", outgoing->body);
  append_validity (form, outgoing->not_after, now);
  return g_string_free_to_bytes (form);
}

char *
peal_twilio_list_path (const PealTwilioList *list)
{
  GString *path = g_string_new ("Messages.json?");

  if (list->to != NULL)
    append_field (path, "To", list->to);
  if (list->from != NULL)
    append_field (path, "From", list->from);
  if (list->sent_since >= 0)
    {
      g_autofree char *since = peal_time_to_iso8601 (list->sent_since - list->sent_since % PEAL_SECOND);

      append_field (path, "DateSent%3E", since); /* the parameter is called "DateSent>" */
    }
  if (path->str[path->len - 1] != '?')
    g_string_append_c (path, '&');
  g_string_append_printf (path, "PageSize=%u", list->page_size);
  return g_string_free_and_steal (path);
}

char *
peal_twilio_next_url (const char *base,
                      const char *account_path,
                      const char *next)
{
  gsize length = strlen (account_path);

  if (strncmp (next, account_path, length) != 0)
    return NULL;
  for (const char *c = next + length; *c != '\0'; c++)
    if (!g_ascii_isgraph (*c) || *c == '\\' || *c == '#' || (*c == '.' && c[1] == '.'))
      return NULL;
  return g_strconcat (base, next, NULL);
}

/* An id is put into URLs: nothing but letters and digits. */
static gboolean
is_id (const char *text)
{
  gsize length = 0;

  while (g_ascii_isalnum (text[length]))
    length++;
  return length > 0 && length <= MAX_ID && text[length] == '\0';
}

static PealMessageState
parse_state (const char *word)
{
  static const struct
  {
    const char *word;
    PealMessageState state;
  } states[] = {
    { "queued", PEAL_STATE_ACCEPTED },
    { "accepted", PEAL_STATE_ACCEPTED },
    { "scheduled", PEAL_STATE_ACCEPTED },
    { "sending", PEAL_STATE_ACCEPTED },
    { "sent", PEAL_STATE_SENT },
    { "delivered", PEAL_STATE_DELIVERED },
    { "read", PEAL_STATE_DELIVERED },
    { "partially_delivered", PEAL_STATE_DELIVERED },
    { "undelivered", PEAL_STATE_UNDELIVERED },
    { "failed", PEAL_STATE_FAILED },
    { "canceled", PEAL_STATE_FAILED },
    { "receiving", PEAL_STATE_RECEIVED },
    { "received", PEAL_STATE_RECEIVED },
  };

  for (guint i = 0; i < G_N_ELEMENTS (states); i++)
    if (g_str_equal (states[i].word, word))
      return states[i].state;
  return PEAL_STATE_ACCEPTED;
}

static guint
parse_segments (yyjson_val *object)
{
  return (guint) CLAMP (peal_json_int (object, "num_segments", 0), 0, 1000);
}

/* What it cost, as a positive sum. FALSE while the provider has not billed it. */
static gboolean
parse_price (yyjson_val *object,
             gint64     *micros,
             char      **currency)
{
  char scratch[32];
  const char *unit = peal_json_text (object, "price_unit", NULL);
  gint64 price;

  if (strlen (unit) != 3 || !peal_micros_from_decimal (peal_json_text (object, "price", scratch), &price))
    return FALSE;
  *micros = -price;
  g_set_str (currency, unit);
  return TRUE;
}

static char *
parse_code (yyjson_val *object,
            const char *name,
            gint64     *code)
{
  *code = peal_json_int (object, name, 0);
  return *code > 0 ? g_strdup_printf ("%" G_GINT64_FORMAT, *code) : g_strdup ("");
}

static PealSendResult *
parse_accepted (yyjson_val *object,
                guint       status)
{
  const char *id = peal_json_text (object, "sid", NULL);
  PealMessageState state = parse_state (peal_json_text (object, "status", NULL));
  PealSendResult *result;

  if (!is_id (id))
    {
      result = peal_send_result_new (PEAL_SEND_UNKNOWN);
      result->failure = PEAL_FAILURE_UNKNOWN;
      g_free (result->detail);
      result->detail = g_strdup_printf ("The answer names no message (HTTP %u)", status);
      return result;
    }

  result = peal_send_result_new (PEAL_SEND_ACCEPTED);
  if (state == PEAL_STATE_SENT || state == PEAL_STATE_DELIVERED)
    result->state = state;
  g_set_str (&result->remote_id, id);
  result->segments = parse_segments (object);
  parse_price (object, &result->price_micros, &result->currency);
  return result;
}

static PealSendResult *
parse_refused (yyjson_val      *object,
               const PealReply *reply)
{
  PealSendResult *result = peal_send_result_new (PEAL_SEND_NOT_ACCEPTED);
  gint64 code = 0;

  if (object != NULL)
    {
      g_free (result->provider_code);
      result->provider_code = parse_code (object, "code", &code);
      g_set_str (&result->detail, peal_json_text (object, "message", NULL));
    }
  if (*result->detail == '\0')
    {
      g_free (result->detail);
      result->detail = g_strdup_printf ("Refused (HTTP %u)", reply->status);
    }
  result->failure = peal_twilio_classify (code, reply->status);
  result->retry_after = reply->retry_after;
  return result;
}

static PealSendResult *
parse_garbled (void)
{
  PealSendResult *result = peal_send_result_new (PEAL_SEND_UNKNOWN);

  result->failure = PEAL_FAILURE_UNKNOWN;
  g_set_str (&result->detail, "The answer cannot be read");
  return result;
}

PealSendResult *
peal_twilio_parse_send (const PealReply *reply)
{
  g_autoptr(yyjson_doc) doc = NULL;
  PealSendResult *result = peal_reply_to_send_result (reply);
  yyjson_val *object;

  if (result != NULL)
    return result;

  object = peal_json_parse (reply->body, &doc);
  if (reply->status >= 400)
    return parse_refused (object, reply);
  return object != NULL ? parse_accepted (object, reply->status) : parse_garbled ();
}

/* The object of a 2xx answer, or NULL with the provider's own words in @error. */
static yyjson_val *
parse_answer (const PealReply *reply,
              yyjson_doc     **doc,
              GError         **error)
{
  yyjson_val *object = NULL;
  g_autofree char *said = NULL;

  *doc = NULL;
  if (reply->fate == PEAL_REPLY_ANSWERED)
    object = peal_json_parse (reply->body, doc);
  if (object != NULL && reply->status >= 400)
    said = g_strdup_printf ("%s (%" G_GINT64_FORMAT ")", peal_json_text (object, "message", NULL),
                            peal_json_int (object, "code", 0));
  if (!peal_reply_check (reply, said, error))
    return NULL;
  if (object == NULL)
    g_set_error_literal (error, PEAL_GATEWAY_ERROR, PEAL_GATEWAY_ERROR_PROTOCOL, "The answer cannot be read");
  return object;
}

static PealRemoteMessage *
parse_remote (yyjson_val *object)
{
  const char *id = peal_json_text (object, "sid", NULL);
  PealRemoteMessage *message;
  gint64 code;

  if (!is_id (id))
    return NULL;

  message = peal_remote_message_new ();
  g_set_str (&message->remote_id, id);
  if (g_str_equal (peal_json_text (object, "direction", NULL), "inbound"))
    message->direction = PEAL_DIRECTION_INBOUND;
  message->state = parse_state (peal_json_text (object, "status", NULL));
  g_set_str (&message->from, peal_json_text (object, "from", NULL));
  g_set_str (&message->to, peal_json_text (object, "to", NULL));
  g_set_str (&message->body, peal_json_text (object, "body", NULL));
  message->at = MAX (peal_time_from_http_date (peal_json_text (object, "date_created", NULL)), 0);
  g_free (message->provider_code);
  message->provider_code = parse_code (object, "error_code", &code);
  if (peal_message_has_failed (message->state))
    message->failure = peal_twilio_classify (code, 0);
  message->segments = parse_segments (object);
  parse_price (object, &message->price_micros, &message->currency);
  return message;
}

static void
take_next (yyjson_val *object,
           char      **next)
{
  const char *uri = peal_json_text (object, "next_page_uri", NULL);

  *next = *uri != '\0' ? g_strdup (uri) : NULL;
}

static yyjson_val *
parse_page (const PealReply *reply,
            const char      *name,
            yyjson_doc     **doc,
            char           **next,
            GError         **error)
{
  yyjson_val *object = parse_answer (reply, doc, error);
  yyjson_val *array;

  *next = NULL;
  if (object == NULL)
    return NULL;
  array = peal_json_array (object, name);
  if (array == NULL)
    g_set_error (error, PEAL_GATEWAY_ERROR, PEAL_GATEWAY_ERROR_PROTOCOL, "The answer has no list \"%s\"", name);
  else
    take_next (object, next);
  return array;
}

GPtrArray *
peal_twilio_parse_list (const PealReply *reply,
                        char           **next,
                        GError         **error)
{
  g_autoptr(yyjson_doc) doc = NULL;
  yyjson_val *array = parse_page (reply, "messages", &doc, next, error);
  GPtrArray *messages;
  yyjson_arr_iter iter;
  yyjson_val *object;

  if (array == NULL)
    return NULL;

  messages = peal_remote_messages_new ();
  iter = yyjson_arr_iter_with (array);
  while ((object = peal_json_next (&iter)) != NULL)
    {
      PealRemoteMessage *message = parse_remote (object);

      if (message != NULL)
        g_ptr_array_add (messages, message);
    }
  return messages;
}

PealRemoteMessage *
peal_twilio_parse_message (const PealReply *reply,
                           GError         **error)
{
  g_autoptr(yyjson_doc) doc = NULL;
  yyjson_val *object = parse_answer (reply, &doc, error);
  PealRemoteMessage *message;

  if (object == NULL)
    return NULL;
  message = parse_remote (object);
  if (message == NULL)
    g_set_error_literal (error, PEAL_GATEWAY_ERROR, PEAL_GATEWAY_ERROR_PROTOCOL, "The answer names no message");
  return message;
}

gboolean
peal_twilio_parse_balance (const PealReply *reply,
                           PealBalance     *balance,
                           GError         **error)
{
  g_autoptr(yyjson_doc) doc = NULL;
  yyjson_val *object = parse_answer (reply, &doc, error);
  char scratch[32];
  const char *currency;

  if (object == NULL)
    return FALSE;
  currency = peal_json_text (object, "currency", NULL);
  if (strlen (currency) != 3 || !peal_micros_from_decimal (peal_json_text (object, "balance", scratch), &balance->micros))
    {
      g_set_error_literal (error, PEAL_GATEWAY_ERROR, PEAL_GATEWAY_ERROR_PROTOCOL, "The answer names no balance");
      return FALSE;
    }
  g_strlcpy (balance->currency, currency, sizeof balance->currency);
  return TRUE;
}

static PealOwnNumber *
parse_number (yyjson_val *object)
{
  yyjson_val *can = peal_json_object (object, "capabilities");
  const char *e164 = peal_json_text (object, "phone_number", NULL);
  PealOwnNumber *number;

  if (*e164 == '\0')
    return NULL;
  number = peal_own_number_new ();
  g_set_str (&number->e164, e164);
  g_set_str (&number->label, peal_json_text (object, "friendly_name", NULL));
  if (can != NULL)
    {
      number->can_sms = peal_json_bool (can, "sms");
      number->can_mms = peal_json_bool (can, "mms");
      number->can_voice = peal_json_bool (can, "voice");
    }
  return number;
}

static void
own_number_destroy (gpointer data)
{
  peal_own_number_free (data);
}

GPtrArray *
peal_twilio_parse_numbers (const PealReply *reply,
                           char           **next,
                           GError         **error)
{
  g_autoptr(yyjson_doc) doc = NULL;
  yyjson_val *array = parse_page (reply, "incoming_phone_numbers", &doc, next, error);
  GPtrArray *numbers;
  yyjson_arr_iter iter;
  yyjson_val *object;

  if (array == NULL)
    return NULL;

  numbers = g_ptr_array_new_with_free_func (own_number_destroy);
  iter = yyjson_arr_iter_with (array);
  while ((object = peal_json_next (&iter)) != NULL)
    {
      PealOwnNumber *number = parse_number (object);

      if (number != NULL)
        g_ptr_array_add (numbers, number);
    }
  return numbers;
}

static const char *
skip_blanks (const char *text)
{
  while (g_ascii_isspace (*text))
    text++;
  return text;
}

static gboolean
same_but_for_blanks (const char *a,
                     const char *b)
{
  a = skip_blanks (a);
  b = skip_blanks (b);
  while (*a != '\0' && *a == *b)
    a++, b++;
  return *skip_blanks (a) == '\0' && *skip_blanks (b) == '\0';
}

static const char *
skip_to_plain (const char *text)
{
  while (*text != '\0' && !g_ascii_isalnum (*text))
    text++;
  return text;
}

/* Letters and digits agree up to the first link of ours, which theirs may have shortened. */
static gboolean
same_letters (const char *ours,
              const char *theirs)
{
  for (;;)
    {
      ours = skip_to_plain (ours);
      theirs = skip_to_plain (theirs);
      if (g_ascii_strncasecmp (ours, "http", 4) == 0)
        return TRUE;
      if (*ours != *theirs)
        return FALSE;
      if (*ours == '\0')
        return TRUE;
      ours++, theirs++;
    }
}

gboolean
peal_twilio_same_text (const char *ours,
                       const char *theirs,
                       gboolean    loose)
{
  if (g_str_has_prefix (theirs, TRIAL_PREFACE))
    theirs += strlen (TRIAL_PREFACE);
  return loose ? same_letters (ours, theirs) : same_but_for_blanks (ours, theirs);
}
