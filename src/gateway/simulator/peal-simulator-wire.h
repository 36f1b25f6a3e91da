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

/* What is wrong with a page of the list. */
typedef enum /*< flags >*/
{
  PEAL_SIMULATOR_PAGE_RIGHT = 0,
  PEAL_SIMULATOR_PAGE_DISORDER = 1 << 0,
  PEAL_SIMULATOR_PAGE_REPEAT = 1 << 1,
  PEAL_SIMULATOR_PAGE_DOUBLE = 1 << 2,
} PealSimulatorPage;

/* What is the same for every answer about one account. */
typedef struct
{
  PealSimulatorNetwork *network;
  const char *account;     /* "AC..." */
  gint64 now;
  PealSimulatorPage page;
  guint64 chance;          /* what an order without order comes from */
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

/* {"code":400,"message":@text,"status":400} */
void peal_simulator_append_complaint (GString    *json,
                                      guint       status,
                                      const char *text);

/* A page of the list that @query, an URL's decoded query, asks for; newest first. */
void peal_simulator_append_list (GString                 *json,
                                 const PealSimulatorView *view,
                                 GHashTable              *query);

void peal_simulator_append_balance (GString                 *json,
                                    const PealSimulatorView *view);
void peal_simulator_append_numbers (GString                 *json,
                                    const PealSimulatorView *view);

/* Every message accepted, oldest first: {"messages":[{"sid","from","to","body","date","at"}]}; at is
 * microseconds since 1970, UTC. */
void peal_simulator_append_accepted (GString                 *json,
                                     const PealSimulatorView *view);
void peal_simulator_append_stats (GString                  *json,
                                  const PealSimulatorStats *stats);

/* What a tester's @form, names and values, wants changed: rates, and "latency" in milliseconds. All of
 * it or, where FALSE comes back with an error as of peal_simulator_options_set_rate (), nothing. */
gboolean peal_simulator_options_change (PealSimulatorOptions *options,
                                        GHashTable           *form,
                                        GError              **error);

/* {"lost":0.02,...,"latency":40}: what such a form may hold. */
void peal_simulator_append_rates (GString                    *json,
                                  const PealSimulatorOptions *options);

G_END_DECLS
