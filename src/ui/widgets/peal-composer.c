/* peal-composer.c: where a message is written.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#define G_LOG_DOMAIN "peal-ui"

#include "peal-composer.h"

#include "peal-actions.h"
#include "peal-completion.h"
#include "peal-config.h"
#include "peal-contact-fields.h"
#include "peal-gaps.h"
#include "peal-segment-meter.h"
#include "peal-smart.h"
#include "peal-spelling.h"

#include <glib/gi18n.h>

#define MAX_LINES 8
#define MAX_MARKS 100

struct _PealComposer
{
  AdwBin parent_instance;
  gboolean with_button;
  gboolean send_with_enter;
  gboolean is_blocked;
  gboolean in_preedit;       /* the input method is in the middle of a character */
  PealCompletion *completion;
  PealSpelling *spelling;
  GtkTextBuffer *buffer;     /* of the view */
  GtkTextTag *costly;        /* on what makes the text dearer */

  GtkWidget *obstacle_row;
  GtkLabel *obstacle;
  GtkButton *obstacle_button;
  GtkScrolledWindow *scroller;
  GtkTextView *view;
  GtkWidget *placeholder;
  PealSegmentMeter *meter;
  GMenu *fields_menu;
  GMenu *own_fields;         /* a section of it */
};

G_DEFINE_FINAL_TYPE (PealComposer, peal_composer, ADW_TYPE_BIN)

typedef enum
{
  PROP_WITH_BUTTON = 1,
  PROP_SEND_WITH_ENTER,
} PealComposerProp;

static GParamSpec *props[PROP_SEND_WITH_ENTER + 1];

enum
{
  SEND,
  SEND_LATER,
  CHANGED,
  SAVE_TEMPLATE,
  TEMPLATE_USED,
  N_SIGNALS,
};

static guint signals[N_SIGNALS];

/* Sending ----------------------------------------------------------------------------------------- */

static gboolean
is_blank (const char *text)
{
  for (; *text != '\0'; text = g_utf8_next_char (text))
    if (!g_unichar_isspace (g_utf8_get_char (text)))
      return FALSE;
  return TRUE;
}

static void
update_action (PealComposer *self)
{
  g_autofree char *text = peal_composer_dup_text (self);

  gboolean can_send = !self->is_blocked && !is_blank (text);

  gtk_widget_action_set_enabled (GTK_WIDGET (self), "composer.send", can_send);
  gtk_widget_action_set_enabled (GTK_WIDGET (self), "composer.send-later", can_send);
  gtk_widget_action_set_enabled (GTK_WIDGET (self), "composer.save-template", !is_blank (text));
  gtk_widget_action_set_enabled (GTK_WIDGET (self), "composer.replace", peal_segment_meter_can_replace (self->meter));
}

/* What is marked must be written first. */
static gboolean
is_stopped_by_gap (PealComposer *self)
{
  if (!peal_gaps_select_first (self->view))
    return FALSE;
  gtk_widget_grab_focus (GTK_WIDGET (self->view));
  gtk_widget_error_bell (GTK_WIDGET (self));
  gtk_accessible_announce (GTK_ACCESSIBLE (self), _("Write what is marked first."), GTK_ACCESSIBLE_ANNOUNCEMENT_PRIORITY_HIGH);
  return TRUE;
}

static void
send_cb (GtkWidget  *widget,
         const char *name,
         GVariant   *parameter)
{
  PealComposer *self = PEAL_COMPOSER (widget);
  g_autofree char *text = peal_composer_dup_text (self);

  if (!is_stopped_by_gap (self))
    g_signal_emit (widget, signals[SEND], 0, text);
}

static void
send_later_cb (GtkWidget  *widget,
               const char *name,
               GVariant   *parameter)
{
  if (!is_stopped_by_gap (PEAL_COMPOSER (widget)))
    g_signal_emit (widget, signals[SEND_LATER], 0);
}

static gboolean
key_pressed_cb (PealComposer    *self,
                guint            keyval,
                guint            keycode,
                GdkModifierType  state)
{
  gboolean control = (state & GDK_CONTROL_MASK) != 0;
  gboolean shift = (state & GDK_SHIFT_MASK) != 0;

  if (!self->in_preedit && !control && !shift && peal_completion_take_key (self->completion, keyval))
    return GDK_EVENT_STOP;
  if (!self->with_button || self->in_preedit || shift || (!control && !self->send_with_enter))
    return GDK_EVENT_PROPAGATE;
  if (keyval != GDK_KEY_Return && keyval != GDK_KEY_KP_Enter && keyval != GDK_KEY_ISO_Enter)
    return GDK_EVENT_PROPAGATE;
  gtk_widget_activate_action (GTK_WIDGET (self), "composer.send", NULL);
  return GDK_EVENT_STOP;
}

static void
preedit_changed_cb (PealComposer *self,
                    const char   *preedit)
{
  self->in_preedit = *preedit != '\0';
  gtk_widget_set_visible (self->placeholder,
                          !self->in_preedit && gtk_text_buffer_get_char_count (self->buffer) == 0);
}

/* The text ---------------------------------------------------------------------------------------- */

/* Each character that makes the text dearer, up to as many as anybody looks at. */
static void
mark_costly (PealComposer *self)
{
  const PealSegments *costly = peal_segment_meter_get_costly (self->meter);
  GtkTextIter start, end;

  gtk_text_buffer_get_bounds (self->buffer, &start, &end);
  gtk_text_buffer_remove_tag (self->buffer, self->costly, &start, &end);
  for (guint i = 0; costly != NULL && i < MIN (costly->n_forcing, MAX_MARKS); i++)
    {
      const PealForcing *forcing = &costly->forcing[i];

      gtk_text_buffer_get_iter_at_offset (self->buffer, &start, (int) forcing->offset);
      gtk_text_buffer_get_iter_at_offset (self->buffer, &end, (int) forcing->offset + (int) g_utf8_strlen (forcing->text, -1));
      gtk_text_buffer_apply_tag (self->buffer, self->costly, &start, &end);
    }
}

static void
buffer_changed_cb (PealComposer *self)
{
  g_autofree char *text = peal_composer_dup_text (self);

  gtk_widget_set_visible (self->placeholder, *text == '\0');
  peal_segment_meter_set_text (self->meter, text);
  mark_costly (self);
  update_action (self);
  g_signal_emit (self, signals[CHANGED], 0);
}

/* One step for Ctrl+Z. */
static void
replace_cb (PealComposer *self)
{
  g_autofree char *text = peal_composer_dup_text (self);
  g_autoptr(PealSmart) smart = peal_smart_new (text);
  GtkTextIter start, end;

  g_return_if_fail (smart != NULL);

  g_signal_handlers_block_by_func (self->buffer, buffer_changed_cb, self);
  gtk_text_buffer_get_bounds (self->buffer, &start, &end);
  gtk_text_buffer_begin_user_action (self->buffer);
  gtk_text_buffer_delete (self->buffer, &start, &end);
  gtk_text_buffer_insert (self->buffer, &start, smart->text, -1);
  gtk_text_buffer_end_user_action (self->buffer);
  g_signal_handlers_unblock_by_func (self->buffer, buffer_changed_cb, self);
  peal_segment_meter_set_replaced (self->meter, smart->n_replacements);
  buffer_changed_cb (self);
  gtk_widget_grab_focus (GTK_WIDGET (self->view));
}

static void
undo_cb (PealComposer *self)
{
  gtk_text_buffer_undo (self->buffer);
  gtk_widget_grab_focus (GTK_WIDGET (self->view));
}

static void
replace_action_cb (GtkWidget  *widget,
                   const char *name,
                   GVariant   *parameter)
{
  replace_cb (PEAL_COMPOSER (widget));
}

/* What can be put in ------------------------------------------------------------------------------ */

static void
cursor_moved_cb (PealComposer *self)
{
  peal_completion_update (self->completion);
}

static void
template_cb (GtkWidget  *widget,
             const char *name,
             GVariant   *parameter)
{
  peal_completion_open (PEAL_COMPOSER (widget)->completion);
}

static void
field_cb (GtkWidget  *widget,
          const char *name,
          GVariant   *parameter)
{
  peal_composer_insert_filled (PEAL_COMPOSER (widget), g_variant_get_string (parameter, NULL));
}

static void
emoji_cb (GtkWidget  *widget,
          const char *name,
          GVariant   *parameter)
{
  PealComposer *self = PEAL_COMPOSER (widget);

  gtk_widget_grab_focus (GTK_WIDGET (self->view));
  gtk_widget_activate_action (GTK_WIDGET (self->view), "misc.insert-emoji", NULL);
}

static void
save_template_cb (GtkWidget  *widget,
                  const char *name,
                  GVariant   *parameter)
{
  g_autofree char *text = peal_composer_dup_text (PEAL_COMPOSER (widget));

  g_signal_emit (widget, signals[SAVE_TEMPLATE], 0, text);
}

static void
used_cb (PealComposer *self,
         gint64        id)
{
  g_signal_emit (self, signals[TEMPLATE_USED], 0, id);
}

/* Size -------------------------------------------------------------------------------------------- */

/* The height of one line, and of so many, follows the font. */
static void
peal_composer_map (GtkWidget *widget)
{
  PealComposer *self = PEAL_COMPOSER (widget);
  PangoFontMetrics *metrics = pango_context_get_metrics (gtk_widget_get_pango_context (GTK_WIDGET (self->view)),
                                                         NULL, NULL);
  int line = PANGO_PIXELS_CEIL (pango_font_metrics_get_height (metrics));
  int margins = gtk_text_view_get_top_margin (self->view) + gtk_text_view_get_bottom_margin (self->view);

  pango_font_metrics_unref (metrics);
  gtk_scrolled_window_set_max_content_height (self->scroller, MAX_LINES * line + margins);
  gtk_scrolled_window_set_min_content_height (self->scroller, line + margins);
  GTK_WIDGET_CLASS (peal_composer_parent_class)->map (widget);
}

static gboolean
peal_composer_grab_focus (GtkWidget *widget)
{
  return gtk_widget_grab_focus (GTK_WIDGET (PEAL_COMPOSER (widget)->view));
}

/* Object ------------------------------------------------------------------------------------------ */

static void
peal_composer_get_property (GObject    *object,
                            guint       prop_id,
                            GValue     *value,
                            GParamSpec *pspec)
{
  PealComposer *self = PEAL_COMPOSER (object);

  switch ((PealComposerProp) prop_id)
    {
    case PROP_WITH_BUTTON:
      g_value_set_boolean (value, self->with_button);
      return;
    case PROP_SEND_WITH_ENTER:
      g_value_set_boolean (value, self->send_with_enter);
      return;
    }
  G_OBJECT_WARN_INVALID_PROPERTY_ID (object, prop_id, pspec);
}

static void
peal_composer_set_property (GObject      *object,
                            guint         prop_id,
                            const GValue *value,
                            GParamSpec   *pspec)
{
  PealComposer *self = PEAL_COMPOSER (object);
  gboolean *field = NULL;

  switch ((PealComposerProp) prop_id)
    {
    case PROP_WITH_BUTTON:
      field = &self->with_button;
      break;
    case PROP_SEND_WITH_ENTER:
      field = &self->send_with_enter;
      break;
    }
  if (field == NULL)
    {
      G_OBJECT_WARN_INVALID_PROPERTY_ID (object, prop_id, pspec);
      return;
    }
  if (*field == g_value_get_boolean (value))
    return;
  *field = g_value_get_boolean (value);
  g_object_notify_by_pspec (object, pspec);
}

static void
peal_composer_dispose (GObject *object)
{
  PealComposer *self = PEAL_COMPOSER (object);

  if (self->completion != NULL)
    g_object_run_dispose (G_OBJECT (self->completion));
  g_clear_object (&self->completion);
  if (self->spelling != NULL)
    g_object_run_dispose (G_OBJECT (self->spelling)); /* a binding of settings may hold it */
  g_clear_object (&self->spelling);
  gtk_widget_dispose_template (GTK_WIDGET (object), PEAL_TYPE_COMPOSER);
  G_OBJECT_CLASS (peal_composer_parent_class)->dispose (object);
}

static void
peal_composer_finalize (GObject *object)
{
  g_clear_object (&PEAL_COMPOSER (object)->buffer);
  g_clear_object (&PEAL_COMPOSER (object)->own_fields);
  G_OBJECT_CLASS (peal_composer_parent_class)->finalize (object);
}

static void
peal_composer_class_init (PealComposerClass *klass)
{
  GObjectClass *object_class = G_OBJECT_CLASS (klass);
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  object_class->get_property = peal_composer_get_property;
  object_class->set_property = peal_composer_set_property;
  object_class->dispose = peal_composer_dispose;
  object_class->finalize = peal_composer_finalize;
  widget_class->map = peal_composer_map;
  widget_class->grab_focus = peal_composer_grab_focus;

  props[PROP_WITH_BUTTON] = g_param_spec_boolean ("with-button", NULL, NULL, TRUE,
                                                  G_PARAM_READWRITE | G_PARAM_STATIC_STRINGS
                                                    | G_PARAM_EXPLICIT_NOTIFY);
  props[PROP_SEND_WITH_ENTER] = g_param_spec_boolean ("send-with-enter", NULL, NULL, TRUE,
                                                      G_PARAM_READWRITE | G_PARAM_STATIC_STRINGS
                                                        | G_PARAM_EXPLICIT_NOTIFY);
  g_object_class_install_properties (object_class, G_N_ELEMENTS (props), props);
  signals[SEND] = g_signal_new ("send", PEAL_TYPE_COMPOSER, G_SIGNAL_RUN_LAST, 0, NULL, NULL, NULL,
                                G_TYPE_NONE, 1, G_TYPE_STRING);
  signals[SEND_LATER] = g_signal_new ("send-later", PEAL_TYPE_COMPOSER, G_SIGNAL_RUN_LAST, 0, NULL, NULL, NULL,
                                      G_TYPE_NONE, 0);
  signals[CHANGED] = g_signal_new ("changed", PEAL_TYPE_COMPOSER, G_SIGNAL_RUN_LAST, 0, NULL, NULL, NULL,
                                   G_TYPE_NONE, 0);
  gtk_widget_class_install_action (widget_class, "composer.send", NULL, send_cb);
  signals[SAVE_TEMPLATE] = g_signal_new ("save-template", PEAL_TYPE_COMPOSER, G_SIGNAL_RUN_LAST, 0, NULL, NULL, NULL,
                                         G_TYPE_NONE, 1, G_TYPE_STRING);
  signals[TEMPLATE_USED] = g_signal_new ("template-used", PEAL_TYPE_COMPOSER, G_SIGNAL_RUN_LAST, 0, NULL, NULL, NULL,
                                         G_TYPE_NONE, 1, G_TYPE_INT64);
  gtk_widget_class_install_action (widget_class, "composer.send-later", NULL, send_later_cb);
  gtk_widget_class_install_action (widget_class, "composer.replace", NULL, replace_action_cb);
  gtk_widget_class_install_action (widget_class, "composer.template", NULL, template_cb);
  gtk_widget_class_install_action (widget_class, "composer.field", "s", field_cb);
  gtk_widget_class_install_action (widget_class, "composer.emoji", NULL, emoji_cb);
  gtk_widget_class_install_action (widget_class, "composer.save-template", NULL, save_template_cb);

  g_type_ensure (PEAL_TYPE_SEGMENT_METER);
  gtk_widget_class_set_template_from_resource (widget_class, PEAL_RESOURCE_PATH "/ui/peal-composer.ui");
  gtk_widget_class_bind_template_child (widget_class, PealComposer, obstacle_row);
  gtk_widget_class_bind_template_child (widget_class, PealComposer, obstacle);
  gtk_widget_class_bind_template_child (widget_class, PealComposer, obstacle_button);
  gtk_widget_class_bind_template_child (widget_class, PealComposer, scroller);
  gtk_widget_class_bind_template_child (widget_class, PealComposer, view);
  gtk_widget_class_bind_template_child (widget_class, PealComposer, fields_menu);
  gtk_widget_class_bind_template_child (widget_class, PealComposer, placeholder);
  gtk_widget_class_bind_template_child (widget_class, PealComposer, meter);
  gtk_widget_class_bind_template_callback (widget_class, preedit_changed_cb);
  gtk_widget_class_bind_template_callback (widget_class, key_pressed_cb);
  gtk_widget_class_bind_template_callback (widget_class, replace_cb);
  gtk_widget_class_bind_template_callback (widget_class, undo_cb);
}

static void
peal_composer_init (PealComposer *self)
{
  self->with_button = TRUE;
  self->send_with_enter = TRUE;
  gtk_widget_init_template (GTK_WIDGET (self));
  self->buffer = peal_spelling_buffer_new ();
  gtk_text_view_set_buffer (self->view, self->buffer);
  g_signal_connect_object (self->buffer, "changed", G_CALLBACK (buffer_changed_cb), self, G_CONNECT_SWAPPED);
  g_signal_connect_object (self->buffer, "notify::cursor-position", G_CALLBACK (cursor_moved_cb), self, G_CONNECT_SWAPPED);
  self->spelling = peal_spelling_new (self->view);
  self->own_fields = g_menu_new ();
  g_menu_append_section (self->fields_menu, NULL, G_MENU_MODEL (self->own_fields));
  self->costly = gtk_text_buffer_create_tag (self->buffer, NULL,
                                             "underline", PANGO_UNDERLINE_DOUBLE,
                                             "underline-rgba", &(GdkRGBA) { 0.9f, 0.65f, 0.04f, 1.0f },
                                             NULL);
  self->completion = peal_completion_new (self->view, GTK_WIDGET (self));
  g_signal_connect_object (self->completion, "used", G_CALLBACK (used_cb), self, G_CONNECT_SWAPPED);
  gtk_widget_action_set_enabled (GTK_WIDGET (self), "composer.template", FALSE);
  peal_actions_add_shortcuts (GTK_WIDGET (self), "composer.");
  update_action (self);
}

static gboolean
read_send_key (GValue   *value,
               GVariant *variant,
               gpointer  user_data)
{
  g_value_set_boolean (value, g_str_equal (g_variant_get_string (variant, NULL), "enter"));
  return TRUE;
}

void
peal_composer_bind_settings (PealComposer *self,
                             GSettings    *settings)
{
  g_return_if_fail (PEAL_IS_COMPOSER (self));
  g_return_if_fail (G_IS_SETTINGS (settings));

  g_settings_bind (settings, "check-spelling", self->spelling, "enabled", G_SETTINGS_BIND_GET);
  g_settings_bind_with_mapping (settings, "send-key", self, "send-with-enter", G_SETTINGS_BIND_GET, read_send_key,
                                NULL, NULL, NULL);
}

char *
peal_composer_dup_text (PealComposer *self)
{
  GtkTextIter start, end;

  g_return_val_if_fail (PEAL_IS_COMPOSER (self), NULL);

  gtk_text_buffer_get_bounds (self->buffer, &start, &end);
  return gtk_text_buffer_get_text (self->buffer, &start, &end, FALSE);
}

void
peal_composer_set_text (PealComposer *self,
                        const char   *text)
{
  g_return_if_fail (PEAL_IS_COMPOSER (self));
  g_return_if_fail (text != NULL);

  gtk_text_buffer_set_text (self->buffer, text, -1);
}

void
peal_composer_insert (PealComposer *self,
                      const char   *text)
{
  g_return_if_fail (PEAL_IS_COMPOSER (self));
  g_return_if_fail (text != NULL);

  gtk_text_buffer_begin_user_action (self->buffer);
  gtk_text_buffer_delete_selection (self->buffer, FALSE, TRUE);
  gtk_text_buffer_insert_at_cursor (self->buffer, text, -1);
  gtk_text_buffer_end_user_action (self->buffer);
  gtk_widget_grab_focus (GTK_WIDGET (self->view));
}

void
peal_composer_insert_filled (PealComposer *self,
                             const char   *source)
{
  g_return_if_fail (PEAL_IS_COMPOSER (self));
  g_return_if_fail (source != NULL);

  peal_completion_insert (self->completion, source);
  gtk_widget_grab_focus (GTK_WIDGET (self->view));
}

void
peal_composer_set_source (PealComposer *self,
                          GPtrArray    *templates,
                          PealFiller   *filler)
{
  g_return_if_fail (PEAL_IS_COMPOSER (self));

  peal_completion_set_source (self->completion, templates, filler);
  peal_spelling_set_language (self->spelling, filler != NULL ? peal_filler_get_language (filler) : "");
  gtk_widget_action_set_enabled (GTK_WIDGET (self), "composer.template", filler != NULL);
}

void
peal_composer_set_own_fields (PealComposer    *self,
                              const GPtrArray *fields)
{
  g_return_if_fail (PEAL_IS_COMPOSER (self));
  g_return_if_fail (fields != NULL);

  g_menu_remove_all (self->own_fields);
  for (guint i = 0; i < fields->len; i++)
    {
      const PealCustomField *field = g_ptr_array_index (fields, i);
      g_auto(GStrv) parts = g_strsplit (field->name, "_", -1);
      g_autofree char *label = g_strjoinv ("__", parts); /* an underscore is one */
      g_autofree char *source = g_strdup_printf ("{%s}", field->key);
      g_autoptr(GMenuItem) item = g_menu_item_new (label, NULL);

      g_menu_item_set_action_and_target (item, "composer.field", "s", source);
      g_menu_append_item (self->own_fields, item);
    }
}

/* An action must never have the target of another: GTK warns of that, also where it is for a moment. */
static void
set_action (GtkActionable *actionable,
            const char    *detailed)
{
  g_autofree char *name = NULL;
  g_autoptr(GVariant) target = NULL;
  gboolean is_action = g_action_parse_detailed_name (detailed, &name, &target, NULL);

  g_return_if_fail (is_action);

  gtk_actionable_set_action_name (actionable, NULL);
  gtk_actionable_set_action_target_value (actionable, target);
  gtk_actionable_set_action_name (actionable, name);
}

void
peal_composer_set_obstacle (PealComposer *self,
                            gboolean      stops,
                            const char   *reason,
                            const char   *label,
                            const char   *action)
{
  g_return_if_fail (PEAL_IS_COMPOSER (self));
  g_return_if_fail ((label == NULL) == (action == NULL));

  self->is_blocked = stops && reason != NULL;
  gtk_label_set_text (self->obstacle, reason != NULL ? reason : "");
  gtk_widget_set_visible (self->obstacle_row, reason != NULL);
  gtk_widget_set_visible (GTK_WIDGET (self->obstacle_button), label != NULL);
  if (label != NULL)
    {
      gtk_button_set_label (self->obstacle_button, label);
      set_action (GTK_ACTIONABLE (self->obstacle_button), action);
    }
  update_action (self);
}

void
peal_composer_set_price (PealComposer *self,
                         gint64        micros,
                         const char   *currency)
{
  g_return_if_fail (PEAL_IS_COMPOSER (self));

  peal_segment_meter_set_price (self->meter, micros, currency);
}
