/* peal-import-dialog.c: contacts from a file: choose, rehearse, import, done.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#define G_LOG_DOMAIN "peal-ui"

#include "peal-import-dialog.h"

#include "peal-config.h"
#include "peal-error-text.h"
#include "peal-format.h"
#include "peal-import-columns.h"
#include "peal-import-history.h"
#include "peal-import-review.h"
#include "peal-import-save.h"
#include "peal-import-text.h"
#include "peal-toasts.h"
#include "peal-when.h"

#include <glib/gi18n.h>
#include <string.h>

struct _PealImportDialog
{
  AdwDialog parent_instance;
  PealEngine *engine;
  char *path;                /* of the file, or what a pasted table is called; NULL until there is one */
  GBytes *pasted;            /* NULL = the file */
  PealCsvMap *map;           /* what the person says the columns are; NULL = as the file says */
  PealImportReport *report;  /* the last one of this file; NULL = none */
  GCancellable *choosing;
  DexFuture *working;        /* dropping it stops the import */

  AdwNavigationView *pages;
  GtkWidget *other_button;
  GtkWidget *history_button;
  GtkWidget *import_button;
  GtkWidget *spinner;
  AdwToastOverlay *toasts;
  GtkStack *states;
  AdwStatusPage *choose;
  AdwStatusPage *working_page;
  GtkProgressBar *progress;
  GtkWidget *stop_button;
  PealImportReview *review;
  AdwStatusPage *done;
  GtkWidget *undo_button;
  GtkWidget *save_button;
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

  adw_navigation_view_pop_to_tag (self->pages, "import");
  show_status (self, self->choose, "choose", text);
}

/* Rehearsal --------------------------------------------------------------------------------------- */

/* Whether what is shown is being made anew: it stays, but is not imported. */
static void
set_busy (PealImportDialog *self,
          gboolean          busy)
{
  gboolean good = self->report != NULL && peal_import_report_count_contacts (self->report) > 0
                  && peal_import_review_is_answered (self->review);

  gtk_widget_set_visible (self->spinner, busy);
  gtk_widget_set_sensitive (self->import_button, good && !busy);
}

static void
take_report (PealImportDialog *self,
             const GValue     *value)
{
  g_clear_pointer (&self->report, peal_import_report_unref);
  self->report = g_value_dup_boxed (value);
}

static void
rehearsed_cb (gpointer      owner,
              const GValue *value)
{
  PealImportDialog *self = owner;

  take_report (self, value);
  /* a table without a phone column is shown: which one it is may be said there */
  if (peal_import_report_get_map (self->report) == NULL
      && peal_import_report_get_file_error (self->report) != PEAL_IMPORT_FILE_OK)
    {
      show_status (self, self->choose, "choose",
                   peal_import_file_text (peal_import_report_get_file_error (self->report)));
      return;
    }
  peal_import_review_show (self->review, self->report);
  set_busy (self, FALSE);
  gtk_stack_set_visible_child_name (self->states, "rehearsal");
}

static void
progress_cb (double   fraction,
             gpointer user_data)
{
  gtk_progress_bar_set_fraction (user_data, fraction);
}

static void
show_progress (PealImportDialog *self,
               gboolean          can_stop)
{
  gtk_progress_bar_set_fraction (self->progress, 0);
  gtk_widget_set_visible (self->stop_button, can_stop);
}

static void imported_cb (gpointer      owner,
                         const GValue *value);

static void
run (PealImportDialog *self,
     gboolean          dry_run)
{
  g_autofree char *group = peal_import_review_dup_group (self->review);
  g_auto(GStrv) tags = peal_import_review_dup_tags (self->review);
  g_autofree char *wording = peal_import_review_dup_wording (self->review);
  g_autofree char *proof = peal_import_review_dup_proof (self->review);
  PealImportOptions options = {
    .region = peal_import_review_get_region (self->review),
    .map = self->map,
    .bytes = self->pasted,
    .rehearsal = dry_run ? NULL : self->report, /* what was looked at, whatever the file holds by now */
    .dry_run = dry_run,
    .policy = peal_import_review_get_policy (self->review),
    .group = *group != '\0' ? group : NULL,
    .tags = (const char *const *) tags,
    .all_agreed = peal_import_review_all_agreed (self->review),
    .wording = wording,
    .proof = proof,
    .actor = "window",
  };

  show_progress (self, TRUE);
  peal_when_latest (&self->working,
                    peal_engine_import_file (self->engine, self->path, &options, progress_cb, self->progress), self,
                    dry_run ? rehearsed_cb : imported_cb, failed_cb);
}

/* The country, a column or the policy is another one; what was found stays to look at meanwhile. */
static void
rehearse_cb (PealImportDialog *self)
{
  set_busy (self, TRUE);
  run (self, TRUE);
}

static void
answered_cb (PealImportDialog *self)
{
  set_busy (self, gtk_widget_get_visible (self->spinner));
}

static void
map_changed_cb (PealImportDialog  *self,
                PealImportColumns *columns)
{
  g_clear_pointer (&self->map, peal_csv_map_free);
  self->map = peal_csv_map_copy (peal_import_columns_get_map (columns));
  rehearse_cb (self);
}

static void
columns_cb (PealImportDialog *self)
{
  PealImportColumns *columns = peal_import_columns_new (self->report, self->map);

  g_signal_connect_object (columns, "changed", G_CALLBACK (map_changed_cb), self, G_CONNECT_SWAPPED);
  adw_navigation_view_push (self->pages, ADW_NAVIGATION_PAGE (columns));
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
  g_autofree char *same = peal_format_count (peal_import_report_count (report, PEAL_IMPORT_UNCHANGED)
                                             + peal_import_report_count (report, PEAL_IMPORT_SKIPPED));
  /* Translators: three numbers. */
  g_autofree char *text = g_strdup_printf (_("%s new, %s completed, %s known already"), added, updated, same);

  take_report (self, value);
  gtk_widget_set_visible (self->undo_button, peal_import_report_count (report, PEAL_IMPORT_NEW) > 0
                                             || peal_import_report_count (report, PEAL_IMPORT_UPDATED) > 0);
  gtk_widget_set_visible (self->save_button, peal_import_report_count_rejected (report) > 0);
  show_status (self, self->done, "done", text);
}

static void
import_clicked_cb (PealImportDialog *self)
{
  adw_status_page_set_title (self->working_page, _("Importing Contacts"));
  gtk_stack_set_visible_child_name (self->states, "working");
  run (self, FALSE);
}

static void
stop_clicked_cb (PealImportDialog *self)
{
  dex_clear (&self->working);
  show_status (self, self->choose, "choose", _("Stopped. Nothing was imported."));
}

/* Half an undo is of use to nobody, so it cannot be stopped. */
static void
undone_cb (gpointer      owner,
           const GValue *value)
{
  PealImportDialog *self = owner;
  g_autofree char *text = peal_import_undone_text (g_value_get_boxed (value));

  show_status (self, self->choose, "choose", text);
}

static void
undo_clicked_cb (PealImportDialog *self)
{
  adw_status_page_set_title (self->working_page, _("Undoing the Import"));
  gtk_stack_set_visible_child_name (self->states, "working");
  show_progress (self, FALSE);
  peal_when_latest (&self->working,
                    peal_engine_undo_import (self->engine, peal_import_report_get_job_id (self->report), "window",
                                             progress_cb, self->progress), self, undone_cb, failed_cb);
}

static void
history_clicked_cb (PealImportDialog *self)
{
  adw_navigation_view_push (self->pages, peal_import_history_new (self->engine));
}

static void
show_clicked_cb (PealImportDialog *self)
{
  gtk_widget_activate_action (GTK_WIDGET (self), "win.go", "s", "contacts");
  adw_dialog_close (ADW_DIALOG (self));
}

static void
state_changed_cb (PealImportDialog *self)
{
  const char *state = gtk_stack_get_visible_child_name (self->states);
  gboolean is_rehearsal = g_strcmp0 (state, "rehearsal") == 0;

  gtk_widget_set_visible (self->history_button, !is_rehearsal && g_strcmp0 (state, "working") != 0);
  gtk_widget_set_visible (self->other_button, is_rehearsal);
  gtk_widget_set_visible (self->import_button, is_rehearsal);
  if (!is_rehearsal)
    gtk_widget_set_visible (self->spinner, FALSE);
}

/* Saving what was found --------------------------------------------------------------------------- */

static void
saved_cb (gpointer      owner,
          const GValue *value)
{
  peal_toasts_add (PEAL_IMPORT_DIALOG (owner)->toasts, _("Saved. Mend the rows in a spreadsheet and import the file."));
}

static void
report_saved_cb (gpointer      owner,
                 const GValue *value)
{
  peal_toasts_add (PEAL_IMPORT_DIALOG (owner)->toasts, _("The report was saved."));
}

static void
not_saved_cb (gpointer      owner,
              const GError *error)
{
  g_autofree char *text = peal_error_text (error);

  peal_toasts_add (PEAL_IMPORT_DIALOG (owner)->toasts, text);
}

static void
save_chosen_cb (GObject      *source,
                GAsyncResult *result,
                gpointer      user_data)
{
  g_autoptr(PealImportDialog) self = user_data;
  g_autoptr(GFile) file = gtk_file_dialog_save_finish (GTK_FILE_DIALOG (source), result, NULL); /* dismissed */

  if (file != NULL && self->report != NULL)
    peal_when (peal_import_save_rejected (self->report, file), self, saved_cb, not_saved_cb);
}

static void
report_chosen_cb (GObject      *source,
                  GAsyncResult *result,
                  gpointer      user_data)
{
  g_autoptr(PealImportDialog) self = user_data;
  g_autoptr(GFile) file = gtk_file_dialog_save_finish (GTK_FILE_DIALOG (source), result, NULL); /* dismissed */

  if (file != NULL && self->report != NULL)
    peal_when (peal_import_save_report (self->report, file), self, report_saved_cb, not_saved_cb);
}

static void
choose_place (PealImportDialog    *self,
              const char          *title,
              const char          *name,
              GAsyncReadyCallback  chosen)
{
  g_autoptr(GtkFileDialog) dialog = gtk_file_dialog_new ();

  gtk_file_dialog_set_title (dialog, title);
  gtk_file_dialog_set_initial_name (dialog, name);
  gtk_file_dialog_save (dialog, GTK_WINDOW (gtk_widget_get_root (GTK_WIDGET (self))), self->choosing, chosen,
                        g_object_ref (self));
}

static void
save_cb (PealImportDialog *self)
{
  g_autofree char *name = peal_import_dup_save_name (self->path);

  choose_place (self, _("Save What Is Left Out"), name, save_chosen_cb);
}

static void
report_cb (PealImportDialog *self)
{
  g_autofree char *name = peal_import_dup_report_name (self->path);

  choose_place (self, _("Save the Whole Report"), name, report_chosen_cb);
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

static void
pasted_cb (GObject      *source,
           GAsyncResult *result,
           gpointer      user_data)
{
  g_autoptr(PealImportDialog) self = user_data;
  g_autoptr(GError) error = NULL;
  g_autofree char *text = gdk_clipboard_read_text_finish (GDK_CLIPBOARD (source), result, &error);

  if (self->engine == NULL)
    return;
  if (text != NULL && *text != '\0')
    peal_import_dialog_set_text (self, text);
  else
    show_status (self, self->choose, "choose", _("No table was copied. Select its cells in a spreadsheet and copy them."));
}

static void
paste_clicked_cb (PealImportDialog *self)
{
  gdk_clipboard_read_text_async (gtk_widget_get_clipboard (GTK_WIDGET (self)), self->choosing, pasted_cb,
                                 g_object_ref (self));
}

/* Not while something is stored: what is under way is ended first. */
static gboolean
dropped_cb (PealImportDialog *self,
            const GValue     *value)
{
  if (g_strcmp0 (gtk_stack_get_visible_child_name (self->states), "working") == 0)
    return FALSE;
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
  g_clear_pointer (&self->report, peal_import_report_unref);
  gtk_widget_dispose_template (GTK_WIDGET (self), PEAL_TYPE_IMPORT_DIALOG);
  g_clear_object (&self->engine);
  G_OBJECT_CLASS (peal_import_dialog_parent_class)->dispose (object);
}

static void
peal_import_dialog_finalize (GObject *object)
{
  PealImportDialog *self = PEAL_IMPORT_DIALOG (object);

  g_clear_object (&self->choosing);
  g_clear_pointer (&self->map, peal_csv_map_free);
  g_clear_pointer (&self->pasted, g_bytes_unref);
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

  g_type_ensure (PEAL_TYPE_IMPORT_REVIEW);
  gtk_widget_class_set_template_from_resource (widget_class, PEAL_RESOURCE_PATH "/ui/peal-import-dialog.ui");
  gtk_widget_class_bind_template_child (widget_class, PealImportDialog, pages);
  gtk_widget_class_bind_template_child (widget_class, PealImportDialog, other_button);
  gtk_widget_class_bind_template_child (widget_class, PealImportDialog, history_button);
  gtk_widget_class_bind_template_child (widget_class, PealImportDialog, import_button);
  gtk_widget_class_bind_template_child (widget_class, PealImportDialog, spinner);
  gtk_widget_class_bind_template_child (widget_class, PealImportDialog, toasts);
  gtk_widget_class_bind_template_child (widget_class, PealImportDialog, states);
  gtk_widget_class_bind_template_child (widget_class, PealImportDialog, choose);
  gtk_widget_class_bind_template_child (widget_class, PealImportDialog, working_page);
  gtk_widget_class_bind_template_child (widget_class, PealImportDialog, progress);
  gtk_widget_class_bind_template_child (widget_class, PealImportDialog, stop_button);
  gtk_widget_class_bind_template_child (widget_class, PealImportDialog, review);
  gtk_widget_class_bind_template_child (widget_class, PealImportDialog, done);
  gtk_widget_class_bind_template_child (widget_class, PealImportDialog, undo_button);
  gtk_widget_class_bind_template_child (widget_class, PealImportDialog, save_button);
  gtk_widget_class_bind_template_callback (widget_class, choose_clicked_cb);
  gtk_widget_class_bind_template_callback (widget_class, paste_clicked_cb);
  gtk_widget_class_bind_template_callback (widget_class, answered_cb);
  gtk_widget_class_bind_template_callback (widget_class, stop_clicked_cb);
  gtk_widget_class_bind_template_callback (widget_class, import_clicked_cb);
  gtk_widget_class_bind_template_callback (widget_class, undo_clicked_cb);
  gtk_widget_class_bind_template_callback (widget_class, history_clicked_cb);
  gtk_widget_class_bind_template_callback (widget_class, show_clicked_cb);
  gtk_widget_class_bind_template_callback (widget_class, state_changed_cb);
  gtk_widget_class_bind_template_callback (widget_class, rehearse_cb);
  gtk_widget_class_bind_template_callback (widget_class, columns_cb);
  gtk_widget_class_bind_template_callback (widget_class, save_cb);
  gtk_widget_class_bind_template_callback (widget_class, report_cb);
}

static void
peal_import_dialog_init (PealImportDialog *self)
{
  GtkDropTarget *target = gtk_drop_target_new (G_TYPE_FILE, GDK_ACTION_COPY);

  self->choosing = g_cancellable_new ();
  gtk_widget_init_template (GTK_WIDGET (self));
  g_signal_connect_object (target, "drop", G_CALLBACK (dropped_cb), self, G_CONNECT_SWAPPED);
  gtk_widget_add_controller (GTK_WIDGET (self), GTK_EVENT_CONTROLLER (target));
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

/* Another table: nothing that was said of the last one holds for it. @path is taken; NULL = none. */
static void
take_source (PealImportDialog *self,
             char             *path,
             GBytes           *pasted)
{
  g_free (self->path);
  self->path = path;
  g_clear_pointer (&self->pasted, g_bytes_unref);
  self->pasted = pasted;
  g_clear_pointer (&self->map, peal_csv_map_free);
  g_clear_pointer (&self->report, peal_import_report_unref);
  adw_navigation_view_pop_to_tag (self->pages, "import");
  if (path == NULL)
    {
      show_status (self, self->choose, "choose", _("This file is not on this computer. Copy it here first."));
      return;
    }
  adw_status_page_set_title (self->working_page, _("Reading the File"));
  gtk_stack_set_visible_child_name (self->states, "working");
  run (self, TRUE);
}

void
peal_import_dialog_set_file (PealImportDialog *self,
                             GFile            *file)
{
  g_return_if_fail (PEAL_IS_IMPORT_DIALOG (self));
  g_return_if_fail (G_IS_FILE (file));

  take_source (self, g_file_get_path (file), NULL);
}

void
peal_import_dialog_set_text (PealImportDialog *self,
                             const char       *text)
{
  g_return_if_fail (PEAL_IS_IMPORT_DIALOG (self));
  g_return_if_fail (text != NULL);

  /* Translators: what stands in the place of the name of a file, where cells were pasted. */
  take_source (self, g_strdup (_("Pasted table")), g_bytes_new (text, strlen (text)));
}
