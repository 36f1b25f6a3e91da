/* peal-sender-choice.c: from which number of ours an answer goes, where there are several.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#define G_LOG_DOMAIN "peal-ui"

#include "peal-sender-choice.h"

#include "peal-accounts.h"
#include "peal-format.h"
#include "peal-when.h"

#include <glib/gi18n.h>

struct _PealSenderChoice
{
  AdwBin parent_instance;
  PealStore *store;
  gint64 own_account;        /* of the conversation; 0 = none */
  char *ours;
  gint64 chosen;             /* 0 = that of the conversation */
  GPtrArray *accounts;       /* of PealAccount, or NULL */
  DexFuture *reading;

  GtkMenuButton *button;
  GtkLabel *label;
};

G_DEFINE_FINAL_TYPE (PealSenderChoice, peal_sender_choice, ADW_TYPE_BIN)

enum
{
  CHANGED,
  N_SIGNALS,
};

static guint signals[N_SIGNALS];

/* In use, and not the conversation's. */
static gboolean
is_other (PealSenderChoice  *self,
          const PealAccount *account)
{
  return account->enabled && *account->sender != '\0' && account->id != self->own_account
         && !g_str_equal (account->sender, self->ours);
}

static const PealAccount *
find (PealSenderChoice *self,
      gint64            account_id)
{
  for (guint i = 0; self->accounts != NULL && i < self->accounts->len; i++)
    {
      const PealAccount *account = g_ptr_array_index (self->accounts, i);

      if (account->id == account_id)
        return account;
    }
  return NULL;
}

static void
append_choice (GMenu      *menu,
               const char *sender,
               const char *account,
               gint64      id)
{
  g_autofree char *number = peal_format_number (sender);
  g_autofree char *text = account != NULL ? g_strdup_printf ("%s (%s)", number, account) : g_strdup (number);
  g_auto(GStrv) parts = g_strsplit (text, "_", -1);
  g_autofree char *label = g_strjoinv ("__", parts);
  g_autoptr(GMenuItem) item = g_menu_item_new (label, NULL);

  g_menu_item_set_action_and_target (item, "sender.choose", "x", id);
  g_menu_append_item (menu, item);
}

static void
update (PealSenderChoice *self)
{
  const PealAccount *chosen = find (self, self->chosen);
  g_autoptr(GMenu) menu = g_menu_new ();
  g_autofree char *number = NULL;
  g_autofree char *text = NULL;
  guint n_others = 0;

  if (chosen == NULL || !is_other (self, chosen))
    self->chosen = 0;
  append_choice (menu, self->ours, NULL, 0);
  for (guint i = 0; self->accounts != NULL && i < self->accounts->len; i++)
    {
      const PealAccount *account = g_ptr_array_index (self->accounts, i);

      if (!is_other (self, account))
        continue;
      append_choice (menu, account->sender, account->label, account->id);
      n_others++;
    }
  number = peal_format_number (self->chosen != 0 ? chosen->sender : self->ours);
  text = self->chosen == 0 ? g_strdup_printf (_("From %s"), number)
                           /* Translators: %s is a phone number of ours. */
                           : g_strdup_printf (_("From %s: for them this is another conversation"), number);
  gtk_label_set_text (self->label, text);
  gtk_menu_button_set_menu_model (self->button, G_MENU_MODEL (menu));
  gtk_widget_set_visible (GTK_WIDGET (self), n_others > 0);
}

static void
accounts_read_cb (gpointer      owner,
                  const GValue *value)
{
  PealSenderChoice *self = owner;

  g_clear_pointer (&self->accounts, g_ptr_array_unref);
  self->accounts = g_value_dup_boxed (value);
  update (self);
}

static void
choose_cb (GtkWidget  *widget,
           const char *name,
           GVariant   *parameter)
{
  PealSenderChoice *self = PEAL_SENDER_CHOICE (widget);

  self->chosen = g_variant_get_int64 (parameter);
  update (self);
  g_signal_emit (self, signals[CHANGED], 0);
}

static void
peal_sender_choice_dispose (GObject *object)
{
  PealSenderChoice *self = PEAL_SENDER_CHOICE (object);

  dex_clear (&self->reading);
  g_clear_object (&self->store);
  G_OBJECT_CLASS (peal_sender_choice_parent_class)->dispose (object);
}

static void
peal_sender_choice_finalize (GObject *object)
{
  PealSenderChoice *self = PEAL_SENDER_CHOICE (object);

  g_free (self->ours);
  g_clear_pointer (&self->accounts, g_ptr_array_unref);
  G_OBJECT_CLASS (peal_sender_choice_parent_class)->finalize (object);
}

static void
peal_sender_choice_class_init (PealSenderChoiceClass *klass)
{
  GObjectClass *object_class = G_OBJECT_CLASS (klass);

  object_class->dispose = peal_sender_choice_dispose;
  object_class->finalize = peal_sender_choice_finalize;
  signals[CHANGED] = g_signal_new ("changed", PEAL_TYPE_SENDER_CHOICE, G_SIGNAL_RUN_LAST, 0, NULL, NULL, NULL,
                                   G_TYPE_NONE, 0);
  gtk_widget_class_install_action (GTK_WIDGET_CLASS (klass), "sender.choose", "x", choose_cb);
}

static void
peal_sender_choice_init (PealSenderChoice *self)
{
  GtkWidget *content = gtk_box_new (GTK_ORIENTATION_HORIZONTAL, 6);

  self->ours = g_strdup ("");
  self->label = GTK_LABEL (gtk_label_new (NULL));
  gtk_label_set_ellipsize (self->label, PANGO_ELLIPSIZE_END);
  gtk_widget_add_css_class (GTK_WIDGET (self->label), "caption");
  gtk_box_append (GTK_BOX (content), GTK_WIDGET (self->label));
  gtk_box_append (GTK_BOX (content), gtk_image_new_from_icon_name ("pan-down-symbolic"));
  self->button = GTK_MENU_BUTTON (gtk_menu_button_new ());
  gtk_menu_button_set_child (self->button, content);
  gtk_widget_add_css_class (GTK_WIDGET (self->button), "flat");
  gtk_widget_set_halign (GTK_WIDGET (self->button), GTK_ALIGN_START);
  gtk_widget_set_tooltip_text (GTK_WIDGET (self->button), _("Choose the Number"));
  adw_bin_set_child (ADW_BIN (self), GTK_WIDGET (self->button));
  gtk_widget_set_visible (GTK_WIDGET (self), FALSE);
}

void
peal_sender_choice_open (PealSenderChoice          *self,
                         PealStore                 *store,
                         const PealConversationRow *row)
{
  g_return_if_fail (PEAL_IS_SENDER_CHOICE (self));
  g_return_if_fail (PEAL_IS_STORE (store));
  g_return_if_fail (row != NULL);

  g_set_object (&self->store, store);
  self->own_account = row->account_id;
  g_set_str (&self->ours, row->ours);
  self->chosen = 0;
  peal_sender_choice_reread (self);
}

void
peal_sender_choice_reread (PealSenderChoice *self)
{
  g_return_if_fail (PEAL_IS_SENDER_CHOICE (self));

  if (self->store != NULL)
    peal_when_latest (&self->reading, peal_accounts_list (self->store), self, accounts_read_cb, NULL);
}

gint64
peal_sender_choice_get_account (PealSenderChoice *self)
{
  g_return_val_if_fail (PEAL_IS_SENDER_CHOICE (self), 0);

  return self->chosen;
}
