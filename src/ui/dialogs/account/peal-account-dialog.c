/* peal-account-dialog.c: connects a gateway account, or changes one.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#define G_LOG_DOMAIN "peal-ui"

#include "peal-account-dialog.h"

#include "peal-config.h"
#include "peal-error-text.h"
#include "peal-format.h"
#include "peal-limits-group.h"
#include "peal-when.h"

#include <glib/gi18n.h>

#define ACTOR "window"

struct _PealAccountDialog
{
  AdwDialog parent_instance;
  PealEngine *engine;
  PealAccount *account;      /* NULL: a new one */
  DexFuture *trying;
  DexFuture *reading;
  gboolean saving;

  GtkButton *save_button;
  AdwComboRow *provider_row;
  AdwEntryRow *label_row;
  AdwPreferencesGroup *credentials;
  AdwEntryRow *username_row;
  AdwEntryRow *secret_row;
  AdwEntryRow *sender_row;
  AdwEntryRow *url_row;
  PealLimitsGroup *limits;
  AdwButtonRow *try_row;
  AdwActionRow *result_row;
  GtkImage *result_icon;
};

G_DEFINE_FINAL_TYPE (PealAccountDialog, peal_account_dialog, ADW_TYPE_DIALOG)

static const PealProvider *
get_provider (PealAccountDialog *self)
{
  gsize n;
  const PealProvider *const *providers = peal_provider_list (&n);
  guint selected = adw_combo_row_get_selected (self->provider_row);

  return selected < n ? providers[selected] : NULL;
}

static char *
dup_text (gpointer row)
{
  return g_strstrip (g_strdup (gtk_editable_get_text (GTK_EDITABLE (row))));
}

/* The account as the fields say; what has no field here is as it was. */
static PealAccount *
make_account (PealAccountDialog *self)
{
  const PealProvider *provider = get_provider (self);
  g_autofree char *label = dup_text (self->label_row);
  PealAccount *account;

  if (*label == '\0')
    g_set_str (&label, provider->name);
  if (self->account != NULL)
    account = peal_account_copy (self->account);
  else
    account = peal_account_new (provider->id, label);
  g_set_str (&account->label, label);
  g_free (account->username);
  g_free (account->sender);
  g_free (account->base_url);
  account->username = dup_text (self->username_row);
  account->sender = dup_text (self->sender_row);
  account->base_url = dup_text (self->url_row);
  return account;
}

static void
show_result (PealAccountDialog *self,
             const char        *icon,
             const char        *css_class,
             const char        *text)
{
  const char *classes[] = { css_class, NULL };

  gtk_image_set_from_icon_name (self->result_icon, icon);
  gtk_widget_set_css_classes (GTK_WIDGET (self->result_icon), classes);
  adw_preferences_row_set_title (ADW_PREFERENCES_ROW (self->result_row), text);
  gtk_widget_set_visible (GTK_WIDGET (self->result_row), TRUE);
  gtk_accessible_announce (GTK_ACCESSIBLE (self->result_row), text,
                           GTK_ACCESSIBLE_ANNOUNCEMENT_PRIORITY_MEDIUM);
}

static void
update_buttons (PealAccountDialog *self)
{
  g_autofree char *username = dup_text (self->username_row);
  g_autofree char *secret = dup_text (self->secret_row);
  gboolean complete = *username != '\0' && (*secret != '\0' || self->account != NULL);

  gtk_widget_set_sensitive (GTK_WIDGET (self->save_button),
                            complete && !self->saving && peal_limits_group_is_valid (self->limits));
  /* The old secret stays in the keyring: only a new one can be tried here. */
  gtk_widget_set_sensitive (GTK_WIDGET (self->try_row), *username != '\0' && *secret != '\0');
}

/* Saving ----------------------------------------------------------------------------------------- */

static void
failed_cb (gpointer      owner,
           const GError *error)
{
  PealAccountDialog *self = owner;
  g_autofree char *text = peal_error_text (error);

  self->saving = FALSE;
  show_result (self, "dialog-warning-symbolic", "error", text);
  update_buttons (self);
}

static void
saved_cb (gpointer      owner,
          const GValue *value)
{
  adw_dialog_close (owner);
}

static void
save_cb (PealAccountDialog *self)
{
  g_autoptr(PealAccount) account = make_account (self);
  g_autoptr(PealAllowance) allowance = peal_limits_group_dup_change (self->limits);
  g_autofree char *secret = dup_text (self->secret_row);
  DexFuture *future;

  self->saving = TRUE;
  update_buttons (self);
  if (allowance != NULL)
    future = peal_engine_save_account (self->engine, account, secret, allowance, ACTOR);
  else if (self->account != NULL)
    future = peal_engine_update_account (self->engine, account, secret, ACTOR);
  else
    future = peal_engine_add_account (self->engine, account, secret, ACTOR);
  peal_when (future, self, saved_cb, failed_cb);
}

static void
cancel_cb (PealAccountDialog *self)
{
  adw_dialog_close (ADW_DIALOG (self));
}

/* Trying ----------------------------------------------------------------------------------------- */

static void
tried_cb (gpointer      owner,
          const GValue *value)
{
  const PealBalance *balance = g_value_get_boxed (value);
  g_autofree char *money = NULL;
  g_autofree char *text = NULL;

  if (*balance->currency == '\0')
    {
      show_result (owner, "object-select-symbolic", "success", _("It works."));
      return;
    }
  money = peal_format_money (balance->micros, balance->currency);
  /* Translators: %s is an amount of money. */
  text = g_strdup_printf (_("It works. The balance is %s."), money);
  show_result (owner, "object-select-symbolic", "success", text);
}

static void
try_cb (PealAccountDialog *self)
{
  g_autoptr(PealAccount) account = make_account (self);
  g_autofree char *secret = dup_text (self->secret_row);

  show_result (self, "content-loading-symbolic", "dimmed", _("Asking the gateway…"));
  peal_when_latest (&self->trying, peal_engine_try_account (self->engine, account, secret), self,
                    tried_cb, failed_cb);
}

/* Fields ----------------------------------------------------------------------------------------- */

static void
changed_cb (PealAccountDialog *self)
{
  dex_clear (&self->trying);
  gtk_widget_set_visible (GTK_WIDGET (self->result_row), FALSE);
  update_buttons (self);
}

static void
limits_changed_cb (PealAccountDialog *self)
{
  update_buttons (self);
}

static void
provider_changed_cb (PealAccountDialog *self)
{
  const PealProvider *provider = get_provider (self);

  if (provider == NULL)
    return;
  adw_preferences_row_set_title (ADW_PREFERENCES_ROW (self->username_row), _(provider->username_label));
  adw_preferences_row_set_title (ADW_PREFERENCES_ROW (self->secret_row), _(provider->secret_label));
  adw_preferences_row_set_title (ADW_PREFERENCES_ROW (self->sender_row), _(provider->sender_label));
  if (*provider->help_url != '\0')
    {
      /* Translators: %s is an address on the web. */
      g_autofree char *help = g_strdup_printf (_("You find these at %s"), provider->help_url);

      adw_preferences_group_set_description (self->credentials, help);
    }
  else
    adw_preferences_group_set_description (self->credentials, NULL);
  changed_cb (self);
}

static void
fill_providers (PealAccountDialog *self)
{
  gsize n;
  const PealProvider *const *providers = peal_provider_list (&n);
  g_autoptr(GtkStringList) names = gtk_string_list_new (NULL);

  for (gsize i = 0; i < n; i++)
    gtk_string_list_append (names, providers[i]->name);
  adw_combo_row_set_model (self->provider_row, G_LIST_MODEL (names));
}

static void
fill_account (PealAccountDialog *self)
{
  gsize n;
  const PealProvider *const *providers = peal_provider_list (&n);

  for (gsize i = 0; i < n; i++)
    if (g_str_equal (providers[i]->id, self->account->provider))
      adw_combo_row_set_selected (self->provider_row, i);
  gtk_widget_set_sensitive (GTK_WIDGET (self->provider_row), FALSE);
  gtk_editable_set_text (GTK_EDITABLE (self->label_row), self->account->label);
  gtk_editable_set_text (GTK_EDITABLE (self->username_row), self->account->username);
  gtk_editable_set_text (GTK_EDITABLE (self->sender_row), self->account->sender);
  gtk_editable_set_text (GTK_EDITABLE (self->url_row), self->account->base_url);
  adw_dialog_set_title (ADW_DIALOG (self), _("Change the Account"));
}

static void
allowance_read_cb (gpointer      owner,
                   const GValue *value)
{
  PealAccountDialog *self = owner;

  peal_limits_group_set_allowance (self->limits, g_value_get_boxed (value));
}

static void
fill_limits (PealAccountDialog *self)
{
  g_autoptr(PealAllowance) none = NULL;

  if (self->account != NULL)
    {
      peal_when_latest (&self->reading, peal_allowance_get (peal_engine_get_store (self->engine), self->account->id),
                        self, allowance_read_cb, failed_cb);
      return;
    }
  none = peal_allowance_new ();
  peal_limits_group_set_allowance (self->limits, none);
}

static void
peal_account_dialog_dispose (GObject *object)
{
  PealAccountDialog *self = PEAL_ACCOUNT_DIALOG (object);

  dex_clear (&self->trying);
  dex_clear (&self->reading);
  gtk_widget_dispose_template (GTK_WIDGET (self), PEAL_TYPE_ACCOUNT_DIALOG);
  g_clear_object (&self->engine);
  G_OBJECT_CLASS (peal_account_dialog_parent_class)->dispose (object);
}

static void
peal_account_dialog_finalize (GObject *object)
{
  PealAccountDialog *self = PEAL_ACCOUNT_DIALOG (object);

  g_clear_pointer (&self->account, peal_account_free);
  G_OBJECT_CLASS (peal_account_dialog_parent_class)->finalize (object);
}

static void
peal_account_dialog_class_init (PealAccountDialogClass *klass)
{
  GObjectClass *object_class = G_OBJECT_CLASS (klass);
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  g_type_ensure (PEAL_TYPE_LIMITS_GROUP);
  object_class->dispose = peal_account_dialog_dispose;
  object_class->finalize = peal_account_dialog_finalize;
  gtk_widget_class_set_template_from_resource (widget_class,
                                               PEAL_RESOURCE_PATH "/ui/peal-account-dialog.ui");
  gtk_widget_class_bind_template_child (widget_class, PealAccountDialog, save_button);
  gtk_widget_class_bind_template_child (widget_class, PealAccountDialog, provider_row);
  gtk_widget_class_bind_template_child (widget_class, PealAccountDialog, label_row);
  gtk_widget_class_bind_template_child (widget_class, PealAccountDialog, credentials);
  gtk_widget_class_bind_template_child (widget_class, PealAccountDialog, username_row);
  gtk_widget_class_bind_template_child (widget_class, PealAccountDialog, secret_row);
  gtk_widget_class_bind_template_child (widget_class, PealAccountDialog, sender_row);
  gtk_widget_class_bind_template_child (widget_class, PealAccountDialog, url_row);
  gtk_widget_class_bind_template_child (widget_class, PealAccountDialog, limits);
  gtk_widget_class_bind_template_child (widget_class, PealAccountDialog, try_row);
  gtk_widget_class_bind_template_child (widget_class, PealAccountDialog, result_row);
  gtk_widget_class_bind_template_child (widget_class, PealAccountDialog, result_icon);
  gtk_widget_class_bind_template_callback (widget_class, cancel_cb);
  gtk_widget_class_bind_template_callback (widget_class, save_cb);
  gtk_widget_class_bind_template_callback (widget_class, try_cb);
  gtk_widget_class_bind_template_callback (widget_class, changed_cb);
  gtk_widget_class_bind_template_callback (widget_class, limits_changed_cb);
  gtk_widget_class_bind_template_callback (widget_class, provider_changed_cb);
}

static void
peal_account_dialog_init (PealAccountDialog *self)
{
  gtk_widget_init_template (GTK_WIDGET (self));
  fill_providers (self);
  provider_changed_cb (self);
}

PealAccountDialog *
peal_account_dialog_new (PealEngine        *engine,
                         const PealAccount *account)
{
  PealAccountDialog *self;

  g_return_val_if_fail (PEAL_IS_ENGINE (engine), NULL);

  self = g_object_new (PEAL_TYPE_ACCOUNT_DIALOG, NULL);
  self->engine = g_object_ref (engine);
  if (account != NULL)
    {
      self->account = peal_account_copy (account);
      fill_account (self);
    }
  fill_limits (self);
  update_buttons (self);
  return self;
}
