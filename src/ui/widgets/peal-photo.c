/* peal-photo.c: a picture of somebody, from a file that nobody vouches for to an avatar.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#define G_LOG_DOMAIN "peal-ui"

#include "peal-photo.h"

#include "peal-fiber.h"
#include "peal-thread.h"

/* The shorter side, in pixels: twice the largest avatar. */
#define SIDE 256

/* A camera's picture has a tenth of each. */
#define MAX_BYTES (64 * 1024 * 1024)
#define MAX_PIXELS (256 * 1000 * 1000)

#define CHUNK (64 * 1024)

typedef struct
{
  GFile *file;
  gboolean is_absurd;
  GdkPixbuf *picture;
  GBytes *image;
} Reading;

static void
reading_free (gpointer data)
{
  Reading *reading = data;

  g_clear_object (&reading->file);
  g_clear_object (&reading->picture);
  g_clear_pointer (&reading->image, g_bytes_unref);
  g_free (reading);
}

/* What is larger than it is shown is made smaller while it is decoded. */
static void
size_prepared_cb (GdkPixbufLoader *loader,
                  int              width,
                  int              height,
                  Reading         *reading)
{
  int side = MIN (width, height);

  if (width <= 0 || height <= 0 || (gint64) width * height > MAX_PIXELS || MAX (width, height) / side > 50)
    reading->is_absurd = TRUE;
  if (reading->is_absurd)
    gdk_pixbuf_loader_set_size (loader, 1, 1);
  else if (side > SIDE)
    gdk_pixbuf_loader_set_size (loader, MAX (1, (int) ((gint64) width * SIDE / side)),
                                MAX (1, (int) ((gint64) height * SIDE / side)));
}

static gboolean
fail_absurd (GError **error)
{
  g_set_error_literal (error, GDK_PIXBUF_ERROR, GDK_PIXBUF_ERROR_INSUFFICIENT_MEMORY, "The picture is too large.");
  return FALSE;
}

/* Until the end of the file, or of patience. */
static gboolean
feed (Reading         *reading,
      GdkPixbufLoader *loader,
      GError         **error)
{
  g_autoptr(GFileInputStream) stream = g_file_read (reading->file, NULL, error);
  g_autofree guint8 *buffer = g_malloc (CHUNK);
  gsize total = 0;
  gssize n = stream != NULL ? 1 : -1;

  while (n > 0)
    {
      n = g_input_stream_read (G_INPUT_STREAM (stream), buffer, CHUNK, NULL, error);
      total += n > 0 ? (gsize) n : 0;
      if (total > MAX_BYTES || reading->is_absurd)
        return fail_absurd (error);
      if (n > 0 && !gdk_pixbuf_loader_write (loader, buffer, (gsize) n, error))
        return FALSE;
    }
  return n == 0;
}

static gboolean
decode (Reading *reading,
        GError **error)
{
  g_autoptr(GdkPixbufLoader) loader = gdk_pixbuf_loader_new ();
  GdkPixbuf *picture;

  g_signal_connect (loader, "size-prepared", G_CALLBACK (size_prepared_cb), reading);
  if (!feed (reading, loader, error))
    {
      gdk_pixbuf_loader_close (loader, NULL); /* best effort: why it failed is known */
      return FALSE;
    }
  if (!gdk_pixbuf_loader_close (loader, error))
    return FALSE;
  if (reading->is_absurd)
    return fail_absurd (error);
  picture = gdk_pixbuf_loader_get_pixbuf (loader);
  if (picture == NULL)
    {
      g_set_error_literal (error, GDK_PIXBUF_ERROR, GDK_PIXBUF_ERROR_CORRUPT_IMAGE, "The file holds no picture.");
      return FALSE;
    }
  reading->picture = gdk_pixbuf_apply_embedded_orientation (picture);
  return TRUE;
}

/* The middle of it: an avatar is round. A new one. */
static GdkPixbuf *
cut_square (GdkPixbuf *picture)
{
  int width = gdk_pixbuf_get_width (picture);
  int height = gdk_pixbuf_get_height (picture);
  int side = MIN (width, height);
  g_autoptr(GdkPixbuf) square = gdk_pixbuf_new_subpixbuf (picture, (width - side) / 2, (height - side) / 2, side, side);

  return gdk_pixbuf_scale_simple (square, MIN (side, SIDE), MIN (side, SIDE), GDK_INTERP_BILINEAR);
}

/* On a thread. */
static gboolean
read_picture (gpointer data,
              GError **error)
{
  Reading *reading = data;
  g_autoptr(GdkPixbuf) square = NULL;
  char *buffer;
  gsize length;

  if (!decode (reading, error))
    return FALSE;
  square = cut_square (reading->picture);
  if (square == NULL || !gdk_pixbuf_save_to_buffer (square, &buffer, &length, "png", error, NULL))
    return square != NULL ? FALSE : fail_absurd (error);
  reading->image = g_bytes_new_take (buffer, length);
  return TRUE;
}

static DexFuture *
read_fiber (gpointer      data,
            GCancellable *cancellable)
{
  Reading *reading = data;
  g_autoptr(GError) error = NULL;

  if (!dex_await (peal_thread_run (read_picture, reading), &error))
    return dex_future_new_for_error (g_steal_pointer (&error));
  return dex_future_new_take_boxed (G_TYPE_BYTES, g_steal_pointer (&reading->image));
}

DexFuture *
peal_photo_read (GFile *file)
{
  Reading *reading;

  peal_return_reject_if_fail (G_IS_FILE (file));

  reading = g_new0 (Reading, 1);
  reading->file = g_object_ref (file);
  return peal_fiber_spawn (read_fiber, reading, reading_free);
}

void
peal_photo_show (AdwAvatar *avatar,
                 GBytes    *image)
{
  g_autoptr(GdkTexture) texture = NULL;

  g_return_if_fail (ADW_IS_AVATAR (avatar));

  if (image != NULL && g_bytes_get_size (image) > 0)
    texture = gdk_texture_new_from_bytes (image, NULL); /* best effort: else the initials */
  adw_avatar_set_custom_image (avatar, texture != NULL ? GDK_PAINTABLE (texture) : NULL);
}
