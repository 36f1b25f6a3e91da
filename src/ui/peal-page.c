/* peal-page.c: what the window asks of a page.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#define G_LOG_DOMAIN "peal-ui"

#include "peal-page.h"

G_DEFINE_INTERFACE (PealPage, peal_page, GTK_TYPE_WIDGET)

static void
peal_page_default_init (PealPageInterface *iface)
{
}

void
peal_page_open (PealPage           *self,
                PealEngine         *engine,
                const PealPageInfo *info)
{
  g_return_if_fail (PEAL_IS_PAGE (self));
  g_return_if_fail (PEAL_IS_ENGINE (engine));

  PEAL_PAGE_GET_IFACE (self)->open (self, engine, info);
}

void
peal_page_show_subject (PealPage   *self,
                        const char *subject)
{
  g_return_if_fail (PEAL_IS_PAGE (self));
  g_return_if_fail (subject != NULL);

  if (PEAL_PAGE_GET_IFACE (self)->show_subject != NULL)
    PEAL_PAGE_GET_IFACE (self)->show_subject (self, subject);
}

gboolean
peal_page_find (PealPage *self)
{
  g_return_val_if_fail (PEAL_IS_PAGE (self), FALSE);

  return PEAL_PAGE_GET_IFACE (self)->find != NULL && PEAL_PAGE_GET_IFACE (self)->find (self);
}

void
peal_page_focus (PealPage *self)
{
  g_return_if_fail (PEAL_IS_PAGE (self));

  if (PEAL_PAGE_GET_IFACE (self)->focus != NULL)
    PEAL_PAGE_GET_IFACE (self)->focus (self);
}
