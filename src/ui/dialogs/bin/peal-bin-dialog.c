/* peal-bin-dialog.c: contacts that were deleted, and can come back.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#define G_LOG_DOMAIN "peal-ui"

#include "peal-bin-dialog.h"

#include "peal-config.h"
#include "peal-contacts.h"
#include "peal-error-text.h"
#include "peal-focus.h"
#include "peal-format.h"
#include "peal-list-box.h"
#include "peal-toasts.h"
#include "peal-when.h"

#include <glib/gi18n.h>

#define ACTOR "window"

/* So many are shown; of more, the search finds them. */
#define MOST 100

struct _PealBinDialog
{
  AdwDialog parent_instance;
  PealEngine *engine;
  guint n_deleted;           /* that the search finds */
  DexFuture *finding;
  DexFuture *loading;

  AdwToastOverlay *toasts;
  GtkEditable *search;
  GtkStack *stack;
  AdwPreferencesGroup *group;
  GtkListBox *list;
};

G_DEFINE_FINAL_TYPE (PealBinDialog, peal_bin_dialog, ADW_TYPE_DIALOG)

static PealStore *
get_store (PealBinDialog *self)
{
  return peal_engine_get_store (self->engine);
}

static void
failed_cb (gpointer      owner,
           const GError *error)
{
  g_autofree char *text = peal_error_text (error);

  peal_toasts_add (PEAL_BIN_DIALOG (owner)->toasts, text);
}

static void
restore_cb (PealBinDialog *self,
            GtkButton     *button)
{
  const gint64 *id = g_object_get_data (G_OBJECT (button), "contact");
  /* Translators: %s is the name of a contact that was deleted. */
  g_autofree char *text = g_strdup_printf (_("%s is back"), (const char *) g_object_get_data (G_OBJECT (button), "name"));

  gtk_widget_set_sensitive (GTK_WIDGET (button), FALSE);
  peal_when (peal_contacts_restore (get_store (self), id, 1, ACTOR), self, NULL, failed_cb);
  peal_toasts_add (self->toasts, text);
}

static GtkWidget *
new_restore_button (PealBinDialog        *self,
                    const PealContactRow *contact)
{
  GtkWidget *button = gtk_button_new_with_mnemonic (_("_Restore"));

  gtk_widget_set_valign (button, GTK_ALIGN_CENTER);
  g_object_set_data_full (G_OBJECT (button), "contact", g_memdup2 (&contact->id, sizeof contact->id), g_free);
  g_object_set_data_full (G_OBJECT (button), "name", g_strdup (contact->display), g_free);
  g_signal_connect_object (button, "clicked", G_CALLBACK (restore_cb), self, G_CONNECT_SWAPPED);
  return button;
}

static GtkWidget *
new_row (PealBinDialog        *self,
         const PealContactRow *contact)
{
  g_autofree char *number = *contact->e164 != '\0' ? peal_format_number (contact->e164) : g_strdup ("");
  GtkWidget *row = adw_action_row_new ();
  GtkWidget *avatar = adw_avatar_new (32, contact->display, TRUE);

  adw_preferences_row_set_use_markup (ADW_PREFERENCES_ROW (row), FALSE);
  adw_preferences_row_set_title (ADW_PREFERENCES_ROW (row), contact->display);
  adw_action_row_set_title_lines (ADW_ACTION_ROW (row), 2);
  adw_action_row_set_subtitle (ADW_ACTION_ROW (row), *number != '\0' ? number : contact->email);
  gtk_accessible_update_state (GTK_ACCESSIBLE (avatar), GTK_ACCESSIBLE_STATE_HIDDEN, TRUE, -1);
  adw_action_row_add_prefix (ADW_ACTION_ROW (row), avatar);
  adw_action_row_add_suffix (ADW_ACTION_ROW (row), new_restore_button (self, contact));
  return row;
}

static void
show_count (PealBinDialog *self)
{
  g_autofree char *text = g_strdup_printf (ngettext ("%'u deleted contact.", "%'u deleted contacts.", self->n_deleted),
                                           self->n_deleted);
  g_autofree char *some = g_strdup_printf (_("%s Search for those that are not shown."), text);

  adw_preferences_group_set_description (self->group, self->n_deleted > MOST ? some : text);
}

static void
rows_loaded_cb (gpointer      owner,
                const GValue *value)
{
  PealBinDialog *self = owner;
  const GPtrArray *rows = g_value_get_boxed (value);
  PealFocus focus = peal_focus_hold (self->list);

  peal_list_box_clear (self->list);
  for (guint i = 0; i < rows->len; i++)
    {
      const PealContactRow *contact = g_ptr_array_index (rows, i);

      if (contact != NULL && contact->deleted)
        gtk_list_box_append (self->list, new_row (self, contact));
    }
  show_count (self);
  gtk_stack_set_visible_child_name (self->stack, gtk_list_box_get_row_at_index (self->list, 0) != NULL ? "some" : "none");
  peal_focus_release (&focus, GTK_WIDGET (self->search));
}

static void
found_cb (gpointer      owner,
          const GValue *value)
{
  PealBinDialog *self = owner;
  const GArray *ids = g_value_get_boxed (value);

  self->n_deleted = ids->len;
  peal_when_latest (&self->loading,
                    peal_contacts_load_rows (get_store (self), (const gint64 *) (gpointer) ids->data, MIN (ids->len, MOST)),
                    self, rows_loaded_cb, failed_cb);
}

static void
find (PealBinDialog *self)
{
  const char *text = gtk_editable_get_text (self->search);
  const PealContactFilter filter = { .search = *text != '\0' ? text : NULL, .shelf = PEAL_CONTACT_DELETED };

  dex_clear (&self->loading);
  peal_when_latest (&self->finding, peal_contacts_snapshot (get_store (self), &filter), self, found_cb, failed_cb);
}

static void
search_changed_cb (PealBinDialog *self)
{
  if (self->engine != NULL)
    find (self);
}

static void
store_changed_cb (PealBinDialog *self,
                  guint          changes)
{
  if ((changes & PEAL_CHANGE_PEOPLE) != 0)
    find (self);
}

/* Object ------------------------------------------------------------------------------------------ */

static void
peal_bin_dialog_dispose (GObject *object)
{
  PealBinDialog *self = PEAL_BIN_DIALOG (object);

  dex_clear (&self->finding);
  dex_clear (&self->loading);
  gtk_widget_dispose_template (GTK_WIDGET (self), PEAL_TYPE_BIN_DIALOG);
  g_clear_object (&self->engine);
  G_OBJECT_CLASS (peal_bin_dialog_parent_class)->dispose (object);
}

static void
peal_bin_dialog_class_init (PealBinDialogClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  G_OBJECT_CLASS (klass)->dispose = peal_bin_dialog_dispose;
  gtk_widget_class_set_template_from_resource (widget_class, PEAL_RESOURCE_PATH "/ui/peal-bin-dialog.ui");
  gtk_widget_class_bind_template_child (widget_class, PealBinDialog, toasts);
  gtk_widget_class_bind_template_child (widget_class, PealBinDialog, search);
  gtk_widget_class_bind_template_child (widget_class, PealBinDialog, stack);
  gtk_widget_class_bind_template_child (widget_class, PealBinDialog, group);
  gtk_widget_class_bind_template_child (widget_class, PealBinDialog, list);
  gtk_widget_class_bind_template_callback (widget_class, search_changed_cb);
}

static void
peal_bin_dialog_init (PealBinDialog *self)
{
  gtk_widget_init_template (GTK_WIDGET (self));
}

AdwDialog *
peal_bin_dialog_new (PealEngine *engine)
{
  PealBinDialog *self;

  g_return_val_if_fail (PEAL_IS_ENGINE (engine), NULL);

  self = g_object_new (PEAL_TYPE_BIN_DIALOG, NULL);
  self->engine = g_object_ref (engine);
  g_signal_connect_object (get_store (self), "changed", G_CALLBACK (store_changed_cb), self, G_CONNECT_SWAPPED);
  find (self);
  return ADW_DIALOG (self);
}
