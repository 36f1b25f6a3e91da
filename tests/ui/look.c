/* look.c: in which ways pictures of the window are taken.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include "look.h"

/* On X11 the window's own border takes 10 pixels each way. */
static const Look looks[] = {
  { "empty", 1200, 800, FALSE, FALSE, FALSE, 1.0 },
  { "light", 1200, 800, FALSE, FALSE, FALSE, 1.0 },
  { "dark", 1200, 800, TRUE, FALSE, FALSE, 1.0 },
  { "narrow", 370, 650, FALSE, FALSE, FALSE, 1.0 },
  { "contrast", 1200, 800, FALSE, TRUE, FALSE, 1.0 },
  { "large", 1200, 800, FALSE, FALSE, FALSE, 1.5 },
  { "rtl", 1200, 800, FALSE, FALSE, TRUE, 1.0 },
};

const Look *
look_find (const char *name)
{
  for (gsize i = 0; i < G_N_ELEMENTS (looks); i++)
    if (g_str_equal (looks[i].name, name))
      return &looks[i];
  return NULL;
}
