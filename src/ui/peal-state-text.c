/* peal-state-text.c: the names of states, provinces and territories.
 *
 * Those of resources/rules/subdivisions.json, which laws and area codes name;
 * tests/ui/test-words.c compares the two.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#define G_LOG_DOMAIN "peal-ui"

#include "peal-state-text.h"

#include "peal-config.h"

#include <glib.h>
#include <glib/gi18n.h>

/* By code. */
static const struct
{
  const char *code;
  const char *name;
} states[] = {
  /* Translators: from here on names of states, provinces and territories, as your language has them; most languages
   * leave most of them as they are. */
  { "CA-AB", NC_("state", "Alberta") },
  { "CA-BC", NC_("state", "British Columbia") },
  { "CA-MB", NC_("state", "Manitoba") },
  { "CA-NB", NC_("state", "New Brunswick") },
  { "CA-NL", NC_("state", "Newfoundland and Labrador") },
  { "CA-NS", NC_("state", "Nova Scotia") },
  { "CA-NT", NC_("state", "Northwest Territories") },
  { "CA-NU", NC_("state", "Nunavut") },
  { "CA-ON", NC_("state", "Ontario") },
  { "CA-PE", NC_("state", "Prince Edward Island") },
  { "CA-QC", NC_("state", "Quebec") },
  { "CA-SK", NC_("state", "Saskatchewan") },
  { "CA-YT", NC_("state", "Yukon") },
  { "US-AK", NC_("state", "Alaska") },
  { "US-AL", NC_("state", "Alabama") },
  { "US-AR", NC_("state", "Arkansas") },
  { "US-AS", NC_("state", "American Samoa") },
  { "US-AZ", NC_("state", "Arizona") },
  { "US-CA", NC_("state", "California") },
  { "US-CO", NC_("state", "Colorado") },
  { "US-CT", NC_("state", "Connecticut") },
  { "US-DC", NC_("state", "District of Columbia") },
  { "US-DE", NC_("state", "Delaware") },
  { "US-FL", NC_("state", "Florida") },
  { "US-GA", NC_("state", "Georgia") },
  { "US-GU", NC_("state", "Guam") },
  { "US-HI", NC_("state", "Hawaii") },
  { "US-IA", NC_("state", "Iowa") },
  { "US-ID", NC_("state", "Idaho") },
  { "US-IL", NC_("state", "Illinois") },
  { "US-IN", NC_("state", "Indiana") },
  { "US-KS", NC_("state", "Kansas") },
  { "US-KY", NC_("state", "Kentucky") },
  { "US-LA", NC_("state", "Louisiana") },
  { "US-MA", NC_("state", "Massachusetts") },
  { "US-MD", NC_("state", "Maryland") },
  { "US-ME", NC_("state", "Maine") },
  { "US-MI", NC_("state", "Michigan") },
  { "US-MN", NC_("state", "Minnesota") },
  { "US-MO", NC_("state", "Missouri") },
  { "US-MP", NC_("state", "Northern Mariana Islands") },
  { "US-MS", NC_("state", "Mississippi") },
  { "US-MT", NC_("state", "Montana") },
  { "US-NC", NC_("state", "North Carolina") },
  { "US-ND", NC_("state", "North Dakota") },
  { "US-NE", NC_("state", "Nebraska") },
  { "US-NH", NC_("state", "New Hampshire") },
  { "US-NJ", NC_("state", "New Jersey") },
  { "US-NM", NC_("state", "New Mexico") },
  { "US-NV", NC_("state", "Nevada") },
  { "US-NY", NC_("state", "New York") },
  { "US-OH", NC_("state", "Ohio") },
  { "US-OK", NC_("state", "Oklahoma") },
  { "US-OR", NC_("state", "Oregon") },
  { "US-PA", NC_("state", "Pennsylvania") },
  { "US-PR", NC_("state", "Puerto Rico") },
  { "US-RI", NC_("state", "Rhode Island") },
  { "US-SC", NC_("state", "South Carolina") },
  { "US-SD", NC_("state", "South Dakota") },
  { "US-TN", NC_("state", "Tennessee") },
  { "US-TX", NC_("state", "Texas") },
  { "US-UT", NC_("state", "Utah") },
  { "US-VA", NC_("state", "Virginia") },
  { "US-VI", NC_("state", "Virgin Islands") },
  { "US-VT", NC_("state", "Vermont") },
  { "US-WA", NC_("state", "Washington") },
  { "US-WI", NC_("state", "Wisconsin") },
  { "US-WV", NC_("state", "West Virginia") },
  { "US-WY", NC_("state", "Wyoming") },
};

const char *
peal_state_text (const char *code)
{
  g_return_val_if_fail (code != NULL, NULL);

  for (gsize i = 0; i < G_N_ELEMENTS (states); i++)
    if (g_str_equal (states[i].code, code))
      return g_dpgettext2 (NULL, "state", states[i].name);
  return NULL;
}
