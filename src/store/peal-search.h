/* peal-search.h: what is searched for, and in which form.
 *
 * Everything that can be searched is folded the same way as what is typed:
 * lower case, no accents, digits of any script as 0-9. Numbers are kept in
 * E.164, so the digits of any notation of one are a fragment of it.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#pragma once

#include <glib.h>

G_BEGIN_DECLS

/* "Ærøskøbing Straße ٣" -> "aeroskobing strasse 3". Caller frees. */
char *peal_search_fold (const char *text);

/* The same, appended. */
void peal_search_fold_append (GString    *folded,
                              const char *text);

/* A search, read. Immutable. */
typedef struct
{
  char *folded;        /* the whole text, trimmed */
  char *match;         /* an FTS5 expression for contact_search: all fragments of three characters and
                        * more; NULL = there is none */
  GStrv short_words;   /* the others: to be looked for in the name; may be empty */
  char *digits;        /* if it is nothing but a number: its digits, without a trunk prefix; else NULL */
} PealSearch;

/* NULL if @text is NULL or blank. */
PealSearch *peal_search_new (const char *text);
void peal_search_free (PealSearch *self);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (PealSearch, peal_search_free)

/* "a\"b" as a phrase of an FTS5 expression. Caller frees. */
char *peal_search_quote (const char *fragment);

/* The index knows fragments of at least this many characters. */
#define PEAL_SEARCH_FRAGMENT 3

/* Whether all short words stand in @folded. */
gboolean peal_search_has_short_words (const PealSearch *self,
                                      const char       *folded);

/* How well a folded name fits: 0 it begins so, 1 a word of it does, 2 it stands in it, 3 it does
 * not (what matched was a number, a tag, a note). */
guint peal_search_rank (const PealSearch *self,
                        const char       *folded);

#define PEAL_SEARCH_N_RANKS 4

G_END_DECLS
