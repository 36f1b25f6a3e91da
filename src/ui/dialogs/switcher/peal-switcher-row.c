/* peal-switcher-row.c: one place that one can go to.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#define G_LOG_DOMAIN "peal-ui"

#include "peal-switcher-row.h"

#include "peal-config.h"

struct _PealSwitcherRow
{
  GtkListBoxRow parent_instance;

  GtkImage *icon;
  GtkLabel *title;
  GtkLabel *detail;
  GtkLabel *keys;
};

G_DEFINE_FINAL_TYPE (PealSwitcherRow, peal_switcher_row, GTK_TYPE_LIST_BOX_ROW)

static void
peal_switcher_row_dispose (GObject *object)
{
  gtk_widget_dispose_template (GTK_WIDGET (object), PEAL_TYPE_SWITCHER_ROW);
  G_OBJECT_CLASS (peal_switcher_row_parent_class)->dispose (object);
}

static void
peal_switcher_row_class_init (PealSwitcherRowClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  G_OBJECT_CLASS (klass)->dispose = peal_switcher_row_dispose;
  gtk_widget_class_set_template_from_resource (widget_class, PEAL_RESOURCE_PATH "/ui/peal-switcher-row.ui");
  gtk_widget_class_bind_template_child (widget_class, PealSwitcherRow, icon);
  gtk_widget_class_bind_template_child (widget_class, PealSwitcherRow, title);
  gtk_widget_class_bind_template_child (widget_class, PealSwitcherRow, detail);
  gtk_widget_class_bind_template_child (widget_class, PealSwitcherRow, keys);
}

static void
peal_switcher_row_init (PealSwitcherRow *self)
{
  gtk_widget_init_template (GTK_WIDGET (self));
}

GtkWidget *
peal_switcher_row_new (void)
{
  return g_object_new (PEAL_TYPE_SWITCHER_ROW, NULL);
}

void
peal_switcher_row_show (PealSwitcherRow *self,
                        const PealPlace *place)
{
  g_autofree char *spoken = NULL;

  g_return_if_fail (PEAL_IS_SWITCHER_ROW (self));
  g_return_if_fail (place != NULL);

  gtk_image_set_from_icon_name (self->icon, place->icon);
  gtk_label_set_text (self->title, place->title);
  gtk_label_set_text (self->detail, place->detail);
  gtk_widget_set_visible (GTK_WIDGET (self->detail), *place->detail != '\0');
  gtk_label_set_text (self->keys, place->keys);
  gtk_widget_set_visible (GTK_WIDGET (self->keys), *place->keys != '\0');
  spoken = *place->detail != '\0' ? g_strdup_printf ("%s, %s", place->title, place->detail) : g_strdup (place->title);
  gtk_accessible_update_property (GTK_ACCESSIBLE (self), GTK_ACCESSIBLE_PROPERTY_LABEL, spoken, -1);
}
