/* fuzz-intent.c: any text has an intent, and its span stands where it says.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include "fuzz-target.h"
#include "peal-intent.h"

#include <string.h>

int
LLVMFuzzerTestOneInput (const guint8 *data,
                        gsize         size)
{
  static const char *const languages[] = { "fr", "es-MX", "de", "tr", "zh", NULL };
  g_autofree char *raw = g_strndup ((const char *) data, size);
  g_autofree char *text = g_utf8_make_valid (raw, -1);
  g_autoptr(PealIntent) intent = peal_intent_new (raw, languages, PEAL_INTENT_CONFIRMING);

  g_assert_cmpuint (intent->start, <=, intent->end);
  g_assert_cmpuint (intent->end, <=, strlen (text));
  g_assert_cmpuint (strlen (intent->span), ==, intent->end - intent->start);
  g_assert_true (strncmp (intent->span, text + intent->start, intent->end - intent->start) == 0);
  g_assert_true (g_utf8_validate (intent->span, -1, NULL));
  g_assert_true (intent->class == PEAL_INTENT_NONE || *intent->rule != '\0');
  return 0;
}
