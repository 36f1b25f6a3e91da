/* peal-label-text.c: what a number or an address is for: "Mobile", "Work".
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#define G_LOG_DOMAIN "peal-ui"

#include "peal-label-text.h"

#include "peal-config.h"

#include <glib/gi18n.h>

#define LABELS "peal-labels"
#define FOR_PHONE "peal-label-for-phone"

/* Files write "Mobile", too. */
static const struct
{
  const char *label;
  const char *text;
  gboolean for_phone_only;
} labels[] = {
  { "mobile", NC_("label", "Mobile"), TRUE },
  { "work", NC_("label", "Work"), FALSE },
  { "home", NC_("label", "Home"), FALSE },
  { "main", NC_("label", "Main"), TRUE },
  { "other", NC_("label", "Other"), FALSE },
};

const char *
peal_label_text (const char *label)
{
  g_return_val_if_fail (label != NULL, "");

  for (gsize i = 0; i < G_N_ELEMENTS (labels); i++)
    if (g_ascii_strcasecmp (labels[i].label, label) == 0)
      return g_dpgettext2 (NULL, "label", labels[i].text);
  return label;
}

void
peal_label_chooser_set (GtkWidget  *chooser,
                        const char *label)
{
  gboolean for_phone = GPOINTER_TO_INT (g_object_get_data (G_OBJECT (chooser), FOR_PHONE));
  g_autoptr(GtkStringList) texts = gtk_string_list_new (NULL);
  g_autoptr(GStrvBuilder) kept = g_strv_builder_new ();
  guint selected = 0, n = 1;

  /* Translators: no word for what a number is for. */
  gtk_string_list_append (texts, C_("label", "No label"));
  g_strv_builder_add (kept, "");
  for (gsize i = 0; i < G_N_ELEMENTS (labels); i++)
    {
      if (labels[i].for_phone_only && !for_phone)
        continue;
      if (g_ascii_strcasecmp (labels[i].label, label) == 0)
        selected = n;
      gtk_string_list_append (texts, peal_label_text (labels[i].label));
      g_strv_builder_add (kept, labels[i].label);
      n++;
    }
  if (*label != '\0' && selected == 0)
    {
      gtk_string_list_append (texts, peal_label_text (label));
      g_strv_builder_add (kept, label);
      selected = n;
    }
  g_object_set_data_full (G_OBJECT (chooser), LABELS, g_strv_builder_end (kept), (GDestroyNotify) g_strfreev);
  gtk_drop_down_set_model (GTK_DROP_DOWN (chooser), G_LIST_MODEL (texts));
  gtk_drop_down_set_selected (GTK_DROP_DOWN (chooser), selected);
}

const char *
peal_label_chooser_get (GtkWidget *chooser)
{
  const GStrv kept = g_object_get_data (G_OBJECT (chooser), LABELS);
  guint selected = gtk_drop_down_get_selected (GTK_DROP_DOWN (chooser));

  return kept != NULL && selected < g_strv_length (kept) ? kept[selected] : "";
}

GtkWidget *
peal_label_chooser_new (gboolean    for_phone,
                        const char *label)
{
  GtkWidget *chooser = gtk_drop_down_new (NULL, NULL);

  g_object_set_data (G_OBJECT (chooser), FOR_PHONE, GINT_TO_POINTER (for_phone));
  gtk_widget_set_valign (chooser, GTK_ALIGN_CENTER);
  gtk_widget_set_tooltip_text (chooser, _("Label"));
  gtk_widget_add_css_class (chooser, "label-chooser");
  peal_label_chooser_set (chooser, label);
  return chooser;
}
