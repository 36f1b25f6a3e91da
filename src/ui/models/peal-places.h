/* peal-places.h: everything that one can go to: pages, people, conversations, actions.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#pragma once

#include "peal-store.h"

#include <libdex.h>

G_BEGIN_DECLS

typedef struct
{
  char *key;                 /* "page:inbox", "action:win.import", or a subject: "contact:12" */
  char *title;
  char *detail;              /* which of several of that name; or "" */
  char *keys;                /* what is pressed for it, in words, or "" */
  const char *icon;          /* icon name, static */
} PealPlace;

void peal_place_free (PealPlace *self);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (PealPlace, peal_place_free)

/* The places in which all fragments of @text stand, whatever the accents and the case, at most
 * @limit: those of @recent (keys, latest first) before the others, then those that fit best. "" fits
 * everywhere. Resolves to a GPtrArray of PealPlace. */
DexFuture *peal_places_find (PealStore         *store,
                             const char        *text,
                             const char *const *recent,
                             guint              limit) G_GNUC_WARN_UNUSED_RESULT;

G_END_DECLS
