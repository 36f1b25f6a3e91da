/* peal-erase-panel.c: what goes when somebody is erased, what stays, and a word to be written for it.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#define G_LOG_DOMAIN "peal-ui"

#include "peal-erase-panel.h"

#include "peal-config.h"
#include "peal-format.h"

#include <adwaita.h>
#include <glib/gi18n.h>

struct _PealErasePanel
{
  GtkBox parent_instance;
  gboolean confirmed;

  GtkLabel *goes;
  GtkLabel *stays;
  GtkEditable *word_row;
};

typedef enum
{
  PROP_CONFIRMED = 1,
} PealErasePanelProp;

static GParamSpec *props[PROP_CONFIRMED + 1];

G_DEFINE_FINAL_TYPE (PealErasePanel, peal_erase_panel, GTK_TYPE_BOX)

/* The word that must be written. */
static const char *
get_word (void)
{
  /* Translators: the word that somebody must write to erase a person for good; short, in small letters. */
  return _("erase");
}

static void
changed_cb (PealErasePanel *self)
{
  g_autofree char *text = g_strstrip (g_strdup (gtk_editable_get_text (self->word_row)));
  g_autofree char *written = g_utf8_casefold (text, -1);
  g_autofree char *word = g_utf8_casefold (get_word (), -1);
  gboolean confirmed = g_str_equal (written, word);

  if (confirmed == self->confirmed)
    return;
  self->confirmed = confirmed;
  g_object_notify_by_pspec (G_OBJECT (self), props[PROP_CONFIRMED]);
}

static void
append_line (GString    *text,
             const char *line)
{
  g_string_append_printf (text, "%s• %s", text->len > 0 ? "\n" : "", line);
}

static void
show_goes (PealErasePanel    *self,
           const PealErasure *counts)
{
  g_autoptr(GString) text = g_string_new (NULL);
  g_autofree char *numbers = peal_format_count (counts->n_numbers);
  g_autofree char *messages = peal_format_count (counts->n_messages);
  g_autofree char *waiting = peal_format_count (counts->n_waiting);
  /* Translators: %s is a number, here and below. */
  g_autofree char *with_numbers = g_strdup_printf (ngettext ("The contact with %s number, groups, tags, notes and picture",
                                                             "The contact with %s numbers, groups, tags, notes and picture",
                                                             counts->n_numbers), numbers);
  g_autofree char *texts = g_strdup_printf (ngettext ("The text of %s message", "The texts of %s messages",
                                                      counts->n_messages), messages);
  g_autofree char *taken = g_strdup_printf (ngettext ("%s message that waits: it is taken back",
                                                      "%s messages that wait: they are taken back", counts->n_waiting),
                                            waiting);

  append_line (text, with_numbers);
  if (counts->n_messages > 0)
    append_line (text, texts);
  if (counts->n_waiting > 0)
    append_line (text, taken);
  append_line (text, _("Consent and its history, and what the activity says about them"));
  gtk_label_set_text (self->goes, text->str);
}

static void
show_stays (PealErasePanel    *self,
            const PealErasure *counts)
{
  g_autoptr(GString) text = g_string_new (NULL);

  append_line (text, _("A mark, not the number, that they must not be texted, even if the number comes back"));
  append_line (text, _("Figures and costs, without the person"));
  if (counts->n_shared > 0)
    append_line (text, _("Numbers that somebody else has as well"));
  append_line (text, _("Copies and exports that you have made before"));
  gtk_label_set_text (self->stays, text->str);
}

static void
get_property (GObject    *object,
              guint       prop_id,
              GValue     *value,
              GParamSpec *pspec)
{
  switch ((PealErasePanelProp) prop_id)
    {
    case PROP_CONFIRMED:
      g_value_set_boolean (value, PEAL_ERASE_PANEL (object)->confirmed);
      break;
    }
}

static void
peal_erase_panel_dispose (GObject *object)
{
  gtk_widget_dispose_template (GTK_WIDGET (object), PEAL_TYPE_ERASE_PANEL);
  G_OBJECT_CLASS (peal_erase_panel_parent_class)->dispose (object);
}

static void
peal_erase_panel_class_init (PealErasePanelClass *klass)
{
  GObjectClass *object_class = G_OBJECT_CLASS (klass);
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  object_class->get_property = get_property;
  object_class->dispose = peal_erase_panel_dispose;
  props[PROP_CONFIRMED] = g_param_spec_boolean ("confirmed", NULL, NULL, FALSE,
                                                G_PARAM_READABLE | G_PARAM_EXPLICIT_NOTIFY | G_PARAM_STATIC_STRINGS);
  g_object_class_install_properties (object_class, G_N_ELEMENTS (props), props);

  gtk_widget_class_set_template_from_resource (widget_class, PEAL_RESOURCE_PATH "/ui/peal-erase-panel.ui");
  gtk_widget_class_bind_template_child (widget_class, PealErasePanel, goes);
  gtk_widget_class_bind_template_child (widget_class, PealErasePanel, stays);
  gtk_widget_class_bind_template_child (widget_class, PealErasePanel, word_row);
  gtk_widget_class_bind_template_callback (widget_class, changed_cb);
}

static void
peal_erase_panel_init (PealErasePanel *self)
{
  g_autofree char *title = NULL;

  gtk_widget_init_template (GTK_WIDGET (self));
  /* Translators: %s is the word "erase" as above. */
  title = g_strdup_printf (_("Write “%s” to Confirm"), get_word ());
  adw_preferences_row_set_use_markup (ADW_PREFERENCES_ROW (self->word_row), FALSE);
  adw_preferences_row_set_title (ADW_PREFERENCES_ROW (self->word_row), title);
}

GtkWidget *
peal_erase_panel_new (const PealErasure *counts)
{
  PealErasePanel *self = g_object_new (PEAL_TYPE_ERASE_PANEL, NULL);

  show_goes (self, counts);
  show_stays (self, counts);
  return GTK_WIDGET (self);
}

gboolean
peal_erase_panel_get_confirmed (PealErasePanel *self)
{
  g_return_val_if_fail (PEAL_IS_ERASE_PANEL (self), FALSE);

  return self->confirmed;
}
