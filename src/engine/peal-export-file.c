/* peal-export-file.c: a file that is there whole or not at all.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#define G_LOG_DOMAIN "peal-engine"

#include "peal-export-file.h"

#include "peal-engine.h"

#include <errno.h>
#include <glib/gstdio.h>
#include <stdlib.h>
#include <unistd.h>

struct _PealExportFile
{
  char *target;
  char *folder;
  char *temporary; /* NULL once it is the target */
  int fd;
};

void
peal_export_file_set_error (GError **error,
                            int      code)
{
  if (code == ENOSPC || code == EDQUOT || code == EFBIG)
    g_set_error_literal (error, PEAL_ENGINE_ERROR, PEAL_ENGINE_ERROR_FULL,
                         "There is no room left where the file is to go. Make room or choose another place; "
                         "nothing was left there.");
  else
    g_set_error (error, PEAL_ENGINE_ERROR, PEAL_ENGINE_ERROR_WRITE, "The file cannot be written there: %s",
                 g_strerror (code));
}

/* What a link points to, so that the file goes there. */
static char *
resolve (const char *path)
{
  char *real = realpath (path, NULL);
  char *resolved = real != NULL ? g_strdup (real) : g_canonicalize_filename (path, NULL);

  free (real);
  return resolved;
}

PealExportFile *
peal_export_file_new (const char *path,
                      GError    **error)
{
  g_autoptr(PealExportFile) self = NULL;

  g_return_val_if_fail (path != NULL, NULL);

  self = g_new0 (PealExportFile, 1);
  self->fd = -1;
  self->target = resolve (path);
  self->folder = g_path_get_dirname (self->target);
  if (g_file_test (self->target, G_FILE_TEST_IS_DIR))
    {
      peal_export_file_set_error (error, EISDIR);
      return NULL;
    }
  self->temporary = g_build_filename (self->folder, ".peal-export-XXXXXX", NULL);
  self->fd = g_mkstemp (self->temporary);
  if (self->fd < 0)
    {
      peal_export_file_set_error (error, errno);
      g_clear_pointer (&self->temporary, g_free);
      return NULL;
    }
  return g_steal_pointer (&self);
}

void
peal_export_file_free (PealExportFile *self)
{
  if (self->fd >= 0)
    close (self->fd);
  if (self->temporary != NULL)
    g_unlink (self->temporary);
  g_free (self->temporary);
  g_free (self->folder);
  g_free (self->target);
  g_free (self);
}

const char *
peal_export_file_get_temporary (PealExportFile *self)
{
  return self->temporary;
}

const char *
peal_export_file_get_folder (PealExportFile *self)
{
  return self->folder;
}

gboolean
peal_export_file_write (PealExportFile *self,
                        const char     *data,
                        gsize           length,
                        GError        **error)
{
  while (length > 0)
    {
      gssize n = write (self->fd, data, length);

      if (n < 0 && errno == EINTR)
        continue;
      if (n <= 0)
        {
          peal_export_file_set_error (error, n < 0 ? errno : ENOSPC);
          return FALSE;
        }
      data += n;
      length -= (gsize) n;
    }
  return TRUE;
}

gboolean
peal_export_file_finish (PealExportFile *self,
                         GError        **error)
{
  if (fsync (self->fd) != 0 || g_rename (self->temporary, self->target) != 0)
    {
      peal_export_file_set_error (error, errno);
      return FALSE;
    }
  g_clear_pointer (&self->temporary, g_free);
  return TRUE;
}
