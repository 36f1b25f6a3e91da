/* peal-outbox-row.c: one message of the outbox, and what can be done about it.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#define G_LOG_DOMAIN "peal-ui"

#include "peal-outbox-row.h"

#include "peal-config.h"
#include "peal-format.h"
#include "peal-law-text.h"
#include "peal-phone.h"
#include "peal-reason-text.h"

#include <glib/gi18n.h>

struct _PealOutboxRow
{
  AdwBin parent_instance;
  GtkCheckButton *check;
  GtkLabel *name;
  GtkLabel *when;
  GtkLabel *body;
  GtkImage *icon;
  GtkLabel *reason;
  AdwWrapBox *buttons;
  /* Whose buttons there are: they are made anew, and lose the focus, only where these change. */
  gint64 id;
  PealMessageState state;
  gint64 look_at;
  guint attempts;
  gboolean is_sent_again;
  gboolean is_account_gone;
};

G_DEFINE_FINAL_TYPE (PealOutboxRow, peal_outbox_row, ADW_TYPE_BIN)

/* Texts ------------------------------------------------------------------------------------------ */

/* The time of the last attempt, else when it was written. */
static char *
dup_when (const PealMessageRow *message,
          gint64                now)
{
  return peal_format_when (message->submitted_at != 0 ? message->submitted_at : message->created_at, now);
}

/* A person's name; of nobody known, the number as people write it. */
static char *
dup_name (const PealMessageRow *message)
{
  if (peal_phone_is_e164 (message->display))
    return peal_format_number (message->display);
  return g_strdup (message->display);
}

static char *
dup_reason (const PealMessageRow *message,
            PealEngine           *engine,
            gint64                now)
{
  g_autoptr(PealAccountHealth) health = peal_engine_dup_health (engine, message->account_id);
  g_autofree char *text = peal_message_text (message, health, now);
  g_autofree char *law = peal_law_text (message, peal_engine_get_window_options (engine), message->reason,
                                        message->state == PEAL_STATE_LEFT_OUT ? message->settled_at : now);
  g_autofree char *next = NULL;

  if (*law != '\0')
    /* Translators: two sentences: what became of a message, and the rule behind it; the first may lack its end. */
    return g_strdup_printf (g_str_has_suffix (text, ".") ? C_("sentences", "%s %s") : _("%s. %s"), text, law);
  if (message->state != PEAL_STATE_UNKNOWN || message->look_at <= now)
    return g_steal_pointer (&text);
  next = peal_format_moment (message->look_at, now);
  /* Translators: what is known of a message, and the time at which the gateway is asked about it. */
  return g_strdup_printf (_("%s. Asked again %s."), text, next);
}

static const char *
choose_icon (const PealMessageRow *message)
{
  if (message->state == PEAL_STATE_UNKNOWN && message->look_at == 0)
    return "dialog-question-symbolic";
  return peal_message_has_failed (message->state) ? "dialog-warning-symbolic" : NULL;
}

/* Buttons ---------------------------------------------------------------------------------------- */

/* @target: floating. */
static GtkWidget *
add_targeted (PealOutboxRow *self,
              const char    *label,
              const char    *tooltip,
              const char    *action,
              GVariant      *target)
{
  GtkWidget *button = gtk_button_new_with_mnemonic (label);

  gtk_widget_set_tooltip_text (button, tooltip);
  gtk_actionable_set_action_name (GTK_ACTIONABLE (button), action);
  gtk_actionable_set_action_target_value (GTK_ACTIONABLE (button), target);
  adw_wrap_box_append (self->buttons, button);
  return button;
}

static GtkWidget *
add_button (PealOutboxRow *self,
            const char    *label,
            const char    *tooltip,
            const char    *action)
{
  return add_targeted (self, label, tooltip, action, g_variant_new_int64 (self->id));
}

static void
add_decision (PealOutboxRow *self,
              const char    *label,
              const char    *tooltip,
              const char    *action)
{
  add_targeted (self, label, tooltip, action, g_variant_new ("(xu)", self->id, self->attempts));
}

static void
add_failed_buttons (PealOutboxRow        *self,
                    const PealMessageRow *message)
{
  PealFailureClass failure = peal_failure_class_from_db (message->failure);

  if (peal_failure_may_retry (failure) && !message->is_sent_again)
    add_button (self, _("Send _Again"), _("Send it as a new message"), "outbox.retry");
  if (failure == PEAL_FAILURE_NUMBER && message->contact_id != 0)
    {
      GtkWidget *button = gtk_button_new_with_mnemonic (_("_Edit Number"));
      g_autofree char *subject = g_strdup_printf ("contact:%" G_GINT64_FORMAT, message->contact_id);

      gtk_actionable_set_action_name (GTK_ACTIONABLE (button), "win.show");
      gtk_actionable_set_action_target (GTK_ACTIONABLE (button), "s", subject);
      adw_wrap_box_append (self->buttons, button);
    }
  gtk_widget_add_css_class (add_button (self, _("_Dismiss"), _("Seen: take it from this list"), "outbox.seen"),
                            "flat");
}

static void
add_item (PealOutboxRow *self,
          GMenu         *menu,
          const char    *label,
          const char    *action)
{
  g_autoptr(GMenuItem) item = g_menu_item_new (label, NULL);

  g_menu_item_set_action_and_target (item, action, "x", self->id);
  g_menu_append_item (menu, item);
}

static void
add_waiting_buttons (PealOutboxRow *self,
                     gboolean       is_account_gone)
{
  GtkWidget *more = gtk_menu_button_new ();
  g_autoptr(GMenu) menu = g_menu_new ();

  add_button (self, _("_Take Back"), _("Do not send it"), "outbox.take-back-one");
  add_item (self, menu, _("Send _Now"), "outbox.send-now-one");
  add_item (self, menu, _("Send _Later…"), "outbox.reschedule-one");
  add_item (self, menu, _("_Edit Text…"), "outbox.edit-one");
  if (is_account_gone)
    g_menu_append (menu, _("_Move to Another Account…"), "win.hand-over");
  gtk_menu_button_set_icon_name (GTK_MENU_BUTTON (more), "view-more-symbolic");
  gtk_menu_button_set_menu_model (GTK_MENU_BUTTON (more), G_MENU_MODEL (menu));
  gtk_widget_set_tooltip_text (more, _("More"));
  gtk_widget_add_css_class (more, "flat");
  adw_wrap_box_append (self->buttons, more);
}

static void
add_buttons (PealOutboxRow        *self,
             const PealMessageRow *message)
{
  if (message->state == PEAL_STATE_UNKNOWN && message->look_at == 0)
    {
      add_decision (self, _("It Was _Sent"), _("Leave it as sent"), "outbox.was-sent");
      add_decision (self, _("Send _Again…"), _("It was not sent: send it again"), "outbox.send-again");
    }
  else if (message->state == PEAL_STATE_QUEUED)
    add_waiting_buttons (self, message->is_account_gone);
  else if (peal_message_has_failed (message->state))
    add_failed_buttons (self, message);
}

static void
show_buttons (PealOutboxRow        *self,
              const PealMessageRow *message)
{
  GtkWidget *child;

  if (message->id == self->id && message->state == self->state && message->look_at == self->look_at
      && message->attempts == self->attempts && message->is_sent_again == self->is_sent_again
      && message->is_account_gone == self->is_account_gone)
    return;
  self->id = message->id;
  self->state = message->state;
  self->look_at = message->look_at;
  self->attempts = message->attempts;
  self->is_sent_again = message->is_sent_again;
  self->is_account_gone = message->is_account_gone;
  while ((child = gtk_widget_get_first_child (GTK_WIDGET (self->buttons))) != NULL)
    adw_wrap_box_remove (self->buttons, child);
  add_buttons (self, message);
  gtk_widget_set_visible (GTK_WIDGET (self->buttons),
                          gtk_widget_get_first_child (GTK_WIDGET (self->buttons)) != NULL);
}

/* Object ----------------------------------------------------------------------------------------- */

static void
peal_outbox_row_dispose (GObject *object)
{
  gtk_widget_dispose_template (GTK_WIDGET (object), PEAL_TYPE_OUTBOX_ROW);
  G_OBJECT_CLASS (peal_outbox_row_parent_class)->dispose (object);
}

static void
peal_outbox_row_class_init (PealOutboxRowClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  G_OBJECT_CLASS (klass)->dispose = peal_outbox_row_dispose;
  gtk_widget_class_set_template_from_resource (widget_class, PEAL_RESOURCE_PATH "/ui/peal-outbox-row.ui");
  gtk_widget_class_bind_template_child (widget_class, PealOutboxRow, check);
  gtk_widget_class_bind_template_child (widget_class, PealOutboxRow, name);
  gtk_widget_class_bind_template_child (widget_class, PealOutboxRow, when);
  gtk_widget_class_bind_template_child (widget_class, PealOutboxRow, body);
  gtk_widget_class_bind_template_child (widget_class, PealOutboxRow, icon);
  gtk_widget_class_bind_template_child (widget_class, PealOutboxRow, reason);
  gtk_widget_class_bind_template_child (widget_class, PealOutboxRow, buttons);
}

static void
peal_outbox_row_init (PealOutboxRow *self)
{
  gtk_widget_init_template (GTK_WIDGET (self));
}

GtkWidget *
peal_outbox_row_new (void)
{
  return g_object_new (PEAL_TYPE_OUTBOX_ROW, NULL);
}

static void
clear (PealOutboxRow *self)
{
  gtk_label_set_text (self->name, "");
  gtk_label_set_text (self->when, "");
  gtk_label_set_text (self->body, "");
  gtk_label_set_text (self->reason, "");
  gtk_widget_set_visible (GTK_WIDGET (self->icon), FALSE);
  gtk_widget_set_visible (GTK_WIDGET (self->buttons), FALSE);
  self->id = 0;
}

void
peal_outbox_row_show (PealOutboxRow        *self,
                      const PealMessageRow *message,
                      PealEngine           *engine)
{
  gint64 now = peal_clock_get_now (peal_engine_get_clock (engine));
  g_autofree char *name = NULL;
  g_autofree char *when = NULL;
  g_autofree char *reason = NULL;

  g_return_if_fail (PEAL_IS_OUTBOX_ROW (self));

  if (message == NULL)
    {
      clear (self);
      return;
    }
  name = dup_name (message);
  when = dup_when (message, now);
  reason = dup_reason (message, engine, now);
  gtk_label_set_text (self->name, name);
  gtk_label_set_text (self->when, when);
  gtk_label_set_text (self->body, message->body);
  gtk_label_set_text (self->reason, reason);
  /* As it was written down: the same words that scripts get. */
  gtk_widget_set_tooltip_text (GTK_WIDGET (self->reason), *message->explanation != '\0' ? message->explanation : NULL);
  gtk_image_set_from_icon_name (self->icon, choose_icon (message));
  gtk_widget_set_visible (GTK_WIDGET (self->icon), choose_icon (message) != NULL);
  show_buttons (self, message);
}

char *
peal_outbox_row_dup_description (PealOutboxRow *self)
{
  g_return_val_if_fail (PEAL_IS_OUTBOX_ROW (self), NULL);

  /* Translators: for screen readers: whom a message is for, what became of it, its text. */
  return g_strdup_printf (_("%s. %s. %s"), gtk_label_get_text (self->name), gtk_label_get_text (self->reason),
                          gtk_label_get_text (self->body));
}

GtkCheckButton *
peal_outbox_row_get_check (PealOutboxRow *self)
{
  g_return_val_if_fail (PEAL_IS_OUTBOX_ROW (self), NULL);

  return self->check;
}
