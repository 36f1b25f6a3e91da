/* peal-import-history.c: the files that were imported, and the undo of each.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#define G_LOG_DOMAIN "peal-ui"

#include "peal-import-history.h"

#include "peal-config.h"
#include "peal-error-text.h"
#include "peal-format.h"
#include "peal-import-text.h"
#include "peal-list-box.h"
#include "peal-toasts.h"
#include "peal-when.h"

#include <glib/gi18n.h>

/* A list of widgets is no place for more; what is older is hardly undone any more. */
#define LIMIT 100

struct _PealImportHistory
{
  AdwNavigationPage parent_instance;
  PealEngine *engine;
  DexFuture *reading;
  gboolean is_undoing;

  GtkWidget *spinner;
  AdwToastOverlay *toasts;
  GtkStack *states;
  GtkListBox *rows;
};

G_DEFINE_FINAL_TYPE (PealImportHistory, peal_import_history, ADW_TYPE_NAVIGATION_PAGE)

static void read_list (PealImportHistory *self);

static void
set_undoing (PealImportHistory *self,
             gboolean           is_undoing)
{
  self->is_undoing = is_undoing;
  gtk_widget_set_visible (self->spinner, is_undoing);
  gtk_widget_set_sensitive (GTK_WIDGET (self->rows), !is_undoing);
}

static void
undone_cb (gpointer      owner,
           const GValue *value)
{
  PealImportHistory *self = owner;
  g_autofree char *text = peal_import_undone_text (g_value_get_boxed (value));

  set_undoing (self, FALSE);
  peal_toasts_add (self->toasts, text);
  read_list (self);
}

static void
failed_cb (gpointer      owner,
           const GError *error)
{
  PealImportHistory *self = owner;
  g_autofree char *text = peal_error_text (error);

  set_undoing (self, FALSE);
  peal_toasts_add (self->toasts, text);
}

static void
undo_clicked_cb (GtkButton         *button,
                 PealImportHistory *self)
{
  const gint64 *id = g_object_get_data (G_OBJECT (button), "import");

  if (self->is_undoing)
    return;
  set_undoing (self, TRUE);
  peal_when (peal_engine_undo_import (self->engine, *id, "window", NULL, NULL), self, undone_cb, failed_cb);
}

static GtkWidget *
make_undo_button (PealImportHistory *self,
                  gint64             id)
{
  GtkWidget *button = gtk_button_new_with_mnemonic (_("_Undo"));

  gtk_widget_set_valign (button, GTK_ALIGN_CENTER);
  g_object_set_data_full (G_OBJECT (button), "import", g_memdup2 (&id, sizeof id), g_free);
  g_signal_connect_object (button, "clicked", G_CALLBACK (undo_clicked_cb), self, G_CONNECT_DEFAULT);
  return button;
}

static void
add_row (PealImportHistory     *self,
         const PealImportEntry *entry)
{
  GtkWidget *row = adw_action_row_new ();
  g_autofree char *text = peal_import_entry_text (entry, peal_clock_get_now (peal_engine_get_clock (self->engine)));

  adw_preferences_row_set_use_markup (ADW_PREFERENCES_ROW (row), FALSE);
  adw_preferences_row_set_title (ADW_PREFERENCES_ROW (row), entry->file);
  adw_action_row_set_title_lines (ADW_ACTION_ROW (row), 1);
  adw_action_row_set_subtitle (ADW_ACTION_ROW (row), text);
  if (entry->state == PEAL_JOB_DONE && entry->n_new + entry->n_updated > 0)
    adw_action_row_add_suffix (ADW_ACTION_ROW (row), make_undo_button (self, entry->id));
  gtk_list_box_append (self->rows, row);
}

static void
listed_cb (gpointer      owner,
           const GValue *value)
{
  PealImportHistory *self = owner;
  const GPtrArray *entries = g_value_get_boxed (value);

  peal_list_box_clear (self->rows);
  for (guint i = 0; i < entries->len; i++)
    add_row (self, g_ptr_array_index (entries, i));
  gtk_stack_set_visible_child_name (self->states, entries->len > 0 ? "list" : "none");
}

static void
read_list (PealImportHistory *self)
{
  peal_when_latest (&self->reading, peal_imports_list (peal_engine_get_store (self->engine), LIMIT), self, listed_cb,
                    failed_cb);
}

static void
peal_import_history_dispose (GObject *object)
{
  PealImportHistory *self = PEAL_IMPORT_HISTORY (object);

  dex_clear (&self->reading);
  gtk_widget_dispose_template (GTK_WIDGET (self), PEAL_TYPE_IMPORT_HISTORY);
  g_clear_object (&self->engine);
  G_OBJECT_CLASS (peal_import_history_parent_class)->dispose (object);
}

static void
peal_import_history_class_init (PealImportHistoryClass *klass)
{
  GObjectClass *object_class = G_OBJECT_CLASS (klass);
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  object_class->dispose = peal_import_history_dispose;

  gtk_widget_class_set_template_from_resource (widget_class, PEAL_RESOURCE_PATH "/ui/peal-import-history.ui");
  gtk_widget_class_bind_template_child (widget_class, PealImportHistory, spinner);
  gtk_widget_class_bind_template_child (widget_class, PealImportHistory, toasts);
  gtk_widget_class_bind_template_child (widget_class, PealImportHistory, states);
  gtk_widget_class_bind_template_child (widget_class, PealImportHistory, rows);
}

static void
peal_import_history_init (PealImportHistory *self)
{
  gtk_widget_init_template (GTK_WIDGET (self));
}

AdwNavigationPage *
peal_import_history_new (PealEngine *engine)
{
  PealImportHistory *self;

  g_return_val_if_fail (PEAL_IS_ENGINE (engine), NULL);

  self = g_object_new (PEAL_TYPE_IMPORT_HISTORY, NULL);
  self->engine = g_object_ref (engine);
  read_list (self);
  return ADW_NAVIGATION_PAGE (self);
}
