/* peal-page-table.c: which pages there are.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#define G_LOG_DOMAIN "peal-ui"

#include "peal-page-table.h"

#include "peal-campaigns-page.h"
#include "peal-contacts-page.h"
#include "peal-health-page.h"
#include "peal-home-page.h"
#include "peal-inbox-page.h"
#include "peal-outbox-page.h"
#include "peal-soon-page.h"

#include <glib/gi18n.h>

static const PealPageInfo pages[] = {
  { "home", N_("Home"), "go-home-symbolic", "<Control>1", peal_home_page_get_type, NULL, FALSE },
  { "inbox", N_("Inbox"), "peal-inbox-symbolic", "<Control>2", peal_inbox_page_get_type,
    "conversation message number", FALSE },
  { "contacts", N_("Contacts"), "peal-contacts-symbolic", "<Control>3", peal_contacts_page_get_type, "contact contacts", FALSE },
  { "campaigns", N_("Campaigns"), "peal-campaigns-symbolic", "<Control>4", peal_campaigns_page_get_type, NULL, FALSE },
  { "library", N_("Library"), "peal-library-symbolic", "<Control>5", peal_soon_page_get_type, NULL, FALSE },
  { "insights", N_("Insights"), "peal-insights-symbolic", "<Control>6", peal_soon_page_get_type, NULL, FALSE },
  { "health", N_("Status"), "peal-health-symbolic", "<Control>7", peal_health_page_get_type, NULL, FALSE },
  { "outbox", N_("Outbox"), "peal-outbox-symbolic", NULL, peal_outbox_page_get_type, "unknown", TRUE },
};

const PealPageInfo *
peal_page_table (gsize *n_pages)
{
  *n_pages = G_N_ELEMENTS (pages);
  return pages;
}

const PealPageInfo *
peal_page_table_find (const char *id)
{
  for (gsize i = 0; i < G_N_ELEMENTS (pages); i++)
    if (g_strcmp0 (pages[i].id, id) == 0)
      return &pages[i];
  return NULL;
}

const PealPageInfo *
peal_page_table_find_for (const char *subject)
{
  g_autofree char *kind = NULL;

  g_return_val_if_fail (subject != NULL, NULL);

  kind = g_strndup (subject, strcspn (subject, ":"));
  for (gsize i = 0; i < G_N_ELEMENTS (pages); i++)
    {
      g_auto(GStrv) subjects = g_strsplit (pages[i].subjects != NULL ? pages[i].subjects : "", " ", -1);

      if (g_strv_contains ((const char *const *) subjects, kind))
        return &pages[i];
    }
  return NULL;
}
