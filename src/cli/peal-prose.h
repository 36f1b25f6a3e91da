/* peal-prose.h: an account for people to read in a terminal.
 *
 * Headings are bold where standard output is a terminal and NO_COLOR is not set.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#pragma once

#include "peal-message.h"

G_BEGIN_DECLS

/* A numbered step of the account. */
void peal_prose_heading (guint       number,
                         const char *format,
                         ...) G_GNUC_PRINTF (2, 3);

/* A line of it, and an indented one. */
void peal_prose_line (const char *format,
                      ...) G_GNUC_PRINTF (1, 2);
void peal_prose_item (const char *format,
                      ...) G_GNUC_PRINTF (1, 2);

/* @text on one line and filled or cut to @columns of a terminal, in which an ideograph takes two and
 * a combining mark none. Caller frees. */
char *peal_prose_fit (const char *text,
                      guint       columns);

/* "window, until 2026-11-28T13:00:00Z: It is Saturday 07:00 in …": why a message waits, and when it goes on
 * by itself, if it does. @until 0 = not known, PEAL_TIME_NEVER: "opted_out, never sent: Asked to stop".
 * @explanation may be "". Caller frees. */
char *peal_prose_reason (PealHoldReason reason,
                         gint64         until,
                         const char    *explanation);

G_END_DECLS
