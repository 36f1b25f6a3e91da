/* peal-accessible.c: what GTK and libadwaita leave unsaid to a screen reader.
 *
 * Scroll panes, lists and menu items stand inside widgets of the libraries, out of
 * reach for any template. They are met when they are mapped.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#define G_LOG_DOMAIN "peal-ui"

#include "peal-accessible.h"

#include <adwaita.h>

static const char *
get_stack_title (GtkWidget *widget)
{
  GtkWidget *parent = gtk_widget_get_parent (widget);

  if (!GTK_IS_STACK (parent))
    return NULL;
  return gtk_stack_page_get_title (gtk_stack_get_page (GTK_STACK (parent), widget));
}

/* NULL or "": it has none. */
static const char *
get_title (GtkWidget *widget)
{
  if (ADW_IS_STATUS_PAGE (widget))
    return adw_status_page_get_title (ADW_STATUS_PAGE (widget));
  if (ADW_IS_PREFERENCES_PAGE (widget))
    return adw_preferences_page_get_title (ADW_PREFERENCES_PAGE (widget));
  if (ADW_IS_NAVIGATION_PAGE (widget))
    return adw_navigation_page_get_title (ADW_NAVIGATION_PAGE (widget));
  if (ADW_IS_DIALOG (widget))
    return adw_dialog_get_title (ADW_DIALOG (widget));
  if (GTK_IS_WINDOW (widget))
    return gtk_window_get_title (GTK_WINDOW (widget));
  return get_stack_title (widget);
}

/* After what it stands in. */
static void
name_by_place (GtkWidget *widget)
{
  const char *title = NULL;

  for (GtkWidget *above = gtk_widget_get_parent (widget); above != NULL && (title == NULL || *title == '\0');
       above = gtk_widget_get_parent (above))
    title = get_title (above);
  if (title == NULL)
    return;
  gtk_accessible_reset_relation (GTK_ACCESSIBLE (widget), GTK_ACCESSIBLE_RELATION_LABELLED_BY); /* to an empty label */
  gtk_accessible_update_property (GTK_ACCESSIBLE (widget), GTK_ACCESSIBLE_PROPERTY_LABEL, title, -1);
}

/* The list of rows of a group that has no title to give it. */
static gboolean
is_untitled_list (GtkWidget *widget)
{
  GtkWidget *group = GTK_IS_LIST_BOX (widget) ? gtk_widget_get_ancestor (widget, ADW_TYPE_PREFERENCES_GROUP) : NULL;

  return group != NULL && *adw_preferences_group_get_title (ADW_PREFERENCES_GROUP (group)) == '\0'
         && gtk_widget_get_ancestor (widget, GTK_TYPE_LIST_BOX_ROW) == NULL;
}

/* It says that its label names it, but in GTK 4.18 that label has no name to give. */
static void
name_menu_item (GtkWidget *item)
{
  g_autofree char *text = NULL;
  g_auto(GStrv) parts = NULL;
  g_autofree char *plain = NULL;

  g_object_get (item, "text", &text, NULL);
  if (text == NULL)
    return;
  parts = g_strsplit (text, "_", 2); /* without its mnemonic */
  plain = g_strjoinv ("", parts);
  gtk_accessible_reset_relation (GTK_ACCESSIBLE (item), GTK_ACCESSIBLE_RELATION_LABELLED_BY);
  gtk_accessible_update_property (GTK_ACCESSIBLE (item), GTK_ACCESSIBLE_PROPERTY_LABEL, plain, -1);
}

static gboolean
mapped_hook (GSignalInvocationHint *hint,
             guint                  n_values,
             const GValue          *values,
             gpointer               data)
{
  GtkWidget *widget = g_value_get_object (&values[0]);

  if (GTK_IS_SCROLLED_WINDOW (widget) || is_untitled_list (widget))
    name_by_place (widget);
  else if (ADW_IS_EXPANDER_ROW (widget))
    gtk_accessible_update_property (GTK_ACCESSIBLE (widget), GTK_ACCESSIBLE_PROPERTY_LABEL,
                                    adw_preferences_row_get_title (ADW_PREFERENCES_ROW (widget)), -1);
  else if (g_str_equal (G_OBJECT_TYPE_NAME (widget), "GtkModelButton"))
    name_menu_item (widget);
  return TRUE;
}

void
peal_accessible_speak (void)
{
  static gsize done;
  GtkWidgetClass *pane_class;

  if (!g_once_init_enter (&done))
    return;
  pane_class = g_type_class_ref (GTK_TYPE_SCROLLED_WINDOW); /* kept */
  gtk_widget_class_set_accessible_role (pane_class, GTK_ACCESSIBLE_ROLE_GROUP); /* "generic" may have no name */
  g_signal_add_emission_hook (g_signal_lookup ("map", GTK_TYPE_WIDGET), 0, mapped_hook, NULL, NULL);
  g_once_init_leave (&done, 1);
}

static void
title_changed_cb (AdwWindowTitle *title)
{
  gtk_accessible_update_property (GTK_ACCESSIBLE (title), GTK_ACCESSIBLE_PROPERTY_LABEL,
                                  adw_window_title_get_title (title), -1);
}

void
peal_accessible_mark_headings (GtkWidget *page)
{
  g_return_if_fail (GTK_IS_WIDGET (page));

  if (ADW_IS_WINDOW_TITLE (page))
    {
      g_object_set (page, "accessible-role", GTK_ACCESSIBLE_ROLE_HEADING, NULL);
      g_signal_connect (page, "notify::title", G_CALLBACK (title_changed_cb), NULL);
      title_changed_cb (ADW_WINDOW_TITLE (page));
      return;
    }
  for (GtkWidget *child = gtk_widget_get_first_child (page); child != NULL;
       child = gtk_widget_get_next_sibling (child))
    peal_accessible_mark_headings (child);
}
