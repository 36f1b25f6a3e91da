/* peal-csv-headers.h: the words that contact files use for their columns.
 *
 * For peal-csv-map.c only.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#pragma once

#include "peal-csv-map.h"

G_BEGIN_DECLS

typedef struct
{
  PealField field;
  PealPhoneRole role;
  const char *keys; /* folded by peal_key_fold (), parted by spaces */
} PealHeaderWords;

extern const PealHeaderWords peal_header_words[];
extern const guint peal_n_header_words;

G_END_DECLS
