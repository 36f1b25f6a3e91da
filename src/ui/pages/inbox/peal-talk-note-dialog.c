/* peal-talk-note-dialog.c: a note about a conversation, which nobody outside ever sees.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#define G_LOG_DOMAIN "peal-ui"

#include "peal-talk-note-dialog.h"

#include "peal-config.h"
#include "peal-discard.h"
#include "peal-main-window.h"
#include "peal-mention.h"
#include "peal-staff.h"
#include "peal-when.h"

#include <glib/gi18n.h>
#include <string.h>

#define ACTOR "window"

struct _PealTalkNoteDialog
{
  AdwDialog parent_instance;
  PealStore *store;
  PealTalkNote note;
  GPtrArray *staff;          /* of PealStaff; NULL until it is read */
  DexFuture *reading;
  DexFuture *reading_me;
  gboolean is_setting;       /* what changes is not what somebody writes */

  GtkTextBuffer *buffer;
  GtkWidget *text;
  GtkWidget *save_button;
  AdwWrapBox *people;
};

G_DEFINE_FINAL_TYPE (PealTalkNoteDialog, peal_talk_note_dialog, ADW_TYPE_DIALOG)

static char *
dup_text (PealTalkNoteDialog *self)
{
  g_autofree char *text = NULL;

  g_object_get (self->buffer, "text", &text, NULL);
  return g_strstrip (g_steal_pointer (&text));
}

/* Mentions ---------------------------------------------------------------------------------------- */

/* What of a name stands before the cursor. Caller frees; NULL = no mention is begun. */
static char *
dup_begun (PealTalkNoteDialog *self)
{
  g_autofree char *before = NULL;
  GtkTextIter start, cursor;

  gtk_text_buffer_get_start_iter (self->buffer, &start);
  gtk_text_buffer_get_iter_at_mark (self->buffer, &cursor, gtk_text_buffer_get_insert (self->buffer));
  before = gtk_text_buffer_get_text (self->buffer, &start, &cursor, FALSE);
  return g_strdup (peal_mention_begun (before));
}

/* The name takes the place of what was begun; else a mention begins here. */
static void
person_clicked_cb (PealTalkNoteDialog *self,
                   GtkWidget          *button)
{
  g_autofree char *begun = dup_begun (self);
  g_autofree char *name = g_strdup (gtk_button_get_label (GTK_BUTTON (button))); /* which goes as the text changes */
  GtkTextIter start, end;

  gtk_text_buffer_get_iter_at_mark (self->buffer, &end, gtk_text_buffer_get_insert (self->buffer));
  start = end;
  if (begun != NULL)
    gtk_text_iter_backward_chars (&start, (int) g_utf8_strlen (begun, -1) + 1);
  gtk_text_buffer_begin_user_action (self->buffer);
  gtk_text_buffer_delete (self->buffer, &start, &end);
  if (!gtk_text_iter_is_start (&start) && begun == NULL)
    {
      GtkTextIter before = start;

      gtk_text_iter_backward_char (&before);
      if (!g_unichar_isspace (gtk_text_iter_get_char (&before)))
        gtk_text_buffer_insert (self->buffer, &start, " ", -1);
    }
  gtk_text_buffer_insert (self->buffer, &start, name, -1);
  gtk_text_buffer_insert (self->buffer, &start, " ", -1);
  gtk_text_buffer_end_user_action (self->buffer);
  gtk_widget_grab_focus (self->text);
}

static void
add_person (PealTalkNoteDialog *self,
            const PealStaff    *person)
{
  g_autofree char *label = g_strconcat ("@", person->name, NULL);
  GtkWidget *button = gtk_button_new_with_label (label);

  gtk_label_set_ellipsize (GTK_LABEL (gtk_button_get_child (GTK_BUTTON (button))), PANGO_ELLIPSIZE_END);
  gtk_label_set_max_width_chars (GTK_LABEL (gtk_button_get_child (GTK_BUTTON (button))), 22);
  g_signal_connect_object (button, "clicked", G_CALLBACK (person_clicked_cb), self, G_CONNECT_SWAPPED);
  adw_wrap_box_append (self->people, button);
}

/* Everybody who works here; those whose name is begun, while one is. */
static void
show_people (PealTalkNoteDialog *self)
{
  g_autofree char *begun = dup_begun (self);
  g_autofree char *folded = g_utf8_casefold (begun != NULL ? begun : "", -1);
  GtkWidget *button;
  gboolean any = FALSE;

  while ((button = gtk_widget_get_first_child (GTK_WIDGET (self->people))) != NULL)
    adw_wrap_box_remove (self->people, button);
  for (guint i = 0; self->staff != NULL && i < self->staff->len; i++)
    {
      const PealStaff *person = g_ptr_array_index (self->staff, i);
      g_autofree char *name = g_utf8_casefold (person->name, -1);

      if (person->is_gone || !g_str_has_prefix (name, folded))
        continue;
      add_person (self, person);
      any = TRUE;
    }
  gtk_widget_set_visible (GTK_WIDGET (self->people), any);
}

/* Who writes a new one. */
static void
me_read_cb (gpointer      owner,
            const GValue *value)
{
  PealTalkNoteDialog *self = owner;

  self->note.staff_id = g_value_get_int64 (value);
}

static void
staff_read_cb (gpointer      owner,
               const GValue *value)
{
  PealTalkNoteDialog *self = owner;

  self->staff = g_value_dup_boxed (value);
  show_people (self);
}

/* Saving ------------------------------------------------------------------------------------------ */

static void
saved_cb (gpointer      owner,
          const GValue *value)
{
  adw_dialog_force_close (owner);
}

static void
save_failed_cb (gpointer      owner,
                const GError *error)
{
  PealTalkNoteDialog *self = owner;

  gtk_widget_set_sensitive (self->save_button, TRUE);
  peal_main_window_show_error_cb (owner, error);
}

static void
save_cb (PealTalkNoteDialog *self)
{
  g_autofree char *text = dup_text (self);
  g_autoptr(GArray) mentioned = peal_talk_note_list_mentioned (self->staff, text);
  PealTalkNote note = self->note;

  if (*text == '\0')
    return;
  note.body = text;
  gtk_widget_set_sensitive (self->save_button, FALSE);
  peal_when (peal_talk_notes_save (self->store, &note, (const gint64 *) (gpointer) mentioned->data, mentioned->len, ACTOR), self,
             saved_cb, save_failed_cb);
}

static void
save_action_cb (GtkWidget  *widget,
                const char *name,
                GVariant   *parameter)
{
  save_cb (PEAL_TALK_NOTE_DIALOG (widget));
}

static void
cancel_cb (PealTalkNoteDialog *self)
{
  adw_dialog_close (ADW_DIALOG (self));
}

static void
changed_cb (PealTalkNoteDialog *self)
{
  g_autofree char *text = NULL;
  gboolean differs;

  if (self->is_setting)
    return;
  text = dup_text (self);
  differs = !g_str_equal (text, self->note.body);
  gtk_widget_set_sensitive (self->save_button, *text != '\0' && differs);
  adw_dialog_set_can_close (ADW_DIALOG (self), !differs); /* asks first */
}

static void
cursor_moved_cb (PealTalkNoteDialog *self)
{
  if (self->staff != NULL)
    show_people (self);
}

static void
peal_talk_note_dialog_close_attempt (AdwDialog *dialog)
{
  peal_discard_ask (dialog, _("What you wrote in this note is not saved yet."));
}

/* Object ------------------------------------------------------------------------------------------ */

static void
peal_talk_note_dialog_dispose (GObject *object)
{
  PealTalkNoteDialog *self = PEAL_TALK_NOTE_DIALOG (object);

  dex_clear (&self->reading);
  dex_clear (&self->reading_me);
  self->is_setting = TRUE;
  gtk_widget_dispose_template (GTK_WIDGET (self), PEAL_TYPE_TALK_NOTE_DIALOG);
  g_clear_object (&self->store);
  G_OBJECT_CLASS (peal_talk_note_dialog_parent_class)->dispose (object);
}

static void
peal_talk_note_dialog_finalize (GObject *object)
{
  PealTalkNoteDialog *self = PEAL_TALK_NOTE_DIALOG (object);

  g_clear_pointer (&self->staff, g_ptr_array_unref);
  g_free (self->note.body);
  G_OBJECT_CLASS (peal_talk_note_dialog_parent_class)->finalize (object);
}

static void
peal_talk_note_dialog_class_init (PealTalkNoteDialogClass *klass)
{
  GObjectClass *object_class = G_OBJECT_CLASS (klass);
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  object_class->dispose = peal_talk_note_dialog_dispose;
  object_class->finalize = peal_talk_note_dialog_finalize;
  ADW_DIALOG_CLASS (klass)->close_attempt = peal_talk_note_dialog_close_attempt;
  gtk_widget_class_install_action (widget_class, "note.save", NULL, save_action_cb);
  gtk_widget_class_set_template_from_resource (widget_class, PEAL_RESOURCE_PATH "/ui/peal-talk-note-dialog.ui");
  gtk_widget_class_bind_template_child (widget_class, PealTalkNoteDialog, buffer);
  gtk_widget_class_bind_template_child (widget_class, PealTalkNoteDialog, text);
  gtk_widget_class_bind_template_child (widget_class, PealTalkNoteDialog, save_button);
  gtk_widget_class_bind_template_child (widget_class, PealTalkNoteDialog, people);
  gtk_widget_class_bind_template_callback (widget_class, cancel_cb);
  gtk_widget_class_bind_template_callback (widget_class, changed_cb);
  gtk_widget_class_bind_template_callback (widget_class, cursor_moved_cb);
  gtk_widget_class_bind_template_callback (widget_class, save_cb);
}

static void
peal_talk_note_dialog_init (PealTalkNoteDialog *self)
{
  self->is_setting = TRUE;
  gtk_widget_init_template (GTK_WIDGET (self));
}

PealTalkNoteDialog *
peal_talk_note_dialog_new (PealStore          *store,
                           const PealTalkNote *note)
{
  PealTalkNoteDialog *self;

  g_return_val_if_fail (PEAL_IS_STORE (store), NULL);
  g_return_val_if_fail (note != NULL && note->conversation_id != 0, NULL);

  self = g_object_new (PEAL_TYPE_TALK_NOTE_DIALOG, NULL);
  self->store = g_object_ref (store);
  self->note = (PealTalkNote) {
    .id = note->id,
    .conversation_id = note->conversation_id,
    .staff_id = note->staff_id,
    .body = g_strdup (note->body != NULL ? note->body : ""),
  };
  if (note->id != 0)
    adw_dialog_set_title (ADW_DIALOG (self), _("Edit Note"));
  gtk_text_buffer_set_text (self->buffer, self->note.body, -1);
  self->is_setting = FALSE;
  if (note->id == 0)
    peal_when_latest (&self->reading_me, peal_staff_get_me (store), self, me_read_cb, NULL);
  peal_when_latest (&self->reading, peal_staff_list (store), self, staff_read_cb, NULL);
  return self;
}

GArray *
peal_talk_note_list_mentioned (const GPtrArray *staff,
                               const char      *text)
{
  GArray *ids = g_array_new (FALSE, FALSE, sizeof (gint64));
  g_autoptr(GPtrArray) names = g_ptr_array_new ();
  g_autofree gboolean *found = NULL;

  g_return_val_if_fail (text != NULL, ids);

  for (guint i = 0; staff != NULL && i < staff->len; i++)
    g_ptr_array_add (names, ((PealStaff *) g_ptr_array_index (staff, i))->name);
  found = g_new0 (gboolean, names->len + 1);
  peal_mentions_find (text, (const char *const *) names->pdata, names->len, found);
  for (guint i = 0; i < names->len; i++)
    {
      const PealStaff *person = g_ptr_array_index (staff, i);

      if (found[i] && !person->is_gone)
        g_array_append_val (ids, person->id);
    }
  return ids;
}
