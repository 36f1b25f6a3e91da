/* peal-merge-page.h: two contacts side by side, and what shall hold of both.
 *
 * What only one of them says is kept, and so are all numbers, addresses, tags and
 * groups; where they disagree, a person chooses.
 *
 * Signals: "merge": make them one (peal_merge_page_make_merged ()); "distinct":
 * they are not the same; "gone": one of them is not there any more.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#pragma once

#include "peal-contacts.h"

#include <adwaita.h>

G_BEGIN_DECLS

#define PEAL_TYPE_MERGE_PAGE (peal_merge_page_get_type ())
G_DECLARE_FINAL_TYPE (PealMergePage, peal_merge_page, PEAL, MERGE_PAGE, AdwNavigationPage)

/* @first is the one that stays. Refs @store. */
PealMergePage *peal_merge_page_new (PealStore *store,
                                    gint64     first,
                                    gint64     second);

gint64 peal_merge_page_get_first (PealMergePage *self);
gint64 peal_merge_page_get_second (PealMergePage *self);

/* The first with what was chosen; NULL until both were read. Caller frees. */
PealContact *peal_merge_page_make_merged (PealMergePage *self);

G_END_DECLS
