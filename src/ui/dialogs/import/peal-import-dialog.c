/* peal-import-dialog.c: contacts from a file: choose, rehearse, import, done.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#define G_LOG_DOMAIN "peal-ui"

#include "peal-import-dialog.h"

#include "peal-config.h"
#include "peal-error-text.h"
#include "peal-format.h"
#include "peal-import-text.h"
#include "peal-list-box.h"
#include "peal-when.h"

#include <glib/gi18n.h>

/* So many rows of either kind are shown; the counts speak of all. */
#define MOST_SHOWN 200

struct _PealImportDialog
{
  AdwDialog parent_instance;
  PealEngine *engine;
  char *path;                /* NULL until a file is chosen */
  GCancellable *choosing;
  DexFuture *working;        /* dropping it stops the import */

  GtkStack *states;
  AdwStatusPage *choose;
  AdwStatusPage *working_page;
  GtkProgressBar *progress;
  AdwActionRow *counts;
  GtkEditable *group_row;
  GtkWidget *rejected_group;
  GtkListBox *rejected;
  GtkListBox *contacts;
  AdwStatusPage *done;
};

G_DEFINE_FINAL_TYPE (PealImportDialog, peal_import_dialog, ADW_TYPE_DIALOG)

/* @text is plain; a status page's description is markup. */
static void
show_status (PealImportDialog *self,
             AdwStatusPage    *page,
             const char       *state,
             const char       *text)
{
  g_autofree char *escaped = g_markup_escape_text (text, -1);

  adw_status_page_set_description (page, escaped);
  gtk_stack_set_visible_child_name (self->states, state);
}

static void
failed_cb (gpointer      owner,
           const GError *error)
{
  PealImportDialog *self = owner;
  g_autofree char *text = peal_error_text (error);

  show_status (self, self->choose, "choose", text);
}

/* Rehearsal --------------------------------------------------------------------------------------- */

static void
add_row (GtkListBox *list,
         const char *title,
         const char *subtitle)
{
  GtkWidget *row = adw_action_row_new ();

  adw_preferences_row_set_use_markup (ADW_PREFERENCES_ROW (row), FALSE);
  adw_preferences_row_set_title (ADW_PREFERENCES_ROW (row), title);
  adw_action_row_set_title_lines (ADW_ACTION_ROW (row), 1);
  adw_action_row_set_subtitle (ADW_ACTION_ROW (row), subtitle);
  gtk_list_box_append (list, row);
}

static void
show_rejected (PealImportDialog *self,
               const GPtrArray  *rejected)
{
  peal_list_box_clear (self->rejected);
  for (guint i = 0; i < rejected->len && i < MOST_SHOWN; i++)
    {
      const PealImportRejection *rejection = g_ptr_array_index (rejected, i);
      g_autofree char *where = g_strdup_printf (_("Row %u: %s"), rejection->record,
                                                peal_import_reason_text (rejection->reason));

      add_row (self->rejected, *rejection->text != '\0' ? rejection->text : "—", where);
    }
  gtk_widget_set_visible (self->rejected_group, rejected->len > 0);
}

static void
show_contacts (PealImportDialog *self,
               const GPtrArray  *contacts)
{
  peal_list_box_clear (self->contacts);
  for (guint i = 0; i < contacts->len && i < MOST_SHOWN; i++)
    {
      const PealImportContact *contact = g_ptr_array_index (contacts, i);
      g_autofree char *number = peal_format_number (peal_import_contact_get_phone (contact)->e164);

      add_row (self->contacts, peal_import_contact_get (contact, PEAL_FIELD_DISPLAY), number);
    }
}

static void
rehearsed_cb (gpointer      owner,
              const GValue *value)
{
  PealImportDialog *self = owner;
  const PealImportReport *report = g_value_get_boxed (value);
  PealImportFileError error = peal_import_report_get_file_error (report);
  const GPtrArray *contacts, *rejected;
  g_autofree char *found = NULL;
  g_autofree char *left_out = NULL;

  if (error != PEAL_IMPORT_FILE_OK)
    {
      show_status (self, self->choose, "choose", peal_import_file_text (error));
      return;
    }
  contacts = peal_import_report_get_contacts (report);
  rejected = peal_import_report_get_rejected (report);
  found = g_strdup_printf (ngettext ("%u contact found", "%u contacts found", contacts->len), contacts->len);
  left_out = g_strdup_printf (ngettext ("%u row left out", "%u rows left out", rejected->len), rejected->len);
  adw_preferences_row_set_title (ADW_PREFERENCES_ROW (self->counts), found);
  adw_action_row_set_subtitle (self->counts, left_out);
  show_rejected (self, rejected);
  show_contacts (self, contacts);
  gtk_stack_set_visible_child_name (self->states, "rehearsal");
}

/* Import ------------------------------------------------------------------------------------------ */

static void
imported_cb (gpointer      owner,
             const GValue *value)
{
  PealImportDialog *self = owner;
  const PealImportReport *report = g_value_get_boxed (value);
  g_autofree char *added = peal_format_count (peal_import_report_count (report, PEAL_IMPORT_NEW));
  g_autofree char *updated = peal_format_count (peal_import_report_count (report, PEAL_IMPORT_UPDATED));
  g_autofree char *same = peal_format_count (peal_import_report_count (report, PEAL_IMPORT_UNCHANGED));
  /* Translators: three numbers. */
  g_autofree char *text = g_strdup_printf (_("%s new, %s completed, %s known already"), added, updated, same);

  show_status (self, self->done, "done", text);
}

static void
progress_cb (double   fraction,
             gpointer user_data)
{
  gtk_progress_bar_set_fraction (user_data, fraction);
}

static void
run (PealImportDialog *self,
     gboolean          dry_run)
{
  g_autofree char *group = g_strstrip (g_strdup (gtk_editable_get_text (self->group_row)));
  PealImportOptions options = {
    .region = peal_format_get_region (),
    .dry_run = dry_run,
    .group = *group != '\0' ? group : NULL,
    .actor = "window",
  };

  gtk_progress_bar_set_fraction (self->progress, 0);
  adw_status_page_set_title (self->working_page, dry_run ? _("Reading the File") : _("Importing Contacts"));
  gtk_stack_set_visible_child_name (self->states, "working");
  peal_when_latest (&self->working,
                    peal_engine_import_file (self->engine, self->path, &options, progress_cb, self->progress), self,
                    dry_run ? rehearsed_cb : imported_cb, failed_cb);
}

static void
import_clicked_cb (PealImportDialog *self)
{
  run (self, FALSE);
}

static void
stop_clicked_cb (PealImportDialog *self)
{
  dex_clear (&self->working);
  show_status (self, self->choose, "choose", _("Stopped. What had been imported by then stays."));
}

static void
show_clicked_cb (PealImportDialog *self)
{
  gtk_widget_activate_action (GTK_WIDGET (self), "win.go", "s", "contacts");
  adw_dialog_close (ADW_DIALOG (self));
}

/* Choosing ---------------------------------------------------------------------------------------- */

static void
chosen_cb (GObject      *source,
           GAsyncResult *result,
           gpointer      user_data)
{
  g_autoptr(PealImportDialog) self = user_data;
  g_autoptr(GError) error = NULL;
  g_autoptr(GFile) file = gtk_file_dialog_open_finish (GTK_FILE_DIALOG (source), result, &error);

  if (file != NULL && self->engine != NULL)
    peal_import_dialog_set_file (self, file);
  else if (error != NULL && self->engine != NULL && !g_error_matches (error, GTK_DIALOG_ERROR, GTK_DIALOG_ERROR_DISMISSED)
           && !g_error_matches (error, GTK_DIALOG_ERROR, GTK_DIALOG_ERROR_CANCELLED))
    failed_cb (self, error);
}

static void
choose_clicked_cb (PealImportDialog *self)
{
  g_autoptr(GtkFileDialog) dialog = gtk_file_dialog_new ();

  gtk_file_dialog_set_title (dialog, _("Import Contacts"));
  gtk_file_dialog_open (dialog, GTK_WINDOW (gtk_widget_get_root (GTK_WIDGET (self))), self->choosing, chosen_cb,
                        g_object_ref (self));
}

static gboolean
dropped_cb (PealImportDialog *self,
            const GValue     *value)
{
  peal_import_dialog_set_file (self, g_value_get_object (value));
  return TRUE;
}

/* Object ------------------------------------------------------------------------------------------ */

static void
peal_import_dialog_dispose (GObject *object)
{
  PealImportDialog *self = PEAL_IMPORT_DIALOG (object);

  g_cancellable_cancel (self->choosing);
  dex_clear (&self->working);
  gtk_widget_dispose_template (GTK_WIDGET (self), PEAL_TYPE_IMPORT_DIALOG);
  g_clear_object (&self->engine);
  G_OBJECT_CLASS (peal_import_dialog_parent_class)->dispose (object);
}

static void
peal_import_dialog_finalize (GObject *object)
{
  PealImportDialog *self = PEAL_IMPORT_DIALOG (object);

  g_clear_object (&self->choosing);
  g_free (self->path);
  G_OBJECT_CLASS (peal_import_dialog_parent_class)->finalize (object);
}

static void
peal_import_dialog_class_init (PealImportDialogClass *klass)
{
  GObjectClass *object_class = G_OBJECT_CLASS (klass);
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  object_class->dispose = peal_import_dialog_dispose;
  object_class->finalize = peal_import_dialog_finalize;

  gtk_widget_class_set_template_from_resource (widget_class, PEAL_RESOURCE_PATH "/ui/peal-import-dialog.ui");
  gtk_widget_class_bind_template_child (widget_class, PealImportDialog, states);
  gtk_widget_class_bind_template_child (widget_class, PealImportDialog, choose);
  gtk_widget_class_bind_template_child (widget_class, PealImportDialog, working_page);
  gtk_widget_class_bind_template_child (widget_class, PealImportDialog, progress);
  gtk_widget_class_bind_template_child (widget_class, PealImportDialog, counts);
  gtk_widget_class_bind_template_child (widget_class, PealImportDialog, group_row);
  gtk_widget_class_bind_template_child (widget_class, PealImportDialog, rejected_group);
  gtk_widget_class_bind_template_child (widget_class, PealImportDialog, rejected);
  gtk_widget_class_bind_template_child (widget_class, PealImportDialog, contacts);
  gtk_widget_class_bind_template_child (widget_class, PealImportDialog, done);
  gtk_widget_class_bind_template_callback (widget_class, choose_clicked_cb);
  gtk_widget_class_bind_template_callback (widget_class, stop_clicked_cb);
  gtk_widget_class_bind_template_callback (widget_class, import_clicked_cb);
  gtk_widget_class_bind_template_callback (widget_class, show_clicked_cb);
}

static void
peal_import_dialog_init (PealImportDialog *self)
{
  GtkDropTarget *target = gtk_drop_target_new (G_TYPE_FILE, GDK_ACTION_COPY);

  self->choosing = g_cancellable_new ();
  gtk_widget_init_template (GTK_WIDGET (self));
  g_signal_connect_object (target, "drop", G_CALLBACK (dropped_cb), self, G_CONNECT_SWAPPED);
  gtk_widget_add_controller (GTK_WIDGET (self->choose), GTK_EVENT_CONTROLLER (target));
}

AdwDialog *
peal_import_dialog_new (PealEngine *engine)
{
  PealImportDialog *self;

  g_return_val_if_fail (PEAL_IS_ENGINE (engine), NULL);

  self = g_object_new (PEAL_TYPE_IMPORT_DIALOG, NULL);
  self->engine = g_object_ref (engine);
  return ADW_DIALOG (self);
}

void
peal_import_dialog_set_file (PealImportDialog *self,
                             GFile            *file)
{
  g_return_if_fail (PEAL_IS_IMPORT_DIALOG (self));
  g_return_if_fail (G_IS_FILE (file));

  g_free (self->path);
  self->path = g_file_get_path (file);
  if (self->path == NULL)
    show_status (self, self->choose, "choose", _("This file is not on this computer. Copy it here first."));
  else
    run (self, TRUE);
}
