/* peal-phone-private.h: between the policy (C), the tidying (C) and libphonenumber (C++).
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#pragma once

#include "peal-phone.h"

G_BEGIN_DECLS

/* What libphonenumber makes of a text of digits. */
typedef struct
{
  PealPhoneReason reason; /* OK if possible, whatever its type */
  char e164[20];          /* also of a number that is too long or too short; "" if there is none */
  guint national_at;      /* where in e164 the part after the calling code begins */
  char region[4];
  PealPhoneType type;
  gboolean is_valid;
} PealPhoneReading;

/* @digits: ASCII digits after at most one "+". Never throws. */
void peal_phone_read (const char       *digits,
                      const char       *region,
                      PealPhoneReading *reading);

/* As peal_phone_get_region (), by libphonenumber. */
gboolean peal_phone_lookup_region (const char *e164,
                                   char        region[4]);

/* One number in a text: bytes into it, and the number. */
typedef void (*PealPhoneFound) (gsize       start,
                                gsize       length,
                                const char *e164,
                                gpointer    data);

/* Calls @found for each number of a numbering plan in @text, valid UTF-8, from the first to the last, as somebody in
 * @region (may be "") would write it. Never throws, and @found must not. */
void peal_phone_scan (const char    *text,
                      const char    *region,
                      PealPhoneFound found,
                      gpointer       data);

#define PEAL_PHONE_DIGITS_MAX 32

/* A text brought down to what would be dialled. */
typedef struct
{
  char digits[PEAL_PHONE_DIGITS_MAX + 1]; /* "+", if there was one, and digits */
  gboolean has_plus;
  PealPhoneWarnings warnings;             /* EXTENSION_DROPPED, RESTORED */
} PealPhoneDigits;

/* Policies P6, P11, P12: takes format characters, apostrophes, ="...", labels, extensions and
 * punctuation away, reads the digits of every script, and refuses letters. */
PealPhoneReason peal_phone_tidy (const char      *text,
                                 PealPhoneDigits *digits);

G_END_DECLS
