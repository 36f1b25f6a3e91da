/* peal-contacts-empty.c: what stands in place of people where there are none.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#define G_LOG_DOMAIN "peal-ui"

#include "peal-contacts-empty.h"

#include "peal-config.h"

struct _PealContactsEmpty
{
  AdwBin parent_instance;

  GtkStack *stack;
};

G_DEFINE_FINAL_TYPE (PealContactsEmpty, peal_contacts_empty, ADW_TYPE_BIN)

static void
peal_contacts_empty_dispose (GObject *object)
{
  adw_bin_set_child (ADW_BIN (object), NULL); /* it is a template child, which the bin would unparent twice */
  gtk_widget_dispose_template (GTK_WIDGET (object), PEAL_TYPE_CONTACTS_EMPTY);
  G_OBJECT_CLASS (peal_contacts_empty_parent_class)->dispose (object);
}

static void
peal_contacts_empty_class_init (PealContactsEmptyClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  G_OBJECT_CLASS (klass)->dispose = peal_contacts_empty_dispose;
  gtk_widget_class_set_template_from_resource (widget_class,
                                               PEAL_RESOURCE_PATH "/ui/peal-contacts-empty.ui");
  gtk_widget_class_bind_template_child (widget_class, PealContactsEmpty, stack);
}

static void
peal_contacts_empty_init (PealContactsEmpty *self)
{
  gtk_widget_init_template (GTK_WIDGET (self));
}

void
peal_contacts_empty_show (PealContactsEmpty *self,
                          const char        *why)
{
  g_return_if_fail (PEAL_IS_CONTACTS_EMPTY (self));

  gtk_stack_set_visible_child_name (self->stack, why);
}
