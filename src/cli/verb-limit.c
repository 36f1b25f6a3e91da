/* verb-limit.c: pealctl limit: how much may be sent through an account, and how fast.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#define G_LOG_DOMAIN "pealctl"

#include "peal-accounts.h"
#include "peal-clock.h"
#include "peal-json.h"
#include "peal-limits.h"
#include "peal-money.h"
#include "peal-phone.h"
#include "verbs.h"

#include <stdio.h>
#include <string.h>

static char *sum_option, *currency_option;
static int count_option = 0;
static int burst_option = 1;
static char *unit_option, *per_option, *reset_option, *zone_option, *number_option, *class_option;

static const struct
{
  const char *name;
  gint64 span;
} spans[] = {
  { "second", PEAL_SECOND },
  { "minute", PEAL_MINUTE },
  { "hour", PEAL_HOUR },
  { "day", 0 },
};

/* "00:00" to "23:59"; -1 for what is none. */
static int
parse_minute (const char *text)
{
  int hour, minute, end;

  if (sscanf (text, "%2d:%2d%n", &hour, &minute, &end) != 2 || text[end] != '\0' || hour < 0 || hour > 23
      || minute < 0 || minute > 59)
    return -1;
  return 60 * hour + minute;
}

static const char *
describe_span (const PealLimit *limit)
{
  for (guint i = 0; i < G_N_ELEMENTS (spans); i++)
    if (spans[i].span == limit->span)
      return spans[i].name;
  return "span";
}

/* What is wrong with the options of "add"; NULL = nothing, and then @limit is set. */
static char *
read_limit (PealLimit *limit)
{
  *limit = (PealLimit) { .unit = PEAL_LIMIT_MESSAGES, .n = count_option, .span = -1, .burst = burst_option, .zone = "" };
  if (count_option <= 0)
    return g_strdup ("Say how many: --count 2000");
  if (number_option != NULL && class_option != NULL)
    return g_strdup ("A limit is either of a number or of a class.");
  if (unit_option != NULL && g_str_equal (unit_option, "segments"))
    limit->unit = PEAL_LIMIT_SEGMENTS;
  else if (unit_option != NULL && !g_str_equal (unit_option, "messages"))
    return g_strdup_printf ("\"%s\" is neither messages nor segments.", unit_option);
  for (guint i = 0; i < G_N_ELEMENTS (spans); i++)
    if (per_option != NULL && g_str_equal (spans[i].name, per_option))
      limit->span = spans[i].span;
  if (limit->span < 0)
    return g_strdup ("Say in how long: --per second, minute, hour or day.");
  if (limit->span > 0)
    return NULL;

  limit->zone = zone_option != NULL ? zone_option : "UTC";
  limit->reset_minute = reset_option != NULL ? parse_minute (reset_option) : 0;
  return limit->reset_minute < 0 ? g_strdup_printf ("\"%s\" is no time of day. Write it like 00:00", reset_option) : NULL;
}

static void
print_limit (PealCli      *cli,
             JsonBuilder  *builder,
             guint         number,
             gconstpointer item)
{
  static const char *const scopes[] = { "", "account", "number", "class" };
  const PealAccountLimit *row = item;
  const PealLimit *limit = &row->limit;
  const char *unit = limit->unit == PEAL_LIMIT_SEGMENTS ? "segments" : "messages";
  g_autofree char *reset = g_strdup_printf ("%02d:%02d", limit->reset_minute / 60, limit->reset_minute % 60);

  if (!cli->json)
    {
      g_print ("%s%s%s\t%" G_GINT64_FORMAT " %s per %s%s%s%s%s\n", scopes[row->scope], *row->name != '\0' ? " " : "",
               row->name, limit->n, unit, describe_span (limit), limit->span == 0 ? " from " : "",
               limit->span == 0 ? reset : "", limit->span == 0 ? " " : "", limit->span == 0 ? row->zone : "");
      return;
    }
  json_builder_begin_object (builder);
  peal_cli_add_string (builder, "scope", scopes[row->scope]);
  peal_cli_add_string (builder, "name", row->name);
  peal_cli_add_string (builder, "unit", unit);
  peal_cli_add_int (builder, "count", limit->n);
  peal_cli_add_string (builder, "per", describe_span (limit));
  peal_cli_add_int (builder, "burst", limit->burst);
  peal_cli_add_string (builder, "reset", limit->span == 0 ? reset : "");
  peal_cli_add_string (builder, "zone", row->zone);
  json_builder_end_object (builder);
}

/* The account of the command line; NULL with @error. Inside a fiber. */
static PealAccount *
find_account (PealCli    *cli,
              PealEngine *engine,
              GError    **error)
{
  return dex_await_boxed (peal_account_find (peal_engine_get_store (engine), cli->args[1]), error);
}

static DexFuture *
list_limits (PealCli    *cli,
             PealEngine *engine)
{
  g_autoptr(GError) error = NULL;
  g_autoptr(PealAccount) account = find_account (cli, engine, &error);

  if (account == NULL)
    return peal_cli_return_error (cli, error);
  return peal_cli_list (cli, peal_limits_list (peal_engine_get_store (engine), account->id), print_limit, NULL);
}

static DexFuture *
store_limits (PealCli     *cli,
              PealEngine  *engine,
              PealAccount *account,
              GPtrArray   *limits)
{
  g_autoptr(GError) error = NULL;

  if (dex_await (peal_limits_replace (peal_engine_get_store (engine), account->id, limits, "pealctl"), &error))
    return peal_cli_return (PEAL_CLI_OK);
  if (g_error_matches (error, PEAL_STORE_ERROR, PEAL_STORE_ERROR_INVALID))
    return peal_cli_return (peal_cli_fail (cli, "This is no limit: the count must be from 1 to 1000000, the zone one "
                                                "like America/Los_Angeles, and there may be six for each scope."));
  return peal_cli_return_error (cli, error);
}

static DexFuture *
add_limit (PealCli    *cli,
           PealEngine *engine)
{
  g_autoptr(GError) error = NULL;
  PealLimitScope scope = number_option != NULL ? PEAL_LIMIT_OF_NUMBER
                         : class_option != NULL ? PEAL_LIMIT_OF_CLASS : PEAL_LIMIT_OF_ACCOUNT;
  const char *name = number_option != NULL ? number_option : class_option != NULL ? class_option : "";
  g_autoptr(PealAccount) account = find_account (cli, engine, &error);
  g_autoptr(GPtrArray) limits = NULL;
  PealLimit limit;

  g_free (read_limit (&limit)); /* found good before */
  if (account != NULL)
    limits = dex_await_boxed (peal_limits_list (peal_engine_get_store (engine), account->id), &error);
  if (limits == NULL)
    return peal_cli_return_error (cli, error);
  g_ptr_array_add (limits, peal_account_limit_new (scope, g_str_equal (name, "each") ? "" : name, &limit));
  return store_limits (cli, engine, account, limits);
}

static DexFuture *
clear_limits (PealCli    *cli,
              PealEngine *engine)
{
  g_autoptr(GError) error = NULL;
  g_autoptr(PealAccount) account = find_account (cli, engine, &error);
  g_autoptr(GPtrArray) none = g_ptr_array_new ();

  return account != NULL ? store_limits (cli, engine, account, none) : peal_cli_return_error (cli, error);
}

static DexFuture *
set_class (PealCli    *cli,
           PealEngine *engine)
{
  g_autoptr(GError) error = NULL;
  g_autoptr(PealAccount) account = find_account (cli, engine, &error);

  if (account == NULL
      || !dex_await (peal_limits_set_class (peal_engine_get_store (engine), account->id, cli->args[2],
                                            class_option != NULL ? class_option : "", "pealctl"), &error))
    return peal_cli_return_error (cli, error);
  return peal_cli_return (PEAL_CLI_OK);
}

/* Money --------------------------------------------------------------------------------------------- */

static void
print_cap (PealCli            *cli,
           const PealMoneyCap *cap)
{
  g_autofree char *reset = g_strdup_printf ("%02d:%02d", cap->reset_minute / 60, cap->reset_minute % 60);
  g_autoptr(JsonBuilder) builder = json_builder_new ();

  if (!cli->json && cap->micros == 0)
    g_print ("It may cost what it will.\n");
  else if (!cli->json)
    g_print ("%.2f %s per day from %s %s, %.4f spent\n", (double) cap->micros / 1e6, cap->currency, reset, cap->zone,
             (double) cap->spent / 1e6);
  if (!cli->json)
    return;
  json_builder_begin_object (builder);
  peal_cli_add_int (builder, "micros", cap->micros);
  peal_cli_add_string (builder, "currency", cap->currency);
  peal_cli_add_string (builder, "reset", cap->micros != 0 ? reset : "");
  peal_cli_add_string (builder, "zone", cap->zone);
  peal_cli_add_int (builder, "spent_micros", cap->spent);
  peal_cli_add_time (builder, "renews_at", cap->renews_at);
  json_builder_end_object (builder);
  peal_cli_print_json (builder);
}

/* "20.00" with its currency, "0" for no cap; FALSE for what is none. */
static gboolean
read_cap (PealMoneyCap *cap)
{
  *cap = (PealMoneyCap) { .zone = zone_option != NULL ? zone_option : (char *) "UTC" };
  if (!peal_micros_from_decimal (sum_option, &cap->micros) || cap->micros < 0)
    return FALSE;
  g_strlcpy (cap->currency, currency_option != NULL ? currency_option : "", sizeof cap->currency);
  cap->reset_minute = reset_option != NULL ? parse_minute (reset_option) : 0;
  return cap->micros == 0 || (cap->reset_minute >= 0 && currency_option != NULL && strlen (currency_option) == 3);
}

static DexFuture *
limit_money (PealCli    *cli,
             PealEngine *engine)
{
  PealStore *store = peal_engine_get_store (engine);
  g_autoptr(GError) error = NULL;
  g_autoptr(PealAccount) account = find_account (cli, engine, &error);
  g_autoptr(PealMoneyCap) stored = NULL;
  PealMoneyCap cap;

  if (account == NULL)
    return peal_cli_return_error (cli, error);
  if (sum_option != NULL)
    {
      if (!read_cap (&cap))
        return peal_cli_return (peal_cli_fail (cli, "Write the sum and its currency: --sum 20.00 --currency USD"));
      if (!dex_await (peal_money_set_cap (store, account->id, &cap, "pealctl"), &error))
        return peal_cli_return_error (cli, error);
      return peal_cli_return (PEAL_CLI_OK);
    }
  stored = dex_await_boxed (peal_money_get_cap (store, account->id), &error);
  if (stored == NULL)
    return peal_cli_return_error (cli, error);
  print_cap (cli, stored);
  return peal_cli_return (PEAL_CLI_OK);
}

/* Prices -------------------------------------------------------------------------------------------- */

static void
print_prices (PealCli   *cli,
              GPtrArray *prices)
{
  g_autoptr(JsonBuilder) builder = json_builder_new ();

  json_builder_begin_array (builder);
  for (guint i = 0; i < prices->len; i++)
    {
      const PealPrice *price = g_ptr_array_index (prices, i);

      if (!cli->json)
        g_print ("%s: %.4f %s for a segment\n", *price->region != '\0' ? price->region : "elsewhere",
                 (double) price->micros / 1e6, price->currency);
      json_builder_begin_object (builder);
      peal_cli_add_string (builder, "country", price->region);
      peal_cli_add_int (builder, "micros", price->micros);
      peal_cli_add_string (builder, "currency", price->currency);
      json_builder_end_object (builder);
    }
  json_builder_end_array (builder);
  if (cli->json)
    peal_cli_print_json (builder);
  else if (prices->len == 0)
    g_print ("No price is known yet. The first message that is sent may tell one; or say it with --sum.\n");
}

/* "US", or NULL for everywhere else. */
static gboolean
is_country (const char *text)
{
  return text == NULL || (strlen (text) == 2 && g_ascii_isupper (text[0]) && g_ascii_isupper (text[1]));
}

static DexFuture *
limit_price (PealCli    *cli,
             PealEngine *engine)
{
  PealStore *store = peal_engine_get_store (engine);
  const char *country = cli->n_args > 2 ? cli->args[2] : NULL;
  g_autoptr(GError) error = NULL;
  g_autoptr(PealAccount) account = find_account (cli, engine, &error);
  g_autoptr(GPtrArray) prices = NULL;
  gint64 micros;

  if (account == NULL)
    return peal_cli_return_error (cli, error);
  if (sum_option != NULL)
    {
      if (!peal_micros_from_decimal (sum_option, &micros) || micros < 0 || currency_option == NULL || !is_country (country))
        return peal_cli_return (peal_cli_fail (cli, "Write the country, the price of a segment and its currency: "
                                               "US --sum 0.0079 --currency USD"));
      if (!dex_await (peal_price_record (store, account->id, country != NULL ? country : "", micros, currency_option,
                                         "pealctl"), &error))
        return peal_cli_return_error (cli, error);
      return peal_cli_return (PEAL_CLI_OK);
    }
  prices = dex_await_boxed (peal_prices_list (store, account->id), &error);
  if (prices == NULL)
    return peal_cli_return_error (cli, error);
  print_prices (cli, prices);
  return peal_cli_return (PEAL_CLI_OK);
}

static DexFuture *
limit_fiber (PealCli      *cli,
             GCancellable *cancellable)
{
  static const struct
  {
    const char *name;
    guint least, most; /* arguments */
    const char *usage;
    PealCliFunc func;
  } actions[] = {
    { "list", 2, 2, "limit list LABEL", list_limits },
    { "add", 2, 2, "limit add LABEL --count N --per minute", add_limit },
    { "clear", 2, 2, "limit clear LABEL", clear_limits },
    { "money", 2, 2, "limit money LABEL [--sum 20.00 --currency USD]", limit_money },
    { "price", 2, 3, "limit price LABEL [COUNTRY] [--sum 0.0079 --currency USD]", limit_price },
    { "class", 3, 3, "limit class LABEL NUMBER [--class NAME]", set_class },
  };

  for (guint i = 0; i < G_N_ELEMENTS (actions); i++)
    {
      g_autofree char *fault = NULL;
      PealLimit limit;

      if (!g_str_equal (actions[i].name, cli->args[0]))
        continue;
      if (cli->n_args < actions[i].least || cli->n_args > actions[i].most)
        return peal_cli_return (peal_cli_usage (cli, "Write: pealctl %s", actions[i].usage));
      if (actions[i].func == add_limit && (fault = read_limit (&limit)) != NULL)
        return peal_cli_return (peal_cli_usage (cli, "%s", fault));
      return peal_cli_with_engine (cli, actions[i].func);
    }
  return peal_cli_return (peal_cli_usage (cli, "\"%s\" is none of list, add, clear, money, price, class.", cli->args[0]));
}

static const GOptionEntry entries[] = {
  { "count", 0, 0, G_OPTION_ARG_INT, &count_option, "At most so many", "N" },
  { "sum", 0, 0, G_OPTION_ARG_STRING, &sum_option, "money: what a day may cost, 20.00; 0 = what it will. price: of a segment", "SUM" },
  { "currency", 0, 0, G_OPTION_ARG_STRING, &currency_option, "Of that sum", "CODE" },
  { "unit", 0, 0, G_OPTION_ARG_STRING, &unit_option, "messages (as without this option) or segments", "UNIT" },
  { "per", 0, 0, G_OPTION_ARG_STRING, &per_option, "second, minute, hour or day", "SPAN" },
  { "burst", 0, 0, G_OPTION_ARG_INT, &burst_option, "So many may go at once after a pause", "N" },
  { "reset", 0, 0, G_OPTION_ARG_STRING, &reset_option, "When the day begins: 00:00", "HH:MM" },
  { "zone", 0, 0, G_OPTION_ARG_STRING, &zone_option, "Where that is: America/Los_Angeles; without it UTC", "ZONE" },
  { "number", 0, 0, G_OPTION_ARG_STRING, &number_option, "Of this number of yours, or of \"each\"", "NUMBER" },
  { "class", 0, 0, G_OPTION_ARG_STRING, &class_option, "Of this registered campaign, or of \"each\"", "NAME" },
  G_OPTION_ENTRY_NULL
};

const PealVerb peal_verb_limit = {
  .name = "limit",
  .arguments = "list|add|clear|money|price|class LABEL [COUNTRY|NUMBER]",
  .summary = "Say how much may be sent through an account, and how fast",
  .entries = entries,
  .min_args = 2,
  .max_args = 3,
  .fiber = limit_fiber,
};
