/* SPDX-License-Identifier: GPL-3.0-or-later */
/* peal-store.h: the workspace, one SQLite file and the threads that own it.
 *
 * Everything that Peal knows lies in DIR/peal.db. One thread writes: it drains
 * its queue into one transaction, a savepoint for each job, one durable commit,
 * and only then resolves their futures. Two threads read snapshots. The object
 * belongs to the thread that opened it: its functions return at once, its
 * futures settle and its signal is emitted in that thread's main context.
 */

#pragma once

#include "peal-clock.h"

#include <libdex.h>

G_BEGIN_DECLS

#define PEAL_STORE_ERROR (peal_store_error_quark ())
GQuark peal_store_error_quark (void);

/* What every function of this floor may reject with. The code drives behaviour; the message says
 * what to do and goes to the log and to scripts. */
typedef enum
{
  PEAL_STORE_ERROR_FAILED,         /* anything else; our mistake or the disk's */
  PEAL_STORE_ERROR_BUSY,           /* another program holds the file: try again */
  PEAL_STORE_ERROR_FULL,           /* no space left; nothing of the job was kept */
  PEAL_STORE_ERROR_CORRUPT,        /* the file is damaged */
  PEAL_STORE_ERROR_NOT_A_DATABASE, /* some other file, or another program's database; untouched */
  PEAL_STORE_ERROR_READ_ONLY,      /* opened for reading only: see peal_store_get_condition () */
  PEAL_STORE_ERROR_NEWER,          /* made by a newer Peal */
  PEAL_STORE_ERROR_NO_ACCESS,      /* the file or its folder cannot be opened or made */
  PEAL_STORE_ERROR_NO_WORKSPACE,   /* there is none, and none was asked to be made */
  PEAL_STORE_ERROR_NOT_FOUND,      /* no such row */
  PEAL_STORE_ERROR_EXISTS,         /* a row with this name or key is there already */
  PEAL_STORE_ERROR_INVALID,        /* the values break a rule of the schema, or of the row's state */
  PEAL_STORE_ERROR_LOCKED,         /* another process runs the engine */
  PEAL_STORE_ERROR_CLOSED,         /* the store was closed */
  PEAL_STORE_ERROR_CONFLICT,       /* somebody has changed the row since it was read: read it again */
  PEAL_STORE_ERROR_RULE,           /* a group's rule asks for what is not there, or for its own group */
} PealStoreErrorCode;

/* What a commit changed, coarsely; for signal "changed". */
typedef enum /*< flags >*/
{
  PEAL_CHANGE_PEOPLE = 1 << 0,
  PEAL_CHANGE_CONSENT = 1 << 1,
  PEAL_CHANGE_TALK = 1 << 2,       /* conversations and inbound messages */
  PEAL_CHANGE_OUTBOX = 1 << 3,     /* outbound messages */
  PEAL_CHANGE_ACCOUNTS = 1 << 4,
  PEAL_CHANGE_CAMPAIGNS = 1 << 5,  /* also templates */
  PEAL_CHANGE_LEDGER = 1 << 6,
  PEAL_CHANGE_SETTINGS = 1 << 7,
  PEAL_CHANGE_SCHEDULES = 1 << 8,
  PEAL_CHANGE_HELD = 1 << 9,       /* a message waits that another account might take */
  PEAL_CHANGE_FIELDS = 1 << 10,    /* of contacts: which there are */
  PEAL_CHANGE_STAFF = 1 << 11,
  PEAL_CHANGE_ALL = (1 << 12) - 1,
} PealChange;

typedef enum /*< flags >*/
{
  PEAL_STORE_OPEN_EXISTING = 0,
  PEAL_STORE_OPEN_CREATE = 1 << 0,    /* make folder and file where they are missing */
  PEAL_STORE_OPEN_READ_ONLY = 1 << 1, /* never write, even where it would be possible */
} PealStoreFlags;

typedef enum
{
  PEAL_STORE_READY,      /* reads and writes */
  PEAL_STORE_READ_ONLY,  /* asked for, or the disk does not let us write */
  PEAL_STORE_NEWER,      /* a newer Peal made the file: R-DATA-2, reading only */
} PealStoreCondition;

#define PEAL_TYPE_STORE (peal_store_get_type ())
G_DECLARE_FINAL_TYPE (PealStore, peal_store, PEAL, STORE, GObject)

/* Signal "changed" (PealChange changes, GArray *conversations): once for each commit (ours or
 * another process's), after its futures were settled. @conversations: the ids (gint64, each
 * once) whose messages changed, or NULL: any may have. */

/* Opens the workspace in @dir, brings its schema up to date and resolves to the PealStore.
 * Folder and file are made 0700 and 0600. A file that cannot be written opens read-only.
 * Rejects with _NO_WORKSPACE, _NO_ACCESS, _NOT_A_DATABASE, _CORRUPT, _FULL or _BUSY; the file is
 * then as it was. */
DexFuture *peal_store_open (const char    *dir,
                            PealClock     *clock,
                            PealStoreFlags flags) G_GNUC_WARN_UNUSED_RESULT;

/* Runs what is queued, checkpoints, ends the threads. Later calls of anything reject with _CLOSED.
 * Resolves to TRUE; closing twice is harmless. Disposing without it waits for the threads. */
DexFuture *peal_store_close (PealStore *self) G_GNUC_WARN_UNUSED_RESULT;

/* Borrowed. */
const char *peal_store_get_dir (PealStore *self);
PealClock *peal_store_get_clock (PealStore *self);
PealStoreCondition peal_store_get_condition (PealStore *self);

/* At most one process sends from a workspace. The lock goes with the process, however it ends.
 * Does not wait. FALSE with PEAL_STORE_ERROR_LOCKED (the message names the holder's process id),
 * _READ_ONLY or _NO_ACCESS. */
gboolean peal_store_try_lock_engine (PealStore *self,
                                     GError   **error);
void peal_store_unlock_engine (PealStore *self);

/* Whether some process holds the engine lock of the workspace in @dir; @pid is its process id, 0 = not
 * known. Takes nothing, so nobody is refused the lock because somebody asked. Waits for the disk: any
 * thread but the main one. */
gboolean peal_store_find_engine (const char *dir,
                                 gint64     *pid);
gboolean peal_store_has_engine_lock (PealStore *self);

G_END_DECLS
