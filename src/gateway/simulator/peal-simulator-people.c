/* peal-simulator-people.c: what the simulated people are like.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#define G_LOG_DOMAIN "peal-simulator"

#include "peal-simulator-network.h"

#include <string.h>

static const char *const replies[] = {
  "Thanks!",
  "Great, see you then.",
  "Can I come at 3 instead?",
  "Who is this?",
  "Yes please, put me down for two.",
  "What time do you close on Saturday?",
  "Ok",
  "Is parking free?",
  "Merci beaucoup !",
  "Thank you, that was quick \xf0\x9f\x91\x8d",
  "Sorry, I can't make it tomorrow. Next week?",
  "Please call me about the order.",
  "Don't stop sending these, I love them",
};

static const char *const objections[] = {
  "STOP",
  "Stop",
  "stop.",
  "UNSUBSCRIBE",
  "please take me off your list",
  "Stpo",
  "Do not text me again.",
  "STOP please",
  "wrong number, remove me",
};

double
peal_simulator_roll (guint64     seed,
                     const char *number,
                     const char *about,
                     guint       nth)
{
  guint64 hash = G_GUINT64_CONSTANT (14695981039346656037) ^ seed; /* FNV-1a, then splitmix64 */

  for (const char *c = number; *c != '\0'; c++)
    hash = (hash ^ (guchar) *c) * G_GUINT64_CONSTANT (1099511628211);
  for (const char *c = about; *c != '\0'; c++)
    hash = (hash ^ (guchar) *c) * G_GUINT64_CONSTANT (1099511628211);
  hash += (nth + 1) * G_GUINT64_CONSTANT (0x9e3779b97f4a7c15);
  hash = (hash ^ (hash >> 30)) * G_GUINT64_CONSTANT (0xbf58476d1ce4e5b9);
  hash = (hash ^ (hash >> 27)) * G_GUINT64_CONSTANT (0x94d049bb133111eb);
  hash ^= hash >> 31;
  return (double) (hash >> 11) / (double) (G_GUINT64_CONSTANT (1) << 53);
}

const char *
peal_simulator_people_reply (const PealSimulatorOptions *options,
                             const char                 *number,
                             guint                       nth)
{
  double mood = peal_simulator_roll (options->seed, number, "mood", nth);
  double words = peal_simulator_roll (options->seed, number, "words", nth);

  if (mood < options->stop_rate)
    return objections[(guint) (words * G_N_ELEMENTS (objections))];
  if (mood < options->stop_rate + options->reply_rate)
    return replies[(guint) (words * G_N_ELEMENTS (replies))];
  return NULL;
}

int
peal_simulator_people_objection (const char *text)
{
  static const char *const stops[] = { "stop", "stopall", "unsubscribe", "cancel", "end", "quit", "revoke", "optout", NULL };
  static const char *const starts[] = { "start", "yes", "unstop", NULL };
  g_autofree char *word = g_ascii_strdown (text, -1);

  g_strstrip (word);
  return g_strv_contains (stops, word) ? 1 : g_strv_contains (starts, word) ? -1 : 0;
}
