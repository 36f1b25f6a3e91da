/* peal-writer.h: the threads of a store. Private to store/.
 *
 * The writer thread opens the file, migrates it, starts the readers, commits in
 * groups until its queue is closed, and closes the file after the readers.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#pragma once

#include "peal-task.h"

G_BEGIN_DECLS

typedef struct
{
  char *dir;
  char *path;             /* of the file */
  PealClock *clock;
  PealStoreFlags flags;
  PealStoreCondition condition;
  PealTaskQueue *writes;
  PealTaskQueue *reads;
  PealDelivery *delivery;
  PealTask *opening;      /* finished when the file is open or cannot be */
  PealTask *closing;      /* finished when it is closed; set before the queue closes, or NULL */
} PealWriter;

/* The thread's main function, on a PealWriter that outlives the thread. */
gpointer peal_writer_main (gpointer data);

G_END_DECLS
