/* peal-bubble.c: one message in its thread.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#define G_LOG_DOMAIN "peal-ui"

#include "peal-bubble.h"

#include "peal-config.h"
#include "peal-format.h"
#include "peal-reason-text.h"
#include "peal-share-layout.h"

#include <adwaita.h>
#include <glib/gi18n.h>

struct _PealBubble
{
  GtkListBoxRow parent_instance;
  PealMessageState buttons_of; /* the state whose buttons are there; 0 = none yet */
  gint64 buttons_id;           /* and the message and its attempt */
  guint buttons_attempt;
  gboolean buttons_again;      /* and whether it was sent again */

  GtkLabel *campaign;
  PealShareLayout *share;
  GtkLabel *body;
  GtkWidget *line;
  GtkWidget *warning;
  GtkLabel *receipt;
  GtkWidget *buttons;
};

G_DEFINE_FINAL_TYPE (PealBubble, peal_bubble, GTK_TYPE_LIST_BOX_ROW)

static gboolean
is_own (const PealMessageRow *message)
{
  return message->direction == PEAL_DIRECTION_OUTBOUND;
}

gint64
peal_bubble_time_of (const PealMessageRow *message)
{
  return message->submitted_at != 0 ? message->submitted_at : message->created_at;
}

/* It did not simply go through: a person may have to do something. */
static gboolean
needs_words (const PealMessageRow *message)
{
  return is_own (message) && message->state != PEAL_STATE_ACCEPTED && message->state != PEAL_STATE_SENT
         && message->state != PEAL_STATE_DELIVERED;
}

static void
add_button (PealBubble *self,
            const char *label,
            const char *action)
{
  GtkWidget *button = gtk_button_new_with_label (label);

  gtk_actionable_set_action_target (GTK_ACTIONABLE (button), "(xu)", self->buttons_id, self->buttons_attempt);
  gtk_actionable_set_action_name (GTK_ACTIONABLE (button), action);
  gtk_box_append (GTK_BOX (self->buttons), button);
}

/* Most bubbles have none. */
static void
show_buttons (PealBubble           *self,
              const PealMessageRow *message)
{
  GtkWidget *child;

  if (self->buttons_of == message->state && self->buttons_id == message->id
      && self->buttons_attempt == message->attempts && self->buttons_again == message->is_sent_again)
    return;
  self->buttons_of = message->state;
  self->buttons_id = message->id;
  self->buttons_attempt = message->attempts;
  self->buttons_again = message->is_sent_again;
  while ((child = gtk_widget_get_first_child (self->buttons)) != NULL)
    gtk_box_remove (GTK_BOX (self->buttons), child);

  if (peal_message_has_failed (message->state) && !message->is_sent_again
      && peal_failure_may_retry (peal_failure_class_from_db (message->failure)))
    add_button (self, _("Retry"), "thread.retry");
  if (message->state == PEAL_STATE_QUEUED)
    add_button (self, _("Take Back"), "thread.cancel");
  if (message->state == PEAL_STATE_UNKNOWN)
    {
      add_button (self, _("It Was Sent"), "thread.was-sent");
      add_button (self, _("Send Again"), "thread.was-not-sent");
    }
  gtk_widget_set_visible (self->buttons, gtk_widget_get_first_child (self->buttons) != NULL);
}

static void
set_class (gpointer    widget,
           const char *class,
           gboolean    has)
{
  if (has)
    gtk_widget_add_css_class (widget, class);
  else
    gtk_widget_remove_css_class (widget, class);
}

/* Own bubbles stand at the end side, theirs at the start. */
static void
show_side (PealBubble           *self,
           const PealMessageRow *message)
{
  GtkAlign side = is_own (message) ? GTK_ALIGN_END : GTK_ALIGN_START;

  peal_share_layout_set_at_end (self->share, is_own (message));
  set_class (self->body, "own", is_own (message));
  set_class (self->body, "theirs", !is_own (message));
  set_class (self->body, "pale", is_own (message) && message->state >= PEAL_STATE_UNDELIVERED);
  gtk_widget_set_halign (GTK_WIDGET (self->campaign), side);
  gtk_widget_set_halign (self->line, side);
  gtk_widget_set_halign (self->buttons, side);
}

static void
show_receipt (PealBubble              *self,
              const PealMessageRow    *message,
              PealPlace                place,
              const PealAccountHealth *health,
              gint64                   now)
{
  gboolean words = needs_words (message) || (place & PEAL_PLACE_LAST_OWN) != 0;
  g_autofree char *text = words && is_own (message)
                            ? peal_message_text (message, health, now)
                            : peal_format_moment (peal_bubble_time_of (message), peal_bubble_time_of (message));

  gtk_label_set_text (self->receipt, text);
  gtk_widget_set_visible (self->line, words || (place & PEAL_PLACE_GROUP_END) != 0);
  gtk_widget_set_visible (self->warning, (peal_message_has_failed (message->state) && !message->is_sent_again)
                                           || message->state == PEAL_STATE_UNKNOWN);
  show_buttons (self, message);
}

/* What a screen reader says of the row. */
static void
describe (PealBubble              *self,
          const PealMessageRow    *message,
          const char              *name,
          const PealAccountHealth *health,
          gint64                   now)
{
  g_autofree char *when = peal_format_moment (peal_bubble_time_of (message), now);
  g_autofree char *state = peal_message_text (message, health, now);
  g_autofree char *label = NULL;

  /* Translators: who, when, the message, what became of it. */
  label = g_strdup_printf (_("%s, %s: %s %s"), is_own (message) ? _("You") : name, when, message->body, state);
  gtk_accessible_update_property (GTK_ACCESSIBLE (self), GTK_ACCESSIBLE_PROPERTY_LABEL, label, -1);
}

void
peal_bubble_show (PealBubble              *self,
                  const PealMessageRow    *message,
                  PealPlace                place,
                  const char              *name,
                  const PealAccountHealth *health,
                  gint64                   now)
{
  g_return_if_fail (PEAL_IS_BUBBLE (self));
  g_return_if_fail (message != NULL);

  gtk_label_set_text (self->body, message->body);
  gtk_label_set_text (self->campaign, message->campaign);
  gtk_widget_set_visible (GTK_WIDGET (self->campaign),
                          *message->campaign != '\0' && (place & PEAL_PLACE_GROUP_START) != 0);
  set_class (self, "apart", (place & PEAL_PLACE_GROUP_START) != 0);
  show_side (self, message);
  show_receipt (self, message, place, health, now);
  describe (self, message, name, health, now);
}

static void
peal_bubble_dispose (GObject *object)
{
  gtk_widget_dispose_template (GTK_WIDGET (object), PEAL_TYPE_BUBBLE);
  G_OBJECT_CLASS (peal_bubble_parent_class)->dispose (object);
}

static void
peal_bubble_class_init (PealBubbleClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  G_OBJECT_CLASS (klass)->dispose = peal_bubble_dispose;

  g_type_ensure (PEAL_TYPE_SHARE_LAYOUT);
  gtk_widget_class_set_template_from_resource (widget_class, PEAL_RESOURCE_PATH "/ui/peal-bubble.ui");
  gtk_widget_class_bind_template_child (widget_class, PealBubble, campaign);
  gtk_widget_class_bind_template_child (widget_class, PealBubble, share);
  gtk_widget_class_bind_template_child (widget_class, PealBubble, body);
  gtk_widget_class_bind_template_child (widget_class, PealBubble, line);
  gtk_widget_class_bind_template_child (widget_class, PealBubble, warning);
  gtk_widget_class_bind_template_child (widget_class, PealBubble, receipt);
  gtk_widget_class_bind_template_child (widget_class, PealBubble, buttons);
}

static void
peal_bubble_init (PealBubble *self)
{
  g_autoptr(PangoAttrList) attributes = pango_attr_list_new ();

  gtk_widget_init_template (GTK_WIDGET (self));
  /* A link that is broken over two lines must not seem to have a hyphen. */
  pango_attr_list_insert (attributes, pango_attr_insert_hyphens_new (FALSE));
  gtk_label_set_attributes (self->body, attributes);
}

GtkWidget *
peal_bubble_new (void)
{
  return g_object_new (PEAL_TYPE_BUBBLE, NULL);
}
