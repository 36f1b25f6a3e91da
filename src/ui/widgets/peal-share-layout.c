/* peal-share-layout.c: a child as wide as it wants, up to a share of the width.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#define G_LOG_DOMAIN "peal-ui"

#include "peal-share-layout.h"

#define SHARE 0.62

/* In a narrow window the share alone would break every line after three words. */
#define ENOUGH 260

struct _PealShareLayout
{
  GtkLayoutManager parent_instance;
  gboolean at_end;
};

G_DEFINE_FINAL_TYPE (PealShareLayout, peal_share_layout, GTK_TYPE_LAYOUT_MANAGER)

static int
choose_width (GtkWidget *child,
              int        available)
{
  int minimum, natural;
  int most = MAX ((int) (available * SHARE), MIN (available, ENOUGH));

  gtk_widget_measure (child, GTK_ORIENTATION_HORIZONTAL, -1, &minimum, &natural, NULL, NULL);
  return MAX (minimum, MIN (natural, most));
}

static void
peal_share_layout_measure (GtkLayoutManager *manager,
                           GtkWidget        *widget,
                           GtkOrientation    orientation,
                           int               for_size,
                           int              *minimum,
                           int              *natural,
                           int              *minimum_baseline,
                           int              *natural_baseline)
{
  GtkWidget *child = gtk_widget_get_first_child (widget);

  if (orientation == GTK_ORIENTATION_VERTICAL && for_size >= 0)
    for_size = choose_width (child, for_size);
  gtk_widget_measure (child, orientation, for_size, minimum, natural, NULL, NULL);
}

static void
peal_share_layout_allocate (GtkLayoutManager *manager,
                            GtkWidget        *widget,
                            int               width,
                            int               height,
                            int               baseline)
{
  PealShareLayout *self = PEAL_SHARE_LAYOUT (manager);
  GtkWidget *child = gtk_widget_get_first_child (widget);
  gboolean is_rtl = gtk_widget_get_direction (widget) == GTK_TEXT_DIR_RTL;
  int own = choose_width (child, width);

  gtk_widget_size_allocate (child,
                            &(GtkAllocation) { self->at_end != is_rtl ? width - own : 0, 0, own, height },
                            baseline);
}

static GtkSizeRequestMode
peal_share_layout_get_request_mode (GtkLayoutManager *manager,
                                    GtkWidget        *widget)
{
  return GTK_SIZE_REQUEST_HEIGHT_FOR_WIDTH;
}

static void
peal_share_layout_class_init (PealShareLayoutClass *klass)
{
  GtkLayoutManagerClass *layout_class = GTK_LAYOUT_MANAGER_CLASS (klass);

  layout_class->get_request_mode = peal_share_layout_get_request_mode;
  layout_class->measure = peal_share_layout_measure;
  layout_class->allocate = peal_share_layout_allocate;
}

static void
peal_share_layout_init (PealShareLayout *self)
{
}

void
peal_share_layout_set_at_end (PealShareLayout *self,
                              gboolean         at_end)
{
  g_return_if_fail (PEAL_IS_SHARE_LAYOUT (self));

  if (self->at_end == at_end)
    return;
  self->at_end = at_end;
  gtk_layout_manager_layout_changed (GTK_LAYOUT_MANAGER (self));
}
