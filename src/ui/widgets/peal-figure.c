/* peal-figure.c: one figure of today, large, with its way there.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#define G_LOG_DOMAIN "peal-ui"

#include "peal-figure.h"

#include "peal-config.h"
#include "peal-format.h"
#include "peal-sparkline.h"

#include <glib/gi18n.h>

struct _PealFigure
{
  AdwBin parent_instance;
  char *title;
  GtkLabel *today;
  PealSparkline *line;
};

G_DEFINE_FINAL_TYPE (PealFigure, peal_figure, ADW_TYPE_BIN)

typedef enum
{
  PROP_TITLE = 1,
} PealFigureProp;

static GParamSpec *props[PROP_TITLE + 1];

static void
peal_figure_get_property (GObject    *object,
                          guint       prop_id,
                          GValue     *value,
                          GParamSpec *pspec)
{
  PealFigure *self = PEAL_FIGURE (object);

  switch ((PealFigureProp) prop_id)
    {
    case PROP_TITLE:
      g_value_set_string (value, self->title);
      return;
    }
  G_OBJECT_WARN_INVALID_PROPERTY_ID (object, prop_id, pspec);
}

static void
peal_figure_set_property (GObject      *object,
                          guint         prop_id,
                          const GValue *value,
                          GParamSpec   *pspec)
{
  PealFigure *self = PEAL_FIGURE (object);

  switch ((PealFigureProp) prop_id)
    {
    case PROP_TITLE:
      if (g_set_str (&self->title, g_value_get_string (value)))
        g_object_notify_by_pspec (object, pspec);
      return;
    }
  G_OBJECT_WARN_INVALID_PROPERTY_ID (object, prop_id, pspec);
}

static void
peal_figure_dispose (GObject *object)
{
  gtk_widget_dispose_template (GTK_WIDGET (object), PEAL_TYPE_FIGURE);
  G_OBJECT_CLASS (peal_figure_parent_class)->dispose (object);
}

static void
peal_figure_finalize (GObject *object)
{
  g_free (PEAL_FIGURE (object)->title);
  G_OBJECT_CLASS (peal_figure_parent_class)->finalize (object);
}

static void
peal_figure_class_init (PealFigureClass *klass)
{
  GObjectClass *object_class = G_OBJECT_CLASS (klass);
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  object_class->get_property = peal_figure_get_property;
  object_class->set_property = peal_figure_set_property;
  object_class->dispose = peal_figure_dispose;
  object_class->finalize = peal_figure_finalize;

  props[PROP_TITLE] = g_param_spec_string ("title", NULL, NULL, NULL,
                                           G_PARAM_READWRITE | G_PARAM_STATIC_STRINGS
                                             | G_PARAM_EXPLICIT_NOTIFY);
  g_object_class_install_properties (object_class, G_N_ELEMENTS (props), props);

  g_type_ensure (PEAL_TYPE_SPARKLINE);
  gtk_widget_class_set_template_from_resource (widget_class, PEAL_RESOURCE_PATH "/ui/peal-figure.ui");
  gtk_widget_class_bind_template_child (widget_class, PealFigure, today);
  gtk_widget_class_bind_template_child (widget_class, PealFigure, line);
}

static void
peal_figure_init (PealFigure *self)
{
  gtk_widget_init_template (GTK_WIDGET (self));
}

void
peal_figure_set_days (PealFigure   *self,
                      const gint64 *days,
                      gsize         n_days)
{
  g_autofree char *today = NULL;
  g_autofree char *yesterday = NULL;
  g_autofree char *spoken = NULL;

  g_return_if_fail (PEAL_IS_FIGURE (self));
  g_return_if_fail (n_days > 1);

  today = peal_format_count (days[n_days - 1]);
  yesterday = peal_format_count (days[n_days - 2]);
  gtk_label_set_text (self->today, today);
  peal_sparkline_set_values (self->line, days, n_days);
  /* Translators: for a screen reader: what is counted, today's figure, yesterday's figure. */
  spoken = g_strdup_printf (_("%s: %s today, %s yesterday"), self->title, today, yesterday);
  gtk_accessible_update_property (GTK_ACCESSIBLE (self), GTK_ACCESSIBLE_PROPERTY_LABEL, spoken, -1);
}
