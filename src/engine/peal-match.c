/* peal-match.c: which entry of a gateway's record belongs to which attempt of ours.
 *
 * A matching of a bipartite graph, attempts on one side, entries on the other.
 * Both are few.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#define G_LOG_DOMAIN "peal-engine"

#include "peal-match.h"

#define NOBODY (-1)

typedef struct
{
  GPtrArray *attempts;
  GPtrArray *entries;
  int *order;                /* of the entries, by time */
  gint64 now;
  int banned;                /* an attempt that gets none, or NOBODY */
  int *owners;               /* of each entry: an attempt, or NOBODY */
  gboolean *seen;            /* of each attempt, during one search */
} Pairing;

static int
compare_at (gconstpointer a,
            gconstpointer b,
            gpointer      data)
{
  const Pairing *self = data;
  const PealRemoteMessage *first = g_ptr_array_index (self->entries, *(const int *) a);
  const PealRemoteMessage *second = g_ptr_array_index (self->entries, *(const int *) b);

  return first->at < second->at ? -1 : first->at > second->at;
}

static void
pairing_init (Pairing   *self,
              GPtrArray *attempts,
              GPtrArray *entries,
              gint64     now)
{
  self->attempts = attempts;
  self->entries = entries;
  self->now = now;
  self->order = g_new (int, entries->len);
  self->owners = g_new (int, entries->len);
  self->seen = g_new (gboolean, attempts->len);
  for (guint i = 0; i < entries->len; i++)
    self->order[i] = (int) i;
  g_sort_array (self->order, entries->len, sizeof (int), compare_at, self);
}

static void
pairing_clear (Pairing *self)
{
  g_free (self->order);
  g_free (self->owners);
  g_free (self->seen);
}

/* If our clock was set back meanwhile, what it showed at the beginning says nothing: then there is only the end. */
static gboolean
may_have_made (Pairing *self,
               int      attempt,
               int      entry)
{
  const PealOpenAttempt *made = g_ptr_array_index (self->attempts, attempt);
  gint64 at = ((PealRemoteMessage *) g_ptr_array_index (self->entries, entry))->at;
  gint64 end = made->ended_at == PEAL_TIME_NEVER ? self->now : made->ended_at;

  return at >= MIN (made->started_at, end) - PEAL_MATCH_SLACK && at <= end + PEAL_MATCH_SLACK;
}

static gboolean
may_have_made_any (Pairing *self,
                   int      attempt)
{
  for (guint i = 0; i < self->entries->len; i++)
    if (may_have_made (self, attempt, (int) i))
      return TRUE;
  return FALSE;
}

/* The entry that @attempt has, or NOBODY. */
static int
find_entry (Pairing *self,
            int      attempt)
{
  for (guint i = 0; i < self->entries->len; i++)
    if (self->owners[i] == attempt)
      return (int) i;
  return NOBODY;
}

/* With the earliest attempt that has none yet, so that time pairs what nothing else does. */
static gboolean
pair_at_once (Pairing *self,
              int      entry)
{
  for (int i = 0; i < (int) self->attempts->len; i++)
    if (i != self->banned && find_entry (self, i) == NOBODY && may_have_made (self, i, entry))
      {
        self->owners[entry] = i;
        return TRUE;
      }
  return FALSE;
}

/* With the attempt of another entry that can do with another attempt. */
static gboolean
pair_by_moving (Pairing *self,
                int      entry)
{
  for (int i = 0; i < (int) self->attempts->len; i++)
    {
      int other = find_entry (self, i);

      if (i == self->banned || self->seen[i] || !may_have_made (self, i, entry))
        continue;
      self->seen[i] = TRUE;
      if (other == NOBODY || pair_by_moving (self, other))
        {
          self->owners[entry] = i;
          return TRUE;
        }
    }
  return FALSE;
}

/* Pairs as many entries as can be, none with @banned; how many. */
static guint
pair_all (Pairing *self,
          int      banned)
{
  guint n = 0;

  self->banned = banned;
  for (guint i = 0; i < self->entries->len; i++)
    self->owners[i] = NOBODY;
  for (guint i = 0; i < self->entries->len; i++)
    {
      for (guint a = 0; a < self->attempts->len; a++)
        self->seen[a] = FALSE;
      n += pair_at_once (self, self->order[i]) || pair_by_moving (self, self->order[i]);
    }
  return n;
}

static gboolean
is_any_in_the_air (Pairing *self)
{
  for (guint i = 0; i < self->attempts->len; i++)
    if (((PealOpenAttempt *) g_ptr_array_index (self->attempts, i))->ended_at == PEAL_TIME_NEVER
        && may_have_made_any (self, (int) i))
      return TRUE;
  return FALSE;
}

/* One attempt, one entry, which is later than it can be by the clocks. */
static gboolean
is_late (Pairing *self)
{
  const PealOpenAttempt *made;
  const PealRemoteMessage *found;

  if (self->attempts->len != 1 || self->entries->len != 1)
    return FALSE;
  made = g_ptr_array_index (self->attempts, 0);
  found = g_ptr_array_index (self->entries, 0);
  return found->at > made->ended_at && found->at <= made->ended_at + PEAL_MATCH_LATE
         && !peal_message_has_failed (found->state); /* in the air: nothing is later */
}

/* R-SEND-3: sure is what holds in every way to pair all entries. */
static PealMatch
judge (Pairing *self,
       int      mine,
       int     *entry)
{
  *entry = NOBODY;
  if (self->entries->len > self->attempts->len || pair_all (self, NOBODY) < self->entries->len)
    {
      if (!is_late (self))
        return PEAL_MATCH_STRANGE;
      *entry = 0;
      return PEAL_MATCH_SURE;
    }
  if (!may_have_made_any (self, mine))
    return PEAL_MATCH_NONE;

  *entry = find_entry (self, mine);
  if (pair_all (self, mine) < self->entries->len)
    return PEAL_MATCH_SURE;
  if (!is_any_in_the_air (self))
    return PEAL_MATCH_SHARED;
  *entry = NOBODY;
  return PEAL_MATCH_OPEN;
}

PealMatch
peal_match_find (GPtrArray *attempts,
                 guint      mine,
                 GPtrArray *entries,
                 gint64     now,
                 int       *entry)
{
  Pairing pairing;
  PealMatch match;

  g_assert (mine < attempts->len);

  pairing_init (&pairing, attempts, entries, now);
  match = judge (&pairing, (int) mine, entry);
  pairing_clear (&pairing);
  return match;
}
