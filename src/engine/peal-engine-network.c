/* peal-engine-network.c: holding quietly while there is no network.
 *
 * A monitor knows routes, not gateways: it is believed only when it says that
 * there is no network at all, and only about addresses beyond this machine and
 * its surroundings. Whether a gateway can be reached is not asked of it, because
 * a name that does not resolve for a minute is announced by nobody when it does
 * again. Where the monitor is wrong (a container, a proxy on this machine), the
 * poller's next answer says so: see peal_channel_set_network ().
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#define G_LOG_DOMAIN "peal-engine"

#include "peal-engine-private.h"

gboolean
peal_url_needs_network (const char *url)
{
  g_autoptr(GUri) uri = NULL;
  g_autoptr(GInetAddress) address = NULL;
  const char *host;

  g_return_val_if_fail (url != NULL, TRUE);

  uri = g_uri_parse (url, G_URI_FLAGS_NONE, NULL); /* no address at all needs whatever it needs */
  host = uri != NULL ? g_uri_get_host (uri) : NULL;
  if (host == NULL)
    return TRUE;
  address = g_inet_address_new_from_string (host);
  if (address != NULL)
    return !g_inet_address_get_is_loopback (address) && !g_inet_address_get_is_link_local (address)
           && !g_inet_address_get_is_site_local (address);
  /* RFC 6761 and RFC 6762: names of this machine, and of its surroundings. */
  return g_ascii_strcasecmp (host, "localhost") != 0 && !g_str_has_suffix (host, ".localhost")
         && !g_str_has_suffix (host, ".local");
}

void
peal_engine_tell_network (PealEngine  *self,
                          PealChannel *channel)
{
  const PealAccount *account = peal_channel_get_account (channel);
  const PealProvider *provider = peal_provider_find (account->provider);
  const char *url = *account->base_url != '\0' || provider == NULL ? account->base_url : provider->default_url;

  peal_channel_set_network (channel,
                            g_network_monitor_get_network_available (self->monitor) || !self->needs_network (url));
}

static void
network_changed_cb (PealEngine *self)
{
  GHashTableIter iter;
  gpointer channel;

  g_hash_table_iter_init (&iter, self->channels);
  while (g_hash_table_iter_next (&iter, NULL, &channel))
    peal_engine_tell_network (self, channel);
  g_signal_emit_by_name (self, "health-changed", (gint64) 0);
  peal_engine_stir (self);
}

void
peal_engine_begin_network (PealEngine *self)
{
  if (self->monitor == NULL)
    peal_engine_set_monitor (self, g_network_monitor_get_default (), NULL);
  self->network_changed_id = g_signal_connect_swapped (self->monitor, "network-changed",
                                                       G_CALLBACK (network_changed_cb), self);
}

void
peal_engine_end_network (PealEngine *self)
{
  if (self->monitor != NULL)
    g_clear_signal_handler (&self->network_changed_id, self->monitor);
}

void
peal_engine_set_monitor (PealEngine      *self,
                         GNetworkMonitor *monitor,
                         gboolean       (*needs_network) (const char *url))
{
  g_return_if_fail (PEAL_IS_ENGINE (self));
  g_return_if_fail (G_IS_NETWORK_MONITOR (monitor));
  g_return_if_fail (self->schedule == NULL || self->monitor == NULL);

  g_set_object (&self->monitor, monitor);
  self->needs_network = needs_network != NULL ? needs_network : peal_url_needs_network;
}
