/* keep-scene.c: peal-keep-scene DIR: makes up a workspace in DIR, and holds it still.
 *
 * For tests of the program itself: while this process holds the engine's lock,
 * nothing is sent from the workspace, and everything stays as it was made.
 * Prints "ready", and ends with its standard input.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include "peal-scene.h"

#include <libdex.h>
#include <stdio.h>

/* Enough for a list to scroll. */
#define N_MORE 60

int
main (int    argc,
      char **argv)
{
  PealEngine *engine;

  if (argc != 2)
    {
      g_printerr ("Usage: peal-keep-scene DIR\n");
      return 2;
    }
  dex_init ();
  engine = peal_scene_open (argv[1]);
  peal_scene_fill (engine, N_MORE);
  peal_scene_plan (engine);
  peal_scene_hold (engine);
  g_assert_true (peal_store_try_lock_engine (peal_engine_get_store (engine), NULL));
  puts ("ready");
  fflush (stdout);
  while (getchar () != EOF)
    ;
  peal_scene_close (engine);
  return 0;
}
