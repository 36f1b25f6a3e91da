/* peal-schedules.c: what is to be sent at a time, or again and again.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#define G_LOG_DOMAIN "peal-store"

#include "peal-schedules.h"

#include "peal-campaigns-private.h"
#include "peal-fiber.h"
#include "peal-job-args.h"
#include "peal-ledger-private.h"
#include "peal-payload.h"
#include "peal-schedules-private.h"

static void
fail_gone (PealDb *db)
{
  peal_db_fail (db, PEAL_STORE_ERROR_NOT_FOUND, "This schedule is not there any more");
}

/* What stands at another revision was changed; what does not stand was deleted. */
static void
fail_stale (PealDb *db,
            gint64  id)
{
  g_autoptr(PealStmt) stmt = peal_db_query (db, PEAL_QUERY_SCHEDULE_GET);

  peal_stmt_bind_int (stmt, ":id", id);
  if (!peal_stmt_next (stmt))
    fail_gone (db);
  else
    peal_db_fail (db, PEAL_STORE_ERROR_CONFLICT,
                  "Schedule %" G_GINT64_FORMAT " was changed, or has sent, since it was read", id);
}

static void
record (PealDb     *db,
        const char *actor,
        const char *event,
        gint64      id,
        const char *payload)
{
  peal_ledger_append_about (db, peal_db_get_now (db), actor, event, "schedule", id, payload);
  peal_db_touch (db, PEAL_CHANGE_SCHEDULES);
}

/* Saving ------------------------------------------------------------------------------------------ */

typedef struct
{
  PealSchedule *schedule;
  gint64 next_at;
  char *actor;
} Save;

static void
save_free (gpointer data)
{
  Save *save = data;

  peal_schedule_free (save->schedule);
  g_free (save->actor);
  g_free (save);
}

static void
record_saved (PealDb     *db,
              const Save *save,
              gint64      id)
{
  g_autoptr(PealPayload) payload = peal_payload_new ();

  peal_payload_add_text (payload, "name", save->schedule->name);
  peal_payload_add_text (payload, "rule", save->schedule->rule);
  if (save->next_at != PEAL_TIME_NEVER)
    peal_payload_add_int (payload, "next_at", save->next_at);
  record (db, save->actor, save->schedule->id == 0 ? "schedule.added" : "schedule.updated", id,
          peal_payload_get_json (payload));
}

static void
save_job (PealDb  *db,
          gpointer data,
          GValue  *result)
{
  const Save *save = data;
  const PealSchedule *schedule = save->schedule;
  gboolean is_new = schedule->id == 0;
  g_autoptr(GPtrArray) held = g_ptr_array_new_with_free_func (g_free);
  g_autoptr(PealStmt) stmt = peal_db_query (db, is_new ? PEAL_QUERY_SCHEDULE_INSERT : PEAL_QUERY_SCHEDULE_UPDATE);
  gint64 id;

  if (*schedule->name == '\0' || *schedule->body == '\0')
    peal_db_fail (db, PEAL_STORE_ERROR_INVALID, "A schedule needs a name and a text");
  if (!is_new)
    {
      peal_stmt_bind_int (stmt, ":id", schedule->id);
      peal_stmt_bind_int (stmt, ":revision", schedule->revision);
    }
  peal_schedule_bind (schedule, stmt, held);
  peal_stmt_bind_time (stmt, ":next_at", save->next_at);
  peal_stmt_bind_int (stmt, ":now", peal_db_get_now (db));
  peal_stmt_bind_text (stmt, ":actor", save->actor);
  if (peal_stmt_run (stmt) && peal_db_get_n_changed (db) == 0)
    fail_stale (db, schedule->id);
  id = is_new ? peal_db_get_inserted_id (db) : schedule->id;
  record_saved (db, save, id);
  peal_result_set_int (result, id);
}

DexFuture *
peal_schedules_save (PealStore          *store,
                     const PealSchedule *schedule,
                     gint64              next_at,
                     const char         *actor)
{
  Save *save;

  peal_return_reject_if_fail (PEAL_IS_STORE (store));
  peal_return_reject_if_fail (schedule != NULL);

  save = g_new0 (Save, 1);
  save->schedule = peal_schedule_copy (schedule);
  save->next_at = next_at;
  save->actor = g_strdup (peal_text (actor));
  return peal_store_write (store, save_job, save, save_free);
}

/* Reading ----------------------------------------------------------------------------------------- */

/* Releases @stmt. */
static void
take_schedules (PealDb   *db,
                PealStmt *stmt,
                GValue   *result)
{
  GPtrArray *schedules = g_ptr_array_new_with_free_func ((GDestroyNotify) peal_schedule_free);

  while (peal_stmt_next (stmt))
    g_ptr_array_add (schedules, peal_schedule_read (db, stmt));
  peal_stmt_release (stmt);
  peal_result_take (result, G_TYPE_PTR_ARRAY, schedules);
}

static void
list_job (PealDb  *db,
          gpointer data,
          GValue  *result)
{
  take_schedules (db, peal_db_query (db, PEAL_QUERY_SCHEDULE_LIST), result);
}

DexFuture *
peal_schedules_list (PealStore *store)
{
  peal_return_reject_if_fail (PEAL_IS_STORE (store));

  return peal_store_read (store, list_job, NULL, NULL);
}

static void
due_job (PealDb  *db,
         gpointer data,
         GValue  *result)
{
  const PealJobArgs *args = data;
  PealStmt *stmt = peal_db_query (db, PEAL_QUERY_SCHEDULE_LIST_DUE);

  peal_stmt_bind_int (stmt, ":until", args->id);
  take_schedules (db, stmt, result);
}

DexFuture *
peal_schedules_due (PealStore *store,
                    gint64     until)
{
  peal_return_reject_if_fail (PEAL_IS_STORE (store));

  return peal_store_read (store, due_job, peal_job_args_new (until, NULL, NULL), peal_job_args_free);
}

static void
get_job (PealDb  *db,
         gpointer data,
         GValue  *result)
{
  const PealJobArgs *args = data;
  g_autoptr(PealStmt) stmt = peal_db_query (db, PEAL_QUERY_SCHEDULE_GET);

  peal_stmt_bind_int (stmt, ":id", args->id);
  if (peal_stmt_next (stmt))
    peal_result_take (result, PEAL_TYPE_SCHEDULE, peal_schedule_read (db, stmt));
  else
    fail_gone (db);
}

DexFuture *
peal_schedules_get (PealStore *store,
                    gint64     id)
{
  peal_return_reject_if_fail (PEAL_IS_STORE (store));

  return peal_store_read (store, get_job, peal_job_args_new (id, NULL, NULL), peal_job_args_free);
}

static void
next_after_job (PealDb  *db,
                gpointer data,
                GValue  *result)
{
  const PealJobArgs *args = data;
  g_autoptr(PealStmt) stmt = peal_db_query (db, PEAL_QUERY_SCHEDULE_NEXT_AFTER);

  peal_stmt_bind_int (stmt, ":after", args->id);
  peal_result_set_int (result, peal_stmt_next (stmt) ? peal_stmt_get_time (stmt, 0) : PEAL_TIME_NEVER);
}

DexFuture *
peal_schedules_next_after (PealStore *store,
                           gint64     after)
{
  peal_return_reject_if_fail (PEAL_IS_STORE (store));

  return peal_store_read (store, next_after_job, peal_job_args_new (after, NULL, NULL), peal_job_args_free);
}

static void
occurrences_job (PealDb  *db,
                 gpointer data,
                 GValue  *result)
{
  const PealJobArgs *args = data;
  g_autoptr(PealStmt) stmt = peal_db_query (db, PEAL_QUERY_SCHEDULE_OCCURRENCE_LIST);
  GPtrArray *rows = g_ptr_array_new_with_free_func ((GDestroyNotify) peal_occurrence_row_free);

  peal_stmt_bind_int (stmt, ":schedule_id", args->id);
  peal_stmt_bind_int (stmt, ":limit", args->limit);
  while (peal_stmt_next (stmt))
    {
      PealOccurrenceRow *row = g_new0 (PealOccurrenceRow, 1);

      row->due_at = peal_stmt_get_int (stmt, 0);
      row->campaign_id = peal_stmt_get_int (stmt, 1);
      row->reason = peal_stmt_dup_text (stmt, 2);
      row->n_passed = peal_stmt_get_int (stmt, 3);
      row->decided_at = peal_stmt_get_int (stmt, 4);
      g_ptr_array_add (rows, row);
    }
  peal_result_take (result, G_TYPE_PTR_ARRAY, rows);
}

DexFuture *
peal_schedules_list_occurrences (PealStore *store,
                                 gint64     id,
                                 guint      limit)
{
  peal_return_reject_if_fail (PEAL_IS_STORE (store));

  return peal_store_read (store, occurrences_job, PEAL_JOB_ARGS (.id = id, .limit = limit), peal_job_args_free);
}

/* By MM-DD, or by the path of the field. */
static PealStmt *
query_dates (PealDb            *db,
             const PealJobArgs *args,
             char             **held)
{
  PealStmt *stmt;

  if (g_str_equal (args->text, "birthday"))
    {
      stmt = peal_db_query (db, PEAL_QUERY_SCHEDULE_LIST_BIRTHDAYS);
      *held = g_strdup_printf ("%02d-%02d", (int) args->id, (int) args->other);
      peal_stmt_bind_text (stmt, ":day", *held);
      peal_stmt_bind_text (stmt, ":leap_day", "02-29");
      return stmt;
    }
  stmt = peal_db_query (db, PEAL_QUERY_SCHEDULE_LIST_DATES);
  *held = g_strdup_printf ("$.\"%s\"", args->text);
  peal_stmt_bind_text (stmt, ":path", *held);
  return stmt;
}

static gint64
count_contacts (PealDb *db,
                gint64  most)
{
  PealStmt *stmt = peal_db_query (db, PEAL_QUERY_SCHEDULE_COUNT_CONTACTS);

  peal_stmt_bind_int (stmt, ":most", most);
  return peal_stmt_take_int (stmt);
}

static void
dates_job (PealDb  *db,
           gpointer data,
           GValue  *result)
{
  const PealJobArgs *args = data;
  g_autofree char *held = NULL;
  g_autoptr(PealStmt) stmt = NULL;
  GPtrArray *dates;

  if (args->limit != 0 && count_contacts (db, (gint64) args->limit + 1) > args->limit)
    {
      g_value_init (result, G_TYPE_PTR_ARRAY);
      return;
    }
  stmt = query_dates (db, args, &held);
  dates = g_ptr_array_new_with_free_func ((GDestroyNotify) peal_contact_date_free);
  while (peal_stmt_next (stmt))
    {
      PealContactDate *date = g_new0 (PealContactDate, 1);

      date->contact_id = peal_stmt_get_int (stmt, 0);
      date->text = peal_stmt_dup_text (stmt, 1);
      g_ptr_array_add (dates, date);
    }
  peal_result_take (result, G_TYPE_PTR_ARRAY, dates);
}

DexFuture *
peal_schedules_list_dates (PealStore  *store,
                           const char *field,
                           int         month,
                           int         day)
{
  peal_return_reject_if_fail (PEAL_IS_STORE (store));
  peal_return_reject_if_fail (field != NULL && strchr (field, '"') == NULL);

  return peal_store_read (store, dates_job, PEAL_JOB_ARGS (.id = month, .other = day, .text = field),
                          peal_job_args_free);
}

DexFuture *
peal_schedules_list_dates_of_few (PealStore  *store,
                                  const char *field,
                                  guint       most)
{
  peal_return_reject_if_fail (PEAL_IS_STORE (store));
  peal_return_reject_if_fail (field != NULL && strchr (field, '"') == NULL && !g_str_equal (field, "birthday"));
  peal_return_reject_if_fail (most > 0);

  return peal_store_read (store, dates_job, PEAL_JOB_ARGS (.text = field, .limit = most), peal_job_args_free);
}

/* Pausing, deleting ------------------------------------------------------------------------------- */

typedef struct
{
  gint64 id;
  PealScheduleState from;
  PealScheduleState state;
  gint64 next_at;
  const char *event;
  char *actor;
} Move;

static void
move_free (gpointer data)
{
  Move *move = data;

  g_free (move->actor);
  g_free (move);
}

static void
move_job (PealDb  *db,
          gpointer data,
          GValue  *result)
{
  const Move *move = data;
  g_autoptr(PealStmt) stmt = peal_db_query (db, PEAL_QUERY_SCHEDULE_SET_STATE);

  peal_stmt_bind_int (stmt, ":id", move->id);
  peal_stmt_bind_int (stmt, ":from", move->from);
  peal_stmt_bind_int (stmt, ":state", move->state);
  peal_stmt_bind_time (stmt, ":next_at", move->next_at);
  peal_stmt_bind_int (stmt, ":now", peal_db_get_now (db));
  if (peal_stmt_run (stmt) && peal_db_get_n_changed (db) == 0)
    peal_db_fail (db, PEAL_STORE_ERROR_INVALID, "Schedule %" G_GINT64_FORMAT " is not there or not in a state for this",
                  move->id);
  record (db, move->actor, move->event, move->id, "{}");
}

static DexFuture *
set_state (PealStore        *store,
           gint64            id,
           PealScheduleState from,
           PealScheduleState state,
           gint64            next_at,
           const char       *event,
           const char       *actor)
{
  Move *move = g_new0 (Move, 1);

  move->id = id;
  move->from = from;
  move->state = state;
  move->next_at = next_at;
  move->event = event;
  move->actor = g_strdup (peal_text (actor));
  return peal_store_write (store, move_job, move, move_free);
}

DexFuture *
peal_schedules_pause (PealStore  *store,
                      gint64      id,
                      const char *actor)
{
  peal_return_reject_if_fail (PEAL_IS_STORE (store));

  return set_state (store, id, PEAL_SCHEDULE_ACTIVE, PEAL_SCHEDULE_PAUSED, PEAL_TIME_NEVER, "schedule.paused", actor);
}

DexFuture *
peal_schedules_resume (PealStore  *store,
                       gint64      id,
                       gint64      next_at,
                       const char *actor)
{
  PealScheduleState state = next_at == PEAL_TIME_NEVER ? PEAL_SCHEDULE_ENDED : PEAL_SCHEDULE_ACTIVE;

  peal_return_reject_if_fail (PEAL_IS_STORE (store));

  return set_state (store, id, PEAL_SCHEDULE_PAUSED, state, next_at, "schedule.resumed", actor);
}

static void
set_deleted_job (PealDb  *db,
                 gpointer data,
                 GValue  *result)
{
  const PealJobArgs *args = data;
  gboolean deleted = args->other != 0;
  g_autoptr(PealStmt) stmt = peal_db_query (db, PEAL_QUERY_SCHEDULE_SET_DELETED);

  peal_stmt_bind_int (stmt, ":id", args->id);
  peal_stmt_bind_time (stmt, ":deleted_at", deleted ? peal_db_get_now (db) : PEAL_TIME_NEVER);
  peal_stmt_bind_int (stmt, ":now", peal_db_get_now (db));
  if (peal_stmt_run (stmt) && peal_db_get_n_changed (db) == 0)
    fail_gone (db);
  record (db, args->actor, deleted ? "schedule.deleted" : "schedule.restored", args->id, "{}");
}

DexFuture *
peal_schedules_set_deleted (PealStore  *store,
                            gint64      id,
                            gboolean    deleted,
                            const char *actor)
{
  peal_return_reject_if_fail (PEAL_IS_STORE (store));

  return peal_store_write (store, set_deleted_job, PEAL_JOB_ARGS (.id = id, .other = deleted, .actor = actor),
                           peal_job_args_free);
}

/* From one occurrence to the next ----------------------------------------------------------------- */

typedef struct
{
  PealScheduleStep step;
  PealCampaignCreation *creation; /* NULL = nothing is sent */
} Step;

static void
step_free (gpointer data)
{
  Step *step = data;

  g_clear_pointer (&step->creation, peal_campaign_creation_free);
  g_free (step);
}

/* R-SEND-1: only from where it was read. */
static void
move_on (PealDb                 *db,
         const PealScheduleStep *step)
{
  g_autoptr(PealStmt) stmt = peal_db_query (db, PEAL_QUERY_SCHEDULE_STEP);

  peal_stmt_bind_int (stmt, ":id", step->schedule_id);
  peal_stmt_bind_int (stmt, ":revision", step->revision);
  peal_stmt_bind_time (stmt, ":next_at", step->next_at);
  peal_stmt_bind_int (stmt, ":state",
                      step->next_at == PEAL_TIME_NEVER ? PEAL_SCHEDULE_ENDED : PEAL_SCHEDULE_ACTIVE);
  if (peal_stmt_run (stmt) && peal_db_get_n_changed (db) == 0)
    peal_db_fail (db, PEAL_STORE_ERROR_CONFLICT,
                  "Schedule %" G_GINT64_FORMAT " was changed meanwhile, or is not active any more", step->schedule_id);
}

static gboolean
was_made (PealDb                 *db,
          const PealScheduleStep *step)
{
  g_autoptr(PealStmt) stmt = peal_db_query (db, PEAL_QUERY_SCHEDULE_OCCURRENCE_FIND);

  peal_stmt_bind_int (stmt, ":schedule_id", step->schedule_id);
  peal_stmt_bind_int (stmt, ":due_at", step->due_at);
  return peal_stmt_next (stmt);
}

static void
insert_occurrence (PealDb                 *db,
                   const PealScheduleStep *step,
                   gint64                  campaign_id)
{
  g_autoptr(PealStmt) stmt = peal_db_query (db, PEAL_QUERY_SCHEDULE_OCCURRENCE_INSERT);

  peal_stmt_bind_int (stmt, ":schedule_id", step->schedule_id);
  peal_stmt_bind_int (stmt, ":due_at", step->due_at);
  peal_stmt_bind_id (stmt, ":campaign_id", campaign_id);
  peal_stmt_bind_text (stmt, ":reason", peal_missed_reason_to_string (step->reason));
  peal_stmt_bind_int (stmt, ":n_passed", step->n_passed);
  peal_stmt_bind_int (stmt, ":now", peal_db_get_now (db));
  peal_stmt_run (stmt);
}

static void
record_step (PealDb                 *db,
             const PealScheduleStep *step,
             gint64                  campaign_id)
{
  g_autoptr(PealPayload) payload = peal_payload_new ();

  peal_payload_add_int (payload, "due_at", step->due_at);
  peal_payload_add_text (payload, "reason", peal_missed_reason_to_string (step->reason));
  if (campaign_id != 0)
    peal_payload_add_int (payload, "campaign", campaign_id);
  if (step->n_passed > 0)
    peal_payload_add_int (payload, "passed_over", step->n_passed);
  record (db, "schedule", campaign_id != 0 ? "schedule.made" : "schedule.passed_over", step->schedule_id,
          peal_payload_get_json (payload));
}

static void
step_job (PealDb  *db,
          gpointer data,
          GValue  *result)
{
  const Step *job = data;
  const PealScheduleStep *step = &job->step;
  gboolean made_before = was_made (db, step);
  GArray *ids = NULL;

  move_on (db, step);
  if (made_before && job->creation != NULL)
    peal_db_fail (db, PEAL_STORE_ERROR_EXISTS, "This occurrence of schedule %" G_GINT64_FORMAT " was made before",
                  step->schedule_id);
  ids = job->creation != NULL ? peal_campaign_create (db, job->creation) : peal_ids_new (NULL, 0);
  if (!made_before)
    {
      gint64 campaign_id = ids->len > 0 ? peal_ids_get (ids, 0) : 0;

      insert_occurrence (db, step, campaign_id);
      record_step (db, step, campaign_id);
    }
  peal_db_touch (db, PEAL_CHANGE_SCHEDULES);
  peal_result_take (result, G_TYPE_ARRAY, ids);
}

DexFuture *
peal_schedules_step (PealStore               *store,
                     const PealScheduleStep  *step,
                     const PealCampaignDraft *draft,
                     GPtrArray               *entries)
{
  Step *job;

  peal_return_reject_if_fail (PEAL_IS_STORE (store));
  peal_return_reject_if_fail (step != NULL && (draft == NULL) == (entries == NULL));

  job = g_new0 (Step, 1);
  job->step = *step;
  if (draft != NULL)
    job->creation = peal_campaign_creation_new (draft, entries);
  return peal_store_write (store, step_job, job, step_free);
}
