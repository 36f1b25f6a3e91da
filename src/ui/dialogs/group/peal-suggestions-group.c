/* peal-suggestions-group.c: groups that the workspace's figures suggest, each made by a click.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#define G_LOG_DOMAIN "peal-ui"

#include "peal-suggestions-group.h"

#include <glib/gi18n.h>

struct _PealSuggestionsGroup
{
  AdwBin parent_instance;
  GPtrArray *suggestions;
};

G_DEFINE_FINAL_TYPE (PealSuggestionsGroup, peal_suggestions_group, ADW_TYPE_BIN)

enum
{
  CHOSEN,
  N_SIGNALS,
};

static guint signals[N_SIGNALS];

/* A row finds its suggestion by it. */
static const char *const suggestion_key = "peal-suggestion";

const char *
peal_suggestion_get_title (const PealGroupSuggestion *suggestion)
{
  switch (suggestion->kind)
    {
    case PEAL_SUGGESTION_REGULARS:
      /* Translators: names of groups that are suggested; they are kept as they are when the group is made */
      return _("Write often");
    case PEAL_SUGGESTION_COOLING:
      return _("Wrote often before");
    case PEAL_SUGGESTION_SILENT:
      return _("Fell silent");
    case PEAL_SUGGESTION_NEW:
      return _("New this month");
    case PEAL_SUGGESTION_ANSWERING:
      return _("Answer nearly always");
    case PEAL_SUGGESTION_FAILING:
      return _("Numbers that fail");
    case PEAL_SUGGESTION_N_KINDS:
      break;
    }
  g_return_val_if_reached ("");
}

char *
peal_suggestion_dup_reason (const PealGroupSuggestion *suggestion)
{
  int days = suggestion->days;
  int n = suggestion->n_replies;

  switch (suggestion->kind)
    {
    case PEAL_SUGGESTION_REGULARS:
      return g_strdup_printf (ngettext ("Wrote at least %d time in a year, and within the last %d days",
                                        "Wrote at least %d times in a year, and within the last %d days", n),
                              n, days);
    case PEAL_SUGGESTION_COOLING:
      return g_strdup_printf (ngettext ("Wrote at least %d time in a year, but not for %d days",
                                        "Wrote at least %d times in a year, but not for %d days", n),
                              n, days);
    case PEAL_SUGGESTION_SILENT:
      return g_strdup_printf (_("Were sent %d messages or more, and said nothing for %d days. A pause may be welcome."),
                              PEAL_SUGGESTION_SILENT_SENT, PEAL_SUGGESTION_SILENT_DAYS);
    case PEAL_SUGGESTION_NEW:
      return g_strdup_printf (_("Added in the last %d days"), PEAL_SUGGESTION_NEW_DAYS);
    case PEAL_SUGGESTION_ANSWERING:
      return g_strdup (_("Answered at least four of five times"));
    case PEAL_SUGGESTION_FAILING:
      return g_strdup_printf (_("For %d days nothing arrived, and %d messages or more failed"),
                              PEAL_SUGGESTION_FAILED_DAYS, PEAL_SUGGESTION_FAILED);
    case PEAL_SUGGESTION_N_KINDS:
      break;
    }
  g_return_val_if_reached (NULL);
}

static void
activated_cb (AdwActionRow         *row,
              PealSuggestionsGroup *self)
{
  g_signal_emit (self, signals[CHOSEN], 0, g_object_get_data (G_OBJECT (row), suggestion_key));
}

static GtkWidget *
new_row (PealSuggestionsGroup *self,
         PealGroupSuggestion  *suggestion)
{
  g_autofree char *reason = peal_suggestion_dup_reason (suggestion);
  g_autofree char *count = g_strdup_printf (ngettext ("%'d person", "%'d people", suggestion->n_members),
                                            (int) suggestion->n_members);
  GtkWidget *row = adw_action_row_new ();
  GtkWidget *label = gtk_label_new (count);

  adw_preferences_row_set_use_markup (ADW_PREFERENCES_ROW (row), FALSE);
  adw_preferences_row_set_title (ADW_PREFERENCES_ROW (row), peal_suggestion_get_title (suggestion));
  adw_action_row_set_subtitle (ADW_ACTION_ROW (row), reason);
  gtk_widget_add_css_class (label, "dimmed");
  gtk_widget_add_css_class (label, "numeric");
  adw_action_row_add_suffix (ADW_ACTION_ROW (row), label);
  adw_action_row_add_suffix (ADW_ACTION_ROW (row), gtk_image_new_from_icon_name ("list-add-symbolic"));
  gtk_list_box_row_set_activatable (GTK_LIST_BOX_ROW (row), TRUE);
  gtk_widget_set_tooltip_text (row, _("Make This Group"));
  g_object_set_data (G_OBJECT (row), suggestion_key, suggestion);
  g_signal_connect_object (row, "activated", G_CALLBACK (activated_cb), self, 0);
  return row;
}

static void
peal_suggestions_group_dispose (GObject *object)
{
  PealSuggestionsGroup *self = PEAL_SUGGESTIONS_GROUP (object);

  G_OBJECT_CLASS (peal_suggestions_group_parent_class)->dispose (object);
  g_clear_pointer (&self->suggestions, g_ptr_array_unref); /* the rows borrow from it */
}

static void
peal_suggestions_group_class_init (PealSuggestionsGroupClass *klass)
{
  G_OBJECT_CLASS (klass)->dispose = peal_suggestions_group_dispose;
  signals[CHOSEN] = g_signal_new ("chosen", PEAL_TYPE_SUGGESTIONS_GROUP, G_SIGNAL_RUN_LAST, 0, NULL, NULL, NULL,
                                  G_TYPE_NONE, 1, G_TYPE_POINTER);
}

static void
peal_suggestions_group_init (PealSuggestionsGroup *self)
{
  gtk_widget_set_visible (GTK_WIDGET (self), FALSE);
}

void
peal_suggestions_group_show (PealSuggestionsGroup *self,
                             GPtrArray            *suggestions)
{
  GtkWidget *group;

  g_return_if_fail (PEAL_IS_SUGGESTIONS_GROUP (self));
  g_return_if_fail (suggestions != NULL);

  group = adw_preferences_group_new ();
  adw_preferences_group_set_title (ADW_PREFERENCES_GROUP (group), _("Suggestions"));
  adw_preferences_group_set_description (ADW_PREFERENCES_GROUP (group),
                                         _("From how these people and you have talked. Only this computer knows."));
  g_ptr_array_ref (suggestions);
  for (guint i = 0; i < suggestions->len; i++)
    adw_preferences_group_add (ADW_PREFERENCES_GROUP (group), new_row (self, g_ptr_array_index (suggestions, i)));
  adw_bin_set_child (ADW_BIN (self), group);
  g_clear_pointer (&self->suggestions, g_ptr_array_unref);
  self->suggestions = suggestions;
  gtk_widget_set_visible (GTK_WIDGET (self), suggestions->len > 0);
}
