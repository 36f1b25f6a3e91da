/* peal-account-foot.c: the quiet row under the navigation.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#define G_LOG_DOMAIN "peal-ui"

#include "peal-account-foot.h"

#include "peal-account-text.h"
#include "peal-accounts.h"
#include "peal-config.h"
#include "peal-when.h"

#include <glib/gi18n.h>

struct _PealAccountFoot
{
  AdwBin parent_instance;
  PealEngine *engine;
  GPtrArray *list;           /* of PealAccount; NULL until read */
  DexFuture *reading;

  GtkMenuButton *button;
  GtkImage *dot;
  GtkLabel *name;
  GtkLabel *balance;
  GtkPopover *popover;
  GtkBox *accounts;
};

G_DEFINE_FINAL_TYPE (PealAccountFoot, peal_account_foot, ADW_TYPE_BIN)

static void
set_light (GtkImage *dot,
           PealLight light)
{
  const char *classes[] = { "light", peal_light_class (light), NULL };

  gtk_widget_set_css_classes (GTK_WIDGET (dot), classes);
}

static GtkWidget *
new_label (const char *text,
           const char *css_class)
{
  return g_object_new (GTK_TYPE_LABEL,
                       "label", text,
                       "xalign", 0.0f,
                       "wrap", TRUE,
                       "max-width-chars", 32,
                       "css-classes", (const char *[]) { css_class, NULL },
                       NULL);
}

/* One account in the popover: its name, then how it is and what is left. */
static GtkWidget *
new_details (const PealAccount       *account,
             const PealAccountHealth *health,
             gint64                   now)
{
  GtkWidget *box = gtk_box_new (GTK_ORIENTATION_VERTICAL, 0);
  GtkWidget *line = gtk_box_new (GTK_ORIENTATION_HORIZONTAL, 6);
  GtkWidget *dot = gtk_image_new_from_icon_name ("peal-dot-symbolic");
  g_autofree char *condition = peal_account_condition_text (health, now);
  g_autofree char *money = peal_account_balance_text (health);

  set_light (GTK_IMAGE (dot), peal_account_light (health->condition));
  gtk_box_append (GTK_BOX (box), new_label (account->label, "heading"));
  gtk_box_append (GTK_BOX (line), dot);
  gtk_box_append (GTK_BOX (line), new_label (condition, "body"));
  gtk_box_append (GTK_BOX (box), line);
  if (*money != '\0')
    {
      /* Translators: %s is an amount of money. */
      g_autofree char *left = g_strdup_printf (_("Balance %s"), money);

      gtk_box_append (GTK_BOX (box), new_label (left, "dimmed"));
    }
  return box;
}

static void
show_foremost (PealAccountFoot         *self,
               const PealAccount       *account,
               const PealAccountHealth *health,
               gint64                   now)
{
  g_autofree char *condition = peal_account_condition_text (health, now);
  g_autofree char *money = peal_account_balance_text (health);
  g_autofree char *spoken = NULL;

  gtk_label_set_text (self->name, account->label);
  gtk_label_set_text (self->balance, money);
  set_light (self->dot, peal_account_light (health->condition));
  gtk_widget_set_tooltip_text (GTK_WIDGET (self->button), condition);
  /* Translators: for a screen reader: account, how it is, balance. */
  spoken = g_strdup_printf (_("Account %s. %s %s"), account->label, condition, money);
  gtk_accessible_update_property (GTK_ACCESSIBLE (self->button), GTK_ACCESSIBLE_PROPERTY_LABEL,
                                  spoken, -1);
}

static void
refresh (PealAccountFoot *self)
{
  gint64 now = peal_clock_get_now (peal_engine_get_clock (self->engine));
  g_autoptr(PealAccountHealth) worst = NULL;
  const PealAccount *foremost = NULL;
  GtkWidget *child;

  while ((child = gtk_widget_get_first_child (GTK_WIDGET (self->accounts))) != NULL)
    gtk_box_remove (self->accounts, child);

  for (guint i = 0; i < self->list->len; i++)
    {
      const PealAccount *account = g_ptr_array_index (self->list, i);
      g_autoptr(PealAccountHealth) health = peal_engine_dup_health (self->engine, account->id);

      gtk_box_append (self->accounts, new_details (account, health, now));
      if (worst == NULL || health->condition > worst->condition)
        {
          g_clear_pointer (&worst, peal_account_health_free);
          worst = g_steal_pointer (&health);
          foremost = account;
        }
    }
  gtk_widget_set_visible (GTK_WIDGET (self->button), foremost != NULL);
  if (foremost != NULL)
    show_foremost (self, foremost, worst, now);
}

static void
accounts_read_cb (gpointer      owner,
                  const GValue *value)
{
  PealAccountFoot *self = owner;

  g_clear_pointer (&self->list, g_ptr_array_unref);
  self->list = g_value_dup_boxed (value);
  refresh (self);
}

static void
read_accounts (PealAccountFoot *self)
{
  peal_when_latest (&self->reading, peal_accounts_list (peal_engine_get_store (self->engine)), self,
                    accounts_read_cb, NULL);
}

static void
store_changed_cb (PealAccountFoot *self,
                  guint            changes)
{
  if ((changes & PEAL_CHANGE_ACCOUNTS) != 0)
    read_accounts (self);
}

static void
health_changed_cb (PealAccountFoot *self)
{
  if (self->list != NULL)
    refresh (self);
}

static void
manage_clicked_cb (PealAccountFoot *self)
{
  gtk_popover_popdown (self->popover);
}

static void
peal_account_foot_dispose (GObject *object)
{
  PealAccountFoot *self = PEAL_ACCOUNT_FOOT (object);

  dex_clear (&self->reading);
  gtk_widget_dispose_template (GTK_WIDGET (self), PEAL_TYPE_ACCOUNT_FOOT);
  g_clear_object (&self->engine);
  G_OBJECT_CLASS (peal_account_foot_parent_class)->dispose (object);
}

static void
peal_account_foot_finalize (GObject *object)
{
  PealAccountFoot *self = PEAL_ACCOUNT_FOOT (object);

  g_clear_pointer (&self->list, g_ptr_array_unref);
  G_OBJECT_CLASS (peal_account_foot_parent_class)->finalize (object);
}

static void
peal_account_foot_class_init (PealAccountFootClass *klass)
{
  GObjectClass *object_class = G_OBJECT_CLASS (klass);
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  object_class->dispose = peal_account_foot_dispose;
  object_class->finalize = peal_account_foot_finalize;
  gtk_widget_class_set_template_from_resource (widget_class,
                                               PEAL_RESOURCE_PATH "/ui/peal-account-foot.ui");
  gtk_widget_class_bind_template_child (widget_class, PealAccountFoot, button);
  gtk_widget_class_bind_template_child (widget_class, PealAccountFoot, dot);
  gtk_widget_class_bind_template_child (widget_class, PealAccountFoot, name);
  gtk_widget_class_bind_template_child (widget_class, PealAccountFoot, balance);
  gtk_widget_class_bind_template_child (widget_class, PealAccountFoot, popover);
  gtk_widget_class_bind_template_child (widget_class, PealAccountFoot, accounts);
  gtk_widget_class_bind_template_callback (widget_class, manage_clicked_cb);
}

static void
peal_account_foot_init (PealAccountFoot *self)
{
  gtk_widget_init_template (GTK_WIDGET (self));
}

void
peal_account_foot_set_engine (PealAccountFoot *self,
                              PealEngine      *engine)
{
  g_return_if_fail (PEAL_IS_ACCOUNT_FOOT (self));
  g_return_if_fail (PEAL_IS_ENGINE (engine));
  g_return_if_fail (self->engine == NULL);

  self->engine = g_object_ref (engine);
  g_signal_connect_object (peal_engine_get_store (engine), "changed", G_CALLBACK (store_changed_cb),
                           self, G_CONNECT_SWAPPED);
  g_signal_connect_object (engine, "health-changed", G_CALLBACK (health_changed_cb), self,
                           G_CONNECT_SWAPPED);
  read_accounts (self);
}
