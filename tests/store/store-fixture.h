/* store-fixture.h: a workspace in a folder of its own, for the store's tests.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#pragma once

#include "peal-store-private.h"

/* 2026-11-21 12:00:00 UTC */
#define NOON G_GINT64_CONSTANT (1795262400000000)

typedef struct
{
  char *dir;
  PealClock *clock; /* a test clock at NOON */
  PealStore *store; /* open, unless the test closes it */
} Fixture;

void fixture_set_up (Fixture      *self,
                     gconstpointer data);
void fixture_tear_down (Fixture      *self,
                        gconstpointer data);

/* Opens, or opens again after fixture_close (). */
void fixture_open (Fixture       *self,
                   PealStoreFlags flags);
void fixture_close (Fixture *self);

/* The path of a file in the workspace; the caller frees it. */
char *fixture_path (Fixture    *self,
                    const char *name);

/* In a child of g_test_trap_subprocess () only. Makes @dir, on a file system of @size ("6m") of its own. FALSE, and
 * the test is skipped: the kernel lets us not. */
gboolean fixture_mount (const char *dir,
                        const char *size);
void fixture_unmount (const char *dir);

/* The writer's file grows by no more than @n_pages from now on: whatever needs more is told that the disk is full. */
void fixture_leave_room (Fixture *self,
                         guint    n_pages);

/* Waits for @future (taken): it must resolve. The value is borrowed from it: copy what is kept. */
void await_true (DexFuture *future);
gint64 await_int (DexFuture *future);
char *await_string (DexFuture *future);
gpointer await_boxed (DexFuture *future);

/* Waits for @future (taken): it must reject with @code. */
void await_error (DexFuture         *future,
                  PealStoreErrorCode code);

/* Locks @busy, and gives the writer a job that lasts until it is unlocked; whoever has awaited that clears @busy. What
 * is written meanwhile is done after it, in its order. */
DexFuture *keep_writer_busy (PealStore *store,
                             GMutex    *busy);

/* Runs the SQL on a connection of its own, as another program would. */
void run_sql (Fixture    *self,
              const char *sql);

/* The first column of the first row; the caller frees it. NULL if there is none. */
char *query_sql (Fixture    *self,
                 const char *sql);
void assert_sql (Fixture    *self,
                 const char *sql,
                 const char *expected);

/* The first column of the first row of @sql with ?1 bound to @id. */
gint64 query_by_id (Fixture    *self,
                    const char *sql,
                    gint64      id);
