/* peal-outlook.h: what the engine has before it, and what follows from that.
 *
 * Pure: no window, no clock, no store; a table tests it.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#pragma once

#include "peal-outbox-shelves.h"

G_BEGIN_DECLS

/* Stored in GSettings "background" by name: see the schema. */
typedef enum
{
  PEAL_BACKGROUND_ALWAYS,
  PEAL_BACKGROUND_WHILE_WAITING,
  PEAL_BACKGROUND_NEVER,
} PealBackgroundChoice;

/* Zeroed: nothing is known yet. */
typedef struct
{
  gboolean is_known;
  gint64 ahead[PEAL_N_AHEAD];
  gint64 n_in_run;           /* of a run of sending: what was to go when it began and what came since; 0 = none */
} PealOutlook;

/* @ahead: of peal_outbox_look_ahead (). */
void peal_outlook_update (PealOutlook  *self,
                          const GArray *ahead);

/* Whether the program goes on without a window. While nothing is known it does, unless it never should. */
gboolean peal_outlook_is_wanted (const PealOutlook   *self,
                                 PealBackgroundChoice choice,
                                 gboolean             another_sends);

/* What is going on, in a few words: "Sending: 120 of 500". Caller frees. */
char *peal_outlook_text (const PealOutlook *self,
                         gint64             now);

G_END_DECLS
