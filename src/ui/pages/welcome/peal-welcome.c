/* peal-welcome.c: the first minute: try it, connect a gateway, import contacts.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#define G_LOG_DOMAIN "peal-ui"

#include "peal-welcome.h"

#include "peal-account-dialog.h"
#include "peal-accounts.h"
#include "peal-config.h"
#include "peal-contacts.h"
#include "peal-fiber.h"

#include <glib/gi18n.h>

struct _PealWelcome
{
  AdwBin parent_instance;
  PealEngine *engine;
};

G_DEFINE_FINAL_TYPE (PealWelcome, peal_welcome, ADW_TYPE_BIN)

static void
connect_cb (PealWelcome *self)
{
  adw_dialog_present (ADW_DIALOG (peal_account_dialog_new (self->engine, NULL)), GTK_WIDGET (self));
}

static void
peal_welcome_dispose (GObject *object)
{
  PealWelcome *self = PEAL_WELCOME (object);

  gtk_widget_dispose_template (GTK_WIDGET (self), PEAL_TYPE_WELCOME);
  g_clear_object (&self->engine);
  G_OBJECT_CLASS (peal_welcome_parent_class)->dispose (object);
}

static void
peal_welcome_class_init (PealWelcomeClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  G_OBJECT_CLASS (klass)->dispose = peal_welcome_dispose;
  gtk_widget_class_set_template_from_resource (widget_class, PEAL_RESOURCE_PATH "/ui/peal-welcome.ui");
  gtk_widget_class_bind_template_callback (widget_class, connect_cb);
}

static void
peal_welcome_init (PealWelcome *self)
{
  gtk_widget_init_template (GTK_WIDGET (self));
}

GtkWidget *
peal_welcome_new (PealEngine *engine)
{
  PealWelcome *self;

  g_return_val_if_fail (PEAL_IS_ENGINE (engine), NULL);

  self = g_object_new (PEAL_TYPE_WELCOME, NULL);
  self->engine = g_object_ref (engine);
  return GTK_WIDGET (self);
}

static DexFuture *
is_due_fiber (gpointer      data,
              GCancellable *cancellable)
{
  PealStore *store = peal_engine_get_store (data);
  g_autoptr(GError) error = NULL;
  g_autoptr(GPtrArray) accounts = NULL;
  gint64 n_contacts;

  accounts = dex_await_boxed (peal_accounts_list (store), &error);
  if (accounts == NULL)
    return dex_future_new_for_error (g_steal_pointer (&error));
  n_contacts = dex_await_int64 (peal_contacts_count (store), &error);
  if (error != NULL)
    return dex_future_new_for_error (g_steal_pointer (&error));
  return dex_future_new_for_boolean (accounts->len == 0 && n_contacts == 0);
}

DexFuture *
peal_welcome_is_due (PealEngine *engine)
{
  peal_return_reject_if_fail (PEAL_IS_ENGINE (engine));

  return peal_fiber_spawn (is_due_fiber, g_object_ref (engine), g_object_unref);
}
