/* peal-import-review.c: what a file holds and what would become of it, before it is stored.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#define G_LOG_DOMAIN "peal-ui"

#include "peal-import-review.h"

#include "peal-config.h"
#include "peal-format.h"
#include "peal-import-countries.h"
#include "peal-import-rows.h"
#include "peal-import-text.h"
#include "peal-list-box.h"
#include "peal-tags.h"
#include "peal-when.h"

#include <glib/gi18n.h>

/* So many rows come at a time: a list of widgets is no place for all of a big file. */
#define PAGE 100

/* So many are made between two frames. */
#define ROWS_AT_ONCE 4

struct _PealImportReview
{
  AdwBin parent_instance;
  PealImportReport *report;  /* NULL until the first is shown */
  PealImportShelf shelf;
  guint counts[PEAL_IMPORT_N_SHELVES];
  guint n_shown;             /* of the shelf */
  guint next;                /* where the rows behind those go on */
  GArray *coming;            /* of guint: the rows that are read */
  DexFuture *reading;
  GPtrArray *items;          /* of PealImportItem: what they say */
  guint n_filled;            /* so many of them are rows by now */
  guint filling;             /* the source that makes rows of them; 0 = none */

  AdwPreferencesGroup *reading_group;
  AdwComboRow *country_row;
  AdwActionRow *columns_row;
  AdwComboRow *policy_row;   /* in the order of PealContactMergePolicy */
  GtkEditable *group_row;
  GtkEditable *tags_row;
  AdwPreferencesGroup *consent_group;
  AdwSwitchRow *agreed_row;
  GtkEditable *wording_row;
  GtkEditable *proof_row;
  AdwPreferencesGroup *found;
  GtkWidget *save_button;
  AdwWrapBox *filters;
  GtkListBox *rows;
  GtkWidget *more_button;
};

G_DEFINE_FINAL_TYPE (PealImportReview, peal_import_review, ADW_TYPE_BIN)

enum
{
  CHANGED,
  ANSWERED,
  COLUMNS,
  SAVE,
  REPORT,
  N_SIGNALS,
};

static guint signals[N_SIGNALS];

/* Rows -------------------------------------------------------------------------------------------- */

/* A few between two frames, so that the window goes on meanwhile. */
static gboolean
fill_cb (gpointer user_data)
{
  PealImportReview *self = user_data;
  guint end = MIN (self->n_filled + ROWS_AT_ONCE, self->items->len);

  for (; self->n_filled < end; self->n_filled++, self->n_shown++)
    {
      self->next = g_array_index (self->coming, guint, self->n_filled) + 1;
      gtk_list_box_append (self->rows, peal_import_row_new (self->report, self->next - 1,
                                                            g_ptr_array_index (self->items, self->n_filled)));
    }
  gtk_widget_set_visible (GTK_WIDGET (self->rows), self->n_shown > 0);
  if (self->n_filled < self->items->len)
    return G_SOURCE_CONTINUE;
  gtk_widget_set_visible (self->more_button, self->n_shown < self->counts[self->shelf]);
  self->filling = 0;
  return G_SOURCE_REMOVE;
}

static void
read_cb (gpointer      owner,
         const GValue *value)
{
  PealImportReview *self = owner;

  g_clear_pointer (&self->items, g_ptr_array_unref);
  self->items = g_value_dup_boxed (value);
  self->n_filled = 0;
  if (self->n_shown == 0)
    peal_list_box_clear (self->rows);
  self->filling = g_idle_add (fill_cb, self);
}

/* What is there stays until the new ones are: they are read from the file. */
static void
show_more (PealImportReview *self)
{
  g_clear_handle_id (&self->filling, g_source_remove);
  g_clear_pointer (&self->coming, g_array_unref);
  self->coming = peal_import_shelf_list (self->report, self->shelf, self->next, PAGE);
  peal_when_latest (&self->reading, peal_import_report_read (self->report, self->coming), self, read_cb, NULL);
}

static void
more_clicked_cb (PealImportReview *self)
{
  show_more (self);
}

static void
show_shelf (PealImportReview *self,
            PealImportShelf   shelf)
{
  self->shelf = shelf;
  self->n_shown = 0;
  self->next = 0;
  show_more (self);
}

/* Shelves ----------------------------------------------------------------------------------------- */

static void
shelf_toggled_cb (GtkToggleButton  *button,
                  PealImportReview *self)
{
  if (gtk_toggle_button_get_active (button))
    show_shelf (self, GPOINTER_TO_UINT (g_object_get_data (G_OBJECT (button), "shelf")));
}

static GtkToggleButton *
add_filter (PealImportReview *self,
            PealImportShelf   shelf,
            guint             n,
            GtkToggleButton  *group)
{
  GtkWidget *button = gtk_toggle_button_new ();
  g_autofree char *count = peal_format_count (n);
  /* Translators: what becomes of rows of a file, and how many there are: "New 12". */
  g_autofree char *label = g_strdup_printf (C_("import", "%s %s"), peal_import_shelf_text (shelf), count);

  gtk_button_set_label (GTK_BUTTON (button), label);
  gtk_toggle_button_set_group (GTK_TOGGLE_BUTTON (button), group);
  gtk_toggle_button_set_active (GTK_TOGGLE_BUTTON (button), shelf == self->shelf);
  g_object_set_data (G_OBJECT (button), "shelf", GUINT_TO_POINTER (shelf));
  g_signal_connect_object (button, "toggled", G_CALLBACK (shelf_toggled_cb), self, G_CONNECT_DEFAULT);
  adw_wrap_box_append (self->filters, button);
  return group != NULL ? group : GTK_TOGGLE_BUTTON (button);
}

/* One button for each shelf that is not empty. */
static void
show_filters (PealImportReview *self)
{
  GtkToggleButton *group = NULL;
  GtkWidget *child;

  while ((child = gtk_widget_get_first_child (GTK_WIDGET (self->filters))) != NULL)
    adw_wrap_box_remove (self->filters, child);
  for (guint i = 0; i < PEAL_IMPORT_N_SHELVES; i++)
    self->counts[i] = peal_import_shelf_count (self->report, i);
  if (self->counts[self->shelf] == 0)
    self->shelf = PEAL_IMPORT_SHELF_ALL;
  for (guint i = 0; i < PEAL_IMPORT_N_SHELVES; i++)
    if (self->counts[i] > 0)
      group = add_filter (self, i, self->counts[i], group);
}

/* The whole --------------------------------------------------------------------------------------- */

static void
show_counts (PealImportReview *self)
{
  guint n_contacts = peal_import_report_count_contacts (self->report);
  guint n_rejected = peal_import_report_count_rejected (self->report);
  g_autofree char *found = g_strdup_printf (ngettext ("%u contact found", "%u contacts found", n_contacts),
                                            n_contacts);
  g_autofree char *left_out = g_strdup_printf (ngettext ("%u row left out", "%u rows left out", n_rejected),
                                               n_rejected);

  adw_preferences_group_set_title (self->found, found);
  adw_preferences_group_set_description (self->found, n_rejected > 0 ? left_out : NULL);
  gtk_widget_set_visible (self->save_button, n_rejected > 0);
}

static void
show_columns (PealImportReview *self)
{
  const PealCsvMap *map = peal_import_report_get_map (self->report);
  g_autofree char *text = NULL;
  guint n = 0;

  gtk_widget_set_visible (GTK_WIDGET (self->columns_row), map != NULL);
  if (map == NULL)
    return; /* cards say themselves what is what */
  for (guint i = 0; i < map->n_columns; i++)
    n += map->columns[i].field != PEAL_FIELD_IGNORED;
  text = g_strdup_printf (ngettext ("%u of %u column is taken over", "%u of %u columns are taken over",
                                    map->n_columns), n, map->n_columns);
  adw_action_row_set_subtitle (self->columns_row, text);
}

/* How many say that they agreed, or somebody says it of them. */
static guint
count_agreed (PealImportReview *self)
{
  return peal_import_report_count_agreed (self->report, adw_switch_row_get_active (self->agreed_row));
}

/* A consent is worth what can be shown of it later, so it is asked for. */
static void
show_consent (PealImportReview *self)
{
  guint n = count_agreed (self);
  g_autofree char *text = g_strdup_printf (ngettext ("%u person agreed to texts. Say what to, where and when: it is kept as the proof.",
                                                     "%u people agreed to texts. Say what to, where and when: it is kept as the proof.",
                                                     n), n);

  adw_preferences_group_set_description (self->consent_group, n > 0 ? text : NULL);
  gtk_widget_set_visible (GTK_WIDGET (self->wording_row), n > 0);
  gtk_widget_set_visible (GTK_WIDGET (self->proof_row), n > 0);
}

/* What is wrong with the file as a whole, and what was noticed about it. A description is markup. */
static void
show_notes (PealImportReview *self)
{
  const GArray *warnings = peal_import_report_get_warnings (self->report);
  g_autoptr(GStrvBuilder) lines = g_strv_builder_new ();
  g_auto(GStrv) texts = NULL;
  g_autofree char *text = NULL;
  g_autofree char *markup = NULL;

  if (peal_import_report_get_file_error (self->report) != PEAL_IMPORT_FILE_OK)
    g_strv_builder_add (lines, peal_import_file_text (peal_import_report_get_file_error (self->report)));
  for (guint i = 0; i < warnings->len; i++)
    g_strv_builder_take (lines, peal_import_warning_text (&g_array_index (warnings, PealImportWarning, i)));
  texts = g_strv_builder_end (lines);
  text = g_strjoinv ("\n", texts);
  markup = g_markup_escape_text (text, -1);
  adw_preferences_group_set_description (self->reading_group, markup);
}

static void
changed_cb (PealImportReview *self)
{
  if (self->report != NULL)
    g_signal_emit (self, signals[CHANGED], 0);
}

static void
answered_cb (PealImportReview *self)
{
  if (self->report == NULL)
    return;
  show_consent (self);
  g_signal_emit (self, signals[ANSWERED], 0);
}

static void
columns_activated_cb (PealImportReview *self)
{
  g_signal_emit (self, signals[COLUMNS], 0);
}

static void
save_clicked_cb (PealImportReview *self)
{
  g_signal_emit (self, signals[SAVE], 0);
}

static void
report_clicked_cb (PealImportReview *self)
{
  g_signal_emit (self, signals[REPORT], 0);
}

/* Object ------------------------------------------------------------------------------------------ */

static void
peal_import_review_dispose (GObject *object)
{
  PealImportReview *self = PEAL_IMPORT_REVIEW (object);

  g_clear_handle_id (&self->filling, g_source_remove);
  dex_clear (&self->reading);
  gtk_widget_dispose_template (GTK_WIDGET (self), PEAL_TYPE_IMPORT_REVIEW);
  G_OBJECT_CLASS (peal_import_review_parent_class)->dispose (object);
}

static void
peal_import_review_finalize (GObject *object)
{
  PealImportReview *self = PEAL_IMPORT_REVIEW (object);

  g_clear_pointer (&self->report, peal_import_report_unref);
  g_clear_pointer (&self->coming, g_array_unref);
  g_clear_pointer (&self->items, g_ptr_array_unref);
  G_OBJECT_CLASS (peal_import_review_parent_class)->finalize (object);
}

static void
peal_import_review_class_init (PealImportReviewClass *klass)
{
  GObjectClass *object_class = G_OBJECT_CLASS (klass);
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  object_class->dispose = peal_import_review_dispose;
  object_class->finalize = peal_import_review_finalize;

  signals[CHANGED] = g_signal_new ("changed", PEAL_TYPE_IMPORT_REVIEW, G_SIGNAL_RUN_LAST, 0, NULL, NULL, NULL,
                                   G_TYPE_NONE, 0);
  signals[ANSWERED] = g_signal_new ("answered", PEAL_TYPE_IMPORT_REVIEW, G_SIGNAL_RUN_LAST, 0, NULL, NULL, NULL,
                                    G_TYPE_NONE, 0);
  signals[COLUMNS] = g_signal_new ("columns", PEAL_TYPE_IMPORT_REVIEW, G_SIGNAL_RUN_LAST, 0, NULL, NULL, NULL,
                                   G_TYPE_NONE, 0);
  signals[SAVE] = g_signal_new ("save", PEAL_TYPE_IMPORT_REVIEW, G_SIGNAL_RUN_LAST, 0, NULL, NULL, NULL,
                                G_TYPE_NONE, 0);
  signals[REPORT] = g_signal_new ("report", PEAL_TYPE_IMPORT_REVIEW, G_SIGNAL_RUN_LAST, 0, NULL, NULL, NULL,
                                  G_TYPE_NONE, 0);
  gtk_widget_class_set_template_from_resource (widget_class, PEAL_RESOURCE_PATH "/ui/peal-import-review.ui");
  gtk_widget_class_bind_template_child (widget_class, PealImportReview, reading_group);
  gtk_widget_class_bind_template_child (widget_class, PealImportReview, country_row);
  gtk_widget_class_bind_template_child (widget_class, PealImportReview, columns_row);
  gtk_widget_class_bind_template_child (widget_class, PealImportReview, policy_row);
  gtk_widget_class_bind_template_child (widget_class, PealImportReview, group_row);
  gtk_widget_class_bind_template_child (widget_class, PealImportReview, tags_row);
  gtk_widget_class_bind_template_child (widget_class, PealImportReview, consent_group);
  gtk_widget_class_bind_template_child (widget_class, PealImportReview, agreed_row);
  gtk_widget_class_bind_template_child (widget_class, PealImportReview, wording_row);
  gtk_widget_class_bind_template_child (widget_class, PealImportReview, proof_row);
  gtk_widget_class_bind_template_child (widget_class, PealImportReview, found);
  gtk_widget_class_bind_template_child (widget_class, PealImportReview, save_button);
  gtk_widget_class_bind_template_child (widget_class, PealImportReview, filters);
  gtk_widget_class_bind_template_child (widget_class, PealImportReview, rows);
  gtk_widget_class_bind_template_child (widget_class, PealImportReview, more_button);
  gtk_widget_class_bind_template_callback (widget_class, changed_cb);
  gtk_widget_class_bind_template_callback (widget_class, answered_cb);
  gtk_widget_class_bind_template_callback (widget_class, columns_activated_cb);
  gtk_widget_class_bind_template_callback (widget_class, save_clicked_cb);
  gtk_widget_class_bind_template_callback (widget_class, report_clicked_cb);
  gtk_widget_class_bind_template_callback (widget_class, more_clicked_cb);
}

static void
peal_import_review_init (PealImportReview *self)
{
  g_autoptr(GListModel) countries = peal_import_countries_new ();

  gtk_widget_init_template (GTK_WIDGET (self));
  adw_combo_row_set_model (self->country_row, countries);
  adw_combo_row_set_selected (self->country_row, peal_import_countries_find (peal_format_get_region ()));
}

void
peal_import_review_show (PealImportReview *self,
                         PealImportReport *report)
{
  g_return_if_fail (PEAL_IS_IMPORT_REVIEW (self));
  g_return_if_fail (report != NULL);

  peal_import_report_ref (report);
  g_clear_pointer (&self->report, peal_import_report_unref);
  self->report = report;
  show_notes (self);
  show_columns (self);
  show_consent (self);
  show_counts (self);
  show_filters (self);
  show_shelf (self, self->shelf);
}

const char *
peal_import_review_get_region (PealImportReview *self)
{
  g_return_val_if_fail (PEAL_IS_IMPORT_REVIEW (self), "");

  return peal_import_countries_get (adw_combo_row_get_selected (self->country_row));
}

char *
peal_import_review_dup_group (PealImportReview *self)
{
  g_return_val_if_fail (PEAL_IS_IMPORT_REVIEW (self), NULL);

  return g_strstrip (g_strdup (gtk_editable_get_text (self->group_row)));
}

GStrv
peal_import_review_dup_tags (PealImportReview *self)
{
  g_return_val_if_fail (PEAL_IS_IMPORT_REVIEW (self), NULL);

  return peal_tags_split (gtk_editable_get_text (self->tags_row));
}

PealContactMergePolicy
peal_import_review_get_policy (PealImportReview *self)
{
  g_return_val_if_fail (PEAL_IS_IMPORT_REVIEW (self), PEAL_CONTACT_MERGE_FILL);

  return (PealContactMergePolicy) adw_combo_row_get_selected (self->policy_row);
}

gboolean
peal_import_review_all_agreed (PealImportReview *self)
{
  g_return_val_if_fail (PEAL_IS_IMPORT_REVIEW (self), FALSE);

  return adw_switch_row_get_active (self->agreed_row);
}

char *
peal_import_review_dup_wording (PealImportReview *self)
{
  g_return_val_if_fail (PEAL_IS_IMPORT_REVIEW (self), NULL);

  return g_strstrip (g_strdup (gtk_editable_get_text (self->wording_row)));
}

char *
peal_import_review_dup_proof (PealImportReview *self)
{
  g_return_val_if_fail (PEAL_IS_IMPORT_REVIEW (self), NULL);

  return g_strstrip (g_strdup (gtk_editable_get_text (self->proof_row)));
}

gboolean
peal_import_review_is_answered (PealImportReview *self)
{
  g_autofree char *wording = peal_import_review_dup_wording (self);
  g_autofree char *proof = peal_import_review_dup_proof (self);

  return self->report == NULL || count_agreed (self) == 0 || (*wording != '\0' && *proof != '\0');
}
