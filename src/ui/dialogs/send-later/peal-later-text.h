/* peal-later-text.h: a chosen time, in words for people.
 *
 * Plain text, translated. Main thread only.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#pragma once

#include "peal-later.h"
#include "peal-message.h"
#include "peal-zones.h"

G_BEGIN_DECLS

/* "Tomorrow morning". Static. */
const char *peal_later_text (PealLater later);

typedef struct
{
  gint64 time;             /* what was chosen */
  PealCivilFit fit;        /* how it was meant */
  gint64 now;
  const PealWhereabouts *where; /* of whom it goes to, as the gate will see it; NULL = several */
  PealMessageKind kind;
} PealLaterChoice;

/* When it goes, what their clock shows then, and what a person should know about that time: the clocks
 * are set, the law allows no advertising then, it has passed. Caller frees. */
char *peal_later_choice_text (const PealLaterChoice *choice);

/* "6:00 in Los Angeles" where it is sure what the clock of whoever is at @where (NULL = several)
 * shows at @time and it is not what the clock here shows; else "". Caller frees. */
char *peal_moment_there_text (gint64                 time,
                              const PealWhereabouts *where,
                              gint64                 now);

G_END_DECLS
