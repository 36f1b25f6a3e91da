/* peal-staff-dialog.c: one of the staff, chosen by a few letters of their name.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#define G_LOG_DOMAIN "peal-ui"

#include "peal-staff-dialog.h"

#include "peal-config.h"
#include "peal-error-text.h"
#include "peal-list-box.h"
#include "peal-search.h"
#include "peal-staff.h"
#include "peal-when.h"

#include <glib/gi18n.h>

#define ACTOR "window"

/* What a row stands for besides an id of the staff. */
#define NOBODY G_GINT64_CONSTANT (0)
#define NEW_ONE G_GINT64_CONSTANT (-1)

struct _PealStaffDialog
{
  AdwDialog parent_instance;
  PealStore *store;
  GPtrArray *staff;          /* of PealStaff; NULL: not read yet */
  gint64 me;
  gint64 chosen;
  DexFuture *reading;
  DexFuture *reading_me;

  GtkEditable *entry;
  GtkViewport *viewport;
  GtkListBox *list;
};

G_DEFINE_FINAL_TYPE (PealStaffDialog, peal_staff_dialog, ADW_TYPE_DIALOG)

enum
{
  CHOSEN,
  N_SIGNALS,
};

static guint signals[N_SIGNALS];

static void
choose (PealStaffDialog *self,
        gint64           id)
{
  g_signal_emit (self, signals[CHOSEN], 0, id);
  adw_dialog_close (ADW_DIALOG (self));
}

static void
added_cb (gpointer      owner,
          const GValue *value)
{
  choose (owner, g_value_get_int64 (value));
}

static void
failed_cb (gpointer      owner,
           const GError *error)
{
  PealStaffDialog *self = owner;
  g_autofree char *text = peal_error_text (error);

  gtk_widget_error_bell (GTK_WIDGET (self));
  gtk_widget_add_css_class (GTK_WIDGET (self->entry), "error");
  gtk_widget_set_tooltip_text (GTK_WIDGET (self->entry), text);
}

/* Rows -------------------------------------------------------------------------------------------- */

static void
add_row (PealStaffDialog *self,
         gint64           id,
         const char      *title,
         const char      *icon)
{
  GtkWidget *row = gtk_list_box_row_new ();
  GtkWidget *box = gtk_box_new (GTK_ORIENTATION_HORIZONTAL, 12);
  GtkWidget *label = gtk_label_new (title);

  gtk_label_set_ellipsize (GTK_LABEL (label), PANGO_ELLIPSIZE_END);
  gtk_label_set_xalign (GTK_LABEL (label), 0);
  gtk_widget_set_hexpand (label, TRUE);
  if (icon != NULL)
    gtk_box_append (GTK_BOX (box), gtk_image_new_from_icon_name (icon));
  else
    {
      GtkWidget *avatar = adw_avatar_new (24, title, TRUE);

      gtk_box_append (GTK_BOX (box), avatar);
    }
  gtk_box_append (GTK_BOX (box), label);
  if (id == self->me && id > 0)
    {
      /* Translators: beside the name of whoever sits at this computer. */
      GtkWidget *you = gtk_label_new (_("You"));

      gtk_widget_add_css_class (you, "dimmed");
      gtk_box_append (GTK_BOX (box), you);
    }
  if (id == self->chosen)
    {
      GtkWidget *check = gtk_image_new_from_icon_name ("object-select-symbolic");

      gtk_accessible_update_property (GTK_ACCESSIBLE (check), GTK_ACCESSIBLE_PROPERTY_LABEL, _("Chosen"), -1);
      gtk_box_append (GTK_BOX (box), check);
    }
  gtk_list_box_row_set_child (GTK_LIST_BOX_ROW (row), box);
  gtk_accessible_update_property (GTK_ACCESSIBLE (row), GTK_ACCESSIBLE_PROPERTY_LABEL, title, -1);
  g_object_set_data_full (G_OBJECT (row), "staff", g_memdup2 (&id, sizeof id), g_free);
  gtk_list_box_append (self->list, row);
}

static gboolean
fits (const char *name,
      const char *text)
{
  g_autofree char *folded = peal_search_fold (name);
  g_autofree char *wanted = peal_search_fold (text);

  return strstr (folded, g_strstrip (wanted)) != NULL;
}

/* Whoever sits here comes first. */
static void
add_staff (PealStaffDialog *self,
           const char      *text,
           gboolean         me)
{
  for (guint i = 0; i < self->staff->len; i++)
    {
      const PealStaff *one = g_ptr_array_index (self->staff, i);

      if (!one->is_gone && (one->id == self->me) == me && fits (one->name, text))
        add_row (self, one->id, one->name, NULL);
    }
}

static gboolean
is_taken (PealStaffDialog *self,
          const char      *name)
{
  for (guint i = 0; i < self->staff->len; i++)
    {
      const PealStaff *one = g_ptr_array_index (self->staff, i);
      g_autofree char *folded = g_utf8_casefold (one->name, -1);
      g_autofree char *wanted = g_utf8_casefold (name, -1);

      if (!one->is_gone && g_str_equal (folded, wanted))
        return TRUE;
    }
  return FALSE;
}

static void
show_rows (PealStaffDialog *self)
{
  g_autofree char *text = g_strstrip (g_strdup (gtk_editable_get_text (self->entry)));

  if (self->staff == NULL)
    return;
  gtk_widget_remove_css_class (GTK_WIDGET (self->entry), "error");
  gtk_widget_set_tooltip_text (GTK_WIDGET (self->entry), NULL);
  peal_list_box_clear (self->list);
  add_staff (self, text, TRUE);
  add_staff (self, text, FALSE);
  if (*text != '\0' && !is_taken (self, text))
    {
      /* Translators: %s is a name that was typed: a new one of the staff. */
      g_autofree char *title = g_strdup_printf (_("Add “%s”"), text);

      add_row (self, NEW_ONE, title, "list-add-symbolic");
    }
  if (*text == '\0')
    add_row (self, NOBODY, _("Nobody"), "avatar-default-symbolic");
  gtk_list_box_select_row (self->list, gtk_list_box_get_row_at_index (self->list, 0));
}

static void
staff_read_cb (gpointer      owner,
               const GValue *value)
{
  PealStaffDialog *self = owner;

  g_clear_pointer (&self->staff, g_ptr_array_unref);
  self->staff = g_value_dup_boxed (value);
  show_rows (self);
}

static void
me_read_cb (gpointer      owner,
            const GValue *value)
{
  PealStaffDialog *self = owner;

  self->me = g_value_get_int64 (value);
  show_rows (self);
}

/* Choosing ---------------------------------------------------------------------------------------- */

static void
choose_row (PealStaffDialog *self,
            GtkListBoxRow   *row)
{
  gint64 id = *(gint64 *) g_object_get_data (G_OBJECT (row), "staff");

  if (id == NEW_ONE)
    peal_when (peal_staff_save (self->store, 0, gtk_editable_get_text (self->entry), ACTOR), self, added_cb, failed_cb);
  else
    choose (self, id);
}

static void
row_activated_cb (PealStaffDialog *self,
                  GtkListBoxRow   *row)
{
  choose_row (self, row);
}

static void
entry_activated_cb (PealStaffDialog *self)
{
  GtkListBoxRow *row = gtk_list_box_get_selected_row (self->list);

  if (row != NULL)
    choose_row (self, row);
}

static void
search_changed_cb (PealStaffDialog *self)
{
  show_rows (self);
}

static void
stop_search_cb (PealStaffDialog *self)
{
  adw_dialog_close (ADW_DIALOG (self));
}

/* The focus stays in the entry; a screen reader is told which row Return means. */
static gboolean
key_pressed_cb (PealStaffDialog *self,
                guint            keyval)
{
  GtkListBoxRow *row = gtk_list_box_get_selected_row (self->list);
  int step = keyval == GDK_KEY_Down || keyval == GDK_KEY_KP_Down ? 1
             : keyval == GDK_KEY_Up || keyval == GDK_KEY_KP_Up   ? -1
                                                                 : 0;

  if (step == 0 || row == NULL)
    return GDK_EVENT_PROPAGATE;
  row = gtk_list_box_get_row_at_index (self->list, gtk_list_box_row_get_index (row) + step);
  if (row == NULL)
    return GDK_EVENT_STOP;
  gtk_list_box_select_row (self->list, row);
  gtk_accessible_update_relation (GTK_ACCESSIBLE (self->entry), GTK_ACCESSIBLE_RELATION_ACTIVE_DESCENDANT, row, -1);
  gtk_viewport_scroll_to (self->viewport, GTK_WIDGET (row), NULL);
  return GDK_EVENT_STOP;
}

/* Object ------------------------------------------------------------------------------------------ */

static void
peal_staff_dialog_dispose (GObject *object)
{
  PealStaffDialog *self = PEAL_STAFF_DIALOG (object);

  dex_clear (&self->reading);
  dex_clear (&self->reading_me);
  gtk_widget_dispose_template (GTK_WIDGET (self), PEAL_TYPE_STAFF_DIALOG);
  g_clear_object (&self->store);
  G_OBJECT_CLASS (peal_staff_dialog_parent_class)->dispose (object);
}

static void
peal_staff_dialog_finalize (GObject *object)
{
  g_clear_pointer (&PEAL_STAFF_DIALOG (object)->staff, g_ptr_array_unref);
  G_OBJECT_CLASS (peal_staff_dialog_parent_class)->finalize (object);
}

static void
peal_staff_dialog_class_init (PealStaffDialogClass *klass)
{
  GObjectClass *object_class = G_OBJECT_CLASS (klass);
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  object_class->dispose = peal_staff_dialog_dispose;
  object_class->finalize = peal_staff_dialog_finalize;

  signals[CHOSEN] = g_signal_new ("chosen", PEAL_TYPE_STAFF_DIALOG, G_SIGNAL_RUN_LAST, 0, NULL, NULL, NULL,
                                  G_TYPE_NONE, 1, G_TYPE_INT64);
  gtk_widget_class_set_template_from_resource (widget_class, PEAL_RESOURCE_PATH "/ui/peal-staff-dialog.ui");
  gtk_widget_class_bind_template_child (widget_class, PealStaffDialog, entry);
  gtk_widget_class_bind_template_child (widget_class, PealStaffDialog, viewport);
  gtk_widget_class_bind_template_child (widget_class, PealStaffDialog, list);
  gtk_widget_class_bind_template_callback (widget_class, entry_activated_cb);
  gtk_widget_class_bind_template_callback (widget_class, key_pressed_cb);
  gtk_widget_class_bind_template_callback (widget_class, row_activated_cb);
  gtk_widget_class_bind_template_callback (widget_class, search_changed_cb);
  gtk_widget_class_bind_template_callback (widget_class, stop_search_cb);
}

static void
peal_staff_dialog_init (PealStaffDialog *self)
{
  gtk_widget_init_template (GTK_WIDGET (self));
}

AdwDialog *
peal_staff_dialog_new (PealEngine *engine,
                       const char *title,
                       gint64      chosen)
{
  PealStaffDialog *self;

  g_return_val_if_fail (PEAL_IS_ENGINE (engine), NULL);

  self = g_object_new (PEAL_TYPE_STAFF_DIALOG, "title", title, NULL);
  self->store = g_object_ref (peal_engine_get_store (engine));
  self->chosen = chosen;
  peal_when_latest (&self->reading, peal_staff_list (self->store), self, staff_read_cb, failed_cb);
  peal_when_latest (&self->reading_me, peal_staff_get_me (self->store), self, me_read_cb, NULL);
  return ADW_DIALOG (self);
}
