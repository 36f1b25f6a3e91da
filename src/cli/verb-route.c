/* verb-route.c: pealctl route: which account sends where.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#define G_LOG_DOMAIN "pealctl"

#include "peal-accounts.h"
#include "peal-clock.h"
#include "peal-fiber.h"
#include "peal-phone.h"
#include "peal-route-explain.h"
#include "peal-routes.h"
#include "peal-settings.h"
#include "verbs.h"

#include <string.h>

static char *country_option, *prefix_option, *number_option, *failover_option;
static gboolean refuse_option = FALSE;
static int at_option = 0, segments_option = 1, patience_option = -1, sticky_option = -1;

/* 1 to @n; 0 after saying what is wrong. */
static guint
parse_position (PealCli    *cli,
                const char *text,
                guint       n)
{
  guint64 position;

  if (g_ascii_string_to_unsigned (text, 10, 1, n, &position, NULL))
    return (guint) position;
  peal_cli_fail (cli, n == 0 ? "There are no rules. See \"pealctl route add\""
                             : "\"%s\" is the number of no rule. See \"pealctl route list\"", text);
  return 0;
}

/* "To GB", "To +4479", "Everywhere". Caller frees. */
static char *
describe_place (const PealStoredRoute *route)
{
  if (*route->prefix == '\0' && *route->region == '\0')
    return g_strdup ("everywhere");
  return g_strdup_printf ("to %s%s%s", route->region, *route->region != '\0' && *route->prefix != '\0' ? " " : "",
                          route->prefix);
}

static void
print_rule (PealCli      *cli,
            JsonBuilder  *builder,
            guint         position,
            gconstpointer item)
{
  const PealStoredRoute *route = item;
  g_autofree char *place = describe_place (route);
  const char *through = route->refuse ? "nothing" : route->account_id == 0 ? "any account" : route->label;

  if (!cli->json)
    {
      g_print ("%u\t%s\t%s%s%s%s\n", position, place, through, route->is_gone ? " (removed)" : "",
               *route->number != '\0' ? " from " : "", route->number);
      return;
    }
  json_builder_begin_object (builder);
  peal_cli_add_int (builder, "rule", position);
  peal_cli_add_string (builder, "country", route->region);
  peal_cli_add_string (builder, "prefix", route->prefix);
  peal_cli_add_boolean (builder, "refuse", route->refuse);
  peal_cli_add_string (builder, "account", route->label);
  peal_cli_add_boolean (builder, "removed", route->is_gone);
  peal_cli_add_string (builder, "number", route->number);
  json_builder_end_object (builder);
}

static DexFuture *
list_rules (PealCli    *cli,
            PealEngine *engine)
{
  return peal_cli_list (cli, peal_routes_list (peal_engine_get_store (engine)), print_rule, NULL);
}

static DexFuture *
store_rules (PealCli    *cli,
             PealEngine *engine,
             GPtrArray  *routes)
{
  g_autoptr(GError) error = NULL;

  if (dex_await (peal_routes_replace (peal_engine_get_store (engine), routes, "pealctl"), &error))
    return peal_cli_return (PEAL_CLI_OK);
  if (g_error_matches (error, PEAL_STORE_ERROR, PEAL_STORE_ERROR_INVALID))
    return peal_cli_return (peal_cli_fail (cli, "This is no rule: a prefix looks like +44, a country like GB, and a "
                                                "number of yours needs its account."));
  return peal_cli_return_error (cli, error);
}

static DexFuture *
add_rule (PealCli    *cli,
          PealEngine *engine)
{
  PealStore *store = peal_engine_get_store (engine);
  g_autoptr(GError) error = NULL;
  g_autoptr(GPtrArray) routes = dex_await_boxed (peal_routes_list (store), &error);
  g_autoptr(PealAccount) account = NULL;
  PealStoredRoute *route;

  if (routes == NULL)
    return peal_cli_return_error (cli, error);
  if (cli->n_args == 2 && (account = dex_await_boxed (peal_account_find (store, cli->args[1]), &error)) == NULL)
    return peal_cli_return_error (cli, error);
  route = peal_stored_route_new (prefix_option != NULL ? prefix_option : "", country_option != NULL ? country_option : "",
                                 refuse_option, account != NULL ? account->id : 0,
                                 number_option != NULL ? number_option : "");
  g_ptr_array_insert (routes, at_option > 0 && (guint) at_option <= routes->len ? at_option - 1 : -1, route);
  return store_rules (cli, engine, routes);
}

static DexFuture *
move_rule (PealCli    *cli,
           PealEngine *engine)
{
  g_autoptr(GError) error = NULL;
  g_autoptr(GPtrArray) routes = dex_await_boxed (peal_routes_list (peal_engine_get_store (engine)), &error);
  guint from, to;

  if (routes == NULL)
    return peal_cli_return_error (cli, error);
  from = parse_position (cli, cli->args[1], routes->len);
  to = from != 0 ? parse_position (cli, cli->args[2], routes->len) : 0;
  if (to == 0)
    return peal_cli_return (PEAL_CLI_FAILED);
  g_ptr_array_insert (routes, (int) to - 1, g_ptr_array_steal_index (routes, from - 1));
  return store_rules (cli, engine, routes);
}

static DexFuture *
remove_rule (PealCli    *cli,
             PealEngine *engine)
{
  g_autoptr(GError) error = NULL;
  g_autoptr(GPtrArray) routes = dex_await_boxed (peal_routes_list (peal_engine_get_store (engine)), &error);
  guint position;

  if (routes == NULL)
    return peal_cli_return_error (cli, error);
  position = parse_position (cli, cli->args[1], routes->len);
  if (position == 0)
    return peal_cli_return (PEAL_CLI_FAILED);
  g_ptr_array_remove_index (routes, position - 1);
  return store_rules (cli, engine, routes);
}

/* Settings ------------------------------------------------------------------------------------------ */

static gboolean
set_span (PealEngine *engine,
          const char *name,
          int         seconds,
          GError    **error)
{
  g_autofree char *text = g_strdup_printf ("%d", seconds);

  return seconds < 0 || dex_await (peal_setting_set (peal_engine_get_store (engine), name, text, "pealctl"), error);
}

static DexFuture *
set_up_routes (PealCli    *cli,
               PealEngine *engine)
{
  g_autoptr(GError) error = NULL;
  const char *failover = failover_option == NULL || g_str_equal (failover_option, "off") ? failover_option : "";

  if ((failover != NULL
       && !dex_await (peal_setting_set (peal_engine_get_store (engine), PEAL_SETTING_FAILOVER, failover, "pealctl"), &error))
      || !set_span (engine, PEAL_SETTING_PATIENCE, patience_option, &error)
      || !set_span (engine, PEAL_SETTING_STICKY_PATIENCE, sticky_option, &error))
    return peal_cli_return_error (cli, error);
  return peal_cli_return (PEAL_CLI_OK);
}

/* Explaining ---------------------------------------------------------------------------------------- */

static const char *
describe_note (PealRouteNoteReason reason)
{
  switch (reason)
    {
    case PEAL_NOTE_CHOSEN:
      return "takes it";
    case PEAL_NOTE_OFF:
      return "is switched off, or the number cannot text";
    case PEAL_NOTE_NOT_NAMED:
      return "no rule names it for this number";
    case PEAL_NOTE_NOT_THE_LAST:
      return "another account has it already";
    case PEAL_NOTE_BROKEN:
      return "cannot send until somebody mends it";
    case PEAL_NOTE_TOO_LARGE:
      return "it is more than the account may send or cost in a day";
    case PEAL_NOTE_NO_PRICE:
      return "its money is limited, and nobody knows what this would cost";
    case PEAL_NOTE_HEALTH:
      return "waits: it does not answer";
    case PEAL_NOTE_LIMIT:
      return "waits: as much was sent as its limits allow";
    case PEAL_NOTE_MONEY:
      return "waits: its money of the day is spent";
    case PEAL_NOTE_EXPIRES:
      return "could send it only too late";
    case PEAL_NOTE_NOT_STICKY:
      return "they know the other one";
    case PEAL_NOTE_FAILED_LAST:
      return "did not take it last time";
    case PEAL_NOTE_LATER_RULE:
      return "a later rule names it";
    case PEAL_NOTE_DEARER:
      return "costs more";
    case PEAL_NOTE_SLOWER:
      return "could send it only later";
    case PEAL_NOTE_LATER:
      return "as good, but further down";
    }
  return "";
}

static const char *
describe_reason (const PealRouteExplanation *explanation)
{
  switch (explanation->reason)
    {
    case PEAL_ROUTE_OK:
      return explanation->verdict == PEAL_ROUTE_WAIT ? "It would wait for:" : "It would go through:";
    case PEAL_ROUTE_RULE_REFUSES:
      return "Nothing goes there: a rule says so.";
    case PEAL_ROUTE_NO_SENDER:
      return "No account can take it now:";
    case PEAL_ROUTE_SETTLE_FIRST:
    case PEAL_ROUTE_FAILED:
    case PEAL_ROUTE_EXPIRED:
      return peal_route_reason_to_string (explanation->reason);
    }
  return "";
}

static void
print_explanation (const PealRouteExplanation *explanation)
{
  const PealRouteLine *chosen = peal_route_explanation_get_chosen (explanation);

  if (!explanation->has_rules)
    {
      g_print ("There are no rules: it goes through the account that they know, else through the first in use.\n");
      return;
    }
  g_print ("%s%s%s%s%s%s\n", describe_reason (explanation), chosen != NULL ? " " : "", chosen != NULL ? chosen->label : "",
           chosen != NULL && *chosen->number != '\0' ? ", " : "", chosen != NULL ? chosen->number : "",
           explanation->is_known ? " (they know this number)" : "");
  for (guint i = 0; i < explanation->lines->len; i++)
    {
      const PealRouteLine *line = g_ptr_array_index (explanation->lines, i);

      if (line != chosen)
        g_print ("%s\t%s\t%s\n", line->label, line->number, describe_note (line->note.reason));
    }
}

static void
add_line (JsonBuilder         *builder,
          const PealRouteLine *line)
{
  json_builder_begin_object (builder);
  peal_cli_add_string (builder, "account", line->label);
  peal_cli_add_string (builder, "number", line->number);
  peal_cli_add_boolean (builder, "chosen", line->is_chosen);
  peal_cli_add_string (builder, "note", peal_route_note_reason_to_string (line->note.reason));
  peal_cli_add_int (builder, "rule", line->note.rule + 1);
  peal_cli_add_int (builder, "wait_seconds", line->note.wait == G_MAXINT64 ? -1 : line->note.wait / PEAL_SECOND);
  json_builder_end_object (builder);
}

static void
print_explanation_json (const PealRouteExplanation *explanation)
{
  static const char *const verdicts[] = { "send", "wait", "none" };
  g_autoptr(JsonBuilder) builder = json_builder_new ();

  json_builder_begin_object (builder);
  peal_cli_add_string (builder, "number", explanation->e164);
  peal_cli_add_string (builder, "country", explanation->region);
  peal_cli_add_boolean (builder, "has_rules", explanation->has_rules);
  peal_cli_add_string (builder, "verdict", verdicts[explanation->verdict]);
  peal_cli_add_string (builder, "reason", peal_route_reason_to_string (explanation->reason));
  peal_cli_add_boolean (builder, "known", explanation->is_known);
  peal_cli_add_time (builder, "at", explanation->at);
  json_builder_set_member_name (builder, "senders");
  json_builder_begin_array (builder);
  for (guint i = 0; i < explanation->lines->len; i++)
    add_line (builder, g_ptr_array_index (explanation->lines, i));
  json_builder_end_array (builder);
  json_builder_end_object (builder);
  peal_cli_print_json (builder);
}

static DexFuture *
explain (PealCli    *cli,
         PealEngine *engine)
{
  PealStore *store = peal_engine_get_store (engine);
  g_autoptr(GError) error = NULL;
  g_autofree char *region = dex_await_string (peal_setting_get (store, PEAL_SETTING_REGION), &error);
  g_autoptr(PealRouteExplanation) explanation = NULL;
  PealPhone phone;

  if (region == NULL)
    return peal_cli_return_error (cli, error);
  if (peal_phone_parse (cli->args[1], region, &phone) != PEAL_PHONE_OK)
    return peal_cli_return (peal_cli_fail (cli, "\"%s\" is no number that can be texted.", cli->args[1]));
  explanation = dex_await_boxed (peal_route_explain (store, phone.e164, (guint) segments_option), &error);
  if (explanation == NULL)
    return peal_cli_return_error (cli, error);
  if (cli->json)
    print_explanation_json (explanation);
  else
    print_explanation (explanation);
  return peal_cli_return (PEAL_CLI_OK);
}

/* The verb ------------------------------------------------------------------------------------------ */

/* FALSE, after a usage message, for options that make no sense. */
static gboolean
check_options (PealCli *cli)
{
  if (failover_option != NULL && !g_str_equal (failover_option, "on") && !g_str_equal (failover_option, "off"))
    peal_cli_usage (cli, "--failover is on or off.");
  else if (segments_option < 1 || segments_option > 100)
    peal_cli_usage (cli, "--segments is 1 to 100.");
  else if (g_str_equal (cli->args[0], "add") && cli->n_args == 1 && !refuse_option)
    peal_cli_usage (cli, "Say which account sends there, or --refuse: pealctl route add Main --country GB");
  else
    return peal_cli_check_region (cli, country_option);
  return FALSE;
}

static DexFuture *
route_fiber (PealCli      *cli,
             GCancellable *cancellable)
{
  static const struct
  {
    const char *name;
    guint min_args, max_args;
    const char *usage;
    PealCliFunc func;
  } actions[] = {
    { "list", 1, 1, "route list", list_rules },
    { "add", 1, 2, "route add LABEL [--country CC] [--prefix +44]", add_rule },
    { "move", 3, 3, "route move RULE TO", move_rule },
    { "remove", 2, 2, "route remove RULE", remove_rule },
    { "explain", 2, 2, "route explain NUMBER", explain },
    { "set", 1, 1, "route set [--failover on|off] [--patience SECONDS] [--sticky-patience SECONDS]", set_up_routes },
  };

  for (guint i = 0; i < G_N_ELEMENTS (actions); i++)
    {
      if (!g_str_equal (actions[i].name, cli->args[0]))
        continue;
      if (cli->n_args < actions[i].min_args || cli->n_args > actions[i].max_args)
        return peal_cli_return (peal_cli_usage (cli, "Write: pealctl %s", actions[i].usage));
      if (!check_options (cli))
        return peal_cli_return (PEAL_CLI_USAGE);
      return peal_cli_with_engine (cli, actions[i].func);
    }
  return peal_cli_return (peal_cli_usage (cli, "\"%s\" is none of list, add, move, remove, explain, set.", cli->args[0]));
}

static const GOptionEntry entries[] = {
  { "country", 0, 0, G_OPTION_ARG_STRING, &country_option, "Of recipients there: GB", "CC" },
  { "prefix", 0, 0, G_OPTION_ARG_STRING, &prefix_option, "Of recipients whose number begins so: +4479", "DIGITS" },
  { "number", 0, 0, G_OPTION_ARG_STRING, &number_option, "From this number of the account", "NUMBER" },
  { "refuse", 0, 0, G_OPTION_ARG_NONE, &refuse_option, "Nothing goes there", NULL },
  { "at", 0, 0, G_OPTION_ARG_INT, &at_option, "Before this rule; without it, after all", "RULE" },
  { "segments", 0, 0, G_OPTION_ARG_INT, &segments_option, "explain: of a text so long", "N" },
  { "failover", 0, 0, G_OPTION_ARG_STRING, &failover_option, "set: whether what waits may move to another account", "on|off" },
  { "patience", 0, 0, G_OPTION_ARG_INT, &patience_option, "set: how long a better account is waited for", "SECONDS" },
  { "sticky-patience", 0, 0, G_OPTION_ARG_INT, &sticky_option, "set: and one that they know", "SECONDS" },
  G_OPTION_ENTRY_NULL
};

const PealVerb peal_verb_route = {
  .name = "route",
  .arguments = "list|add|move|remove|explain|set [LABEL|RULE|NUMBER]",
  .summary = "Say which account sends where, and ask why",
  .entries = entries,
  .min_args = 1,
  .max_args = 3,
  .fiber = route_fiber,
};
