/* peal-match.h: which entry of a gateway's record belongs to which attempt of ours.
 *
 * Two attempts with the same text to the same person look alike in the record;
 * only time tells them apart, and often not even that. Each entry was made by
 * one attempt, each attempt made one entry at most, between its beginning and
 * its end, give or take what clocks differ. What holds for every way to pair
 * them is known; what does not is not guessed. Pure: time is passed in.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#pragma once

#include "peal-attempts.h"
#include "peal-clock.h"
#include "peal-gateway-types.h"

G_BEGIN_DECLS

/* Clocks of ours and theirs may differ by this much. */
#define PEAL_MATCH_SLACK (2 * PEAL_MINUTE)

/* They may differ by more, a clock may be set, a gateway may let lie what it was given. So where there is one
 * attempt and one entry, the entry may be later by this much, unless it failed: whoever made it, the person has got
 * the text since it was to be sent. An earlier one may be of another time on purpose. */
#define PEAL_MATCH_LATE PEAL_HOUR

typedef enum
{
  PEAL_MATCH_NONE,           /* no entry can be its */
  PEAL_MATCH_SURE,           /* it has one, however they are paired; or the only one there is, though late */
  PEAL_MATCH_OPEN,           /* cannot be said while another attempt is in the air */
  PEAL_MATCH_SHARED,         /* cannot be said: there are fewer entries than attempts that may have made them */
  PEAL_MATCH_STRANGE,        /* there are entries that these attempts cannot have made */
} PealMatch;

/* What became of attempt @mine (an index) of @attempts (of PealOpenAttempt, by the time at which they
 * began), all of the same text between the same two numbers, all without an answer. @entries (of
 * PealRemoteMessage, in any order): what the gateway has of that text and no row of ours owns. @now
 * ends what is in the air. SURE and SHARED set @entry to the index of the entry that it has if the
 * earlier attempt made the earlier entry, -1 = it has none then (SHARED only); else to -1. */
PealMatch peal_match_find (GPtrArray *attempts,
                           guint      mine,
                           GPtrArray *entries,
                           gint64     now,
                           int       *entry);

G_END_DECLS
