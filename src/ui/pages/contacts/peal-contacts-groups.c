/* peal-contacts-groups.c: the pane beside the contacts in which one group, or everybody, is chosen.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#define G_LOG_DOMAIN "peal-ui"

#include "peal-contacts-groups.h"

#include "peal-config.h"
#include "peal-contacts-acts.h"
#include "peal-focus.h"
#include "peal-format.h"
#include "peal-group-dialog.h"
#include "peal-list-box.h"
#include "peal-main-window.h"
#include "peal-palette.h"
#include "peal-swatches.h"

#include <glib/gi18n.h>

struct _PealContactsGroups
{
  AdwBin parent_instance;
  PealEngine *engine;
  GPtrArray *shown;          /* of PealGroup; NULL until they are */
  gint64 chosen;             /* 0 = everybody */

  GtkListBox *groups;
};

G_DEFINE_FINAL_TYPE (PealContactsGroups, peal_contacts_groups, ADW_TYPE_BIN)

typedef enum
{
  PROP_CHOSEN = 1,
} PealContactsGroupsProp;

static GParamSpec *props[PROP_CHOSEN + 1];

/* A row finds its group by it. */
static const char *const group_key = "peal-group";

static void
add_figure (GtkBox *box,
            gint64  count)
{
  g_autofree char *text = peal_format_count (count);
  GtkWidget *figure = gtk_label_new (text);

  gtk_widget_add_css_class (figure, "dimmed");
  gtk_widget_add_css_class (figure, "numeric");
  gtk_box_append (box, figure);
}

static GtkWidget *
new_label (const char *text)
{
  return g_object_new (GTK_TYPE_LABEL, "label", text, "xalign", 0.0f, "ellipsize", PANGO_ELLIPSIZE_END, NULL);
}

/* The name, and below it what the group is for. */
static GtkWidget *
new_lines (const char *name,
           const char *description)
{
  GtkWidget *lines = gtk_box_new (GTK_ORIENTATION_VERTICAL, 0);

  gtk_box_append (GTK_BOX (lines), new_label (name));
  if (*description != '\0')
    {
      GtkWidget *label = new_label (description);

      gtk_widget_add_css_class (label, "caption");
      gtk_widget_add_css_class (label, "dimmed");
      gtk_widget_set_tooltip_text (label, description);
      gtk_box_append (GTK_BOX (lines), label);
    }
  gtk_widget_set_hexpand (lines, TRUE);
  gtk_widget_set_valign (lines, GTK_ALIGN_CENTER);
  return lines;
}

static GtkWidget *
new_row (gint64     id,
         GtkWidget *box)
{
  GtkWidget *row = gtk_list_box_row_new ();

  gtk_list_box_row_set_child (GTK_LIST_BOX_ROW (row), box);
  g_object_set_data_full (G_OBJECT (row), group_key, g_memdup2 (&id, sizeof id), g_free);
  return row;
}

static void
add_icon (GtkBox     *box,
          const char *icon,
          const char *meaning)
{
  GtkWidget *image = gtk_image_new_from_icon_name (icon);

  gtk_widget_set_tooltip_text (image, meaning);
  gtk_accessible_update_property (GTK_ACCESSIBLE (image), GTK_ACCESSIBLE_PROPERTY_LABEL, meaning, -1);
  gtk_widget_add_css_class (image, "dimmed");
  gtk_box_append (box, image);
}

static GtkWidget *
new_group_row (const PealGroup *group)
{
  GtkWidget *box = gtk_box_new (GTK_ORIENTATION_HORIZONTAL, 9);
  GtkWidget *swatch = peal_swatches_new ();
  GdkRGBA color;

  peal_palette_get (group->color, group->id, &color);
  peal_swatches_set_colors (PEAL_SWATCHES (swatch), &color, 1);
  gtk_box_append (GTK_BOX (box), swatch);
  gtk_box_append (GTK_BOX (box), new_lines (group->name, group->description));
  if (group->broken)
    add_icon (GTK_BOX (box), "dialog-warning-symbolic", _("Its rule asks for something that is not there any more"));
  else if (*group->rule != '\0')
    add_icon (GTK_BOX (box), "peal-rule-symbolic", _("A rule chooses its members"));
  if (group->n_members >= 0 && !group->broken)
    add_figure (GTK_BOX (box), group->n_members);
  return new_row (group->id, box);
}

/* Dropping ---------------------------------------------------------------------------------------- */

static const PealGroup *
find_group (PealContactsGroups *self,
            gint64              id)
{
  for (guint i = 0; self->shown != NULL && i < self->shown->len; i++)
    {
      const PealGroup *group = g_ptr_array_index (self->shown, i);

      if (group->id == id)
        return group;
    }
  return NULL;
}

static gboolean
dropped_cb (GtkDropTarget      *target,
            const GValue       *value,
            double              x,
            double              y,
            PealContactsGroups *self)
{
  GtkWidget *row = gtk_event_controller_get_widget (GTK_EVENT_CONTROLLER (target));
  const gint64 *id = g_object_get_data (G_OBJECT (row), group_key);
  const PealGroup *group = find_group (self, *id);
  PealMainWindow *window = peal_main_window_of (GTK_WIDGET (self));

  if (group == NULL)
    return FALSE;
  if (*group->rule == '\0')
    {
      peal_contacts_act_add_to_group (GTK_WIDGET (self), self->engine, g_value_get_boxed (value), group->id);
      return TRUE;
    }
  if (window != NULL)
    {
      g_autofree char *text = g_strdup_printf (_("A rule chooses who is in “%s”. Edit the group to change it."),
                                               group->name);

      peal_main_window_toast (window, text);
    }
  return FALSE;
}

/* A rule group takes nobody, but says why when somebody is let go over it. */
static void
take_drops (PealContactsGroups *self,
            GtkWidget          *row)
{
  GtkDropTarget *target = gtk_drop_target_new (G_TYPE_ARRAY, GDK_ACTION_COPY);

  g_signal_connect_object (target, "drop", G_CALLBACK (dropped_cb), self, 0);
  gtk_widget_add_controller (row, GTK_EVENT_CONTROLLER (target));
}

static void
add_row (PealContactsGroups *self,
         GtkWidget          *row,
         gint64              id)
{
  gtk_list_box_append (self->groups, row);
  if (id == self->chosen)
    gtk_list_box_select_row (self->groups, GTK_LIST_BOX_ROW (row));
}

/* A group whose members a rule chooses takes no others. */
static void
add_item (GMenu           *menu,
          const PealGroup *group)
{
  g_autoptr(GMenuItem) item = NULL;
  g_auto(GStrv) parts = g_strsplit (group->name, "_", -1);
  g_autofree char *label = g_strjoinv ("__", parts); /* no mnemonic */

  if (*group->rule != '\0')
    return;
  item = g_menu_item_new (label, NULL);
  g_menu_item_set_action_and_target (item, "contacts.add-to-group", "x", group->id);
  g_menu_append_item (menu, item);
}

static void
update_actions (PealContactsGroups *self)
{
  gtk_widget_action_set_enabled (GTK_WIDGET (self), "contacts.edit-group", self->chosen != 0);
  gtk_widget_action_set_enabled (GTK_WIDGET (self), "contacts.delete-group", self->chosen != 0);
}

static void
edit_cb (GtkWidget  *widget,
         const char *name,
         GVariant   *parameter)
{
  PealContactsGroups *self = PEAL_CONTACTS_GROUPS (widget);
  const PealGroup *group = find_group (self, self->chosen);

  if (group != NULL)
    adw_dialog_present (ADW_DIALOG (peal_group_dialog_new (self->engine, group)), widget);
}

static void
delete_cb (GtkWidget  *widget,
           const char *name,
           GVariant   *parameter)
{
  PealContactsGroups *self = PEAL_CONTACTS_GROUPS (widget);

  peal_contacts_act_delete_group (widget, self->engine, self->chosen);
}

static void
row_selected_cb (PealContactsGroups *self,
                 GtkListBoxRow      *row)
{
  const gint64 *id = row != NULL ? g_object_get_data (G_OBJECT (row), group_key) : NULL;

  if (id == NULL || *id == self->chosen)
    return;
  self->chosen = *id;
  update_actions (self);
  g_object_notify_by_pspec (G_OBJECT (self), props[PROP_CHOSEN]);
}

static void
peal_contacts_groups_get_property (GObject    *object,
                                   guint       prop_id,
                                   GValue     *value,
                                   GParamSpec *pspec)
{
  switch ((PealContactsGroupsProp) prop_id)
    {
    case PROP_CHOSEN:
      g_value_set_int64 (value, PEAL_CONTACTS_GROUPS (object)->chosen);
      return;
    }
  G_OBJECT_WARN_INVALID_PROPERTY_ID (object, prop_id, pspec);
}

static void
peal_contacts_groups_dispose (GObject *object)
{
  PealContactsGroups *self = PEAL_CONTACTS_GROUPS (object);

  gtk_widget_dispose_template (GTK_WIDGET (self), PEAL_TYPE_CONTACTS_GROUPS);
  g_clear_pointer (&self->shown, g_ptr_array_unref);
  g_clear_object (&self->engine);
  G_OBJECT_CLASS (peal_contacts_groups_parent_class)->dispose (object);
}

static void
peal_contacts_groups_class_init (PealContactsGroupsClass *klass)
{
  GObjectClass *object_class = G_OBJECT_CLASS (klass);
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  object_class->get_property = peal_contacts_groups_get_property;
  object_class->dispose = peal_contacts_groups_dispose;

  props[PROP_CHOSEN] = g_param_spec_int64 ("chosen", NULL, NULL, 0, G_MAXINT64, 0,
                                           G_PARAM_READABLE | G_PARAM_STATIC_STRINGS);
  g_object_class_install_properties (object_class, G_N_ELEMENTS (props), props);

  gtk_widget_class_install_action (widget_class, "contacts.edit-group", NULL, edit_cb);
  gtk_widget_class_install_action (widget_class, "contacts.delete-group", NULL, delete_cb);
  gtk_widget_class_set_template_from_resource (widget_class, PEAL_RESOURCE_PATH "/ui/peal-contacts-groups.ui");
  gtk_widget_class_bind_template_child (widget_class, PealContactsGroups, groups);
  gtk_widget_class_bind_template_callback (widget_class, row_selected_cb);
}

static void
peal_contacts_groups_init (PealContactsGroups *self)
{
  gtk_widget_init_template (GTK_WIDGET (self));
  update_actions (self);
}

void
peal_contacts_groups_set_engine (PealContactsGroups *self,
                                 PealEngine         *engine)
{
  g_return_if_fail (PEAL_IS_CONTACTS_GROUPS (self));
  g_return_if_fail (PEAL_IS_ENGINE (engine));

  g_set_object (&self->engine, engine);
}

void
peal_contacts_groups_show (PealContactsGroups *self,
                           GPtrArray          *groups)
{
  PealFocus focus;

  g_return_if_fail (PEAL_IS_CONTACTS_GROUPS (self));
  g_return_if_fail (groups != NULL);

  focus = peal_focus_hold (self->groups);
  g_ptr_array_ref (groups);
  g_clear_pointer (&self->shown, g_ptr_array_unref);
  self->shown = groups;
  peal_list_box_clear (self->groups);
  add_row (self, new_row (0, new_lines (_("Everybody"), "")), 0);
  for (guint i = 0; i < groups->len; i++)
    {
      const PealGroup *group = g_ptr_array_index (groups, i);
      GtkWidget *row = new_group_row (group);

      take_drops (self, row);
      add_row (self, row, group->id);
    }
  if (gtk_list_box_get_selected_row (self->groups) == NULL) /* the group was deleted */
    gtk_list_box_select_row (self->groups, gtk_list_box_get_row_at_index (self->groups, 0));
  peal_focus_release (&focus, GTK_WIDGET (self));
}

gint64
peal_contacts_groups_get_chosen (PealContactsGroups *self)
{
  g_return_val_if_fail (PEAL_IS_CONTACTS_GROUPS (self), 0);

  return self->chosen;
}

void
peal_contacts_groups_fill_menu (const GPtrArray *groups,
                                GMenu           *menu)
{
  g_return_if_fail (groups != NULL);
  g_return_if_fail (G_IS_MENU (menu));

  g_menu_remove_all (menu);
  for (guint i = 0; i < groups->len; i++)
    add_item (menu, g_ptr_array_index (groups, i));
}
