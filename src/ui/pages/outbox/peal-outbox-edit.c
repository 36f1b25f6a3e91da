/* peal-outbox-edit.c: another text for messages that wait.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#define G_LOG_DOMAIN "peal-ui"

#include "peal-outbox-edit.h"

#include "peal-composer.h"
#include "peal-config.h"
#include "peal-merge.h"

#include <glib/gi18n.h>
#include <string.h>

struct _PealOutboxEdit
{
  AdwDialog parent_instance;
  GStrv fields;              /* that a text may use */
  char *was;                 /* NULL: not all of them have it */
  guint n_messages;
  gboolean has_none;         /* they have no text in common */
  PealComposer *composer;
  GtkLabel *note;
  GtkWidget *save_button;
};

enum
{
  EDITED,
  N_SIGNALS
};

static guint signals[N_SIGNALS];

G_DEFINE_FINAL_TYPE (PealOutboxEdit, peal_outbox_edit, ADW_TYPE_DIALOG)

/* Caller frees. */
static char *
dup_fault (PealOutboxEdit *self,
           const GError   *error)
{
  g_autofree char *fields = NULL;

  switch ((PealMergeError) error->code)
    {
    case PEAL_MERGE_ERROR_UNCLOSED:
      return g_strdup (_("A field begins with { and never ends. Write {{ if you mean the brace itself."));
    case PEAL_MERGE_ERROR_UNOPENED:
      return g_strdup (_("A field ends with } and never began. Write }} if you mean the brace itself."));
    case PEAL_MERGE_ERROR_NAME:
      return g_strdup (_("There is no name of a field between the braces."));
    case PEAL_MERGE_ERROR_UNKNOWN:
      fields = g_strjoinv (", ", self->fields);
      /* Translators: %s is a list of names: "birthday, city, company". */
      return g_strdup_printf (_("There is no such field. There are: %s."), fields);
    }
  g_return_val_if_reached (g_strdup (""));
}

/* "{first_name}, {city}"; NULL: the text has none. Caller frees. */
static char *
dup_fields (PealMergeTemplate *text)
{
  const char *const *fields = peal_merge_template_get_fields (text);
  g_autofree char *names = *fields != NULL ? g_strjoinv ("}, {", (char **) fields) : NULL;

  return names != NULL ? g_strconcat ("{", names, "}", NULL) : NULL;
}

/* What the text will be for whom. Caller frees. */
static char *
dup_note (PealOutboxEdit    *self,
          PealMergeTemplate *text,
          gboolean           is_empty)
{
  g_autofree char *fields = dup_fields (text);

  if (fields != NULL && self->n_messages == 1)
    /* Translators: %s is one field or several: "{first_name}, {city}". */
    return g_strdup_printf (_("Filled in for them: %s."), fields);
  if (fields != NULL)
    /* Translators: %s is one field or several: "{first_name}, {city}". */
    return g_strdup_printf (_("Filled in anew for each of them: %s. Who lacks one keeps the old text."), fields);
  if (self->n_messages == 1)
    return g_strdup ("");
  if (is_empty && self->has_none)
    return g_strdup (_("Their texts differ. What you write here replaces all of them."));
  return g_strdup_printf (ngettext ("The text is the same for all %'d message.", "The text is the same for all %'d messages.",
                                    self->n_messages), (int) self->n_messages);
}

static void
changed_cb (PealOutboxEdit *self)
{
  g_autofree char *text = peal_composer_dup_text (self->composer);
  g_autoptr(GError) error = NULL;
  g_autoptr(PealMergeTemplate) template = peal_merge_template_new (text, (const char *const *) self->fields, NULL, &error);
  gboolean is_empty = text[strspn (text, " \t\r\n")] == '\0';
  g_autofree char *note = template != NULL ? dup_note (self, template, is_empty) : dup_fault (self, error);

  gtk_label_set_text (self->note, note);
  gtk_widget_set_visible (GTK_WIDGET (self->note), *note != '\0');
  gtk_widget_set_sensitive (self->save_button, template != NULL && !is_empty
                                                 && g_strcmp0 (text, self->was) != 0);
}

static void
save_cb (PealOutboxEdit *self)
{
  g_autofree char *text = peal_composer_dup_text (self->composer);

  g_signal_emit (self, signals[EDITED], 0, text);
  adw_dialog_close (ADW_DIALOG (self));
}

static void
peal_outbox_edit_dispose (GObject *object)
{
  gtk_widget_dispose_template (GTK_WIDGET (object), PEAL_TYPE_OUTBOX_EDIT);
  G_OBJECT_CLASS (peal_outbox_edit_parent_class)->dispose (object);
}

static void
peal_outbox_edit_finalize (GObject *object)
{
  PealOutboxEdit *self = PEAL_OUTBOX_EDIT (object);

  g_free (self->was);
  g_strfreev (self->fields);
  G_OBJECT_CLASS (peal_outbox_edit_parent_class)->finalize (object);
}

static void
peal_outbox_edit_class_init (PealOutboxEditClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  g_type_ensure (PEAL_TYPE_COMPOSER);
  G_OBJECT_CLASS (klass)->dispose = peal_outbox_edit_dispose;
  G_OBJECT_CLASS (klass)->finalize = peal_outbox_edit_finalize;
  signals[EDITED] = g_signal_new ("edited", G_TYPE_FROM_CLASS (klass), G_SIGNAL_RUN_LAST, 0, NULL, NULL, NULL,
                                  G_TYPE_NONE, 1, G_TYPE_STRING);
  gtk_widget_class_set_template_from_resource (widget_class, PEAL_RESOURCE_PATH "/ui/peal-outbox-edit.ui");
  gtk_widget_class_bind_template_child (widget_class, PealOutboxEdit, composer);
  gtk_widget_class_bind_template_child (widget_class, PealOutboxEdit, note);
  gtk_widget_class_bind_template_child (widget_class, PealOutboxEdit, save_button);
  gtk_widget_class_bind_template_callback (widget_class, changed_cb);
  gtk_widget_class_bind_template_callback (widget_class, save_cb);
}

static void
peal_outbox_edit_init (PealOutboxEdit *self)
{
  gtk_widget_init_template (GTK_WIDGET (self));
}

AdwDialog *
peal_outbox_edit_new (const char *const *fields,
                      const char        *text,
                      guint              n_messages)
{
  PealOutboxEdit *self = g_object_new (PEAL_TYPE_OUTBOX_EDIT, NULL);

  self->fields = g_strdupv ((GStrv) fields);
  self->was = n_messages == 1 ? g_strdup (text) : NULL;
  self->n_messages = n_messages;
  self->has_none = *text == '\0';
  adw_dialog_set_title (ADW_DIALOG (self), ngettext ("Edit Message", "Edit Messages", n_messages));
  peal_composer_set_text (self->composer, text);
  changed_cb (self);
  return ADW_DIALOG (self);
}
