/* peal-focus.c: who works by keyboard goes on where a row was.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#define G_LOG_DOMAIN "peal-ui"

#include "peal-focus.h"

static GtkWidget *
get_focus (gpointer widget)
{
  GtkRoot *root = gtk_widget_get_root (widget);

  return root != NULL ? gtk_root_get_focus (root) : NULL;
}

static gboolean
has_focus (GtkWidget *widget,
           GtkWidget *focus)
{
  return focus != NULL && (focus == widget || gtk_widget_is_ancestor (focus, widget));
}

/* A container remembers which child had the focus last, and begins behind it, though that child is out of sight. */
static void
forget_focus (GtkWidget *place)
{
  GtkWidget *child;

  for (GtkWidget *widget = place; widget != NULL; widget = child)
    {
      child = gtk_widget_get_focus_child (widget);
      gtk_widget_set_focus_child (widget, NULL);
    }
}

void
peal_focus_into (GtkWidget *place)
{
  g_return_if_fail (GTK_IS_WIDGET (place));

  if (has_focus (place, get_focus (place)))
    return;
  forget_focus (place);
  gtk_widget_child_focus (place, GTK_DIR_TAB_FORWARD);
}

/* Rows ------------------------------------------------------------------------------------------- */

PealFocus
peal_focus_hold (GtkListBox *list)
{
  PealFocus self = { NULL, NULL, 0 };
  GtkListBoxRow *row;

  g_return_val_if_fail (GTK_IS_LIST_BOX (list), self);

  self.list = g_object_ref (list);
  if (!has_focus (GTK_WIDGET (list), get_focus (list)))
    return self;
  self.rows = g_ptr_array_new_with_free_func (g_object_unref);
  for (int i = 0; (row = gtk_list_box_get_row_at_index (list, i)) != NULL; i++)
    {
      if (has_focus (GTK_WIDGET (row), get_focus (list)))
        self.index = (guint) i;
      g_ptr_array_add (self.rows, g_object_ref (row));
    }
  return self;
}

static gboolean
is_in_list (const PealFocus *self,
            guint            index)
{
  return gtk_widget_get_parent (g_ptr_array_index (self->rows, index)) == GTK_WIDGET (self->list);
}

static GtkWidget *
find_heir (const PealFocus *self)
{
  GtkWidget *last = NULL, *row;

  for (guint i = self->index; i < self->rows->len; i++)
    if (is_in_list (self, i))
      return g_ptr_array_index (self->rows, i);
  for (guint i = self->index; i > 0; i--)
    if (is_in_list (self, i - 1))
      return g_ptr_array_index (self->rows, i - 1);
  for (guint i = 0; i <= self->index; i++)
    if ((row = (GtkWidget *) gtk_list_box_get_row_at_index (self->list, (int) i)) != NULL)
      last = row;
  return last;
}

void
peal_focus_release (PealFocus *self,
                    GtkWidget *other)
{
  GtkWidget *heir;

  g_return_if_fail (self != NULL && self->list != NULL);
  g_return_if_fail (GTK_IS_WIDGET (other));

  if (self->rows != NULL && !has_focus (GTK_WIDGET (self->list), get_focus (self->list)))
    {
      heir = find_heir (self);
      if (heir == NULL || !gtk_widget_grab_focus (heir))
        peal_focus_into (other);
    }
  g_clear_pointer (&self->rows, g_ptr_array_unref);
  g_clear_object (&self->list);
}
