/* peal-label-chooser.c: what a number or an address is for, chosen from a small list or written freely.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#define G_LOG_DOMAIN "peal-ui"

#include "peal-label-chooser.h"

#include "peal-config.h"
#include "peal-label-text.h"

#include <glib/gi18n.h>

/* Characters of a label; more is no label but a note. */
#define MAX_LENGTH 40

struct _PealLabelChooser
{
  AdwBin parent_instance;
  GtkDropDown *list;
  gboolean for_phone;
  GStrv labels;              /* of the entries of the list, but for the last one */
  guint selected;
  gboolean is_setting;
};

G_DEFINE_FINAL_TYPE (PealLabelChooser, peal_label_chooser, ADW_TYPE_BIN)

enum
{
  CHANGED,
  N_SIGNALS,
};

static guint signals[N_SIGNALS];

static void
show_labels (PealLabelChooser *self)
{
  g_autoptr(GtkStringList) texts = gtk_string_list_new (NULL);

  for (guint i = 0; self->labels[i] != NULL; i++)
    /* Translators: no word for what a number is for. */
    gtk_string_list_append (texts, *self->labels[i] != '\0' ? peal_label_text (self->labels[i]) : C_("label", "No label"));
  /* Translators: an entry in the list of what a number is for, to write one's own word. */
  gtk_string_list_append (texts, C_("label", "Custom…"));
  self->is_setting = TRUE;
  gtk_drop_down_set_model (self->list, G_LIST_MODEL (texts));
  gtk_drop_down_set_selected (self->list, self->selected);
  self->is_setting = FALSE;
}

void
peal_label_chooser_set (PealLabelChooser *self,
                        const char       *label)
{
  g_autoptr(GStrvBuilder) labels = g_strv_builder_new ();
  const char *ours;
  guint n = 1;

  g_return_if_fail (PEAL_IS_LABEL_CHOOSER (self));
  g_return_if_fail (label != NULL);

  self->selected = 0;
  g_strv_builder_add (labels, "");
  while ((ours = peal_label_get_nth (n - 1, self->for_phone)) != NULL)
    {
      if (g_ascii_strcasecmp (ours, label) == 0)
        self->selected = n;
      g_strv_builder_add (labels, ours);
      n++;
    }
  if (*label != '\0' && self->selected == 0)
    {
      g_strv_builder_add (labels, label);
      self->selected = n;
    }
  g_strfreev (self->labels);
  self->labels = g_strv_builder_end (labels);
  show_labels (self);
}

const char *
peal_label_chooser_get (PealLabelChooser *self)
{
  g_return_val_if_fail (PEAL_IS_LABEL_CHOOSER (self), "");

  return self->labels[self->selected];
}

/* A word of their own ------------------------------------------------------------------------------- */

/* Caller frees. */
static char *
dup_written (GtkEditable *row)
{
  return g_strstrip (gtk_editable_get_chars (row, 0, -1));
}

static void
written_cb (AdwAlertDialog *dialog,
            GtkEditable    *row)
{
  g_autofree char *label = dup_written (row);

  adw_alert_dialog_set_response_enabled (dialog, "set", *label != '\0');
}

static void
set_cb (PealLabelChooser *self,
        const char       *response,
        AdwDialog        *dialog)
{
  GtkEditable *row = g_object_get_data (G_OBJECT (dialog), "row");
  g_autofree char *label = dup_written (row);

  if (g_str_equal (label, peal_label_chooser_get (self)))
    return;
  peal_label_chooser_set (self, label);
  g_signal_emit (self, signals[CHANGED], 0);
}

static GtkWidget *
make_entry_row (AdwAlertDialog *dialog)
{
  GtkWidget *row = adw_entry_row_new ();
  GtkWidget *group = adw_preferences_group_new ();

  adw_preferences_row_set_title (ADW_PREFERENCES_ROW (row), _("Label"));
  adw_entry_row_set_max_length (ADW_ENTRY_ROW (row), MAX_LENGTH);
  adw_entry_row_set_activates_default (ADW_ENTRY_ROW (row), TRUE);
  adw_preferences_group_add (ADW_PREFERENCES_GROUP (group), row);
  adw_alert_dialog_set_extra_child (dialog, group);
  return row;
}

static void
ask (PealLabelChooser *self)
{
  AdwAlertDialog *dialog = ADW_ALERT_DIALOG (adw_alert_dialog_new (_("Custom Label"), NULL));
  GtkWidget *row = make_entry_row (dialog);

  adw_alert_dialog_add_responses (dialog, "cancel", _("_Cancel"), "set", _("_Set"), NULL);
  adw_alert_dialog_set_response_appearance (dialog, "set", ADW_RESPONSE_SUGGESTED);
  adw_alert_dialog_set_response_enabled (dialog, "set", FALSE);
  adw_alert_dialog_set_default_response (dialog, "set");
  adw_alert_dialog_set_close_response (dialog, "cancel");
  adw_dialog_set_focus (ADW_DIALOG (dialog), row);
  g_object_set_data (G_OBJECT (dialog), "row", row);
  g_signal_connect_object (row, "changed", G_CALLBACK (written_cb), dialog, G_CONNECT_SWAPPED);
  g_signal_connect_object (dialog, "response::set", G_CALLBACK (set_cb), self, G_CONNECT_SWAPPED);
  adw_dialog_present (ADW_DIALOG (dialog), GTK_WIDGET (self));
}

static void
selected_cb (PealLabelChooser *self)
{
  guint selected = gtk_drop_down_get_selected (self->list);

  if (self->is_setting || selected == self->selected)
    return;
  if (selected < g_strv_length (self->labels))
    {
      self->selected = selected;
      g_signal_emit (self, signals[CHANGED], 0);
      return;
    }
  self->is_setting = TRUE;
  gtk_drop_down_set_selected (self->list, self->selected);
  self->is_setting = FALSE;
  ask (self);
}

/* Object ------------------------------------------------------------------------------------------ */

static gboolean
peal_label_chooser_grab_focus (GtkWidget *widget)
{
  return gtk_widget_grab_focus (GTK_WIDGET (PEAL_LABEL_CHOOSER (widget)->list));
}

static void
peal_label_chooser_finalize (GObject *object)
{
  g_strfreev (PEAL_LABEL_CHOOSER (object)->labels);
  G_OBJECT_CLASS (peal_label_chooser_parent_class)->finalize (object);
}

static void
peal_label_chooser_class_init (PealLabelChooserClass *klass)
{
  G_OBJECT_CLASS (klass)->finalize = peal_label_chooser_finalize;
  GTK_WIDGET_CLASS (klass)->grab_focus = peal_label_chooser_grab_focus;
  signals[CHANGED] = g_signal_new ("changed", PEAL_TYPE_LABEL_CHOOSER, G_SIGNAL_RUN_LAST, 0, NULL, NULL, NULL,
                                   G_TYPE_NONE, 0);
}

static void
peal_label_chooser_init (PealLabelChooser *self)
{
  GtkWidget *list = gtk_drop_down_new (NULL, NULL);

  self->list = GTK_DROP_DOWN (list);
  gtk_widget_set_valign (list, GTK_ALIGN_CENTER);
  gtk_widget_set_tooltip_text (list, _("Label"));
  gtk_widget_add_css_class (list, "label-chooser");
  adw_bin_set_child (ADW_BIN (self), list);
  g_signal_connect_object (list, "notify::selected", G_CALLBACK (selected_cb), self, G_CONNECT_SWAPPED);
}

GtkWidget *
peal_label_chooser_new (gboolean    for_phone,
                        const char *label)
{
  PealLabelChooser *self = g_object_new (PEAL_TYPE_LABEL_CHOOSER, NULL);

  self->for_phone = for_phone;
  peal_label_chooser_set (self, label);
  return GTK_WIDGET (self);
}
