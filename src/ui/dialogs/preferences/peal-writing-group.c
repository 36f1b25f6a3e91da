/* peal-writing-group.c: how answers are written and sent on this machine, as a group of preferences.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#define G_LOG_DOMAIN "peal-ui"

#include "peal-writing-group.h"

#include "peal-config.h"

struct _PealWritingGroup
{
  AdwPreferencesGroup parent_instance;
  GSettings *settings;

  AdwComboRow *send_key_row;
  AdwComboRow *undo_row;
  AdwSwitchRow *spelling_row;
  AdwSwitchRow *suggest_row;
};

G_DEFINE_FINAL_TYPE (PealWritingGroup, peal_writing_group, ADW_TYPE_PREFERENCES_GROUP)

/* As the rows list them. */
static const char *const send_keys[] = { "enter", "ctrl-enter" };
static const guint undo_seconds[] = { 0, 5, 10, 20 };

static gboolean
get_send_key (GValue   *value,
              GVariant *variant,
              gpointer  user_data)
{
  g_value_set_uint (value, g_str_equal (g_variant_get_string (variant, NULL), send_keys[1]) ? 1 : 0);
  return TRUE;
}

static GVariant *
set_send_key (const GValue       *value,
              const GVariantType *type,
              gpointer            user_data)
{
  guint selected = g_value_get_uint (value);

  return selected < G_N_ELEMENTS (send_keys) ? g_variant_new_string (send_keys[selected]) : NULL;
}

/* The shortest that is not shorter than what is set. */
static gboolean
get_undo (GValue   *value,
          GVariant *variant,
          gpointer  user_data)
{
  guint n = 0;

  while (n + 1 < G_N_ELEMENTS (undo_seconds) && undo_seconds[n] < g_variant_get_uint32 (variant))
    n++;
  g_value_set_uint (value, n);
  return TRUE;
}

static GVariant *
set_undo (const GValue       *value,
          const GVariantType *type,
          gpointer            user_data)
{
  guint selected = g_value_get_uint (value);

  return selected < G_N_ELEMENTS (undo_seconds) ? g_variant_new_uint32 (undo_seconds[selected]) : NULL;
}

static void
peal_writing_group_dispose (GObject *object)
{
  PealWritingGroup *self = PEAL_WRITING_GROUP (object);

  gtk_widget_dispose_template (GTK_WIDGET (self), PEAL_TYPE_WRITING_GROUP);
  g_clear_object (&self->settings);
  G_OBJECT_CLASS (peal_writing_group_parent_class)->dispose (object);
}

static void
peal_writing_group_class_init (PealWritingGroupClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  G_OBJECT_CLASS (klass)->dispose = peal_writing_group_dispose;
  gtk_widget_class_set_template_from_resource (widget_class, PEAL_RESOURCE_PATH "/ui/peal-writing-group.ui");
  gtk_widget_class_bind_template_child (widget_class, PealWritingGroup, send_key_row);
  gtk_widget_class_bind_template_child (widget_class, PealWritingGroup, undo_row);
  gtk_widget_class_bind_template_child (widget_class, PealWritingGroup, spelling_row);
  gtk_widget_class_bind_template_child (widget_class, PealWritingGroup, suggest_row);
}

static void
peal_writing_group_init (PealWritingGroup *self)
{
  gtk_widget_init_template (GTK_WIDGET (self));
}

void
peal_writing_group_set_settings (PealWritingGroup *self,
                                 GSettings        *settings)
{
  g_return_if_fail (PEAL_IS_WRITING_GROUP (self));
  g_return_if_fail (G_IS_SETTINGS (settings) && self->settings == NULL);

  self->settings = g_object_ref (settings);
  g_settings_bind_with_mapping (settings, "send-key", self->send_key_row, "selected", G_SETTINGS_BIND_DEFAULT,
                                get_send_key, set_send_key, NULL, NULL);
  g_settings_bind_with_mapping (settings, "undo-seconds", self->undo_row, "selected", G_SETTINGS_BIND_DEFAULT, get_undo,
                                set_undo, NULL, NULL);
  g_settings_bind (settings, "check-spelling", self->spelling_row, "active", G_SETTINGS_BIND_DEFAULT);
  g_settings_bind (settings, "suggest-answers", self->suggest_row, "active", G_SETTINGS_BIND_DEFAULT);
}
