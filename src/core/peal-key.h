/* peal-key.h: texts compared as people read them, not as programs write them.
 *
 * No I/O; any thread.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#pragma once

#include <glib.h>

G_BEGIN_DECLS

/* @text (UTF-8, @length bytes or -1 if terminated) in lower case, without accents, and with
 * nothing but its letters and digits: "E-Mail 1 - Value" and "email1value" are the same, and so
 * are "Téléphone" and "TELEPHONE". The caller frees it. */
char *peal_key_fold (const char *text,
                     gssize      length);

/* The same, with one space where others stood between words, also between "mobile" and "Phone" in
 * "mobilePhone" and before a number. */
char *peal_key_fold_words (const char *text,
                           gssize      length);

/* @text as a name is kept (P13): NFC, no white space around it, one space where there was more,
 * and none of the invisible marks that programs leave behind. */
char *peal_text_clean (const char *text,
                       gssize      length);

/* The same, line ends kept. For notes. */
char *peal_text_clean_lines (const char *text,
                             gssize      length);

G_END_DECLS
