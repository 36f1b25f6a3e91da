/* peal-fake-monitor.c: a network that comes and goes to order.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include "peal-fake-monitor.h"

struct _PealFakeMonitor
{
  GObject parent_instance;
  gboolean is_there;
};

static void
initable_init (GInitableIface *iface)
{
}

static void
monitor_init (GNetworkMonitorInterface *iface)
{
}

G_DEFINE_FINAL_TYPE_WITH_CODE (PealFakeMonitor, peal_fake_monitor, G_TYPE_OBJECT,
                               G_IMPLEMENT_INTERFACE (G_TYPE_INITABLE, initable_init)
                               G_IMPLEMENT_INTERFACE (G_TYPE_NETWORK_MONITOR, monitor_init))

typedef enum
{
  PROP_AVAILABLE = 1,
  PROP_METERED,
  PROP_CONNECTIVITY,
} PealFakeMonitorProp;

static void
peal_fake_monitor_get_property (GObject    *object,
                                guint       prop_id,
                                GValue     *value,
                                GParamSpec *pspec)
{
  PealFakeMonitor *self = PEAL_FAKE_MONITOR (object);

  switch ((PealFakeMonitorProp) prop_id)
    {
    case PROP_AVAILABLE:
      g_value_set_boolean (value, self->is_there);
      return;
    case PROP_METERED:
      g_value_set_boolean (value, FALSE);
      return;
    case PROP_CONNECTIVITY:
      g_value_set_enum (value, self->is_there ? G_NETWORK_CONNECTIVITY_FULL : G_NETWORK_CONNECTIVITY_LOCAL);
      return;
    }
  G_OBJECT_WARN_INVALID_PROPERTY_ID (object, prop_id, pspec);
}

static void
peal_fake_monitor_class_init (PealFakeMonitorClass *klass)
{
  GObjectClass *object_class = G_OBJECT_CLASS (klass);

  object_class->get_property = peal_fake_monitor_get_property;
  g_object_class_override_property (object_class, PROP_AVAILABLE, "network-available");
  g_object_class_override_property (object_class, PROP_METERED, "network-metered");
  g_object_class_override_property (object_class, PROP_CONNECTIVITY, "connectivity");
}

static void
peal_fake_monitor_init (PealFakeMonitor *self)
{
}

PealFakeMonitor *
peal_fake_monitor_new (gboolean is_there)
{
  PealFakeMonitor *self = g_object_new (PEAL_TYPE_FAKE_MONITOR, NULL);

  self->is_there = is_there;
  return self;
}

void
peal_fake_monitor_set_there (PealFakeMonitor *self,
                             gboolean         is_there)
{
  g_return_if_fail (PEAL_IS_FAKE_MONITOR (self));

  self->is_there = is_there;
  g_signal_emit_by_name (self, "network-changed", is_there);
}
