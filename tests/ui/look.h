/* look.h: in which ways pictures of the window are taken.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#pragma once

#include <glib.h>

G_BEGIN_DECLS

typedef struct
{
  const char *name;
  int width;
  int height;
  gboolean dark;
  gboolean contrast;
  gboolean rtl;
  double text_scale;
} Look;

/* NULL if there is none of that name. Static. */
const Look *look_find (const char *name);

G_END_DECLS
