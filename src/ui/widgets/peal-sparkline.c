/* peal-sparkline.c: a small line that shows how a figure went.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#define G_LOG_DOMAIN "peal-ui"

#include "peal-sparkline.h"

#define LINE_WIDTH 2.0f

struct _PealSparkline
{
  GtkWidget parent_instance;
  gint64 *values;
  gsize n_values;
};

G_DEFINE_FINAL_TYPE (PealSparkline, peal_sparkline, GTK_TYPE_WIDGET)

static gint64
find_largest (PealSparkline *self)
{
  gint64 largest = 1;

  for (gsize i = 0; i < self->n_values; i++)
    largest = MAX (largest, self->values[i]);
  return largest;
}

static GskPath *
make_path (PealSparkline *self,
           float          width,
           float          height,
           gboolean       rtl)
{
  GskPathBuilder *builder = gsk_path_builder_new ();
  gint64 largest = find_largest (self);

  for (gsize i = 0; i < self->n_values; i++)
    {
      float x = LINE_WIDTH / 2 + (width - LINE_WIDTH) * i / (self->n_values - 1);
      float y = height - LINE_WIDTH / 2 - (height - LINE_WIDTH) * self->values[i] / largest;

      if (rtl)
        x = width - x;
      if (i == 0)
        gsk_path_builder_move_to (builder, x, y);
      else
        gsk_path_builder_line_to (builder, x, y);
    }
  return gsk_path_builder_free_to_path (builder);
}

static void
peal_sparkline_snapshot (GtkWidget   *widget,
                         GtkSnapshot *snapshot)
{
  PealSparkline *self = PEAL_SPARKLINE (widget);
  g_autoptr(GskPath) path = NULL;
  GskStroke *stroke;
  GdkRGBA color;

  if (self->n_values < 2)
    return;
  path = make_path (self, gtk_widget_get_width (widget), gtk_widget_get_height (widget),
                    gtk_widget_get_direction (widget) == GTK_TEXT_DIR_RTL);
  stroke = gsk_stroke_new (LINE_WIDTH);
  gsk_stroke_set_line_cap (stroke, GSK_LINE_CAP_ROUND);
  gsk_stroke_set_line_join (stroke, GSK_LINE_JOIN_ROUND);
  gtk_widget_get_color (widget, &color);
  gtk_snapshot_append_stroke (snapshot, path, stroke, &color);
  gsk_stroke_free (stroke);
}

static void
peal_sparkline_finalize (GObject *object)
{
  PealSparkline *self = PEAL_SPARKLINE (object);

  g_free (self->values);
  G_OBJECT_CLASS (peal_sparkline_parent_class)->finalize (object);
}

static void
peal_sparkline_class_init (PealSparklineClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  G_OBJECT_CLASS (klass)->finalize = peal_sparkline_finalize;
  widget_class->snapshot = peal_sparkline_snapshot;
  gtk_widget_class_set_css_name (widget_class, "sparkline");
  gtk_widget_class_set_accessible_role (widget_class, GTK_ACCESSIBLE_ROLE_PRESENTATION);
}

static void
peal_sparkline_init (PealSparkline *self)
{
}

void
peal_sparkline_set_values (PealSparkline *self,
                           const gint64  *values,
                           gsize          n_values)
{
  g_return_if_fail (PEAL_IS_SPARKLINE (self));

  g_free (self->values);
  self->values = g_memdup2 (values, n_values * sizeof *values);
  self->n_values = n_values;
  gtk_widget_queue_draw (GTK_WIDGET (self));
}
