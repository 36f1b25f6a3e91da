/* peal-simulator-network.c: the carriers and handsets of the simulator.
 *
 * Messages lie in one array in order of arrival; those to one number are also a
 * chain from the newest back, so that a list by recipient costs what it shows.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#define G_LOG_DOMAIN "peal-simulator"

#include "peal-simulator-network.h"

#include "peal-clock.h"
#include "peal-segments.h"

#include <string.h>

/* Somebody with a number, on either end. */
typedef struct
{
  char *address;
  gint64 newest;   /* number of the last message to it, or -1 */
  guint requests;  /* how often somebody tried to write to it */
} Party;

typedef struct
{
  gint64 due;
  const char *from;
  const char *to;
  const char *body; /* static */
} Reply;

struct _PealSimulatorNetwork
{
  const PealSimulatorOptions *options;
  GStrv numbers;
  GPtrArray *messages;   /* of PealSimulatorMessage */
  GHashTable *parties;   /* address -> Party */
  GHashTable *stopped;   /* "person number": person stopped number */
  GSequence *replies;    /* of Reply, by due time */
  PealSimulatorStats stats;
  gint64 spent_micros;
};

static void
message_free (gpointer data)
{
  PealSimulatorMessage *message = data;

  g_free (message->body);
  g_free (message);
}

static void
party_free (gpointer data)
{
  Party *party = data;

  g_free (party->address);
  g_free (party);
}

PealSimulatorNetwork *
peal_simulator_network_new (const PealSimulatorOptions *options)
{
  PealSimulatorNetwork *self = g_new0 (PealSimulatorNetwork, 1);

  self->options = options;
  self->numbers = g_strsplit (options->numbers != NULL ? options->numbers : PEAL_SIMULATOR_NUMBER, ",", -1);
  self->messages = g_ptr_array_new_with_free_func (message_free);
  self->parties = g_hash_table_new_full (g_str_hash, g_str_equal, NULL, party_free);
  self->stopped = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, NULL);
  self->replies = g_sequence_new (g_free);
  return self;
}

void
peal_simulator_network_free (PealSimulatorNetwork *self)
{
  g_strfreev (self->numbers);
  g_ptr_array_unref (self->messages);
  g_hash_table_unref (self->parties);
  g_hash_table_unref (self->stopped);
  g_sequence_free (self->replies);
  g_free (self);
}

static Party *
ensure_party (PealSimulatorNetwork *self,
              const char           *address)
{
  Party *party = g_hash_table_lookup (self->parties, address);

  if (party == NULL)
    {
      party = g_new0 (Party, 1);
      party->address = g_strdup (address);
      party->newest = -1;
      g_hash_table_insert (self->parties, party->address, party);
    }
  return party;
}

static guint
count_segments (const char *body)
{
  g_autoptr(PealSegments) segments = peal_segments_new (body, PEAL_SEGMENTS_DEFAULT);

  return segments->n_segments;
}

static PealSimulatorMessage *
add_message (PealSimulatorNetwork *self,
             const char           *from,
             Party                *to,
             const char           *body,
             gint64                now)
{
  PealSimulatorMessage *message = g_new0 (PealSimulatorMessage, 1);

  message->at = now;
  message->from = ensure_party (self, from)->address;
  message->to = to->address;
  message->body = g_strdup (body);
  message->segments = count_segments (body);
  message->number = (guint64) self->options->first_id + self->messages->len;
  message->previous = to->newest;
  to->newest = (gint64) message->number;
  g_ptr_array_add (self->messages, message);
  return message;
}

static double
roll (PealSimulatorNetwork *self,
      const Party          *party,
      const char           *about,
      guint                 nth)
{
  return peal_simulator_roll (self->options->seed, party->address, about, nth);
}

static gboolean
is_number (const char *text)
{
  gsize length = strspn (text, "+0123456789");

  return *text == '+' && length >= 8 && length <= 16 && text[length] == '\0';
}

static guint
check_from (PealSimulatorNetwork *self,
            const char           *from)
{
  if (from == NULL || *from == '\0')
    return 21603;
  if (self->options->numbers != NULL && !g_str_has_prefix (from, "MG")
      && !g_strv_contains ((const char *const *) self->numbers, from))
    return 21606;
  return 0;
}

static char *
stop_key (const char *person,
          const char *number)
{
  return g_strconcat (person, " ", number, NULL);
}

static gboolean
has_stopped (PealSimulatorNetwork *self,
             const char           *person,
             const char           *number)
{
  g_autofree char *key = NULL;

  if (g_hash_table_size (self->stopped) == 0)
    return FALSE;
  key = stop_key (person, number);
  return g_hash_table_contains (self->stopped, key);
}

/* Twilio's error number for a message that is refused, or 0. */
static guint
check (PealSimulatorNetwork *self,
       const char           *from,
       const Party          *to,
       const char           *body)
{
  guint code = check_from (self, from);

  if (code != 0)
    return code;
  if (body == NULL || *body == '\0')
    return 21602;
  if (g_utf8_strlen (body, -1) > 1600)
    return 21617;
  if (!is_number (to->address) || roll (self, to, "invalid", 0) < self->options->invalid_rate)
    return 21211;
  if (has_stopped (self, to->address, from) || roll (self, to, "blocked", 0) < self->options->blocked_rate)
    return 21610;
  return 0;
}

static guint16
choose_receipt (PealSimulatorNetwork *self,
                const Party          *to)
{
  static const guint16 codes[] = { 30003, 30005, 30006, 30007, 30008 };

  if (roll (self, to, "undelivered", 0) >= self->options->undelivered_rate)
    return 0;
  return codes[(guint) (roll (self, to, "reason", 0) * G_N_ELEMENTS (codes))];
}

static int
compare_due (gconstpointer a,
             gconstpointer b,
             gpointer      data)
{
  const Reply *first = a, *second = b;

  return first->due < second->due ? -1 : first->due > second->due;
}

static void
schedule_reply (PealSimulatorNetwork       *self,
                const PealSimulatorMessage *message,
                const Party                *person)
{
  const char *text = message->code == 0 ? peal_simulator_people_reply (self->options, person->address, person->requests) : NULL;
  Reply *reply;

  if (text == NULL)
    return;
  reply = g_new0 (Reply, 1);
  reply->due = message->at + (gint64) ((double) self->options->reply_delay * (0.5 + roll (self, person, "pause", person->requests)));
  reply->from = person->address;
  reply->to = g_str_has_prefix (message->from, "MG") ? self->numbers[0] : message->from;
  reply->body = text;
  g_sequence_insert_sorted (self->replies, reply, compare_due, NULL);
}

static PealSimulatorVerdict
refuse (PealSimulatorNetwork *self,
        guint                 status,
        guint                 code)
{
  if (status == 429)
    self->stats.throttled++;
  else
    self->stats.refused++;
  return (PealSimulatorVerdict) { PEAL_SIMULATOR_ANSWER, status, code, NULL };
}

static PealSimulatorVerdict
accept (PealSimulatorNetwork *self,
        const char           *from,
        Party                *to,
        const char           *body,
        gint64                now)
{
  PealSimulatorVerdict verdict = { PEAL_SIMULATOR_ANSWER, 201, 0, NULL };
  PealSimulatorMessage *message = add_message (self, from, to, body, now);
  double luck = roll (self, to, "answer", to->requests);

  message->code = choose_receipt (self, to);
  schedule_reply (self, message, to);
  self->stats.accepted++;
  self->spent_micros += (gint64) message->segments * PEAL_SIMULATOR_PRICE_MICROS;
  verdict.message = message;
  if (luck < self->options->lost_rate)
    {
      verdict.fate = PEAL_SIMULATOR_LOSE;
      self->stats.lost++;
    }
  else if (luck < self->options->lost_rate + self->options->error_rate)
    {
      verdict.fate = PEAL_SIMULATOR_BREAK;
      self->stats.broken++;
    }
  return verdict;
}

PealSimulatorOutage
peal_simulator_network_meet (PealSimulatorNetwork *self,
                             guint64               nth)
{
  double luck = peal_simulator_roll (self->options->seed, "", "outage", (guint) nth);

  if (luck >= self->options->cut_rate + self->options->unavailable_rate)
    return PEAL_SIMULATOR_OUTAGE_NONE;
  self->stats.outages++;
  return luck < self->options->cut_rate ? PEAL_SIMULATOR_OUTAGE_CUT : PEAL_SIMULATOR_OUTAGE_UNAVAILABLE;
}

PealSimulatorVerdict
peal_simulator_network_submit (PealSimulatorNetwork *self,
                               const char           *from,
                               const char           *to,
                               const char           *body,
                               gint64                now)
{
  Party *party;
  guint code;

  self->stats.requests++;
  if (to == NULL || *to == '\0')
    return refuse (self, 400, 21604);
  party = ensure_party (self, to);
  party->requests++;
  if (roll (self, party, "throttle", party->requests) < self->options->throttle_rate)
    return refuse (self, 429, 20429);

  code = check (self, from, party, body);
  return code != 0 ? refuse (self, 400, code) : accept (self, from, party, body, now);
}

const PealSimulatorMessage *
peal_simulator_network_receive (PealSimulatorNetwork *self,
                                const char           *from,
                                const char           *to,
                                const char           *body,
                                gint64                now)
{
  PealSimulatorMessage *message = add_message (self, from, ensure_party (self, to), body, now);
  int objection = peal_simulator_people_objection (body);

  message->inbound = TRUE;
  self->stats.received++;
  if (objection > 0)
    g_hash_table_add (self->stopped, stop_key (from, to));
  else if (objection < 0)
    {
      g_autofree char *key = stop_key (from, to);

      g_hash_table_remove (self->stopped, key);
    }
  self->stats.stopped = g_hash_table_size (self->stopped);
  return message;
}

void
peal_simulator_network_advance (PealSimulatorNetwork *self,
                                gint64                now)
{
  GSequenceIter *first;

  while (!g_sequence_iter_is_end (first = g_sequence_get_begin_iter (self->replies)))
    {
      const Reply *reply = g_sequence_get (first);

      if (reply->due > now)
        break;
      peal_simulator_network_receive (self, reply->from, reply->to, reply->body, reply->due);
      g_sequence_remove (first);
    }
}

guint64
peal_simulator_network_count (PealSimulatorNetwork *self)
{
  return self->messages->len;
}

const PealSimulatorMessage *
peal_simulator_network_get (PealSimulatorNetwork *self,
                            gint64                number)
{
  gint64 index = number - self->options->first_id;

  return number >= 0 && index >= 0 && index < self->messages->len ? g_ptr_array_index (self->messages, index) : NULL;
}

gint64
peal_simulator_network_newest (PealSimulatorNetwork *self,
                               const char           *to)
{
  const Party *party;

  if (to == NULL)
    return self->messages->len > 0 ? self->options->first_id + self->messages->len - 1 : -1;
  party = g_hash_table_lookup (self->parties, to);
  return party != NULL ? party->newest : -1;
}

const char *
peal_simulator_network_get_status (PealSimulatorNetwork       *self,
                                   const PealSimulatorMessage *message,
                                   gint64                      now,
                                   guint                      *code)
{
  gint64 age = now - message->at;

  *code = 0;
  if (message->inbound)
    return "received";
  if (age < self->options->receipt_delay / 4)
    return "queued";
  if (age < self->options->receipt_delay / 2)
    return "sending";
  if (age < self->options->receipt_delay)
    return "sent";
  *code = message->code;
  return message->code != 0 ? "undelivered" : "delivered";
}

gint64
peal_simulator_network_get_sent_at (PealSimulatorNetwork       *self,
                                    const PealSimulatorMessage *message,
                                    gint64                      now)
{
  gint64 at = message->at + (message->inbound ? 0 : self->options->receipt_delay / 2);

  return at <= now ? at : -1;
}

const PealSimulatorStats *
peal_simulator_network_get_stats (PealSimulatorNetwork *self)
{
  return &self->stats;
}

const char *const *
peal_simulator_network_get_numbers (PealSimulatorNetwork *self)
{
  return (const char *const *) self->numbers;
}

gint64
peal_simulator_network_get_balance (PealSimulatorNetwork *self)
{
  return self->options->balance_micros - self->spent_micros;
}
