/* peal-law-text.h: the rule behind a message that waits or was left out, in words for people.
 *
 * Which law or rule, of what place, on whose clock: made of where the number may
 * be, never of the English text that scripts get. Plain text, translated. Main
 * thread only.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#pragma once

#include "peal-talk.h"
#include "peal-window.h"

G_BEGIN_DECLS

/* R-LAW-3: what the rule said of @message at @at, when @reason kept it, by the workspace's @options
 * (peal_engine_get_window_options ()): "Florida: 8:00–20:00 on a Tuesday, by the clock of New York." "" where no rule of law is behind @reason, or it is none any more. Caller frees. */
char *peal_law_text (const PealMessageRow    *message,
                     const PealWindowOptions *options,
                     PealHoldReason           reason,
                     gint64                   at);

/* The town whose clock a tz name stands for: "New York" of "America/New_York". Caller frees. */
char *peal_zone_text (const char *zone);

G_END_DECLS
