/* peal-intent-typo.c: a keyword typed in a hurry.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#define G_LOG_DOMAIN "peal-core"

#include "peal-intent-private.h"

#include <string.h>

#define LONG_KEYWORD 8
#define MAX_WORD 32

/* The keys around each letter of a QWERTY keyboard, from a. */
static const char *const neighbours[] = {
  "qwsz", "vghn", "xdfv", "serfcx", "wsdr", "drtgvc", "ftyhbv", "gyujnb", "ujko", "huikmn", "jiolm", "kop",
  "njk", "bhjm", "iklp", "ol", "wa", "edft", "awedxz", "rfgy", "yhji", "cfgb", "qase", "zsdc", "tghu", "asx"
};

static gboolean
is_neighbour (char a,
              char b)
{
  return g_ascii_islower (a) && b != '\0' && strchr (neighbours[a - 'a'], b) != NULL;
}

/* Damerau's distance (optimal alignment) between words of at most MAX_WORD letters. */
static guint
distance (const char *a,
          const char *b)
{
  gsize n_a = strlen (a);
  gsize n_b = strlen (b);
  guint table[MAX_WORD + 1][MAX_WORD + 1];

  for (gsize i = 0; i <= n_a; i++)
    table[i][0] = (guint) i;
  for (gsize j = 0; j <= n_b; j++)
    table[0][j] = (guint) j;

  for (gsize i = 1; i <= n_a; i++)
    for (gsize j = 1; j <= n_b; j++)
      {
        guint best = table[i - 1][j - 1] + (a[i - 1] != b[j - 1]);

        best = MIN (best, MIN (table[i - 1][j], table[i][j - 1]) + 1);
        if (i > 1 && j > 1 && a[i - 1] == b[j - 2] && a[i - 2] == b[j - 1])
          best = MIN (best, table[i - 2][j - 2] + 1);
        table[i][j] = best;
      }

  return table[n_a][n_b];
}

/* Swapped, doubled, or next to the right key: what no other word looks like. */
static gboolean
is_slip (const char *word,
         const char *keyword)
{
  gsize n = strlen (keyword);
  gsize same = 0;

  while (word[same] != '\0' && word[same] == keyword[same])
    same++;

  if (strlen (word) == n + 1)
    return same > 0 && word[same] == word[same - 1];
  if (strlen (word) != n)
    return FALSE;
  if (word[same] == keyword[same + 1] && word[same + 1] == keyword[same])
    return TRUE;
  return is_neighbour (keyword[same], word[same]);
}

gboolean
peal_intent_is_typo (const char *word,
                     const char *keyword,
                     gboolean    strict)
{
  gsize n = strlen (keyword);
  guint errors;

  if (strlen (word) > MAX_WORD || n > MAX_WORD || strlen (word) + 1 < n / 2)
    return FALSE;

  errors = distance (word, keyword);
  if (n >= LONG_KEYWORD)
    return errors <= 2;
  return errors <= 1 && (!strict || errors == 0 || is_slip (word, keyword));
}
