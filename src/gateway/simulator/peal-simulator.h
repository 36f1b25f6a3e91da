/* SPDX-License-Identifier: GPL-3.0-or-later */
/* peal-simulator.h: a small SMS network on loopback that speaks Twilio's HTTP dialect.
 *
 * For the demo, for training and for tests: it accepts messages over real HTTP,
 * lets receipts come in, loses answers, refuses, and has people who reply, some
 * with STOP. What happens to a recipient depends only on the seed, the number
 * and how often it was written to, so runs repeat.
 *
 *   the dialect   /2010-04-01/Accounts/AC.../Messages.json, Messages/SM....json,
 *                 Balance.json, IncomingPhoneNumbers.json
 *   for judges    GET /simulator/messages.json  every message ever accepted, exactly
 *                 GET /simulator/stats.json     counts
 *   for testers   POST /simulator/inbound       From, To, Body: somebody writes to us
 *                 POST /simulator/rates         lost=0.02 and so on, latency=MSEC: from now on;
 *                                               all or, with an answer of 400 that says why, none
 *                 GET /simulator/rates          what they are
 *
 * Judges and testers are answered at once, whatever latency and outages others meet.
 *
 * It runs on a thread of its own. The functions here may be called from any one
 * thread; HTTP/2 is spoken over TLS if SOUP_SERVER_HTTP2 is set in the
 * environment (libsoup's own switch).
 */

#pragma once

#include <gio/gio.h>

G_BEGIN_DECLS

/* Rates are parts of 1; times are spans. Strings are copied. */
typedef struct
{
  guint port;               /* 0 = any free one */
  guint64 seed;
  gint64 first_id;          /* ids count from here: a simulator that follows another must repeat none of its */
  const char *username;     /* account SID; NULL = any that begins with AC */
  const char *secret;       /* NULL = any */
  const char *numbers;      /* ours, separated by commas; others are refused as From. NULL = PEAL_SIMULATOR_NUMBER, and any From is taken */
  const char *certificate;  /* PEM file with certificate and key: speak TLS; NULL = plain */
  gint64 latency;           /* before each answer */
  gint64 latency_spread;    /* up to so much more or less */
  double cut_rate;          /* of all requests: not looked at, the connection is cut without an answer */
  double unavailable_rate;  /* of all requests: not looked at, HTTP 503 */
  double lost_rate;         /* accepted, then the connection is cut without an answer */
  double error_rate;        /* accepted, then HTTP 500 */
  double throttle_rate;     /* HTTP 429 with Retry-After, not accepted */
  gint64 retry_after;       /* whole seconds; 0 = no such header */
  double invalid_rate;      /* of recipients: refused with 21211 */
  double blocked_rate;      /* of recipients: refused with 21610 */
  double undelivered_rate;  /* of recipients: accepted, then a receipt with 30003, 30005, 30006, 30007 or 30008 */
  gint64 receipt_delay;     /* from acceptance to the last receipt */
  double reply_rate;        /* of messages: answered with an ordinary text */
  double stop_rate;         /* of messages: answered with an objection, well spelt or not */
  gint64 reply_delay;
  double disorder_rate;     /* of pages of the list: their messages stand in any order */
  double repeat_rate;       /* of pages of the list: the next one begins in their middle, not at their end */
  double double_rate;       /* of pages of the list: each message, and so its receipt, is given twice */
  gint64 balance_micros;    /* USD at the start */
} PealSimulatorOptions;

#define PEAL_SIMULATOR_NUMBER "+15005550006"

/* Prompt, honest, faultless: what a test starts from. */
void peal_simulator_options_init (PealSimulatorOptions *options);

/* What a shop sees on a normal day: some replies, a few objections and failures. */
void peal_simulator_options_init_lifelike (PealSimulatorOptions *options);

/* The names of all rates, "lost, error, ...", for people. Caller frees. */
char *peal_simulator_dup_rate_names (void);

/* Sets the rate that is called @name ("lost" is lost_rate) to the number in @value. FALSE with
 * G_IO_ERROR_INVALID_ARGUMENT, in words for people, if there is none or @value is not 0 to 1. */
gboolean peal_simulator_options_set_rate (PealSimulatorOptions *options,
                                          const char           *name,
                                          const char           *value,
                                          GError              **error);

#define PEAL_TYPE_SIMULATOR (peal_simulator_get_type ())
G_DECLARE_FINAL_TYPE (PealSimulator, peal_simulator, PEAL, SIMULATOR, GObject)

PealSimulator *peal_simulator_new (const PealSimulatorOptions *options);

/* Returns once it listens; FALSE with @error if it cannot (G_IO_ERROR_ADDRESS_IN_USE, ...). */
gboolean peal_simulator_start (PealSimulator *self,
                               GError       **error);

/* Closes every connection and returns when the thread has ended. What was accepted is kept: a
 * later start goes on from it. */
void peal_simulator_stop (PealSimulator *self);

/* "http://127.0.0.1:8650"; NULL before the first start. Borrowed. */
const char *peal_simulator_get_url (PealSimulator *self);

/* How many messages it has accepted so far. */
guint peal_simulator_count_accepted (PealSimulator *self);

G_END_DECLS
