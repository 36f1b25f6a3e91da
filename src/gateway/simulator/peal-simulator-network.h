/* peal-simulator-network.h: the carriers, the handsets and the people of the simulator.
 *
 * Knows nothing of HTTP. One thread at a time. Messages are numbered from first_id in
 * the order in which they were accepted or received; a number is never reused.
 * Nothing here waits: what a message has become is computed from its age when
 * somebody asks.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#pragma once

#include "peal-simulator.h"

G_BEGIN_DECLS

/* Of one segment. */
#define PEAL_SIMULATOR_PRICE_MICROS 7900

/* One message, either direction. Borrowed from the network, and never changed once it is there. */
typedef struct
{
  gint64 at;
  const char *from;
  const char *to;
  char *body;
  guint64 number;
  gint64 previous;      /* number of the one before it to the same number, or -1 */
  guint segments;
  guint16 code;         /* of its last receipt, 0 = delivered */
  gboolean inbound;
} PealSimulatorMessage;

typedef enum
{
  PEAL_SIMULATOR_ANSWER,  /* answer with the status */
  PEAL_SIMULATOR_LOSE,    /* accepted: cut the connection */
  PEAL_SIMULATOR_BREAK,   /* accepted: answer 500 */
} PealSimulatorFate;

/* What a request meets before anybody looks at it. */
typedef enum
{
  PEAL_SIMULATOR_OUTAGE_NONE,
  PEAL_SIMULATOR_OUTAGE_CUT,          /* cut the connection */
  PEAL_SIMULATOR_OUTAGE_UNAVAILABLE,  /* answer 503 */
} PealSimulatorOutage;

typedef struct
{
  PealSimulatorFate fate;
  guint status;
  guint code;                          /* Twilio's error number, 0 = accepted */
  const PealSimulatorMessage *message; /* NULL if refused */
} PealSimulatorVerdict;

typedef struct
{
  guint requests;   /* to send */
  guint accepted;
  guint received;
  guint lost;
  guint broken;
  guint throttled;
  guint refused;
  guint outages;    /* requests of any sort that nobody looked at */
  guint stopped;    /* people who said STOP in so many words and have not taken it back */
} PealSimulatorStats;

typedef struct _PealSimulatorNetwork PealSimulatorNetwork;

/* @options is borrowed, and may change between two calls. */
PealSimulatorNetwork *peal_simulator_network_new (const PealSimulatorOptions *options);
void peal_simulator_network_free (PealSimulatorNetwork *self);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (PealSimulatorNetwork, peal_simulator_network_free)

/* What the @nth request ever, to whatever address, meets. */
PealSimulatorOutage peal_simulator_network_meet (PealSimulatorNetwork *self,
                                                 guint64               nth);

/* A message of ours; any of the texts may be NULL: the request did not have it. */
PealSimulatorVerdict peal_simulator_network_submit (PealSimulatorNetwork *self,
                                                    const char           *from,
                                                    const char           *to,
                                                    const char           *body,
                                                    gint64                now);

/* Somebody writes to us. */
const PealSimulatorMessage *peal_simulator_network_receive (PealSimulatorNetwork *self,
                                                            const char           *from,
                                                            const char           *to,
                                                            const char           *body,
                                                            gint64                now);

/* Lets the replies that are due by @now come in. */
void peal_simulator_network_advance (PealSimulatorNetwork *self,
                                     gint64                now);

guint64 peal_simulator_network_count (PealSimulatorNetwork *self);

/* NULL for a number that is none. */
const PealSimulatorMessage *peal_simulator_network_get (PealSimulatorNetwork *self,
                                                        gint64                number);

/* Number of the newest message to @to, or of all if @to is NULL; -1 if there is none. */
gint64 peal_simulator_network_newest (PealSimulatorNetwork *self,
                                      const char           *to);

/* Twilio's word for what @message is by @now; @code its error number, or 0. Static. */
const char *peal_simulator_network_get_status (PealSimulatorNetwork       *self,
                                               const PealSimulatorMessage *message,
                                               gint64                      now,
                                               guint                      *code);

/* When @message was handed to the carrier, or -1 if that is after @now. */
gint64 peal_simulator_network_get_sent_at (PealSimulatorNetwork       *self,
                                           const PealSimulatorMessage *message,
                                           gint64                      now);

const PealSimulatorStats *peal_simulator_network_get_stats (PealSimulatorNetwork *self);

/* Borrowed, NULL-terminated. */
const char *const *peal_simulator_network_get_numbers (PealSimulatorNetwork *self);

gint64 peal_simulator_network_get_balance (PealSimulatorNetwork *self);

/* --- people (peal-simulator-people.c) --- */

/* A number in [0, 1) that depends on nothing but its arguments. */
double peal_simulator_roll (guint64     seed,
                            const char *number,
                            const char *about,
                            guint       nth);

/* What the person at @number answers to the @nth message, or NULL for nothing. Static. */
const char *peal_simulator_people_reply (const PealSimulatorOptions *options,
                                         const char                 *number,
                                         guint                       nth);

/* Whether the network itself acts upon @text: 1 it is STOP or its like, -1 START, 0 neither. */
int peal_simulator_people_objection (const char *text);

G_END_DECLS
