/* peal-message-query.h: what somebody searches for in messages.
 *
 *   invoice "next week" -cancelled from:ana to:+15550100 after:2026-03 before:2026-05-01 has:link is:unread
 *
 * Words must all be there, in any order, whatever their accents and cases; the
 * last one may be the beginning of a word, because it may still be typed. What
 * stands in quotation marks, "so" or “so” or „so“, must be there in this order.
 * A dash before a word or phrase means that it must not be there. A day is
 * 2026-03-01, a month 2026-03 or a year 2026, or today or yesterday, as a clock
 * of the zone shows it; "before" ends where it begins, "after" begins where it
 * begins, "on" is it. What has a colon and is none of these is words.
 *
 * Plain values; any thread.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#pragma once

#include <glib.h>

G_BEGIN_DECLS

typedef struct
{
  char *match;               /* an FTS5 expression without columns: the words; NULL = any */
  GStrv terms;               /* the words and phrases that must be there, as they were typed; never NULL */
  GStrv excluded;            /* those that must not be there; never NULL, empty where there is no match */
  gboolean is_open;          /* the last of them may be the beginning of a word */
  char *from;                /* who wrote: a name or number; NULL = anybody */
  char *to;                  /* whom we wrote to; NULL = anybody */
  gint64 since;              /* written at this time or later; 0 = from the beginning */
  gint64 until;              /* written before this time; G_MAXINT64 = until now */
  gboolean has_link;
  gboolean is_unread;
  char *fault;               /* the first piece that is no day or no fact: "before:soon"; NULL = there is none */
} PealMessageQuery;

/* NULL if @text asks for nothing. @zone: where days begin; @now: what today is. */
PealMessageQuery *peal_message_query_new (const char *text,
                                          GTimeZone  *zone,
                                          gint64      now);
PealMessageQuery *peal_message_query_copy (const PealMessageQuery *self);
void peal_message_query_free (PealMessageQuery *self);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (PealMessageQuery, peal_message_query_free)

G_END_DECLS
