/* peal-smart.h: saying the same in characters that cost less.
 *
 * One curly quote from a word processor makes a text of 160 characters cost
 * three parts instead of one. Smart encoding replaces such characters by what
 * they stand for ("…" by "..."), but only where the whole text then fits GSM-7:
 * otherwise it would spoil the text and save nothing. The window always shows
 * what is replaced, and takes it back.
 *
 * The table is resources/rules/smart-encoding*.json. Pure; any thread.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#pragma once

#include <glib.h>

G_BEGIN_DECLS

typedef struct
{
  guint offset; /* in code points of the text's NFC form (peal_text_normalize ()) */
  char from[8]; /* one character */
  char *to;     /* what stands for it; may be empty */
} PealReplacement;

typedef struct
{
  char *text;
  PealReplacement *replacements; /* in the order of the text */
  guint n_replacements;          /* at least one */
} PealSmart;

/* The text in GSM-7, or NULL if it is so already or some of its characters cannot be replaced. */
PealSmart *peal_smart_new (const char *text);
void peal_smart_free (PealSmart *self);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (PealSmart, peal_smart_free)

/* @text with those Latin letters that GSM-7 lacks without their accents (ç to c, á to a, œ to oe);
 * é, ñ, ü and what else GSM-7 has stay. This changes words: only on a person's explicit wish, and
 * never for names. The caller frees it. */
char *peal_text_fold_accents (const char *text);

G_END_DECLS
