/* peal-group-dialog.c: a new group, or what one is called and who belongs to it.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#define G_LOG_DOMAIN "peal-ui"

#include "peal-group-dialog.h"

#include "peal-config.h"
#include "peal-discard.h"
#include "peal-error-text.h"
#include "peal-palette.h"
#include "peal-rule-editor.h"
#include "peal-suggestions-group.h"
#include "peal-swatches.h"
#include "peal-when.h"

#include <glib/gi18n.h>

#define ACTOR "window"

#define WIDTH 400
#define RULE_WIDTH 560
#define LONG_HEIGHT 720

struct _PealGroupDialog
{
  AdwDialog parent_instance;
  PealEngine *engine;
  PealGroup *group;
  DexFuture *reading_suggestions;
  gboolean is_ready;         /* what changes from now on, a person has changed */

  GtkButton *save_button;
  AdwBanner *trouble;
  GtkEditable *name_row;
  GtkEditable *description_row;
  AdwComboRow *members_row;
  GtkWidget *rule_group;
  PealRuleEditor *editor;
  PealSuggestionsGroup *suggestions;
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

static gboolean
is_by_rule (PealGroupDialog *self)
{
  return adw_combo_row_get_selected (self->members_row) == 1;
}

static void
save_cb (PealGroupDialog *self)
{
  g_free (self->group->name);
  self->group->name = g_strstrip (g_strdup (gtk_editable_get_text (self->name_row)));
  g_free (self->group->description);
  self->group->description = g_strstrip (g_strdup (gtk_editable_get_text (self->description_row)));
  g_free (self->group->rule);
  self->group->rule = is_by_rule (self) ? peal_rule_editor_dup_json (self->editor) : g_strdup ("");
  g_return_if_fail (self->group->rule != NULL);

  gtk_widget_set_sensitive (GTK_WIDGET (self->save_button), FALSE);
  peal_when (peal_groups_save (peal_engine_get_store (self->engine), self->group, ACTOR), self, saved_cb,
             failed_cb);
}

static gboolean
can_save (PealGroupDialog *self)
{
  g_autofree char *name = g_strstrip (g_strdup (gtk_editable_get_text (self->name_row)));
  gboolean complete;

  g_object_get (self->editor, "complete", &complete, NULL);
  return *name != '\0' && (complete || !is_by_rule (self));
}

static void
changed_cb (PealGroupDialog *self)
{
  if (!self->is_ready)
    return;
  adw_banner_set_revealed (self->trouble, FALSE);
  adw_dialog_set_can_close (ADW_DIALOG (self), FALSE);
  gtk_widget_set_sensitive (GTK_WIDGET (self->save_button), can_save (self));
}

/* A rule needs room, and so do suggestions. */
static void
fit_cb (PealGroupDialog *self)
{
  gboolean is_long = is_by_rule (self) || gtk_widget_get_visible (GTK_WIDGET (self->suggestions));

  adw_dialog_set_content_width (ADW_DIALOG (self), is_by_rule (self) ? RULE_WIDTH : WIDTH);
  adw_dialog_set_content_height (ADW_DIALOG (self), is_long ? LONG_HEIGHT : -1);
}

static void
members_chosen_cb (PealGroupDialog *self)
{
  gtk_widget_set_visible (self->rule_group, is_by_rule (self));
  fit_cb (self);
  changed_cb (self);
}

/* Filled in and saved at once; if that fails, a person can go on from there. */
static void
suggestion_chosen_cb (PealGroupDialog     *self,
                      PealGroupSuggestion *suggestion)
{
  g_autofree char *reason = peal_suggestion_dup_reason (suggestion);

  gtk_editable_set_text (self->name_row, peal_suggestion_get_title (suggestion));
  gtk_editable_set_text (self->description_row, reason);
  peal_rule_editor_open (self->editor, peal_engine_get_store (self->engine), suggestion->rule, 0);
  adw_combo_row_set_selected (self->members_row, 1);
  save_cb (self);
}

static void
suggestions_read_cb (gpointer      owner,
                     const GValue *value)
{
  PealGroupDialog *self = owner;

  peal_suggestions_group_show (self->suggestions, g_value_get_boxed (value));
}

static void
close_attempt_cb (AdwDialog *dialog)
{
  peal_discard_ask (dialog, _("What you entered for this group is not saved yet."));
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

  dex_clear (&self->reading_suggestions);
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

  g_type_ensure (PEAL_TYPE_RULE_EDITOR);
  g_type_ensure (PEAL_TYPE_SUGGESTIONS_GROUP);

  object_class->dispose = peal_group_dialog_dispose;
  object_class->finalize = peal_group_dialog_finalize;
  gtk_widget_class_set_template_from_resource (widget_class, PEAL_RESOURCE_PATH "/ui/peal-group-dialog.ui");
  gtk_widget_class_bind_template_child (widget_class, PealGroupDialog, save_button);
  gtk_widget_class_bind_template_child (widget_class, PealGroupDialog, trouble);
  gtk_widget_class_bind_template_child (widget_class, PealGroupDialog, name_row);
  gtk_widget_class_bind_template_child (widget_class, PealGroupDialog, description_row);
  gtk_widget_class_bind_template_child (widget_class, PealGroupDialog, members_row);
  gtk_widget_class_bind_template_child (widget_class, PealGroupDialog, rule_group);
  gtk_widget_class_bind_template_child (widget_class, PealGroupDialog, editor);
  gtk_widget_class_bind_template_child (widget_class, PealGroupDialog, suggestions);
  gtk_widget_class_bind_template_child (widget_class, PealGroupDialog, colors);
  gtk_widget_class_bind_template_callback (widget_class, save_cb);
  gtk_widget_class_bind_template_callback (widget_class, changed_cb);
  gtk_widget_class_bind_template_callback (widget_class, members_chosen_cb);
  gtk_widget_class_bind_template_callback (widget_class, suggestion_chosen_cb);
  gtk_widget_class_bind_template_callback (widget_class, fit_cb);
  gtk_widget_class_bind_template_callback (widget_class, close_attempt_cb);
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
  gtk_editable_set_text (self->description_row, self->group->description);
  peal_rule_editor_open (self->editor, peal_engine_get_store (engine), self->group->rule, self->group->id);
  adw_combo_row_set_selected (self->members_row, *self->group->rule != '\0');
  if (group == NULL)
    peal_when_latest (&self->reading_suggestions, peal_group_suggestions_list (peal_engine_get_store (engine)), self,
                      suggestions_read_cb, NULL);
  self->is_ready = TRUE;
  return self;
}
