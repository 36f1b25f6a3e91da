/* peal-simulator-wire.c: the simulator's answers, as Twilio would write them.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#define G_LOG_DOMAIN "peal-simulator"

#include "peal-simulator-wire.h"

#include "peal-clock.h"

#include <string.h>
#include <time.h>

#define DEFAULT_PAGE 50
#define MAX_PAGE 1000

/* Spreads ids over the alphabet; its own inverse. */
#define ID_MASK G_GUINT64_CONSTANT (0x5bd1e995c0ffee42)
#define ID_HEAD "7e3a91d05f2c46b8"

void
peal_simulator_append_id (GString *text,
                          guint64  number)
{
  g_string_append_printf (text, "SM" ID_HEAD "%016" G_GINT64_MODIFIER "x", number ^ ID_MASK);
}

gint64
peal_simulator_parse_id (const char *id)
{
  guint64 number;

  if (!g_str_has_prefix (id, "SM" ID_HEAD) || strlen (id) != 34
      || !g_ascii_string_to_unsigned (id + strlen ("SM" ID_HEAD), 16, 0, G_MAXUINT64, &number, NULL))
    return -1;
  number ^= ID_MASK;
  return number <= G_MAXINT64 ? (gint64) number : -1;
}

void
peal_simulator_append_json_string (GString    *json,
                                   const char *text)
{
  const char *plain = text;

  g_string_append_c (json, '"');
  for (; *text != '\0'; text++)
    {
      if (*text != '"' && *text != '\\' && (guchar) *text >= 0x20)
        continue;
      g_string_append_len (json, plain, text - plain);
      g_string_append_printf (json, "\\u%04x", (guchar) *text);
      plain = text + 1;
    }
  g_string_append_len (json, plain, text - plain);
  g_string_append_c (json, '"');
}

static void
append_text (GString    *json,
             const char *name,
             const char *text)
{
  g_string_append (json, json->str[json->len - 1] == '{' ? " \"" : ",\"");
  g_string_append (json, name);
  g_string_append (json, "\": ");
  if (text != NULL)
    peal_simulator_append_json_string (json, text);
  else
    g_string_append (json, "null");
}

/* RFC 2822, as Twilio writes it: in English wherever it runs. -1 is null. */
static void
append_date (GString    *json,
             const char *name,
             gint64      time)
{
  static const char days[][4] = { "Sun", "Mon", "Tue", "Wed", "Thu", "Fri", "Sat" };
  static const char months[][4] = { "Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec" };
  time_t seconds = time / PEAL_SECOND;
  char text[64];
  struct tm date;

  if (time >= 0 && gmtime_r (&seconds, &date) != NULL)
    {
      g_snprintf (text, sizeof text, "%s, %02d %s %d %02d:%02d:%02d +0000", days[date.tm_wday], date.tm_mday,
                  months[date.tm_mon], date.tm_year + 1900, date.tm_hour, date.tm_min, date.tm_sec);
      append_text (json, name, text);
    }
  else
    append_text (json, name, NULL);
}

static const char *
describe_error (guint code)
{
  static const struct
  {
    guint code;
    const char *text;
  } errors[] = {
    { 20003, "Authenticate" },
    { 20404, "The requested resource was not found" },
    { 20429, "Too Many Requests" },
    { 20503, "Service Unavailable" },
    { 21211, "Invalid 'To' Phone Number" },
    { 21602, "Message body is required." },
    { 21603, "A 'From' phone number is required." },
    { 21604, "A 'To' phone number is required." },
    { 21606, "The 'From' phone number is not a valid, SMS-capable inbound phone number for your account." },
    { 21610, "Attempt to send to unsubscribed recipient" },
    { 21617, "The concatenated message body exceeds the 1600 character limit." },
    { 30003, "Unreachable destination handset" },
    { 30005, "Unknown destination handset" },
    { 30006, "Landline or unreachable carrier" },
    { 30007, "Carrier violation" },
    { 30008, "Unknown error" },
  };

  for (guint i = 0; i < G_N_ELEMENTS (errors); i++)
    if (errors[i].code == code)
      return errors[i].text;
  return "Internal Server Error";
}

void
peal_simulator_append_error (GString *json,
                             guint    code,
                             guint    status)
{
  g_string_append_printf (json, "{\"code\": %u", code);
  append_text (json, "message", describe_error (code));
  g_string_append_printf (json, ",\"more_info\": \"https://www.twilio.com/docs/errors/%u\",\"status\": %u}", code, status);
}

void
peal_simulator_append_complaint (GString    *json,
                                 guint       status,
                                 const char *text)
{
  g_string_append_printf (json, "{\"code\": %u", status);
  append_text (json, "message", text);
  g_string_append_printf (json, ",\"status\": %u}", status);
}

static void
append_price (GString                    *json,
              const PealSimulatorMessage *message,
              gboolean                    billed)
{
  guint micros = message->segments * PEAL_SIMULATOR_PRICE_MICROS;

  if (billed)
    g_string_append_printf (json, ",\"price\": \"-%u.%05u\"", micros / 1000000, micros % 1000000 / 10);
  else
    g_string_append (json, ",\"price\": null");
  g_string_append (json, ",\"price_unit\": \"USD\"");
}

static void
append_fate (GString                    *json,
             const PealSimulatorView    *view,
             const PealSimulatorMessage *message,
             gboolean                    fresh)
{
  guint code = 0;
  const char *status = fresh ? "queued" : peal_simulator_network_get_status (view->network, message, view->now, &code);
  gint64 sent_at = fresh ? -1 : peal_simulator_network_get_sent_at (view->network, message, view->now);

  append_text (json, "status", status);
  append_date (json, "date_sent", sent_at);
  append_price (json, message, sent_at >= 0);
  if (code != 0)
    g_string_append_printf (json, ",\"error_code\": %u", code);
  else
    g_string_append (json, ",\"error_code\": null");
  append_text (json, "error_message", code != 0 ? describe_error (code) : NULL);
}

void
peal_simulator_append_message (GString                    *json,
                               const PealSimulatorView    *view,
                               const PealSimulatorMessage *message,
                               gboolean                    fresh)
{
  g_string_append_c (json, '{');
  append_text (json, "account_sid", view->account);
  g_string_append (json, ",\"api_version\": \"2010-04-01\"");
  append_text (json, "body", message->body);
  append_date (json, "date_created", message->at);
  append_date (json, "date_updated", message->at);
  append_text (json, "direction", message->inbound ? "inbound" : "outbound-api");
  append_text (json, "from", message->from);
  append_text (json, "to", message->to);
  append_text (json, "messaging_service_sid", g_str_has_prefix (message->from, "MG") ? message->from : NULL);
  g_string_append_printf (json, ",\"num_media\": \"0\",\"num_segments\": \"%u\"", message->segments);
  append_fate (json, view, message, fresh);
  g_string_append (json, ",\"sid\": \"");
  peal_simulator_append_id (json, message->number);
  g_string_append (json, "\",\"uri\": \"/2010-04-01/Accounts/");
  g_string_append (json, view->account);
  g_string_append (json, "/Messages/");
  peal_simulator_append_id (json, message->number);
  g_string_append (json, ".json\"}");
}

void
peal_simulator_append_balance (GString                 *json,
                               const PealSimulatorView *view)
{
  gint64 balance = peal_simulator_network_get_balance (view->network);

  g_string_append_c (json, '{');
  append_text (json, "account_sid", view->account);
  g_string_append_printf (json, ",\"balance\": \"%s%" G_GINT64_FORMAT ".%05u\",\"currency\": \"USD\"}",
                          balance < 0 ? "-" : "", ABS (balance) / 1000000, (guint) (ABS (balance) % 1000000 / 10));
}

void
peal_simulator_append_numbers (GString                 *json,
                               const PealSimulatorView *view)
{
  const char *const *numbers = peal_simulator_network_get_numbers (view->network);

  g_string_append (json, "{\"incoming_phone_numbers\": [");
  for (guint i = 0; numbers[i] != NULL; i++)
    {
      g_string_append (json, i > 0 ? ",{" : "{");
      append_text (json, "phone_number", numbers[i]);
      append_text (json, "friendly_name", "Simulated number");
      g_string_append (json, ",\"capabilities\": {\"sms\": true,\"mms\": false,\"voice\": true}}");
    }
  g_string_append (json, "],\"next_page_uri\": null}");
}

void
peal_simulator_append_accepted (GString                 *json,
                                const PealSimulatorView *view)
{
  gint64 end = peal_simulator_network_newest (view->network, NULL) + 1;
  gboolean first = TRUE;

  g_string_append (json, "{\"messages\": [");

  for (gint64 number = end - (gint64) peal_simulator_network_count (view->network); number < end; number++)
    {
      const PealSimulatorMessage *message = peal_simulator_network_get (view->network, number);

      if (message->inbound)
        continue;
      g_string_append (json, first ? "{\"sid\": \"" : ",\n{\"sid\": \"");
      peal_simulator_append_id (json, message->number);
      g_string_append_c (json, '"');
      append_text (json, "from", message->from);
      append_text (json, "to", message->to);
      append_text (json, "body", message->body);
      append_date (json, "date", message->at);
      g_string_append_printf (json, ",\"at\": %" G_GINT64_FORMAT "}", message->at);
      first = FALSE;
    }
  g_string_append (json, "]}");
}

void
peal_simulator_append_stats (GString                  *json,
                             const PealSimulatorStats *stats)
{
  g_string_append_printf (json,
                          "{\"requests\": %u,\"accepted\": %u,\"received\": %u,\"lost\": %u,\"broken\": %u,"
                          "\"throttled\": %u,\"refused\": %u,\"outages\": %u,\"stopped\": %u}",
                          stats->requests, stats->accepted, stats->received, stats->lost, stats->broken,
                          stats->throttled, stats->refused, stats->outages, stats->stopped);
}

/* --- lists --- */

typedef struct
{
  const char *to;
  const char *from;
  gint64 since;      /* of the day that was asked for, GMT; -1 = no such filter */
  gint64 before;     /* exclusive, as above */
  guint page_size;
  guint page;
  gint64 start;      /* number to begin at */
} List;

/* "2026-11-21" or a date-time: Twilio's filters know only the day. */
static gint64
parse_day (const char *text)
{
  gint64 time;
  g_autofree char *day = text != NULL ? g_strndup (text, strlen ("2026-11-21")) : NULL;
  g_autofree char *midnight = day != NULL ? g_strconcat (day, "T00:00:00Z", NULL) : NULL;

  return midnight != NULL && peal_time_from_iso8601 (midnight, &time) ? time : -1;
}

static guint
parse_count (const char *text,
             guint       fallback,
             guint       max)
{
  guint64 count;

  return text != NULL && g_ascii_string_to_unsigned (text, 10, 0, max, &count, NULL) ? (guint) count : fallback;
}

static List
parse_list (const PealSimulatorView *view,
            GHashTable              *query)
{
  List list = { g_hash_table_lookup (query, "To"), g_hash_table_lookup (query, "From"), -1, -1 };
  const char *token = g_hash_table_lookup (query, "PageToken");

  list.since = parse_day (g_hash_table_lookup (query, "DateSent>"));
  list.before = parse_day (g_hash_table_lookup (query, "DateSent<"));
  list.page_size = MAX (parse_count (g_hash_table_lookup (query, "PageSize"), DEFAULT_PAGE, MAX_PAGE), 1);
  list.page = parse_count (g_hash_table_lookup (query, "Page"), 0, G_MAXINT);
  if (token != NULL && g_str_has_prefix (token, "PA"))
    list.start = peal_simulator_parse_id (token + 2);
  else
    list.start = peal_simulator_network_newest (view->network, list.to);
  return list;
}

static gboolean
is_listed (const PealSimulatorView    *view,
           const List                 *list,
           const PealSimulatorMessage *message)
{
  gint64 sent_at;

  if (list->from != NULL && !g_str_equal (list->from, message->from))
    return FALSE;
  if (list->since < 0 && list->before < 0)
    return TRUE;
  sent_at = peal_simulator_network_get_sent_at (view->network, message, view->now);
  return sent_at >= 0 && sent_at >= list->since && (list->before < 0 || sent_at < list->before + PEAL_DAY);
}

static void
append_parameter (GString    *json,
                  const char *name,
                  const char *value)
{
  g_autofree char *escaped = value != NULL ? g_uri_escape_string (value, NULL, FALSE) : NULL;

  if (escaped != NULL)
    g_string_append_printf (json, "%s=%s&", name, escaped);
}

static void
append_next (GString                 *json,
             const PealSimulatorView *view,
             const List              *list,
             GHashTable              *query,
             gint64                   next)
{
  if (next < 0)
    {
      g_string_append (json, "null");
      return;
    }
  g_string_append_printf (json, "\"/2010-04-01/Accounts/%s/Messages.json?", view->account);
  append_parameter (json, "To", list->to);
  append_parameter (json, "From", list->from);
  append_parameter (json, "DateSent%3E", g_hash_table_lookup (query, "DateSent>"));
  append_parameter (json, "DateSent%3C", g_hash_table_lookup (query, "DateSent<"));
  g_string_append_printf (json, "PageSize=%u&Page=%u&PageToken=PA", list->page_size, list->page + 1);
  peal_simulator_append_id (json, (guint64) next);
  g_string_append_c (json, '"');
}

/* The messages of the page, newest first; @next becomes the number that the next one begins at, or -1. */
static GPtrArray *
collect_page (const PealSimulatorView *view,
              const List              *list,
              gint64                  *next)
{
  GPtrArray *messages = g_ptr_array_new ();
  gint64 number = list->start;

  *next = -1;
  while (messages->len < list->page_size)
    {
      const PealSimulatorMessage *message = peal_simulator_network_get (view->network, number);

      if (message == NULL || message->at < list->since - PEAL_DAY)
        return messages;
      if (is_listed (view, list, message))
        g_ptr_array_add (messages, (gpointer) message);
      number = list->to != NULL ? message->previous : number - 1;
    }
  *next = number;
  return messages;
}

static void
shuffle (GPtrArray *messages,
         guint64    chance)
{
  for (guint i = messages->len; i > 1; i--)
    {
      guint other = (guint) (peal_simulator_roll (chance, "", "order", i) * i);
      gpointer swapped = messages->pdata[other];

      messages->pdata[other] = messages->pdata[i - 1];
      messages->pdata[i - 1] = swapped;
    }
}

static void
append_page (GString                 *json,
             const PealSimulatorView *view,
             GPtrArray               *messages)
{
  guint times = view->page & PEAL_SIMULATOR_PAGE_DOUBLE ? 2 : 1;

  for (guint i = 0; i < messages->len * times; i++)
    {
      g_string_append (json, i > 0 ? ",\n" : "");
      peal_simulator_append_message (json, view, g_ptr_array_index (messages, i / times), FALSE);
    }
}

void
peal_simulator_append_list (GString                 *json,
                            const PealSimulatorView *view,
                            GHashTable              *query)
{
  List list = parse_list (view, query);
  gint64 next;
  g_autoptr(GPtrArray) messages = collect_page (view, &list, &next);

  /* The middle of two is the second, so that every page gets further. */
  if (view->page & PEAL_SIMULATOR_PAGE_REPEAT && next >= 0 && messages->len > 1)
    next = (gint64) ((const PealSimulatorMessage *) g_ptr_array_index (messages, messages->len / 2))->number;
  if (view->page & PEAL_SIMULATOR_PAGE_DISORDER)
    shuffle (messages, view->chance);
  g_string_append (json, "{\"messages\": [");
  append_page (json, view, messages);
  g_string_append_printf (json, "],\"page\": %u,\"page_size\": %u,\"next_page_uri\": ", list.page, list.page_size);
  append_next (json, view, &list, query, next);
  g_string_append_c (json, '}');
}
