/* peal-staff-group.c: who answers at this desk, and who sits at this computer.
 *
 * A name is changed in its row. The last row takes a new one.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#define G_LOG_DOMAIN "peal-ui"

#include "peal-staff-group.h"

#include "peal-config.h"
#include "peal-error-text.h"
#include "peal-focus.h"
#include "peal-list-box.h"
#include "peal-staff.h"
#include "peal-toasts.h"
#include "peal-when.h"

#include <glib/gi18n.h>

#define ACTOR "window"

struct _PealStaffGroup
{
  AdwPreferencesGroup parent_instance;
  PealStore *store;
  GPtrArray *staff;          /* of PealStaff, as they are shown; NULL: not read yet */
  gint64 me;                 /* 0 = nobody said */
  DexFuture *reading;
  DexFuture *reading_me;

  GtkListBox *list;
};

G_DEFINE_FINAL_TYPE (PealStaffGroup, peal_staff_group, ADW_TYPE_PREFERENCES_GROUP)

static void show_rows (PealStaffGroup *self);

/* What was written stands there as it was before. */
static void
failed_cb (gpointer      owner,
           const GError *error)
{
  g_autofree char *text = peal_error_text (error);

  peal_toasts_add_to_preferences (owner, adw_toast_new (text));
  show_rows (owner);
}

static const PealStaff *
get_staff (GtkWidget *row)
{
  return g_object_get_data (G_OBJECT (row), "staff");
}

/* Takes @future. */
static void
go (PealStaffGroup *self,
    DexFuture      *future)
{
  peal_when (future, self, NULL, failed_cb);
}

/* Changing ---------------------------------------------------------------------------------------- */

static void
renamed_cb (AdwEntryRow    *row,
            PealStaffGroup *self)
{
  const PealStaff *one = get_staff (GTK_WIDGET (row));

  go (self, peal_staff_save (self->store, one != NULL ? one->id : 0, gtk_editable_get_text (GTK_EDITABLE (row)), ACTOR));
}

static void
me_toggled_cb (GtkCheckButton *button,
               PealStaffGroup *self)
{
  const PealStaff *one = get_staff (GTK_WIDGET (button));
  gint64 id = gtk_check_button_get_active (button) ? one->id : 0;

  if ((id == 0 && self->me != one->id) || id == self->me)
    return;
  go (self, peal_staff_set_me (self->store, id, ACTOR));
}

typedef struct
{
  PealStaffGroup *group;     /* weak */
  gint64 id;
} Undo;

static void
undo_free (gpointer  data,
           GClosure *closure)
{
  Undo *undo = data;

  g_clear_weak_pointer (&undo->group);
  g_free (undo);
}

static void
undo_cb (AdwToast *toast,
         gpointer  data)
{
  const Undo *undo = data;

  if (undo->group != NULL)
    go (undo->group, peal_staff_set_gone (undo->group->store, undo->id, FALSE, ACTOR));
}

static void
leave_cb (PealStaffGroup *self,
          GtkWidget      *button)
{
  const PealStaff *one = get_staff (button);
  /* Translators: %s is a name. */
  g_autofree char *text = g_strdup_printf (_("%s no longer works here"), one->name);
  AdwToast *toast = adw_toast_new (text);
  Undo *undo = g_new0 (Undo, 1);

  undo->id = one->id;
  g_set_weak_pointer (&undo->group, self);
  adw_toast_set_button_label (toast, _("_Undo"));
  g_signal_connect_data (toast, "button-clicked", G_CALLBACK (undo_cb), undo, undo_free, 0);
  peal_toasts_add_to_preferences (GTK_WIDGET (self), toast);
  go (self, peal_staff_set_gone (self->store, one->id, TRUE, ACTOR));
}

static void
return_cb (PealStaffGroup *self,
           GtkWidget      *button)
{
  go (self, peal_staff_set_gone (self->store, get_staff (button)->id, FALSE, ACTOR));
}

/* Rows -------------------------------------------------------------------------------------------- */

static GtkWidget *
new_button (PealStaffGroup  *self,
            const PealStaff *one,
            const char      *icon,
            const char      *tooltip,
            GCallback        clicked)
{
  GtkWidget *button = gtk_button_new_from_icon_name (icon);

  gtk_widget_set_tooltip_text (button, tooltip);
  gtk_widget_set_valign (button, GTK_ALIGN_CENTER);
  gtk_widget_add_css_class (button, "flat");
  g_object_set_data (G_OBJECT (button), "staff", (gpointer) one);
  g_signal_connect_object (button, "clicked", clicked, self, G_CONNECT_SWAPPED);
  return button;
}

/* One of them sits here, or nobody. */
static GtkWidget *
new_check (PealStaffGroup  *self,
           const PealStaff *one)
{
  /* Translators: who sits at this computer; beside each name. */
  GtkWidget *check = gtk_check_button_new_with_label (_("You"));

  gtk_check_button_set_active (GTK_CHECK_BUTTON (check), one->id == self->me);
  gtk_widget_set_tooltip_text (check, _("Sits at This Computer"));
  gtk_widget_set_valign (check, GTK_ALIGN_CENTER);
  g_object_set_data (G_OBJECT (check), "staff", (gpointer) one);
  g_signal_connect_object (check, "toggled", G_CALLBACK (me_toggled_cb), self, 0);
  return check;
}

static GtkWidget *
new_entry (PealStaffGroup *self,
           const char     *title)
{
  GtkWidget *row = adw_entry_row_new ();

  adw_preferences_row_set_title (ADW_PREFERENCES_ROW (row), title);
  adw_entry_row_set_show_apply_button (ADW_ENTRY_ROW (row), TRUE);
  g_signal_connect_object (row, "apply", G_CALLBACK (renamed_cb), self, 0);
  return row;
}

static GtkWidget *
new_row (PealStaffGroup  *self,
         const PealStaff *one)
{
  GtkWidget *row;

  if (one->is_gone)
    {
      row = adw_action_row_new ();
      adw_preferences_row_set_use_markup (ADW_PREFERENCES_ROW (row), FALSE);
      adw_preferences_row_set_title (ADW_PREFERENCES_ROW (row), one->name);
      adw_action_row_set_subtitle (ADW_ACTION_ROW (row), _("No longer works here"));
      gtk_widget_add_css_class (row, "dimmed");
      adw_action_row_add_suffix (ADW_ACTION_ROW (row), new_button (self, one, "edit-undo-symbolic", _("Works Here Again"),
                                                                   G_CALLBACK (return_cb)));
      return row;
    }
  row = new_entry (self, _("Name"));
  g_object_set_data (G_OBJECT (row), "staff", (gpointer) one);
  gtk_editable_set_text (GTK_EDITABLE (row), one->name);
  adw_entry_row_add_suffix (ADW_ENTRY_ROW (row), new_check (self, one));
  adw_entry_row_add_suffix (ADW_ENTRY_ROW (row), new_button (self, one, "user-trash-symbolic", _("No Longer Works Here"),
                                                             G_CALLBACK (leave_cb)));
  return row;
}

static void
show_rows (PealStaffGroup *self)
{
  PealFocus focus;

  if (self->staff == NULL)
    return;
  focus = peal_focus_hold (self->list);
  peal_list_box_clear (self->list);
  for (guint i = 0; i < self->staff->len; i++)
    gtk_list_box_append (self->list, new_row (self, g_ptr_array_index (self->staff, i)));
  gtk_list_box_append (self->list, new_entry (self, _("Add Somebody")));
  peal_focus_release (&focus, GTK_WIDGET (self));
}

static void
staff_read_cb (gpointer      owner,
               const GValue *value)
{
  PealStaffGroup *self = owner;
  GPtrArray *before = self->staff;

  self->staff = g_value_dup_boxed (value);
  show_rows (self);
  g_clear_pointer (&before, g_ptr_array_unref); /* the rows that are gone pointed into it */
}

static void
me_read_cb (gpointer      owner,
            const GValue *value)
{
  PealStaffGroup *self = owner;

  if (self->me == g_value_get_int64 (value))
    return; /* somebody may be writing */
  self->me = g_value_get_int64 (value);
  show_rows (self);
}

static void
store_changed_cb (PealStaffGroup *self,
                  guint           changes)
{
  if ((changes & PEAL_CHANGE_STAFF) != 0)
    peal_when_latest (&self->reading, peal_staff_list (self->store), self, staff_read_cb, failed_cb);
  if ((changes & (PEAL_CHANGE_STAFF | PEAL_CHANGE_SETTINGS)) != 0)
    peal_when_latest (&self->reading_me, peal_staff_get_me (self->store), self, me_read_cb, failed_cb);
}

/* Object ------------------------------------------------------------------------------------------ */

static void
peal_staff_group_dispose (GObject *object)
{
  PealStaffGroup *self = PEAL_STAFF_GROUP (object);

  dex_clear (&self->reading);
  dex_clear (&self->reading_me);
  gtk_widget_dispose_template (GTK_WIDGET (self), PEAL_TYPE_STAFF_GROUP);
  g_clear_object (&self->store);
  G_OBJECT_CLASS (peal_staff_group_parent_class)->dispose (object);
}

static void
peal_staff_group_finalize (GObject *object)
{
  g_clear_pointer (&PEAL_STAFF_GROUP (object)->staff, g_ptr_array_unref);
  G_OBJECT_CLASS (peal_staff_group_parent_class)->finalize (object);
}

static void
peal_staff_group_class_init (PealStaffGroupClass *klass)
{
  GObjectClass *object_class = G_OBJECT_CLASS (klass);
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  object_class->dispose = peal_staff_group_dispose;
  object_class->finalize = peal_staff_group_finalize;
  gtk_widget_class_set_template_from_resource (widget_class, PEAL_RESOURCE_PATH "/ui/peal-staff-group.ui");
  gtk_widget_class_bind_template_child (widget_class, PealStaffGroup, list);
}

static void
peal_staff_group_init (PealStaffGroup *self)
{
  gtk_widget_init_template (GTK_WIDGET (self));
}

void
peal_staff_group_set_engine (PealStaffGroup *self,
                             PealEngine     *engine)
{
  g_return_if_fail (PEAL_IS_STAFF_GROUP (self));
  g_return_if_fail (PEAL_IS_ENGINE (engine) && self->store == NULL);

  self->store = g_object_ref (peal_engine_get_store (engine));
  g_signal_connect_object (self->store, "changed", G_CALLBACK (store_changed_cb), self, G_CONNECT_SWAPPED);
  store_changed_cb (self, PEAL_CHANGE_STAFF);
}
