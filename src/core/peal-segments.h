/* peal-segments.h: how a text is cut into the parts of an SMS.
 *
 * 3GPP TS 23.038 6.2.1 (alphabet) and TS 23.040 9.2.3.24.1 (concatenation). A
 * text travels in the GSM 7-bit alphabet if every character of its NFC form is
 * in it, else in UCS-2 (in practice UTF-16), which more than halves what fits
 * into a part. A unit is a septet or a UTF-16 code unit. Parts are filled
 * greedily; an escape pair and a surrogate pair are never split.
 *
 * Pure: any thread, no state. Text is UTF-8; bytes that are not count as U+FFFD.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#pragma once

#include <glib.h>

G_BEGIN_DECLS

/* The reference number and the count of a concatenated message have one octet each. */
#define PEAL_SEGMENTS_MAX 255

/* Stored in the database: append only. */
typedef enum
{
  PEAL_ENCODING_GSM7 = 1,
  PEAL_ENCODING_UCS2 = 2,
} PealEncoding;

typedef enum
{
  PEAL_SEGMENTS_DEFAULT = 0,
  /* A 16-bit reference number: 152 and 66 units in a part instead of 153 and 67 (toll-free). */
  PEAL_SEGMENTS_WIDE_REFERENCE = 1 << 0,
  /* A visible character (emoji family, flag) moves to the next part whole, as Twilio does. One
   * that fits into no part is split all the same. */
  PEAL_SEGMENTS_WHOLE_GRAPHEMES = 1 << 1,
} PealSegmentsFlags;

/* A visible character (extended grapheme cluster) that keeps the text out of GSM-7. */
typedef struct
{
  guint offset; /* of its first code point, in code points of the text as it was given, before NFC */
  char *text;   /* all of it, as it was given */
} PealForcing;

typedef struct
{
  PealEncoding encoding;
  guint n_segments; /* 0 for the empty text, which cannot be sent; may pass PEAL_SEGMENTS_MAX */
  guint n_units;
  guint *per_segment_units; /* n_segments of them */
  guint n_remaining;        /* units until the next part begins, or until the first is full */
  PealForcing *forcing;     /* in the order of the text; none in GSM-7 */
  guint n_forcing;
} PealSegments;

/* "GSM-7" or "UCS-2", as the command line and the API call them. */
const char *peal_encoding_to_string (PealEncoding encoding);

PealSegments *peal_segments_new (const char       *text,
                                 PealSegmentsFlags flags);
void peal_segments_free (PealSegments *self);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (PealSegments, peal_segments_free)

/* TRUE if every character of the NFC form of @text is in GSM-7. */
gboolean peal_text_is_gsm7 (const char *text);

/* What the composer hands on: NFC, and every line end (CR LF, CR) as one LF, which saves a septet
 * for each line and loses nothing on any phone. The caller frees it. */
char *peal_text_normalize (const char *text);

G_END_DECLS
