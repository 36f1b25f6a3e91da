/* peal-custom-text.c: fields that the business made up itself, in words.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#define G_LOG_DOMAIN "peal-ui"

#include "peal-custom-text.h"

#include "peal-config.h"
#include "peal-format.h"

#include <glib/gi18n.h>

const char *
peal_custom_type_text (PealCustomType type)
{
  switch (type)
    {
    case PEAL_CUSTOM_TEXT:
      return C_("field", "Text");
    case PEAL_CUSTOM_NUMBER:
      /* Translators: a quantity, not a phone number. */
      return C_("field", "Number");
    case PEAL_CUSTOM_DATE:
      return C_("field", "Date");
    case PEAL_CUSTOM_CHOICE:
      /* Translators: one of a list. */
      return C_("field", "Choice");
    case PEAL_CUSTOM_YES_NO:
      return C_("field", "Yes or no");
    }
  g_return_val_if_reached ("");
}

const char *
peal_custom_fault_text (PealCustomType type)
{
  return type == PEAL_CUSTOM_DATE ? _("This is no day. Write it like 1980-05-17.") : _("This is no number.");
}

char *
peal_custom_value_text (PealCustomType type,
                        const char    *value)
{
  g_return_val_if_fail (value != NULL, NULL);

  switch (type)
    {
    case PEAL_CUSTOM_NUMBER:
      return peal_format_decimal (value);
    case PEAL_CUSTOM_DATE:
      return peal_format_date (value);
    case PEAL_CUSTOM_YES_NO:
      if (g_str_equal (value, "yes"))
        return g_strdup (C_("value", "Yes"));
      if (g_str_equal (value, "no"))
        return g_strdup (C_("value", "No"));
      break;
    case PEAL_CUSTOM_TEXT:
    case PEAL_CUSTOM_CHOICE:
      break;
    }
  return g_strdup (value);
}
