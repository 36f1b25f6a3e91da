/* peal-intent.h: what a reply asks for.
 *
 * Whether a person wants no more messages must be understood however they say
 * it: a missed objection breaks the law, a false one only loses a reader. So
 * what is clear is acted on, what is doubtful is shown to a person (review),
 * and each answer names its rule and the words that decided.
 *
 * The words and phrases are data: resources/rules/intent.json. Single words
 * count only in their language, since RED, PERU and AUS are ordinary words
 * elsewhere; English ones, and phrases of every language, count always.
 *
 * Pure; any thread.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#pragma once

#include <glib.h>

G_BEGIN_DECLS

typedef enum
{
  PEAL_INTENT_NONE,
  PEAL_INTENT_OPT_OUT,
  PEAL_INTENT_REVIEW, /* perhaps an objection: hold marketing until a person has decided */
  PEAL_INTENT_OPT_IN,
  PEAL_INTENT_HELP,
} PealIntentClass;

typedef enum
{
  PEAL_INTENT_DEFAULT = 0,
  /* They were asked to confirm their opt-in and have not answered yet: YES is an opt-in. */
  PEAL_INTENT_CONFIRMING = 1 << 0,
} PealIntentFlags;

typedef struct
{
  PealIntentClass class;
  const char *rule; /* static; "" if no rule fired. A guard can decide for NONE */
  char *span;       /* the words that decided, as they were written; "" if none did */
  gsize start;      /* where they stand, in bytes of the text */
  gsize end;
} PealIntent;

/* "none", "opt_out", "review", "opt_in", "help". */
const char *peal_intent_class_to_string (PealIntentClass intent_class);

/* Reads @text, UTF-8 (bytes that are not count as U+FFFD, and offsets then refer to what
 * g_utf8_make_valid () makes of it). @languages: the contact's language tags ("fr", "pt-BR"),
 * NULL-terminated, or NULL. Quoted originals, reactions to a message and phone signatures are not
 * read. Longer than 200 characters, an opt-out is at most a review. */
PealIntent *peal_intent_new (const char        *text,
                             const char *const *languages,
                             PealIntentFlags    flags);
void peal_intent_free (PealIntent *self);

/* The languages, for the above, in which somebody with a number of @region ("CH") may write.
 * NULL-terminated and static; NULL where nothing but English is known. */
const char *const *peal_intent_list_languages (const char *region);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (PealIntent, peal_intent_free)

G_END_DECLS
