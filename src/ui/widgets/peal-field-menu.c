/* peal-field-menu.c: a button that puts a field of the recipient into a text.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#define G_LOG_DOMAIN "peal-ui"

#include "peal-field-menu.h"

#include "peal-composer.h"
#include "peal-config.h"

struct _PealFieldMenu
{
  AdwBin parent_instance;
  PealComposer *composer;
};

G_DEFINE_FINAL_TYPE (PealFieldMenu, peal_field_menu, ADW_TYPE_BIN)

typedef enum
{
  PROP_COMPOSER = 1,
} PealFieldMenuProp;

static GParamSpec *props[PROP_COMPOSER + 1];

static void
insert_cb (GtkWidget  *widget,
           const char *name,
           GVariant   *parameter)
{
  PealFieldMenu *self = PEAL_FIELD_MENU (widget);

  if (self->composer != NULL)
    peal_composer_insert (self->composer, g_variant_get_string (parameter, NULL));
}

static void
peal_field_menu_get_property (GObject    *object,
                              guint       prop_id,
                              GValue     *value,
                              GParamSpec *pspec)
{
  switch ((PealFieldMenuProp) prop_id)
    {
    case PROP_COMPOSER:
      g_value_set_object (value, PEAL_FIELD_MENU (object)->composer);
      return;
    }
  G_OBJECT_WARN_INVALID_PROPERTY_ID (object, prop_id, pspec);
}

static void
peal_field_menu_set_property (GObject      *object,
                              guint         prop_id,
                              const GValue *value,
                              GParamSpec   *pspec)
{
  switch ((PealFieldMenuProp) prop_id)
    {
    case PROP_COMPOSER:
      if (g_set_object (&PEAL_FIELD_MENU (object)->composer, g_value_get_object (value)))
        g_object_notify_by_pspec (object, pspec);
      return;
    }
  G_OBJECT_WARN_INVALID_PROPERTY_ID (object, prop_id, pspec);
}

static void
peal_field_menu_dispose (GObject *object)
{
  g_clear_object (&PEAL_FIELD_MENU (object)->composer);
  gtk_widget_dispose_template (GTK_WIDGET (object), PEAL_TYPE_FIELD_MENU);
  G_OBJECT_CLASS (peal_field_menu_parent_class)->dispose (object);
}

static void
peal_field_menu_class_init (PealFieldMenuClass *klass)
{
  GObjectClass *object_class = G_OBJECT_CLASS (klass);
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  object_class->get_property = peal_field_menu_get_property;
  object_class->set_property = peal_field_menu_set_property;
  object_class->dispose = peal_field_menu_dispose;
  props[PROP_COMPOSER] = g_param_spec_object ("composer", NULL, NULL, PEAL_TYPE_COMPOSER,
                                              G_PARAM_READWRITE | G_PARAM_STATIC_STRINGS | G_PARAM_EXPLICIT_NOTIFY);
  g_object_class_install_properties (object_class, G_N_ELEMENTS (props), props);
  gtk_widget_class_install_action (widget_class, "field.insert", "s", insert_cb);
  gtk_widget_class_set_template_from_resource (widget_class, PEAL_RESOURCE_PATH "/ui/peal-field-menu.ui");
}

static void
peal_field_menu_init (PealFieldMenu *self)
{
  gtk_widget_init_template (GTK_WIDGET (self));
}
