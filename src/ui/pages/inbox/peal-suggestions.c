/* peal-suggestions.c: answers that may be put into the composer, each with why.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#define G_LOG_DOMAIN "peal-ui"

#include "peal-suggestions.h"

#include "peal-answers.h"
#include "peal-config.h"

#include <glib/gi18n.h>

struct _PealSuggestions
{
  AdwBin parent_instance;
  GPtrArray *suggestions;    /* of PealAnswerSuggestion, or NULL */
  PealFiller *filler;        /* whose values they have, or NULL */
  AdwWrapBox *box;
};

G_DEFINE_FINAL_TYPE (PealSuggestions, peal_suggestions, ADW_TYPE_BIN)

enum
{
  CHOSEN,
  N_SIGNALS,
};

static guint signals[N_SIGNALS];

/* Caller frees. */
static char *
dup_reason (const PealAnswerSuggestion *suggestion)
{
  if (suggestion->template_id != 0)
    /* Translators: %s is the name of a template. */
    return g_strdup_printf (_("Template “%s”"), suggestion->template_name);
  if (suggestion->n_times == 1)
    return g_strdup (_("You answered a similar question so"));
  return g_strdup_printf (ngettext ("You answered so %u time to similar questions",
                                    "You answered so %u times to similar questions", suggestion->n_times),
                          suggestion->n_times);
}

static void
clicked_cb (PealSuggestions *self,
            GtkButton       *button)
{
  peal_suggestions_choose (self, GPOINTER_TO_UINT (g_object_get_data (G_OBJECT (button), "position")));
}

static GtkWidget *
label_new (const char *text,
           const char *css_class)
{
  const char *classes[] = { css_class, css_class != NULL ? "dimmed" : NULL, NULL };

  return g_object_new (GTK_TYPE_LABEL,
                       "label", text,
                       "xalign", 0.0,
                       "ellipsize", PANGO_ELLIPSIZE_END,
                       "single-line-mode", TRUE,
                       "max-width-chars", 30,
                       "css-classes", classes,
                       NULL);
}

static GtkWidget *
button_new (PealSuggestions *self,
            guint            position)
{
  const PealAnswerSuggestion *suggestion = g_ptr_array_index (self->suggestions, position);
  g_autofree char *text = peal_filler_fill (self->filler, suggestion->source, NULL);
  g_autofree char *reason = dup_reason (suggestion);
  GtkWidget *button = gtk_button_new ();
  GtkWidget *lines = gtk_box_new (GTK_ORIENTATION_VERTICAL, 0);

  gtk_box_append (GTK_BOX (lines), label_new (text, NULL));
  gtk_box_append (GTK_BOX (lines), label_new (reason, "caption"));
  gtk_button_set_child (GTK_BUTTON (button), lines);
  gtk_widget_add_css_class (button, "suggestion");
  gtk_widget_set_tooltip_text (button, text);
  gtk_accessible_update_property (GTK_ACCESSIBLE (button), GTK_ACCESSIBLE_PROPERTY_LABEL, text,
                                  GTK_ACCESSIBLE_PROPERTY_DESCRIPTION, reason, -1);
  g_object_set_data (G_OBJECT (button), "position", GUINT_TO_POINTER (position));
  g_signal_connect_object (button, "clicked", G_CALLBACK (clicked_cb), self, G_CONNECT_SWAPPED);
  return button;
}

static void
peal_suggestions_finalize (GObject *object)
{
  PealSuggestions *self = PEAL_SUGGESTIONS (object);

  g_clear_pointer (&self->suggestions, g_ptr_array_unref);
  g_clear_pointer (&self->filler, peal_filler_unref);
  G_OBJECT_CLASS (peal_suggestions_parent_class)->finalize (object);
}

static void
peal_suggestions_class_init (PealSuggestionsClass *klass)
{
  G_OBJECT_CLASS (klass)->finalize = peal_suggestions_finalize;

  signals[CHOSEN] = g_signal_new ("chosen", PEAL_TYPE_SUGGESTIONS, G_SIGNAL_RUN_LAST, 0, NULL, NULL, NULL, G_TYPE_NONE, 2,
                                  G_TYPE_STRING, G_TYPE_INT64);
  gtk_widget_class_set_accessible_role (GTK_WIDGET_CLASS (klass), GTK_ACCESSIBLE_ROLE_GROUP);
}

static void
peal_suggestions_init (PealSuggestions *self)
{
  self->box = ADW_WRAP_BOX (adw_wrap_box_new ());
  adw_wrap_box_set_child_spacing (self->box, 6);
  adw_wrap_box_set_line_spacing (self->box, 6);
  adw_bin_set_child (ADW_BIN (self), GTK_WIDGET (self->box));
  gtk_widget_set_visible (GTK_WIDGET (self), FALSE);
  gtk_accessible_update_property (GTK_ACCESSIBLE (self), GTK_ACCESSIBLE_PROPERTY_LABEL, _("Suggested Answers"), -1);
}

void
peal_suggestions_set (PealSuggestions *self,
                      GPtrArray       *suggestions,
                      PealFiller      *filler)
{
  guint n = suggestions != NULL ? suggestions->len : 0;
  GtkWidget *button;

  g_return_if_fail (PEAL_IS_SUGGESTIONS (self));
  g_return_if_fail (suggestions == NULL || filler != NULL);

  if (suggestions == self->suggestions && filler == self->filler)
    return;
  while ((button = gtk_widget_get_first_child (GTK_WIDGET (self->box))) != NULL)
    adw_wrap_box_remove (self->box, button);
  g_clear_pointer (&self->filler, peal_filler_unref);
  self->filler = filler != NULL ? peal_filler_ref (filler) : NULL;
  g_clear_pointer (&self->suggestions, g_ptr_array_unref);
  self->suggestions = suggestions != NULL ? g_ptr_array_ref (suggestions) : NULL;
  for (guint i = 0; i < n; i++)
    adw_wrap_box_append (self->box, button_new (self, i));
  gtk_widget_set_visible (GTK_WIDGET (self), n > 0);
}

void
peal_suggestions_choose (PealSuggestions *self,
                         guint            position)
{
  g_autoptr(GPtrArray) suggestions = NULL;
  const PealAnswerSuggestion *suggestion;

  g_return_if_fail (PEAL_IS_SUGGESTIONS (self));

  if (self->suggestions == NULL || position >= self->suggestions->len || !gtk_widget_get_visible (GTK_WIDGET (self)))
    return;
  suggestions = g_ptr_array_ref (self->suggestions); /* who hears of it may set others */
  suggestion = g_ptr_array_index (suggestions, position);
  g_signal_emit (self, signals[CHOSEN], 0, suggestion->source, suggestion->template_id);
}
