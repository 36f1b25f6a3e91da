/* bench-frame.h: ends a program right after it has drawn, for benches of its start.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#pragma once

#include <adwaita.h>

G_BEGIN_DECLS

/* Whether the window shows what it is measured for; NULL = its first frame is enough. */
typedef gboolean (*BenchReady) (GtkWindow *window);

/* Ends the process with status 0 after the first frame of its first window for which @ready holds. */
void bench_end_after_frame (GtkApplication *application,
                            BenchReady      ready);

G_END_DECLS
