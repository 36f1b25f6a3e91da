/* fuzz-merge.c: any text is a template or a clear error, and a template survives the round trip.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include "fuzz-target.h"
#include "peal-merge.h"

#include <string.h>

static const char *
lookup (const char *field,
        gpointer    data)
{
  return strlen (field) % 2 == 0 ? "{value}" : NULL;
}

static void
check_round_trip (PealMergeTemplate *template)
{
  g_autofree char *source = peal_merge_template_to_source (template);
  g_autoptr(PealMergeTemplate) again = peal_merge_template_new (source, NULL, NULL, NULL);
  g_autofree char *source_again = NULL;
  g_autofree char *text = NULL;
  g_autofree char *text_again = NULL;
  g_auto(GStrv) missing = NULL;

  g_assert_nonnull (again);
  source_again = peal_merge_template_to_source (again);
  g_assert_cmpstr (source, ==, source_again);

  text = peal_merge_template_render (template, lookup, NULL, &missing);
  text_again = peal_merge_template_render (again, lookup, NULL, NULL);
  g_assert_cmpstr (text, ==, text_again);
  g_assert_true ((text == NULL) == (missing != NULL && missing[0] != NULL));
}

int
LLVMFuzzerTestOneInput (const guint8 *data,
                        gsize         size)
{
  g_autofree char *raw = g_strndup ((const char *) data, size);
  g_autofree char *source = g_utf8_make_valid (raw, -1);
  g_autoptr(GError) error = NULL;
  guint offset = G_MAXUINT;
  g_autoptr(PealMergeTemplate) template = peal_merge_template_new (source, NULL, &offset, &error);

  if (template != NULL)
    check_round_trip (template);
  else
    {
      char brace = *g_utf8_offset_to_pointer (source, offset);

      g_assert_true (error->domain == PEAL_MERGE_ERROR);
      g_assert_true (brace == '{' || brace == '}');
    }

  return 0;
}
