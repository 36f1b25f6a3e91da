/* peal-template-list.c: templates to choose from while a text is written.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#define G_LOG_DOMAIN "peal-ui"

#include "peal-template-list.h"

#include "peal-config.h"
#include "peal-list-box.h"
#include "peal-templates.h"

#include <glib/gi18n.h>

/* Nobody reads more: another letter finds it. */
#define MOST_ROWS 20

struct _PealTemplateList
{
  GtkPopover parent_instance;
  GPtrArray *templates;      /* of PealTemplate; never NULL */
  PealFiller *filler;        /* or NULL */

  GtkListBox *list;
  GtkScrolledWindow *scroller;
};

G_DEFINE_FINAL_TYPE (PealTemplateList, peal_template_list, GTK_TYPE_POPOVER)

enum
{
  CHOSEN,
  N_SIGNALS,
};

static guint signals[N_SIGNALS];

static int
compare (gconstpointer a,
         gconstpointer b)
{
  const PealTemplate *first = *(PealTemplate *const *) a;
  const PealTemplate *second = *(PealTemplate *const *) b;

  if (first->uses != second->uses)
    return first->uses > second->uses ? -1 : 1;
  return g_utf8_collate (first->name, second->name);
}

static gboolean
fits (const PealTemplate *template,
      const char         *words)
{
  g_autofree char *text = g_strjoin (" ", template->name, template->category, template->body, NULL);

  return *words == '\0' || g_str_match_string (words, text, TRUE);
}

static GtkWidget *
label_new (const char *text,
           int         lines,
           const char *css_class)
{
  return g_object_new (GTK_TYPE_LABEL,
                       "label", text,
                       "xalign", 0.0,
                       "ellipsize", PANGO_ELLIPSIZE_END,
                       "wrap", lines > 1,
                       "wrap-mode", PANGO_WRAP_WORD_CHAR,
                       "lines", lines,
                       "max-width-chars", 44,
                       "css-classes", (const char *[]) { css_class, lines > 1 ? "dimmed" : NULL, NULL },
                       NULL);
}

static GtkWidget *
row_new (PealTemplateList *self,
         PealTemplate     *template)
{
  g_autofree char *text = self->filler != NULL ? peal_filler_fill (self->filler, template->body, NULL)
                                               : g_strdup (template->body);
  GtkWidget *row = gtk_list_box_row_new ();
  GtkWidget *box = gtk_box_new (GTK_ORIENTATION_VERTICAL, 2);

  gtk_box_append (GTK_BOX (box), label_new (template->name, 1, "heading"));
  gtk_box_append (GTK_BOX (box), label_new (text, 2, "caption"));
  g_object_set (box, "margin-top", 6, "margin-bottom", 6, NULL);
  gtk_list_box_row_set_child (GTK_LIST_BOX_ROW (row), box);
  g_object_set_data (G_OBJECT (row), "template", template);
  return row;
}

static void
choose_cb (PealTemplateList *self,
           GtkListBoxRow    *row)
{
  if (row != NULL)
    g_signal_emit (self, signals[CHOSEN], 0, g_object_get_data (G_OBJECT (row), "template"));
}

static void
peal_template_list_dispose (GObject *object)
{
  PealTemplateList *self = PEAL_TEMPLATE_LIST (object);

  g_clear_pointer (&self->filler, peal_filler_unref);
  G_OBJECT_CLASS (peal_template_list_parent_class)->dispose (object);
}

static void
peal_template_list_finalize (GObject *object)
{
  g_ptr_array_unref (PEAL_TEMPLATE_LIST (object)->templates);
  G_OBJECT_CLASS (peal_template_list_parent_class)->finalize (object);
}

static void
peal_template_list_class_init (PealTemplateListClass *klass)
{
  GObjectClass *object_class = G_OBJECT_CLASS (klass);

  object_class->dispose = peal_template_list_dispose;
  object_class->finalize = peal_template_list_finalize;
  signals[CHOSEN] = g_signal_new ("chosen", PEAL_TYPE_TEMPLATE_LIST, G_SIGNAL_RUN_LAST, 0, NULL, NULL, NULL, G_TYPE_NONE, 1,
                                  G_TYPE_POINTER);
}

static void
peal_template_list_init (PealTemplateList *self)
{
  GtkWidget *empty = label_new (_("No templates yet. Write a text, then choose “Save as Template…”."), 3, "caption");

  self->templates = g_ptr_array_new_with_free_func ((GDestroyNotify) peal_template_free);
  self->list = GTK_LIST_BOX (gtk_list_box_new ());
  gtk_widget_set_can_focus (GTK_WIDGET (self->list), FALSE);
  gtk_widget_add_css_class (GTK_WIDGET (self->list), "navigation-sidebar");
  gtk_accessible_update_property (GTK_ACCESSIBLE (self->list), GTK_ACCESSIBLE_PROPERTY_LABEL, _("Templates"), -1);
  g_object_set (empty, "margin-top", 12, "margin-bottom", 12, "margin-start", 12, "margin-end", 12, NULL);
  gtk_list_box_set_placeholder (self->list, empty);
  g_signal_connect_swapped (self->list, "row-activated", G_CALLBACK (choose_cb), self);
  self->scroller = g_object_new (GTK_TYPE_SCROLLED_WINDOW,
                                 "hscrollbar-policy", GTK_POLICY_NEVER,
                                 "propagate-natural-height", TRUE,
                                 "propagate-natural-width", TRUE,
                                 "min-content-width", 240,
                                 "max-content-height", 320,
                                 "child", self->list,
                                 NULL);
  gtk_popover_set_child (GTK_POPOVER (self), GTK_WIDGET (self->scroller));
  gtk_popover_set_autohide (GTK_POPOVER (self), FALSE);
  gtk_popover_set_has_arrow (GTK_POPOVER (self), FALSE);
  gtk_popover_set_position (GTK_POPOVER (self), GTK_POS_TOP);
}

PealTemplateList *
peal_template_list_new (void)
{
  return g_object_new (PEAL_TYPE_TEMPLATE_LIST, NULL);
}

void
peal_template_list_set_templates (PealTemplateList *self,
                                  GPtrArray        *templates,
                                  PealFiller       *filler)
{
  g_return_if_fail (PEAL_IS_TEMPLATE_LIST (self));
  g_return_if_fail (templates != NULL);

  peal_list_box_clear (self->list);
  g_ptr_array_ref (templates);
  g_ptr_array_unref (self->templates);
  self->templates = templates;
  g_clear_pointer (&self->filler, peal_filler_unref);
  self->filler = filler != NULL ? peal_filler_ref (filler) : NULL;
}

gboolean
peal_template_list_search (PealTemplateList *self,
                           const char       *words)
{
  g_autoptr(GPtrArray) found = g_ptr_array_new ();

  g_return_val_if_fail (PEAL_IS_TEMPLATE_LIST (self), FALSE);
  g_return_val_if_fail (words != NULL, FALSE);

  for (guint i = 0; i < self->templates->len; i++)
    if (fits (g_ptr_array_index (self->templates, i), words))
      g_ptr_array_add (found, g_ptr_array_index (self->templates, i));
  g_ptr_array_sort (found, compare);
  peal_list_box_clear (self->list);
  for (guint i = 0; i < MIN (found->len, MOST_ROWS); i++)
    gtk_list_box_append (self->list, row_new (self, g_ptr_array_index (found, i)));
  gtk_list_box_select_row (self->list, gtk_list_box_get_row_at_index (self->list, 0));
  return found->len > 0;
}

static void
move (PealTemplateList *self,
      int               step)
{
  GtkListBoxRow *row = gtk_list_box_get_selected_row (self->list);
  GtkListBoxRow *next = row != NULL ? gtk_list_box_get_row_at_index (self->list, gtk_list_box_row_get_index (row) + step) : NULL;
  graphene_rect_t place;

  if (next == NULL)
    return;
  gtk_list_box_select_row (self->list, next);
  if (gtk_widget_compute_bounds (GTK_WIDGET (next), GTK_WIDGET (self->list), &place))
    gtk_adjustment_clamp_page (gtk_scrolled_window_get_vadjustment (self->scroller), place.origin.y,
                               place.origin.y + place.size.height);
}

gboolean
peal_template_list_take_key (PealTemplateList *self,
                             guint             keyval)
{
  g_return_val_if_fail (PEAL_IS_TEMPLATE_LIST (self), FALSE);

  if (!gtk_widget_get_visible (GTK_WIDGET (self)))
    return FALSE;
  switch (keyval)
    {
    case GDK_KEY_Up:
    case GDK_KEY_KP_Up:
      move (self, -1);
      return TRUE;
    case GDK_KEY_Down:
    case GDK_KEY_KP_Down:
      move (self, 1);
      return TRUE;
    case GDK_KEY_Return:
    case GDK_KEY_KP_Enter:
    case GDK_KEY_ISO_Enter:
    case GDK_KEY_Tab:
      choose_cb (self, gtk_list_box_get_selected_row (self->list));
      return TRUE;
    case GDK_KEY_Escape:
      gtk_popover_popdown (GTK_POPOVER (self));
      return TRUE;
    default:
      return FALSE;
    }
}
