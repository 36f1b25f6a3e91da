/* peal-switcher.c: go to anything by a few letters of its name.
 *
 * The rows are made once and filled anew with each answer, so that nothing
 * blinks while somebody types. What is chosen is done when the dialog is gone:
 * it may open another one.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#define G_LOG_DOMAIN "peal-ui"

#include "peal-switcher.h"

#include "peal-config.h"
#include "peal-places.h"
#include "peal-switcher-row.h"
#include "peal-when.h"

#define N_ROWS 20
#define N_REMEMBERED 20

struct _PealSwitcher
{
  AdwDialog parent_instance;
  PealMainWindow *window;    /* not owned */
  GPtrArray *places;         /* of PealPlace; NULL until the first answer */
  char *chosen;              /* the key of the place to go to, once closed; NULL: none */
  gboolean entered;          /* Return was pressed before the answer came */
  DexFuture *finding;        /* NULL: the answer is there */

  GtkSearchEntry *entry;
  GtkStack *states;
  GtkViewport *viewport;
  GtkListBox *list;
};

G_DEFINE_FINAL_TYPE (PealSwitcher, peal_switcher, ADW_TYPE_DIALOG)

/* Going there ------------------------------------------------------------------------------------ */

static void
remember (GSettings  *settings,
          const char *key)
{
  g_auto(GStrv) old = g_settings_get_strv (settings, "recent-places");
  g_autoptr(GStrvBuilder) keys = g_strv_builder_new ();
  g_auto(GStrv) recent = NULL;

  g_strv_builder_add (keys, key);
  for (guint i = 0; old[i] != NULL && i < N_REMEMBERED; i++)
    if (!g_str_equal (old[i], key))
      g_strv_builder_add (keys, old[i]);
  recent = g_strv_builder_end (keys);
  g_settings_set_strv (settings, "recent-places", (const char *const *) recent);
}

static void
go (PealMainWindow *window,
    const char     *key)
{
  GtkWidget *widget = GTK_WIDGET (window);

  if (g_str_has_prefix (key, "page:"))
    gtk_widget_activate_action (widget, "win.go", "s", key + strlen ("page:"));
  else if (g_str_has_prefix (key, "action:"))
    {
      g_autofree char *name = NULL;
      g_autoptr(GVariant) target = NULL;

      if (g_action_parse_detailed_name (key + strlen ("action:"), &name, &target, NULL))
        gtk_widget_activate_action_variant (widget, name, target);
    }
  else
    gtk_widget_activate_action (widget, "win.show", "s", key);
}

static void
closed_cb (PealSwitcher *self)
{
  if (self->chosen == NULL)
    return;
  remember (peal_main_window_get_settings (self->window), self->chosen);
  go (self->window, self->chosen);
}

static void
choose (PealSwitcher  *self,
        GtkListBoxRow *row)
{
  const PealPlace *place = g_ptr_array_index (self->places, gtk_list_box_row_get_index (row));

  g_set_str (&self->chosen, place->key);
  adw_dialog_close (ADW_DIALOG (self));
}

static void
row_activated_cb (PealSwitcher  *self,
                  GtkListBoxRow *row)
{
  choose (self, row);
}

static void
entry_activated_cb (PealSwitcher *self)
{
  GtkListBoxRow *row = gtk_list_box_get_selected_row (self->list);

  self->entered = self->finding != NULL;
  if (self->finding == NULL && self->places != NULL && self->places->len > 0 && row != NULL)
    choose (self, row);
}

static void
stop_search_cb (PealSwitcher *self)
{
  adw_dialog_close (ADW_DIALOG (self));
}

/* Finding ---------------------------------------------------------------------------------------- */

/* The focus stays in the entry; a screen reader is told which row Return means. */
static void
select_row (PealSwitcher *self,
            guint         position)
{
  GtkListBoxRow *row = gtk_list_box_get_row_at_index (self->list, (int) position);

  gtk_list_box_select_row (self->list, row);
  gtk_accessible_update_relation (GTK_ACCESSIBLE (self->entry), GTK_ACCESSIBLE_RELATION_ACTIVE_DESCENDANT, row, -1);
  gtk_viewport_scroll_to (self->viewport, GTK_WIDGET (row), NULL);
}

static void
show_places (PealSwitcher *self)
{
  for (guint i = 0; i < N_ROWS; i++)
    {
      GtkWidget *row = GTK_WIDGET (gtk_list_box_get_row_at_index (self->list, (int) i));
      gboolean used = i < self->places->len;

      if (used)
        peal_switcher_row_show (PEAL_SWITCHER_ROW (row), g_ptr_array_index (self->places, i));
      gtk_widget_set_visible (row, used);
    }
  gtk_stack_set_visible_child_name (self->states, self->places->len > 0 ? "places" : "nothing");
  if (self->places->len > 0)
    select_row (self, 0);
}

static void
found_cb (gpointer      owner,
          const GValue *value)
{
  PealSwitcher *self = owner;

  g_clear_pointer (&self->places, g_ptr_array_unref);
  self->places = g_value_dup_boxed (value);
  show_places (self);
  dex_clear (&self->finding);
  if (self->entered)
    entry_activated_cb (self);
}

static void
failed_cb (gpointer      owner,
           const GError *error)
{
  PealSwitcher *self = owner;

  self->entered = FALSE;
  dex_clear (&self->finding);
  peal_main_window_show_error (self->window, error);
}

static void
search (PealSwitcher *self)
{
  PealStore *store = peal_engine_get_store (peal_main_window_get_engine (self->window));
  g_auto(GStrv) recent = g_settings_get_strv (peal_main_window_get_settings (self->window), "recent-places");

  peal_when_latest (&self->finding,
                    peal_places_find (store, gtk_editable_get_text (GTK_EDITABLE (self->entry)),
                                      (const char *const *) recent, N_ROWS),
                    self, found_cb, failed_cb);
}

static void
search_changed_cb (PealSwitcher *self)
{
  if (self->window != NULL)
    search (self);
}

static gboolean
key_pressed_cb (PealSwitcher *self,
                guint         keyval)
{
  GtkListBoxRow *row = gtk_list_box_get_selected_row (self->list);
  int step = keyval == GDK_KEY_Down || keyval == GDK_KEY_KP_Down ? 1
             : keyval == GDK_KEY_Up || keyval == GDK_KEY_KP_Up   ? -1
                                                                 : 0;
  int n = self->places != NULL ? (int) self->places->len : 0;

  if (step == 0 || row == NULL || n == 0)
    return GDK_EVENT_PROPAGATE;
  select_row (self, (guint) ((gtk_list_box_row_get_index (row) + step + n) % n));
  return GDK_EVENT_STOP;
}

/* Object ----------------------------------------------------------------------------------------- */

static void
peal_switcher_dispose (GObject *object)
{
  PealSwitcher *self = PEAL_SWITCHER (object);

  dex_clear (&self->finding);
  gtk_widget_dispose_template (GTK_WIDGET (self), PEAL_TYPE_SWITCHER);
  G_OBJECT_CLASS (peal_switcher_parent_class)->dispose (object);
}

static void
peal_switcher_finalize (GObject *object)
{
  PealSwitcher *self = PEAL_SWITCHER (object);

  g_clear_pointer (&self->places, g_ptr_array_unref);
  g_free (self->chosen);
  G_OBJECT_CLASS (peal_switcher_parent_class)->finalize (object);
}

static void
peal_switcher_class_init (PealSwitcherClass *klass)
{
  GObjectClass *object_class = G_OBJECT_CLASS (klass);
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  object_class->dispose = peal_switcher_dispose;
  object_class->finalize = peal_switcher_finalize;

  gtk_widget_class_set_template_from_resource (widget_class, PEAL_RESOURCE_PATH "/ui/peal-switcher.ui");
  gtk_widget_class_bind_template_child (widget_class, PealSwitcher, entry);
  gtk_widget_class_bind_template_child (widget_class, PealSwitcher, states);
  gtk_widget_class_bind_template_child (widget_class, PealSwitcher, viewport);
  gtk_widget_class_bind_template_child (widget_class, PealSwitcher, list);
  gtk_widget_class_bind_template_callback (widget_class, search_changed_cb);
  gtk_widget_class_bind_template_callback (widget_class, entry_activated_cb);
  gtk_widget_class_bind_template_callback (widget_class, stop_search_cb);
  gtk_widget_class_bind_template_callback (widget_class, key_pressed_cb);
  gtk_widget_class_bind_template_callback (widget_class, row_activated_cb);
}

static void
peal_switcher_init (PealSwitcher *self)
{
  gtk_widget_init_template (GTK_WIDGET (self));
  for (guint i = 0; i < N_ROWS; i++)
    {
      GtkWidget *row = peal_switcher_row_new ();

      gtk_widget_set_visible (row, FALSE);
      gtk_list_box_append (self->list, row);
    }
  g_signal_connect (self, "closed", G_CALLBACK (closed_cb), NULL);
}

PealSwitcher *
peal_switcher_new (PealMainWindow *window)
{
  PealSwitcher *self;

  g_return_val_if_fail (PEAL_IS_MAIN_WINDOW (window), NULL);
  g_return_val_if_fail (peal_main_window_get_engine (window) != NULL, NULL);

  self = g_object_new (PEAL_TYPE_SWITCHER, NULL);
  self->window = window;
  search (self);
  return self;
}
