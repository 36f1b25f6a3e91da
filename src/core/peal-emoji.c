/* peal-emoji.c: texts that are nothing but emoji.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#define G_LOG_DOMAIN "peal-core"

#include "peal-emoji.h"

#include "peal-graphemes.h"

#include <unicode/uchar.h>

#define EMOJI_STYLE 0xfe0f
#define KEYCAP 0x20e3

/* Whether @wanted stands between @from and @end. */
static gboolean
has_char (const char *from,
          const char *end,
          gunichar    wanted)
{
  for (const char *p = from; p < end; p = g_utf8_next_char (p))
    if (g_utf8_get_char (p) == wanted)
      return TRUE;
  return FALSE;
}

/* Digits and © are emoji only where that is asked for; a flag is two letters of its own kind. */
static gboolean
is_emoji (const char *p,
          const char *end)
{
  UChar32 c = (UChar32) g_utf8_get_char (p);

  if (u_hasBinaryProperty (c, UCHAR_REGIONAL_INDICATOR))
    return end > g_utf8_next_char (p);
  if (u_hasBinaryProperty (c, UCHAR_EMOJI_PRESENTATION))
    return TRUE;
  return u_hasBinaryProperty (c, UCHAR_EMOJI) && (has_char (p, end, EMOJI_STYLE) || has_char (p, end, KEYCAP));
}

guint
peal_emoji_count (const char *text)
{
  guint n = 0;

  g_return_val_if_fail (text != NULL, 0);

  for (const char *p = text; *p != '\0';)
    {
      const char *next = peal_grapheme_next (p);

      if (!g_unichar_isspace (g_utf8_get_char (p)))
        {
          if (!is_emoji (p, next))
            return 0;
          n++;
        }
      p = next;
    }
  return n;
}
