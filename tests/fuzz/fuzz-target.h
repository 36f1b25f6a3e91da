/* fuzz-target.h: what a fuzz target is.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#pragma once

#include <glib.h>

/* Reads one input and checks what must hold for every input. libFuzzer's name and signature. */
int LLVMFuzzerTestOneInput (const guint8 *data,
                            gsize         size);
