/* peal-rule-habits.c: the conditions of rules about how people write and are written to.
 *
 * What is asked of all conversations is asked of an index alone, in the order of
 * conversations, and so is with whom they are: the two are walked side by side.
 * That costs less than a look at each conversation from each message.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#define G_LOG_DOMAIN "peal-store"

#include "peal-group-rules-private.h"

#include "peal-message.h"

/* What is newer than this is found by its time; of what is older there is too much. */
#define LATELY (31 * G_TIME_SPAN_DAY)

/* What goes out within this span of the one before belongs to the same time that we wrote. */
#define SAME_TIME G_TIME_SPAN_HOUR

/* What was found of a person, in one conversation or in all. */
typedef struct
{
  gint64 contact_id;
  gint64 n;
  gint64 n_answered;         /* of n, if that is how often we wrote */
  gint64 last;               /* when the last of n was */
} Tally;

/* People ------------------------------------------------------------------------------------------ */

/* With whom conversations are, for those that are asked in order. */
typedef struct
{
  PealStmt *stmt;
  gint64 id;                 /* of the conversation it stands at; G_MAXINT64 = at the end */
} People;

static void
people_advance (People *self)
{
  self->id = peal_stmt_next (self->stmt) ? peal_stmt_get_int (self->stmt, 0) : G_MAXINT64;
}

static People
people_begin (PealDb *db)
{
  People self = { .stmt = peal_db_query (db, PEAL_QUERY_RULE_CONVERSATIONS) };

  people_advance (&self);
  return self;
}

/* 0: with nobody who is known. */
static gint64
people_find (People *self,
             gint64  conversation_id)
{
  while (self->id < conversation_id)
    people_advance (self);
  return self->id == conversation_id ? peal_stmt_get_int (self->stmt, 1) : 0;
}

/* Tallies ----------------------------------------------------------------------------------------- */

static int
compare_tallies (gconstpointer a,
                 gconstpointer b)
{
  const Tally *left = a;
  const Tally *right = b;

  return (left->contact_id > right->contact_id) - (left->contact_id < right->contact_id);
}

/* One for each person: somebody may have several conversations. */
static void
unite (GArray *tallies)
{
  guint kept = 0;

  g_array_sort (tallies, compare_tallies);
  for (guint i = 0; i < tallies->len; i++)
    {
      const Tally *tally = &g_array_index (tallies, Tally, i);
      Tally *last = kept > 0 ? &g_array_index (tallies, Tally, kept - 1) : NULL;

      if (last != NULL && last->contact_id == tally->contact_id)
        {
          last->n += tally->n;
          last->n_answered += tally->n_answered;
          last->last = MAX (last->last, tally->last);
        }
      else
        g_array_index (tallies, Tally, kept++) = *tally;
    }
  g_array_set_size (tallies, kept);
}

static GArray *
new_tallies (void)
{
  return g_array_new (FALSE, FALSE, sizeof (Tally));
}

/* How many messages ------------------------------------------------------------------------------- */

static void
bind_states (PealStmt     *stmt,
             PealRuleField field)
{
  PealMessageState low = field == PEAL_RULE_DELIVERED ? PEAL_STATE_DELIVERED
                         : field == PEAL_RULE_FAILED  ? PEAL_STATE_UNDELIVERED
                                                      : PEAL_STATE_ACCEPTED;
  PealMessageState high = field == PEAL_RULE_DELIVERED ? PEAL_STATE_DELIVERED
                          : field == PEAL_RULE_FAILED  ? PEAL_STATE_FAILED
                                                       : PEAL_STATE_UNDELIVERED;

  peal_stmt_bind_int (stmt, ":low", low);
  peal_stmt_bind_int (stmt, ":high", high);
}

static gboolean
is_theirs (PealRuleField field)
{
  return field == PEAL_RULE_REPLIES || field == PEAL_RULE_LAST_REPLY;
}

/* Of people already. */
static GArray *
count_lately (PealDb       *db,
              PealRuleField field,
              gint64        edge)
{
  g_autoptr(PealStmt) stmt = peal_db_query (db, PEAL_QUERY_RULE_COUNT_SINCE);
  GArray *tallies = new_tallies ();

  bind_states (stmt, field);
  peal_stmt_bind_int (stmt, ":direction", is_theirs (field) ? PEAL_DIRECTION_INBOUND : PEAL_DIRECTION_OUTBOUND);
  peal_stmt_bind_int (stmt, ":edge", edge);
  while (peal_stmt_next (stmt))
    {
      Tally tally = { .contact_id = peal_stmt_get_int (stmt, 0), .n = peal_stmt_get_int (stmt, 1) };

      g_array_append_val (tallies, tally);
    }
  return tallies;
}

static GArray *
count_all (PealDb       *db,
           PealRuleField field,
           gint64        edge)
{
  gboolean by_outcome = field == PEAL_RULE_DELIVERED || field == PEAL_RULE_FAILED;
  g_autoptr(PealStmt) stmt = peal_db_query (db, by_outcome ? PEAL_QUERY_RULE_COUNT_OUTCOMES : PEAL_QUERY_RULE_COUNT_TALK);
  People people = people_begin (db);
  GArray *tallies = new_tallies ();

  if (by_outcome)
    bind_states (stmt, field);
  else
    peal_stmt_bind_int (stmt, ":direction", is_theirs (field) ? PEAL_DIRECTION_INBOUND : PEAL_DIRECTION_OUTBOUND);
  peal_stmt_bind_int (stmt, ":edge", edge);
  while (peal_stmt_next (stmt))
    {
      Tally tally = {
        .contact_id = people_find (&people, peal_stmt_get_int (stmt, 0)),
        .n = peal_stmt_get_int (stmt, 1),
        .last = peal_stmt_get_int (stmt, 2),
      };

      if (tally.contact_id != 0)
        g_array_append_val (tallies, tally);
    }
  peal_stmt_release (people.stmt);
  unite (tallies);
  return tallies;
}

GArray *
peal_rule_ask_messages (PealRuleScope *self,
                        PealRuleField  field,
                        gint64         edge,
                        double         least)
{
  g_autoptr(GArray) tallies = edge > self->now - LATELY ? count_lately (self->db, field, edge)
                                                        : count_all (self->db, field, edge);
  GArray *ids = peal_ids_new (NULL, 0);

  for (guint i = 0; i < tallies->len; i++)
    {
      const Tally *tally = &g_array_index (tallies, Tally, i);

      if ((double) tally->n >= least)
        g_array_append_val (ids, tally->contact_id);
    }
  peal_id_set_sort (ids);
  return ids;
}

GArray *
peal_rule_ask_silent (PealRuleScope *self,
                      PealRuleField  field,
                      gint64         edge)
{
  g_autoptr(GArray) tallies = count_all (self->db, field, G_MININT64);
  GArray *ids = peal_ids_new (NULL, 0);

  for (guint i = 0; i < tallies->len; i++)
    {
      const Tally *tally = &g_array_index (tallies, Tally, i);

      if (tally->last < edge)
        g_array_append_val (ids, tally->contact_id);
    }
  peal_id_set_sort (ids);
  return ids;
}

/* Who answers ------------------------------------------------------------------------------------- */

/* One conversation so far. */
typedef struct
{
  gint64 id;
  gboolean is_ours;          /* what was said last, and when */
  gint64 at;
  Tally tally;
} Talk;

/* The next message; the one before it was a time that we wrote unless this one belongs to it. */
static void
say (Talk    *talk,
     gboolean is_ours,
     gint64   at)
{
  if (talk->is_ours && !(is_ours && at - talk->at < SAME_TIME))
    {
      talk->tally.n++;
      talk->tally.n_answered += !is_ours;
    }
  talk->is_ours = is_ours;
  talk->at = at;
}

/* The last message of ours, with nothing after it, is a time, too. */
static void
end_talk (const Talk *talk,
          People     *people,
          GArray     *tallies)
{
  Tally tally = talk->tally;

  tally.n += talk->is_ours;
  if (tally.n == 0)
    return;
  tally.contact_id = people_find (people, talk->id);
  if (tally.contact_id != 0)
    g_array_append_val (tallies, tally);
}

/* How often we wrote to each person, and how often they wrote back before we did again. */
static GArray *
count_answers (PealDb *db)
{
  g_autoptr(PealStmt) stmt = peal_db_query (db, PEAL_QUERY_RULE_LIST_TALK);
  People people = people_begin (db);
  GArray *tallies = new_tallies ();
  Talk talk = { 0 };

  while (peal_stmt_next (stmt))
    {
      gint64 id = peal_stmt_get_int (stmt, 0);

      if (id != talk.id)
        {
          end_talk (&talk, &people, tallies);
          talk = (Talk) { .id = id };
        }
      say (&talk, peal_stmt_get_int (stmt, 1) == PEAL_DIRECTION_OUTBOUND, peal_stmt_get_int (stmt, 2));
    }
  end_talk (&talk, &people, tallies);
  peal_stmt_release (people.stmt);
  unite (tallies);
  return tallies;
}

GArray *
peal_rule_ask_answers (PealRuleScope  *self,
                       const PealRule *condition)
{
  g_autoptr(GArray) tallies = count_answers (self->db);
  GArray *ids = peal_ids_new (NULL, 0);

  for (guint i = 0; i < tallies->len; i++)
    {
      const Tally *tally = &g_array_index (tallies, Tally, i);

      if (peal_rule_matches_number (condition, 100.0 * (double) tally->n_answered / (double) tally->n))
        g_array_append_val (ids, tally->contact_id);
    }
  peal_id_set_sort (ids);
  return ids;
}
