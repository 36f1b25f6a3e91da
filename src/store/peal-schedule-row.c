/* peal-schedule-row.c: a schedule as a value and as a row.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#define G_LOG_DOMAIN "peal-store"

#include "peal-schedules-private.h"

#include "peal-group-rules-private.h"
#include "peal-job-args.h"

#include <string.h>

#define DEFAULT_GRACE (4 * PEAL_HOUR)

/* In the order of their numbers. */
static const char *const states[] = { "?", "active", "paused", "ended" };

G_DEFINE_BOXED_TYPE (PealSchedule, peal_schedule, peal_schedule_copy, peal_schedule_free)

const char *
peal_schedule_state_to_string (PealScheduleState state)
{
  return (gsize) state < G_N_ELEMENTS (states) ? states[state] : "?";
}

PealSchedule *
peal_schedule_new (const char *name,
                   const char *body)
{
  PealSchedule *self = g_new0 (PealSchedule, 1);

  self->name = g_strdup (peal_text (name));
  self->body = g_strdup (peal_text (body));
  self->kind = PEAL_MESSAGE_TRANSACTIONAL;
  self->group_ids = peal_ids_new (NULL, 0);
  self->contact_ids = peal_ids_new (NULL, 0);
  self->numbers = g_new0 (char *, 1);
  self->start = (PealCivilTime) { 1970, 1, 1, 0, 0, 0 };
  self->zone = g_strdup ("");
  self->rule = g_strdup ("");
  self->date_field = g_strdup ("");
  self->occasion.yearly = TRUE;
  self->validity = PEAL_TIME_NEVER;
  self->policy = PEAL_MISSED_ASK;
  self->grace = DEFAULT_GRACE;
  self->state = PEAL_SCHEDULE_ACTIVE;
  self->account_label = g_strdup ("");
  self->has_account = TRUE;
  self->has_audience = TRUE;
  self->next_at = PEAL_TIME_NEVER;
  self->actor = g_strdup ("");
  return self;
}

PealSchedule *
peal_schedule_copy (const PealSchedule *self)
{
  PealSchedule *copy = g_memdup2 (self, sizeof *self);

  copy->name = g_strdup (self->name);
  copy->body = g_strdup (self->body);
  copy->group_ids = g_array_copy (self->group_ids);
  copy->contact_ids = g_array_copy (self->contact_ids);
  copy->numbers = g_strdupv (self->numbers);
  copy->zone = g_strdup (self->zone);
  copy->rule = g_strdup (self->rule);
  copy->date_field = g_strdup (self->date_field);
  copy->account_label = g_strdup (self->account_label);
  copy->actor = g_strdup (self->actor);
  return copy;
}

void
peal_schedule_free (PealSchedule *self)
{
  g_free (self->name);
  g_free (self->body);
  g_array_unref (self->group_ids);
  g_array_unref (self->contact_ids);
  g_strfreev (self->numbers);
  g_free (self->zone);
  g_free (self->rule);
  g_free (self->date_field);
  g_free (self->account_label);
  g_free (self->actor);
  g_free (self);
}

static gboolean
is_same_ids (const GArray *a,
             const GArray *b)
{
  return a->len == b->len && (a->len == 0 || memcmp (a->data, b->data, a->len * sizeof (gint64)) == 0);
}

static gboolean
is_same_rhythm (const PealSchedule *a,
                const PealSchedule *b)
{
  return memcmp (&a->start, &b->start, sizeof a->start) == 0 && g_str_equal (a->zone, b->zone)
         && g_str_equal (a->rule, b->rule) && g_str_equal (a->date_field, b->date_field)
         && a->occasion.yearly == b->occasion.yearly && a->occasion.days == b->occasion.days
         && a->occasion.leap_day == b->occasion.leap_day;
}

gboolean
peal_schedule_is_same (const PealSchedule *a,
                       const PealSchedule *b)
{
  return g_str_equal (a->name, b->name) && g_str_equal (a->body, b->body) && a->kind == b->kind
         && is_same_ids (a->group_ids, b->group_ids) && is_same_ids (a->contact_ids, b->contact_ids)
         && g_strv_equal ((const char *const *) a->numbers, (const char *const *) b->numbers)
         && a->account_id == b->account_id && is_same_rhythm (a, b) && a->validity == b->validity
         && a->policy == b->policy && a->grace == b->grace;
}

void
peal_contact_date_free (PealContactDate *self)
{
  g_free (self->text);
  g_free (self);
}

void
peal_occurrence_row_free (PealOccurrenceRow *self)
{
  g_free (self->reason);
  g_free (self);
}

static const char *
keep (GPtrArray *held,
      char      *text)
{
  g_ptr_array_add (held, text);
  return text;
}

void
peal_schedule_bind (const PealSchedule *self,
                    PealStmt           *stmt,
                    GPtrArray          *held)
{
  peal_stmt_bind_text (stmt, ":name", self->name);
  peal_stmt_bind_text (stmt, ":body", self->body);
  peal_stmt_bind_int (stmt, ":kind", self->kind);
  peal_stmt_bind_text (stmt, ":group_ids", keep (held, peal_ids_to_json (self->group_ids)));
  peal_stmt_bind_text (stmt, ":contact_ids", keep (held, peal_ids_to_json (self->contact_ids)));
  peal_stmt_bind_text (stmt, ":numbers", keep (held, g_strjoinv ("\n", self->numbers)));
  peal_stmt_bind_id (stmt, ":account_id", self->account_id);
  peal_stmt_bind_text (stmt, ":start", keep (held, peal_civil_time_format (&self->start)));
  peal_stmt_bind_text (stmt, ":zone", self->zone);
  peal_stmt_bind_text (stmt, ":rule", self->rule);
  peal_stmt_bind_text (stmt, ":date_field", self->date_field);
  peal_stmt_bind_int (stmt, ":date_yearly", self->occasion.yearly);
  peal_stmt_bind_int (stmt, ":date_days", self->occasion.days);
  peal_stmt_bind_int (stmt, ":leap_day", self->occasion.leap_day);
  peal_stmt_bind_time (stmt, ":validity", self->validity);
  peal_stmt_bind_int (stmt, ":policy", peal_missed_policy_to_db (self->policy));
  peal_stmt_bind_int (stmt, ":grace", self->grace);
}

/* "[1,2,3]", as peal_ids_to_json () has written it. */
static GArray *
read_ids (const char *json)
{
  GArray *ids = peal_ids_new (NULL, 0);

  while (*json != '\0')
    {
      char *end = NULL;
      gint64 id = g_ascii_strtoll (json, &end, 10);

      if (end != json)
        g_array_append_val (ids, id);
      json = end != json ? end : json + 1;
    }
  return ids;
}

static GStrv
read_numbers (const char *text)
{
  return *text != '\0' ? g_strsplit (text, "\n", -1) : g_new0 (char *, 1);
}

static void
read_times (PealStmt     *stmt,
            PealSchedule *self)
{
  PealLeapDay leap_day = (PealLeapDay) peal_stmt_get_int (stmt, 14);

  if (!peal_civil_time_parse (peal_stmt_get_text (stmt, 8), &self->start))
    self->start = (PealCivilTime) { 1970, 1, 1, 0, 0, 0 };
  self->occasion = (PealOccasion) {
    .yearly = peal_stmt_get_int (stmt, 12) != 0,
    .days = (int) peal_stmt_get_int (stmt, 13),
    .hour = self->start.hour,
    .minute = self->start.minute,
    .leap_day = leap_day <= PEAL_LEAP_DAY_OMIT ? leap_day : PEAL_LEAP_DAY_BEFORE,
  };
  self->validity = peal_stmt_get_time (stmt, 15);
  self->policy = peal_missed_policy_from_db ((int) peal_stmt_get_int (stmt, 16));
  self->grace = MAX (peal_stmt_get_int (stmt, 17), 0);
}

PealSchedule *
peal_schedule_read (PealDb   *db,
                    PealStmt *stmt)
{
  PealSchedule *self = g_new0 (PealSchedule, 1);

  self->id = peal_stmt_get_int (stmt, 0);
  self->name = peal_stmt_dup_text (stmt, 1);
  self->body = peal_stmt_dup_text (stmt, 2);
  self->kind = (PealMessageKind) peal_stmt_get_int (stmt, 3);
  self->group_ids = read_ids (peal_stmt_get_text (stmt, 4));
  self->contact_ids = read_ids (peal_stmt_get_text (stmt, 5));
  self->numbers = read_numbers (peal_stmt_get_text (stmt, 6));
  self->account_id = peal_stmt_get_int (stmt, 7);
  self->zone = peal_stmt_dup_text (stmt, 9);
  self->rule = peal_stmt_dup_text (stmt, 10);
  self->date_field = peal_stmt_dup_text (stmt, 11);
  read_times (stmt, self);
  self->state = (PealScheduleState) peal_stmt_get_int (stmt, 18);
  self->next_at = peal_stmt_get_time (stmt, 19);
  self->revision = peal_stmt_get_int (stmt, 20);
  self->created_at = peal_stmt_get_int (stmt, 21);
  self->actor = peal_stmt_dup_text (stmt, 22);
  self->n_made = peal_stmt_get_int (stmt, 23);
  self->account_label = peal_stmt_dup_text (stmt, 24);
  self->has_account = peal_stmt_get_int (stmt, 25) != 0;
  self->has_audience = peal_group_rules_can_ask (db, self->group_ids);
  return self;
}

gint64
peal_schedules_count_broken (PealDb *db)
{
  g_autoptr(PealStmt) stmt = peal_db_query (db, PEAL_QUERY_SCHEDULE_LIST_AUDIENCES);
  gint64 n = 0;

  while (peal_stmt_next (stmt))
    {
      g_autoptr(GArray) group_ids = read_ids (peal_stmt_get_text (stmt, 0));

      n += !peal_group_rules_can_ask (db, group_ids);
    }
  return n;
}
