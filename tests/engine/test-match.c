/* test-match.c: which entry of a gateway's record belongs to which attempt: R-SEND-3.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include "peal-match.h"

#define MOST 4
#define AIR (-1)             /* has not ended */
#define NO_MORE G_MAXINT

typedef struct
{
  const char *name;
  struct
  {
    int start;               /* seconds; both 0: no more */
    int end;
  } attempts[MOST];
  int entries[MOST + 1];     /* seconds, up to NO_MORE */
  struct
  {
    PealMatch match;
    int entry;
  } expected[MOST];          /* for each attempt */
} Row;

#define NONE { PEAL_MATCH_NONE, -1 }
#define SURE(entry) { PEAL_MATCH_SURE, (entry) }
#define OPEN { PEAL_MATCH_OPEN, -1 }
#define SHARED(entry) { PEAL_MATCH_SHARED, (entry) }
#define STRANGE { PEAL_MATCH_STRANGE, -1 }

/* The slack is 120 seconds, the most that a lone one may be late 3,600; it is 10,000 now. */
static const Row rows[] = {
  { "nothing", { { 1000, 1030 } }, { NO_MORE }, { NONE } },
  { "one", { { 1000, 1030 } }, { 1001, NO_MORE }, { SURE (0) } },
  { "first moment", { { 1000, 1030 } }, { 880, NO_MORE }, { SURE (0) } },
  { "too early", { { 1000, 1030 } }, { 879, NO_MORE }, { STRANGE } },
  { "last moment", { { 1000, 1030 } }, { 1150, NO_MORE }, { SURE (0) } },
  { "late", { { 1000, 1030 } }, { 1151, NO_MORE }, { SURE (0) } },
  { "an hour late", { { 1000, 1030 } }, { 4630, NO_MORE }, { SURE (0) } },
  { "too late", { { 1000, 1030 } }, { 4631, NO_MORE }, { STRANGE } },
  { "late, by a clock that is ahead of ours", { { 9990, 9995 } }, { 10300, NO_MORE }, { SURE (0) } },
  { "late, of two attempts", { { 1000, 1030 }, { 1010, 1040 } }, { 2000, NO_MORE }, { STRANGE, STRANGE } },
  { "late, beside one in time", { { 1000, 1030 } }, { 1001, 2000, NO_MORE }, { STRANGE } },
  { "more than one", { { 1000, 1030 } }, { 1001, 1002, NO_MORE }, { STRANGE } },
  { "one of two is not ours", { { 1000, 1030 }, { 1010, 1040 } }, { 1001, 5000, NO_MORE }, { STRANGE, STRANGE } },
  { "set back meanwhile", { { 9000, 1030 } }, { 910, NO_MORE }, { SURE (0) } },
  { "set back meanwhile, too early", { { 9000, 1030 } }, { 909, NO_MORE }, { STRANGE } },
  { "set back, in the air", { { 10500, AIR } }, { 10001, NO_MORE }, { SURE (0) } },
  { "two, nothing", { { 1000, 1030 }, { 1010, 1040 } }, { NO_MORE }, { NONE, NONE } },
  { "two, one", { { 1000, 1030 }, { 1010, 1040 } }, { 1011, NO_MORE }, { SHARED (0), SHARED (-1) } },
  { "two, two", { { 1000, 1030 }, { 1010, 1040 } }, { 1001, 1011, NO_MORE }, { SURE (0), SURE (1) } },
  { "two, two, newest first", { { 1000, 1030 }, { 1010, 1040 } }, { 1011, 1001, NO_MORE }, { SURE (1), SURE (0) } },
  { "two, three", { { 1000, 1030 }, { 1010, 1040 } }, { 1001, 1011, 1012, NO_MORE }, { STRANGE, STRANGE } },
  { "three, two", { { 1000, 1030 }, { 1010, 1040 }, { 1020, 1050 } }, { 1001, 1011, NO_MORE },
    { SHARED (0), SHARED (1), SHARED (-1) } },
  { "far apart, the first", { { 1000, 1030 }, { 2000, 2030 } }, { 1001, NO_MORE }, { SURE (0), NONE } },
  { "far apart, the second", { { 1000, 1030 }, { 2000, 2030 } }, { 2001, NO_MORE }, { NONE, SURE (0) } },
  { "far apart, both", { { 1000, 1030 }, { 2000, 2030 } }, { 2001, 1001, NO_MORE }, { SURE (1), SURE (0) } },
  { "between both", { { 1000, 1030 }, { 1200, 1230 } }, { 1100, NO_MORE }, { SHARED (0), SHARED (-1) } },
  { "beside a twin", { { 1000, 1030 }, { 1010, 1040 }, { 2000, 2030 } }, { 1001, 2001, NO_MORE },
    { SHARED (0), SHARED (-1), SURE (1) } },
  { "one must make room", { { 1000, 1400 }, { 1001, 1030 } }, { 1010, 1300, NO_MORE }, { SURE (1), SURE (0) } },
  { "in the air", { { 1000, 1030 }, { 1060, AIR } }, { 1061, NO_MORE }, { OPEN, OPEN } },
  { "in the air, both there", { { 1000, 1030 }, { 1060, AIR } }, { 1001, 1061, NO_MORE }, { SURE (0), SURE (1) } },
  { "in the air, nothing", { { 1000, 1030 }, { 1060, AIR } }, { NO_MORE }, { NONE, NONE } },
  { "in the air, begun later", { { 1000, 1030 }, { 9000, AIR } }, { 1001, NO_MORE }, { SURE (0), NONE } },
  { "in the air, for long", { { 1000, AIR }, { 9000, 9030 } }, { 9001, NO_MORE }, { OPEN, OPEN } },
  { "in the air, of this moment", { { 1000, AIR } }, { 10120, NO_MORE }, { SURE (0) } },
  { "in the air, of the future", { { 1000, AIR } }, { 10121, NO_MORE }, { STRANGE } },
};

static GPtrArray *
make_attempts (const Row *row)
{
  GPtrArray *attempts = g_ptr_array_new_with_free_func (g_free);

  for (guint i = 0; i < MOST && row->attempts[i].start != 0; i++)
    {
      PealOpenAttempt *attempt = g_new0 (PealOpenAttempt, 1);

      attempt->started_at = row->attempts[i].start * PEAL_SECOND;
      attempt->ended_at = row->attempts[i].end == AIR ? PEAL_TIME_NEVER : row->attempts[i].end * PEAL_SECOND;
      g_ptr_array_add (attempts, attempt);
    }
  return attempts;
}

static GPtrArray *
make_entries (const Row *row)
{
  GPtrArray *entries = g_ptr_array_new_with_free_func ((GDestroyNotify) peal_remote_message_free);

  for (guint i = 0; row->entries[i] != NO_MORE; i++)
    {
      PealRemoteMessage *entry = peal_remote_message_new ();

      entry->at = row->entries[i] * PEAL_SECOND;
      g_ptr_array_add (entries, entry);
    }
  return entries;
}

static void
test_row (gconstpointer data)
{
  const Row *row = data;
  g_autoptr(GPtrArray) attempts = make_attempts (row);
  g_autoptr(GPtrArray) entries = make_entries (row);

  for (guint i = 0; i < attempts->len; i++)
    {
      int entry;

      g_assert_cmpint (peal_match_find (attempts, i, entries, 10000 * PEAL_SECOND, &entry), ==, row->expected[i].match);
      g_assert_cmpint (entry, ==, row->expected[i].entry);
    }
}

int
main (int    argc,
      char **argv)
{
  g_test_init (&argc, &argv, NULL);
  for (guint i = 0; i < G_N_ELEMENTS (rows); i++)
    {
      g_autofree char *path = g_strconcat ("/match/", rows[i].name, NULL);

      g_test_add_data_func (path, &rows[i], test_row);
    }
  return g_test_run ();
}
