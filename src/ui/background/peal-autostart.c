/* peal-autostart.c: beginning at login, where no sandbox stands in between.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#define G_LOG_DOMAIN "peal-ui"

#include "peal-autostart.h"

#include "peal-config.h"
#include "peal-fiber.h"
#include "peal-thread.h"

#include <errno.h>
#include <gio/gio.h>
#include <glib/gstdio.h>

const char *const peal_autostart_command[] = { "peal", "--gapplication-service", NULL };

typedef struct
{
  char *directory;
  char *path;
  gboolean wanted;
} Change;

static void
change_free (gpointer data)
{
  Change *change = data;

  g_free (change->directory);
  g_free (change->path);
  g_free (change);
}

static gboolean
fail (GError    **error,
      const char *path)
{
  int code = errno;

  g_set_error (error, G_FILE_ERROR, g_file_error_from_errno (code), "%s: %s", path, g_strerror (code));
  return FALSE;
}

/* TryExec: once the program is uninstalled, the file does nothing. */
static gboolean
write_file (const Change *change,
            GError      **error)
{
  g_autoptr(GKeyFile) file = g_key_file_new ();
  g_autofree char *command = g_strjoinv (" ", (char **) peal_autostart_command);

  g_key_file_set_string (file, G_KEY_FILE_DESKTOP_GROUP, G_KEY_FILE_DESKTOP_KEY_TYPE, "Application");
  g_key_file_set_string (file, G_KEY_FILE_DESKTOP_GROUP, G_KEY_FILE_DESKTOP_KEY_NAME, "Peal");
  g_key_file_set_string (file, G_KEY_FILE_DESKTOP_GROUP, G_KEY_FILE_DESKTOP_KEY_ICON, PEAL_APP_ID);
  g_key_file_set_string (file, G_KEY_FILE_DESKTOP_GROUP, G_KEY_FILE_DESKTOP_KEY_TRY_EXEC, peal_autostart_command[0]);
  g_key_file_set_string (file, G_KEY_FILE_DESKTOP_GROUP, G_KEY_FILE_DESKTOP_KEY_EXEC, command);
  if (g_mkdir_with_parents (change->directory, 0700) != 0)
    return fail (error, change->directory);
  return g_key_file_save_to_file (file, change->path, error);
}

static gboolean
change_thread (gpointer data,
               GError **error)
{
  const Change *change = data;

  if (change->wanted)
    return write_file (change, error);
  return g_unlink (change->path) == 0 || errno == ENOENT || fail (error, change->path);
}

static DexFuture *
change_fiber (gpointer      data,
              GCancellable *cancellable)
{
  g_autoptr(GError) error = NULL;

  if (!dex_await (peal_thread_run (change_thread, data), &error))
    return dex_future_new_for_error (g_steal_pointer (&error));
  return dex_future_new_true ();
}

DexFuture *
peal_autostart_set (gboolean wanted)
{
  Change *change = g_new0 (Change, 1);

  change->directory = g_build_filename (g_get_user_config_dir (), "autostart", NULL);
  change->path = g_build_filename (change->directory, PEAL_APP_ID ".desktop", NULL);
  change->wanted = wanted;
  return peal_fiber_spawn (change_fiber, change, change_free);
}
