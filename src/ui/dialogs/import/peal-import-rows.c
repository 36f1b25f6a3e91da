/* peal-import-rows.c: what a rehearsal found, in rows to look at.
 *
 * A row is known by a number: the contacts in their order, then what was left
 * out in its order.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#define G_LOG_DOMAIN "peal-ui"

#include "peal-import-rows.h"

#include "peal-config.h"
#include "peal-format.h"
#include "peal-import-text.h"

#include <glib/gi18n.h>

const char *
peal_import_shelf_text (PealImportShelf shelf)
{
  switch (shelf)
    {
    case PEAL_IMPORT_SHELF_ALL:
      /* Translators: rows of a file, by what becomes of them. */
      return C_("import", "All");
    case PEAL_IMPORT_SHELF_NEW:
      return C_("import", "New");
    case PEAL_IMPORT_SHELF_UPDATED:
      /* Translators: people who are known already, about whom the file says something new. */
      return C_("import", "Completed");
    case PEAL_IMPORT_SHELF_MERGED:
      /* Translators: several rows of a file that are one person. */
      return C_("import", "Merged");
    case PEAL_IMPORT_SHELF_SKIPPED:
      /* Translators: people who are known already, and are to be left as they are. */
      return C_("import", "Skipped");
    case PEAL_IMPORT_SHELF_SAME:
      return C_("import", "Nothing New");
    case PEAL_IMPORT_SHELF_REJECTED:
      return C_("import", "Left Out");
    case PEAL_IMPORT_SHELF_WARNINGS:
      return C_("import", "With Remarks");
    case PEAL_IMPORT_N_SHELVES:
      break;
    }
  g_return_val_if_reached ("");
}

/* Shelves ----------------------------------------------------------------------------------------- */

static gboolean
is_contact_on (const PealImportReport *report,
               guint                   index,
               PealImportShelf         shelf)
{
  PealImportVerdict verdict = peal_import_report_get_verdict (report, index, NULL);

  switch (shelf)
    {
    case PEAL_IMPORT_SHELF_ALL:
      return TRUE;
    case PEAL_IMPORT_SHELF_NEW:
      return verdict == PEAL_IMPORT_NEW;
    case PEAL_IMPORT_SHELF_UPDATED:
      return verdict == PEAL_IMPORT_UPDATED;
    case PEAL_IMPORT_SHELF_MERGED:
      return peal_import_report_was_merged (report, index);
    case PEAL_IMPORT_SHELF_SKIPPED:
      return verdict == PEAL_IMPORT_SKIPPED;
    case PEAL_IMPORT_SHELF_SAME:
      return verdict == PEAL_IMPORT_UNCHANGED;
    case PEAL_IMPORT_SHELF_WARNINGS:
      return peal_import_report_has_remarks (report, index);
    case PEAL_IMPORT_SHELF_REJECTED:
    case PEAL_IMPORT_N_SHELVES:
      return FALSE;
    }
  g_return_val_if_reached (FALSE);
}

static gboolean
is_rejection_on (const PealImportReport *report,
                 guint                   index,
                 PealImportShelf         shelf)
{
  gboolean nothing = peal_import_report_get_reason (report, index) == PEAL_IMPORT_NOT_A_RECORD;

  return shelf == PEAL_IMPORT_SHELF_ALL
         || shelf == (nothing ? PEAL_IMPORT_SHELF_SAME : PEAL_IMPORT_SHELF_REJECTED);
}

static guint
count_rows (const PealImportReport *report)
{
  return peal_import_report_count_contacts (report) + peal_import_report_count_rejected (report);
}

static gboolean
is_on (const PealImportReport *report,
       guint                   number,
       PealImportShelf         shelf)
{
  guint n_contacts = peal_import_report_count_contacts (report);

  return number < n_contacts ? is_contact_on (report, number, shelf) : is_rejection_on (report, number - n_contacts, shelf);
}

guint
peal_import_shelf_count (const PealImportReport *report,
                         PealImportShelf         shelf)
{
  switch (shelf)
    {
    case PEAL_IMPORT_SHELF_ALL:
      return count_rows (report);
    case PEAL_IMPORT_SHELF_NEW:
      return peal_import_report_count (report, PEAL_IMPORT_NEW);
    case PEAL_IMPORT_SHELF_UPDATED:
      return peal_import_report_count (report, PEAL_IMPORT_UPDATED);
    case PEAL_IMPORT_SHELF_MERGED:
      return peal_import_report_count_grown (report);
    case PEAL_IMPORT_SHELF_SKIPPED:
      return peal_import_report_count (report, PEAL_IMPORT_SKIPPED);
    case PEAL_IMPORT_SHELF_SAME:
      return peal_import_report_count (report, PEAL_IMPORT_UNCHANGED) + peal_import_report_count_no_records (report);
    case PEAL_IMPORT_SHELF_REJECTED:
      return peal_import_report_count_rejected (report) - peal_import_report_count_no_records (report);
    case PEAL_IMPORT_SHELF_WARNINGS:
      return peal_import_report_count_remarks (report);
    case PEAL_IMPORT_N_SHELVES:
      break;
    }
  g_return_val_if_reached (0);
}

GArray *
peal_import_shelf_list (const PealImportReport *report,
                        PealImportShelf         shelf,
                        guint                   from,
                        guint                   n)
{
  guint n_rows = count_rows (report);
  GArray *numbers = g_array_new (FALSE, FALSE, sizeof (guint));

  for (guint i = from; i < n_rows && numbers->len < n; i++)
    if (is_on (report, i, shelf))
      g_array_append_val (numbers, i);
  return numbers;
}

/* Rows -------------------------------------------------------------------------------------------- */

/* Caller frees. */
static char *
dup_numbers (const PealImportContact *contact)
{
  g_autofree char *read = peal_format_number (peal_import_contact_get_phone (contact)->e164);
  const char *arrow = gtk_widget_get_default_direction () == GTK_TEXT_DIR_RTL ? "←" : "→";

  if (contact->written == NULL)
    return g_steal_pointer (&read);
  return g_strdup_printf ("\u2066%s\u2069 %s %s", contact->written, arrow, read);
}

/* Caller frees. */
static char *
dup_contact_text (const PealImportContact *contact)
{
  g_autoptr(GStrvBuilder) lines = g_strv_builder_new ();
  g_auto(GStrv) texts = NULL;

  g_strv_builder_take (lines, dup_numbers (contact));
  for (guint i = 0; i < contact->warnings->len; i++)
    g_strv_builder_take (lines, peal_import_warning_text (&g_array_index (contact->warnings, PealImportWarning, i)));
  texts = g_strv_builder_end (lines);
  return g_strjoinv ("\n", texts);
}

/* Caller frees. */
static char *
dup_rejection_text (const PealImportRejection *rejection)
{
  const char *reason = peal_import_reason_text (rejection->reason);
  g_autofree char *number = NULL;

  if (*rejection->suggestion == '\0')
    return g_strdup_printf (_("Row %u: %s"), rejection->record, reason);
  number = peal_format_number (rejection->suggestion);
  /* Translators: a row of a file, why it was left out, and a phone number. */
  return g_strdup_printf (_("Row %u: %s. Perhaps %s was meant"), rejection->record, reason, number);
}

static GtkWidget *
make_row (const char *title,
          const char *subtitle,
          const char *verdict)
{
  GtkWidget *row = adw_action_row_new ();
  GtkWidget *label = gtk_label_new (verdict);

  gtk_widget_add_css_class (label, "dimmed");
  adw_preferences_row_set_use_markup (ADW_PREFERENCES_ROW (row), FALSE);
  adw_preferences_row_set_title (ADW_PREFERENCES_ROW (row), title);
  adw_action_row_set_title_lines (ADW_ACTION_ROW (row), 1);
  adw_action_row_set_subtitle (ADW_ACTION_ROW (row), subtitle);
  adw_action_row_add_suffix (ADW_ACTION_ROW (row), label);
  return row;
}

static const char *
verdict_text (PealImportVerdict verdict)
{
  switch (verdict)
    {
    case PEAL_IMPORT_REHEARSED:
      return "";
    case PEAL_IMPORT_NEW:
      return peal_import_shelf_text (PEAL_IMPORT_SHELF_NEW);
    case PEAL_IMPORT_UPDATED:
      return peal_import_shelf_text (PEAL_IMPORT_SHELF_UPDATED);
    case PEAL_IMPORT_UNCHANGED:
      return peal_import_shelf_text (PEAL_IMPORT_SHELF_SAME);
    case PEAL_IMPORT_SKIPPED:
      return peal_import_shelf_text (PEAL_IMPORT_SHELF_SKIPPED);
    case PEAL_IMPORT_N_VERDICTS:
      break;
    }
  g_return_val_if_reached ("");
}

GtkWidget *
peal_import_row_new (const PealImportReport *report,
                     guint                   number,
                     const PealImportItem   *item)
{
  const PealImportContact *contact = item->contact;
  const PealImportRejection *rejection = item->rejection;
  g_autofree char *subtitle = contact != NULL ? dup_contact_text (contact) : dup_rejection_text (rejection);

  if (contact != NULL)
    return make_row (peal_import_contact_get (contact, PEAL_FIELD_DISPLAY), subtitle,
                     verdict_text (peal_import_report_get_verdict (report, number, NULL)));
  return make_row (*rejection->text != '\0' ? rejection->text : "—", subtitle,
                   peal_import_shelf_text (PEAL_IMPORT_SHELF_REJECTED));
}
