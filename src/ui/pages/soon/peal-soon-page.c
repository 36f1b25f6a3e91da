/* peal-soon-page.c: a page that is not built yet, and says so.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#define G_LOG_DOMAIN "peal-ui"

#include "peal-soon-page.h"

#include "peal-config.h"
#include "peal-page-table.h"

#include <glib/gi18n.h>

struct _PealSoonPage
{
  AdwBin parent_instance;
  AdwWindowTitle *title;
  AdwStatusPage *status;
};

static const struct
{
  const char *page;
  const char *heading;
  const char *text;
} texts[] = {
  { "library", N_("No Templates Yet"),
    N_("Later, texts that you use again will be kept here. Today, a message can hold placeholders "
       "such as {first_name}, which are filled in for each person.") },
  { "insights", N_("Nothing to Show Yet"),
    N_("Later, this page will say when people answer and which texts work. Today, Home shows what "
       "was sent, delivered and answered in the last days.") },
};

static void page_init (PealPageInterface *iface);

G_DEFINE_FINAL_TYPE_WITH_CODE (PealSoonPage, peal_soon_page, ADW_TYPE_BIN,
                               G_IMPLEMENT_INTERFACE (PEAL_TYPE_PAGE, page_init))

static void
open_page (PealPage           *page,
           PealEngine         *engine,
           const PealPageInfo *info)
{
  PealSoonPage *self = PEAL_SOON_PAGE (page);

  adw_window_title_set_title (self->title, _(info->title));
  adw_status_page_set_icon_name (self->status, info->icon);
  for (gsize i = 0; i < G_N_ELEMENTS (texts); i++)
    if (g_str_equal (texts[i].page, info->id))
      {
        adw_status_page_set_title (self->status, _(texts[i].heading));
        adw_status_page_set_description (self->status, _(texts[i].text));
      }
}

static void
page_init (PealPageInterface *iface)
{
  iface->open = open_page;
}

static void
peal_soon_page_dispose (GObject *object)
{
  gtk_widget_dispose_template (GTK_WIDGET (object), PEAL_TYPE_SOON_PAGE);
  G_OBJECT_CLASS (peal_soon_page_parent_class)->dispose (object);
}

static void
peal_soon_page_class_init (PealSoonPageClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  G_OBJECT_CLASS (klass)->dispose = peal_soon_page_dispose;
  gtk_widget_class_set_template_from_resource (widget_class, PEAL_RESOURCE_PATH "/ui/peal-soon-page.ui");
  gtk_widget_class_bind_template_child (widget_class, PealSoonPage, title);
  gtk_widget_class_bind_template_child (widget_class, PealSoonPage, status);
}

static void
peal_soon_page_init (PealSoonPage *self)
{
  gtk_widget_init_template (GTK_WIDGET (self));
}
