/* fuzz-segments.c: the parts of any text add up, none is empty or too long, and whatever keeps it
 * out of GSM-7 is named.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include "fuzz-target.h"
#include "peal-segments.h"

static void
check (const char       *text,
       PealSegmentsFlags flags)
{
  g_autoptr(PealSegments) segments = peal_segments_new (text, flags);
  guint single = segments->encoding == PEAL_ENCODING_GSM7 ? 160 : 70;
  guint part = segments->encoding == PEAL_ENCODING_GSM7 ? 153 : 67;
  guint sum = 0;

  if (flags & PEAL_SEGMENTS_WIDE_REFERENCE)
    part--;
  g_assert_cmpint (segments->n_segments == 0, ==, *text == '\0');
  g_assert_cmpint (segments->n_segments <= 1, ==, segments->n_units <= single);
  for (guint i = 0; i < segments->n_segments; i++)
    {
      g_assert_cmpuint (segments->per_segment_units[i], >, 0);
      g_assert_cmpuint (segments->per_segment_units[i], <=, segments->n_segments == 1 ? single : part);
      sum += segments->per_segment_units[i];
    }
  g_assert_cmpuint (sum, ==, segments->n_units);
  g_assert_cmpint (segments->n_forcing > 0, ==, segments->encoding == PEAL_ENCODING_UCS2);
  g_assert_cmpint (peal_text_is_gsm7 (text), ==, segments->encoding == PEAL_ENCODING_GSM7);
}

int
LLVMFuzzerTestOneInput (const guint8 *data,
                        gsize         size)
{
  g_autofree char *text = g_strndup ((const char *) data, size);
  g_autofree char *normal = peal_text_normalize (text);
  g_autofree char *normal_again = peal_text_normalize (normal);

  g_assert_cmpstr (normal, ==, normal_again);
  for (guint flags = 0; flags < 4; flags++)
    {
      check (text, flags);
      check (normal, flags);
    }

  return 0;
}
