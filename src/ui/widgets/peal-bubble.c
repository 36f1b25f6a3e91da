/* peal-bubble.c: one message in its thread.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#define G_LOG_DOMAIN "peal-ui"

#include "peal-bubble.h"

#include "peal-config.h"
#include "peal-emoji.h"
#include "peal-format.h"
#include "peal-graphemes.h"
#include "peal-links.h"
#include "peal-phone.h"
#include "peal-reason-text.h"
#include "peal-share-layout.h"

#include <adwaita.h>
#include <glib/gi18n.h>

/* Emoji alone, so many at most, are shown large. */
#define MOST_LARGE 3

/* A longer text is folded, to about so many characters. */
#define FOLD_FROM 2000
#define FOLD_TO 1000

/* What may be done about a message, on buttons under it and in its menu. */
typedef struct
{
  const char *label;
  const char *action;
  gboolean (*applies) (const PealMessageRow *message);
} Act;

static gboolean
may_retry (const PealMessageRow *message)
{
  return peal_message_has_failed (message->state) && !message->is_sent_again
         && peal_failure_may_retry (peal_failure_class_from_db (message->failure));
}

static gboolean
is_waiting (const PealMessageRow *message)
{
  return message->state == PEAL_STATE_QUEUED;
}

static gboolean
is_in_doubt (const PealMessageRow *message)
{
  return message->state == PEAL_STATE_UNKNOWN;
}

static const Act acts[] = {
  { N_("Retry"), "thread.retry", may_retry },
  { N_("Take Back"), "thread.cancel", is_waiting },
  { N_("It Was Sent"), "thread.was-sent", is_in_doubt },
  { N_("Send Again"), "thread.was-not-sent", is_in_doubt },
};

struct _PealBubble
{
  GtkListBoxRow parent_instance;
  gint64 id;                 /* of the message; 0 = none yet */
  guint attempt;             /* its last */
  gboolean applies[G_N_ELEMENTS (acts)];
  GtkWidget *act_buttons[G_N_ELEMENTS (acts)]; /* made when they are needed, and kept: who has come to one stays there */
  char *text;                /* the message's */
  char *region;              /* whose numbers need no country code */
  gboolean is_unfolded;
  GtkWidget *popover;        /* NULL while no menu is open */

  GtkWidget *box;
  GtkLabel *campaign;
  PealShareLayout *share;
  GtkLabel *body;
  GtkWidget *unfold;
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

static GVariant *
target_of (PealBubble *self)
{
  return g_variant_new ("(xu)", self->id, self->attempt);
}

static GtkWidget *
ensure_button (PealBubble *self,
               gsize       i)
{
  if (self->act_buttons[i] == NULL)
    {
      self->act_buttons[i] = gtk_button_new_with_label (_(acts[i].label));
      gtk_box_append (GTK_BOX (self->buttons), self->act_buttons[i]);
    }
  return self->act_buttons[i];
}

static gboolean
has_focus (GtkWidget *widget)
{
  GtkRoot *root = gtk_widget_get_root (widget);
  GtkWidget *focus = root != NULL ? gtk_root_get_focus (root) : NULL;

  return focus != NULL && (focus == widget || gtk_widget_is_ancestor (focus, widget));
}

/* Most bubbles have none. Whoever stands on one that goes stays at the message. */
static void
show_buttons (PealBubble           *self,
              const PealMessageRow *message)
{
  gboolean has_any = FALSE;

  for (gsize i = 0; i < G_N_ELEMENTS (acts); i++)
    {
      self->applies[i] = is_own (message) && acts[i].applies (message);
      has_any |= self->applies[i];
      if (self->applies[i])
        {
          gtk_actionable_set_action_target_value (GTK_ACTIONABLE (ensure_button (self, i)), target_of (self));
          gtk_actionable_set_action_name (GTK_ACTIONABLE (self->act_buttons[i]), acts[i].action);
          gtk_widget_set_visible (self->act_buttons[i], TRUE);
        }
      else if (self->act_buttons[i] != NULL)
        {
          if (has_focus (self->act_buttons[i]))
            gtk_widget_grab_focus (GTK_WIDGET (self));
          gtk_widget_set_visible (self->act_buttons[i], FALSE);
        }
    }
  gtk_widget_set_visible (self->buttons, has_any);
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

/* The text ---------------------------------------------------------------------------------------- */

/* Where a folded @text ends, not in the middle of a link or of what a reader takes for one character. */
static gsize
find_fold (const char *text,
           GArray     *links)
{
  gsize wanted = (gsize) (g_utf8_offset_to_pointer (text, FOLD_TO) - text);
  const char *p = text, *next;

  while (*p != '\0' && (next = peal_grapheme_next (p)) - text <= (gssize) wanted)
    p = next;
  for (guint i = 0; i < links->len; i++)
    {
      const PealLink *link = &g_array_index (links, PealLink, i);

      if (link->start < (gsize) (p - text) && link->start + link->length > (gsize) (p - text) && link->start > 0)
        return link->start;
    }
  return (gsize) (p - text);
}

/* The links that are whole in the first @length bytes. */
static void
drop_links_after (GArray *links,
                  gsize   length)
{
  while (links->len > 0)
    {
      const PealLink *last = &g_array_index (links, PealLink, links->len - 1);

      if (last->start + last->length <= length)
        return;
      g_array_set_size (links, links->len - 1);
    }
}

/* User text is never parsed as markup: what the label parses is ours, made by peal_links_to_markup (), in which
 * everything that somebody wrote is escaped. Without links there is none. */
static void
show_text (PealBubble *self)
{
  g_autoptr(GArray) links = peal_links_find (self->text, self->region);
  g_autofree char *folded = NULL;
  const char *shown = self->text;

  if (!self->is_unfolded && g_utf8_strlen (self->text, -1) > FOLD_FROM)
    {
      gsize length = find_fold (self->text, links);

      drop_links_after (links, length);
      folded = g_strdup_printf ("%.*s…", (int) length, self->text);
      shown = folded;
    }
  if (links->len > 0)
    {
      g_autofree char *markup = peal_links_to_markup (shown, links);

      gtk_label_set_markup (self->body, markup);
    }
  else
    gtk_label_set_text (self->body, shown);
  gtk_widget_set_visible (self->unfold, folded != NULL);
}

static void
set_text (PealBubble           *self,
          const PealMessageRow *message)
{
  char region[4] = "";
  guint n_emoji;

  if (self->id == message->id && g_strcmp0 (self->text, message->body) == 0)
    return;
  peal_phone_get_region (message->theirs, region);
  g_set_str (&self->region, region);
  g_set_str (&self->text, message->body);
  n_emoji = peal_emoji_count (message->body);
  set_class (GTK_WIDGET (self->body), "bubble", n_emoji == 0 || n_emoji > MOST_LARGE);
  set_class (GTK_WIDGET (self->body), "emoji", n_emoji > 0 && n_emoji <= MOST_LARGE);
  self->is_unfolded = FALSE;
  show_text (self);
}

static void
unfold_clicked_cb (PealBubble *self)
{
  self->is_unfolded = TRUE;
  gtk_widget_grab_focus (GTK_WIDGET (self)); /* the button goes */
  show_text (self);
}

/* Only what the markup of show_text () has as its links. */
static gboolean
activate_link_cb (PealBubble *self,
                  const char *target)
{
  gtk_widget_activate_action (GTK_WIDGET (self), "thread.open-link", "s", target);
  return GDK_EVENT_STOP;
}

/* The menu ---------------------------------------------------------------------------------------- */

static void
append_item (GMenu      *menu,
             const char *label,
             const char *action,
             GVariant   *target)
{
  g_autoptr(GMenuItem) item = g_menu_item_new (label, NULL);

  g_menu_item_set_action_and_target_value (item, action, target);
  g_menu_append_item (menu, item);
}

static void
append_section (GMenu *menu,
                GMenu *section)
{
  g_menu_append_section (menu, NULL, G_MENU_MODEL (section));
  g_object_unref (section);
}

static GMenuModel *
make_menu (PealBubble *self)
{
  GMenu *menu = g_menu_new ();
  GMenu *text = g_menu_new (), *state = g_menu_new (), *more = g_menu_new ();
  const char *link = gtk_label_get_current_uri (self->body);

  if (gtk_label_get_selection_bounds (self->body, NULL, NULL))
    append_item (text, _("Copy _Selection"), "bubble.copy-selection", NULL);
  append_item (text, _("_Copy"), "thread.copy", g_variant_new_int64 (self->id));
  if (link != NULL)
    append_item (text, _("Copy _Link"), "bubble.copy-link", g_variant_new_string (link));
  append_item (text, _("_Forward…"), "thread.forward", g_variant_new_int64 (self->id));
  for (gsize i = 0; i < G_N_ELEMENTS (acts); i++)
    if (self->applies[i])
      append_item (state, _(acts[i].label), acts[i].action, target_of (self));
  append_item (more, _("_Details"), "thread.details", g_variant_new_int64 (self->id));
  append_section (menu, text);
  append_section (menu, state);
  append_section (menu, more);
  return G_MENU_MODEL (menu);
}

static gboolean
drop_popover_cb (gpointer popover)
{
  gtk_widget_unparent (popover);
  return G_SOURCE_REMOVE;
}

/* Not at once: the item that closed it is still to start its action. */
static void
menu_closed_cb (PealBubble *self)
{
  if (self->popover == NULL)
    return;
  g_idle_add_full (G_PRIORITY_DEFAULT, drop_popover_cb, g_object_ref (self->popover), g_object_unref);
  self->popover = NULL;
}

/* At @x and @y in the bubble's row; negative: at the text. */
static void
open_menu (PealBubble *self,
           double      x,
           double      y)
{
  g_autoptr(GMenuModel) menu = make_menu (self);
  graphene_point_t point = GRAPHENE_POINT_INIT ((float) x, (float) y);

  if (self->id == 0 || self->popover != NULL)
    return;
  if (x < 0 && !gtk_widget_compute_point (GTK_WIDGET (self->body), GTK_WIDGET (self), &GRAPHENE_POINT_INIT (24, 12), &point))
    return;
  self->popover = gtk_popover_menu_new_from_model (menu);
  gtk_popover_set_has_arrow (GTK_POPOVER (self->popover), FALSE);
  gtk_popover_set_position (GTK_POPOVER (self->popover), GTK_POS_BOTTOM);
  gtk_popover_set_pointing_to (GTK_POPOVER (self->popover), &(GdkRectangle) { (int) point.x, (int) point.y, 1, 1 });
  gtk_widget_set_parent (self->popover, self->box);
  g_signal_connect_object (self->popover, "closed", G_CALLBACK (menu_closed_cb), self, G_CONNECT_SWAPPED);
  gtk_popover_popup (GTK_POPOVER (self->popover));
}

static void
menu_cb (GtkWidget  *widget,
         const char *name,
         GVariant   *parameter)
{
  open_menu (PEAL_BUBBLE (widget), -1, -1);
}

/* Before the label, which has a menu of its own and would take the selection away. */
static void
pressed_cb (PealBubble      *self,
            int              n_press,
            double           x,
            double           y,
            GtkGestureClick *gesture)
{
  gtk_gesture_set_state (GTK_GESTURE (gesture), GTK_EVENT_SEQUENCE_CLAIMED);
  open_menu (self, x, y);
}

static void
long_pressed_cb (PealBubble *self,
                 double      x,
                 double      y,
                 GtkGesture *gesture)
{
  gtk_gesture_set_state (gesture, GTK_EVENT_SEQUENCE_CLAIMED);
  open_menu (self, x, y);
}

static void
add_gestures (PealBubble *self)
{
  GtkGesture *click = gtk_gesture_click_new ();
  GtkGesture *press = gtk_gesture_long_press_new ();

  gtk_gesture_single_set_button (GTK_GESTURE_SINGLE (click), GDK_BUTTON_SECONDARY);
  gtk_event_controller_set_propagation_phase (GTK_EVENT_CONTROLLER (click), GTK_PHASE_CAPTURE);
  g_signal_connect_object (click, "pressed", G_CALLBACK (pressed_cb), self, G_CONNECT_SWAPPED);
  gtk_widget_add_controller (GTK_WIDGET (self), GTK_EVENT_CONTROLLER (click));
  gtk_gesture_single_set_touch_only (GTK_GESTURE_SINGLE (press), TRUE);
  g_signal_connect_object (press, "pressed", G_CALLBACK (long_pressed_cb), self, G_CONNECT_SWAPPED);
  gtk_widget_add_controller (GTK_WIDGET (self), GTK_EVENT_CONTROLLER (press));
}

static void
copy_cb (GtkWidget  *widget,
         const char *name,
         GVariant   *parameter)
{
  PealBubble *self = PEAL_BUBBLE (widget);
  const char *text = gtk_label_get_text (self->body);
  int from, to;

  if (parameter != NULL)
    gdk_clipboard_set_text (gtk_widget_get_clipboard (widget), g_variant_get_string (parameter, NULL));
  else if (gtk_label_get_selection_bounds (self->body, &from, &to))
    {
      g_autofree char *selected = g_utf8_substring (text, MIN (from, to), MAX (from, to));

      gdk_clipboard_set_text (gtk_widget_get_clipboard (widget), selected);
    }
}

/* Showing ----------------------------------------------------------------------------------------- */

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
  gtk_widget_set_halign (self->unfold, side);
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

  set_text (self, message);
  self->id = message->id;
  self->attempt = message->attempts;
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
  g_clear_pointer (&PEAL_BUBBLE (object)->popover, gtk_widget_unparent);
  gtk_list_box_row_set_child (GTK_LIST_BOX_ROW (object), NULL); /* it is a template child too, which would be let go twice */
  gtk_widget_dispose_template (GTK_WIDGET (object), PEAL_TYPE_BUBBLE);
  G_OBJECT_CLASS (peal_bubble_parent_class)->dispose (object);
}

static void
peal_bubble_finalize (GObject *object)
{
  g_free (PEAL_BUBBLE (object)->text);
  g_free (PEAL_BUBBLE (object)->region);
  G_OBJECT_CLASS (peal_bubble_parent_class)->finalize (object);
}

static void
bind_keys (GtkWidgetClass *widget_class)
{
  gtk_widget_class_install_action (widget_class, "bubble.menu", NULL, menu_cb);
  gtk_widget_class_install_action (widget_class, "bubble.copy-selection", NULL, copy_cb);
  gtk_widget_class_install_action (widget_class, "bubble.copy-link", "s", copy_cb);
  gtk_widget_class_add_binding_action (widget_class, GDK_KEY_Return, 0, "bubble.menu", NULL);
  gtk_widget_class_add_binding_action (widget_class, GDK_KEY_KP_Enter, 0, "bubble.menu", NULL);
  gtk_widget_class_add_binding_action (widget_class, GDK_KEY_Menu, 0, "bubble.menu", NULL);
  gtk_widget_class_add_binding_action (widget_class, GDK_KEY_F10, GDK_SHIFT_MASK, "bubble.menu", NULL);
}

static void
peal_bubble_class_init (PealBubbleClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  G_OBJECT_CLASS (klass)->dispose = peal_bubble_dispose;
  G_OBJECT_CLASS (klass)->finalize = peal_bubble_finalize;
  bind_keys (widget_class);

  g_type_ensure (PEAL_TYPE_SHARE_LAYOUT);
  gtk_widget_class_set_template_from_resource (widget_class, PEAL_RESOURCE_PATH "/ui/peal-bubble.ui");
  gtk_widget_class_bind_template_child (widget_class, PealBubble, box);
  gtk_widget_class_bind_template_child (widget_class, PealBubble, campaign);
  gtk_widget_class_bind_template_child (widget_class, PealBubble, share);
  gtk_widget_class_bind_template_child (widget_class, PealBubble, body);
  gtk_widget_class_bind_template_child (widget_class, PealBubble, unfold);
  gtk_widget_class_bind_template_child (widget_class, PealBubble, line);
  gtk_widget_class_bind_template_child (widget_class, PealBubble, warning);
  gtk_widget_class_bind_template_child (widget_class, PealBubble, receipt);
  gtk_widget_class_bind_template_child (widget_class, PealBubble, buttons);
  gtk_widget_class_bind_template_callback (widget_class, activate_link_cb);
  gtk_widget_class_bind_template_callback (widget_class, unfold_clicked_cb);
}

static void
peal_bubble_init (PealBubble *self)
{
  g_autoptr(PangoAttrList) attributes = pango_attr_list_new ();

  gtk_widget_init_template (GTK_WIDGET (self));
  /* A link that is broken over two lines must not seem to have a hyphen. */
  pango_attr_list_insert (attributes, pango_attr_insert_hyphens_new (FALSE));
  gtk_label_set_attributes (self->body, attributes);
  add_gestures (self);
}

GtkWidget *
peal_bubble_new (void)
{
  return g_object_new (PEAL_TYPE_BUBBLE, NULL);
}
