/* peal-entry.h: what AdwEntryRow lacks.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#pragma once

#include <adwaita.h>

G_BEGIN_DECLS

/* A number or an address is written from left to right everywhere: its plus stands before its digits. It begins
 * where other rows begin. */
void peal_entry_write_ltr (AdwEntryRow *row);

G_END_DECLS
