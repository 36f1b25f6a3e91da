/* peal-completion.c: what a slash at the beginning of a word brings into a text: a template.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#define G_LOG_DOMAIN "peal-ui"

#include "peal-completion.h"

#include "peal-gaps.h"
#include "peal-template-list.h"
#include "peal-templates.h"

struct _PealCompletion
{
  GObject parent_instance;
  GtkTextView *view;         /* not owned, as is the next */
  GtkWidget *parent;
  PealTemplateList *list;    /* a child of parent */
  PealFiller *filler;        /* NULL: there is nothing to offer */
  gboolean is_opened;        /* the slash was not typed, and goes with the list */
  gboolean is_dismissed;     /* until another word begins */
  gboolean is_inserting;
};

G_DEFINE_FINAL_TYPE (PealCompletion, peal_completion, G_TYPE_OBJECT)

enum
{
  USED,
  N_SIGNALS,
};

static guint signals[N_SIGNALS];

static GtkTextBuffer *
get_buffer (PealCompletion *self)
{
  return gtk_text_view_get_buffer (self->view);
}

/* From the slash to the cursor; FALSE: there is no slash that begins a word, or something is selected. */
static gboolean
find_word (PealCompletion *self,
           GtkTextIter    *start,
           GtkTextIter    *end)
{
  GtkTextBuffer *buffer = get_buffer (self);
  GtkTextIter before;

  if (gtk_text_buffer_get_has_selection (buffer))
    return FALSE;
  gtk_text_buffer_get_iter_at_mark (buffer, end, gtk_text_buffer_get_insert (buffer));
  *start = *end;
  while (gtk_text_iter_backward_char (start))
    {
      gunichar c = gtk_text_iter_get_char (start);

      if (g_unichar_isspace (c))
        return FALSE;
      if (c != '/')
        continue;
      before = *start;
      return !gtk_text_iter_backward_char (&before) || g_unichar_isspace (gtk_text_iter_get_char (&before));
    }
  return FALSE;
}

static void
place_list (PealCompletion    *self,
            const GtkTextIter *where)
{
  GdkRectangle place;
  graphene_point_t point;

  gtk_text_view_get_iter_location (self->view, where, &place);
  gtk_text_view_buffer_to_window_coords (self->view, GTK_TEXT_WINDOW_WIDGET, place.x, place.y, &place.x, &place.y);
  if (!gtk_widget_compute_point (GTK_WIDGET (self->view), self->parent,
                                 &GRAPHENE_POINT_INIT ((float) place.x, (float) place.y), &point))
    return;
  place.x = (int) point.x;
  place.y = (int) point.y;
  gtk_popover_set_pointing_to (GTK_POPOVER (self->list), &place);
}

void
peal_completion_update (PealCompletion *self)
{
  g_autofree char *word = NULL;
  GtkTextIter start, end;
  gboolean has_word;

  g_return_if_fail (PEAL_IS_COMPLETION (self));

  if (self->is_inserting || self->filler == NULL)
    return;
  has_word = find_word (self, &start, &end);
  word = has_word ? gtk_text_buffer_get_text (get_buffer (self), &start, &end, FALSE) : NULL;
  if (!has_word)
    self->is_dismissed = FALSE;
  if (!has_word || self->is_dismissed || (!peal_template_list_search (self->list, word + 1) && !(self->is_opened && word[1] == '\0')))
    {
      self->is_opened = FALSE;
      gtk_popover_popdown (GTK_POPOVER (self->list));
      return;
    }
  if (!gtk_widget_get_mapped (GTK_WIDGET (self->view)))
    return;
  place_list (self, &start);
  gtk_popover_popup (GTK_POPOVER (self->list));
}

static void
chosen_cb (PealCompletion     *self,
           const PealTemplate *template)
{
  gint64 id = template->id;
  GtkTextIter start, end;

  self->is_inserting = TRUE;
  self->is_opened = FALSE;
  gtk_popover_popdown (GTK_POPOVER (self->list));
  gtk_text_buffer_begin_user_action (get_buffer (self));
  if (find_word (self, &start, &end))
    gtk_text_buffer_delete (get_buffer (self), &start, &end);
  peal_completion_insert (self, template->body);
  gtk_text_buffer_end_user_action (get_buffer (self));
  self->is_inserting = FALSE;
  gtk_widget_grab_focus (GTK_WIDGET (self->view));
  g_signal_emit (self, signals[USED], 0, id);
}

/* Object ------------------------------------------------------------------------------------------ */

static void
peal_completion_dispose (GObject *object)
{
  PealCompletion *self = PEAL_COMPLETION (object);

  if (self->list != NULL)
    gtk_widget_unparent (GTK_WIDGET (self->list));
  self->list = NULL;
  g_clear_pointer (&self->filler, peal_filler_unref);
  G_OBJECT_CLASS (peal_completion_parent_class)->dispose (object);
}

static void
peal_completion_class_init (PealCompletionClass *klass)
{
  G_OBJECT_CLASS (klass)->dispose = peal_completion_dispose;

  signals[USED] = g_signal_new ("used", PEAL_TYPE_COMPLETION, G_SIGNAL_RUN_LAST, 0, NULL, NULL, NULL, G_TYPE_NONE, 1,
                                G_TYPE_INT64);
}

static void
peal_completion_init (PealCompletion *self)
{
}

PealCompletion *
peal_completion_new (GtkTextView *view,
                     GtkWidget   *parent)
{
  PealCompletion *self;

  g_return_val_if_fail (GTK_IS_TEXT_VIEW (view), NULL);
  g_return_val_if_fail (GTK_IS_WIDGET (parent), NULL);

  self = g_object_new (PEAL_TYPE_COMPLETION, NULL);
  self->view = view;
  self->parent = parent;
  self->list = peal_template_list_new ();
  gtk_widget_set_parent (GTK_WIDGET (self->list), parent);
  g_signal_connect_object (self->list, "chosen", G_CALLBACK (chosen_cb), self, G_CONNECT_SWAPPED);
  return self;
}

void
peal_completion_set_source (PealCompletion *self,
                            GPtrArray      *templates,
                            PealFiller     *filler)
{
  g_return_if_fail (PEAL_IS_COMPLETION (self));
  g_return_if_fail ((templates == NULL) == (filler == NULL));

  g_clear_pointer (&self->filler, peal_filler_unref);
  if (filler == NULL)
    {
      gtk_popover_popdown (GTK_POPOVER (self->list));
      return;
    }
  self->filler = peal_filler_ref (filler);
  peal_template_list_set_templates (self->list, templates, filler);
  if (gtk_widget_get_visible (GTK_WIDGET (self->list)))
    peal_completion_update (self);
}

void
peal_completion_open (PealCompletion *self)
{
  GtkTextBuffer *buffer;
  GtkTextIter cursor;

  g_return_if_fail (PEAL_IS_COMPLETION (self));

  if (self->filler == NULL)
    return;
  buffer = get_buffer (self);
  gtk_widget_grab_focus (GTK_WIDGET (self->view));
  gtk_text_buffer_delete_selection (buffer, TRUE, TRUE);
  gtk_text_buffer_get_iter_at_mark (buffer, &cursor, gtk_text_buffer_get_insert (buffer));
  self->is_opened = TRUE;
  if (gtk_text_iter_backward_char (&cursor) && !g_unichar_isspace (gtk_text_iter_get_char (&cursor)))
    gtk_text_buffer_insert_at_cursor (buffer, " /", -1);
  else
    gtk_text_buffer_insert_at_cursor (buffer, "/", -1);
}

gboolean
peal_completion_take_key (PealCompletion *self,
                          guint           keyval)
{
  GtkTextIter start, end;
  gboolean opened;

  g_return_val_if_fail (PEAL_IS_COMPLETION (self), FALSE);

  opened = self->is_opened;
  if (!peal_template_list_take_key (self->list, keyval))
    return FALSE;
  self->is_dismissed = keyval == GDK_KEY_Escape;
  if (keyval == GDK_KEY_Escape && opened && find_word (self, &start, &end))
    gtk_text_buffer_delete (get_buffer (self), &start, &end);
  return TRUE;
}

void
peal_completion_insert (PealCompletion *self,
                        const char     *source)
{
  g_autoptr(GArray) gaps = NULL;
  g_autofree char *text = NULL;

  g_return_if_fail (PEAL_IS_COMPLETION (self));
  g_return_if_fail (source != NULL);

  if (self->filler != NULL)
    text = peal_filler_fill (self->filler, source, &gaps);
  else
    gaps = g_array_new (FALSE, FALSE, sizeof (PealMergeGap));
  peal_gaps_insert (self->view, text != NULL ? text : source, gaps);
}
