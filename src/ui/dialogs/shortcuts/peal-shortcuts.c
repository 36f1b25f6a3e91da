/* peal-shortcuts.c: every key, from the table that installs it.
 *
 * AdwShortcutsDialog would do this, and comes with libadwaita 1.8.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#define G_LOG_DOMAIN "peal-ui"

#include "peal-shortcuts.h"

#include "peal-actions.h"
#include "peal-config.h"
#include "peal-page-table.h"

#include <glib/gi18n.h>

struct _PealShortcuts
{
  AdwDialog parent_instance;
  AdwPreferencesPage *page;
};

G_DEFINE_FINAL_TYPE (PealShortcuts, peal_shortcuts, ADW_TYPE_DIALOG)

static char *
dup_keys (const char *const *accels)
{
  g_autoptr(GStrvBuilder) builder = g_strv_builder_new ();
  g_auto(GStrv) labels = NULL;

  for (; *accels != NULL; accels++)
    {
      GdkModifierType modifiers;
      guint key;

      if (!gtk_accelerator_parse (*accels, &key, &modifiers))
        g_assert_not_reached ();
      g_strv_builder_take (builder, gtk_accelerator_get_label (key, modifiers));
    }
  labels = g_strv_builder_end (builder);
  /* Translators: stands between two keys that do the same. */
  return g_strjoinv (C_("keys", " or "), labels);
}

static void
add_row (AdwPreferencesGroup *group,
         const char          *title,
         const char *const   *accels)
{
  g_autofree char *keys = dup_keys (accels);
  GtkWidget *row = adw_action_row_new ();
  GtkWidget *label = gtk_label_new (keys);

  adw_preferences_row_set_title (ADW_PREFERENCES_ROW (row), title);
  gtk_widget_add_css_class (label, "dimmed");
  adw_action_row_add_suffix (ADW_ACTION_ROW (row), label);
  adw_preferences_group_add (group, row);
}

static AdwPreferencesGroup *
add_group (PealShortcuts *self,
           const char    *title)
{
  GtkWidget *group = adw_preferences_group_new ();

  adw_preferences_group_set_title (ADW_PREFERENCES_GROUP (group), title);
  adw_preferences_page_add (self->page, ADW_PREFERENCES_GROUP (group));
  return ADW_PREFERENCES_GROUP (group);
}

static void
add_pages (PealShortcuts *self)
{
  AdwPreferencesGroup *group = add_group (self, _("Pages"));
  gsize n_pages;
  const PealPageInfo *pages = peal_page_table (&n_pages);

  for (gsize i = 0; i < n_pages; i++)
    if (pages[i].accel != NULL)
      add_row (group, _(pages[i].title), (const char *[]) { pages[i].accel, NULL });
}

static void
add_actions (PealShortcuts *self)
{
  AdwPreferencesGroup *group = NULL;
  const char *heading = NULL;
  gsize n_actions;
  const PealAction *actions = peal_actions_list (&n_actions);

  for (gsize i = 0; i < n_actions; i++)
    {
      if (actions[i].accels[0] == NULL)
        continue;
      if (g_strcmp0 (actions[i].group, heading) != 0)
        group = add_group (self, _(actions[i].group));
      heading = actions[i].group;
      add_row (group, _(actions[i].title), actions[i].accels);
    }
}

static void
peal_shortcuts_dispose (GObject *object)
{
  gtk_widget_dispose_template (GTK_WIDGET (object), PEAL_TYPE_SHORTCUTS);
  G_OBJECT_CLASS (peal_shortcuts_parent_class)->dispose (object);
}

static void
peal_shortcuts_class_init (PealShortcutsClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  G_OBJECT_CLASS (klass)->dispose = peal_shortcuts_dispose;
  gtk_widget_class_set_template_from_resource (widget_class, PEAL_RESOURCE_PATH "/ui/peal-shortcuts.ui");
  gtk_widget_class_bind_template_child (widget_class, PealShortcuts, page);
}

static void
peal_shortcuts_init (PealShortcuts *self)
{
  gtk_widget_init_template (GTK_WIDGET (self));
  add_pages (self);
  add_actions (self);
}

PealShortcuts *
peal_shortcuts_new (void)
{
  return g_object_new (PEAL_TYPE_SHORTCUTS, NULL);
}
