/* peal-answers.h: which answer of the past, or which template, may answer a question.
 *
 * Words are compared, nothing is learnt: what was written before is put before a
 * person again, who reads it, changes it and sends it, or does not. A rare word
 * that two questions share says more than a common one; an answer that was given
 * often, and lately, comes first; the same answer in other words comes once.
 *
 * What was written to somebody else may hold what is nobody else's business. An
 * answer with numbers of four digits and more, addresses, or links that lead to
 * one person's page is never proposed; the name of whom it was written to becomes the
 * field {first_name}, and where their family name is in it, it is not proposed either.
 *
 * Plain values; any thread, no clock.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#pragma once

#include <glib.h>

G_BEGIN_DECLS

/* More than that nobody reads before writing it themselves. */
#define PEAL_ANSWERS_MAX 3

#define PEAL_ANSWERS_MAX_WORDS 40

/* Something that was asked and answered. Borrowed strings, "" = not known. */
typedef struct
{
  const char *question;
  const char *answer;
  const char *given;         /* of whom it was written to */
  const char *family;
  gint64 at;                 /* of the answer, µs */
} PealAnswered;

/* A template. Borrowed strings. */
typedef struct
{
  gint64 id;
  const char *name;
  const char *body;          /* with merge fields */
  gint64 uses;
} PealAnswerTemplate;

typedef struct
{
  char *source;              /* with merge fields, as peal-merge.h reads them */
  guint n_times;             /* that similar questions were answered so; 0 = it is a template */
  gint64 template_id;        /* 0 = it is an answer */
  char *template_name;       /* "" = it is an answer */
} PealAnswerSuggestion;

void peal_answer_suggestion_free (PealAnswerSuggestion *self);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (PealAnswerSuggestion, peal_answer_suggestion_free)

/* The words of @text that say what it is about: folded (peal-key.h), each once, without those that every text has
 * ("the", "und", "que"); the first PEAL_ANSWERS_MAX_WORDS of them. For g_strfreev (). */
GStrv peal_answers_get_words (const char *text);

/* @answer as it may be proposed to anybody: a source with merge fields. NULL: it may not. Caller frees. */
char *peal_answers_generalise (const char *answer,
                               const char *given,
                               const char *family);

/* What may answer @question, best first: at most PEAL_ANSWERS_MAX, a GPtrArray of PealAnswerSuggestion. @now in µs.
 * The caller unrefs it. */
GPtrArray *peal_answers_suggest (const char               *question,
                                 const PealAnswered       *past,
                                 guint                     n_past,
                                 const PealAnswerTemplate *templates,
                                 guint                     n_templates,
                                 gint64                    now);

G_END_DECLS
