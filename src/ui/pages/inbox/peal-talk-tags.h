/* peal-talk-tags.h: somebody's tags as chips, to take away and to add to.
 *
 * What is typed is completed from the tags that others have. It changes nothing
 * by itself: "add" and "remove" (both with the tag) say what is wanted.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#pragma once

#include <adwaita.h>

G_BEGIN_DECLS

#define PEAL_TYPE_TALK_TAGS (peal_talk_tags_get_type ())
G_DECLARE_FINAL_TYPE (PealTalkTags, peal_talk_tags, PEAL, TALK_TAGS, AdwBin)

/* @all: what is offered, but for @tags; either may be NULL. Both are copied. */
void peal_talk_tags_set (PealTalkTags      *self,
                         const char *const *tags,
                         const char *const *all);

G_END_DECLS
