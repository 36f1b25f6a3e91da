/* message-walk.c: from world to world, and what must be true in each.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include "message-walk.h"

#include <string.h>

static guint
world_hash (gconstpointer key)
{
  const guint8 *bytes = key;
  guint hash = 5381;

  for (gsize i = 0; i < sizeof (World); i++)
    hash = hash * 33 + bytes[i];
  return hash;
}

static gboolean
world_equal (gconstpointer a,
             gconstpointer b)
{
  return memcmp (a, b, sizeof (World)) == 0;
}

static void
accuse_world (Walk       *walk,
              const char *violation,
              guint       culprit)
{
  if (walk->violation != NULL)
    return;
  walk->violation = violation;
  walk->culprit = culprit;
}

void
walk_accuse (Walk       *walk,
             const char *violation)
{
  accuse_world (walk, violation, walk->current);
}

/* What must be true in every world ----------------------------------------------------------------- */

gboolean
world_was (const World     *world,
           PealMessageState truth)
{
  return truth == PEAL_STATE_FAILED ? world->was_failed : (world->was >> truth) & 1;
}

static gboolean
is_true (const World *world)
{
  switch ((PealMessageState) world->state)
    {
    case PEAL_STATE_QUEUED:
    case PEAL_STATE_LEFT_OUT:
    case PEAL_STATE_CANCELLED:
      return world->n_accepted == 0 && !world->is_cut && world->flight == FLIGHT_NONE;
    case PEAL_STATE_FAILED:
      return world_was (world, PEAL_STATE_FAILED) || (world->n_accepted == 0 && !world->is_cut);
    case PEAL_STATE_SENT:
      return world_was (world, PEAL_STATE_SENT) || (world->is_decided && world->n_accepted > 0);
    case PEAL_STATE_ACCEPTED:
    case PEAL_STATE_DELIVERED:
    case PEAL_STATE_UNDELIVERED:
      return world_was (world, world->state);
    case PEAL_STATE_SUBMITTING:
    case PEAL_STATE_UNKNOWN:
      return TRUE;
    case PEAL_STATE_RECEIVED:
      return FALSE;
    }
  return FALSE;
}

static void
check (Walk *walk,
       guint number)
{
  const World *world = &g_array_index (walk->worlds, World, number);

  if (world->n_accepted > 1)
    accuse_world (walk, "R-SEND-1: accepted twice", number);
  else if (!is_true (world))
    accuse_world (walk, "the state is not true", number);
  else if (world->is_called_off && world->state == PEAL_STATE_QUEUED)
    accuse_world (walk, "R-SEND-6: waits although it was called off", number);
}

void
walk_reach (Walk       *walk,
            World       world,
            const char *how)
{
  guint number = GPOINTER_TO_UINT (g_hash_table_lookup (walk->index, &world));

  if (number == 0)
    {
      g_array_append_val (walk->worlds, world);
      g_array_append_val (walk->parents, walk->current);
      g_ptr_array_add (walk->how, (gpointer) how);
      number = walk->worlds->len;
      g_hash_table_insert (walk->index, g_memdup2 (&world, sizeof world), GUINT_TO_POINTER (number));
      check (walk, number - 1);
    }
  number--;
  g_array_append_val (walk->edges, walk->current);
  g_array_append_val (walk->edges, number);
}

/* R-SEND-2: from every world one can be reached in which the message has come to its end. */
static void
check_ends (Walk *walk)
{
  g_autofree guint8 *has_end = g_new0 (guint8, walk->worlds->len);
  gboolean changed = TRUE;

  for (guint i = 0; i < walk->worlds->len; i++)
    {
      const World *world = &g_array_index (walk->worlds, World, i);

      has_end[i] = world->flight == FLIGHT_NONE && peal_message_state_is_final (world->state);
    }
  while (changed)
    {
      changed = FALSE;
      for (guint i = walk->edges->len; i > 0; i -= 2)
        {
          guint from = g_array_index (walk->edges, guint, i - 2), to = g_array_index (walk->edges, guint, i - 1);

          if (has_end[to] && !has_end[from])
            changed = has_end[from] = TRUE;
        }
    }
  for (guint i = 0; i < walk->worlds->len; i++)
    if (!has_end[i])
      accuse_world (walk, "R-SEND-2: a dead end", i);
}

Walk *
walk_all (CanFollow can_follow,
          Lookup    lookup,
          guint     max_throttled)
{
  static const World first = { .state = PEAL_STATE_QUEUED };
  Walk *walk = g_new0 (Walk, 1);

  walk->can_follow = can_follow;
  walk->lookup = lookup;
  walk->max_throttled = max_throttled;
  walk->worlds = g_array_new (FALSE, FALSE, sizeof (World));
  walk->parents = g_array_new (FALSE, FALSE, sizeof (guint));
  walk->how = g_ptr_array_new ();
  walk->index = g_hash_table_new_full (world_hash, world_equal, g_free, NULL);
  walk->edges = g_array_new (FALSE, FALSE, sizeof (guint));
  walk_reach (walk, first, "queued");
  for (; walk->current < walk->worlds->len && walk->violation == NULL; walk->current++)
    {
      World world = g_array_index (walk->worlds, World, walk->current);

      walk_step (walk, &world);
    }
  if (walk->violation == NULL)
    check_ends (walk);
  return walk;
}

void
walk_free (Walk *walk)
{
  g_array_unref (walk->worlds);
  g_array_unref (walk->parents);
  g_ptr_array_unref (walk->how);
  g_hash_table_unref (walk->index);
  g_array_unref (walk->edges);
  g_free (walk);
}

void
walk_tell (const Walk *walk)
{
  guint step = walk->culprit;

  g_test_message ("%s, after (last first):", walk->violation);
  for (; step != 0; step = g_array_index (walk->parents, guint, step))
    g_test_message ("  %s: %s", (const char *) g_ptr_array_index (walk->how, step),
                    peal_message_state_to_string (g_array_index (walk->worlds, World, step).state));
}
