/* verb-window.c: pealctl window: when a number may be sent marketing.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#define G_LOG_DOMAIN "pealctl"

#include "peal-phone.h"
#include "peal-window.h"
#include "verbs.h"

static gboolean batch;
static char *at_option;
static char *region_option;

static void
add_answer (JsonBuilder      *builder,
            const PealZones  *zones,
            const PealWindow *window,
            gint64            at)
{
  g_autofree char *why = peal_window_explain (window, at);

  json_builder_begin_object (builder);
  peal_cli_add_boolean (builder, "allowed", window->allowed);
  peal_cli_add_time (builder, "next_allowed", window->next_allowed);
  peal_cli_add_string (builder, "rule", window->rule);
  json_builder_set_member_name (builder, "zones");
  json_builder_begin_array (builder);
  for (guint i = 0; i < zones->n_zones; i++)
    json_builder_add_string_value (builder, zones->zones[i]);
  json_builder_end_array (builder);
  peal_cli_add_string (builder, "why", why);
  json_builder_end_object (builder);
}

/* About a number as typed. */
static gboolean
decide (const char  *number,
        gint64       at,
        JsonBuilder *builder,
        PealWindow  *window,
        GError     **error)
{
  PealPhone phone;
  PealPhoneReason reason = peal_phone_parse (number, region_option != NULL ? region_option : "", &phone);
  PealWhereabouts where = { .e164 = phone.e164, .region = phone.region };
  PealZones zones;

  /* Toll-free and made-up numbers are somewhere, too: there is a time there, if nobody to text. */
  if ((reason == PEAL_PHONE_NOT_SMS_CAPABLE || reason == PEAL_PHONE_PLACEHOLDER) && peal_phone_is_e164 (number))
    where = (PealWhereabouts) { .e164 = number };
  else if (reason != PEAL_PHONE_OK)
    {
      g_set_error (error, G_IO_ERROR, G_IO_ERROR_INVALID_ARGUMENT,
                   "\"%s\" is no number (%s). Write it with its country code, +1 201 555 0123, or name the "
                   "country: --region US", number, peal_phone_reason_to_string (reason));
      return FALSE;
    }
  peal_zones_find (&where, &zones);
  peal_window_check (PEAL_MESSAGE_MARKETING, &zones, at, NULL, window);
  add_answer (builder, &zones, window, at);
  return TRUE;
}

static gboolean
answer (JsonObject  *request,
        JsonBuilder *builder,
        GError     **error)
{
  const char *to = peal_cli_get_string (request, "to", error);
  const char *when = NULL;
  gint64 at = g_get_real_time ();
  PealWindow window;

  if (to == NULL)
    return FALSE;
  if (json_object_has_member (request, "at") && !json_object_get_null_member (request, "at"))
    {
      when = peal_cli_get_string (request, "at", error);
      if (when == NULL)
        return FALSE;
      if (!peal_time_from_iso8601 (when, &at))
        {
          g_set_error (error, G_IO_ERROR, G_IO_ERROR_INVALID_ARGUMENT,
                       "\"%s\" is no time. Write it like 2026-11-21T18:30:00Z", when);
          return FALSE;
        }
    }
  return decide (to, at, builder, &window, error);
}

static void
print_plain (JsonBuilder *builder)
{
  g_autoptr(JsonNode) root = json_builder_get_root (builder);
  JsonObject *object = json_node_get_object (root);

  g_print ("%s\n", json_object_get_boolean_member (object, "allowed") ? "Allowed now." : "Not allowed.");
  g_print ("%s\n", json_object_get_string_member (object, "why"));
  if (!json_object_get_null_member (object, "next_allowed"))
    g_print ("Next allowed: %s\n", json_object_get_string_member (object, "next_allowed"));
}

static PealCliStatus
run (PealCli *cli)
{
  g_autoptr(JsonBuilder) builder = json_builder_new ();
  g_autoptr(GError) error = NULL;
  gint64 at = g_get_real_time ();
  PealWindow window;

  if (!peal_cli_check_region (cli, region_option) || !peal_cli_check_time (cli, at_option, &at))
    return PEAL_CLI_USAGE;
  if (batch)
    return peal_cli_run_batch (cli, answer);
  if (cli->n_args != 1)
    return peal_cli_usage (cli, "Name one number, or ask for many with --batch.");
  if (!decide (cli->args[0], at, builder, &window, &error))
    return peal_cli_fail_error (cli, error);
  if (cli->json)
    peal_cli_print_json (builder);
  else
    print_plain (builder);
  return PEAL_CLI_OK;
}

static const GOptionEntry entries[] = {
  { "at", 0, 0, G_OPTION_ARG_STRING, &at_option, "Decide about this time instead of now", "TIME" },
  { "region", 0, 0, G_OPTION_ARG_STRING, &region_option, "Country of a number without its code", "CC" },
  { "batch", 0, 0, G_OPTION_ARG_NONE, &batch, "Answer JSON lines from standard input: {\"to\":…,\"at\":…}", NULL },
  G_OPTION_ENTRY_NULL
};

const PealVerb peal_verb_window = {
  .name = "window",
  .arguments = "[NUMBER]",
  .summary = "Show whether marketing may be sent to a number, and which rule says so",
  .entries = entries,
  .max_args = 1,
  .run = run,
};
