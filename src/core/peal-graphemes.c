/* peal-graphemes.c: what a reader takes for one character.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#define G_LOG_DOMAIN "peal-core"

#include "peal-graphemes.h"

#include "peal-regex.h"

#include <string.h>

const char *
peal_grapheme_next (const char *text)
{
  static GRegex *regex;

  /* Two ASCII characters are one cluster only as CR LF: most texts end here. */
  if (g_ascii_isprint (text[0]) && g_ascii_isprint (text[1]))
    return text + 1;

  peal_regex_once (&regex, "\\A\\X", G_REGEX_DEFAULT);

  /* PCRE2 checks all it is given on every call, so it is given little unless the cluster is long. */
  for (gsize window = 64;; window *= 2)
    {
      gsize length = strnlen (text, window);
      const char *limit = text + length;
      int end = 0;
      g_autoptr(GMatchInfo) match = NULL;

      if (length == window)
        limit = g_utf8_find_prev_char (text, limit);

      if (g_regex_match_full (regex, text, limit - text, 0, 0, &match, NULL))
        g_match_info_fetch_pos (match, 0, NULL, &end);

      if (end == 0)
        return g_utf8_next_char (text);
      if (text + end < limit || length < window)
        return text + end;
    }
}
