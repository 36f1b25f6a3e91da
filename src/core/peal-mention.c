/* peal-mention.c: whom a note asks to look.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#define G_LOG_DOMAIN "peal-core"

#include "peal-mention.h"

#include <string.h>

/* Nobody's name is longer; whoever typed an "@" and so much more meant something else. */
#define NAME_MAX_CHARS 40

/* Whether a name may begin behind the "@" at @sign in @text. */
static gboolean
is_sign (const char *text,
         const char *sign)
{
  return sign == text || !g_unichar_isalnum (g_utf8_get_char (g_utf8_prev_char (sign)));
}

/* How many bytes of @text are @name in whatever case, which must end there; 0 = it is another. */
static gsize
match_name (const char *text,
            const char *name)
{
  gsize n_chars = (gsize) g_utf8_strlen (name, -1);
  g_autofree char *folded_name = NULL;
  g_autofree char *folded = NULL;
  const char *end = text;

  for (gsize i = 0; i < n_chars; i++, end = g_utf8_next_char (end))
    if (*end == '\0')
      return 0;
  if (n_chars == 0 || g_unichar_isalnum (g_utf8_get_char (end)))
    return 0;
  folded_name = g_utf8_casefold (name, -1);
  folded = g_utf8_casefold (text, end - text);
  return g_str_equal (folded, folded_name) ? (gsize) (end - text) : 0;
}

guint
peal_mentions_find (const char        *text,
                    const char *const *names,
                    guint              n_names,
                    gboolean          *found)
{
  guint n_found = 0;

  g_return_val_if_fail (text != NULL, 0);
  g_return_val_if_fail (n_names == 0 || (names != NULL && found != NULL), 0);

  for (guint i = 0; i < n_names; i++)
    found[i] = FALSE;
  for (const char *sign = strchr (text, '@'); sign != NULL; sign = strchr (sign + 1, '@'))
    {
      gsize longest = 0;
      guint who = 0;

      for (guint i = 0; i < n_names && is_sign (text, sign); i++)
        {
          gsize length = match_name (sign + 1, names[i]);

          if (length > longest)
            {
              longest = length;
              who = i;
            }
        }
      if (longest > 0 && !found[who])
        {
          found[who] = TRUE;
          n_found++;
        }
    }
  return n_found;
}

const char *
peal_mention_begun (const char *before)
{
  const char *sign;

  g_return_val_if_fail (before != NULL, NULL);

  sign = strrchr (before, '@');
  if (sign == NULL || !is_sign (before, sign) || strchr (sign, '\n') != NULL || g_unichar_isspace (g_utf8_get_char (sign + 1))
      || g_utf8_strlen (sign + 1, -1) > NAME_MAX_CHARS)
    return NULL;
  return sign + 1;
}
