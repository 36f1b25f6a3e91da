/* peal-nav-row.c: one page in the navigation, with its badge.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#define G_LOG_DOMAIN "peal-ui"

#include "peal-nav-row.h"

#include "peal-config.h"
#include <glib/gi18n.h>

struct _PealNavRow
{
  GtkListBoxRow parent_instance;
  const PealPageInfo *info;
  GtkImage *icon;
  GtkLabel *title;
  GtkLabel *badge;
};

G_DEFINE_FINAL_TYPE (PealNavRow, peal_nav_row, GTK_TYPE_LIST_BOX_ROW)

static void
peal_nav_row_dispose (GObject *object)
{
  gtk_widget_dispose_template (GTK_WIDGET (object), PEAL_TYPE_NAV_ROW);
  G_OBJECT_CLASS (peal_nav_row_parent_class)->dispose (object);
}

static void
peal_nav_row_class_init (PealNavRowClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  G_OBJECT_CLASS (klass)->dispose = peal_nav_row_dispose;
  gtk_widget_class_set_template_from_resource (widget_class, PEAL_RESOURCE_PATH "/ui/peal-nav-row.ui");
  gtk_widget_class_bind_template_child (widget_class, PealNavRow, icon);
  gtk_widget_class_bind_template_child (widget_class, PealNavRow, title);
  gtk_widget_class_bind_template_child (widget_class, PealNavRow, badge);
}

static void
peal_nav_row_init (PealNavRow *self)
{
  gtk_widget_init_template (GTK_WIDGET (self));
}

GtkWidget *
peal_nav_row_new (const PealPageInfo *info)
{
  PealNavRow *self;

  g_return_val_if_fail (info != NULL, NULL);

  self = g_object_new (PEAL_TYPE_NAV_ROW, "visible", !info->only_if_needed, NULL);
  self->info = info;
  gtk_image_set_from_icon_name (self->icon, info->icon);
  gtk_label_set_text (self->title, _(info->title));
  gtk_accessible_update_property (GTK_ACCESSIBLE (self), GTK_ACCESSIBLE_PROPERTY_LABEL,
                                  _(info->title), -1);
  return GTK_WIDGET (self);
}

const PealPageInfo *
peal_nav_row_get_info (PealNavRow *self)
{
  g_return_val_if_fail (PEAL_IS_NAV_ROW (self), NULL);

  return self->info;
}

void
peal_nav_row_set_badge (PealNavRow *self,
                        gint64      count,
                        const char *description)
{
  g_autofree char *text = NULL;

  g_return_if_fail (PEAL_IS_NAV_ROW (self));

  text = g_strdup_printf ("%'" G_GINT64_FORMAT, count);
  gtk_label_set_text (self->badge, text);
  gtk_widget_set_visible (GTK_WIDGET (self->badge), count > 0);
  gtk_accessible_update_property (GTK_ACCESSIBLE (self), GTK_ACCESSIBLE_PROPERTY_DESCRIPTION,
                                  count > 0 ? description : "", -1);
}
