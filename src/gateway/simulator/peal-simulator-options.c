/* peal-simulator-options.c: how the simulated network behaves, and the names of its rates.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#define G_LOG_DOMAIN "peal-simulator"

#include "peal-simulator-wire.h"

#include "peal-clock.h"

/* Milliseconds; what a tester may ask for. */
#define MAX_LATENCY (60 * 60 * 1000)

typedef struct
{
  const char *name;
  gsize offset;
} Rate;

static const Rate rates[] = {
  { "cut", G_STRUCT_OFFSET (PealSimulatorOptions, cut_rate) },
  { "unavailable", G_STRUCT_OFFSET (PealSimulatorOptions, unavailable_rate) },
  { "lost", G_STRUCT_OFFSET (PealSimulatorOptions, lost_rate) },
  { "error", G_STRUCT_OFFSET (PealSimulatorOptions, error_rate) },
  { "throttle", G_STRUCT_OFFSET (PealSimulatorOptions, throttle_rate) },
  { "invalid", G_STRUCT_OFFSET (PealSimulatorOptions, invalid_rate) },
  { "blocked", G_STRUCT_OFFSET (PealSimulatorOptions, blocked_rate) },
  { "undelivered", G_STRUCT_OFFSET (PealSimulatorOptions, undelivered_rate) },
  { "reply", G_STRUCT_OFFSET (PealSimulatorOptions, reply_rate) },
  { "stop", G_STRUCT_OFFSET (PealSimulatorOptions, stop_rate) },
  { "disorder", G_STRUCT_OFFSET (PealSimulatorOptions, disorder_rate) },
  { "repeat", G_STRUCT_OFFSET (PealSimulatorOptions, repeat_rate) },
  { "double", G_STRUCT_OFFSET (PealSimulatorOptions, double_rate) },
};

void
peal_simulator_options_init (PealSimulatorOptions *options)
{
  *options = (PealSimulatorOptions) { .balance_micros = 25 * G_GINT64_CONSTANT (1000000) };
}

void
peal_simulator_options_init_lifelike (PealSimulatorOptions *options)
{
  peal_simulator_options_init (options);
  options->latency = PEAL_SECOND / 20;
  options->latency_spread = PEAL_SECOND / 40;
  options->invalid_rate = 0.005;
  options->blocked_rate = 0.005;
  options->undelivered_rate = 0.03;
  options->receipt_delay = 4 * PEAL_SECOND;
  options->reply_rate = 0.15;
  options->stop_rate = 0.02;
  options->reply_delay = 8 * PEAL_SECOND;
}

char *
peal_simulator_dup_rate_names (void)
{
  GString *names = g_string_new (rates[0].name);

  for (guint i = 1; i < G_N_ELEMENTS (rates); i++)
    g_string_append_printf (names, ", %s", rates[i].name);
  return g_string_free_and_steal (names);
}

static const Rate *
find_rate (const char *name)
{
  for (guint i = 0; i < G_N_ELEMENTS (rates); i++)
    if (g_str_equal (rates[i].name, name))
      return &rates[i];
  return NULL;
}

gboolean
peal_simulator_options_set_rate (PealSimulatorOptions *options,
                                 const char           *name,
                                 const char           *value,
                                 GError              **error)
{
  const Rate *rate = find_rate (name);
  char *end;
  double part;

  if (rate == NULL)
    {
      g_autofree char *names = peal_simulator_dup_rate_names ();

      g_set_error (error, G_IO_ERROR, G_IO_ERROR_INVALID_ARGUMENT, "There is no rate \"%s\"; there are %s", name, names);
      return FALSE;
    }
  part = g_ascii_strtod (value, &end);
  if (end == value || *end != '\0' || !(part >= 0 && part <= 1))
    {
      g_set_error (error, G_IO_ERROR, G_IO_ERROR_INVALID_ARGUMENT, "%s is a part of 1, such as 0.02, not \"%s\"", name, value);
      return FALSE;
    }
  G_STRUCT_MEMBER (double, options, rate->offset) = part;
  return TRUE;
}

static gboolean
read_latency (PealSimulatorOptions *options,
              const char           *value,
              GError              **error)
{
  guint64 msec;

  if (!g_ascii_string_to_unsigned (value, 10, 0, MAX_LATENCY, &msec, NULL))
    {
      g_set_error (error, G_IO_ERROR, G_IO_ERROR_INVALID_ARGUMENT,
                   "latency is milliseconds, 0 to %d, not \"%s\"", MAX_LATENCY, value);
      return FALSE;
    }
  options->latency = (gint64) msec * (PEAL_SECOND / 1000);
  return TRUE;
}

gboolean
peal_simulator_options_change (PealSimulatorOptions *options,
                               GHashTable           *form,
                               GError              **error)
{
  PealSimulatorOptions changed = *options;
  GHashTableIter iter;
  gpointer name, value;

  g_hash_table_iter_init (&iter, form);
  while (g_hash_table_iter_next (&iter, &name, &value))
    if (!(g_str_equal (name, "latency") ? read_latency (&changed, value, error)
                                        : peal_simulator_options_set_rate (&changed, name, value, error)))
      return FALSE;
  *options = changed;
  return TRUE;
}

void
peal_simulator_append_rates (GString                    *json,
                             const PealSimulatorOptions *options)
{
  char number[G_ASCII_DTOSTR_BUF_SIZE];

  for (guint i = 0; i < G_N_ELEMENTS (rates); i++)
    g_string_append_printf (json, "%s\"%s\": %s", i > 0 ? "," : "{", rates[i].name,
                            g_ascii_dtostr (number, sizeof number, G_STRUCT_MEMBER (double, options, rates[i].offset)));
  g_string_append_printf (json, ",\"latency\": %" G_GINT64_FORMAT "}", options->latency / (PEAL_SECOND / 1000));
}
