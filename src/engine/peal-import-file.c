/* peal-import-file.c: a contact file while it is looked at and stored.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#define G_LOG_DOMAIN "peal-engine"

#include "peal-import-file.h"

#include "peal-engine.h"

#include <fcntl.h>
#include <gio/gio.h>
#include <gio/gunixoutputstream.h>
#include <glib/gstdio.h>
#include <sys/mman.h>

/* A file up to this is read into memory: a copy on the disk costs more than that is worth. */
#define SMALL (1024 * 1024)

struct _PealImportFile
{
  GMutex mutex;           /* of the reader's place in the file */
  GBytes *bytes;
  gboolean is_mapped;
  PealImportBatch *batch;
  PealImportIndex *index;
  GStrv samples;
};

static int
open_unnamed (GError **error)
{
  g_autofree char *path = g_build_filename (g_get_user_cache_dir (), "peal-import-XXXXXX", NULL);
  int fd = -1;

  if (g_mkdir_with_parents (g_get_user_cache_dir (), 0700) == 0)
    fd = g_mkstemp_full (path, O_RDWR | O_CLOEXEC, 0600);
  if (fd < 0)
    {
      g_set_error (error, G_FILE_ERROR, g_file_error_from_errno (errno), "%s", g_strerror (errno));
      return -1;
    }
  g_unlink (path); /* it lives as long as it is open or mapped */
  return fd;
}

/* NULL where there is no room for a copy. */
static GBytes *
map_copy (GFile   *file,
          GError **error)
{
  g_autofd int fd = open_unnamed (error);
  g_autoptr(GFileInputStream) in = NULL;
  g_autoptr(GOutputStream) out = NULL;
  g_autoptr(GMappedFile) mapped = NULL;

  if (fd < 0)
    return NULL;
  in = g_file_read (file, NULL, error);
  if (in == NULL)
    return NULL;
  out = g_unix_output_stream_new (fd, FALSE);
  if (g_output_stream_splice (out, G_INPUT_STREAM (in), G_OUTPUT_STREAM_SPLICE_CLOSE_SOURCE, NULL, error) < 0)
    return NULL;
  mapped = g_mapped_file_new_from_fd (fd, FALSE, error);
  return mapped != NULL ? g_mapped_file_get_bytes (mapped) : NULL;
}

static gboolean
is_small (GFile *file)
{
  g_autoptr(GFileInfo) info = g_file_query_info (file, G_FILE_ATTRIBUTE_STANDARD_SIZE, G_FILE_QUERY_INFO_NONE, NULL, NULL);

  /* what tells no size, and what cannot be read, is found out by reading */
  return info == NULL || g_file_info_get_size (info) <= SMALL;
}

static gboolean
load (PealImportFile *self,
      const char     *path,
      GError        **error)
{
  g_autoptr(GFile) file = g_file_new_for_commandline_arg (path);
  g_autoptr(GError) unreadable = NULL;

  if (!is_small (file))
    {
      g_autoptr(GError) no_copy = NULL;

      self->bytes = map_copy (file, &no_copy);
      self->is_mapped = self->bytes != NULL;
      if (no_copy != NULL)
        g_info ("The file is read into memory: %s", no_copy->message);
    }
  if (self->bytes == NULL)
    self->bytes = g_file_load_bytes (file, NULL, NULL, &unreadable);
  if (unreadable != NULL)
    g_set_error (error, PEAL_ENGINE_ERROR, PEAL_ENGINE_ERROR_FILE, "%s", unreadable->message);
  return self->bytes != NULL;
}

static GStrv
take_samples (PealImportBatch *batch)
{
  const PealCsvMap *map = peal_import_batch_get_map (batch);
  GStrv samples = NULL;

  if (map == NULL)
    return NULL;
  samples = g_new0 (char *, map->n_columns + 1);
  for (guint i = 0; i < map->n_columns; i++)
    samples[i] = peal_import_batch_dup_sample (batch, i);
  return samples;
}

PealImportFile *
peal_import_file_new (const char       *path,
                      GBytes           *bytes,
                      const char       *region,
                      const PealCsvMap *map,
                      GError          **error)
{
  g_autoptr(PealImportFile) self = g_atomic_rc_box_new0 (PealImportFile);
  PealCsvMap *columns;

  g_mutex_init (&self->mutex);
  if (bytes != NULL)
    self->bytes = g_bytes_ref (bytes);
  else if (!load (self, path, error))
    return NULL;
  self->batch = peal_import_batch_new (self->bytes, region);
  peal_import_file_rest (self); /* all of it was looked at once */
  columns = peal_import_batch_get_map (self->batch);
  if (map != NULL && columns != NULL && !peal_csv_map_adopt (columns, map))
    {
      g_set_error_literal (error, PEAL_ENGINE_ERROR, PEAL_ENGINE_ERROR_FILE,
                           "The file has changed: its columns are others now. Choose it again.");
      return NULL;
    }
  self->samples = take_samples (self->batch);
  self->index = peal_import_index_new (self->batch);
  return g_steal_pointer (&self);
}

PealImportFile *
peal_import_file_ref (PealImportFile *self)
{
  return g_atomic_rc_box_acquire (self);
}

static void
file_clear (gpointer data)
{
  PealImportFile *self = data;

  g_clear_pointer (&self->index, peal_import_index_free);
  g_clear_pointer (&self->batch, peal_import_batch_free);
  g_clear_pointer (&self->bytes, g_bytes_unref);
  g_strfreev (self->samples);
  g_mutex_clear (&self->mutex);
}

void
peal_import_file_unref (PealImportFile *self)
{
  g_atomic_rc_box_release_full (self, file_clear);
}

gboolean
peal_import_file_read (PealImportFile *self,
                       guint           n)
{
  gboolean more = peal_import_index_read (self->index, n);

  peal_import_file_rest (self);
  if (!more)
    peal_import_batch_rewind (self->batch); /* the numbers were for judging */
  return more;
}

PealImportBatch *
peal_import_file_get_batch (const PealImportFile *self)
{
  return self->batch;
}

PealImportIndex *
peal_import_file_get_index (const PealImportFile *self)
{
  return self->index;
}

GStrv
peal_import_file_get_samples (const PealImportFile *self)
{
  return self->samples;
}

PealImportContact *
peal_import_file_dup_contact (PealImportFile *self,
                              guint           i)
{
  G_MUTEX_AUTO_LOCK (&self->mutex, locker);

  return peal_import_index_dup_contact (self->index, i);
}

PealImportRejection *
peal_import_file_dup_rejection (PealImportFile *self,
                                guint           i)
{
  G_MUTEX_AUTO_LOCK (&self->mutex, locker);

  return peal_import_index_dup_rejection (self->index, i);
}

void
peal_import_file_rest (PealImportFile *self)
{
  gsize length;
  gconstpointer data = g_bytes_get_data (self->bytes, &length);

  if (self->is_mapped)
    madvise ((gpointer) data, length, MADV_DONTNEED); /* best effort */
}
