/* peal-import-review.h: what a file holds and what would become of it, before it is stored.
 *
 * Signals, without arguments: "changed", the country or the policy is another one
 * and the file is to be rehearsed again; "answered", something was said of consent,
 * which may be enough or not (peal_import_review_is_answered ()); "columns",
 * the person wants to see what the columns mean; "save", what is left out is to be
 * saved; "report", all is to be.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#pragma once

#include "peal-import.h"

#include <adwaita.h>

G_BEGIN_DECLS

#define PEAL_TYPE_IMPORT_REVIEW (peal_import_review_get_type ())
G_DECLARE_FINAL_TYPE (PealImportReview, peal_import_review, PEAL, IMPORT_REVIEW, AdwBin)

/* Shows @report, of a file of contacts or of a table without a phone column, keeping what the person has chosen. */
void peal_import_review_show (PealImportReview *self,
                              PealImportReport *report);

/* The country of numbers without one: an ISO 3166 code. Borrowed. */
const char *peal_import_review_get_region (PealImportReview *self);

/* What becomes of people who are known already. */
PealContactMergePolicy peal_import_review_get_policy (PealImportReview *self);

/* Whether all about whom the file says nothing agreed to texts; what those who agreed have agreed to,
 * and where and when ("" = not said yet; caller frees); and whether enough is said: nobody agreed, or
 * both are there. */
gboolean peal_import_review_all_agreed (PealImportReview *self);
char *peal_import_review_dup_wording (PealImportReview *self);
char *peal_import_review_dup_proof (PealImportReview *self);
gboolean peal_import_review_is_answered (PealImportReview *self);

/* For everybody: "" = no group; no tags = empty. Caller frees. */
char *peal_import_review_dup_group (PealImportReview *self);
GStrv peal_import_review_dup_tags (PealImportReview *self);

G_END_DECLS
