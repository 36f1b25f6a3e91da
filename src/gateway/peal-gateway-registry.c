/* peal-gateway-registry.c: which providers there are, and what each one asks for.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#define G_LOG_DOMAIN "peal-gateway"

#include "peal-gateway-registry.h"

#include "peal-config.h"
#include "peal-log.h"
#include "twilio/peal-twilio-gateway.h"

#include <glib/gi18n-lib.h>
#include <libsoup/soup.h>

static const PealProvider twilio = {
  .id = "twilio",
  .name = "Twilio",
  .icon = "network-cellular-symbolic",
  .default_url = "https://api.twilio.com",
  .username_label = N_("Account SID"),
  .secret_label = N_("Auth token"),
  .sender_label = N_("Phone number or messaging service"),
  .help_url = "https://console.twilio.com/",
  .lookup = PEAL_LOOKUP_LIST,
  .can_poll_inbound = TRUE,
  .max_body = 1600,
  .default_rate = 0, /* Twilio spreads what it has accepted over up to 10 hours by itself */
  .default_workers = 8,
  .create = peal_twilio_gateway_new,
};

/* Its list of messages is exact, and nobody is charged. */
static const PealProvider simulator = {
  .id = "simulator",
  .name = "Simulator",
  .icon = "applications-science-symbolic",
  .default_url = "http://127.0.0.1:8650",
  .username_label = N_("Account SID (any that begins with AC)"),
  .secret_label = N_("Auth token (any)"),
  .sender_label = N_("Phone number"),
  .help_url = "",
  .common_secret = "simulator",
  .lookup = PEAL_LOOKUP_EXACT,
  .can_poll_inbound = TRUE,
  .max_body = 1600,
  .default_rate = 10000.0,
  .default_workers = 32,
  .create = peal_twilio_gateway_new,
};

static const PealProvider *const providers[] = { &twilio, &simulator };

PealGatewaySettings *
peal_gateway_settings_new (const char *provider)
{
  PealGatewaySettings *self = g_new0 (PealGatewaySettings, 1);

  self->provider = g_strdup (provider);
  self->label = g_strdup ("");
  self->base_url = g_strdup ("");
  self->username = g_strdup ("");
  self->secret = g_strdup ("");
  self->sender = g_strdup ("");
  self->ca_file = g_strdup ("");
  return self;
}

PealGatewaySettings *
peal_gateway_settings_copy (const PealGatewaySettings *self)
{
  PealGatewaySettings *copy = g_memdup2 (self, sizeof *self);

  copy->provider = g_strdup (self->provider);
  copy->label = g_strdup (self->label);
  copy->base_url = g_strdup (self->base_url);
  copy->username = g_strdup (self->username);
  copy->secret = g_strdup (self->secret);
  copy->sender = g_strdup (self->sender);
  copy->ca_file = g_strdup (self->ca_file);
  if (copy->clock != NULL)
    g_object_ref (copy->clock);
  if (copy->pulse != NULL)
    peal_pulse_ref (copy->pulse);
  return copy;
}

void
peal_gateway_settings_free (PealGatewaySettings *self)
{
  g_free (self->provider);
  g_free (self->label);
  g_free (self->base_url);
  g_free (self->username);
  g_free (self->secret);
  g_free (self->sender);
  g_free (self->ca_file);
  g_clear_object (&self->clock);
  g_clear_pointer (&self->pulse, peal_pulse_unref);
  g_free (self);
}

const PealProvider *
peal_provider_find (const char *id)
{
  for (guint i = 0; i < G_N_ELEMENTS (providers); i++)
    if (g_strcmp0 (providers[i]->id, id) == 0)
      return providers[i];
  return NULL;
}

const PealProvider *const *
peal_provider_list (gsize *n_providers)
{
  *n_providers = G_N_ELEMENTS (providers);
  return providers;
}

static gboolean
is_loopback (const char *host)
{
  g_autoptr(GInetAddress) address = g_inet_address_new_from_string (host);

  if (address != NULL)
    return g_inet_address_get_is_loopback (address);
  return g_ascii_strcasecmp (host, "localhost") == 0;
}

static gboolean
check_url (const char *url,
           GError    **error)
{
  g_autoptr(GUri) uri = g_uri_parse (url, SOUP_HTTP_URI_FLAGS, NULL); /* the message below says more */
  const char *scheme = uri != NULL ? g_uri_get_scheme (uri) : "";
  const char *host = uri != NULL ? g_uri_get_host (uri) : NULL;

  if (host == NULL || *host == '\0' || (!g_str_equal (scheme, "https") && !g_str_equal (scheme, "http"))
      || g_uri_get_query (uri) != NULL || g_uri_get_fragment (uri) != NULL || g_uri_get_userinfo (uri) != NULL)
    g_set_error (error, G_IO_ERROR, G_IO_ERROR_INVALID_ARGUMENT,
                 "The address “%s” is not one. It should look like https://api.example.com", url);
  else if (g_str_equal (scheme, "http") && !is_loopback (host))
    g_set_error (error, G_IO_ERROR, G_IO_ERROR_INVALID_ARGUMENT,
                 "The address “%s” would send the password unprotected. Use https", url);
  else
    return TRUE;
  return FALSE;
}

static gboolean
check_filled_in (const PealProvider        *provider,
                 const PealGatewaySettings *settings,
                 GError                   **error)
{
  const char *missing = NULL;

  if (*settings->username == '\0')
    missing = provider->username_label;
  else if (*settings->secret == '\0')
    missing = provider->secret_label;
  if (missing == NULL)
    return TRUE;

  g_set_error (error, G_IO_ERROR, G_IO_ERROR_INVALID_ARGUMENT, "%s: %s is missing. %s%s",
               provider->name, missing, *provider->help_url != '\0' ? "Find it at " : "", provider->help_url);
  return FALSE;
}

PealGateway *
peal_gateway_new (const PealGatewaySettings *settings,
                  GError                   **error)
{
  g_autoptr(PealGatewaySettings) complete = NULL;
  const PealProvider *provider;

  g_return_val_if_fail (settings != NULL, NULL);

  provider = peal_provider_find (settings->provider);
  if (provider == NULL)
    {
      g_set_error (error, G_IO_ERROR, G_IO_ERROR_INVALID_ARGUMENT,
                   "There is no gateway provider “%s”", settings->provider);
      return NULL;
    }

  complete = peal_gateway_settings_copy (settings);
  if (*complete->base_url == '\0')
    g_set_str (&complete->base_url, provider->default_url);
  while (g_str_has_suffix (complete->base_url, "/"))
    complete->base_url[strlen (complete->base_url) - 1] = '\0';
  if (complete->workers == 0)
    complete->workers = provider->default_workers;
  if (complete->deadline <= 0)
    complete->deadline = PEAL_GATEWAY_DEADLINE;
  if (complete->clock == NULL)
    complete->clock = peal_clock_new_system ();

  if (!check_filled_in (provider, complete, error) || !check_url (complete->base_url, error))
    return NULL;
  peal_log_add_secret (complete->secret);
  return provider->create (complete, error);
}
