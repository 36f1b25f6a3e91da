/* peal-intent-private.h: the words of a reply, and the rules that read them.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#pragma once

#include "peal-intent.h"

G_BEGIN_DECLS

/* The rules, made by build-aux/gen-intent.py. Words are folded as those of a reply are; a star at
 * either end of one stands for any letters. Lists end with NULL. */

typedef enum
{
  PEAL_ELEMENT_WORDS,          /* min to max words of the list; without list, any words */
  PEAL_ELEMENT_SENTENCE_START, /* fillers may stand before it */
  PEAL_ELEMENT_SENTENCE_END,   /* fillers may stand behind it */
  PEAL_ELEMENT_TEXT_START,
  PEAL_ELEMENT_TEXT_END,
  PEAL_ELEMENT_DONE,
} PealElementKind;

typedef struct
{
  PealElementKind kind;
  const char *const *words;
  guint min;
  guint max;
} PealElement;

typedef struct
{
  const char *rule;
  PealIntentClass class; /* NONE: a guard, whose words no later rule sees */
  const PealElement *elements;
} PealPattern;

typedef struct
{
  const char *tag; /* "en" */
  const char *const *fillers;
  const char *const *opt_out;      /* alone in a message */
  const char *const *opt_out_wide; /* these in every language */
  const char *const *strong;       /* those of opt_out that count alone in a sentence, too */
  const char *const *fuzzy;        /* those of opt_out whose typing errors count */
  const char *const *not_typos;    /* words of the language that look like such an error */
  const char *const *opt_in;
  const char *const *confirm;
  const char *const *help;
} PealVocabulary;

extern const PealVocabulary peal_intent_vocabularies[]; /* English first */
extern const guint peal_intent_n_vocabularies;
extern const PealPattern peal_intent_patterns[]; /* the first that matches decides */
extern const guint peal_intent_n_patterns;

/* peal-intent-words.c */

typedef struct
{
  char *word;         /* folded: lower case, no accents, no marks */
  gsize start;        /* in bytes of the text */
  gsize end;
  gboolean first;     /* of a sentence */
  gboolean clause;    /* a comma or the like stands before it */
  gboolean question;  /* a ? stands behind it */
  gboolean masked;    /* a guard explains it */
} PealWord;

typedef struct
{
  GArray *words;              /* of PealWord */
  PealIntentClass emoji;      /* OPT_OUT or REVIEW, if an emoji says so */
  gsize emoji_start;
  gsize emoji_end;
} PealWords;

/* @text is valid UTF-8. */
PealWords *peal_words_new (const char *text);
void peal_words_free (PealWords *self);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (PealWords, peal_words_free)

/* A copy of @text of the same length, with blanks where a quoted original, a reaction or a phone
 * signature stood. */
char *peal_intent_blank_quotes (const char *text);

/* peal-intent-typo.c */

/* Whether @word is @keyword, mistyped: one letter more, less, swapped or wrong, two for long
 * keywords. @strict: a wrong letter must be next to the right one on the keyboard, and none may be
 * missing. */
gboolean peal_intent_is_typo (const char *word,
                              const char *keyword,
                              gboolean    strict);

/* peal-intent-match.c */

gboolean peal_intent_list_has (const char *const *list,
                               const char        *word);

/* Whether @pattern matches at @first; @end is then set behind its last word. */
gboolean peal_intent_match (const PealPattern *pattern,
                            GArray            *words,
                            guint              first,
                            guint             *end);

/* A filler of any language: "please", "svp". */
gboolean peal_intent_is_filler (const char *word);

G_END_DECLS
