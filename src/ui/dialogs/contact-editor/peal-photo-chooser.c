/* peal-photo-chooser.c: a picture of somebody, to be chosen or taken away.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#define G_LOG_DOMAIN "peal-ui"

#include "peal-photo-chooser.h"

#include "peal-config.h"
#include "peal-photo.h"
#include "peal-when.h"

#include <glib/gi18n.h>

struct _PealPhotoChooser
{
  AdwBin parent_instance;
  GBytes *image;             /* NULL = none */
  gboolean is_changed;
  DexFuture *reading;

  AdwAvatar *avatar;
  GtkWidget *remove_button;
  GtkLabel *trouble;
};

G_DEFINE_FINAL_TYPE (PealPhotoChooser, peal_photo_chooser, ADW_TYPE_BIN)

enum
{
  CHANGED,
  N_SIGNALS,
};

static guint signals[N_SIGNALS];

static void
show_trouble (PealPhotoChooser *self,
              const char       *text)
{
  gtk_label_set_text (self->trouble, text);
  gtk_widget_set_visible (GTK_WIDGET (self->trouble), *text != '\0');
}

/* Refs @image. */
static void
set_image (PealPhotoChooser *self,
           GBytes           *image)
{
  gboolean is_there = image != NULL && g_bytes_get_size (image) > 0;

  g_clear_pointer (&self->image, g_bytes_unref);
  self->image = is_there ? g_bytes_ref (image) : NULL;
  peal_photo_show (self->avatar, self->image);
  gtk_widget_set_visible (self->remove_button, is_there);
  show_trouble (self, "");
}

static void
change (PealPhotoChooser *self,
        GBytes           *image)
{
  set_image (self, image);
  self->is_changed = TRUE;
  g_signal_emit (self, signals[CHANGED], 0);
}

static void
picture_read_cb (gpointer      owner,
                 const GValue *value)
{
  change (owner, g_value_get_boxed (value));
}

static void
failed_cb (gpointer      owner,
           const GError *error)
{
  gboolean is_large = g_error_matches (error, GDK_PIXBUF_ERROR, GDK_PIXBUF_ERROR_INSUFFICIENT_MEMORY);

  show_trouble (owner, is_large ? _("This picture is too large. Choose a smaller one.")
                                : _("This file cannot be read as a picture. Choose another one."));
}

static void
chosen_cb (GObject      *source,
           GAsyncResult *result,
           gpointer      data)
{
  g_autoptr(PealPhotoChooser) self = data;
  g_autoptr(GFile) file = gtk_file_dialog_open_finish (GTK_FILE_DIALOG (source), result, NULL); /* NULL: called off */

  if (file != NULL)
    peal_photo_chooser_set_file (self, file);
}

static void
choose_cb (PealPhotoChooser *self)
{
  g_autoptr(GtkFileDialog) dialog = gtk_file_dialog_new ();
  g_autoptr(GtkFileFilter) filter = gtk_file_filter_new ();

  gtk_file_filter_add_pixbuf_formats (filter);
  gtk_file_filter_set_name (filter, _("Pictures"));
  gtk_file_dialog_set_title (dialog, _("Choose a Picture"));
  gtk_file_dialog_set_default_filter (dialog, filter);
  gtk_file_dialog_open (dialog, GTK_WINDOW (gtk_widget_get_root (GTK_WIDGET (self))), NULL, chosen_cb,
                        g_object_ref (self));
}

static void
remove_cb (PealPhotoChooser *self)
{
  dex_clear (&self->reading);
  change (self, NULL);
}

static void
peal_photo_chooser_dispose (GObject *object)
{
  PealPhotoChooser *self = PEAL_PHOTO_CHOOSER (object);

  dex_clear (&self->reading);
  gtk_widget_dispose_template (GTK_WIDGET (object), PEAL_TYPE_PHOTO_CHOOSER);
  G_OBJECT_CLASS (peal_photo_chooser_parent_class)->dispose (object);
}

static void
peal_photo_chooser_finalize (GObject *object)
{
  g_clear_pointer (&PEAL_PHOTO_CHOOSER (object)->image, g_bytes_unref);
  G_OBJECT_CLASS (peal_photo_chooser_parent_class)->finalize (object);
}

static void
peal_photo_chooser_class_init (PealPhotoChooserClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  G_OBJECT_CLASS (klass)->dispose = peal_photo_chooser_dispose;
  G_OBJECT_CLASS (klass)->finalize = peal_photo_chooser_finalize;
  signals[CHANGED] = g_signal_new ("changed", PEAL_TYPE_PHOTO_CHOOSER, G_SIGNAL_RUN_LAST, 0, NULL, NULL, NULL,
                                   G_TYPE_NONE, 0);
  gtk_widget_class_set_template_from_resource (widget_class, PEAL_RESOURCE_PATH "/ui/peal-photo-chooser.ui");
  gtk_widget_class_bind_template_child (widget_class, PealPhotoChooser, avatar);
  gtk_widget_class_bind_template_child (widget_class, PealPhotoChooser, remove_button);
  gtk_widget_class_bind_template_child (widget_class, PealPhotoChooser, trouble);
  gtk_widget_class_bind_template_callback (widget_class, choose_cb);
  gtk_widget_class_bind_template_callback (widget_class, remove_cb);
}

static void
peal_photo_chooser_init (PealPhotoChooser *self)
{
  gtk_widget_init_template (GTK_WIDGET (self));
}

void
peal_photo_chooser_set_name (PealPhotoChooser *self,
                             const char       *name)
{
  g_return_if_fail (PEAL_IS_PHOTO_CHOOSER (self));

  adw_avatar_set_text (self->avatar, name);
}

void
peal_photo_chooser_set_image (PealPhotoChooser *self,
                              GBytes           *image)
{
  g_return_if_fail (PEAL_IS_PHOTO_CHOOSER (self));

  if (!self->is_changed)
    set_image (self, image);
}

void
peal_photo_chooser_set_file (PealPhotoChooser *self,
                             GFile            *file)
{
  g_return_if_fail (PEAL_IS_PHOTO_CHOOSER (self));
  g_return_if_fail (G_IS_FILE (file));

  peal_when_latest (&self->reading, peal_photo_read (file), self, picture_read_cb, failed_cb);
}

GBytes *
peal_photo_chooser_get_image (PealPhotoChooser *self)
{
  g_return_val_if_fail (PEAL_IS_PHOTO_CHOOSER (self), NULL);

  return self->image;
}

gboolean
peal_photo_chooser_is_changed (PealPhotoChooser *self)
{
  g_return_val_if_fail (PEAL_IS_PHOTO_CHOOSER (self), FALSE);

  return self->is_changed;
}
