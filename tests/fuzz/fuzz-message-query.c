/* fuzz-message-query.c: any text is a search, and what it asks the index for is no more than quoted words.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include "fuzz-target.h"
#include "peal-message-query.h"

#include <string.h>

/* Outside of quotation marks an expression has nothing but what we put there. */
static void
check_match (const char *match)
{
  g_autoptr(GString) outside = g_string_new (NULL);
  gboolean is_quoted = FALSE;

  for (const char *p = match; *p != '\0'; p++)
    if (*p == '"')
      is_quoted = !is_quoted;
    else if (!is_quoted)
      g_string_append_c (outside, *p);
  g_assert_false (is_quoted);
  g_assert_cmpuint (strspn (outside->str, " ()*ANDORT"), ==, outside->len);
}

int
LLVMFuzzerTestOneInput (const guint8 *data,
                        gsize         size)
{
  g_autofree char *raw = g_strndup ((const char *) data, size);
  g_autofree char *text = g_utf8_make_valid (raw, -1);
  g_autoptr(GTimeZone) utc = g_time_zone_new_utc ();
  g_autoptr(PealMessageQuery) query = peal_message_query_new (text, utc, 0);

  if (query == NULL)
    return 0;
  g_assert_true ((query->match != NULL) == (query->terms[0] != NULL));
  g_assert_true (query->fault == NULL || strstr (text, query->fault) != NULL);
  if (query->match != NULL)
    check_match (query->match);
  return 0;
}
