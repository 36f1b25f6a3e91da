/* peal-triage.h: what is done to conversations of the list, each taken back with one click.
 *
 * Main thread only; every function returns at once.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#pragma once

#include "peal-main-window.h"

G_BEGIN_DECLS

typedef enum
{
  PEAL_TRIAGE_DONE,          /* @value: whether it is */
  PEAL_TRIAGE_SNOOZE,        /* @value: until when (µs); 0 = takes it back */
  PEAL_TRIAGE_ASSIGN,        /* @value: a PealStaff id; 0 = nobody */
  PEAL_TRIAGE_READ,          /* @value: whether it is */
  PEAL_TRIAGE_BLOCK,         /* @value: whether they are */
} PealTriageAct;

/* Does it to the conversations @ids, says so in @window, and offers to put everything back as it was. */
void peal_triage_run (PealMainWindow *window,
                      const gint64   *ids,
                      guint           n_ids,
                      PealTriageAct   act,
                      gint64          value);

G_END_DECLS
