/* peal-swatches.c: a row of round colours, beside the words they stand for.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#define G_LOG_DOMAIN "peal-ui"

#include "peal-swatches.h"

#define SIZE 12
#define STEP 9
#define MOST 4

struct _PealSwatches
{
  GtkWidget parent_instance;
  GdkRGBA colors[MOST];
  guint n_colors;
};

G_DEFINE_FINAL_TYPE (PealSwatches, peal_swatches, GTK_TYPE_WIDGET)

static void
peal_swatches_measure (GtkWidget     *widget,
                       GtkOrientation orientation,
                       int            for_size,
                       int           *minimum,
                       int           *natural,
                       int           *minimum_baseline,
                       int           *natural_baseline)
{
  PealSwatches *self = PEAL_SWATCHES (widget);

  *minimum = SIZE;
  if (orientation == GTK_ORIENTATION_HORIZONTAL)
    *minimum = self->n_colors > 0 ? SIZE + STEP * ((int) self->n_colors - 1) : 0;
  *natural = *minimum;
}

static void
peal_swatches_snapshot (GtkWidget   *widget,
                        GtkSnapshot *snapshot)
{
  PealSwatches *self = PEAL_SWATCHES (widget);
  gboolean rtl = gtk_widget_get_direction (widget) == GTK_TEXT_DIR_RTL;
  float top = (gtk_widget_get_height (widget) - SIZE) / 2.0f;

  for (guint i = self->n_colors; i-- > 0;)
    {
      float start = STEP * i;
      GskRoundedRect circle;

      if (rtl)
        start = gtk_widget_get_width (widget) - SIZE - start;
      gsk_rounded_rect_init_from_rect (&circle, &GRAPHENE_RECT_INIT (start, top, SIZE, SIZE), SIZE / 2.0f);
      gtk_snapshot_push_rounded_clip (snapshot, &circle);
      gtk_snapshot_append_color (snapshot, &self->colors[i], &circle.bounds);
      gtk_snapshot_pop (snapshot);
    }
}

static void
peal_swatches_class_init (PealSwatchesClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  widget_class->measure = peal_swatches_measure;
  widget_class->snapshot = peal_swatches_snapshot;
  gtk_widget_class_set_css_name (widget_class, "swatches");
  gtk_widget_class_set_accessible_role (widget_class, GTK_ACCESSIBLE_ROLE_PRESENTATION);
}

static void
peal_swatches_init (PealSwatches *self)
{
}

GtkWidget *
peal_swatches_new (void)
{
  return g_object_new (PEAL_TYPE_SWATCHES, NULL);
}

void
peal_swatches_set_colors (PealSwatches  *self,
                          const GdkRGBA *colors,
                          guint          n_colors)
{
  g_return_if_fail (PEAL_IS_SWATCHES (self));

  self->n_colors = MIN (n_colors, MOST);
  for (guint i = 0; i < self->n_colors; i++)
    self->colors[i] = colors[i];
  gtk_widget_queue_resize (GTK_WIDGET (self));
}
