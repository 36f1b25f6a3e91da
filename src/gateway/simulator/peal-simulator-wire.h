/* peal-simulator-wire.h: the simulator's answers, as Twilio would write them.
 *
 * Pure; text is appended to a GString. Written by hand instead of with
 * json-glib: building a tree for each answer would make the simulator slower
 * than what it is to measure.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#pragma once

#include "peal-simulator-network.h"

G_BEGIN_DECLS

/* What is the same for every answer about one account. */
typedef struct
{
  PealSimulatorNetwork *network;
  const char *account;   /* "AC..." */
  gint64 now;
} PealSimulatorView;

/* "SM" and 32 hexadecimal digits. */
void peal_simulator_append_id (GString *text,
                               guint64  number);

/* The number in an id made by the above, or -1. */
gint64 peal_simulator_parse_id (const char *id);

void peal_simulator_append_json_string (GString    *json,
                                        const char *text);

/* @fresh: as the answer to the POST, before anything has become of it. */
void peal_simulator_append_message (GString                    *json,
                                    const PealSimulatorView    *view,
                                    const PealSimulatorMessage *message,
                                    gboolean                    fresh);

/* {"code":21610,"message":...,"more_info":...,"status":400} */
void peal_simulator_append_error (GString *json,
                                  guint    code,
                                  guint    status);

/* A page of the list that @query, an URL's decoded query, asks for; newest first. */
void peal_simulator_append_list (GString                 *json,
                                 const PealSimulatorView *view,
                                 GHashTable              *query);

void peal_simulator_append_balance (GString                 *json,
                                    const PealSimulatorView *view);
void peal_simulator_append_numbers (GString                 *json,
                                    const PealSimulatorView *view);

/* Every message accepted, oldest first: {"messages":[{"sid","from","to","body","date"}]} */
void peal_simulator_append_accepted (GString                 *json,
                                     const PealSimulatorView *view);
void peal_simulator_append_stats (GString                  *json,
                                  const PealSimulatorStats *stats);

G_END_DECLS
