/* peal-zones-private.h: the clocks of the zones.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#pragma once

#include "peal-zones.h"

G_BEGIN_DECLS

/* Loaded once and kept: borrowed for good. @name (nullable) becomes the same text, static.
 * NULL if the tz database has no such zone. */
GTimeZone *peal_zones_get_clock (const char  *name,
                                 const char **static_name);

G_END_DECLS
