/* peal-palette.c: the colours of groups.
 *
 * The middle shades of GNOME's palette: they stand out on light and on dark.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#define G_LOG_DOMAIN "peal-ui"

#include "peal-palette.h"

static const char *const names[] = { "blue", "green", "yellow", "orange", "red", "purple", "brown",
                                     "teal", "pink", "slate", NULL };
static const char *const values[] = { "#3584e4", "#2ec27e", "#e5a50a", "#ff7800", "#e01b24", "#9141ac",
                                      "#986a44", "#2190a4", "#d56199", "#6f8396" };

const char *const *
peal_palette_list (void)
{
  return names;
}

void
peal_palette_get (const char *name,
                  gint64      id,
                  GdkRGBA    *color)
{
  guint i = 0;

  while (names[i] != NULL && g_strcmp0 (names[i], name) != 0)
    i++;
  if (names[i] == NULL && name != NULL && *name == '#' && gdk_rgba_parse (color, name))
    return;
  if (names[i] == NULL)
    i = (guint64) id % G_N_ELEMENTS (values);
  if (!gdk_rgba_parse (color, values[i]))
    g_assert_not_reached ();
}
