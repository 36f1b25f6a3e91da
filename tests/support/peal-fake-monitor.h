/* peal-fake-monitor.h: a network that comes and goes to order.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#pragma once

#include <gio/gio.h>

G_BEGIN_DECLS

#define PEAL_TYPE_FAKE_MONITOR (peal_fake_monitor_get_type ())
G_DECLARE_FINAL_TYPE (PealFakeMonitor, peal_fake_monitor, PEAL, FAKE_MONITOR, GObject)

PealFakeMonitor *peal_fake_monitor_new (gboolean is_there);

/* Tells of it, as the system's monitor does, also where nothing has changed. */
void peal_fake_monitor_set_there (PealFakeMonitor *self,
                                  gboolean         is_there);

G_END_DECLS
