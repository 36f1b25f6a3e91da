/* peal-health-account-row.c: one gateway account, and all that is known of it.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#define G_LOG_DOMAIN "peal-ui"

#include "peal-health-account-row.h"

#include "peal-account-text.h"
#include "peal-config.h"
#include "peal-format.h"
#include "peal-health-text.h"

#include <glib/gi18n.h>

struct _PealHealthAccountRow
{
  AdwExpanderRow parent_instance;
  gint64 id;

  GtkImage *dot;
  AdwActionRow *detail;
  GtkLabel *replies;
  GtkLabel *receipts;
  GtkLabel *answered;
  GtkLabel *latency;
  AdwActionRow *clock;
  AdwActionRow *balance_row;
  GtkLabel *balance;
  AdwActionRow *secret;
  GtkWidget *open;
};

G_DEFINE_FINAL_TYPE (PealHealthAccountRow, peal_health_account_row, ADW_TYPE_EXPANDER_ROW)

static void
peal_health_account_row_dispose (GObject *object)
{
  gtk_widget_dispose_template (GTK_WIDGET (object), PEAL_TYPE_HEALTH_ACCOUNT_ROW);
  G_OBJECT_CLASS (peal_health_account_row_parent_class)->dispose (object);
}

static void
peal_health_account_row_class_init (PealHealthAccountRowClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  G_OBJECT_CLASS (klass)->dispose = peal_health_account_row_dispose;
  gtk_widget_class_set_template_from_resource (widget_class, PEAL_RESOURCE_PATH "/ui/peal-health-account-row.ui");
  gtk_widget_class_bind_template_child (widget_class, PealHealthAccountRow, dot);
  gtk_widget_class_bind_template_child (widget_class, PealHealthAccountRow, detail);
  gtk_widget_class_bind_template_child (widget_class, PealHealthAccountRow, replies);
  gtk_widget_class_bind_template_child (widget_class, PealHealthAccountRow, receipts);
  gtk_widget_class_bind_template_child (widget_class, PealHealthAccountRow, answered);
  gtk_widget_class_bind_template_child (widget_class, PealHealthAccountRow, latency);
  gtk_widget_class_bind_template_child (widget_class, PealHealthAccountRow, clock);
  gtk_widget_class_bind_template_child (widget_class, PealHealthAccountRow, balance_row);
  gtk_widget_class_bind_template_child (widget_class, PealHealthAccountRow, balance);
  gtk_widget_class_bind_template_child (widget_class, PealHealthAccountRow, secret);
  gtk_widget_class_bind_template_child (widget_class, PealHealthAccountRow, open);
}

static void
peal_health_account_row_init (PealHealthAccountRow *self)
{
  gtk_widget_init_template (GTK_WIDGET (self));
}

GtkWidget *
peal_health_account_row_new (void)
{
  return g_object_new (PEAL_TYPE_HEALTH_ACCOUNT_ROW, NULL);
}

gint64
peal_health_account_row_get_id (PealHealthAccountRow *self)
{
  g_return_val_if_fail (PEAL_IS_HEALTH_ACCOUNT_ROW (self), 0);

  return self->id;
}

static char *
condition_text (const PealHealthAccount *account,
                gint64                   now)
{
  g_autofree char *condition = peal_account_condition_text (account->health, now);
  g_autofree char *seen = NULL;

  if (!account->account->enabled)
    return g_strdup (_("Switched off"));
  if (account->seen_at == 0 || now - account->seen_at < PEAL_MINUTE)
    return g_steal_pointer (&condition);
  seen = peal_format_moment (account->seen_at, now);
  /* Translators: how an account was, and when that was seen: "Ready (as of 9:41)". */
  return g_strdup_printf (_("%s (as of %s)"), condition, seen);
}

static void
show_condition (PealHealthAccountRow    *self,
                const PealHealthAccount *account,
                gint64                   now)
{
  g_autofree char *condition = condition_text (account, now);
  PealLight light = peal_account_light (account->health->condition);
  const char *classes[] = { "light", account->account->enabled ? peal_light_class (light) : "dimmed", NULL };

  adw_preferences_row_set_title (ADW_PREFERENCES_ROW (self), account->account->label);
  adw_expander_row_set_subtitle (ADW_EXPANDER_ROW (self), condition);
  gtk_widget_set_css_classes (GTK_WIDGET (self->dot), classes);
}

static void
show_time (GtkLabel *label,
           gint64    time,
           gint64    now)
{
  g_autofree char *text = peal_last_time_text (time, now);

  gtk_label_set_text (label, text);
}

static void
show_latency (PealHealthAccountRow *self,
              gint64                latency)
{
  gint64 msec = latency * 1000 / PEAL_SECOND;
  g_autofree char *text = NULL;

  if (latency < 0)
    text = g_strdup (_("Not known yet"));
  else if (msec < 1000)
    /* Translators: milliseconds, short. */
    text = g_strdup_printf (_("%d ms"), (int) msec);
  else
    /* Translators: seconds, short. */
    text = g_strdup_printf (_("%.1f s"), (double) msec / 1000);
  gtk_label_set_text (self->latency, text);
}

/* An amount that is not of today says of when it is. */
static void
show_balance (PealHealthAccountRow    *self,
              const PealAccountHealth *health,
              gint64                   now)
{
  g_autofree char *money = peal_account_balance_text (health);
  g_autofree char *read_at = peal_format_moment (health->balance_at, now);
  /* Translators: when the balance was read: "Read 9:41". */
  g_autofree char *subtitle = g_strdup_printf (_("Read %s"), read_at);

  gtk_label_set_text (self->balance, money);
  gtk_widget_set_visible (GTK_WIDGET (self->balance_row), *money != '\0');
  adw_action_row_set_subtitle (self->balance_row, health->balance_at != 0 ? subtitle : "");
}

void
peal_health_account_row_show (PealHealthAccountRow    *self,
                              const PealHealthAccount *account,
                              gint64                   now)
{
  const PealAccountHealth *health;
  g_autofree char *clock = NULL;

  g_return_if_fail (PEAL_IS_HEALTH_ACCOUNT_ROW (self));

  health = account->health;
  self->id = account->account->id;
  show_condition (self, account, now);
  adw_action_row_set_subtitle (self->detail, health->detail);
  gtk_widget_set_visible (GTK_WIDGET (self->detail), *health->detail != '\0');
  show_time (self->replies, health->replies_at, now);
  show_time (self->receipts, health->receipts_at, now);
  show_time (self->answered, health->answered_at, now);
  show_latency (self, health->latency);
  clock = peal_clock_text (health->skew);
  adw_action_row_set_subtitle (self->clock, clock);
  show_balance (self, health, now);
  adw_action_row_set_subtitle (self->secret, peal_secret_place_text (account->secret));
  gtk_widget_set_visible (GTK_WIDGET (self->secret), account->needs_secret);
  gtk_actionable_set_action_target (GTK_ACTIONABLE (self->open), "x", account->account->id);
  gtk_actionable_set_action_name (GTK_ACTIONABLE (self->open), "health.open-account");
}
