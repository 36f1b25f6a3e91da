/* peal-lineage.c: whether this workspace is the one that this computer knows.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#define G_LOG_DOMAIN "peal-engine"

#include "peal-lineage.h"

#include "peal-fiber.h"
#include "peal-ledger.h"
#include "peal-settings.h"
#include "peal-thread.h"

#include <glib/gstdio.h>

/* Set once a computer has taken notice of the workspace. */
#define SETTING_NOTICED "workspace.noticed"

typedef struct
{
  PealStore *store;
  char *path;
  char *mark; /* what the note says, or shall say; NULL = there is no note */
} Note;

static void
note_free (gpointer data)
{
  Note *note = data;

  g_clear_object (&note->store);
  g_free (note->path);
  g_free (note->mark);
  g_free (note);
}

static Note *
note_new (PealStore  *store,
          const char *uuid)
{
  Note *note = g_new0 (Note, 1);

  note->store = g_object_ref (store);
  note->path = g_build_filename (g_get_user_state_dir (), "peal", "workspaces", uuid, NULL);
  return note;
}

/* PealThreadFunc */
static gboolean
read_note (gpointer data,
           GError **error)
{
  Note *note = data;

  if (g_file_get_contents (note->path, &note->mark, NULL, NULL))
    g_strchomp (note->mark);
  return TRUE;
}

/* PealThreadFunc */
static gboolean
write_note (gpointer data,
            GError **error)
{
  const Note *note = data;
  g_autofree char *folder = g_path_get_dirname (note->path);
  g_autofree char *line = g_strconcat (note->mark, "\n", NULL);

  g_mkdir_with_parents (folder, 0700); /* what cannot be made is said by the next line */
  return g_file_set_contents_full (note->path, line, -1, G_FILE_SET_CONTENTS_CONSISTENT, 0600, error);
}

static DexFuture *
remember_fiber (gpointer      data,
                GCancellable *cancellable)
{
  Note *note = data;
  g_autoptr(GError) error = NULL;

  g_clear_pointer (&note->mark, g_free);
  note->mark = dex_await_string (peal_ledger_get_mark (note->store), &error);
  if (note->mark == NULL || !dex_await (peal_thread_run (write_note, note), &error))
    g_info ("What was sent is not noted outside of the workspace: %s", error->message);
  return dex_future_new_true ();
}

DexFuture *
peal_lineage_remember (PealStore  *store,
                       const char *uuid)
{
  peal_return_reject_if_fail (PEAL_IS_STORE (store));
  peal_return_reject_if_fail (uuid != NULL);

  return peal_fiber_spawn (remember_fiber, note_new (store, uuid), note_free);
}

static DexFuture *
check_fiber (gpointer      data,
             GCancellable *cancellable)
{
  Note *note = data;
  g_autoptr(GError) error = NULL;
  g_autofree char *noticed = dex_await_string (peal_setting_get (note->store, SETTING_NOTICED), &error);
  gboolean known = TRUE;

  if (noticed == NULL || !dex_await (peal_thread_run (read_note, note), &error))
    return dex_future_new_for_error (g_steal_pointer (&error));
  if (note->mark != NULL)
    known = dex_await_boolean (peal_ledger_has_mark (note->store, note->mark), &error);
  else if (*noticed != '\0')
    known = FALSE;
  else
    dex_await (peal_setting_set (note->store, SETTING_NOTICED, "1", "engine"), &error);
  if (error != NULL)
    return dex_future_new_for_error (g_steal_pointer (&error));

  /* A person must be asked before the note forgets that there was another ledger. */
  if (!known && !dex_await (peal_setting_set (note->store, PEAL_SETTING_SOLE_SINCE, "never", "engine"), &error))
    return dex_future_new_for_error (g_steal_pointer (&error));
  dex_unref (remember_fiber (note, cancellable));
  return dex_future_new_for_boolean (known);
}

DexFuture *
peal_lineage_check (PealStore  *store,
                    const char *uuid)
{
  peal_return_reject_if_fail (PEAL_IS_STORE (store));
  peal_return_reject_if_fail (uuid != NULL);

  return peal_fiber_spawn (check_fiber, note_new (store, uuid), note_free);
}
