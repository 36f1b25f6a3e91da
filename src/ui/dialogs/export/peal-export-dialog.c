/* peal-export-dialog.c: contacts into a file: whom, in which format, where to.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#define G_LOG_DOMAIN "peal-ui"

#include "peal-export-dialog.h"

#include "peal-config.h"
#include "peal-error-text.h"
#include "peal-format.h"
#include "peal-when.h"

#include <glib/gi18n.h>

/* In the order of the row; what is not there is left out of it. */
typedef enum
{
  WHOM_ALL,
  WHOM_GROUP,
  WHOM_SEARCH,
  WHOM_SELECTED,
} Whom;

struct _PealExportDialog
{
  AdwDialog parent_instance;
  PealEngine *engine;
  gint64 group_id;
  char *group;
  char *search;
  GArray *selected;          /* NULL = none */
  GArray *choices;           /* of Whom: what the row's entries stand for */
  GCancellable *choosing;
  PealProgress *progress;    /* of the last export; NULL = none yet */
  DexFuture *working;
  GFile *file;               /* where it goes */

  GtkButton *cancel_button;
  GtkButton *export_button;
  AdwBanner *trouble;
  GtkStack *states;
  AdwComboRow *whom_row;
  GtkCheckButton *csv_check;
  GtkCheckButton *xlsx_check;
  GtkCheckButton *vcf_check;
  GtkCheckButton *json_check;
  GtkWidget *options_group;
  AdwSwitchRow *bom_row;
  AdwSwitchRow *old_row;
  GtkProgressBar *progress_bar;
  GtkWidget *stop_button;
};

G_DEFINE_FINAL_TYPE (PealExportDialog, peal_export_dialog, ADW_TYPE_DIALOG)

/* The choice -------------------------------------------------------------------------------------- */

static GtkCheckButton *
get_check (PealExportDialog *self,
           PealExportFormat  format)
{
  switch (format)
    {
    case PEAL_EXPORT_CSV:
    case PEAL_N_EXPORT_FORMATS:
      break;
    case PEAL_EXPORT_XLSX:
      return self->xlsx_check;
    case PEAL_EXPORT_VCARD:
      return self->vcf_check;
    case PEAL_EXPORT_JSON:
      return self->json_check;
    }
  return self->csv_check;
}

static PealExportFormat
get_format (PealExportDialog *self)
{
  PealExportFormat format = PEAL_EXPORT_CSV;

  while (format < PEAL_EXPORT_JSON && !gtk_check_button_get_active (get_check (self, format)))
    format++;
  return format;
}

static void
format_changed_cb (PealExportDialog *self)
{
  PealExportFormat format = get_format (self);

  gtk_widget_set_visible (GTK_WIDGET (self->bom_row), format == PEAL_EXPORT_CSV);
  gtk_widget_set_visible (GTK_WIDGET (self->old_row), format == PEAL_EXPORT_VCARD);
  gtk_widget_set_visible (self->options_group, format == PEAL_EXPORT_CSV || format == PEAL_EXPORT_VCARD);
}

static void
add_choice (PealExportDialog *self,
            GtkStringList    *list,
            Whom              whom,
            const char       *text)
{
  gtk_string_list_append (list, text);
  g_array_append_val (self->choices, whom);
}

static void
fill_choices (PealExportDialog *self)
{
  g_autoptr(GtkStringList) list = gtk_string_list_new (NULL);

  add_choice (self, list, WHOM_ALL, _("Everybody"));
  if (self->group_id != 0)
    {
      /* Translators: %s is the name of a group. */
      g_autofree char *text = g_strdup_printf (_("Group “%s”"), self->group);

      add_choice (self, list, WHOM_GROUP, text);
    }
  if (self->search != NULL)
    {
      /* Translators: %s is what was searched for. */
      g_autofree char *text = g_strdup_printf (_("Search “%s”"), self->search);

      add_choice (self, list, WHOM_SEARCH, text);
    }
  if (self->selected != NULL)
    {
      g_autofree char *count = peal_format_count (self->selected->len);
      /* Translators: %s is a number. */
      g_autofree char *text = g_strdup_printf (ngettext ("%s selected contact", "%s selected contacts",
                                                         self->selected->len), count);

      add_choice (self, list, WHOM_SELECTED, text);
    }
  adw_combo_row_set_model (self->whom_row, G_LIST_MODEL (list));
  adw_combo_row_set_selected (self->whom_row, self->choices->len - 1);
}

static PealExportOptions
make_options (PealExportDialog *self)
{
  PealExportOptions options = {
    .format = get_format (self),
    .byte_order_mark = adw_switch_row_get_active (self->bom_row),
    .old_vcard = adw_switch_row_get_active (self->old_row),
    .actor = "window",
  };

  switch (g_array_index (self->choices, Whom, adw_combo_row_get_selected (self->whom_row)))
    {
    case WHOM_ALL:
      break;
    case WHOM_GROUP:
      options.group_id = self->group_id;
      break;
    case WHOM_SEARCH:
      options.search = self->search;
      options.group_id = self->group_id;
      break;
    case WHOM_SELECTED:
      options.ids = self->selected;
      break;
    }
  return options;
}

/* The work ---------------------------------------------------------------------------------------- */

/* Closing would leave the person without the news, so it is asked for by Stop. */
static void
set_working (PealExportDialog *self,
             gboolean          working)
{
  gtk_stack_set_visible_child_name (self->states, working ? "working" : "choice");
  gtk_widget_set_visible (GTK_WIDGET (self->cancel_button), !working);
  gtk_widget_set_visible (GTK_WIDGET (self->export_button), !working);
  adw_dialog_set_can_close (ADW_DIALOG (self), !working);
  if (working)
    adw_dialog_set_focus (ADW_DIALOG (self), self->stop_button);
}

static void
progress_cb (PealExportDialog *self,
             PealProgress     *progress)
{
  gtk_progress_bar_set_fraction (self->progress_bar, peal_progress_get_fraction (progress));
}

static void
opened_cb (GObject      *source,
           GAsyncResult *result,
           gpointer      user_data)
{
  g_autoptr(PealMainWindow) window = user_data;
  g_autoptr(GError) error = NULL;

  if (!gtk_file_launcher_open_containing_folder_finish (GTK_FILE_LAUNCHER (source), result, &error)
      && !g_error_matches (error, GTK_DIALOG_ERROR, GTK_DIALOG_ERROR_DISMISSED))
    peal_main_window_show_error (window, error);
}

void
peal_export_open_folder (PealMainWindow *window,
                         gpointer        file)
{
  g_autoptr(GtkFileLauncher) launcher = gtk_file_launcher_new (file);

  gtk_file_launcher_open_containing_folder (launcher, GTK_WINDOW (window), NULL, opened_cb, g_object_ref (window));
}

static void
exported_cb (gpointer      owner,
             const GValue *value)
{
  PealExportDialog *self = owner;
  PealMainWindow *window = peal_main_window_of (owner);
  gint64 n = g_value_get_int64 (value);
  g_autofree char *count = peal_format_count (n);
  g_autofree char *name = g_file_get_basename (self->file);
  g_autofree char *shown = g_filename_display_name (name);
  /* Translators: a number, then the name of a file. */
  g_autofree char *text = g_strdup_printf (ngettext ("%s contact was written into “%s”",
                                                     "%s contacts were written into “%s”", (gulong) n), count, shown);

  if (window != NULL)
    peal_main_window_offer (window, text, _("Open _Folder"), peal_export_open_folder, g_object_ref (self->file), g_object_unref);
  adw_dialog_force_close (ADW_DIALOG (self));
}

static void
failed_cb (gpointer      owner,
           const GError *error)
{
  PealExportDialog *self = owner;
  g_autofree char *text = peal_error_text (error);

  set_working (self, FALSE);
  adw_banner_set_title (self->trouble, text);
  adw_banner_set_revealed (self->trouble, TRUE);
}

static void
start (PealExportDialog *self,
       const char       *path)
{
  PealExportOptions options = make_options (self);

  g_clear_object (&self->progress);
  self->progress = peal_progress_new ();
  g_signal_connect_object (self->progress, "changed", G_CALLBACK (progress_cb), self, G_CONNECT_SWAPPED);
  gtk_progress_bar_set_fraction (self->progress_bar, 0);
  adw_banner_set_revealed (self->trouble, FALSE);
  set_working (self, TRUE);
  peal_when_latest (&self->working, peal_engine_export_contacts (self->engine, path, &options, self->progress), self,
                    exported_cb, failed_cb);
}

static void
stop_clicked_cb (PealExportDialog *self)
{
  peal_progress_stop (self->progress);
  dex_clear (&self->working);
  set_working (self, FALSE);
}

/* Where to ---------------------------------------------------------------------------------------- */

static void
chosen_cb (GObject      *source,
           GAsyncResult *result,
           gpointer      user_data)
{
  g_autoptr(PealExportDialog) self = user_data;
  g_autoptr(GError) error = NULL;
  g_autoptr(GFile) file = gtk_file_dialog_save_finish (GTK_FILE_DIALOG (source), result, &error);

  if (file != NULL && self->engine != NULL)
    peal_export_dialog_set_file (self, file);
  else if (error != NULL && self->engine != NULL && !g_error_matches (error, GTK_DIALOG_ERROR, GTK_DIALOG_ERROR_DISMISSED)
           && !g_error_matches (error, GTK_DIALOG_ERROR, GTK_DIALOG_ERROR_CANCELLED))
    failed_cb (self, error);
}

static void
export_clicked_cb (PealExportDialog *self)
{
  g_autoptr(GtkFileDialog) dialog = gtk_file_dialog_new ();
  PealExportFormat format = get_format (self);
  /* Translators: the name of a file, without its end ".csv". */
  g_autofree char *name = g_strconcat (_("Contacts"), ".", peal_export_format_get_suffix (format), NULL);

  gtk_file_dialog_set_title (dialog, _("Export Contacts"));
  gtk_file_dialog_set_initial_name (dialog, name);
  gtk_file_dialog_save (dialog, GTK_WINDOW (gtk_widget_get_root (GTK_WIDGET (self))), self->choosing, chosen_cb,
                        g_object_ref (self));
}

/* Object ------------------------------------------------------------------------------------------ */

static void
peal_export_dialog_dispose (GObject *object)
{
  PealExportDialog *self = PEAL_EXPORT_DIALOG (object);

  g_cancellable_cancel (self->choosing);
  if (self->progress != NULL)
    peal_progress_stop (self->progress);
  dex_clear (&self->working);
  g_clear_object (&self->progress);
  gtk_widget_dispose_template (GTK_WIDGET (self), PEAL_TYPE_EXPORT_DIALOG);
  g_clear_object (&self->engine);
  G_OBJECT_CLASS (peal_export_dialog_parent_class)->dispose (object);
}

static void
peal_export_dialog_finalize (GObject *object)
{
  PealExportDialog *self = PEAL_EXPORT_DIALOG (object);

  g_clear_object (&self->choosing);
  g_clear_object (&self->file);
  g_clear_pointer (&self->selected, g_array_unref);
  g_array_unref (self->choices);
  g_free (self->group);
  g_free (self->search);
  G_OBJECT_CLASS (peal_export_dialog_parent_class)->finalize (object);
}

static void
peal_export_dialog_class_init (PealExportDialogClass *klass)
{
  GObjectClass *object_class = G_OBJECT_CLASS (klass);
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  object_class->dispose = peal_export_dialog_dispose;
  object_class->finalize = peal_export_dialog_finalize;

  gtk_widget_class_set_template_from_resource (widget_class, PEAL_RESOURCE_PATH "/ui/peal-export-dialog.ui");
  gtk_widget_class_bind_template_child (widget_class, PealExportDialog, cancel_button);
  gtk_widget_class_bind_template_child (widget_class, PealExportDialog, export_button);
  gtk_widget_class_bind_template_child (widget_class, PealExportDialog, trouble);
  gtk_widget_class_bind_template_child (widget_class, PealExportDialog, states);
  gtk_widget_class_bind_template_child (widget_class, PealExportDialog, whom_row);
  gtk_widget_class_bind_template_child (widget_class, PealExportDialog, csv_check);
  gtk_widget_class_bind_template_child (widget_class, PealExportDialog, xlsx_check);
  gtk_widget_class_bind_template_child (widget_class, PealExportDialog, vcf_check);
  gtk_widget_class_bind_template_child (widget_class, PealExportDialog, json_check);
  gtk_widget_class_bind_template_child (widget_class, PealExportDialog, options_group);
  gtk_widget_class_bind_template_child (widget_class, PealExportDialog, bom_row);
  gtk_widget_class_bind_template_child (widget_class, PealExportDialog, old_row);
  gtk_widget_class_bind_template_child (widget_class, PealExportDialog, progress_bar);
  gtk_widget_class_bind_template_child (widget_class, PealExportDialog, stop_button);
  gtk_widget_class_bind_template_callback (widget_class, export_clicked_cb);
  gtk_widget_class_bind_template_callback (widget_class, format_changed_cb);
  gtk_widget_class_bind_template_callback (widget_class, stop_clicked_cb);
}

static void
peal_export_dialog_init (PealExportDialog *self)
{
  self->choosing = g_cancellable_new ();
  self->choices = g_array_new (FALSE, FALSE, sizeof (Whom));
  gtk_widget_init_template (GTK_WIDGET (self));
}

AdwDialog *
peal_export_dialog_new (PealEngine            *engine,
                        const PealExportScope *scope)
{
  PealExportDialog *self;

  g_return_val_if_fail (PEAL_IS_ENGINE (engine), NULL);
  g_return_val_if_fail (scope != NULL, NULL);

  self = g_object_new (PEAL_TYPE_EXPORT_DIALOG, NULL);
  self->engine = g_object_ref (engine);
  self->group_id = scope->group_id;
  self->group = g_strdup (scope->group != NULL ? scope->group : "");
  self->search = g_strdup (scope->search);
  if (scope->selected != NULL && scope->selected->len > 0)
    self->selected = g_array_copy ((GArray *) scope->selected);
  fill_choices (self);
  return ADW_DIALOG (self);
}

void
peal_export_dialog_set_format (PealExportDialog *self,
                               PealExportFormat  format)
{
  g_return_if_fail (PEAL_IS_EXPORT_DIALOG (self));
  g_return_if_fail (format < PEAL_N_EXPORT_FORMATS);

  gtk_check_button_set_active (get_check (self, format), TRUE);
}

void
peal_export_dialog_set_file (PealExportDialog *self,
                             GFile            *file)
{
  g_autofree char *path = NULL;

  g_return_if_fail (PEAL_IS_EXPORT_DIALOG (self));
  g_return_if_fail (G_IS_FILE (file));

  g_set_object (&self->file, file);
  path = g_file_get_path (file);
  if (path != NULL)
    {
      start (self, path);
      return;
    }
  adw_banner_set_title (self->trouble, _("This place is not on this computer. Write the file here and copy it there."));
  adw_banner_set_revealed (self->trouble, TRUE);
}
