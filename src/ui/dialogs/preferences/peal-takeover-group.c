/* peal-takeover-group.c: whether one account takes over from another, and how long a better one is waited for.
 *
 * Settings of the workspace, shown as they are stored. Where there are no rules,
 * nothing is chosen and nothing moves: then there is nothing to see here.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#define G_LOG_DOMAIN "peal-ui"

#include "peal-takeover-group.h"

#include "peal-config.h"
#include "peal-error-text.h"
#include "peal-routes.h"
#include "peal-settings.h"
#include "peal-toasts.h"
#include "peal-when.h"

#include <glib/gi18n.h>

#define ACTOR "window"

enum
{
  PATIENCE,
  STICKY,
  N_WAITS
};

static const struct
{
  const char *setting;
  gint64 seconds;            /* where nothing is set */
} waits[N_WAITS] = {
  [PATIENCE] = { PEAL_SETTING_PATIENCE, 60 },
  [STICKY] = { PEAL_SETTING_STICKY_PATIENCE, 4 * 60 * 60 },
};

/* What can be chosen, in the order of the lists. */
static const struct
{
  gint64 seconds;
  const char *label;
} choices[] = {
  { 0, N_("Not at all") },
  { 60, N_("A minute") },
  { 10 * 60, N_("10 minutes") },
  { 60 * 60, N_("An hour") },
  { 4 * 60 * 60, N_("4 hours") },
  { 24 * 60 * 60, N_("A day") },
};

struct _PealTakeoverGroup
{
  AdwPreferencesGroup parent_instance;
  PealEngine *engine;
  DexFuture *reading_rules;
  DexFuture *reading_failover;
  DexFuture *reading[N_WAITS];
  gboolean is_showing;       /* what a row says is what is stored, not what a person chose */
  gint64 other[N_WAITS];     /* stored, and not among the choices: stands behind them; -1 = none */

  AdwSwitchRow *failover_row;
  AdwComboRow *patience_row;
  AdwComboRow *sticky_row;
};

G_DEFINE_FINAL_TYPE (PealTakeoverGroup, peal_takeover_group, ADW_TYPE_PREFERENCES_GROUP)

static void read_all (PealTakeoverGroup *self);

static AdwComboRow *
get_row (PealTakeoverGroup *self,
         guint              wait)
{
  return wait == PATIENCE ? self->patience_row : self->sticky_row;
}

static void
failed_cb (gpointer      owner,
           const GError *error)
{
  g_autofree char *text = peal_error_text (error);

  read_all (owner);
  peal_toasts_add_to_preferences (owner, adw_toast_new (text));
}

static void
store (PealTakeoverGroup *self,
       const char        *setting,
       const char        *value)
{
  peal_when (peal_setting_set (peal_engine_get_store (self->engine), setting, value, ACTOR), self, NULL, failed_cb);
}

/* What a person chooses ----------------------------------------------------------------------------- */

static void
failover_cb (PealTakeoverGroup *self)
{
  if (self->engine != NULL && !self->is_showing)
    store (self, PEAL_SETTING_FAILOVER, adw_switch_row_get_active (self->failover_row) ? "" : "off");
}

static void
patience_cb (PealTakeoverGroup *self,
             GParamSpec        *pspec,
             AdwComboRow       *row)
{
  guint wait = row == self->patience_row ? PATIENCE : STICKY;
  guint selected = adw_combo_row_get_selected (row);
  char seconds[24];

  if (self->engine == NULL || self->is_showing || selected == GTK_INVALID_LIST_POSITION)
    return;
  g_snprintf (seconds, sizeof seconds, "%" G_GINT64_FORMAT,
              selected < G_N_ELEMENTS (choices) ? choices[selected].seconds : self->other[wait]);
  store (self, waits[wait].setting, seconds);
}

/* What is stored ------------------------------------------------------------------------------------ */

static void
failover_read_cb (gpointer      owner,
                  const GValue *value)
{
  PealTakeoverGroup *self = owner;

  self->is_showing = TRUE;
  adw_switch_row_set_active (self->failover_row, g_strcmp0 (g_value_get_string (value), "off") != 0);
  self->is_showing = FALSE;
}

/* Caller frees. */
static char *
seconds_text (gint64 seconds)
{
  if (seconds % 60 == 0)
    return g_strdup_printf (ngettext ("%d minute", "%d minutes", seconds / 60), (int) (seconds / 60));
  return g_strdup_printf (ngettext ("%d second", "%d seconds", seconds), (int) seconds);
}

static void
show_wait (PealTakeoverGroup *self,
           guint              wait,
           gint64             seconds)
{
  g_autoptr(GtkStringList) labels = gtk_string_list_new (NULL);
  guint selected = 0;

  while (selected < G_N_ELEMENTS (choices) && choices[selected].seconds != seconds)
    selected++;
  self->other[wait] = selected == G_N_ELEMENTS (choices) ? seconds : -1;
  for (guint i = 0; i < G_N_ELEMENTS (choices); i++)
    gtk_string_list_append (labels, _(choices[i].label));
  if (self->other[wait] >= 0)
    {
      g_autofree char *text = seconds_text (seconds);

      gtk_string_list_append (labels, text);
    }
  self->is_showing = TRUE;
  adw_combo_row_set_model (get_row (self, wait), G_LIST_MODEL (labels));
  adw_combo_row_set_selected (get_row (self, wait), selected);
  self->is_showing = FALSE;
}

static void
wait_read (PealTakeoverGroup *self,
           guint              wait,
           const GValue      *value)
{
  const char *text = g_value_get_string (value);
  gint64 seconds;

  if (text == NULL || !g_ascii_string_to_signed (text, 10, 0, G_MAXINT, &seconds, NULL))
    seconds = waits[wait].seconds;
  show_wait (self, wait, seconds);
}

static void
patience_read_cb (gpointer      owner,
                  const GValue *value)
{
  wait_read (owner, PATIENCE, value);
}

static void
sticky_read_cb (gpointer      owner,
                const GValue *value)
{
  wait_read (owner, STICKY, value);
}

static void
rules_read_cb (gpointer      owner,
               const GValue *value)
{
  gtk_widget_set_visible (owner, ((const GPtrArray *) g_value_get_boxed (value))->len > 0);
}

static DexFuture *
get_setting (PealTakeoverGroup *self,
             const char        *name)
{
  return peal_setting_get (peal_engine_get_store (self->engine), name);
}

static void
read_all (PealTakeoverGroup *self)
{
  peal_when_latest (&self->reading_rules, peal_routes_list (peal_engine_get_store (self->engine)), self, rules_read_cb,
                    NULL);
  peal_when_latest (&self->reading_failover, get_setting (self, PEAL_SETTING_FAILOVER), self, failover_read_cb, NULL);
  peal_when_latest (&self->reading[PATIENCE], get_setting (self, PEAL_SETTING_PATIENCE), self, patience_read_cb, NULL);
  peal_when_latest (&self->reading[STICKY], get_setting (self, PEAL_SETTING_STICKY_PATIENCE), self, sticky_read_cb, NULL);
}

static void
store_changed_cb (PealTakeoverGroup *self,
                  guint              changes)
{
  if ((changes & (PEAL_CHANGE_ACCOUNTS | PEAL_CHANGE_SETTINGS)) != 0)
    read_all (self);
}

/* Object -------------------------------------------------------------------------------------------- */

static void
peal_takeover_group_dispose (GObject *object)
{
  PealTakeoverGroup *self = PEAL_TAKEOVER_GROUP (object);

  dex_clear (&self->reading_rules);
  dex_clear (&self->reading_failover);
  for (guint i = 0; i < N_WAITS; i++)
    dex_clear (&self->reading[i]);
  gtk_widget_dispose_template (GTK_WIDGET (self), PEAL_TYPE_TAKEOVER_GROUP);
  g_clear_object (&self->engine);
  G_OBJECT_CLASS (peal_takeover_group_parent_class)->dispose (object);
}

static void
peal_takeover_group_class_init (PealTakeoverGroupClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  G_OBJECT_CLASS (klass)->dispose = peal_takeover_group_dispose;
  gtk_widget_class_set_template_from_resource (widget_class, PEAL_RESOURCE_PATH "/ui/peal-takeover-group.ui");
  gtk_widget_class_bind_template_child (widget_class, PealTakeoverGroup, failover_row);
  gtk_widget_class_bind_template_child (widget_class, PealTakeoverGroup, patience_row);
  gtk_widget_class_bind_template_child (widget_class, PealTakeoverGroup, sticky_row);
  gtk_widget_class_bind_template_callback (widget_class, failover_cb);
  gtk_widget_class_bind_template_callback (widget_class, patience_cb);
}

static void
peal_takeover_group_init (PealTakeoverGroup *self)
{
  gtk_widget_init_template (GTK_WIDGET (self));
}

void
peal_takeover_group_set_engine (PealTakeoverGroup *self,
                                PealEngine        *engine)
{
  g_return_if_fail (PEAL_IS_TAKEOVER_GROUP (self));
  g_return_if_fail (PEAL_IS_ENGINE (engine) && self->engine == NULL);

  self->engine = g_object_ref (engine);
  g_signal_connect_object (peal_engine_get_store (engine), "changed", G_CALLBACK (store_changed_cb), self,
                           G_CONNECT_SWAPPED);
  read_all (self);
}
