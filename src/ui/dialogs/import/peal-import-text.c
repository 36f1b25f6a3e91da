/* peal-import-text.c: what an import says of a file, its columns and its rows, in words for people.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#define G_LOG_DOMAIN "peal-ui"

#include "peal-import-text.h"

#include "peal-config.h"
#include "peal-format.h"

#include <glib/gi18n.h>

const char *
peal_import_reason_text (PealImportReason reason)
{
  switch (reason)
    {
    case PEAL_IMPORT_NO_PHONE:
      return _("No phone number");
    case PEAL_IMPORT_NOT_SMS_CAPABLE:
      return _("A number that cannot receive texts");
    case PEAL_IMPORT_TOO_SHORT:
      return _("The number is too short");
    case PEAL_IMPORT_TOO_LONG:
      return _("The number is too long");
    case PEAL_IMPORT_NO_AREA_CODE:
      return _("The area code is missing");
    case PEAL_IMPORT_INVALID_PHONE:
      return _("Not a phone number");
    case PEAL_IMPORT_PLACEHOLDER:
      return _("A made-up number");
    case PEAL_IMPORT_SCIENTIFIC_LOSSY:
      return _("The spreadsheet has cut off digits. Format the column as text and export again");
    case PEAL_IMPORT_NO_SMS_CAPABLE_PHONE:
      return _("None of the numbers can receive texts");
    case PEAL_IMPORT_NOT_A_RECORD:
      return _("Not a contact");
    case PEAL_IMPORT_UNTERMINATED_QUOTE:
      return _("A quotation mark is never closed");
    case PEAL_IMPORT_UNTERMINATED_CARD:
      return _("The card is cut off: its end is missing");
    }
  return "";
}

const char *
peal_import_file_text (PealImportFileError error)
{
  switch (error)
    {
    case PEAL_IMPORT_FILE_OK:
      return "";
    case PEAL_IMPORT_FILE_EMPTY:
      return _("The file is empty. Export it again.");
    case PEAL_IMPORT_FILE_BINARY:
      return _("This is no text file. Export the contacts as CSV or vCard.");
    case PEAL_IMPORT_FILE_SPREADSHEET:
      return _("This is a spreadsheet. Open it and save it as CSV.");
    case PEAL_IMPORT_FILE_HTML:
      return _("This is a web page. Download the CSV file itself.");
    case PEAL_IMPORT_FILE_NO_PHONE_COLUMN:
      return _("No column of this file holds phone numbers.");
    }
  return "";
}

/* @text with @value, kept apart in its own direction, in the place of its "%s". Caller frees. */
static char *
fill_in (const char *text,
         const char *value)
{
  g_auto(GStrv) parts = g_strsplit (text, "%s", 2);

  if (parts[1] == NULL)
    return g_strdup (text);
  return g_strconcat (parts[0], "\u2068", value, "\u2069", parts[1], NULL);
}

char *
peal_import_warning_text (const PealImportWarning *warning)
{
  const char *text = NULL;

  switch (warning->code)
    {
    case PEAL_IMPORT_WARN_PHONE_NOT_VALID:
      text = _("Nobody is known to have such a number: %s");
      break;
    case PEAL_IMPORT_WARN_EXTENSION_DROPPED:
      text = _("The extension of %s was dropped: it cannot be texted");
      break;
    case PEAL_IMPORT_WARN_PLUS_ASSUMED:
      text = _("%s was read as a number with its country code");
      break;
    case PEAL_IMPORT_WARN_NUMBER_RESTORED:
      text = _("A spreadsheet had made %s of the number");
      break;
    case PEAL_IMPORT_WARN_OLD_MEXICAN:
      text = _("%s was written the way Mexico wrote numbers before 2019");
      break;
    case PEAL_IMPORT_WARN_PHONE_DROPPED:
      text = _("Another number was left out: %s");
      break;
    case PEAL_IMPORT_WARN_COUNTRY_UNKNOWN:
      text = _("No country is called %s");
      break;
    case PEAL_IMPORT_WARN_EMAIL_DROPPED:
      text = _("Not an e-mail address, left out: %s");
      break;
    case PEAL_IMPORT_WARN_BIRTHDAY_DROPPED:
      text = _("Not a birthday, left out: %s");
      break;
    case PEAL_IMPORT_WARN_EXTRA_FIELDS:
      text = _("The row has more cells than there are columns: %s");
      break;
    case PEAL_IMPORT_WARN_MERGED:
      text = _("Row %s has the same number and was merged into this one");
      break;
    case PEAL_IMPORT_WARN_MIXED_ENCODING:
      text = _("The file mixes several encodings: look at the letters with accents.");
      break;
    case PEAL_IMPORT_WARN_CONTROL_CHARACTERS:
      text = _("Characters that cannot be shown were left out.");
      break;
    case PEAL_IMPORT_WARN_REPLACED_CHARACTERS:
      text = _("Some characters were broken in the file and could not be read.");
      break;
    case PEAL_IMPORT_WARN_NO_HEADER:
      text = _("The columns have no titles: look whether they were understood.");
      break;
    case PEAL_IMPORT_WARN_PREAMBLE:
      text = _("What stands above the titles of the columns was left out.");
      break;
    case PEAL_IMPORT_WARN_COLUMN_GUESSED:
      text = _("What “%s” means was guessed from what stands in it.");
      break;
    }
  g_return_val_if_fail (text != NULL, NULL);

  return fill_in (text, warning->text);
}

/* Imports ----------------------------------------------------------------------------------------- */

static char *
dup_undone (guint n_removed,
            guint n_restored,
            guint n_kept)
{
  g_autofree char *removed = peal_format_count (n_removed);
  g_autofree char *restored = peal_format_count (n_restored);
  g_autofree char *kept = peal_format_count (n_kept);

  if (n_kept == 0)
    /* Translators: numbers of people. */
    return g_strdup_printf (_("Undone: %s removed, %s restored"), removed, restored);
  /* Translators: numbers of people. */
  return g_strdup_printf (_("Undone: %s removed, %s restored, %s left alone"), removed, restored, kept);
}

char *
peal_import_undone_text (const PealImportUndo *undo)
{
  g_return_val_if_fail (undo != NULL, NULL);

  return dup_undone (undo->n_removed, undo->n_restored, undo->n_kept);
}

static char *
dup_outcome (const PealImportEntry *entry)
{
  g_autofree char *added = peal_format_count (entry->n_new);
  g_autofree char *updated = peal_format_count (entry->n_updated);
  g_autofree char *same = peal_format_count (entry->n_unchanged + entry->n_skipped);
  g_autofree char *rejected = peal_format_count (entry->n_rejected);

  switch (entry->state)
    {
    case PEAL_JOB_RUNNING:
      return g_strdup (_("Under way"));
    case PEAL_JOB_FAILED:
      return g_strdup (_("Failed, nothing was kept"));
    case PEAL_JOB_STOPPED:
      return g_strdup (_("Stopped, nothing was kept"));
    case PEAL_JOB_UNDONE:
      return dup_undone (entry->n_removed, entry->n_restored, entry->n_kept);
    case PEAL_JOB_DONE:
      break;
    }
  /* Translators: four numbers, of people and of rows of a file. */
  return g_strdup_printf (_("%s new, %s completed, %s known already, %s left out"), added, updated, same, rejected);
}

char *
peal_import_entry_text (const PealImportEntry *entry,
                        gint64                 now)
{
  g_autofree char *when = NULL;
  g_autofree char *outcome = NULL;

  g_return_val_if_fail (entry != NULL, NULL);

  when = peal_format_moment (entry->started_at, now);
  outcome = dup_outcome (entry);
  return g_strdup_printf ("%s · %s", when, outcome);
}

/* Columns ----------------------------------------------------------------------------------------- */

typedef struct
{
  PealField field;
  PealPhoneRole role;
  const char *text;
} Meaning;

static const Meaning meanings[] = {
  { PEAL_FIELD_IGNORED, 0, N_("Left Out") },
  { PEAL_FIELD_DISPLAY, 0, N_("Whole Name") },
  { PEAL_FIELD_GIVEN, 0, N_("First Name") },
  { PEAL_FIELD_MIDDLE, 0, N_("Middle Name") },
  { PEAL_FIELD_FAMILY, 0, N_("Last Name") },
  { PEAL_FIELD_PREFIX, 0, N_("Form of Address") },
  { PEAL_FIELD_SUFFIX, 0, N_("Suffix of the Name") },
  { PEAL_FIELD_ORG, 0, N_("Company") },
  { PEAL_FIELD_TITLE, 0, N_("Job Title") },
  { PEAL_FIELD_INDUSTRY, 0, N_("Industry") },
  { PEAL_FIELD_PHONE, PEAL_PHONE_ROLE_MOBILE, N_("Mobile Number") },
  { PEAL_FIELD_PHONE, PEAL_PHONE_ROLE_PREFERRED, N_("Preferred Number") },
  { PEAL_FIELD_PHONE, PEAL_PHONE_ROLE_MAIN, N_("Phone Number") },
  { PEAL_FIELD_PHONE, PEAL_PHONE_ROLE_OTHER, N_("Other Number") },
  { PEAL_FIELD_PHONE, PEAL_PHONE_ROLE_WORK, N_("Number at Work") },
  { PEAL_FIELD_PHONE, PEAL_PHONE_ROLE_HOME, N_("Number at Home") },
  { PEAL_FIELD_PHONE, PEAL_PHONE_ROLE_FAX, N_("Fax") },
  { PEAL_FIELD_PHONE, PEAL_PHONE_ROLE_PAGER, N_("Pager") },
  { PEAL_FIELD_PHONE_LABEL, 0, N_("Kind of Number") },
  { PEAL_FIELD_CALLING_CODE, 0, N_("Country Code of the Number") },
  { PEAL_FIELD_EMAIL, 0, N_("E-Mail") },
  { PEAL_FIELD_STREET, 0, N_("Street") },
  { PEAL_FIELD_CITY, 0, N_("City") },
  { PEAL_FIELD_REGION, 0, N_("State or Province") },
  { PEAL_FIELD_POSTCODE, 0, N_("Postal Code") },
  { PEAL_FIELD_COUNTRY, 0, N_("Country") },
  { PEAL_FIELD_BIRTHDAY, 0, N_("Birthday") },
  { PEAL_FIELD_LANGUAGE, 0, N_("Language") },
  { PEAL_FIELD_ZONE, 0, N_("Time Zone") },
  { PEAL_FIELD_TAGS, 0, N_("Tags") },
  { PEAL_FIELD_NOTES, 0, N_("Notes") },
  { PEAL_FIELD_STATUS, 0, N_("Status") },
  { PEAL_FIELD_SOURCE, 0, N_("Source") },
  { PEAL_FIELD_SCORE, 0, N_("Score") },
  { PEAL_FIELD_SMS_CONSENT, 0, N_("Agreed to Texts") },
  { PEAL_FIELD_SMS_OPT_OUT, 0, N_("Objects to Texts") },
};

GListModel *
peal_import_meanings_new (void)
{
  GtkStringList *list = gtk_string_list_new (NULL);

  for (guint i = 0; i < G_N_ELEMENTS (meanings); i++)
    gtk_string_list_append (list, _(meanings[i].text));
  return G_LIST_MODEL (list);
}

guint
peal_import_meaning_find (PealField     field,
                          PealPhoneRole role)
{
  for (guint i = 0; i < G_N_ELEMENTS (meanings); i++)
    if (meanings[i].field == field && (field != PEAL_FIELD_PHONE || meanings[i].role == role))
      return i;
  return 0;
}

void
peal_import_meaning_get (guint          position,
                         PealField     *field,
                         PealPhoneRole *role)
{
  g_return_if_fail (position < G_N_ELEMENTS (meanings));

  *field = meanings[position].field;
  *role = meanings[position].role;
}
