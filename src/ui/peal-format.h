/* peal-format.h: times, numbers and money as people write them.
 *
 * In the words and the order of the person's locale. Callers free the strings.
 * Main thread only.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#pragma once

#include <glib.h>

G_BEGIN_DECLS

/* Whose numbers are written without the country code; "" = the locale's own country. */
void peal_format_set_region (const char *region);

/* ISO 3166 code, never NULL. Borrowed until the next peal_format_set_region (). */
const char *peal_format_get_region (void);

/* "(201) 555-0123" or "+49 30 901820", wrapped so that it keeps its order in right-to-left text. */
char *peal_format_number (const char *e164);

/* Short, for the end of a row: "14:05", "Yesterday", "Tuesday", "12 Mar", "12 Mar 2024". */
char *peal_format_when (gint64 time,
                        gint64 now);

/* The time of day alone: "14:05". */
char *peal_format_clock (gint64 time);

/* The time of day so many minutes after midnight, wherever that is. */
char *peal_format_minute (guint minute);

/* In a sentence: "14:05", "tomorrow 8:00", "Tuesday 8:00", "12 March 8:00", "12 March 2028 8:00". */
char *peal_format_moment (gint64 time,
                          gint64 now);

/* "Today", "Yesterday", "Tuesday, 12 March". */
char *peal_format_day (gint64 time,
                       gint64 now);

/* "$12.34", "12.34 EUR": two digits, more where the amount is less than a cent. */
char *peal_format_money (gint64      micros,
                         const char *currency);

/* "1,234". */
char *peal_format_count (gint64 count);

/* A day as ISO 8601 has it, "1980-05-17" or "--05-17", as people write it: "17 May 1980", "17 May". What is
 * none stays as it is. */
char *peal_format_date (const char *date);

/* The sign in front of decimals: '.' or ','. */
char peal_format_get_decimal (void);

/* "12.5" with that sign. */
char *peal_format_decimal (const char *number);

/* The beginning of the day that @time lies in, in the local zone, @days later (or earlier). */
gint64 peal_format_day_start (gint64 time,
                              int    days);

G_END_DECLS
