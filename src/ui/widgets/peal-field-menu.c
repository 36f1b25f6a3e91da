/* peal-field-menu.c: a button that puts a field of the recipient into a text.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#define G_LOG_DOMAIN "peal-ui"

#include "peal-field-menu.h"

#include "peal-composer.h"
#include "peal-config.h"
#include "peal-contact-fields.h"
#include "peal-when.h"

struct _PealFieldMenu
{
  AdwBin parent_instance;
  PealComposer *composer;
  PealStore *store;          /* NULL: only the fields that everybody has */
  DexFuture *reading;
  GMenuModel *common;        /* the fields that everybody has */
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

/* The name as a menu shows it: an underscore is one. Caller frees. */
static char *
dup_label (const char *name)
{
  g_auto(GStrv) parts = g_strsplit (name, "_", -1);

  return g_strjoinv ("__", parts);
}

/* Not bound by the template, which would take it away before AdwBin does. */
static GtkMenuButton *
get_button (PealFieldMenu *self)
{
  return GTK_MENU_BUTTON (adw_bin_get_child (ADW_BIN (self)));
}

static void
append_field (GMenu                 *menu,
              const PealCustomField *field)
{
  g_autofree char *label = dup_label (field->name);
  g_autofree char *target = g_strdup_printf ("{%s|}", field->key);
  g_autoptr(GMenuItem) item = g_menu_item_new (label, NULL);

  g_menu_item_set_action_and_target (item, "field.insert", "s", target);
  g_menu_append_item (menu, item);
}

static void
fields_read_cb (gpointer      owner,
                const GValue *value)
{
  PealFieldMenu *self = owner;
  const GPtrArray *fields = g_value_get_boxed (value);
  g_autoptr(GMenu) menu = g_menu_new ();
  g_autoptr(GMenu) own = g_menu_new ();

  for (guint i = 0; i < fields->len; i++)
    append_field (own, g_ptr_array_index (fields, i));
  g_menu_append_section (menu, NULL, self->common);
  g_menu_append_section (menu, NULL, G_MENU_MODEL (own));
  gtk_menu_button_set_menu_model (get_button (self), G_MENU_MODEL (menu));
}

static void
store_changed_cb (PealFieldMenu *self,
                  guint          changes)
{
  if ((changes & PEAL_CHANGE_FIELDS) != 0)
    peal_when_latest (&self->reading, peal_contact_fields_list (self->store), self, fields_read_cb, NULL);
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
  PealFieldMenu *self = PEAL_FIELD_MENU (object);

  dex_clear (&self->reading);
  g_clear_object (&self->composer);
  g_clear_object (&self->store);
  g_clear_object (&self->common);
  gtk_widget_dispose_template (GTK_WIDGET (self), PEAL_TYPE_FIELD_MENU);
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
  self->common = g_object_ref (gtk_menu_button_get_menu_model (get_button (self)));
}

void
peal_field_menu_set_store (PealFieldMenu *self,
                           PealStore     *store)
{
  g_return_if_fail (PEAL_IS_FIELD_MENU (self));
  g_return_if_fail (PEAL_IS_STORE (store) && self->store == NULL);

  self->store = g_object_ref (store);
  g_signal_connect_object (store, "changed", G_CALLBACK (store_changed_cb), self, G_CONNECT_SWAPPED);
  store_changed_cb (self, PEAL_CHANGE_FIELDS);
}
