/* peal-gateway-registry.h: which providers there are, and what each one asks for.
 *
 * One entry for each provider. Preferences page, command line, secret storage
 * and the engine's settling rules all come from the entry.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#pragma once

#include "peal-clock.h"
#include "peal-gateway.h"
#include "peal-pulse.h"

G_BEGIN_DECLS

#define PEAL_GATEWAY_DEADLINE (60 * PEAL_SECOND)

/* What the person fills in. base_url "" = the provider's own; http only to this computer itself.
 * Owned strings, never NULL. */
typedef struct
{
  char *provider;
  char *label;
  char *base_url;
  char *username;
  char *secret;
  char *sender;               /* default From: E.164, sender name or messaging service id */
  char *ca_file;              /* PEM file of the only authorities to trust (a proxy, a test); "" = the system's */
  guint workers;              /* connections at a time; 0 = the provider's default */
  gint64 deadline;            /* span for one whole request; 0 = PEAL_GATEWAY_DEADLINE */
  PealClock *clock;           /* reffed; NULL = the system's */
  PealPulse *pulse;           /* reffed, fed with every answer; NULL = nobody asks */
} PealGatewaySettings;

PealGatewaySettings *peal_gateway_settings_new (const char *provider);
PealGatewaySettings *peal_gateway_settings_copy (const PealGatewaySettings *self);
void peal_gateway_settings_free (PealGatewaySettings *self);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (PealGatewaySettings, peal_gateway_settings_free)

/* How well peal_gateway_find () can know (gateways.md 0.1). */
typedef enum
{
  PEAL_LOOKUP_NONE,           /* the provider cannot be asked: a person decides */
  PEAL_LOOKUP_LIST,           /* by recipient, time and text; late entries are possible */
  PEAL_LOOKUP_EXACT,          /* by our reference: not found means not accepted */
} PealLookup;

typedef struct
{
  const char *id;             /* "twilio" */
  const char *name;           /* "Twilio", not translated */
  const char *icon;           /* icon name */
  const char *default_url;    /* without a slash at its end */
  const char *username_label; /* translatable with _(): "Account SID" */
  const char *secret_label;   /* translatable: "Auth token" */
  const char *sender_label;
  const char *help_url;       /* where the person finds these */
  const char *common_secret;  /* of every account: nothing is kept in the keyring. NULL = each has its own */
  PealLookup lookup;
  gboolean can_poll_inbound;
  gboolean can_attach;        /* a file of this computer can go with a message */
  guint max_body;             /* characters */
  double default_rate;        /* segments a second; 0 = the provider queues and slows down by itself */
  guint default_workers;
  PealGateway *(*create) (const PealGatewaySettings *settings,
                          GError                   **error);
} PealProvider;

/* NULL for an id that is none. Static. */
const PealProvider *peal_provider_find (const char *id);
const PealProvider *const *peal_provider_list (gsize *n_providers);

/* A gateway for @settings, or NULL with @error (G_IO_ERROR_INVALID_ARGUMENT: what is missing or
 * malformed, and where to find it). */
PealGateway *peal_gateway_new (const PealGatewaySettings *settings,
                               GError                   **error);

G_END_DECLS
