/* peal-group-dialog.c: a new group, or the name and colour of one.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#define G_LOG_DOMAIN "peal-ui"

#include "peal-group-dialog.h"

#include "peal-config.h"
#include "peal-error-text.h"
#include "peal-palette.h"
#include "peal-swatches.h"
#include "peal-when.h"

#include <glib/gi18n.h>

#define ACTOR "window"

struct _PealGroupDialog
{
  AdwDialog parent_instance;
  PealEngine *engine;
  PealGroup *group;

  GtkButton *save_button;
  AdwBanner *trouble;
  GtkEditable *name_row;
  GtkFlowBox *colors;
};

G_DEFINE_FINAL_TYPE (PealGroupDialog, peal_group_dialog, ADW_TYPE_DIALOG)

static void
saved_cb (gpointer      owner,
          const GValue *value)
{
  adw_dialog_force_close (owner);
}

static void
failed_cb (gpointer      owner,
           const GError *error)
{
  PealGroupDialog *self = owner;
  g_autofree char *text = peal_error_text (error);

  adw_banner_set_title (self->trouble, text);
  adw_banner_set_revealed (self->trouble, TRUE);
  gtk_widget_set_sensitive (GTK_WIDGET (self->save_button), TRUE);
}

static void
save_cb (PealGroupDialog *self)
{
  g_free (self->group->name);
  self->group->name = g_strstrip (g_strdup (gtk_editable_get_text (self->name_row)));
  gtk_widget_set_sensitive (GTK_WIDGET (self->save_button), FALSE);
  peal_when (peal_groups_save (peal_engine_get_store (self->engine), self->group, ACTOR), self, saved_cb,
             failed_cb);
}

static void
changed_cb (PealGroupDialog *self)
{
  g_autofree char *name = g_strstrip (g_strdup (gtk_editable_get_text (self->name_row)));

  adw_banner_set_revealed (self->trouble, FALSE);
  gtk_widget_set_sensitive (GTK_WIDGET (self->save_button), *name != '\0');
}

static void
color_toggled_cb (GtkToggleButton *button,
                  PealGroupDialog *self)
{
  if (!gtk_toggle_button_get_active (button))
    return;
  g_set_str (&self->group->color, gtk_widget_get_name (GTK_WIDGET (button)));
  changed_cb (self);
}

/* In the order of peal_palette_list (). */
static const char *
color_title (guint i)
{
  static const char *const titles[] = { N_("Blue"), N_("Green"), N_("Yellow"), N_("Orange"), N_("Red"),
                                        N_("Purple"), N_("Brown"), N_("Teal"), N_("Pink"), N_("Slate") };

  g_assert (i < G_N_ELEMENTS (titles));
  return _(titles[i]);
}

static GtkToggleButton *
add_color (PealGroupDialog *self,
           const char      *name,
           guint            i,
           GtkToggleButton *first)
{
  GtkWidget *button = gtk_toggle_button_new ();
  GtkWidget *swatch = peal_swatches_new ();
  GdkRGBA color;

  peal_palette_get (name, 0, &color);
  peal_swatches_set_colors (PEAL_SWATCHES (swatch), &color, 1);
  gtk_widget_set_halign (swatch, GTK_ALIGN_CENTER);
  gtk_button_set_child (GTK_BUTTON (button), swatch);
  gtk_widget_set_name (button, name);
  gtk_widget_set_tooltip_text (button, color_title (i));
  gtk_widget_add_css_class (button, "flat");
  gtk_toggle_button_set_group (GTK_TOGGLE_BUTTON (button), first);
  gtk_toggle_button_set_active (GTK_TOGGLE_BUTTON (button), g_str_equal (name, self->group->color));
  g_signal_connect_object (button, "toggled", G_CALLBACK (color_toggled_cb), self, 0);
  gtk_flow_box_append (self->colors, button);
  gtk_widget_set_focusable (gtk_widget_get_parent (button), FALSE); /* the button is */
  return first != NULL ? first : GTK_TOGGLE_BUTTON (button);
}

static void
peal_group_dialog_dispose (GObject *object)
{
  PealGroupDialog *self = PEAL_GROUP_DIALOG (object);

  gtk_widget_dispose_template (GTK_WIDGET (self), PEAL_TYPE_GROUP_DIALOG);
  g_clear_object (&self->engine);
  G_OBJECT_CLASS (peal_group_dialog_parent_class)->dispose (object);
}

static void
peal_group_dialog_finalize (GObject *object)
{
  PealGroupDialog *self = PEAL_GROUP_DIALOG (object);

  g_clear_pointer (&self->group, peal_group_free);
  G_OBJECT_CLASS (peal_group_dialog_parent_class)->finalize (object);
}

static void
peal_group_dialog_class_init (PealGroupDialogClass *klass)
{
  GObjectClass *object_class = G_OBJECT_CLASS (klass);
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  object_class->dispose = peal_group_dialog_dispose;
  object_class->finalize = peal_group_dialog_finalize;
  gtk_widget_class_set_template_from_resource (widget_class, PEAL_RESOURCE_PATH "/ui/peal-group-dialog.ui");
  gtk_widget_class_bind_template_child (widget_class, PealGroupDialog, save_button);
  gtk_widget_class_bind_template_child (widget_class, PealGroupDialog, trouble);
  gtk_widget_class_bind_template_child (widget_class, PealGroupDialog, name_row);
  gtk_widget_class_bind_template_child (widget_class, PealGroupDialog, colors);
  gtk_widget_class_bind_template_callback (widget_class, save_cb);
  gtk_widget_class_bind_template_callback (widget_class, changed_cb);
}

static void
peal_group_dialog_init (PealGroupDialog *self)
{
  gtk_widget_init_template (GTK_WIDGET (self));
}

PealGroupDialog *
peal_group_dialog_new (PealEngine      *engine,
                       const PealGroup *group)
{
  const char *const *colors = peal_palette_list ();
  GtkToggleButton *first = NULL;
  PealGroupDialog *self;

  g_return_val_if_fail (PEAL_IS_ENGINE (engine), NULL);

  self = g_object_new (PEAL_TYPE_GROUP_DIALOG, NULL);
  self->engine = g_object_ref (engine);
  self->group = group != NULL ? peal_group_copy (group) : peal_group_new ("");
  if (group == NULL)
    g_set_str (&self->group->color, colors[0]);
  else
    adw_dialog_set_title (ADW_DIALOG (self), _("Edit Group"));
  for (guint i = 0; colors[i] != NULL; i++)
    first = add_color (self, colors[i], i, first);
  gtk_editable_set_text (self->name_row, self->group->name);
  gtk_widget_set_sensitive (GTK_WIDGET (self->save_button), FALSE);
  return self;
}
