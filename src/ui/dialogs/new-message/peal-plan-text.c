/* peal-plan-text.c: who gets a message and what it costs, in words for people.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#define G_LOG_DOMAIN "peal-ui"

#include "peal-plan-text.h"

#include "peal-config.h"
#include "peal-format.h"

#include <glib/gi18n.h>

gboolean
peal_plan_is_on_time (const PealRecipient *recipient)
{
  return recipient->reason == PEAL_HOLD_NONE || recipient->reason == PEAL_HOLD_SCHEDULED;
}

static guint
count_on_time (const PealSendReport *plan)
{
  guint n = 0;

  for (guint i = 0; i < plan->recipients->len; i++)
    n += peal_plan_is_on_time (g_ptr_array_index (plan->recipients, i));
  return n;
}

static char *
dup_on_time (guint  n,
             gint64 not_before,
             gint64 now)
{
  g_autofree char *moment = NULL;

  if (not_before <= now)
    return g_strdup_printf (ngettext ("%u gets this now", "%u get this now", n), n);
  moment = peal_format_moment (not_before, now);
  /* Translators: how many people will get a message, and when: "tomorrow 8:00". */
  return g_strdup_printf (ngettext ("%u waits until %s", "%u wait until %s", n), n, moment);
}

char *
peal_plan_summary_text (const PealSendReport *plan,
                        gint64                not_before,
                        gint64                now)
{
  guint n_on_time = count_on_time (plan);
  guint n_later = plan->n_now + plan->n_later - n_on_time;
  g_autoptr(GStrvBuilder) parts = g_strv_builder_new ();
  g_auto(GStrv) texts = NULL;

  if (n_on_time > 0)
    g_strv_builder_take (parts, dup_on_time (n_on_time, not_before, now));
  if (n_later > 0)
    g_strv_builder_take (parts, g_strdup_printf (ngettext ("%u later", "%u later", n_later), n_later));
  if (plan->n_left_out > 0)
    g_strv_builder_take (parts, g_strdup_printf (ngettext ("%u left out", "%u left out", plan->n_left_out),
                                                 plan->n_left_out));
  texts = g_strv_builder_end (parts);
  return g_strjoinv (" · ", texts);
}

char *
peal_plan_cost_text (const PealSendReport *plan)
{
  g_autofree char *segments = g_strdup_printf (ngettext ("%u message", "%u messages", plan->n_segments),
                                               plan->n_segments);
  g_autofree char *money = NULL;

  if (*plan->currency == '\0')
    return g_steal_pointer (&segments);
  money = peal_format_money (plan->cost_micros, plan->currency);
  /* Translators: "12 messages, about $0.10". */
  return g_strdup_printf (_("%s, about %s"), segments, money);
}

char *
peal_plan_sent_text (const PealSendReport *report,
                     gint64                not_before,
                     gint64                now)
{
  guint n = report->n_now + report->n_later;
  g_autofree char *moment = NULL;

  if (not_before <= now)
    return g_strdup_printf (ngettext ("%u message on its way", "%u messages on their way", n), n);
  moment = peal_format_moment (not_before, now);
  /* Translators: how many messages, and until when: "tomorrow 8:00". */
  return g_strdup_printf (ngettext ("%u message waits until %s", "%u messages wait until %s", n), n, moment);
}
