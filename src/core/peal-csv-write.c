/* peal-csv-write.c: one field of a table as text, safe to open in a spreadsheet.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#define G_LOG_DOMAIN "peal-core"

#include "peal-csv.h"

#include "peal-phone.h"

#include <string.h>

/* Spreadsheets take these at the start of a cell for a formula; the last four are the full-width
 * forms that East Asian versions take too (OWASP, CSV Injection). */
static gboolean
begins_formula (const char *text)
{
  switch (g_utf8_get_char (text))
    {
    case '=':
    case '+':
    case '-':
    case '@':
    case '\t':
    case '\r':
    case '\n':
    case 0xff1d:
    case 0xff0b:
    case 0xff0d:
    case 0xff20:
      return TRUE;
    default:
      return FALSE;
    }
}

/* Apostrophes before a formula are written with one more, so that reading takes one away. */
static gboolean
needs_guard (const char *text)
{
  return begins_formula (text + strspn (text, "'"));
}

void
peal_csv_append_field (GString    *out,
                       const char *text,
                       char        delimiter)
{
  const char special[] = { '"', '\n', '\r', delimiter, '\0' };
  gboolean guard;
  gboolean quote;

  g_return_if_fail (out != NULL && text != NULL);

  guard = needs_guard (text) && !peal_phone_is_e164 (text);
  quote = strpbrk (text, special) != NULL || *text == ' ' || g_str_has_suffix (text, " ");
  if (quote)
    g_string_append_c (out, '"');
  if (guard)
    g_string_append_c (out, '\'');
  for (const char *c = text; *c != '\0'; c++)
    {
      if (*c == '"')
        g_string_append_c (out, '"');
      g_string_append_c (out, *c);
    }
  if (quote)
    g_string_append_c (out, '"');
}

const char *
peal_csv_unguard (const char *text)
{
  g_return_val_if_fail (text != NULL, NULL);

  return *text == '\'' && needs_guard (text) ? text + 1 : text;
}
