/* peal-outbox-edit.c: another text for a message that waits.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#define G_LOG_DOMAIN "peal-ui"

#include "peal-outbox-edit.h"

#include "peal-composer.h"
#include "peal-config.h"

#include <string.h>

struct _PealOutboxEdit
{
  AdwDialog parent_instance;
  char *was;
  PealComposer *composer;
  GtkWidget *save_button;
};

enum
{
  EDITED,
  N_SIGNALS
};

static guint signals[N_SIGNALS];

G_DEFINE_FINAL_TYPE (PealOutboxEdit, peal_outbox_edit, ADW_TYPE_DIALOG)

static void
changed_cb (PealOutboxEdit *self)
{
  g_autofree char *text = peal_composer_dup_text (self->composer);

  gtk_widget_set_sensitive (self->save_button,
                            text[strspn (text, " \t\r\n")] != '\0' && g_strcmp0 (text, self->was) != 0);
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
  g_free (PEAL_OUTBOX_EDIT (object)->was);
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
peal_outbox_edit_new (const char *text)
{
  PealOutboxEdit *self = g_object_new (PEAL_TYPE_OUTBOX_EDIT, NULL);

  self->was = g_strdup (text);
  peal_composer_set_text (self->composer, text);
  return ADW_DIALOG (self);
}
