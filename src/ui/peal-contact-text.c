/* peal-contact-text.c: what the fields of a contact are called.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#define G_LOG_DOMAIN "peal-ui"

#include "peal-contact-text.h"

#include "peal-config.h"

#include <glib/gi18n.h>

const char *
peal_contact_field_text (const char *name)
{
  static const struct
  {
    const char *name;
    const char *text;
  } fields[] = {
    { "given", N_("First Name") }, { "middle", N_("Middle Name") }, { "family", N_("Last Name") }, { "org", N_("Company") },
    { "title", N_("Job Title") }, { "industry", N_("Industry") }, { "emails", N_("E-Mail") }, { "street", N_("Street") },
    { "city", N_("City") }, { "region", N_("State or Province") }, { "postcode", N_("Postcode") }, { "country", N_("Country") },
    { "zone", N_("Time Zone") }, { "language", N_("Language") }, { "birthday", N_("Birthday") }, { "status", N_("Status") },
    { "source", N_("Source") }, { "score", N_("Score") }, { "notes", N_("Notes") }, { "custom", N_("More") },
    { "phones", N_("Numbers") }, { "tags", N_("Tags") }, { "groups", N_("Groups") },
  };

  g_return_val_if_fail (name != NULL, NULL);

  for (gsize i = 0; i < G_N_ELEMENTS (fields); i++)
    if (g_str_equal (fields[i].name, name))
      return _(fields[i].text);
  return NULL;
}
