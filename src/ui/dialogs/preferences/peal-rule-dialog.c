/* peal-rule-dialog.c: one rule: recipients in a country, or everywhere, through an account, or not at all.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#define G_LOG_DOMAIN "peal-ui"

#include "peal-rule-dialog.h"

#include "peal-accounts.h"
#include "peal-config.h"
#include "peal-import-countries.h"

#include <glib/gi18n.h>

struct _PealRuleDialog
{
  AdwDialog parent_instance;
  PealStoredRoute *rule;     /* as it was; never NULL */
  gboolean is_new;
  GArray *account_ids;       /* of gint64, as in the list; behind them stands "nothing goes there" */

  AdwComboRow *country_row;
  AdwComboRow *account_row;
};

G_DEFINE_FINAL_TYPE (PealRuleDialog, peal_rule_dialog, ADW_TYPE_DIALOG)

enum
{
  SAVED,
  N_SIGNALS,
};

static guint signals[N_SIGNALS];

static void
save_cb (PealRuleDialog *self)
{
  g_signal_emit (self, signals[SAVED], 0);
  adw_dialog_close (ADW_DIALOG (self));
}

static void
fill_countries (PealRuleDialog *self)
{
  g_autoptr(GListStore) lists = g_list_store_new (G_TYPE_LIST_MODEL);
  g_autoptr(GtkStringList) everywhere = gtk_string_list_new (NULL);
  g_autoptr(GListModel) countries = peal_import_countries_new ();
  g_autoptr(GtkFlattenListModel) all = NULL;

  gtk_string_list_append (everywhere, _("Everywhere"));
  g_list_store_append (lists, everywhere);
  g_list_store_append (lists, countries);
  all = gtk_flatten_list_model_new (G_LIST_MODEL (g_steal_pointer (&lists)));
  adw_combo_row_set_model (self->country_row, G_LIST_MODEL (all));
  if (*self->rule->region != '\0')
    adw_combo_row_set_selected (self->country_row, peal_import_countries_find (self->rule->region) + 1);
  /* Those that begin with certain digits are written by pealctl: here only who sends to them is chosen. */
  gtk_widget_set_visible (GTK_WIDGET (self->country_row), *self->rule->prefix == '\0');
}

/* What the rule says and none of the accounts is: it stays so until another one is chosen. */
static void
add_unlisted (PealRuleDialog *self,
              GtkStringList  *names)
{
  /* Translators: %s is the name of a gateway account. */
  g_autofree char *gone = g_strdup_printf (_("%s (removed)"), self->rule->label);

  gtk_string_list_append (names, self->rule->account_id == 0 ? _("Any account") : gone);
  g_array_append_val (self->account_ids, self->rule->account_id);
}

static void
fill_accounts (PealRuleDialog  *self,
               const GPtrArray *accounts)
{
  g_autoptr(GtkStringList) names = gtk_string_list_new (NULL);
  guint selected = accounts->len;

  for (guint i = 0; i < accounts->len; i++)
    {
      const PealAccount *account = g_ptr_array_index (accounts, i);

      gtk_string_list_append (names, account->label);
      g_array_append_val (self->account_ids, account->id);
      if (account->id == self->rule->account_id)
        selected = i;
    }
  if (self->is_new)
    selected = 0;
  else if (selected == accounts->len && !self->rule->refuse)
    add_unlisted (self, names);
  gtk_string_list_append (names, _("Nothing goes there"));
  adw_combo_row_set_model (self->account_row, G_LIST_MODEL (names));
  adw_combo_row_set_selected (self->account_row, selected);
}

PealStoredRoute *
peal_rule_dialog_make_rule (PealRuleDialog *self)
{
  PealStoredRoute *rule = peal_stored_route_copy (self->rule);
  guint country = adw_combo_row_get_selected (self->country_row);
  guint account = adw_combo_row_get_selected (self->account_row);

  g_set_str (&rule->region, country > 0 ? peal_import_countries_get (country - 1) : "");
  rule->refuse = account >= self->account_ids->len;
  rule->account_id = rule->refuse ? 0 : g_array_index (self->account_ids, gint64, account);
  if (rule->account_id != self->rule->account_id)
    g_set_str (&rule->number, "");
  return rule;
}

static void
peal_rule_dialog_dispose (GObject *object)
{
  gtk_widget_dispose_template (GTK_WIDGET (object), PEAL_TYPE_RULE_DIALOG);
  G_OBJECT_CLASS (peal_rule_dialog_parent_class)->dispose (object);
}

static void
peal_rule_dialog_finalize (GObject *object)
{
  PealRuleDialog *self = PEAL_RULE_DIALOG (object);

  g_clear_pointer (&self->rule, peal_stored_route_free);
  g_array_unref (self->account_ids);
  G_OBJECT_CLASS (peal_rule_dialog_parent_class)->finalize (object);
}

static void
peal_rule_dialog_class_init (PealRuleDialogClass *klass)
{
  GObjectClass *object_class = G_OBJECT_CLASS (klass);
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  object_class->dispose = peal_rule_dialog_dispose;
  object_class->finalize = peal_rule_dialog_finalize;
  signals[SAVED] = g_signal_new ("saved", PEAL_TYPE_RULE_DIALOG, G_SIGNAL_RUN_LAST, 0, NULL, NULL, NULL, G_TYPE_NONE, 0);
  gtk_widget_class_set_template_from_resource (widget_class, PEAL_RESOURCE_PATH "/ui/peal-rule-dialog.ui");
  gtk_widget_class_bind_template_child (widget_class, PealRuleDialog, country_row);
  gtk_widget_class_bind_template_child (widget_class, PealRuleDialog, account_row);
  gtk_widget_class_bind_template_callback (widget_class, save_cb);
}

static void
peal_rule_dialog_init (PealRuleDialog *self)
{
  self->account_ids = g_array_new (FALSE, FALSE, sizeof (gint64));
  gtk_widget_init_template (GTK_WIDGET (self));
}

PealRuleDialog *
peal_rule_dialog_new (const PealStoredRoute *rule,
                      const GPtrArray       *accounts)
{
  PealRuleDialog *self = g_object_new (PEAL_TYPE_RULE_DIALOG, NULL);

  self->is_new = rule == NULL;
  self->rule = rule != NULL ? peal_stored_route_copy (rule) : peal_stored_route_new ("", "", FALSE, 0, "");
  if (rule != NULL)
    adw_dialog_set_title (ADW_DIALOG (self), _("Change the Rule"));
  fill_countries (self);
  fill_accounts (self, accounts);
  return self;
}
