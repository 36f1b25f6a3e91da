/* peal-fault.c: under a field, what is wrong with it.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#define G_LOG_DOMAIN "peal-ui"

#include "peal-fault.h"

struct _PealFault
{
  AdwBin parent_instance;
  GtkWidget *field;          /* weak: it stands beside this */
  GtkLabel *label;
  gboolean blames;
};

G_DEFINE_FINAL_TYPE (PealFault, peal_fault, ADW_TYPE_BIN)

typedef enum
{
  PROP_FIELD = 1,
} PealFaultProp;

static GParamSpec *props[PROP_FIELD + 1];

static void
show (PealFault *self)
{
  gboolean wrong = *gtk_label_get_text (self->label) != '\0';

  gtk_widget_set_visible (GTK_WIDGET (self), wrong);
  if (wrong && self->blames)
    {
      gtk_widget_remove_css_class (GTK_WIDGET (self->label), "dimmed");
      gtk_widget_add_css_class (GTK_WIDGET (self->label), "error");
    }
  else
    {
      gtk_widget_remove_css_class (GTK_WIDGET (self->label), "error");
      gtk_widget_add_css_class (GTK_WIDGET (self->label), "dimmed");
    }
  if (self->field == NULL)
    return;
  if (wrong && self->blames)
    {
      gtk_widget_add_css_class (self->field, "error");
      gtk_accessible_update_state (GTK_ACCESSIBLE (self->field), GTK_ACCESSIBLE_STATE_INVALID,
                                   GTK_ACCESSIBLE_INVALID_TRUE, -1);
      return;
    }
  gtk_widget_remove_css_class (self->field, "error");
  gtk_accessible_reset_state (GTK_ACCESSIBLE (self->field), GTK_ACCESSIBLE_STATE_INVALID);
}

/* Said aloud, because the cursor of a field that is made of several stands in none that is described. */
static void
announce (PealFault *self)
{
  const char *text = gtk_label_get_text (self->label);

  if (self->blames && *text != '\0' && gtk_widget_get_mapped (GTK_WIDGET (self)))
    gtk_accessible_announce (GTK_ACCESSIBLE (self), text, GTK_ACCESSIBLE_ANNOUNCEMENT_PRIORITY_MEDIUM);
}

void
peal_fault_set_text (PealFault  *self,
                     const char *text)
{
  g_return_if_fail (PEAL_IS_FAULT (self));

  if (g_str_equal (gtk_label_get_text (self->label), text != NULL ? text : ""))
    return;
  gtk_label_set_text (self->label, text != NULL ? text : "");
  show (self);
  announce (self);
}

void
peal_fault_blame (PealFault *self)
{
  g_return_if_fail (PEAL_IS_FAULT (self));

  if (self->blames)
    return;
  self->blames = TRUE;
  show (self);
  announce (self);
}

/* Object ------------------------------------------------------------------------------------------ */

static void
peal_fault_constructed (GObject *object)
{
  PealFault *self = PEAL_FAULT (object);
  GtkEventController *focus = gtk_event_controller_focus_new ();

  G_OBJECT_CLASS (peal_fault_parent_class)->constructed (object);
  g_signal_connect_object (focus, "leave", G_CALLBACK (peal_fault_blame), self, G_CONNECT_SWAPPED);
  gtk_widget_add_controller (self->field, focus);
  gtk_accessible_update_relation (GTK_ACCESSIBLE (self->field), GTK_ACCESSIBLE_RELATION_DESCRIBED_BY, self->label, NULL,
                                  -1);
}

static void
peal_fault_set_property (GObject      *object,
                         guint         prop_id,
                         const GValue *value,
                         GParamSpec   *pspec)
{
  switch ((PealFaultProp) prop_id)
    {
    case PROP_FIELD:
      g_set_weak_pointer (&PEAL_FAULT (object)->field, g_value_get_object (value));
      return;
    }
  G_OBJECT_WARN_INVALID_PROPERTY_ID (object, prop_id, pspec);
}

static void
peal_fault_dispose (GObject *object)
{
  g_clear_weak_pointer (&PEAL_FAULT (object)->field);
  G_OBJECT_CLASS (peal_fault_parent_class)->dispose (object);
}

static void
peal_fault_class_init (PealFaultClass *klass)
{
  GObjectClass *object_class = G_OBJECT_CLASS (klass);

  object_class->constructed = peal_fault_constructed;
  object_class->set_property = peal_fault_set_property;
  object_class->dispose = peal_fault_dispose;
  props[PROP_FIELD] = g_param_spec_object ("field", NULL, NULL, GTK_TYPE_WIDGET,
                                           G_PARAM_WRITABLE | G_PARAM_CONSTRUCT_ONLY | G_PARAM_STATIC_STRINGS);
  g_object_class_install_properties (object_class, G_N_ELEMENTS (props), props);
}

static void
peal_fault_init (PealFault *self)
{
  self->label = GTK_LABEL (gtk_label_new (""));
  gtk_label_set_wrap (self->label, TRUE);
  gtk_label_set_xalign (self->label, 0);
  gtk_widget_set_margin_top (GTK_WIDGET (self->label), 6);
  gtk_widget_set_margin_start (GTK_WIDGET (self->label), 12);
  gtk_widget_set_margin_end (GTK_WIDGET (self->label), 12);
  gtk_widget_add_css_class (GTK_WIDGET (self->label), "caption");
  adw_bin_set_child (ADW_BIN (self), GTK_WIDGET (self->label));
  show (self);
}

GtkWidget *
peal_fault_row_new (GtkWidget  *field,
                    PealFault **fault)
{
  GtkWidget *row;

  g_return_val_if_fail (GTK_IS_WIDGET (field), NULL);
  g_return_val_if_fail (fault != NULL, NULL);

  row = adw_preferences_row_new ();
  *fault = g_object_new (PEAL_TYPE_FAULT, "field", field, "margin-bottom", 6, NULL);
  gtk_list_box_row_set_activatable (GTK_LIST_BOX_ROW (row), FALSE);
  gtk_widget_set_focusable (row, FALSE);
  gtk_list_box_row_set_child (GTK_LIST_BOX_ROW (row), GTK_WIDGET (*fault));
  g_object_bind_property (*fault, "visible", row, "visible", G_BINDING_SYNC_CREATE);
  return row;
}
