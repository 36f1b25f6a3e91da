/* peal-smart-private.h: the table that build-aux/gen-smart.py makes.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#pragma once

#include <glib.h>

typedef struct
{
  gunichar from;
  const char *to; /* in GSM-7 */
} PealSmartEntry;

/* By code point, ascending. */
extern const PealSmartEntry peal_smart_entries[];
extern const guint peal_smart_n_entries;
