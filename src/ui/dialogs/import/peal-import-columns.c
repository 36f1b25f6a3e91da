/* peal-import-columns.c: what each column of a contact file means.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#define G_LOG_DOMAIN "peal-ui"

#include "peal-import-columns.h"

#include "peal-config.h"
#include "peal-import-text.h"

#include <glib/gi18n.h>

struct _PealImportColumns
{
  AdwNavigationPage parent_instance;
  PealCsvMap *map;

  AdwPreferencesGroup *group;
};

G_DEFINE_FINAL_TYPE (PealImportColumns, peal_import_columns, ADW_TYPE_NAVIGATION_PAGE)

enum
{
  CHANGED,
  N_SIGNALS,
};

static guint signals[N_SIGNALS];

static void
selected_cb (AdwComboRow       *row,
             GParamSpec        *pspec,
             PealImportColumns *self)
{
  guint column = GPOINTER_TO_UINT (g_object_get_data (G_OBJECT (row), "column"));
  PealField field;
  PealPhoneRole role;

  peal_import_meaning_get (adw_combo_row_get_selected (row), &field, &role);
  peal_csv_map_set_field (self->map, column, field, role);
  g_signal_emit (self, signals[CHANGED], 0);
}

/* "Column 3" where the file does not say. Caller frees. */
static char *
dup_title (const PealCsvColumn *column,
           guint                index)
{
  if (*column->header != '\0')
    return g_strdup (column->header);
  /* Translators: a column of a table that has no title of its own. */
  return g_strdup_printf (_("Column %u"), index + 1);
}

static void
add_row (PealImportColumns      *self,
         const PealImportReport *report,
         guint                   index,
         GListModel             *meanings)
{
  const PealCsvColumn *column = &self->map->columns[index];
  GtkWidget *row = adw_combo_row_new ();
  g_autofree char *title = dup_title (column, index);

  adw_preferences_row_set_use_markup (ADW_PREFERENCES_ROW (row), FALSE);
  adw_preferences_row_set_title (ADW_PREFERENCES_ROW (row), title);
  adw_action_row_set_title_lines (ADW_ACTION_ROW (row), 1);
  adw_action_row_set_subtitle (ADW_ACTION_ROW (row), peal_import_report_get_sample (report, index));
  adw_action_row_set_subtitle_lines (ADW_ACTION_ROW (row), 1);
  adw_combo_row_set_model (ADW_COMBO_ROW (row), meanings);
  adw_combo_row_set_selected (ADW_COMBO_ROW (row), peal_import_meaning_find (column->field, column->role));
  g_object_set_data (G_OBJECT (row), "column", GUINT_TO_POINTER (index));
  g_signal_connect_object (row, "notify::selected", G_CALLBACK (selected_cb), self, G_CONNECT_DEFAULT);
  adw_preferences_group_add (self->group, row);
}

static void
peal_import_columns_dispose (GObject *object)
{
  gtk_widget_dispose_template (GTK_WIDGET (object), PEAL_TYPE_IMPORT_COLUMNS);
  G_OBJECT_CLASS (peal_import_columns_parent_class)->dispose (object);
}

static void
peal_import_columns_finalize (GObject *object)
{
  peal_csv_map_free (PEAL_IMPORT_COLUMNS (object)->map);
  G_OBJECT_CLASS (peal_import_columns_parent_class)->finalize (object);
}

static void
peal_import_columns_class_init (PealImportColumnsClass *klass)
{
  GObjectClass *object_class = G_OBJECT_CLASS (klass);
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  object_class->dispose = peal_import_columns_dispose;
  object_class->finalize = peal_import_columns_finalize;

  signals[CHANGED] = g_signal_new ("changed", PEAL_TYPE_IMPORT_COLUMNS, G_SIGNAL_RUN_LAST, 0, NULL, NULL, NULL,
                                   G_TYPE_NONE, 0);
  gtk_widget_class_set_template_from_resource (widget_class, PEAL_RESOURCE_PATH "/ui/peal-import-columns.ui");
  gtk_widget_class_bind_template_child (widget_class, PealImportColumns, group);
}

static void
peal_import_columns_init (PealImportColumns *self)
{
  gtk_widget_init_template (GTK_WIDGET (self));
}

PealImportColumns *
peal_import_columns_new (const PealImportReport *report,
                         const PealCsvMap       *map)
{
  g_autoptr(GListModel) meanings = NULL;
  PealImportColumns *self;

  g_return_val_if_fail (report != NULL && peal_import_report_get_map (report) != NULL, NULL);

  self = g_object_new (PEAL_TYPE_IMPORT_COLUMNS, NULL);
  self->map = peal_csv_map_copy (map != NULL ? map : peal_import_report_get_map (report));
  meanings = peal_import_meanings_new ();
  for (guint i = 0; i < self->map->n_columns; i++)
    add_row (self, report, i, meanings);
  return self;
}

const PealCsvMap *
peal_import_columns_get_map (PealImportColumns *self)
{
  g_return_val_if_fail (PEAL_IS_IMPORT_COLUMNS (self), NULL);

  return self->map;
}
