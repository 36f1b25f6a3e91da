/* test-message-model.c: every way that a message can go, walked.
 *
 * A world is one message as the workspace knows it, its request in the air, and
 * what is true at two gateways. From the first world all that can happen happens:
 * requests are accepted or refused for every reason there is, answers are lost, the
 * program crashes at any point, a request that was cut arrives after all, records
 * show a message late or not at all, receipts come in any order, twice and before
 * the answer, people cancel, undo, decide and call off, buttons are pressed on old pictures.
 * What follows is asked of the real peal_retry_decide (), peal_route_decide () and
 * peal_message_state_can_follow (), which are the walk's only guards. In every world
 * must be true:
 *
 *   R-SEND-1  no gateway, nor both together, accepts more than once
 *   R-SEND-2  an end can be reached
 *   R-SEND-3  what is queued was not accepted, nor can be any more
 *   R-SEND-6  nothing waits of a campaign that was called off
 *   truth     no state says what is not so, and no true word is refused
 *
 * People are taken to know what they decide about, and records to be exact when
 * their time has come: these are the conditions of R-SEND-3.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include "message-walk.h"

/* What the table allows beyond what @used has, as "queued to failed"; NULL = nothing. Staying is free. */
static char *
find_unused (CanFollow      can_follow,
             const guint32 *used)
{
  for (int state = PEAL_STATE_QUEUED; state < PEAL_STATE_RECEIVED; state++)
    for (int next = PEAL_STATE_QUEUED; next < PEAL_STATE_RECEIVED; next++)
      if (state != next && can_follow (state, next) && (used[state] & (1u << next)) == 0)
        return g_strdup_printf ("%s to %s", peal_message_state_to_string (state), peal_message_state_to_string (next));
  return NULL;
}

/* Walks with each kind of record. NULL, or what is wrong with the table. */
static char *
judge (CanFollow can_follow,
       guint     max_throttled)
{
  guint32 used[PEAL_STATE_RECEIVED + 1] = { 0 };

  for (int lookup = 0; lookup < N_LOOKUPS; lookup++)
    {
      Walk *walk = walk_all (can_follow, lookup, max_throttled);
      g_autofree char *violation = g_strdup (walk->violation);

      for (guint i = 0; i < G_N_ELEMENTS (used); i++)
        used[i] |= walk->used[i];
      if (violation != NULL)
        walk_tell (walk);
      walk_free (walk);
      if (violation != NULL)
        return g_steal_pointer (&violation);
    }
  return find_unused (can_follow, used);
}

static void
test_every_way (void)
{
  g_autofree char *violation = judge (peal_message_state_can_follow, 2);

  g_assert_cmpstr (violation, ==, NULL);
}

/* A table that is wrong in one place must be found out, or the walk proves nothing. */
static PealMessageState wrong_state, wrong_next;

static gboolean
can_follow_wrongly (PealMessageState state,
                    PealMessageState next)
{
  return peal_message_state_can_follow (state, next) ^ (state == wrong_state && next == wrong_next);
}

static void
test_wrong_tables (void)
{
  for (wrong_state = PEAL_STATE_QUEUED; wrong_state < PEAL_STATE_RECEIVED; wrong_state++)
    for (wrong_next = PEAL_STATE_QUEUED; wrong_next < PEAL_STATE_RECEIVED; wrong_next++)
      {
        g_autofree char *violation = NULL;

        if (wrong_state == wrong_next)
          continue;
        violation = judge (can_follow_wrongly, 1);
        g_test_message ("%s to %s: %s", peal_message_state_to_string (wrong_state),
                        peal_message_state_to_string (wrong_next), violation);
        g_assert_nonnull (violation);
      }
}

/* Inbound messages have a state of their own. */
static void
test_inbound (void)
{
  for (int state = PEAL_STATE_QUEUED; state <= PEAL_STATE_RECEIVED; state++)
    {
      g_assert_false (peal_message_state_can_follow (state, PEAL_STATE_RECEIVED));
      g_assert_false (peal_message_state_can_follow (PEAL_STATE_RECEIVED, state));
    }
}

int
main (int    argc,
      char **argv)
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/message-model/every-way", test_every_way);
  g_test_add_func ("/message-model/wrong-tables", test_wrong_tables);
  g_test_add_func ("/message-model/inbound", test_inbound);
  return g_test_run ();
}
