/* peal-label-text.c: what a number or an address is for: "Mobile", "Work".
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#define G_LOG_DOMAIN "peal-ui"

#include "peal-label-text.h"

#include "peal-config.h"

#include <glib/gi18n.h>

/* Files write "Mobile", too. */
static const struct
{
  const char *label;
  const char *text;
  gboolean for_phone_only;
} labels[] = {
  { "mobile", NC_("label", "Mobile"), TRUE },
  { "work", NC_("label", "Work"), FALSE },
  { "home", NC_("label", "Home"), FALSE },
  { "main", NC_("label", "Main"), TRUE },
  { "other", NC_("label", "Other"), FALSE },
};

const char *
peal_label_text (const char *label)
{
  g_return_val_if_fail (label != NULL, "");

  for (gsize i = 0; i < G_N_ELEMENTS (labels); i++)
    if (g_ascii_strcasecmp (labels[i].label, label) == 0)
      return g_dpgettext2 (NULL, "label", labels[i].text);
  return label;
}

const char *
peal_label_get_nth (guint    i,
                    gboolean for_phone)
{
  for (gsize k = 0; k < G_N_ELEMENTS (labels); k++)
    if ((for_phone || !labels[k].for_phone_only) && i-- == 0)
      return labels[k].label;
  return NULL;
}
