/* peal-import-text.c: what an import says of a file and its rows, in words for people.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#define G_LOG_DOMAIN "peal-ui"

#include "peal-import-text.h"

#include "peal-config.h"

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
      return _("This is no text file. Export the contacts as CSV.");
    case PEAL_IMPORT_FILE_SPREADSHEET:
      return _("This is a spreadsheet. Open it and save it as CSV.");
    case PEAL_IMPORT_FILE_HTML:
      return _("This is a web page. Download the CSV file itself.");
    case PEAL_IMPORT_FILE_VCARD:
      return _("This is a vCard file, which Peal cannot read yet. Export the contacts as CSV.");
    case PEAL_IMPORT_FILE_NO_PHONE_COLUMN:
      return _("No column of this file holds phone numbers.");
    }
  return "";
}
